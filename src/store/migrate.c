/* migrate.c - numbered migrations, see migrate.h. The DDL is one text for both engines: the words
 * @INT@ and their like are what the engines call differently; statements end at a line "--". */
#include "store/migrate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "db_int.h"

/* To add a word: its text for SQLite and for PostgreSQL. */
static const struct {
	const char *word, *sqlite, *pg;
} words[] = {
	{ "@INT@", "INTEGER", "BIGINT" },
	{ "@TEXT@", "TEXT", "TEXT COLLATE \"C\"" },
	{ "@STRICT@", "STRICT", "" },
	{ "@CLUSTERED@", "STRICT, WITHOUT ROWID", "" },
};

/* --- versions ------------------------------------------------------------------------------ */

/* The number of a migration file; 0: not one. */
static int file_version(const char *name)
{
	return (int)strtol(name, NULL, 10);
}

static int last_version(const struct sql_file *files)
{
	int last = 0;

	for (; files->name; files++)
		if (file_version(files->name) > last)
			last = file_version(files->name);
	return last;
}

int store_schema_wanted(void)
{
	return last_version(sql_files);
}

enum err store_schema_version(struct db *db, int *version)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT coalesce(max(version), 0) FROM schema_version");

	*version = 0;
	if (!e)
		*version = (int)row_int(&r, 0, 0);
	arena_release(&a);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err refuse_newer(struct arena *a, int has, int wanted, const char **why)
{
	*why = arena_printf(a, "the store has schema %d, this program knows %d: install a newer "
		"program", has, wanted);
	return ERR_REFUSED;
}

enum err store_schema_check(struct db *db, struct arena *a, const char **why)
{
	int has, wanted = store_schema_wanted();
	enum err e = store_schema_version(db, &has);

	if (e) {
		*why = arena_strdup(a, db_error(db));
		return e;
	}
	if (has > wanted)
		return refuse_newer(a, has, wanted, why);
	if (has == wanted)
		return OK;
	*why = arena_printf(a, "the store has schema %d, this program needs %d: run store migrate",
		has, wanted);
	return ERR_STALE;
}

/* --- applying ------------------------------------------------------------------------------ */

/* Copies one line, its engine words replaced. */
static void add_line(struct sbuf *out, const char *line, size_t len, bool pg)
{
	size_t i = 0;

	while (i < len) {
		size_t w = 0, n = sizeof(words) / sizeof(words[0]);

		while (w < n && strncmp(line + i, words[w].word, strlen(words[w].word)) != 0)
			w++;
		if (line[i] == '@' && w < n) {
			sbuf_puts(out, pg ? words[w].pg : words[w].sqlite);
			i += strlen(words[w].word);
		} else {
			sbuf_putc(out, line[i++]);
		}
	}
	sbuf_putc(out, '\n');
}

/* Runs a file's statements one by one, inside the transaction. */
static enum err run_file(struct db *db, const char *text)
{
	bool pg = strcmp(db_engine(db), "pg") == 0;
	struct sbuf sql = SBUF_INIT;
	enum err e = OK;

	while (*text && !e) {
		size_t len = strcspn(text, "\n");

		if (len == 2 && strncmp(text, "--", 2) == 0) {
			e = db_script(db, sbuf_text(&sql));
			sbuf_clear(&sql);
		} else {
			add_line(&sql, text, len, pg);
		}
		text += len + (text[len] == '\n');
	}
	if (!e && sql.len)
		e = db_script(db, sbuf_text(&sql));
	sbuf_release(&sql);
	return e;
}

static enum err note_version(struct db *db, const struct sql_file *file)
{
	return db_run(db, NULL,
		"INSERT INTO schema_version (version, name, applied_at_ms) VALUES ($1, $2, $3)",
		db_int(file_version(file->name)), db_text(file->name), db_int(clock_now_ms()));
}

static enum err make_version_table(struct db *db)
{
	return run_file(db, "CREATE TABLE IF NOT EXISTS schema_version (\n"
		"	version @INT@ PRIMARY KEY CHECK (version > 0),\n"
		"	name @TEXT@ NOT NULL,\n"
		"	applied_at_ms @INT@ NOT NULL\n"
		") @STRICT@\n");
}

static enum err put_up_guards(struct db *db, const struct sql_file *files)
{
	const char *name = strcmp(db_engine(db), "pg") == 0 ? "guard-pg.sql" : "guard-sqlite.sql";

	for (; files->name; files++)
		if (strcmp(files->name, name) == 0)
			return run_file(db, files->text);
	return OK;
}

/* One transaction: the next migration that is missing (none: only the guards). *more says whether
 * another one is. The version is read inside, so two who migrate at once do not both apply it. */
static enum err step(struct db *db, const struct sql_file *files, store_migrate_fn progress,
	void *ctx, int *has, bool *more)
{
	const struct sql_file *next = files;
	int wanted = last_version(files);
	enum err e = make_version_table(db);

	*more = false;
	if (!e)
		e = store_schema_version(db, has);
	if (e || *has > wanted)
		return e ? e : ERR_REFUSED;
	while (next->name && file_version(next->name) <= *has)
		next++;
	if (*has < wanted) {
		assert(next->name);
		if (progress)
			progress(ctx, file_version(next->name), next->name);
		e = run_file(db, next->text);
		if (!e)
			e = note_version(db, next);
		*more = file_version(next->name) < wanted;
	}
	return e || *more ? e : put_up_guards(db, files);
}

enum err store_migrate_files(struct db *db, const struct sql_file *files, struct arena *a,
	store_migrate_fn progress, void *ctx, const char **why)
{
	bool more = true;

	while (more) {
		int has = 0;
		enum err e = db_begin(db);

		if (!e) {
			e = step(db, files, progress, ctx, &has, &more);
			if (e)
				db_rollback(db);
			else
				e = db_commit(db);
		}
		if (e && has > last_version(files))
			return refuse_newer(a, has, last_version(files), why);
		if (e) {
			*why = arena_strdup(a, db_error(db));
			return e;
		}
	}
	return OK;
}

enum err store_migrate(struct db *db, struct arena *a, store_migrate_fn progress, void *ctx,
	const char **why)
{
	return store_migrate_files(db, sql_files, a, progress, ctx, why);
}
