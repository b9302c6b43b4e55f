/* coupon_test.c - coupons at the till and in the office, on both engines: what they take off, each reason why not at
 * its boundary, used exactly once, given for the next purchase, what a return undoes; store check, tampering,
 * recovery. */
#include "pg.h"

#include "../restored.h"
#include "service/coupons.h"
#include "service/levels.h"
#include "service/members.h"
#include "service/worker.h"
#include "store/coupon_store.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

#define CARD "6217001234567890"
#define EDIT(...) (&(struct coupon_kind_edit){ __VA_ARGS__ })

static struct said said;
static char codes_given[10][COUPON_CODE_MAX + 1];

static bool as_office(struct trade *tr)
{
	return CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

static bool as_cashier(struct trade *tr)
{
	return CHECK_INT(shop_sign_on(tr->sh, &tr->a, "1008", "2468", &said), OK);
}

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static int64_t member(struct trade *tr, const char *name, const char *phone, const char *card)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .card = card,
		.birthday = "1990-11-30" }, &id, &said), OK);
	return id;
}

static void kind(struct trade *tr, const struct coupon_kind_edit *edit)
{
	as_office(tr);
	if (coupon_kind_add(tr->sh, &tr->a, edit, &said) != OK) {
		printf("# %s: %s\n", edit->code, said_text(&tr->a, &said));
		CHECK(!"a kind was refused");
	}
	as_cashier(tr);
}

/* One more; its code stays readable until ten others were given. */
static const char *give(struct trade *tr, const char *of, const char *whom)
{
	static int n;
	struct coupon_row *list;
	struct coupon_order order = { .kind = of, .members = whom ? &whom : NULL, .count = 1 };
	int count = 0;

	as_office(tr);
	CHECK_INT(coupon_give(tr->sh, &tr->a, &order, &list, &count, &said), OK);
	snprintf(codes_given[++n % 10], sizeof codes_given[0], "%s", count ? list[0].code : "");
	as_cashier(tr);
	return codes_given[n % 10];
}

static void scanned(struct trade *tr, const char *code, const char *message)
{
	char line[60];

	snprintf(line, sizeof line, "scan %s", code);
	act(tr, line);
	CHECK_STR(said_name(&tr->said), message);
}

static void used(struct trade *tr, const char *code, int times)
{
	struct coupon_row row = { .id = 0 };

	CHECK_INT(coupon_by_code(tr->sh->db, &tr->a, code, &row), OK);
	CHECK_INT(row.c.used, times);
}

BOTH(a_coupon_takes_its_amount_off_and_is_used_once)
{
	struct trade tr;
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "M1", .name = "立减5元", .value = "5"));
	code = give(&tr, "M1", NULL);
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-taken");
	CHECK_INT(view(&tr)->due_minor, 3490);
	CHECK_INT(view(&tr)->coupon_count, 1);
	CHECK_INT(view(&tr)->coupons[0].amount_minor, 500);
	scanned(&tr, code, "voucher-in-basket");
	/* It stays with a held basket. */
	does(&tr, "hold");
	CHECK_INT(view(&tr)->coupon_count, 0);
	does(&tr, "recall");
	CHECK_INT(view(&tr)->due_minor, 3490);
	does(&tr, "coupon -");
	CHECK_INT(view(&tr)->due_minor, 3990);
	scanned(&tr, code, "coupon-taken");
	used(&tr, code, 0);
	does(&tr, "cash");
	used(&tr, code, 1);
	CHECK_INT(view(&tr)->done.total_minor, 3490);
	/* Before the first article of the next sale: it was used. */
	scanned(&tr, code, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it was used before");
	trade_end(&tr);
}

BOTH(what_it_is_worth_beyond_the_bill_is_lost)
{
	struct trade tr;
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "M1", .name = "立减50元", .value = "50"));
	code = give(&tr, "M1", NULL);
	scanned(&tr, code, "coupon-waits"); /* nothing is in the basket yet */
	does(&tr, "scan " COOKIES);
	CHECK_INT(view(&tr)->due_minor, 0);
	does(&tr, "cash");
	used(&tr, code, 1);
	CHECK_INT(view(&tr)->done.change_minor, 0);
	trade_end(&tr);
}

