/* points_test.c - points of members on both engines: what a sale earns by rate, multiple and what is held, each at,
 * below and above its boundary; what a return leaves; from when until when; recovery. */
#include "pg.h"

#include "../money.h"
#include "../restored.h"
#include "service/levels.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"

/* The ledger behind the shop. */
#include "../../src/service/money/money_int.h"
#include "store/document_store.h"

#define CARD "6217001234567890"
#define DAY_MS INT64_C(86400000)

static int64_t wang;

static bool set(struct trade *tr, const char *name, const char *value)
{
	return CHECK_INT(setting_set(tr->sh, name, value, false, &tr->said), OK);
}

static void as_manager(struct trade *tr)
{
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &tr->said), OK);
}

static void as_cashier(struct trade *tr)
{
	does(tr, "sign-on 1008 2468");
}

static void rate(struct trade *tr, const char *code, const char *points, const char *per, const char *goods,
	const char *target)
{
	as_manager(tr);
	CHECK_INT(points_rate_add(tr->sh, &tr->a, &(struct points_rate_edit){ .code = code, .points = points,
		.per = per, .goods = goods, .target = target }, &tr->said), OK);
	as_cashier(tr);
}

static void multiple(struct trade *tr, struct points_multiple_edit edit)
{
	as_manager(tr);
	CHECK_INT(points_multiple_add(tr->sh, &tr->a, &edit, &tr->said), OK);
	as_cashier(tr);
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	as_manager(tr);
	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000",
		.card = CARD, .birthday = "1990-11-21" }, &wang, &tr->said), OK);
	as_cashier(tr);
	return true;
}

static int64_t ledger_of(struct trade *tr, enum account account, int64_t holder)
{
	int64_t amount = 0;

	CHECK_INT(balance_get(tr->sh->db, &tr->a, account, holder, UNIT_POINTS, &amount), OK);
	return amount;
}

/* As shown, as the statement ends and as the ledger has it. */
static bool has(struct trade *tr, int64_t points)
{
	struct points_sheet s = { .balance = -1 };
	struct points_statement all = { .closing = -1 };

	CHECK_INT(points_show(tr->sh, &tr->a, CARD, &s, &tr->said), OK);
	CHECK_INT(points_statement(tr->sh, &tr->a, CARD, 20000101, 20991231, &all, &tr->said), OK);
	return CHECK_INT(s.balance, points) & CHECK_INT(all.closing, points)
		& CHECK_INT(ledger_of(tr, ACCOUNT_POINTS, wang), -points);
}

/* What is foreseen while it is paid is what it earns. */
static void buys(struct trade *tr, const char *what)
{
	int64_t before, foreseen;

	does_with(tr, "enter", what);
	does(tr, "scan " CARD);
	CHECK_INT(view(tr)->member.earns, 0);
	does(tr, "pay");
	foreseen = view(tr)->member.earns;
	before = ledger_of(tr, ACCOUNT_POINTS, wang);
	does(tr, "cash 500");
	CHECK_INT(before - ledger_of(tr, ACCOUNT_POINTS, wang), foreseen);
}

static void comes_back(struct trade *tr, const char *number, const char *lines)
{
	does_with(tr, "return", number);
	does(tr, lines);
	asked(tr, "cash", "reason 1");
}

BOTH(a_sale_earns_whole_points_of_what_is_paid)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	buys(&tr, COOKIES);
	has(&tr, 0); /* a shop without rates */
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	buys(&tr, COOKIES); /* 39.90 */
	has(&tr, 39);
	does(&tr, "scan " COOKIES); /* nobody buys */
	does(&tr, "cash 500");
	has(&tr, 39);
	/* The parts of a point of several lines add up: 39.90 + 7.50 + 7.50. */
	does(&tr, "scan " COOKIES);
	buys(&tr, "2*" CHIPS);
	has(&tr, 39 + 54);
	/* Of the narrowest goods: none for fingers, and one for each 20.00. */
	rate(&tr, "NONE", "0", NULL, "article", FINGERS);
	buys(&tr, "3*" FINGERS);
	has(&tr, 93);
	rate(&tr, "TEN", "3", "79.80", "article", COOKIES);
	buys(&tr, COOKIES);
	has(&tr, 93 + 1); /* 1.5 */
	buys(&tr, "2*" COOKIES);
	has(&tr, 94 + 3);
	trade_end(&tr);
}

