/* pay_test.c - payments outside, from the till's act through the real helper to a provider's program and back: whatever
 * the line and the provider do, nobody is charged twice, and no payment is lost. On both engines. Run from the top of
 * the tree. */
#include "../store/pg.h"

#include "pay_desk.h"
#include "store/cash_store.h"

/* However the line and the answers fail, it ends by itself as one payment. */
static void ends_as_paid(const char *url, enum gw_mode mode)
{
	struct desk d;

	if (!begin(&d, url, mode))
		return;
	pays(&d, "tender 3");
	CHECK_STR(said_name(&d.tr.said), "sale-done");
	agrees(&d, 3990);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_intent WHERE state = 3"), 1);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM document WHERE kind = 1"), 1);
	end(&d);
}

BOTH(it_is_accepted) { ends_as_paid(url, GW_TAKE); }
BOTH(the_answer_is_lost) { ends_as_paid(url, GW_LOSE); }
BOTH(the_answer_comes_twice) { ends_as_paid(url, GW_TWICE); }
BOTH(the_answer_trickles) { ends_as_paid(url, GW_TRICKLE); }
BOTH(the_answer_comes_among_noise) { ends_as_paid(url, GW_NOISE); }
BOTH(the_line_is_cut_before_it_was_read) { ends_as_paid(url, GW_CUT_EARLY); }
BOTH(the_line_is_cut_after_it_was_taken) { ends_as_paid(url, GW_CUT_LATE); }
BOTH(the_line_is_cut_at_the_question) { ends_as_paid(url, GW_CUT_QUERY); }

BOTH(it_is_refused_and_paid_in_cash)
{
	struct desk d;

	if (!begin(&d, url, GW_REFUSE))
		return;
	pays(&d, "tender 3");
	CHECK_STR(said_name(&d.tr.said), "outside-refused");
	agrees(&d, 0);
	does(&d.tr, "cash");
	CHECK_STR(said_name(&d.tr.said), "sale-done");
	agrees(&d, 0);
	end(&d);
}

BOTH(a_provider_that_is_not_there_charges_nothing)
{
	struct desk d;

	if (!begin(&d, url, GW_CUT_HELLO))
		return;
	PUMP_UNTIL(&d, d.gw->hellos);
	does(&d.tr, "tender 3");
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-unsent");
	CHECK_INT(d.gw->charges, 0);
	d.gw->mode = GW_TAKE;
	pays(&d, "tender 3");
	agrees(&d, 3990);
	end(&d);
}

/* The customer is slow; the cashier gives up. What was not taken is not, what was taken goes back. */
static void is_cancelled(const char *url, enum gw_mode mode)
{
	struct desk d;

	if (!begin_asked(&d, url, mode))
		return;
	PUMP_UNTIL(&d, d.gw->queries);
	CHECK_INT(view(&d.tr)->outside.amount_minor, 3990);
	refuses(&d.tr, "cash", "outside-open");
	does(&d.tr, "cancel-payment");
	CHECK_STR(said_name(&d.tr.said), "outside-cancelling");
	CHECK(view(&d.tr)->outside.cancelling);
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-reversed");
	d.gw->mode = GW_TAKE;
	for (int i = 0; i < 20; i++)
		pump(&d);
	agrees(&d, 0);
	does(&d.tr, "cash");
	agrees(&d, 0);
	end(&d);
}

BOTH(it_is_cancelled_while_the_customer_is_at_it) { is_cancelled(url, GW_SLOW); }
BOTH(it_is_cancelled_and_its_answer_comes_late) { is_cancelled(url, GW_LATE); }
BOTH(it_is_cancelled_and_the_line_is_cut) { is_cancelled(url, GW_CUT_REVERSE); }

BOTH(what_cannot_be_taken_back_is_paid)
{
	struct desk d;

	if (!begin(&d, url, GW_SLOW))
		return;
	connected(&d);
	does(&d.tr, "tender 3 20");
	PUMP_UNTIL(&d, d.gw->charges);
	d.gw->list[0].amount_minor = 2000;
	d.gw->list[0].state = GW_TAKEN;
	d.gw->mode = GW_KEEP;
	does(&d.tr, "cancel-payment");
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-kept");
	CHECK_INT(view(&d.tr)->open_minor, 1990);
	does(&d.tr, "cash");
	agrees(&d, 2000);
	end(&d);
}

