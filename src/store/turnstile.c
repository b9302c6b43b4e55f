/* turnstile.c - the fair gate round every commit and checkpoint, see turnstile_int.h.
 *
 * What can go wrong, and what stands against it:
 * - The holder is killed: the kernel undoes its operation (SEM_UNDO).
 * - The set vanishes (logind's RemoveIPC at a user's last logout, a reboot): waiters get EIDRM,
 *   the next comer EINVAL, and whoever sees it first makes a new set under the file's lock.
 *   Somebody may still be inside by the old set: the maker writes the new id, then looks for a
 *   holder; who enters writes himself as the holder, then looks at the id. One of the two sees the
 *   other.
 * - The file's page is read and written by pread and pwrite, not mapped: a mapped page of a full
 *   or truncated file would kill the till. */
#include "turnstile_int.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/random.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define MAGIC 0x5a475431 /* "ZGT1": the layout below */
#define WORLD_MAX 64
#define ATTACH_PATIENCE_MS 10000 /* the last closer may be writing back a large log */
#define OLD_HOLDER_PATIENCE_MS 5000
/* A waiter that stops waiting to look at its keys goes to the end of the queue. So the first look
 * comes late enough for a shop of fifty busy terminals to be served before it. */
#define FIRST_SLICE_MS 60
#define SLICE_MS 20

/* The file. `world` is where the set lives: it is void after a reboot and in another namespace. */
struct named {
	uint32_t magic;
	int32_t ready; /* the set is made and open for use */
	int32_t set;
	uint16_t tag[TURNSTILE_TAGS];
	char world[WORLD_MAX];
};
struct holder {
	int32_t pid, terminal;
};
struct page {
	struct named named;
	struct holder holder;
};
union semun {
	int val;
	struct semid_ds *buf;
	unsigned short *array;
};

/* Byte ranges of the file that are locked. */
enum { LOCK_ATTACHED = 0, LOCK_MAKING = 1 };

static enum err fail(struct turnstile *t, enum err e, const char *what)
{
	snprintf(t->error, sizeof(t->error), "turnstile: %s: %s", what, strerror(errno));
	return e;
}

static void sleep_ms(int ms)
{
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL);
}

/* --- the file ------------------------------------------------------------------------------ */

/* OFD locks: they end with the descriptor, and closing another one of the same file does not drop
 * them. */
static bool lock_try(struct turnstile *t, short type, int byte)
{
	struct flock fl = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

	return fcntl(t->fd, F_OFD_SETLK, &fl) == 0;
}

static bool lock_wait(struct turnstile *t, short type, int byte)
{
	int64_t start = clock_mono_ms();

	while (!lock_try(t, type, byte)) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return false;
		if (clock_mono_ms() - start > ATTACH_PATIENCE_MS)
			return false;
		sleep_ms(1);
	}
	return true;
}

static struct named read_named(struct turnstile *t)
{
	struct named n;

	if (pread(t->fd, &n, sizeof(n), offsetof(struct page, named)) != (ssize_t)sizeof(n) ||
		n.magic != MAGIC)
		return (struct named){ 0 };
	n.world[WORLD_MAX - 1] = '\0';
	return n;
}

static struct holder read_holder(struct turnstile *t)
{
	struct holder h;

	if (pread(t->fd, &h, sizeof(h), offsetof(struct page, holder)) != (ssize_t)sizeof(h))
		return (struct holder){ 0 };
	return h;
}

static bool write_named(struct turnstile *t, const struct named *n)
{
	return pwrite(t->fd, n, sizeof(*n), offsetof(struct page, named)) == (ssize_t)sizeof(*n);
}

static bool write_holder(struct turnstile *t, struct holder h)
{
	return pwrite(t->fd, &h, sizeof(h), offsetof(struct page, holder)) == (ssize_t)sizeof(h);
}

