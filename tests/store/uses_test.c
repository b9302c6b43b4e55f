/* uses_test.c - packages of uses on both engines: what one pays for and until when, which goes first, given, taken,
 * handed on and undone, merged members, a card that brings one, recovery. */
#include "pg.h"

#include "../money.h"
#include "../restored.h"
#include "service/members.h"
#include "service/uses.h"
#include "service/wallet.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

#define CARD "6217001234567890"
#define CARD_2 "6217009876543210"
#define SECOND .words = "1", .second = "2001", .pin = "331827"
#define DAY_MS INT64_C(86400000)

static void as_manager(struct trade *tr)
{
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &tr->said), OK);
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *card)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card }, &id,
		&tr->said), OK);
	return id;
}

/* A package of so many uses of cookies; days NULL without end. */
static void package(struct trade *tr, const char *code, const char *times, const char *days, const char *per_day)
{
	static const char *const items[] = { COOKIES };

	CHECK_INT(uses_kind_add(tr->sh, &tr->a, &(struct uses_kind_edit){ .code = code, .name = code, .times = times,
		.days = days, .per_day = per_day, .transferable = "yes", .items = items, .item_count = 1 }, &tr->said),
		OK);
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	as_manager(tr);
	member(tr, "王晓梅", "13800138000", CARD);
	return true;
}

static const char *gives(struct trade *tr, const char *who, const char *kind, const char *times)
{
	struct uses_done done = { .number = "" };

	clock_freeze(clock_now_ms() + 1000);
	CHECK_INT(uses_give(tr->sh, &tr->a, &(struct uses_give){ .member = who, .kind = kind, .times = times, SECOND },
		&done, &tr->said), OK);
	return arena_strdup(&tr->shop_arena, done.number);
}

static enum err takes(struct trade *tr, const char *who, const char *count, struct uses_done *done)
{
	clock_freeze(clock_now_ms() + 1000);
	return uses_take_one(tr->sh, &tr->a, &(struct uses_taking){ .member = who, .article = COOKIES, .count = count },
		done, &tr->said);
}

static const char *took(struct trade *tr, const char *who, const char *count, int64_t left)
{
	struct uses_done done = { .left = -1, .number = "" };

	CHECK_INT(takes(tr, who, count, &done), OK);
	CHECK_INT(done.left, left);
	return arena_strdup(&tr->shop_arena, done.number);
}

static void refused(struct trade *tr, const char *who, const char *count, const char *why)
{
	struct uses_done done;

	CHECK_INT(takes(tr, who, count, &done), ERR_REFUSED);
	CHECK_STR(said_name(&tr->said), "uses-refused");
	CHECK_STR(tr->said.arg[1], why);
}

static enum err undoes(struct trade *tr, const char *number)
{
	struct uses_done done;

	clock_freeze(clock_now_ms() + 1000);
	return uses_cancel(tr->sh, &tr->a, &(struct uses_cancel){ .number = number, SECOND }, &done, &tr->said);
}

/* The rests of a member's packages, those that end first first: "2 10". */
static void rests(struct trade *tr, const char *who, const char *want)
{
	char text[80] = "";
	struct uses_sheet s = { .count = 0 };

	CHECK_INT(uses_show(tr->sh, &tr->a, who, &s, &tr->said), OK);
	for (int i = 0; i < s.count; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%lld", i ? " " : "",
			(long long)s.list[i].row.p.rest);
	CHECK_STR(text, want);
}

