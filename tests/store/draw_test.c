/* draw_test.c - prize draws on both engines: what a play costs and gives, what is left when a prize is gone, that it is
 * done once, the proof of a day, what store check sees, recovery. */
#include "pg.h"

#include "../../src/service/till/papers_int.h"
#include "../money.h"
#include "../restored.h"
#include "service/coupons.h"
#include "service/draws.h"
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

static void member(struct trade *tr, const char *name, const char *phone, const char *card, const char *points)
{
	struct points_done done;
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card }, &id,
		&tr->said), OK);
	CHECK_INT(points_adjust(tr->sh, &tr->a, &(struct points_adjust){ .member = phone, .points = points, SECOND },
		&done, &tr->said), OK);
}

static bool begin(struct trade *tr, const char *url)
{
	if (!trade_init(tr, url, "01") || !trade_open(tr) || !day_begin(tr))
		return false;
	as_manager(tr);
	member(tr, "王晓梅", "13800138000", CARD, "12");
	return true;
}

static void wheel(struct trade *tr, const char *free, const char *points, const char *most)
{
	CHECK_INT(draw_add(tr->sh, &tr->a, &(struct draw_edit){ .code = "WHEEL", .name = "转盘", .free = free,
		.points = points, .most = most }, &tr->said), OK);
}

static enum err prize(struct trade *tr, struct draw_prize_edit edit)
{
	edit.draw = "WHEEL";
	return draw_prize_add(tr->sh, &tr->a, &edit, &tr->said);
}

/* Whatever is drawn, it is points. */
static void points_alone(struct trade *tr)
{
	CHECK_INT(prize(tr, (struct draw_prize_edit){ .name = "50分", .weight = "1", .points = "50" }), OK);
	CHECK_INT(prize(tr, (struct draw_prize_edit){ .name = "五十分", .weight = "9", .points = "50" }), OK);
	CHECK_INT(draw_open(tr->sh, &tr->a, "WHEEL", &tr->said), OK);
}

static enum err play_of(struct trade *tr, const char *who, int64_t points, struct draw_done *done)
{
	clock_freeze(clock_now_ms() + 1000);
	return draw_play(tr->sh, &tr->a, &(struct draw_wish){ .draw = "WHEEL", .member = who, .points = points }, done,
		&tr->said);
}

static void refused(struct trade *tr, const char *who, int64_t points, const char *message)
{
	struct draw_done done;

	CHECK(play_of(tr, who, points, &done) != OK);
	CHECK_STR(said_name(&tr->said), message);
}

static int64_t balance(struct trade *tr)
{
	struct points_sheet s = { .balance = -1 };

	CHECK_INT(points_show(tr->sh, &tr->a, CARD, &s, &tr->said), OK);
	return s.balance;
}

