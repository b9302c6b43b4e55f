/* points_test.c - what a sale earns, what a return takes back, what points pay, from when until when: by example, at
 * each boundary and on both sides of it. */
#include "model/member/points.h"

#include "../t.h"
#include "model/money.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define TODAY 20261121

static const struct points_rate one_for_one = { SCOPE_ALL, 0, 20200101, 1, 100 }; /* a point for a yuan */
static const struct scope_goods anything[4];

static struct line sold(int64_t paid_minor, unsigned flags)
{
	return (struct line){ .qty_milli = QTY_ONE, .paid_minor = paid_minor, .flags = flags };
}

static int64_t earned(const struct line *lines, int n, int64_t points_paid_minor, int64_t multiple_bp)
{
	const struct points_terms terms = { &one_for_one, 1, TODAY, multiple_bp, MULTIPLE_ONE_BP, false };
	int64_t unrounded[8];

	points_lines(lines, anything, n, points_paid_minor, &terms, unrounded);
	return points_whole(unrounded, n);
}

/* --- rates and multiples ----------------------------------------------------------------------- */

TEST(the_rate_of_the_goods)
{
	static const struct points_rate rates[] = {
		{ SCOPE_ALL, 0, 20260101, 1, 100 }, { SCOPE_CATEGORY, 10, 20260101, 2, 100 },
		{ SCOPE_CATEGORY, 11, 20260101, 3, 100 }, { SCOPE_ARTICLE, 7, 20260601, 0, 100 },
		{ SCOPE_CATEGORY, 11, 20261122, 9, 100 },
	};
	const int64_t under[] = { 11, 10 };
	const struct scope_goods wine = { 7, 1, under, 2 }, beer = { 8, 1, under, 2 }, bread = { 9, 1, NULL, 0 };

	CHECK_INT(points_pick(rates, COUNT(rates), &wine, TODAY)->points, 0); /* the article's own: none */
	CHECK_INT(points_pick(rates, COUNT(rates), &wine, 20260531)->points, 3);
	CHECK_INT(points_pick(rates, COUNT(rates), &beer, TODAY)->points, 3);
	CHECK_INT(points_pick(rates, COUNT(rates), &beer, 20261122)->points, 9);
	CHECK_INT(points_pick(rates, COUNT(rates), &bread, TODAY)->points, 1);
	CHECK(!points_pick(rates, COUNT(rates), &bread, 20251231));
}

static int64_t multiple(enum points_mode mode, int n, int64_t a, int64_t b, int64_t c)
{
	return points_multiple_bp(mode, (const int64_t[]){ a, b, c }, n);
}

TEST(several_multiples_at_once)
{
	for (int mode = 0; mode < POINTS_MODES; mode++) {
		CHECK_INT(multiple(mode, 0, 0, 0, 0), MULTIPLE_ONE_BP);
		CHECK_INT(multiple(mode, 1, 15000, 0, 0), 15000);
		CHECK_INT(multiple(mode, 2, 10000, 20000, 0), 20000); /* once and twice are twice, however */
		CHECK_INT(multiple(mode, 1, -1, 0, 0), 0);
		CHECK_INT(multiple(mode, 2, MULTIPLE_MAX_BP + 1, MULTIPLE_MAX_BP, 0), MULTIPLE_MAX_BP);
	}
	CHECK_INT(multiple(POINTS_HIGHEST, 3, 20000, 30000, 15000), 30000);
	CHECK_INT(multiple(POINTS_ADDED, 3, 20000, 30000, 15000), 45000);
	CHECK_INT(multiple(POINTS_MULTIPLIED, 3, 20000, 30000, 15000), 90000);
	CHECK_INT(multiple(POINTS_HIGHEST, 2, 20000, 20000, 0), 20000);
	CHECK_INT(multiple(POINTS_ADDED, 2, 20000, 20000, 0), 30000);
	CHECK_INT(multiple(POINTS_MULTIPLIED, 2, 20000, 20000, 0), 40000);
	CHECK_INT(multiple(POINTS_ADDED, 3, 10000, 0, 0), 0); /* less than nothing is nothing */
	CHECK_INT(multiple(POINTS_MULTIPLIED, 2, 12345, 15000, 0), 18518); /* 18517.5 */
	CHECK_STR(points_mode_name[POINTS_HIGHEST], "max");
	CHECK_STR(points_mode_name[POINTS_ADDED], "sum");
	CHECK_STR(points_mode_name[POINTS_MULTIPLIED], "product");
}

