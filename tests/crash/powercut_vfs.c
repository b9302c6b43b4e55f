/* powercut_vfs.c - see powercut_vfs.h. A file is two images: what the program sees, and what the
 * disk surely holds; between them stands the list of changes since the last sync. */
#include "powercut_vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILES_MAX 16
#define NAME_MAX_BYTES 700
#define SHM_REGIONS_MAX 64

struct image { uint8_t *bytes; int64_t size, cap; };

/* A change not yet synced: bytes written at an offset, or (bytes NULL) the file cut to a size. */
struct change {
	struct change *next;
	uint8_t *bytes;
	int64_t at, size;
	bool doomed; /* its sync failed: no later one keeps it */
};

struct file {
	char name[NAME_MAX_BYTES];
	bool exists, exists_durably;
	struct image seen, durable;
	struct change *first, **last;
	int handles;
	int shared, reserved, pending, exclusive; /* rollback-journal locks */
	void *shm[SHM_REGIONS_MAX];
	int shm_users, shm_shared[SQLITE_SHM_NLOCK];
	bool shm_exclusive[SQLITE_SHM_NLOCK];
};

struct handle {
	sqlite3_file base;
	struct file *file;
	int lock;
	bool delete_on_close, has_shm;
	unsigned shm_shared, shm_exclusive; /* bits of the slots this handle holds */
};

static struct {
	struct file files[FILES_MAX];
	struct file saved[FILES_MAX];
	uint32_t sector;
	int64_t calls, syncs, bytes;
	int64_t cut_at, fail_at, reads, fail_read_at;
	enum powercut_mode mode;
	uint64_t seed;
	int fail_with;
	bool fail_sticky, fail_read_sticky, failed, cut;
	void (*at_cut)(void *ctx);
	void *at_cut_ctx;
} disk;

/* --- chance -------------------------------------------------------------------------------- */

/* Splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t chance(void)
{
	uint64_t z = disk.seed += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* --- images -------------------------------------------------------------------------------- */

static void image_resize(struct image *im, int64_t size)
{
	if (size > im->cap) {
		im->cap = size * 2;
		im->bytes = realloc(im->bytes, (size_t)im->cap);
		if (!im->bytes)
			abort();
	}
	if (size > im->size)
		memset(im->bytes + im->size, 0, (size_t)(size - im->size));
	im->size = size;
}

static void image_write(struct image *im, const uint8_t *bytes, int64_t at, int64_t n)
{
	if (at + n > im->size)
		image_resize(im, at + n);
	memcpy(im->bytes + at, bytes, (size_t)n);
}

static void image_copy(struct image *to, const struct image *from)
{
	to->size = 0;
	image_resize(to, from->size);
	if (from->size)
		memcpy(to->bytes, from->bytes, (size_t)from->size);
}

static void image_apply(struct image *im, const struct change *c)
{
	if (c->bytes)
		image_write(im, c->bytes, c->at, c->size);
	else
		image_resize(im, c->size);
}

/* --- files --------------------------------------------------------------------------------- */

static void forget_changes(struct file *f)
{
	while (f->first) {
		struct change *c = f->first;

		f->first = c->next;
		free(c->bytes);
		free(c);
	}
	f->last = &f->first;
}

static void note_change(struct file *f, const void *bytes, int64_t at, int64_t size)
{
	struct change *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	*c = (struct change){ .at = at, .size = size };
	if (bytes) {
		c->bytes = malloc((size_t)size);
		if (!c->bytes)
			abort();
		memcpy(c->bytes, bytes, (size_t)size);
	}
	*f->last = c;
	f->last = &c->next;
	image_apply(&f->seen, c);
}

/* What the folder says is now on the disk: files there, files gone. */
static void sync_folder(void)
{
	for (int i = 0; i < FILES_MAX; i++) {
		struct file *f = &disk.files[i];

		f->exists_durably = f->exists;
		if (!f->exists) {
			f->durable.size = 0;
			forget_changes(f);
		}
	}
}