BOTH(uses_are_taken_of_what_ends_first_and_never_more_than_there_are)
{
	struct uses_taking what = { .member = CARD, .article = COOKIES };
	struct uses_statement s = { .count = 0 };
	struct uses_done done = { .id = 0 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refused(&tr, CARD, NULL, "there are none of it");
	package(&tr, "TEN", "10", NULL, NULL);
	package(&tr, "TWO", "2", "30", NULL);
	CHECK_INT(uses_kind_add(tr.sh, &tr.a, &(struct uses_kind_edit){ .code = "TEN", .name = "x", .times = "1",
		.items = (const char *const[]){ CHIPS }, .item_count = 1 }, &tr.said), ERR_EXISTS);
	gives(&tr, CARD, "TEN", NULL);
	gives(&tr, CARD, "TWO", NULL);
	rests(&tr, CARD, "2 10");
	what.id = wallet_new_id(tr.sh);
	CHECK_INT(uses_take_one(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(done.moved, -1);
	CHECK_INT(done.left, 11);
	CHECK_INT(uses_take_one(tr.sh, &tr.a, &what, &done, &tr.said), ERR_EXISTS);
	what.count = "2";
	CHECK_INT(uses_take_one(tr.sh, &tr.a, &what, &done, &tr.said), ERR_INVALID);
	rests(&tr, CARD, "1 10");
	took(&tr, CARD, "3", 8);
	rests(&tr, CARD, "8");
	refused(&tr, CARD, "9", "8 are left");
	took(&tr, CARD, "8", 0);
	refused(&tr, CARD, NULL, "there are none of it");
	/* One document, one row. */
	CHECK_INT(uses_statement(tr.sh, &tr.a, CARD, 20261101, 20261130, &s, &tr.said), OK);
	CHECK_INT(s.count, 5);
	CHECK_INT(s.lines[3].row.used, -3);
	CHECK_INT(s.lines[3].after, 8);
	CHECK_STR(s.lines[3].what, ""); /* of two kinds */
	CHECK_STR(s.lines[1].what, "TWO");
	CHECK_INT(s.closing, 0);
	trade_end(&tr);
}

BOTH(a_package_is_good_on_its_last_day_and_so_often_a_day)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	package(&tr, "DAY", "5", "2", "2");
	gives(&tr, CARD, "DAY", NULL);
	number = took(&tr, CARD, "2", 3);
	refused(&tr, CARD, NULL, "2 a day, 0 more today");
	CHECK_INT(undoes(&tr, number), OK);
	took(&tr, CARD, "2", 3);
	clock_freeze(clock_now_ms() + DAY_MS); /* its last day */
	took(&tr, CARD, NULL, 2);
	number = took(&tr, CARD, NULL, 1);
	clock_freeze(clock_now_ms() + DAY_MS);
	refused(&tr, CARD, NULL, "they ended on 2026-11-22");
	/* What comes back to it is void, or good for the days of grace. */
	CHECK_INT(undoes(&tr, number), OK);
	rests(&tr, CARD, "2");
	refused(&tr, CARD, NULL, "they ended on 2026-11-22");
	trade_end(&tr);
}

BOTH(what_comes_back_late_is_good_for_the_days_of_grace)
{
	struct trade tr;
	const char *number;

	if (!begin(&tr, url))
		return;
	CHECK_INT(setting_set(tr.sh, "uses.grace-days", "3", false, &tr.said), OK);
	package(&tr, "DAY", "5", "1", NULL);
	gives(&tr, CARD, "DAY", NULL);
	number = took(&tr, CARD, NULL, 4);
	clock_freeze(clock_now_ms() + 3 * DAY_MS);
	refused(&tr, CARD, NULL, "they ended on 2026-11-21");
	CHECK_INT(undoes(&tr, number), OK);
	took(&tr, CARD, NULL, 4); /* 2026-11-24, the last day of grace */
	clock_freeze(clock_now_ms() + DAY_MS);
	refused(&tr, CARD, NULL, "they ended on 2026-11-24");
	trade_end(&tr);
}

BOTH(what_was_done_is_undone_once_by_two_persons)
{
	struct uses_cancel back = { .words = "1" };
	struct uses_done done;
	struct trade tr;
	const char *gave, *taken, *other;

	if (!begin(&tr, url))
		return;
	package(&tr, "TEN", "10", NULL, NULL);
	gave = gives(&tr, CARD, "TEN", NULL);
	other = gives(&tr, CARD, "TEN", "3");
	taken = took(&tr, CARD, "4", 9);
	rests(&tr, CARD, "6 3");
	CHECK_INT(undoes(&tr, gave), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "uses-used");
	back.number = taken;
	CHECK_INT(uses_cancel(tr.sh, &tr.a, &back, &done, &tr.said), ERR_DENIED);
	CHECK_INT(undoes(&tr, taken), OK);
	rests(&tr, CARD, "10 3");
	CHECK_INT(undoes(&tr, taken), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "uses-cancelled");
	CHECK_INT(undoes(&tr, gave), OK);
	rests(&tr, CARD, "3");
	CHECK_INT(undoes(&tr, gave), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "uses-cancelled");
	CHECK_INT(undoes(&tr, "00-1-999999"), ERR_NOTFOUND);
	CHECK_INT(undoes(&tr, other), OK);
	rests(&tr, CARD, "");
	trade_end(&tr);
}

BOTH(who_may_give_how_many)
{
	struct uses_give what = { .member = CARD, .kind = "TEN", .times = "21", SECOND };
	struct uses_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	package(&tr, "TEN", "10", NULL, NULL);
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(uses_give(tr.sh, &tr.a, &what, &done, &tr.said), ERR_DENIED);
	CHECK_INT(uses_kind_remove(tr.sh, &tr.a, "TEN", &tr.said), ERR_DENIED);
	does(&tr, "sign-off");
	does(&tr, "sign-on 2001 331827");
	what.second = "3001", what.pin = "615902";
	CHECK_INT(uses_give(tr.sh, &tr.a, &what, &done, &tr.said), OK); /* the manager may */
	what.words = "";
	CHECK_INT(uses_give(tr.sh, &tr.a, &what, &done, &tr.said), ERR_INVALID);
	as_manager(&tr);
	CHECK_INT(uses_kind_remove(tr.sh, &tr.a, "TEN", &tr.said), OK);
	what.words = "1", what.second = "2001", what.pin = "331827";
	CHECK_INT(uses_give(tr.sh, &tr.a, &what, &done, &tr.said), ERR_NOTFOUND);
	took(&tr, CARD, NULL, 20); /* what he has stays good */
	trade_end(&tr);
}

BOTH(uses_go_to_another_member_and_follow_who_was_merged)
{
	struct uses_transfer what = { .from = CARD, .kind = "TEN", .to = "13900139000", SECOND };
	struct uses_done done = { .moved = 0 };
	struct member_merging merge = { .from = "13900139000", .into = CARD, SECOND };
	struct uses_statement s = { .count = 0 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "李秀英", "13900139000", CARD_2);
	package(&tr, "TEN", "10", "10", NULL);
	gives(&tr, CARD, "TEN", NULL);
	took(&tr, CARD, "2", 8);
	clock_freeze(clock_now_ms() + 1000);
	CHECK_INT(uses_transfer(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(done.moved, 8);
	CHECK_INT(done.left, 0);
	rests(&tr, CARD, "");
	rests(&tr, "13900139000", "8");
	CHECK_INT(uses_transfer(tr.sh, &tr.a, &what, &done, &tr.said), ERR_REFUSED);
	took(&tr, "13900139000", NULL, 7);
	CHECK_INT(member_erase(tr.sh, &tr.a, &(struct member_erasing){ .member = "13900139000", SECOND }, &tr.said),
		ERR_REFUSED);
	CHECK_INT(member_merge_into(tr.sh, &tr.a, &merge, &tr.said), OK);
	rests(&tr, CARD, "7");
	took(&tr, CARD, "2", 5);
	CHECK_INT(uses_statement(tr.sh, &tr.a, CARD, 20261101, 20261130, &s, &tr.said), OK);
	CHECK_INT(s.closing, 5);
	trade_end(&tr);
}

BOTH(a_new_card_brings_its_package_once)
{
	static const char *const items[] = { COOKIES };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(card_kind_add(tr.sh, &tr.a, &(struct card_kind_edit){ .code = "G", .name = "金卡", .use = "discount",
		.flags = "no-stock" }, &tr.said), OK);
	CHECK_INT(uses_kind_add(tr.sh, &tr.a, &(struct uses_kind_edit){ .code = "SUIT", .name = "干洗", .times = "2",
		.card = "G", .items = items, .item_count = 1 }, &tr.said), OK);
	rests(&tr, CARD, "");
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "李秀英", .phone = "13900139000",
		.card = CARD_2, .card_kind = "G" }, NULL, &tr.said), OK);
	rests(&tr, "13900139000", "2");
	CHECK_INT(card_lose(tr.sh, &tr.a, CARD_2, &tr.said), OK);
	CHECK_INT(card_replace(tr.sh, &tr.a, "13900139000", "6217001111111111", false, &tr.said), OK);
	rests(&tr, "13900139000", "2");
	member(&tr, "赵敏", "13700137000", NULL);
	CHECK_INT(card_give(tr.sh, &tr.a, "13700137000", "6217002222222222", "G", &tr.said), OK);
	rests(&tr, "13700137000", "2");
	took(&tr, "13700137000", NULL, 1);
	trade_end(&tr);
}

/* --- at the till ------------------------------------------------------------------------------------ */

/* Chips are a package of ten cookies. */
static void sold_package(struct trade *tr, const char *per_day)
{
	static const char *const items[] = { COOKIES };

	as_manager(tr);
	CHECK_INT(uses_kind_add(tr->sh, &tr->a, &(struct uses_kind_edit){ .code = "CARD10", .name = "曲奇十次卡",
		.times = "10", .days = "30", .per_day = per_day, .article = CHIPS, .items = items, .item_count = 1 },
		&tr->said), OK);
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "1008", "2468", &tr->said), OK);
}

