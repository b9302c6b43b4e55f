/* till_bench.c - the till's own work, without a screen, on a store of 1,000,000 articles and many sales:
 *   till_bench FOLDER STORE...      the stores in order of their movements; the last is the main one
 * looking a barcode up, a scan until its line is durable, a sale until it is committed, scans in a burst, receipts and
 * the day's report. Every measured act is followed by one raw flush and one echo through a pty, the limits. */
#include "bench.h"

#include "base/clock.h"
#include "bench_shop.h"
#include "service/articles.h"
#include "service/report.h"

#define ROUNDS 5
#define BASKET_LINES 200
#define SALE_LINES 8
#define SALES 60           /* of one round */
#define LOOKUPS 20000
#define BURST_SCANS 1000
#define STORES_MAX 8
#define DAY_MS INT64_C(86400000)

static struct rounds flush, echo_rounds;
static struct flusher flusher;
static struct echo echo;

static void sample_floors(void)
{
	sample_add(&flush.now, flush_once(&flusher));
	sample_add(&echo_rounds.now, echo_once(&echo));
}

/* What a screen that shows it and a store that keeps it cost at the very least. */
static int64_t floor50(void)
{
	return figure_of(&flush).p50 + figure_of(&echo_rounds).p50;
}

static int64_t floor99(void)
{
	return figure_of(&flush).p99 + figure_of(&echo_rounds).p99;
}

static void row_raw(void)
{
	struct figure f = figure_of(&flush), e = figure_of(&echo_rounds);

	printf("# raw: a flush of 1 KiB p50 %s p99 %s worst %s; an echo through a pty p50 %s p99 %s\n",
	       time_text(f.p50), time_text(f.p99), time_text(f.worst), time_text(e.p50), time_text(e.p99));
}

/* --- one round of each ---------------------------------------------------------------------------- */

static void round_of_lookups(struct bench_till *b, struct rounds *r)
{
	struct article found;
	char code[16];

	for (int i = 0; i < LOOKUPS; i++) {
		int64_t from;

		snprintf(code, sizeof code, "%013lld", (long long)bench_key(bench_any(b)));
		arena_clear(&b->a);
		from = now_ns();
		MUST(article_by_code(b->sh, &b->a, code, &found) == OK);
		sample_add(&r->now, now_ns() - from);
	}
	round_end(r);
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
	round_end(r);
}

static int64_t burst(struct bench_till *b)
{
	int64_t from = now_ns();

	for (int i = 0; i < BURST_SCANS; i++) {
		bench_scan(b, bench_any(b) % 100);
		if (i % 8 == 7)
			shop_idle(b->sh);
	}
	from = now_ns() - from;
	MUST(till_view(b->t)->basket->line_count <= 100);
	bench_act(b, ACT_CASH, "");
	return from / BURST_SCANS;
}

/* --- rows ----------------------------------------------------------------------------------------- */

static void row_lookup(struct bench_till *b)
{
	struct rounds r = { 0 };
	struct figure f;

	for (int i = 0; i <= ROUNDS; i++) {
		round_of_lookups(b, &r);
		if (i == 0)
			r = (struct rounds){ 0 }; /* cold */
	}
	f = figure_of(&r);
	row("barcode looked up, any of 1,000,000 articles", pair(time_text(f.p50), time_text(f.p99)), "", "",
	    "p99 <= 10 us", f.p99 <= 10 * US);
}

static void row_scans(struct bench_till *b)
{
	struct rounds all = { 0 }, first = { 0 }, last = { 0 };
	struct figure f, l1, l200;

	for (int i = 0; i < ROUNDS; i++)
		round_of_scans(b, BASKET_LINES, &all, &first, &last);
	f = figure_of(&all);
	row_times("scan -> line stored, lines 1 to 200", f, floor50(), floor99(), "<= 4 x, p99 <= 40 x, 20 ms",
		  f.p50 <= 4 * floor50() && f.p99 <= 40 * floor50() && f.worst <= 20 * MS);
	l1 = figure_of(&first);
	l200 = figure_of(&last);
	row_times("  lines 181 to 200 against lines 1 to 20", l200, l1.p50, l1.p99, "flat: <= 1.3 x",
		  l200.p50 * 10 <= l1.p50 * 13);
}

static void row_sales(struct bench_till *b)
{
	struct rounds r = { 0 };
	struct figure f, raw;

	for (int i = 0; i < ROUNDS; i++)
		round_of_sales(b, SALES, &r);
	f = figure_of(&r);
	raw = figure_of(&flush);
	row_times("pay -> committed, 8 lines, 2 tenders, jobs", f, raw.p50, raw.p99, "<= 12 x (aim 8), p99 40 x",
		  f.p50 <= 12 * raw.p50 && f.p99 <= 40 * raw.p50);
}