BOTH(what_is_kept_keeps_its_points)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	buys(&tr, "3*" CHIPS); /* 22.50 */
	has(&tr, 22);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	comes_back(&tr, number, "return-line 1 1"); /* keeps 15.00 */
	has(&tr, 15);
	comes_back(&tr, number, "return-line 1 1"); /* 7.50 */
	has(&tr, 7);
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 0);
	/* The rules of the day of the return do not count. */
	buys(&tr, COOKIES);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	rate(&tr, "MORE", "9", NULL, "article", COOKIES);
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 0);
	/* A void takes all. */
	buys(&tr, "2*" COOKIES);
	has(&tr, 718);
	act(&tr, "void-last 1");
	does(&tr, "approve 2001 331827");
	has(&tr, 0);
	trade_end(&tr);
}

BOTH(multiples_by_day_level_birthday_and_what_is_held)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	as_manager(&tr);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "gold", .name = "gold",
		.when = "amount/day=100", .points = "1.5" }, &tr.said), OK);
	as_cashier(&tr);
	/* 2026-11-21 is a Saturday. */
	multiple(&tr, (struct points_multiple_edit){ .code = "D20", .times = "7", .days = "20,22" });
	multiple(&tr, (struct points_multiple_edit){ .code = "MON", .times = "7", .weekdays = "5,7" });
	multiple(&tr, (struct points_multiple_edit){ .code = "OVER", .times = "7", .from = "2026-11-01",
		.until = "2026-11-20" });
	multiple(&tr, (struct points_multiple_edit){ .code = "LEVEL", .times = "7", .level = "gold", .months = "12" });
	multiple(&tr, (struct points_multiple_edit){ .code = "MANY", .times = "1.2", .held = "101" });
	buys(&tr, "20*" FINGERS); /* 100.00: the level is that before the sale */
	has(&tr, 100);
	buys(&tr, "2*" FINGERS);
	has(&tr, 100 + 15); /* gold; one point less than MANY asks for */
	buys(&tr, "2*" FINGERS);
	has(&tr, 115 + 18); /* and more for who has many */
	multiple(&tr, (struct points_multiple_edit){ .code = "TODAY", .times = "2", .days = "21" });
	buys(&tr, "2*" FINGERS);
	has(&tr, 133 + 24); /* the higher one: 10 x 2 x 1.2 */
	as_manager(&tr);
	set(&tr, "points.multiples", "sum");
	as_cashier(&tr);
	buys(&tr, "2*" FINGERS);
	has(&tr, 157 + 30); /* 2.5 x 1.2 */
	as_manager(&tr);
	set(&tr, "points.multiples", "product");
	CHECK_INT(points_rule_remove(tr.sh, &tr.a, "MANY", &tr.said), OK);
	as_cashier(&tr);
	buys(&tr, "2*" FINGERS);
	has(&tr, 187 + 30); /* 2 x 1.5 */
	multiple(&tr, (struct points_multiple_edit){ .code = "BDAY", .times = "3", .birthday = true });
	buys(&tr, "2*" FINGERS);
	has(&tr, 217 + 90); /* it is his birthday */
	trade_end(&tr);
}

BOTH(points_are_usable_from_their_day_until_their_last)
{
	struct points_sheet s = { .balance = -1 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	as_manager(&tr);
	set(&tr, "points.pending-days", "2");
	as_cashier(&tr);
	buys(&tr, COOKIES);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.usable, 0);
	CHECK_INT(s.pending, 39);
	CHECK_INT(s.due_count, 1);
	CHECK_INT(s.due[0].day, 20271121);
	CHECK_INT(s.due[0].amount, 39);
	clock_freeze(clock_now_ms() + DAY_MS);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.usable, 0);
	clock_freeze(clock_now_ms() + DAY_MS);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.usable, 39);
	CHECK_INT(s.pending, 0);
	trade_end(&tr);
}

/* --- points as money ----------------------------------------------------------------------------- */

/* 39 points from cookies. */
static bool begin_paying(struct trade *tr, const char *url)
{
	if (!begin(tr, url))
		return false;
	rate(tr, "BASE", "1", NULL, NULL, NULL);
	as_manager(tr);
	set(tr, "points.pay-points", "10"); /* 10 points are 1.00: 39 are 3.90 */
	as_cashier(tr);
	buys(tr, COOKIES);
	return has(tr, 39);
}

