/* member_has_test.c - what the desk shows of a member, on both engines: what he has, his visits, what he buys again and
 * again, birthdays near, how many cards there are. */
#include "pg.h"

#include "../../src/service/shop/shop_int.h"
#include "../day.h"
#include "model/table.h"
#include "service/coupons.h"
#include "service/member_figures.h"
#include "service/member_has.h"
#include "service/member_statement.h"
#include "service/points.h"
#include "service/uses.h"
#include "service/wallet.h"
#include "store/db_test.h"
#include "store/document_store.h"
#include "store/member_store.h"

static struct said said;

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *birthday)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone,
		.birthday = birthday }, &id, &said), OK);
	return id;
}

/* A thing by its name; NULL: he has none. */
static const struct member_thing *thing(struct trade *tr, int64_t id, const char *name)
{
	static struct member_thing list[MEMBER_THINGS_MAX];
	int n = 0;

	CHECK_INT(member_things(tr->sh, &tr->a, id, list, &n), OK);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

BOTH(what_a_member_has_and_bought)
{
	struct trade tr;
	struct member_visit *visits;
	struct member_good *goods;
	const struct member_thing *t;
	int64_t wang;
	int n = 0;

	if (!begin(&tr, url))
		return;
	wang = member(&tr, "王晓梅", "13800138000", NULL);
	t = thing(&tr, wang, "points");
	CHECK(t && strcmp(t->value, "0") == 0);
	t = thing(&tr, wang, "value");
	CHECK(t && strcmp(t->value, "0.00") == 0);
	CHECK(!thing(&tr, wang, "bought"));
	for (int i = 0; i < 3; i++) {
		does(&tr, "member 13800138000");
		does(&tr, "scan " FINGERS);
		if (i < 2)
			does(&tr, "scan " CHIPS);
		if (i == 0)
			does(&tr, "scan " COOKIES);
		does(&tr, "cash");
	}
	t = thing(&tr, wang, "bought");
	CHECK(t && strcmp(t->value, "69.90") == 0);
	t = thing(&tr, wang, "visits");
	CHECK(t && strcmp(t->value, "3") == 0);
	CHECK_STR(t ? t->more : "", "last on 2026-11-21");
	CHECK_INT(member_visits(tr.sh, &tr.a, wang, 2, &visits, &n), OK);
	CHECK_INT(n, 2);
	CHECK_INT(visits[0].amount_minor, 500);
	CHECK_INT(visits[1].amount_minor, 1250);
	CHECK(visits[0].at_ms > visits[1].at_ms);
	CHECK_STR(visits[0].number, last_number(&tr));
	/* Once is no habit. */
	CHECK_INT(member_goods(tr.sh, &tr.a, wang, 10, &goods, &n), OK);
	CHECK_INT(n, 2);
	CHECK_INT(goods[0].times, 3);
	CHECK_INT(goods[1].times, 2);
	/* What others buy is not his. */
	CHECK_INT(member_visits(tr.sh, &tr.a, wang + 1, 2, &visits, &n), OK);
	CHECK_INT(n, 0);
	trade_end(&tr);
}

BOTH(whose_birthday_is_near)
{
	struct trade tr;
	struct member *list;
	int64_t wang;
	int n = 0;

	if (!begin(&tr, url))
		return;
	wang = member(&tr, "王晓梅", "13800138000", "1990-11-21");
	member(&tr, "李秀英", "13900138000", "11-22");
	member(&tr, "张伟", "13700138000", "02-29");
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "赵敏", .birthday = "11-21",
		.lunar = "yes" }, NULL, &said), OK);
	CHECK_INT(member_birthdays(tr.sh, &tr.a, 20261121, 10, &list, &n), OK);
	CHECK_INT(n, 1);
	CHECK_INT(list[0].id, wang);
	CHECK_INT(member_birthdays(tr.sh, &tr.a, 20261123, 10, &list, &n), OK);
	CHECK_INT(n, 0);
	/* 29 February is on 1 March where there is none. */
	CHECK_INT(member_birthdays(tr.sh, &tr.a, 20270301, 10, &list, &n), OK);
	CHECK_INT(n, 1);
	CHECK_INT(member_birthdays(tr.sh, &tr.a, 20280301, 10, &list, &n), OK);
	CHECK_INT(n, 0);
	CHECK_INT(member_birthdays(tr.sh, &tr.a, 20280229, 10, &list, &n), OK);
	CHECK_INT(n, 1);
	trade_end(&tr);
}

