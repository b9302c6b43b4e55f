/* articles_test.c - articles found, priced and imported, on both engines. */
#include "pg.h"

#include "../trade.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "model/code.h"
#include "service/articles.h"
#include "service/import.h"
#include "service/search.h"

/* db_fault_arm needs the handle behind the shop, which only the room service may see. */
#include "../../src/service/shop/shop_int.h"
#include "store/article_store.h"
#include "store/db_fault.h"

#define BAG "000016"             /* 0.20, PLU 16 */
#define COOKIES "6924591500241"
#define COOKIES_NUMBER "010013"
#define NOODLES "010132"         /* 4.50; a case of 12 for 50.90 */
#define NOODLES_CODE "6938011400448"
#define CASE_CODE "6938011400479"
#define CASE_NUMBER "010133"
#define MANAGER "3001"
#define MANAGER_PIN "615902"
#define HOUR_MS INT64_C(3600000)

/* The office of a test store, with somebody who may do all. */
static bool office(struct trade *tr, const char *url)
{
	const char *why = "";

	if (!trade_init(tr, url, NULL))
		return false;
	if (shop_open(&tr->shop_arena, &tr->conf, &tr->sh, &why) != OK) {
		printf("# shop_open: %s\n", why);
		return CHECK(!"shop_open");
	}
	return CHECK_INT(shop_sign_on(tr->sh, &tr->a, MANAGER, MANAGER_PIN, &tr->said), OK);
}

static void office_close(struct trade *tr)
{
	shop_close(tr->sh);
	arena_release(&tr->a);
	arena_release(&tr->shop_arena);
}

static int64_t price_now(struct trade *tr, const char *code)
{
	struct article found;

	return CHECK_INT(article_find(tr->sh, &tr->a, code, &found), OK) ? found.price_minor : -2;
}

/* --- lookups ------------------------------------------------------------------------------- */

BOTH(every_kind_of_code_finds_its_article)
{
	static const struct { const char *code, *number; int64_t pack_milli, pack_price_minor; } known[] = {
		{ NOODLES_CODE, NOODLES, 1000, -1 }, { "06938011400448", NOODLES, 1000, -1 },
		{ CASE_CODE, NOODLES, 12000, 5090 }, { CASE_NUMBER, NOODLES, 12000, 5090 }, { "16", BAG, 1000, -1 },
	};
	struct trade tr;
	struct article found;

	if (!office(&tr, url))
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (!CHECK_INT(article_by_code(tr.sh, &tr.a, known[i].code, &found), OK))
			continue;
		CHECK_STR(found.number, known[i].number);
		CHECK_INT(found.pack_milli, known[i].pack_milli);
		CHECK_INT(found.pack_price_minor, known[i].pack_price_minor);
	}
	CHECK_INT(article_by_code(tr.sh, &tr.a, BAG, &found), ERR_NOTFOUND); /* a number is no code */
	CHECK_INT(article_by_number(tr.sh, &tr.a, BAG, &found), OK);
	CHECK_INT(article_by_key(tr.sh, &tr.a, code_key(CODE_SCALE, 4431), &found), OK);
	CHECK_STR(found.number, "010274");
	CHECK_INT(article_by_key(tr.sh, &tr.a, code_key(CODE_PLU, 4431), &found), ERR_NOTFOUND);
	CHECK_INT(article_by_code(tr.sh, &tr.a, "", &found), ERR_NOTFOUND);
	office_close(&tr);
}

static void put_code(struct trade *tr, const char *number, int64_t key, const char *alias)
{
	struct code_row code = { .key = key, .alias = alias, .pack_milli = QTY_ONE, .price_minor = -1 };
	struct article found;

	if (!CHECK_INT(article_by_number(tr->sh, &tr->a, number, &found), OK))
		return;
	code.article_id = found.id;
	CHECK_INT(code_insert(tr->sh->db, &code), OK);
}

/* A serial is found by whatever issue is scanned, unless that issue is an article of its own; a book by the number
 * that is printed in it. */
BOTH(books_and_serials_are_found)
{
	static const struct { const char *code, *number; } known[] = {
		{ "977031784700105", COOKIES_NUMBER }, { "977031784700106", BAG }, { "9770317847001", BAG },
		{ "0317-8471", BAG }, { "978030640615751995", NOODLES }, { "0-306-40615-2", NOODLES },
		{ "0306406152", NOODLES },
	};
	struct trade tr;
	struct article found;

	if (!office(&tr, url))
		return;
	put_code(&tr, BAG, code_key(CODE_GTIN, INT64_C(9770317847001)), "");
	put_code(&tr, NOODLES, code_key(CODE_GTIN, INT64_C(9780306406157)), "");
	put_code(&tr, COOKIES_NUMBER, code_key(CODE_PLU, INT64_C(977031784700105)), "");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (CHECK_INT(article_by_code(tr.sh, &tr.a, known[i].code, &found), OK))
			CHECK_STR(found.number, known[i].number);
	CHECK_INT(article_by_code(tr.sh, &tr.a, "0306406153", &found), ERR_NOTFOUND);
	CHECK_INT(article_by_code(tr.sh, &tr.a, "977031784700205", &found), ERR_NOTFOUND);
	office_close(&tr);
}

