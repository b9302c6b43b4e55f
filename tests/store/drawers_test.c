/* drawers_test.c - one till, a drawer for each cashier: float, cash, count and Z of each are his own, whoever stands
 * there in between; on both engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "service/day.h"
#include "service/report.h"

#define WANG "sign-on 1008 2468"
#define ZHAO "sign-on 1009 13579"
#define LEAD "sign-on 2001 331827"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && does(tr, "sign-on 3001 615902") &&
		CHECK_INT(setting_set(tr->sh, "drawer.mode", "cashier", false, &tr->said), OK) &&
		CHECK_INT(setting_set(tr->sh, "drawer.limit-minor", "60000", false, &tr->said), OK);
}

static struct shift_report figures(struct trade *tr)
{
	struct shift_report r = { 0 };

	CHECK_INT(report_shift(tr->sh, &tr->a, 0, &r), OK);
	return r;
}

static int64_t in_drawer(struct trade *tr, int64_t holder)
{
	return balance_kept(tr, ACCOUNT_DRAWER, holder, UNIT_MONEY);
}

/* Wang with 100.00, Zhao with 200.00; both sold something. */
static bool two_drawers(struct trade *tr)
{
	return does(tr, WANG) && does(tr, "shift-open 100") && does(tr, "scan " COOKIES) && does(tr, ZHAO) &&
		does(tr, "shift-open 200") && does(tr, "scan " FINGERS) && does(tr, "cash 10");
}

BOTH(each_has_his_own_float_and_cash)
{
	struct trade tr;
	struct shift_report r;
	int64_t wang;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	CHECK(view(&tr)->own_drawer);
	r = figures(&tr);
	CHECK_STR(r.opened_by_number, "1009");
	CHECK_INT(r.cash.expected_minor, 20500);
	CHECK_INT(in_drawer(&tr, view(&tr)->shift_id), 20500);
	CHECK_INT(in_drawer(&tr, 1), 0);
	does(&tr, WANG); /* his basket is as he left it, and so is his drawer */
	CHECK_INT(view(&tr)->due_minor, 3990);
	CHECK_INT(figures(&tr).cash.expected_minor, 10000);
	does(&tr, "cash");
	wang = view(&tr)->shift_id;
	CHECK_INT(in_drawer(&tr, wang), 13990);
	does(&tr, "drop 50");
	does(&tr, "change-in 10");
	does(&tr, "pay-in 5 1");
	CHECK_INT(figures(&tr).cash.expected_minor, 10490);
	CHECK_INT(in_drawer(&tr, wang), 10490);
	does(&tr, ZHAO);
	CHECK_INT(figures(&tr).cash.expected_minor, 20500);
	CHECK(!view(&tr)->drawer_full);
	sound(&tr.conf);
	trade_close(&tr);
}

BOTH(each_is_counted_and_closed_alone)
{
	struct trade tr;
	struct variance *list;
	int n = 0;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	does(&tr, WANG);
	refuses(&tr, "count 100", "held-left"); /* his basket is open */
	asked(&tr, "cancel", "reason 1");
	does(&tr, ZHAO);
	does(&tr, "scan " CHIPS);
	does(&tr, WANG); /* that of Zhao is no matter of Wang's drawer */
	does(&tr, "count 99");
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "-1.00");
	CHECK_INT(view(&tr)->phase, TILL_NO_SHIFT);
	CHECK_INT(figures(&tr).cash.over_short_minor, -100);
	does(&tr, ZHAO);
	CHECK_INT(view(&tr)->phase, TILL_BASKET);
	does(&tr, "cash");
	does(&tr, "count 214.50");
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "2.00");
	CHECK_INT(report_variances(tr.sh, &tr.a, 0, INT32_MAX, &list, &n), OK);
	if (CHECK_INT(n, 2)) {
		CHECK_STR(list[0].number, "1008");
		CHECK_INT(list[0].short_minor, 100);
		CHECK_STR(list[1].number, "1009");
		CHECK_INT(list[1].over_minor, 200);
	}
	sound(&tr.conf);
	trade_close(&tr);
}

