/* selling_test.c - the acts on a basket beyond the daily ones, on both engines: swap, duplicate, repeat, notes, equal
 * parts, split, merge, send, defer, and what asks when an amount is large. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "service/master.h"
#include "service/report.h"

#define NOODLES "6938011400448"
#define NOODLES_12 "6938011400479" /* a case of twelve of them */
#define GREENS "050003" /* 4.56 a kilo, weighed */

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static bool set(struct trade *tr, const char *name, const char *value)
{
	struct said said;
	bool ok = does(tr, "sign-on 3001 615902") && setting_set_at(tr->sh, &tr->a, name, value, NULL, &said) == OK &&
		does(tr, "sign-on 1008 2468");

	shop_tick(tr->sh);
	return CHECK(ok);
}

static const struct line *line(struct trade *tr, int no)
{
	const struct line *l = basket_line(view(tr)->basket, no);
	static const struct line none;

	return CHECK(l != NULL) ? l : &none;
}

BOTH(another_article_takes_the_place_of_a_line)
{
	struct trade tr;
	struct shift_report r;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "scan " COOKIES);
	does(&tr, "discount 5 1 1");
	does(&tr, "line-note #1 gift");
	does(&tr, "swap " CHIPS " 1");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_STR(line(&tr, 1)->code, CHIPS);
	CHECK_STR(line(&tr, 1)->note, "gift");
	CHECK_INT(line(&tr, 1)->qty_milli, 3000);
	CHECK_INT(line(&tr, 1)->paid_minor, 2250); /* the discount was given for other goods */
	CHECK_INT(view(&tr)->due_minor, 2250 + 3990);
	refuses(&tr, "swap 6900000000000 1", "not-found");
	refuses(&tr, "swap " CHIPS " 9", "no-line");
	refuses(&tr, "swap", "argument-bad");
	refuses(&tr, "swap " GREENS " 2", "needs-weight");
	does(&tr, "enter 0.5");
	CHECK_INT(line(&tr, 2)->qty_milli, 500);
	does(&tr, "swap " COOKIES);
	CHECK_INT(line(&tr, 2)->qty_milli, 1000);
	does(&tr, "cash");
	if (CHECK(report_shift(tr.sh, &tr.shop_arena, view(&tr)->shift_id, &r) == OK))
		CHECK_INT(report_total(&r.all, MEASURE_LINE_VOID, -1).times, 3);
	trade_end(&tr);
}

/* The same again is at the price on file: nobody gave a price or a discount for it. */
/* A case of twelve is never taken for the piece, whose article it is. */
BOTH(a_pack_is_called_by_its_size)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " NOODLES);
	does(&tr, "scan " NOODLES_12);
	CHECK_STR(line(&tr, 1)->name, "面来香红烧牛肉面107g");
	CHECK_STR(line(&tr, 2)->name, "面来香红烧牛肉面107g*12");
	CHECK_INT(line(&tr, 2)->paid_minor, 5090);
	does(&tr, "price-check " NOODLES_12);
	CHECK(strstr(said_text(&tr.a, &tr.said), "*12"));
	does(&tr, "swap " NOODLES_12 " 1");
	CHECK_STR(line(&tr, 1)->name, "面来香红烧牛肉面107g*12");
	does(&tr, "duplicate 1");
	CHECK_STR(line(&tr, 3)->name, "面来香红烧牛肉面107g*12");
	trade_end(&tr);
}

BOTH(a_line_twice_takes_no_discount_along)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" COOKIES);
	asked(&tr, "price 1 1 1", "approve 3001 615902");
	does(&tr, "discount 5 1 1");
	does(&tr, "duplicate 1");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(line(&tr, 2)->qty_milli, 2000);
	CHECK_INT(line(&tr, 2)->paid_minor, 7980);
	CHECK_INT(line(&tr, 2)->approver_id, 0);
	does(&tr, "scan " APPLES);
	refuses(&tr, "duplicate", "no-duplicate");
	does(&tr, "department 01 12.50");
	does(&tr, "duplicate");
	CHECK_INT(line(&tr, 5)->paid_minor, 1250);
	refuses(&tr, "duplicate 12", "no-line");
	trade_close(&tr);
}

