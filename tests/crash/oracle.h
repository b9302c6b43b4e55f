/* oracle.h - what the oracles share: a model's arithmetic, written down a second time, and the stores that they live
 * in. */
#ifndef TESTS_CRASH_ORACLE_H
#define TESTS_CRASH_ORACLE_H

#include "campaign.h"

#define ORACLE_TAX_BP 1300 /* of all articles here */

/* a * b / c, half up; nothing is negative here. */
static inline int64_t oracle_part(int64_t a, int64_t b, int64_t c)
{
	return (a * b * 2 + c) / (c * 2);
}

static inline int64_t oracle_drop_fen(int64_t amount)
{
	return amount - amount % 10;
}

/* Lives in one new store at url after the other, by seeds of the plan; what is false is bad and its replay is told. */
typedef bool oracle_life(uint64_t seed, const char *url, const struct campaign_plan *plan,
	struct campaign_tally *tally);
bool oracle_lives(const char *name, const struct campaign_plan *plan, struct campaign_tally *tally, oracle_life *live);

#endif
