/* till_test.c - a first day of trading, act by act, on both engines. */
#include "pg.h"

#include "../day.h"
#include "model/code.h"
#include "service/report.h"
#include "store/basket_store.h"

/* The handle behind the shop, to change what no command changes. */
#include "../../src/service/shop/shop_int.h"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

BOTH(a_sale_for_cash)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->due_minor, 4990);
	does(&tr, "cash 100");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(view(&tr)->done.change_minor, 5010);
	CHECK_STR(view(&tr)->done.number, "01-1-000002");
	CHECK_INT(view(&tr)->basket->line_count, 0);
	trade_close(&tr);
}

BOTH(a_basket_survives_a_crash)
{
	struct trade tr, again;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "discount 5 1 1");
	does(&tr, "scan " COOKIES);
	/* The process is gone without a word; its lease is not: the same host sees that it is dead. */
	again = tr;
	again.a = again.shop_arena = (struct arena)ARENA_INIT;
	shop_close(tr.sh);
	till_close(tr.t);
	if (!trade_open(&again) || !does(&again, "sign-on 1008 2468"))
		return;
	CHECK_INT(view(&again)->phase, TILL_BASKET);
	CHECK_INT(view(&again)->basket->line_count, 2);
	CHECK_INT(view(&again)->due_minor, 1500 - 75 + 3990);
	CHECK_INT(view(&again)->basket->lines[0].discount_value, 500);
	trade_close(&again);
	arena_release(&tr.a);
	arena_release(&tr.shop_arena);
}

BOTH(price_discount_and_approval)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	refuses(&tr, "discount 20", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	refuses(&tr, "approve 1008 2468", "own-approval");
	refuses(&tr, "approve 1009 13579", "cannot-approve");
	refuses(&tr, "approve 2001 000000", "wrong-pin");
	does(&tr, "approve 2001 331827");
	CHECK_INT(view(&tr)->due_minor, 3192);
	CHECK_INT(view(&tr)->need, NEED_NOTHING);
	/* An approval serves once. */
	refuses(&tr, "discount 20 1 1", "needs-approval");
	does(&tr, "back");
	refuses(&tr, "approve 2001 331827", "nothing-to-approve");
	refuses(&tr, "enter 4.50/" FINGERS, "needs-reason");
	does(&tr, "reason 1");
	CHECK_INT(view(&tr)->due_minor, 3192 + 450);
	refuses(&tr, "price 0.50", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "back");
	trade_close(&tr);
}

BOTH(split_payment_and_reference)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	refuses(&tr, "tender 2 20", "needs-reference");
	does(&tr, "scan SLIP0001");
	CHECK_STR(said_name(&tr.said), "paid-part");
	CHECK_INT(view(&tr)->open_minor, 1990);
	refuses(&tr, "tender 2 30 SLIP2", "too-much");
	refuses(&tr, "tender 2 10 SLIP0001", "reference-used");
	does(&tr, "back");
	does(&tr, "scan 134567890123456789");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(view(&tr)->done.change_minor, 0);
	trade_close(&tr);
}

BOTH(hold_and_recall)
{
	struct trade tr;
	struct held_basket *list;
	int n = 0;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "hold", "basket-empty");
	does(&tr, "scan " COOKIES);
	does(&tr, "hold red jacket");
	CHECK_INT(view(&tr)->held_count, 1);
	does(&tr, "scan " FINGERS);
	refuses(&tr, "recall", "basket-not-empty");
	does(&tr, "cash");
	CHECK(till_held(tr.sh, &tr.shop_arena, &list, &n) == OK);
	if (CHECK_INT(n, 1)) {
		CHECK_INT(list[0].amount_minor, 3990);
		CHECK_STR(list[0].note, "red jacket");
	}
	does(&tr, "recall");
	CHECK_INT(view(&tr)->due_minor, 3990);
	CHECK_INT(view(&tr)->held_count, 0);
	trade_close(&tr);
}

/* Both tills show it; who comes second finds it gone. */
BOTH(a_held_basket_goes_to_one_till)
{
	struct trade tr, two;
	struct held_basket *list;
	int n = 0;

	if (!begin(&tr, url) || !day_join(&two, &tr, "100"))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "hold");
	CHECK(till_held(tr.sh, &tr.shop_arena, &list, &n) == OK);
	does(&two, "recall 1");
	if (CHECK_INT(n, 1))
		CHECK(basket_recall(tr.sh->db, list[0].id, tr.sh->terminal_id, tr.sh->staff.id) == ERR_STALE);
	does(&two, "cash");
	trade_close(&two);
	trade_close(&tr);
}