BOTH(a_receipt_is_sold_again_at_todays_prices)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	refuses(&tr, "repeat", "no-last-sale");
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "discount 5 1 1");
	does(&tr, "scan " APPLES);
	does(&tr, "department 01 2.50");
	does(&tr, "cash 100");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "scan " CHIPS);
	refuses(&tr, "repeat", "basket-not-empty");
	does(&tr, "cash");
	does(&tr, "repeat");
	CHECK_INT(view(&tr)->basket->line_count, 1);
	CHECK_INT(view(&tr)->due_minor, 750);
	does(&tr, "cash");
	does_with(&tr, "repeat", number);
	CHECK_STR(said_name(&tr.said), "repeated-part"); /* the apples are weighed anew */
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->due_minor, 1500 + 250);
	does(&tr, "cash");
	refuses(&tr, "repeat 01-1-999999", "no-receipt");
	trade_end(&tr);
}

BOTH(notes_stay_with_what_was_sold)
{
	struct trade tr;
	struct document d;

	if (!begin(&tr, url))
		return;
	does(&tr, "customer 王先生");
	does(&tr, "scan " COOKIES);
	does(&tr, "line-note 写字: 生日快乐");
	does(&tr, "scan " COOKIES); /* a noted line stands alone */
	does(&tr, "bill-note 下午来取");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	refuses(&tr, "line-note 1234567890123456789012345678901234567890123456789012345678901", "note-long");
	does(&tr, "hold");
	CHECK_STR(view(&tr)->customer, "");
	does(&tr, "recall");
	CHECK_STR(view(&tr)->customer, "王先生");
	CHECK_STR(view(&tr)->note, "下午来取");
	does(&tr, "line-note #2 x");
	does(&tr, "line-note #2 -");
	does(&tr, "cash");
	CHECK(receipt_get(tr.sh, &tr.shop_arena, last_number(&tr), &d) == OK);
	CHECK_INT(d.note_count, 3);
	CHECK_STR(document_note(&d, 1), "写字: 生日快乐");
	CHECK_STR(document_note(&d, 2), "");
	CHECK_STR(document_note(&d, NOTE_BILL), "下午来取");
	CHECK_STR(document_note(&d, NOTE_CUSTOMER), "王先生");
	CHECK_STR(view(&tr)->customer, ""); /* the next customer is another */
	CHECK(db_run(tr.sh->db, NULL, "UPDATE document_note SET note = 'x'") != OK);
	trade_end(&tr);
}

BOTH(a_bill_in_equal_parts)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES); /* 39.90 */
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " FINGERS); /* 49.90 in three: 16.63.. */
	refuses(&tr, "parts 0", "parts-bad");
	refuses(&tr, "parts 99", "parts-bad");
	does(&tr, "parts 3");
	CHECK_INT(view(&tr)->part_minor, 1660);
	does(&tr, "cash");
	CHECK_INT(view(&tr)->open_minor, 4990 - 1660);
	does(&tr, "cash 20");
	CHECK_STR(said_name(&tr.said), "part-change");
	CHECK_STR(tr.said.arg[1], "3.40");
	CHECK_INT(view(&tr)->part_minor, 0); /* the last one takes what is left */
	does(&tr, "cash 50");
	CHECK_INT(view(&tr)->done.change_minor, 5000 - 1670);
	does(&tr, "enter 2*" COOKIES);
	does(&tr, "parts 2");
	asked(&tr, "tender 2", "scan SLIP0001");
	CHECK_INT(view(&tr)->open_minor, 3990);
	does(&tr, "parts 1");
	asked(&tr, "tender 2", "scan SLIP0002");
	CHECK_STR(said_name(&tr.said), "sale-done");
	trade_end(&tr);
}

