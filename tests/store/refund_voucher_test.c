/* refund_voucher_test.c - goods that come back for a voucher instead of money: what it is worth, whose hands it can be
 * given from, and every way round by which somebody would have it twice or turn it into cash. */
#include "pg.h"

#include "../money.h"
#include "model/value.h"
#include "store/db.h"

static int64_t refunds[4];

static const char *refund(int i)
{
	static char text[4][24];

	snprintf(text[i], sizeof text[i], "%lld", (long long)refunds[i]);
	return text[i];
}

/* Vouchers for refunds of at most 60.00, good for 10 days: 0 to 2 at the till, 3 in the office. */
static bool begin(struct trade *tr, const char *url)
{
	const struct voucher_kind_edit kind = { .code = "R", .name = "退货券", .face = "60", .days = "10",
		.refund = "yes" };

	refunds[0] = serial_next(8900000000);
	for (int i = 1; i < 4; i++)
		refunds[i] = serial_next(refunds[i - 1]);
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !money_begin_day(tr))
		return false;
	OFFICE(tr, voucher_kind_add(SH, A, &kind, &said));
	OFFICE(tr, voucher_receive(SH, A, "R", refund(0), refund(3), &said));
	OFFICE(tr, voucher_hand_over(SH, A, "01", refund(0), refund(2), &said));
	return true;
}

static void end(struct trade *tr)
{
	trade_close(tr);
	sound(&tr->conf);
}

/* So many biscuits at 5.00, paid so; the receipt's number. */
static const char *sell(struct trade *tr, int pieces, const char *payment)
{
	doesf(tr, "enter %d*" FINGERS, pieces);
	does(tr, payment);
	return last_number(tr);
}

static void bring_back(struct trade *tr, const char *number, int pieces)
{
	does_with(tr, "return", number);
	doesf(tr, "return-line 1 %d", pieces);
}

/* The receipt comes back whole, for the voucher of that number. */
static void refund_all(struct trade *tr, const char *number, int i)
{
	does_with(tr, "return", number);
	doesf(tr, "return-line 1 10");
	snprintf(act_line, sizeof act_line, "refund-voucher %s", refund(i));
	asked(tr, act_line, "reason 1");
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
}

BOTH(goods_come_back_for_a_voucher)
{
	struct trade tr;
	const char *number;
	char drawer[80];

	if (!begin(&tr, url))
		return;
	number = sell(&tr, 10, "cash");
	bring_back(&tr, number, 3);
	snprintf(drawer, sizeof drawer, "refund-voucher %s", refund(0));
	asked(&tr, drawer, "reason 1");
	CHECK_STR(said_name(&tr.said), "voucher-given");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -1500);
	CHECK_INT(balance_of(&tr, ACCOUNT_EXCHANGE, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 55000); /* float and sale: no money went out */
	CHECK_INT(count(&tr, "SELECT face_minor FROM voucher WHERE state = 2"), 1500);
	CHECK_INT(count(&tr, "SELECT last_day FROM voucher WHERE state = 2"), 20261201);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM shift_total WHERE measure = 30 AND item_id = 6"), 1500);
	/* It keeps its rest: a bill of 10.00, then one of 5.00. */
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", refund(0));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -500);
	does(&tr, "scan " FINGERS);
	does(&tr, "pay");
	doesf(&tr, "scan %s", refund(0));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	end(&tr);
}

/* A scan is enough, in the basket and while paying; what is bought beside comes off first. */
BOTH(a_scan_gives_the_voucher)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, 10, "cash");
	bring_back(&tr, number, 2);
	asked(&tr, "pay", "reason 1");
	doesf(&tr, "scan %s", refund(0));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -1000);
	bring_back(&tr, number, 3);
	does(&tr, "back");
	does(&tr, "scan " FINGERS);
	snprintf(act_line, sizeof act_line, "scan %s", refund(1));
	asked(&tr, act_line, "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[1]), -1000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 55000);
	end(&tr);
}

BOTH(a_refund_voucher_is_given_once_and_from_here)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "cash"));
	refusesf(&tr, "voucher-for-refunds", "sell-voucher %s", refund(0));
	refusesf(&tr, "nothing-back", "refund-voucher %s", refund(0));
	bring_back(&tr, number, 2);
	refusesf(&tr, "no-refund-voucher", "refund-voucher %s", serial(0));
	refusesf(&tr, "voucher-not-here", "refund-voucher %s", refund(3));
	refuses(&tr, "refund-voucher 8900000000", "serial-bad");
	snprintf(act_line, sizeof act_line, "refund-voucher %s", refund(0));
	asked(&tr, act_line, "reason 1");
	bring_back(&tr, number, 2);
	refusesf(&tr, "voucher-not-here", "refund-voucher %s", refund(0));
	CHECK_INT(view(&tr)->basket->line_count, 1); /* the return stands as it was */
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -1000);
	/* 13 biscuits are more than one voucher may be given for. */
	snprintf(number, sizeof number, "%s", sell(&tr, 13, "cash"));
	bring_back(&tr, number, 13);
	refusesf(&tr, "voucher-face", "refund-voucher %s", refund(1));
	act(&tr, "cancel 1");
	end(&tr);
}