/* What is no document (a line taken out, a drawer opened) is on the paper of who did it; a store that walks the chain
 * again finds the same. */
BOTH(acts_are_counted_in_his_own_shift)
{
	struct trade tr;
	struct shift_report r;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "void-line");
	does(&tr, WANG);
	does(&tr, "scan " FINGERS);
	does(&tr, "void-line");
	does(&tr, "scan " FINGERS);
	does(&tr, "void-line");
	r = figures(&tr);
	CHECK_INT(report_total(&r.all, MEASURE_LINE_VOID, 0).times, 2);
	does(&tr, ZHAO);
	r = figures(&tr);
	CHECK_INT(report_total(&r.all, MEASURE_LINE_VOID, 0).times, 1);
	sound(&tr.conf);
	trade_close(&tr);
}

/* Who went home without counting: a second person counts his drawer and closes it, and sells nothing into it. */
BOTH(a_drawer_left_behind_is_counted_by_another)
{
	struct trade tr;
	struct shift_report r = { 0 };
	int64_t left;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	left = view(&tr)->shift_id;
	does(&tr, WANG);
	does(&tr, "cash");
	refuses(&tr, "take-drawer 1009", "needs-approval");
	does(&tr, LEAD);
	refuses(&tr, "take-drawer 2001", "no-drawer-of");
	refuses(&tr, "take-drawer 4711", "no-drawer-of");
	does(&tr, "take-drawer 1009");
	CHECK(view(&tr)->drawer_taken);
	refuses(&tr, "scan " FINGERS, "drawer-taken");
	refuses(&tr, "drop 100", "drawer-taken");
	does(&tr, "back");
	CHECK_INT(view(&tr)->phase, TILL_NO_SHIFT);
	does(&tr, "take-drawer 1009");
	does(&tr, "count 205");
	does(&tr, "z-report");
	CHECK(!view(&tr)->drawer_taken);
	CHECK_INT(report_shift(tr.sh, &tr.a, left, &r), OK);
	CHECK(r.closed);
	CHECK_STR(r.opened_by_number, "1009");
	CHECK_STR(r.closed_by, tr.sh->staff.name);
	CHECK_INT(r.cash.over_short_minor, 0);
	does(&tr, WANG);
	CHECK_INT(figures(&tr).cash.expected_minor, 13990);
	sound(&tr.conf);
	trade_close(&tr);
}

/* The mode is changed while a drawer of the till is open: it is gone on with, and closed as it was begun. */
BOTH(a_drawer_is_closed_as_it_was_begun)
{
	struct trade tr;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(setting_set(tr.sh, "drawer.mode", "shared", false, &tr.said), OK);
	CHECK_INT(view(&tr)->phase, TILL_NO_SHIFT);
	does(&tr, "shift-open 50");
	CHECK(!view(&tr)->own_drawer);
	CHECK_INT(in_drawer(&tr, 1), 5000);
	does(&tr, ZHAO);
	CHECK(view(&tr)->own_drawer);
	does(&tr, "count 205");
	does(&tr, "z-report");
	CHECK(!view(&tr)->own_drawer); /* now he stands at the drawer of all */
	CHECK_INT(view(&tr)->phase, TILL_BASKET);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	CHECK_INT(in_drawer(&tr, 1), 5500);
	refuses(&tr, "count 55", "held-left"); /* that of all waits for Wang's basket */
	sound(&tr.conf);
	trade_close(&tr);
}

/* The day is not closed while a drawer of anybody is open. */
BOTH(the_day_waits_for_every_drawer)
{
	struct trade tr;
	struct day_open *list;
	int n = 0, shifts = 0;

	if (!begin(&tr, url) || !two_drawers(&tr))
		return;
	CHECK_INT(day_open_list(tr.sh, &tr.a, view(&tr)->business_day, &list, &n), OK);
	for (int i = 0; i < n; i++)
		shifts += list[i].kind == DAY_OPEN_SHIFT && list[i].must;
	CHECK_INT(shifts, 2);
	trade_close(&tr);
}

T_MAIN