BOTH(large_amounts_are_asked_about_once)
{
	struct trade tr;

	if (!begin(&tr, url) || !set(&tr, "till.large-amount-minor", "10000") ||
		!set(&tr, "till.large-bill-minor", "20000"))
		return;
	does(&tr, "enter 20*" FINGERS); /* exactly 100.00 */
	refuses(&tr, "qty 21", "large-amount");
	does(&tr, "back");
	CHECK_INT(view(&tr)->due_minor, 10000);
	does(&tr, "enter 20*" FINGERS); /* the line has 200.00 now, but this is 100.00 */
	does(&tr, "pay");
	does(&tr, "back");
	does(&tr, "scan " CHIPS);
	refuses(&tr, "pay", "large-bill");
	does(&tr, "back");
	refuses(&tr, "cash 300", "large-bill");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->done.change_minor, 30000 - 20750);
	refuses(&tr, "department 01 100.01", "large-amount");
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "line-added");
	refuses(&tr, "price 150 1 1", "large-amount");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->due_minor, 15000);
	set(&tr, "till.large-amount-minor", "0");
	does(&tr, "department 01 50000");
	trade_close(&tr);
}

BOTH(large_quantities_are_asked_about_beyond_the_limit)
{
	struct trade tr;

	if (!begin(&tr, url) || !set(&tr, "till.large-quantity", "20"))
		return;
	does(&tr, "enter 20*" FINGERS);
	refuses(&tr, "enter 21*" CHIPS, "large-quantity");
	CHECK_INT(view(&tr)->basket->line_count, 1);
	does(&tr, "enter");
	CHECK_INT(line(&tr, 2)->qty_milli, 21000);
	refuses(&tr, "qty 22 1", "large-quantity");
	does(&tr, "back");
	CHECK_INT(line(&tr, 1)->qty_milli, 20000);
	set(&tr, "till.large-quantity", "0");
	does(&tr, "qty 2000 1");
	trade_close(&tr);
}

/* An article's code typed as money is the usual way to it. */
BOTH(change_that_no_drawer_holds_is_asked_about)
{
	struct trade tr;

	if (!begin(&tr, url) || !set(&tr, "till.large-change-minor", "10000"))
		return;
	does(&tr, "scan " COOKIES);
	refuses(&tr, "cash 139.91", "large-change");
	does(&tr, "back");
	CHECK_INT(view(&tr)->basket->line_count, 1);
	does(&tr, "cash 139.90");
	CHECK_INT(view(&tr)->done.change_minor, 10000);
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	refuses(&tr, "enter 70015", "large-change");
	does(&tr, "enter");
	CHECK_INT(view(&tr)->done.change_minor, 7001500 - 3990);
	does(&tr, "scan " COOKIES);
	does(&tr, "parts 3");
	refuses(&tr, "cash 500", "large-change");
	does(&tr, "back");
	CHECK_INT(view(&tr)->payment_count, 0);
	does(&tr, "cash 20");
	CHECK_INT(view(&tr)->payment_count, 1);
	set(&tr, "till.large-change-minor", "0");
	does(&tr, "cash 99999");
	trade_close(&tr);
}

BOTH(as_much_as_the_money_buys)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter =5*" GREENS); /* 4.56 a kilo: 1.096 kg, 5.00 */
	CHECK_INT(line(&tr, 1)->qty_milli, 1096);
	CHECK_INT(line(&tr, 1)->paid_minor, 500);
	does(&tr, "enter =20*");
	CHECK_INT(view(&tr)->prefix_worth_minor, 2000);
	does(&tr, "scan " CHIPS); /* 7.50 each: two */
	CHECK_INT(line(&tr, 2)->qty_milli, 2000);
	CHECK_INT(view(&tr)->prefix_worth_minor, 0);
	refuses(&tr, "enter =7.49*" CHIPS, "worth-small");
	refuses(&tr, "enter =0*" CHIPS, "entry-bad");
	refuses(&tr, "enter =5*2*" CHIPS, "entry-bad");
	refuses(&tr, "enter =5*" APPLES, "qty-fixed");
	trade_close(&tr);
}