/* A dozen of the dearest article there can be: the till says no, and goes on. */
BOTH(a_pack_dearer_than_any_amount_is_refused)
{
	struct code_row pack = { .key = code_key(CODE_PLU, 777), .pack_milli = QTY_MAX,
		.price_minor = -1 };
	struct trade tr;
	struct article found;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	if (CHECK_INT(article_by_number(tr.sh, &tr.shop_arena, BAG, &found), OK)) {
		struct price_row price;

		pack.article_id = found.id;
		CHECK_INT(code_insert(tr.sh->db, &pack), OK);
		CHECK_INT(price_at(tr.sh->db, &tr.shop_arena, found.id, PRICE_LEVEL_REGULAR, NOON_MS,
			&price), OK);
		price.price_minor = MONEY_MAX;
		CHECK_INT(price_put(tr.sh->db, found.id, &price), OK);
	}
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	refuses(&tr, "enter 777", "amount-too-big");
	refuses(&tr, "price-check 777", "amount-too-big");
	act(&tr, "enter 16"); /* a large amount is asked about */
	does(&tr, "enter");
	CHECK_INT(view(&tr)->due_minor, MONEY_MAX);
	act(&tr, "enter 16");
	refuses(&tr, "enter", "amount-too-big");
	trade_close(&tr);
}

/* Price, quantity and a label's amount may each be one that there is, and together more than any. */
BOTH(what_comes_to_more_than_any_amount_is_refused)
{
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	does(&tr, "sign-on 3001 615902");
	does(&tr, "shift-open 500");
	refuses(&tr, "department 01 99999999999 999999", "amount-too-big");
	act(&tr, "enter 2*99999999999@" COOKIES);
	refuses(&tr, "reason 1", "amount-too-big");
	act(&tr, "department 01 99999999999");
	does(&tr, "enter");
	act(&tr, "qty 999999");
	refuses(&tr, "enter", "amount-too-big");
	does(&tr, "void-line");
	act(&tr, "enter 999999*" COOKIES);
	act(&tr, "enter");
	act(&tr, "price 99999999999 1");
	refuses(&tr, "reason 1", "amount-too-big");
	CHECK_INT(view(&tr)->basket->line_count, 1);
	trade_close(&tr);
}

/* --- prices -------------------------------------------------------------------------------- */

static bool set_price(struct trade *tr, int64_t minor, int64_t level, int64_t from_ms, int64_t until_ms)
{
	const struct price_order order = { BAG, minor, level, from_ms, until_ms };

	return CHECK_INT(article_price_set(tr->sh, &tr->a, &order, &tr->said), OK);
}

BOTH(the_lowest_public_price_in_force_is_charged)
{
	struct trade tr;

	if (!office(&tr, url))
		return;
	set_price(&tr, 15, PRICE_LEVEL_SPECIAL, NOON_MS + HOUR_MS, NOON_MS + 2 * HOUR_MS);
	set_price(&tr, 10, 2, NOON_MS, 0); /* for members: not for everybody */
	CHECK_INT(price_now(&tr, BAG), 20);
	clock_freeze(NOON_MS + HOUR_MS - 1);
	CHECK_INT(price_now(&tr, BAG), 20);
	clock_freeze(NOON_MS + HOUR_MS);
	CHECK_INT(price_now(&tr, BAG), 15);
	clock_freeze(NOON_MS + 2 * HOUR_MS - 1);
	CHECK_INT(price_now(&tr, BAG), 15);
	clock_freeze(NOON_MS + 2 * HOUR_MS);
	CHECK_INT(price_now(&tr, BAG), 20);
	office_close(&tr);
}

/* Prices set in any order for any time: what holds at a moment is what was set last for the latest beginning before
 * it, and exactly one price holds. */
