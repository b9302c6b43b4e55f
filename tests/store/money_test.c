/* money_test.c - vouchers, accounts, orders, tips, foreign cash, cheques and corrections at the till, to the cent. */
#include "pg.h"

#include "../money.h"
#include "../../src/service/money/money_int.h"
#include "model/value.h"
#include "service/outside.h"
#include "service/report.h"
#include "store/db.h"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && money_begin_day(tr);
}

BOTH(a_voucher_is_sold_and_redeemed_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	CHECK_STR(said_name(&tr.said), "value-added");
	CHECK_INT(view(&tr)->due_minor, 5000);
	refusesf(&tr, "voucher-in-basket", "scan %s", serial(0));
	does(&tr, "cash");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[0]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_REVENUE, 0), 0);
	refusesf(&tr, "voucher-not-here", "sell-voucher %s", serial(0));
	does(&tr, "enter 9*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(0)); /* 45.00 of 50.00: the rest is forfeited */
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[0]), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_FORFEIT, 0), -500);
	does(&tr, "scan " FINGERS);
	does(&tr, "pay");
	refusesf(&tr, "voucher-state", "scan %s", serial(0));
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(a_voucher_that_keeps_its_rest_pays_twice)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(10));
	does(&tr, "cash 100");
	does(&tr, "enter 9*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(10));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[10]), -5500);
	does(&tr, "enter 12*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(10));
	CHECK_STR(said_name(&tr.said), "paid-part");
	CHECK_INT(view(&tr)->open_minor, 500);
	refusesf(&tr, "pays-twice", "scan %s", serial(10));
	does(&tr, "cash 5");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_FORFEIT, 0), 0);
	trade_end(&tr);
}

BOTH(a_void_gives_the_whole_voucher_back)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(1));
	does(&tr, "cash");
	does(&tr, "enter 9*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(1));
	act(&tr, "void-last 1");
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[1]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_FORFEIT, 0), 0);
	does(&tr, "enter 10*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(1));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	trade_end(&tr);
}

/* Running shares: what the voucher paid goes back on it, the cash in cash. */
BOTH(goods_bought_by_voucher_come_back_on_it)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(2));
	does(&tr, "cash");
	does(&tr, "enter 15*" FINGERS); /* 75.00: 50.00 and 25.00 */
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(2));
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	for (int i = 1; i <= 3; i++) {
		does_with(&tr, "return", number);
		does(&tr, "return-line 1 5");
		act(&tr, "cash");
		act(&tr, "reason 1");
		if (view(&tr)->need == NEED_APPROVAL)
			does(&tr, "approve " LEAD);
	}
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[2]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_REVENUE, 0) + balance_of(&tr, ACCOUNT_TAX, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 55000);
	trade_end(&tr);
}

BOTH(a_voucher_not_used_is_given_back)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(3));
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	does(&tr, "scan " FINGERS);
	does(&tr, "pay");
	refusesf(&tr, "voucher-state", "tender 11 5 %s", serial(3));
	does(&tr, "cash");
	trade_end(&tr);
}

/* Good through its last day, whoever asks how late it is. */
BOTH(a_voucher_ends_with_its_last_day)
{
	const struct voucher_kind_edit one_day = { .code = "A", .days = "1" };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	OFFICE(&tr, voucher_kind_set(SH, A, &one_day, &said));
	for (int i = 0; i < 2; i++) {
		doesf(&tr, "scan %s", serial(i));
		does(&tr, "cash");
	}
	CHECK_INT(count(&tr, "SELECT min(last_day) FROM voucher WHERE state = 2"), 20261122);
	for (int day = 1; day <= 2; day++) {
		clock_freeze(NOON_MS + day * DAY_MS);
		does(&tr, "enter 10*" FINGERS);
		if (day == 1)
			doesf(&tr, "tender 11 50 %s", serial(0));
		else
			refusesf(&tr, "voucher-old", "tender 11 50 %s", serial(1));
	}
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, serials[1]), -5000);
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(an_account_is_charged_within_its_limit_and_paid)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 30*" FINGERS);
	does(&tr, "tender 12 150 1001");
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 15000);
	does(&tr, "enter 12*" FINGERS);
	refuses(&tr, "tender 12 60 1001", "needs-approval");
	does(&tr, "approve " MANAGER);
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 21000);
	CHECK_INT(count(&tr, "SELECT approver_id FROM audit WHERE action = 'payment-approved'"), 3001);
	refuses(&tr, "pay-account 1002 10", "no-account");
	does(&tr, "pay-account 1001 210");
	refuses(&tr, "tip 5", "value-alone");
	does(&tr, "scan " FINGERS);
	refuses(&tr, "cash 210", "value-alone");
	does(&tr, "void-line");
	does(&tr, "cash 210");
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 71000);
	trade_end(&tr);
}

