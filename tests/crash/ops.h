/* ops.h - the business operations that every campaign puts under faults, what each of them leaves behind when
 * nothing goes wrong, and a person who goes on after something went wrong.
 *
 * To add an operation: a line in the list of ops.c. Its last line must leave something behind, or what it left would
 * not be compared. */
#ifndef TESTS_CRASH_OPS_H
#define TESTS_CRASH_OPS_H

#include "world.h"

enum op_flag {
	OP_NO_SHIFT = 1,   /* begins before a shift is open */
	OP_WOVEN = 2,      /* lines of several tills, in an order drawn by seed; each till's own stay in order */
	OP_LONG_LOG = 4,   /* begins with a log that is due to be written back */
	OP_FILES = 8       /* works on files that only a store on a real file system has */
};
struct op {
	const char *name;
	const char *who;     /* "NUMBER PIN" at till 1; NULL: a cashier */
	const char *setup;   /* lines done before */
	const char *acts;    /* the lines under faults */
	unsigned flags;
};
extern const struct op ops[];
extern const int op_count;
const struct op *op_find(const char *name);

/* The store that an operation begins with, all tills closed. */
bool op_prepare(struct world *w, const struct op *op);

#define OP_LINES_MAX 40
#define OP_STATES_MAX 120
#define OP_WEAVES 8          /* orders of a woven operation */

/* A run in which nothing went wrong: what the store held after each act, what the tills showed round each line. */
struct history {
	struct arena a;
	char *line[OP_LINES_MAX];
	int lines;
	char *state[OP_STATES_MAX];
	size_t strict[OP_STATES_MAX];
	int states;
	int before[OP_LINES_MAX], after[OP_LINES_MAX]; /* states round a line */
	char *seen_before[OP_LINES_MAX], *seen_after[OP_LINES_MAX];
};
/* Its lines alone. */
void history_lines(struct history *h, const struct op *op, uint64_t seed);
/* Runs the operation on the prepared store and notes it. False: it does not run even without a fault. */
bool history_make(struct history *h, struct world *w, const struct op *op, uint64_t seed);
void history_release(struct history *h);
/* Where the shop stands when lines before `line` were acknowledged and this one was not. */
struct standing {
	int place;   /* in h->state; -1: nowhere it may be (something is lost or half done; said) */
	bool told;   /* the line leaves something behind, so that it can be told whether it was done */
	bool done;
	bool paid;   /* it was not, but a payment taken outside was kept */
};
struct standing history_standing(const struct history *h, struct world *w, int line, bool loosely);
/* The shop holds what it holds when all went well; loosely: but for what may be there twice. */
bool history_ended(const struct history *h, struct world *w, bool loosely);

/* Prints the first line in which two states differ. */
void state_tell_difference(const char *wanted, const char *got);

/* A person looks at the till and goes on from a line whose answer never came (the shop stands at h->state[place]),
 * to the end; then Enter is held down, which must do nothing. Says what went wrong. */
bool person_goes_on(struct world *w, const struct history *h, int line, int place);
/* What the person at the line's till sees. */
enum sight { SEES_UNDONE, SEES_DONE, SEES_EITHER, SEES_OTHER };
enum sight person_sees(struct world *w, const struct history *h, int line);
void person_tells(struct world *w, const struct history *h, int line);

#endif