BOTH(a_basket_parts_by_lines_and_quantities)
{
	struct trade tr;
	struct held_basket *list;
	int n;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 10*" FINGERS);
	does(&tr, "discount -0.50 1 1");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CHIPS);
	does(&tr, "scan " APPLES);
	does(&tr, "customer 李女士");
	refuses(&tr, "split 1-4", "split-all");
	refuses(&tr, "split 9", "no-line");
	refuses(&tr, "split 2 2", "no-line");
	refuses(&tr, "split x", "split-bad");
	refuses(&tr, "split 3*", "split-bad");
	refuses(&tr, "split 11*1", "split-more");
	refuses(&tr, "split 0.5*1", "qty-whole");
	refuses(&tr, "split 0.1*4", "split-whole");
	CHECK_INT(view(&tr)->basket->line_count, 4);
	does(&tr, "split 3*1 2-3");
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(line(&tr, 1)->qty_milli, 7000);
	CHECK_INT(line(&tr, 1)->paid_minor, 3500 - 35);
	CHECK_INT(view(&tr)->held_count, 1);
	if (CHECK(till_held(tr.sh, &tr.shop_arena, &list, &n) == OK) && CHECK_INT(n, 1)) {
		CHECK_INT(list[0].amount_minor, 1500 - 15 + 3990 + 750);
		CHECK_INT(list[0].lines, 3);
		CHECK_STR(list[0].customer, "李女士");
	}
	does(&tr, "cash 100");
	does(&tr, "recall");
	does(&tr, "cash 100");
	CHECK_INT(view(&tr)->held_count, 0);
	CHECK_INT(ACTS("split"), 1);
	trade_end(&tr);
}

BOTH(two_baskets_become_one)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "customer A");
	does(&tr, "hold red");
	does(&tr, "scan " CHIPS);
	does(&tr, "hold blue");
	does(&tr, "scan " FINGERS);
	refuses(&tr, "merge", "argument-bad");
	refuses(&tr, "merge 3", "no-held");
	refuses(&tr, "merge 2 2", "merge-same");
	does(&tr, "merge 2");
	CHECK_INT(view(&tr)->due_minor, 500 + 750);
	CHECK_STR(view(&tr)->note, "blue");
	does(&tr, "hold");
	does(&tr, "merge 1 2");
	does(&tr, "recall");
	CHECK_INT(view(&tr)->basket->line_count, 3);
	CHECK_INT(view(&tr)->due_minor, 500 + 750 + 3990);
	CHECK_STR(view(&tr)->note, "red; blue");
	CHECK_STR(view(&tr)->customer, "A");
	does(&tr, "cash 100");
	refuses(&tr, "merge", "basket-empty");
	trade_end(&tr);
}

/* Too many lines for one basket are two baskets. */
BOTH(what_is_too_much_for_one_stays_two)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 500; i++)
		does(&tr, "department 01 1");
	does(&tr, "hold");
	for (int i = 0; i < 500; i++)
		does(&tr, "department 01 1");
	refuses(&tr, "merge", "merge-not");
	CHECK_INT(view(&tr)->basket->line_count, 500);
	does(&tr, "void-line 7");
	does(&tr, "merge"); /* 999: one of them takes the number that was taken out */
	CHECK_INT(view(&tr)->basket->line_count, 999);
	CHECK_INT(view(&tr)->due_minor, 99900);
	does(&tr, "cash");
	trade_end(&tr);
}

