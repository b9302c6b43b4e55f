/* member_admit_test.c - prospects, applications and notices on both engines: who approves is not who noted it, days
 * count from the right one, and each step follows the one before. */
#include "pg.h"

#include "../day.h"
#include "service/members.h"
#include "store/db_test.h"

/* The handle behind the shop, to look into the store. */
#include "../../src/service/shop/shop_int.h"

static struct said said;

static bool signs(struct trade *tr, const char *number, const char *pin)
{
	return CHECK_INT(shop_sign_on(tr->sh, &tr->a, number, pin, &said), OK);
}

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) && signs(tr, "1008", "2468");
}

static enum err opened(struct trade *tr, const char *name, const char *phone, const char *state, const char *card)
{
	return member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name, .phone = phone, .state = state,
		.card = card }, NULL, &said);
}

static int state_of(struct trade *tr, const char *key)
{
	struct member_hit hit;

	return CHECK_INT(member_find_one(tr->sh, &tr->a, key, &hit, &said), OK) ? hit.member.state : 0;
}

static int64_t count(struct trade *tr, const char *sql)
{
	struct db_rows r;

	return CHECK_INT(db_one(tr->sh->db, &tr->a, &r, sql), OK) ? row_int(&r, 0, 0) : -1;
}

BOTH(somebody_else_approves)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(opened(&tr, "王晓梅", "13800138000", "applied", NULL), OK);
	CHECK_INT(state_of(&tr, "10000001"), MEMBER_APPLIED);
	CHECK_INT(opened(&tr, "李秀英", "13900139000", "applied", "6217001234567890"), ERR_REFUSED);
	CHECK_INT(opened(&tr, "李秀英", "13900139000", "frozen", NULL), ERR_INVALID);
	CHECK_INT(member_approve(tr.sh, &tr.a, "10000001", &said), ERR_DENIED); /* a cashier */
	tr.sh->staff.may[PERM_MEMBER_APPROVE] = true;
	CHECK_INT(member_approve(tr.sh, &tr.a, "10000001", &said), ERR_DENIED);
	CHECK_STR(said_name(&said), "application-own");
	if (!signs(&tr, "2001", "331827"))
		return;
	CHECK_INT(member_approve(tr.sh, &tr.a, "10000001", &said), OK);
	CHECK_INT(state_of(&tr, "10000001"), MEMBER_ACTIVE);
	CHECK_INT(member_approve(tr.sh, &tr.a, "10000001", &said), ERR_REFUSED);
	CHECK_STR(said_name(&said), "member-is");
	CHECK_INT(count(&tr, "SELECT count(*) FROM audit WHERE action = 'member-approve' AND staff_id = 2001"), 1);
	trade_end(&tr);
}

BOTH(a_prospect_applies_is_declined_and_joins)
{
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(opened(&tr, "王晓梅", "13800138000", "prospect", NULL), OK);
	CHECK_INT(member_approve(tr.sh, &tr.a, "10000001", &said), ERR_DENIED);
	CHECK_INT(member_apply(tr.sh, &tr.a, "10000001", &said), OK);
	CHECK_INT(member_apply(tr.sh, &tr.a, "10000001", &said), ERR_REFUSED);
	if (!signs(&tr, "2001", "331827"))
		return;
	CHECK_INT(member_decline(tr.sh, &tr.a, "10000001", "", &said), ERR_INVALID);
	CHECK_INT(member_decline(tr.sh, &tr.a, "10000001", "3", &said), OK);
	CHECK_INT(state_of(&tr, "10000001"), MEMBER_PROSPECT);
	CHECK_INT(member_join(tr.sh, &tr.a, "10000001", &said), OK);
	CHECK_INT(state_of(&tr, "10000001"), MEMBER_ACTIVE);
	CHECK_INT(member_join(tr.sh, &tr.a, "10000001", &said), ERR_REFUSED);
	trade_end(&tr);
}

BOTH(who_gives_notice_stays_so_many_months)
{
	struct member_hit hit;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	CHECK_INT(opened(&tr, "王晓梅", "13800138000", NULL, NULL), OK);
	CHECK_INT(member_leave(tr.sh, &tr.a, "10000001", "2026-11-22", &said), ERR_INVALID); /* tomorrow */
	CHECK_INT(member_leave(tr.sh, &tr.a, "10000001", "2026-11-20", &said), OK);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "10000001", &hit, &said), OK);
	CHECK_INT(hit.member.until_day, 20270220);
	CHECK_INT(member_leave(tr.sh, &tr.a, "10000001", NULL, &said), OK); /* not later by that */
	CHECK_INT(member_find_one(tr.sh, &tr.a, "10000001", &hit, &said), OK);
	CHECK_INT(hit.member.until_day, 20270220);
	CHECK_INT(member_leave(tr.sh, &tr.a, "10000001", "2020-01-01", &said), OK);
	CHECK_INT(member_find_one(tr.sh, &tr.a, "10000001", &hit, &said), OK);
	CHECK_INT(hit.member.until_day, 20261121);
	CHECK_INT(application_due(tr.sh, 20261121), 20261211); /* a Saturday: 15 working days later */
	trade_end(&tr);
}

T_MAIN
