/* cash_test.c - the cash office: every movement of cash is a document, each by those who may, each once; on both
 * engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "model/cash.h"
#include "service/books.h"
#include "service/day.h"
#include "service/report.h"

#define LEAD "approve 2001 331827"
#define MANAGER "approve 3001 615902"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static struct cash_figures figures(struct trade *tr)
{
	struct shift_report r = { 0 };

	CHECK_INT(report_shift(tr->sh, &tr->a, 0, &r), OK);
	return r.cash;
}

BOTH(cash_moves_between_drawer_and_safe)
{
	struct trade tr;
	struct cash_figures cash;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash 100");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 53990);
	does(&tr, "drop 200");
	CHECK_STR(said_name(&tr.said), "cash-dropped");
	CHECK_STR(tr.said.arg[1], "01-1-000003");
	does(&tr, "change-in 50");
	refuses(&tr, "pick-up 100", "needs-approval");
	refuses(&tr, "approve 1009 13579", "cannot-approve");
	does(&tr, LEAD);
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 53990 - 20000 + 5000 - 10000);
	CHECK_INT(balance_kept(&tr, ACCOUNT_SAFE, 0, UNIT_MONEY), -50000 + 20000 - 5000 + 10000);
	does(&tr, "pay-in 12.50 1");
	refuses(&tr, "pay-out 20 2", "needs-voucher");
	does(&tr, "enter INV-0012");
	CHECK_STR(said_name(&tr.said), "cash-paid-out");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 28990 + 1250 - 2000);
	cash = figures(&tr);
	CHECK_INT(cash.dropped_minor, 30000);
	CHECK_INT(cash.changed_minor, 5000);
	CHECK_INT(cash.paid_in_minor, 1250);
	CHECK_INT(cash.paid_out_minor, 2000);
	CHECK_INT(cash.other_minor, 0);
	CHECK_INT(cash.expected_minor, 28240);
	does(&tr, "count 282.30");
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "-0.10");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 0);
	CHECK_INT(balance_kept(&tr, ACCOUNT_SAFE, 0, UNIT_MONEY), -25000 + 28230);
	sound(&tr.conf);
	trade_close(&tr);
}

/* Who may do what alone, and who never. */
BOTH(limits_and_second_persons)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "drop 5000.01", "needs-approval");
	does(&tr, "back");
	does(&tr, "drop 5000");
	refuses(&tr, "drop 0", "amount-bad");
	refuses(&tr, "drop -5", "amount-bad");
	refuses(&tr, "drop", "amount-bad");
	refuses(&tr, "drop 10000000000.01", "amount-too-big");
	refuses(&tr, "pay-out 50.01 1 V1", "needs-approval");
	refuses(&tr, "approve 1008 2468", "own-approval");
	refuses(&tr, "approve 1009 13579", "cannot-approve");
	does(&tr, LEAD);
	/* A voucher is paid once, whoever pays it and whatever for. */
	refuses(&tr, "pay-out 1 2 V1", "voucher-used");
	refuses(&tr, "pay-out 1 2 V\xe4", "reference-bad");
	does(&tr, "back");
	refuses(&tr, "pay-out 1 8 V2", "no-reason");
	does(&tr, "pay-out 50 1 V2");
	/* Who collects is somebody else than who sits there, also when he has the right himself. */
	does(&tr, "sign-on 2001 331827");
	refuses(&tr, "pick-up 10", "needs-approval");
	refuses(&tr, LEAD, "own-approval");
	does(&tr, MANAGER);
	/* A cashier has nothing to do with the safe. */
	does(&tr, "sign-on 1008 2468");
	refuses(&tr, "safe-count 5", "needs-approval");
	does(&tr, "back");
	sound(&tr.conf);
	trade_close(&tr);
}

