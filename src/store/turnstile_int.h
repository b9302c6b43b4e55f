/* turnstile_int.h - one fair gate for all processes that share a SQLite store. A writer holds it
 * round BEGIN IMMEDIATE ... COMMIT, and so does whoever checkpoints: SQLite up to 3.51.2 can lose
 * commits when a checkpoint resets the log beside a commit, and its own busy handler barges.
 *
 * It is a System V semaphore with SEM_UNDO: Linux serves its waiters in the order they came and
 * frees it when the holder is killed. The set is private (no ftok, no collisions); which set it
 * is, and who holds it, stands in the small file STORE.turnstile. */
#ifndef STORE_TURNSTILE_INT_H
#define STORE_TURNSTILE_INT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

#define TURNSTILE_TAGS 3 /* semaphores whose values tell our set from another with the same id */
#define TURNSTILE_ERROR_MAX 200

struct turnstile {
	int fd;     /* of the file; -1: not open */
	int set;    /* the semaphore set */
	uint16_t tag[TURNSTILE_TAGS];
	bool held, last;
	char *path;
	mode_t mode;  /* of the store: file and set have the same, so its users are theirs */
	uid_t uid;
	gid_t gid;
	char error[TURNSTILE_ERROR_MAX];
};

typedef void (*turnstile_wait_fn)(void *ctx, int64_t waited_ms, int terminal, int pid);

/* Attaches to the turnstile of a store, making it if need be. ERR_IO with t->error; t is then
 * closed. A store in use from another IPC namespace (another container) is refused: no gate spans
 * both. */
enum err turnstile_open(struct turnstile *t, const char *store_path) MUST_CHECK;
/* True when nobody else is attached at this moment. */
bool turnstile_alone(const struct turnstile *t);
/* True when nobody else is attached; whoever wants to attach now waits until turnstile_close. */
bool turnstile_last(struct turnstile *t);
/* Detaches; after turnstile_last said true the set is given back too. Safe on a closed one. */
void turnstile_close(struct turnstile *t);
/* The store goes, and its turnstile with it: the file, and the set unless somebody stands at it. Nothing where there
 * is none. */
void turnstile_remove(const char *store_path);

/* Waits for its turn, first come first served, at most patience_ms: then ERR_BUSY. `wait` (may be
 * NULL) is called about every 20 ms, the first time after 60 (see turnstile.c). Not while held. */
enum err turnstile_enter(struct turnstile *t, int terminal, int64_t patience_ms,
	turnstile_wait_fn wait, void *ctx) MUST_CHECK;
void turnstile_leave(struct turnstile *t);

#endif
