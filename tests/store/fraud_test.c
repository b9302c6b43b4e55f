/* fraud_test.c - what a dishonest cashier or manager tries at the till, on both engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "service/report.h"

#define GREENS "050003" /* 4.56 a kilo */

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

/* A receipt over `lines`, paid in cash; its number. */
static const char *sell(struct trade *tr, const char *line, const char *pay)
{
	does(tr, line);
	does(tr, pay);
	return last_number(tr);
}

/* Who approved the newest act of this kind. */
#define APPROVER(act) count(&tr, "SELECT coalesce(approver_id, 0) FROM audit WHERE action = '" act \
	"' ORDER BY at_ms DESC, seal_id DESC LIMIT 1")

/* Reason and limit were passed with one piece; then the rest of the receipt is put in. */
BOTH(a_return_does_not_grow_after_it_was_allowed)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, "enter 20*" COOKIES, "cash");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	asked(&tr, "pay", "reason 1");
	does(&tr, "back");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 19");
	refuses(&tr, "cash", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_INT(view(&tr)->done.change_minor, 79800);
	CHECK_INT(APPROVER("return"), 3001);
	trade_close(&tr);
}

BOTH(many_small_returns_are_one_large_one)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, "enter 5*" COOKIES, "cash");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 2");
	asked(&tr, "cash", "reason 1");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	refuses(&tr, "cash", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval"); /* 119.70 with what was given before */
	does(&tr, "approve 2001 331827");
	CHECK_INT(view(&tr)->done.change_minor, 3990);
	trade_close(&tr);
}

/* Goods bought by card are exchanged, and then what they were exchanged for is brought back: onto the card, and a
 * second person has seen it. */
BOTH(card_money_does_not_become_cash)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does_with(&tr, "return", sell(&tr, "scan " COOKIES, "tender 2 39.90 SLIP0001"));
	does(&tr, "return-line 1");
	does(&tr, "back");
	does(&tr, "scan " COOKIES);
	asked(&tr, "cash", "reason 2");
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 2");
	refuses(&tr, "cash", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_STR(said_name(&tr.said), "return-done");
	CHECK_INT(APPROVER("return"), 2001);
	CHECK_INT(count(&tr, "SELECT sum(amount) FROM posting WHERE account = 1 AND unit = 1 AND document_id IN"
		" (SELECT id FROM document WHERE kind IN (1, 2))"), 0);
	CHECK_INT(count(&tr, "SELECT sum(amount) FROM posting WHERE account = 3"), 0);
	trade_close(&tr);
}

/* Bought for 4.56, of which 4.50 was taken; exchanged for the same, and brought back: 4.50. */
BOTH(an_exchange_pays_out_no_dropped_fen)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does_with(&tr, "return", sell(&tr, "enter 1*" GREENS, "cash"));
	does(&tr, "return-line 1");
	does(&tr, "back");
	does(&tr, "enter 1*" GREENS);
	asked(&tr, "cash", "reason 2");
	CHECK_INT(view(&tr)->done.change_minor, 0);
	does_with(&tr, "return", last_number(&tr));
	does(&tr, "return-line 2");
	act(&tr, "cash");
	asked(&tr, "reason 1", "approve 2001 331827");
	CHECK_INT(view(&tr)->done.change_minor, 450);
	trade_end(&tr);
}

BOTH(a_discount_weighs_what_it_weighs_when_lines_change)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 20*" FINGERS);
	does(&tr, "discount -5 1 1");
	refuses(&tr, "qty 1", "needs-approval");
	does(&tr, "back");
	refuses(&tr, "enter *2", "needs-approval");
	does(&tr, "discount =95 1 1");
	refuses(&tr, "qty 40", "needs-approval");
	does(&tr, "back");
	does(&tr, "discount 5 1 1");
	does(&tr, "qty 40");
	does(&tr, "discount -10 1 1"); /* of 200.00 */
	refuses(&tr, "price 4 1 1", "needs-approval"); /* of 160.00 it is more than 5 percent */
	does(&tr, "approve 2001 331827");
	CHECK_INT(view(&tr)->due_minor, 15000);
	CHECK_INT(APPROVER("approval"), 2001);
	trade_close(&tr);
}

BOTH(an_approved_price_is_for_so_many)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	asked(&tr, "price 0.01 1 1", "approve 3001 615902");
	refuses(&tr, "enter +49", "needs-approval");
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(view(&tr)->due_minor, 501);
	does(&tr, "void-line 2");
	does(&tr, "discount 0 1");
	does(&tr, "cash");
	CHECK_INT(APPROVER("price"), 3001);
	trade_close(&tr);
}

