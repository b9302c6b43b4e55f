/* pg.h - store tests that run on both engines. BOTH(name) { ... } is two tests, sqlite_name and
 * pg_name; each is given the URL of a new, empty store. The PostgreSQL cluster is private to the
 * program: made by tests/sim/pg.sh at the first such test, removed at the program's end. */
#ifndef TESTS_STORE_PG_H
#define TESTS_STORE_PG_H

#include "../t.h"

static char pg_dir[64];
static pid_t pg_owner;

static inline void pg_stop(void)
{
	char command[128];

	if (getpid() != pg_owner)
		return;
	snprintf(command, sizeof(command), "tests/sim/pg.sh stop %s", pg_dir);
	if (system(command) != 0)
		fprintf(stderr, "cannot stop the PostgreSQL in %s\n", pg_dir);
}

/* The folder of the running cluster, NULL when there is no PostgreSQL here: the test is skipped. */
static inline const char *pg_start(void)
{
	FILE *f;

	if (pg_dir[0])
		return pg_dir;
	f = popen("tests/sim/pg.sh start", "r");
	if (!f || !fgets(pg_dir, sizeof(pg_dir), f))
		pg_dir[0] = '\0';
	pg_dir[strcspn(pg_dir, "\n")] = '\0';
	if (f && pclose(f) != 0)
		pg_dir[0] = '\0';
	if (!pg_dir[0]) {
		t_skip("PostgreSQL is not installed");
		return NULL;
	}
	pg_owner = getpid();
	atexit(pg_stop);
	return pg_dir;
}

/* The URL of a new, empty database; NULL: skipped. Valid until the next call. */
static inline const char *pg_new_store(void)
{
	static char url[128];
	static int n;
	char command[160];

	if (!pg_start())
		return NULL;
	snprintf(command, sizeof(command), "tests/sim/pg.sh new %s t%d", pg_dir, ++n);
	if (!CHECK(system(command) == 0))
		return NULL;
	snprintf(url, sizeof(url), "pg:host=%s user=shop dbname=t%d", pg_dir, n);
	return url;
}

/* The URL of a SQLite store that is not there yet; open it with DB_CREATE. */
static inline const char *sqlite_new_store(void)
{
	static char url[640];
	static int n;

	snprintf(url, sizeof(url), "sqlite:%s/s%d.db", t_tmpdir(), ++n);
	return url;
}

#define BOTH(name) \
	static void name(const char *url); \
	TEST(sqlite_##name) { name(sqlite_new_store()); } \
	TEST(pg_##name) { const char *url = pg_new_store(); if (url) name(url); } \
	static void name(const char *url)

#endif
