/* sqlite_test.c - what the embedded engine alone must do: the settings that the promises rest on, one
 * file of one program, poisoned after a failure of the disk, checkpoints only in their turn. */
#include <fcntl.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "../crash/powercut_vfs.h"
#include "pg.h"
#include "store/db.h"
#include "store/db_test.h"

static struct arena mem;

static enum err try_open(const char *url, unsigned flags, struct db **db)
{
	const char *why = "";
	enum err e = db_open(&mem, url, flags, db, &why);

	CHECK(e == OK || why[0] != '\0');
	return e;
}

static struct db *open_store(const char *url, unsigned flags)
{
	struct db *db = NULL;

	CHECK_INT(try_open(url, flags, &db), OK);
	return db;
}

static struct db *new_store(const char *url)
{
	struct db *db = open_store(url, DB_CREATE);

	CHECK_INT(db_run(db, NULL, "CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT) STRICT"), OK);
	return db;
}

static enum err add(struct db *db, int64_t id)
{
	return db_run(db, NULL, "INSERT INTO t (id, text) VALUES ($1, $2)", db_int(id),
		db_text("something to write"));
}

static int64_t number(struct db *db, const char *sql)
{
	struct db_rows r;

	return db_query_args(db, &mem, &r, sql, NULL, 0) == OK && r.count ? row_int(&r, 0, 0) : -1;
}

static int64_t file_size(const char *url, const char *suffix)
{
	char path[700];
	struct stat st;

	snprintf(path, sizeof(path), "%s%s", url + strlen("sqlite:"), suffix);
	return stat(path, &st) == 0 ? st.st_size : -1;
}

/* --- opening ------------------------------------------------------------------------------- */

TEST(every_connection_has_the_settings)
{
	static const struct { const char *ask; int64_t want; } asked[] = {
		{ "PRAGMA synchronous", 2 }, { "PRAGMA foreign_keys", 1 },
		{ "PRAGMA recursive_triggers", 1 }, { "PRAGMA trusted_schema", 0 },
		{ "PRAGMA cell_size_check", 1 }, { "PRAGMA wal_autocheckpoint", 0 },
	};
	const char *url = sqlite_new_store();
	struct db *db = new_store(url);
	struct db_rows r;

	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
			if (!CHECK_INT(number(db, asked[i].ask), asked[i].want))
				printf("# %s\n", asked[i].ask);
		if (round < 2 && CHECK_INT(db_one(db, &mem, &r, "PRAGMA journal_mode"), OK))
			CHECK_STR(row_text(&r, 0, 0), "wal");
		CHECK_INT(db_query(db, &mem, &r, "SELECT \"no such column\" FROM t"), ERR_INVALID);
		if (round == 0) {
			CHECK_INT(db_reopen(db), OK);
		} else if (round == 1) {
			db_close(db);
			db = open_store(url, DB_READONLY);
		}
	}
	db_close(db);
}

/* A file system without shared memory has no WAL: SQLite goes on in another mode, the store does not. */
TEST(a_setting_that_does_not_hold_is_refused)
{
	struct db *db;
	const char *why = "";

	db_sqlite_use_vfs("unix-dotfile");
	CHECK_INT(db_open(&mem, sqlite_new_store(), DB_CREATE, &db, &why), ERR_IO);
	CHECK(strstr(why, "journal_mode") != NULL);
	db_sqlite_use_vfs(NULL);
}