/* The second act on a line needs nobody: who approved the first stays, and each is on record. */
BOTH(an_approver_is_not_wiped_out)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	asked(&tr, "price 1 1 1", "approve 3001 615902");
	does(&tr, "discount 5 1 1");
	CHECK_INT(view(&tr)->basket->lines[0].approver_id, 3001);
	does(&tr, "cash");
	CHECK_INT(APPROVER("price"), 3001);
	CHECK_INT(ACTS("discount"), 1);
	CHECK_INT(ACTS("approval"), 1);
	trade_close(&tr);
}

BOTH(a_discount_on_the_bill_holds_for_that_bill)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" COOKIES);
	asked(&tr, "bill-discount =75 1", "approve 2001 331827"); /* 4.80 off */
	does(&tr, "scan " FINGERS);
	refuses(&tr, "cash 100", "needs-approval"); /* 9.80 off */
	refuses(&tr, "approve 2001 331827", "cannot-approve");
	does(&tr, "back");
	does(&tr, "void-line 2");
	does(&tr, "cash 100");
	CHECK_STR(said_name(&tr.said), "sale-done");
	does(&tr, "scan " FINGERS);
	asked(&tr, "bill-discount 10 1", "approve 2001 331827");
	does(&tr, "enter 20*" COOKIES);
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "approve 2001 331827");
	CHECK_STR(said_name(&tr.said), "sale-done");
	trade_close(&tr);
}

/* A basket that somebody else ends: nobody stands there as his own second person, and nobody hides behind another. */
BOTH(a_basket_that_changes_hands_keeps_who_did_what)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	number = sell(&tr, "enter 10*" COOKIES, "cash");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 10");
	does(&tr, "back");
	act(&tr, "pay");
	asked(&tr, "reason 1", "approve 2001 331827");
	does(&tr, "back");
	does(&tr, "hold");
	does(&tr, "sign-on 2001 331827");
	does(&tr, "recall");
	asked(&tr, "cash", "reason 1");
	CHECK_STR(said_name(&tr.said), "return-done");
	CHECK_INT(APPROVER("return"), 0);
	/* A manager's price, sold by a cashier. */
	does(&tr, "sign-on 3001 615902");
	does(&tr, "scan " COOKIES);
	does(&tr, "price 0.50 1 1");
	does(&tr, "bill-discount -0.10 1");
	does(&tr, "hold");
	does(&tr, "sign-on 1008 2468");
	does(&tr, "recall");
	refuses(&tr, "qty 2", "needs-approval");
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "approve 3002 482057");
	CHECK_INT(APPROVER("price"), 3001);
	CHECK_INT(APPROVER("bill-discount"), 3002);
	/* A price that one approved who then sells it himself. */
	does(&tr, "scan " COOKIES);
	asked(&tr, "price 0.50 1 1", "approve 3001 615902");
	does(&tr, "hold");
	does(&tr, "sign-on 3001 615902");
	does(&tr, "recall");
	does(&tr, "cash");
	CHECK_INT(APPROVER("price"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE approver_id = staff_id"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE approver_id = staff_id"), 0);
	trade_close(&tr);
}

/* Whoever takes a card's money first and then drops the basket needs the same second person, and it counts. */
BOTH(a_dropped_payment_hides_no_cancelled_basket)
{
	struct trade tr;
	struct shift_report r;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 20*" COOKIES);
	does(&tr, "tender 2 1 SLIP0001");
	refuses(&tr, "cancel 1", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_STR(said_name(&tr.said), "abandoned");
	CHECK_INT(APPROVER("abandon"), 3001);
	if (CHECK(report_shift(tr.sh, &tr.shop_arena, view(&tr)->shift_id, &r) == OK)) {
		CHECK_INT(report_total(&r.all, MEASURE_CANCEL, -1).times, 1);
		CHECK_INT(report_total(&r.all, MEASURE_CANCEL, -1).amount_minor, 79800);
	}
	trade_end(&tr);
}

/* Every line of a long basket set by hand is on record. */
BOTH(exceptions_of_a_long_basket_are_all_on_record)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	for (int i = 0; i < 70; i++) {
		char line[80];

		does(&tr, "department 01 10");
		snprintf(line, sizeof line, "price 9 %d 1", i + 1);
		does(&tr, line);
	}
	does(&tr, "cash");
	CHECK_INT(ACTS("price"), 70);
	trade_close(&tr);
}