BOTH(return_in_parts_is_the_opposite_of_the_sale)
{
	struct trade tr;
	char back[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "scan " CHIPS);
	does(&tr, "discount 5 2 1");
	does(&tr, "cash 50");
	CHECK_INT(view(&tr)->done.total_minor, 1500 + 712);
	CHECK_INT(view(&tr)->done.rounding_minor, 2);
	snprintf(back, sizeof back, "scan %s", view(&tr)->done.number);
	does(&tr, back);
	CHECK_INT(view(&tr)->receipt.left_milli[0], 3000);
	refuses(&tr, "return-line 1 4", "return-too-much");
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->due_minor, -500);
	refuses(&tr, "pay", "needs-reason");
	does(&tr, "reason 1");
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "return-done");
	CHECK_INT(view(&tr)->done.change_minor, 500);
	does(&tr, back);
	CHECK_INT(view(&tr)->receipt.left_milli[0], 2000);
	does(&tr, "return-line 1 2");
	does(&tr, "return-line 2");
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "reason 1");
	/* 22.12 sold, 22.10 taken in cash: all of it has come back now. */
	CHECK_INT(view(&tr)->done.change_minor, 2210 - 500);
	refuses(&tr, back, "all-returned");
	trade_close(&tr);
}

BOTH(a_weighed_line_comes_back_whole_and_once)
{
	struct trade tr;
	char back[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " APPLES);
	does(&tr, "cash");
	snprintf(back, sizeof back, "scan %s", view(&tr)->done.number);
	does(&tr, back);
	refuses(&tr, "return-line 1 0.5", "return-whole");
	does(&tr, "return-line 1");
	CHECK_INT(view(&tr)->due_minor, -1132);
	refuses(&tr, "return-line 1", "return-too-much");
	refuses(&tr, "scan " APPLES, "return-too-much");
	trade_close(&tr);
}

/* What stands in the basket stays, also when the receipt that it was taken from is closed. */
BOTH(more_of_a_line_comes_back_and_the_receipt_is_closed)
{
	struct trade tr;
	char back[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "cash");
	snprintf(back, sizeof back, "scan %s", view(&tr)->done.number);
	does(&tr, back);
	does(&tr, "return-line 1 1");
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "qty 3");
	CHECK_STR(view(&tr)->basket->lines[0].code, FINGERS);
	CHECK(strstr(view(&tr)->basket->lines[0].name, "手指饼") != NULL);
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "reason 2");
	CHECK_INT(view(&tr)->done.change_minor, 1500);
	trade_close(&tr);
}

/* A line that was taken out may come in again, as much of it as before. */
BOTH(a_returned_line_is_taken_out_and_put_in_again)
{
	struct trade tr;
	char back[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "discount -0.10 1 1");
	does(&tr, "cash");
	snprintf(back, sizeof back, "scan %s", view(&tr)->done.number);
	does(&tr, back);
	does(&tr, "return-line 1 2");
	does(&tr, "void-line 1");
	CHECK_INT(view(&tr)->receipt.left_milli[0], 3000);
	does(&tr, "return-line 1 1");
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "reason 1");
	CHECK_STR(said_name(&tr.said), "return-done");
	trade_close(&tr);
}

/* Goods of one receipt at a time: a basket that is recalled closes the receipt that was opened before. */
BOTH(a_recalled_basket_closes_the_opened_receipt)
{
	struct trade tr;
	char first[64], second[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "cash");
	snprintf(first, sizeof first, "scan %s", view(&tr)->done.number);
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "cash");
	snprintf(second, sizeof second, "scan %s", view(&tr)->done.number);
	does(&tr, first);
	does(&tr, "return-line 1 1");
	does(&tr, "hold");
	does(&tr, second);
	does(&tr, "recall");
	refuses(&tr, "return-line 1 1", "no-return-open");
	refuses(&tr, second, "basket-not-empty");
	trade_close(&tr);
}