BOTH(prices_follow_one_another_without_gap_or_overlap)
{
	enum { HOURS = 12, SETS = 30 };
	int64_t plan[HOURS];
	struct trade tr;
	struct article_sheet sheet;

	if (!office(&tr, url))
		return;
	for (int h = 0; h < HOURS; h++)
		plan[h] = -1;
	for (int i = 0; i < SETS; i++) {
		int h = (int)t_rand(HOURS);

		plan[h] = 100 + i;
		set_price(&tr, plan[h], PRICE_LEVEL_REGULAR, NOON_MS + h * HOUR_MS, 0);
	}
	for (int64_t h = 0, wanted = 20; h < HOURS; h++) {
		wanted = plan[h] >= 0 ? plan[h] : wanted;
		clock_freeze(NOON_MS + h * HOUR_MS + (int64_t)t_rand(HOUR_MS));
		CHECK_INT(price_now(&tr, BAG), wanted);
	}
	CHECK_INT(article_sheet(tr.sh, &tr.a, BAG, &sheet), OK);
	CHECK_INT(sheet.prices[0].until_at_ms, INT64_MAX);
	for (int i = 1; i < sheet.price_count; i++)
		CHECK_INT(sheet.prices[i].until_at_ms, sheet.prices[i - 1].from_at_ms);
	office_close(&tr);
}

/* --- import -------------------------------------------------------------------------------- */

static const char *write_file(const char *name, const char *text)
{
	static char path[700];

	snprintf(path, sizeof path, "%s/%s", t_tmpdir(), name);
	if (!t_write(path, text))
		abort();
	return path;
}

/* n new articles, each with a code and a price. */
static const char *many_rows(int n)
{
	struct sbuf b = SBUF_INIT;
	const char *path;

	sbuf_puts(&b, "number,barcode,name,price\n");
	for (int i = 0; i < n; i++)
		sbuf_printf(&b, "N%d,X-%d,article %d,%d.50\n", i, i, i, i + 1);
	path = write_file("many.csv", sbuf_text(&b));
	sbuf_release(&b);
	return path;
}

static int64_t articles(struct trade *tr)
{
	int64_t n = -1;

	return articles_count(tr->sh, &n) == OK ? n : -1;
}

static int64_t revisions(struct trade *tr)
{
	int64_t id = -1;

	return article_revision_last(tr->sh->db, &id) == OK ? id : -1;
}

BOTH(a_dry_run_changes_nothing_and_tells_the_same)
{
	struct import_options options = { .dry_run = true };
	struct import_report dry, real;
	struct trade tr;
	int64_t before, last;

	if (!office(&tr, url))
		return;
	before = articles(&tr);
	last = revisions(&tr);
	CHECK_INT(import_articles(tr.sh, &tr.a, many_rows(700), &options, &dry, &tr.said), OK);
	CHECK_INT(articles(&tr), before);
	CHECK_INT(revisions(&tr), last);
	options.dry_run = false;
	CHECK_INT(import_articles(tr.sh, &tr.a, many_rows(700), &options, &real, &tr.said), OK);
	CHECK_INT(articles(&tr), before + 700);
	CHECK_INT(dry.created, 700);
	CHECK_INT(real.created, dry.created);
	CHECK_INT(real.codes, dry.codes);
	CHECK_INT(real.prices, dry.prices);
	CHECK_INT(price_now(&tr, "X-699"), 70050);
	office_close(&tr);
}

/* Somebody else takes a number that the file has, after the check and before the batch that would. */
struct rival { struct trade *tr; int row; bool done; };

static void take_number(void *ctx, int64_t done, int64_t total)
{
	struct rival *r = ctx;
	struct article theirs;
	char number[20];

	if (r->done || done * 2 <= total) /* the second half of the work is writing */
		return;
	r->done = true;
	snprintf(number, sizeof number, "N%d", r->row);
	CHECK_INT(article_by_number(r->tr->sh, &r->tr->a, BAG, &theirs), OK);
	theirs.id = shop_new_id(r->tr->sh);
	theirs.number = number;
	CHECK_INT(article_insert(r->tr->sh->db, &theirs), OK);
}

BOTH(a_rival_stops_an_import_between_two_batches)
{
	struct trade tr;
	struct rival rival = { &tr, IMPORT_BATCH * 2 + 7, false };
	const struct import_options options = { .progress = take_number, .ctx = &rival };
	struct import_report report;
	int64_t before;

	if (!office(&tr, url))
		return;
	before = articles(&tr);
	CHECK_INT(import_articles(tr.sh, &tr.a, many_rows(IMPORT_BATCH * 4), &options, &report, &tr.said), ERR_EXISTS);
	CHECK_STR(said_name(&tr.said), "import-stopped");
	CHECK_STR(tr.said.arg[0], "1002"); /* the first line of the third batch */
	CHECK_INT(report.created, IMPORT_BATCH * 2);
	CHECK_INT(articles(&tr), before + IMPORT_BATCH * 2 + 1);
	/* Again: what is done is left alone, and the rival's article is made the file's. */
	CHECK_INT(import_articles(tr.sh, &tr.a, many_rows(IMPORT_BATCH * 4), &options, &report, &tr.said), OK);
	CHECK_INT(report.unchanged, IMPORT_BATCH * 2);
	CHECK_INT(report.updated, 1);
	CHECK_INT(articles(&tr), before + IMPORT_BATCH * 4);
	office_close(&tr);
}

