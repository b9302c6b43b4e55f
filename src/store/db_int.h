/* db_int.h - what the engines of the store have in common: the handle, the table of an engine's
 * functions, and the few helpers they share. Beside store/db*.c only those that run scripts may
 * include it: migrate.c and training_store.c. */
#ifndef STORE_DB_INT_H
#define STORE_DB_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/db.h"

#define DB_COLUMNS_MAX 64    /* of one result */
#define DB_ERROR_MAX 600     /* bytes of a failure's text */
#define DB_PATIENCE_MS 5000  /* how long a writer waits for its turn unless told otherwise */
#define DB_WAIT_SLICE_MS 20  /* how often a waiter may look at its keys */

/* Beyond the flags of db_open: the engine is closed after a failure, so nothing more is written. */
#define DB_ABANDON 0x100

typedef void (*db_wait_fn)(void *ctx, int64_t waited_ms, int terminal, int pid);

enum db_fault { FAULT_BEFORE, FAULT_AFTER, FAULT_KILL };

/* One statement with its arguments, and who takes its rows (fn may be NULL). */
struct db_call {
	const char *sql;
	const struct db_arg *args;
	int n;
	db_row_fn fn;
	void *ctx;
	int64_t changed; /* out: rows touched */
};

/* An engine. Each function leaves the text of a failure by db_fail and the handle's state (in_tx,
 * failed) to db.c; `poisoned` an engine sets itself. To add an engine: fill such a table, and name
 * its scheme in the table of schemes in db.c. */
struct db_ops {
	const char *engine;
	enum err (*open)(struct db *db, const char *where, unsigned flags);
	void (*close)(struct db *db, unsigned flags); /* also after a failed open */
	enum err (*begin)(struct db *db);
	enum err (*commit)(struct db *db); /* whatever it answers, the transaction is over */
	void (*rollback)(struct db *db);
	/* Whether the statement changes nothing; one that does gets a transaction of its own. */
	enum err (*reads_only)(struct db *db, const char *sql, bool *yes);
	enum err (*call)(struct db *db, struct db_call *c);
	/* One statement of a migration or guard: no arguments, not remembered. */
	enum err (*script)(struct db *db, const char *sql);
	/* Whether commits from here on are synced to the disk; NULL: they always are. */
	enum err (*set_synced)(struct db *db, bool synced);
	void (*idle)(struct db *db);
	enum err (*scrub)(struct db *db, const char *const *tables, int n);
	enum err (*backup)(struct db *db, const char *path); /* NULL: it has its own tools */
	bool (*alone)(struct db *db);      /* NULL: it cannot tell, or it does not matter */
	int64_t (*version)(struct db *db); /* differs from the last when somebody else committed */
	const char *moment; /* a statement that says so at once; NULL: version does */
};

struct db {
	const struct db_ops *ops;
	void *self;          /* the engine's own */
	struct arena mem;    /* holds this struct and its strings */
	char *where;         /* URL without scheme */
	unsigned flags;
	bool in_tx, busy;    /* busy: a statement is streaming */
	bool poisoned;       /* an I/O failure: nothing goes on until db_reopen */
	bool full;           /* the last failure was that there is no room */
	enum err failed;     /* the first error inside this transaction */
	int terminal;
	int64_t patience_ms;
	db_wait_fn wait;
	void *wait_ctx;
	int64_t version, changes;
	int64_t fault_in;    /* the fault engine: how many statements until it strikes; 0 never */
	enum db_fault fault_mode;
	bool fault_due, fault_struck;
	int64_t statements;  /* how many went through, COMMIT and BEGIN too */
	struct db_value *cells; /* rows being gathered, reused */
	size_t cells_cap;
	char error[DB_ERROR_MAX];
};

extern const struct db_ops db_sqlite_ops;
extern const struct db_ops db_pg_ops;

/* Notes the failure's text and gives the error back: return db_fail(db, ERR_IO, "..."). */
enum err db_fail(struct db *db, enum err e, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* As db_fail, and the handle is good for nothing until db_reopen. */
enum err db_poison(struct db *db, enum err e, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A statement that does not fit its arguments or its place is a bug of ours: logs and aborts. */
_Noreturn void db_bug(const char *what, const char *sql);
/* One DDL statement, inside a transaction. */
enum err db_script(struct db *db, const char *sql) MUST_CHECK;

/* The fault engine (db_fault.c). "N:MODE:URL" -> the URL behind it, NULL if it does not
 * parse. */
const char *db_fault_parse(const char *s, int64_t *n, enum db_fault *mode);
/* True when the statement now about to run (after = false) or just run (true) is to fail. */
bool db_fault_strikes(struct db *db, bool after);

#endif
