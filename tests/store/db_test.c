/* db_test.c - what every engine of the store must do alike: values, errors, transactions, waiting. */
#include <signal.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "store/db.h"
#include "store/migrate.h"
#include "pg.h"

static const struct sql_file schema[] = {
	{ "0001-things.sql",
		"CREATE TABLE thing (\n"
		"	id @INT@ PRIMARY KEY,\n"
		"	name @TEXT@ NOT NULL UNIQUE,\n"
		"	amount @INT@ CHECK (amount >= 0)\n"
		") @STRICT@;\n"
		"--\n"
		"CREATE TABLE part (\n"
		"	thing_id @INT@ NOT NULL REFERENCES thing (id),\n"
		"	n @INT@ NOT NULL,\n"
		"	late_id @INT@ REFERENCES thing (id) DEFERRABLE INITIALLY DEFERRED,\n"
		"	PRIMARY KEY (thing_id, n)\n"
		") @CLUSTERED@;\n" },
	{ NULL, NULL }
};

static struct arena mem;

static struct db *open_store(const char *url, unsigned flags)
{
	struct db *db = NULL;
	const char *why = "";

	if (!CHECK_INT(db_open(&mem, url, flags, &db, &why), OK))
		printf("# %s\n", why);
	return db;
}

static struct db *new_store(const char *url)
{
	struct db *db = open_store(url, DB_CREATE);
	const char *why = "";

	if (db && !CHECK_INT(store_migrate_files(db, schema, &mem, NULL, NULL, &why), OK))
		printf("# %s\n", why);
	return db;
}

static enum err add(struct db *db, int64_t id, const char *name, int64_t amount)
{
	return db_run(db, NULL, "INSERT INTO thing (name, id, amount) VALUES ($2, $1, $3)",
		db_int(id), db_text(name), db_int(amount));
}

static int64_t count(struct db *db)
{
	struct db_rows r;

	if (!CHECK_INT(db_one(db, &mem, &r, "SELECT count(*) FROM thing"), OK))
		return -1;
	return row_int(&r, 0, 0);
}

/* --- values -------------------------------------------------------------------------------- */

BOTH(parameters_are_bound_by_name)
{
	struct db *db = new_store(url);
	struct db_rows r;

	if (CHECK_INT(db_one(db, &mem, &r, "SELECT $2, $1, $3, $2", db_int(7), db_text("seven"),
		db_text("last")), OK)) {
		CHECK_INT(r.columns, 4);
		CHECK_STR(row_text(&r, 0, 0), "seven");
		CHECK_INT(row_int(&r, 0, 1), 7);
		CHECK_STR(row_text(&r, 0, 2), "last");
		CHECK_STR(row_text(&r, 0, 3), "seven");
	}
	db_close(db);
}

