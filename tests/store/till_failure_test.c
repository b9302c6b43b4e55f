/* till_failure_test.c - what the fault campaigns found, one small story each: a till whose store failed, and a till
 * whose baskets were odd. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "base/log.h"
#include "service/trade.h"
#include "store/db_fault.h"

static bool begin(struct trade *tr, const char *url)
{
	log_open("/dev/null", "test", LOG_ERROR); /* the failures are ours */
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

/* The nth statement from now fails, after it took effect (a COMMIT: its answer is lost) or before. */
static void fail_at(struct trade *tr, int n, bool after)
{
	db_fault_arm(tr->sh->db, n, after);
}

/* How many statements an act takes, so that its COMMIT can be found; the act is done. */
static int statements(struct trade *tr, const char *line)
{
	int64_t before = db_statements(tr->sh->db);

	does(tr, line);
	return (int)(db_statements(tr->sh->db) - before);
}

/* Does the line with one fault after the other until its COMMIT is hit: then the till asks for a retry. */
static bool loses_answer(struct trade *tr, const char *line)
{
	for (int n = 1; n < 100; n++) {
		fail_at(tr, n, true);
		if (act(tr, line) == OK) {
			fail_at(tr, 0, false);
			break;
		}
		if (view(tr)->need == NEED_RETRY)
			return true;
	}
	return CHECK(!"no answer was lost");
}

BOTH(a_read_that_failed_is_the_last_to_fail)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	fail_at(&tr, 1, false);
	refuses(&tr, "scan " FINGERS, "store-failed");
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->due_minor, 500);
	trade_close(&tr);
}

BOTH(a_first_line_whose_answer_was_lost_is_in_the_basket)
{
	struct trade tr;
	int n;

	if (!begin(&tr, url))
		return;
	n = statements(&tr, "scan " CHIPS);
	does(&tr, "void-line 1");
	/* Of the statements some read, the last but a few is the COMMIT: all of them are tried. */
	for (int i = 1; i <= n; i++) {
		fail_at(&tr, i, true);
		act(&tr, "scan " FINGERS);
		fail_at(&tr, 0, false);
		if (view(&tr)->basket->line_count == 0)
			does(&tr, "scan " FINGERS);
		CHECK_INT(view(&tr)->due_minor, 500);
		does(&tr, "scan " FINGERS);
		CHECK_INT(view(&tr)->due_minor, 1000);
		does(&tr, "void-line 1");
	}
	trade_close(&tr);
}

BOTH(a_sale_whose_answer_was_lost_is_answered_once_more)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	if (!loses_answer(&tr, "cash 50"))
		return;
	refuses(&tr, "scan " FINGERS, "outcome-unknown");
	/* The store fails again while it is asked: the question stays. */
	fail_at(&tr, 1, false);
	act(&tr, "enter");
	CHECK_INT(view(&tr)->need, NEED_RETRY);
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "already-done");
	CHECK_INT(view(&tr)->done.change_minor, 1010);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 1"), 1);
	trade_close(&tr);
}

/* Asked again, it is asked with the very same slip, though much was said at the till since. */
BOTH(a_slip_whose_answer_was_lost_is_answered_once_more)
{
	bool lost = false;
	struct trade tr;
	char line[80];
	int n;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	n = statements(&tr, "tender 2 39.90 SLIP-AND-ITS-LONG-NUMBER-0");
	for (; n > 0 && !lost; n--) {
		does(&tr, "scan " COOKIES);
		fail_at(&tr, n, true);
		snprintf(line, sizeof line, "tender 2 39.90 SLIP-AND-ITS-LONG-NUMBER-%d", n);
		act(&tr, line);
		fail_at(&tr, 0, false);
		lost = view(&tr)->need == NEED_RETRY;
		if (lost) {
			arena_clear(&tr.a); /* as the texts of the next acts would */
			memset(arena_alloc(&tr.a, 16000), 'x', 16000);
			does(&tr, "enter");
			CHECK_STR(said_name(&tr.said), "already-done");
		}
		if (view(&tr)->basket->line_count)
			does(&tr, "cash");
	}
	CHECK(lost);
	CHECK_INT(view(&tr)->basket->line_count, 0);
	trade_close(&tr);
}

BOTH(a_return_whose_answer_was_lost_is_answered_once_more)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	does(&tr, "scan 01-1-000002");
	does(&tr, "return-line 1");
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "back");
	refuses(&tr, "pay", "needs-reason");
	does(&tr, "reason 1");
	if (!loses_answer(&tr, "cash"))
		return;
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "already-done");
	CHECK_INT(view(&tr)->done.change_minor, 3990);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 2"), 1);
	trade_close(&tr);
}

BOTH(a_void_whose_answer_was_lost_is_answered_and_the_next_is_another)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 2001 331827");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	if (!loses_answer(&tr, "void-last 1"))
		return;
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "already-done");
	CHECK_INT(view(&tr)->done.change_minor, 3990);
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	does(&tr, "void-last 1");
	CHECK_STR(said_name(&tr.said), "voided");
	CHECK_INT(view(&tr)->done.change_minor, 500);
	trade_close(&tr);
}

