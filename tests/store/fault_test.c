/* fault_test.c - the fault engine itself: every statement of a transaction fails in turn, before and
 * after it ran; the state is then before or after, and a retry with the same id ends as one. */
#include "pg.h"
#include "store/db.h"
#include "store/db_fault.h"
#include "store/migrate.h"

static const struct sql_file schema[] = {
	{ "0001-ledger.sql",
		"CREATE TABLE doc (\n"
		"	id @INT@ PRIMARY KEY,\n"
		"	number @INT@ NOT NULL UNIQUE\n"
		") @STRICT@;\n"
		"--\n"
		"CREATE TABLE last (\n"
		"	one @INT@ PRIMARY KEY,\n"
		"	number @INT@ NOT NULL\n"
		") @STRICT@;\n"
		"--\n"
		"INSERT INTO last (one, number) VALUES (1, 0);\n" },
	{ NULL, NULL }
};

static struct arena mem;

static struct db *open_with(const char *fault, const char *url, unsigned flags)
{
	const char *why = "";
	struct db *db = NULL;
	char full[800];

	snprintf(full, sizeof(full), "%s%s", fault, url);
	if (!CHECK_INT(db_open(&mem, full, flags, &db, &why), OK))
		printf("# %s\n", why);
	return db;
}

static struct db *new_store(const char *fault, const char *url)
{
	struct db *db = open_with("", url, DB_CREATE);
	const char *why = "";

	CHECK_INT(store_migrate_files(db, schema, &mem, NULL, NULL, &why), OK);
	db_close(db);
	return open_with(fault, url, 0);
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_rows r;

	return db_query_args(db, &mem, &r, sql, NULL, 0) == OK && r.count ? row_int(&r, 0, 0) : -1;
}

/* A document with the next number, as a service would post it. */
static enum err post(struct db *db, int64_t id)
{
	struct db_rows r;
	enum err e = db_begin(db);

	if (e)
		return e;
	e = db_run(db, NULL, "UPDATE last SET number = number + 1 WHERE one = 1");
	if (!e)
		e = db_one(db, &mem, &r, "SELECT number FROM last WHERE one = 1");
	if (!e)
		e = db_run(db, NULL, "INSERT INTO doc (id, number) VALUES ($1, $2)", db_int(id),
			db_int(row_int(&r, 0, 0)));
	if (!e)
		return db_commit(db);
	db_rollback(db);
	return e;
}

static void sweep(const char *url, bool after)
{
	struct db *db = new_store("", url);
	bool struck = true, done_early = false;
	int64_t n = 0;

	while (struck && n < 100) {
		enum err e;

		n++;
		db_fault_arm(db, n, after);
		e = post(db, n);
		struck = db_fault_struck(db);
		db_fault_arm(db, 0, false);
		CHECK(struck ? e == ERR_IO || e == ERR_UNKNOWN : e == OK);
		if (struck) {
			CHECK_INT(db_begin(db), ERR_IO);
			CHECK_INT(db_reopen(db), OK);
			e = post(db, n);
			CHECK(e == OK || e == ERR_EXISTS);
			done_early = done_early || e == ERR_EXISTS;
		}
		CHECK_INT(number(db, "SELECT count(*) FROM doc"), n);
		CHECK_INT(number(db, "SELECT max(number) FROM doc"), n);
		CHECK_INT(number(db, "SELECT number FROM last"), n);
	}
	CHECK_INT(n, 6); /* begin, three statements, commit, and a run without a fault */
	CHECK_INT(done_early, after); /* the lost reply of a COMMIT */
	db_close(db);
}

BOTH(each_statement_fails_before_it_ran)
{
	sweep(url, false);
}

BOTH(each_statement_fails_after_it_ran)
{
	sweep(url, true);
}

BOTH(the_url_arms_it_and_names_the_engine_behind)
{
	struct db *db = new_store("fault:2:before:", url);
	int64_t before = db_statements(db);

	CHECK(strncmp(url, db_engine(db), strlen(db_engine(db))) == 0);
	CHECK_INT(number(db, "SELECT 1"), 1);
	CHECK_INT(number(db, "SELECT 2"), -1);
	CHECK(db_fault_struck(db));
	CHECK_INT(db_statements(db) - before, 2);
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT 2"), 2);
	db_close(db);
	db = open_with("fault:0:after:", url, 0);
	for (int i = 0; i < 50; i++)
		CHECK_INT(number(db, "SELECT 1"), 1);
	CHECK(!db_fault_struck(db));
	db_close(db);
}

T_MAIN
