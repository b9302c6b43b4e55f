/* db_sqlite.c - the embedded engine. What the promises rest on is set and read back at every open:
 * WAL with synchronous=FULL (no other mode kept every acknowledged sale when the power was cut),
 * checkpoints only by us and only inside the turnstile, foreign keys, and triggers that fire for
 * REPLACE too. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "db_int.h"
#include "db_sqlite_file_int.h"
#include "store/db_test.h"
#include "turnstile_int.h"

#define CACHE_BUCKETS 256    /* of remembered statements, of which there are some hundreds */
#define CHECKPOINT_FRAMES 1000
#define RESTART_FRAMES 4000
#define RESTART_PATIENCE_MS 20
#define BOUND_FRAMES 16000   /* without idle moments a writer checkpoints before it begins */
#define IDLE_PATIENCE_MS 200
#define CHECKPOINT_STEP 250  /* frames between attempts that a reader kept from finishing */
#define APPLICATION_ID 0x5a474d31 /* "ZGM1" in the file's header: no other program's database */

/* A prepared statement and, for each of its parameters, which argument it takes: SQLite numbers
 * $2, $1 by first appearance, so the number is read from the name. */
struct statement {
	struct statement *next;
	sqlite3_stmt *st;
	int parameters, args;
	unsigned char arg[DB_ARGS_MAX];
};

struct sqlite {
	sqlite3 *conn;
	struct turnstile gate;
	struct statement *cache[CACHE_BUCKETS];
	struct arena mem;    /* of the cache */
	pid_t pid;           /* who opened it: a forked child must open its own */
	int frames;          /* in the log at our last commit */
	int next_checkpoint; /* frames */
	int64_t busy_since_ms, busy_patience_ms;
	struct db *db;
};

static const char *test_vfs;

void db_sqlite_use_vfs(const char *name)
{
	test_vfs = name;
}

/* --- errors -------------------------------------------------------------------------------- */

static enum err map_constraint(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ERR_EXISTS;
	default:
		return ERR_REFUSED;
	}
}

/* The disk is full, or full for this person, or for this process. */
static bool no_room(int system_errno)
{
	return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

/* Notes the connection's last failure. */
static enum err failed(struct db *db, const char *sql)
{
	struct sqlite *s = db->self;
	int rc = s->conn ? sqlite3_extended_errcode(s->conn) : SQLITE_NOMEM;
	const char *text = s->conn ? sqlite3_errmsg(s->conn) : "out of memory";

	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return db_fail(db, map_constraint(rc), "%s (%d): %s", text, rc, sql);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
	case SQLITE_PROTOCOL: /* a reader that lost the race for its place in the log a hundred times */
		return db_fail(db, ERR_BUSY, "%s (%d): %s", text, rc, sql);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return db_poison(db, ERR_CORRUPT, "%s (%d): %s", text, rc, sql);
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_READONLY:
		return db_fail(db, ERR_DENIED, "%s (%d): %s", text, rc, sql);
	case SQLITE_ERROR:
		/* Also "integer overflow" of sum(): a value outside what the trade allows. */
		if (strncmp(text, "no such table", 13) == 0)
			return db_fail(db, ERR_NOTFOUND, "%s: %s", text, sql);
		return db_fail(db, ERR_REFUSED, "%s: %s", text, sql);
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
	case SQLITE_RANGE:
		return db_fail(db, ERR_REFUSED, "%s (%d): %s", text, rc, sql);
	default:
		db->full = (rc & 0xff) == SQLITE_FULL || (s->conn && no_room(sqlite3_system_errno(s->conn)));
		return db_poison(db, ERR_IO, "%s (%d, errno %d): %s", text, rc,
			s->conn ? sqlite3_system_errno(s->conn) : 0, sql);
	}
}

/* --- waiting ------------------------------------------------------------------------------- */

