/* payback_test.c - what a payment provider is to give back: a payment whose sale did not come about, and what goods
 * that came back were paid with. It is on file until the provider answered, whatever dies or fails meanwhile, and its
 * book and the shop's agree in the end. On both engines. Run from the top of the tree. */
#include "../store/pg.h"

#include "pay_desk.h"
#include "service/day.h"

static int64_t owed(struct desk *d)
{
	return count(&d->tr, "SELECT count(*) FROM pay_back WHERE state = 1");
}

/* The helper is killed as a crash would, and the program with its till begins anew. */
static void both_die(struct desk *d)
{
	pay_close(d->pay);
	till_close(d->tr.t);
	shop_close(d->tr.sh);
	arena_release(&d->tr.shop_arena);
	if (trade_open(&d->tr))
		wire_up(d);
	does(&d->tr, "sign-on " CASHIER);
}

static void open_of_day(struct desk *d, enum day_open_kind kind, int n, int64_t minor)
{
	struct arena a = ARENA_INIT;
	struct day_open *list;
	int n_open = 0, found = 0;
	int64_t sum = 0;

	CHECK_INT(day_open_list(d->tr.sh, &a, shop_business_day(d->tr.sh), &list, &n_open), OK);
	for (int i = 0; i < n_open; i++) {
		found += list[i].kind == kind;
		sum += list[i].kind == kind ? list[i].amount_minor : 0;
		CHECK(list[i].kind != kind || !list[i].must);
	}
	CHECK_INT(found, n);
	CHECK_INT(sum, minor);
	arena_release(&a);
}

/* A person declared that it was not taken; it was, and the provider answers only after all had died. */
BOTH(what_was_declared_not_taken_goes_back_after_a_crash)
{
	struct desk d;

	if (!begin_asked(&d, url, GW_MUTE))
		return;
	refuses(&d.tr, "not-taken", "needs-approval");
	does(&d.tr, "approve " LEAD);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back WHERE state = 1 AND kind = 1"), 1);
	does(&d.tr, "cash");
	open_of_day(&d, DAY_OPEN_PAYBACK, 1, 3990);
	both_die(&d);
	CHECK_INT(gw_holds(d.gw), 3990);
	d.gw->mode = GW_TAKE;
	PUMP_UNTIL(&d, !owed(&d));
	agrees(&d, 0);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back WHERE state = 3"), 1);
	open_of_day(&d, DAY_OPEN_PAYBACK, 0, 0);
	end(&d);
}

/* The cashier cancels, and all dies before the provider answered: it is cancelled, and does not come back as paid. */
BOTH(a_cancel_is_not_forgotten)
{
	struct desk d;

	if (!begin_asked(&d, url, GW_MUTE))
		return;
	does(&d.tr, "cancel-payment");
	CHECK(view(&d.tr)->outside.cancelling);
	both_die(&d);
	CHECK_INT(view(&d.tr)->outside.amount_minor, 3990);
	CHECK(view(&d.tr)->outside.cancelling);
	d.gw->mode = GW_TAKE;
	settled(&d);
	CHECK_STR(said_name(&d.tr.said), "outside-reversed");
	CHECK_INT(view(&d.tr)->payment_count, 0);
	does(&d.tr, "cash");
	agrees(&d, 0);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back WHERE state = 3"), 1);
	end(&d);
}

/* 15.00 were paid by card, and the basket is dropped; the provider has this mood then. */
static bool dropped(struct desk *d, const char *url, enum gw_mode mode)
{
	if (!begin(d, url, GW_TAKE))
		return false;
	pays(d, "tender 2 15");
	CHECK_INT(gw_holds(d->gw), 1500);
	d->gw->mode = (int)mode;
	does(&d->tr, "back");
	refuses(&d->tr, "cancel", "needs-reason");
	does(&d->tr, "reason 1");
	return CHECK_STR(said_name(&d->tr.said), "abandoned-back");
}

/* The provider gives it back, now or after a crash. */
static void is_dropped(const char *url, bool die)
{
	struct desk d;

	if (!dropped(&d, url, GW_MUTE))
		return;
	PUMP_UNTIL(&d, d.gw->reversals);
	if (die)
		both_die(&d);
	d.gw->mode = GW_TAKE;
	PUMP_UNTIL(&d, !owed(&d));
	agrees(&d, 0);
	end(&d);
}

BOTH(a_dropped_basket_gives_back) { is_dropped(url, false); }
BOTH(a_dropped_basket_gives_back_after_a_crash) { is_dropped(url, true); }

/* The provider keeps it: that stays on the list until two persons saw to it. */
BOTH(what_the_provider_keeps_two_persons_see_to)
{
	struct arena a = ARENA_INIT;
	struct said said;
	struct payback_info *list;
	struct desk d;
	char id[24];
	int n = 0;

	if (!dropped(&d, url, GW_KEEP))
		return;
	PUMP_UNTIL(&d, !owed(&d));
	open_of_day(&d, DAY_OPEN_PAYBACK, 1, 1500);
	CHECK_INT(payback_all(d.tr.sh, &a, false, &list, &n), OK);
	if (CHECK_INT(n, 1)) {
		CHECK_INT(list[0].row.state, PAYBACK_REFUSED);
		snprintf(id, sizeof id, "%lld", (long long)list[0].row.id);
		does(&d.tr, "sign-on " MANAGER);
		CHECK_INT(payback_settle(d.tr.sh, &a, id, "REF 77", "3001", "615902", &said), ERR_REFUSED);
		CHECK_STR(said_name(&said), "own-approval");
		CHECK_INT(payback_settle(d.tr.sh, &a, id, "", "2001", "331827", &said), ERR_INVALID);
		CHECK_INT(payback_settle(d.tr.sh, &a, id, "REF 77", "2001", "331827", &said), OK);
		CHECK_INT(payback_settle(d.tr.sh, &a, id, "REF 77", "2001", "331827", &said), ERR_REFUSED);
		CHECK_STR(said_name(&said), "payback-none");
	}
	open_of_day(&d, DAY_OPEN_PAYBACK, 0, 0);
	arena_release(&a);
	end(&d);
}

