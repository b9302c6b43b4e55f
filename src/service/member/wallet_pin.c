/* wallet_pin.c - the PIN with which a member pays: hashed as those of the staff are, locked after so many wrong tries
 * until a second person lets a new one be set. */
#include "wallet_int.h"

#include <string.h>

#include "base/tr.h"
#include "../office/office_int.h"
#include "service/members.h"
#include "store/member_store.h"

#define IDENTITY_END 4

/* --- asked for ----------------------------------------------------------------------------------------- */

enum err wallet_pin_asked(struct shop *sh, struct arena *a, int64_t member_id, int64_t amount_minor, bool *asked,
	struct said *said)
{
	const char *mode = setting_text(sh, SET_WALLET_PIN);
	struct member m;
	enum err e;

	*asked = false;
	if (strcmp(mode, "off") == 0 || amount_minor <= setting_int(sh, SET_WALLET_PIN_ABOVE))
		return OK;
	e = member_get(sh->db, a, member_id, &m);
	if (e != OK)
		return e;
	*asked = *m.pin_hash != '\0';
	/* Who has a bearer's card has what is on it; and what is on it has nobody's PIN. */
	if (!*asked && strcmp(mode, "required") == 0 && !m.bearer)
		return say(said, ERR_REFUSED, MSG_MEMBER_PIN_NONE, m.code, NULL);
	return OK;
}

/* A try, counted before the PIN is looked at, so that a hundred programs have no more tries than one. */
struct trying { int64_t member_id, failed; bool locked; };

static enum err try_body(struct shop *sh, void *arg)
{
	struct trying *t = arg;
	struct arena a = ARENA_INIT;
	enum err e = wallet_pin_failed(sh->db, &a, t->member_id, &t->failed);

	arena_release(&a);
	t->locked = t->failed >= WALLET_PIN_TRIES;
	if (e != OK || t->locked)
		return e;
	return wallet_pin_failed_set(sh->db, t->member_id, ++t->failed, sh->tx_at_ms);
}

static enum err right_body(struct shop *sh, void *arg)
{
	const struct trying *t = arg;

	return wallet_pin_failed_set(sh->db, t->member_id, 0, sh->tx_at_ms);
}

/* What is wrong is on record, never what was typed. */
static enum err wrong(struct shop *sh, struct arena *a, const struct trying *t, const char *code, struct said *said)
{
	bool last = t->failed >= WALLET_PIN_TRIES;
	enum err e = t->locked ? OK : audit_one(sh, &(struct audit_row){ .action = last ? "member-pin-locked"
		: "member-pin-wrong", .subject_id = t->member_id, .detail = "" });

	if (e != OK)
		return e;
	if (last)
		return say(said, ERR_DENIED, MSG_MEMBER_PIN_LOCKED, code, NULL);
	return say(said, ERR_DENIED, MSG_MEMBER_PIN_WRONG, arena_printf(a, "%d", (int)(WALLET_PIN_TRIES - t->failed)),
		NULL);
}

enum err wallet_pin_check(struct shop *sh, struct arena *a, int64_t member_id, const char *pin, struct said *said)
{
	struct trying t = { .member_id = member_id };
	struct member m;
	enum err e = member_get(sh->db, a, member_id, &m);

	if (e == OK)
		e = shop_tx(sh, try_body, &t);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if (t.locked || !*m.pin_hash || !seal_pin_ok(m.pin_hash, pin, sh->keys.pepper))
		return wrong(sh, a, &t, m.code, said);
	return shop_tx(sh, right_body, &t) == OK ? OK : say(said, ERR_IO, MSG_STORE_FAILED, NULL, NULL);
}

/* --- set ------------------------------------------------------------------------------------------------- */

static bool fits(const char *pin)
{
	return pin && strlen(pin) == WALLET_PIN_DIGITS && pin[strspn(pin, "0123456789")] == '\0';
}

struct setting_pin { int64_t member_id, approver_id; char hash[PIN_HASH_MAX]; bool first; };

static enum err set_body(struct shop *sh, void *arg)
{
	const struct setting_pin *s = arg;
	const struct audit_row row = { .action = s->first ? "member-pin" : "member-pin-reset",
		.subject_id = s->member_id, .approver_id = s->approver_id, .detail = "" };
	enum err e = wallet_pin_set(sh->db, s->member_id, s->hash);

	if (e == OK)
		e = wallet_pin_failed_set(sh->db, s->member_id, 0, sh->tx_at_ms);
	return e == OK ? audit_in_tx(sh, &row, 1) : e;
}

/* Who does not know the old one shows the document that is on file. */
static enum err identity_shown(struct shop *sh, struct arena *a, const struct wallet_pin *what, const struct member *m,
	struct said *said)
{
	struct member_sheet sheet;
	size_t n;
	enum err e = *m->id_sealed ? member_show(sh, a, m->code, &sheet, said) : OK;

	if (e != OK || !*m->id_sealed)
		return e;
	n = strlen(sheet.id_number);
	if (n >= IDENTITY_END && what->identity && strcmp(sheet.id_number + n - IDENTITY_END, what->identity) == 0)
		return OK;
	return say(said, ERR_DENIED, MSG_MEMBER_IDENTITY, m->code, NULL);
}

static enum err may_set(struct shop *sh, struct arena *a, const struct wallet_pin *what, const struct member *m,
	struct setting_pin *s, struct said *said)
{
	struct staff second;
	enum err e;

	s->first = !*m->pin_hash;
	if (s->first)
		return OK;
	if (what->old)
		return wallet_pin_check(sh, a, m->id, what->old, said);
	if ((e = identity_shown(sh, a, what, m, said)) != OK)
		return e;
	if (!what->second || !*what->second)
		return say(said, ERR_DENIED, MSG_NEEDS_SECOND, _(permission_table[PERM_MEMBER_PINS].words), NULL);
	e = staff_second(sh, a, what->second, what->second_pin, PERM_MEMBER_PINS, &second, said);
	s->approver_id = e == OK ? second.id : 0;
	return e;
}

enum err wallet_pin_change(struct shop *sh, struct arena *a, const struct wallet_pin *what, struct said *said)
{
	struct setting_pin s = { .approver_id = 0 };
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBER_PINS, said);

	if (e == OK)
		e = member_find_one(sh, a, what->member, &hit, said);
	if (e != OK)
		return e;
	if (hit.member.state >= MEMBER_LEFT)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code, member_state_words(hit.member.state));
	if (!fits(what->pin))
		return say(said, ERR_INVALID, MSG_MEMBER_PIN_BAD, NULL, NULL);
	s.member_id = hit.member.id;
	if ((e = may_set(sh, a, what, &hit.member, &s, said)) != OK)
		return e;
	if ((e = seal_pin(s.hash, what->pin, sh->keys.pepper)) == OK)
		e = shop_tx(sh, set_body, &s);
	return e == OK ? say(said, OK, MSG_MEMBER_PIN_SET, hit.member.code, NULL)
		: office_answer(said, e, hit.member.code);
}