TEST(who_holds_more_earns_more)
{
	static const struct points_step steps[] = { { 5000, 15000 }, { 0, 10000 }, { 1000, 12000 } };

	CHECK_INT(points_step_bp(steps, 3, 999), 10000);
	CHECK_INT(points_step_bp(steps, 3, 1000), 12000);
	CHECK_INT(points_step_bp(steps, 3, 4999), 12000);
	CHECK_INT(points_step_bp(steps, 3, 5000), 15000);
	CHECK_INT(points_step_bp(steps, 3, -1), MULTIPLE_ONE_BP); /* below all of them */
	CHECK_INT(points_step_bp(NULL, 0, 9999), MULTIPLE_ONE_BP);
	CHECK_INT(points_step_bp((const struct points_step[]){ { 0, MULTIPLE_MAX_BP + 1 } }, 1, 0), MULTIPLE_MAX_BP);
}

/* --- what a sale earns ------------------------------------------------------------------------- */

TEST(a_bill_earns_the_whole_points_of_its_sum)
{
	const struct line lines[] = { sold(1050, 0), sold(1049, 0), sold(1, 0) };

	CHECK_INT(earned(lines, 1, 0, 10000), 10);
	CHECK_INT(earned(lines, 2, 0, 10000), 20); /* 20.99, not 10 + 10 by chance */
	CHECK_INT(earned(lines, 3, 0, 10000), 21);
	CHECK_INT(earned(lines, 3, 0, 20000), 42);
	CHECK_INT(earned(lines, 2, 0, 20000), 41); /* 41.98 */
	CHECK_INT(earned(lines, 0, 0, 10000), 0);
}

TEST(marked_goods_deposits_and_what_comes_back_earn_nothing)
{
	const struct line lines[] = { sold(10000, LINE_NO_POINTS), sold(500, LINE_DEPOSIT), sold(700, LINE_RETURN),
		sold(300, 0) };

	CHECK_INT(earned(lines, 4, 0, 10000), 3);
	CHECK_INT(earned(lines, 3, 0, 10000), 0); /* the special pays 100.00 and earns 0 */
}

TEST(what_was_paid_with_points_earns_nothing)
{
	const struct line lines[] = { sold(6000, 0), sold(3000, LINE_NO_POINTS), sold(1000, 0) };
	int64_t bases[3];

	points_bases(lines, 3, 1000, bases); /* shared over all: 600, 300, 100 */
	CHECK(bases[0] == 5400 && bases[1] == 0 && bases[2] == 900);
	CHECK_INT(earned(lines, 3, 1000, 10000), 63);
	CHECK_INT(earned(lines, 3, 10000, 10000), 0);
	points_bases(lines, 3, 1, bases); /* the largest remainder */
	CHECK(bases[0] == 5999 && bases[2] == 1000);
}

TEST(a_bought_card_earns_nothing)
{
	const struct line l = sold(10000, 0);
	struct points_terms terms = { &one_for_one, 1, TODAY, MULTIPLE_ONE_BP, MULTIPLE_ONE_BP, true };
	int64_t unrounded;

	points_lines(&l, anything, 1, 0, &terms, &unrounded);
	CHECK_INT(unrounded, 0);
	terms.earns_nothing = false;
	points_lines(&l, anything, 1, 0, &terms, &unrounded);
	CHECK_INT(unrounded, 100 * POINTS_PART);
	terms.rate_count = 0;
	points_lines(&l, anything, 1, 0, &terms, &unrounded);
	CHECK_INT(unrounded, 0);
}

TEST(unrounded_points_are_ten_thousandths)
{
	const struct points_rate third = { SCOPE_ALL, 0, 20200101, 1, 300 };
	struct points_terms terms = { &third, 1, TODAY, MULTIPLE_ONE_BP, MULTIPLE_ONE_BP, false };
	const struct line lines[] = { sold(100, 0), sold(200, 0) };
	int64_t unrounded[2];

	points_lines(lines, anything, 2, 0, &terms, unrounded);
	CHECK(unrounded[0] == 3333 && unrounded[1] == 6667);
	CHECK_INT(points_whole(unrounded, 2), 1);
	CHECK_INT(points_whole(unrounded + 1, 1), 0);
	terms.step_bp = 15000;
	terms.multiple_bp = 20000;
	points_lines(lines, anything, 2, 0, &terms, unrounded);
	CHECK(unrounded[0] == 10000 && unrounded[1] == 20000);
}

