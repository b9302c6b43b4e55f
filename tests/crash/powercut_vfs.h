/* powercut_vfs.h - a SQLite file system in memory whose power can be cut. What was written is seen
 * at once and kept for good only after a sync. At the cut every sector that was written since then
 * is kept, dropped or torn, by mode and seed; an unlink that was not synced may come back.
 * Afterwards every call fails until the power is back, so nothing that runs on can write or
 * acknowledge anything.
 *
 * Calls that change something (write, truncate, sync, delete, create) are counted from 1; a case
 * is "cut at call k" or "call k fails". One such file system per process; not for threads. */
#ifndef TESTS_CRASH_POWERCUT_VFS_H
#define TESTS_CRASH_POWERCUT_VFS_H

#include <stdbool.h>
#include <stdint.h>

#define POWERCUT_VFS "powercut"

enum powercut_mode {
	CUT_KEEPS,   /* all that was not synced happens to survive */
	CUT_DROPS,   /* nothing of it does */
	CUT_MIXES,   /* each sector does or does not */
	CUT_TEARS,   /* or only its beginning does */
	CUT_LITTERS, /* or what was being written there is garbage */
	CUT_MODES
};

/* Registers the file system with SQLite (once) and empties it. */
void powercut_reset(uint32_t sector_size);
/* For stores opened from now on. */
void powercut_set_sector(uint32_t sector_size);
/* The power fails inside mutating call k from now (0: never). */
void powercut_cut_at(int64_t k, enum powercut_mode mode, uint64_t seed);
/* The power fails now, with the mode and seed of powercut_cut_at. */
void powercut_cut_now(void);
/* Called at the cut, for what lies on other disks and would be lost to whoever runs on; NULL: nothing. */
void powercut_at_cut(void (*fn)(void *ctx), void *ctx);
/* Whether it failed. */
bool powercut_is_cut(void);
/* The power is back: files are what the cut left of them. Every connection must be closed. */
void powercut_restore_power(void);
/* Mutating call k from now answers this SQLite error, once or from then on; k = 0: never. A
 * sync that fails loses for good what it should have kept, whatever later syncs say. */
void powercut_fail_at(int64_t k, int sqlite_error, bool sticky);
bool powercut_has_failed(void);
/* The same for reads, counted by themselves; what fails is SQLITE_IOERR_READ. */
void powercut_fail_read_at(int64_t k, bool sticky);
int64_t powercut_reads(void);
/* Mutating calls since the last powercut_reset, _cut_at or _load; and how many of them were syncs. */
int64_t powercut_calls(void);
int64_t powercut_syncs(void);
/* Bytes written since then. */
int64_t powercut_bytes(void);

/* Keeps a copy of all files as they are, every one synced; and goes back to it. */
void powercut_save(void);
void powercut_load(void);
/* Frees everything. */
void powercut_release(void);

#endif
