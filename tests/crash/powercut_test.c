/* powercut_test.c - the power-cut file system and its sweep on a small ledger: with the settings
 * of the store nothing acknowledged is lost at any cut; with weaker ones losses are seen, so a
 * sweep that finds none means something. CUTS=n sets the number of cuts of the long one. */
#include <sqlite3.h>

#include "crash.h"
#include "powercut_vfs.h"
#include "store/db.h"
#include "store/db_test.h"
#include "../t.h"

/* --- the file system itself ---------------------------------------------------------------- */

static sqlite3 *open_raw(const char *pragma)
{
	sqlite3 *conn = NULL;

	if (!CHECK_INT(sqlite3_open_v2("/raw.db", &conn, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
		POWERCUT_VFS), SQLITE_OK) ||
		!CHECK_INT(sqlite3_exec(conn, pragma, NULL, NULL, NULL), SQLITE_OK))
		printf("# %s\n", sqlite3_errmsg(conn));
	return conn;
}

static int64_t raw_count(sqlite3 *conn)
{
	sqlite3_stmt *st = NULL;
	int64_t n = -1;

	if (sqlite3_prepare_v2(conn, "SELECT count(*) FROM t", -1, &st, NULL) == SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

TEST(what_is_synced_stays_and_what_is_not_may_go)
{
	sqlite3 *conn;

	powercut_reset(512);
	conn = open_raw("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
		"CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)");
	CHECK_INT(sqlite3_exec(conn, "PRAGMA synchronous=OFF; INSERT INTO t VALUES (2)", NULL, NULL,
		NULL), SQLITE_OK);
	CHECK_INT(raw_count(conn), 2);
	powercut_cut_at(0, CUT_DROPS, 1);
	powercut_cut_now();
	CHECK(sqlite3_exec(conn, "INSERT INTO t VALUES (3)", NULL, NULL, NULL) != SQLITE_OK);
	sqlite3_close(conn);
	powercut_restore_power();
	conn = open_raw("PRAGMA integrity_check");
	CHECK_INT(raw_count(conn), 1);
	sqlite3_close(conn);
	powercut_release();
}

TEST(a_failed_sync_is_never_made_good_by_a_later_one)
{
	sqlite3 *conn;

	powercut_reset(512);
	conn = open_raw("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a INTEGER)");
	powercut_cut_at(0, CUT_KEEPS, 1);
	CHECK_INT(sqlite3_exec(conn, "INSERT INTO t VALUES (1)", NULL, NULL, NULL), SQLITE_OK);
	powercut_fail_at(powercut_calls(), SQLITE_IOERR_FSYNC, false); /* its sync is the last call */
	CHECK(sqlite3_exec(conn, "INSERT INTO t VALUES (2)", NULL, NULL, NULL) != SQLITE_OK);
	CHECK(powercut_has_failed());
	CHECK_INT(raw_count(conn), 1);
	powercut_cut_now();
	sqlite3_close(conn);
	powercut_restore_power();
	conn = open_raw("PRAGMA integrity_check");
	CHECK_INT(raw_count(conn), 1);
	sqlite3_close(conn);
	powercut_release();
}

/* --- a small ledger under the sweep -------------------------------------------------------- */

/* Two rows a document that must sum to zero, and a running number without gaps. */
enum { DOCUMENTS = 6, CONNECTIONS = 3 };
struct ledger { const char *weaker; int connections; };

static bool run_all(struct db *db, const char *const *sql, int n)
{
	for (int i = 0; i < n; i++)
		if (db_run_args(db, NULL, sql[i], NULL, 0) != OK) {
			printf("# %s\n", db_error(db));
			return false;
		}
	return true;
}

static struct db *open_ledger(const char *url, unsigned flags)
{
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";

	if (db_open(&a, url, flags, &db, &why) != OK && !powercut_is_cut())
		printf("# %s\n", why);
	arena_release(&a);
	return db;
}

static bool ledger_setup(struct crash *c)
{
	static const char *const sql[] = {
		"CREATE TABLE doc (id INTEGER PRIMARY KEY, number INTEGER NOT NULL UNIQUE) STRICT",
		"CREATE TABLE row (doc_id INTEGER NOT NULL REFERENCES doc (id), n INTEGER NOT NULL,"
		" amount INTEGER NOT NULL, why TEXT NOT NULL, PRIMARY KEY (doc_id, n)) STRICT",
		"CREATE TABLE last (one INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT",
		"INSERT INTO last (one, number) VALUES (1, 0)",
	};
	struct db *db = open_ledger(c->url, DB_CREATE);
	bool ok = db && run_all(db, sql, sizeof(sql) / sizeof(sql[0]));

	db_close(db);
	return ok;
}

/* One document in one transaction; a second time with the same id it is already done. */
static enum err post(struct db *db, int64_t id, uint64_t seed)
{
	char why[2000];
	size_t len = (size_t)((seed ^ (uint64_t)id * 977) % (sizeof(why) - 1));
	int64_t amount = (int64_t)(seed % 1000) + id;
	enum err e = db_begin(db);

	memset(why, 'w', len);
	why[len] = '\0';
	if (e)
		return e;
	e = db_run(db, NULL, "UPDATE last SET number = number + 1 WHERE one = 1");
	if (!e)
		e = db_run(db, NULL, "INSERT INTO doc (id, number) SELECT $1, number FROM last", db_int(id));
	for (int n = 1; n <= 2 && !e; n++)
		e = db_run(db, NULL, "INSERT INTO row (doc_id, n, amount, why) VALUES ($1, $2, $3, $4)",
			db_int(id), db_int(n), db_int(n == 1 ? amount : -amount), db_text(why));
	if (e) {
		db_rollback(db);
		return e;
	}
	return db_commit(db);
}

static void ledger_run(struct crash *c)
{
	const struct ledger *ledger = c->ctx;
	struct db *db[CONNECTIONS] = { NULL };
	bool going = true;

	for (int i = 0; i < ledger->connections && going; i++) {
		db[i] = open_ledger(c->url, 0);
		going = db[i] != NULL;
		if (going && ledger->weaker)
			going = run_all(db[i], &ledger->weaker, 1);
	}
	for (int64_t id = 1; id <= DOCUMENTS && going; id++) {
		struct db *own = db[(c->seed >> id) % (uint64_t)ledger->connections];

		crash_try(c, id);
		going = post(own, id, c->seed) == OK;
		if (going)
			crash_ack(c, id);
		if (id == DOCUMENTS / 2 && ledger->connections == 1) {
			db_close(db[0]); /* which checkpoints the log away in between */
			db[0] = going ? open_ledger(c->url, 0) : NULL;
			going = db[0] && (!ledger->weaker || run_all(db[0], &ledger->weaker, 1));
		}
	}
	for (int i = 0; i < CONNECTIONS; i++)
		db_close(db[i]);
}

static bool is(struct db *db, const char *sql, int64_t wanted)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, sql);
	bool ok = !e && r.count == 1 && row_int(&r, 0, 0) == wanted;

	if (!ok)
		printf("# %s: %s\n", sql, e ? db_error(db) : row_text(&r, 0, 0));
	arena_release(&a);
	return ok;
}