TEST(what_is_no_store_is_not_opened)
{
	const char *url = sqlite_new_store(), *path = url + strlen("sqlite:");
	struct db *db;
	sqlite3 *other;
	FILE *f;

	CHECK_INT(try_open(url, 0, &db), ERR_NOTFOUND);
	CHECK_INT(try_open("sqlite:/nowhere/at/all.db", DB_CREATE, &db), ERR_NOTFOUND);
	CHECK_INT(try_open("mysql:x", 0, &db), ERR_INVALID);
	CHECK_INT(try_open("fault:x:before:sqlite:y", 0, &db), ERR_INVALID);
	f = fopen(path, "w");
	CHECK(f && fclose(f) == 0);
	CHECK_INT(try_open(url, 0, &db), ERR_NOTFOUND); /* empty: init was interrupted */
	f = fopen(path, "w");
	for (int i = 0; i < 200; i++)
		fprintf(f, "this is no database at all, line %d\n", i);
	CHECK_INT(fclose(f), 0);
	CHECK_INT(try_open(url, 0, &db), ERR_CORRUPT);
	CHECK_INT(unlink(path), 0);
	CHECK_INT(sqlite3_open(path, &other), SQLITE_OK);
	CHECK_INT(sqlite3_exec(other, "CREATE TABLE x (a)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	CHECK_INT(try_open(url, 0, &db), ERR_INVALID); /* somebody else's */
	CHECK_INT(try_open(url, DB_CREATE, &db), ERR_INVALID);
}

TEST(network_file_systems_are_refused)
{
	CHECK(db_is_network_fs(NFS_SUPER_MAGIC));
	CHECK(db_is_network_fs(SMB_SUPER_MAGIC));
	CHECK(db_is_network_fs((int32_t)0xff534d42)); /* CIFS: negative in a 32-bit f_type */
	CHECK(db_is_network_fs(0xfe534d42));
	CHECK(db_is_network_fs(FUSE_SUPER_MAGIC)); /* sshfs */
	CHECK(!db_is_network_fs(EXT4_SUPER_MAGIC));
	CHECK(!db_is_network_fs(XFS_SUPER_MAGIC));
	CHECK(!db_is_network_fs(BTRFS_SUPER_MAGIC));
	CHECK(!db_is_network_fs(TMPFS_MAGIC));
	CHECK(!db_is_network_fs(OVERLAYFS_SUPER_MAGIC));
}

TEST(the_files_belong_to_the_group_and_to_no_stranger)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".turnstile" };
	const char *url = sqlite_new_store();
	mode_t was = umask(002);
	struct db *db = new_store(url);

	umask(was);
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		char path[700];
		struct stat st;

		snprintf(path, sizeof(path), "%s%s", url + strlen("sqlite:"), suffixes[i]);
		if (CHECK_INT(stat(path, &st), 0))
			CHECK_INT(st.st_mode & 0777, 0660);
	}
	db_close(db);
}

/* --- a disk that fails --------------------------------------------------------------------- */

static const char *disk_store(void)
{
	db_sqlite_use_vfs(POWERCUT_VFS);
	powercut_reset(4096);
	return sqlite_new_store();
}

static void leave_disk(struct db *db)
{
	db_close(db);
	powercut_release();
	db_sqlite_use_vfs(NULL);
}