/* Ours all pass the turnstile, so this is somebody else's lock: a shell on the file, a recovery. */
static int on_busy(void *ctx, int times)
{
	struct sqlite *s = ctx;
	int64_t now = clock_mono_ms();

	if (times == 0)
		s->busy_since_ms = now;
	if (now - s->busy_since_ms >= s->busy_patience_ms)
		return 0;
	if (s->db->wait && times % DB_WAIT_SLICE_MS == DB_WAIT_SLICE_MS - 1)
		s->db->wait(s->db->wait_ctx, now - s->busy_since_ms, 0, 0);
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	return 1;
}

static enum err enter(struct db *db, int64_t patience_ms)
{
	struct sqlite *s = db->self;
	enum err e = turnstile_enter(&s->gate, db->terminal, patience_ms, db->wait, db->wait_ctx);

	return e ? db_fail(db, e, "%s", s->gate.error) : OK;
}

/* --- the statement cache ------------------------------------------------------------------- */

/* Statements are literals, so the address tells them apart; the text decides. */
static unsigned bucket_of(const char *sql)
{
	uint64_t h = (uint64_t)(uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15);

	return (unsigned)(h >> 32) % CACHE_BUCKETS;
}

static void number_parameters(struct statement *s, const char *sql)
{
	s->parameters = sqlite3_bind_parameter_count(s->st);
	s->args = 0;
	if (s->parameters > DB_ARGS_MAX)
		db_bug("too many parameters", sql);
	for (int i = 1; i <= s->parameters; i++) {
		const char *name = sqlite3_bind_parameter_name(s->st, i);
		char *end = NULL;
		long n = name && name[0] == '$' ? strtol(name + 1, &end, 10) : 0;

		if (n < 1 || n > DB_ARGS_MAX || *end)
			db_bug("a parameter is not $1, $2 ...", sql);
		s->arg[i - 1] = (unsigned char)n;
		s->args = n > s->args ? (int)n : s->args;
	}
}

/* The prepared form of a statement, from the cache or into it. */
static enum err prepare(struct db *db, const char *sql, struct statement **out)
{
	struct sqlite *s = db->self;
	struct statement **bucket = &s->cache[bucket_of(sql)], *found = *bucket;
	sqlite3_stmt *st = NULL;
	const char *tail;

	while (found && strcmp(sqlite3_sql(found->st), sql) != 0)
		found = found->next;
	*out = found;
	if (found)
		return OK;
	if (sqlite3_prepare_v3(s->conn, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, &tail)) {
		enum err e = failed(db, sql);

		return e == ERR_REFUSED ? ERR_INVALID : e; /* no SQL that this schema understands */
	}
	if (!st || *tail)
		db_bug("not one statement", sql);
	*out = found = arena_new(&s->mem, struct statement);
	found->st = st;
	found->next = *bucket;
	*bucket = found;
	number_parameters(found, sql);
	return OK;
}

static void forget_statements(struct sqlite *s)
{
	for (int i = 0; i < CACHE_BUCKETS; i++)
		for (struct statement *each = s->cache[i]; each; each = each->next)
			sqlite3_finalize(each->st);
	memset(s->cache, 0, sizeof(s->cache));
	arena_release(&s->mem);
}

/* --- running statements -------------------------------------------------------------------- */

static enum err bind(struct db *db, const struct statement *s, const struct db_call *c)
{
	if (c->n != s->args || (s->parameters && !c->args))
		db_bug("the number of arguments is not the statement's", c->sql);
	for (int i = 0; i < s->parameters; i++) {
		const struct db_arg *a = &c->args[s->arg[i] - 1];
		int rc;

		if (a->type == DB_INT)
			rc = sqlite3_bind_int64(s->st, i + 1, a->i);
		else if (a->type == DB_TEXT)
			rc = sqlite3_bind_text(s->st, i + 1, a->t, -1, SQLITE_STATIC);
		else
			rc = sqlite3_bind_null(s->st, i + 1);
		if (rc)
			return failed(db, c->sql);
	}
	return OK;
}

/* Integers that overflowed became REAL, and the store holds no blobs: neither may pass for a value. The value is asked
 * for once: the library's calls by column look it up again each time. Without threads it needs no lock to be read. */
static enum err read_cell(struct db *db, sqlite3_stmt *st, int column, struct db_value *v)
{
	sqlite3_value *cell = sqlite3_column_value(st, column);