static void setting(struct trade *tr, const char *name, const char *value)
{
	as_manager(tr);
	set(tr, name, value);
	as_cashier(tr);
}

static int64_t cost(struct trade *tr)
{
	return balance_of(tr, ACCOUNT_POINTS_COST, 0);
}

BOTH(points_pay_and_earn_none)
{
	struct trade tr;

	if (!begin_paying(&tr, url))
		return;
	refuses(&tr, "points", "points-whose");
	does(&tr, "scan " FINGERS); /* 5.00 */
	refuses(&tr, "points", "points-whose");
	does(&tr, "scan " CARD);
	CHECK_INT(view(&tr)->member.points, 39);
	CHECK_INT(view(&tr)->member.points_minor, 390);
	CHECK_INT(view(&tr)->member.points_cost, 39);
	refuses(&tr, "points 3.91", "points-short");
	refuses(&tr, "points 0", "amount-bad");
	refuses(&tr, "points 5.01", "points-bill");
	does(&tr, "points 3.85"); /* 38.5: the part of a point counts whole */
	CHECK_INT(view(&tr)->member.points_minor, 0);
	refuses(&tr, "points", "pays-twice");
	has(&tr, 39); /* not before it is posted */
	CHECK_INT(view(&tr)->member.earns, 1);
	does(&tr, "cash");
	has(&tr, 39 - 39 + 1); /* 1.15 was paid in cash */
	trade_end(&tr);
}

BOTH(a_bill_is_paid_whole_with_points)
{
	struct trade tr;

	if (!begin_paying(&tr, url))
		return;
	setting(&tr, "points.pay-points", "5"); /* 5.00 are 25 */
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	CHECK_INT(view(&tr)->member.points_minor, 500);
	does(&tr, "points");
	CHECK_INT(view(&tr)->basket->line_count, 0); /* that settled it */
	has(&tr, 14);
	/* What was earned by this sale does not pay for it. */
	setting(&tr, "points.pay-points", "1");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CARD);
	CHECK_INT(view(&tr)->member.points_minor, 1400);
	refuses(&tr, "points 14.01", "points-short");
	does(&tr, "points");
	does(&tr, "cash");
	has(&tr, 25); /* 25.90 */
	trade_end(&tr);
}

BOTH(the_shop_says_how_much_and_when)
{
	struct trade tr;

	if (!begin_paying(&tr, url))
		return;
	does(&tr, "scan " FINGERS); /* 5.00 */
	does(&tr, "scan " CARD);
	setting(&tr, "points.pay-held", "40");
	refuses(&tr, "points 1", "points-too-few");
	setting(&tr, "points.pay-held", "39");
	CHECK_INT(view(&tr)->member.points_minor, 390);
	setting(&tr, "points.pay-bill-bp", "5000");
	CHECK_INT(view(&tr)->member.points_minor, 250);
	refuses(&tr, "points 2.51", "points-bill");
	setting(&tr, "points.pay-bill-minor", "200");
	refuses(&tr, "points 2.01", "points-bill");
	setting(&tr, "points.pay-step-minor", "30");
	CHECK_INT(view(&tr)->member.points_minor, 180);
	refuses(&tr, "points 1.81", "points-step");
	refuses(&tr, "points 1.79", "points-step");
	setting(&tr, "points.pay-days", "from=20261122;months=10");
	CHECK_INT(view(&tr)->member.points_minor, 0);
	refuses(&tr, "points", "points-closed");
	setting(&tr, "points.pay-days", "days=21 months=11");
	as_manager(&tr);
	CHECK_INT(setting_set(tr.sh, "points.pay-days", "days=32", false, &tr.said), ERR_INVALID);
	as_cashier(&tr);
	does(&tr, "points");
	CHECK_INT(view(&tr)->open_minor, 320);
	does(&tr, "cash");
	has(&tr, 39 - 18 + 3);
	trade_end(&tr);
}