static bool consistent(struct db *db)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	bool ok = db_query(db, &a, &r, "PRAGMA integrity_check") == OK &&
		strcmp(row_text(&r, 0, 0), "ok") == 0;

	arena_release(&a);
	return ok && is(db, "SELECT count(*) FROM pragma_foreign_key_check", 0) &&
		is(db, "SELECT count(*) FROM (SELECT 1 FROM row GROUP BY doc_id HAVING sum(amount) <> 0"
			" OR count(*) <> 2)", 0) &&
		is(db, "SELECT (SELECT count(*) FROM doc) - (SELECT number FROM last)", 0) &&
		is(db, "SELECT coalesce(max(number), 0) - count(*) FROM doc", 0);
}

static bool ledger_check(struct crash *c)
{
	struct db *db = open_ledger(c->url, 0);
	bool ok = db && consistent(db);

	for (int i = 0; i < c->count && ok; i++) {
		enum err again = post(db, c->tried[i], c->seed);

		if (again != OK && again != ERR_EXISTS) {
			printf("# %s\n", db_error(db));
			ok = false;
		}
		if (c->acked[i] && again != ERR_EXISTS) {
			printf("# document %d was acknowledged and is gone\n", (int)c->tried[i]);
			ok = false;
		}
		if (!c->acked[i])
			crash_found(c, again == ERR_EXISTS);
	}
	ok = ok && consistent(db);
	db_close(db);
	return ok;
}

static struct crash_tally sweep_ledger(const char *name, struct ledger *ledger, int64_t cases)
{
	struct crash_op op = { name, ledger_setup, ledger_run, ledger_check, ledger };
	struct crash_plan plan = { cases, t_seed() };
	struct crash_tally t;

	CHECK(crash_sweep(&op, &plan, &t));
	printf("# %s: %" PRId64 " cuts at %" PRId64 " calls, %" PRId64 " bad; unanswered: %" PRId64
		" found done, %" PRId64 " not\n", name, t.cases, t.calls, t.bad, t.found, t.absent);
	return t;
}

static int64_t cuts(int64_t usual)
{
	const char *s = getenv("CUTS");

	return s && *s ? strtoll(s, NULL, 10) : usual;
}

TEST(nothing_acknowledged_is_lost_at_any_call_in_any_mode)
{
	struct crash_tally t = sweep_ledger("ledger", &(struct ledger){ NULL, 1 }, 0);

	CHECK_INT(t.bad, 0);
	if (!getenv("CRASH")) {
		CHECK(t.found > 0);
		CHECK(t.absent > 0);
		CHECK(t.calls > 50);
	}
}

TEST(nothing_acknowledged_is_lost_with_several_connections)
{
	struct crash_tally t = sweep_ledger("ledger3", &(struct ledger){ NULL, CONNECTIONS },
		cuts(1000));

	CHECK_INT(t.bad, 0);
}

TEST(weaker_settings_are_seen_to_lose)
{
	struct crash_tally t;

	if (getenv("CRASH")) {
		t_skip("one case is replayed");
		return;
	}
	printf("# the bad cases below are wanted\n");
	t = sweep_ledger("ledger-normal", &(struct ledger){ "PRAGMA synchronous=NORMAL", 1 }, 0);
	CHECK(t.bad > 0);
	t = sweep_ledger("ledger-off", &(struct ledger){ "PRAGMA synchronous=OFF", 1 }, 0);
	CHECK(t.bad > 0);
}

T_MAIN