/* Who approves a discount has not approved what an account may owe. */
BOTH(an_approval_is_good_for_what_was_asked)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 10*" FINGERS);
	act(&tr, "bill-discount 5 1");
	does(&tr, "approve " LEAD);
	does(&tr, "enter 90*" COOKIES);
	refuses(&tr, "tender 12 3000 1001", "needs-approval"); /* the discount has grown */
	refuses(&tr, "approve " LEAD, "needs-approval");       /* and the account may owe 200.00 */
	refuses(&tr, "approve " LEAD, "cannot-approve");
	does(&tr, "approve " MANAGER);
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 0);
	does(&tr, "cash");
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 300000);
	CHECK_INT(count(&tr, "SELECT approver_id FROM audit WHERE action = 'payment-approved'"), 3001);
	trade_end(&tr);
}

/* What a customer paid on account goes back in cash as far as he may owe it. */
BOTH(a_payment_on_account_comes_back_within_the_limit)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 40*" FINGERS);
	does(&tr, "tender 12 200 1001");
	does(&tr, "pay-account 1001 50");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "enter 10*" FINGERS);
	does(&tr, "tender 12 50 1001");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "needs-approval");
	refuses(&tr, "approve " LEAD, "cannot-approve");
	does(&tr, "approve " MANAGER);
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 25000);
	trade_end(&tr);
}

BOTH(a_deposit_is_taken_applied_and_its_rest_paid_back)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "order 30 100 王女士 生日蛋糕 8寸");
	CHECK_STR(said_name(&tr.said), "order-begun");
	does(&tr, "cash 30");
	CHECK_INT(balance_of(&tr, ACCOUNT_ORDER, 1001), -3000);
	does(&tr, "enter 4*" FINGERS);
	does(&tr, "tender 13 20 1001");
	CHECK_INT(balance_of(&tr, ACCOUNT_ORDER, 1001), -1000);
	act(&tr, "order-refund 1001 1");
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_ORDER, 1001), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 52000);
	does(&tr, "sign-on " LEAD);
	refuses(&tr, "order-refund 1001 1", "nothing-held");
	does(&tr, "sign-on " CASHIER);
	trade_end(&tr);
}

BOTH(tips_and_donations_are_no_sale)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	act(&tr, "bill-discount 5 1");
	CHECK_STR(said_name(&tr.said), "needs-approval");
	does(&tr, "approve " LEAD);
	does(&tr, "tip 2");
	does(&tr, "donation 1");
	CHECK_INT(view(&tr)->due_minor, 775); /* 4.75: neither was discounted */
	does(&tr, "tender 2 7.75 SLIP0001");
	CHECK_INT(balance_of(&tr, ACCOUNT_TIP, 1008), -200);
	CHECK_INT(balance_of(&tr, ACCOUNT_DONATION, 0), -100);
	CHECK_INT(balance_of(&tr, ACCOUNT_REVENUE, 0) + balance_of(&tr, ACCOUNT_TAX, 0), -475);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 1"), 475);
	act(&tr, "tip-out 1008 1");
	does(&tr, "approve " LEAD);
	act(&tr, "donation-out 1");
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_TIP, 0) + balance_of(&tr, ACCOUNT_DONATION, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49700);
	trade_end(&tr);
}

