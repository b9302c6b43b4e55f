/* lots_test.c - what members have, lot by lot, on both engines: given, spent, come back, ended, handed on, each by a
 * posted document; store check, tampering, and recovery from a backup and the journal. */
#include "pg.h"

#include "../day.h"
#include "service/care.h"
#include "service/members.h"
#include "store/document_store.h"
#include "store/lot_store.h"

/* The ledger's side behind the shop. */
#include "../../src/service/member/lots_int.h"
#include "../../src/service/money/money_int.h"

static struct said said;

enum deed { GIVE, TAKE, BACK, RESTORE, END, HAND };
struct doing {
	enum deed what;
	enum account account;
	int64_t member_id, other_id, amount, of_id;
	int32_t from, until;
	bool may_owe;
	int64_t id;               /* of the document */
	int64_t lost;
};

static int64_t on(struct lots_act *act, enum account account)
{
	int64_t sum = 0;

	for (int i = 0; i < act->ledger->count; i++)
		sum += act->ledger->list[i].account == account ? act->ledger->list[i].amount : 0;
	return sum;
}

static enum err body(struct shop *sh, struct money_act *m)
{
	struct doing *d = m->arg;
	struct lots_act act = { .a = m->a, .document_id = m->d.id, .day = m->d.business_day, .ledger = &m->ledger };
	enum err e = OK;

	switch (d->what) {
	case GIVE:
		e = lots_give(sh, &act, d->account, d->member_id, d->from ? d->from : act.day, d->until, false,
			d->amount);
		break;
	case TAKE: e = lots_take(sh, &act, d->account, d->member_id, d->amount); break;
	case BACK: e = lots_take_again(sh, &act, d->account, d->member_id, d->of_id, d->amount, d->may_owe); break;
	case RESTORE:
		e = lots_restore(sh, &act, d->account, d->member_id, d->of_id, d->amount, 0, &d->lost);
		m->d.original_id = d->of_id;
		break;
	case END: e = lots_end(sh, &act, d->account, d->member_id, &d->lost); break;
	case HAND: e = lots_hand(sh, &act, d->account, d->member_id, d->other_id, d->amount == 0, d->amount); break;
	}
	ledger_post(&m->ledger, m->a, d->account == ACCOUNT_POINTS ? ACCOUNT_POINTS_ISSUED : ACCOUNT_BONUS_COST, 0,
		lots_unit(d->account), -on(&act, d->account));
	m->row.detail = lots_detail(&act, "");
	return e;
}

static enum err done_as(struct trade *tr, struct doing *d)
{
	struct money_act m;
	enum err e;

	clock_freeze(clock_now_ms() + 1000);
	money_begin(tr->sh, &m, &tr->a, DOC_POINTS_ADJUST, 0);
	m.body = body;
	m.content = "test";
	m.row.action = "points";
	m.arg = d;
	e = money_post(tr->sh, &m);
	d->id = m.d.id;
	return e;
}

static int64_t give(struct trade *tr, int64_t member, int64_t amount, int32_t until)
{
	struct doing d = { .what = GIVE, .account = ACCOUNT_POINTS, .member_id = member, .amount = amount,
		.until = until };

	CHECK_INT(done_as(tr, &d), OK);
	return d.id;
}

static int64_t take(struct trade *tr, int64_t member, int64_t amount, enum err wanted)
{
	struct doing d = { .what = TAKE, .account = ACCOUNT_POINTS, .member_id = member, .amount = amount };

	CHECK_INT(done_as(tr, &d), wanted);
	return d.id;
}

static bool has(struct trade *tr, int64_t member, int64_t balance, int64_t usable)
{
	struct lots lots;
	int64_t kept = 0;

	CHECK_INT(lots_read(tr->sh, &tr->a, ACCOUNT_POINTS, member, shop_business_day(tr->sh), &lots), OK);
	CHECK_INT(balance_get(tr->sh->db, &tr->a, ACCOUNT_POINTS, member, UNIT_POINTS, &kept), OK);
	return CHECK_INT(lots_balance(&lots), balance) & CHECK_INT(lots_usable(&lots), usable) &
		CHECK_INT(-kept, balance);
}

