/* level_test.c - levels by example: each window at its first and last day, each threshold at it and below, what a
 * return undoes, the review, three and three. */
#include "model/member/level.h"

#include "../t.h"
#include "base/clock.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define TODAY 20261121
enum { SILVER = 1, GOLD, DIAMOND };

/* Gold: 800.00 on one day, or 2,000.00 in 30 days. */
static const struct level_condition spends[] = {
	{ LEVEL_AMOUNT, LEVEL_DAY, 0, 0, 80000 }, { LEVEL_AMOUNT, LEVEL_DAYS, 30, 0, 200000 },
};
static const struct level_step gold = { GOLD, false, spends, COUNT(spends) };

static int reached_with(const struct level_day *days, int n)
{
	const struct level_facts f = { .day = TODAY, .days = days, .day_count = n };

	return level_reached(&gold, 1, &f);
}

TEST(gold_on_one_day)
{
	struct level_day today = { TODAY, { 79999, 1, 0 } };

	CHECK_INT(reached_with(&today, 1), 0);
	today.sum.amount_minor = 80000;
	CHECK_INT(reached_with(&today, 1), GOLD);
	today.day = 20261120; /* yesterday's does not count for the day */
	CHECK_INT(reached_with(&today, 1), 0);
}

TEST(gold_in_thirty_days)
{
	struct level_day days[] = { { TODAY, { 70000, 1, 0 } }, { 20261101, { 79999, 1, 0 } },
		{ 20261022, { 50000, 1, 0 } } }; /* thirty days before */

	CHECK_INT(reached_with(days, 3), 0); /* 1,999.99 */
	days[1].sum.amount_minor = 80000;
	CHECK_INT(reached_with(days, 3), GOLD);
	days[2].day = 20261021; /* the 31st day before */
	CHECK_INT(reached_with(days, 3), 0);
	days[2].day = 20261122; /* nor what comes later */
	CHECK_INT(reached_with(days, 3), 0);
}

TEST(a_step_wants_one_of_its_conditions_or_all)
{
	const struct level_condition two[] = { { LEVEL_AMOUNT, LEVEL_LIFE, 0, 0, 500 },
		{ LEVEL_VISITS, LEVEL_LIFE, 0, 0, 3 } };
	struct level_facts f = { .day = TODAY, .life = { 500, 2, 0 } };
	struct level_step step = { SILVER, false, two, 2 };

	CHECK(level_met(&f, &step));
	step.all = true;
	CHECK(!level_met(&f, &step));
	f.life.visits = 3;
	CHECK(level_met(&f, &step));
	f.life.amount_minor = 499;
	CHECK(!level_met(&f, &step));
	step.condition_count = 0; /* by hand only */
	CHECK(!level_met(&f, &step));
	step.all = false;
	CHECK(!level_met(&f, &step));
}

static int64_t value(const struct level_facts *f, enum level_measure measure, enum level_window window, int n, int rank)
{
	return level_value(f, &(struct level_condition){ measure, window, n, rank, 1 });
}

TEST(each_measure_in_each_window)
{
	static const struct level_day days[] = { { TODAY, { 1, 10, 100 } }, { 20261120, { 2, 20, 200 } },
		{ 20260101, { 4, 40, 400 } }, { 20251231, { 8, 80, 800 } } };
	const struct level_facts f = { TODAY, days, 4, { 16, 160, 1600 }, 7, { 0, 5, 3 } };

	CHECK_INT(value(&f, LEVEL_AMOUNT, LEVEL_DAY, 0, 0), 1);
	CHECK_INT(value(&f, LEVEL_VISITS, LEVEL_DAYS, 1, 0), 30);
	CHECK_INT(value(&f, LEVEL_POINTS, LEVEL_YEAR, 0, 0), 700); /* from 1 January on */
	CHECK_INT(value(&f, LEVEL_AMOUNT, LEVEL_LIFE, 0, 0), 16);
	CHECK_INT(value(&f, LEVEL_VISITS, LEVEL_LIFE, 0, 0), 160);
	CHECK_INT(value(&f, LEVEL_POINTS, LEVEL_LIFE, 0, 0), 1600);
	CHECK_INT(value(&f, LEVEL_INTRODUCED, LEVEL_DAY, 0, 0), 7);
	CHECK_INT(value(&f, LEVEL_INTRODUCED_RANK, LEVEL_LIFE, 0, SILVER), 5);
	CHECK_INT(value(&f, LEVEL_INTRODUCED_RANK, LEVEL_LIFE, 0, GOLD), 3);
	for (int i = LEVEL_AMOUNT; i < LEVEL_MEASURES; i++)
		for (int k = 0; k < i; k++)
			CHECK(strcmp(level_measure_name[i], level_measure_name[k]) != 0);
	for (int i = LEVEL_DAY; i < LEVEL_WINDOWS; i++)
		for (int k = 0; k < i; k++)
			CHECK(strcmp(level_window_name[i], level_window_name[k]) != 0);
}

