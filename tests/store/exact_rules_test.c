/* exact_rules_test.c - the exact rules of members, row by row as the requirements number them (B34 is row 34), at,
 * below and above the boundary of each, as a shop lives them: sold at a till, on both engines. */
#include "pg.h"

#include "../money.h"
#include "service/articles.h"
#include "service/coupons.h"
#include "service/gifts.h"
#include "service/goods.h"
#include "service/levels.h"
#include "service/members.h"
#include "service/points.h"
#include "service/wallet.h"

/* The ledger behind the shop. */
#include "../../src/service/money/money_int.h"
#include "store/db.h"
#include "store/document_store.h"
#include "store/member_store.h"

#define DAY_MS INT64_C(86400000)
#define SECOND .words = "1", .second = "2001", .pin = "331827"

static struct said said;

/* The manager sells herself: she confirms the days that the clock leaps over. */
static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !does(tr, "sign-on " MANAGER)
		|| !does(tr, "shift-open 500"))
		return false;
	return CHECK_INT(setting_set(tr->sh, "wallet.pin", "off", false, &said), OK);
}

static void setting(struct trade *tr, const char *name, const char *value)
{
	CHECK_INT(setting_set(tr->sh, name, value, false, &said), OK);
}

/* So many days after the first. */
static void on_day(struct trade *tr, int n)
{
	clock_freeze(NOON_MS + n * DAY_MS);
	does(tr, "sign-on " MANAGER);
}

static int64_t member(struct trade *tr, const char *phone, const char *referrer)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = "王晓梅", .phone = phone,
		.referrer = referrer }, &id, &said), OK);
	return id;
}

static void level(struct trade *tr, const char *code, const char *when, const char *discount)
{
	CHECK_INT(level_add(tr->sh, &tr->a, &(struct level_edit){ .code = code, .name = code, .when = when,
		.discount = discount }, &said), OK);
}

static void rate(struct trade *tr)
{
	CHECK_INT(points_rate_add(tr->sh, &tr->a, &(struct points_rate_edit){ .code = "BASE", .points = "1" }, &said),
		OK);
}

static bool level_is(struct trade *tr, int64_t id, const char *code)
{
	struct level_standing s = { NULL };

	CHECK_INT(level_standing(tr->sh, &tr->a, id, &s), OK);
	return CHECK_STR(s.level ? s.level->code : "", code);
}

static int64_t points(struct trade *tr, int64_t id)
{
	int64_t amount = 0;

	CHECK_INT(balance_get(tr->sh->db, &tr->a, ACCOUNT_POINTS, id, UNIT_POINTS, &amount), OK);
	return -amount;
}

static void pays_cash(struct trade *tr)
{
	if (act(tr, "cash") != OK && view(tr)->need == NEED_CONFIRM)
		does(tr, "enter");
	CHECK_INT(view(tr)->basket->line_count, 0);
}

/* Goods of an amount, to whom. */
static void sale(struct trade *tr, const char *amount, const char *who)
{
	does_with(tr, "department 01", amount);
	does_with(tr, "member", who);
	pays_cash(tr);
}

/* Gold: 800.00 on one day or 2,000.00 in 30 days. */
#define GOLD "amount/day=800 amount/30=2000"

BOTH(row_34_gold_on_the_sum_of_a_day)
{
	static const struct { const char *amount, *level; } cases[] = { { "799.99", "" }, { "800.00", "gold" },
		{ "800.01", "gold" } };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	level(&tr, "gold", GOLD, NULL);
	for (int i = 0; i < 3; i++) {
		const char *phone = (const char *const[]){ "13800138001", "13800138002", "13800138003" }[i];
		int64_t id = member(&tr, phone, NULL);

		sale(&tr, cases[i].amount, phone);
		level_is(&tr, id, cases[i].level);
	}
	/* The sum counts, not the sale; and not that of two days. */
	on_day(&tr, 1);
	sale(&tr, "799.99", "13800138001");
	level_is(&tr, member(&tr, "13800138004", NULL), "");
	sale(&tr, "0.01", "13800138001");
	sale(&tr, "0.01", "13800138004");
	CHECK_INT(count(&tr, "SELECT count(*) FROM member WHERE level_id <> 0"), 3);
	trade_end(&tr);
}