static void says(struct trade *tr, const char *line, const char *message)
{
	clock_freeze(clock_now_ms() + 1000);
	act(tr, line);
	if (!CHECK_STR(said_name(&tr->said), message))
		printf("# %s: %s\n", line, said_text(&tr->a, &tr->said));
}

static void uses_left_are(struct trade *tr, const char *want)
{
	as_manager(tr);
	rests(tr, CARD, want);
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "1008", "2468", &tr->said), OK);
}

/* The last sale, with a reason, by whoever may. */
static void voids(struct trade *tr)
{
	act(tr, "void-last 1");
	if (view(tr)->need == NEED_REASON)
		act(tr, "reason 1");
	if (view(tr)->need == NEED_APPROVAL)
		act(tr, "approve 2001 331827");
	if (!CHECK_INT(view(tr)->need, NEED_NOTHING))
		printf("# void: %s\n", said_text(&tr->a, &tr->said));
}

BOTH(a_package_is_sold_and_its_use_is_a_line_that_costs_nothing)
{
	struct trade tr;
	int64_t price;

	if (!begin(&tr, url))
		return;
	sold_package(&tr, NULL);
	does(&tr, "scan " CHIPS);
	price = view(&tr)->due_minor;
	says(&tr, "cash", "uses-whose");
	does(&tr, "member " CARD);
	/* The first use with the same sale. */
	says(&tr, "use " COOKIES, "use-line");
	CHECK_STR(tr.said.arg[1], "9");
	CHECK_INT(view(&tr)->due_minor, price);
	does(&tr, "cash");
	uses_left_are(&tr, "9");
	/* Beside goods that are paid, in one bill. */
	does(&tr, "member " CARD);
	CHECK_INT(view(&tr)->member.uses, 9);
	does(&tr, "scan " COOKIES);
	CHECK_INT(view(&tr)->due_minor, 3990);
	says(&tr, "use", "use-line");
	CHECK_INT(view(&tr)->due_minor, 0);
	says(&tr, "use", "uses-not-for"); /* it is one */
	says(&tr, "use " FINGERS, "uses-refused");
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->due_minor, 500);
	says(&tr, "use " COOKIES " 9", "uses-refused");
	says(&tr, "use " COOKIES " 2", "use-line");
	CHECK_STR(tr.said.arg[1], "6");
	does(&tr, "member -");
	says(&tr, "cash", "uses-whose");
	does(&tr, "member " CARD);
	does(&tr, "cash 10");
	CHECK_INT(view(&tr)->done.change_minor, 500);
	uses_left_are(&tr, "6");
	trade_end(&tr);
}