/* Which kernel, and which of its name spaces for semaphores. */
static void this_world(char world[WORLD_MAX])
{
	char boot[40] = "";
	struct stat st;
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		ssize_t n = read(fd, boot, sizeof(boot) - 1);

		boot[n > 0 ? strcspn(boot, "\n") : 0] = '\0';
		close(fd);
	}
	if (stat("/proc/self/ns/ipc", &st))
		st.st_ino = 0;
	memset(world, 0, WORLD_MAX);
	snprintf(world, WORLD_MAX, "%s %llx", boot, (unsigned long long)st.st_ino);
}

/* --- the set ------------------------------------------------------------------------------- */

/* OK it is the named one, ERR_STALE it is gone (or the number is another's), ERR_IO not ours to
 * use. */
static enum err find_set(struct turnstile *t, const struct named *n)
{
	unsigned short values[1 + TURNSTILE_TAGS];

	if (semctl(n->set, 0, GETALL, (union semun){ .array = values }) != 0)
		return errno == EINVAL || errno == EIDRM ? ERR_STALE : fail(t, ERR_IO, "semctl");
	return memcmp(values + 1, n->tag, sizeof(n->tag)) == 0 ? OK : ERR_STALE;
}

/* By the old set somebody may still be inside; a dead one counts for nothing. */
static void let_old_holder_leave(struct turnstile *t)
{
	int64_t start = clock_mono_ms();

	for (;;) {
		struct holder h = read_holder(t);

		if (h.pid <= 0 || h.pid == getpid() || (kill(h.pid, 0) != 0 && errno == ESRCH))
			return;
		if (clock_mono_ms() - start > OLD_HOLDER_PATIENCE_MS)
			return;
		sleep_ms(1);
	}
}

/* A new set belongs to whoever owns the store, whoever made it. */
static bool give_to_store(struct turnstile *t, int set)
{
	struct semid_ds ds;

	if (semctl(set, 0, IPC_STAT, (union semun){ .buf = &ds }) != 0)
		return false;
	ds.sem_perm.uid = t->uid;
	ds.sem_perm.gid = t->gid;
	ds.sem_perm.mode = t->mode & 0666;
	return semctl(set, 0, IPC_SET, (union semun){ .buf = &ds }) == 0;
}

static enum err make_set(struct turnstile *t, struct named *n)
{
	unsigned short values[1 + TURNSTILE_TAGS] = { 0 };

	if (getrandom(n->tag, sizeof(n->tag), 0) != (ssize_t)sizeof(n->tag))
		return fail(t, ERR_IO, "no random tag");
	for (int i = 0; i < TURNSTILE_TAGS; i++)
		values[1 + i] = n->tag[i] &= SHRT_MAX;
	n->set = semget(IPC_PRIVATE, 1 + TURNSTILE_TAGS, 0600);
	if (n->set < 0)
		return fail(t, ERR_IO, "semget");
	n->magic = MAGIC;
	n->ready = 0;
	if (semctl(n->set, 0, SETALL, (union semun){ .array = values }) != 0 ||
		!give_to_store(t, n->set) || !write_named(t, n)) {
		enum err e = fail(t, ERR_IO, "making the set");

		(void)semctl(n->set, 0, IPC_RMID);
		return e;
	}
	let_old_holder_leave(t);
	n->ready = 1;
	if (semctl(n->set, 0, SETVAL, (union semun){ .val = 1 }) != 0 || !write_named(t, n))
		return fail(t, ERR_IO, "opening the set");
	return OK;
}

/* Under LOCK_MAKING: the set that the file names, or a new one in its place. */
static enum err name_set(struct turnstile *t)
{
	struct named n = read_named(t);
	char world[WORLD_MAX];
	bool elsewhere;
	enum err e = ERR_STALE;