/* Part by part until all is back: what paid comes back to its lots, and earns nothing. */
BOTH(what_paid_comes_back_to_the_lots_it_came_from)
{
	struct points_sheet s = { .balance = -1 };
	struct trade tr;
	char number[40];

	if (!begin_paying(&tr, url))
		return;
	clock_freeze(clock_now_ms() + DAY_MS);
	does_with(&tr, "enter", "3*" FINGERS); /* 15.00 */
	does(&tr, "scan " CARD);
	does(&tr, "points 3.80");
	does(&tr, "cash");
	CHECK_INT(cost(&tr), 380);
	has(&tr, 1 + 11); /* 11.20 */
	snprintf(number, sizeof number, "%s", last_number(&tr));
	comes_back(&tr, number, "return-line 1 1"); /* 1.27 of 3.80 */
	CHECK_INT(cost(&tr), 380 - 127);
	has(&tr, 1 + 13 + 7); /* keeps 7.46 */
	comes_back(&tr, number, "return-line 1 1");
	CHECK_INT(cost(&tr), 380 - 253);
	has(&tr, 1 + 25 + 3);
	comes_back(&tr, number, "return-line 1 1");
	CHECK_INT(cost(&tr), 0);
	has(&tr, 39);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.due_count, 1); /* with their age */
	CHECK_INT(s.due[0].day, 20271121);
	trade_end(&tr);
}

BOTH(what_ended_meanwhile_stays_void_but_for_days_of_grace)
{
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	setting(&tr, "points.end", "days");
	setting(&tr, "points.end-count", "1");
	rate(&tr, "BASE", "10", NULL, NULL, NULL);
	buys(&tr, COOKIES);
	has(&tr, 399);
	does(&tr, "enter 2*" FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points 2");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	has(&tr, 399 - 200 + 80);
	for (int i = 0; i < 2; i++) { /* the last day is yesterday then */
		clock_freeze(clock_now_ms() + DAY_MS);
		does(&tr, "scan " FINGERS);
		does(&tr, "cash");
	}
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 199 + 40); /* 100 came back and are void */
	setting(&tr, "points.grace-days", "1");
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 199 + 100);
	trade_end(&tr);
}

BOTH(an_exchange_earns_nothing_for_what_points_paid)
{
	struct trade tr;
	char number[40];

	if (!begin_paying(&tr, url))
		return;
	setting(&tr, "points.pay-points", "5"); /* 5.00 are 25 */
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points");
	has(&tr, 14);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "scan " CHIPS); /* 7.50, of which 5.00 by points */
	does(&tr, "scan " CARD);
	act(&tr, "cash");
	does(&tr, "reason 1");
	has(&tr, 14 + 2);
	/* And back: 25 points of the exchange, 2.50 in cash. */
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 2 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	does(&tr, "approve 2001 331827");
	has(&tr, 39);
	CHECK_INT(cost(&tr), 0);
	trade_end(&tr);
}

/* SEMANTICS 2: what paid comes back with its age, also when other goods were taken for those that it paid, and by
 * parts; what each way gives sums to what was paid, though no share is whole. */
BOTH(what_paid_keeps_its_age_over_exchanges)
{
	struct points_sheet s = { .balance = -1 };
	struct trade tr;
	char first[40], second[40];

	if (!begin_paying(&tr, url))
		return;
	setting(&tr, "points.pay-points", "7");
	does(&tr, "scan " FINGERS); /* a lot of its own, of another day */
	does(&tr, "scan " CARD);
	does(&tr, "cash");
	clock_freeze(clock_now_ms() + DAY_MS);
	has(&tr, 44);
	as_cashier(&tr);
	does_with(&tr, "enter", "3*" FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points 6.01"); /* 42.07: 43 points, of both lots */
	does(&tr, "cash");
	has(&tr, 1 + 8);
	snprintf(first, sizeof first, "%s", last_number(&tr));
	/* Chips for one of them: 2.00 of the 6.01 go over, and of the chips all comes back on another day. */
	does_with(&tr, "return", first);
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "scan " CHIPS);
	does(&tr, "scan " CARD);
	act(&tr, "cash");
	does(&tr, "reason 1");
	snprintf(second, sizeof second, "%s", last_number(&tr));
	clock_freeze(clock_now_ms() + DAY_MS);
	as_cashier(&tr);
	does_with(&tr, "return", second);
	does(&tr, "return-line 2 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	if (view(&tr)->need == NEED_APPROVAL)
		does(&tr, "approve 2001 331827");
	comes_back(&tr, first, "return-line 1 2");
	if (view(&tr)->need == NEED_APPROVAL)
		does(&tr, "approve 2001 331827");
	has(&tr, 44);
	CHECK_INT(cost(&tr), 0);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.due_count, 1);
	CHECK_INT(s.due[0].day, 20271121);
	CHECK_INT(s.due[0].amount, 44);
	trade_end(&tr);
}