BOTH(the_first_is_free_the_second_costs_points_a_third_is_none)
{
	struct draw_chance *list;
	struct draw_done done = { .id = 0 };
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	wheel(&tr, "1", "5", "2");
	refused(&tr, CARD, 0, "draw-closed");
	points_alone(&tr);
	CHECK_INT(draw_chances(tr.sh, &tr.a, CARD, &list, &n, &tr.said), OK);
	CHECK_INT(n, 1);
	CHECK_INT(list[0].cost, 0);
	CHECK_INT(list[0].info.prizes[1].odds_bp, 9000);
	CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	CHECK_INT(done.prize.points, 50);
	CHECK_INT(done.play.points, 0);
	CHECK_INT(done.points_now, 62);
	refused(&tr, CARD, 0, "draw-costs");
	refused(&tr, CARD, 4, "draw-costs");
	CHECK_INT(play_of(&tr, CARD, 5, &done), OK);
	CHECK_INT(done.play.points, 5);
	CHECK_INT(done.play.n, 2);
	CHECK_INT(done.points_now, 107);
	CHECK_INT(balance(&tr), 107);
	refused(&tr, CARD, 5, "draw-had");
	CHECK_INT(draw_chances(tr.sh, &tr.a, CARD, &list, &n, &tr.said), OK);
	CHECK_INT(list[0].cost, -1);
	CHECK_INT(list[0].had, 2);
	clock_freeze(clock_now_ms() + DAY_MS); /* another day, another free one */
	CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	CHECK_INT(done.play.n, 1);
	CHECK_INT(balance(&tr), 157);
	CHECK_INT(draw_end(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	refused(&tr, CARD, 5, "draw-closed");
	trade_end(&tr);
}

BOTH(who_has_not_the_points_draws_no_second)
{
	struct draw_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	wheel(&tr, "0", "13", "2");
	points_alone(&tr);
	refused(&tr, CARD, 0, "draw-costs");
	refused(&tr, CARD, 13, "gift-short"); /* he has 12 */
	CHECK_INT(balance(&tr), 12);
	member(&tr, "李秀英", "13900139000", NULL, "13");
	CHECK_INT(play_of(&tr, "13900139000", 13, &done), OK);
	CHECK_INT(done.points_now, 50);
	CHECK_INT(done.play.n, 1); /* what was refused is no play */
	trade_end(&tr);
}

BOTH(the_same_id_draws_once)
{
	struct draw_wish wish = { .draw = "WHEEL", .member = CARD };
	struct draw_done done, again;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	wheel(&tr, NULL, NULL, NULL);
	points_alone(&tr);
	wish.id = wallet_new_id(tr.sh);
	CHECK_INT(draw_play(tr.sh, &tr.a, &wish, &done, &tr.said), OK);
	CHECK_INT(draw_play(tr.sh, &tr.a, &wish, &again, &tr.said), ERR_EXISTS);
	CHECK_INT(again.play.n, 1);
	CHECK_INT(again.play.prize, done.play.prize);
	CHECK_STR(again.number, done.number);
	CHECK_INT(draw_end(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	CHECK_INT(draw_play(tr.sh, &tr.a, &wish, &again, &tr.said), ERR_EXISTS);
	CHECK_INT(balance(&tr), 62);
	trade_end(&tr);
}

static void coupon_kind(struct trade *tr, const char *code, const char *value)
{
	CHECK_INT(coupon_kind_add(tr->sh, &tr->a, &(struct coupon_kind_edit){ .code = code, .name = "满减券",
		.value = value, .personal = "yes" }, &tr->said), OK);
}

BOTH(a_coupon_that_is_won_is_the_members_own)
{
	struct coupon_info *list;
	struct draw_done done;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	coupon_kind(&tr, "W300", "300");
	wheel(&tr, NULL, NULL, NULL);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "300元券", .weight = "1", .coupon = "W300" }), OK);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "300元券", .weight = "1", .coupon = "W300" }), OK);
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	CHECK_STR(said_name(&tr.said), "draw-won");
	CHECK_INT(coupon_page(tr.sh, &tr.a, "W300", CARD, 0, 10, &list, &n, &tr.said), OK);
	CHECK_INT(n, 1);
	CHECK_STR(list[0].row.code, done.coupon);
	CHECK_INT(balance(&tr), 12);
	trade_end(&tr);
}

BOTH(what_there_is_none_left_of_is_not_won)
{
	struct draw_info d;
	struct draw_done done;
	struct trade tr;
	char phone[16];
	int cookies = 0;

	if (!begin(&tr, url))
		return;
	wheel(&tr, NULL, NULL, NULL);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "饼干", .weight = "1000000", .article = COOKIES,
		.pieces = "2" }), OK);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "谢谢参与", .weight = "1" }), OK);
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	for (int i = 0; i < 5; i++) {
		snprintf(phone, sizeof phone, "1360000000%d", i);
		member(&tr, "赵铁柱", phone, NULL, "1");
		CHECK_INT(play_of(&tr, phone, 0, &done), OK);
		cookies += done.prize.kind == PRIZE_ARTICLE;
		if (done.play.drawn != done.play.prize)
			CHECK_INT(done.play.prize, 2);
	}
	CHECK_INT(cookies, 2);
	CHECK_INT(draw_show(tr.sh, &tr.a, "WHEEL", &d, &tr.said), OK);
	CHECK_INT(d.prizes[0].row.given, 2);
	CHECK_INT(d.prizes[1].row.given, 3);
	trade_end(&tr);
}

BOTH(an_open_draw_stays_as_it_is)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	coupon_kind(&tr, "DEAR", "50000.01");
	coupon_kind(&tr, "LAWFUL", "50000");
	wheel(&tr, NULL, NULL, NULL);
	CHECK_INT(draw_add(tr.sh, &tr.a, &(struct draw_edit){ .code = "WHEEL", .name = "转盘" }, &tr.said), ERR_EXISTS);
	CHECK_INT(draw_add(tr.sh, &tr.a, &(struct draw_edit){ .code = "W2", .name = "转盘", .free = "1", .most = "2" },
		&tr.said), ERR_INVALID);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "A", .weight = "0" }), ERR_INVALID);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "A", .weight = "1", .points = "1", .coupon = "LAWFUL" }),
		ERR_INVALID);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "A", .weight = "1", .coupon = "DEAR" }), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "draw-too-dear");
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "A", .weight = "1", .coupon = "LAWFUL" }), OK);
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), ERR_REFUSED); /* one prize is no draw */
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "B", .weight = "1", .pieces = "3" }), OK);
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), ERR_REFUSED); /* the last one may run out */
	CHECK_STR(said_name(&tr.said), "draw-not-whole");
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "C", .weight = "1" }), OK);
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	CHECK_INT(prize(&tr, (struct draw_prize_edit){ .name = "D", .weight = "1" }), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "draw-is-open");
	CHECK_INT(draw_open(tr.sh, &tr.a, "WHEEL", &tr.said), ERR_REFUSED);
	CHECK_INT(draw_end(tr.sh, &tr.a, "WHEEL", &tr.said), OK);
	CHECK_INT(draw_end(tr.sh, &tr.a, "WHEEL", &tr.said), ERR_NOTFOUND);
	wheel(&tr, NULL, NULL, NULL); /* its code is free again */
	trade_end(&tr);
}

