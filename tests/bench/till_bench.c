/* till_bench.c - the till's own work, without a screen, on a store of 1,000,000 articles and many sales:
 *   till_bench FOLDER STORE...      the stores in order of their movements; the last is the main one
 * looking a barcode up, a scan until its line is durable, a sale until it is committed, scans in a burst, receipts and
 * the day's report. Every measured act is followed by one raw flush and one echo through a pty, the limits. */
#include "bench.h"

#include "../../src/service/shop/shop_int.h"
#include "base/clock.h"
#include "bench_shop.h"
#include "service/articles.h"
#include "service/report.h"
#include "store/document_store.h"

#define ROUNDS 5
#define MOVEMENT_ROUNDS 9
#define BASKET_LINES 200
#define SALE_LINES 8
#define SALES 60           /* of one round */
#define LOOKUPS 20000
#define BURST_SCANS 1000
#define BURST_ARTICLES 100
#define STORES_MAX 8
#define RECEIPTS 3000
#define ECHOES 50          /* beside a round that is measured in time alone */

static struct flusher flusher;
static struct echo echo;

/* Measured between the acts of one row. */
static struct floors { struct rounds flush, echo; } of_row, *floors = &of_row;

static void floors_begin(void)
{
	of_row = (struct floors){ 0 };
}

static void sample_floors(void)
{
	sample_add(&floors->flush.now, flush_once(&flusher));
	sample_add(&floors->echo.now, echo_once(&echo));
}

static void floors_round(void)
{
	round_end(&floors->flush);
	round_end(&floors->echo);
}

/* For a row whose floor is no flush. */
static void echo_round(void)
{
	for (int i = 0; i < ECHOES; i++)
		sample_add(&floors->echo.now, echo_once(&echo));
	round_end(&floors->echo);
}

static void row_raw(void)
{
	struct figure f, e;

	floors_begin();
	for (int i = 0; i < ROUNDS * 200; i++) {
		sample_floors();
		if (i % 200 == 199)
			floors_round();
	}
	f = figure_of(&of_row.flush);
	e = figure_of(&of_row.echo);
	row("raw: a flush of 1 KiB", pair(time_text(f.p50), time_text(f.p99)), "", "", "", true);
	row("raw: an echo through a pty", pair(time_text(e.p50), time_text(e.p99)), "", "", "", true);
}

/* --- one round of each ---------------------------------------------------------------------------- */

static int64_t look_up(struct bench_till *b, const char *code)
{
	struct article found;
	int64_t from;

	arena_clear(&b->a);
	from = now_ns();
	MUST(article_by_code(b->sh, &b->a, code, &found) == OK);
	return now_ns() - from;
}

/* Any article, the same again while it is warm, and its key alone in memory. */
static void round_of_lookups(struct bench_till *b, struct rounds *any, struct rounds *warm, struct shelf *s,
			     struct rounds *bare)
{
	char code[16];

	for (int i = 0; i < LOOKUPS; i++) {
		int64_t key = bench_key(bench_any(b));

		snprintf(code, sizeof code, "%013lld", (long long)key);
		sample_add(&any->now, look_up(b, code));
		sample_add(&warm->now, look_up(b, code));
		sample_add(&bare->now, shelf_once(s, key));
	}
	round_end(any);
	round_end(warm);
	round_end(bare);
	echo_round();
}

/* A basket of so many lines; `first` and `last` get its first and last tenth apart. */
static void round_of_scans(struct bench_till *b, int lines, struct rounds *all, struct rounds *first,
			   struct rounds *last)
{
	for (int i = 0; i < lines; i++) {
		int64_t ns = bench_scan(b, bench_any(b));

		sample_add(&all->now, ns);
		if (first && i < lines / 10)
			sample_add(&first->now, ns);
		if (last && i >= lines - lines / 10)
			sample_add(&last->now, ns);
		sample_floors();
		shop_idle(b->sh);
	}
	floors_round();
	round_end(all);
	if (first)
		round_end(first);
	if (last)
		round_end(last);
	bench_act(b, ACT_CASH, "");
	shop_idle(b->sh);
}

/* Sales of 8 lines: some cash first, the rest by card settles. What is timed is the act that posts. */
static void round_of_sales(struct bench_till *b, int sales, struct rounds *r)
{
	for (int i = 0; i < sales; i++) {
		char rest[64];

		for (int l = 0; l < SALE_LINES; l++)
			bench_scan(b, bench_any(b));
		bench_act(b, ACT_PAY, "");
		bench_act(b, ACT_CASH, "1");
		snprintf(rest, sizeof rest, "2 %s R%" PRId64, money_text(&b->shop_arena, till_view(b->t)->open_minor),
			 now_ns());
		sample_add(&r->now, bench_act(b, ACT_TENDER, rest));
		sample_floors();
		shop_idle(b->sh);
	}
	floors_round();
	round_end(r);
}

