/* member_test.c - members and their cards on both engines: opened, found by whatever is at hand, changed, frozen; cards
 * from the box to a clerk, to a member and back; and what an old card says for ever. */
#include "pg.h"

#include "../day.h"
#include "service/care.h"
#include "service/members.h"
#include "service/search.h"
#include "store/card_store.h"
#include "store/db_test.h"
#include "store/member_store.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static bool begin_again(struct trade *tr)
{
	return trade_open(tr) && CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

/* Anything that must do, or must be refused with this message. */
static bool is(struct trade *tr, enum err e, const char *message)
{
	if (strcmp(said_name(&said), message) == 0)
		return true;
	printf("# %s: %s (%s)\n", err_name(e), said_text(&tr->a, &said), said_name(&said));
	return CHECK_STR(said_name(&said), message);
}

static int64_t opened(struct trade *tr, const char *name, const char *phone, const char *card)
{
	const struct member_edit edit = { .name = name, .phone = phone, .card = card };
	int64_t id = 0;
	enum err e = member_open(tr->sh, &tr->a, &edit, &id, &said);

	is(tr, e, "member-opened");
	return id;
}

static int found(struct trade *tr, const char *text, struct member_hit *list)
{
	int n = 0;
	enum err e = member_find(tr->sh, &tr->a, text, list, &n, &said);

	CHECK(e == OK || e == ERR_NOTFOUND);
	return n;
}

/* Exactly this member, found this way. */
static bool finds(struct trade *tr, const char *text, int64_t id, enum known_by by)
{
	struct member_hit list[MEMBER_HITS_MAX];
	int n = found(tr, text, list);

	if (!CHECK_INT(n, 1)) {
		printf("# by %s\n", text);
		return false;
	}
	return CHECK_INT(list[0].member.id, id) & CHECK_INT(list[0].by, by);
}

/* What the till would hear of it. */
static bool hears(struct trade *tr, const char *text, const char *message)
{
	struct member_hit list[MEMBER_HITS_MAX];
	int n = found(tr, text, list);
	enum err e = n ? member_known(tr->sh, &tr->a, &list[0], &said) : ERR_NOTFOUND;

	return CHECK(e == ERR_REFUSED) & is(tr, e, message);
}

BOTH(a_member_is_found_by_whatever_is_at_hand)
{
	struct member_hit list[MEMBER_HITS_MAX];
	struct trade tr;
	int64_t wang, li;

	if (!begin(&tr, url))
		return;
	wang = opened(&tr, "王晓梅", "138 0013 8000", "6217001234567890");
	li = opened(&tr, "李秀英", "13900139001", NULL);
	finds(&tr, "6217001234567890", wang, KNOWN_CARD);
	finds(&tr, "num:6217001234567890", wang, KNOWN_CARD);
	finds(&tr, "10000001", wang, KNOWN_CODE);
	finds(&tr, "10000002", li, KNOWN_CODE);
	finds(&tr, "13800138000", wang, KNOWN_PHONE);
	finds(&tr, "8000", wang, KNOWN_END);
	finds(&tr, "7890", wang, KNOWN_END);
	finds(&tr, "wxm", wang, KNOWN_NAME);
	finds(&tr, "lixiu", li, KNOWN_NAME);
	finds(&tr, "秀英", li, KNOWN_NAME);
	CHECK_INT(found(&tr, "9999", list), 0);
	is(&tr, OK, "no-member");
	/* Who comes later is found without a new arena, who changes by his new name alone. */
	CHECK_INT(member_change(tr.sh, &tr.a, "10000002", &(struct member_edit){ .name = "张秀英" }, &said), OK);
	finds(&tr, "zxy", li, KNOWN_NAME);
	CHECK_INT(found(&tr, "lxy", list), 0);
	trade_close(&tr);
}

BOTH(what_may_be_seen_of_a_person_is_a_right)
{
	struct member_sheet sheet;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000",
		.id_number = "11010519491231002X", .birthday = "1949-12-31", .referrer = NULL }, NULL, &said), OK);
	CHECK_INT(member_show(tr.sh, &tr.a, "10000001", &sheet, &said), OK);
	CHECK_STR(sheet.name, "王晓梅");
	CHECK_STR(sheet.phone, "13800138000");
	CHECK_STR(sheet.id_number, "****002X");
	CHECK(!strstr(sheet.row.id_sealed, "1949"));
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &said), OK);
	CHECK_INT(member_show(tr.sh, &tr.a, "10000001", &sheet, &said), OK);
	CHECK_STR(sheet.name, "王*");
	CHECK_STR(sheet.phone, "138****8000");
	CHECK_INT(member_freeze(tr.sh, &tr.a, "10000001", true, "1", &said), ERR_DENIED);
	shop_sign_off(tr.sh);
	CHECK_INT(member_show(tr.sh, &tr.a, "10000001", &sheet, &said), ERR_DENIED);
	trade_close(&tr);
}