BOTH(a_basket_goes_to_another_till)
{
	struct trade tr, other;
	struct held_basket *list;
	int n;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&tr, "scan " COOKIES);
	refuses(&tr, "send 99", "no-terminal");
	refuses(&tr, "send 01", "no-terminal");
	refuses(&tr, "send 00", "no-terminal"); /* the office sells nothing */
	does(&tr, "send 02");
	CHECK_STR(said_name(&tr.said), "sent");
	does(&tr, "count 500"); /* it is not this till's any more */
	does(&tr, "back");
	till_refresh(other.t);
	CHECK_INT(view(&other)->sent_count, 1);
	refuses(&other, "count 500", "held-left");
	if (CHECK(till_held(other.sh, &other.shop_arena, &list, &n) == OK) && CHECK_INT(n, 1))
		CHECK_STR(list[0].sent_by, "01");
	does(&other, "recall");
	CHECK_STR(said_name(&other.said), "recalled-of");
	CHECK_INT(view(&other)->sent_count, 0);
	refuses(&tr, "recall 1", "no-held"); /* once */
	does(&other, "cash 50");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit a JOIN staff s ON s.id = a.staff_id WHERE"
		" a.action = 'recall' AND s.number = '1009' AND a.detail LIKE '%begun by%'"), 1);
	/* A held one is sent on, too. */
	does(&tr, "scan " CHIPS);
	does(&tr, "hold");
	does(&tr, "send 02 1");
	till_refresh(other.t);
	CHECK_INT(view(&other)->sent_count, 1);
	trade_close(&other);
	trade_end(&tr);
}

BOTH(a_basket_waits_for_the_next_shift)
{
	struct trade tr;
	struct shift_report r;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	refuses(&tr, "defer", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_STR(said_name(&tr.said), "deferred");
	does(&tr, "scan " CHIPS);
	does(&tr, "hold");
	refuses(&tr, "count 500", "held-left"); /* this one was left by nobody */
	does(&tr, "recall 2");
	does(&tr, "cash");
	does(&tr, "count 507.50");
	does(&tr, "z-report");
	CHECK(report_shift(tr.sh, &tr.shop_arena, 0, &r) == OK);
	if (CHECK_INT(r.left_count, 1)) {
		CHECK_INT(r.left[0].held_no, 1);
		CHECK_INT(r.left[0].lines, 1);
		CHECK_INT(r.left[0].amount_minor, 3990);
	}
	does(&tr, "shift-open 500");
	CHECK_STR(said_name(&tr.said), "shift-opened-left");
	CHECK_STR(tr.said.arg[1], "1");
	refuses(&tr, "count 500", "held-left"); /* the next shift leaves it anew, or not */
	does(&tr, "recall");
	does(&tr, "cash 50");
	does(&tr, "count 539.90");
	does(&tr, "z-report");
	CHECK(report_shift(tr.sh, &tr.shop_arena, 0, &r) == OK);
	CHECK_INT(r.left_count, 0);
	CHECK_INT(ACTS("left"), 1);
	trade_end(&tr);
}

BOTH(the_last_change_is_told_again)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "last-change", "no-last-sale");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash 50");
	does(&tr, "scan " CHIPS);
	does(&tr, "last-change");
	CHECK_STR(tr.said.arg[1], "10.10");
	CHECK_INT(view(&tr)->basket->line_count, 1);
	does(&tr, "pay");
	does(&tr, "last-change");
	CHECK_STR(tr.said.arg[1], "10.10");
	CHECK_INT(view(&tr)->phase, TILL_PAYMENT);
	trade_close(&tr);
}

/* One act takes a whole receipt back; an older one needs somebody who may void. */
BOTH(a_whole_receipt_comes_back_in_one_act)
{
	struct trade tr;
	char number[40], text[80];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "scan " APPLES);
	does(&tr, "scan " CHIPS);
	does(&tr, "cash 100");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	act(&tr, "return-all 1");
	CHECK_STR(said_name(&tr.said), "return-all");
	CHECK_INT(view(&tr)->phase, TILL_PAYMENT);
	CHECK_INT(view(&tr)->basket->line_count, 3);
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "return-done");
	snprintf(text, sizeof text, "return-all %s 1", number);
	refuses(&tr, text, "all-returned");
	does(&tr, "scan " CHIPS);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does(&tr, "count 507.50");
	does(&tr, "z-report");
	does(&tr, "shift-open 500");
	snprintf(text, sizeof text, "return-all %s 1", number);
	refuses(&tr, text, "needs-approval");
	does(&tr, "approve 2001 331827");
	does(&tr, "cash");
	CHECK_INT(view(&tr)->done.change_minor, 750);
	CHECK_INT(count(&tr, "SELECT approver_id FROM document WHERE kind = 2 ORDER BY id DESC LIMIT 1"), 2001);
	trade_end(&tr);
}

