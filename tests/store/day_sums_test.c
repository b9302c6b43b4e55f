/* day_sums_test.c - what a closed day keeps of its sales: the reports say the same with it and without, it goes when
 * the day is opened again, store check holds it against the lines; on both engines. */
#include "pg.h"

#include "../goods.h"
#include "../money.h"
#include "model/sums.h"
#include "service/day.h"
#include "service/goods.h"
#include "service/sales.h"
#include "service/trade.h"

#define FIRST 20261121
#define SECOND 20261122
#define KEPT "SELECT count(*) FROM day_sums"

/* --- reports side by side ------------------------------------------------------------------------ */

struct views { struct sales of[SALES_BYS][SALES_BEFORES]; struct sales_heat heat; };

static struct views *look(struct trade *tr)
{
	struct views *v = arena_new(&tr->shop_arena, struct views);
	struct said said;

	does(tr, "sign-on " MANAGER);
	for (int by = 0; by < SALES_BYS; by++)
		for (int before = 0; before < SALES_BEFORES; before++)
			CHECK_INT(sales_report(tr->sh, &tr->shop_arena, (enum sales_by)by, (enum sales_before)before,
				FIRST - 14, SECOND + 6, &v->of[by][before], &said), OK);
	CHECK_INT(sales_heat(tr->sh, &tr->shop_arena, FIRST, SECOND, &v->heat, &said), OK);
	return v;
}

static void same_row(const struct sales_row *a, const struct sales_row *b)
{
	CHECK_INT(a->key, b->key);
	CHECK_STR(a->code, b->code);
	CHECK_STR(a->name, b->name);
	CHECK_INT(a->times, b->times);
	CHECK_INT(a->qty_milli, b->qty_milli);
	CHECK_INT(a->amount_minor, b->amount_minor);
	CHECK_INT(a->before_minor, b->before_minor);
}

/* In every figure of every view. */
static void same(struct trade *tr, const struct views *wanted)
{
	const struct views *got = look(tr);

	for (int by = 0; by < SALES_BYS; by++)
		for (int before = 0; before < SALES_BEFORES; before++) {
			const struct sales *a = &got->of[by][before], *b = &wanted->of[by][before];

			if (!CHECK_INT(a->count, b->count))
				continue;
			for (int i = 0; i < a->count; i++)
				same_row(&a->list[i], &b->list[i]);
			CHECK_INT(a->all.times, b->all.times);
			CHECK_INT(a->all.qty_milli, b->all.qty_milli);
			CHECK_INT(a->all.amount_minor, b->all.amount_minor);
			CHECK_INT(a->all.before_minor, b->all.before_minor);
		}
	CHECK(memcmp(&got->heat, &wanted->heat, sizeof got->heat) == 0);
}

/* Each way of looking comes to the same amount, and there is something to look at. */
static void adds_up(const struct views *v)
{
	int64_t wanted = v->of[SALES_BY_DAY][SALES_ALONE].all.amount_minor;

	CHECK(wanted > 0);
	for (int by = 0; by < SALES_BYS; by++)
		CHECK_INT(v->of[by][SALES_ALONE].all.amount_minor, wanted);
	CHECK(v->of[SALES_BY_ARTICLE][SALES_ALONE].count > 5);
}

/* --- a shop -------------------------------------------------------------------------------------- */

/* Goods of several rates of tax and of a concession, all kinds of payment, returns, voids, corrections. */
static bool begin(struct trade *tr, const char *url)
{
	struct said said;

	if (!trade_init(tr, url, "01") || !trade_open(tr) || !money_begin_day(tr))
		return false;
	does(tr, "sign-on " MANAGER);
	CHECK_INT(supplier_add(tr->sh, &tr->a, &(struct supplier_edit){ .code = "L1", .name = "bakers",
		.kind = "concession", .deduction = "18" }, &said), OK);
	if (!goods_import(tr, "number,name,price,supplier,tax\nGT-BUN,bun,5.00,L1,6\nGT-TEA,tea,8.00,,0\n"))
		return false;
	does(tr, "sign-on " CASHIER);
	money_trade(tr);
	does(tr, "enter 4*GT-BUN");
	does(tr, "enter GT-TEA");
	does(tr, "cash");
	does_with(tr, "return", last_number(tr));
	does(tr, "return-line 1 1");
	asked(tr, "cash", "reason 1");
	return true;
}

static void close_shift(struct trade *tr)
{
	does(tr, "sign-on " MANAGER);
	does(tr, "count 500");
	does(tr, "back");
	does(tr, "count 500");
	does(tr, "z-report");
}

static void close_day(struct trade *tr, int32_t day)
{
	struct said said;

	does(tr, "sign-on " MANAGER);
	if (!CHECK_INT(day_end(tr->sh, &tr->a, day, true, &said), OK))
		printf("# %s\n", said_text(&tr->a, &said));
}

/* Opened by two, and something sold more. */
static void reopen_and_sell(struct trade *tr)
{
	struct said said;

	does(tr, "sign-on " MANAGER);
	CHECK_INT(day_reopen(tr->sh, &tr->a, FIRST, "1", "3002", "482057", &said), OK);
	does(tr, "shift-open 100");
	does(tr, "enter 2*GT-TEA");
	does(tr, "cash");
	close_shift(tr);
}