BOTH(goods_come_back_once_over_two_tills)
{
	struct trade tr, other;
	char back[64];

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	snprintf(back, sizeof back, "return %s", sell(&tr, "enter 2*" FINGERS, "cash"));
	does(&tr, back);
	does(&other, back);
	does(&tr, "return-line 1 2");
	does(&other, "return-line 1 2");
	asked(&tr, "cash", "reason 1");
	act(&other, "cash");
	refuses(&other, "reason 1", "stale");
	refuses(&other, "cash", "basket-empty");
	/* Nor is a sale voided of which something came back elsewhere. */
	snprintf(back, sizeof back, "return %s", sell(&tr, "enter 2*" FINGERS, "cash"));
	does(&other, back);
	does(&other, "return-line 1 1");
	asked(&other, "cash", "reason 1");
	refuses(&tr, "void-last 1", "needs-approval");
	refuses(&tr, "approve 2001 331827", "nothing-to-void");
	trade_close(&other);
	trade_end(&tr);
}

/* One till changes a row of the store, and the other hears of it. */
static bool changed_by(struct trade *other, struct trade *tr, const char *sql)
{
	int64_t end = clock_mono_ms() + 5000;

	if (!CHECK_INT(db_begin(other->sh->db), OK) || !CHECK_INT(db_run(other->sh->db, NULL, sql), OK) ||
		!CHECK_INT(db_commit(other->sh->db), OK))
		return false;
	while (!shop_tick(tr->sh))
		if (!CHECK(clock_mono_ms() < end))
			return false;
	return true;
}

/* Access that is taken away, or a right, is gone at the till where he stands signed on. */
BOTH(who_lost_his_access_sells_no_more)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !trade_join(&other, &tr, "02"))
		return;
	does(&tr, "scan " COOKIES);
	while (shop_tick(tr.sh))
		; /* what came before */
	changed_by(&other, &tr, "DELETE FROM role_permission WHERE permission = 'department-sale'");
	refuses(&tr, "department 01 5", "needs-approval");
	does(&tr, "scan " FINGERS);
	changed_by(&other, &tr, "UPDATE staff SET active = 0 WHERE number = '1008'");
	refuses(&tr, "scan " COOKIES, "needs-approval");
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "sign-off");
	refuses(&tr, "sign-on 1008 2468", "wrong-pin");
	trade_close(&other);
	trade_close(&tr);
}

/* Somebody else's drawer: who allowed it is on record from the count on. */
BOTH(the_drawer_of_another_is_counted_before_a_second_person)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 1009 13579");
	asked(&tr, "count 500", "approve 2001 331827");
	CHECK_INT(APPROVER("count"), 2001);
	asked(&tr, "z-report", "approve 2001 331827");
	CHECK_INT(APPROVER("shift-close"), 2001);
	trade_close(&tr);
}

/* What lies held at another till keeps nobody from counting a drawer; what lies held here does. */
BOTH(held_baskets_stay_with_their_till)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&other, "scan " COOKIES);
	does(&other, "hold");
	does(&tr, "scan " FINGERS);
	does(&tr, "hold");
	refuses(&tr, "count 500", "held-left");
	refuses(&other, "count 500", "held-left");
	does(&tr, "recall 2");
	does(&tr, "cash");
	does(&tr, "count 505");
	does(&tr, "z-report");
	refuses(&other, "count 500", "held-left");
	trade_close(&other);
	trade_close(&tr);
}

/* Guessing goes on nowhere: wrong PINs count for the person and the till, whoever asks; a lock set by a clock that ran
 * ahead does not hold for ever. */
BOTH(a_guessed_pin_is_locked)
{
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	for (int i = 0; i < 4; i++)
		refuses(&tr, "sign-on 1008 0000", "wrong-pin");
	does(&tr, "sign-on 1009 13579");
	does(&tr, "shift-open 500");
	does(&tr, "scan " COOKIES);
	refuses(&tr, "discount 20 1 1", "needs-approval");
	refuses(&tr, "approve 1008 0000", "pin-locked");
	refuses(&tr, "approve 1008 2468", "pin-locked");
	refuses(&tr, "sign-on 1008 2468", "pin-locked");
	clock_freeze(clock_now_ms() + 30000);
	refuses(&tr, "sign-on 1008 0000", "pin-locked");
	CHECK_STR(tr.said.arg[0], "60");
	clock_freeze(NOON_MS + DAY_MS);
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(count(&tr, "SELECT count(*) FROM pin_failure"), 0);
	for (int i = 0; i < 5; i++)
		act(&tr, "sign-on 1010 0000");
	CHECK_STR(said_name(&tr.said), "pin-locked");
	clock_freeze(NOON_MS - DAY_MS);
	does(&tr, "sign-on 1010 2026");
	trade_close(&tr);
}

