/* rights_test.c - who may what, on both engines: every act of a till asks for its right, every limit holds to the unit,
 * roles are graded, and what a second person allows is allowed for that one act, never by who asks. */
#include "pg.h"

#include "../day.h"
#include "../goods.h"
#include "../rows.h"
#include "service/master.h"
#include "service/members.h"
#include "service/staff.h"
#include "service/points.h"
#include "service/uses.h"
#include "service/wallet.h"
#include "store/staff_store.h"

#define WANG "1008 2468"
#define WANG_CARD "0004837261"
#define LI "1009 13579"
#define LI_CARD "0004837262"
#define LEAD "2001 331827"
#define LEAD_CARD "0009150311"
#define MANAGER "3001 615902"

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && day_begin(tr);
}

static enum err sign(struct trade *tr, const char *number, const char *pin)
{
	struct said said;

	return shop_sign_on(tr->sh, &tr->a, number, pin, &said);
}

/* --- rights ------------------------------------------------------------------------------------- */

/* Who has no right at all is stopped at each act that wants one; a second person is asked for. */
static void nothing_goes(struct trade *tr, char phase, bool tried[ACTIONS])
{
	for (int i = 1; i < ACTIONS; i++) {
		if (action_table[i].perm == PERM_NONE || !strchr(action_table[i].phases, phase))
			continue;
		tried[i] = true;
		if (!refuses(tr, action_table[i].name, "needs-approval"))
			printf("# of the act %s\n", action_table[i].name);
		does(tr, "back");
	}
}

BOTH(every_act_of_a_till_asks_for_its_right)
{
	bool tried[ACTIONS] = { false };
	struct trade tr;

	if (!trade_init(&tr, url, "01") || !trade_open(&tr))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM role_permission WHERE role_id ="
		" (SELECT id FROM role WHERE code = 'cashier')"), OK);
	does(&tr, "sign-on " WANG);
	nothing_goes(&tr, 'N', tried);
	asked(&tr, "shift-open 500", "approve " LEAD);
	nothing_goes(&tr, 'B', tried);
	asked(&tr, "scan " COOKIES, "approve " LEAD);
	asked(&tr, "pay", "approve " LEAD);
	nothing_goes(&tr, 'P', tried);
	CHECK_INT(count(&tr, "SELECT count(*) FROM document"), 1); /* the float */
	CHECK_INT(view(&tr)->due_minor, 3990);
	for (int i = 1; i < ACTIONS; i++)
		if (!CHECK(tried[i] || action_table[i].perm == PERM_NONE))
			printf("# nobody tried %s\n", action_table[i].name);
	trade_close(&tr);
}

/* --- limits ------------------------------------------------------------------------------------- */

/* What is worth so much is done up to that limit; `before` and `after` are acts, separated by ";" ("@" is the receipt
 * just made). A voucher is paid once, so the second time it is another act. */
struct limit_case { enum limit limit; int64_t value; const char *before, *act, *again, *after; int64_t grows; };
static const struct limit_case cases[] = {
	{ LIMIT_DISCOUNT_LINE, 700, "scan " COOKIES, "discount 7 1 1", NULL, "cancel 1", 0 },
	{ LIMIT_DISCOUNT_BILL, 300, "scan " COOKIES, "bill-discount 3 1", NULL, "cancel 1", 0 },
	{ LIMIT_PRICE_DOWN, 2000, "scan " COOKIES, "price 31.92 1 1", NULL, "cancel 1", 0 },
	{ LIMIT_REFUND, 3990, "scan " COOKIES ";cash;return-all @", "reason 1", NULL, "cash", 0 },
	{ LIMIT_CANCEL, 3990, "scan " COOKIES, "cancel 1", NULL, "", 0 },
	{ LIMIT_DROP, 5000, "", "drop 50", NULL, "", 0 },
	{ LIMIT_PAY_IN, 6000, "", "pay-in 60 1", NULL, "", 0 },
	{ LIMIT_PAY_OUT, 2000, "", "pay-out 20 2 INV-1", "pay-out 20 2 INV-2", "", 0 },
	{ LIMIT_EMPTIES, 200, "empties T-BOTTLE 4", "cash", NULL, "", 0 },
	{ LIMIT_EMPTIES_SHIFT, 600, "empties T-BOTTLE 4", "cash", NULL, "", 200 }, /* 4.00 were paid out above */
};