BOTH(from_its_minimum_on_and_never_above_its_cap)
{
	struct trade tr;
	const char *from, *share;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "F", .name = "满10减3", .value = "3", .from = "10"));
	kind(&tr, EDIT(.code = "P", .name = "九折券", .value = "10%", .cap = "2"));
	from = give(&tr, "F", NULL);
	share = give(&tr, "P", NULL);
	does(&tr, "scan " FINGERS); /* 5.00 */
	scanned(&tr, from, "coupon-waits");
	CHECK_INT(view(&tr)->coupons[0].missing_minor, 500);
	CHECK_INT(view(&tr)->due_minor, 500);
	does(&tr, "scan " FINGERS); /* 10.00: reached exactly */
	CHECK_INT(view(&tr)->due_minor, 700);
	/* Both stand together: one after the other, each of what is left. */
	scanned(&tr, share, "coupon-taken");
	CHECK_INT(view(&tr)->due_minor, 630);
	does(&tr, "enter *7"); /* 35.00 less 3.00 is 32.00: 3.20 is above the cap */
	CHECK_INT(view(&tr)->due_minor, 3000);
	does(&tr, "enter *2");
	does(&tr, "cash");
	/* One that took nothing off is not used. */
	kind(&tr, EDIT(.code = "G", .name = "满10减3", .value = "3", .from = "10"));
	from = give(&tr, "G", NULL);
	does(&tr, "scan " FINGERS);
	scanned(&tr, from, "coupon-waits");
	does(&tr, "cash");
	used(&tr, from, 0);
	trade_end(&tr);
}

BOTH(whose_when_and_beside_what)
{
	struct trade tr;
	const char *his, *later, *alone, *other, *first;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", "13800138000", CARD);
	member(&tr, "李秀英", "13900139000", NULL);
	kind(&tr, EDIT(.code = "P", .name = "专享券", .value = "2", .personal = "yes", .per_member = "1"));
	kind(&tr, EDIT(.code = "L", .name = "明日券", .value = "1", .delay = "1", .days = "2"));
	kind(&tr, EDIT(.code = "A", .name = "独享券", .value = "1", .with_others = "no"));
	kind(&tr, EDIT(.code = "O", .name = "一元券", .value = "1"));
	kind(&tr, EDIT(.code = "1", .name = "首单券", .value = "3", .first = "yes"));
	his = give(&tr, "P", "13800138000");
	later = give(&tr, "L", NULL);
	alone = give(&tr, "A", NULL);
	other = give(&tr, "O", NULL);
	first = give(&tr, "1", NULL);
	does(&tr, "scan " COOKIES);
	scanned(&tr, his, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "its member must be known: show the card first");
	does(&tr, "member 13900139000");
	scanned(&tr, his, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it is another member's");
	scanned(&tr, first, "coupon-taken");
	does(&tr, "coupon -");
	does(&tr, "card " CARD);
	scanned(&tr, his, "coupon-taken");
	scanned(&tr, later, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it is good from 2026-11-22 on");
	scanned(&tr, alone, "coupon-refused");
	scanned(&tr, other, "coupon-taken");
	scanned(&tr, "YH00000099123412", "coupon-mistyped");
	does(&tr, "cash");
	CHECK_INT(view(&tr)->done.total_minor, 3690);
	/* Who has bought has bought. */
	does(&tr, "scan " COOKIES);
	does(&tr, "card " CARD);
	scanned(&tr, first, "coupon-refused");
	scanned(&tr, alone, "coupon-taken");
	scanned(&tr, give(&tr, "O", NULL), "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it does not go with another coupon");
	does(&tr, "cash");
	/* Its last day, and the day after. */
	clock_freeze(NOON_MS + 2 * INT64_C(86400000));
	does(&tr, "scan " COOKIES);
	scanned(&tr, later, "coupon-taken");
	does(&tr, "coupon -");
	act(&tr, "cancel 1");
	clock_freeze(NOON_MS + 3 * INT64_C(86400000));
	does(&tr, "scan " COOKIES);
	scanned(&tr, later, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it was good until 2026-11-23");
	trade_close(&tr);
}

BOTH(goods_that_it_is_for)
{
	struct trade tr;
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "A", .name = "手指饼券", .value = "20", .goods = "article", .target = FINGERS));
	code = give(&tr, "A", NULL);
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-waits");
	CHECK_STR(tr.said.arg[1], "nothing in the basket is what it is for");
	does(&tr, "scan " FINGERS);
	CHECK_INT(view(&tr)->due_minor, 3990);
	does(&tr, "cash");
	used(&tr, code, 1);
	trade_end(&tr);
}

BOTH(for_the_next_purchase)
{
	struct coupon_row *list;
	struct trade tr;
	char number[40];
	int n = 0;
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "N", .name = "下次减5元", .value = "5", .giving = "purchase", .give_from = "39.90",
		.days = "14"));
	does(&tr, "scan " FINGERS);
	does(&tr, "cash"); /* below: nothing */
	CHECK_INT(coupons_after(tr.sh->db, &tr.a, &(struct coupon_filter){ 0, 0, 0 }, 9, &list, &n), OK);
	CHECK_INT(n, 0);
	does(&tr, "scan " COOKIES);
	does(&tr, "cash"); /* at it */
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(coupons_after(tr.sh->db, &tr.a, &(struct coupon_filter){ 0, 0, 0 }, 9, &list, &n), OK);
	if (!CHECK_INT(n, 1))
		return;
	snprintf(codes_given[0], sizeof codes_given[0], "%s", list[0].code);
	code = codes_given[0];
	/* What is kept would not have given it: it goes with the goods. */
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-refused");
	CHECK_STR(tr.said.arg[1], "it is void");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	CHECK_INT(coupons_after(tr.sh->db, &tr.a, &(struct coupon_filter){ 1, 0, 0 }, 9, &list, &n), OK);
	if (!CHECK_INT(n, 1))
		return;
	snprintf(codes_given[0], sizeof codes_given[0], "%s", list[0].code);
	does(&tr, "scan " FINGERS);
	scanned(&tr, code, "coupon-taken");
	CHECK_INT(view(&tr)->due_minor, 0);
	does(&tr, "cash");
	/* Used meanwhile: a second person lets the goods come back. */
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	act(&tr, "cash");
	refuses(&tr, "reason 1", "needs-approval");
	does(&tr, "approve 2001 331827");
	trade_end(&tr);
}