/* Fails the 1st, 2nd, 3rd ... statement of an import of one batch until a run meets no fault: all articles of the
 * file are there, or none, and the next run ends with all. */
static void sweep_import(const char *url, bool after)
{
	const struct import_options options = { .dry_run = false };
	struct import_report report;
	struct trade tr;
	int64_t before;
	bool none = false, all = false, struck = true;

	log_open("/dev/null", "test", LOG_ERROR);
	if (!office(&tr, url))
		return;
	before = articles(&tr);
	for (int n = 1; struck && n < 200; n++) {
		char text[200];
		int64_t now;
		enum err e;

		snprintf(text, sizeof text, "number,barcode,name,price,category\n"
			 "%d-A,%d-A,a,1.00,c%d\n%d-B,%d-B,b,2.00,c%d\n", n, n, n, n, n, n);
		db_fault_arm(tr.sh->db, n, after);
		e = import_articles(tr.sh, &tr.a, write_file("two.csv", text), &options, &report, &tr.said);
		struck = db_fault_struck(tr.sh->db);
		db_fault_arm(tr.sh->db, 0, false);
		if (struck)
			CHECK_INT(db_reopen(tr.sh->db), OK);
		now = articles(&tr);
		CHECK(now == before || now == before + 2);
		/* What was told done is done; what failed may be done only if the answer to COMMIT was lost. */
		if (e == OK)
			CHECK_INT(now, before + 2);
		none = none || (struck && now == before);
		all = all || (struck && now == before + 2);
		CHECK_INT(import_articles(tr.sh, &tr.a, write_file("two.csv", text), &options, &report, &tr.said), OK);
		before += 2;
		CHECK_INT(articles(&tr), before);
	}
	CHECK(!struck);
	CHECK(none);
	CHECK(all);
	office_close(&tr);
}

BOTH(an_import_that_fails_before_a_statement_is_all_or_nothing)
{
	sweep_import(url, false);
}

BOTH(an_import_that_fails_after_a_statement_is_all_or_nothing)
{
	sweep_import(url, true);
}

/* --- search -------------------------------------------------------------------------------- */

static bool finds(struct trade *tr, const char *text, const char *number)
{
	struct article list[FIND_MAX];
	int n = 0;

	CHECK_INT(till_find(tr->sh, &tr->a, text, list, &n), OK);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].number, number) == 0)
			return true;
	return false;
}

BOTH(a_new_name_is_found_and_a_false_cache_is_made_anew)
{
	const struct import_options options = { .dry_run = false };
	struct import_report report;
	const char *first = write_file("q.csv", "number,name,price\nQ1,新榨柚子汁,9.90\n");
	struct trade tr;
	char path[800];
	FILE *f;

	if (!office(&tr, url))
		return;
	CHECK(finds(&tr, "gwd", BAG));
	CHECK(!finds(&tr, "xyy", "Q1"));
	CHECK_INT(import_articles(tr.sh, &tr.a, first, &options, &report, &tr.said), OK);
	CHECK(finds(&tr, "xzyzz", "Q1"));
	snprintf(path, sizeof path, "%s/articles.search", tr.conf.cache_dir);
	f = fopen(path, "r+");
	if (CHECK(f != NULL)) {
		fputs("garbage", f);
		fclose(f);
	}
	search_unmap(tr.sh);
	CHECK(finds(&tr, "xzyzz", "Q1"));
	search_unmap(tr.sh);
	CHECK_INT(unlink(path), 0);
	CHECK(finds(&tr, "新榨", "Q1"));
	/* A folder that cannot be written: the till finds all the same. */
	search_unmap(tr.sh);
	tr.sh->conf.cache_dir = "/proc/nothing";
	CHECK(finds(&tr, "xzyzz", "Q1"));
	CHECK(finds(&tr, "gwd", BAG));
	search_unmap(tr.sh);
	tr.sh->conf.cache_dir = tr.conf.cache_dir;
	/* A cache of yesterday: the store went on without it. */
	search_unmap(tr.sh);
	CHECK_INT(import_articles(tr.sh, &tr.a, write_file("q.csv", "number,name,price\nQ2,石榴糖,1.00\n"), &options,
				  &report, &tr.said), OK);
	CHECK(finds(&tr, "slt", "Q2"));
	office_close(&tr);
}

T_MAIN
