/* keycare.c - see keycare.h. The order is always: the file, synced, then the store. A key that
 * is in the file alone does no harm; one that the store knows alone would be the end of the
 * chain. */
#include "service/keycare.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "service/keys.h"
#include "service/paths.h"
#include "service/said.h"
#include "service/staff.h"
#include "../shop/shop_int.h"
#include "store/care_store.h"
#include "store/master_store.h"
#include "store/migrate.h"
#include "store/staff_store.h"

enum err keys_export(struct shop *sh, struct arena *a, const char **text, struct said *said)
{
	const struct audit_row row = { .action = "keys-export", .detail = arena_printf(a,
		"keys %d", sh->keys.seal_count) };
	enum err e;

	if (!shop_may(sh, PERM_KEYS))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED,
			_(permission_table[PERM_KEYS].words), NULL);
	e = audit_one(sh, &row);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	*text = sheet_text(a, &sh->keys, setting_text(sh, SET_SHOP_NAME), clock_now_ms());
	return OK;
}

/* --- import ----------------------------------------------------------------------------------- */

static enum err save_fitting(struct arena *a, const struct shop_config *conf, struct db *db,
	const struct shop_keys *keys, bool replace, const char **why)
{
	int in_use;
	enum err e = keys_fit(db, a, keys, &in_use);

	if (e == OK)
		return keys_save(a, conf->key_file, keys, replace, why);
	*why = e != ERR_DENIED ? arena_strdup(a, db_error(db)) : said_fill(a,
		_("These are not the keys of the store %1. Take the sheet of this shop, the newest one"),
		paths_store_shown(a, conf->store_url), NULL);
	return e;
}

/* A store that is there tells whether these are its keys; and nobody makes a new one before they are in their
 * place. */
static enum err save_beside_store(struct arena *a, const struct shop_config *conf,
	const struct shop_keys *keys, bool replace, const char **why)
{
	struct db *db;
	enum err e = db_open(a, conf->store_url, 0, &db, why);

	if (e == ERR_NOTFOUND) /* the keys may come first, the backup after them */
		return keys_save(a, conf->key_file, keys, replace, why);
	if (e != OK)
		return e;
	e = db_begin(db);
	if (e == OK) {
		e = save_fitting(a, conf, db, keys, replace, why);
		db_rollback(db);
	} else {
		*why = arena_strdup(a, db_error(db));
	}
	db_close(db);
	return e;
}

enum err keys_import(struct arena *a, const struct shop_config *conf, const char *sheet,
	bool replace, const char **why)
{
	struct shop_keys *keys = arena_new(a, struct shop_keys);
	enum err e = sheet_parse(a, sheet, keys, why);

	if (e == OK)
		e = save_beside_store(a, conf, keys, replace, why);
	seal_wipe(keys, sizeof *keys);
	return e;
}

/* --- rotate ----------------------------------------------------------------------------------- */

struct rotation { struct arena *arena; const char *why; bool full; };

/* Under the writer's turn: of two that rotate the second begins with what the first one left, in the file and in the
 * store. Nothing but a rotation that failed stands behind the keys that the store knows. */
static enum err next_key(struct shop *sh, struct rotation *r, struct seal_key_row *row, char digest[SEAL_HEX])
{
	struct shop_keys *keys = &sh->keys;
	int n = 0;
	enum err e = keys_load(r->arena, sh->conf.key_file, keys, &r->why);

	if (e == OK)
		e = keys_fit(sh->db, r->arena, keys, &n);
	r->full = e == OK && n == SHOP_KEYS_MAX;
	if (e != OK || r->full)
		return e == OK ? ERR_REFUSED : e;
	seal_random(keys->seal[n], SEAL_KEY_BYTES);
	keys->seal_count = n + 1;
	keys_digest(keys->seal[n], digest);
	*row = (struct seal_key_row){ .n = n + 1, .digest = digest, .from_at_ms = sh->tx_at_ms };
	return keys_save(r->arena, sh->conf.key_file, keys, true, &r->why);
}

/* The audit row is the first thing that the new key seals. */
static enum err rotate_body(struct shop *sh, void *arg)
{
	struct seal_key_row row;
	struct audit_row audit = { .action = "keys-rotate", .detail = "" };
	char digest[SEAL_HEX];
	enum err e = next_key(sh, arg, &row, digest);

	if (e == OK)
		e = seal_key_put(sh->db, &row);
	if (e != OK)
		return e;
	audit.subject_id = row.n;
	return audit_in_tx(sh, &audit, 1);
}

enum err keys_rotate(struct shop *sh, struct said *said)
{
	struct arena a = ARENA_INIT;
	struct rotation r = { .arena = &a, .why = "" };
	struct shop_keys before = sh->keys;
	enum err e;

	if (!shop_may(sh, PERM_KEYS))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED,
			_(permission_table[PERM_KEYS].words), NULL);
	e = shop_tx(sh, rotate_body, &r);
	/* With the old keys one goes on in any case, also when the outcome is not known. */
	if (e != OK) {
		sh->keys = before;
		log_write(LOG_ERROR, "keys rotate: %s: %s", err_name(e), *r.why ? r.why : db_error(sh->db));
	}
	seal_wipe(&before, sizeof before);
	arena_release(&a);
	if (r.full)
		return say(said, e, MSG_KEYS_FULL, NULL, NULL);
	return e == OK ? say(said, OK, MSG_KEYS_ROTATED, NULL, NULL) : say(said, e,
		MSG_STORE_FAILED, NULL, NULL);
}