static void fair_wheel(struct trade *tr)
{
	wheel(tr, "40", NULL, NULL);
	CHECK_INT(prize(tr, (struct draw_prize_edit){ .name = "1分", .weight = "30", .points = "1" }), OK);
	CHECK_INT(prize(tr, (struct draw_prize_edit){ .name = "10分", .weight = "10", .points = "10" }), OK);
	CHECK_INT(prize(tr, (struct draw_prize_edit){ .name = "谢谢参与", .weight = "60" }), OK);
	CHECK_INT(draw_open(tr->sh, &tr->a, "WHEEL", &tr->said), OK);
}

static bool check_finds_draw(struct trade *tr)
{
	const struct checked k = check_with(&tr->conf, NULL);

	return k.result.by_id[CHECK_DRAW] > 0;
}

BOTH(a_day_is_proved_when_it_is_over)
{
	int32_t day;
	char promise[SEAL_HEX];
	struct draw_proof p;
	struct draw_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	fair_wheel(&tr);
	day = shop_business_day(tr.sh);
	CHECK_INT(draw_prove(tr.sh, &tr.a, "WHEEL", 0, &p, &tr.said), ERR_NOTFOUND);
	for (int i = 0; i < 40; i++)
		CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	CHECK_INT(draw_prove(tr.sh, &tr.a, "WHEEL", 0, &p, &tr.said), OK);
	CHECK_INT(p.count, 40);
	CHECK_STR(p.secret, ""); /* the day goes on */
	snprintf(promise, sizeof promise, "%s", p.promise);
	CHECK(!check_finds_draw(&tr));
	clock_freeze(clock_now_ms() + DAY_MS);
	CHECK_INT(draw_prove(tr.sh, &tr.a, "WHEEL", day, &p, &tr.said), OK);
	CHECK_INT(strlen(p.secret), 2 * SEAL_KEY_BYTES);
	CHECK_STR(p.promise, promise);
	CHECK(p.whole);
	CHECK_INT(p.plays[39].row.n, 40);
	/* Odds that are others afterwards are seen by whoever looks. */
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE draw_prize SET weight = CASE n WHEN 1 THEN 60 ELSE 30 END"
		" WHERE n IN (1, 3)"), OK);
	CHECK_INT(draw_prove(tr.sh, &tr.a, "WHEEL", day, &p, &tr.said), OK);
	CHECK(!p.whole);
	CHECK(check_finds_draw(&tr));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE draw_prize SET weight = CASE n WHEN 1 THEN 30 ELSE 60 END"
		" WHERE n IN (1, 3)"), OK);
	CHECK(!check_finds_draw(&tr));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE draw_prize SET given = given + 1 WHERE n = 2"), OK);
	CHECK(check_finds_draw(&tr));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE draw_prize SET given = given - 1 WHERE n = 2"), OK);
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM draw_secret"), OK);
	CHECK(check_finds_draw(&tr));
	trade_close(&tr);
}

TEST(what_was_drawn_comes_back_with_its_proof)
{
	int32_t day;
	int64_t had;
	struct draw_proof p;
	struct draw_done done;
	struct document d;
	struct paper paper;
	struct trade tr;
	char backup[BACKUP_MAX], number[40];

	if (!begin(&tr, sqlite_new_store()))
		return;
	fair_wheel(&tr);
	day = shop_business_day(tr.sh);
	backed_up(&tr, backup);
	for (int i = 0; i < 9; i++)
		CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	had = balance(&tr);
	snprintf(number, sizeof number, "%s", done.number);
	if (!lost_and_back(&tr, backup))
		return;
	as_manager(&tr);
	CHECK_INT(balance(&tr), had);
	CHECK_INT(play_of(&tr, CARD, 0, &done), OK);
	CHECK_INT(done.play.n, 10);
	CHECK_INT(receipt_get(tr.sh, &tr.a, number, &d), OK);
	CHECK_INT(paper_of_document(tr.sh, &tr.a, &d, 0, 48, &paper), OK);
	clock_freeze(clock_now_ms() + DAY_MS);
	CHECK_INT(draw_prove(tr.sh, &tr.a, "WHEEL", day, &p, &tr.said), OK);
	CHECK_INT(p.count, 10);
	CHECK(p.whole);
	trade_close(&tr);
	sound(&tr.conf);
}

T_MAIN