BOTH(dollars_are_taken_at_the_rate_of_now)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 20*" FINGERS); /* 100.00; 20.00 dollars are 142.46 */
	does(&tr, "tender U 20");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(view(&tr)->done.change_minor, 4246);
	CHECK_INT(balance_of(&tr, ACCOUNT_FOREIGN, 0), 14246);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000 - 4246);
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 35 AND unit >= 1000"), 2000);
	does(&tr, "enter 5*" FINGERS);
	does(&tr, "tender U 2"); /* 14.24 of 25.00 */
	CHECK_INT(view(&tr)->open_minor, 2500 - 1424);
	does(&tr, "cash 20");
	does(&tr, "count 468.34"); /* 500.00 less 42.46, and 10.70 of the 10.76 that were open */
	does(&tr, "z-report");
	CHECK_INT(balance_of(&tr, ACCOUNT_OVER_SHORT, 0), -10);
	CHECK_INT(balance_of(&tr, ACCOUNT_FOREIGN, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_FOREIGN_SAFE, 0), 14246 + 1424);
	CHECK_INT(count(&tr, "SELECT amount FROM balance WHERE account = 36 AND unit >= 1000"), 2200);
	trade_end(&tr);
}

BOTH(a_cheque_goes_its_way)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 20*" FINGERS);
	does(&tr, "tender 14 100 CHQ-77");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(balance_of(&tr, ACCOUNT_CHEQUE, 0), 10000);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "cheque-open");
	asked(&tr, "cancel", "reason 1");
	OFFICE(&tr, cheque_to(SH, A, number, CHEQUE_SENT, &said));
	OFFICE(&tr, cheque_to(SH, A, number, CHEQUE_BOUNCED, &said));
	CHECK_INT(balance_of(&tr, ACCOUNT_BOUNCED, 0), 10000);
	OFFICE(&tr, cheque_to(SH, A, number, CHEQUE_CLEARED, &said));
	CHECK_INT(balance_of(&tr, ACCOUNT_BANK, 0), 10000);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49500);
	trade_end(&tr);
}

BOTH(a_payment_keyed_wrongly_is_corrected_once)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "sign-on " LEAD);
	refusesf(&tr, "no-tender", "correct-tender %s 1 X", number);
	refusesf(&tr, "not-correctable", "correct-tender %s 2 2", number);
	refusesf(&tr, "not-correctable", "correct-tender %s 1 1", number);
	refusesf(&tr, "needs-reference", "correct-tender %s 1 2", number);
	refuses(&tr, "enter SLIP0009", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	refuses(&tr, "approve " LEAD, "own-approval");
	does(&tr, "approve " MANAGER);
	CHECK_STR(said_name(&tr.said), "tender-corrected");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 3990);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 6 AND item_id = 2"), 3990);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 6 AND item_id = 1"), 0);
	refusesf(&tr, "needs-reason", "correct-tender %s 1 2 SLIP0010", number);
	refuses(&tr, "reason 1", "needs-approval");
	refuses(&tr, "approve " MANAGER, "not-correctable");
	does(&tr, "sign-on " CASHIER);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000); /* it goes back to the card */
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 0);
	trade_end(&tr);
}

/* Slip numbers: one that was taken is no proof of a second payment, neither way. */
BOTH(a_slip_corrects_nothing_that_it_paid)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP0001");
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "sign-on " LEAD);
	refusesf(&tr, "reference-used", "correct-tender %s 1 2 SLIP0001", number);
	refuses(&tr, "enter SLIP0002", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve " MANAGER);
	does(&tr, "scan " FINGERS);
	refuses(&tr, "tender 2 5 SLIP0002", "reference-used");
	does(&tr, "enter SLIP0003");
	trade_end(&tr);
}

/* 110.00 by card for 10.00, and 100.00 given out: all three figures move with it. */
BOTH(a_card_that_gave_change_is_corrected_whole)
{
	struct trade tr;
	struct shift_report r = { 0 };
	char number[40];

	if (!begin(&tr, url))
		return;
	set_rule(&tr, "2", 5, "change");
	set_rule(&tr, "2", 6, "100");
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "tender 2 110 SLIP0001");
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 6 AND item_id = 2"), 11000);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "sign-on " LEAD);
	act(&tr, "back");
	(void)ACT_F(act, &tr, "correct-tender %s 1 1", number);
	act(&tr, "reason 1");
	does(&tr, "approve " MANAGER);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 51000);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 6 AND item_id = 2"), 0);
	CHECK_INT(report_shift(tr.sh, &tr.a, 0, &r), OK);
	CHECK_INT(r.cash.expected_minor, 51000);
	does(&tr, "sign-on " CASHIER);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 2");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	trade_end(&tr);
}