	switch (sqlite3_value_type(cell)) {
	case SQLITE_INTEGER:
		*v = (struct db_value){ DB_INT, sqlite3_value_int64(cell), NULL };
		return OK;
	case SQLITE_TEXT:
		*v = (struct db_value){ DB_TEXT, 0, (const char *)sqlite3_value_text(cell) };
		return v->t ? OK : db_poison(db, ERR_IO, "out of memory");
	case SQLITE_NULL:
		*v = (struct db_value){ DB_NULL, 0, NULL };
		return OK;
	default:
		return db_fail(db, ERR_REFUSED, "a value is neither integer nor text: %s",
			sqlite3_sql(st));
	}
}

static enum err give_row(struct db *db, sqlite3_stmt *st, struct db_call *c)
{
	struct db_value cells[DB_COLUMNS_MAX];
	struct db_rows row = { 1, sqlite3_column_count(st), cells };

	if (row.columns > DB_COLUMNS_MAX)
		db_bug("too many columns", c->sql);
	for (int i = 0; i < row.columns; i++) {
		enum err e = read_cell(db, st, i, &cells[i]);

		if (e)
			return e;
	}
	return c->fn(c->ctx, &row);
}

static int64_t steps; /* of the engine's machine, for tests that ask how much was read */

/* Steps to the end; the statement is left reset, so it holds no lock. */
static enum err step(struct db *db, sqlite3_stmt *st, struct db_call *c)
{
	struct sqlite *s = db->self;
	enum err e = OK;
	int rc;

	do {
		rc = sqlite3_step(st);
		if (rc == SQLITE_ROW && c->fn)
			e = give_row(db, st, c);
	} while (rc == SQLITE_ROW && !e);
	if (!e && rc != SQLITE_DONE)
		e = failed(db, c->sql);
	c->changed = e || sqlite3_stmt_readonly(st) ? 0 : sqlite3_changes64(s->conn);
	steps += sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
	sqlite3_reset(st);
	return e;
}

int64_t db_sqlite_steps(void)
{
	return steps;
}

static enum err sqlite_call(struct db *db, struct db_call *c)
{
	struct statement *s;
	enum err e = prepare(db, c->sql, &s);

	if (!e)
		e = bind(db, s, c);
	return e ? e : step(db, s->st, c);
}

static enum err sqlite_reads_only(struct db *db, const char *sql, bool *yes)
{
	struct statement *s;
	enum err e = prepare(db, sql, &s);

	*yes = !e && sqlite3_stmt_readonly(s->st);
	return e;
}

static enum err sqlite_script(struct db *db, const char *sql)
{
	struct sqlite *s = db->self;

	int rc = sqlite3_exec(s->conn, sql, NULL, NULL, NULL);

	if (rc == SQLITE_OK)
		return OK;
	return (rc & 0xff) == SQLITE_ERROR ? db_fail(db, ERR_INVALID, "%s: %s",
		sqlite3_errmsg(s->conn), sql) : failed(db, sql);
}

/* A statement of the engine itself: no arguments, no rows. */
static enum err own(struct db *db, const char *sql)
{
	struct db_call c = { .sql = sql };

	return sqlite_call(db, &c);
}

/* --- checkpoints --------------------------------------------------------------------------- */

static int on_commit(void *ctx, sqlite3 *conn, const char *name, int frames)
{
	struct sqlite *s = ctx;

	(void)conn;
	(void)name;
	s->frames = frames;
	return SQLITE_OK;
}

/* Inside the turnstile. PASSIVE never waits; RESTART waits a little for readers, because under a
 * steady reader PASSIVE alone lets the log grow without end. A failure here loses nothing. */
static void checkpoint(struct db *db, int mode, int64_t patience_ms)
{
	struct sqlite *s = db->self;
	int log = 0, done = 0, rc;

	s->busy_patience_ms = patience_ms;
	rc = sqlite3_wal_checkpoint_v2(s->conn, "main", mode, &log, &done);
	s->busy_patience_ms = db->patience_ms;
	if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY) {
		(void)failed(db, "checkpoint");
		return;
	}
	if (log == done)
		s->frames = 0;
	s->next_checkpoint = s->frames ? s->frames + CHECKPOINT_STEP : CHECKPOINT_FRAMES;
}