static int64_t member(struct trade *tr, const char *name)
{
	int64_t id = 0;

	CHECK_INT(member_open(tr->sh, &tr->a, &(struct member_edit){ .name = name }, &id, &said), OK);
	return id;
}

static bool begin(struct trade *tr, const char *url)
{
	return trade_init(tr, url, "01") && trade_open(tr) &&
		CHECK_INT(shop_sign_on(tr->sh, &tr->a, "3001", "615902", &said), OK);
}

BOTH(what_ends_first_goes_first_and_comes_back_to_where_it_was)
{
	struct doing d = { .what = RESTORE, .account = ACCOUNT_POINTS };
	struct trade tr;
	int64_t who, spent;

	if (!begin(&tr, url))
		return;
	who = member(&tr, "王晓梅");
	give(&tr, who, 100, 20271121);
	give(&tr, who, 50, 20261130);
	has(&tr, who, 150, 150);
	spent = take(&tr, who, 80, OK);
	has(&tr, who, 70, 70);
	take(&tr, who, 71, ERR_REFUSED);
	has(&tr, who, 70, 70);
	/* A half of the sale comes back, then all of it: running sums, whatever the steps. */
	d.member_id = who;
	d.of_id = spent;
	d.amount = 40;
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, who, 110, 110);
	d.amount = 80;
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, who, 150, 150);
	trade_end(&tr);
}

/* On its last day it can be spent, the day after it is void; what comes back to it then is void too, and told. */
BOTH(what_ended_stays_ended)
{
	struct doing end = { .what = END, .account = ACCOUNT_POINTS };
	struct doing back = { .what = RESTORE, .account = ACCOUNT_POINTS };
	struct trade tr;
	int64_t who, *past;
	int n = 0;

	if (!begin(&tr, url))
		return;
	who = back.member_id = end.member_id = member(&tr, "王晓梅");
	give(&tr, who, 50, 20261121);
	back.of_id = take(&tr, who, 20, OK);
	back.amount = 20;
	CHECK_INT(lots_past(tr.sh->db, &tr.a, ACCOUNT_POINTS, 20261121, 10, &past, &n), OK);
	CHECK_INT(n, 0);
	clock_freeze(NOON_MS + DAY_MS);
	has(&tr, who, 30, 0);
	CHECK_INT(lots_past(tr.sh->db, &tr.a, ACCOUNT_POINTS, 20261122, 10, &past, &n), OK);
	CHECK_INT(n, 1);
	CHECK_INT(done_as(&tr, &end), OK);
	CHECK_INT(end.lost, 30);
	CHECK_INT(done_as(&tr, &back), OK);
	CHECK_INT(back.lost, 20);
	has(&tr, who, 0, 0);
	trade_end(&tr);
}

/* Of 6, 6 and 2 that were spent ten bring back 4, 4 and 2, but eleven by themselves 5, 5 and 1: a lot never gets back
 * more than was taken of it, whatever the steps. */
BOTH(step_by_step_each_lot_gets_back_what_was_taken)
{
	static const int64_t steps[] = { 10, 11, 14 };
	static const int64_t counts[] = { 6, 6, 2 };
	struct doing d = { .what = RESTORE, .account = ACCOUNT_POINTS };
	struct lots lots;
	struct trade tr;

	if (!begin(&tr, url))
		return;
	d.member_id = member(&tr, "王晓梅");
	for (int i = 0; i < 3; i++)
		give(&tr, d.member_id, counts[i], 20271121 + i);
	d.of_id = take(&tr, d.member_id, 14, OK);
	for (int i = 0; i < 3; i++) {
		d.amount = steps[i];
		CHECK_INT(done_as(&tr, &d), OK);
		has(&tr, d.member_id, steps[i], steps[i]);
	}
	CHECK_INT(lots_read(tr.sh, &tr.a, ACCOUNT_POINTS, d.member_id, shop_business_day(tr.sh), &lots), OK);
	for (int i = 0; i < lots.count; i++)
		CHECK_INT(lots.list[i].rest, lots.list[i].amount);
	CHECK_INT(lots.count, 3);
	trade_end(&tr);
}