BOTH(what_comes_back_gives_its_uses_back)
{
	struct trade tr;
	char line[80], number[40];

	if (!begin(&tr, url))
		return;
	package(&tr, "TWO", "2", "5", NULL);
	package(&tr, "TEN", "10", NULL, NULL);
	gives(&tr, CARD, "TEN", NULL);
	gives(&tr, CARD, "TWO", NULL);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &tr.said), OK);
	does(&tr, "member " CARD);
	says(&tr, "use " COOKIES " 5", "use-line");
	does(&tr, "scan " FINGERS);
	does(&tr, "cash");
	uses_left_are(&tr, "7");
	snprintf(number, sizeof number, "%s", view(&tr)->done.number);
	/* Part by part it comes to what was taken. */
	for (int back = 1; back <= 5; back += 2) {
		snprintf(line, sizeof line, "return %s", number);
		does(&tr, line);
		snprintf(line, sizeof line, "return-line 1 %d", back == 5 ? 1 : 2);
		does(&tr, line);
		act(&tr, "pay");
		if (view(&tr)->need == NEED_REASON)
			act(&tr, "reason 1");
		if (view(&tr)->need == NEED_APPROVAL)
			act(&tr, "approve 2001 331827");
		does(&tr, "cash");
	}
	uses_left_are(&tr, "2 10");
	trade_end(&tr);
}

