/* migrate.h - brings a store's schema to what this program knows. Migrations are numbered files of
 * data/sql (NNNN-name.sql), embedded in the program, forward only, each in one transaction together
 * with its row in schema_version; the engine's guards (guard-sqlite.sql, guard-pg.sql) go with the
 * last of them. A kill at any point leaves a version that the next run goes on from. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/arena.h"
#include "base/err.h"

struct db;

/* The embedded files, sorted by name, ended by a NULL name. */
struct sql_file { const char *name, *text; };
extern const struct sql_file sql_files[];

/* The version a store has; 0 when nothing was applied yet. */
enum err store_schema_version(struct db *db, int *version) MUST_CHECK;
/* The version this program works with. */
int store_schema_wanted(void);
/* OK, ERR_STALE when the store must be migrated first, ERR_REFUSED when it is newer than the
 * program. */
enum err store_schema_check(struct db *db, struct arena *a, const char **why) MUST_CHECK;

/* Called before each migration. */
typedef void (*store_migrate_fn)(void *ctx, int version, const char *name);
/* Applies what is missing and puts the guards up again. Errors as store_schema_check and db.h;
 * *why: one line for the log. progress may be NULL. */
enum err store_migrate(struct db *db, struct arena *a, store_migrate_fn progress, void *ctx,
	const char **why) MUST_CHECK;
/* The same with other files: for tests of the mechanism, and of stores of earlier programs. */
enum err store_migrate_files(struct db *db, const struct sql_file *files, struct arena *a,
	store_migrate_fn progress, void *ctx, const char **why) MUST_CHECK;

#endif