TEST(days_until_a_birthday)
{
	CHECK_INT(birthday_in_days(&(struct birthday){ 1990, 11, 21, false }, 20261121), 0);
	CHECK_INT(birthday_in_days(&(struct birthday){ 1990, 11, 22, false }, 20261121), 1);
	CHECK_INT(birthday_in_days(&(struct birthday){ 0, 11, 20, false }, 20261121), 364);
	CHECK_INT(birthday_in_days(&(struct birthday){ 0, 2, 29, false }, 20270228), 1);
	CHECK_INT(birthday_in_days(&(struct birthday){ 0, 2, 29, false }, 20280228), 1);
	CHECK_INT(birthday_in_days(&(struct birthday){ 0, 0, 0, false }, 20261121), -1);
	CHECK_INT(birthday_in_days(&(struct birthday){ 0, 11, 21, true }, 20261121), -1);
}

BOTH(cards_are_counted_by_kind_state_and_person)
{
	struct trade tr;
	struct card_count *list;
	int n = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(card_stock(tr.sh, &tr.a, &list, &n), ERR_DENIED); /* a cashier */
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	CHECK_INT(card_receive(tr.sh, &tr.a, "1", "1001", "1010", &said), OK);
	CHECK_INT(card_hand_over(tr.sh, &tr.a, "1008", "1001", "1004", &said), OK);
	CHECK_INT(card_hand_over(tr.sh, &tr.a, "1009", "1005", "1005", &said), OK);
	CHECK_INT(card_stock(tr.sh, &tr.a, &list, &n), OK);
	CHECK_INT(n, 3);
	CHECK_INT(list[0].state, CARD_STOCK);
	CHECK_INT(list[0].cards, 5);
	CHECK_STR(list[0].staff, "");
	CHECK_INT(list[1].state, CARD_HANDED);
	CHECK_INT(list[1].cards, 4);
	CHECK(strncmp(list[1].staff, "1008", 4) == 0);
	CHECK_INT(list[2].cards, 1);
	trade_end(&tr);
}

static bool due(struct trade *tr, enum member_due_kind kind, int32_t from, int32_t to, int64_t amount)
{
	struct member_due *list;
	int n = 0;

	return CHECK_INT(member_dues(tr->sh, &tr->a, kind, from, to, 10, &list, &n), OK) && n == 1 &&
		strcmp(list[0].member.code, "10000001") == 0 && list[0].day == to && list[0].amount == amount;
}

static void given(struct trade *tr, const char *amount)
{
	const struct wallet_adjust gift = { .member = "10000001", .amount = amount, .words = "1", .second = "2001",
		.pin = "331827" };
	struct wallet_done done;

	clock_freeze(clock_now_ms() + 1000);
	CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &said), OK);
}

/* A page begins where the other ended, and each line says what there was by then. A sale that was begun earlier stands
 * where it was paid. */
BOTH(a_statement_is_read_page_by_page)
{
	struct member_statement s;
	struct statement_turn turn;
	struct trade tr;
	int64_t after;
	int lines = 0, sale = -1;

	if (!begin(&tr, url))
		return;
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	CHECK_INT(points_rate_add(tr.sh, &tr.a, &(struct points_rate_edit){ .code = "BASE", .points = "1" }, &said),
		OK);
	member(&tr, "王晓梅", "13800138000", NULL);
	does(&tr, "member 10000001");
	does(&tr, "scan " COOKIES);
	for (int i = 0; i < 4; i++)
		given(&tr, i % 2 ? "-2" : "5");
	clock_freeze(clock_now_ms() + 1000);
	does(&tr, "cash");
	for (int i = 0; i < 3; i++)
		given(&tr, "1");
	CHECK_INT(member_statement_page(tr.sh, &tr.a, "10000001", 20261101, 20261130, NULL, 3, &s, &said), OK);
	CHECK_INT(s.closing.value_after_minor, 900);
	after = s.closing.value_after_minor;
	for (;;) {
		for (int i = s.count - 1; i >= 0; i--, lines++) {
			CHECK_INT(s.lines[i].value_after_minor, after);
			after -= s.lines[i].value_minor;
			if (s.lines[i].points)
				sale = lines;
		}
		CHECK_INT(s.opening.value_after_minor, after);
		if (!s.more || !CHECK(lines < 20))
			break;
		turn = s.earlier;
		CHECK_INT(member_statement_page(tr.sh, &tr.a, "10000001", 20261101, 20261130, &turn, 3, &s, &said), OK);
	}
	CHECK_INT(lines, 8);
	CHECK_INT(sale, 3);
	CHECK(after == 0 && s.opening.points_after == 0 && s.lines[0].points_after == 0);
	trade_end(&tr);
}

