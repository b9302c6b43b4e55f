/* refund_voucher_test.c - goods that come back for a voucher instead of money: what it is worth, whose hands it can be
 * given from, and every way round by which somebody would have it twice or turn it into cash. */
#include "pg.h"

#include "../money.h"
#include "model/value.h"
#include "service/invoice.h"
#include "service/report.h"
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
	bring_back(tr, number, 10);
	askedf(tr, "reason 1", "refund-voucher %s", refund(i));
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
}

/* A shop where ten pieces paid so came back for voucher 0; the number of the receipt that gave it. */
static bool begin_given(struct trade *tr, const char *url, const char *payment, char given[40])
{
	if (!begin(tr, url))
		return false;
	refund_all(tr, sell(tr, 10, payment), 0);
	snprintf(given, 40, "%s", last_number(tr));
	return true;
}

/* The voucher itself comes back for cash, which one person alone never allows. */
static void bring_voucher_back(struct trade *tr, const char *number)
{
	does_with(tr, "return", number);
	does(tr, "return-line 2");
	act(tr, "cash");
	act(tr, "reason 1");
	CHECK_INT(view(tr)->need, NEED_APPROVAL);
}

BOTH(goods_come_back_for_a_voucher)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, 10, "cash");
	bring_back(&tr, number, 3);
	askedf(&tr, "reason 1", "refund-voucher %s", refund(0));
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
	trade_end(&tr);
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
	askedf(&tr, "reason 1", "scan %s", refund(1));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[1]), -1000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 55000);
	trade_end(&tr);
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
	askedf(&tr, "reason 1", "refund-voucher %s", refund(0));
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
	trade_end(&tr);
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
	trade_end(&tr);
}

/* --- from a card to cash ----------------------------------------------------------------------- */

BOTH(a_card_becomes_no_cash_through_a_voucher)
{
	struct trade tr;
	char given[40];

	if (!begin_given(&tr, url, "tender 2 50 123456", given))
		return;
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	/* Not by its void, */
	refuses(&tr, "void-last 1", "needs-approval");
	refuses(&tr, "approve " LEAD, "nothing-to-void");
	/* not by bringing it back, whoever allows it, */
	bring_voucher_back(&tr, given);
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
	bring_back(&tr, last_number(&tr), 10);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	trade_end(&tr);
}

/* Whatever the shop says of vouchers that were sold. */
BOTH(goods_bought_by_it_come_back_onto_it_alone)
{
	struct trade tr;
	char given[40];

	if (!begin_given(&tr, url, "tender 2 50 123456", given))
		return;
	set_rule(&tr, "11", 4, "cash");
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", refund(0));
	bring_back(&tr, last_number(&tr), 10);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	trade_end(&tr);
}

/* --- through an exchange ------------------------------------------------------------------------ */

/* So many biscuits of that line come back for so many new ones; the number of the new receipt. */
static const char *exchange(struct trade *tr, const char *number, int line, int back, int fresh)
{
	does_with(tr, "return", number);
	doesf(tr, "return-line %d %d", line, back);
	does(tr, "back");
	doesf(tr, "enter %d*" FINGERS, fresh);
	act(tr, "cash");
	act(tr, "reason 1");
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
	CHECK_STR(said_name(&tr->said), "exchange-done");
	return last_number(tr);
}

/* So many of that line come back, for money as the till thinks right. */
static void money_back_for(struct trade *tr, const char *number, int line, int pieces)
{
	does_with(tr, "return", number);
	doesf(tr, "return-line %d %d", line, pieces);
	act(tr, "cash");
	act(tr, "reason 1");
	if (view(tr)->need == NEED_APPROVAL)
		does(tr, "approve " LEAD);
	CHECK_STR(said_name(&tr->said), "return-done");
}

/* What cost 50.00 of a refund voucher is exchanged for less, that again for less, and the last is brought back in two
 * parts: all of it is on the voucher again, and no cash went out on any of these ways. */
BOTH(exchanges_make_no_cash_of_a_refund_voucher)
{
	struct trade tr;
	char number[40];

	if (!begin_given(&tr, url, "tender 2 50 123456", number))
		return;
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", refund(0));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), 0);
	snprintf(number, sizeof number, "%s", exchange(&tr, last_number(&tr), 1, 10, 4));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -3000);
	snprintf(number, sizeof number, "%s", exchange(&tr, number, 2, 4, 3));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -3500);
	money_back_for(&tr, number, 2, 1);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -4000);
	money_back_for(&tr, number, 2, 2);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -5000);
	CHECK_INT(balance_of(&tr, ACCOUNT_EXCHANGE, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	trade_end(&tr);
}

/* 20.00 of the voucher, 10.00 by card, 20.00 on account: each has back what it paid, to the cent, however it went. */
BOTH(each_means_has_its_own_back_through_exchanges)
{
	struct trade tr;
	char number[40];

	if (!begin_given(&tr, url, "tender 2 50 123456", number))
		return;
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 20 %s", refund(0));
	does(&tr, "tender 2 10 654321");
	does(&tr, "tender 12 20 1001");
	snprintf(number, sizeof number, "%s", exchange(&tr, last_number(&tr), 1, 7, 7));
	snprintf(number, sizeof number, "%s", exchange(&tr, number, 2, 4, 3));
	money_back_for(&tr, number, 2, 2);
	money_back_for(&tr, number, 2, 1);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	CHECK_INT(balance_of(&tr, ACCOUNT_EXCHANGE, 0), 0);
	/* Of 50.00 the goods of 3 and 3 pieces stayed: 30.00. */
	CHECK_INT(-balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), 3800);
	CHECK_INT(balance_of(&tr, ACCOUNT_HOUSE, 1001), 1200);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 5600);
	trade_end(&tr);
}

