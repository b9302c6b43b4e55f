/* script.c - the keys of scripts: made, listed, revoked. */
#include <string.h>
#include <unistd.h>

#include "../shop/script_key_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/master.h"
#include "service/staff.h"
#include "store/staff_store.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

enum err scripts_all(struct shop *sh, struct arena *a, struct script_info **list, int *n)
{
	struct script_key_row *rows;
	struct said said;
	enum err e = office_need(sh, PERM_SCRIPTS, &said);

	if (e == OK)
		e = script_keys_list(sh->db, a, &rows, n);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct script_info){ rows[i].staff.id, rows[i].staff.number, rows[i].unix_user,
			rows[i].staff.role_code, rows[i].made_at_ms, rows[i].revoked_at_ms };
	return OK;
}

/* --- adding -------------------------------------------------------------------------------- */

struct adding {
	struct script_key_row row;
	char digest[SEAL_HEX], fingerprint[SEAL_HEX];
};

static enum err add_body(struct shop *sh, void *arg)
{
	struct adding *ad = arg;
	const struct change changes[] = {
		{ "number", NULL, ad->row.staff.number }, { "role", NULL, ad->row.staff.role_code },
		{ "unix_user", NULL, ad->row.unix_user },
	};
	enum err e = staff_insert(sh->db, &ad->row.staff);

	ad->row.made_at_ms = sh->tx_at_ms;
	if (e == OK)
		e = script_key_insert(sh->db, &ad->row);
	if (e == OK)
		e = office_revise(sh, "staff", ad->row.staff.id, changes, 3);
	return e == OK ? office_audit(sh, "script-add", ad->row.staff.id, ad->fingerprint) : e;
}

static enum err prepare(struct shop *sh, struct arena *a, const struct script_new *script, struct adding *ad,
	struct unix_user *user, struct said *said)
{
	const char *name = utf8_narrow(a, script->name);
	struct staff_row other;
	struct role_info role;
	enum err e;

	if (!*name || strlen(name) > SCRIPT_NAME_MAX || !strchr(LETTERS, *name)
		|| name[strspn(name, LETTERS "0123456789-")])
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A script's name"), script->name);
	e = unix_user_named(a, script->unix_user, user);
	if (e != OK)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("Unix user %s on this machine"),
			script->unix_user), NULL);
	e = office_role(sh, a, script->role, script->role, &role, said);
	if (e != OK)
		return e;
	e = staff_by_number(sh->db, a, name, &other);
	if (e != ERR_NOTFOUND)
		return e == OK ? ERR_EXISTS : e;
	ad->row = (struct script_key_row){ .unix_user = user->name, .digest = ad->digest };
	ad->row.staff = (struct staff_row){ .id = shop_new_id(sh), .number = name, .name = name, .role_id = role.id,
		.role_code = role.code, .pin_hash = "", .active = true, .script = true };
	return OK;
}

/* The file is whole before the store knows of it; when the store says no, it goes again. */
static enum err add_with_file(struct shop *sh, struct arena *a, const char *file, struct adding *ad,
	const struct unix_user *user, struct said *said)
{
	unsigned char bytes[SEAL_KEY_BYTES];
	struct script_secret secret;
	bool given = false;
	enum err e;

	seal_random(bytes, sizeof bytes);
	seal_hex(bytes, sizeof bytes, secret.hex);
	script_digest(&sh->keys, &secret, ad->digest);
	script_fingerprint(&sh->keys, &ad->row, ad->fingerprint);
	e = script_file_write(file, ad->row.staff.number, &secret, user, &given);
	seal_wipe(bytes, sizeof bytes);
	seal_wipe(&secret, sizeof secret);
	if (e != OK)
		return say(said, e, MSG_SCRIPT_FILE_NEW, file, NULL);
	e = shop_tx(sh, add_body, ad);
	if (e != OK && e != ERR_UNKNOWN)
		unlink(file);
	if (e != OK)
		return e;
	if (given)
		return say(said, OK, MSG_SCRIPT_ADDED, ad->row.staff.number, file);
	return say(said, OK, MSG_SCRIPT_GIVE, ad->row.staff.number,
		arena_printf(a, "chown %s %s", user->name, file));
}

enum err script_add(struct shop *sh, struct arena *a, const struct script_new *script, struct said *said)
{
	struct adding ad;
	struct unix_user user;
	enum err e = office_need(sh, PERM_SCRIPTS, said);

	if (e == OK)
		e = prepare(sh, a, script, &ad, &user, said);
	if (e == OK)
		e = add_with_file(sh, a, script->file, &ad, &user, said);
	return office_answer(said, e, arena_printf(a, _("script %s"), script->name));
}

/* --- revoking ------------------------------------------------------------------------------ */

static enum err revoke_body(struct shop *sh, void *arg)
{
	const struct staff_row *row = arg;
	const struct change change = { "active", "yes", "no" };
	enum err e = script_key_revoke(sh->db, row->id, sh->tx_at_ms);

	if (e == OK)
		e = office_revise(sh, "staff", row->id, &change, 1);
	return e == OK ? office_audit(sh, "script-revoke", row->id, "") : e;
}

enum err script_revoke(struct shop *sh, struct arena *a, const char *name, struct said *said)
{
	struct staff_row row = { 0 };
	enum err e = office_need(sh, PERM_SCRIPTS, said);

	if (e == OK)
		e = staff_by_number(sh->db, a, name, &row);
	if (e == OK && !row.script)
		e = ERR_NOTFOUND;
	if (e == OK && !row.active)
		return say(said, OK, MSG_UNCHANGED, row.number, NULL);
	if (e == OK)
		e = shop_tx(sh, revoke_body, &row);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("script %s"), name));
	return say(said, OK, MSG_SCRIPT_REVOKED, row.number, NULL);
}