BOTH(an_edit_of_what_somebody_changed_is_refused)
{
	struct member_hit hit;
	struct trade tr;
	int64_t id, version;

	if (!begin(&tr, url))
		return;
	id = opened(&tr, "王晓梅", "13800138000", NULL);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "10000001", &hit, &said), OK);
	version = hit.member.version;
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .phone = "13800138001",
		.version = version }, &said), OK);
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .phone = "13800138002",
		.version = version }, &said), ERR_STALE);
	finds(&tr, "13800138001", id, KNOWN_PHONE);
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .phone = "13800138001" }, &said), OK);
	is(&tr, OK, "unchanged");
	/* A second person with the same phone is mostly the same one. */
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138001" }, NULL,
		&said), ERR_REFUSED);
	is(&tr, OK, "member-phone");
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王大力", .phone = "13800138001",
		.anyway = true }, NULL, &said), OK);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "13800138001", &hit, &said), ERR_REFUSED);
	is(&tr, OK, "members-several");
	trade_close(&tr);
}

BOTH(the_same_id_twice_is_one_member)
{
	struct member_edit edit = { .name = "王晓梅", .phone = "13800138000", .card = "6217001234567890" };
	struct member_hit list[MEMBER_HITS_MAX];
	struct trade tr;

	if (!begin(&tr, url))
		return;
	edit.id = member_new_id(tr.sh);
	CHECK_INT(member_open(tr.sh, &tr.a, &edit, NULL, &said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &edit, NULL, &said), OK);
	CHECK_INT(found(&tr, "wxm", list), 1);
	edit.name = "李秀英";
	CHECK_INT(member_open(tr.sh, &tr.a, &edit, NULL, &said), ERR_EXISTS);
	/* Where the card cannot be had, there is no member either. */
	edit = (struct member_edit){ .name = "张三", .card = "6217001234567890" };
	CHECK_INT(member_open(tr.sh, &tr.a, &edit, NULL, &said), ERR_REFUSED);
	is(&tr, OK, "card-is");
	CHECK_INT(found(&tr, "zs", list), 0);
	trade_close(&tr);
}

BOTH(a_frozen_one_is_refused_by_name)
{
	struct member_hit hit;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	opened(&tr, "王晓梅", "13800138000", "6217001234567890");
	CHECK_INT(member_freeze(tr.sh, &tr.a, "13800138000", true, "2", &said), OK);
	hears(&tr, "6217001234567890", "member-is");
	CHECK_INT(member_freeze(tr.sh, &tr.a, "13800138000", true, "2", &said), ERR_REFUSED);
	CHECK_INT(member_freeze(tr.sh, &tr.a, "13800138000", false, "", &said), OK);
	/* The last day counts; the day after it does not, nor the day before the first. */
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .until = "2026-11-21" }, &said), OK);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "13800138000", &hit, &said), OK);
	CHECK_INT(member_known(tr.sh, &tr.a, &hit, &said), OK);
	clock_freeze(NOON_MS + DAY_MS);
	hears(&tr, "13800138000", "member-expired");
	CHECK_INT(member_change(tr.sh, &tr.a, "10000001", &(struct member_edit){ .until = "-",
		.from = "2026-11-23" }, &said), OK);
	hears(&tr, "13800138000", "member-not-yet");
	trade_close(&tr);
}