/* The rest of an exchange that costs more was paid in cash, and that part alone is cash again. */
BOTH(what_was_paid_beside_an_exchange_comes_back_beside_it)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", exchange(&tr, sell(&tr, 4, "tender 2 20 123456"), 1, 4, 10));
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 53000);
	money_back_for(&tr, number, 2, 10);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	CHECK_INT(balance_of(&tr, ACCOUNT_TENDER, 2), 0);
	trade_end(&tr);
}

/* --- back again -------------------------------------------------------------------------------- */

BOTH(a_voucher_for_what_was_paid_in_cash_is_taken_back_unspent)
{
	struct trade tr;
	char given[40];

	if (!begin_given(&tr, url, "cash", given))
		return;
	bring_voucher_back(&tr, given);
	does(&tr, "approve " LEAD);
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	CHECK_INT(count(&tr, "SELECT state FROM voucher WHERE sold_id > 0"), VOUCHER_RETURNED);
	does(&tr, "scan " FINGERS);
	refusesf(&tr, "voucher-state", "tender 11 5 %s", refund(0));
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(a_voucher_spent_in_part_is_not_taken_back)
{
	struct trade tr;
	char given[40];

	if (!begin_given(&tr, url, "cash", given))
		return;
	does(&tr, "scan " FINGERS);
	doesf(&tr, "tender 11 5 %s", refund(0));
	bring_voucher_back(&tr, given);
	refuses(&tr, "approve " LEAD, "voucher-spent");
	act(&tr, "cancel 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), -4500);
	trade_end(&tr);
}

/* --- past its day ------------------------------------------------------------------------------ */

/* Nothing goes onto it any more, and nothing of it becomes money; faulty goods are still taken back for others, or for
 * another voucher. */
BOTH(goods_of_an_expired_one_are_exchanged)
{
	struct trade tr;
	char number[40];
	int expired = 0;

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "tender 2 50 123456"));
	refund_all(&tr, number, 0);
	does(&tr, "enter 4*" FINGERS);
	doesf(&tr, "tender 11 20 %s", refund(0));
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE voucher SET last_day = 20261120 WHERE serial = $1",
		db_int(refunds[0])), OK);
	OFFICE(&tr, voucher_expire(SH, A, &expired, &said));
	CHECK_INT(expired, 1);
	bring_back(&tr, number, 1);
	act(&tr, "cash");
	refuses(&tr, "reason 1", "voucher-state");
	doesf(&tr, "refund-voucher %s", refund(1));
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[1]), -500);
	bring_back(&tr, number, 1);
	does(&tr, "back");
	does(&tr, "scan " FINGERS);
	asked(&tr, "cash", "reason 1");
	CHECK_INT(balance_of(&tr, ACCOUNT_VOUCHER, refunds[0]), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_EXCHANGE, 0), 0);
	CHECK_INT(balance_of(&tr, ACCOUNT_DRAWER, 0), 50000);
	trade_end(&tr);
}

/* --- its invoice ------------------------------------------------------------------------------- */

static enum err look(struct shop *sh, struct arena *a, const char *number, int64_t *minor, struct said *said)
{
	char code[INVOICE_CODE_MAX];
	struct invoice found;
	struct document d;
	enum err e = receipt_get(sh, a, number, &d);

	if (e != OK)
		return e;
	invoice_code(sh, d.id, code);
	e = invoice_look(sh, a, number, code, &found, said);
	*minor = e == OK ? invoice_amount(found.now) : -1;
	return e;
}

/* What may be invoiced of the receipt. */
static int64_t invoiceable(struct trade *tr, const char *number)
{
	int64_t minor = -1;

	OFFICE(tr, look(SH, A, number, &minor, &said));
	return minor;
}

/* For a voucher that is sold the invoice was due then; for one given for goods it is due with what it buys. */
BOTH(what_it_buys_is_invoiced)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	snprintf(number, sizeof number, "%s", sell(&tr, 10, "cash"));
	CHECK_INT(invoiceable(&tr, number), 5000);
	refund_all(&tr, number, 0);
	CHECK_INT(invoiceable(&tr, number), 0);
	CHECK_INT(invoiceable(&tr, last_number(&tr)), 0);
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 40 %s", refund(0));
	does(&tr, "cash");
	CHECK_INT(invoiceable(&tr, last_number(&tr)), 5000);
	trade_end(&tr);
}

/* Nobody has two invoices for one amount: of a voucher that he bought, and of what he had for it round that way. */
BOTH(what_a_sold_voucher_paid_is_not_invoiced_again)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	does(&tr, "cash");
	CHECK_INT(invoiceable(&tr, last_number(&tr)), 5000);
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", serial(0));
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(invoiceable(&tr, number), 0);
	for (int i = 0; i < 2; i++) {
		refund_all(&tr, number, i);
		does(&tr, "enter 10*" FINGERS);
		doesf(&tr, "tender 11 50 %s", refund(i));
		snprintf(number, sizeof number, "%s", last_number(&tr));
		CHECK_INT(invoiceable(&tr, number), 0);
	}
	trade_end(&tr);
}

/* Goods that a sold voucher paid for are exchanged: what they are exchanged for is not invoiced either. */
BOTH(an_exchange_makes_no_second_invoice)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	doesf(&tr, "scan %s", serial(0));
	does(&tr, "cash");
	does(&tr, "enter 10*" FINGERS);
	doesf(&tr, "tender 11 50 %s", serial(0));
	snprintf(number, sizeof number, "%s", exchange(&tr, last_number(&tr), 1, 10, 10));
	CHECK_INT(invoiceable(&tr, number), 0);
	trade_end(&tr);
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
	trade_end(&tr);
}

T_MAIN