/* Another till is quicker: the till that asked before hears it when it posts, and its basket is as it was. */
BOTH(another_till_gave_it_first)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, 10, "cash");
	bring_back(&tr, number, 2);
	asked(&tr, "pay", "reason 1");
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE voucher SET terminal_id = 0 WHERE serial = $1",
		db_int(refunds[0])), OK);
	refusesf(&tr, "voucher-not-here", "scan %s", refund(0));
	CHECK_INT(view(&tr)->basket->line_count, 1);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	does(&tr, "cash");
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 54000);
	end(&tr);
}

/* --- from a card to cash ----------------------------------------------------------------------- */

BOTH(a_card_becomes_no_cash_through_a_voucher)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "tender 2 50 123456"));
	refund_all(&tr, number, 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	/* Not by its void, */
	refuses(&tr, "void-last 1", "needs-approval");
	refuses(&tr, "approve " LEAD, "nothing-to-void");
	/* not by bringing it back, whoever allows it, */
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 2");
	act(&tr, "cash");
	act(&tr, "reason 1");
	if (CHECK_INT(view(&tr)->need, NEED_APPROVAL))
		refuses(&tr, "approve " LEAD, "refund-not-cash");
	act(&tr, "cancel 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	/* nor by another voucher, */
	refusesf(&tr, "voucher-not-here", "sell-voucher %s", refund(0));
	doesf(&tr, "scan %s", serial(0));
	refusesf(&tr, "value-for-value", "tender 11 50 %s", refund(0));
	does(&tr, "back");
	does(&tr, "void-line");
	/* nor by goods that it bought and that come back. */
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", refund(0));
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 10");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	end(&tr);
}

/* Whatever the shop says of vouchers that were sold. */
BOTH(goods_bought_by_it_come_back_onto_it_alone)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	set_rule(&tr, "11", 4, "cash");
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "tender 2 50 123456"));
	refund_all(&tr, number, 0);
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", refund(0));
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 10");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	end(&tr);
}

/* --- back again -------------------------------------------------------------------------------- */

BOTH(a_voucher_for_what_was_paid_in_cash_is_taken_back_unspent)
{
	struct trade tr;
	char number[40], given[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "cash"));
	refund_all(&tr, number, 0);
	snprintf(given, sizeof given, "%s", last_number(&tr));
	does_with(&tr, "return", given);
	does(&tr, "return-line 2");
	act(&tr, "cash");
	act(&tr, "reason 1");
	CHECK_INT(view(&tr)->need, NEED_APPROVAL); /* never one person alone */
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	CHECK_INT(count(&tr, "SELECT state FROM voucher WHERE sold_id > 0"), VOUCHER_RETURNED);
	does(&tr, "scan " FINGERS);
	refusesf(&tr, "voucher-state", "tender 11 5 %s", refund(0));
	does(&tr, "cash");
	end(&tr);
}

BOTH(a_voucher_spent_in_part_is_not_taken_back)
{
	struct trade tr;
	char number[40], given[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "cash"));
	refund_all(&tr, number, 0);
	snprintf(given, sizeof given, "%s", last_number(&tr));
	does(&tr, "scan " FINGERS);
	doesf(&tr, "tender 11 5 %s", refund(0));
	does_with(&tr, "return", given);
	does(&tr, "return-line 2");
	act(&tr, "cash");
	act(&tr, "reason 1");
	refuses(&tr, "approve " LEAD, "voucher-spent");
	act(&tr, "cancel 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -4500);
	end(&tr);
}

/* --- a line of it in a basket ------------------------------------------------------------------ */

/* The power goes between line and posting; then somebody takes the goods out that it was given for. */
BOTH(a_line_of_it_is_worth_no_more_than_what_comes_back)
{
	struct trade tr;
	char number[40];
	struct line l;

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "cash"));
	bring_back(&tr, number, 4);
	asked(&tr, "pay", "reason 1");
	l = value_line(VALUE_REFUND, refund(0), "退货券", 2000);
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE voucher SET face_minor = 6000 WHERE serial = $1",
		db_int(refunds[0])), OK);
	CHECK(line_is_voucher(&l) && value_account(line_value(&l)) == ACCOUNT_VOUCHER);
	CHECK_INT(db_run(tr.sh->db, NULL, "INSERT INTO basket_line (basket_id, line_no, article_id, department_id,"
		" tax_rate_id, code, name, unit, qty_milli, pack_milli, list_price_minor, price_minor, price_source,"
		" fixed_amount_minor, flags) SELECT id, 90, NULL, 0, 0, $1, 'x', '', 1000, 1000, 2000, 2000, 5,"
		" 2000, $2 FROM basket", db_text(refund(0)), db_int(l.flags)), OK);
	trade_close(&tr);
	if (!trade_open(&tr))
		return;
	does(&tr, "sign-on " CASHIER);
	does(&tr, "void-line 1");
	refuses(&tr, "cash", "refund-too-much");
	does(&tr, "void-line");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	end(&tr);
}

T_MAIN
