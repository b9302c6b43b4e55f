/* screens.h - the till as a person sees it: sign-on, shift, basket, payment, returns, reports.
 * Everything that is done goes through service/till.h; here are only pictures, keys and the loop
 * that waits for what comes next. */
#ifndef SCREEN_SCREENS_H
#define SCREEN_SCREENS_H

#include <poll.h>

#include "base/arena.h"
#include "service/shop.h"
#include "tui/keymap.h"
#include "tui/term.h"

#define SCREEN_WIRE_FDS 8

/* What stands between the screens and the helpers that print, given by the front door so that this
 * room need not know them. NULL functions are left out. */
struct screen_wire {
	void *ctx;
	int (*fds)(void *ctx, struct pollfd *fds); /* fills at most SCREEN_WIRE_FDS, returns how many */
	int (*timeout_ms)(void *ctx);              /* -1: none */
	void (*pump)(void *ctx);                   /* after every poll; never waits */
	void (*poke)(void *ctx);                   /* there may be a new job */
};

struct screen_options {
	struct term_options term;
	const char *keys_file;           /* changes of the key map; NULL none, else it must be there */
	const struct screen_wire *wire;  /* NULL: no helpers are minded */
};

/* Runs the till of the shop's terminal until it is left or the terminal hangs up. Returns OK, or why it could not
 * start; then *why is one line (what, why, what to do), translated, in the arena. */
enum err screen_till_main(struct shop *sh, struct arena *a, const struct screen_options *options,
	const char **why) MUST_CHECK;

/* The key map as shipped, and the table of keys and actions as the body of a man page (mdoc is not
 * used; plain man macros). */
struct keymap *screen_keymap(struct arena *a);
char *screen_keys_man(struct arena *a);

#endif
