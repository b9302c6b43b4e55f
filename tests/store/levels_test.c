/* levels_test.c - levels and prices of members, on both engines: what who buys pays and what comes back of it; which
 * sale lifts him, at, below and above; what a return undoes; three and three; by hand; the review; recovery. */
#include "pg.h"

#include "../restored.h"
#include "service/articles.h"
#include "service/levels.h"
#include "service/members.h"
#include "store/document_store.h"
#include "store/member_store.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/member/levels_int.h"

#define CARD "6217001234567890"

static struct said said;

static void manager(struct trade *tr)
{
	arena_clear(&tr->a);
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static void cashier(struct trade *tr)
{
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "1008", "2468", &said), OK);
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr))
		return false;
	manager(tr);
	return true;
}

static bool level(struct trade *tr, const char *code, const char *when, const char *discount, const char *prices)
{
	return CHECK_INT(level_add(tr->sh, &tr->a, &(struct level_edit){ .code = code, .name = code, .when = when,
		.discount = discount, .prices = prices }, &said), OK);
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *referrer)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone,
		.referrer = referrer }, &id, &said), OK);
	return id;
}

static void price(struct trade *tr, const char *article, int64_t minor, int64_t of_level)
{
	CHECK_INT(article_price_set(tr->sh, &tr->a, &(struct price_order){ article, minor, of_level,
		clock_now_ms() + 1, 0 }, &said), OK);
	clock_freeze(clock_now_ms() + 1);
}

static const struct line *line(struct trade *tr, int i)
{
	return &view(tr)->basket->lines[i];
}

static const char *level_now(struct trade *tr, int64_t id)
{
	struct level_standing s = { NULL };
	struct member m = { .level_id = 0 };

	CHECK_INT(level_standing(tr->sh, &tr->a, id, &s), OK);
	CHECK_INT(member_get(tr->sh->db, &tr->a, id, &m), OK);
	CHECK_INT(m.level_id, s.level ? s.level->id : 0);
	return s.level ? s.level->code : "";
}

/* So many fingers at 5.00, to whom. */
static void sale(struct trade *tr, int pieces, const char *who)
{
	char text[60];

	snprintf(text, sizeof text, "enter %d*" FINGERS, pieces);
	does(tr, text);
	does_with(tr, "member", who);
	does(tr, "cash 500");
}

/* --- what he pays ------------------------------------------------------------------------------------ */

