/* staff.c - people, PINs and cards. */
#include "service/staff.h"

#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "office_int.h"
#include "service/master.h"
#include "store/master_store.h"
#include "store/staff_store.h"

bool pin_fits(const char *pin, bool approver)
{
	size_t n = strlen(pin);

	return n >= (approver ? PIN_APPROVER_MIN : PIN_MIN) && n <= PIN_MAX && pin[strspn(pin, "0123456789")] == '\0';
}

/* --- reading ------------------------------------------------------------------------------- */

/* Failures are kept per terminal; a person is shown the sum of them. */
static enum err add_failures(struct shop *sh, struct arena *a, struct staff_info *who)
{
	struct terminal_row *terminals;
	int n;
	enum err e = terminals_list(sh->db, a, &terminals, &n);

	for (int i = 0; e == OK && i < n; i++) {
		int64_t failed, locked_until_ms;

		e = pin_failures(sh->db, a, who->id, terminals[i].id, &failed, &locked_until_ms);
		who->failed += failed;
		if (locked_until_ms > who->locked_until_ms)
			who->locked_until_ms = locked_until_ms;
	}
	if (who->locked_until_ms <= clock_now_ms())
		who->locked_until_ms = 0;
	return e;
}

enum err staff_all(struct shop *sh, struct arena *a, struct staff_info **list, int *n)
{
	struct staff_row *rows;
	struct said said;
	enum err e = office_need(sh, PERM_STAFF, &said);

	if (e == OK)
		e = staff_list(sh->db, a, &rows, n);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		(*list)[i] = (struct staff_info){ .id = rows[i].id, .number = rows[i].number, .name = rows[i].name,
			.role = rows[i].role_code, .active = rows[i].active,
			.has_card = rows[i].card_digest != NULL };
		e = add_failures(sh, a, &(*list)[i]);
	}
	return e;
}

/* --- changing ------------------------------------------------------------------------------ */

/* One edit of a person, handed through a transaction. */
struct edit {
	struct arena *arena;
	struct staff_row row;
	const struct staff_new *add;
	const struct staff_change *change;
	const char *number, *pin;
	char hash[PIN_HASH_MAX], card[SEAL_HEX];
	struct said *said;
};

/* The person to be changed: no script, and nobody who may do more; himself he may. */
static enum err find_person(struct shop *sh, struct edit *ed, struct role_info *role)
{
	enum err e = staff_by_number(sh->db, ed->arena, ed->number, &ed->row);

	if (e == OK && ed->row.script)
		return say(ed->said, ERR_REFUSED, MSG_SCRIPT_NO_PERSON, ed->row.number, NULL);
	return e == OK ? office_role(sh, ed->arena, ed->row.role_code, ed->row.number, role, ed->said) : e;
}

static enum err pin_of(struct shop *sh, struct edit *ed, const char *pin, bool approver)
{
	if (!pin_fits(pin, approver))
		return say(ed->said, ERR_INVALID, MSG_PIN_BAD, approver ? "6" : "4", NULL);
	return seal_pin(ed->hash, pin, sh->keys.pepper);
}

/* The PIN is hashed here, before the transaction: it takes as long as a hundred sales. */
static enum err prepare_new(struct shop *sh, struct edit *ed)
{
	const struct staff_new *who = ed->add;
	struct role_info role;
	enum err e = office_code(ed->arena, who->number, STAFF_NUMBER_MAX, _("A staff number"), &ed->row.number,
		ed->said);

	if (e == OK)
		e = office_name(ed->arena, who->name, &ed->row.name, ed->said);
	if (e == OK)
		e = office_role(sh, ed->arena, who->role, who->role, &role, ed->said);
	if (e == OK)
		e = pin_of(sh, ed, who->pin, role.may[PERM_APPROVE]);
	if (e != OK)
		return e;
	if (*who->card)
		card_digest(&sh->keys, who->card, ed->card);
	ed->row.id = shop_new_id(sh);
	ed->row.role_id = role.id;
	ed->row.role_code = who->role;
	ed->row.pin_hash = ed->hash;
	ed->row.card_digest = *who->card ? ed->card : NULL;
	ed->row.active = true;
	return OK;
}

static enum err add_body(struct shop *sh, void *arg)
{
	struct edit *ed = arg;
	const struct change changes[] = {
		{ "number", NULL, ed->row.number }, { "name", NULL, ed->row.name },
		{ "role", NULL, ed->row.role_code }
	};
	enum err e = staff_insert(sh->db, &ed->row);

	if (e == OK)
		e = office_revise(sh, "staff", ed->row.id, changes, 3);
	return e == OK ? office_audit(sh, "staff-add", ed->row.id, ed->row.role_code) : e;
}

enum err staff_add(struct shop *sh, struct arena *a, const struct staff_new *who, struct said *said)
{
	struct edit ed = { .arena = a, .add = who, .said = said };
	enum err e = office_need(sh, PERM_STAFF, said);

	if (e == OK)
		e = prepare_new(sh, &ed);
	if (e == OK)
		e = shop_tx(sh, add_body, &ed);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number or card %s"), who->number));
	return say(said, OK, MSG_ADDED, ed.row.number, NULL);
}

/* A short PIN must not become an approver's. */
static enum err new_role(struct shop *sh, struct edit *ed, const struct role_info *was)
{
	struct role_info role = *was;
	enum err e = OK;