static void set_limit(struct trade *tr, const char *role, enum limit l, int64_t value)
{
	char sql[100];

	snprintf(sql, sizeof sql, "SELECT id FROM role WHERE code = '%s'", role);
	CHECK_INT(db_begin(tr->sh->db), OK);
	CHECK_INT(role_limit_put(tr->sh->db, count(tr, sql), limit_table[l].name, value), OK);
	CHECK_INT(db_commit(tr->sh->db), OK);
}

static void do_all(struct trade *tr, const char *acts)
{
	char copy[200], line[100], *save = NULL;

	snprintf(copy, sizeof copy, "%s", acts);
	for (char *one = strtok_r(copy, ";", &save); one; one = strtok_r(NULL, ";", &save)) {
		size_t n = strcspn(one, "@");

		snprintf(line, sizeof line, "%.*s%s", (int)n, one, one[n] ? last_number(tr) : "");
		act(tr, line);
	}
}

/* A slip like one of a moment ago would be asked about. */
static void begin_case(struct trade *tr, const struct limit_case *c)
{
	clock_freeze(clock_now_ms() + 600000);
	does(tr, "sign-on " WANG);
	do_all(tr, c->before);
}

static void holds(struct trade *tr, const struct limit_case *c)
{
	int64_t value = c->value, cashier = tr->sh->staff.limit[c->limit];

	set_limit(tr, "cashier", c->limit, value - 1);
	set_limit(tr, "lead", c->limit, value - 1);
	begin_case(tr, c);
	refuses(tr, c->act, "needs-approval");
	refuses(tr, "approve " WANG, "own-approval");
	refuses(tr, "approve " WANG_CARD, "own-approval");
	refuses(tr, "approve " LI, "cannot-approve");
	refuses(tr, "approve " LEAD, "cannot-approve");
	CHECK_INT(view(tr)->need, NEED_APPROVAL);
	set_limit(tr, "lead", c->limit, value);
	does(tr, "approve " LEAD);
	do_all(tr, c->after);
	value += c->grows;
	set_limit(tr, "cashier", c->limit, value);
	begin_case(tr, c);
	does(tr, c->again ? c->again : c->act);
	do_all(tr, c->after);
	set_limit(tr, "cashier", c->limit, cashier);
}

/* Beside the till: what two persons may give without payment is what the one of them may who may more. */
static void wallet_holds(struct trade *tr)
{
	struct wallet_adjust gift = { .amount = "0.50", .words = "1", .second = "2001", .pin = "331827" };
	const struct member_edit who = { .name = "王梅", .phone = "13700000000" };
	struct wallet_done done;
	int64_t id = 0;

	set_limit(tr, "manager", LIMIT_WALLET_ADJUST, 49);
	set_limit(tr, "lead", LIMIT_WALLET_ADJUST, 49);
	CHECK_INT(sign(tr, "3001", "615902"), OK);
	CHECK_INT(member_open(tr->sh, &tr->a, &who, &id, &tr->said), OK);
	gift.member = who.phone;
	CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
	CHECK_STR(said_name(&tr->said), "cannot-approve");
	set_limit(tr, "lead", LIMIT_WALLET_ADJUST, 50);
	CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), OK);
	gift.amount = "-0.50";
	CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), OK);
	gift.amount = "-0.51";
	CHECK_INT(wallet_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
}