BOTH(who_buys_pays_what_holds_for_him)
{
	struct trade tr;
	int64_t wang;

	if (!begin(&tr, url))
		return;
	price(&tr, COOKIES, 3500, PRICE_LEVEL_MEMBER);
	price(&tr, COOKIES, 3000, 3);
	price(&tr, CHIPS, 900, PRICE_LEVEL_MEMBER); /* dearer than for everybody: nobody pays it */
	level(&tr, "gold", "-", "10", "3");
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	member(&tr, "李秀英", "13900139001", NULL);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", NULL, "test", &said), OK);
	CHECK_STR(level_now(&tr, wang), "gold");
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " CHIPS);
	CHECK_INT(view(&tr)->due_minor, 4740);
	/* Any member: the price of members. */
	does(&tr, "member 13900139001");
	CHECK_INT(line(&tr, 0)->price_minor, 3500);
	CHECK_INT(line(&tr, 0)->price_source, PRICE_MEMBER);
	CHECK_INT(line(&tr, 0)->list_price_minor, 3990);
	CHECK_INT(line(&tr, 1)->price_source, PRICE_REGULAR);
	CHECK_INT(view(&tr)->basket->discount_count, 1);
	CHECK_INT(view(&tr)->basket->discounts[0].rule_id, RULE_MEMBER_PRICE);
	CHECK_INT(view(&tr)->basket->discounts[0].amount_minor, 490);
	CHECK_INT(view(&tr)->due_minor, 4250);
	/* Nobody: as it was. */
	does(&tr, "member -");
	CHECK_INT(line(&tr, 0)->price_source, PRICE_REGULAR);
	CHECK_INT(view(&tr)->due_minor, 4740);
	CHECK_INT(view(&tr)->basket->discount_count, 0);
	/* Of a higher level: its price, and ten percent of what is left, shared: 37.50 - 3.75. */
	does(&tr, "member 13800138000");
	CHECK_INT(line(&tr, 0)->price_minor, 3000);
	CHECK_INT(view(&tr)->due_minor, 3375);
	CHECK_INT(discounts_by_rule(view(&tr)->basket->discounts, view(&tr)->basket->discount_count, 0, RULE_LEVEL),
		375);
	/* What is scanned then costs him the same, and joins its line; a held basket stays his. */
	does(&tr, "scan " COOKIES);
	CHECK_INT(view(&tr)->basket->line_count, 2);
	CHECK_INT(line(&tr, 0)->qty_milli, 2000);
	does(&tr, "hold");
	does(&tr, "recall");
	CHECK_INT(view(&tr)->due_minor, 6075);
	CHECK_INT(line(&tr, 0)->price_source, PRICE_MEMBER);
	/* A price by hand stands, whoever buys; a discount of the level is none on it. */
	asked(&tr, "price 7.25 2", "reason 1");
	CHECK_INT(view(&tr)->due_minor, 6125);
	does(&tr, "member -");
	CHECK_INT(line(&tr, 1)->price_minor, 725);
	CHECK_INT(view(&tr)->due_minor, 8705);
	does(&tr, "member 13800138000");
	CHECK_INT(view(&tr)->due_minor, 6125);
	does(&tr, "cash 100");
	trade_end(&tr);
}

/* Three pieces that came one by one come to what was paid for them. */
BOTH(what_comes_back_of_it_is_what_was_paid)
{
	struct trade tr;
	struct bought_row row = { 0 };
	char number[40];
	int64_t wang;

	if (!begin(&tr, url))
		return;
	price(&tr, COOKIES, 3333, PRICE_LEVEL_MEMBER);
	level(&tr, "gold", "-", "7", NULL);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", NULL, "test", &said), OK);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	does(&tr, "member 13800138000");
	does(&tr, "enter 3*" COOKIES);
	CHECK_INT(view(&tr)->due_minor, 9299); /* 99.99 less 7.00 */
	does(&tr, "cash 100");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	for (int i = 0; i < 3; i++) {
		CHECK_INT(member_bought(tr.sh->db, &tr.a, wang, &row), OK);
		CHECK_INT(row.visits, 1);
		does_with(&tr, "return", number);
		does(&tr, "return-line 1 1");
		asked(&tr, "cash", "reason 1");
	}
	CHECK_INT(member_bought(tr.sh->db, &tr.a, wang, &row), OK);
	CHECK_INT(row.returned_minor, 9299);
	CHECK_INT(row.visits, 0); /* it came back whole */
	trade_end(&tr);
}

/* --- how he gets there ------------------------------------------------------------------------------- */

static void levels_by_spend(struct trade *tr)
{
	level(tr, "silver", "amount/day=10", NULL, NULL);
	level(tr, "gold", "amount/2=30", NULL, NULL);
}