	if (ed->change->role)
		e = office_role(sh, ed->arena, ed->change->role, ed->change->role, &role, ed->said);
	ed->row.role_code = role.code;
	ed->row.role_id = role.id;
	if (e != OK || (!ed->change->pin && (was->may[PERM_APPROVE] || !role.may[PERM_APPROVE])))
		return e;
	e = pin_of(sh, ed, ed->change->pin ? ed->change->pin : "", role.may[PERM_APPROVE]);
	ed->row.pin_hash = ed->hash;
	return e;
}

/* Fills ed->row with the person and what shall change. */
static enum err prepare_change(struct shop *sh, struct edit *ed)
{
	const struct staff_change *c = ed->change;
	struct role_info role;
	bool self;
	enum err e = find_person(sh, ed, &role);

	if (e != OK)
		return e;
	self = ed->row.id == shop_staff(sh)->id;
	if (self && (c->role || (c->active && strcmp(c->active, "no") == 0)))
		return say(ed->said, ERR_REFUSED, MSG_OWN_ROLE, NULL, NULL);
	if (c->active)
		e = office_yes("--active", c->active, &ed->row.active, ed->said);
	if (e == OK && c->name)
		e = office_name(ed->arena, c->name, &ed->row.name, ed->said);
	if (e != OK)
		return e;
	if (c->card && *c->card)
		card_digest(&sh->keys, c->card, ed->card);
	if (c->card)
		ed->row.card_digest = *c->card ? ed->card : NULL;
	return c->role || c->pin ? new_role(sh, ed, &role) : OK;
}

static enum err change_body(struct shop *sh, void *arg)
{
	struct edit *ed = arg;
	struct staff_row was;
	enum err e = staff_by_id(sh->db, ed->arena, ed->row.id, &was);

	if (e == OK)
		e = staff_update(sh->db, &ed->row);
	if (e == OK) {
		const struct change changes[] = {
			{ "name", was.name, ed->row.name },
			{ "role", was.role_code, ed->row.role_code },
			{ "active", was.active ? "yes" : "no", ed->row.active ? "yes" : "no" },
			{ "card", was.card_digest ? was.card_digest : "",
				ed->row.card_digest ? ed->row.card_digest : "" },
		};

		e = office_revise(sh, "staff", ed->row.id, changes, 4);
	}
	return e == OK ? office_audit(sh, "staff-change", ed->row.id, ed->row.role_code) : e;
}

enum err staff_change(struct shop *sh, struct arena *a, const char *number, const struct staff_change *change,
	struct said *said)
{
	struct edit ed = { .arena = a, .change = change, .number = number, .said = said };
	enum err e = office_need(sh, PERM_STAFF, said);

	if (e == OK)
		e = prepare_change(sh, &ed);
	if (e == OK)
		e = shop_tx(sh, change_body, &ed);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, e == ERR_EXISTS ? _("staff number or card %s")
			: _("staff number %s"), number));
	return say(said, OK, MSG_CHANGED, ed.row.number, NULL);
}

/* --- PINs ---------------------------------------------------------------------------------- */

static enum err pin_body(struct shop *sh, void *arg)
{
	struct edit *ed = arg;
	enum err e = staff_update(sh->db, &ed->row);

	if (e == OK)
		e = pin_failures_clear(sh->db, ed->row.id);
	return e == OK ? office_audit(sh, "staff-pin", ed->row.id, "") : e;
}

enum err staff_pin(struct shop *sh, struct arena *a, const char *number, const char *pin, struct said *said)
{
	struct edit ed = { .arena = a, .number = number, .said = said };
	bool self = shop_staff(sh)->id && strcmp(shop_staff(sh)->number, number) == 0;
	struct role_info role;
	enum err e = office_need(sh, self ? PERM_NONE : PERM_PINS, said);

	if (e == OK)
		e = find_person(sh, &ed, &role);
	if (e == OK)
		e = pin_of(sh, &ed, pin, role.may[PERM_APPROVE]);
	ed.row.pin_hash = ed.hash;
	if (e == OK)
		e = shop_tx(sh, pin_body, &ed);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), number));
	return say(said, OK, MSG_PIN_SET, ed.row.number, NULL);
}

static enum err unlock_body(struct shop *sh, void *arg)
{
	struct edit *ed = arg;
	enum err e = pin_failures_clear(sh->db, ed->row.id);

	return e == OK ? office_audit(sh, "staff-unlock", ed->row.id, "") : e;
}

enum err staff_unlock(struct shop *sh, struct arena *a, const char *number, struct said *said)
{
	struct edit ed = { .arena = a, .number = number, .said = said };
	enum err e = office_need(sh, PERM_PINS, said);

	if (e == OK)
		e = staff_by_number(sh->db, a, number, &ed.row);
	if (e == OK && ed.row.script)
		e = say(said, ERR_REFUSED, MSG_SCRIPT_NO_PERSON, ed.row.number, NULL);
	if (e == OK)
		e = shop_tx(sh, unlock_body, &ed);
	if (e != OK)
		return office_answer(said, e, arena_printf(a, _("staff number %s"), number));
	return say(said, OK, MSG_UNLOCKED, ed.row.number, NULL);
}