TEST(nothing_outgrows_its_figures)
{
	const struct points_rate most = { SCOPE_ALL, 0, 20200101, POINTS_RATE_MAX + 1, 1 };
	const struct points_terms terms = { &most, 1, TODAY, MULTIPLE_MAX_BP, MULTIPLE_MAX_BP, false };
	const struct line lines[] = { sold(MONEY_MAX, 0), sold(MONEY_MAX, 0) };
	int64_t unrounded[2];

	points_lines(lines, anything, 2, 0, &terms, unrounded);
	CHECK_INT(unrounded[0], POINTS_MAX * POINTS_PART);
	CHECK_INT(points_whole(unrounded, 2), POINTS_MAX);
	CHECK_INT(points_kept(&(struct points_line){ unrounded[0], QTY_MAX, QTY_MAX - 1 }, 1), 1000);
}

/* --- what a return takes back ------------------------------------------------------------------ */

TEST(bought_120_earned_120_and_after_a_return_of_50_keeps_70)
{
	struct points_line lines[] = { { 700000, 1000, 0 }, { 500000, 1000, 0 } };

	CHECK_INT(points_kept(lines, 2), 120);
	lines[1].back_milli = 1000;
	CHECK_INT(points_kept(lines, 2), 70);
	lines[0].back_milli = 1000;
	CHECK_INT(points_kept(lines, 2), 0);
}

TEST(kept_are_the_whole_points_of_what_is_kept)
{
	struct points_line l = { 99000, 3000, 0 }; /* 9.9 points for three pieces */

	CHECK_INT(points_kept(&l, 1), 9);
	l.back_milli = 1000;
	CHECK_INT(points_kept(&l, 1), 6); /* 6.6: three go back */
	l.back_milli = 2000;
	CHECK_INT(points_kept(&l, 1), 3);
	l.back_milli = 3000;
	CHECK_INT(points_kept(&l, 1), 0);
}

TEST(spent_points_come_back_in_proportion)
{
	CHECK_INT(points_back(101, 10000, 5000), 51); /* 50.5 */
	CHECK_INT(points_back(101, 10000, 4999), 50);
	CHECK_INT(points_back(101, 10000, 10000), 101);
	CHECK_INT(points_back(101, 10000, 0), 0);
}

/* --- from when until when ---------------------------------------------------------------------- */

TEST(points_are_pending_for_some_days)
{
	CHECK_INT(points_from_day(TODAY, 0), TODAY);
	CHECK_INT(points_from_day(TODAY, 7), 20261128);
}

TEST(points_last_for_a_year)
{
	CHECK_INT(points_until_day(TODAY, POINTS_MONTHS, 12), 20271121);
	CHECK_INT(points_until_day(20280229, POINTS_MONTHS, 12), 20290228);
	CHECK_INT(points_until_day(20271231, POINTS_MONTHS, 2), 20280229);
	CHECK_INT(points_until_day(TODAY, POINTS_DAYS, 365), 20271121);
	CHECK_INT(points_until_day(TODAY, POINTS_DAYS, 0), TODAY);
	CHECK_INT(points_until_day(TODAY, POINTS_YEARS_END, 0), 20261231);
	CHECK_INT(points_until_day(TODAY, POINTS_YEARS_END, 1), 20271231);
	CHECK_INT(points_until_day(TODAY, POINTS_NEVER_END, 12), 0);
	CHECK_STR(points_end_name[POINTS_NEVER_END], "never");
	CHECK_STR(points_end_name[POINTS_DAYS], "days");
	CHECK_STR(points_end_name[POINTS_MONTHS], "months");
	CHECK_STR(points_end_name[POINTS_YEARS_END], "year-end");
}

/* --- spending ---------------------------------------------------------------------------------- */

static const struct points_price hundred = { 100, 100 }; /* 100 points are a yuan */

TEST(spending_rounds_up_and_worth_down)
{
	const struct points_price odd = { 300, 100 }, dear = { 1, 7 };

	CHECK_INT(points_for(&hundred, 350), 350);
	CHECK_INT(points_for(&odd, 1), 3);
	CHECK_INT(points_for(&dear, 7), 1);
	CHECK_INT(points_for(&dear, 8), 2);
	CHECK_INT(points_for(&dear, 0), 0);
	CHECK_INT(points_worth_minor(&odd, 2), 0);
	CHECK_INT(points_worth_minor(&odd, 5), 1);
	CHECK_INT(points_worth_minor(&odd, 6), 2);
	CHECK_INT(points_times(250, 100), 2); /* two vouchers; 50 stay */
	CHECK_INT(points_times(199, 100), 1);
	CHECK_INT(points_times(200, 100), 2);
	CHECK_INT(points_times(99, 100), 0);
	CHECK_INT(points_times(-100, 100), 0);
}