static void checkpoint_by_size(struct db *db)
{
	struct sqlite *s = db->self;

	if (s->frames >= RESTART_FRAMES)
		checkpoint(db, SQLITE_CHECKPOINT_RESTART, RESTART_PATIENCE_MS);
	else
		checkpoint(db, SQLITE_CHECKPOINT_PASSIVE, 0);
}

static void sqlite_idle(struct db *db)
{
	struct sqlite *s = db->self;

	if (s->frames < s->next_checkpoint || (db->flags & DB_READONLY) ||
		enter(db, IDLE_PATIENCE_MS))
		return;
	checkpoint_by_size(db);
	turnstile_leave(&s->gate);
}

static enum err sqlite_scrub(struct db *db, const char *const *tables, int n)
{
	struct sqlite *s = db->self;
	int log = 0, done = 0, rc = SQLITE_OK;
	enum err e = enter(db, db->patience_ms);

	(void)tables;
	(void)n;
	if (e)
		return e;
	e = sqlite_script(db, "VACUUM");
	if (!e)
		rc = sqlite3_wal_checkpoint_v2(s->conn, "main", SQLITE_CHECKPOINT_TRUNCATE, &log, &done);
	if (!e && rc != SQLITE_OK)
		e = (rc & 0xff) == SQLITE_BUSY ? ERR_BUSY : failed(db, "checkpoint");
	s->frames = 0;
	s->next_checkpoint = CHECKPOINT_FRAMES;
	turnstile_leave(&s->gate);
	return e;
}

/* --- transactions -------------------------------------------------------------------------- */

static enum err sqlite_begin(struct db *db)
{
	struct sqlite *s = db->self;
	enum err e;

	if (getpid() != s->pid)
		db_bug("a forked child goes on with its parent's handle", "BEGIN");
	e = enter(db, db->patience_ms);
	if (e)
		return e;
	s->busy_patience_ms = db->patience_ms;
	if (s->frames >= BOUND_FRAMES && s->frames >= s->next_checkpoint)
		checkpoint_by_size(db);
	e = own(db, "BEGIN IMMEDIATE");
	if (e)
		turnstile_leave(&s->gate);
	return e;
}

static void sqlite_rollback(struct db *db)
{
	struct sqlite *s = db->self;

	/* A full disk or an I/O failure may have rolled back already. */
	if (s->conn && !sqlite3_get_autocommit(s->conn)) {
		char was[DB_ERROR_MAX];

		memcpy(was, db->error, sizeof(was));
		(void)own(db, "ROLLBACK");
		memcpy(db->error, was, sizeof(was));
	}
	turnstile_leave(&s->gate);
}

/* A constraint that was deferred to the commit, or a lock, leaves the transaction open: it is
 * rolled back and nothing happened. After any other failure the log may hold the commit or not. */
static enum err sqlite_commit(struct db *db)
{
	struct sqlite *s = db->self;
	enum err e = own(db, "COMMIT");

	if (!e) {
		turnstile_leave(&s->gate);
		return OK;
	}
	if (db->poisoned)
		e = ERR_UNKNOWN;
	sqlite_rollback(db);
	return e;
}

static int64_t sqlite_version(struct db *db)
{
	struct statement *st;
	int64_t v = 0;

	if (prepare(db, "PRAGMA data_version", &st))
		return 0;
	if (sqlite3_step(st->st) == SQLITE_ROW)
		v = sqlite3_column_int64(st->st, 0);
	else
		(void)failed(db, "PRAGMA data_version");
	sqlite3_reset(st->st);
	return v;
}

/* --- opening ------------------------------------------------------------------------------- */

/* One PRAGMA; its answer as text in `answer` when it gives one. */
static enum err pragma(struct db *db, const char *sql, char *answer, size_t size)
{
	struct sqlite *s = db->self;
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(s->conn, sql, -1, &st, NULL);
	enum err e = OK;