/* After a power cut nobody remembers whether it was booked. */
BOTH(the_same_again_is_asked)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "drop 200");
	refuses(&tr, "drop 200", "cash-again");
	CHECK_INT(view(&tr)->need, NEED_CONFIRM);
	does(&tr, "back");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 30000);
	refuses(&tr, "drop 200", "cash-again");
	does(&tr, "enter");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 10000);
	/* Who says yes is not let past his limit by that. */
	refuses(&tr, "drop 6000", "needs-approval");
	does(&tr, LEAD);
	refuses(&tr, "drop 6000", "cash-again");
	refuses(&tr, "enter", "needs-approval");
	does(&tr, "back");
	CHECK_INT(balance_kept(&tr, ACCOUNT_DRAWER, 1, UNIT_MONEY), 10000 - 600000);
	clock_freeze(clock_now_ms() + 600000);
	does(&tr, "drop 200");
	sound(&tr.conf);
	trade_close(&tr);
}

BOTH(bags_go_to_the_bank_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 3001 615902");
	does(&tr, "safe-count 1000");
	CHECK_STR(tr.said.arg[0], "1500.00"); /* it began at nothing, and the float is out of it */
	CHECK_INT(balance_kept(&tr, ACCOUNT_SAFE, 0, UNIT_MONEY), 100000);
	does(&tr, "safe-in 200");
	refuses(&tr, "bag 700", "needs-bag");
	refuses(&tr, "enter AB1001", "needs-witness");
	refuses(&tr, "approve 3001 615902", "own-approval");
	does(&tr, LEAD);
	CHECK_INT(balance_kept(&tr, ACCOUNT_SAFE, 0, UNIT_MONEY), 50000);
	refuses(&tr, "bag 10 AB1001", "needs-witness");
	refuses(&tr, LEAD, "bag-used");
	refuses(&tr, "bag 500.01 AB1002", "needs-witness");
	refuses(&tr, LEAD, "safe-lacks");
	refuses(&tr, "bag 300 AB1002", "needs-witness");
	does(&tr, LEAD);
	refuses(&tr, "bag-banked AB1003", "no-bag");
	does(&tr, "bag-banked AB1001");
	refuses(&tr, "bag-banked AB1001", "bag-is-banked");
	CHECK_INT(balance_kept(&tr, ACCOUNT_BANK, 0, UNIT_MONEY), -20000 + 70000);
	/* The bank counted ten less: somebody else looks at it. */
	refuses(&tr, "bag-banked AB1002 290", "needs-approval");
	refuses(&tr, LEAD, "cannot-approve");
	does(&tr, "back");
	CHECK_INT(balance_kept(&tr, ACCOUNT_BANK, 0, UNIT_MONEY), 50000);
	does(&tr, "bag-banked AB1002 300");
	CHECK_INT(balance_kept(&tr, ACCOUNT_SAFE, 0, UNIT_MONEY), 20000);
	sound(&tr.conf);
	trade_close(&tr);
}

BOTH(who_opens_the_drawer_again_and_again_is_asked)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 2001 331827");
	for (int i = 0; i < 6; i++)
		does(&tr, "no-sale 1");
	refuses(&tr, "no-sale 1", "too-many-no-sales");
	refuses(&tr, LEAD, "own-approval");
	does(&tr, MANAGER);
	/* An hour later it is forgotten. */
	clock_freeze(clock_now_ms() + 3600000);
	does(&tr, "no-sale 1");
	sound(&tr.conf);
	trade_close(&tr);
}

BOTH(a_full_drawer_suggests_a_drop)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK(!view(&tr)->drawer_full);
	does(&tr, "enter 99*" COOKIES);
	does(&tr, "cash");
	CHECK(!view(&tr)->drawer_full);
	does(&tr, "enter 99*" COOKIES);
	does(&tr, "cash");
	CHECK(view(&tr)->drawer_full);
	does(&tr, "drop 5000");
	CHECK(!view(&tr)->drawer_full);
	trade_close(&tr);
}

