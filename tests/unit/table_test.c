/* table_test.c - a table as text, as CSV, and packed for the program that makes files of it. */
#include "base/clock.h"
#include "model/money.h"
#include "model/table.h"
#include "../t.h"

static const struct table_column columns[] = {
	{ "日期", TABLE_DAY, false }, { "品名", TABLE_TEXT, false }, { "笔数", TABLE_NUMBER, true },
	{ "数量", TABLE_QTY, true }, { "金额", TABLE_MONEY, true }, { "毛利率", TABLE_PERCENT, true },
	{ "时间", TABLE_TIME, false },
};
#define COLUMNS ((int)(sizeof columns / sizeof columns[0]))

static void row(struct table *t, const char *name, int64_t n, int64_t minor)
{
	table_int(t, 20261121);
	table_text(t, name);
	table_int(t, n);
	table_int(t, n * 1258);
	table_int(t, minor);
	table_int(t, 1250);
	table_int(t, INT64_C(1795257727000));
}

static struct table *small(struct arena *a)
{
	struct table *t = table_new(a, "销售\t日报", columns, COLUMNS);

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	table_note(t, "掌柜超市");
	row(t, "冰红茶", 2, 600);
	row(t, "=1+1", 10, -5);
	table_totals(t, "合计");
	return t;
}

TEST(as_text_columns_stand_below_each_other)
{
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;

	table_plain(small(&a), &out);
	CHECK_STR(sbuf_text(&out),
		"销售 日报\n掌柜超市\n\n"
		"日期        品名    笔数    数量   金额  毛利率  时间\n"
		"--------------------------------------------------------------------\n"
		"2026-11-21  冰红茶     2   2.516   6.00   12.5%  2026-11-21 18:42:07\n"
		"2026-11-21  =1+1      10   12.58  -0.05   12.5%  2026-11-21 18:42:07\n"
		"--------------------------------------------------------------------\n"
		"合计                  12  15.096   5.95\n");
	sbuf_release(&out);
	arena_release(&a);
}

TEST(as_csv_no_text_is_a_formula)
{
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;

	table_csv(small(&a), &out);
	CHECK_STR(sbuf_text(&out), "\xEF\xBB\xBF" "日期,品名,笔数,数量,金额,毛利率,时间\r\n"
		"2026-11-21,冰红茶,2,2.516,6.00,12.5%,2026-11-21 18:42:07\r\n"
		"2026-11-21,'=1+1,10,12.58,-0.05,12.5%,2026-11-21 18:42:07\r\n");
	sbuf_release(&out);
	arena_release(&a);
}

TEST(what_is_unknown_is_empty)
{
	static const struct table_column two[] = { { "A", TABLE_TEXT, false }, { "B", TABLE_MONEY, true } };
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	struct table *t = table_new(&a, "x", two, 2);

	table_null(t);
	table_null(t);
	table_csv(t, &out);
	CHECK_STR(sbuf_text(&out), "\xEF\xBB\xBF" "A,B\r\n,\r\n");
	sbuf_release(&out);
	arena_release(&a);
}

TEST(percents_and_sums_that_do_not_fit)
{
	static const struct table_column two[] = { { "A", TABLE_PERCENT, true }, { "B", TABLE_MONEY, true } };
	struct arena a = ARENA_INIT;
	struct table *t = table_new(&a, "x", two, 2);
	static const struct { int64_t bp; const char *text; } percents[] = { { 0, "0%" }, { 100, "1%" },
		{ 1250, "12.5%" }, { -5, "-0.05%" }, { 1205, "12.05%" }, { -10000, "-100%" } };
	int64_t sum;

	for (size_t i = 0; i < sizeof percents / sizeof percents[0]; i++) {
		table_int(t, percents[i].bp);
		table_int(t, INT64_MAX);
		CHECK_STR(table_cell_text(t, &a, (int)i, 0), percents[i].text);
	}
	CHECK(!table_sum(t, 0, &sum));
	CHECK(!table_sum(t, 1, &sum));
	arena_release(&a);
}

TEST(packed_and_back)
{
	struct arena a = ARENA_INIT;
	struct sbuf first = SBUF_INIT, again = SBUF_INIT;
	struct table *t;

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	table_pack(small(&a), &first);
	if (CHECK_INT(table_unpack(&a, sbuf_text(&first), &t), OK)) {
		CHECK_STR(t->title, "销售 日报");
		CHECK_INT(t->note_count, 1);
		CHECK_INT(t->rows, 2);
		CHECK_INT(t->exponent, 2);
		CHECK_STR(t->cells[COLUMNS + 1].text, "=1+1");
		CHECK_STR(t->total_words, "合计");
		/* the helper's clock is UTC: it shows what the shop's wall shows */
		CHECK_INT(clock_set_zone("UTC"), OK);
		CHECK_STR(table_cell_text(t, &a, 0, 6), "2026-11-21 18:42:07");
		table_pack(t, &again);
		CHECK_STR(sbuf_text(&again), sbuf_text(&first));
	}
	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	sbuf_release(&first);
	sbuf_release(&again);
	arena_release(&a);
}

TEST(what_pack_did_not_make_is_refused)
{
	static const char *const bad[] = {
		"", "table 2\nC00A\n", "table 1\n", "table 1\nT\n", "table 1\nC00A", "table 1\nC00A\nR=1\t=2\n",
		"table 1\nC00A\nC00B\nR=1\n", "table 1\nC90A\n", "table 1\nC02A\n", "table 1\nC30A\nR=x\n",
		"table 1\nC30A\nR#\n", "table 1\nC30A\nR#1x\n", "table 1\nC30A\nR#99999999999999999999\n",
		"table 1\nC00A\nR#1\n", "table 1\nC00A\nX\n", "table 1\nC00A\nE9\n", "table 1\nC00A\nR=1\nC00B\n",
	};
	struct arena a = ARENA_INIT;
	struct table *t;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!CHECK_INT(table_unpack(&a, bad[i], &t), ERR_INVALID))
			printf("# %s\n", bad[i]);
	arena_release(&a);
}

TEST(rows_beyond_the_limit_are_told)
{
	static const struct table_column one[] = { { "A", TABLE_NUMBER, true } };
	struct arena a = ARENA_INIT;
	struct table *t = table_new(&a, "x", one, 1);
	int64_t sum;

	for (int i = 0; i < TABLE_ROWS_MAX; i++)
		table_int(t, 1);
	CHECK(!t->full);
	table_int(t, 1);
	CHECK(t->full);
	CHECK_INT(t->rows, TABLE_ROWS_MAX);
	CHECK(table_sum(t, 0, &sum));
	CHECK_INT(sum, TABLE_ROWS_MAX);
	arena_release(&a);
}

T_MAIN