/* So many movements of one member before all others, as if points had come by hand once a minute. */
static bool moved_before(struct trade *tr, int64_t member_id, int from, int to)
{
	const int64_t began_ms = clock_now_ms() - INT64_C(400) * 86400000;
	bool good = CHECK_INT(db_begin(tr->sh->db), OK);

	for (int i = from; good && i < to; i++) {
		const struct document d = { .id = 1 + i, .kind = DOC_POINTS_ADJUST, .terminal_id = 1, .series = 9,
			.running = 1 + i, .staff_id = 3001, .business_day = 20251021,
			.at_ms = began_ms + i * INT64_C(60000) };

		good = CHECK_INT(document_insert(tr->sh->db, &d, ""), OK) && CHECK_INT(db_run(tr->sh->db, NULL,
			"INSERT INTO lot_moved (account, member_id, at_ms, document_id, amount, spent, ended, handed)"
			" VALUES (63, $1, $2, $3, 1, 0, 0, 0)", db_int(member_id), db_int(d.at_ms), db_int(d.id)), OK)
			&& CHECK_INT(seal_insert(tr->sh->db, &(struct seal_row){ d.id, 1, 1000000 + i, 1, "link" }),
			OK);
	}
	return good && CHECK_INT(balance_add(tr->sh->db, &(struct posting){ ACCOUNT_POINTS, member_id, UNIT_POINTS,
		from - to }), OK) && CHECK_INT(db_commit(tr->sh->db), OK);
}

static int64_t steps_of_page(struct trade *tr, const struct statement_turn *turn, struct member_statement *s)
{
	int64_t before = db_sqlite_steps();

	CHECK_INT(member_statement_page(tr->sh, &tr->a, "10000001", 19000101, 20261130, turn, 20, s, &said), OK);
	CHECK_INT(s->count, 20);
	CHECK(s->more);
	return db_sqlite_steps() - before;
}

TEST(a_page_reads_no_more_of_many_movements_than_of_few)
{
	struct member_statement s;
	struct statement_turn turn;
	struct trade tr;
	int64_t id, newest, next;

	if (!begin(&tr, sqlite_new_store()))
		return;
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	id = member(&tr, "王晓梅", "13800138000", NULL);
	if (!moved_before(&tr, id, 0, 200))
		return;
	newest = steps_of_page(&tr, NULL, &s);
	turn = s.earlier;
	next = steps_of_page(&tr, &turn, &s);
	if (!moved_before(&tr, id, 200, 20000))
		return;
	CHECK(steps_of_page(&tr, NULL, &s) <= newest);
	CHECK_INT(s.closing.points_after, 20000);
	turn = s.earlier;
	CHECK(steps_of_page(&tr, &turn, &s) <= next);
	CHECK_INT(s.opening.points_after, 19960);
	trade_close(&tr); /* whose movements nothing proves */
}

/* Stored value and points are told beside each other, by document; what ends is due on its last day. */
BOTH(what_moved_is_told_together_and_what_ends_is_due)
{
	const struct wallet_adjust gift = { .member = "10000001", .amount = "5", .words = "1", .second = "2001",
		.pin = "331827" };
	struct member_statement s;
	struct wallet_done done;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	CHECK_INT(points_rate_add(tr.sh, &tr.a, &(struct points_rate_edit){ .code = "BASE", .points = "1" },
		&said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000" }, NULL,
		&said), OK);
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &gift, &done, &said), OK);
	does(&tr, "member 10000001");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	CHECK_INT(member_statement(tr.sh, &tr.a, "10000001", 20261121, 20261121, &s, &said), OK);
	if (CHECK_INT(s.count, 2)) {
		CHECK_INT(s.lines[0].value_minor, 500);
		CHECK_INT(s.lines[0].points, 0);
		CHECK_INT(s.lines[1].value_after_minor, 500);
		CHECK_INT(s.lines[1].points, s.closing.points_after);
		CHECK(s.lines[1].points > 0);
	}
	CHECK_INT(s.opening.value_after_minor, 0);
	CHECK_INT(member_statement(tr.sh, &tr.a, "10000001", 20261122, 20261130, &s, &said), OK);
	CHECK(s.count == 0 && s.opening.value_after_minor == 500 && s.opening.points_after == s.closing.points_after);
	CHECK_INT(member_statement(tr.sh, &tr.a, "10000001", 20261122, 20261121, &s, &said), ERR_INVALID);
	CHECK(due(&tr, DUE_POINTS, 20261121, 20271121, s.closing.points_after));
	CHECK(!due(&tr, DUE_POINTS, 20261121, 20271120, s.closing.points_after));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE member SET review_day = 20261201"), OK);
	CHECK(due(&tr, DUE_REVIEW, 20261201, 20261201, 0));
	CHECK(!due(&tr, DUE_REVIEW, 20261202, 20261202, 0)); /* of the day before */
	trade_end(&tr);
}

