/* db_sqlite_file.c - a store as a file: where it may lie, made, copied, put in the place of another. */
#include "db_sqlite_file_int.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "db_int.h"
#include "store/db_test.h"
#include "turnstile_int.h"

static bool sync_path(const char *path, int how)
{
	int fd = open(path, how | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool sync_folder_of(const char *path)
{
	char dir[PATH_MAX];

	snprintf(dir, sizeof(dir), "%s", path);
	return sync_path(dirname(dir), O_RDONLY | O_DIRECTORY);
}

/* --- where, and made ----------------------------------------------------------------------- */

/* WAL keeps its index in shared memory and its locks in the kernel: neither spans two machines.
 * FUSE stands for sshfs and its kind; what it stands on is not to be known. */
bool db_is_network_fs(int64_t f_type)
{
	static const int64_t magic[] = {
		NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB2 */,
		FUSE_SUPER_MAGIC, CODA_SUPER_MAGIC, AFS_SUPER_MAGIC, 0x6b414653 /* kAFS */,
		V9FS_MAGIC, CEPH_SUPER_MAGIC, 0x0bd00bd0 /* Lustre */, 0x01161970 /* GFS2 */,
		OCFS2_SUPER_MAGIC, 0x786f4256 /* vboxsf */, 0xbacbacbc /* vmhgfs */,
		0x19830326 /* BeeGFS */, 0x47504653 /* GPFS */,
	};

	for (size_t i = 0; i < sizeof(magic) / sizeof(magic[0]); i++)
		if ((uint32_t)f_type == (uint32_t)magic[i])
			return true;
	return false;
}

enum err sqlite_file_refused(struct db *db, const char *path)
{
	char dir[PATH_MAX];
	struct statfs fs;

	if (snprintf(dir, sizeof(dir), "%s", path) >= (int)sizeof(dir))
		return db_fail(db, ERR_INVALID, "the path is too long");
	if (statfs(path, &fs) != 0 && statfs(dirname(dir), &fs) != 0)
		return db_fail(db, ERR_NOTFOUND, "%s", strerror(errno));
	if (db_is_network_fs(fs.f_type))
		return db_fail(db, ERR_REFUSED,
			"a store cannot live on a network file system (type %#llx): put it on a "
			"disk of this machine", (unsigned long long)fs.f_type);
	return OK;
}

/* SQLite would make the file readable to all; a service account's group shares it instead. The
 * directory is synced, or a power cut could take the whole store back. */
enum err sqlite_file_make(struct db *db, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);

	if (fd < 0)
		return db_fail(db, ERR_IO, "%s", strerror(errno));
	close(fd);
	return sync_folder_of(path) ? OK : db_fail(db, ERR_IO, "the folder: %s", strerror(errno));
}

/* --- copied, and put in a place ------------------------------------------------------------ */

/* All pages in one step, so that no commit makes it begin anew; then out of WAL mode, so that the copy is
 * one file. */
static enum err copy_pages(struct db *db, sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(to);

	if (b)
		(void)sqlite3_backup_finish(b);
	if (rc == SQLITE_DONE)
		rc = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return OK;
	return db_fail(db, (rc & 0xff) == SQLITE_BUSY ? ERR_BUSY : (rc & 0xff) == SQLITE_CORRUPT ?
		ERR_CORRUPT : ERR_IO, "backup: %s (%d)", sqlite3_errstr(rc), rc);
}

enum err sqlite_file_copy(struct db *db, sqlite3 *conn, const char *path)
{
	sqlite3 *to = NULL;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err e;

	if (fd < 0)
		return db_fail(db, errno == EEXIST ? ERR_EXISTS : ERR_IO, "%s: %s", path, strerror(errno));
	close(fd);
	if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
		e = copy_pages(db, conn, to);
	else
		e = db_fail(db, ERR_IO, "%s: %s", path, sqlite3_errmsg(to));
	sqlite3_close(to);
	if (!e && (!sync_path(path, O_RDWR) || !sync_folder_of(path)))
		e = db_fail(db, ERR_IO, "%s: %s", path, strerror(errno));
	if (e)
		unlink(path);
	return e;
}

/* The log and its index belong to the file that goes. */
static void remove_tails(const char *path)
{
	static const char *const tails[] = { "-wal", "-shm", "-journal" };
	char name[PATH_MAX];

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (snprintf(name, sizeof(name), "%s%s", path, tails[i]) < (int)sizeof(name))
			unlink(name);
}

void db_remove_beside(const char *path)
{
	remove_tails(path);
	turnstile_remove(path);
}

/* The old store's log goes with it, or what it holds would be lost with the name. */
static bool keep_old(const char *path, const char *keep)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct stat st;

	if (!keep)
		return false;
	if (snprintf(from, sizeof(from), "%s-wal", path) >= (int)sizeof(from) ||
		snprintf(to, sizeof(to), "%s-wal", keep) >= (int)sizeof(to))
		return false;
	if (stat(from, &st) == 0 && st.st_size > 0 && rename(from, to) != 0)
		return false;
	/* A second name, so that there is a store under the first at every moment. */
	return link(path, keep) == 0 || (errno != EEXIST && rename(path, keep) == 0);
}

enum err db_put_file(struct arena *a, const char *path, const char *file, const char *keep,
	const char **why)
{
	struct turnstile gate;
	enum err e = OK;

	if (!keep && access(path, F_OK) == 0)
		return ERR_EXISTS;
	e = turnstile_open(&gate, path);
	if (e) {
		*why = arena_strdup(a, gate.error);
		return e;
	}
	if (!turnstile_last(&gate))
		e = ERR_BUSY;
	else if (access(path, F_OK) == 0 && !keep_old(path, keep))
		e = ERR_IO;
	if (!e) {
		remove_tails(path);
		if (rename(file, path) != 0 || !sync_folder_of(path))
			e = ERR_IO;
	}
	if (e == ERR_IO)
		*why = arena_printf(a, "%s: %s", path, strerror(errno));
	turnstile_close(&gate);
	return e;
}