static void row_burst(struct bench_till *b)
{
	struct samples s = { 0 };
	char ours[40];
	int64_t each;

	for (int i = 0; i < ROUNDS; i++)
		sample_add(&s, burst(b));
	each = sample_at(&s, 500);
	snprintf(ours, sizeof ours, "%" PRId64 " a second", SECOND / each);
	row("scans in a burst, stored", ours, time_text(figure_of(&flush).p50),
	    ratio_text(each, figure_of(&flush).p50), ">= 500 a second", SECOND / each >= 500);
}

/* The same on stores of ever more movements, one basket of each in turn. */
static void row_movements(char **stores, int n)
{
	struct rounds scans[STORES_MAX] = { 0 }, sales[STORES_MAX] = { 0 };
	struct bench_till b;

	for (int i = 0; i <= ROUNDS; i++)
		for (int s = 0; s < n; s++) {
			bench_open(&b, stores[s], "02");
			round_of_scans(&b, 40, &scans[s], NULL, NULL);
			round_of_sales(&b, 20, &sales[s]);
			bench_close(&b);
			if (i == 0)
				scans[s] = sales[s] = (struct rounds){ 0 };
		}
	for (int s = 1; s < n; s++) {
		struct figure few = figure_of(&scans[0]), many = figure_of(&scans[s]);
		char what[64];

		snprintf(what, sizeof what, "  scan, movements x 10^%d", s);
		row_times(what, many, few.p50, few.p99, "flat: <= 1.3 x", many.p50 * 10 <= few.p50 * 13);
		few = figure_of(&sales[0]);
		many = figure_of(&sales[s]);
		snprintf(what, sizeof what, "  pay, movements x 10^%d", s);
		row_times(what, many, few.p50, few.p99, "flat: <= 1.3 x", many.p50 * 10 <= few.p50 * 13);
	}
}

/* --- looking back --------------------------------------------------------------------------------- */

static void row_receipts(struct bench_till *b, const char *what, const char *text)
{
	struct rounds r = { 0 };
	struct figure f;

	for (int i = 0; i < ROUNDS * 5; i++) {
		struct receipt_row *list;
		int64_t from;
		int n;

		arena_clear(&b->a);
		from = now_ns();
		MUST(receipts_list(b->sh, &b->a, text, 0, 200, &list, &n) == OK);
		sample_add(&r.now, now_ns() - from);
		if (i % 5 == 4)
			round_end(&r);
	}
	f = figure_of(&r);
	row(what, pair(time_text(f.p50), time_text(f.p99)), "", "", "<= 10 ms", f.p99 <= 10 * MS);
}

static void row_day(struct bench_till *b)
{
	struct rounds r = { 0 };
	struct day_report day;
	struct figure f;
	char what[80];

	for (int i = 0; i < ROUNDS * 5; i++) {
		int64_t from;

		arena_clear(&b->a);
		from = now_ns();
		MUST(report_day(b->sh, &b->a, day_business(clock_now_ms() - DAY_MS, 4), &day) == OK);
		sample_add(&r.now, now_ns() - from);
		if (i % 5 == 4)
			round_end(&r);
	}
	f = figure_of(&r);
	snprintf(what, sizeof what, "report of a day of %" PRId64 " sales, %d tills",
		 report_total(&day.all, MEASURE_SALES, -1).times, day.shift_count);
	row(what, pair(time_text(f.p50), time_text(f.p99)), "", "", "<= 50 ms", f.p99 <= 50 * MS);
}

static void rows_of_receipts(struct bench_till *b)
{
	struct arena a = ARENA_INIT;

	row_receipts(b, "receipts: the newest page", "");
	row_receipts(b, "receipts: by number, an old one", "03-1-000007");
	row_receipts(b, "receipts: with an article's code", bench_code(&a, 7919));
	arena_release(&a);
}

int main(int argc, char **argv)
{
	struct bench_till b;

	if (argc < 3 || argc > STORES_MAX + 2)
		return 2;
	flusher = flusher_open(argv[1]);
	echo = echo_start();
	bench_open(&b, argv[argc - 1], "01");
	row_lookup(&b);
	row_scans(&b);
	row_sales(&b);
	row_burst(&b);
	rows_of_receipts(&b);
	row_day(&b);
	bench_close(&b);
	if (argc > 3)
		row_movements(argv + 2, argc - 2);
	row_raw();
	echo_stop(&echo);
	return 0;
}