BOTH(what_taking_money_costs_is_posted_when_the_shift_is_closed)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	set_rule(&tr, "2", 7, "0.6");
	set_rule(&tr, "2", 8, "0.10");
	does(&tr, "enter 20*" FINGERS);
	does(&tr, "tender 2 100 SLIP0001");
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP0002");
	does(&tr, "count 500");
	does(&tr, "z-report");
	CHECK_INT(balance_of(&tr, ACCOUNT_FEE, 2), 63 + 20); /* 0.6 % of 105.00, and twice 0.10 */
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 10500 - 83);
	trade_end(&tr);
}

BOTH(rules_of_a_means_of_payment_are_kept)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	set_rule(&tr, "2", 0, "10");
	set_rule(&tr, "2", 1, "60");
	set_rule(&tr, "2", 2, "90");
	set_rule(&tr, "2", 3, "50");
	does(&tr, "enter 20*" FINGERS);
	refuses(&tr, "tender 2 9.99 SLIP0001", "tender-min");
	refuses(&tr, "tender 2 60.01 SLIP0001", "tender-max");
	refuses(&tr, "tender 2 50.01 SLIP0001", "needs-approval");
	does(&tr, "approve " LEAD);
	CHECK_INT(view(&tr)->open_minor, 4999);
	refuses(&tr, "tender 2 40 SLIP0002", "tender-bill-max");
	does(&tr, "tender 2 39.99 SLIP0002");
	refuses(&tr, "tender 2 20 SLIP0003", "tender-bill-max");
	does(&tr, "cash");
	CHECK_INT(count(&tr, "SELECT approver_id FROM audit WHERE action = 'payment-approved'"), 2001);
	trade_end(&tr);
}

#define REFUND_TO 4 /* a rule of a means of payment, as in the office's form */
#define PULSES "SELECT count(*) FROM job WHERE kind = 2"

/* Biscuits for 10.00 by card; the first of them comes back. */
static void card_comes_back(struct trade *tr, const char *slip)
{
	does(tr, "enter 2*" FINGERS);
	doesf(tr, "tender 2 10 %s", slip);
	does_with(tr, "return", arena_strdup(&tr->shop_arena, last_number(tr)));
	does(tr, "return-line 1 1");
	act(tr, "cash");
	act(tr, "reason 1");
}

BOTH(what_comes_back_goes_where_the_rule_says)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	card_comes_back(&tr, "SLIP0001");
	CHECK_INT(tr.err, OK);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 500); /* onto the card */
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	set_rule(&tr, "2", REFUND_TO, "cash");
	card_comes_back(&tr, "SLIP0002");
	CHECK_INT(tr.err, OK);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 1500);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49500);
	set_rule(&tr, "2", REFUND_TO, "none");
	card_comes_back(&tr, "SLIP0003");
	CHECK_STR(said_name(&tr.said), "needs-approval");
	refuses(&tr, "approve " CASHIER, "own-approval");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49500);
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 2500);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49000);
	trade_end(&tr);
}

BOTH(the_drawer_opens_for_what_is_said_and_for_change)
{
	const struct tender_edit drawer = { .code = "2", .flags = "reference refund drawer" };
	struct trade tr;

	if (!begin(&tr, url) || !set_setting(&tr, "receipt.queue", "kitchen"))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP0001");
	CHECK_INT(count(&tr, PULSES), 0);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	CHECK_INT(count(&tr, PULSES), 1);
	set_rule(&tr, "2", 5, "change");
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP0002");
	CHECK_INT(count(&tr, PULSES), 1);
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 105 SLIP0003"); /* the 100.00 are in the drawer */
	CHECK_INT(view(&tr)->done.change_minor, 10000);
	CHECK_INT(count(&tr, PULSES), 2);
	OFFICE(&tr, tender_change(SH, A, &drawer, &said));
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP0004");
	CHECK_INT(count(&tr, PULSES), 3);
	trade_end(&tr);
}

BOTH(more_than_is_open_by_rule)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" FINGERS);
	refuses(&tr, "tender 2 12 SLIP0001", "too-much");
	set_rule(&tr, "2", 5, "tip");
	set_rule(&tr, "2", 6, "3");
	does(&tr, "pay");
	refuses(&tr, "tender 2 13.01 SLIP0001", "too-much");
	does(&tr, "tender 2 13 SLIP0001");
	CHECK_INT(balance_of(&tr, ACCOUNT_TIP, 1008), -300);
	set_rule(&tr, "2", 5, "change");
	set_rule(&tr, "2", 6, "100");
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "tender 2 110 SLIP0002");
	CHECK_INT(view(&tr)->done.change_minor, 10000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 40000);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 1300 + 11000);
	trade_end(&tr);
}