/* At each call in turn, once and for good: refused, nothing half done, everything goes on later. */
static void fail_everywhere(int error, bool sticky)
{
	const char *url = disk_store();
	struct db *db = new_store(url);
	int64_t failures = 0;
	bool met = true;

	for (int64_t k = 1; met && k < 100; k++) {
		enum err e;

		powercut_fail_at(k, error, sticky);
		e = add(db, k);
		met = powercut_has_failed();
		powercut_fail_at(0, 0, false);
		if (e) {
			failures++;
			CHECK(e == ERR_IO || e == ERR_UNKNOWN);
			CHECK_INT(add(db, k), ERR_IO); /* poisoned, though the disk is well again */
			CHECK_INT(db_full(db), error == SQLITE_FULL);
			CHECK_INT(db_begin(db), ERR_IO);
			CHECK_INT(number(db, "SELECT 1"), -1);
			CHECK_INT(db_reopen(db), OK);
			e = add(db, k);
			CHECK(e == OK ? !db_full(db) : e == ERR_EXISTS);
		}
		CHECK_INT(number(db, "SELECT count(*) FROM t"), k);
	}
	CHECK(failures > 0);
	CHECK_INT(number(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
	leave_disk(db);
}

TEST(a_failing_write_poisons_until_reopened)
{
	fail_everywhere(SQLITE_IOERR_WRITE, false);
}

TEST(a_failing_sync_poisons_until_reopened)
{
	fail_everywhere(SQLITE_IOERR_FSYNC, true);
}

TEST(a_full_disk_poisons_until_reopened)
{
	fail_everywhere(SQLITE_FULL, true);
}

/* Written, not synced, and the writer is gone: whoever finds it may say "done" only when it stays. */
TEST(what_is_found_after_a_crash_stays)
{
	const char *url = disk_store();
	struct db *db = new_store(url);

	CHECK_INT(add(db, 1), OK);
	powercut_cut_at(0, CUT_DROPS, 1);
	powercut_fail_at(2, SQLITE_IOERR_WRITE, false); /* the log's last frame, written all the same */
	CHECK_INT(add(db, 2), ERR_UNKNOWN);
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t WHERE id = 2"), 1);
	powercut_cut_now();
	CHECK(db_reopen(db) != OK);
	powercut_restore_power();
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t WHERE id = 2"), 1);
	leave_disk(db);
}

TEST(a_store_that_cannot_be_reopened_stays_poisoned)
{
	const char *url = disk_store();
	struct db *db = new_store(url);

	powercut_cut_now();
	CHECK(add(db, 1) != OK);
	CHECK(db_reopen(db) != OK);
	CHECK_INT(add(db, 1), ERR_IO);
	powercut_restore_power();
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(add(db, 1), OK);
	leave_disk(db);
}

/* --- what a commit costs ------------------------------------------------------------------- */

TEST(a_commit_is_one_flush)
{
	const char *url = disk_store();
	struct db *db = new_store(url);

	CHECK_INT(add(db, 1), OK);
	powercut_cut_at(0, CUT_KEEPS, 1);
	for (int i = 2; i <= 101; i++)
		CHECK_INT(add(db, i), OK);
	CHECK_INT(powercut_syncs(), 100);
	CHECK(powercut_bytes() <= 100 * 2 * 4200);
	leave_disk(db);
}

/* Lost by a cut of power when nothing was committed after it, kept when something was: by its process or another's,
 * also where it began the log. */
TEST(what_need_not_last_costs_no_flush)
{
	const char *url = disk_store();
	struct db *db = new_store(url), *other;

	CHECK_INT(add(db, 1), OK);
	db_close(db);
	db = open_store(url, 0);
	powercut_cut_at(0, CUT_DROPS, 1);
	CHECK_INT(db_run_unsynced(db, NULL, "INSERT INTO t (id) VALUES (2)"), OK);
	CHECK_INT(powercut_syncs(), 0);
	powercut_cut_now();
	CHECK(db_reopen(db) != OK);
	powercut_restore_power();
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t WHERE id = 2"), 0);

	powercut_cut_at(0, CUT_DROPS, 1);
	CHECK_INT(db_run_unsynced(db, NULL, "INSERT INTO t (id) VALUES (3)"), OK);
	CHECK_INT(powercut_syncs(), 0);
	other = open_store(url, 0);
	CHECK_INT(add(other, 4), OK);
	CHECK_INT(add(db, 5), OK);
	CHECK(powercut_syncs() >= 2);
	db_close(other);
	powercut_cut_now();
	CHECK(db_reopen(db) != OK);
	powercut_restore_power();
	CHECK_INT(db_reopen(db), OK);
	CHECK_INT(number(db, "SELECT count(*) FROM t WHERE id IN (3, 4, 5)"), 3);
	leave_disk(db);
}

/* --- checkpoints --------------------------------------------------------------------------- */

/* Writes until the log has about so many frames. */
static void grow_log(struct db *db, int from, int commits)
{
	for (int i = 0; i < commits; i++)
		CHECK_INT(add(db, from + i), OK);
}

TEST(the_log_is_checkpointed_in_idle_moments_only)
{
	const char *url = sqlite_new_store();
	struct db *db = new_store(url);
	int64_t main_before = file_size(url, ""), log;

	grow_log(db, 1, 1100);
	log = file_size(url, "-wal");
	CHECK(log > 1000 * 4096);
	CHECK_INT(file_size(url, ""), main_before);
	db_idle(db);
	CHECK(file_size(url, "") > main_before);
	grow_log(db, 2000, 400);
	db_idle(db); /* the log begins anew, so there is nothing to do yet */
	CHECK_INT(file_size(url, "-wal"), log);
	db_close(db);
	CHECK_INT(file_size(url, "-wal"), 0); /* the last to close leaves no log */
	db = open_store(url, 0);
	CHECK_INT(number(db, "SELECT count(*) FROM t"), 1500);
	db_close(db);
}

TEST(the_log_is_bounded_without_idle_moments)
{
	static char page[80000];
	const char *url = sqlite_new_store();
	struct db *db = new_store(url);

	memset(page, 'w', sizeof(page) - 1);
	for (int i = 0; i < 1000; i++) /* some 20 frames each */
		CHECK_INT(db_run(db, NULL, "INSERT INTO t (id, text) VALUES ($1, $2)", db_int(i),
			db_text(page)), OK);
	CHECK(file_size(url, "-wal") > 10000 * 4120);
	CHECK(file_size(url, "-wal") < 17000 * 4120);
	db_close(db);
}

/* A child that holds the store while the parent looks; it ends when told. */
struct child { pid_t pid; int to, from; };

static struct child start(const char *url, int (*run)(struct db *db, int in, int out))
{
	int to[2], from[2];
	struct child c = { 0 };

	if (!CHECK(pipe(to) == 0 && pipe(from) == 0))
		return c;
	c.pid = fork();
	if (c.pid == 0) {
		struct arena a = ARENA_INIT;
		const char *why = "";
		struct db *db;

		close(to[1]);
		close(from[0]);
		if (db_open(&a, url, 0, &db, &why))
			_exit(1);
		_exit(run(db, to[0], from[1]));
	}
	close(to[0]);
	close(from[1]);
	c.to = to[1];
	c.from = from[0];
	return c;
}

static bool says_so(int fd)
{
	char byte;

	return read(fd, &byte, 1) == 1;
}

static void say_so(int fd)
{
	if (write(fd, "x", 1) != 1)
		_exit(1);
}

static int finish(struct child *c)
{
	int status = -1;

	close(c->to);
	close(c->from);
	waitpid(c->pid, &status, 0);
	return status;
}

/* Each byte moves it on: begin, commit, close. */
static int write_when_told(struct db *db, int in, int out)
{
	say_so(out);
	if (!says_so(in) || db_begin(db) || add(db, 1000000))
		return 1;
	say_so(out);
	if (!says_so(in) || db_commit(db))
		return 1;
	say_so(out);
	(void)says_so(in);
	db_close(db);
	return 0;
}

TEST(nobody_checkpoints_beside_a_writer)
{
	const char *url = sqlite_new_store();
	struct db *db = new_store(url);
	struct child c;
	int64_t before;

	db_close(db);
	c = start(url, write_when_told);
	CHECK(says_so(c.from));
	db = open_store(url, 0);
	grow_log(db, 1, 1100);
	before = file_size(url, "");
	say_so(c.to);
	CHECK(says_so(c.from)); /* it is inside */
	db_idle(db);
	CHECK_INT(file_size(url, ""), before);
	say_so(c.to);
	CHECK(says_so(c.from)); /* it has committed */
	db_idle(db);
	CHECK(file_size(url, "") > before);
	CHECK_INT(number(db, "SELECT count(*) FROM t"), 1101);
	CHECK_INT(finish(&c), 0);
	db_close(db);
}

static int read_and_hold(struct db *db, int in, int out)
{
	(void)db;
	say_so(out);
	(void)says_so(in);
	db_close(db);
	return 0;
}

TEST(only_the_last_to_close_empties_the_log)
{
	const char *url = sqlite_new_store();
	struct db *db = new_store(url);
	struct child c;

	db_close(db);
	c = start(url, read_and_hold);
	CHECK(says_so(c.from));
	db = open_store(url, 0);
	grow_log(db, 1, 20);
	db_close(db);
	CHECK(file_size(url, "-wal") > 0);
	say_so(c.to);
	CHECK_INT(finish(&c), 0);
	CHECK_INT(file_size(url, "-wal"), 0);
}

T_MAIN
