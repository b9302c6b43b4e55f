/* care.c - see care.h. A copy is made beside the place where it shall be, worked on there, and
 * gets its name when it is whole: a crash leaves a file that nobody takes for a store. */
#include "service/care.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../shop/audit_int.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/sbuf.h"
#include "base/tr.h"
#include "care_int.h"
#include "known_int.h"
#include "service/keys.h"
#include "service/paths.h"
#include "service/said.h"
#include "store/care_store.h"
#include "store/migrate.h"

#define SQLITE "sqlite:"
#define COPY_BLOCK (1 << 20)

/* --- files ------------------------------------------------------------------------------------ */

static enum err refuse_engine(const char **why)
{
	*why = _("This store is kept by PostgreSQL, which has its own tools: pg_dump and"
		" pg_restore");
	return ERR_REFUSED;
}

static enum err cannot(struct arena *a, const char *path, const char **why)
{
	*why = said_fill(a, _("%1 cannot be read or written: %2"), path, strerror(errno));
	return ERR_IO;
}

/* Files that an engine leaves beside one that was only looked at; its log is empty when it
 * closed well. */
static bool remove_side_files(struct arena *a, const char *path)
{
	struct stat st;

	if (stat(arena_printf(a, "%s-wal", path), &st) == 0 && st.st_size > 0)
		return false;
	db_remove_beside(path);
	return true;
}

static bool copy_bytes(int from, int to, char *block)
{
	ssize_t n;

	while ((n = read(from, block, COPY_BLOCK)) > 0)
		if (write(to, block, (size_t)n) != n)
			return false;
	return n == 0 && fsync(to) == 0;
}