/* A gateway as it should not be: what it does and what it answers are two things. */
struct gateway { enum pay_answer says, knows; int charged; int64_t last; };

static enum pay_answer charge(void *ctx, int64_t id, int64_t amount_minor, const char *code, char *reference)
{
	struct gateway *g = ctx;

	(void)amount_minor;
	(void)code;
	g->charged += id != g->last;
	g->last = id;
	snprintf(reference, PAY_REFERENCE_MAX, "GW%d", g->charged);
	return g->says;
}

static enum pay_answer query(void *ctx, int64_t id, char *reference)
{
	struct gateway *g = ctx;

	snprintf(reference, PAY_REFERENCE_MAX, "GW%d", g->charged);
	return id == g->last ? g->knows : PAY_UNKNOWN;
}

static void ask_outside(struct trade *tr)
{
	const struct tender_edit edit = { .code = "2", .flags = "reference refund outside" };

	OFFICE(tr, tender_change(SH, A, &edit, &said));
}

BOTH(a_lost_answer_blocks_until_it_is_found)
{
	struct gateway g = { .says = PAY_UNKNOWN, .knows = PAY_UNKNOWN };
	const struct pay_provider p = { .charge = charge, .query = query, .ctx = &g };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	ask_outside(&tr);
	shop_pay_provider(tr.sh, &p);
	does(&tr, "scan " COOKIES);
	refuses(&tr, "tender 2", "outside-unknown");
	CHECK_INT(view(&tr)->outside.amount_minor, 3990);
	refuses(&tr, "tender 2", "outside-open");
	refuses(&tr, "tender 2 39.90 SLIP0001", "outside-open");
	refuses(&tr, "cash", "outside-open");
	refuses(&tr, "cancel 1", "outside-open");
	does(&tr, "back");
	refuses(&tr, "void-line", "outside-open"); /* what was charged could be more than what is due then */
	refuses(&tr, "scan " FINGERS, "outside-open");
	does(&tr, "hold");
	CHECK_INT(view(&tr)->outside.amount_minor, 0);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	does(&tr, "recall 1");
	CHECK_INT(view(&tr)->outside.amount_minor, 3990);
	refuses(&tr, "ask-again", "outside-unknown");
	CHECK_INT(g.charged, 1);
	g.knows = PAY_TAKEN;
	does(&tr, "ask-again");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 3990);
	CHECK_INT(view(&tr)->outside.amount_minor, 0);
	refuses(&tr, "ask-again", "outside-none");
	CHECK_INT(g.charged, 1);
	trade_end(&tr);
}

BOTH(what_was_asked_outlives_the_till)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	ask_outside(&tr);
	does(&tr, "scan " COOKIES);
	refuses(&tr, "tender 2 30", "outside-begun");
	CHECK(view(&tr)->outside.known_here);
	till_close(tr.t);
	CHECK_INT(till_open(tr.sh, &tr.t), OK);
	CHECK_INT(view(&tr)->outside.amount_minor, 3000);
	CHECK(!view(&tr)->outside.known_here);
	refuses(&tr, "cash", "outside-open");
	refuses(&tr, "not-taken", "needs-approval");
	refuses(&tr, "approve " CASHIER, "own-approval");
	does(&tr, "approve " LEAD);
	CHECK_INT(count(&tr, "SELECT approver_id FROM audit WHERE action = 'payment-asked'"), 2001);
	refuses(&tr, "tender 2 30", "outside-begun");
	does(&tr, "not-taken"); /* he saw it himself */
	refuses(&tr, "tender 2 30", "outside-begun");
	does(&tr, "not-known");
	refuses(&tr, "not-taken", "needs-approval");
	does(&tr, "back");
	refuses(&tr, "was-taken", "needs-reference");
	does(&tr, "enter SLIP0007");
	CHECK_INT(view(&tr)->open_minor, 990);
	does(&tr, "cash");
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 3000);
	trade_end(&tr);
}

