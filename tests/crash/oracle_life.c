/* oracle_life.c - a store's life beside a model: see oracle.h. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static bool live(const struct oracle_model *m, uint64_t seed, const char *url, const struct campaign_plan *plan,
	struct campaign_tally *tally)
{
	struct oracle_life *l = calloc(1, m->size);
	int64_t before = tally->cases;
	bool ok;

	if (!l)
		return false;
	l->seed = seed;
	l->tally = tally;
	world_name(&l->w, url);
	ok = world_make(&l->w);
	world_close_all(&l->w);
	world_forget(&l->w);
	m->begin(l);
	ok = ok && world_does_all(&l->w, m->opening);
	for (int n = 1; ok && n <= m->acts_per_store && (plan->replay || campaign_goes_on(plan, tally)); n++) {
		ok = m->one_deed(l) && (n % m->check_every || world_sound(&l->w));
		tally->cases = before + l->acts;
	}
	world_close_all(&l->w);
	ok = ok && world_sound(&l->w);
	world_end(&l->w);
	free(l);
	return ok;
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
		uint64_t seed = campaign_seed(plan, n);

		powercut_reset(512);
		if (!live(m, seed, url, plan, tally)) {
			printf("# replay: campaign_tool %s seed:%" PRIu64 "\n", m->name, seed);
			tally->bad++;
		}
		unlink(gate);
		if (plan->replay)
			break;
	}
	powercut_release();
	db_sqlite_use_vfs(NULL);
	rmdir(dir);
	return true;
}