/* A shift over two business days: each day has its part, by hour too, and the journal balances day by day. */
BOTH(a_shift_over_two_days)
{
	struct trade tr;
	struct shift_report r = { 0 };
	struct day_report first = { 0 }, second = { 0 };
	struct hour_figures hours[24] = { { 0 } };
	struct books_run run;
	struct said said;
	char *text;
	size_t n;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "drop 100");
	clock_freeze(NOON_MS + INT64_C(18) * 3600000); /* six in the morning */
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	does(&tr, "pay-out 5 1 V1");
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	CHECK_INT(r.day_count, 2);
	CHECK_INT(report_day(tr.sh, &tr.a, 20261121, &first), OK);
	CHECK_INT(report_day(tr.sh, &tr.a, 20261122, &second), OK);
	for (int m = MEASURE_SALES; m < MEASURES; m++)
		CHECK_INT(report_total(&first.all, m, -1).amount_minor + report_total(&second.all, m, -1).amount_minor,
			report_total(&r.all, m, -1).amount_minor);
	CHECK_INT(report_total(&first.all, MEASURE_DRAWER, DOC_DROP).amount_minor, -10000);
	CHECK_INT(report_total(&second.all, MEASURE_DRAWER, DOC_PAY_OUT).amount_minor, -500);
	CHECK_INT(report_hours(tr.sh, 20261121, 0, hours), OK);
	CHECK_INT(report_hours(tr.sh, 20261122, r.shift_id, hours), OK);
	CHECK_INT(hours[12].amount_minor, 3990);
	CHECK_INT(hours[6].amount_minor, 500);
	CHECK_INT(hours[6].sales, 1);
	does(&tr, "count 439.90");
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "0.00");
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), OK);
	CHECK_INT(books_export(tr.sh, &tr.a, &(struct books_request){ 20261121, 20261121, true, false }, &text, &n,
		&run, &said), OK);
	CHECK(strstr(text, "01-1-000003") && !strstr(text, "01-1-000004"));
	sound(&tr.conf);
	trade_close(&tr);
}

/* Who was over or short how often: over all days, or those that are asked for. */
BOTH(over_and_short_add_up_over_the_days_of_a_person)
{
	static const struct { const char *who, *counted; int64_t after_ms; } shifts[] = {
		{ "sign-on 1008 2468", "count 499", 0 }, { "sign-on 1009 13579", "count 502.50", 3600000 },
		{ "sign-on 1008 2468", "count 498", 86400000 }, { "sign-on 1008 2468", "count 500.20", 3600000 },
	};
	struct trade tr;
	struct variance *list;
	int n = 0;

	if (!begin(&tr, url))
		return;
	for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
		clock_freeze(clock_now_ms() + shifts[i].after_ms);
		does(&tr, shifts[i].who);
		if (i)
			does(&tr, "shift-open 500");
		does(&tr, shifts[i].counted);
		does(&tr, "z-report");
	}
	CHECK_INT(report_variances(tr.sh, &tr.a, 20261121, 20261122, &list, &n), OK);
	if (CHECK_INT(n, 2)) {
		CHECK_STR(list[0].number, "1008");
		CHECK_INT(list[0].shifts, 3);
		CHECK_INT(list[0].over_minor, 20);
		CHECK_INT(list[0].short_minor, 300);
		CHECK_INT(list[1].shifts, 1);
		CHECK_INT(list[1].over_minor, 250);
	}
	CHECK_INT(report_variances(tr.sh, &tr.a, 20261122, 20261122, &list, &n), OK);
	if (CHECK_INT(n, 1)) {
		CHECK_INT(list[0].shifts, 2);
		CHECK_INT(list[0].short_minor, 200);
	}
	sound(&tr.conf);
	trade_close(&tr);
}

/* Notes and coins are kept with each count, and the last count holds. */
BOTH(counted_by_pieces)
{
	struct trade tr;
	struct drawer_count *list;
	int64_t shift_id;
	int n = 0;

	if (!begin(&tr, url))
		return;
	shift_id = view(&tr)->shift_id;
	refuses(&tr, "count 500 100x4", "pieces-other");
	refuses(&tr, "count 500 100*5", "pieces-bad");
	refuses(&tr, "count 500 100x-5", "pieces-bad");
	refuses(&tr, "count 500 100x100001", "pieces-bad");
	refuses(&tr, "count 3*", "amount-bad");
	does(&tr, "count 4*100+2*50+0.5*2 100x4 50x2 0.5x2");
	does(&tr, "count 2*200+100");
	CHECK_INT(report_counts(tr.sh, &tr.a, shift_id, &list, &n), OK);
	if (CHECK_INT(n, 2)) {
		CHECK_INT(list[0].amount_minor, 50100);
		CHECK_STR(list[0].pieces, "100x4 50x2 0.5x2");
		CHECK_STR(list[1].pieces, "");
		CHECK_STR(list[1].number, "1008");
	}
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "0.00");
	sound(&tr.conf);
	trade_close(&tr);
}