/* SQLite's own file system syncs the folder with the first sync of a new log or journal. */
static void sync_file(struct file *f)
{
	if (!f->exists_durably)
		sync_folder();
	for (struct change *c = f->first; c; c = c->next)
		if (!c->doomed)
			image_apply(&f->durable, c);
	forget_changes(f);
}

static struct file *find(const char *name)
{
	for (int i = 0; i < FILES_MAX; i++)
		if (disk.files[i].exists && strcmp(disk.files[i].name, name) == 0)
			return &disk.files[i];
	return NULL;
}

/* A place for a new file; one of the same name that is only deleted in memory comes first. */
static struct file *create(const char *name)
{
	struct file *f = NULL;

	for (int i = 0; i < FILES_MAX; i++) {
		struct file *each = &disk.files[i];

		if (strcmp(each->name, name) == 0 && !each->handles) {
			f = each;
			break;
		}
		if (!f && !each->exists && !each->exists_durably && !each->handles)
			f = each;
	}
	if (!f)
		return NULL;
	snprintf(f->name, sizeof(f->name), "%s", name);
	f->exists = true;
	f->seen.size = 0;
	if (!f->exists_durably)
		f->durable.size = 0;
	else
		note_change(f, NULL, 0, 0);
	return f;
}

/* --- the cut ------------------------------------------------------------------------------- */

/* One sector's part of a write: all of it, none, its beginning, or its beginning and rubbish. */
static void cut_sector(struct image *im, const uint8_t *bytes, int64_t at, int64_t n)
{
	uint64_t c = chance();
	int64_t kept = n;

	if (disk.mode == CUT_DROPS || (disk.mode >= CUT_MIXES && c % 2 == 0))
		return;
	if (disk.mode >= CUT_TEARS && c % 4 == 1)
		kept = (int64_t)(chance() % (uint64_t)n);
	image_write(im, bytes, at, kept);
	if (disk.mode != CUT_LITTERS || kept == n)
		return;
	for (int64_t i = kept; i < n; i++) {
		uint8_t rubbish = (uint8_t)chance();

		image_write(im, &rubbish, at + i, 1);
	}
}

static void cut_change(struct file *f, const struct change *c)
{
	int64_t end = c->at + c->size;

	if (c->doomed)
		return;
	if (!c->bytes) {
		if (disk.mode == CUT_KEEPS || (disk.mode >= CUT_MIXES && chance() % 2))
			image_apply(&f->durable, c);
		return;
	}
	/* A file may have grown although what was written there never arrived. */
	if (disk.mode >= CUT_MIXES && end > f->durable.size && chance() % 4 == 0)
		image_resize(&f->durable, end);
	for (int64_t at = c->at; at < end;) {
		int64_t next = (at / disk.sector + 1) * disk.sector;

		if (next > end)
			next = end;
		cut_sector(&f->durable, c->bytes + (at - c->at), at, next - at);
		at = next;
	}
}

void powercut_cut_now(void)
{
	if (disk.cut)
		return;
	disk.cut = true;
	if (disk.at_cut)
		disk.at_cut(disk.at_cut_ctx);
	for (int i = 0; i < FILES_MAX; i++) {
		struct file *f = &disk.files[i];
		bool differs = f->exists != f->exists_durably;

		for (struct change *c = f->first; c; c = c->next)
			cut_change(f, c);
		/* Whether an entry of the folder that was not synced is there or not. */
		if (differs && (disk.mode == CUT_KEEPS || (disk.mode >= CUT_MIXES && chance() % 2)))
			f->exists_durably = f->exists;
	}
}

void powercut_at_cut(void (*fn)(void *ctx), void *ctx)
{
	disk.at_cut = fn;
	disk.at_cut_ctx = ctx;
}

bool powercut_is_cut(void)
{
	return disk.cut;
}

