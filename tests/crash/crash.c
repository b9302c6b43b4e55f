/* crash.c - see crash.h. */
#include "crash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "powercut_vfs.h"
#include "store/db.h"
#include "store/db_test.h"

#define BAD_SHOWN_MAX 5
#define RECOVERY_CALLS 12 /* a second cut falls within so many calls of the recovery */

static const uint32_t sectors[] = { 512, 4096 };

struct one { int64_t call; int mode, sector; uint64_t seed; int64_t second; };

static uint64_t mix(uint64_t z)
{
	z += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

void crash_try(struct crash *c, int64_t id)
{
	if (c->count == CRASH_IDS_MAX)
		abort();
	c->acked[c->count] = false;
	c->tried[c->count++] = id;
}

void crash_ack(struct crash *c, int64_t id)
{
	for (int i = 0; i < c->count; i++)
		if (c->tried[i] == id)
			c->acked[i] = true;
}

bool crash_was_acked(const struct crash *c, int64_t id)
{
	for (int i = 0; i < c->count; i++)
		if (c->tried[i] == id)
			return c->acked[i];
	return false;
}

void crash_found(struct crash *c, bool done)
{
	if (done)
		c->found++;
	else
		c->absent++;
}

/* Opening recovers the log, closing last checkpoints it: the second cut falls in there. */
static void recover_and_cut(const char *url, const struct one *o)
{
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";

	powercut_cut_at(o->second, (enum powercut_mode)o->mode, mix(o->seed));
	if (db_open(&a, url, 0, &db, &why) == OK)
		db_close(db);
	arena_release(&a);
	powercut_cut_now();
	powercut_restore_power();
}

static bool run_case(const struct crash_op *op, struct crash *c, const struct one *o)
{
	powercut_load();
	c->count = 0;
	c->seed = o->seed;
	powercut_set_sector(sectors[o->sector]);
	powercut_cut_at(o->call, (enum powercut_mode)o->mode, o->seed);
	op->run(c);
	powercut_cut_now();
	powercut_restore_power();
	if (o->second)
		recover_and_cut(c->url, o);
	powercut_cut_at(0, CUT_DROPS, o->seed);
	if (op->check(c))
		return true;
	printf("# CRASH=%s:%" PRId64 ":%d:%" PRIu64 ":%d:%" PRId64 "\n", op->name, o->call, o->mode,
		o->seed, o->sector, o->second);
	return false;
}

/* The cases in order when all are asked for, else drawn. */
static struct one nth_case(const struct crash_plan *plan, int64_t calls, int64_t n)
{
	struct one o = { .seed = mix(plan->seed + (uint64_t)n) };

	if (plan->cases) {
		o.call = (int64_t)(mix(o.seed) % (uint64_t)calls) + 1;
		o.mode = (int)(mix(o.seed + 1) % CUT_MODES);
	} else {
		o.call = n / CUT_MODES + 1;
		o.mode = (int)(n % CUT_MODES);
	}
	o.sector = (int)(mix(o.seed + 2) % 2);
	if (mix(o.seed + 3) % 4 == 0)
		o.second = (int64_t)(mix(o.seed + 4) % RECOVERY_CALLS) + 1;
	return o;
}

/* CRASH=name:call:mode:seed:sector:second of the environment. */
static bool asked_case(const char *name, struct one *o)
{
	const char *s = getenv("CRASH");
	size_t len = strlen(name);

	if (!s || strncmp(s, name, len) != 0 || s[len] != ':')
		return false;
	return sscanf(s + len + 1, "%" SCNd64 ":%d:%" SCNu64 ":%d:%" SCNd64, &o->call, &o->mode,
		&o->seed, &o->sector, &o->second) == 5;
}

/* A run without a cut: how many calls there are to cut at. */
static int64_t count_calls(const struct crash_op *op, struct crash *c, uint64_t seed)
{
	int64_t calls;

	powercut_load();
	c->count = 0;
	c->seed = seed;
	powercut_cut_at(0, CUT_DROPS, seed);
	op->run(c);
	calls = powercut_calls();
	for (int i = 0; i < c->count; i++)
		if (!c->acked[i])
			return 0;
	return op->check(c) ? calls : 0;
}

static void sweep(const struct crash_op *op, const struct crash_plan *plan, struct crash *c,
	struct crash_tally *t)
{
	struct one asked;
	int64_t cases = plan->cases ? plan->cases : t->calls * CUT_MODES;

	if (asked_case(op->name, &asked)) {
		t->cases = 1;
		t->bad = !run_case(op, c, &asked);
		return;
	}
	for (int64_t n = 0; n < cases && t->bad < BAD_SHOWN_MAX; n++) {
		struct one o = nth_case(plan, t->calls, n);

		t->cases++;
		t->bad += !run_case(op, c, &o);
	}
}

bool crash_sweep(const struct crash_op *op, const struct crash_plan *plan, struct crash_tally *tally)
{
	char dir[] = "/tmp/zhanggui-cut-XXXXXX", url[64], gate[64];
	struct crash c = { .url = url, .ctx = op->ctx };
	bool ok;

	if (!mkdtemp(dir))
		return false;
	snprintf(url, sizeof(url), "sqlite:%s/s.db", dir);
	snprintf(gate, sizeof(gate), "%s/s.db.turnstile", dir);
	*tally = (struct crash_tally){ 0 };
	db_sqlite_use_vfs(POWERCUT_VFS);
	powercut_reset(sectors[0]);
	ok = op->setup(&c);
	if (ok) {
		powercut_save();
		tally->calls = count_calls(op, &c, plan->seed);
		ok = tally->calls > 0;
	}
	c.found = c.absent = 0;
	if (ok)
		sweep(op, plan, &c, tally);
	tally->found = c.found;
	tally->absent = c.absent;
	powercut_release();
	db_sqlite_use_vfs(NULL);
	unlink(gate);
	rmdir(dir);
	return ok;
}
