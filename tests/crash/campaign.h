/* campaign.h - the fault campaigns: what each of them tries, how many cases it had, how they went. Each is run shortly
 * by a test of this folder and for as long as one likes by campaign_tool (tests/sweep). A bad case prints why, and a
 * line "replay: campaign_tool NAME CASE" that does it alone. */
#ifndef TESTS_CRASH_CAMPAIGN_H
#define TESTS_CRASH_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

struct campaign_plan {
	uint64_t seed;
	int64_t cases;       /* about how many; spread over what there is to try */
	int64_t seconds;     /* 0: no limit; else it ends when either is reached */
	const char *replay;  /* one case, as it was printed; NULL: as the seed draws them */
	bool every;          /* each operation at each point once, in order (cut, statement, disk, memory) */
};
struct campaign_tally {
	int64_t cases;
	int64_t refused;     /* acts that were refused because of the fault, and worked again when it was cured */
	int64_t done, undone; /* acts that were never answered: found done, found not done */
	int64_t bad;
};
struct campaign {
	const char *name, *what;
	/* False: it could not be run at all (said why). */
	bool (*run)(const struct campaign_plan *plan, struct campaign_tally *tally);
	bool both;           /* both outcomes must have occurred among enough cases */
	const char *lacks;   /* what must be installed for it, "" nothing */
};
extern const struct campaign campaigns[];
extern const int campaign_count;
const struct campaign *campaign_find(const char *name);

/* Whether it goes on: cases and time are left, and not too much was bad. */
bool campaign_goes_on(const struct campaign_plan *plan, const struct campaign_tally *tally);
/* Seconds since the program began to measure; the first call begins. */
int64_t campaign_clock_s(void);
/* Prints a tally as one line and answers whether it is good. */
bool campaign_tell(const struct campaign *c, const struct campaign_plan *plan, const struct campaign_tally *tally);

/* OP= of the environment names the only operation that is wanted. */
bool campaign_wants(const char *op);

/* A number drawn from a seed: the same for the same arguments. */
uint64_t campaign_draw(uint64_t seed, uint64_t n);

/* The seed of the nth run, or the one that a replay names ("seed:N"). */
uint64_t campaign_seed(const struct campaign_plan *plan, uint64_t n);

/* The campaigns, one file each. */
bool cut_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool statement_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool statement_pg_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool disk_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool memory_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool kill_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool syscall_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool race_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool crowd_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool oracle_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool values_run(const struct campaign_plan *plan, struct campaign_tally *tally);
bool members_run(const struct campaign_plan *plan, struct campaign_tally *tally);

#endif
