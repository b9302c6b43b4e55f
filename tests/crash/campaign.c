/* campaign.c - see campaign.h. */
#include "campaign.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

#define BAD_MOST 10 /* a campaign ends when so much was bad */

const struct campaign campaigns[] = {
	{ "cut", "power cuts at any call, five ways, some again within recovery", cut_run, true, "" },
	{ "statement", "the nth statement fails, before or after it ran, some twice", statement_run, true, "" },
	{ "statement-pg", "the same on PostgreSQL", statement_pg_run, true, "postgresql" },
	{ "disk", "full disk and I/O errors, once or until cured", disk_run, true, "" },
	{ "memory", "memory fails inside SQLite, once or until cured", memory_run, true, "" },
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

bool campaign_goes_on(const struct campaign_plan *plan, const struct campaign_tally *tally)
{
	if (tally->bad >= BAD_MOST || (plan->seconds && campaign_clock_s() >= plan->seconds))
		return false;
	return !plan->cases || tally->cases < plan->cases;
}

uint64_t campaign_draw(uint64_t seed, uint64_t n)
{
	uint64_t z = seed + (n + 1) * UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}