static void points_hold(struct trade *tr)
{
	struct points_adjust gift = { .points = "50", .words = "1", .second = "2001", .pin = "331827" };
	const struct member_edit who = { .name = "王菊", .phone = "13700000001" };
	struct points_done done;
	int64_t id = 0;

	set_limit(tr, "manager", LIMIT_POINTS_ADJUST, 49);
	set_limit(tr, "lead", LIMIT_POINTS_ADJUST, 49);
	CHECK_INT(sign(tr, "3001", "615902"), OK);
	CHECK_INT(member_open(tr->sh, &tr->a, &who, &id, &tr->said), OK);
	gift.member = who.phone;
	CHECK_INT(points_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
	CHECK_STR(said_name(&tr->said), "cannot-approve");
	set_limit(tr, "lead", LIMIT_POINTS_ADJUST, 50);
	CHECK_INT(points_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), OK);
	gift.points = "-50";
	CHECK_INT(points_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), OK);
	gift.points = "51";
	CHECK_INT(points_adjust(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
}

static void uses_hold(struct trade *tr)
{
	struct uses_give gift = { .member = "13700000001", .kind = "TEN", .times = "50", .words = "1", .second = "2001",
		.pin = "331827" };
	struct uses_done done;

	set_limit(tr, "manager", LIMIT_USES_GIVE, 49);
	set_limit(tr, "lead", LIMIT_USES_GIVE, 49);
	CHECK_INT(sign(tr, "3001", "615902"), OK);
	CHECK_INT(uses_kind_add(tr->sh, &tr->a, &(struct uses_kind_edit){ .code = "TEN", .name = "x", .times = "10",
		.items = (const char *const[]){ COOKIES }, .item_count = 1 }, &tr->said), OK);
	CHECK_INT(uses_give(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
	CHECK_STR(said_name(&tr->said), "cannot-approve");
	set_limit(tr, "lead", LIMIT_USES_GIVE, 50);
	CHECK_INT(uses_give(tr->sh, &tr->a, &gift, &done, &tr->said), OK);
	gift.times = "51";
	CHECK_INT(uses_give(tr->sh, &tr->a, &gift, &done, &tr->said), ERR_DENIED);
}

BOTH(every_limit_holds_to_the_unit)
{
	bool tried[LIMITS] = { false };
	struct trade tr;

	if (!begin(&tr, url) || !goods_import(&tr, "number,name,price,is_deposit\nT-BOTTLE,empty bottle,0.50,yes\n"))
		return;
	does(&tr, "sign-on " WANG);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int before = t_bad;

		tried[cases[i].limit] = true;
		holds(&tr, &cases[i]);
		if (t_bad > before)
			printf("# of the limit %s\n", limit_table[cases[i].limit].name);
	}
	tried[LIMIT_WALLET_ADJUST] = true;
	wallet_holds(&tr);
	tried[LIMIT_POINTS_ADJUST] = true;
	points_hold(&tr);
	tried[LIMIT_USES_GIVE] = true;
	uses_hold(&tr);
	for (int l = 0; l < LIMITS; l++)
		if (!CHECK(tried[l]))
			printf("# nobody tried %s\n", limit_table[l].name);
	sound(&tr.conf);
	trade_close(&tr);
}

/* --- grades ------------------------------------------------------------------------------------- */

static void set_grade(struct trade *tr, const char *role, int grade)
{
	char sql[100];

	snprintf(sql, sizeof sql, "UPDATE role SET grade = %d WHERE code = '%s'", grade, role);
	CHECK_INT(db_run(tr->sh->db, NULL, sql), OK);
}

/* A role of a branch that may do nothing is still none that a shop gives, changes or takes away. */
BOTH(a_shop_does_not_touch_what_is_above_it)
{
	const struct staff_new who = { .number = "5001", .name = "周到", .role = "above", .pin = "1234", .card = "" };
	const struct staff_change off = { .active = "no" }, up = { .role = "above" };
	struct trade tr;
	struct said said;

	if (!begin(&tr, url))
		return;
	CHECK_INT(sign(&tr, "3001", "615902"), OK);
	CHECK_INT(role_add(tr.sh, &tr.a, "above", "上级", "", &said), OK);
	CHECK_INT(count(&tr, "SELECT grade FROM role WHERE code = 'above'"), 1); /* that of who made it */
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "clock", true, &said), ERR_NOTFOUND);
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "time-clock", true, &said), OK);
	CHECK_INT(staff_add(tr.sh, &tr.a, &who, &said), OK);
	set_grade(&tr, "above", 2);
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "time-clock", false, &said), ERR_DENIED);
	CHECK_STR(said_name(&said), "gives-more");
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "sell", true, &said), ERR_DENIED);
	CHECK_INT(role_limit_set(tr.sh, &tr.a, "above", "refund-minor", 0, &said), ERR_DENIED);
	CHECK_INT(staff_change(tr.sh, &tr.a, "5001", &off, &said), ERR_DENIED);
	CHECK_INT(staff_pin(tr.sh, &tr.a, "5001", "4321", &said), ERR_DENIED);
	CHECK_INT(staff_change(tr.sh, &tr.a, "1009", &up, &said), ERR_DENIED);
	CHECK_STR(said_name(&said), "gives-more");
	CHECK_INT(count(&tr, "SELECT count(*) FROM role_permission p JOIN role r ON r.id = p.role_id"
		" WHERE r.code = 'above'"), 1);
	/* From the same grade, and from above it, all of that goes. */
	set_grade(&tr, "manager", 2);
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "time-clock", false, &said), OK);
	set_grade(&tr, "manager", 3);
	CHECK_INT(role_permit(tr.sh, &tr.a, "above", "sell", true, &said), OK);
	CHECK_INT(staff_change(tr.sh, &tr.a, "5001", &off, &said), OK);
	CHECK_INT(sign(&tr, "5001", "1234"), ERR_DENIED);
	trade_close(&tr);
}

