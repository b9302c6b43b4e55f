/* pricing_test.c - prices of all articles changed as one batch: from its time on, at once and once, whatever becomes of
 * the program that puts it on file; on both engines. */
#include "pg.h"

#include "../day.h"
#include "../rows.h"
#include "base/log.h"
#include "service/articles.h"
#include "service/pricing.h"
#include "store/db_fault.h"

#define CUTS 12

static bool begin(struct trade *tr, const char *url)
{
	log_open("/dev/null", "test", LOG_ERROR); /* the failures are ours */
	return trade_init(tr, url, "01") && trade_open(tr) && does(tr, "sign-on 3001 615902");
}

/* Every price up by a tenth from a day of December on; the nth statement fails, 0: none does. */
struct try { struct pricing plan; int64_t id, lines, statements; };
static enum err apply(struct trade *tr, int day, int64_t fault, struct try *t)
{
	char from[32];
	struct pricing_order order = { .name = "winter", .rule = "+10%", .from = from };
	enum err e;

	snprintf(from, sizeof from, "2026-12-%02dT08:00", day);
	arena_clear(&tr->a);
	*t = (struct try){ .id = 0 };
	CHECK_INT(pricing_plan(tr->sh, &tr->a, &order, &t->plan, &tr->said), OK);
	for (int i = 0; i < t->plan.count; i++)
		t->lines += t->plan.list[i].price_minor > 0 &&
			t->plan.list[i].price_minor != t->plan.list[i].was_minor;
	t->statements = db_statements(tr->sh->db);
	db_fault_arm(tr->sh->db, fault, fault % 2 == 0);
	e = pricing_apply(tr->sh, &tr->a, &order, &t->plan, &t->id, &tr->said);
	db_fault_arm(tr->sh->db, 0, false);
	t->statements = db_statements(tr->sh->db) - t->statements;
	if (e != OK)
		CHECK_INT(db_reopen(tr->sh->db), OK);
	return e;
}

/* How many prices are on file from the time of a batch on. */
static int64_t on_file(struct trade *tr, const struct try *t)
{
	char sql[120];

	snprintf(sql, sizeof sql, "SELECT count(*) FROM price WHERE level = 0 AND from_at_ms = %lld",
		(long long)t->plan.from_ms);
	return count(tr, sql);
}

static int64_t price_at_ms(struct trade *tr, int64_t at_ms, const char *code)
{
	struct article a;

	clock_freeze(at_ms);
	return article_find(tr->sh, &tr->a, code, &a) == OK ? a.price_minor : -1;
}

BOTH(a_batch_holds_from_its_time_on_and_once)
{
	struct trade tr;
	struct try t;

	if (!begin(&tr, url))
		return;
	CHECK_INT(apply(&tr, 1, 0, &t), OK);
	CHECK(t.lines > 900); /* several transactions */
	CHECK_INT(on_file(&tr, &t), t.lines);
	CHECK_INT(pricing_resume(tr.sh, &tr.a, t.id, &tr.said), OK);
	CHECK_STR(said_name(&tr.said), "unchanged");
	CHECK_INT(on_file(&tr, &t), t.lines);
	CHECK_INT(ACTS("price-batch"), 1);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM audit WHERE action = 'price-batch'"), t.lines);
	CHECK_INT(price_at_ms(&tr, t.plan.from_ms - 1, FINGERS), 500);
	CHECK_INT(price_at_ms(&tr, t.plan.from_ms, FINGERS), 550);
	CHECK_INT(price_at_ms(&tr, t.plan.from_ms + 1, COOKIES), 4389);
	CHECK_INT(pricing_undo(tr.sh, &tr.a, t.id, &tr.said), ERR_REFUSED);
	CHECK_STR(said_name(&tr.said), "batch-holds");
	CHECK_INT(on_file(&tr, &t), t.lines);
	trade_end(&tr);
}

/* Cut off at a statement, before or after it ran: a batch that was not whole on file never holds, and one that was is
 * gone on with to its last article. */