/* Memberships, cards, uses and coupons are due on their last day, each of whom they belong to by now. */
BOTH(what_ends_is_due_on_its_last_day)
{
	const char *whom = "10000001";
	struct coupon_row *coupons;
	struct member_due *list;
	struct uses_done done;
	struct trade tr;
	int n = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000",
		.card = "6217001234567890", .until = "2026-12-10" }, NULL, &said), OK);
	CHECK(due(&tr, DUE_MEMBERSHIP, 20261121, 20261210, 0));
	CHECK(!due(&tr, DUE_MEMBERSHIP, 20261121, 20261209, 0));
	CHECK(!due(&tr, DUE_MEMBERSHIP, 20261211, 20261231, 0));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE card SET until_day = 20261205"), OK);
	CHECK(due(&tr, DUE_CARD, 20261121, 20261205, 0));
	CHECK(!due(&tr, DUE_CARD, 20261206, 20261231, 0));
	/* Of two packages that end on a day the uses are told together; of one that came back later, its days of
	 * grace. */
	CHECK_INT(uses_kind_add(tr.sh, &tr.a, &(struct uses_kind_edit){ .code = "TEN", .name = "x", .times = "10",
		.days = "20", .items = (const char *const[]){ COOKIES }, .item_count = 1 }, &said), OK);
	for (int i = 0; i < 2; i++)
		CHECK_INT(uses_give(tr.sh, &tr.a, &(struct uses_give){ .member = whom, .kind = "TEN", .words = "1",
			.second = "2001", .pin = "331827" }, &done, &said), OK);
	CHECK(due(&tr, DUE_USES, 20261121, 20261210, 20));
	CHECK(!due(&tr, DUE_USES, 20261121, 20261209, 20));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE uses_package SET grace_day = 20261224"), OK);
	CHECK(!due(&tr, DUE_USES, 20261121, 20261223, 20));
	CHECK(due(&tr, DUE_USES, 20261121, 20261224, 20));
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE uses_package SET grace_day = 0"), OK);
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, &(struct coupon_kind_edit){ .code = "C", .name = "x", .value = "5",
		.days = "3" }, &said), OK);
	CHECK_INT(coupon_give(tr.sh, &tr.a, &(struct coupon_order){ .kind = "C", .members = &whom, .count = 1 },
		&coupons, &n, &said), OK);
	CHECK_INT(coupon_give(tr.sh, &tr.a, &(struct coupon_order){ .kind = "C", .count = 1 }, &coupons, &n, &said),
		OK); /* whose it is nobody knows */
	CHECK(due(&tr, DUE_COUPONS, 20261121, 20261123, 1));
	CHECK(!due(&tr, DUE_COUPONS, 20261124, 20261130, 1));
	/* What one who left had is nobody's business any more. */
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE member SET state = 5"), OK);
	for (int kind = DUE_MEMBERSHIP; kind < DUE_KINDS; kind++) {
		CHECK_INT(member_dues(tr.sh, &tr.a, (enum member_due_kind)kind, 20261121, 20271231, 10, &list, &n), OK);
		CHECK_INT(n, 0);
	}
	CHECK_INT(db_run(tr.sh->db, NULL, "UPDATE member SET state = 3"), OK); /* as it is on record */
	trade_end(&tr);
}

/* --- charts ---------------------------------------------------------------------------------------------- */