BOTH(values_come_back_as_they_went_in)
{
	static const int64_t numbers[] = { 0, 1, -1, INT64_MAX, INT64_MIN, INT64_C(1) << 53 };
	static const char *const texts[] = { "", "x", "掌柜 'quoted' \"twice\" \\ % _", "𠮷" };
	struct db *db = new_store(url);
	struct db_rows r;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (CHECK_INT(db_one(db, &mem, &r, "SELECT CAST($1 AS BIGINT)", db_int(numbers[i])), OK))
			CHECK_INT(row_int(&r, 0, 0), numbers[i]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (CHECK_INT(db_one(db, &mem, &r, "SELECT CAST($1 AS TEXT)", db_text(texts[i])), OK))
			CHECK_STR(row_text(&r, 0, 0), texts[i]);
	if (CHECK_INT(db_one(db, &mem, &r, "SELECT CAST($1 AS TEXT), 12", db_text(NULL)), OK)) {
		CHECK(row_null(&r, 0, 0));
		CHECK_INT(row_int(&r, 0, 0), 0);
		CHECK_STR(row_text(&r, 0, 0), "");
		CHECK(!row_null(&r, 0, 1));
		CHECK_STR(row_text(&r, 0, 1), "12");
	}
	db_close(db);
}

BOTH(one_statement_serves_null_and_value)
{
	struct db *db = new_store(url);
	struct db_rows r;

	for (int i = 0; i < 4; i++)
		CHECK_INT(db_run(db, NULL, "INSERT INTO thing (id, name, amount) VALUES ($1, $2, $3)",
			db_int(i + 1), db_text(i % 2 ? "odd" + i / 2 : "even" + i / 2),
			i % 2 ? db_int(i) : db_text(NULL)), OK);
	if (CHECK_INT(db_query(db, &mem, &r, "SELECT amount FROM thing ORDER BY id"), OK) &&
		CHECK_INT(r.count, 4)) {
		CHECK(row_null(&r, 0, 0) && row_null(&r, 2, 0));
		CHECK_INT(row_int(&r, 1, 0), 1);
		CHECK_INT(row_int(&r, 3, 0), 3);
	}
	db_close(db);
}

BOTH(sums_are_integers_and_never_overflow_silently)
{
	struct db *db = new_store(url);
	struct db_rows r;

	CHECK_INT(add(db, 1, "a", INT64_MAX - 1), OK);
	CHECK_INT(add(db, 2, "b", 1), OK);
	if (CHECK_INT(db_one(db, &mem, &r, "SELECT coalesce(sum(amount), 0) FROM thing"), OK))
		CHECK_INT(row_int(&r, 0, 0), INT64_MAX);
	CHECK_INT(add(db, 3, "c", 1), OK);
	CHECK_INT(db_one(db, &mem, &r, "SELECT coalesce(sum(amount), 0) FROM thing"), ERR_REFUSED);
	CHECK_INT(db_one(db, &mem, &r, "SELECT amount + 9 FROM thing WHERE id = 1"), ERR_REFUSED);
	db_close(db);
}

BOTH(forty_arguments_fit)
{
	static const char sql[] =
		"SELECT CAST($1 AS BIGINT) + $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 + $10 + $11 + $12 "
		"+ $13 + $14 + $15 + $16 + $17 + $18 + $19 + $20 + $21 + $22 + $23 + $24 + $25 + $26 "
		"+ $27 + $28 + $29 + $30 + $31 + $32 + $33 + $34 + $35 + $36 + $37 + $38 + $39 + $40";
	struct db *db = new_store(url);
	struct db_arg args[DB_ARGS_MAX];
	struct db_rows r;

	for (int i = 0; i < DB_ARGS_MAX; i++)
		args[i] = db_int(i + 1);
	if (CHECK_INT(db_query_args(db, &mem, &r, sql, args, DB_ARGS_MAX), OK))
		CHECK_INT(row_int(&r, 0, 0), DB_ARGS_MAX * (DB_ARGS_MAX + 1) / 2);
	db_close(db);
}

BOTH(a_result_has_a_largest_size)
{
	static const char sql[] = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL "
		"SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n";
	struct db *db = new_store(url);
	struct db_rows r;

	if (CHECK_INT(db_query(db, &mem, &r, sql, db_int(DB_ROWS_MAX)), OK)) {
		CHECK_INT(r.count, DB_ROWS_MAX);
		CHECK_INT(row_int(&r, DB_ROWS_MAX - 1, 0), DB_ROWS_MAX);
	}
	CHECK_INT(db_query(db, &mem, &r, sql, db_int(DB_ROWS_MAX + 1)), ERR_INVALID);
	CHECK_INT(r.count, 0);
	CHECK_INT(add(db, 1, "and it goes on", 1), OK);
	arena_release(&mem);
	db_close(db);
}

struct seen { int rows; int64_t sum; };

static enum err stop_at_three(void *ctx, const struct db_rows *r)
{
	struct seen *s = ctx;

	s->sum += row_int(r, 0, 0);
	return ++s->rows == 3 ? ERR_STALE : OK;
}

BOTH(a_stream_can_be_stopped)
{
	struct db *db = new_store(url);
	struct seen s = { 0, 0 };

	for (int i = 1; i <= 5; i++)
		CHECK_INT(add(db, i, "abcdef" + i, i), OK);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(db_each(db, stop_at_three, &s, "SELECT id FROM thing ORDER BY id"), ERR_STALE);
	CHECK_INT(s.rows, 3);
	CHECK_INT(s.sum, 6);
	CHECK_INT(add(db, 6, "the transaction goes on", 1), OK);
	CHECK_INT(db_commit(db), OK);
	CHECK_INT(count(db), 6);
	db_close(db);
}

/* --- errors -------------------------------------------------------------------------------- */

BOTH(errors_say_what_happened)
{
	struct db *db = new_store(url);
	struct db_rows r;
	int64_t changed = -1;

	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(add(db, 1, "another", 1), ERR_EXISTS);
	CHECK_INT(add(db, 2, "one", 1), ERR_EXISTS);
	CHECK_INT(add(db, 2, "two", -1), ERR_REFUSED);
	CHECK_INT(add(db, 2, NULL, 1), ERR_REFUSED);
	CHECK_INT(db_run(db, NULL, "INSERT INTO part (thing_id, n) VALUES ($1, $2)", db_int(9),
		db_int(1)), ERR_REFUSED);
	CHECK_INT(db_run(db, NULL, "INSERT INTO part (thing_id, n) VALUES ($1, $2)", db_int(1),
		db_int(1)), OK);
	CHECK_INT(db_run(db, NULL, "INSERT INTO part (thing_id, n) VALUES ($1, $2)", db_int(1),
		db_int(1)), ERR_EXISTS);
	CHECK_INT(db_run(db, NULL, "DELETE FROM thing WHERE id = $1", db_int(1)), ERR_REFUSED);
	CHECK_INT(db_one(db, &mem, &r, "SELECT id FROM thing WHERE id = $1", db_int(5)), ERR_NOTFOUND);
	CHECK_INT(db_query(db, &mem, &r, "SELECT id FROM nowhere"), ERR_NOTFOUND);
	CHECK_INT(db_query(db, &mem, &r, "SELECT nothing FROM thing"), ERR_INVALID);
	CHECK(db_error(db)[0] != '\0');
	CHECK_INT(db_run(db, &changed, "UPDATE thing SET amount = $2 WHERE id = $1", db_int(1),
		db_int(2)), OK);
	CHECK_INT(changed, 1);
	CHECK_INT(db_run(db, &changed, "UPDATE thing SET amount = $2 WHERE id = $1", db_int(8),
		db_int(2)), OK);
	CHECK_INT(changed, 0);
	CHECK_INT(count(db), 1);
	db_close(db);
}

BOTH(errors_quote_no_ones_data)
{
	struct db *db = new_store(url);

	CHECK_INT(add(db, 1, "Zhang San 13800000000", 1), OK);
	CHECK_INT(add(db, 2, "Zhang San 13800000000", 1), ERR_EXISTS);
	CHECK(strstr(db_error(db), "13800000000") == NULL);
	CHECK_INT(add(db, 3, "Li Si 13900000000", -1), ERR_REFUSED);
	CHECK(strstr(db_error(db), "13900000000") == NULL);
	db_close(db);
}

BOTH(an_error_ends_the_transaction)
{
	struct db *db = new_store(url);
	struct db_rows r;

	CHECK_INT(db_begin(db), OK);
	CHECK(db_in_tx(db));
	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(add(db, 1, "again", 1), ERR_EXISTS);
	CHECK_INT(add(db, 2, "two", 1), ERR_EXISTS);
	CHECK_INT(db_query(db, &mem, &r, "SELECT 1"), ERR_EXISTS);
	CHECK_INT(db_commit(db), ERR_EXISTS);
	CHECK(!db_in_tx(db));
	CHECK_INT(count(db), 0);
	CHECK_INT(add(db, 2, "two", 1), OK);
	db_close(db);
}

BOTH(no_row_is_no_error_of_the_transaction)
{
	struct db *db = new_store(url);
	struct db_rows r;

	CHECK_INT(db_begin(db), OK);
	CHECK_INT(db_one(db, &mem, &r, "SELECT id FROM thing"), ERR_NOTFOUND);
	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(db_commit(db), OK);
	CHECK_INT(count(db), 1);
	db_close(db);
}

BOTH(a_deferred_refusal_comes_at_commit)
{
	struct db *db = new_store(url);

	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(db_run(db, NULL, "INSERT INTO part (thing_id, n, late_id) VALUES ($1, $2, $3)",
		db_int(1), db_int(1), db_int(77)), OK);
	CHECK_INT(db_commit(db), ERR_REFUSED);
	CHECK(!db_in_tx(db));
	CHECK_INT(count(db), 0);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(db_commit(db), OK);
	db_close(db);
}

/* --- transactions -------------------------------------------------------------------------- */

BOTH(commit_keeps_and_rollback_forgets)
{
	struct db *db = new_store(url), *other = open_store(url, 0);

	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(count(other), 0);
	CHECK_INT(db_commit(db), OK);
	CHECK_INT(count(other), 1);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 2, "two", 1), OK);
	db_rollback(db);
	CHECK_INT(count(db), 1);
	CHECK_INT(count(other), 1);
	db_rollback(db); /* nothing to do */
	db_close(other);
	db_close(db);
}