	answer[0] = '\0';
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		snprintf(answer, size, "%s", (const char *)sqlite3_column_text(st, 0));
	else if (rc != SQLITE_DONE)
		e = failed(db, sql);
	sqlite3_finalize(st);
	return e;
}

/* What every connection must have. To add one: how it is set, how it is asked, and the answer
 * without which the store is not opened. */
static const struct {
	const char *set, *ask, *answer;
} settings[] = {
	{ "PRAGMA synchronous=FULL", "PRAGMA synchronous", "2" },
	{ "PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1" },
	{ "PRAGMA recursive_triggers=ON", "PRAGMA recursive_triggers", "1" },
	{ "PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0" },
	{ "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1" },
	{ "PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0" },
	{ "PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2" },
	{ "PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal" },
};

/* The same for switches that have no PRAGMA: double-quoted text is never a string, and SQL cannot
 * damage the file's structure. */
static const struct {
	int op, value;
	const char *name;
} switches[] = {
	{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, "no checkpoint on close" },
	{ SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive" },
	{ SQLITE_DBCONFIG_DQS_DML, 0, "double-quoted strings" },
	{ SQLITE_DBCONFIG_DQS_DDL, 0, "double-quoted strings in the schema" },
};

/* Whoever opened the log syncs its folder with its own first sync, so a log that somebody made without is not lost to
 * the others. SQLite carries this PRAGMA out when it is compiled: a remembered one would do nothing. */
static enum err sqlite_set_synced(struct db *db, bool synced)
{
	char answer[8];
	enum err e = pragma(db, synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF", answer, sizeof(answer));

	if (!e)
		e = pragma(db, "PRAGMA synchronous", answer, sizeof(answer));
	return !e && strcmp(answer, synced ? "2" : "0") != 0 ? db_fail(db, ERR_IO, "synchronous does not hold") : e;
}

static enum err apply_settings(struct db *db)
{
	struct sqlite *s = db->self;
	char answer[64];

	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++) {
		int now = -1;

		(void)sqlite3_db_config(s->conn, switches[i].op, switches[i].value, &now);
		if (now != switches[i].value)
			return db_fail(db, ERR_IO, "cannot set: %s", switches[i].name);
	}
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		enum err e = pragma(db, settings[i].set, answer, sizeof(answer));

		if (!e)
			e = pragma(db, settings[i].ask, answer, sizeof(answer));
		if (e)
			return e;
		if (strcmp(answer, settings[i].answer) != 0)
			return db_fail(db, ERR_IO, "%s does not hold: %s", settings[i].set, answer);
	}
	return OK;
}

/* A file that is being made becomes a shop's; another program's database is left alone. */
static enum err claim(struct db *db)
{
	char answer[64], sql[64];
	enum err e = pragma(db, "PRAGMA application_id", answer, sizeof(answer));

	if (e || strtol(answer, NULL, 10) == APPLICATION_ID)
		return e;
	e = pragma(db, "SELECT count(*) FROM sqlite_schema", answer, sizeof(answer));
	if (!e && strcmp(answer, "0") != 0)
		return db_fail(db, ERR_INVALID, "the file is a database of another program");
	if (!e && !(db->flags & DB_CREATE))
		return db_fail(db, ERR_NOTFOUND, "the file is empty");
	if (e)
		return e;
	sqlite3_snprintf(sizeof(sql), sql, "PRAGMA application_id=%d", APPLICATION_ID);
	return pragma(db, sql, answer, sizeof(answer));
}

/* A process that was killed may have written its commit into the log without syncing it. Recovery takes
 * it for committed, and so would who asks by id; so the log is synced before anybody is told. */
static enum err sync_recovered_log(struct db *db)
{
	struct sqlite *s = db->self;
	sqlite3_file *log = NULL;
	sqlite3_int64 size = 1;

	if (sqlite3_file_control(s->conn, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
		!log || !log->pMethods)
		return OK; /* no log yet */
	if (log->pMethods->xFileSize(log, &size) == SQLITE_OK && size == 0)
		return OK; /* the last to close left none: a flush less at the day's first start */
	if (log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) != SQLITE_OK)
		return db_poison(db, ERR_IO, "the log cannot be synced");
	return OK;
}

