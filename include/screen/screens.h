/* screens.h - the doors from main to our screens, and the key map as shipped. */
#ifndef SCREEN_SCREENS_H
#define SCREEN_SCREENS_H

#include <poll.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/event.h"
#include "model/device.h"

struct keymap;
struct shop;
struct till;

/* What else the poll loop minds beside the terminal: main puts the printer's wire and the devices' wires behind it, a
 * test nothing. All NULL: nothing. */
#define OUTSIDE_FDS 5
struct outside {
	void *ctx;
	int (*fds)(void *ctx, struct pollfd fds[OUTSIDE_FDS]); /* how many; asked anew before each poll */
	int (*timeout_ms)(void *ctx);                          /* -1: none */
	void (*pump)(void *ctx, struct event_queue *q);        /* after each poll; scans and the like go into q */
	void (*poke)(void *ctx);                               /* an act was done: there may be a job */
	void (*shown)(void *ctx, const struct till *t);        /* the till as it is now: its customer reads along */
	bool (*scale)(void *ctx, const char *name, bool tare); /* tares a scale, or zeroes it; false: it cannot */
	void (*changed)(void *ctx);                            /* the store changed: perhaps the devices did */
	enum device_state (*device)(void *ctx, const char *name);
	void (*raw)(void *ctx, const char *name, bool on);     /* tell what arrives, "NAME raw 53 54 2c" (EVENT_READ) */
	void (*find)(void *ctx);                               /* look what is plugged in: "- found ..." (EVENT_READ) */
	bool (*try)(void *ctx, const char *name);              /* have a device show that it lives; false: it cannot */
	/* The first device that is in trouble, and its state; NULL: none is. */
	const char *(*trouble)(void *ctx, enum device_state *state);
};

struct screen_options {
	const char *theme;   /* "auto", "dark", "light", "mono"; NULL auto */
	const char *keymap;  /* keys.conf; NULL: the shipped keys */
	int scanner_prefix, scanner_suffix; /* tui/decode.h */
	bool scanner_timing;
	bool *other_shop;    /* set when the person leaves for the shop to train in, or back; NULL: there is none */
	bool training;       /* the shop is a demo or test store: say so, show its staff */
};

/* The till screen on an open shop, until it is left. Gives the exit code; errors before the screen stood are told
 * on stderr. */
int screen_till_main(struct shop *sh, const struct screen_options *options, const struct outside *outside);

/* The back office on an open shop that is no till, until it is left. */
int screen_office_main(struct shop *sh, const struct screen_options *options, const struct outside *outside);

/* The member desk on an open shop, until it is left: at a terminal of its own, or at none. */
int screen_desk_main(struct shop *sh, const struct screen_options *options, const struct outside *outside);

/* A daily task of tasks.def; its keys as the map is shipped, and how many they are (-1: it names a key that there is
 * not). */
struct screen_task { const char *id, *words, *keys; int count; };
const struct screen_task *screen_tasks(int *n);
int screen_task_keys(struct arena *a, const struct screen_task *task, const char **text);

/* The keys and actions as shipped, in the arena; and the same as the body of man/zhanggui-keys.7. */
struct keymap *screen_keymap(struct arena *a);
char *screen_keys_man(struct arena *a);
/* The topics of the office as the body of man/zhanggui-office.7. */
char *screen_office_man(struct arena *a);

#endif