static enum err copy_file(struct arena *a, const char *from_path, const char *to_path,
	const char **why)
{
	int from = open(from_path, O_RDONLY | O_CLOEXEC), to = -1;
	enum err e = OK;

	if (from < 0)
		return cannot(a, from_path, why) == ERR_IO && errno == ENOENT ? ERR_NOTFOUND
			: ERR_IO;
	to = open(to_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
	if (to < 0 || !copy_bytes(from, to, arena_alloc(a, COPY_BLOCK)))
		e = cannot(a, to_path, why);
	if (to >= 0)
		close(to);
	close(from);
	return e;
}

/* --- backup ----------------------------------------------------------------------------------- */

static enum err check_copy(struct shop *sh, struct arena *a, const char *path,
	const struct check_request *request,
	struct check_result *out, const char **why)
{
	struct shop_keys *keys = arena_new(a, struct shop_keys);
	struct db *copy;
	enum err e = db_open(a, arena_printf(a, SQLITE "%s", path), 0, &copy, why);

	if (e != OK)
		return e;
	/* Who has been open for weeks does not have the newest keys. */
	if (keys_load(a, sh->conf.key_file, keys, why) != OK)
		*keys = sh->keys;
	e = check_run(copy, keys, NULL, false, request, out);
	if (e != OK)
		*why = arena_strdup(a, db_error(copy));
	seal_wipe(keys, sizeof *keys);
	db_close(copy);
	if (e == OK && !remove_side_files(a, path))
		e = cannot(a, path, why);
	return e == OK && out->wrong ? ERR_CORRUPT : e;
}

/* link() never takes the place of another file. */
static enum err give_name(struct arena *a, const char *part, const char *file, const char **why)
{
	if (link(part, file) == 0) {
		unlink(part);
		return OK;
	}
	if (errno != EEXIST)
		return cannot(a, file, why);
	*why = said_fill(a, _("There is a file %1 already. Choose another name"), file, NULL);
	return ERR_EXISTS;
}

enum err care_backup(struct shop *sh, struct arena *a, const char *file,
	const struct check_request *request,
	struct check_result *out, const char **why)
{
	const char *part = arena_printf(a, "%s.part", file);
	struct audit_row row = { .action = "backup" };
	enum err e = OK, found;

	*why = NULL;
	if (!paths_sqlite_file(sh->conf.store_url))
		return refuse_engine(why);
	if (access(file, F_OK) == 0) {
		*why = said_fill(a, _("There is a file %1 already. Choose another name"), file,
			NULL);
		return ERR_EXISTS;
	}
	unlink(part);
	if (paths_make_parent(file) != OK)
		return cannot(a, file, why);
	e = db_backup(sh->db, part);
	if (e != OK) {
		*why = said_fill(a, _("The store could not be copied: %1"), db_error(sh->db), NULL);
		return e;
	}
	found = check_copy(sh, a, part, request, out, why);
	if (found != OK && found != ERR_CORRUPT) {
		unlink(part);
		return found;
	}
	if ((e = give_name(a, part, file, why)) != OK)
		return e;
	row.amount_minor = 0;
	row.detail = arena_printf(a, "links %lld wrong %lld", (long long)out->links,
		(long long)out->wrong);
	if (audit_one(sh, &row) != OK)
		shop_fail(sh, ERR_IO, "backup is not in the audit");
	if (found == ERR_CORRUPT)
		*why = said_fill(a, _("%1 was written, but the store in it is not sound. Keep the"
			" backups before it"), file,
			NULL);
	return found;
}

/* --- restore ---------------------------------------------------------------------------------- */

/* The key file must be the store's: without it nothing could be proved, and nothing sealed. */
static enum err fit_keys(struct repair *r, int *in_use, const char **why)
{
	enum err e = keys_fit(r->sh->db, r->arena, &r->sh->keys, in_use);

	if (e == ERR_DENIED)
		*why = said_fill(r->arena, _("The key file %1 is not the one of this backup. Put"
			" the right one in its "
			"place, or import the recovery sheet: zhanggui keys import"),
				r->sh->conf.key_file, NULL);
	return e;
}

static enum err open_repair(struct repair *r, const char *url, const char **why)
{
	struct shop *sh = r->sh;
	struct info_row info;
	int in_use;
	enum err e = db_open(r->arena, url, 0, &sh->db, why);

	if (e == ERR_CORRUPT || e == ERR_INVALID) {
		*why = _("This file is no backup of a store, or is damaged beyond reading. Take"
			" another");
		return ERR_INVALID;
	}
	if (e == OK)
		e = store_migrate(sh->db, r->arena, NULL, NULL, why);
	if (e == OK)
		e = known_bring_up(sh->db, r->arena, why);
	if (e == OK)
		e = info_get(sh->db, r->arena, &info);
	if (e == OK && clock_frozen() && strcmp(info.kind, "shop") == 0) {
		*why = _("--now is for test and demo stores only");
		return ERR_REFUSED;
	}
	if (e == OK)
		e = keys_load(r->arena, sh->conf.key_file, &sh->keys, why);
	if (e == OK)
		e = fit_keys(r, &in_use, why);
	sh->ids.terminal = SHOP_OFFICE_TERMINAL;
	sh->terminal_id = SHOP_OFFICE_TERMINAL;
	sh->terminal_code = "";
	return e;
}

/* The chain's own record of the restore comes last, in the new series. */
static enum err restored_body(struct shop *sh, void *arg)
{
	const struct audit_row *row = arg;
	enum err e = terminals_new_series(sh->db);

	if (e == OK)
		e = care_restored(sh->db);
	if (e == OK)
		e = care_forget_moment(sh->db, clock_now_ms());
	return e == OK ? audit_in_tx(sh, row, 1) : e;
}

static int64_t added(const struct care_report *report)
{
	int64_t n = 0;

	for (int i = 0; i < report->terminal_count; i++)
		n += report->terminals[i].documents + report->terminals[i].acts;
	return n;
}

/* How much was put back, and where each chain stood then: "links 12 at 01:345 00:17". By this
 * store check knows which heads were given up, for what is sealed cannot be made up afterwards. */
static enum err restored_detail(struct repair *r, const char **detail)
{
	struct sbuf text = SBUF_INIT;
	struct head *heads;
	int n = 0;
	enum err e = heads_of(r->sh->db, r->arena, true, &heads, &n);

	sbuf_printf(&text, "links %lld at", (long long)added(r->report));
	for (int i = 0; e == OK && i < n; i++)
		sbuf_printf(&text, " %s:%lld", heads[i].terminal, (long long)heads[i].seq);
	*detail = arena_strdup(r->arena, sbuf_text(&text));
	sbuf_release(&text);
	return e;
}

static enum err work_on(struct repair *r, const struct care_source *source, const char **why)
{
	struct shop *sh = r->sh;
	struct audit_row row = { .action = source->journal_dir ? "recover" : "restore" };
	enum err e = OK;

	if (source->journal_dir)
		e = journal_replay(r, source->journal_dir);
	if (e == ERR_NOTFOUND) {
		*why = said_fill(r->arena, _("There is no folder of journals %1. Name the right"
			" one"),
			source->journal_dir, NULL);
		return e;
	}
	if (e == OK) /* the journals may have brought newer keys, and ids */
		e = fit_keys(r, &sh->keys.seal_count, why);
	if (e == OK)
		e = ids_highest(sh->db, &sh->ids.last);
	if (e == OK)
		e = restored_detail(r, &row.detail);
	if (e == OK)
		e = shop_tx(sh, restored_body, &row);
	if (e == OK)
		e = check_run(sh->db, &sh->keys, NULL, false, r->request, &r->report->check);
	if (e != OK) {
		*why = said_fill(r->arena, _("The backup could not be put back: %1"),
			db_error(sh->db), NULL);
		return e;
	}
	if (r->report->check.wrong && !source->anyway) {
		*why = _("The result is not sound, so nothing was put in place. Take another"
			" backup, or "
			"say --anyway");
		return ERR_CORRUPT;
	}
	return OK;
}

/* A name that tells when it was put aside, and that nothing has. */
static const char *aside_name(struct arena *a, const char *path)
{
	struct civil t = clock_local(clock_now_ms());
	const char *name = arena_printf(a, "%s.%04d%02d%02d-%02d%02d%02d", path, t.year, t.month,
		t.day, t.hour,
		t.minute, t.second), *free_name = name;

	for (int n = 2; access(free_name, F_OK) == 0; n++)
		free_name = arena_printf(a, "%s-%d", name, n);
	return free_name;
}

/* What the old store's log holds goes into its file, so that one name changes hands and nothing
 * else. A store that cannot be opened any more is put aside with its log as it is. */
static void settle_old(struct repair *r)
{
	const char *why;
	struct db *db;

	if (db_open(r->arena, r->sh->conf.store_url, 0, &db, &why) == OK)
		db_close(db);
}

static enum err put_in_place(struct repair *r, const char *part, const char *path, bool replace,
	const char **why)
{
	const char *keep = NULL;
	enum err e = ERR_EXISTS;

	if (access(path, F_OK) == 0) {
		keep = aside_name(r->arena, path);
		settle_old(r);
	}
	if (replace || !keep)
		e = db_put_file(r->arena, path, part, keep, why);
	if (e == OK)
		r->report->kept = keep;
	if (e == ERR_BUSY)
		*why = said_fill(r->arena, _("The store %1 is open. Close all tills first"), path,
			NULL);
	return e;
}

static enum err restore(struct repair *r, const struct care_source *source, const char *path,
	const char *part, const char **why)
{
	struct shop *sh = r->sh;
	struct head *heads = NULL;
	int n = 0;
	enum err e = copy_file(r->arena, source->backup, part, why);

	if (e == OK)
		e = open_repair(r, arena_printf(r->arena, SQLITE "%s", part), why);
	if (e == OK)
		e = work_on(r, source, why);
	if (e == OK)
		e = heads_of(sh->db, r->arena, false, &heads, &n);
	if (e != OK && !*why && sh->db)
		*why = arena_strdup(r->arena, db_error(sh->db));
	db_close(sh->db);
	sh->db = NULL;
	if (e == OK && !remove_side_files(r->arena, part))
		e = cannot(r->arena, part, why);
	if (e == OK)
		e = put_in_place(r, part, path, source->replace, why);
	if (e == OK && heads_append(sh->conf.heads_file, heads, n) != OK)
		log_write(LOG_WARN, "heads could not be noted in %s", sh->conf.heads_file);
	return e;
}

enum err care_restore(struct arena *a, const struct shop_config *conf,
	const struct care_source *source,
	const struct check_request *request, struct care_report *out, const char **why)
{
	const char *path = paths_sqlite_file(conf->store_url), *part;
	struct shop *sh = arena_new(a, struct shop);
	struct repair r = { a, sh, request, out };
	enum err e;

	*out = (struct care_report){ 0 };
	*why = NULL;
	if (!path)
		return refuse_engine(why);
	if (!source->replace && access(path, F_OK) == 0) {
		*why = said_fill(a, _("There is a store at %1 already. Say --replace to put it"
			" aside, or name another "
			"place with --store"), path, NULL);
		return ERR_EXISTS;
	}
	part = arena_printf(a, "%s.restoring", path);
	sh->conf = *conf;
	sh->conf.journal_dir = ""; /* what is written here may come to nothing */
	sh->journal_fd = -1;
	sh->journal_seq = -1;
	if (paths_make_parent(path) != OK)
		return cannot(a, path, why);
	unlink(part);
	(void)remove_side_files(a, part);
	e = restore(&r, source, path, part, why);
	if (e != OK) {
		unlink(part);
		unlink(arena_printf(a, "%s-wal", part));
		(void)remove_side_files(a, part);
	}
	if (sh->journal_fd >= 0)
		close(sh->journal_fd);
	seal_wipe(&sh->keys, sizeof sh->keys);
	return e;
}