BOTH(a_sale_lifts_at_the_threshold)
{
	struct trade tr;
	int64_t wang, li;

	if (!begin(&tr, url))
		return;
	levels_by_spend(&tr);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	li = member(&tr, "李秀英", "13900139001", NULL);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 1, "13800138000");
	CHECK_STR(level_now(&tr, wang), "");
	sale(&tr, 1, "13800138000"); /* exactly 10.00 today */
	CHECK_STR(level_now(&tr, wang), "silver");
	sale(&tr, 2, "13900139001");
	clock_freeze(NOON_MS + DAY_MS);
	sale(&tr, 2, "13800138000");
	sale(&tr, 2, "13900139001");
	CHECK_STR(level_now(&tr, wang), "silver"); /* 20.00 */
	clock_freeze(NOON_MS + 2 * DAY_MS);
	sale(&tr, 2, "13800138000"); /* 30.00 from the second day before to today */
	CHECK_STR(level_now(&tr, wang), "gold");
	clock_freeze(NOON_MS + 3 * DAY_MS);
	sale(&tr, 2, "13900139001"); /* the third day before counts no more */
	CHECK_STR(level_now(&tr, li), "silver");
	sale(&tr, 3, "13900139001"); /* 25.00 today, 35.00 with the second day before */
	CHECK_STR(level_now(&tr, li), "gold");
	trade_end(&tr);
}

static void bring_back(struct trade *tr, const char *number, const char *what)
{
	does_with(tr, "return", number);
	does(tr, what);
	asked(tr, "cash", "reason 1");
}

BOTH(a_return_undoes_what_its_sale_gave)
{
	struct trade tr;
	struct level_past *past;
	struct level_standing now;
	char number[2][40];
	int64_t wang;
	int n = 0;

	if (!begin(&tr, url))
		return;
	levels_by_spend(&tr);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 3, "13800138000");
	snprintf(number[0], sizeof number[0], "%s", last_number(&tr));
	clock_freeze(NOON_MS + DAY_MS);
	sale(&tr, 3, "13800138000");
	snprintf(number[1], sizeof number[1], "%s", last_number(&tr));
	CHECK_STR(level_now(&tr, wang), "gold");
	/* Days later, when the window has gone on: against the day of the sale. 25.00 was not enough. */
	clock_freeze(NOON_MS + 2 * DAY_MS);
	bring_back(&tr, number[1], "return-line 1 1");
	CHECK_STR(level_now(&tr, wang), "silver");
	/* Of the sale that reached silver one piece may come back, the second undoes it. */
	bring_back(&tr, number[0], "return-line 1 1");
	CHECK_STR(level_now(&tr, wang), "silver");
	bring_back(&tr, number[0], "return-line 1 1");
	CHECK_STR(level_now(&tr, wang), "silver"); /* the other day's 10.00 reach it still */
	bring_back(&tr, number[1], "return-line 1 1");
	CHECK_STR(level_now(&tr, wang), "silver"); /* it was not that sale which reached it */
	CHECK_INT(level_history(tr.sh, &tr.a, "13800138000", &now, &past, &n, &said), OK);
	CHECK_INT(n, 2);
	CHECK_STR(past[0].code, "silver");
	CHECK_STR(past[0].receipt, number[0]);
	CHECK_INT(past[0].undone, false);
	CHECK_STR(past[1].code, "gold");
	CHECK_INT(past[1].undone, true);
	CHECK_INT(level_missing(&now, 0), 3000 - 1000);
	trade_end(&tr);
}

BOTH(a_void_undoes_it_too)
{
	struct trade tr;
	int64_t wang;

	if (!begin(&tr, url))
		return;
	levels_by_spend(&tr);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 3, "13800138000");
	CHECK_STR(level_now(&tr, wang), "silver");
	act(&tr, "void-last 1");
	does(&tr, "approve 2001 331827");
	CHECK_STR(level_now(&tr, wang), "");
	trade_end(&tr);
}