BOTH(a_package_comes_back_whole_or_with_a_second_person)
{
	struct trade tr;
	char line[80], number[40];

	if (!begin(&tr, url))
		return;
	sold_package(&tr, NULL);
	does(&tr, "member " CARD);
	does(&tr, "scan " CHIPS);
	says(&tr, "use " COOKIES, "use-line");
	does(&tr, "cash");
	uses_left_are(&tr, "9");
	voids(&tr);
	uses_left_are(&tr, "");
	does(&tr, "member " CARD);
	does(&tr, "scan " CHIPS);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", view(&tr)->done.number);
	as_manager(&tr);
	took(&tr, CARD, "4", 6);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &tr.said), OK);
	snprintf(line, sizeof line, "return %s", number);
	does(&tr, line);
	does(&tr, "return-line 1");
	act(&tr, "pay");
	CHECK_INT(view(&tr)->need, NEED_REASON);
	act(&tr, "reason 1");
	CHECK_INT(view(&tr)->need, NEED_APPROVAL);
	CHECK(strstr(said_text(&tr.a, &view(&tr)->asked), "曲奇十次卡"));
	does(&tr, "approve 2001 331827");
	does(&tr, "cash");
	uses_left_are(&tr, "");
	trade_end(&tr);
}

BOTH(uses_gone_meanwhile_are_refused_at_the_end)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	package(&tr, "TWO", "2", NULL, NULL);
	gives(&tr, CARD, "TWO", NULL);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &tr.said), OK);
	does(&tr, "member " CARD);
	says(&tr, "use " COOKIES " 2", "use-line");
	as_manager(&tr);
	took(&tr, CARD, NULL, 1);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &tr.said), OK);
	says(&tr, "cash", "uses-refused");
	does(&tr, "qty 1");
	does(&tr, "cash");
	uses_left_are(&tr, "");
	trade_end(&tr);
}

TEST(recovery_brings_packages_back_and_check_finds_what_is_false)
{
	static const struct { const char *sql; int found; } false_rows[] = {
		{ "UPDATE uses_package SET rest = rest + 1 WHERE rest = 5", 1 },
		{ "UPDATE uses_package SET rest = 5, until_day = 20991231 WHERE rest = 6", 1 },
		{ "UPDATE uses_package SET until_day = 0, member_id = (SELECT max(id) FROM member)", 1 },
	};
	struct trade tr;
	const char *number;
	char backup[BACKUP_MAX];

	if (!begin(&tr, sqlite_new_store()))
		return;
	member(&tr, "李秀英", "13900139000", NULL);
	package(&tr, "TEN", "10", NULL, NULL);
	backed_up(&tr, backup);
	gives(&tr, CARD, "TEN", NULL);
	took(&tr, CARD, "5", 5);
	number = took(&tr, CARD, "2", 3);
	CHECK_INT(undoes(&tr, number), OK);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &tr.said), OK);
	does(&tr, "member " CARD);
	says(&tr, "use " COOKIES, "use-line");
	does(&tr, "cash");
	voids(&tr);
	uses_left_are(&tr, "5");
	if (!lost_and_back(&tr, backup))
		return;
	as_manager(&tr);
	rests(&tr, CARD, "5");
	trade_close(&tr);
	sound(&tr.conf);
	for (size_t i = 0; i < sizeof false_rows / sizeof *false_rows; i++) {
		if (!trade_open(&tr))
			return;
		CHECK_INT(db_run_args(tr.sh->db, NULL, false_rows[i].sql, NULL, 0), OK);
		CHECK_INT(check_with(&tr.conf, NULL).result.by_id[CHECK_USES], false_rows[i].found);
		trade_close(&tr);
	}
}

T_MAIN