/* A role is given one right more, whoever may give it. */
static void give_right(struct trade *tr, const char *role, const char *right)
{
	char sql[200];

	snprintf(sql, sizeof sql, "INSERT INTO role_permission (role_id, permission)"
		" SELECT id, '%s' FROM role WHERE code = '%s'", right, role);
	CHECK_INT(db_run(tr->sh->db, NULL, sql), OK);
}

/* The office clerk has less than the manager, at the same grade: he takes nothing away from him. */
BOTH(an_equal_who_has_more_is_left_alone)
{
	struct trade tr;
	struct said said;

	if (!begin(&tr, url))
		return;
	CHECK_INT(sign(&tr, "9001", "905318"), OK);
	CHECK_INT(role_permit(tr.sh, &tr.a, "manager", "approve", false, &said), ERR_DENIED);
	CHECK_STR(said_name(&said), "gives-more");
	CHECK_INT(role_permit(tr.sh, &tr.a, "manager", "time-clock", false, &said), ERR_DENIED); /* he has that one */
	CHECK_INT(role_limit_set(tr.sh, &tr.a, "manager", "refund-minor", 0, &said), ERR_DENIED);
	CHECK_INT(role_permit(tr.sh, &tr.a, "cashier", "sell", false, &said), ERR_DENIED);
	/* All that he has himself, and one right or one fen more. */
	CHECK_INT(role_add(tr.sh, &tr.a, "helper", "帮手", "", &said), OK);
	CHECK_INT(role_permit(tr.sh, &tr.a, "helper", "articles", true, &said), OK);
	CHECK_INT(role_permit(tr.sh, &tr.a, "helper", "articles", false, &said), OK);
	give_right(&tr, "helper", "sell");
	CHECK_INT(role_permit(tr.sh, &tr.a, "helper", "sell", false, &said), ERR_DENIED);
	CHECK_INT(db_run(tr.sh->db, NULL, "DELETE FROM role_permission WHERE permission = 'sell' AND role_id ="
		" (SELECT id FROM role WHERE code = 'helper')"), OK);
	CHECK_INT(role_limit_set(tr.sh, &tr.a, "helper", "refund-minor", 0, &said), OK);
	set_limit(&tr, "helper", LIMIT_REFUND, 1);
	CHECK_INT(role_limit_set(tr.sh, &tr.a, "helper", "refund-minor", 0, &said), ERR_DENIED);
	/* From the grade above it goes, and at the highest: there is nobody else to ask. */
	set_grade(&tr, "office", 2);
	CHECK_INT(role_permit(tr.sh, &tr.a, "cashier", "sell", false, &said), OK);
	set_grade(&tr, "manager", 2);
	CHECK_INT(role_permit(tr.sh, &tr.a, "manager", "approve", false, &said), ERR_DENIED);
	set_grade(&tr, "office", 3);
	set_grade(&tr, "manager", 3);
	CHECK_INT(role_permit(tr.sh, &tr.a, "manager", "approve", false, &said), OK);
	CHECK_INT(role_permit(tr.sh, &tr.a, "manager", "approve", true, &said), ERR_DENIED); /* and not given back */
	CHECK_STR(said_name(&said), "gives-right");
	/* The manager has all that the clerk has. */
	set_grade(&tr, "office", 1);
	set_grade(&tr, "manager", 1);
	CHECK_INT(sign(&tr, "3001", "615902"), OK);
	CHECK_INT(role_permit(tr.sh, &tr.a, "office", "time-clock", false, &said), OK);
	trade_close(&tr);
}