/* --- reset ------------------------------------------------------------------------------------ */

struct reset { struct arena *arena; struct staff_row manager; char hash[PIN_HASH_MAX],
	digest[SEAL_HEX]; };

/* Their keys were known by the pepper that is lost. */
static enum err revoke_scripts(struct shop *sh, struct arena *a)
{
	struct script_key_row *rows;
	int n = 0;
	enum err e = script_keys_list(sh->db, a, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct audit_row audit = { .action = "script-revoke", .subject_id = rows[i].staff.id,
			.detail = "" };

		if (rows[i].revoked_at_ms)
			continue;
		e = script_key_revoke(sh->db, rows[i].staff.id, sh->tx_at_ms);
		if (e == OK)
			e = audit_in_tx(sh, &audit, 1);
	}
	return e;
}

static enum err reset_body(struct shop *sh, void *arg)
{
	struct reset *r = arg;
	struct staff_row row;
	int n = sh->keys.seal_count;
	const struct audit_row audit = { .action = "keys-reset", .subject_id = r->manager.id,
		.detail = "" };
	struct seal_key_row key = { .n = n, .digest = r->digest, .from_at_ms = clock_now_ms() };
	enum err e = care_keys_lost(sh->db);

	if (e == OK)
		e = seal_key_put(sh->db, &key);
	if (e == OK)
		e = care_cards_forget(sh->db);
	if (e == OK)
		e = staff_by_id(sh->db, r->arena, r->manager.id, &row);
	if (e != OK)
		return e;
	row.pin_hash = r->hash;
	row.active = true;
	e = staff_update(sh->db, &row);
	if (e == OK)
		e = pin_failures_clear(sh->db, row.id);
	if (e == OK)
		e = revoke_scripts(sh, r->arena);
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* Who comes back in must be able to let the others in. */
static enum err may_let_in(struct shop *sh, struct reset *r, const char *number, const char **why)
{
	const char **names;
	int n = 0;
	bool may = false;
	enum err e = staff_by_number(sh->db, r->arena, number, &r->manager);

	if (e == OK)
		e = role_permissions(sh->db, r->arena, r->manager.role_id, &names, &n);
	for (int i = 0; e == OK && i < n; i++)
		may = may || strcmp(names[i], permission_table[PERM_PINS].name) == 0;
	if (e == ERR_NOTFOUND || (e == OK && (!may || r->manager.script))) {
		*why = said_fill(r->arena, _("%1 is nobody who may set PINs. Name a manager with"
			" --as"), number, NULL);
		return ERR_DENIED;
	}
	return e;
}

/* New keys for what the store knows: the places of the lost ones stay taken. */
static enum err make_keys(struct shop *sh, struct reset *r, const char *pin)
{
	struct seal_key_row *rows;
	int n = 0;
	enum err e = seal_keys_list(sh->db, r->arena, &rows, &n);

	if (e != OK)
		return e;
	if (n >= SHOP_KEYS_MAX)
		return ERR_REFUSED;
	keys_make(&sh->keys);
	for (int i = 1; i <= n; i++)
		seal_random(sh->keys.seal[i], SEAL_KEY_BYTES);
	sh->keys.seal_count = n + 1;
	keys_digest(sh->keys.seal[n], r->digest);
	return seal_pin(r->hash, pin, sh->keys.pepper);
}

static enum err reset_store(struct shop *sh, struct reset *r, const char *number, const char *pin,
	const char **why)
{
	struct info_row info;
	enum err e = store_schema_check(sh->db, r->arena, why);

	if (e == OK)
		e = info_get(sh->db, r->arena, &info);
	if (e == OK)
		seal_pin_cheap(strcmp(info.kind, "test") == 0);
	if (e == OK)
		e = may_let_in(sh, r, number, why);
	if (e == OK)
		e = make_keys(sh, r, pin);
	if (e == OK)
		e = ids_highest(sh->db, &sh->ids.last);
	if (e == OK)
		e = keys_save(r->arena, sh->conf.key_file, &sh->keys, false, why);
	return e == OK ? shop_tx(sh, reset_body, r) : e;
}

enum err keys_reset(struct arena *a, const struct shop_config *conf, const char *number,
	const char *pin,
	const char **why)
{
	struct shop *sh = arena_new(a, struct shop);
	struct reset r = { .arena = a };
	enum err e;

	*why = NULL;
	if (geteuid() != 0) {
		*why = _("Only root makes new keys for a store whose keys are lost");
		return ERR_DENIED;
	}
	if (!pin_fits(pin, true)) {
		*why = said_fill(a, _("The PIN of an approver has %1 to %2 digits. Choose such a"
			" one"),
			arena_printf(a, "%d", PIN_APPROVER_MIN), arena_printf(a, "%d", PIN_MAX));
		return ERR_INVALID;
	}
	sh->conf = *conf;
	sh->conf.journal_dir = "";
	sh->journal_fd = -1;
	sh->terminal_id = sh->ids.terminal = SHOP_OFFICE_TERMINAL;
	sh->terminal_code = "";
	e = db_open(a, conf->store_url, 0, &sh->db, why);
	if (e == OK)
		e = reset_store(sh, &r, number, pin, why);
	if (e != OK && !*why)
		*why = said_fill(a, _("New keys could not be made: %1"), sh->db ? db_error(sh->db)
			: err_name(e), NULL);
	db_close(sh->db);
	seal_wipe(&sh->keys, sizeof sh->keys);
	return e;
}