void powercut_restore_power(void)
{
	for (int i = 0; i < FILES_MAX; i++) {
		struct file *f = &disk.files[i];

		if (f->handles)
			abort();
		forget_changes(f);
		f->exists = f->exists_durably;
		if (!f->exists)
			f->durable.size = 0;
		image_copy(&f->seen, &f->durable);
	}
	disk.cut = disk.failed = false;
	disk.cut_at = disk.fail_at = disk.fail_read_at = 0;
}

/* Every mutating call comes here first, its change already noted. False: it must fail with *rc. */
static bool goes_well(int *rc)
{
	disk.calls++;
	if (disk.cut_at && --disk.cut_at == 0)
		powercut_cut_now();
	if (disk.cut) {
		*rc = SQLITE_IOERR;
		return false;
	}
	if (disk.fail_at && --disk.fail_at == 0) {
		disk.failed = true;
		disk.fail_at = disk.fail_sticky ? 1 : 0;
		*rc = disk.fail_with;
		return false;
	}
	return true;
}

/* --- methods of an open file --------------------------------------------------------------- */

static struct handle *handle_of(sqlite3_file *f)
{
	return (struct handle *)f;
}

static int pc_unlock(sqlite3_file *sf, int level)
{
	struct handle *h = handle_of(sf);
	struct file *f = h->file;

	if (h->lock >= SQLITE_LOCK_EXCLUSIVE && level < SQLITE_LOCK_EXCLUSIVE)
		f->exclusive = 0;
	if (h->lock >= SQLITE_LOCK_PENDING && level < SQLITE_LOCK_PENDING)
		f->pending = 0;
	if (h->lock >= SQLITE_LOCK_RESERVED && level < SQLITE_LOCK_RESERVED)
		f->reserved = 0;
	if (h->lock >= SQLITE_LOCK_SHARED && level < SQLITE_LOCK_SHARED)
		f->shared--;
	if (level < h->lock)
		h->lock = level;
	return SQLITE_OK;
}

static int pc_lock(sqlite3_file *sf, int level)
{
	struct handle *h = handle_of(sf);
	struct file *f = h->file;

	if (disk.cut)
		return SQLITE_IOERR_LOCK;
	if (level <= h->lock)
		return SQLITE_OK;
	if (h->lock < SQLITE_LOCK_SHARED) {
		if (f->pending || f->exclusive)
			return SQLITE_BUSY;
		f->shared++;
		h->lock = SQLITE_LOCK_SHARED;
	}
	if (level >= SQLITE_LOCK_RESERVED && h->lock < SQLITE_LOCK_RESERVED) {
		if (f->reserved)
			return SQLITE_BUSY;
		f->reserved = 1;
		h->lock = SQLITE_LOCK_RESERVED;
	}
	if (level >= SQLITE_LOCK_EXCLUSIVE) {
		f->pending = 1;
		h->lock = SQLITE_LOCK_PENDING;
		if (f->shared > 1)
			return SQLITE_BUSY;
		f->exclusive = 1;
		h->lock = SQLITE_LOCK_EXCLUSIVE;
	}
	return SQLITE_OK;
}

static int pc_check_reserved(sqlite3_file *sf, int *out)
{
	*out = handle_of(sf)->file->reserved;
	return SQLITE_OK;
}

static int pc_shm_lock(sqlite3_file *sf, int at, int n, int flags)
{
	struct handle *h = handle_of(sf);
	struct file *f = h->file;
	unsigned mask = ((1u << n) - 1) << at;

	if (flags & SQLITE_SHM_UNLOCK) {
		for (int i = at; i < at + n; i++) {
			if (h->shm_shared >> i & 1)
				f->shm_shared[i]--;
			if (h->shm_exclusive >> i & 1)
				f->shm_exclusive[i] = false;
		}
		h->shm_shared &= ~mask;
		h->shm_exclusive &= ~mask;
		return SQLITE_OK;
	}
	for (int i = at; i < at + n; i++) {
		int others = f->shm_shared[i] - (int)(h->shm_shared >> i & 1);

		if (f->shm_exclusive[i] && !(h->shm_exclusive >> i & 1))
			return SQLITE_BUSY;
		if ((flags & SQLITE_SHM_EXCLUSIVE) && others)
			return SQLITE_BUSY;
	}
	for (int i = at; i < at + n; i++) {
		if (flags & SQLITE_SHM_EXCLUSIVE) {
			f->shm_exclusive[i] = true;
			h->shm_exclusive |= 1u << i;
		} else if (!(h->shm_shared >> i & 1)) {
			f->shm_shared[i]++;
			h->shm_shared |= 1u << i;
		}
	}
	return SQLITE_OK;
}

