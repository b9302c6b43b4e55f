/* gift_test.c - gifts for points on both engines: what one costs, who may have how many and when, the last piece, what
 * comes back, recovery. */
#include "pg.h"

#include "../../src/service/till/papers_int.h"
#include "../money.h"
#include "../restored.h"
#include "service/gifts.h"
#include "service/members.h"
#include "service/points.h"
#include "service/report.h"
#include "service/wallet.h"

#define CARD "6217001234567890"
#define SECOND .words = "1", .second = "2001", .pin = "331827"
#define DAY_MS INT64_C(86400000)

static void as_manager(struct trade *tr)
{
	CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &tr->said), OK);
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *card, const char *points)
{
	struct points_done done;
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card }, &id,
		&tr->said), OK);
	CHECK_INT(points_adjust(tr->sh, &tr->a, &(struct points_adjust){ .member = phone, .points = points, SECOND },
		&done, &tr->said), OK);
	return id;
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	as_manager(tr);
	member(tr, "王晓梅", "13800138000", CARD, "2000");
	return true;
}

static void gift(struct trade *tr, struct gift_edit edit)
{
	edit.article = edit.article ? edit.article : COOKIES;
	edit.points = edit.points ? edit.points : "800";
	CHECK_INT(gift_add(tr->sh, &tr->a, &edit, &tr->said), OK);
}

static enum err redeem_by(struct trade *tr, const char *who, const char *pieces, struct points_done *done)
{
	clock_freeze(clock_now_ms() + 1000);
	return gift_redeem(tr->sh, &tr->a, &(struct gift_redeem){ .member = who, .article = COOKIES,
		.pieces = pieces }, done, &tr->said);
}

static bool redeems(struct trade *tr, int64_t left)
{
	struct points_done done = { .now = -1 };

	return CHECK_INT(redeem_by(tr, CARD, NULL, &done), OK) & CHECK_INT(done.now, left);
}

static void refused(struct trade *tr, const char *who, const char *pieces, const char *message)
{
	struct points_done done;

	CHECK(redeem_by(tr, who, pieces, &done) != OK);
	CHECK_STR(said_name(&tr->said), message);
}

static int64_t given(struct trade *tr)
{
	struct gift_info g = { .row = { .given = -1 } };

	CHECK_INT(gift_by_code(tr->sh, &tr->a, COOKIES, &g), OK);
	return g.row.given;
}

BOTH(a_gift_takes_its_points_and_comes_back_once)
{
	struct gift_redeem what = { .member = CARD, .article = COOKIES };
	struct gift_cancel back = { SECOND };
	struct points_done done = { .id = 0 };
	struct points_sheet s = { .balance = -1 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	refused(&tr, CARD, NULL, "not-found");
	gift(&tr, (struct gift_edit){ .pieces = "5" });
	CHECK_INT(gift_add(tr.sh, &tr.a, &(struct gift_edit){ .article = COOKIES, .points = "1" }, &tr.said),
		ERR_EXISTS);
	what.id = wallet_new_id(tr.sh);
	CHECK_INT(gift_redeem(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	CHECK_INT(done.moved, -800);
	CHECK_INT(done.now, 1200);
	CHECK_INT(gift_redeem(tr.sh, &tr.a, &what, &done, &tr.said), ERR_EXISTS);
	CHECK_INT(given(&tr), 1);
	redeems(&tr, 400);
	refused(&tr, CARD, NULL, "gift-short");
	CHECK_INT(given(&tr), 2);
	back.number = arena_strdup(&tr.shop_arena, done.number);
	back.second = NULL;
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), ERR_DENIED);
	back.second = "2001";
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), OK);
	CHECK_INT(done.moved, 800);
	CHECK_INT(done.now, 1200);
	CHECK_INT(given(&tr), 1);
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "gift-cancelled");
	back.number = "00-1-999999";
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), ERR_NOTFOUND);
	CHECK_INT(points_show(tr.sh, &tr.a, CARD, &s, &tr.said), OK);
	CHECK_INT(s.due_count, 1); /* they came back to their lot */
	CHECK_INT(s.usable, 1200);
	trade_end(&tr);
}

