/* shop_open.c - opens and closes the shop: store, keys, the terminal and its lease; and the beat that keeps the lease
 * alive and notices what others changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "service/journal.h"
#include "service/keys.h"
#include "service/paths.h"
#include "service/said.h"
#include "service/search.h"
#include "shop_int.h"
#include "store/document_store.h"
#include "store/master_store.h"
#include "store/migrate.h"

#define LEASE_RENEW_MS 15000
#define OFFICE_IDS_FROM 32000 /* id ranges lent to commands that stand at no till */
#define OFFICE_IDS_TO 32766

/* --- terminal -------------------------------------------------------------------------------- */

/* "HOST PID STARTED": enough to tell whether the holder of a lease still lives on this machine. */
static char *own_lease_name(struct arena *a)
{
	char host[65] = "?";

	gethostname(host, sizeof host - 1);
	return arena_printf(a, "%s %ld %lld", host, (long)getpid(), (long long)clock_now_ms());
}

/* A holder on this machine whose process is gone does not hold anything. */
static bool holder_dead(const char *owner)
{
	char host[65] = "?", theirs[65];
	long pid;

	gethostname(host, sizeof host - 1);
	if (sscanf(owner, "%64s %ld", theirs, &pid) != 2 || strcmp(host, theirs) != 0)
		return false;
	if (pid == getpid())
		return true;
	snprintf(theirs, sizeof theirs, "/proc/%ld", pid);
	return access(theirs, F_OK) != 0;
}

enum err shop_lease(struct shop *sh, struct arena *a, const char *name, bool *taken, const char **holder)
{
	int64_t now = clock_now_ms(), until = 0;
	enum err e = lease_owner(sh->db, a, name, holder, &until);

	if (e == ERR_NOTFOUND)
		*holder = "";
	else if (e != OK)
		return e;
	return lease_take(sh->db, name, sh->lease_owner, holder_dead(*holder) ? *holder : "", now,
		now + LEASE_MS, taken);
}

static enum err take_till(struct shop *sh, struct arena *a, const char *code, const char **why)
{
	struct terminal_row row;
	const char *holder;
	bool taken = false;
	enum err e = terminal_by_code(sh->db, a, code, &row);

	if (e == ERR_NOTFOUND) {
		*why = said_fill(a, _("There is no terminal %1. Name one that the shop has: zhanggui terminal list"),
			code, NULL);
		return e;
	}
	if (e != OK)
		return e;
	sh->terminal_id = row.id;
	sh->terminal_code = arena_strdup(&sh->fixed, row.code);
	sh->lease_name = arena_printf(&sh->fixed, "terminal:%s", row.code);
	sh->ids.terminal = (int)row.id;
	e = shop_lease(sh, a, sh->lease_name, &taken, &holder);
	if (e == OK && !taken) {
		sh->lease_name = NULL;
		*why = said_fill(a, _("Terminal %1 is in use by %2. Choose another, or end that one first"), code,
			holder);
		return ERR_BUSY;
	}
	return e;
}

/* A command at no till writes to the office's chain, and borrows a range of ids of its own. */
static enum err take_office(struct shop *sh, struct arena *a)
{
	bool taken = false;
	enum err e = OK;

	sh->terminal_id = SHOP_OFFICE_TERMINAL;
	sh->terminal_code = "";
	for (int id = OFFICE_IDS_FROM; e == OK && !taken && id <= OFFICE_IDS_TO; id++) {
		const char *holder;

		sh->ids.terminal = id;
		sh->lease_name = arena_printf(&sh->fixed, "ids:%d", id);
		e = shop_lease(sh, a, sh->lease_name, &taken, &holder);
	}
	if (e == OK && !taken)
		return ERR_BUSY;
	return e;
}

/* --- opening --------------------------------------------------------------------------------- */

static enum err open_parts(struct shop *sh, struct arena *a, const char **why)
{
	struct info_row info;
	enum err e = db_open(a, sh->conf.store_url, 0, &sh->db, why);