static bool closed(struct trade *tr, const char *url)
{
	if (!begin(tr, url))
		return false;
	close_shift(tr);
	close_day(tr, FIRST);
	return true;
}

/* --- tests --------------------------------------------------------------------------------------- */

BOTH(a_closed_day_says_what_its_lines_say)
{
	struct trade tr;
	const struct views *open, *more;

	if (!begin(&tr, url))
		return;
	close_shift(&tr);
	open = look(&tr);
	adds_up(open);
	CHECK_INT(count(&tr, KEPT), 0);
	close_day(&tr, FIRST);
	CHECK_INT(count(&tr, KEPT), 2);
	same(&tr, open);
	reopen_and_sell(&tr);
	CHECK_INT(count(&tr, KEPT), 0);
	more = look(&tr);
	adds_up(more);
	CHECK_INT(more->of[SALES_BY_DAY][SALES_ALONE].all.amount_minor,
		open->of[SALES_BY_DAY][SALES_ALONE].all.amount_minor + 1600);
	close_day(&tr, FIRST);
	CHECK_INT(count(&tr, KEPT), 2);
	same(&tr, more);
	trade_end(&tr);
}

/* A day that nothing was sold on, and the open one after it. */
BOTH(closed_and_open_days_stand_in_one_report)
{
	struct trade tr;
	const struct views *kept, *lines;

	if (!closed(&tr, url))
		return;
	clock_freeze(NOON_MS + DAY_MS);
	does(&tr, "shift-open 100");
	does(&tr, "enter 3*GT-BUN");
	does(&tr, "cash");
	kept = look(&tr);
	adds_up(kept);
	CHECK_INT(count(&tr, "SELECT count(DISTINCT day) FROM day_sums"), 1);
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM day_sums"), OK);
	lines = look(&tr);
	same(&tr, kept);
	CHECK_INT(lines->of[SALES_BY_ARTICLE][SALES_ALONE].count, kept->of[SALES_BY_ARTICLE][SALES_ALONE].count);
	trade_end(&tr);
}

/* Closed when there were no sums: the next close gives them to it, too. */
BOTH(an_old_day_gets_its_sums_when_the_next_is_closed)
{
	struct trade tr;
	const struct views *wanted;

	if (!closed(&tr, url))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM day_sums"), OK);
	clock_freeze(NOON_MS + DAY_MS);
	does(&tr, "shift-open 100");
	does(&tr, "enter 3*GT-BUN");
	does(&tr, "cash");
	close_shift(&tr);
	wanted = look(&tr);
	close_day(&tr, SECOND);
	CHECK_INT(count(&tr, "SELECT count(DISTINCT day) FROM day_sums"), 2);
	same(&tr, wanted);
	trade_end(&tr);
}

/* The report believes what the day kept; so it must not stand there unproved. */
static void tampered(const char *url, const char *sql)
{
	struct trade tr;
	struct checked k;

	if (!closed(&tr, url))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, sql), OK);
	trade_close(&tr);
	k = check_with(&tr.conf, NULL);
	CHECK_INT(k.result.wrong, 1);
	CHECK_INT(k.first, CHECK_DAY_SUMS);
}

BOTH(a_sum_that_was_changed_is_found)
{
	tampered(url, "UPDATE day_sums SET sums = replace(sums, ' 2000 ', ' 3000 ') WHERE kind = 1");
}

BOTH(a_sum_that_is_missing_is_found)
{
	tampered(url, "DELETE FROM day_sums WHERE kind = 2");
}

BOTH(an_open_day_keeps_no_sums)
{
	struct trade tr;
	struct checked k;

	if (!begin(&tr, url))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, "INSERT INTO day_sums VALUES (20261121, 1, ''), (20261121, 2, '')"), OK);
	trade_close(&tr);
	k = check_with(&tr.conf, NULL);
	CHECK_INT(k.first, CHECK_DAY_SUMS);
}

/* What a closed day keeps is what is told of it: else the comparisons above would prove nothing. */
BOTH(sums_that_cannot_be_read_are_no_report)
{
	struct trade tr;
	struct sales s;
	struct said said;

	if (!closed(&tr, url))
		return;
	CHECK_INT(sales_report(tr.sh, &tr.a, SALES_BY_ARTICLE, SALES_ALONE, FIRST, FIRST, &s, &said), OK);
	CHECK(s.all.amount_minor > 0);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE day_sums SET sums = ''"), OK);
	CHECK_INT(sales_report(tr.sh, &tr.a, SALES_BY_ARTICLE, SALES_ALONE, FIRST, FIRST, &s, &said), OK);
	CHECK_INT(s.all.amount_minor, 0);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE day_sums SET sums = 'much'"), OK);
	CHECK_INT(sales_report(tr.sh, &tr.a, SALES_BY_ARTICLE, SALES_ALONE, FIRST, FIRST, &s, &said), ERR_CORRUPT);
	/* Nor are those of a day that is none. */
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM day_sums"), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "INSERT INTO business_day (day, opened_at_ms) VALUES (20261199, 0)"), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "INSERT INTO day_sums VALUES (20261199, 1, '')"), OK);
	CHECK_INT(sales_report(tr.sh, &tr.a, SALES_BY_ARTICLE, SALES_ALONE, 20261130, 20261201, &s, &said),
		ERR_CORRUPT);
	trade_close(&tr);
}

T_MAIN
