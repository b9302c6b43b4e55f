/* cut.c - the power fails inside any call that changes a file, in any of five ways (P1): what was acknowledged is
 * there, what was not is there whole or not at all, and who goes on ends where he would have ended. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "campaign.h"
#include "crash.h"
#include "ops.h"
#include "powercut_vfs.h"

#define CASES_AT_ONCE 40 /* of one operation before the next has its turn */

/* One operation under cuts. */
struct cutting {
	const struct op *op;
	struct world w;
	struct history h[OP_WEAVES];
	int weaves;
	int64_t begins_at_ms;
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

static bool sweep_one(const struct op *op, const struct crash_plan *plan, struct campaign_tally *tally)
{
	struct cutting k = { .op = op };
	struct crash_op under = { op->name, prepare, run, check, &k };
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

	if (op->flags & OP_FILES)
		return false;
	return !asked || (strncmp(asked, op->name, n) == 0 && asked[n] == ':');
}

bool cut_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	int64_t round = plan->cases ? plan->cases / op_count + 1 : CASES_AT_ONCE;

	for (uint64_t turn = 0; campaign_goes_on(plan, tally); turn++) {
		for (int i = 0; i < op_count && campaign_goes_on(plan, tally); i++) {
			struct crash_plan each = { round < CASES_AT_ONCE ? round : CASES_AT_ONCE,
				campaign_draw(plan->seed, turn * 1000 + (uint64_t)i) };

			if (wanted(&ops[i]) && !sweep_one(&ops[i], &each, tally))
				return false;
		}
		if (getenv("CRASH"))
			break;
	}
	return true;
}
