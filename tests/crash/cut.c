/* cut.c - the power fails inside any call that changes a file, in any of five ways (P1): what was acknowledged is
 * there, what was not is there whole or not at all, and who goes on ends where he would have ended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "campaign.h"
#include "crash.h"
#include "ops.h"
#include "powercut_vfs.h"
#include "service/init.h"

#define CASES_AT_ONCE 40 /* of one operation before the next has its turn */

/* One operation under cuts. */
struct cutting {
	const struct op *op;
	struct world w;
	struct history h[OP_WEAVES];
	int weaves;
	int64_t begins_at_ms;
	bool no_keys;        /* store-init: there was no key file yet when the power went */
};

static struct history *history_of(struct cutting *k, uint64_t seed)
{
	return &k->h[seed % (uint64_t)k->weaves];
}

static bool prepare(struct crash *c)
{
	struct cutting *k = c->ctx;
	bool ok;

	world_name(&k->w, c->url);
	ok = op_prepare(&k->w, k->op);
	k->weaves = k->op->flags & OP_WOVEN ? OP_WEAVES : 1;
	k->begins_at_ms = clock_now_ms();
	powercut_save();
	for (int i = 0; ok && i < k->weaves; i++) {
		ok = history_make(&k->h[i], &k->w, k->op, (uint64_t)i);
		world_close_all(&k->w);
		powercut_load();
	}
	return ok;
}

static void run(struct crash *c)
{
	struct cutting *k = c->ctx;
	const struct history *h = history_of(k, c->seed);

	world_forget(&k->w);
	clock_freeze(k->begins_at_ms);
	for (int i = 0; i < h->lines; i++) {
		crash_try(c, i + 1);
		if (world_do(&k->w, h->line[i]) != OK)
			break;
		crash_ack(c, i + 1);
	}
	world_close_all(&k->w);
}

static bool one_original_each(const struct world *w)
{
	for (int i = 0; i < w->printed_count; i++)
		for (int n = i + 1; n < w->printed_count; n++)
			if (w->printed[i] == w->printed[n]) {
				printf("# an original was printed twice\n");
				return false;
			}
	return true;
}

static bool check(struct crash *c)
{
	struct cutting *k = c->ctx;
	const struct history *h = history_of(k, c->seed);
	struct standing s = { .place = -1 };
	int line = 0;
	bool ok;

	while (line < h->lines && crash_was_acked(c, line + 1))
		line++;
	ok = world_open(&k->w, world_till_of(h->line[line < h->lines ? line : 0]));
	if (!ok)
		printf("# the till does not open again: %s\n", err_name(k->w.seat[1].err));
	if (ok)
		s = history_standing(h, &k->w, line, false);
	ok = s.place >= 0 && !s.paid && world_sound(&k->w);
	if (ok && s.told)
		crash_found(c, s.done);
	ok = ok && world_does_all(&k->w, "!orphans") && person_goes_on(&k->w, h, line, s.place) &&
		world_sound(&k->w) && one_original_each(&k->w);
	world_close_all(&k->w);
	return ok;
}

/* --- a store that is being made -------------------------------------------------------------------- */

static const struct op making = { .name = "store-init" };

static bool nothing_yet(struct crash *c)
{
	struct cutting *k = c->ctx;

	world_name(&k->w, c->url);
	k->begins_at_ms = clock_now_ms();
	return true;
}

static enum err make(struct cutting *k, const char **why)
{
	const struct init_request request = { .kind = INIT_TEST };
	struct arena a = ARENA_INIT;
	enum err e = init_store(&a, &k->w.conf, &request, why);

	if (e != OK && e != ERR_EXISTS && !powercut_is_cut())
		printf("# store init: %s\n", *why);
	arena_release(&a);
	return e;
}

static void kept_name(const struct cutting *k, char *out, size_t size)
{
	snprintf(out, size, "%s.kept", k->w.conf.key_file);
}