BOTH(row_34_gold_on_the_sum_of_thirty_days)
{
	static const struct { int first; const char *last, *level; } cases[] = {
		{ 0, "799.99", "" },        /* 31 days before does not count: 1,500 of 2,200 */
		{ 1, "599.99", "" }, { 1, "600.00", "gold" }, { 1, "600.01", "gold" },
	};
	static const char *const phones[] = { "13800138001", "13800138002", "13800138003", "13800138004" };
	struct trade tr;
	int64_t id[4];

	if (!begin(&tr, url))
		return;
	level(&tr, "gold", GOLD, NULL);
	for (int i = 0; i < 4; i++)
		id[i] = member(&tr, phones[i], NULL);
	for (int day = 0; day <= 31; day++) {
		if (day != 0 && day != 1 && day != 30 && day != 31)
			continue;
		on_day(&tr, day);
		for (int i = 0; i < 4; i++)
			if (day == cases[i].first || day == 30)
				sale(&tr, "700.00", phones[i]);
			else if (day == 31)
				sale(&tr, cases[i].last, phones[i]);
	}
	for (int i = 0; i < 4; i++)
		level_is(&tr, id[i], cases[i].level);
	trade_end(&tr);
}

/* Three introduced who bought lift to silver, three of them who became silver to gold. */
BOTH(row_35_three_and_three)
{
	static const char *const middle[] = { "13800000001", "13800000002", "13800000003" };
	static const char *const low[3][3] = { { "13811110001", "13811110002", "13811110003" },
		{ "13822220001", "13822220002", "13822220003" }, { "13833330001", "13833330002", "13833330003" } };
	struct trade tr;
	int64_t top;

	if (!begin(&tr, url))
		return;
	level(&tr, "silver", "introduced=3", NULL);
	level(&tr, "gold", "introduced-rank/1=3", NULL);
	top = member(&tr, "13899999999", NULL);
	for (int i = 0; i < 3; i++)
		(void)member(&tr, middle[i], "13899999999");
	sale(&tr, "1.00", middle[0]);
	sale(&tr, "1.00", middle[0]);
	sale(&tr, "1.00", middle[1]);
	level_is(&tr, top, ""); /* two who bought, one who did not */
	sale(&tr, "1.00", middle[2]);
	level_is(&tr, top, "silver");
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			level_is(&tr, top, "silver");
			(void)member(&tr, low[i][k], middle[i]);
			level_is(&tr, top, "silver");
			sale(&tr, "1.00", low[i][k]);
		}
	level_is(&tr, top, "gold");
	trade_end(&tr);
}

/* At a price for a time goods earn nothing: to the minute. */
BOTH(row_46_special_prices_earn_nothing)
{
	static const struct { int hour, minute; int64_t paid, points; } cases[] = { { 12, 59, 500, 5 },
		{ 13, 0, 400, 0 }, { 13, 59, 400, 0 }, { 14, 0, 500, 5 } };
	struct trade tr;
	int64_t id, before = 0;

	if (!begin(&tr, url))
		return;
	id = member(&tr, "13800138001", NULL);
	rate(&tr);
	CHECK_INT(window_add(tr.sh, &tr.a, &(struct window_edit){ .code = "w", .name = "w", .article = FINGERS,
		.from = "13:00", .until = "14:00", .price = "4" }, &said), OK);
	for (int i = 0; i < 4; i++) {
		clock_freeze(NOON_MS + ((cases[i].hour - 12) * 60 + cases[i].minute) * INT64_C(60000));
		does(&tr, "sign-on " MANAGER);
			does(&tr, "scan " FINGERS);
		does(&tr, "member 13800138001");
		pays_cash(&tr);
		CHECK_INT(view(&tr)->done.total_minor, cases[i].paid);
		CHECK_INT(points(&tr, id) - before, cases[i].points);
		before = points(&tr, id);
	}
	trade_end(&tr);
}

