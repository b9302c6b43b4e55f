/* db.h - the one database interface, and three engines behind it: SQLite (embedded, the default),
 * PostgreSQL (libpq, loaded at first use) and one that injects faults into either.
 *
 * Statements are literals in store/X_store.c, in the dialect both engines share, with $1 $2 ...
 * bound by name. One call is one statement and one materialised result. An error anywhere in a
 * transaction means: roll the whole of it back. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

/* A parameter. db_int(v), db_text(s) (NULL is SQL NULL), db_some(v) (0 is SQL NULL). */
enum db_type { DB_NULL, DB_INT, DB_TEXT };
struct db_arg { enum db_type type; int64_t i; const char *t; };
static inline struct db_arg db_int(int64_t v) { return (struct db_arg){ DB_INT, v, 0 }; }
static inline struct db_arg db_text(const char *s)
{
	return (struct db_arg){ s ? DB_TEXT : DB_NULL, 0, s };
}
static inline struct db_arg db_some(int64_t v) { return v ? db_int(v) : db_text(0); }
#define DB_ARGS_MAX 40
#define DB_ROWS_MAX 100000 /* a materialised result may not have more; every list has a LIMIT */

/* A result, in the caller's arena. */
struct db_value { enum db_type type; int64_t i; const char *t; };
struct db_rows { int count, columns; const struct db_value *cells; };
int64_t row_int(const struct db_rows *r, int row, int column);      /* 0 for NULL */
const char *row_text(const struct db_rows *r, int row, int column); /* "" for NULL; or digits */
bool row_null(const struct db_rows *r, int row, int column);

/* --- opening ------------------------------------------------------------------------------- */

enum db_open_flags {
	DB_CREATE = 1, /* make the file if it is not there (store init) */
	DB_READONLY = 2
};
/* URL: "sqlite:PATH", "pg:CONNINFO", "fault:N:before|after|kill:URL" (the Nth statement from now
 * fails, before or after it ran, or the process is killed there; N = 0 never). Every setting that
 * promises depend on (WAL, synchronous FULL, foreign keys ...) is set and read back; a store on a
 * network file system is refused.
 * ERR_NOTFOUND no such store, ERR_IO, ERR_CORRUPT; *why: one line for the log, in the arena. */
enum err db_open(struct arena *a, const char *url, unsigned flags, struct db **out,
	const char **why) MUST_CHECK;
/* A URL as it may be shown and logged: with "***" for a password in it. */
char *db_url_shown(struct arena *a, const char *url);
/* Closes; the last one to close a SQLite store checkpoints its log to zero. NULL is fine. */
void db_close(struct db *db);
const char *db_engine(const struct db *db); /* "sqlite" or "pg", also behind the fault engine */
/* The text of the last failure, for the log. Valid until the next call. */
const char *db_error(const struct db *db);
/* After an I/O failure nothing cached can be trusted (a failed fsync most of all): closes and
 * opens the store again. Every statement is refused with ERR_IO until this succeeded. */
enum err db_reopen(struct db *db) MUST_CHECK;
/* Whether it failed so, and waits to be opened again. */
bool db_failed(const struct db *db);
/* Whether nothing was committed since a disk had no room, the store's or its server's. */
bool db_full(const struct db *db);

/* --- transactions -------------------------------------------------------------------------- */

/* Waits its turn at the store's turnstile (fair), then BEGIN IMMEDIATE; on PostgreSQL BEGIN and the
 * store's advisory lock. ERR_BUSY only when the patience ran out. Not nested: asserts. */
enum err db_begin(struct db *db) MUST_CHECK;
/* ERR_UNKNOWN: the engine did not say whether it committed; ask by id after db_reopen. */
enum err db_commit(struct db *db) MUST_CHECK;
void db_rollback(struct db *db);
bool db_in_tx(const struct db *db);
/* Called about every 20 ms while db_begin waits: how long, and who holds the turnstile (terminal
 * and pid, 0 if unknown), so that a till can go on reading keys. NULL: none. */
void db_on_wait(struct db *db, void (*fn)(void *ctx, int64_t waited_ms, int terminal, int pid),
	void *ctx);
/* How long db_begin waits for its turn; 5 seconds unless set. */
void db_set_patience(struct db *db, int64_t patience_ms);
/* The terminal that this connection stands for, shown to those who wait (on PostgreSQL: who held the turn when the
 * wait began). */
void db_set_terminal(struct db *db, int terminal);
/* Housekeeping for idle moments, never inside a sale: checkpoints under the turnstile when the log
 * has 1,000 frames (4,000: with 20 ms of patience). Cheap when there is nothing to do. */