/* The helper dies, the till dies: the store knows what is open, the provider what became of it. */
BOTH(whoever_dies_it_is_found_again)
{
	struct desk d;

	if (!begin_asked(&d, url, GW_MUTE))
		return;
	pay_close(d.pay);
	wire_up(&d);
	refuses(&d.tr, "cancel 1", "outside-open");
	till_close(d.tr.t);
	CHECK_INT(till_open(d.tr.sh, &d.tr.t), OK);
	CHECK_INT(view(&d.tr)->outside.amount_minor, 3990);
	d.gw->mode = GW_TAKE;
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "sale-done");
	agrees(&d, 3990);
	end(&d);
}

/* The till died before it asked: the provider never heard of it, and never will. */
BOTH(what_never_left_is_made_final)
{
	struct desk d;

	if (!begin(&d, url, GW_TAKE))
		return;
	shop_pay_provider(d.tr.sh, NULL);
	refuses(&d.tr, "tender 3", "outside-begun"); /* on file, and nothing sent */
	pay_close(d.pay);
	wire_up(&d);
	connected(&d);
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-reversed");
	CHECK_INT(d.gw->list[0].state, GW_REVERSED);
	CHECK_INT(d.gw->charges, 0);
	does(&d.tr, "cash");
	agrees(&d, 0);
	end(&d);
}

/* What the end of the day has to settle first. */
static void day_knows(struct desk *d, int64_t minor)
{
	struct arena a = ARENA_INIT;
	int64_t paid = 0;

	CHECK_INT(cash_basket_paid(d->tr.sh->db, &a, count(&d->tr, "SELECT max(basket_id) FROM pay_intent"),
		&paid), OK);
	CHECK_INT(paid, minor);
	arena_release(&a);
}

/* Nobody answers: the basket waits, the day stays open, and two persons declare. What comes to light goes back. */
BOTH(a_provider_that_is_mute_takes_two_persons)
{
	struct desk d;

	if (!begin_asked(&d, url, GW_MUTE))
		return;
	PUMP_UNTIL(&d, d.gw->queries);
	day_knows(&d, 3990);
	does(&d.tr, "cancel-payment");
	refuses(&d.tr, "was-taken SLIP1", "needs-approval");
	does(&d.tr, "back");
	refuses(&d.tr, "not-taken", "needs-approval");
	refuses(&d.tr, "approve " CASHIER, "own-approval");
	does(&d.tr, "approve " LEAD);
	CHECK_STR(said_name(&d.tr.said), "outside-not-taken");
	does(&d.tr, "cash");
	day_knows(&d, 0);
	CHECK_INT(gw_holds(d.gw), 3990); /* it was wrong */
	d.gw->mode = GW_TAKE;
	PUMP_UNTIL(&d, !gw_holds(d.gw));
	agrees(&d, 0);
	end(&d);
}

BOTH(what_is_taken_out_goes_back)
{
	struct desk d;

	if (!begin(&d, url, GW_TAKE))
		return;
	pays(&d, "tender 2 15");
	CHECK_INT(view(&d.tr)->payment_count, 1);
	CHECK_INT(gw_holds(d.gw), 1500);
	does(&d.tr, "void-tender");
	CHECK_INT(view(&d.tr)->payment_count, 0);
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-reversed");
	CHECK_INT(gw_holds(d.gw), 0);
	pays(&d, "tender 2 10");
	d.gw->mode = GW_KEEP;
	does(&d.tr, "void-tender");
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-kept");
	CHECK_INT(view(&d.tr)->payment_count, 1);
	does(&d.tr, "cash");
	agrees(&d, 1000);
	end(&d);
}

BOTH(a_payment_code_is_asked_for_with_its_amount)
{
	struct desk d;

	if (!begin(&d, url, GW_TAKE))
		return;
	connected(&d);
	does(&d.tr, "pay");
	does(&d.tr, "tender 3 15 " WECHAT);
	settled(&d);
	CHECK_STR(d.gw->list[0].code, WECHAT);
	CHECK_INT(gw_holds(d.gw), 1500);
	does(&d.tr, "scan " WECHAT);
	settled(&d);
	CHECK_INT(d.gw->count, 2);
	agrees(&d, 3990);
	end(&d);
}

BOTH(a_slip_that_nobody_asked_for_takes_a_second_person)
{
	struct desk d;

	if (!begin_slip(&d, url))
		return;
	CHECK_STR(said_name(&d.tr.said), "sale-done");
	CHECK_INT(gw_holds(d.gw), 0);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 2), 3990);
	end(&d);
}

T_MAIN