BOTH(closing_rolls_back_and_opening_finds_all)
{
	struct db *db = new_store(url);

	CHECK_INT(add(db, 1, "one", 1), OK);
	CHECK_INT(db_begin(db), OK);
	CHECK_INT(add(db, 2, "two", 1), OK);
	db_close(db);
	db = open_store(url, 0);
	CHECK_INT(count(db), 1);
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(count(db), 1);
	CHECK_INT(add(db, 2, "two", 1), OK);
	db_close(db);
	db_close(NULL);
}

BOTH(the_others_commits_are_noticed)
{
	struct db *db = new_store(url), *other = open_store(url, 0);
	int64_t before = db_changes_seen(db), now;

	CHECK_INT(db_changes_seen(db), before);
	CHECK_INT(add(db, 1, "mine", 1), OK);
	CHECK_INT(db_changes_seen(db), before);
	CHECK_INT(add(other, 2, "theirs", 1), OK);
	now = db_changes_seen(db);
	for (int i = 0; i < 200 && now == before; i++) { /* a notice may still be under way */
		usleep(1000);
		now = db_changes_seen(db);
	}
	CHECK(now != before);
	CHECK_INT(db_changes_seen(db), now);
	db_close(other);
	db_close(db);
}

/* No waiting for a notice: what can be read has moved it. */
BOTH(a_moment_is_another_after_a_commit)
{
	struct db *db = new_store(url), *other = open_store(url, 0);
	struct arena a = ARENA_INIT;
	const char *before, *after;
	int same = 0;

	for (int i = 1; i <= 50; i++) {
		CHECK_INT(db_moment(db, &a, &before), OK);
		CHECK_INT(add(other, i, arena_printf(&a, "n%d", i), 1), OK);
		CHECK_INT(db_moment(db, &a, &after), OK);
		same += strcmp(before, after) == 0;
		CHECK_INT(count(db), i);
		CHECK_INT(db_moment(db, &a, &before), OK);
		CHECK_STR(before, after); /* reading is no commit */
	}
	CHECK_INT(same, 0);
	arena_release(&a);
	db_close(other);
	db_close(db);
}