BOTH(a_gift_has_so_many_pieces_and_days)
{
	struct points_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "李秀英", "13900139000", NULL, "9000");
	gift(&tr, (struct gift_edit){ .points = "100", .pieces = "3", .per_member = "2", .from = "2026-11-22",
		.until = "2026-11-23" });
	refused(&tr, CARD, NULL, "gift-closed");
	clock_freeze(clock_now_ms() + DAY_MS);
	refused(&tr, CARD, "0", "value-bad");
	refused(&tr, CARD, "3", "gift-had");
	CHECK_INT(redeem_by(&tr, CARD, "2", &done), OK);
	CHECK_INT(done.moved, -200);
	refused(&tr, CARD, "1", "gift-had");
	refused(&tr, "13900139000", "2", "gift-gone"); /* one is left */
	CHECK_INT(redeem_by(&tr, "13900139000", "1", &done), OK);
	refused(&tr, "13900139000", "1", "gift-gone");
	clock_freeze(clock_now_ms() + 2 * DAY_MS);
	refused(&tr, "13900139000", "1", "gift-closed");
	CHECK_INT(gift_remove(tr.sh, &tr.a, COOKIES, &tr.said), OK);
	refused(&tr, CARD, NULL, "not-found");
	does(&tr, "sign-on 1008 2468");
	CHECK_INT(gift_add(tr.sh, &tr.a, &(struct gift_edit){ .article = CHIPS, .points = "1" }, &tr.said), ERR_DENIED);
	trade_end(&tr);
}

BOTH(two_who_are_made_one_have_what_both_had)
{
	struct points_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓美", "13900139000", NULL, "9000");
	gift(&tr, (struct gift_edit){ .points = "100", .per_member = "2" });
	CHECK_INT(redeem_by(&tr, CARD, "2", &done), OK);
	CHECK_INT(member_merge_into(tr.sh, &tr.a, &(struct member_merging){ CARD, "13900139000", "1", "2001",
		"331827" }, &tr.said), OK);
	refused(&tr, "13900139000", NULL, "gift-had");
	trade_end(&tr);
}

TEST(recovery_brings_gifts_back_and_check_finds_what_is_false)
{
	struct gift_cancel back = { SECOND };
	struct points_done done;
	struct trade tr;
	char backup[BACKUP_MAX];

	if (!begin(&tr, sqlite_new_store()))
		return;
	gift(&tr, (struct gift_edit){ .pieces = "5" });
	backed_up(&tr, backup);
	redeems(&tr, 1200);
	CHECK_INT(redeem_by(&tr, CARD, NULL, &done), OK);
	back.number = done.number;
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), OK);
	if (!lost_and_back(&tr, backup))
		return;
	as_manager(&tr);
	CHECK_INT(given(&tr), 1);
	redeems(&tr, 400);
	trade_close(&tr);
	sound(&tr.conf);
	if (!trade_open(&tr))
		return;
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE gift SET given = given - 1", NULL, 0), OK);
	CHECK(check_with(&tr.conf, NULL).result.by_id[CHECK_GIFT] == 1);
	trade_close(&tr);
}

/* What no backup holds is not known to the records either: they know the gift's number alone. */
TEST(a_gift_that_is_younger_than_the_backup_comes_back_without_its_name)
{
	struct gift_cancel back = { SECOND };
	struct gift_redeem what = { .member = CARD, .article = COOKIES };
	struct points_done done;
	struct document d;
	struct paper paper;
	struct trade tr;
	char backup[BACKUP_MAX], number[40];

	if (!begin(&tr, sqlite_new_store()))
		return;
	backed_up(&tr, backup);
	gift(&tr, (struct gift_edit){ .pieces = "5" });
	what.id = wallet_new_id(tr.sh);
	CHECK_INT(gift_redeem(tr.sh, &tr.a, &what, &done, &tr.said), OK);
	snprintf(number, sizeof number, "%s", done.number);
	back.number = number;
	if (!lost_and_back(&tr, backup))
		return;
	as_manager(&tr);
	CHECK_INT(receipt_get(tr.sh, &tr.a, number, &d), OK);
	CHECK_INT(paper_of_redemption(tr.sh, &tr.a, &d, 0, 48, &paper), OK);
	CHECK_INT(gift_cancel(tr.sh, &tr.a, &back, &done, &tr.said), OK);
	CHECK_INT(done.moved, 800);
	CHECK_INT(done.now, 2000);
	trade_close(&tr);
	sound(&tr.conf);
}

T_MAIN