/* Nothing between the scans but what the till's loop does; what each of them took on average. */
static int64_t burst(struct bench_till *b)
{
	int64_t from = now_ns();

	for (int i = 0; i < BURST_SCANS; i++) {
		bench_scan(b, bench_any(b) % BURST_ARTICLES);
		shop_idle(b->sh);
	}
	from = now_ns() - from;
	MUST(till_view(b->t)->basket->line_count <= BURST_ARTICLES);
	bench_act(b, ACT_CASH, "");
	return from / BURST_SCANS;
}

/* --- rows ----------------------------------------------------------------------------------------- */

static void row_lookup(struct bench_till *b, const char *folder)
{
	struct shelf s = shelf_make(folder, b->articles, bench_key);
	struct rounds any = { 0 }, warm = { 0 }, bare = { 0 };
	struct figure f, w, floor, e;
	char what[64];

	floors_begin();
	for (int i = 0; i < ROUNDS; i++)
		round_of_lookups(b, &any, &warm, &s, &bare);
	shelf_free(&s);
	f = figure_of(&any);
	w = figure_of(&warm);
	floor = figure_of(&bare);
	snprintf(what, sizeof what, "barcode looked up, %d articles, warm", b->articles);
	e = figure_of(&of_row.echo);
	row_times(what, w, floor.p50, floor.p99, must_here("p99 <= 10 us", 10 * US, e.p50),
		w.p99 <= time_here(10 * US, e.p50));
	printf("#   any of them, the first time: p50 %s, p99 %s\n", time_text(f.p50), time_text(f.p99));
}

static void row_scans(struct bench_till *b)
{
	struct rounds all = { 0 }, first = { 0 }, last = { 0 };
	struct figure f, l1, l200, raw, e;
	int64_t floor;

	floors_begin();
	for (int i = 0; i < ROUNDS; i++)
		round_of_scans(b, BASKET_LINES, &all, &first, &last);
	f = figure_of(&all);
	raw = figure_of(&of_row.flush);
	e = figure_of(&of_row.echo);
	floor = raw.p50 + e.p50;
	row_times("scan -> line stored, lines 1 to 200", f, floor, raw.p99 + e.p99, "<= 4 x, p99 40 x and 20 ms",
		  f.p50 <= 4 * floor && f.p99 <= 40 * floor && f.worst <= 20 * MS);
	printf("#   worst of all %s; the flush p50 %s p99 %s worst %s, the echo p50 %s p99 %s\n", time_text(f.worst),
	       time_text(raw.p50), time_text(raw.p99), time_text(raw.worst), time_text(e.p50), time_text(e.p99));
	l1 = figure_of(&first);
	l200 = figure_of(&last);
	row_times("  lines 181 to 200 against lines 1 to 20", l200, l1.p50, l1.p99, "flat: <= 1.3 x",
		  l200.p50 * 10 <= l1.p50 * 13);
}

static void row_sales(struct bench_till *b)
{
	struct rounds r = { 0 };
	struct figure f, raw;

	floors_begin();
	for (int i = 0; i < ROUNDS; i++)
		round_of_sales(b, SALES, &r);
	f = figure_of(&r);
	raw = figure_of(&of_row.flush);
	row_times("pay -> committed, 8 lines, 2 tenders, jobs", f, raw.p50, raw.p99, "<= 12 x (aim 8), p99 40 x",
		  f.p50 <= 12 * raw.p50 && f.p99 <= 40 * raw.p50);
}

static void row_burst(struct bench_till *b)
{
	struct samples s = { 0 };
	char ours[40];
	int64_t each, raw;

	floors_begin();
	for (int i = 0; i < ROUNDS; i++) {
		sample_add(&s, burst(b));
		for (int k = 0; k < BURST_ARTICLES; k++)
			sample_floors();
		floors_round();
	}
	each = sample_at(&s, 500);
	raw = figure_of(&of_row.flush).p50;
	snprintf(ours, sizeof ours, "%" PRId64 " a second", SECOND / each);
	row("scans in a burst, stored", ours, time_text(raw), ratio_text(each, raw), ">= 500 a second",
	    SECOND / each >= 500);
}

/* One kind of act on one store, and the floors between them. */
struct flat { struct rounds ours; struct floors floors; };

static int64_t times_floor_percent(struct flat *f)
{
	return figure_of(&f->ours).p50 * 100 / figure_of(&f->floors.flush).p50;
}

/* The disk is not the same for two minutes, so what must be flat is how often its flush fits into ours. */
static void row_flat(const char *act, int power, struct flat *few, struct flat *many)
{
	struct figure ours = figure_of(&many->ours), raw = figure_of(&many->floors.flush);
	char what[64];

	snprintf(what, sizeof what, "  %s, 10^%d movements", act, power);
	row_times(what, ours, raw.p50, raw.p99, "flat: <= 1.3 x that at 10^3",
		  times_floor_percent(many) * 10 <= times_floor_percent(few) * 13);
}