static enum err redeems(struct trade *tr, const char *pieces)
{
	struct points_done done = { .number = "" };
	enum err e;

	clock_freeze(clock_now_ms() + 1000);
	e = gift_redeem(tr->sh, &tr->a, &(struct gift_redeem){ .member = "13800138001", .article = FINGERS,
		.pieces = pieces }, &done, &said);
	return e;
}

/* 250 points buy two of what costs 100 each, and 50 stay. */
BOTH(row_51_points_buy_whole_pieces)
{
	struct trade tr;
	int64_t id;

	if (!begin(&tr, url))
		return;
	id = member(&tr, "13800138001", NULL);
	rate(&tr);
	CHECK_INT(gift_add(tr.sh, &tr.a, &(struct gift_edit){ .article = FINGERS, .points = "100" }, &said), OK);
	sale(&tr, "99.00", "13800138001");
	CHECK_INT(redeems(&tr, "1"), ERR_REFUSED);
	sale(&tr, "151.00", "13800138001");
	CHECK_INT(redeems(&tr, "3"), ERR_REFUSED);
	CHECK_INT(points(&tr, id), 250);
	CHECK_INT(redeems(&tr, "2"), OK);
	CHECK_INT(points(&tr, id), 50);
	CHECK_INT(redeems(&tr, "1"), ERR_REFUSED);
	sale(&tr, "50.00", "13800138001");
	CHECK_INT(redeems(&tr, "1"), OK); /* exactly 100 */
	CHECK_INT(points(&tr, id), 0);
	trade_end(&tr);
}

/* A voucher of 5.00 pays 3.00 of 3.00, and gives no change. */
BOTH(row_74_a_voucher_gives_no_change)
{
	static const struct { const char *goods; int64_t due; } cases[] = { { "3.00", 0 }, { "5.00", 0 },
		{ "5.10", 10 } };
	struct coupon_row *list;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, &(struct coupon_kind_edit){ .code = "V", .name = "5元券",
		.value = "5" }, &said), OK);
	for (int i = 0; i < 3; i++) {
		char code[40] = "";

		if (CHECK_INT(coupon_give(tr.sh, &tr.a, &(struct coupon_order){ .kind = "V", .count = 1 }, &list, &n,
			&said), OK))
			snprintf(code, sizeof code, "%s", list[0].code);
		does_with(&tr, "department 01", cases[i].goods);
		does_with(&tr, "scan", code);
		CHECK_INT(view(&tr)->due_minor, cases[i].due);
		pays_cash(&tr);
		CHECK_INT(view(&tr)->done.total_minor, cases[i].due);
		CHECK_INT(view(&tr)->done.change_minor, 0);
	}
	trade_end(&tr);
}

/* Earned on 21 November, good for a year: the last day, and the day after. */
BOTH(row_53_points_last_a_year)
{
	struct points_sheet s = { .usable = -1 };
	struct points_expired gone;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	(void)member(&tr, "13800138001", NULL);
	rate(&tr);
	setting(&tr, "points.pay-points", "1");
	sale(&tr, "7.00", "13800138001");
	on_day(&tr, 365);
	CHECK_INT(points_show(tr.sh, &tr.a, "13800138001", &s, &said), OK);
	CHECK_INT(s.usable, 7);
	does(&tr, "department 01 5.00");
	does(&tr, "member 13800138001");
	does(&tr, "points 5");
	on_day(&tr, 366);
	CHECK_INT(points_show(tr.sh, &tr.a, "13800138001", &s, &said), OK);
	CHECK_INT(s.usable, 0);
	does(&tr, "department 01 5.00");
	does(&tr, "member 13800138001");
	refuses(&tr, "points 1", "points-short");
	pays_cash(&tr);
	CHECK_INT(points_expire(tr.sh, &tr.a, &gone, &said), OK);
	CHECK_INT(gone.points, 2);
	trade_end(&tr);
}

