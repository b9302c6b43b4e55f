/* migrate_test.c - migrations on both engines: from nothing, in steps, interrupted at every statement,
 * by two at once, and of a store that is newer than the program. */
#include <signal.h>
#include <sys/wait.h>

#include "pg.h"
#include "store/db.h"
#include "store/db_fault.h"
#include "store/migrate.h"

/* Three versions of a schema; the second moves data, so a half of it would be seen. */
static const struct sql_file steps[] = {
	{ "0001-first.sql",
		"CREATE TABLE a (id @INT@ PRIMARY KEY, text @TEXT@ NOT NULL) @STRICT@;\n"
		"--\n"
		"INSERT INTO a (id, text) VALUES (1, 'x'), (2, 'y');\n" },
	{ "0002-second.sql",
		"CREATE TABLE b (n @INT@ NOT NULL, id @INT@ NOT NULL, text @TEXT@ NOT NULL,\n"
		"	PRIMARY KEY (id, n)) @CLUSTERED@;\n"
		"--\n"
		"INSERT INTO b (n, id, text) SELECT 0, id, text FROM a;\n"
		"--\n"
		"DROP TABLE a;\n" },
	{ "0010-third.sql", "ALTER TABLE b ADD COLUMN more @INT@ NOT NULL DEFAULT 5;\n" },
	{ "guard-pg.sql", "CREATE OR REPLACE FUNCTION guard() RETURNS BIGINT LANGUAGE SQL AS 'SELECT 1';\n" },
	{ "guard-sqlite.sql",
		"DROP TRIGGER IF EXISTS guard_b;\n"
		"--\n"
		"CREATE TRIGGER guard_b BEFORE DELETE ON b BEGIN SELECT RAISE(ABORT, 'no'); END;\n" },
	{ NULL, NULL }
};

static const struct sql_file broken[] = {
	{ "0001-fine.sql", "CREATE TABLE a (id @INT@ PRIMARY KEY) @STRICT@;\n" },
	{ "0002-broken.sql", "CREATE TABLE b (id @INT@ PRIMARY KEY) @STRICT@;\n--\nCREATE TABEL c;\n" },
	{ NULL, NULL }
};

static struct arena mem;

static struct db *open_store(const char *url)
{
	const char *why = "";
	struct db *db = NULL;

	if (!CHECK_INT(db_open(&mem, url, DB_CREATE, &db, &why), OK))
		printf("# %s\n", why);
	return db;
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_rows r;

	return db_query_args(db, &mem, &r, sql, NULL, 0) == OK && r.count ? row_int(&r, 0, 0) : -1;
}

static int version(struct db *db)
{
	int v = -1;

	CHECK_INT(store_schema_version(db, &v), OK);
	return v;
}

static void count_steps(void *ctx, int v, const char *name)
{
	int *last = ctx;

	CHECK(v > *last && strncmp(name, "00", 2) == 0);
	*last = v;
}

