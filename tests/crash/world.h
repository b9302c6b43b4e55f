/* world.h - one shop under test: its files, its tills, what is done at them line by line, what it holds in a
 * form that two runs can be compared by, and whether all of it adds up. Used by every campaign.
 *
 * A line is what a person does at once: acts as `sale ring` takes them, separated by "; " ("void-last 1;
 * approve 2001 331827"), of which the last must do unless '~' stands before it; "yes" is Enter where the till asks
 * whether a large amount is meant, and nothing anywhere else. "2: " before it means till 2. Words that begin with '!'
 * are acts of no till, see world.c, office.c and value.c. A till that is not open is opened and signed on first. */
#ifndef TESTS_CRASH_WORLD_H
#define TESTS_CRASH_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "service/said.h"
#include "service/till.h"

#define WORLD_TILLS 32
#define WORLD_NOON_MS INT64_C(1795233600000) /* 2026-11-21 12:00 in Shanghai */

/* Articles of the shop. */
#define COOKIES "6924591500241" /* 39.90 */
#define FINGERS "6924591500272" /* 5.00 */
#define CHIPS "6951617500220"   /* 7.50 */
#define SEEDS "431"             /* 21.80 a kilogram */

struct seat {
	struct shop *sh;
	struct till *t;
	struct arena shop_arena, a; /* a: of the last act */
	enum err err;
	struct said said;
};

struct world {
	char url[640];
	char dir[560];              /* keys, journals, heads; not the store itself */
	struct arena mem;
	struct shop_config conf;
	struct seat seat[WORLD_TILLS + 1]; /* by till, from 1 */
	const char *who[WORLD_TILLS + 1];  /* "NUMBER PIN" who signs on there; NULL: a cashier */
	char now[WORLD_TILLS + 1][24];     /* who did since, and does when the till is opened again */
	int64_t printed[64];        /* documents whose original came out of the printer */
	int printed_count;
	struct db *reader;          /* looks at the store beside the tills */
	char why[300];              /* a till did not open */
	int64_t torn, torn_most;    /* records of journals that are damaged, and may be: who was killed tore one */
	int64_t job_id, tags_id;             /* on its way to the printer */
	void (*after_act)(struct world *w, void *ctx); /* NULL: none */
	void *ctx;
};

/* How many tills the shops of this program have: 8, at most WORLD_TILLS. To be set before the first is made. */
extern int world_tills;
/* A word of a line that is no act of a till, and what it does; word[0] is it, up to three follow. */
struct own_act { const char *name; enum err (*run)(struct world *w, struct seat *s, char **word); };
extern const struct own_act office_acts[], value_acts[]; /* office.c, value.c; ended by a NULL name */
/* One of them from within another. */
enum err world_own_act(struct world *w, struct seat *s, const char *act);
/* Where the shop names a payment provider there is one, who takes everything and gives everything back. */
void world_provider(struct seat *s);
/* Serials of the vouchers that the act !money brings to till 1. */
#define WORLD_SERIALS 120
int64_t world_serial(int i);
/* As many that are given for goods brought back, which !refunds brings. */
int64_t world_refund_serial(int i);
/* Brings articles in from a file of these lines. */
struct import_options;
enum err world_import(struct world *w, struct seat *s, const char *csv, const struct import_options *options);

/* Names the world's files, in a folder of its own under the program's; the store is at url, NULL: there, too.
 * Freezes the clock. */
void world_name(struct world *w, const char *url);
/* The same in a folder that another process named. */
void world_enter(struct world *w, const char *dir, const char *url);
/* Makes the store: a test shop of a few articles and so many tills. */
bool world_make(struct world *w);
/* Closes what is open and frees what it holds; the files stay until the program ends. */
void world_end(struct world *w);
/* A folder in memory with so much room, where synced files cost nothing and what is proved is the same; else one on
 * the disk. */
const char *world_memory_folder(int64_t bytes);
/* For a child that was forked: it dies with its parent. */
void world_child(void);
/* The folder of this program's worlds. */
const char *world_root(void);

bool world_open(struct world *w, int till);
/* Who was there last. */
bool world_sign_on(struct world *w, int till);
void world_close(struct world *w, int till);
void world_close_all(struct world *w);
/* As if it were killed: nothing is written back. */
void world_die(struct world *w, int till);
/* Forgets journals, heads and who signed on: the store is to be put back as it was. */
void world_forget(struct world *w);

/* Does a line; the answer of its last act. ERR_IO also when the till could not be opened. */
enum err world_do(struct world *w, const char *line);
/* The till a line is done at. */
int world_till_of(const char *line);
/* The answer said that the store failed, or did not answer. */
bool world_store_failed(const struct world *w, int till);
/* As world_do for lines that cannot fail, separated by line ends; says which did. */
bool world_does_all(struct world *w, const char *lines);

/* --- what it holds, and whether that adds up: state.c --- */

/* What the shop holds, as text without ids and times: the same trade gives the same text. The first part (up to
 * *strict) is goods and money, the rest what may lawfully be there twice when an act whose effect nobody sees was
 * done again: copies, drawer pulses, their audit. NULL: it cannot be read. */
char *world_state(struct world *w, struct arena *a, size_t *strict);
/* What the person at a till sees. */
char *world_view(struct world *w, struct arena *a, int till);

/* Store check finds nothing, and every journal's records are in the store; says what is wrong. */
bool world_sound(struct world *w);
/* All tills were closed in peace: every journal goes on to its till's last link. */
bool world_journals_complete(struct world *w);
/* What both look with is opened again at the next look. */
void world_forget_reader(struct world *w);
/* How much that was acknowledged was found missing, in all worlds of this program. */
extern int64_t world_lost;

#endif