/* --- goods that come back --------------------------------------------------------------------------- */

/* The cookies were paid by QR pay. */
static bool sold(struct desk *d, const char *url)
{
	if (!begin(d, url, GW_TAKE))
		return false;
	pays(d, "tender 3");
	agrees(d, 3990);
	return CHECK_STR(said_name(&d->tr.said), "sale-done");
}

/* An act of a return; what the till asks for first is answered. */
static void taken_back(struct desk *d, const char *line)
{
	act(&d->tr, line);
	if (strcmp(said_name(&d->tr.said), "needs-reason") == 0)
		act(&d->tr, "reason 1");
	if (strcmp(said_name(&d->tr.said), "needs-approval") == 0)
		act(&d->tr, "approve " LEAD);
}

static void brings_back(struct desk *d)
{
	does_with(&d->tr, "scan", last_number(&d->tr));
	taken_back(d, "return-line 1");
	taken_back(d, "cash");
	CHECK_STR(said_name(&d->tr.said), "return-done");
}

static void is_refunded(const char *url, enum gw_mode mode, bool die)
{
	struct desk d;

	if (!sold(&d, url))
		return;
	d.gw->mode = (int)mode;
	brings_back(&d);
	CHECK_INT(balance_of(&d.tr, ACCOUNT_TENDER, 0), 0);
	if (die) {
		PUMP_UNTIL(&d, d.gw->refunds);
		both_die(&d);
		d.gw->mode = GW_TAKE;
	}
	PUMP_UNTIL(&d, !owed(&d));
	agrees(&d, 0);
	CHECK_INT(d.gw->refund_count, 1);
	CHECK_INT(d.gw->refund[0].amount_minor, 3990);
	CHECK_INT(d.gw->refund[0].payment_id, d.gw->list[0].id);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back WHERE state = 3 AND kind = 2"), 1);
	end(&d);
}

BOTH(a_return_is_paid_back_through_the_provider) { is_refunded(url, GW_TAKE, false); }
BOTH(the_answer_to_a_refund_is_lost) { is_refunded(url, GW_LOSE, false); }
BOTH(the_answer_to_a_refund_comes_twice) { is_refunded(url, GW_TWICE, false); }
BOTH(the_answer_to_a_refund_comes_late) { is_refunded(url, GW_LATE, false); }
BOTH(the_answer_to_a_refund_trickles) { is_refunded(url, GW_TRICKLE, false); }
BOTH(the_answer_to_a_refund_comes_among_noise) { is_refunded(url, GW_NOISE, false); }
BOTH(the_line_is_cut_before_the_refund) { is_refunded(url, GW_CUT_EARLY, false); }
BOTH(the_line_is_cut_after_the_refund) { is_refunded(url, GW_CUT_LATE, false); }
BOTH(helper_and_till_die_before_the_refund) { is_refunded(url, GW_MUTE, true); }
BOTH(helper_and_till_die_after_the_refund) { is_refunded(url, GW_LOSE, true); }

BOTH(a_refund_that_is_refused_is_on_the_list)
{
	struct desk d;
	bool bad = false;
	char told[PAY_TOLD_MAX];
	const char *text;

	if (!sold(&d, url))
		return;
	d.gw->mode = GW_REFUSE;
	brings_back(&d);
	PUMP_UNTIL(&d, !owed(&d));
	text = pay_told(d.pay, told, &bad);
	CHECK(text && strstr(text, "39.90") && bad);
	CHECK(!pay_told(d.pay, told, &bad));
	CHECK_INT(gw_holds(d.gw), 3990);
	open_of_day(&d, DAY_OPEN_PAYBACK, 1, 3990);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back WHERE state = 2 AND kind = 2 AND answer = 'too late'"),
		1);
	end(&d);
}

/* Part in cash, line by line: each time the share of QR pay goes back, never more than it took. */
BOTH(parts_of_a_return_come_to_the_whole)
{
	char number[40];
	struct desk d;

	if (!begin(&d, url, GW_TAKE))
		return;
	does(&d.tr, "enter 2*" FINGERS);
	pays(&d, "tender 3 30");
	does(&d.tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&d.tr));
	for (int i = 1; i <= 3; i++) {
		does_with(&d.tr, "scan", number);
		taken_back(&d, i == 1 ? "return-line 1" : "return-line 2");
		taken_back(&d, "cash");
		PUMP_UNTIL(&d, !owed(&d));
		CHECK_INT(d.gw->refund_count, i);
		agrees(&d, balance_of(&d.tr, ACCOUNT_TENDER, 0));
	}
	agrees(&d, 0);
	end(&d);
}

/* A slip that a person told, and a payment that nobody asked for, are given back at the terminal, as ever. */
BOTH(what_was_told_by_hand_goes_back_by_hand)
{
	struct desk d;

	if (!begin_slip(&d, url))
		return;
	brings_back(&d);
	CHECK_INT(count(&d.tr, "SELECT count(*) FROM pay_back"), 0);
	end(&d);
}

T_MAIN