	if (e != OK)
		return e;
	if ((e = store_schema_check(sh->db, a, why)) != OK)
		return e;
	if ((e = info_get(sh->db, a, &info)) != OK)
		return e;
	sh->kind = arena_strdup(&sh->fixed, info.kind);
	sh->store_id = info.store_id;
	if ((e = keys_load_of(sh->db, a, sh->conf.key_file, &sh->keys, why)) != OK)
		return e;
	if ((e = ids_highest(sh->db, &sh->ids.last)) != OK)
		return e;
	sh->lease_owner = own_lease_name(&sh->fixed);
	sh->is_till = sh->conf.terminal != NULL;
	e = sh->is_till ? take_till(sh, a, sh->conf.terminal, why) : take_office(sh, a);
	if (e != OK)
		return e;
	db_set_terminal(sh->db, (int)sh->terminal_id);
	seal_pin_cheap(strcmp(sh->kind, "test") == 0);
	sh->changes_seen = db_changes_seen(sh->db);
	sh->lease_renewed_ms = clock_mono_ms();
	return shop_load_first(sh);
}

static enum err not_opened(struct shop *sh, struct arena *a, enum err e, const char **why)
{
	if (e == ERR_CORRUPT && *why && !sh->db)
		*why = said_fill(a, _("%1. It is no store of Zhanggui, or it is damaged: name the right one with"
			" --store, or go on from a backup: zhanggui store recover"), *why, NULL);
	else if (!*why)
		*why = said_fill(a, _("The store cannot be opened: %1. See the log, or run: zhanggui store check"),
			sh->db ? db_error(sh->db) : err_name(e), NULL);
	else
		*why = arena_strdup(a, *why);
	return e;
}

enum err shop_open_rest(struct shop *sh, struct arena *a, const char **why)
{
	enum err e = shop_load_master(sh);

	*why = NULL;
	return e == OK ? OK : not_opened(sh, a, e, why);
}

enum err shop_open(struct arena *a, const struct shop_config *conf, struct shop **out, const char **why)
{
	enum err e = shop_open_first(a, conf, out, why);

	if (e == OK && (e = shop_open_rest(*out, a, why)) != OK) {
		shop_close(*out);
		*out = NULL;
	}
	return e;
}

enum err shop_open_first(struct arena *a, const struct shop_config *conf, struct shop **out, const char **why)
{
	struct shop *sh = calloc(1, sizeof *sh);
	enum err e;

	if (!sh)
		abort();
	*why = NULL;
	sh->journal_fd = -1;
	sh->journal_seq = -1;
	paths_resolve(&sh->fixed, conf, &sh->conf);
	e = open_parts(sh, a, why);
	if (e == OK) {
		*out = sh;
		return OK;
	}
	not_opened(sh, a, e, why);
	shop_close(sh);
	return e;
}

void shop_close(struct shop *sh)
{
	if (!sh)
		return;
	if (sh->db && sh->lease_name)
		journal_follow(sh);
	if (sh->db && sh->lease_name && lease_drop(sh->db, sh->lease_name, sh->lease_owner) != OK)
		log_write(LOG_INFO, "lease %s is left to run out", sh->lease_name);
	if (sh->journal_fd >= 0)
		close(sh->journal_fd);
	db_close(sh->db);
	search_unmap(sh);
	arena_release(&sh->fixed);
	arena_release(&sh->master);
	arena_release(&sh->master_before);
	arena_release(&sh->staff_arena);
	seal_wipe(&sh->keys, sizeof sh->keys);
	free(sh);
}

/* --- the beat -------------------------------------------------------------------------------- */

bool shop_tick(struct shop *sh)
{
	int64_t mono = clock_mono_ms(), seen;

	shop_mend(sh);
	seen = db_changes_seen(sh->db);
	if (mono - sh->lease_renewed_ms >= LEASE_RENEW_MS) {
		int64_t now = clock_now_ms();
		bool taken;

		sh->lease_renewed_ms = mono;
		if (lease_take(sh->db, sh->lease_name, sh->lease_owner, "", now, now + LEASE_MS,
			&taken) != OK || !taken)
			log_write(LOG_WARN, "lease %s could not be renewed", sh->lease_name);
	}
	if (seen == sh->changes_seen && sh->master_day == shop_business_day(sh))
		return false;
	if (shop_load_master(sh) != OK || shop_rights_again(sh) != OK)
		return false;
	sh->changes_seen = seen;
	return true;
}

void shop_idle(struct shop *sh)
{
	/* After the answer was given: the journal is a second record, not part of the acknowledgement. */
	if (sh->journal_due)
		journal_follow(sh);
	sh->journal_due = false;
	db_idle(sh->db);
}

void shop_on_wait(struct shop *sh, void (*fn)(void *ctx, int64_t waited_ms, int terminal, int pid), void *ctx)
{
	db_on_wait(sh->db, fn, ctx);
}