/* The basket that a payment was asked for goes nowhere else, nor does another come into it. */
BOTH(what_is_asked_for_is_not_merged)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	ask_outside(&tr);
	does(&tr, "scan " COOKIES);
	refuses(&tr, "tender 2", "outside-begun");
	does(&tr, "back");
	does(&tr, "hold");
	does(&tr, "scan " FINGERS);
	refuses(&tr, "merge 1", "merge-not");
	does(&tr, "hold");
	refuses(&tr, "merge 1 2", "merge-not");
	does(&tr, "recall 1");
	CHECK_INT(view(&tr)->outside.amount_minor, 3990);
	trade_end(&tr);
}

/* --- what a thief tries ------------------------------------------------------------------------- */

BOTH(nothing_turns_into_money)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	act(&tr, "discount 5 1 1");
	act(&tr, "price 1 1 1");
	act(&tr, "approve " LEAD);
	act(&tr, "bill-discount 8 1");
	act(&tr, "approve " LEAD);
	act(&tr, "qty 2 1");
	CHECK_INT(view(&tr)->due_minor, 5000);
	CHECK_INT(view(&tr)->basket->line_count, 1);
	does(&tr, "pay");
	refuses(&tr, "tender 12 50 1001", "value-for-value"); /* a voucher on account */
	refuses(&tr, "tender 14 50 CHQ1", "value-for-value");
	does(&tr, "cash");
	doesf(&tr, "scan %s", serial(1));
	refusesf(&tr, "value-for-value", "tender 11 50 %s", serial(0)); /* a voucher by voucher */
	does(&tr, "cash");
	does(&tr, "scan " FINGERS);
	does(&tr, "tip 40");
	refusesf(&tr, "too-much", "tender 11 45 %s", serial(0)); /* a voucher as a tip, which goes out in cash */
	refuses(&tr, "tender 12 45 1001", "too-much");
	does(&tr, "tender 12 5 1001");
	does(&tr, "cash");
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "tender 12 10 1001");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 2");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(view(&tr)->done.change_minor, 1000); /* told, and on the account: no cash */
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 500);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000 + 10000 + 4000);
	trade_end(&tr);
}

/* The till asks while somebody pays, and storing asks again whatever was asked before. */
BOTH(storing_asks_what_a_payment_buys)
{
	struct trade tr;
	struct line l;
	struct payment p = { .kind = TENDER_HOUSE, .reference = "1001", .amount_minor = 5000, .given_minor = 5000 };
	struct document d = { .kind = DOC_SALE, .lines = &l, .line_count = 1, .payments = &p, .payment_count = 1,
		.total_minor = 5000 };
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (!begin(&tr, url))
		return;
	l = value_line(VALUE_TIP, "1008", "", 5000);
	l.paid_minor = 5000;
	CHECK_INT(money_move(tr.sh, &tr.a, &d, &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "value-for-value");
	d.total_minor = 9999; /* goods for 49.99 beside */
	CHECK_INT(money_move(tr.sh, &tr.a, &d, &said), ERR_REFUSED);
	d.total_minor = 10000;
	CHECK_INT(money_move(tr.sh, &tr.a, &d, &said), OK);
	trade_end(&tr);
}

/* Between two looks at a voucher another till took what was on it: nothing is left to pay with. */
BOTH(an_emptied_voucher_is_no_payment)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	does(&tr, "cash");
	does(&tr, "enter 10*" FINGERS);
	does(&tr, "pay");
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE balance SET amount = 0 WHERE account = $1 AND holder_id = $2",
		db_int(ACCOUNT_VOUCHER), db_int(serials[0])), OK);
	refusesf(&tr, "voucher-state", "scan %s", serial(0));
	CHECK_INT(view(&tr)->open_minor, 5000);
	trade_close(&tr);
}

BOTH(a_used_blocked_or_old_voucher_is_worth_nothing)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "enter 9*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", serial(0));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "voucher-spent"); /* sold, used, and its price back */
	asked(&tr, "cancel", "reason 1");
	doesf(&tr, "scan %s", serial(1));
	does(&tr, "cash");
	OFFICE(&tr, voucher_do(SH, A, VOUCHER_DO_BLOCK, serial(1), "lost", &said));
	does(&tr, "enter 10*" FINGERS);
	does(&tr, "pay");
	refusesf(&tr, "voucher-state", "scan %s", serial(1));
	OFFICE(&tr, voucher_do(SH, A, VOUCHER_DO_UNBLOCK, serial(1), "found", &said));
	does(&tr, "pay");
	refusesf(&tr, "unknown-paying", "scan %lld", (long long)serial_next(serials[SERIALS - 1])); /* from nowhere */
	doesf(&tr, "scan %s", serial(1));
	trade_end(&tr);
}

