/* worker.h - what must happen when no till is open: one process per store, told from others by a
 * lease with a heartbeat. `zhanggui worker run` calls worker_step every few seconds. */
#ifndef SERVICE_WORKER_H
#define SERVICE_WORKER_H

#include "service/levels.h"
#include "service/shop.h"

struct worker;
/* Takes the store's lease as worker. ERR_BUSY: another holds it, *holder says who (host and
 * pid). */
enum err worker_open(struct shop *sh, struct arena *a, struct worker **out,
	const char **holder) MUST_CHECK;
/* Gives the lease back; the shop stays open. */
void worker_close(struct worker *w);

/* What one step did. */
struct worker_done {
	bool heads;              /* the ends of the chains were noted */
	const char *backup;      /* file written and checked; NULL: none was due */
	int64_t backups_removed; /* older than backup.keep of them */
	const char *prices;      /* a batch of prices that was left half done and gone on with; NULL: none */
	struct level_review levels; /* members whose day of review had come */
	int64_t coupons;         /* given by the calendar */
	const char *trouble;     /* one translated line; NULL: none */
};
/* Does what is due: renews the lease, expires jobs of every till, ends a price batch that was cut off, reviews levels
 * of members, gives on each new business day the coupons that come by the calendar, notes heads once an hour if a chain
 * grew, writes the day's backup from the hour backup.hour on (setting; folder backup.folder). all: also what is not due
 * yet, once. ERR_STALE: the lease was lost to another. Texts live in the arena. */
enum err worker_step(struct worker *w, struct arena *a, bool all,
	struct worker_done *out) MUST_CHECK;

/* Whether a worker gave sign of life lately; without one a till prints its own papers only and
 * says so. */
bool worker_alive(struct shop *sh);

#endif
