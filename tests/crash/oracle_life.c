/* oracle_life.c - a store's life beside a model: see oracle.h. Each deed draws from a seed of its own, so that it is
 * much the same when others before it are left out: that is how a history that shows something wrong is made short. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "oracle.h"
#include "powercut_vfs.h"
#include "store/db_test.h"

int64_t oracle_draw(struct oracle_life *l, int64_t n)
{
	return (int64_t)(campaign_draw(l->seed, l->drawn++) % (uint64_t)(n > 0 ? n : 1));
}

static int weight_of(const int *weight, size_t row_size, size_t i)
{
	int w;

	memcpy(&w, (const char *)weight + i * row_size, sizeof w);
	return w;
}

size_t oracle_pick(struct oracle_life *l, const int *weight, size_t row_size, size_t n)
{
	int64_t sum = 0, at;
	size_t i = 0;

	for (size_t k = 0; k < n; k++)
		sum += weight_of(weight, row_size, k);
	for (at = oracle_draw(l, sum) - weight_of(weight, row_size, 0); at >= 0; at -= weight_of(weight, row_size, i))
		i++;
	return i;
}

bool oracle_tell_way(const struct oracle_life *l)
{
	for (int i = ORACLE_TRAIL - 1; i >= 0; i--)
		if (l->acts >= i)
			printf("#   %s\n", l->done[(l->acts - i) % ORACLE_TRAIL]);
	return false;
}

static void done_now(struct oracle_life *l, const char *fmt, va_list ap)
{
	l->acts++;
	vsnprintf(l->done[l->acts % ORACLE_TRAIL], sizeof l->done[0], fmt, ap);
	if (l->aloud)
		printf("#   %s\n", l->done[l->acts % ORACLE_TRAIL]);
}

/* What was just done, as it ended. */
static bool ended_so(struct oracle_life *l, bool lawful, bool did)
{
	const struct seat *s = &l->w.seat[1];

	l->tally->refused += !did;
	if (did == lawful)
		return true;
	printf("# %s: %s, should be %s\n", l->done[l->acts % ORACLE_TRAIL], did ? "done"
		: message_table[s->said.id].name, lawful ? "done" : "refused");
	return oracle_tell_way(l);
}

bool oracle_did(struct oracle_life *l, bool lawful, enum err e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	done_now(l, fmt, ap);
	va_end(ap);
	return ended_so(l, lawful, e == OK);
}

bool oracle_act(struct oracle_life *l, bool lawful, const char *fmt, ...)
{
	const struct seat *s = &l->w.seat[1];
	va_list ap;
	bool did;

	va_start(ap, fmt);
	done_now(l, fmt, ap);
	va_end(ap);
	did = world_do(&l->w, l->done[l->acts % ORACLE_TRAIL]) == OK;
	if (!ended_so(l, lawful, did))
		return false;
	while (!did && s->t && till_view(s->t)->need != NEED_NOTHING)
		(void)(world_do(&l->w, "back") == OK);
	return true;
}

/* One life by its seed: which deeds of it are done, and what came of it. */
struct living {
	const struct oracle_model *m;
	const struct campaign_plan *plan;
	struct campaign_tally *tally;
	const char *url, *gate;
	uint64_t seed;
	int deeds;                    /* the last one that was done */
	bool *without;                /* by deed; NULL: none is left out */
	bool aloud;
};

static bool goes_on(const struct living *x)
{
	return x->without || x->plan->replay || campaign_goes_on(x->plan, x->tally);
}

static bool one(struct living *x, struct oracle_life *l, int n)
{
	l->seed = campaign_draw(x->seed, (uint64_t)n);
	l->drawn = 0;
	return x->m->one_deed(l) && (n % x->m->check_every || x->without || world_sound(&l->w));
}