/* --- cards ------------------------------------------------------------------------------------------ */

static bool card_is(struct trade *tr, const char *number, enum card_state state)
{
	struct card card;

	return CHECK_INT(card_by_number(tr->sh->db, &tr->a, number, &card), OK) & CHECK_INT(card.state, state);
}

BOTH(cards_go_from_the_box_to_a_clerk_and_a_member)
{
	struct card_sheet sheet;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	/* Kind 2 counts with a check digit: 79927398713, 79927398721, 79927398739 ... */
	CHECK_INT(card_receive(tr.sh, &tr.a, "2", "79927398713", "79927398739", &said), OK);
	is(&tr, OK, "cards-received");
	CHECK_INT(card_receive(tr.sh, &tr.a, "2", "79927398739", "79927398747", &said), ERR_EXISTS);
	CHECK_INT(card_by_number(tr.sh->db, &tr.a, "79927398747", &(struct card){ 0 }), ERR_NOTFOUND);
	CHECK_INT(card_receive(tr.sh, &tr.a, "2", "79927398738", NULL, &said), ERR_INVALID);
	CHECK_INT(card_receive(tr.sh, &tr.a, "9", "79927398747", NULL, &said), ERR_NOTFOUND);
	CHECK_INT(card_hand_over(tr.sh, &tr.a, "1008", "79927398713", "79927398721", &said), OK);
	card_is(&tr, "79927398713", CARD_HANDED);
	card_is(&tr, "79927398739", CARD_STOCK);
	hears(&tr, "79927398713", "card-blank");
	CHECK_INT(card_write_off(tr.sh, &tr.a, "79927398739", NULL, "2", &said), OK);
	/* One of the range is void already: nothing of it is touched. */
	CHECK_INT(card_hand_over(tr.sh, &tr.a, "", "79927398713", "79927398739", &said), ERR_REFUSED);
	is(&tr, OK, "cards-not-all");
	card_is(&tr, "79927398713", CARD_HANDED);
	/* Another clerk has no business with them. */
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1009", "13579", &said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .card = "79927398713" }, NULL,
		&said), ERR_REFUSED);
	is(&tr, OK, "card-of-another");
	CHECK_INT(card_receive(tr.sh, &tr.a, "2", "79927398747", NULL, &said), ERR_DENIED);
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "1008", "2468", &said), OK);
	opened(&tr, "王晓梅", "13800138000", "79927398713");
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138000", "79927398721", NULL, &said), ERR_EXISTS);
	is(&tr, OK, "has-card");
	CHECK_INT(card_show(tr.sh, &tr.a, "79927398713", &sheet, &said), OK);
	CHECK_STR(sheet.member, "10000001");
	if (CHECK_INT(sheet.step_count, 3)) {
		CHECK_STR(sheet.steps[0].what, "receive");
		CHECK_STR(sheet.steps[1].what, "hand");
		CHECK_STR(sheet.steps[2].what, "issue");
	}
	trade_close(&tr);
}

