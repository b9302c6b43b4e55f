/* pricing.h - prices changed many at once: chosen, worked out by a rule, looked at, put in force as one batch with a
 * name, and taken back as long as they do not hold yet. All of it needs the right `prices`. */
#ifndef SERVICE_PRICING_H
#define SERVICE_PRICING_H

#include "service/shop.h"

#define PRICE_BATCH_MAX 20000 /* articles in one batch; more are left out, and that is told */

/* Which articles, and how. Texts as a person types them; "" or NULL: not asked. Those that fit all of it. */
struct pricing_order {
	const char *category;    /* a code, with all that hangs under it */
	const char *department;  /* a code */
	const char *supplier;    /* a code or a name */
	const char *price_min, *price_max; /* amounts: the price as it is lies between them, both included */
	const char *text;        /* part of the name or number */
	const char *codes;       /* a file of codes or numbers, one a line */
	const char *rule;        /* model/reprice.h: "+5%", "-0.50", "=9.90", "m25" */
	const char *ending;      /* "9", "90", "00" */
	const char *level;       /* "0" regular, "1" special */
	const char *from, *until; /* times; from "": now */
	const char *name;        /* of the batch */
};
struct pricing_line {
	int64_t article_id;
	const char *number, *article;
	int64_t was_minor;       /* -1: none */
	int64_t price_minor;     /* -1: cannot be said; it stays */
	int64_t cost_minor, margin_bp; /* of the new price; cost 0 unknown */
	bool below_cost;
};
struct pricing {
	struct pricing_line *list;
	int count;
	int below_cost, unchanged, unsaid; /* those that stay as they are are in the list, too */
	bool more;               /* there were more than PRICE_BATCH_MAX */
	int64_t level, from_ms, until_ms;
};
/* Works it out and changes nothing. */
enum err pricing_plan(struct shop *sh, struct arena *a, const struct pricing_order *order, struct pricing *out,
	struct said *said) MUST_CHECK;
/* Puts what was planned on file, as one batch; *batch_id names it. One that was cut off is gone on with by
 * pricing_resume. */
enum err pricing_apply(struct shop *sh, struct arena *a, const struct pricing_order *order, const struct pricing *plan,
	int64_t *batch_id, struct said *said) MUST_CHECK;
enum err pricing_resume(struct shop *sh, struct arena *a, int64_t batch_id, struct said *said) MUST_CHECK;
/* The worker's: what a process left half done a minute ago or more, put on file or taken back, is gone on with in the
 * name of who asked for it. *name: of the batch; NULL there was none. */
enum err pricing_go_on(struct shop *sh, struct arena *a, const char **name) MUST_CHECK;
/* Takes a batch back that does not hold yet; prices that were changed again since stay as they are. */
enum err pricing_undo(struct shop *sh, struct arena *a, int64_t batch_id, struct said *said) MUST_CHECK;

/* "under-way", "done", "undone". */
extern const char *const pricing_state_name[4];
struct pricing_batch {
	int64_t id;
	const char *name, *staff;
	int64_t level, from_ms, until_ms, made_ms, lines;
	int state;
};
/* Newest first; at most 500. */
enum err pricing_batches(struct shop *sh, struct arena *a, struct pricing_batch **list, int *n) MUST_CHECK;
/* The articles of one. */
enum err pricing_batch_lines(struct shop *sh, struct arena *a, int64_t batch_id, struct pricing_line **list,
	int *n) MUST_CHECK;

#endif