/* Who opened a drawer answers for it; one that all share anybody counts who may. Figures are each person's own. */
BOTH(a_drawer_of_one_and_a_drawer_of_all)
{
	struct trade tr;
	struct shift_report r = { 0 };
	struct said said;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "sign-on 1009 13579");
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	refuses(&tr, "count 544.90", "needs-approval");
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(setting_set(tr.sh, "drawer.mode", "shared", false, &said), OK);
	does(&tr, "sign-on 1009 13579");
	does(&tr, "count 544.90");
	does(&tr, "z-report");
	CHECK_STR(tr.said.arg[0], "0.00");
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	CHECK_STR(r.opened_by_number, "1008");
	CHECK_INT(report_total(&r.all, MEASURE_CASHIER, -1).amount_minor, 4490);
	for (int i = 0; i < r.all.count; i++)
		if (r.all.list[i].measure == MEASURE_CASHIER)
			CHECK(r.all.list[i].amount_minor == 3990 || r.all.list[i].amount_minor == 500);
	sound(&tr.conf);
	trade_close(&tr);
}

/* By who has the right himself, at the till: what must be finished keeps the day open, the rest is asked about. */
BOTH(a_day_is_closed_and_opened_again_at_the_till)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "close-day", "not-allowed");
	refuses(&tr, "reopen-day", "not-allowed");
	does(&tr, "sign-on 3001 615902");
	refuses(&tr, "close-day", "day-has-open");
	refuses(&tr, "close-day 2026-13-40", "argument-bad");
	refuses(&tr, "reopen-day", "day-not-closed");
	does(&tr, "count 500");
	does(&tr, "z-report");
	refuses(&tr, "close-day", "day-anyway"); /* nobody counted the safe */
	does(&tr, "back");
	does(&tr, "safe-count 1000");
	does(&tr, "close-day");
	refuses(&tr, "close-day", "day-closed");
	refuses(&tr, "shift-open 100", "day-closed");
	refuses(&tr, "reopen-day", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	refuses(&tr, "approve 3001 615902", "own-approval");
	refuses(&tr, "approve 2001 331827", "cannot-approve");
	does(&tr, "approve 3002 482057");
	CHECK_STR(said_name(&tr.said), "day-reopened");
	does(&tr, "shift-open 100");
	sound(&tr.conf);
	trade_close(&tr);
}

/* Two who close, open again, and close: each once, and the day says who did it last. */
BOTH(a_day_is_closed_once)
{
	struct trade tr;
	struct said said;
	int times = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, false, &said), ERR_DENIED);
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "day-has-open");
	does(&tr, "count 500");
	does(&tr, "z-report");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, false, &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "day-has-left");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), OK);
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "day-closed");
	refuses(&tr, "shift-open 100", "day-closed");
	CHECK_INT(day_reopen(tr.sh, &tr.a, 20261121, "1", "3001", "615902", &said), ERR_REFUSED);
	CHECK_INT(day_reopen(tr.sh, &tr.a, 20261121, NULL, "3002", "482057", &said), ERR_REFUSED);
	CHECK_INT(day_reopen(tr.sh, &tr.a, 20261121, "1", "3002", "482057", &said), OK);
	CHECK_INT(day_reopen(tr.sh, &tr.a, 20261121, "1", "3002", "482057", &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "day-not-closed");
	does(&tr, "shift-open 100");
	does(&tr, "count 100");
	does(&tr, "z-report");
	clock_freeze(clock_now_ms() + 1000);
	does(&tr, "sign-on 3002 482057");
	CHECK_INT(day_end(tr.sh, &tr.a, 20261121, true, &said), OK);
	CHECK_INT(day_reopened(tr.sh, &tr.a, 20261121, &times), OK);
	CHECK_INT(times, 1);
	sound(&tr.conf);
	trade_close(&tr);
}

T_MAIN
