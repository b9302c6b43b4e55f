/* wire.h - papers and drawer pulses from the store to the printer, through the helper zhanggui-printer.
 *
 * The wire takes waiting jobs one by one, has each marked as sent before its first byte leaves, and
 * writes back how it ended. It never waits: the caller polls its descriptors beside the keyboard's and
 * calls wire_pump. The helper is found beside the program, else in LIBEXECDIR; it is started anew after
 * its death with a growing pause, and killed when it does not answer.
 *
 * A job whose helper died before it told the end is looked for in the spooler by the next helper; what
 * cannot be found is unknown, and is never sent again. A job with a deadline (drawer) is never sent after it. */
#ifndef WIRE_WIRE_H
#define WIRE_WIRE_H

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/paper.h"

#define WIRE_FDS 1         /* how many descriptors wire_fds gives at most */
#define WIRE_OPEN_MAX 64   /* jobs under way at once; more wait in the store */

enum wire_end { WIRE_PUT_BACK, WIRE_DONE, WIRE_FAILED, WIRE_UNKNOWN, WIRE_EXPIRED };

/* A terminal has some printers, each with a line of jobs of its own: one that takes nothing keeps no other waiting. */
enum wire_line { WIRE_RECEIPT, WIRE_SECOND, WIRE_LABELS, WIRE_LINES };

struct wire_job {
	int64_t id;
	const char *queue;     /* CUPS queue or "file:PATH" */
	const char *form;      /* NULL or "receipt": a receipt printer's bytes; a page of device/printer.h; "labels" */
	struct paper paper;
	const char *labels;    /* of "labels": the packed order (model/tag.h) */
	int64_t deadline_ms;   /* wall clock; 0 none */
};

/* Where jobs come from and outcomes go; wire_shop_store fills it for a shop, tests fill it themselves. */
struct wire_store {
	void *ctx;
	/* The oldest job that waits for a printer; ERR_NOTFOUND when there is none. */
	enum err (*next)(void *ctx, struct arena *a, enum wire_line line, struct wire_job *out);
	/* Must be durable when it answers OK; with any other answer the job is not sent. */
	enum err (*sent)(void *ctx, int64_t id, const char *outside);
	/* WIRE_PUT_BACK: not one byte left, it waits again. Called again later while it does not answer OK. */
	enum err (*ended)(void *ctx, int64_t id, enum wire_end end, const char *note);
	/* A device's health (words of device/printer.h), when it changed: "printer", "second-printer", "label-printer".
	 * Called again later while it does not answer OK. */
	enum err (*health)(void *ctx, const char *device, const char *state, const char *detail);
};

struct shop;
struct wire_config;
struct wire_store wire_shop_store(struct shop *sh);
/* The queues that the shop's settings name, into a config. */
void wire_shop_queues(const struct shop *sh, struct wire_config *conf);
/* The same for a wire that is open: a setting may have changed. */
struct wire;
void wire_shop_watch(struct wire *w, const struct shop *sh);

struct wire_config {
	const char *queues[WIRE_LINES]; /* whose health is reported; "" or NULL none: nobody prints there */
	const char *helper;  /* path of the helper; NULL: found as told above */
	int64_t silence_ms;  /* a helper silent for so long after a ping is killed; 0: 15 s */
	int64_t pause_ms;    /* first pause before a restart, doubled up to a minute; 0: 500 */
};

/* Starts nothing yet: the first pump does. The store's functions and context must outlive the wire. */
struct wire *wire_open(const struct wire_store *store, const struct wire_config *conf);
/* Waits up to 150 ms for jobs under way to end, then ends the helper (what is in the spooler goes on) and
 * forgets. Takes at most 300 ms. */
void wire_close(struct wire *w);
/* Another queue of a printer (a setting changed). */
void wire_watch(struct wire *w, enum wire_line line, const char *queue);
/* Asks which queues the spooler has; wire_found gives them one by one as they come, NULL when there is none yet. The
 * list is over with a queue of no name. The texts live until queues are asked for again. */
void wire_find(struct wire *w);
struct wire_queue { char *name, *words; };
const struct wire_queue *wire_found(struct wire *w);
/* There is a new job: look at once, not at the next look of its own (each 2 s). */
void wire_poke(struct wire *w);

/* Fills `fds` (WIRE_FDS entries) for poll and returns how many; ask anew before each poll. */
int wire_fds(const struct wire *w, struct pollfd *fds);
/* Milliseconds after which wire_pump wants to be called though no descriptor is ready. */
int wire_timeout_ms(const struct wire *w);
/* Does what can be done without waiting. Call it after each poll. */
void wire_pump(struct wire *w);

/* Jobs handed over and not yet ended. */
int wire_under_way(const struct wire *w);

#endif