/* Three who bought lift to silver, three who became silver to gold, in one transaction upwards; a return undoes all. */
BOTH(three_and_three)
{
	static const char *const phones[3][3] = { { "13811110001", "13811110002", "13811110003" },
		{ "13822220001", "13822220002", "13822220003" }, { "13833330001", "13833330002", "13833330003" } };
	static const char *const middle[3] = { "13800000001", "13800000002", "13800000003" };
	struct trade tr;
	char number[40];
	int64_t top, mid[3];

	if (!begin(&tr, url))
		return;
	level(&tr, "silver", "introduced=3", NULL, NULL);
	level(&tr, "gold", "introduced-rank/1=3", NULL, NULL);
	top = member(&tr, "上", "13899999999", NULL);
	for (int i = 0; i < 3; i++) {
		mid[i] = member(&tr, "中", middle[i], "13899999999");
		for (int k = 0; k < 3; k++)
			member(&tr, "下", phones[i][k], middle[i]);
	}
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	for (int i = 0; i < 3; i++)
		sale(&tr, 1, middle[i]);
	CHECK_STR(level_now(&tr, top), "silver");
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 3; k++) {
			CHECK_STR(level_now(&tr, mid[i]), "");
			CHECK_STR(level_now(&tr, top), "silver");
			sale(&tr, 1, phones[i][k]);
		}
	snprintf(number, sizeof number, "%s", last_number(&tr));
	for (int i = 0; i < 3; i++)
		CHECK_STR(level_now(&tr, mid[i]), "silver");
	CHECK_STR(level_now(&tr, top), "gold");
	bring_back(&tr, number, "return-line 1 1");
	CHECK_STR(level_now(&tr, mid[2]), "");
	CHECK_STR(level_now(&tr, mid[1]), "silver");
	CHECK_STR(level_now(&tr, top), "silver");
	trade_end(&tr);
}

/* --- by hand, and the review ------------------------------------------------------------------------- */

BOTH(by_hand_needs_a_right_and_a_reason_and_lasts_until_its_day)
{
	struct trade tr;
	struct level_review done;
	int64_t wang;

	if (!begin(&tr, url))
		return;
	level(&tr, "silver", "amount/day=10", NULL, NULL);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "gold", .name = "金卡", .people = "1" }, &said),
		OK);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	member(&tr, "李秀英", "13900139001", NULL);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", "2026-11-22", "", &said), ERR_INVALID);
	CHECK_INT(said.id, MSG_LEVEL_WHY);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", "2026-11-20", "vip", &said), ERR_INVALID);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "platinum", "", "vip", &said), ERR_NOTFOUND);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", "2026-11-22", "vip", &said), OK);
	CHECK_INT(level_give(tr.sh, &tr.a, "13900139001", "gold", "", "vip", &said), ERR_REFUSED);
	CHECK_INT(said.id, MSG_LEVEL_FULL);
	cashier(&tr);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "-", "", "vip", &said), ERR_DENIED);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 2, "13800138000"); /* reaches silver, which is less than he has */
	CHECK_STR(level_now(&tr, wang), "gold");
	manager(&tr);
	clock_freeze(NOON_MS + DAY_MS);
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_INT(done.seen, 0); /* it is his on its last day */
	clock_freeze(NOON_MS + 2 * DAY_MS);
	CHECK_INT(level_review_run(tr.sh, &tr.a, true, &done, &said), OK);
	CHECK_INT(done.seen, 1);
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_STR(level_now(&tr, wang), "");
	trade_end(&tr);
}

/* Twelve months on: who did not reach his level again falls one step, and at the next review the next. */
BOTH(the_review)
{
	struct trade tr;
	struct level_review done;
	int64_t wang;

	if (!begin(&tr, url))
		return;
	levels_by_spend(&tr);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 6, "13800138000");
	CHECK_STR(level_now(&tr, wang), "gold");
	manager(&tr);
	clock_freeze(NOON_MS + 364 * DAY_MS); /* 2027-11-20 */
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_INT(done.seen, 0);
	clock_freeze(NOON_MS + 366 * DAY_MS);
	CHECK_INT(level_review_run(tr.sh, &tr.a, true, &done, &said), OK);
	CHECK_INT(done.fell, 1);
	CHECK_STR(level_now(&tr, wang), "gold");
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_INT(done.fell, 1);
	CHECK_STR(level_now(&tr, wang), "silver");
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_INT(done.seen, 0);
	clock_freeze(NOON_MS + 733 * DAY_MS);
	CHECK_INT(level_review_run(tr.sh, &tr.a, false, &done, &said), OK);
	CHECK_STR(level_now(&tr, wang), "");
	trade_end(&tr);
}