static int pc_shm_map(sqlite3_file *sf, int region, int size, int extend, void volatile **out)
{
	struct handle *h = handle_of(sf);

	if (!h->has_shm) {
		h->has_shm = true;
		h->file->shm_users++;
	}
	if (region >= SHM_REGIONS_MAX)
		return SQLITE_NOMEM;
	if (!h->file->shm[region] && extend)
		h->file->shm[region] = calloc(1, (size_t)size);
	*out = h->file->shm[region];
	return SQLITE_OK;
}

static void pc_shm_barrier(sqlite3_file *sf)
{
	(void)sf;
}

static int pc_shm_unmap(sqlite3_file *sf, int delete_it)
{
	struct handle *h = handle_of(sf);

	(void)delete_it;
	if (!h->has_shm)
		return SQLITE_OK;
	(void)pc_shm_lock(sf, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK);
	h->has_shm = false;
	if (--h->file->shm_users)
		return SQLITE_OK;
	for (int i = 0; i < SHM_REGIONS_MAX; i++) {
		free(h->file->shm[i]);
		h->file->shm[i] = NULL;
	}
	return SQLITE_OK;
}

static int pc_close(sqlite3_file *sf)
{
	struct handle *h = handle_of(sf);

	(void)pc_shm_unmap(sf, 0);
	(void)pc_unlock(sf, SQLITE_LOCK_NONE);
	h->file->handles--;
	if (h->delete_on_close)
		h->file->exists = h->file->exists_durably = false;
	return SQLITE_OK;
}