void db_idle(struct db *db);
/* Copies the store as it is at one moment into a new file, synced; others go on writing meanwhile.
 * The file is a single one and complete in itself. ERR_EXISTS when it is there, ERR_REFUSED where
 * the engine has its own tools (PostgreSQL: pg_dump). */
enum err db_backup(struct db *db, const char *path) MUST_CHECK;
/* Writes the store anew (PostgreSQL: these tables), so that nothing is left of what was deleted or changed, in the
 * file or its log. Outside transactions; others wait meanwhile. ERR_BUSY: somebody still reads the log. */
enum err db_scrub(struct db *db, const char *const *tables, int n) MUST_CHECK;
/* Whether nobody else has the store open at this moment, so that a long read is in nobody's way. */
bool db_alone(struct db *db);
/* Puts a file in the place of a SQLite store (path without scheme) that nobody has open; the old
 * one, if there is one, is kept under `keep` (NULL: it must not be there). ERR_BUSY somebody has it
 * open, ERR_EXISTS, ERR_IO. *why as for db_open. */
enum err db_put_file(struct arena *a, const char *path, const char *file, const char *keep,
	const char **why) MUST_CHECK;
/* Takes away what stands beside a SQLite file (path without scheme) that goes or is complete without: its log, what
 * SQLite keeps of it, its turnstile. Nobody has it open. */
void db_remove_beside(const char *path);
/* A number that moves when another connection committed; polled for "the store changed". PostgreSQL tells it a little
 * later than the commit can be read. */
int64_t db_changes_seen(struct db *db);
/* A text that is the same at two moments only when nobody else committed in between; outside transactions. */
enum err db_moment(struct db *db, struct arena *a, const char **moment) MUST_CHECK;

/* --- statements ---------------------------------------------------------------------------- */
/* Errors: ERR_EXISTS a UNIQUE or PRIMARY KEY met its like, ERR_REFUSED a CHECK, FOREIGN KEY or
 * guard said no, ERR_BUSY, ERR_IO (also disk full), ERR_CORRUPT. Outside a transaction a statement
 * is its own. */

/* Runs a statement that gives no rows; *changed (may be NULL) receives the rows it touched. */
#define db_run(db, changed, ...) DB_CALL_(db_run_args, (db), (changed), __VA_ARGS__)
/* As db_run, outside transactions and on SQLite without a sync of its own: for what is worth nothing after a cut of
 * power, such as a lease, whose holder is gone then too. The next commit's sync takes it along. */
#define db_run_unsynced(db, changed, ...) DB_CALL_(db_run_unsynced_args, (db), (changed), __VA_ARGS__)
/* Runs a statement and gives all its rows; they live in the arena. */
#define db_query(db, arena, rows, ...) DB_CALL2_(db_query_args, (db), (arena), (rows), __VA_ARGS__)
/* As db_query, but ERR_NOTFOUND when there is no row. */
#define db_one(db, arena, rows, ...) DB_CALL2_(db_one_args, (db), (arena), (rows), __VA_ARGS__)
/* Streams the rows one by one (each in `r` row 0, valid during the call); a result other than OK
 * from fn ends the statement and is returned. fn must not use the same db. */
#define db_each(db, fn, ctx, ...) DB_CALL2_(db_each_args, (db), (fn), (ctx), __VA_ARGS__)

typedef enum err (*db_row_fn)(void *ctx, const struct db_rows *r);
enum err db_run_args(struct db *db, int64_t *changed, const char *sql, const struct db_arg *args,
	int n) MUST_CHECK;
enum err db_run_unsynced_args(struct db *db, int64_t *changed, const char *sql, const struct db_arg *args,
	int n) MUST_CHECK;
enum err db_query_args(struct db *db, struct arena *a, struct db_rows *rows, const char *sql,
	const struct db_arg *args, int n) MUST_CHECK;
enum err db_one_args(struct db *db, struct arena *a, struct db_rows *rows, const char *sql,
	const struct db_arg *args, int n) MUST_CHECK;
enum err db_each_args(struct db *db, db_row_fn fn, void *ctx, const char *sql,
	const struct db_arg *args, int n) MUST_CHECK;

/* db_run(db, &n, "UPDATE ... $1 ... $2", db_int(1), db_text("x")): arguments become an array. */
#define DB_LIST_(...) (const struct db_arg[]){ { DB_NULL, 0, 0 }, ##__VA_ARGS__ }
#define DB_ARRAY_(sql, ...) (sql), DB_LIST_(__VA_ARGS__) + 1, \
	(int)(sizeof(DB_LIST_(__VA_ARGS__)) / sizeof(struct db_arg)) - 1
#define DB_CALL_(fn, a, b, ...) fn(a, b, DB_ARRAY_(__VA_ARGS__))
#define DB_CALL2_(fn, a, b, c, ...) fn(a, b, c, DB_ARRAY_(__VA_ARGS__))

#endif
