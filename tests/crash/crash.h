/* crash.h - cuts the power at every call of a business operation and looks what is left. To put an
 * operation under it: fill a struct crash_op and call crash_sweep from a test. A case is: the
 * store as setup left it, the operation run until the cut, power back (a quarter of the cases are
 * cut once more while the store recovers), then check. A bad case prints a line that replays it
 * alone: CRASH=name:call:mode:seed:sector:second program. */
#ifndef TESTS_CRASH_CRASH_H
#define TESTS_CRASH_CRASH_H

#include <stdbool.h>
#include <stdint.h>

#define CRASH_IDS_MAX 256

struct crash {
	const char *url; /* of the store in the power-cut file system; also good for shop_open */
	uint64_t seed;   /* of this case: what the operation draws from */
	void *ctx;       /* the operation's own */
	/* What was tried, in order, and whether it was acknowledged before the power went. */
	int64_t tried[CRASH_IDS_MAX];
	bool acked[CRASH_IDS_MAX];
	int count;
	/* Of what was tried and never answered: found done, found undone. */
	int64_t found, absent;
};

struct crash_op {
	const char *name;
	/* Makes the store the operation needs. Run once; its files are kept and copied for each
	 * case. */
	bool (*setup)(struct crash *c);
	/* The operation: opens the store, crash_try before each attempt, crash_ack as soon as the
	 * shop would say "done", and gives up at the first error. Closes all it opened. */
	void (*run)(struct crash *c);
	/* With the power back: what was acknowledged is there, the store is consistent, what was
	 * not answered is tried again with its id and ends as one. Says crash_found of the latter,
	 * prints why it is bad. */
	bool (*check)(struct crash *c);
	void *ctx;
};

struct crash_plan {
	int64_t cases;   /* how many: drawn by seed over calls, modes and sectors; 0: every call and mode */
	uint64_t seed;
};

struct crash_tally {
	int64_t cases, calls, bad;
	int64_t found, absent; /* both must have occurred, or the cuts were not where it matters */
};

/* False when setup failed or the operation does not run through without a cut. */
bool crash_sweep(const struct crash_op *op, const struct crash_plan *plan, struct crash_tally *tally);

void crash_try(struct crash *c, int64_t id);
void crash_ack(struct crash *c, int64_t id);
bool crash_was_acked(const struct crash *c, int64_t id);
/* An unanswered attempt turned out done or not. */
void crash_found(struct crash *c, bool done);

#endif