/* Bought for 120.00, of which 50.00 come back. */
BOTH(row_55_a_return_takes_its_points)
{
	struct trade tr;
	char number[40];
	int64_t id;

	if (!begin(&tr, url))
		return;
	id = member(&tr, "13800138001", NULL);
	rate(&tr);
	does(&tr, "department 01 70.00");
	sale(&tr, "50.00", "13800138001");
	CHECK_INT(points(&tr, id), 120);
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 2");
	asked(&tr, "cash", "reason 1");
	CHECK_INT(points(&tr, id), 70);
	does_with(&tr, "return", number);
	does(&tr, "return-line 1");
	act(&tr, "cash");
	act(&tr, "reason 1");
	if (view(&tr)->need == NEED_APPROVAL)
		does(&tr, "approve " LEAD);
	CHECK_INT(points(&tr, id), 0);
	trade_end(&tr);
}

static bool top_up(struct trade *tr, const char *who, const char *amount, const char *tender, enum err wanted)
{
	struct wallet_done done = { .id = 0 };

	clock_freeze(clock_now_ms() + 1000);
	return CHECK_INT(wallet_top_up(tr->sh, &tr->a, &(struct wallet_top_up){ .member = who, .amount = amount,
		.tender = tender, .reference = tender ? "C-4711" : NULL }, &done, &said), wanted);
}

/* Opened with 1,000.00: less than half of it on the first day. */
BOTH(row_64_less_than_half_on_the_first_day)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	(void)member(&tr, "13800138001", NULL);
	setting(&tr, "wallet.first-day-below-bp", "5000");
	top_up(&tr, "13800138001", "1000", NULL, OK);
	does(&tr, "department 01 700.00");
	does(&tr, "member 13800138001");
	refuses(&tr, "stored 500.01", "wallet-first-day");
	refuses(&tr, "stored 500", "wallet-first-day");
	does(&tr, "stored 499.99");
	pays_cash(&tr);
	does(&tr, "department 01 1.00");
	does(&tr, "member 13800138001");
	refuses(&tr, "stored 0.01", "wallet-first-day");
	pays_cash(&tr);
	on_day(&tr, 1);
	does(&tr, "department 01 500.01");
	does(&tr, "member 13800138001");
	does(&tr, "stored 500.01");
	trade_end(&tr);
}

/* Or up to and with 60 %. */
BOTH(row_65_up_to_sixty_percent_on_the_first_day)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	(void)member(&tr, "13800138001", NULL);
	setting(&tr, "wallet.first-day-up-to-bp", "6000");
	top_up(&tr, "13800138001", "1000", NULL, OK);
	does(&tr, "department 01 599.99");
	does(&tr, "member 13800138001");
	does(&tr, "stored 599.99");
	does(&tr, "department 01 1.00");
	does(&tr, "member 13800138001");
	refuses(&tr, "stored 0.02", "wallet-first-day");
	does(&tr, "stored 0.01"); /* 600.00 */
	refuses(&tr, "stored 0.01", "pays-twice");
	pays_cash(&tr);
	on_day(&tr, 1);
	does(&tr, "department 01 400.00");
	does(&tr, "member 13800138001");
	does(&tr, "stored 400");
	trade_end(&tr);
}