/* All of the first line comes back, whoever must see it, for money as the till thinks right. */
static void money_back_for(struct trade *tr, const char *number, int pieces)
{
	does_with(tr, "return", number);
	doesf(tr, "return-line 1 %d", pieces);
	act(tr, "cash");
	act(tr, "reason 1");
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
	CHECK_STR(said_name(&tr->said), "return-done");
}

BOTH(a_deposit_by_card_becomes_no_cash)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "order 30 100 13800138000");
	does(&tr, "tender 2 30 123456");
	act(&tr, "order-refund 1001 1");
	refuses(&tr, "approve " LEAD, "order-by-receipt");
	/* What it bought goes back to the card, */
	does(&tr, "enter 4*" FINGERS);
	does(&tr, "tender 13 20 1001");
	money_back_for(&tr, last_number(&tr), 4);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 1000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	/* nobody pays the rest out alone, */
	does(&tr, "sign-on " LEAD);
	refuses(&tr, "order-refund 1001 1", "needs-approval");
	does(&tr, "approve " MANAGER);
	does(&tr, "sign-on " CASHIER);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49000);
	/* and one that nothing was bought of goes back whole, with its receipt. */
	does(&tr, "order 40 100 13800138000");
	does(&tr, "cash 10");
	does(&tr, "tender 2 30 234567");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	act(&tr, "order-refund 1002 1");
	refuses(&tr, "approve " LEAD, "order-by-receipt");
	money_back_for(&tr, number, 1);
	CHECK_INT(balance_of(&tr, ACCOUNT_ORDER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 1000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 49000);
	trade_end(&tr);
}

/* Two thirds of the deposit were by card: so is what it bought, to the cent. */
BOTH(a_mixed_deposit_goes_back_as_it_came)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "order 30 100 13800138000");
	does(&tr, "cash 10");
	does(&tr, "tender 2 20 123456");
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "tender 13 15 1001");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	money_back_for(&tr, number, 1);
	money_back_for(&tr, number, 2);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 1000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0) - balance_of(&tr, ACCOUNT_ROUNDING, 0), 50500);
	trade_end(&tr);
}

/* A voucher that was forfeited takes nothing back: it goes out as cash, and a second person has seen it. */
BOTH(goods_of_a_forfeited_voucher_are_no_cash_alone)
{
	struct trade tr;
	int expired = 0;

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(10));
	does(&tr, "tender 2 100 123456");
	does(&tr, "enter 4*" FINGERS);
	doesf(&tr, "tender 11 20 %s", serial(10));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE voucher SET last_day = 20261120 WHERE state = 2"), OK);
	OFFICE(&tr, voucher_expire(SH, A, &expired, &said));
	CHECK_INT(expired, 1);
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 1 4");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 48000);
	trade_end(&tr);
}

BOTH(a_deposit_is_not_had_twice)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	does(&tr, "order 30 100 13800138000");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "enter 4*" FINGERS);
	does(&tr, "tender 13 20 1001");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "value-gone"); /* all of it back, though a part was used */
	asked(&tr, "cancel", "reason 1");
	act(&tr, "order-forfeit 1001 1");
	refuses(&tr, "approve " CASHIER, "own-approval");
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_ORDER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_FORFEIT, 0), -1000);
	trade_end(&tr);
}

/* The cashier's own tips need another; more than there is goes to nobody. */
BOTH(tips_go_out_once_and_not_alone)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "tip 3");
	does(&tr, "cash");
	does(&tr, "sign-on " LEAD);
	does(&tr, "tip-out 1008 1");
	refuses(&tr, "tip-out 1008 1", "nothing-held");
	does(&tr, "sign-on " CASHIER);
	act(&tr, "void-last 1");
	refuses(&tr, "approve " LEAD, "nothing-to-void"); /* the tip is paid out, so the sale stands */
	CHECK_INT(balance_of(&tr, ACCOUNT_TIP, 0), 0);
	trade_end(&tr);
}

T_MAIN