BOTH(a_batch_that_is_cut_off_is_all_or_nothing)
{
	struct trade tr;
	struct try t;
	int64_t statements;
	int none = 0, gone_on = 0;

	if (!begin(&tr, url))
		return;
	CHECK_INT(apply(&tr, 1, 0, &t), OK);
	CHECK_INT(pricing_undo(tr.sh, &tr.a, t.id, &tr.said), OK);
	CHECK_INT(on_file(&tr, &t), 0);
	statements = t.statements;
	for (int i = 0; i < CUTS; i++) {
		enum err e = apply(&tr, 2 + i, statements * i / CUTS + 1, &t);

		CHECK(e != OK);
		e = pricing_resume(tr.sh, &tr.a, t.id, &tr.said);
		none += on_file(&tr, &t) == 0;
		gone_on += e == OK && on_file(&tr, &t) == t.lines;
		if (!CHECK(on_file(&tr, &t) == 0 || on_file(&tr, &t) == t.lines))
			printf("# %lld of %lld are on file\n", (long long)on_file(&tr, &t), (long long)t.lines);
	}
	CHECK(none > 0);
	CHECK(gone_on > 0);
	trade_close(&tr);
}

/* The same, and nobody asks for it again: the worker does, and leaves alone what is as it should be. */
BOTH(what_is_cut_off_is_gone_on_with)
{
	struct trade tr;
	struct try t;
	const char *name;
	int64_t undone, by_nobody;

	if (!begin(&tr, url))
		return;
	CHECK(apply(&tr, 1, 0, &t) == OK);
	CHECK_INT(pricing_go_on(tr.sh, &tr.a, &name), OK);
	CHECK(!name);
	undone = t.id;
	clock_freeze(clock_now_ms() + 61000);
	db_fault_arm(tr.sh->db, t.statements / 3, true);
	CHECK(pricing_undo(tr.sh, &tr.a, t.id, &tr.said) != OK);
	db_fault_arm(tr.sh->db, 0, false);
	CHECK_INT(db_reopen(tr.sh->db), OK);
	CHECK(on_file(&tr, &t) > 0 && on_file(&tr, &t) < t.lines);
	CHECK_INT(pricing_go_on(tr.sh, &tr.a, &name), OK);
	CHECK(!name); /* who began it may still be at it */
	clock_freeze(clock_now_ms() + 61000);
	does(&tr, "sign-off");
	by_nobody = count(&tr, "SELECT count(*) FROM revision WHERE staff_id = 0");
	CHECK_INT(pricing_go_on(tr.sh, &tr.a, &name), OK);
	CHECK_STR(name, "winter");
	CHECK_INT(on_file(&tr, &t), 0);
	CHECK_INT(count(&tr, "SELECT count(*) FROM revision WHERE staff_id = 0"), by_nobody);
	does(&tr, "sign-on 3001 615902");
	CHECK(apply(&tr, 2, t.statements / 2, &t) != OK);
	CHECK(on_file(&tr, &t) > 0 && on_file(&tr, &t) < t.lines);
	clock_freeze(clock_now_ms() + 61000);
	CHECK_INT(pricing_go_on(tr.sh, &tr.a, &name), OK);
	CHECK_STR(name, "winter");
	CHECK_INT(on_file(&tr, &t), t.lines);
	CHECK_INT(count(&tr, "SELECT max(subject_id) FROM audit WHERE action = 'price-batch'"), t.id);
	CHECK_INT(count(&tr, "SELECT amount_minor FROM audit WHERE action = 'price-batch' ORDER BY at_ms DESC LIMIT 1"),
		t.lines);
	CHECK(t.id != undone);
	CHECK_INT(pricing_go_on(tr.sh, &tr.a, &name), OK);
	CHECK(!name);
	trade_close(&tr);
}

/* Another takes it back while its second half is put on file. */
TEST(a_batch_that_is_being_taken_back_is_not_gone_on_with)
{
	struct trade tr;
	struct try t;

	if (!begin(&tr, sqlite_new_store()))
		return;
	CHECK_INT(db_run(tr.sh->db, NULL, "CREATE TRIGGER another AFTER UPDATE ON price_batch_line"
		" WHEN (SELECT count(*) FROM price_batch_line WHERE done = 1) = 300 BEGIN"
		" UPDATE price_batch SET state = 3, undone_at_ms = 1, undone_by = 1; END"), OK);
	CHECK_INT(apply(&tr, 1, 0, &t), ERR_STALE);
	CHECK_STR(said_name(&tr.said), "stale");
	CHECK_INT(on_file(&tr, &t), 400); /* to the end of that transaction */
	trade_close(&tr);
}

T_MAIN