BOTH(exchange_and_void)
{
	struct trade tr;
	char back[64];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	snprintf(back, sizeof back, "scan %s", view(&tr)->done.number);
	does(&tr, back);
	does(&tr, "return-line 1");
	does(&tr, "back");
	does(&tr, "scan " CHIPS);
	CHECK_INT(view(&tr)->due_minor, 250);
	refuses(&tr, "cash 10", "needs-reason");
	does(&tr, "reason 2");
	CHECK_STR(said_name(&tr.said), "exchange-done");
	CHECK_INT(view(&tr)->done.change_minor, 750);
	/* Half of an exchange is not voided. */
	refuses(&tr, "void-last 1", "needs-approval");
	refuses(&tr, "approve 2001 331827", "nothing-to-void");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	refuses(&tr, "void-last 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_STR(said_name(&tr.said), "voided");
	CHECK_INT(view(&tr)->done.change_minor, 3990);
	trade_close(&tr);
}

/* The most payments that a basket can have, and what was brought back beside them. */
BOTH(an_exchange_in_many_payments_comes_back)
{
	struct trade tr;
	char line[80];

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	snprintf(line, sizeof line, "scan %s", view(&tr)->done.number);
	does(&tr, line);
	does(&tr, "return-line 1");
	does(&tr, "back");
	does(&tr, "scan " COOKIES);
	refuses(&tr, "pay", "needs-reason");
	does(&tr, "reason 2");
	for (int i = 0; i < PAYMENTS_MAX && tr.err == OK; i++)
		act(&tr, "cash 1");
	CHECK_STR(said_name(&tr.said), "payments-full");
	CHECK_INT(view(&tr)->payment_count, PAYMENTS_MAX - 2);
	does(&tr, "cash");
	CHECK_STR(said_name(&tr.said), "exchange-done");
	snprintf(line, sizeof line, "scan %s", view(&tr)->done.number);
	does(&tr, line);
	does(&tr, "return-line 2");
	refuses(&tr, "cash", "needs-reason");
	refuses(&tr, "reason 2", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_STR(said_name(&tr.said), "return-done");
	CHECK_INT(view(&tr)->done.change_minor, 3990);
	trade_close(&tr);
}

/* Somebody wrote into the file: nothing is given back on such a sale, and the till goes on. */
TEST(a_sale_that_was_changed_is_not_taken_back)
{
#define OF " WHERE document_id = (SELECT max(document_id) FROM sale_line)"
	static const char *const changes[] = {
		"UPDATE sale_line SET paid_minor = paid_minor + 1" OF,
		"UPDATE sale_line SET paid_minor = 9000000000000000000" OF,
		"UPDATE sale_line SET line_no = 1000" OF,
		"UPDATE sale_line SET line_no = -1" OF,
		"UPDATE sale_line SET qty_milli = 9000000000000000000" OF,
		"UPDATE sale_line SET discount_minor = 7" OF,
		"UPDATE sale_line SET tax_minor = -1" OF,
		"UPDATE sale_tender SET amount_minor = amount_minor + 1" OF,
		"INSERT INTO sale_discount SELECT document_id, line_no, 1, 2, 0, 5, '' FROM"
			" sale_line" OF,
		"INSERT INTO sale_tender WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL"
			" SELECT i + 1 FROM n WHERE i < 50) SELECT (SELECT max(document_id)"
			" FROM sale_line), i, 1, 0, 0, 0, 0, '' FROM n",
	};
#undef OF
	struct trade tr;
	char line[80];

	if (!begin(&tr, sqlite_new_store()))
		return;
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		does(&tr, "scan " COOKIES);
		does(&tr, "cash");
		snprintf(line, sizeof line, "scan %s", view(&tr)->done.number);
		if (i == 0) {
			CHECK_INT(db_run(tr.sh->db, NULL, "DROP TRIGGER guard_sale_line_update"), OK);
			CHECK_INT(db_run(tr.sh->db, NULL, "DROP TRIGGER guard_sale_tender_update"), OK);
			CHECK_INT(db_run(tr.sh->db, NULL, "DROP TRIGGER guard_sale_tender_late"), OK);
			CHECK_INT(db_run(tr.sh->db, NULL, "DROP TRIGGER guard_sale_discount_late"), OK);
		}
		CHECK_INT(db_run(tr.sh->db, NULL, changes[i]), OK);
		if (!refuses(&tr, line, "store-corrupt"))
			printf("# %s\n", changes[i]);
		CHECK_INT(tr.err, ERR_CORRUPT);
	}
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	trade_close(&tr);
}

/* The same of a basket that lies open. */
TEST(a_basket_that_was_changed_is_not_sold)
{
	static const char *const changes[] = {
		"UPDATE basket_line SET price_minor = -1",
		"UPDATE basket_line SET list_price_minor = 9000000000000000000",
		"UPDATE basket_line SET discount_kind = 1, discount_value = 9000000000000000000",
		"UPDATE basket_line SET discount_kind = 9",
		"UPDATE basket_line SET line_no = 0",
		"UPDATE basket SET discount_kind = 2, discount_value = -9000000000000000000",
	};
	struct trade tr;

	if (!begin(&tr, sqlite_new_store()))
		return;
	does(&tr, "scan " COOKIES);
	for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
		CHECK_INT(db_begin(tr.sh->db), OK);
		CHECK_INT(db_run(tr.sh->db, NULL, changes[i]), OK);
		till_close(tr.t);
		tr.t = NULL;
		if (!CHECK_INT(till_open(tr.sh, &tr.t), ERR_CORRUPT))
			printf("# %s\n", changes[i]);
		db_rollback(tr.sh->db);
		CHECK_INT(till_open(tr.sh, &tr.t), OK);
	}
	does(&tr, "cash");
	trade_close(&tr);
}