/* Until the cheque has cleared he pays the full price and earns nothing; then what holds for him. */
BOTH(row_66_no_benefit_before_the_cheque_clears)
{
	struct wallet_done done = { .number = "" };
	struct trade tr;
	char number[40];
	int64_t id;

	if (!begin(&tr, url))
		return;
	id = member(&tr, "13800138001", NULL);
	rate(&tr);
	level(&tr, "gold", "amount/day=10", "10");
	CHECK_INT(article_price_set(tr.sh, &tr.a, &(struct price_order){ FINGERS, 450, PRICE_LEVEL_MEMBER,
		clock_now_ms() + 1, 0 }, &said), OK);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE tender SET flags = 28 WHERE id = 14", NULL, 0), OK);
	CHECK_INT(shop_load_master(tr.sh), OK);
	sale(&tr, "10.00", "13800138001");
	level_is(&tr, id, "gold");
	CHECK_INT(points(&tr, id), 10);
	clock_freeze(clock_now_ms() + 1000);
	CHECK_INT(wallet_top_up(tr.sh, &tr.a, &(struct wallet_top_up){ .member = "13800138001", .amount = "100",
		.tender = "14", .reference = "C-4711" }, &done, &said), OK);
	snprintf(number, sizeof number, "%s", done.number);
	for (int cleared = 0; cleared < 2; cleared++) {
		does(&tr, "scan " FINGERS);
		does(&tr, "department 01 100.00");
		does(&tr, "member 13800138001");
		CHECK_INT(view(&tr)->due_minor, cleared ? 9405 : 10500); /* 4.50 and 100.00, less a tenth */
		pays_cash(&tr);
		CHECK_INT(points(&tr, id), cleared ? 104 : 10);
		if (!cleared) {
			CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_SENT, &said), OK);
			CHECK_INT(cheque_to(tr.sh, &tr.a, number, CHEQUE_CLEARED, &said), OK);
		}
		}
	trade_end(&tr);
}

/* A card that was bought earns nothing; its first top-up is at least so much. */
BOTH(row_16_a_bought_card)
{
	struct trade tr;
	int64_t id;

	if (!begin(&tr, url))
		return;
	id = member(&tr, "13800138001", NULL);
	rate(&tr);
	sale(&tr, "100.00", "13800138001");
	CHECK_INT(points(&tr, id), 100);
	CHECK_INT(card_kind_add(tr.sh, &tr.a, &(struct card_kind_edit){ .code = "7", .name = "购卡", .use = "stored",
		.flags = "no-points no-stock", .price = "200", .top_up = "500" }, &said), OK);
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138001", "6217001234567890", "7", &said), OK);
	sale(&tr, "100.00", "13800138001");
	CHECK_INT(points(&tr, id), 100);
	top_up(&tr, "13800138001", "499.99", NULL, ERR_REFUSED);
	CHECK_STR(said_name(&said), "top-up-min");
	top_up(&tr, "13800138001", "500", NULL, OK);
	top_up(&tr, "13800138001", "0.01", NULL, OK); /* the first alone */
	trade_end(&tr);
}

/* Lost or damaged: the points are on the new card, the old number is refused for ever. */
BOTH(row_19_and_20_another_card_with_the_same_points)
{
	struct points_sheet s = { .balance = -1 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	(void)member(&tr, "13800138001", NULL);
	rate(&tr);
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138001", "6217001234567890", NULL, &said), OK);
	sale(&tr, "120.00", "6217001234567890");
	CHECK_INT(card_lose(tr.sh, &tr.a, "6217001234567890", &said), OK);
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138001", "6217001234567891", false, &said), OK);
	CHECK_INT(points_show(tr.sh, &tr.a, "6217001234567891", &s, &said), OK);
	CHECK_INT(s.balance, 120);
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138001", "6217001234567892", true, &said), OK);
	CHECK_INT(points_show(tr.sh, &tr.a, "6217001234567892", &s, &said), OK);
	CHECK_INT(s.balance, 120);
	does(&tr, "department 01 5.00");
	refuses(&tr, "member 6217001234567890", "card-replaced");
	refuses(&tr, "member 6217001234567891", "card-replaced");
	does(&tr, "member 6217001234567892");
	pays_cash(&tr);
	trade_end(&tr);
}

T_MAIN