	this_world(world);
	elsewhere = n.ready && strcmp(n.world, world) != 0;
	if (elsewhere && !lock_try(t, F_WRLCK, LOCK_ATTACHED)) {
		errno = EXDEV;
		return fail(t, ERR_IO, "the store is in use from another container");
	}
	if (elsewhere && !write_holder(t, (struct holder){ 0 }))
		return fail(t, ERR_IO, "writing the file");
	if (n.ready && !elsewhere)
		e = find_set(t, &n);
	if (e == ERR_STALE) {
		memcpy(n.world, world, sizeof(world));
		e = make_set(t, &n);
	}
	if (e)
		return e;
	t->set = n.set;
	memcpy(t->tag, n.tag, sizeof(t->tag));
	return OK;
}

static enum err attach(struct turnstile *t)
{
	enum err e;

	if (!lock_wait(t, F_WRLCK, LOCK_MAKING))
		return fail(t, ERR_IO, "locking the file");
	e = name_set(t);
	if (!e && !lock_try(t, F_RDLCK, LOCK_ATTACHED))
		e = fail(t, ERR_IO, "attaching");
	(void)lock_try(t, F_UNLCK, LOCK_MAKING);
	return e;
}

/* --- opening and closing ------------------------------------------------------------------- */

static enum err open_file(struct turnstile *t)
{
	struct stat st;

	t->fd = open(t->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, t->mode & 0666);
	if (t->fd < 0)
		return fail(t, ERR_IO, t->path);
	if (fstat(t->fd, &st) != 0)
		return fail(t, ERR_IO, t->path);
	/* Whoever may use the store must be able to use its turnstile, whoever made it first. */
	if (geteuid() == 0 && (st.st_uid != t->uid || st.st_gid != t->gid) &&
		fchown(t->fd, t->uid, t->gid) != 0)
		return fail(t, ERR_IO, t->path);
	if (((st.st_mode ^ t->mode) & 0666) && (geteuid() == 0 || st.st_uid == geteuid()) &&
		fchmod(t->fd, t->mode & 0666) != 0)
		return fail(t, ERR_IO, t->path);
	if (st.st_size < (off_t)sizeof(struct page)) {
		struct holder nobody = { 0 };

		if (pwrite(t->fd, &nobody, sizeof(nobody), offsetof(struct page, holder)) < 0)
			return fail(t, ERR_IO, t->path);
	}
	return OK;
}

static enum err open_and_attach(struct turnstile *t)
{
	enum err e = open_file(t);

	if (!e)
		e = attach(t);
	if (e && t->fd >= 0) {
		close(t->fd);
		t->fd = -1;
	}
	return e;
}

enum err turnstile_open(struct turnstile *t, const char *store_path)
{
	struct stat st;
	enum err e;

	*t = (struct turnstile){ .fd = -1, .mode = 0660, .uid = geteuid(), .gid = getegid() };
	if (stat(store_path, &st) == 0) {
		t->mode = st.st_mode | 0600; /* a store that is read-only today is its owner's to write tomorrow */
		t->uid = st.st_uid;
		t->gid = st.st_gid;
	}
	if (asprintf(&t->path, "%s.turnstile", store_path) < 0)
		abort();
	e = open_and_attach(t);
	if (e) {
		free(t->path);
		t->path = NULL;
	}
	return e;
}

bool turnstile_alone(const struct turnstile *t)
{
	struct flock fl = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_ATTACHED, .l_len = 1 };

	return fcntl(t->fd, F_OFD_GETLK, &fl) == 0 && fl.l_type == F_UNLCK;
}

bool turnstile_last(struct turnstile *t)
{
	if (!lock_wait(t, F_WRLCK, LOCK_MAKING))
		return false;
	t->last = lock_try(t, F_WRLCK, LOCK_ATTACHED);
	if (!t->last)
		(void)lock_try(t, F_UNLCK, LOCK_MAKING);
	return t->last;
}