/* A clock that ran away, with a shift open: nothing is sold on that day without somebody's word, and nobody is asked
 * because another till went on while this one stood still. */
BOTH(no_trade_on_a_day_that_does_not_follow)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	clock_freeze(NOON_MS + 3 * DAY_MS);
	does(&tr, "scan " FINGERS);
	refuses(&tr, "cash", "day-jump");
	does(&tr, "approve 3001 615902");
	CHECK_INT(view(&tr)->business_day, 20261124);
	CHECK_INT(APPROVER("day-confirm"), 3001);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	does(&other, "scan " FINGERS);
	does(&other, "cash");
	clock_freeze(clock_now_ms() - 600000);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash"); /* that day was confirmed */
	clock_freeze(NOON_MS);
	does(&tr, "scan " FINGERS);
	refuses(&tr, "cash", "day-jump");
	asked(&tr, "cancel", "reason 1");
	act(&tr, "void-last 1");
	refuses(&tr, "approve 2001 331827", "day-jump");
	trade_close(&other);
	trade_close(&tr);
}

/* A discount approved for one bill is good for none of its parts, nor for that bill with another in it. */
BOTH(an_approved_discount_does_not_part_or_join)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" COOKIES);
	does(&tr, "scan " FINGERS);
	asked(&tr, "bill-discount 10 1", "approve 2001 331827");
	does(&tr, "split 1*1");
	CHECK_STR(said_name(&tr.said), "split-anew");
	CHECK_INT(view(&tr)->due_minor, 3990 + 500);
	does(&tr, "cash 50");
	does(&tr, "recall");
	CHECK_INT(view(&tr)->due_minor, 3990);
	refuses(&tr, "bill-discount 10 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	does(&tr, "hold");
	does(&tr, "enter 20*" COOKIES);
	does(&tr, "merge 1");
	CHECK_STR(said_name(&tr.said), "merged-anew");
	CHECK_INT(view(&tr)->due_minor, 21 * 3990);
	/* The other way round. */
	asked(&tr, "bill-discount 1 1", "approve 2001 331827");
	does(&tr, "hold");
	does(&tr, "scan " COOKIES);
	does(&tr, "hold");
	does(&tr, "merge 1 2");
	does(&tr, "recall 1");
	CHECK_INT(view(&tr)->due_minor, 22 * 3990);
	CHECK_INT(ACTS("split"), 1);
	CHECK_INT(ACTS("merge"), 2);
	trade_end(&tr);
}

/* A price that was approved for so many is that in both parts, and more of it is asked about in each. */
BOTH(an_approved_price_grows_in_no_part)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 4*" COOKIES);
	asked(&tr, "price 0.01 1 1", "approve 3001 615902");
	does(&tr, "scan " FINGERS);
	does(&tr, "split 2*1");
	refuses(&tr, "qty 4 1", "needs-approval");
	does(&tr, "back");
	does(&tr, "cash 10");
	CHECK_INT(APPROVER("price"), 3001);
	does(&tr, "recall");
	CHECK_INT(view(&tr)->due_minor, 2);
	CHECK_INT(view(&tr)->basket->lines[0].approver_id, 3001);
	refuses(&tr, "qty 3", "needs-approval");
	does(&tr, "back");
	does(&tr, "duplicate"); /* at the price on file */
	CHECK_INT(view(&tr)->due_minor, 2 + 2 * 3990);
	does(&tr, "void-line");
	does(&tr, "cash 1");
	does(&tr, "repeat");
	CHECK_INT(view(&tr)->due_minor, 2 * 3990);
	trade_end(&tr);
}

/* What a manager gave on his own basket stands beside whoever sells it, also in another's basket; and nobody is his own
 * second person there. */
BOTH(a_merged_basket_keeps_who_gave_what)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 3001 615902");
	does(&tr, "scan " COOKIES);
	does(&tr, "price 0.50 1 1");
	does(&tr, "hold");
	does(&tr, "sign-on 1008 2468");
	does(&tr, "scan " FINGERS);
	does(&tr, "merge 1");
	CHECK_INT(view(&tr)->basket->lines[1].approver_id, 3001);
	refuses(&tr, "qty 2 2", "needs-approval");
	does(&tr, "back");
	asked(&tr, "price 3 1 1", "approve 2001 331827");
	does(&tr, "hold");
	does(&tr, "sign-on 2001 331827");
	does(&tr, "scan " CHIPS);
	does(&tr, "merge 1");
	does(&tr, "cash 50");
	/* He who approved the one price sells it himself: then who gave it stands there no more, and nobody twice. */
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE approver_id = staff_id"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM sale_line l JOIN document d ON d.id = l.document_id"
		" WHERE l.approver_id = d.staff_id"), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'price' AND approver_id = 3001"), 1);
	trade_end(&tr);
}