BOTH(a_reader_changes_nothing)
{
	struct db *db = new_store(url), *reader;

	CHECK_INT(add(db, 1, "one", 1), OK);
	reader = open_store(url, DB_READONLY);
	CHECK_INT(count(reader), 1);
	CHECK_INT(add(reader, 2, "two", 1), ERR_DENIED);
	CHECK_INT(db_begin(reader), ERR_DENIED);
	CHECK_INT(add(db, 2, "two", 1), OK);
	CHECK_INT(count(reader), 2);
	db_close(db);
	db_close(reader);
}

/* --- waiting ------------------------------------------------------------------------------- */

struct wait { int calls; int64_t waited_ms; int terminal, pid; };

static void note_wait(void *ctx, int64_t waited_ms, int terminal, int pid)
{
	struct wait *w = ctx;

	CHECK(waited_ms >= w->waited_ms);
	*w = (struct wait){ w->calls + 1, waited_ms, terminal, pid };
}

BOTH(a_writer_waits_its_turn_and_gives_up)
{
	struct db *holder = new_store(url), *waiter = open_store(url, 0);
	struct wait w = { 0 };

	db_set_terminal(holder, 7);
	CHECK_INT(db_begin(holder), OK);
	db_on_wait(waiter, note_wait, &w);
	db_set_patience(waiter, 150);
	CHECK_INT(db_begin(waiter), ERR_BUSY);
	CHECK(w.calls >= 2);
	CHECK(w.waited_ms >= 20 && w.waited_ms <= 5000);
	CHECK_INT(w.terminal, 7);
	CHECK_INT(w.pid, getpid());
	CHECK_INT(count(waiter), 0); /* reading needs no turn */
	CHECK_INT(db_commit(holder), OK);
	CHECK_INT(db_begin(waiter), OK);
	CHECK_INT(add(waiter, 1, "one", 1), OK);
	CHECK_INT(db_commit(waiter), OK);
	db_close(waiter);
	db_close(holder);
}