/* The customer has paid by his phone; the store failed before the sale was posted. */
BOTH(what_was_paid_outside_is_posted_when_the_store_is_back)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "pay");
	for (int n = 1; n < 60 && view(&tr)->payment_count == 0; n++) {
		fail_at(&tr, n, false);
		if (!CHECK(act(&tr, "scan 134567890123456789") != OK))
			return;
	}
	fail_at(&tr, 0, false);
	CHECK_INT(view(&tr)->payment_count, 1);
	CHECK_INT(view(&tr)->open_minor, 0);
	does(&tr, "enter");
	CHECK_STR(said_name(&tr.said), "sale-done");
	CHECK_INT(count(&tr, "SELECT count(*) FROM sale_tender"), 1);
	trade_close(&tr);
}

/* Who works here is asked with the first step alone; a shop that cannot take cash is not opened. */
BOTH(a_shop_opens_in_two_steps_and_the_second_says_what_it_lacks)
{
	const struct tender *tenders;
	const char *why = "";
	struct shop *sh = NULL;
	struct trade tr;
	struct arena a = ARENA_INIT;

	if (!begin(&tr, url))
		return;
	trade_close(&tr);
	if (!CHECK_INT(shop_open_first(&a, &tr.conf, &sh, &why), OK))
		return;
	CHECK(*setting_text(sh, SET_SHOP_NAME));
	CHECK_INT(shop_tenders(sh, &tenders), 0);
	CHECK_INT(shop_open_rest(sh, &a, &why), OK);
	CHECK(shop_tenders(sh, &tenders) > 0);
	CHECK_INT(db_run(sh->db, NULL, "DELETE FROM tender WHERE kind = 1"), OK);
	CHECK_INT(shop_open_rest(sh, &a, &why), ERR_CORRUPT);
	CHECK(strstr(why, "store check") != NULL);
	shop_close(sh);
	CHECK_INT(shop_open(&a, &tr.conf, &sh, &why), ERR_CORRUPT);
	CHECK(sh == NULL && strstr(why, "store check") != NULL);
	arena_release(&a);
}

BOTH(settings_stay_in_force_when_they_cannot_be_read_again)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	for (int n = 1; n < 8; n++) {
		fail_at(&tr, n, false);
		(void)(shop_load_master(tr.sh) == OK);
		fail_at(&tr, 0, false);
		CHECK_STR(setting_text(tr.sh, SET_CASH_ROUNDING), "drop-fen");
		CHECK(shop_tender(tr.sh, 1) != NULL);
		(void)shop_tick(tr.sh);
	}
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	trade_close(&tr);
}

/* The ids of a checkout are made with the basket; a clock that went back over a restart must not give them to
 * something else. */
BOTH(the_ids_of_an_open_basket_are_not_given_away)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	till_close(tr.t);
	shop_close(tr.sh);
	clock_freeze(NOON_MS - 3600000);
	if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468"))
		return;
	does(&tr, "hold");
	does(&tr, "recall");
	refuses(&tr, "cash", "clock-back");
	does(&tr, "approve 3001 615902");
	CHECK_STR(said_name(&tr.said), "sale-done");
	trade_close(&tr);
}

/* Two tills take the same unit back; the one that comes second must not be left with a basket that cannot be opened. */
BOTH(a_basket_whose_return_another_till_took_can_be_opened)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "cash");
	does(&other, "scan 01-1-000002");
	does(&other, "return-line 1 2");
	does(&tr, "scan 01-1-000002");
	does(&tr, "return-line 1 1");
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "reason 1");
	refuses(&other, "cash", "needs-reason");
	refuses(&other, "reason 1", "stale");
	does(&other, "sign-on 1009 13579");
	CHECK_INT(view(&other)->due_minor, -500);
	does(&tr, "scan 01-1-000002");
	does(&tr, "return-line 1 1");
	refuses(&tr, "cash", "needs-reason");
	does(&tr, "reason 1");
	does(&other, "sign-on 1009 13579");
	CHECK_INT(view(&other)->due_minor, 0);
	does(&other, "scan " CHIPS);
	CHECK_INT(view(&other)->due_minor, 750);
	trade_close(&other);
	trade_close(&tr);
}

BOTH(goods_do_not_come_back_into_a_basket_that_is_partly_paid)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "enter 8*" FINGERS);
	does(&tr, "cash");
	does(&tr, "scan " COOKIES);
	does(&tr, "tender 2 20 SLIP1");
	does(&tr, "back");
	does(&tr, "scan 01-1-000002");
	refuses(&tr, "return-line 1 8", "payment-taken");
	does(&tr, "back");
	does(&tr, "cash");
	CHECK_INT(view(&tr)->done.total_minor, 3990);
	trade_close(&tr);
}

BOTH(an_emptied_basket_hides_no_other_and_holds_up_no_closing)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "hold");
	does(&tr, "scan " FINGERS);
	does(&tr, "void-line 1");
	does(&tr, "recall 1");
	CHECK_INT(view(&tr)->due_minor, 3990);
	does(&tr, "void-line 1");
	does(&tr, "sign-on 1009 13579");
	CHECK_INT(view(&tr)->open_count, 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM basket"), 0);
	trade_close(&tr);
}

/* An expense without a voucher: nothing else would tell that it was booked. */
BOTH(an_expense_whose_answer_was_lost_is_paid_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "sign-on 3001 615902");
	CHECK_INT(setting_set(tr.sh, "cash.voucher", "optional", false, &tr.said), OK);
	does(&tr, "sign-on 1008 2468");
	if (!loses_answer(&tr, "pay-out 20 2"))
		return;
	act(&tr, "enter");
	CHECK_INT(count(&tr, "SELECT count(*) FROM document WHERE kind = 44"), 1);
	trade_close(&tr);
}

T_MAIN
