/* pg_test.c - what the PostgreSQL engine alone must do: refuse a server that would lose what it
 * acknowledged, say so when a COMMIT was not answered, and be well again after db_reopen. */
#include "pg.h"
#include "store/db.h"

static struct arena mem;

static enum err try_open(const char *url, struct db **db, const char **why)
{
	*why = "";
	return db_open(&mem, url, 0, db, why);
}

static struct db *new_store(const char *url)
{
	const char *why;
	struct db *db = NULL;

	if (!CHECK_INT(try_open(url, &db, &why), OK))
		printf("# %s\n", why);
	CHECK_INT(db_run(db, NULL, "CREATE TABLE t (id BIGINT PRIMARY KEY)"), OK);
	return db;
}

static enum err add(struct db *db, int64_t id)
{
	return db_run(db, NULL, "INSERT INTO t (id) VALUES ($1)", db_int(id));
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_rows r;

	return db_query_args(db, &mem, &r, sql, NULL, 0) == OK && r.count ? row_int(&r, 0, 0) : -1;
}

static int server(const char *what)
{
	return system(arena_printf(&mem, "tests/sim/pg.sh %s", what));
}

static const char *database_of(const char *url)
{
	return strstr(url, "dbname=") + strlen("dbname=");
}

/* Whatever the database says, a connection of ours has its own. */
static void is_set(const char *name, const char *by_the_database, const char *wanted)
{
	const char *url = pg_new_store(), *why;
	struct db_rows r;
	struct db *db;

	if (!url)
		return;
	db = new_store(url);
	CHECK_INT(db_run(db, NULL, arena_printf(&mem, "ALTER DATABASE %s SET %s = %s", database_of(url), name,
		by_the_database)), OK);
	db_close(db);
	if (!CHECK_INT(try_open(url, &db, &why), OK))
		return;
	CHECK_INT(db_query(db, &mem, &r, arena_printf(&mem, "SHOW %s", name)), OK);
	CHECK_STR(row_text(&r, 0, 0), wanted);
	db_close(db);
}

TEST(acknowledged_means_on_the_disk) { is_set("synchronous_commit", "off", "on"); }

/* Starting them takes longer than the sums of a day. */
TEST(no_statement_starts_workers) { is_set("max_parallel_workers_per_gather", "4", "0"); }

TEST(a_server_of_another_encoding_is_refused)
{
	const char *url = pg_new_store(), *why;
	char ascii[240];
	struct db *db;

	if (!url)
		return;
	snprintf(ascii, sizeof(ascii), "sql %s postgres <<-END\n	CREATE DATABASE ascii ENCODING "
		"'SQL_ASCII' LOCALE 'C' TEMPLATE template0;\nEND\n", pg_dir);
	CHECK_INT(server(ascii), 0);
	snprintf(ascii, sizeof(ascii), "pg:host=%s user=shop dbname=ascii", pg_dir);
	CHECK_INT(try_open(ascii, &db, &why), ERR_REFUSED);
	CHECK(strstr(why, "server_encoding") != NULL);
}

TEST(nobody_there_is_said_in_words)
{
	const char *why;
	struct db *db;

	if (!pg_start())
		return;
	CHECK_INT(try_open("pg:host=/nowhere dbname=x connect_timeout=2", &db, &why), ERR_IO);
	CHECK(strstr(why, "/nowhere") != NULL);
	CHECK(db == NULL);
}

/* The server is stopped at once inside a transaction, as a power cut would. */
TEST(a_lost_server_poisons_until_reopened)
{
	const char *url = pg_new_store();
	char command[160];
	struct db *db;

	if (!url)
		return;
	db = new_store(url);
	CHECK_INT(add(db, 1), OK);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 2), OK);
	snprintf(command, sizeof(command), "stop %s immediate", pg_dir);
	CHECK_INT(server(command), 0);
	CHECK_INT(db_commit(db), ERR_UNKNOWN);
	CHECK(!db_in_tx(db));
	CHECK_INT(add(db, 3), ERR_IO);
	CHECK_INT(db_begin(db), ERR_IO);
	CHECK(db_reopen(db) != OK);
	CHECK_INT(add(db, 3), ERR_IO);
	snprintf(command, sizeof(command), "again %s", pg_dir);
	CHECK_INT(server(command), 0);
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t"), 1);
	CHECK_INT(add(db, 2), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t"), 2);
	db_close(db);
}

TEST(a_line_cut_between_statements_is_an_io_error)
{
	const char *url = pg_new_store();
	struct db *db, *other;
	const char *why;

	if (!url)
		return;
	db = new_store(url);
	CHECK_INT(try_open(url, &other, &why), OK);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 1), OK);
	CHECK_INT(number(other, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
		"datname = current_database() AND pid <> pg_backend_pid()"), 1);
	CHECK_INT(add(db, 2), ERR_IO);
	CHECK_INT(db_commit(db), ERR_IO); /* COMMIT was never sent: nothing happened */
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t"), 0);
	CHECK_INT(add(db, 1), OK);
	db_close(other);
	db_close(db);
}

TEST(copy_is_no_statement)
{
	const char *url = pg_new_store();
	struct db *db;

	if (!url)
		return;
	db = new_store(url);
	CHECK(db_run(db, NULL, "COPY t FROM STDIN") != OK);
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(add(db, 1), OK);
	db_close(db);
}

TEST(a_password_is_never_shown)
{
	static const char *const urls[][2] = {
		{ "pg:host=/run dbname=shop user=till", "pg:host=/run dbname=shop user=till" },
		{ "pg:password=s3cret dbname=shop", "pg:password=*** dbname=shop" },
		{ "pg:user=a password = 's3 \\' cret' host=b", "pg:user=a password = *** host=b" },
		{ "pg:sslpassword='s3cret", "pg:sslpassword=***" },
		{ "pg:postgresql://till:s3cret@db/shop?sslpassword=s3cret&x=1",
			"pg:postgresql://till:***@db/shop?sslpassword=***&x=1" },
		{ "fault:3:after:pg:password=s3cret", "fault:3:after:pg:password=***" },
		{ "postgres://till:s3/cr@et@db", "postgres://till:***@db" },
		{ "sqlite:/srv/password=1/store.db", "sqlite:/srv/password=1/store.db" },
	};
	const char *why = "";
	struct db *db;

	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
		CHECK_STR(db_url_shown(&mem, urls[i][0]), urls[i][1]);
	CHECK(try_open("pg:host=/nowhere password=s3cret", &db, &why) != OK);
	CHECK(strstr(why, "/nowhere") && !strstr(why, "s3cret"));
	CHECK_INT(try_open("postgres://till:s3cret@db", &db, &why), ERR_INVALID);
	CHECK(!strstr(why, "s3cret"));
}

T_MAIN
