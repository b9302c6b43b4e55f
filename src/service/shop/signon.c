/* signon.c - who is who: number and PIN, or card; failures counted per person and terminal, with a growing lock. And
 * scripts, by the key in their file. */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "script_key_int.h"
#include "shop_int.h"
#include "store/staff_store.h"

#define PIN_TRIES 5            /* wrong PINs before the first lock */
#define LOCK_FIRST_MS 30000    /* doubles with every further one */
#define LOCK_MOST_MS 3600000

void card_digest(const struct shop_keys *keys, const char *card, char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, keys->pepper);
	seal_text(&s, card);
	seal_end(&s, hex);
}

static enum err load_rights(struct shop *sh, struct arena *a, struct staff *out)
{
	const char **names;
	struct role_limit_row *limits;
	int n;
	enum err e = role_permissions(sh->db, a, out->role_id, &names, &n);

	for (int i = 0; e == OK && i < n; i++)
		for (int p = 1; p < PERMISSIONS; p++)
			if (strcmp(names[i], permission_table[p].name) == 0)
				out->may[p] = true;
	if (e == OK)
		e = role_limits(sh->db, a, out->role_id, &limits, &n);
	for (int i = 0; e == OK && i < n; i++)
		for (int l = 0; l < LIMITS; l++)
			if (strcmp(limits[i].name, limit_table[l].name) == 0)
				out->limit[l] = limits[i].value;
	out->may[PERM_APPROVE] = out->may[PERM_APPROVE] && !out->script;
	return e;
}

static struct staff staff_of_row(const struct staff_row *row)
{
	return (struct staff){ .id = row->id, .number = row->number, .name = row->name, .role = row->role_code,
		.role_id = row->role_id, .script = row->script };
}

enum err shop_rights_again(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	struct staff_row row;
	struct staff now;
	enum err e = sh->staff.id ? staff_by_id(sh->db, &a, sh->staff.id, &row) : ERR_NOTFOUND;

	if (e == OK) {
		now = staff_of_row(&row);
		if (row.active)
			e = load_rights(sh, &a, &now);
	}
	if (e == OK) {
		memcpy(sh->staff.may, now.may, sizeof now.may);
		memcpy(sh->staff.limit, now.limit, sizeof now.limit);
	}
	arena_release(&a);
	return e == ERR_NOTFOUND ? OK : e;
}

/* A try at a PIN: counted before the PIN is looked at, so that a hundred programs that guess at the same moment have
 * no more tries than one. */
struct guess { int64_t staff_id, failed, locked_until_ms; bool locked; };

static enum err guess_body(struct shop *sh, void *arg)
{
	struct guess *g = arg;
	struct arena a = ARENA_INIT;
	int64_t lock_ms = LOCK_FIRST_MS;
	enum err e = pin_failures(sh->db, &a, g->staff_id, sh->terminal_id, &g->failed, &g->locked_until_ms);

	arena_release(&a);
	/* No lock is longer than the longest: one that seems so was set by a clock that ran ahead. */
	g->locked = g->locked_until_ms > sh->tx_at_ms && g->locked_until_ms <= sh->tx_at_ms + LOCK_MOST_MS;
	if (e != OK || g->locked)
		return e;
	g->failed++;
	for (int64_t i = PIN_TRIES; i < g->failed && lock_ms < LOCK_MOST_MS; i++)
		lock_ms *= 2;
	if (lock_ms > LOCK_MOST_MS)
		lock_ms = LOCK_MOST_MS;
	g->locked_until_ms = g->failed >= PIN_TRIES ? sh->tx_at_ms + lock_ms : 0;
	return pin_failure_put(sh->db, g->staff_id, sh->terminal_id, g->failed, g->locked_until_ms);
}

static enum err right_body(struct shop *sh, void *arg)
{
	const struct guess *g = arg;

	return pin_failures_clear(sh->db, g->staff_id);
}

static enum err refuse_pin(struct arena *a, const struct guess *g, int64_t now_ms, struct said *said)
{
	if (!g->locked_until_ms)
		return say(said, ERR_DENIED, MSG_WRONG_PIN, arena_printf(a, "%d", (int)(PIN_TRIES - g->failed)), NULL);
	return say(said, ERR_DENIED, MSG_PIN_LOCKED,
		arena_printf(a, "%d", (int)((g->locked_until_ms - now_ms + 999) / 1000)), NULL);
}

static enum err check_pin(struct shop *sh, struct arena *a, const struct staff_row *row, const char *pin,
	struct said *said)
{
	struct guess g = { .staff_id = row->id };
	enum err e = shop_tx(sh, guess_body, &g);

	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (g.locked || !row->id || !row->active || !seal_pin_ok(row->pin_hash, pin, sh->keys.pepper))
		return refuse_pin(a, &g, sh->tx_at_ms, said);
	if ((e = shop_tx(sh, right_body, &g)) != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	return OK;
}

static bool card_alone(const struct shop *sh)
{
	return strcmp(setting_text(sh, SET_STAFF_CARD), "alone") == 0;
}

enum err staff_row_of_card(struct shop *sh, struct arena *a, const char *card, struct staff_row *out)
{
	char digest[SEAL_HEX];