/* As many go to one as are taken from another: the shop issued none, and posts none of none. */
BOTH(points_of_two_members_in_one_return)
{
	struct trade tr;
	char number[40];
	int64_t li = 0;

	if (!begin_paying(&tr, url))
		return;
	setting(&tr, "points.pay-points", "100"); /* 0.30 are 30 */
	rate(&tr, "CHIPS", "25", "6", "article", CHIPS);
	as_manager(&tr);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "李秀英", .phone = "13900139001" }, &li,
		&tr.said), OK);
	as_cashier(&tr);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points 0.30");
	does(&tr, "cash");
	has(&tr, 9 + 4);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	does(&tr, "back");
	does(&tr, "scan " CHIPS);
	does(&tr, "member 13900139001");
	act(&tr, "cash");
	does(&tr, "reason 1");
	has(&tr, 9);
	CHECK_INT(ledger_of(&tr, ACCOUNT_POINTS, li), -30); /* for 7.20 */
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 2 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	does(&tr, "approve 2001 331827");
	has(&tr, 39);
	CHECK_INT(ledger_of(&tr, ACCOUNT_POINTS, li), 0);
	trade_end(&tr);
}

BOTH(a_void_gives_points_back)
{
	struct trade tr;

	if (!begin_paying(&tr, url))
		return;
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points");
	does(&tr, "cash");
	has(&tr, 1);
	act(&tr, "void-last 1");
	does(&tr, "approve 2001 331827");
	has(&tr, 39);
	CHECK_INT(cost(&tr), 0);
	trade_end(&tr);
}

/* --- without a sale ------------------------------------------------------------------------------ */

#define SECOND .words = "1", .second = "2001", .pin = "331827"

static bool adjusts(struct trade *tr, const char *points, enum err wanted)
{
	struct points_done done = { .id = 0 };

	clock_freeze(clock_now_ms() + 1000);
	return CHECK_INT(points_adjust(tr->sh, &tr->a, &(struct points_adjust){ .member = CARD, .points = points,
		SECOND }, &done, &tr->said), wanted);
}

BOTH(two_persons_give_and_take_points)
{
	struct points_adjust what = { .member = CARD, .points = "200", SECOND };
	struct points_done done = { .id = 0 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	as_manager(&tr);
	what.id = wallet_new_id(tr.sh);
	what.second = NULL;
	CHECK_INT(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said), ERR_DENIED);
	CHECK_STR(said_name(&tr.said), "needs-second");
	what.second = "3001";
	what.pin = "615902";
	CHECK(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said) != OK); /* not oneself */
	what = (struct points_adjust){ .id = what.id, .member = CARD, .points = "200", SECOND };
	what.words = "";
	CHECK_INT(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said), ERR_INVALID);
	CHECK_STR(said_name(&tr.said), "needs-reason");
	has(&tr, 0);
	what.words = "1";
	CHECK_INT(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(done.moved, 200);
	CHECK_INT(done.now, 200);
	CHECK_INT(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said), ERR_EXISTS);
	has(&tr, 200);
	what.points = "201";
	CHECK_INT(points_adjust(tr.sh, &tr.a, &what, &done, &tr.said), ERR_INVALID);
	CHECK_STR(said_name(&tr.said), "same-id-other");
	adjusts(&tr, "0", ERR_INVALID);
	adjusts(&tr, "x", ERR_INVALID);
	adjusts(&tr, "1.5", ERR_INVALID);
	adjusts(&tr, "-201", ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "points-has");
	adjusts(&tr, "-200", OK);
	has(&tr, 0);
	trade_end(&tr);
}

