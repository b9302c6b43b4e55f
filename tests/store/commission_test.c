/* commission_test.c - who is credited with what is sold, and what it comes to, on both engines. */
#include "pg.h"

#include "../day.h"
#include "service/commission.h"


static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static void sign(struct trade *tr, const char *number, const char *pin)
{
	struct said said;

	arena_clear(&tr->a);
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, number, pin, &said), OK);
}

static enum err set(struct trade *tr, const char *scope, const char *code, const char *rate, const char *piece,
	int32_t from_day)
{
	struct said said;

	return commission_set(tr->sh, &tr->a, &(struct commission_edit){ scope, code, rate, piece, from_day }, &said);
}

static int64_t seller_of(struct trade *tr, int line)
{
	return till_view(tr->t)->basket->lines[line].seller_id;
}

BOTH(a_basket_and_its_lines_are_credited)
{
	struct trade tr;
	int64_t lead, other;

	if (!begin(&tr, url))
		return;
	refuses(&tr, "seller", "argument-bad");
	refuses(&tr, "seller 7777", "not-found");
	does(&tr, "enter " COOKIES);
	CHECK_INT(seller_of(&tr, 0), 0);
	does(&tr, "seller 1009");
	lead = seller_of(&tr, 0);
	CHECK(lead > 0);
	CHECK(strncmp(till_view(tr.t)->seller, "1009 ", 5) == 0);
	/* The same goods join the line; of another seller they are a line of their own. */
	does(&tr, "enter " COOKIES);
	CHECK_INT(till_view(tr.t)->basket->line_count, 1);
	does(&tr, "seller 2001");
	CHECK_INT(seller_of(&tr, 0), lead); /* who has one keeps it */
	does(&tr, "enter " COOKIES);
	CHECK_INT(till_view(tr.t)->basket->line_count, 2);
	other = seller_of(&tr, 1);
	CHECK(other > 0 && other != lead);
	does(&tr, "seller 1008 1");
	CHECK(seller_of(&tr, 0) != lead && seller_of(&tr, 0) != other);
	does(&tr, "seller - 1");
	CHECK_INT(seller_of(&tr, 0), 0);
	refuses(&tr, "seller 1009 9", "no-line");
	does(&tr, "seller 1009 1");
	/* Put aside and taken back, and read again after a crash, it is the same. */
	does(&tr, "hold");
	does(&tr, "recall");
	trade_close(&tr);
	if (!trade_open(&tr))
		return;
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(seller_of(&tr, 0), lead);
	CHECK_INT(seller_of(&tr, 1), other);
	CHECK(strncmp(till_view(tr.t)->seller, "2001 ", 5) == 0);
	does(&tr, "seller -");
	CHECK_STR(till_view(tr.t)->seller, "");
	does(&tr, "cash");
	/* The next basket begins with nobody. */
	does(&tr, "seller 1009");
	CHECK(strncmp(till_view(tr.t)->seller, "1009 ", 5) == 0);
	does(&tr, "enter " COOKIES);
	does(&tr, "cash");
	does(&tr, "enter " COOKIES);
	CHECK_INT(seller_of(&tr, 0), 0);
	trade_end(&tr);
}

/* Two sell at one percent, the one of them cookies at five; one of three packets comes back. */
BOTH(commission_is_what_the_receipts_say)
{
	struct commission_row *list;
	struct target_told *told;
	struct trade tr;
	struct said said;
	char number[40];
	int64_t packet_minor;
	int n = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(set(&tr, "all", NULL, "1", NULL, 0), ERR_DENIED);
	sign(&tr, "3001", "615902");
	CHECK_INT(set(&tr, "all", NULL, "1", NULL, 0), OK);
	CHECK_INT(set(&tr, "article", COOKIES, "5", "0.10", 0), OK);
	CHECK_INT(set(&tr, "article", "no-such", "5", NULL, 0), ERR_NOTFOUND);
	CHECK_INT(set(&tr, "shelf", "1", "5", NULL, 0), ERR_INVALID);
	CHECK_INT(set(&tr, "all", NULL, "101", NULL, 0), ERR_INVALID);
	CHECK_INT(set(&tr, "all", NULL, NULL, NULL, 0), ERR_INVALID);
	CHECK_INT(set(&tr, "all", NULL, "2", NULL, 20261120), ERR_REFUSED);
	CHECK_INT(set(&tr, "article", COOKIES, "0", NULL, 20261122), OK); /* from tomorrow nothing */
	CHECK_INT(target_set(tr.sh, &tr.a, "1009", 202611, "100", &said), OK);
	CHECK_INT(target_set(tr.sh, &tr.a, "7777", 202611, "100", &said), ERR_NOTFOUND);
	CHECK_INT(target_set(tr.sh, &tr.a, "1009", 202613, "100", &said), ERR_INVALID);
	sign(&tr, "1008", "2468");
	does(&tr, "seller 1009");
	does(&tr, "enter 3*" COOKIES);
	packet_minor = till_view(tr.t)->due_minor / 3;
	does(&tr, "seller 2001");
	does(&tr, "department 03 10.00");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	/* What comes back tomorrow is taken off at the rate of the day it was sold. */
	clock_freeze(clock_now_ms() + DAY_MS);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	sign(&tr, "1009", "13579");
	CHECK_INT(report_commission(tr.sh, &tr.a, "2001", 20261101, 20261130, &list, &n, &said), ERR_DENIED);
	CHECK_INT(report_commission(tr.sh, &tr.a, NULL, 20261101, 20261130, &list, &n, &said), ERR_DENIED);
	if (CHECK_INT(report_commission(tr.sh, &tr.a, "1009", 20261101, 20261130, &list, &n, &said), OK) &&
		CHECK_INT(n, 1)) {
		CHECK_INT(list[0].of.rate.scope, SCOPE_ARTICLE);
		CHECK_INT(list[0].sales_minor, 3 * packet_minor);
		CHECK_INT(list[0].returns_minor, packet_minor);
		CHECK_INT(list[0].qty_milli, 2000);
		CHECK_INT(list[0].commission_minor, (2 * packet_minor * 5 + 50) / 100 + 20);
	}
	sign(&tr, "3001", "615902");
	if (CHECK_INT(report_commission(tr.sh, &tr.a, NULL, 20261101, 20261130, &list, &n, &said), OK) &&
		CHECK_INT(n, 2)) {
		CHECK_STR(list[1].number, "2001");
		CHECK_INT(list[1].of.rate.scope, SCOPE_ALL);
		CHECK_INT(list[1].commission_minor, 10);
	}
	if (CHECK_INT(report_targets(tr.sh, &tr.a, 202611, &told, &n, &said), OK) && CHECK_INT(n, 2)) {
		CHECK_STR(told[0].number, "1009");
		CHECK_INT(told[0].net_minor, 2 * packet_minor);
		CHECK_INT(told[0].reached_bp, 2 * packet_minor * 10000 / 10000);
		CHECK_INT(told[1].target_minor, 0);
	}
	/* The rest comes back: nothing is left of it. */
	sign(&tr, "1008", "2468");
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 2");
	refuses(&tr, "cash", "needs-reason");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	if (CHECK_INT(report_commission(tr.sh, &tr.a, "1008", 20261101, 20261130, &list, &n, &said), OK))
		CHECK_INT(n, 0);
	sign(&tr, "3001", "615902");
	if (CHECK_INT(report_commission(tr.sh, &tr.a, "1009", 20261101, 20261130, &list, &n, &said), OK))
		CHECK_INT(list[0].commission_minor, 0);
	trade_end(&tr);
}

T_MAIN