TEST(a_price_that_no_till_can_count_with_is_none)
{
	static const struct points_price good[] = { { 100, 100 }, { 999, 1 }, { 1, 999 }, { POINTS_MAX, MONEY_MAX } };
	static const struct points_price bad[] = { { 0, 1 }, { 1, 0 }, { -100, 100 }, { 100, -100 }, { 1000, 1 },
		{ 1, 1000 }, { POINTS_MAX + 1, MONEY_MAX }, { POINTS_MAX, MONEY_MAX + 1 } };

	for (int i = 0; i < COUNT(good); i++)
		CHECK(points_price_sound(&good[i]));
	for (int i = 0; i < COUNT(bad); i++)
		CHECK(!points_price_sound(&bad[i]));
	CHECK_INT(points_for(&(struct points_price){ 999, 1 }, MONEY_MAX), 999 * MONEY_MAX);
	CHECK_INT(points_worth_minor(&(struct points_price){ 1, 999 }, POINTS_MAX), 999 * POINTS_MAX);
}

TEST(without_limits_what_the_member_has)
{
	const struct points_limits limits = { .price = { 100, 100 } };
	struct points_bill b = { 5000, 0, 0, 3000, TODAY };

	CHECK_INT(points_most_minor(&limits, &b), 3000);
	CHECK_INT(points_refused(&limits, &b, 3000), POINTS_ALLOWED);
	CHECK_INT(points_refused(&limits, &b, 3001), POINTS_NOT_ENOUGH);
	b.usable = 9000;
	CHECK_INT(points_most_minor(&limits, &b), 5000);
	CHECK_INT(points_refused(&limits, &b, 5001), POINTS_BILL_LIMIT); /* no more than the bill */
	b.before_minor = 1000;
	b.before_points = 8500;
	CHECK_INT(points_most_minor(&limits, &b), 500);
	CHECK_INT(points_refused(&limits, &b, 501), POINTS_NOT_ENOUGH);
	b.before_points = 9001; /* somebody else was quicker */
	CHECK_INT(points_most_minor(&limits, &b), 0);
}

TEST(limits_of_a_bill)
{
	struct points_limits limits = { .price = { 100, 100 }, .bill_max_bp = 3000 };
	struct points_bill b = { 1005, 0, 0, 99999, TODAY };

	CHECK_INT(points_most_minor(&limits, &b), 301); /* 301.5 */
	CHECK_INT(points_refused(&limits, &b, 301), POINTS_ALLOWED);
	CHECK_INT(points_refused(&limits, &b, 302), POINTS_BILL_LIMIT);
	limits.bill_max_minor = 300;
	CHECK_INT(points_most_minor(&limits, &b), 300);
	CHECK_INT(points_refused(&limits, &b, 300), POINTS_ALLOWED);
	CHECK_INT(points_refused(&limits, &b, 301), POINTS_BILL_LIMIT);
	limits.bill_max_minor = 302;
	CHECK_INT(points_most_minor(&limits, &b), 301);
	b.before_minor = 301;
	CHECK_INT(points_most_minor(&limits, &b), 0);
	CHECK_INT(points_refused(&limits, &b, 1), POINTS_BILL_LIMIT);
	b.before_minor = 400; /* a line was taken out since */
	CHECK_INT(points_most_minor(&limits, &b), 0);
}

TEST(who_has_too_few_may_not_pay_with_them)
{
	const struct points_limits limits = { .price = { 100, 100 }, .min_held = 500 };
	struct points_bill b = { 5000, 0, 0, 500, TODAY };

	CHECK_INT(points_most_minor(&limits, &b), 500);
	CHECK_INT(points_refused(&limits, &b, 1), POINTS_ALLOWED);
	b.before_minor = b.before_points = 400; /* what counts is what there was before the bill */
	CHECK_INT(points_most_minor(&limits, &b), 100);
	b.usable = 499;
	CHECK_INT(points_most_minor(&limits, &b), 0);
	CHECK_INT(points_refused(&limits, &b, 1), POINTS_TOO_FEW);
}