static const struct level_condition life[] = {
	{ LEVEL_AMOUNT, LEVEL_LIFE, 0, 0, 100 }, { LEVEL_AMOUNT, LEVEL_LIFE, 0, 0, 1000 },
	{ LEVEL_AMOUNT, LEVEL_LIFE, 0, 0, 5000 },
};
static const struct level_step ladder[] = { { GOLD, false, &life[1], 1 }, { DIAMOND, false, &life[2], 1 },
	{ SILVER, false, &life[0], 1 } };

TEST(the_highest_step_that_is_reached)
{
	static const int64_t amounts[] = { 99, 100, 999, 1000, 4999, 5000 };
	static const int ranks[] = { 0, SILVER, SILVER, GOLD, GOLD, DIAMOND };

	for (int i = 0; i < COUNT(amounts); i++) {
		const struct level_facts f = { .day = TODAY, .life = { amounts[i], 1, 0 } };

		CHECK_INT(level_reached(ladder, 3, &f), ranks[i]);
	}
	CHECK_INT(level_reached(NULL, 0, &(struct level_facts){ .day = TODAY }), 0);
}

/* --- history ----------------------------------------------------------------------------------- */

TEST(the_level_of_a_day)
{
	struct level_entry list[] = { { 1, SILVER, 20260101, 0, false }, { 0, DIAMOND, 20260601, 20260630, false },
		{ 2, GOLD, 20261001, 0, false } };

	CHECK_INT(level_on(list, 3, 20251231), 0);
	CHECK_INT(level_on(list, 3, 20260101), SILVER);
	CHECK_INT(level_on(list, 3, 20260601), DIAMOND); /* by hand */
	CHECK_INT(level_on(list, 3, 20260630), DIAMOND);
	CHECK_INT(level_on(list, 3, 20260701), SILVER);
	CHECK_INT(level_on(list, 3, 20261001), GOLD);
	list[2].undone = true;
	CHECK_INT(level_on(list, 3, TODAY), SILVER);
	CHECK_INT(level_on(NULL, 0, TODAY), 0);
}

TEST(a_return_undoes_the_step_of_its_sale_and_no_other)
{
	struct level_entry list[] = { { 11, SILVER, 20260101, 0, false }, { 12, GOLD, 20260201, 0, false } };

	CHECK(!level_undo(list, 2, 12, GOLD)); /* gold is reached without what came back */
	CHECK(!level_undo(list, 2, 99, 0));
	CHECK(level_undo(list, 2, 11, 0)); /* the sale that made silver; gold stays until its review */
	CHECK(list[0].undone && !list[1].undone);
	CHECK_INT(level_on(list, 2, TODAY), GOLD);
	CHECK(!level_undo(list, 2, 11, 0)); /* once */
	CHECK(level_undo(list, 2, 12, SILVER));
	CHECK_INT(level_on(list, 2, TODAY), 0);
}