/* What the charts are drawn of is what the statement of each month says, and the sum of the member's days. */
static void same_as_statement(struct trade *tr, const struct member_figures *f)
{
	struct bought_row all;
	int64_t months_minor = 0, groups_minor = 0, visits = 0;

	for (int i = 0; i < f->month_count; i++) {
		const struct member_month *m = &f->months[i];
		int64_t value_minor = 0, points = 0;
		struct member_statement s;

		CHECK_INT(member_statement(tr->sh, &tr->a, f->member.code, m->month * 100 + 1, day_add(day_add_months(
			m->month * 100 + 1, 1), -1), &s, &said), OK);
		for (int k = 0; k < s.count; k++) {
			value_minor += s.lines[k].value_minor;
			points += s.lines[k].points;
		}
		CHECK_INT(m->value_in_minor - m->value_out_minor, value_minor);
		CHECK_INT(m->points_in - m->points_out, points);
		CHECK_INT(m->value_after_minor, s.closing.value_after_minor);
		CHECK_INT(m->points_after, s.closing.points_after);
		months_minor += m->bought_minor;
		visits += m->visits;
	}
	for (int i = 0; i < f->group_count; i++)
		groups_minor += f->groups[i].bought_minor;
	CHECK_INT(groups_minor, months_minor);
	if (CHECK_INT(member_bought(tr->sh->db, &tr->a, f->member.id, &all), OK)) {
		CHECK_INT(months_minor, all.amount_minor - all.returned_minor);
		CHECK_INT(visits, all.visits);
	}
}

BOTH(charts_are_drawn_of_what_the_statement_says)
{
	const struct wallet_adjust gift = { .member = "10000001", .amount = "5", .words = "1", .second = "2001",
		.pin = "331827" };
	struct member_figures f;
	struct wallet_done done;
	struct table *t;
	struct trade tr;
	char number[40];

	if (!begin(&tr, url))
		return;
	CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK);
	CHECK_INT(points_rate_add(tr.sh, &tr.a, &(struct points_rate_edit){ .code = "BASE", .points = "1" },
		&said), OK);
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .phone = "13800138000" }, NULL,
		&said), OK);
	/* Nothing yet: months there are, but no row to draw. */
	CHECK_INT(member_figures(tr.sh, &tr.a, "10000001", 20251201, 20261121, &f, &said), OK);
	CHECK_INT(f.month_count, 12);
	CHECK_INT(f.group_count, 0);
	for (int i = 0; i < MEMBER_CHARTS; i++)
		CHECK_INT(member_figures_table(&tr.a, &f, (enum member_chart)i)->rows, 0);
	CHECK_INT(wallet_adjust(tr.sh, &tr.a, &gift, &done, &said), OK);
	does(&tr, "member 10000001");
	does(&tr, "scan " COOKIES);
	does(&tr, "enter 3*" FINGERS);
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	clock_freeze(clock_now_ms() + 12 * DAY_MS);
	/* What comes back in December counts against November, as it does for levels. */
	does_with(&tr, "return", number);
	does(&tr, "return-line 2 1");
	asked(&tr, "cash", "reason 1");
	does(&tr, "member 10000001");
	does(&tr, "scan " CHIPS);
	does(&tr, "scan " APPLES);
	does(&tr, "cash");
	CHECK_INT(member_figures(tr.sh, &tr.a, "10000001", 20261001, 20261231, &f, &said), OK);
	if (CHECK_INT(f.month_count, 3)) {
		CHECK_INT(f.months[0].month, 202610);
		CHECK_INT(f.months[0].value_after_minor, 0);
		CHECK_INT(f.months[1].value_in_minor, 500);
		CHECK_INT(f.months[1].bought_minor, 4990);
		CHECK_INT(f.months[1].visits, 1);
		CHECK_INT(f.months[2].value_after_minor, 500);
		CHECK_INT(f.months[2].bought_minor, 1882);
	}
	same_as_statement(&tr, &f);
	CHECK(f.group_count == 2 && f.groups[0].bought_minor >= f.groups[1].bought_minor);
	t = member_figures_table(&tr.a, &f, CHART_VALUE);
	CHECK(t->rows == 3 && t->cells[2 * 4 + 3].value == 500);
	CHECK_INT(member_figures(tr.sh, &tr.a, "10000001", 20261231, 20261001, &f, &said), ERR_INVALID);
	CHECK_INT(member_figures(tr.sh, &tr.a, "99999999", 20261001, 20261231, &f, &said), ERR_NOTFOUND);
	trade_end(&tr);
}

T_MAIN