	card_digest(&sh->keys, card, digest);
	return staff_by_card(sh->db, a, digest, out);
}

const char *shop_card_owner(struct shop *sh, struct arena *a, const char *card)
{
	struct staff_row row;

	if (card_alone(sh) || staff_row_of_card(sh, a, card, &row) != OK || !row.active || row.script)
		return NULL;
	return row.number;
}

enum err staff_verify(struct shop *sh, struct arena *a, const char *who, const char *pin, struct staff *out,
	struct said *said)
{
	struct staff_row row = { 0 };
	enum err e = pin ? staff_by_number(sh->db, a, who, &row) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND)
		e = staff_row_of_card(sh, a, who, &row);
	if (e != OK && e != ERR_NOTFOUND)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (row.script) /* no PIN is right, and none may lock it: as a number that nobody has */
		row = (struct staff_row){ 0 };
	if (pin && (e = check_pin(sh, a, &row, pin, said)) != OK)
		return e;
	if (!pin && (!row.id || !row.active))
		return say(said, ERR_DENIED, MSG_UNKNOWN_CARD, NULL, NULL);
	if (!pin && !card_alone(sh))
		return say(said, ERR_DENIED, MSG_CARD_WANTS_PIN, arena_strdup(a, row.name), NULL);
	*out = staff_of_row(&row);
	if ((e = load_rights(sh, a, out)) != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	return OK;
}

enum err staff_second(struct shop *sh, struct arena *a, const char *who, const char *pin, enum permission right,
	struct staff *out, struct said *said)
{
	enum err e = staff_verify(sh, a, who, pin, out, said);

	if (e != OK)
		return e;
	if (out->id == sh->staff.id)
		return say(said, ERR_REFUSED, MSG_OWN_APPROVAL, NULL, NULL);
	if (!out->may[PERM_APPROVE] || !out->may[right])
		return say(said, ERR_REFUSED, MSG_CANNOT_APPROVE, arena_strdup(a, out->name), NULL);
	return OK;
}

/* From now on this one acts; that is in the chain. */
static enum err begin_as(struct shop *sh, struct arena *a, const struct staff *found, struct said *said)
{
	struct audit_row row = { .action = "sign-on", .subject_id = found->id };
	enum err e;

	shop_staff_set(sh, found);
	if ((e = audit_one(sh, &row)) != OK) {
		shop_staff_set(sh, NULL);
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	}
	return say(said, OK, MSG_SIGNED_ON, arena_strdup(a, found->name), NULL);
}

enum err shop_sign_on(struct shop *sh, struct arena *a, const char *who, const char *pin, struct said *said)
{
	struct staff found = { 0 };
	enum err e = staff_verify(sh, a, who, pin, &found, said);

	return e == OK ? begin_as(sh, a, &found, said) : e;
}

/* --- scripts ------------------------------------------------------------------------------- */

static enum err script_find(struct shop *sh, struct arena *a, const char *path, struct script_key_row *out,
	struct said *said)
{
	struct script_secret secret;
	char digest[SEAL_HEX];
	enum err e = script_file_read(a, path, &secret, said);

	if (e != OK)
		return e;
	script_digest(&sh->keys, &secret, digest);
	seal_wipe(&secret, sizeof secret);
	e = script_key_by_digest(sh->db, a, digest, out);
	if (e == ERR_NOTFOUND)
		return say(said, ERR_DENIED, MSG_SCRIPT_UNKNOWN, path, NULL);
	return e == OK ? OK : say(said, e, MSG_STORE_FAILED, NULL, NULL);
}

enum err shop_sign_on_script(struct shop *sh, struct arena *a, const char *path, struct said *said)
{
	const char *user = unix_user_running(a);
	struct script_key_row key;
	struct staff found;
	enum err e = script_find(sh, a, path, &key, said);

	if (e == OK && (key.revoked_at_ms || !key.staff.active || !key.staff.script))
		e = say(said, ERR_DENIED, MSG_SCRIPT_GONE, key.staff.number, NULL);
	else if (e == OK && strcmp(key.unix_user, user) != 0)
		e = say(said, ERR_DENIED, MSG_SCRIPT_USER, key.staff.number, user);
	if (e != OK) {
		log_write(LOG_WARN, "key file %s: refused to Unix user %s: %s", path, user,
			message_table[said->id].name);
		return e;
	}
	found = staff_of_row(&key.staff);
	if (load_rights(sh, a, &found) != OK)
		return say(said, ERR_IO, MSG_STORE_FAILED, NULL, NULL);
	return begin_as(sh, a, &found, said);
}

/* --- who it is ----------------------------------------------------------------------------- */

void shop_staff_set(struct shop *sh, const struct staff *who)
{
	struct staff keep = { 0 };
	struct arena *a = &sh->staff_arena;

	arena_clear(a);
	if (who) {
		keep = *who;
		keep.number = arena_strdup(a, who->number);
		keep.name = arena_strdup(a, who->name);
		keep.role = arena_strdup(a, who->role);
	}
	sh->staff = keep;
}

void shop_sign_off(struct shop *sh)
{
	shop_staff_set(sh, NULL);
}