BOTH(the_shops_schema_comes_from_nothing)
{
	struct db *db = open_store(url);
	const char *why = "";
	int last = 0;

	CHECK_INT(version(db), 0);
	CHECK_INT(store_schema_check(db, &mem, &why), ERR_STALE);
	CHECK(strstr(why, "migrate") != NULL);
	if (!CHECK_INT(store_migrate(db, &mem, count_steps, &last, &why), OK))
		printf("# %s\n", why);
	CHECK_INT(last, store_schema_wanted());
	CHECK_INT(version(db), store_schema_wanted());
	CHECK_INT(store_schema_check(db, &mem, &why), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM document"), 0);
	last = 0;
	CHECK_INT(store_migrate(db, &mem, count_steps, &last, &why), OK);
	CHECK_INT(last, 0);
	CHECK_INT(db_run(db, NULL, "INSERT INTO schema_version (version, name, applied_at_ms) "
		"VALUES ($1, 'of tomorrow', 0)", db_int(9999)), OK);
	CHECK_INT(store_schema_check(db, &mem, &why), ERR_REFUSED);
	CHECK_INT(store_migrate(db, &mem, NULL, NULL, &why), ERR_REFUSED);
	CHECK(strstr(why, "newer") != NULL);
	db_close(db);
}

BOTH(each_version_follows_the_one_before)
{
	struct sql_file part[6];
	struct db *db = open_store(url);
	const char *why = "";

	for (int upto = 1; upto <= 3; upto++) {
		memcpy(part, steps, sizeof(part));
		if (upto < 3)
			part[upto] = (struct sql_file){ NULL, NULL };
		CHECK_INT(store_migrate_files(db, part, &mem, NULL, NULL, &why), OK);
		CHECK_INT(version(db), upto == 3 ? 10 : upto);
	}
	CHECK_INT(number(db, "SELECT sum(more) FROM b"), 10);
	CHECK_INT(number(db, "SELECT count(*) FROM schema_version"), 3);
	db_close(db);
}

BOTH(a_migration_that_fails_leaves_the_version_before)
{
	struct db *db = open_store(url);
	const char *why = "";

	CHECK_INT(store_migrate_files(db, broken, &mem, NULL, NULL, &why), ERR_INVALID);
	CHECK(why[0] != '\0');
	CHECK_INT(version(db), 1);
	CHECK_INT(number(db, "SELECT count(*) FROM a"), 0);
	CHECK_INT(number(db, "SELECT count(*) FROM b"), -1);
	db_close(db);
}

/* True when the child was killed at its nth statement, false when it got through. */
static bool killed_at(const char *url, int64_t n)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct arena a = ARENA_INIT;
		const char *why = "";
		struct db *db;

		if (db_open(&a, url, DB_CREATE, &db, &why))
			_exit(1);
		db_fault_arm_kill(db, n);
		_exit(store_migrate_files(db, steps, &a, NULL, NULL, &why) ? 1 : 0);
	}
	waitpid(child, &status, 0);
	CHECK(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

/* What may be seen between the versions: the data in one place or the other, never in both. */
static void check_between(struct db *db)
{
	int v = version(db);

	CHECK(v == 0 || v == 1 || v == 2 || v == 10);
	CHECK_INT(number(db, "SELECT count(*) FROM a"), v == 1 ? 2 : -1);
	CHECK_INT(number(db, "SELECT count(*) FROM b"), v >= 2 ? 2 : -1);
	CHECK_INT(number(db, "SELECT sum(more) FROM b"), v == 10 ? 10 : -1);
}

static const char *next_store(bool pg)
{
	return pg ? pg_new_store() : sqlite_new_store();
}

BOTH(a_kill_at_every_statement_is_gone_on_from)
{
	bool pg = strncmp(url, "pg:", 3) == 0, killed = true;
	int between[11] = { 0 };
	int64_t n = 0;

	while (killed && ++n < 60) {
		const char *why = "", *own = n == 1 ? url : next_store(pg);
		struct db *db;

		killed = killed_at(own, n);
		db = open_store(own);
		check_between(db);
		between[version(db)]++;
		CHECK_INT(store_migrate_files(db, steps, &mem, NULL, NULL, &why), OK);
		CHECK_INT(version(db), 10);
		check_between(db);
		if (pg)
			CHECK_INT(number(db, "SELECT guard()"), 1);
		else
			CHECK_INT(db_run(db, NULL, "DELETE FROM b"), ERR_REFUSED);
		db_close(db);
	}
	CHECK(n > 15 && n < 60);
	CHECK(between[0] && between[1] && between[2] && between[10] == 1);
}

BOTH(several_may_migrate_at_once)
{
	enum { PROCESSES = 4 };
	struct db *db = open_store(url);
	int bad = 0;

	db_close(db);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			struct arena a = ARENA_INIT;
			const char *why = "";
			struct db *own;

			if (db_open(&a, url, 0, &own, &why) ||
				store_migrate_files(own, steps, &a, NULL, NULL, &why))
				_exit(1);
			db_close(own);
			_exit(0);
		}
	for (int i = 0, status; i < PROCESSES; i++)
		bad += wait(&status) < 0 || status != 0;
	CHECK_INT(bad, 0);
	db = open_store(url);
	check_between(db);
	CHECK_INT(number(db, "SELECT count(*) FROM schema_version"), 3);
	db_close(db);
}

T_MAIN