TEST(what_a_later_day_reaches_by_itself_is_not_undone)
{
	/* 800.00 on 1 November made gold; all of it came back. */
	struct level_day days[] = { { 20261101, { 0, 0, 0 } }, { 20261105, { 80000, 1, 0 } }, { TODAY, { 0, 0, 0 } } };
	struct level_facts f = { .day = TODAY, .days = days, .day_count = 3 };

	CHECK_INT(level_reached(&gold, 1, &f), 0);
	CHECK_INT(level_reached_since(&gold, 1, &f, 20261101), GOLD);
	CHECK_INT(level_reached_since(&gold, 1, &f, 20261105), GOLD);
	CHECK_INT(level_reached_since(&gold, 1, &f, 20261106), 0);
	days[1].sum.amount_minor = 79999;
	CHECK_INT(level_reached_since(&gold, 1, &f, 20261101), 0);
	f.day = 20261104;
	days[1].sum.amount_minor = 80000;
	CHECK_INT(level_reached_since(&gold, 1, &f, 20261101), 0); /* a day to come */
}

TEST(a_review_goes_to_what_is_reached_or_one_step_down)
{
	CHECK_INT(level_review(ladder, 3, DIAMOND, 0, false), 0);
	CHECK_INT(level_review(ladder, 3, DIAMOND, SILVER, false), SILVER);
	CHECK_INT(level_review(ladder, 3, DIAMOND, 0, true), GOLD);
	CHECK_INT(level_review(ladder, 3, GOLD, 0, true), SILVER);
	CHECK_INT(level_review(ladder, 3, SILVER, 0, true), 0);
	CHECK_INT(level_review(ladder, 3, GOLD, GOLD, true), GOLD);
	CHECK_INT(level_review(ladder, 3, GOLD, DIAMOND, true), DIAMOND);
	CHECK_INT(level_review(ladder, 2, DIAMOND, 0, true), GOLD); /* there is no silver */
	CHECK_INT(level_review(ladder, 2, GOLD, 0, true), 0);
	CHECK_INT(level_review_day(20260831, 6), 20270228);
}

/* --- three and three --------------------------------------------------------------------------- */

static const struct level_condition three[] = { { LEVEL_INTRODUCED, LEVEL_LIFE, 0, 0, 3 },
	{ LEVEL_INTRODUCED_RANK, LEVEL_LIFE, 0, SILVER, 3 } };
static const struct level_step three_three[] = { { SILVER, false, &three[0], 1 }, { GOLD, false, &three[1], 1 } };

static struct level_link link_of(int64_t bought, int64_t silver, int rank)
{
	struct level_link l = { .rank = rank };

	l.facts.day = TODAY;
	l.facts.life.visits = 1;
	l.facts.introduced = bought;
	l.facts.introduced_rank[SILVER] = silver;
	return l;
}

TEST(the_third_introduced_who_buys_lifts_to_silver)
{
	const struct level_change buys = { false, true, 0, 0 }, buys_again = { true, true, 0, 0 };
	struct level_link l = link_of(1, 0, 0);

	CHECK_INT(level_cascade(three_three, 2, &buys, &l, 1), 0); /* the second */
	CHECK_INT(l.rank_after, 0);
	l = link_of(2, 0, 0);
	CHECK_INT(level_cascade(three_three, 2, &buys_again, &l, 1), 0);
	l = link_of(2, 0, 0);
	CHECK_INT(level_cascade(three_three, 2, &buys, &l, 1), 1);
	CHECK_INT(l.rank_after, SILVER);
	CHECK_INT(level_cascade(three_three, 2, &buys, NULL, 0), 0);
}

TEST(the_third_silver_lifts_to_gold_upwards)
{
	const struct level_change buys = { false, true, 0, 0 };
	struct level_link links[] = { link_of(2, 0, 0), link_of(5, 2, SILVER), link_of(3, 1, SILVER),
		link_of(9, 9, SILVER) };

	/* The first becomes silver; he is the third silver of the second, who becomes gold; that is no new silver for
	 * the third, so it ends there, whatever the fourth would have. */
	CHECK_INT(level_cascade(three_three, 2, &buys, links, 4), 2);
	CHECK_INT(links[0].rank_after, SILVER);
	CHECK_INT(links[1].rank_after, GOLD);
	CHECK_INT(links[2].rank_after, SILVER);
	CHECK_INT(links[3].rank_after, SILVER);
	CHECK_INT(links[2].facts.introduced_rank[SILVER], 1);
	CHECK_INT(links[2].facts.introduced_rank[GOLD], 1);
}

