/* maker_tool.c - makes the big stores that the bench programs measure on, once:
 *   maker_tool STORE.db ARTICLES SALES [DAYS]
 * A test store with the demo shop's rows, ARTICLES more of them (code: bench_code), terminals 01 to 32, and SALES
 * sales of 8 lines at terminals 03 to 10 in the 30 days before today, four fifths of them yesterday, when terminals 01
 * and 02 opened the shift they still have; with DAYS, as many on each of so many days. A store that is there and has
 * articles already only gets the sales. The rows are written by the store's own functions in large transactions; the
 * links of these sales are none that `store check` would take. */
#include "bench.h"

#include "base/clock.h"
#include "base/id.h"
#include "bench_shop.h"
#include "model/totals.h"
#include "service/init.h"
#include "service/paths.h"
#include "service/search.h"
#include "store/article_store.h"
#include "store/document_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"

#define BATCH 5000
#define TILLS 32
#define SELLING_FIRST 3 /* the terminals that sold */
#define SELLING 8
#define DAYS 30
#define OPENING_MS (2 * 3600000)  /* in UTC */
#define SELLING_MS (12 * 3600000)
#define LINES 8
#define CASHIER 1008

static const char link_text[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

struct maker {
	struct db *db;
	struct arena a, keep; /* of a batch; of the program */
	int in_batch;
	int articles;
};

static void batch_end(struct maker *m)
{
	if (m->in_batch)
		MUST(db_commit(m->db) == OK);
	m->in_batch = 0;
	arena_clear(&m->a);
	db_idle(m->db);
}

/* Before each thing made: in a transaction of many. Between two of them the log may shrink. */
static void batched(struct maker *m)
{
	if (m->in_batch == BATCH)
		batch_end(m);
	if (m->in_batch++ == 0)
		MUST(db_begin(m->db) == OK);
}

static void make_articles(struct maker *m, int n)
{
	char number[32], name[64];

	for (int i = 0; i < n; i++) {
		const struct article row = { .id = BENCH_ARTICLE_ID + i, .number = number, .name = name,
			.name_en = "", .spec = "500ml", .unit = "瓶", .category_id = 1, .department_id = 1,
			.tax_rate_id = 1 + i % 3, .cost_minor = 100 + i % 900 };
		const struct code_row code = { .key = bench_key(i), .article_id = row.id, .pack_milli = 1000,
			.price_minor = -1 };

		batched(m);
		snprintf(number, sizeof number, "B%07d", i);
		snprintf(name, sizeof name, "清泉 乌龙茶 %07d号", i);
		MUST(article_insert(m->db, &row) == OK);
		MUST(price_put(m->db, row.id, &(struct price_row){ 0, 0, PRICE_FOREVER_MS, bench_price(i) }) == OK);
		MUST(code_insert(m->db, &code) == OK);
	}
	batch_end(m);
}

static void make_tills(struct maker *m)
{
	char code[16], name[32];

	batched(m);
	for (int i = 1; i <= TILLS; i++) {
		snprintf(code, sizeof code, "%02d", i);
		snprintf(name, sizeof name, "%d号收银台", i);
		MUST(terminal_put(m->db, &(struct terminal_row){ .id = i, .code = code, .name = name }) == OK);
	}
	/* Sales leave jobs for a printer; at terminal 02, where the whole program runs, there is none. */
	MUST(setting_put(m->db, &(struct setting_row){ "receipt.queue", "shop", "bench", 0 }) == OK);
	MUST(setting_put(m->db, &(struct setting_row){ "receipt.queue", "terminal", "", 2 }) == OK);
	batch_end(m);
}

/* --- sales -------------------------------------------------------------------------------------- */

/* What one terminal sold on one day. */
struct selling {
	struct maker *m;
	int terminal;
	int32_t day;
	int64_t at_ms, step_ms;
	int64_t shift_id, running, seq;
	struct totals totals;
	struct arena totals_arena;
};

/* As the terminal would have made it at that time, the first of its millisecond (id.h: 7 bits of sequence). */
static int64_t id_of(const struct selling *s)
{
	return id_first(s->at_ms) | (int64_t)s->terminal << 7;
}

static void sale_lines(const struct selling *s, struct document *d, int nth)
{
	struct arena *a = &s->m->a;

	d->lines = arena_array(a, LINES, sizeof *d->lines);
	d->line_count = LINES;
	for (int i = 0; i < LINES; i++) {
		int article = (int)(((int64_t)nth * LINES + i) * 7919 % s->m->articles);
		int64_t price = bench_price(article);

		d->lines[i] = (struct line){ .line_no = i + 1, .article_id = BENCH_ARTICLE_ID + article,
			.department_id = 1, .tax_rate_id = 1 + article % 3, .code = bench_code(a, article),
			.name = arena_printf(a, "清泉 乌龙茶 %07d号", article), .unit = "瓶", .qty_milli = 1000,
			.pack_milli = 1000, .list_price_minor = price, .price_minor = price,
			.price_source = PRICE_REGULAR, .tax_bp = 0, .amount_minor = price, .paid_minor = price };
		d->total_minor += price;
	}
}

static void sale_payments(const struct selling *s, struct document *d)
{
	int64_t half = d->total_minor / 2;

	d->payments = arena_array(&s->m->a, 2, sizeof *d->payments);
	d->payment_count = 2;
	d->payments[0] = (struct payment){ .n = 1, .tender_id = 2, .kind = TENDER_CARD, .amount_minor = half,
		.given_minor = half, .reference = arena_printf(&s->m->a, "R%lld", (long long)d->id) };
	d->payments[1] = (struct payment){ .n = 2, .tender_id = 1, .kind = TENDER_CASH,
		.amount_minor = d->total_minor - half, .given_minor = d->total_minor - half, .reference = "" };
}

static void put_document(struct db *db, const struct document *d)
{
	MUST(document_insert(db, d, link_text) == OK);
	for (int i = 0; i < d->line_count; i++)
		MUST(document_line_insert(db, d->id, &d->lines[i]) == OK);
	for (int i = 0; i < d->payment_count; i++)
		MUST(document_tender_insert(db, d->id, &d->payments[i]) == OK);
	for (int i = 0; i < d->posting_count; i++)
		MUST(posting_insert(db, d->id, i + 1, &d->postings[i]) == OK);
}

static void make_sale(struct selling *s, int nth)
{
	struct maker *m = s->m;
	struct document d = { .kind = DOC_SALE, .terminal_id = s->terminal, .series = 1, .running = ++s->running,
		.staff_id = CASHIER, .shift_id = s->shift_id, .business_day = s->day, .at_ms = s->at_ms };

	batched(m);
	d.id = id_of(s);
	s->at_ms += s->step_ms;
	sale_lines(s, &d, nth);
	sale_payments(s, &d);
	document_finish(&d, &m->a);
	put_document(m->db, &d);
	totals_document(&s->totals, &s->totals_arena, &d);
	MUST(audit_insert(m->db, &(struct audit_store_row){ .seal_id = d.id, .n = 1, .at_ms = d.at_ms,
		.terminal_id = s->terminal, .staff_id = CASHIER, .action = "sale", .subject_id = d.id,
		.amount_minor = d.total_minor, .detail = "" }) == OK);
	MUST(seal_insert(m->db, &(struct seal_row){ d.id, s->terminal, ++s->seq, 1, link_text }) == OK);
}

static void open_shift(struct selling *s)
{
	struct db *db = s->m->db;
	const struct shift_row shift = { .id = id_of(s), .terminal_id = s->terminal, .staff_id = CASHIER,
		.opened_at_ms = s->at_ms, .opened_day = s->day, .float_minor = 50000 };

	batched(s->m);
	s->shift_id = shift.id;
	s->at_ms++;
	MUST(day_open(db, s->day, s->at_ms) == OK);
	MUST(shift_insert(db, &shift) == OK);
}

/* With the document that closes it, and the figures of what was sold. */
static void close_shift(struct selling *s)
{
	struct db *db = s->m->db;
	const struct document d = { .id = id_of(s), .kind = DOC_CASH_UP,
		.terminal_id = s->terminal, .series = 1, .running = ++s->running, .staff_id = CASHIER,
		.shift_id = s->shift_id, .business_day = s->day, .at_ms = s->at_ms };

	batched(s->m);
	MUST(shift_state_set(db, s->shift_id, SHIFT_OPEN, SHIFT_CLOSED, s->at_ms, CASHIER) == OK);
	for (int i = 0; i < s->totals.count; i++)
		MUST(shift_total_add(db, s->shift_id, s->day, &s->totals.list[i]) == OK);
	put_document(db, &d);
	MUST(seal_insert(db, &(struct seal_row){ d.id, s->terminal, ++s->seq, 1, link_text }) == OK);
	MUST(terminal_chain_set(db, s->terminal, s->running, s->seq, link_text) == OK);
	s->totals = (struct totals){ 0 };
	arena_clear(&s->totals_arena);
}

static void begin_day(struct selling *s, int ago, int64_t sales)
{
	s->day = day_add(day_business(clock_now_ms(), 4), -ago);
	s->at_ms = day_utc_ms(s->day) + OPENING_MS;
	s->step_ms = SELLING_MS / (sales + 1);
	open_shift(s);
}

/* days 0: the month of which yesterday was the great day. */
static void make_sales(struct maker *m, int sales, int days)
{
	int64_t per_till = sales / SELLING;
	int nth = 0;

	for (int t = 0; t < SELLING; t++) {
		struct selling s = { .m = m, .terminal = SELLING_FIRST + t };

		for (int ago = days ? days : DAYS; ago > 0; ago--) {
			int64_t n = days ? per_till / days : ago == 1 ? per_till - per_till / 5
				: per_till / 5 / (DAYS - 1);

			if (n == 0)
				continue;
			begin_day(&s, ago, n);
			for (int64_t i = 0; i < n; i++)
				make_sale(&s, nth++);
			close_shift(&s);
		}
		arena_release(&s.totals_arena);
	}
	for (int t = 1; sales && t < SELLING_FIRST; t++)
		begin_day(&(struct selling){ .m = m, .terminal = t }, 1, 0);
	batch_end(m);
}

/* --- the store ------------------------------------------------------------------------------------ */

static int articles_there(struct db *db)
{
	struct arena a = ARENA_INIT;
	int64_t n = 0;
	struct article last;

	MUST(article_count(db, &n) == OK);
	while (n > 0 && article_at_id(db, &a, BENCH_ARTICLE_ID + n - 1, 0, &last) != OK)
		n--;
	arena_release(&a);
	return (int)n;
}

/* As an import does at its end: the first key at a till shall find it there. */
static void make_search(struct maker *m, const struct shop_config *conf)
{
	const char *why = "";
	struct shop *sh;

	MUST(shop_open(&m->keep, conf, &sh, &why) == OK);
	search_rebuild(sh, SEARCH_ARTICLES);
	shop_close(sh);
}

int main(int argc, char **argv)
{
	struct maker m = { .db = NULL };
	struct bench_files files;
	struct shop_config conf;
	const struct init_request request = { .kind = INIT_TEST };
	const char *why = "";

	if (argc != 4 && argc != 5)
		return 2;
	bench_files(&files, argv[1], NULL);
	paths_resolve(&m.keep, &files.conf, &conf);
	MUST(clock_set_zone("Asia/Shanghai") == OK);
	if (access(argv[1], F_OK) != 0 && init_store(&m.keep, &conf, &request, &why) != OK) {
		fprintf(stderr, "maker_tool: %s\n", why);
		return 1;
	}
	MUST(db_open(&m.keep, files.url, 0, &m.db, &why) == OK);
	m.articles = articles_there(m.db);
	if (m.articles == 0) {
		make_tills(&m);
		make_articles(&m, m.articles = (int)strtol(argv[2], NULL, 10));
	}
	make_sales(&m, (int)strtol(argv[3], NULL, 10), argc == 5 ? (int)strtol(argv[4], NULL, 10) : 0);
	db_close(m.db);
	make_search(&m, &conf);
	arena_release(&m.a);
	arena_release(&m.keep);
	return 0;
}