BOTH(an_old_card_is_refused_by_name_for_ever)
{
	struct member_hit hit;
	struct trade tr;
	int64_t id;

	if (!begin(&tr, url))
		return;
	id = opened(&tr, "王晓梅", "13800138000", "6217001234567890");
	CHECK_INT(card_lose(tr.sh, &tr.a, "8000", &said), OK);
	hears(&tr, "6217001234567890", "card-lost");
	CHECK_INT(card_lose(tr.sh, &tr.a, "6217001234567890", &said), ERR_REFUSED);
	CHECK_INT(card_found(tr.sh, &tr.a, "6217001234567890", &said), OK);
	CHECK_INT(card_lose(tr.sh, &tr.a, "6217001234567890", &said), OK);
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138000", "6217001234567999", false, &said), OK);
	hears(&tr, "6217001234567890", "card-replaced");
	CHECK(strstr(said_text(&tr.a, &said), "****7999") != NULL);
	CHECK(strstr(said_text(&tr.a, &said), "2026-11-21") != NULL);
	/* Its code and phone still find him, with the new card; the old number finds him, and says so. */
	CHECK_INT(member_find_one(tr.sh, &tr.a, "13800138000", &hit, &said), OK);
	CHECK_STR(hit.card.number, "6217001234567999");
	CHECK_INT(hit.card.issue_no, 2);
	CHECK_INT(member_known(tr.sh, &tr.a, &hit, &said), OK);
	finds(&tr, "6217001234567890", id, KNOWN_CARD);
	CHECK_INT(card_found(tr.sh, &tr.a, "6217001234567890", &said), ERR_REFUSED);
	/* A damaged one is handed in for the next; then the last is handed back. */
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138000", "uid:04A2B3C4D5E6F7", true, &said), OK);
	card_is(&tr, "6217001234567999", CARD_DAMAGED);
	finds(&tr, "04a2b3c4d5e6f7", id, KNOWN_CARD);
	CHECK_INT(card_take_back(tr.sh, &tr.a, "uid:04A2B3C4D5E6F7", &said), OK);
	hears(&tr, "uid:04A2B3C4D5E6F7", "card-returned");
	hears(&tr, "6217001234567890", "card-replaced-gone");
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138000", "6217001234568000", false, &said), ERR_REFUSED);
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138000", "6217001234567999", NULL, &said), ERR_REFUSED);
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138000", "6217001234568000", NULL, &said), OK);
	trade_close(&tr);
}

BOTH(a_card_with_a_last_day_is_good_on_it)
{
	const struct card_kind_edit kind = { .code = "7", .name = "年卡", .use = "discount", .flags = "no-stock",
		.days = "2" };
	struct member_hit hit;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(card_kind_add(tr.sh, &tr.a, &kind, &said), OK);
	CHECK_INT(card_kind_add(tr.sh, &tr.a, &kind, &said), ERR_EXISTS);
	opened(&tr, "王晓梅", "13800138000", NULL);
	CHECK_INT(card_give(tr.sh, &tr.a, "13800138000", "6217001234567890", "7", &said), OK);
	clock_freeze(NOON_MS + DAY_MS);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "6217001234567890", &hit, &said), OK);
	CHECK_INT(hit.card.until_day, 20261122);
	CHECK_INT(member_known(tr.sh, &tr.a, &hit, &said), OK);
	clock_freeze(NOON_MS + 2 * DAY_MS);
	hears(&tr, "6217001234567890", "card-expired");
	trade_close(&tr);
}

/* --- many ------------------------------------------------------------------------------------------- */

#define MANY 100000
#define STEPS_MOST 1500 /* of the engine's machine: a few dozen rows by an index, whatever there is */

static bool put_many(struct db *db)
{
	char code[20], phone[20], number[20];

	if (!CHECK_INT(db_begin(db), OK))
		return false;
	for (int i = 0; i < MANY; i++) {
		struct member m = { .id = 1000 + i, .code = code, .state = MEMBER_ACTIVE, .name = "王晓梅",
			.phone = phone, .email = "", .address = "", .postcode = "", .note = "", .id_sealed = "",
			.id_digest = "", .from_day = 20260101 };
		struct card card = { .id = 1000 + i, .number = number, .kind_id = 1, .member_id = 1000 + i };

		snprintf(code, sizeof code, "%08d", 20000000 + i);
		snprintf(phone, sizeof phone, "139%08d", i * 7);
		snprintf(number, sizeof number, "62170000%08d", i);
		if (!CHECK_INT(member_insert(db, &m, 1), OK) || !CHECK_INT(card_insert(db, &card), OK) ||
			!CHECK_INT(card_issue(db, &card), OK))
			return false;
	}
	return CHECK_INT(db_commit(db), OK);
}

static int64_t steps_of(struct trade *tr, const char *text, int hits)
{
	struct member_hit list[MEMBER_HITS_MAX];
	int64_t before = db_sqlite_steps();

	CHECK_INT(found(tr, text, list), hits);
	return db_sqlite_steps() - before;
}