/* --- approvals ---------------------------------------------------------------------------------- */

/* A discount of a fifth: more than a cashier gives, as much as a lead cashier allows. */
#define ASKED "discount 20 1 1"

static void serves_nothing_else(struct trade *tr)
{
	refuses(tr, "approve " LEAD, "nothing-to-approve");
	refuses(tr, ASKED, "needs-approval");
	does(tr, "back");
	refuses(tr, "discount 20 2 1", "needs-approval");
	does(tr, "back");
	refuses(tr, "discount 19 2 1", "needs-approval");
	does(tr, "back");
	refuses(tr, "bill-discount 5 1", "needs-approval");
	does(tr, "back");
	refuses(tr, "no-sale 1", "needs-approval");
	does(tr, "back");
}

static void approved_once(const char *url, const char *approve)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&tr, "scan " COOKIES);
	does(&tr, "scan " FINGERS);
	does(&other, "scan " COOKIES);
	refuses(&tr, ASKED, "needs-approval");
	refuses(&other, approve, "nothing-to-approve"); /* asked at another till */
	does(&tr, approve);
	CHECK_INT(view(&tr)->due_minor, 3192 + 500);
	serves_nothing_else(&tr);
	refuses(&other, ASKED, "needs-approval");
	CHECK_INT(view(&other)->due_minor, 3990);
	/* Neither for more on the same line, nor for the article when it comes again. */
	refuses(&tr, "discount 20.01 1 1", "needs-approval");
	refuses(&tr, approve, "cannot-approve");
	does(&tr, "back");
	does(&tr, "void-line 1");
	does(&tr, "scan " COOKIES);
	CHECK_INT(view(&tr)->due_minor, 3990 + 500);
	refuses(&tr, "discount 20 2 1", "needs-approval");
	does(&tr, "back");
	does(&tr, "cash 50");
	does(&tr, "scan " COOKIES);
	refuses(&tr, ASKED, "needs-approval");
	trade_close(&other);
	trade_end(&tr);
}

BOTH(a_pin_serves_one_act)
{
	approved_once(url, "approve " LEAD);
}

BOTH(a_card_serves_one_act)
{
	approved_once(url, "approve " LEAD_CARD);
}