BOTH(a_whole_return_makes_it_good_again)
{
	struct trade tr;
	char number[40];
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "M", .name = "立减6元", .value = "6"));
	code = give(&tr, "M", NULL);
	does(&tr, "scan " COOKIES);
	does(&tr, "enter 2*" FINGERS);
	scanned(&tr, code, "coupon-taken");
	does(&tr, "cash");
	snprintf(number, sizeof number, "%s", last_number(&tr));
	does_with(&tr, "return", number);
	does(&tr, "return-line 2 2");
	asked(&tr, "cash", "reason 1");
	used(&tr, code, 1); /* a part is no whole */
	does_with(&tr, "return", number);
	does(&tr, "return-line 1 1");
	asked(&tr, "cash", "reason 1");
	if (view(&tr)->need == NEED_APPROVAL)
		does(&tr, "approve 2001 331827");
	used(&tr, code, 0);
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-taken");
	does(&tr, "cash");
	used(&tr, code, 1);
	act(&tr, "void-last 1");
	if (view(&tr)->need == NEED_APPROVAL)
		does(&tr, "approve 2001 331827");
	used(&tr, code, 0);
	trade_end(&tr);
}

/* Coupons of a member; NULL: of all, and of nobody. */
static int had(struct trade *tr, const char *phone)
{
	struct coupon_info *list;
	int n = -1;

	CHECK_INT(coupon_page(tr->sh, &tr->a, NULL, phone, 0, 99, &list, &n, &said), OK);
	return n;
}

/* How many are given now by the calendar; -1: it fails. */
static int64_t run(struct trade *tr)
{
	struct coupon_ran ran = { 0 };

	if (!CHECK_INT(coupon_run(tr->sh, &tr->a, &ran, &said), OK) || !CHECK(ran.whole))
		return -1;
	return ran.given;
}