static int pc_read(sqlite3_file *sf, void *to, int n, sqlite3_int64 at)
{
	struct image *im = &handle_of(sf)->file->seen;
	int64_t there = im->size > at ? im->size - at : 0;

	disk.reads++;
	if (disk.cut)
		return SQLITE_IOERR_READ;
	if (disk.fail_read_at && --disk.fail_read_at == 0) {
		disk.failed = true;
		disk.fail_read_at = disk.fail_read_sticky ? 1 : 0;
		return SQLITE_IOERR_READ;
	}
	if (there > n)
		there = n;
	if (there)
		memcpy(to, im->bytes + at, (size_t)there);
	memset((char *)to + there, 0, (size_t)(n - there));
	return there < n ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

/* A write that fails may have written something all the same. */
static int pc_write(sqlite3_file *sf, const void *bytes, int n, sqlite3_int64 at)
{
	int rc = SQLITE_OK;

	if (disk.cut)
		return SQLITE_IOERR_WRITE;
	note_change(handle_of(sf)->file, bytes, at, n);
	disk.bytes += n;
	return goes_well(&rc) ? SQLITE_OK : rc;
}

static int pc_truncate(sqlite3_file *sf, sqlite3_int64 size)
{
	int rc = SQLITE_OK;

	if (disk.cut)
		return SQLITE_IOERR_TRUNCATE;
	note_change(handle_of(sf)->file, NULL, 0, size);
	return goes_well(&rc) ? SQLITE_OK : rc;
}

static int pc_sync(sqlite3_file *sf, int flags)
{
	struct file *f = handle_of(sf)->file;
	int rc = SQLITE_OK;

	(void)flags;
	disk.syncs++;
	if (goes_well(&rc)) {
		sync_file(f);
		return SQLITE_OK;
	}
	if (!disk.cut)
		for (struct change *c = f->first; c; c = c->next)
			c->doomed = true;
	return rc;
}

static int pc_file_size(sqlite3_file *sf, sqlite3_int64 *size)
{
	*size = handle_of(sf)->file->seen.size;
	return disk.cut ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int pc_file_control(sqlite3_file *sf, int op, void *arg)
{
	(void)sf;
	(void)op;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int pc_sector_size(sqlite3_file *sf)
{
	(void)sf;
	return (int)disk.sector;
}

static int pc_characteristics(sqlite3_file *sf)
{
	(void)sf;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = pc_close,
	.xRead = pc_read,
	.xWrite = pc_write,
	.xTruncate = pc_truncate,
	.xSync = pc_sync,
	.xFileSize = pc_file_size,
	.xLock = pc_lock,
	.xUnlock = pc_unlock,
	.xCheckReservedLock = pc_check_reserved,
	.xFileControl = pc_file_control,
	.xSectorSize = pc_sector_size,
	.xDeviceCharacteristics = pc_characteristics,
	.xShmMap = pc_shm_map,
	.xShmLock = pc_shm_lock,
	.xShmBarrier = pc_shm_barrier,
	.xShmUnmap = pc_shm_unmap,
};

/* --- methods of the file system ------------------------------------------------------------ */

/* Whoever opens a file that nobody has open sees the disk's truth about a failed sync, as after
 * posix_fadvise(DONTNEED): the cached pages of it are gone. */
static void drop_doomed(struct file *f)
{
	bool any = false;

	for (struct change *c = f->first; c; c = c->next)
		any = any || c->doomed;
	if (!any)
		return;
	image_copy(&f->seen, &f->durable);
	for (struct change *c = f->first; c; c = c->next)
		if (!c->doomed)
			image_apply(&f->seen, c);
}

static int pc_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *sf, int flags, int *out)
{
	static int nameless;
	struct handle *h = handle_of(sf);
	char own[32];
	struct file *f;
	int rc = SQLITE_OK;

	(void)vfs;
	*h = (struct handle){ 0 };
	if (disk.cut)
		return SQLITE_CANTOPEN;
	if (!name) {
		snprintf(own, sizeof(own), "temp-%d", ++nameless);
		name = own;
		h->delete_on_close = true;
	}
	f = find(name);
	if (!f) {
		if (!(flags & SQLITE_OPEN_CREATE))
			return SQLITE_CANTOPEN;
		f = create(name);
		if (!f)
			return SQLITE_CANTOPEN;
		if (!goes_well(&rc))
			return SQLITE_CANTOPEN;
		/* The store makes its file itself and syncs the folder before SQLite sees it. */
		if (flags & SQLITE_OPEN_MAIN_DB)
			f->exists_durably = true;
	}
	if (!f->handles)
		drop_doomed(f);
	f->handles++;
	h->file = f;
	h->delete_on_close |= (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
	h->base.pMethods = &methods;
	if (out)
		*out = flags;
	return SQLITE_OK;
}

static int pc_delete(sqlite3_vfs *vfs, const char *name, int durably)
{
	struct file *f = find(name);
	int rc = SQLITE_OK;

	(void)vfs;
	if (disk.cut)
		return SQLITE_IOERR_DELETE;
	if (!f)
		return SQLITE_IOERR_DELETE_NOENT;
	f->exists = false;
	if (!goes_well(&rc))
		return rc;
	if (durably)
		sync_folder();
	return SQLITE_OK;
}

static int pc_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	(void)flags;
	*out = find(name) != NULL;
	return disk.cut ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

static int pc_full_pathname(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
	(void)vfs;
	return snprintf(out, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int pc_randomness(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	for (int i = 0; i < n; i++)
		out[i] = (char)chance();
	return n;
}

static int pc_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int pc_time(sqlite3_vfs *vfs, sqlite3_int64 *ms)
{
	(void)vfs;
	*ms = INT64_C(212500000000000);
	return SQLITE_OK;
}

static int pc_last_error(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	(void)n;
	(void)out;
	return 0;
}

/* --- the tests' side ----------------------------------------------------------------------- */

static void empty_files(struct file *files)
{
	for (int i = 0; i < FILES_MAX; i++) {
		if (files[i].handles)
			abort();
		if (files[i].last)
			forget_changes(&files[i]);
		free(files[i].seen.bytes);
		free(files[i].durable.bytes);
		files[i] = (struct file){ 0 };
		files[i].last = &files[i].first;
	}
}

void powercut_reset(uint32_t sector_size)
{
	static sqlite3_vfs vfs = {
		.iVersion = 2,
		.szOsFile = sizeof(struct handle),
		.mxPathname = NAME_MAX_BYTES - 1,
		.zName = POWERCUT_VFS,
		.xOpen = pc_open,
		.xDelete = pc_delete,
		.xAccess = pc_access,
		.xFullPathname = pc_full_pathname,
		.xRandomness = pc_randomness,
		.xSleep = pc_sleep,
		.xGetLastError = pc_last_error,
		.xCurrentTimeInt64 = pc_time,
	};

	if (!sqlite3_vfs_find(POWERCUT_VFS) && sqlite3_vfs_register(&vfs, 0) != SQLITE_OK)
		abort();
	empty_files(disk.files);
	disk.sector = sector_size;
	disk.cut = disk.failed = false;
	disk.fail_at = disk.fail_read_at = 0;
	powercut_cut_at(0, CUT_DROPS, 0);
}

void powercut_set_sector(uint32_t sector_size)
{
	disk.sector = sector_size;
}

void powercut_cut_at(int64_t k, enum powercut_mode mode, uint64_t seed)
{
	disk.cut_at = k;
	disk.mode = mode;
	disk.seed = seed;
	/* The log's salts too, so that a case replays to the byte. */
	(void)sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)(seed | 1), (sqlite3 *)NULL);
	disk.calls = disk.syncs = disk.bytes = disk.reads = 0;
}

void powercut_fail_at(int64_t k, int sqlite_error, bool sticky)
{
	disk.fail_at = k;
	disk.fail_with = sqlite_error;
	disk.fail_sticky = sticky;
	disk.failed = false;
}

void powercut_fail_read_at(int64_t k, bool sticky)
{
	disk.fail_read_at = k;
	disk.fail_read_sticky = sticky;
	disk.failed = false;
}

int64_t powercut_reads(void)
{
	return disk.reads;
}

bool powercut_has_failed(void)
{
	return disk.failed;
}

int64_t powercut_calls(void)
{
	return disk.calls;
}

int64_t powercut_syncs(void)
{
	return disk.syncs;
}

int64_t powercut_bytes(void)
{
	return disk.bytes;
}

static void copy_files(struct file *to, struct file *from)
{
	for (int i = 0; i < FILES_MAX; i++) {
		struct image seen = to[i].seen, durable = to[i].durable;

		if (from[i].handles || to[i].handles)
			abort();
		if (to[i].last)
			forget_changes(&to[i]);
		to[i] = (struct file){ .exists = from[i].exists, .exists_durably = from[i].exists,
			.seen = seen, .durable = durable };
		memcpy(to[i].name, from[i].name, sizeof(to[i].name));
		to[i].last = &to[i].first;
		image_copy(&to[i].seen, &from[i].seen);
		image_copy(&to[i].durable, &from[i].seen);
	}
}

void powercut_save(void)
{
	copy_files(disk.saved, disk.files);
}

void powercut_load(void)
{
	copy_files(disk.files, disk.saved);
	disk.cut = disk.failed = false;
	disk.fail_at = disk.fail_read_at = 0;
	powercut_cut_at(0, CUT_DROPS, 0);
}

void powercut_release(void)
{
	empty_files(disk.files);
	empty_files(disk.saved);
}