/* After a failed sync the kernel holds pages that are on no disk and calls them clean: it is told to
 * forget them, so what is read next is the truth. */
static void forget_cached_log(struct db *db)
{
	char path[PATH_MAX];
	int fd;

	if (test_vfs || snprintf(path, sizeof(path), "%s-wal", db->where) >= (int)sizeof(path))
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

/* Making a store commits (its mode, its claim), so it passes the turnstile; opening one does not:
 * recovery has SQLite's own locks, and a reader must not wait for a long writer. */
static enum err set_up(struct db *db)
{
	struct sqlite *s = db->self;
	bool making = db->flags & DB_CREATE;
	enum err e = making ? enter(db, DB_PATIENCE_MS) : OK;

	if (e)
		return e;
	e = apply_settings(db);
	if (!e)
		e = claim(db);
	if (!e && !(db->flags & DB_READONLY))
		e = sync_recovered_log(db);
	if (making)
		turnstile_leave(&s->gate);
	sqlite3_wal_hook(s->conn, on_commit, s);
	return e;
}

/* The file is there and may be opened, or is made. */
static enum err find_file(struct db *db, const char *where, unsigned flags)
{
	enum err e = sqlite_file_refused(db, where);

	if (e || test_vfs)
		return e;
	if (flags & DB_CREATE)
		return sqlite_file_make(db, where);
	return access(where, F_OK) == 0 ? OK : db_fail(db, ERR_NOTFOUND, "%s", strerror(errno));
}

/* One thread, and nobody asks how much memory the library holds: each allocation is then no more than malloc().
 * Refused once the library is in use, and then so be it. */
static void configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Attached to the turnstile first, so that nobody puts another file in this one's place meanwhile. */
static enum err sqlite_open(struct db *db, const char *where, unsigned flags)
{
	struct sqlite *s = db->self;
	int mode = flags & DB_READONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	enum err e;

	if (!s)
		s = db->self = arena_new(&db->mem, struct sqlite);
	*s = (struct sqlite){ .db = db, .pid = getpid(), .next_checkpoint = CHECKPOINT_FRAMES,
		.busy_patience_ms = DB_PATIENCE_MS, .gate = { .fd = -1 } };
	e = find_file(db, where, flags);
	if (e)
		return e;
	e = turnstile_open(&s->gate, where);
	if (e)
		return db_fail(db, e, "%s", s->gate.error);
	if (flags & DB_CREATE)
		mode |= SQLITE_OPEN_CREATE;
	configure_library();
	if (sqlite3_open_v2(where, &s->conn, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
		test_vfs) != SQLITE_OK)
		return failed(db, "open");
	sqlite3_busy_handler(s->conn, on_busy, s);
	return set_up(db);
}

/* After a failure of the disk nothing more is written: the next open recovers the log. */
static void sqlite_close(struct db *db, unsigned flags)
{
	struct sqlite *s = db->self;
	bool tidy;

	if (!s)
		return;
	tidy = s->conn && s->gate.path && !(flags & DB_ABANDON) && !(db->flags & DB_READONLY);
	if (tidy && turnstile_last(&s->gate) && !enter(db, IDLE_PATIENCE_MS))
		checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE, RESTART_PATIENCE_MS);
	forget_statements(s);
	sqlite3_close(s->conn);
	s->conn = NULL;
	if (flags & DB_ABANDON)
		forget_cached_log(db);
	turnstile_close(&s->gate);
}

static enum err sqlite_backup(struct db *db, const char *path)
{
	struct sqlite *s = db->self;

	return sqlite_file_copy(db, s->conn, path);
}

static bool sqlite_alone(struct db *db)
{
	struct sqlite *s = db->self;

	return turnstile_alone(&s->gate);
}

const struct db_ops db_sqlite_ops = {
	.engine = "sqlite",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.reads_only = sqlite_reads_only,
	.call = sqlite_call,
	.script = sqlite_script,
	.set_synced = sqlite_set_synced,
	.idle = sqlite_idle,
	.scrub = sqlite_scrub,
	.backup = sqlite_backup,
	.alone = sqlite_alone,
	.version = sqlite_version,
};