/* --- what is typed ----------------------------------------------------------------------------------- */

BOTH(levels_as_they_are_typed)
{
	const struct level *list;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	level(&tr, "silver", "amount/30=2000 visits/year=12", "2.5", NULL);
	CHECK_INT(level_all(tr.sh, &list), 1);
	CHECK_INT(list[0].rank, 1);
	CHECK_INT(list[0].discount_bp, 250);
	CHECK_STR(level_when(&tr.a, &list[0]), "amount/30=2000.00 visits/year=12");
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "silver", .name = "x" }, &said), ERR_EXISTS);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "g", .name = "x", .rank = "1" }, &said),
		ERR_REFUSED);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "g", .name = "x", .rank = "21" }, &said),
		ERR_INVALID);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "g", .name = "x", .prices = "10" }, &said),
		ERR_INVALID);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "g", .name = "x", .discount = "101" }, &said),
		ERR_INVALID);
	CHECK_INT(level_add(tr.sh, &tr.a, &(struct level_edit){ .code = "g", .name = "x", .when = "amount/day" },
		&said), ERR_INVALID);
	CHECK_INT(said.id, MSG_LEVEL_WHEN_BAD);
	CHECK_INT(level_set(tr.sh, &tr.a, &(struct level_edit){ .code = "silver", .points = "1.5", .need = "all",
		.when = "-", .active = "no" }, &said), OK);
	CHECK_INT(level_all(tr.sh, &list), 1);
	CHECK_INT(list[0].points_bp, 15000);
	CHECK_INT(list[0].condition_count, 0);
	CHECK(list[0].need_all && list[0].disabled);
	cashier(&tr);
	CHECK_INT(level_set(tr.sh, &tr.a, &(struct level_edit){ .code = "silver", .name = "y" }, &said), ERR_DENIED);
	trade_end(&tr);
}

/* --- kept -------------------------------------------------------------------------------------------- */

TEST(recovery_brings_levels_back_and_check_finds_what_is_false)
{
	struct trade tr;
	char backup[BACKUP_MAX], number[40];
	int64_t wang, li, zhao;

	if (!begin(&tr, sqlite_new_store()))
		return;
	levels_by_spend(&tr);
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	li = member(&tr, "李秀英", "13900139001", NULL);
	zhao = member(&tr, "赵一", "13900139002", NULL);
	backed_up(&tr, backup);
	CHECK_INT(level_give(tr.sh, &tr.a, "13900139002", "gold", "2027-11-22", "1", &said), OK);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "shift-open 500");
	sale(&tr, 2, "13800138000");
	sale(&tr, 6, "13900139001");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	bring_back(&tr, number, "return-line 1 2");
	CHECK_STR(level_now(&tr, li), "silver");
	if (!lost_and_back(&tr, backup))
		return;
	CHECK_STR(level_now(&tr, wang), "silver");
	CHECK_STR(level_now(&tr, li), "silver");
	CHECK_STR(level_now(&tr, zhao), "gold");
	/* Who is put on a level without a word on record. */
	CHECK_INT(member_level_set(tr.sh->db, wang, level_by_code(tr.sh, "gold")->id, 0), OK);
	CHECK(db_run_args(tr.sh->db, NULL, "UPDATE member_level SET rank = 2 WHERE rank = 1", NULL, 0) != OK);
	CHECK(db_run_args(tr.sh->db, NULL, "DELETE FROM member_level", NULL, 0) != OK);
	CHECK_INT(check_with(&tr.conf, NULL).result.by_id[CHECK_LEVEL], 1);
	trade_close(&tr);
}

T_MAIN