void turnstile_close(struct turnstile *t)
{
	if (!t->path)
		return;
	if (t->held)
		turnstile_leave(t);
	if (t->last) {
		struct named none = { 0 };

		(void)semctl(t->set, 0, IPC_RMID);
		(void)write_named(t, &none);
	}
	if (t->fd >= 0)
		close(t->fd);
	free(t->path);
	*t = (struct turnstile){ .fd = -1 };
}

void turnstile_remove(const char *store_path)
{
	struct turnstile t;
	char *file;

	if (asprintf(&file, "%s.turnstile", store_path) < 0)
		abort();
	if (access(file, F_OK) == 0 && turnstile_open(&t, store_path) == OK) {
		(void)turnstile_last(&t);
		turnstile_close(&t);
	}
	unlink(file);
	free(file);
}

/* --- entering and leaving ------------------------------------------------------------------ */

/* The file still names the set that this process uses, and is still the file others would find. */
static bool still_named(struct turnstile *t)
{
	struct named n = read_named(t);
	struct stat st;

	return n.ready && n.set == t->set && memcmp(n.tag, t->tag, sizeof(n.tag)) == 0 &&
		fstat(t->fd, &st) == 0 && st.st_nlink > 0;
}

static void put_back(struct turnstile *t)
{
	(void)semop(t->set, &(struct sembuf){ 0, 1, SEM_UNDO }, 1);
}

/* Finds the set again, or the file itself when somebody removed it. */
static enum err find_again(struct turnstile *t)
{
	struct stat st;

	if (fstat(t->fd, &st) == 0 && st.st_nlink > 0)
		return attach(t);
	close(t->fd);
	return open_and_attach(t);
}

/* One attempt of at most `slice_ms`: OK inside, ERR_BUSY not yet, ERR_STALE the set is not the
 * one. */
static enum err try_enter(struct turnstile *t, int terminal, int64_t slice_ms)
{
	struct timespec ts = { .tv_sec = slice_ms / 1000, .tv_nsec = slice_ms % 1000 * 1000000 };

	if (semtimedop(t->set, &(struct sembuf){ 0, -1, SEM_UNDO }, 1, &ts) != 0) {
		if (errno == EIDRM || errno == EINVAL)
			return ERR_STALE;
		if (errno != EAGAIN && errno != EINTR)
			return fail(t, ERR_IO, "semtimedop");
		return still_named(t) ? ERR_BUSY : ERR_STALE;
	}
	(void)write_holder(t, (struct holder){ getpid(), terminal });
	if (still_named(t))
		return OK;
	(void)write_holder(t, (struct holder){ 0 });
	put_back(t);
	return ERR_STALE;
}

enum err turnstile_enter(struct turnstile *t, int terminal, int64_t patience_ms,
	turnstile_wait_fn wait, void *ctx)
{
	int64_t start = clock_mono_ms(), waited = 0;

	assert(!t->held);
	for (;;) {
		int64_t left = patience_ms > waited ? patience_ms - waited : 0;
		int64_t slice = !wait ? left : waited < FIRST_SLICE_MS ? FIRST_SLICE_MS : SLICE_MS;
		enum err e = t->fd < 0 ? ERR_STALE :
			try_enter(t, terminal, slice < left ? slice : left);

		t->held = e == OK;
		if (e == ERR_STALE) {
			e = find_again(t);
			if (e)
				return e;
		} else if (e != ERR_BUSY) {
			return e;
		}
		waited = clock_mono_ms() - start;
		if (waited >= patience_ms) {
			snprintf(t->error, sizeof(t->error), "turnstile: not free in %lld ms",
				(long long)patience_ms);
			return ERR_BUSY;
		}
		if (wait && waited >= SLICE_MS) {
			struct holder h = read_holder(t);

			wait(ctx, waited, h.terminal, h.pid);
		}
	}
}

void turnstile_leave(struct turnstile *t)
{
	assert(t->held);
	(void)write_holder(t, (struct holder){ 0 });
	put_back(t);
	t->held = false;
}
