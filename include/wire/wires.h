/* wires.h - the devices of a till in its process: starts and minds the helper zhanggui-wires, joins the sockets of
 * remote till PCs, turns what they read into events, and takes bytes for them. It never waits: the caller polls its
 * descriptors beside the keyboard's and calls wires_pump.
 *
 * Events (base/event.h): EVENT_SCAN (a code), EVENT_CARD (a card: its key, or what else was swiped or laid down),
 * EVENT_READ ("NAME KIND VALUE...": a scale's weight, raw bytes "NAME raw 53 54", what a chip card carries "NAME record
 * UID HEX", "- found KIND WHERE WORDS"),
 * EVENT_DEVICE (its state changed: wires_state tells). While the queue is full nothing is read: the devices wait. */
#ifndef WIRE_WIRES_H
#define WIRE_WIRES_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/event.h"
#include "model/device.h"

#define WIRES_REMOTES_MAX 2              /* till PCs of one till */
#define WIRES_FDS (1 + WIRES_REMOTES_MAX)

struct shop;

struct wires_config {
	const char *helper;  /* path of zhanggui-wires; NULL: found beside the program, else in LIBEXECDIR */
	const char *terminal; /* which till this is; NULL: none */
	const char *sockets; /* folder of the sockets TILL.sock that ssh forwards; NULL: none */
	int64_t silence_ms;  /* a helper silent for so long after a ping is killed; 0: 15 s */
	int64_t pause_ms;    /* first pause before a restart or a new join, doubled up to a minute or 4 s; 0: 500 */
	/* A device's health, when it changed; called again later while it does not answer OK. NULL: nobody asks. */
	void *ctx;
	enum err (*health)(void *ctx, const char *device, const char *state, const char *detail);
};

struct wires;
/* Starts nothing yet: the first pump after wires_set does. Without a device no helper runs. */
struct wires *wires_open(const struct wires_config *conf);
/* Ends the helper; takes at most 200 ms. */
void wires_close(struct wires *w);
/* The devices from now on; what is as before goes on undisturbed. Inactive ones are told as off. */
void wires_set(struct wires *w, const struct device *list, int n);

/* Fills `fds` (WIRES_FDS entries) for poll and returns how many; ask anew before each poll. */
int wires_fds(const struct wires *w, struct pollfd *fds);
/* Milliseconds after which wires_pump wants to be called though no descriptor is ready; -1 never. */
int wires_timeout_ms(const struct wires *w);
/* Does what can be done without waiting. Call it after each poll. */
void wires_pump(struct wires *w, struct event_queue *q);

/* Bytes for a device (at most WIRES_WRITE_MAX), dropped if they cannot begin to leave within left_ms (0: no end).
 * False: it is not there now, nothing was sent. */
bool wires_write(struct wires *w, const char *name, const void *bytes, size_t n, int left_ms);
/* Whether EVENT_READ "NAME raw ..." comes for what arrives at a device. */
void wires_raw(struct wires *w, const char *name, bool on);
/* Asks every helper that runs what there is; EVENT_READ "- found ..." follow. */
void wires_find(struct wires *w);
/* How a device fares; DEVICE_OFF for one that is not there. *detail (NULL: not asked) lives until the next pump. */
enum device_state wires_state(const struct wires *w, const char *name, const char **detail);
/* The first active device that is neither ready nor being opened, and its state; NULL: all is well. */
const char *wires_trouble(const struct wires *w, enum device_state *state);

/* --- with a shop ------------------------------------------------------------------------------ */

/* The health of devices goes to the shop's store. */
void wires_of_shop(struct wires_config *conf, struct shop *sh);
/* The active devices of the shop's own terminal, read anew; ERR_IO and the like leave the old ones in force. */
enum err wires_reload(struct wires *w, struct shop *sh) MUST_CHECK;

#endif