/* The same on stores of ever more movements, one basket of each in turn; the first turn only warms. */
static void rows_of_movements(char **stores, int n)
{
	static struct flat scans[STORES_MAX], sales[STORES_MAX];
	struct bench_till b;

	for (int i = 0; i <= MOVEMENT_ROUNDS; i++)
		for (int s = 0; s < n; s++) {
			bench_open(&b, stores[s], "02");
			floors = &scans[s].floors;
			round_of_scans(&b, 40, &scans[s].ours, NULL, NULL);
			floors = &sales[s].floors;
			round_of_sales(&b, 20, &sales[s].ours);
			bench_close(&b);
			if (i == 0)
				scans[s] = sales[s] = (struct flat){ 0 };
		}
	floors = &of_row;
	for (int s = 0; s < n; s++)
		row_flat("scan", 3 + s, &scans[0], &scans[s]);
	for (int s = 0; s < n; s++)
		row_flat("pay", 3 + s, &sales[0], &sales[s]);
}

/* --- looking back --------------------------------------------------------------------------------- */

static struct figure receipts_figure(struct bench_till *b, const char *text, int64_t before_id)
{
	struct rounds r = { 0 };

	for (int i = 0; i < ROUNDS * 5; i++) {
		struct receipt_row *list;
		int64_t from;
		int n;

		arena_clear(&b->a);
		from = now_ns();
		MUST(receipts_list(b->sh, &b->a, text, "", before_id, 200, &list, &n) == OK);
		sample_add(&r.now, now_ns() - from);
		if (i % 5 == 4) {
			round_end(&r);
			echo_round();
		}
	}
	return figure_of(&r);
}

/* What must be reached in time alone, by the echo between the rounds. */
static void row_of_time(const char *what, struct figure f, const char *written, int64_t ns)
{
	struct figure e = figure_of(&of_row.echo);

	row(what, pair(time_text(f.p50), time_text(f.p99)), "", "", must_here(written, ns, e.p50),
		f.p99 <= time_here(ns, e.p50));
}

static void row_receipts(struct bench_till *b, const char *what, const char *text, int64_t before_id)
{
	floors_begin();
	row_of_time(what, receipts_figure(b, text, before_id), "<= 10 ms", 10 * MS);
}

static void row_day(struct bench_till *b)
{
	struct rounds r = { 0 };
	struct day_report day;
	struct figure f;
	char what[80];

	floors_begin();
	for (int i = 0; i < ROUNDS * 5; i++) {
		int64_t from;

		arena_clear(&b->a);
		from = now_ns();
		MUST(report_day(b->sh, &b->a, day_business(clock_now_ms() - DAY_MS, 4), &day) == OK);
		sample_add(&r.now, now_ns() - from);
		if (i % 5 == 4) {
			round_end(&r);
			echo_round();
		}
	}
	f = figure_of(&r);
	snprintf(what, sizeof what, "report of a day of %" PRId64 " sales, %d tills",
		 report_total(&day.all, MEASURE_SALES, -1).times, day.shift_count);
	row_of_time(what, f, "<= 50 ms", 50 * MS);
}

/* What a page and a number cost does not grow with the sales; a code is looked for sale by sale. */
static void rows_of_receipts(struct bench_till *b)
{
	struct arena a = ARENA_INIT;
	int64_t *ids;
	struct figure f;
	int n;

	MUST(document_ids_after(b->sh->db, &a, 0, RECEIPTS + 1, &ids, &n) == OK && n > 0);
	row_receipts(b, "receipts: the newest page", "", 0);
	row_receipts(b, "receipts: by number, an old one", "03-1-000007", 0);
	row_receipts(b, "receipts: 3,000 sales, with an article's code", bench_code(&a, 7919), ids[n - 1]);
	f = receipts_figure(b, bench_code(&a, 7919), 0);
	printf("#   among all sales of the store: p50 %s\n", time_text(f.p50));
	arena_release(&a);
}

int main(int argc, char **argv)
{
	struct bench_till b;

	if (argc < 3 || argc > STORES_MAX + 2)
		return 2;
	flusher = flusher_open(argv[1]);
	echo = echo_start();
	row_raw();
	bench_open(&b, argv[argc - 1], "01");
	row_lookup(&b, argv[1]);
	row_scans(&b);
	row_sales(&b);
	row_burst(&b);
	rows_of_receipts(&b);
	row_day(&b);
	bench_close(&b);
	if (argc > 3)
		rows_of_movements(argv + 2, argc - 2);
	echo_stop(&echo);
	return 0;
}