BOTH(points_move_to_another_member_with_their_age)
{
	struct points_transfer what = { .from = CARD, .to = "13900139000", .points = "30", SECOND };
	struct points_done done = { .id = 0 };
	struct points_sheet s = { .balance = -1 };
	struct trade tr;
	int64_t li = 0;

	if (!begin_paying(&tr, url))
		return;
	clock_freeze(clock_now_ms() + DAY_MS);
	as_manager(&tr);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "李秀英", .phone = "13900139000" }, &li,
		&tr.said), OK);
	what.to = CARD;
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), ERR_REFUSED);
	what.to = "13900139000";
	what.points = "40";
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "points-has");
	what.points = "30";
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(done.now, 9);
	has(&tr, 9);
	CHECK_INT(ledger_of(&tr, ACCOUNT_POINTS, li), -30);
	CHECK_INT(points_show(tr.sh, &tr.a, "13900139000", &s, &tr.said), OK);
	CHECK_INT(s.due_count, 1);
	CHECK_INT(s.due[0].day, 20271121);
	what.points = "all";
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	has(&tr, 0);
	CHECK_INT(ledger_of(&tr, ACCOUNT_POINTS, li), -39);
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), ERR_REFUSED);
	as_cashier(&tr);
	CHECK_INT(points_transfer(tr.sh, &tr.a, &what, &done, &tr.said), ERR_DENIED);
	trade_end(&tr);
}

struct reminded { int n; int32_t day; int64_t points; };

static enum err remind(void *ctx, const struct points_due_member *m)
{
	struct reminded *r = ctx;

	r->n++;
	r->day = m->day;
	r->points += m->points;
	return OK;
}

static int64_t reminds(struct trade *tr, int days)
{
	struct reminded r = { 0, 0, 0 };

	CHECK_INT(points_expiring(tr->sh, days, remind, &r, &tr->said), OK);
	return r.points;
}

BOTH(what_ended_is_void_once_somebody_says_so)
{
	struct points_expired x;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	setting(&tr, "points.end", "days");
	setting(&tr, "points.end-count", "1");
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	buys(&tr, COOKIES);
	setting(&tr, "points.end-count", "3");
	buys(&tr, FINGERS);
	CHECK_INT(reminds(&tr, 0), 0);
	CHECK_INT(reminds(&tr, 1), 39);
	CHECK_INT(reminds(&tr, 2), 39);
	CHECK_INT(reminds(&tr, 3), 44);
	as_cashier(&tr);
	CHECK_INT(points_expire(tr.sh, &tr.a, &x, &tr.said), ERR_DENIED);
	clock_freeze(clock_now_ms() + DAY_MS);
	as_manager(&tr);
	CHECK_INT(points_expire(tr.sh, &tr.a, &x, &tr.said), OK);
	CHECK_INT(x.documents, 0); /* its last day */
	has(&tr, 44);
	clock_freeze(clock_now_ms() + DAY_MS);
	CHECK_INT(reminds(&tr, 1), 5);
	CHECK_INT(points_expire(tr.sh, &tr.a, &x, &tr.said), OK);
	CHECK_INT(x.documents, 1);
	CHECK_INT(x.members, 1);
	CHECK_INT(x.points, 39);
	has(&tr, 5);
	CHECK_INT(points_expire(tr.sh, &tr.a, &x, &tr.said), OK);
	CHECK_INT(x.documents, 0);
	trade_end(&tr);
}

TEST(recovery_brings_points_back_and_check_finds_what_is_false)
{
	struct trade tr;
	char backup[BACKUP_MAX], number[40];

	if (!begin(&tr, sqlite_new_store()))
		return;
	rate(&tr, "BASE", "1", NULL, NULL, NULL);
	backed_up(&tr, backup);
	buys(&tr, "3*" CHIPS);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 15);
	does(&tr, "scan " FINGERS);
	does(&tr, "scan " CARD);
	does(&tr, "points 0.10"); /* 10 of them */
	does(&tr, "cash");
	has(&tr, 15 - 10 + 4);
	if (!lost_and_back(&tr, backup))
		return;
	as_cashier(&tr);
	has(&tr, 9);
	/* And what the sale earned is known still. */
	comes_back(&tr, number, "return-line 1 1");
	has(&tr, 9 - 8);
	trade_close(&tr);
	sound(&tr.conf);
	if (!trade_open(&tr))
		return;
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE lot SET amount = amount + 1 WHERE account = 63", NULL, 0), OK);
	CHECK(check_with(&tr.conf, NULL).result.by_id[CHECK_LOT] > 0);
	trade_close(&tr);
}

T_MAIN