/* Adds `times` to one row, each time reading it first: what the turnstile must make exact. */
static int add_up(const char *url, int times)
{
	struct arena a = ARENA_INIT;
	const char *why = "";
	struct db *db;

	if (db_open(&a, url, 0, &db, &why))
		return 1;
	for (int i = 0; i < times; i++) {
		struct db_rows r;

		if (db_begin(db) || db_one(db, &a, &r, "SELECT amount FROM thing WHERE id = 1") ||
			db_run(db, NULL, "UPDATE thing SET amount = $1 WHERE id = 1",
				db_int(row_int(&r, 0, 0) + 1)) || db_commit(db))
			return 1;
		db_idle(db);
		arena_clear(&a);
	}
	db_close(db);
	arena_release(&a);
	return 0;
}

/* SQLite keeps its view of locks per process, so nothing is open while a child is forked. */
BOTH(processes_add_up_exactly)
{
	enum { PROCESSES = 4, TIMES = 200 };
	struct db *db = new_store(url);
	struct db_rows r;
	int bad = 0;

	CHECK_INT(add(db, 1, "one", 0), OK);
	db_close(db);
	for (int i = 0; i < PROCESSES; i++)
		if (fork() == 0)
			_exit(add_up(url, TIMES));
	for (int i = 0, status; i < PROCESSES; i++)
		bad += wait(&status) < 0 || status != 0;
	CHECK_INT(bad, 0);
	db = open_store(url, 0);
	if (CHECK_INT(db_one(db, &mem, &r, "SELECT amount FROM thing WHERE id = 1"), OK))
		CHECK_INT(row_int(&r, 0, 0), PROCESSES * TIMES);
	db_close(db);
}

BOTH(a_killed_writer_leaves_nothing_and_frees_the_others)
{
	struct db *db = new_store(url);
	int64_t start;
	int ready[2];
	pid_t child;
	char byte;

	CHECK_INT(pipe(ready), 0);
	db_close(db);
	child = fork();
	if (child == 0) {
		struct arena a = ARENA_INIT;
		const char *why = "";
		struct db *own;

		if (db_open(&a, url, 0, &own, &why) || db_begin(own) || add(own, 1, "half", 1))
			_exit(1);
		if (write(ready[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	CHECK_INT(read(ready[0], &byte, 1), 1);
	db = open_store(url, DB_READONLY);
	CHECK_INT(count(db), 0);
	db_close(db);
	CHECK_INT(kill(child, SIGKILL), 0);
	CHECK_INT(waitpid(child, NULL, 0), child);
	start = clock_mono_ms();
	db = open_store(url, 0);
	CHECK_INT(db_begin(db), OK);
	CHECK(clock_mono_ms() - start < 2000);
	CHECK_INT(add(db, 1, "whole", 1), OK);
	CHECK_INT(db_commit(db), OK);
	CHECK_INT(count(db), 1);
	close(ready[0]);
	close(ready[1]);
	db_close(db);
}

T_MAIN
