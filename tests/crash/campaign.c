/* campaign.c - see campaign.h. */
#include "campaign.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "world.h"

#define BAD_MOST 10 /* a campaign ends when so much was bad */

const struct campaign campaigns[] = {
	{ "cut", "power cuts at any call, five ways, some again within recovery", cut_run, true, "" },
	{ "statement", "the nth statement fails, before or after it ran, some twice", statement_run, true, "" },
	{ "statement-pg", "the same on PostgreSQL", statement_pg_run, true, "postgresql" },
	{ "disk", "full disk and I/O errors, once or until cured", disk_run, true, "" },
	{ "kill", "busy tills killed at random, the others go on", kill_run, true, "" },
	{ "race", "eight processes want one thing: units, a basket, a checkout, a till", race_run, false, "" },
	{ "crowd", "the same with thirty-two", crowd_run, false, "" },
	{ "oracle", "random acts beside a plain model of the trade", oracle_run, false, "" },
	{ "values", "the same with vouchers, accounts, deposits, dollars, bottles", values_run, false, "" },
	{ "members", "the same with points, stored value, coupons, gifts, members made one", members_run, false, "" },
	{ "syscall", "a till killed inside a system call, another goes on", syscall_run, true, "strace" },
	{ "memory", "memory fails inside SQLite, once or until cured", memory_run, false, "" },
};
const int campaign_count = (int)(sizeof campaigns / sizeof campaigns[0]);

const struct campaign *campaign_find(const char *name)
{
	for (int i = 0; i < campaign_count; i++)
		if (strcmp(campaigns[i].name, name) == 0)
			return &campaigns[i];
	return NULL;
}

int64_t campaign_clock_s(void)
{
	static int64_t began_ms;

	if (!began_ms)
		began_ms = clock_mono_ms();
	return (clock_mono_ms() - began_ms) / 1000;
}

/* So few that one outcome may have stayed away by chance. */
#define FEW_CASES 400

bool campaign_tell(const struct campaign *c, const struct campaign_plan *plan, const struct campaign_tally *t)
{
	bool one_sided = c->both && !plan->replay && t->cases >= FEW_CASES && (!t->done || !t->undone);

	printf("%s: %" PRId64 " cases, %" PRId64 " acknowledged lost, %" PRId64 " refused,"
		" unanswered %" PRId64 " done and %" PRId64 " not, %" PRId64 " bad, %" PRId64 " s\n",
		c->name, t->cases, world_lost, t->refused, t->done, t->undone, t->bad, campaign_clock_s());
	if (one_sided)
		printf("# both outcomes must occur, or the faults were not where it matters\n");
	return t->bad == 0 && t->cases > 0 && !one_sided;
}

bool campaign_goes_on(const struct campaign_plan *plan, const struct campaign_tally *tally)
{
	if (tally->bad >= BAD_MOST || (plan->seconds && campaign_clock_s() >= plan->seconds))
		return false;
	return !plan->cases || tally->cases < plan->cases;
}

bool campaign_wants(const char *op)
{
	const char *only = getenv("OP");

	return !only || strcmp(only, op) == 0;
}

uint64_t campaign_draw(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + (n + 1) * UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

uint64_t campaign_seed(const struct campaign_plan *plan, uint64_t n)
{
	if (plan->replay && strncmp(plan->replay, "seed:", 5) == 0)
		return strtoull(plan->replay + 5, NULL, 10);
	return campaign_draw(plan->seed, n);
}