/* Goods that come back stay in one basket, and what was brought back elsewhere meanwhile counts with it. */
BOTH(a_return_does_not_part_into_lower_limits)
{
	struct trade tr, other;
	char back[64];

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	snprintf(back, sizeof back, "return %s", sell(&tr, "enter 4*" COOKIES, "cash"));
	does(&tr, back);
	does(&tr, "return-line 1 2");
	does(&tr, "back");
	does(&tr, "scan " FINGERS);
	refuses(&tr, "split 2", "split-returns");
	does(&tr, "hold");
	does(&tr, "scan " CHIPS);
	refuses(&tr, "merge 1", "merge-not");
	does(&tr, "void-line");
	does(&tr, "recall");
	does(&tr, "void-line 2");
	/* 79.80 each is within the limit of 100.00; both together are not. */
	asked(&tr, "pay", "reason 1");
	does(&other, back);
	does(&other, "return-line 1 2");
	asked(&other, "pay", "reason 1");
	does(&other, "cash");
	CHECK_STR(said_name(&other.said), "return-done");
	refuses(&tr, "cash", "needs-approval");
	does(&tr, "approve 3001 615902");
	CHECK_STR(said_name(&tr.said), "return-done");
	CHECK_INT(APPROVER("return"), 3001);
	trade_close(&other);
	trade_end(&tr);
}

/* What goes to another till keeps who gave what, and each basket is sold once, whoever takes it. */
BOTH(a_sent_basket_is_no_way_round)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "discount 5 1 1");
	asked(&tr, "bill-discount 5 1", "approve 2001 331827");
	does(&tr, "send 02");
	refuses(&other, "merge 1", "basket-empty");
	does(&other, "recall 1");
	CHECK_INT(view(&other)->basket->lines[0].approver_id, 1008);
	does(&other, "scan " CHIPS);
	refuses(&other, "cash", "needs-approval"); /* more off than was approved */
	does(&other, "back");
	does(&other, "void-line");
	does(&other, "cash 50");
	CHECK_INT(APPROVER("bill-discount"), 2001);
	refuses(&tr, "recall 1", "no-held");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'send' AND staff_id = 1008"), 1);
	/* An article that takes another's place takes no price of it along, and stands among the lines taken out. */
	does(&tr, "scan " COOKIES);
	asked(&tr, "price 0.01 1 1", "approve 3001 615902");
	does(&tr, "swap " FINGERS);
	CHECK_INT(view(&tr)->due_minor, 500);
	CHECK_INT(ACTS("swap"), 1);
	trade_close(&other);
	trade_end(&tr);
}

/* Each figure up to which a cashier gives alone: at it and just beyond. */
BOTH(discounts_are_limited_to_the_cent)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 2*" FINGERS); /* 10.00; five percent alone */
	does(&tr, "discount 5 1 1");
	refuses(&tr, "discount 5.01 1 1", "needs-approval");
	does(&tr, "discount -0.50 1 1");
	refuses(&tr, "discount -0.51 1 1", "needs-approval");
	does(&tr, "discount =9.50 1 1");
	refuses(&tr, "discount =9.49 1 1", "needs-approval");
	does(&tr, "discount =12 1 1"); /* a target never raises */
	CHECK_INT(view(&tr)->due_minor, 1000);
	refuses(&tr, "discount 100.01 1 1", "discount-bad");
	does(&tr, "discount 0 1");
	does(&tr, "price 4 1 1"); /* twenty percent alone */
	refuses(&tr, "price 3.99 1 1", "needs-approval");
	does(&tr, "price 5 1 1");
	does(&tr, "sign-on 2001 331827"); /* ten percent on a bill */
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "bill-discount 10 1");
	refuses(&tr, "bill-discount 10.01 1", "needs-approval");
	does(&tr, "bill-discount -1 1");
	refuses(&tr, "bill-discount -1.01 1", "needs-approval");
	does(&tr, "bill-discount =9 1");
	refuses(&tr, "bill-discount =8.99 1", "needs-approval");
	refuses(&tr, "bill-discount 10 9", "no-reason");
	trade_close(&tr);
}

T_MAIN