TEST(who_has_not_bought_counts_for_nothing)
{
	struct level_change rises = { false, false, 0, SILVER };
	struct level_link l = link_of(3, 2, SILVER);

	CHECK_INT(level_cascade(three_three, 2, &rises, &l, 1), 0);
	l = link_of(3, 2, SILVER);
	rises = (struct level_change){ false, true, SILVER, SILVER }; /* silver by hand; now he buys */
	CHECK_INT(level_cascade(three_three, 2, &rises, &l, 1), 1);
	CHECK_INT(l.rank_after, GOLD);
	struct level_link above[] = { link_of(2, 0, 0), link_of(3, 2, SILVER) };
	above[0].facts.life.visits = 0; /* he rises without ever having bought */
	rises = (struct level_change){ false, true, 0, 0 };
	CHECK_INT(level_cascade(three_three, 2, &rises, above, 2), 1);
}

TEST(a_circle_ends_where_it_began)
{
	struct level_chain c = { .count = 0 };

	CHECK(level_chain_next(&c, 1) && level_chain_next(&c, 2) && level_chain_next(&c, 3));
	CHECK(!level_chain_next(&c, 0));
	CHECK(!level_chain_next(&c, 1));
	CHECK(!level_chain_next(&c, 3));
	for (int64_t id = 4; id <= LEVEL_CHAIN_MAX; id++)
		CHECK(level_chain_next(&c, id));
	CHECK_INT(c.count, LEVEL_CHAIN_MAX);
	CHECK(!level_chain_next(&c, LEVEL_CHAIN_MAX + 1)); /* too far */
}

/* --- as words ---------------------------------------------------------------------------------------- */

static const char *again(const char *text)
{
	static struct arena a = ARENA_INIT;
	struct level_condition list[LEVEL_CONDITIONS_MAX];
	const char *bad = "", *out = "";
	int n = 0;

	if (level_conditions_read(&a, text, list, &n, &bad) != OK)
		return arena_printf(&a, "bad %s", bad);
	for (int i = 0; i < n; i++)
		out = arena_printf(&a, "%s%s%s", out, i ? " " : "", level_condition_text(&a, &list[i]));
	return out;
}

TEST(conditions_are_typed_as_they_are_told)
{
	CHECK_STR(again(""), "");
	CHECK_STR(again("amount/day=800, amount/30=2000.50"), "amount/day=800.00 amount/30=2000.50");
	CHECK_STR(again("visits/year=12 points/life=5000"), "visits/year=12 points/life=5000");
	CHECK_STR(again("introduced=3 introduced-rank/20=3"), "introduced=3 introduced-rank/20=3");
	CHECK_STR(again("amount/3660=0.01"), "amount/3660=0.01");
	CHECK_STR(again("amount/3661=1"), "bad amount/3661=1");
	CHECK_STR(again("amount/0=1"), "bad amount/0=1");
	CHECK_STR(again("amount/day=0"), "bad amount/day=0");
	CHECK_STR(again("visits/day=1.5"), "bad visits/day=1.5");
	CHECK_STR(again("amount=5"), "bad amount=5");
	CHECK_STR(again("introduced/day=3"), "bad introduced/day=3");
	CHECK_STR(again("introduced-rank/21=3"), "bad introduced-rank/21=3");
	CHECK_STR(again("introduced-rank=3"), "bad introduced-rank=3");
	CHECK_STR(again("none/day=3"), "bad none/day=3");
	CHECK_STR(again("amount/days=3"), "bad amount/days=3");
	CHECK_STR(again("day=3/5"), "bad day=3/5");
	CHECK_STR(again("visits/1=1 visits/2=1 visits/3=1 visits/4=1 visits/5=1 visits/6=1 visits/7=1 visits/8=1"),
		"visits/1=1 visits/2=1 visits/3=1 visits/4=1 visits/5=1 visits/6=1 visits/7=1 visits/8=1");
	CHECK_STR(again("visits/1=1 visits/2=1 visits/3=1 visits/4=1 visits/5=1 visits/6=1 visits/7=1 visits/8=1"
		" visits/9=1"), "bad visits/9=1");
}

T_MAIN