BOTH(given_by_the_calendar_once)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", "13800138000", CARD);
	clock_freeze(NOON_MS + 60000);
	kind(&tr, EDIT(.code = "MO", .name = "每月券", .value = "5", .giving = "month"));
	kind(&tr, EDIT(.code = "BD", .name = "生日券", .value = "8", .giving = "birthday"));
	kind(&tr, EDIT(.code = "NE", .name = "新人券", .value = "3", .giving = "opening"));
	member(&tr, "李秀英", "13900139000", NULL);
	as_office(&tr);
	CHECK_INT(run(&tr), 5); /* two for the month, two for birthdays, one to who came since */
	CHECK_INT(run(&tr), 0);
	/* The next month, when nobody's birthday is. */
	clock_freeze(NOON_MS + 12 * INT64_C(86400000));
	CHECK_INT(run(&tr), 2);
	trade_end(&tr);
}

/* Who has had as many as he may have keeps nobody else from his. */
BOTH(given_by_the_calendar_up_to_a_number)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", "13800138000", CARD);
	kind(&tr, EDIT(.code = "MO", .name = "每月券", .value = "5", .giving = "month", .per_member = "1"));
	give(&tr, "MO", "13800138000");
	member(&tr, "李秀英", "13900139000", NULL);
	as_office(&tr);
	CHECK_INT(run(&tr), 1);
	CHECK_INT(had(&tr, "13800138000"), 1);
	CHECK_INT(had(&tr, "13900139000"), 1);
	clock_freeze(NOON_MS + 12 * INT64_C(86400000));
	CHECK_INT(run(&tr), 0);
	trade_end(&tr);
}

/* To the members of one level alone, by the month and by a purchase; the worker gives them when a day begins, once. */
BOTH(given_to_a_level_by_the_worker)
{
	const struct level_edit gold = { .code = "gold", .name = "金卡" };
	struct worker_done done;
	struct worker *w;
	const char *holder;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", "13800138000", CARD);
	member(&tr, "李秀英", "13900139000", NULL);
	as_office(&tr);
	CHECK_INT(level_add(tr.sh, &tr.a, &gold, &said), OK);
	CHECK_INT(level_give(tr.sh, &tr.a, "13800138000", "gold", NULL, "test", &said), OK);
	kind(&tr, EDIT(.code = "GM", .name = "金卡月券", .value = "20", .giving = "month", .level = "gold"));
	kind(&tr, EDIT(.code = "GN", .name = "金卡下次券", .value = "2", .giving = "purchase", .level = "gold"));
	as_office(&tr);
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, EDIT(.code = "X", .name = "X", .value = "2", .level = "silver"), &said),
		ERR_NOTFOUND);
	CHECK_STR(said.arg[0], "--level");
	as_cashier(&tr); /* whoever began it, it does its work */
	if (!CHECK_INT(worker_open(tr.sh, &tr.a, &w, &holder), OK))
		return;
	CHECK_INT(worker_step(w, &tr.a, false, &done), OK);
	CHECK_INT(done.coupons, 1);
	CHECK_INT(worker_step(w, &tr.a, false, &done), OK);
	CHECK_INT(done.coupons, 0);
	CHECK_INT(had(&tr, "13800138000"), 1);
	CHECK_INT(had(&tr, "13900139000"), 0);
	does(&tr, "member 13900139000");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	CHECK_INT(had(&tr, "13900139000"), 0);
	does(&tr, "member 13800138000");
	does(&tr, "scan " COOKIES);
	does(&tr, "cash");
	CHECK_INT(had(&tr, "13800138000"), 2);
	does(&tr, "scan " COOKIES); /* nobody's */
	does(&tr, "cash");
	CHECK_INT(had(&tr, NULL), 2);
	clock_freeze(NOON_MS + 12 * INT64_C(86400000));
	CHECK_INT(worker_step(w, &tr.a, false, &done), OK);
	CHECK_INT(done.coupons, 1);
	worker_close(w);
	trade_end(&tr);
}