/* Where the shop wants it so a card names who it is, and proves nothing by itself. */
BOTH(a_card_wants_its_pin)
{
	struct trade tr;
	struct said said;

	if (!begin(&tr, url))
		return;
	CHECK(!shop_card_owner(tr.sh, &tr.a, LEAD_CARD)); /* it does by itself */
	CHECK_INT(sign(&tr, "3001", "615902"), OK);
	CHECK_INT(setting_set(tr.sh, "staff.card", "pin", false, &said), OK);
	does(&tr, "sign-on " WANG);
	refuses(&tr, "sign-on " LI_CARD, "card-wants-pin");
	refuses(&tr, "sign-on " LI_CARD " 2468", "wrong-pin");
	CHECK_STR(shop_staff(tr.sh)->number, "1008");
	does(&tr, "sign-on " LI_CARD " 13579");
	CHECK_STR(shop_staff(tr.sh)->number, "1009");
	does(&tr, "sign-on " WANG_CARD " 2468");
	does(&tr, "scan " COOKIES);
	refuses(&tr, ASKED, "needs-approval");
	refuses(&tr, "approve " LEAD_CARD, "card-wants-pin");
	refuses(&tr, "approve " LEAD_CARD " 2468", "wrong-pin");
	refuses(&tr, "approve " WANG_CARD " 2468", "own-approval");
	CHECK_INT(view(&tr)->need, NEED_APPROVAL);
	does(&tr, "approve " LEAD_CARD " 331827");
	CHECK_INT(view(&tr)->due_minor, 3192);
	CHECK_STR(shop_card_owner(tr.sh, &tr.a, LEAD_CARD), "2001");
	CHECK(!shop_card_owner(tr.sh, &tr.a, "0000000000"));
	refuses(&tr, "sign-on 0000000000", "unknown-card");
	/* Guessing with the card in the hand is guessing. */
	for (int i = 0; i < 4; i++)
		refuses(&tr, "sign-on " LI_CARD " 0000", "wrong-pin");
	refuses(&tr, "sign-on " LI_CARD " 0000", "pin-locked");
	refuses(&tr, "sign-on " LI, "pin-locked");
	trade_close(&tr);
}

/* What is done between the question and its answer leaves the question behind, whatever it is. */
BOTH(an_answer_comes_too_late_for_what_was_left)
{
	static const char *const between[] = { "scan " FINGERS, "qty 2 1", "back", "hold", "lock", "sign-on " LI,
		"sign-off", "discount 30 1 1" };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
		bool larger = strncmp(between[i], "discount", 8) == 0;

		does(&tr, "sign-on " WANG);
		does(&tr, "scan " COOKIES);
		refuses(&tr, ASKED, "needs-approval");
		CHECK(act(&tr, between[i]) == OK || larger);
		if (act(&tr, "approve " LEAD) == OK)
			printf("# after %s\n", between[i]);
		CHECK(tr.err != OK);
		does(&tr, "sign-on " WANG);
		if (view(&tr)->basket->line_count) {
			CHECK_INT(view(&tr)->basket->lines[0].discount_value, 0);
			does(&tr, "cancel 1");
		}
	}
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE approver_id <> 0"), 0);
	trade_close(&tr);
}

/* The till goes down with a question: nobody's PIN answers it afterwards. */
BOTH(a_question_does_not_outlive_the_till)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	does(&tr, "scan " COOKIES);
	refuses(&tr, ASKED, "needs-approval");
	till_close(tr.t);
	CHECK_INT(till_open(tr.sh, &tr.t), OK);
	does(&tr, "sign-on " WANG);
	refuses(&tr, "approve " LEAD, "nothing-to-approve");
	CHECK_INT(view(&tr)->due_minor, 3990);
	trade_close(&tr);
}

/* Who may approve is no second person for himself, by PIN or card, here or at another till where he stands, too. */
BOTH(nobody_allows_himself)
{
	struct trade tr, other;

	if (!begin(&tr, url) || !day_join(&other, &tr, "500"))
		return;
	does(&tr, "sign-on " LEAD);
	does(&tr, "scan " COOKIES);
	refuses(&tr, "discount 21 1 1", "needs-approval");
	refuses(&tr, "approve " LEAD, "own-approval");
	refuses(&tr, "approve " LEAD_CARD, "own-approval");
	does(&other, "sign-on " LEAD_CARD);
	does(&other, "scan " COOKIES);
	refuses(&other, "discount 21 1 1", "needs-approval");
	refuses(&other, "approve " LEAD, "own-approval");
	does(&tr, "approve " MANAGER);
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE approver_id = staff_id"), 0);
	CHECK_INT(count(&tr, "SELECT approver_id FROM basket_line WHERE discount_value <> 0"), 3001);
	trade_close(&other);
	trade_close(&tr);
}

T_MAIN