BOTH(shift_counts_blind_and_closes)
{
	struct trade tr;
	struct shift_report r;
	struct day_report day;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "scan " FINGERS);
	does(&tr, "tender 2 5 SLIP77");
	refuses(&tr, "z-report", "not-counted");
	does(&tr, "count 539.00");
	does(&tr, "back");
	does(&tr, "count 540");
	does(&tr, "z-report");
	CHECK_STR(said_name(&tr.said), "shift-closed");
	CHECK_STR(tr.said.arg[0], "0.10");
	CHECK_INT(view(&tr)->phase, TILL_NO_SHIFT);
	if (CHECK(report_shift(tr.sh, &tr.shop_arena, 0, &r) == OK)) {
		CHECK(r.closed);
		CHECK_INT(r.cash.expected_minor, 53990);
		CHECK_INT(r.cash.over_short_minor, 10);
		CHECK_INT(report_total(&r.all, MEASURE_SALES, -1).times, 2);
		CHECK_INT(report_total(&r.all, MEASURE_SALES, -1).amount_minor, 4490);
		CHECK(strlen(r.link) == 64);
	}
	if (CHECK(report_day(tr.sh, &tr.shop_arena, 20261121, &day) == OK)) {
		CHECK_INT(day.shift_count, 1);
		CHECK_INT(report_total(&day.all, MEASURE_TENDER_IN, -1).amount_minor, 4490);
	}
	trade_close(&tr);
}

BOTH(unknown_code_goes_to_the_fix_list)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "scan 4901234567894", "unknown-code");
	CHECK_INT(view(&tr)->need, NEED_DEPARTMENT);
	does(&tr, "department 01 12.50");
	CHECK_STR(said_name(&tr.said), "department-sold");
	CHECK_STR(view(&tr)->basket->lines[0].code, "4901234567894");
	refuses(&tr, "scan 4901234567894", "unknown-code");
	does(&tr, "scan " FINGERS); /* another scan leaves the question behind */
	CHECK_INT(view(&tr)->due_minor, 1750);
	does(&tr, "cash");
	trade_close(&tr);
}

/* What a scanner or a script sends is kept without what would drive a terminal. */
BOTH(no_control_bytes_are_kept)
{
	struct held_basket *list;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "scan \033[31m49\007" "9", "unknown-code");
	does(&tr, "department 01 3");
	CHECK_STR(view(&tr)->basket->lines[0].code, "[31m499");
	refuses(&tr, "scan \033\033", "entry-bad");
	does(&tr, "hold red\033[31m jacket\302\233");
	CHECK(till_held(tr.sh, &tr.shop_arena, &list, &n) == OK);
	if (CHECK_INT(n, 1))
		CHECK_STR(list[0].note, "red[31m jacket");
	trade_close(&tr);
}

BOTH(cashiers_change_and_keep_their_baskets)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "sign-on 1009 13579");
	CHECK_INT(view(&tr)->basket->line_count, 0);
	CHECK_INT(view(&tr)->open_count, 1);
	does(&tr, "scan " FINGERS);
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(view(&tr)->due_minor, 3990);
	does(&tr, "lock");
	refuses(&tr, "scan " FINGERS, "not-signed-on");
	does(&tr, "sign-on 1009 13579");
	CHECK_INT(view(&tr)->due_minor, 500);
	does(&tr, "sign-on 0004837261"); /* by card */
	CHECK_INT(view(&tr)->due_minor, 3990);
	refuses(&tr, "count 500", "held-left");
	refuses(&tr, "cancel", "needs-reason");
	does(&tr, "reason 1");
	trade_close(&tr);
}

BOTH(receipts_are_found_by_number_and_by_code)
{
	static const struct { const char *text; int n; const char *newest; } asked[] = {
		{ "", 2, "01-1-000003" }, { "3", 1, "01-1-000003" }, { "01-1-2", 1, "01-1-000002" },
		{ COOKIES, 1, "01-1-000002" }, { FINGERS, 1, "01-1-000003" },
		{ "1", 0, "" }, /* the float is no receipt */
		{ "99", 0, "" }, { CHIPS, 0, "" },
	};
	struct receipt_row *list;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (CHECK(receipts_list(tr.sh, &tr.shop_arena, asked[i].text, "", 0, 10, &list, &n) == OK) &&
			CHECK_INT(n, asked[i].n) && n)
			CHECK_STR(list[0].number, asked[i].newest);
	CHECK(receipts_list(tr.sh, &tr.shop_arena, "", "", 0, 1, &list, &n) == OK && n == 1);
	CHECK(receipts_list(tr.sh, &tr.shop_arena, "", "", list[0].id, 10, &list, &n) == OK && n == 1);
	CHECK_STR(list[0].number, "01-1-000002");
	trade_close(&tr);
}

T_MAIN