BOTH(a_receipt_is_found_by_day_and_amount)
{
	struct trade tr;
	struct receipt_row *list;
	int n;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "scan " CHIPS);
	does(&tr, "cash");
	clock_freeze(NOON_MS + DAY_MS);
	does(&tr, "enter 1*" GREENS); /* 4.56, of which 4.50 is paid */
	does(&tr, "cash");
	for (int i = 0; i < 8; i++) {
		static const struct { const char *text; int found; } asked_for[] = { { "11-21", 2 }, { "11-22", 1 },
			{ "2026-11-21", 2 }, { "11-20", 0 }, { "39.90", 1 }, { "4.50", 1 }, { "4.56", 1 },
			{ "11-21 7.50", 1 } };

		CHECK(receipts_list(tr.sh, &tr.shop_arena, asked_for[i].text, "", 0, 50, &list, &n) == OK);
		if (!CHECK_INT(n, asked_for[i].found))
			printf("# %s\n", asked_for[i].text);
	}
	CHECK(receipts_list(tr.sh, &tr.shop_arena, "02-30", "", 0, 50, &list, &n) == OK);
	CHECK_INT(n, 0);
	trade_close(&tr);
}

static int found_by(struct trade *tr, const char *text, const char *tender, const char **newest)
{
	struct receipt_row *list;
	int n = 0;

	if (!CHECK(receipts_list(tr->sh, &tr->shop_arena, text, tender, 0, 50, &list, &n) == OK))
		return -1;
	*newest = n ? list[0].number : "";
	return n;
}

/* What was paid in two ways is found by either; without a day, of the last month. */
BOTH(a_receipt_is_found_by_what_paid_it)
{
	static const struct { const char *text, *tender, *newest; int found; } asked_for[] = {
		{ "", "1", "01-1-000003", 2 }, { "", "2", "01-1-000004", 2 }, { "", "3", "", 0 },
		{ CHIPS, "2", "01-1-000004", 1 }, { COOKIES, "2", "01-1-000003", 1 }, { "2", "2", "", 0 },
		{ "01-1-000003", "2", "01-1-000003", 1 }, { "11-21", "2", "01-1-000004", 2 },
		{ "39.90", "2", "01-1-000003", 1 }, { "39.90", "1", "01-1-000003", 2 }, { "11-20", "1", "", 0 },
		{ CHIPS, "", "01-1-000004", 1 }, { "", "", "01-1-000004", 3 },
	};
	const char *newest = "";
	struct receipt_row *list;
	struct trade tr;
	int n;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "scan " COOKIES);
	does(&tr, "tender 2 30 SLIP0001");
	does(&tr, "cash");
	does(&tr, "scan " CHIPS);
	does(&tr, "tender 2 7.50 SLIP0002");
	for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++)
		if (!CHECK_INT(found_by(&tr, asked_for[i].text, asked_for[i].tender, &newest), asked_for[i].found) ||
			!CHECK_STR(newest, asked_for[i].newest))
			printf("# \"%s\" paid by \"%s\"\n", asked_for[i].text, asked_for[i].tender);
	CHECK(receipts_list(tr.sh, &tr.shop_arena, "", "no such", 0, 50, &list, &n) == ERR_NOTFOUND);
	clock_freeze(NOON_MS + 32 * DAY_MS);
	CHECK_INT(found_by(&tr, "", "2", &newest), 0);
	CHECK_INT(found_by(&tr, "2026-11-21", "2", &newest), 2);
	CHECK_INT(found_by(&tr, CHIPS, "2", &newest), 1);
	trade_close(&tr);
}

T_MAIN