/* Bought, spent, brought back: what is missing is a debt that the next one fills first. */
BOTH(what_is_missing_is_a_debt)
{
	struct doing d = { .what = BACK, .account = ACCOUNT_POINTS, .amount = 120 };
	struct trade tr;
	int64_t who;

	if (!begin(&tr, url))
		return;
	who = d.member_id = member(&tr, "王晓梅");
	d.of_id = give(&tr, who, 120, 20271121);
	take(&tr, who, 100, OK);
	CHECK_INT(done_as(&tr, &d), ERR_REFUSED);
	has(&tr, who, 20, 20);
	d.may_owe = true;
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, who, -100, 0);
	give(&tr, who, 130, 20271121);
	has(&tr, who, 30, 30);
	trade_end(&tr);
}

/* Stored value may not be owed: the balance itself refuses, whoever asks. */
BOTH(stored_value_is_never_owed)
{
	struct doing d = { .what = GIVE, .account = ACCOUNT_PRINCIPAL, .amount = 5000 };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	d.member_id = member(&tr, "王晓梅");
	d.of_id = 0;
	CHECK_INT(done_as(&tr, &d), OK);
	d.of_id = d.id;
	d.what = TAKE;
	CHECK_INT(done_as(&tr, &d), OK);
	d.what = BACK;
	d.may_owe = true;
	CHECK(done_as(&tr, &d) != OK);
	trade_end(&tr);
}

BOTH(what_is_handed_on_keeps_its_age)
{
	struct doing d = { .what = HAND, .account = ACCOUNT_POINTS };
	struct trade tr;

	if (!begin(&tr, url))
		return;
	d.member_id = member(&tr, "王晓梅");
	d.other_id = member(&tr, "王小梅");
	give(&tr, d.member_id, 50, 20261121);
	give(&tr, d.member_id, 70, 20271121);
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, d.member_id, 0, 0);
	has(&tr, d.other_id, 120, 120);
	clock_freeze(NOON_MS + DAY_MS);
	has(&tr, d.other_id, 120, 70);
	trade_end(&tr);
}

/* --- what store check finds ------------------------------------------------------------------------- */

/* Written into the file, found; and put back as it was. */
static void finds(struct trade *tr, const char *sql, const char *back, enum check_id id)
{
	struct checked k;

	CHECK_INT(db_run_args(tr->sh->db, NULL, sql, NULL, 0), OK);
	k = check_with(&tr->conf, NULL);
	if (!CHECK(k.result.by_id[id] > 0))
		printf("# %s\n", sql);
	CHECK_INT(db_run_args(tr->sh->db, NULL, back, NULL, 0), OK);
}

TEST(store_check_knows_members_cards_and_lots)
{
	struct trade tr;
	int64_t who;

	if (!begin(&tr, sqlite_new_store()))
		return;
	CHECK_INT(member_open(tr.sh, &tr.a, &(struct member_edit){ .name = "王晓梅", .card = "6217001234567890" }, &who,
		&said), OK);
	give(&tr, who, 100, 20271121);
	take(&tr, who, 30, OK);
	sound(&tr.conf);
	finds(&tr, "UPDATE member SET state = 4", "UPDATE member SET state = 3", CHECK_MEMBER);
	finds(&tr, "UPDATE card SET state = 4", "UPDATE card SET state = 3", CHECK_CARD);
	finds(&tr, "UPDATE card SET number = '6217001234567891'", "UPDATE card SET number = '6217001234567890'",
		CHECK_CARD);
	finds(&tr, "UPDATE lot SET rest = 71", "UPDATE lot SET rest = 70", CHECK_LOT);
	finds(&tr, "UPDATE balance SET amount = -71 WHERE account = 63",
		"UPDATE balance SET amount = -70 WHERE account = 63", CHECK_BALANCE);
	CHECK(db_run_args(tr.sh->db, NULL, "DELETE FROM lot_move", NULL, 0) == ERR_REFUSED);
	CHECK(db_run_args(tr.sh->db, NULL, "UPDATE lot_move SET amount = 1", NULL, 0) == ERR_REFUSED);
	CHECK(db_run_args(tr.sh->db, NULL, "INSERT INTO lot_move (document_id, n, lot_id, kind, amount) SELECT"
		" document_id, 9, lot_id, 1, 5 FROM lot_move", NULL, 0) == ERR_REFUSED);
	CHECK(db_run_args(tr.sh->db, NULL, "DELETE FROM lot_moved", NULL, 0) == ERR_REFUSED);
	CHECK(db_run_args(tr.sh->db, NULL, "UPDATE lot_moved SET amount = 1", NULL, 0) == ERR_REFUSED);
	CHECK(db_run_args(tr.sh->db, NULL, "INSERT INTO lot_moved (account, member_id, at_ms, document_id, amount,"
		" spent, ended, handed) SELECT account, member_id, at_ms + 1, document_id, 1, 0, 0, 0"
		" FROM lot_moved", NULL,
		0) == ERR_REFUSED);
	trade_end(&tr);
}