TEST(one_of_a_hundred_thousand_is_found_by_few_rows)
{
	struct trade tr;
	char text[32];

	if (!begin(&tr, sqlite_new_store()) || !put_many(tr.sh->db))
		return;
	for (int i = 0; i < MANY; i += MANY / 7) {
		snprintf(text, sizeof text, "62170000%08d", i);
		CHECK(steps_of(&tr, text, 1) < STEPS_MOST);
		snprintf(text, sizeof text, "%08d", 20000000 + i);
		CHECK(steps_of(&tr, text, 1) < STEPS_MOST);
		snprintf(text, sizeof text, "139%08d", i * 7);
		CHECK(steps_of(&tr, text, 1) < STEPS_MOST);
	}
	/* Ten have these digits at the end of their phone, ten at that of their card. */
	CHECK(steps_of(&tr, "0007", 20) < 20 * STEPS_MOST);
	/* A name asks the arena, not the store; one who comes later costs a row more. */
	CHECK_INT(found(&tr, "wxm", (struct member_hit[MEMBER_HITS_MAX]){ 0 }), MEMBER_HITS_MAX);
	opened(&tr, "欧阳娜娜", "", NULL);
	CHECK(steps_of(&tr, "oynn", 1) < STEPS_MOST);
	trade_close(&tr);
}

/* --- lost and recovered ----------------------------------------------------------------------------- */

static void ignored(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* What is on record of members and cards comes back from the journal; names do not, they were never in it. */
TEST(recovery_brings_back_who_has_what_card)
{
	const struct check_request quiet = { .found = ignored };
	struct care_source source = { .replace = false };
	struct check_result result;
	struct care_report report;
	struct member_hit hit;
	struct trade tr;
	const char *why = "";
	char backup[700];
	int64_t before, after;

	if (!begin(&tr, sqlite_new_store()))
		return;
	before = opened(&tr, "王晓梅", "13800138000", "6217001234567890");
	CHECK_INT(card_receive(tr.sh, &tr.a, "2", "79927398713", "79927398739", &said), OK);
	snprintf(backup, sizeof backup, "%s/members.db", t_tmpdir());
	CHECK_INT(care_backup(tr.sh, &tr.shop_arena, backup, &quiet, &result, &why), OK);
	CHECK_INT(card_lose(tr.sh, &tr.a, "13800138000", &said), OK);
	CHECK_INT(card_replace(tr.sh, &tr.a, "13800138000", "79927398713", false, &said), OK);
	CHECK_INT(card_kind_add(tr.sh, &tr.a, &(struct card_kind_edit){ .code = "5", .name = "金卡",
		.flags = "no-stock" }, &said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "李秀英", .phone = "13900139001",
		.card = "uid:04A2B3C4D5E6F7", .card_kind = "5" }, &after, &said), OK);
	CHECK_INT(card_hand_over(tr.sh, &tr.a, "1008", "79927398721", "79927398739", &said), OK);
	CHECK_INT(card_write_off(tr.sh, &tr.a, "79927398739", NULL, "", &said), OK);
	CHECK_INT(member_freeze(tr.sh, &tr.a, "13800138000", true, "1", &said), OK);
	trade_close(&tr);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	source.backup = backup;
	source.journal_dir = tr.conf.journal_dir;
	if (!CHECK_INT(care_restore(&tr.shop_arena, &tr.conf, &source, &quiet, &report, &why), OK)) {
		printf("# %s\n", why);
		return;
	}
	CHECK_INT(report.check.wrong, 0);
	CHECK_INT(report.terminals[0].refused, 0);
	if (!begin_again(&tr))
		return;
	finds(&tr, "13800138000", before, KNOWN_PHONE);
	hears(&tr, "13800138000", "member-is");
	hears(&tr, "6217001234567890", "card-replaced");
	CHECK_INT(member_find_one(tr.sh, &tr.a, "13800138000", &hit, &said), OK);
	CHECK_STR(hit.card.number, "79927398713");
	finds(&tr, "uid:04A2B3C4D5E6F7", after, KNOWN_CARD);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "10000002", &hit, &said), OK);
	CHECK_STR(hit.member.name, "10000002");
	CHECK_STR(hit.member.phone, "");
	card_is(&tr, "79927398721", CARD_HANDED);
	card_is(&tr, "79927398739", CARD_VOID);
	trade_close(&tr);
}

T_MAIN