static bool live(struct living *x)
{
	struct oracle_life *l = calloc(1, x->m->size);
	int64_t before = x->tally->cases;
	int most = x->without ? x->deeds : x->m->acts_per_store;
	bool ok;

	if (!l)
		return false;
	powercut_reset(512);
	l->seed = x->seed;
	l->tally = x->tally;
	world_name(&l->w, x->url);
	ok = world_make(&l->w);
	world_close_all(&l->w);
	world_forget(&l->w);
	x->m->begin(l);
	ok = ok && world_does_all(&l->w, x->m->opening) && (!x->m->set_up || x->m->set_up(l));
	l->aloud = x->aloud;
	for (int n = 1; ok && n <= most && goes_on(x); n++) {
		if (x->without && x->without[n])
			continue;
		x->deeds = n;
		ok = one(x, l, n);
		x->tally->cases = before + l->acts;
	}
	world_close_all(&l->w);
	ok = ok && world_sound(&l->w);
	world_end(&l->w);
	free(l);
	unlink(x->gate);
	return ok;
}

/* --- the shortest way to what is wrong ------------------------------------------------------------------ */

#define TRIES 400
#define TRIES_S 120

/* As live, without a word. */
static bool live_quietly(struct living *x)
{
	int out, nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC), last = x->deeds;
	bool ok;

	fflush(stdout);
	out = dup(STDOUT_FILENO);
	dup2(nowhere, STDOUT_FILENO);
	ok = live(x);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	close(out);
	close(nowhere);
	x->deeds = last;
	return ok;
}

/* Leaves out more and more, in halves and quarters down to single deeds, as long as something is wrong. */
static void leave_out(struct living *x)
{
	int64_t until_ms = clock_mono_ms() + TRIES_S * 1000;
	bool *before = calloc((size_t)x->deeds + 1, sizeof *before);
	int tries = 0;

	for (int some = x->deeds; before && some >= 1; some /= 2)
		for (int at = 1; at <= x->deeds && tries < TRIES && clock_mono_ms() < until_ms; at += some) {
			memcpy(before, x->without, ((size_t)x->deeds + 1) * sizeof *before);
			for (int n = at; n < at + some && n <= x->deeds; n++)
				x->without[n] = true;
			if (memcmp(before, x->without, ((size_t)x->deeds + 1) * sizeof *before) == 0)
				continue;
			tries++;
			if (live_quietly(x))
				memcpy(x->without, before, ((size_t)x->deeds + 1) * sizeof *before);
		}
	free(before);
}

static void tell_shortest(const struct living *failed)
{
	struct campaign_tally none = { 0 };
	struct living x = *failed;
	int left = 0;

	x.tally = &none;
	x.without = calloc((size_t)x.deeds + 1, sizeof *x.without);
	if (!x.without || live_quietly(&x)) {
		free(x.without);
		return; /* it was what the check at an interval found, and is well again */
	}
	leave_out(&x);
	for (int n = 1; n <= x.deeds; n++)
		left += !x.without[n];
	printf("# the same in %d of %d deeds:\n", left, x.deeds);
	x.aloud = true;
	(void)live(&x);
	free(x.without);
}

bool oracle_lives(const struct oracle_model *m, const struct campaign_plan *plan, struct campaign_tally *tally)
{
	char dir[] = "/tmp/zhanggui-oracle-XXXXXX", url[80], gate[96];

	if (!mkdtemp(dir))
		return false;
	snprintf(url, sizeof url, "sqlite:%s/s.db", dir);
	snprintf(gate, sizeof gate, "%s/s.db.turnstile", dir);
	db_sqlite_use_vfs(POWERCUT_VFS);
	for (uint64_t n = 0; campaign_goes_on(plan, tally); n++) {
		struct living x = { m, plan, tally, url, gate, campaign_seed(plan, n), 0, NULL, false };

		if (!live(&x)) {
			printf("# replay: campaign_tool %s seed:%" PRIu64 "\n", m->name, x.seed);
			tally->bad++;
			if (tally->bad == 1)
				tell_shortest(&x);
		}
		if (plan->replay)
			break;
	}
	powercut_release();
	db_sqlite_use_vfs(NULL);
	rmdir(dir);
	return true;
}