/* What statements are read from is held against the lots, and stands at its document's time. */
TEST(store_check_knows_what_moved)
{
	struct trade tr;

	if (!begin(&tr, sqlite_new_store()))
		return;
	give(&tr, member(&tr, "王晓梅"), 100, 20271121);
	sound(&tr.conf);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "DROP TRIGGER guard_lot_moved_update", NULL, 0), OK);
	CHECK_INT(db_run_args(tr.sh->db, NULL, "DROP TRIGGER guard_lot_moved_delete", NULL, 0), OK);
	finds(&tr, "UPDATE lot_moved SET amount = 101", "UPDATE lot_moved SET amount = 100", CHECK_ROWS);
	finds(&tr, "UPDATE lot_moved SET at_ms = at_ms + 1", "UPDATE lot_moved SET at_ms = at_ms - 1", CHECK_ROWS);
	finds(&tr, "DELETE FROM lot_moved", "SELECT 1", CHECK_ROWS);
	trade_close(&tr);
}

static void ignored(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

TEST(recovery_brings_the_lots_back)
{
	const struct check_request quiet = { .found = ignored };
	struct doing d = { .what = RESTORE, .account = ACCOUNT_POINTS, .amount = 30 };
	struct care_source source = { .replace = false };
	struct check_result result;
	struct care_report report;
	struct trade tr;
	const char *why = "";
	char backup[700];

	if (!begin(&tr, sqlite_new_store()))
		return;
	d.member_id = member(&tr, "王晓梅");
	give(&tr, d.member_id, 100, 20271121);
	snprintf(backup, sizeof backup, "%s/lots.db", t_tmpdir());
	source.backup = backup;
	CHECK_INT(care_backup(tr.sh, &tr.shop_arena, source.backup, &quiet, &result, &why), OK);
	d.of_id = take(&tr, d.member_id, 60, OK);
	give(&tr, d.member_id, 40, 20261130);
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, d.member_id, 110, 110);
	trade_close(&tr);
	CHECK(unlink(tr.conf.store_url + 7) == 0);
	source.journal_dir = tr.conf.journal_dir;
	if (!CHECK_INT(care_restore(&tr.shop_arena, &tr.conf, &source, &quiet, &report, &why), OK)) {
		printf("# %s\n", why);
		return;
	}
	CHECK_INT(report.check.wrong, 0);
	CHECK_INT(report.terminals[0].documents, 3);
	if (!trade_open(&tr) || !CHECK_INT(shop_sign_on(tr.sh, &tr.a, "3001", "615902", &said), OK))
		return;
	has(&tr, d.member_id, 110, 110);
	/* And goes on: the rest of what was spent comes back to its lot. */
	d.amount = 60;
	CHECK_INT(done_as(&tr, &d), OK);
	has(&tr, d.member_id, 140, 140);
	trade_end(&tr);
}

T_MAIN