TEST(points_pay_in_whole_steps)
{
	const struct points_limits limits = { .price = { 100, 500 }, .step_minor = 500 };
	struct points_bill b = { 2300, 0, 0, 399, TODAY };

	CHECK_INT(points_most_minor(&limits, &b), 1500); /* 399 points are worth 19.95 */
	CHECK_INT(points_refused(&limits, &b, 1500), POINTS_ALLOWED);
	CHECK_INT(points_refused(&limits, &b, 1499), POINTS_STEP);
	CHECK_INT(points_refused(&limits, &b, 1501), POINTS_STEP);
	CHECK_INT(points_refused(&limits, &b, 2000), POINTS_NOT_ENOUGH); /* that comes first */
	b.usable = 400;
	CHECK_INT(points_most_minor(&limits, &b), 2000);
	CHECK_INT(points_refused(&limits, &b, 2000), POINTS_ALLOWED);
	b.usable = 99;
	CHECK_INT(points_most_minor(&limits, &b), 0);
}

TEST(windows_are_read_as_they_are_typed)
{
	static const char *const bad[] = { "months=13", "months=", "weekdays=8", "days=0", "days=1,", "from=20260231",
		"until=x", "month=1", "1", " ;days=1", "days=1,,2" };
	struct points_window w[POINTS_WINDOWS_MAX];

	CHECK_INT(points_windows_read("", w), 0);
	if (!CHECK_INT(points_windows_read("months=6,12 days=8,18,28;weekdays=7 from=20261201 until=20261231", w), 2))
		return;
	CHECK_INT(w[0].months, 1 << 6 | 1 << 12);
	CHECK_INT(w[0].month_days, 1 << 8 | 1 << 18 | 1 << 28);
	CHECK_INT(w[0].weekdays, 0);
	CHECK_INT(w[1].weekdays, 1 << 7);
	CHECK_INT(w[1].from_day, 20261201);
	CHECK_INT(w[1].until_day, 20261231);
	CHECK_INT(points_windows_read("days=1;days=2;days=3;days=4;days=5;days=6;days=7;days=8;days=9;days=10", w), 10);
	CHECK_INT(points_windows_read("days=1;days=2;days=3;days=4;days=5;days=6;days=7;days=8;days=9;days=10;days=11",
		w), -1);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK_INT(points_windows_read(bad[i], w), -1))
			printf("# %s\n", bad[i]);
}

TEST(what_paid_says_whose_and_how_many)
{
	struct arena a = ARENA_INIT;
	int64_t id, points;

	CHECK_STR(points_text(&a, 17, 1234), "17+1234");
	CHECK(points_read("17+1234", &id, &points) && id == 17 && points == 1234);
	CHECK(points_read("17", &id, &points) && points == 0);
	CHECK(points_read("17+1000000000000", &id, &points));
	CHECK(!points_read("17+1000000000001", &id, &points));
	CHECK(!points_read("", &id, &points) && !points_read("17+", &id, &points));
	CHECK_STR(points_part(&a, "17+101", 1000, 500), "17+50");
	arena_release(&a);
}

TEST(points_are_spent_in_their_windows)
{
	static const struct points_window windows[] = {
		{ .months = 1u << 11 },                            /* the thanks month */
		{ .from_day = 20260601, .until_day = 20260607 },   /* a campaign */
		{ .from_day = 20260901, .until_day = 20260930, .weekdays = 1u << 6 | 1u << 7 },
	};
	const struct points_limits limits = { .price = { 100, 100 }, .windows = windows, .window_count = 3 };
	struct points_bill b = { 5000, 0, 0, 500, TODAY };

	CHECK(points_open(NULL, 0, TODAY));
	CHECK(points_open(windows, 3, 20261101) && points_open(windows, 3, 20271130));
	CHECK(!points_open(windows, 3, 20261031) && !points_open(windows, 3, 20261201));
	CHECK(!points_open(windows, 3, 20260531) && points_open(windows, 3, 20260601));
	CHECK(points_open(windows, 3, 20260607) && !points_open(windows, 3, 20260608));
	CHECK(points_open(windows, 3, 20260905) && points_open(windows, 3, 20260906)); /* Saturday, Sunday */
	CHECK(!points_open(windows, 3, 20260904) && !points_open(windows, 3, 20260907));
	CHECK_INT(points_most_minor(&limits, &b), 500);
	b.day = 20261201;
	CHECK_INT(points_most_minor(&limits, &b), 0);
	CHECK_INT(points_refused(&limits, &b, 1), POINTS_CLOSED);
}

T_MAIN
