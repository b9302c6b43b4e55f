/* signon.c - who is who: number and PIN, or card; failures counted per person and terminal, with a growing lock. */
#include <string.h>

#include "base/clock.h"
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
	return e;
}

struct failure { int64_t staff_id, failed, locked_until_ms; };

static enum err failure_body(struct shop *sh, void *arg)
{
	struct failure *f = arg;

	if (f->failed == 0)
		return pin_failures_clear(sh->db, f->staff_id);
	return pin_failure_put(sh->db, f->staff_id, sh->terminal_id, f->failed, f->locked_until_ms);
}

/* A wrong PIN costs more each time; the count is stored before the answer is given. */
static enum err count_failure(struct shop *sh, struct arena *a, struct failure *f, struct said *said)
{
	enum err e;
	int64_t left = PIN_TRIES - ++f->failed, lock_ms = LOCK_FIRST_MS;

	if (left <= 0) {
		for (int64_t i = left; i < 0 && lock_ms < LOCK_MOST_MS; i++)
			lock_ms *= 2;
		if (lock_ms > LOCK_MOST_MS)
			lock_ms = LOCK_MOST_MS;
		f->locked_until_ms = clock_now_ms() + lock_ms;
	}
	if ((e = shop_tx(sh, failure_body, f)) != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (left > 0)
		return say(said, ERR_DENIED, MSG_WRONG_PIN, arena_printf(a, "%d", (int)left), NULL);
	return say(said, ERR_DENIED, MSG_PIN_LOCKED, arena_printf(a, "%d", (int)(lock_ms / 1000)), NULL);
}

static enum err check_pin(struct shop *sh, struct arena *a, const struct staff_row *row, const char *pin,
	struct said *said)
{
	struct failure f = { .staff_id = row->id };
	int64_t now = clock_now_ms();
	enum err e = pin_failures(sh->db, a, f.staff_id, sh->terminal_id, &f.failed, &f.locked_until_ms);

	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (f.locked_until_ms > now)
		return say(said, ERR_DENIED, MSG_PIN_LOCKED,
			arena_printf(a, "%d", (int)((f.locked_until_ms - now + 999) / 1000)), NULL);
	if (!row->id || !row->active || !seal_pin_ok(row->pin_hash, pin, sh->keys.pepper))
		return count_failure(sh, a, &f, said);
	if (f.failed == 0)
		return OK;
	f.failed = 0;
	if ((e = shop_tx(sh, failure_body, &f)) != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	return OK;
}

enum err staff_verify(struct shop *sh, struct arena *a, const char *who, const char *pin, struct staff *out,
	struct said *said)
{
	struct staff_row row = { 0 };
	char digest[SEAL_HEX];
	enum err e;

	if (pin) {
		e = staff_by_number(sh->db, a, who, &row);
	} else {
		card_digest(&sh->keys, who, digest);
		e = staff_by_card(sh->db, a, digest, &row);
	}
	if (e != OK && e != ERR_NOTFOUND)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (pin && (e = check_pin(sh, a, &row, pin, said)) != OK)
		return e;
	if (!pin && (!row.id || !row.active))
		return say(said, ERR_DENIED, MSG_UNKNOWN_CARD, NULL, NULL);
	*out = (struct staff){ .id = row.id, .number = row.number, .name = row.name, .role = row.role_code,
		.role_id = row.role_id };
	if ((e = load_rights(sh, a, out)) != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	return OK;
}

enum err shop_sign_on(struct shop *sh, struct arena *a, const char *who, const char *pin, struct said *said)
{
	struct staff found = { 0 };
	struct audit_row row = { .action = "sign-on" };
	enum err e = staff_verify(sh, a, who, pin, &found, said);

	if (e != OK)
		return e;
	shop_staff_set(sh, &found);
	row.subject_id = found.id;
	if ((e = audit_one(sh, &row)) != OK) {
		shop_staff_set(sh, NULL);
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	}
	return say(said, OK, MSG_SIGNED_ON, arena_strdup(a, found.name), NULL);
}

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