/* Who runs on after the cut tidies up; without power nobody does. */
static void keep_keys(void *ctx)
{
	struct cutting *k = ctx;
	char kept[700];

	kept_name(k, kept, sizeof kept);
	unlink(kept);
	if (link(k->w.conf.key_file, kept) != 0)
		k->no_keys = true;
}

static void run_making(struct crash *c)
{
	struct cutting *k = c->ctx;
	const char *why = "";
	char kept[700];

	world_forget(&k->w);
	unlink(k->w.conf.key_file);
	clock_freeze(k->begins_at_ms);
	k->no_keys = false;
	powercut_at_cut(keep_keys, k);
	crash_try(c, 1);
	if (make(k, &why) == OK)
		crash_ack(c, 1);
	powercut_at_cut(NULL, NULL);
	if (!powercut_is_cut())
		return;
	kept_name(k, kept, sizeof kept);
	if (k->no_keys)
		unlink(k->w.conf.key_file);
	else
		(void)(rename(kept, k->w.conf.key_file) == 0);
}

/* Only the keys were there before the power went: they are never overwritten, a person moves them away. */
static bool only_keys(struct cutting *k)
{
	struct arena a = ARENA_INIT;
	const char *kind, *why;
	bool ok = access(k->w.conf.key_file, F_OK) == 0 && init_kind(&a, k->w.url, &kind, &why) != OK;

	arena_release(&a);
	return ok;
}

/* Asked again, the store is made or it is there; in either case it opens and is sound. */
static bool check_making(struct crash *c)
{
	struct cutting *k = c->ctx;
	const char *why = "";
	enum err e;
	bool ok;

	if (only_keys(k))
		unlink(k->w.conf.key_file);
	e = make(k, &why);
	ok = e == ERR_EXISTS || (e == OK && !crash_was_acked(c, 1));
	if (!ok)
		printf("# store init again: %s\n", err_name(e));
	if (!crash_was_acked(c, 1))
		crash_found(c, e == ERR_EXISTS);
	ok = ok && world_does_all(&k->w, "shift-open 500") && world_sound(&k->w);
	world_close_all(&k->w);
	return ok;
}

/* --- the campaign ------------------------------------------------------------------------------------- */

static bool sweep_one(const struct op *op, const struct crash_plan *plan, struct campaign_tally *tally)
{
	struct cutting k = { .op = op };
	struct crash_op under = op == &making
		? (struct crash_op){ op->name, nothing_yet, run_making, check_making, &k }
		: (struct crash_op){ op->name, prepare, run, check, &k };
	struct crash_tally t;
	bool ok = crash_sweep(&under, plan, &t);

	tally->cases += t.cases;
	tally->done += t.found;
	tally->undone += t.absent;
	tally->bad += t.bad;
	for (int i = 0; i < k.weaves; i++)
		history_release(&k.h[i]);
	world_end(&k.w);
	if (!ok)
		printf("# %s does not run even without a cut\n", op->name);
	if (t.bad)
		printf("# the lines CRASH=... above replay: CRASH=... campaign_tool cut\n");
	return ok;
}

/* With CRASH= the sweep of its operation does that one case, see crash.c. */
static bool wanted(const struct op *op)
{
	const char *asked = getenv("CRASH");
	size_t n = strlen(op->name);

	if (op->flags & OP_FILES || !campaign_wants(op->name))
		return false;
	return !asked || (strncmp(asked, op->name, n) == 0 && asked[n] == ':');
}

bool cut_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	int64_t round = plan->cases ? plan->cases / op_count + 1 : CASES_AT_ONCE;

	for (uint64_t turn = 0; campaign_goes_on(plan, tally); turn++) {
		for (int i = -1; i < op_count && campaign_goes_on(plan, tally); i++) {
			const struct op *op = i < 0 ? &making : &ops[i];
			struct crash_plan each = { plan->every ? 0 : round < CASES_AT_ONCE ? round : CASES_AT_ONCE,
				campaign_draw(plan->seed, turn * 1000 + (uint64_t)i) };

			if (wanted(op) && !sweep_one(op, &each, tally))
				return false;
		}
		if (getenv("CRASH") || plan->every)
			break;
	}
	return true;
}
