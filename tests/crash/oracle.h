/* oracle.h - what the oracles share: a store that a model lives beside, at till 1, and the model's arithmetic, written
 * down a second time. */
#ifndef TESTS_CRASH_ORACLE_H
#define TESTS_CRASH_ORACLE_H

#include <stddef.h>

#include "campaign.h"
#include "world.h"

#define ORACLE_TAX_BP 1300 /* of all articles here */
#define ORACLE_TRAIL 8

/* Shares a total out by weight, the largest remainders rounded up, ties to the earlier; at most ORACLE_PARTS parts. */
#define ORACLE_PARTS 200
void oracle_share(int64_t total, const int64_t *weight, int n, int64_t *out);
/* a * b / c, half up; nothing is negative here. */
static inline int64_t oracle_part(int64_t a, int64_t b, int64_t c)
{
	return (a * b * 2 + c) / (c * 2);
}

static inline int64_t oracle_drop_fen(int64_t amount)
{
	return amount - amount % 10;
}

/* Stands first in what a model knows. */
struct oracle_life {
	struct world w;
	uint64_t seed, drawn;
	int64_t acts;
	char done[ORACLE_TRAIL][320];     /* the last lines, for who looks for the reason */
	struct campaign_tally *tally;
	bool aloud;                       /* each line is printed */
};

struct oracle_model {
	const char *name;                 /* of its campaign */
	size_t size;                      /* of its struct, which begins with all zero */
	const char *opening;              /* lines: how each store's day begins */
	int acts_per_store, check_every;
	void (*begin)(struct oracle_life *l);
	bool (*set_up)(struct oracle_life *l); /* after the opening; NULL: nothing more */
	bool (*one_deed)(struct oracle_life *l); /* some acts; then the store shows what the model says */
};

/* Lives in one new store after the other, by seeds of the plan; what is false is bad and its replay is told. */
bool oracle_lives(const struct oracle_model *m, const struct campaign_plan *plan, struct campaign_tally *tally);

/* 0 .. n-1 */
int64_t oracle_draw(struct oracle_life *l, int64_t n);
/* Draws a row by the weights of a table, each of whose rows, `row_size` apart, begins with one. */
size_t oracle_pick(struct oracle_life *l, const int *weight, size_t row_size, size_t n);
/* Does a line that the model expects to do (or not). */
bool oracle_act(struct oracle_life *l, bool lawful, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Says what was done beside the till, and how it ended. */
bool oracle_did(struct oracle_life *l, bool lawful, enum err e, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Prints the last lines; false. */
bool oracle_tell_way(const struct oracle_life *l);

#endif