BOTH(who_may_give_what_to_whom)
{
	const char *wang = "13800138000";
	struct coupon_order order = { .kind = "P", .count = 1 };
	struct coupon_row *list;
	struct trade tr;
	int n;

	if (!begin(&tr, url))
		return;
	member(&tr, "王晓梅", wang, CARD);
	kind(&tr, EDIT(.code = "P", .name = "专享券", .value = "2", .personal = "yes", .per_member = "1"));
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), ERR_DENIED);
	as_office(&tr);
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), ERR_INVALID);
	order.members = &wang;
	order.id = coupon_new_id(tr.sh);
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), OK);
	/* The same once more is done already, another is one too many. */
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), OK);
	order.id = 0;
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), ERR_REFUSED);
	order.count = COUPONS_AT_ONCE + 1;
	CHECK_INT(coupon_give(tr.sh, &tr.a, &order, &list, &n, &said), ERR_INVALID);
	/* What it is good for stays once one was given. */
	CHECK_INT(coupon_kind_set(tr.sh, &tr.a, EDIT(.code = "P", .value = "9"), &said), ERR_REFUSED);
	CHECK_INT(coupon_kind_set(tr.sh, &tr.a, EDIT(.code = "P", .name = "老友券", .days = "7"), &said), OK);
	as_office(&tr);
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, EDIT(.code = "X", .name = "x", .value = "100.01%"), &said),
		ERR_INVALID);
	as_office(&tr);
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, EDIT(.code = "X", .name = "x", .value = "0"), &said), ERR_INVALID);
	as_office(&tr);
	CHECK_INT(coupon_kind_add(tr.sh, &tr.a, EDIT(.code = "X", .name = "x", .value = "100%"), &said), OK);
	trade_end(&tr);
}

BOTH(blocked_and_void)
{
	struct trade tr;
	const char *code;

	if (!begin(&tr, url))
		return;
	kind(&tr, EDIT(.code = "M", .name = "立减6元", .value = "6"));
	code = give(&tr, "M", NULL);
	as_office(&tr);
	CHECK_INT(coupon_do(tr.sh, &tr.a, COUPON_DO_BLOCK, code, &said), OK);
	CHECK_INT(coupon_do(tr.sh, &tr.a, COUPON_DO_BLOCK, code, &said), ERR_REFUSED);
	as_cashier(&tr);
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-refused");
	as_office(&tr);
	CHECK_INT(coupon_do(tr.sh, &tr.a, COUPON_DO_UNBLOCK, code, &said), OK);
	as_cashier(&tr);
	scanned(&tr, code, "coupon-taken");
	/* Somebody makes it void while it lies in the basket. */
	as_office(&tr);
	CHECK_INT(coupon_do(tr.sh, &tr.a, COUPON_DO_VOID, code, &said), OK);
	as_cashier(&tr);
	refuses(&tr, "cash", "coupon-refused");
	does(&tr, "coupon -");
	does(&tr, "cash");
	trade_end(&tr);
}

TEST(recovery_and_tampering)
{
	struct trade tr;
	const char *code, *his, *blocked;
	char backup[BACKUP_MAX];

	if (!begin(&tr, sqlite_new_store()))
		return;
	member(&tr, "王晓梅", "13800138000", CARD);
	backed_up(&tr, backup);
	kind(&tr, EDIT(.code = "M", .name = "立减6元", .value = "6", .from = "7"));
	kind(&tr, EDIT(.code = "N", .name = "下次减5元", .value = "5", .giving = "purchase", .give_from = "30"));
	code = give(&tr, "M", NULL);
	his = give(&tr, "M", "13800138000");
	blocked = give(&tr, "M", NULL);
	as_office(&tr);
	CHECK_INT(coupon_do(tr.sh, &tr.a, COUPON_DO_BLOCK, blocked, &said), OK);
	as_cashier(&tr);
	does(&tr, "scan " COOKIES);
	scanned(&tr, code, "coupon-taken");
	does(&tr, "cash");
	if (!lost_and_back(&tr, backup))
		return;
	used(&tr, code, 1);
	used(&tr, his, 0);
	as_cashier(&tr);
	does(&tr, "sign-on 1008 2468");
	does(&tr, "scan " COOKIES);
	scanned(&tr, blocked, "coupon-refused");
	scanned(&tr, code, "coupon-refused");
	does(&tr, "card " CARD);
	scanned(&tr, his, "coupon-taken");
	CHECK_INT(view(&tr)->due_minor, 3390);
	act(&tr, "cancel 1");
	CHECK_INT(db_run_args(tr.sh->db, NULL, "UPDATE coupon SET used = 0 WHERE used = 1", NULL, 0), OK);
	CHECK(check_with(&tr.conf, NULL).result.by_id[CHECK_COUPON] == 1);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "DELETE FROM coupon_move", NULL, 0), ERR_REFUSED);
	trade_close(&tr);
}

T_MAIN
