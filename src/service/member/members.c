/* members.c - who the shop's members are: opened, changed, frozen, and told apart from what recovery still knows. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "attributes_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "consents_int.h"
#include "member_int.h"
#include "model/reason.h"
#include "../office/office_int.h"
#include "uses_int.h"
#include "store/audit_store.h"
#include "store/member_store.h"

#define FIRST_CODE INT64_C(10000001)
#define LAST_CODE INT64_C(89999999)
#define EMAIL_MAX 100
#define POSTCODE_MAX 12
#define ID_NUMBER_MAX 40
#define REFERRED_MAX 1000

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("member %s"), code);
}

int64_t member_new_id(struct shop *sh)
{
	return shop_new_id(sh);
}

/* --- what is typed ---------------------------------------------------------------------------------- */

static enum err text_of(struct arena *a, const char *typed, size_t most, const char *option, const char **out,
	struct said *said)
{
	const char *text;

	if (!typed)
		return OK;
	text = utf8_clean(a, typed);
	if (strlen(text) > most)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, option, text);
	*out = text;
	return OK;
}

static enum err day_of(const char *typed, const char *option, int32_t *out, struct said *said)
{
	if (!typed)
		return OK;
	if (strcmp(typed, "-") == 0) {
		*out = 0;
		return OK;
	}
	return clock_parse_day(typed, out) ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

void key_for(const struct shop_keys *keys, const char *use, unsigned char key[SEAL_KEY_BYTES])
{
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, keys->pepper);
	seal_text(&s, use);
	seal_end(&s, hex);
	if (!seal_unhex(hex, key, SEAL_KEY_BYTES))
		seal_wipe(key, SEAL_KEY_BYTES);
}

void member_key(const struct shop *sh, const char *use, unsigned char key[SEAL_KEY_BYTES])
{
	key_for(&sh->keys, use, key);
}

static enum err id_number_of(struct shop *sh, struct arena *a, const char *typed, struct member *row, struct said *said)
{
	unsigned char key[SEAL_KEY_BYTES];
	char digest[SEAL_HEX];
	const char *number;
	struct seal s;

	if (!typed)
		return OK;
	number = utf8_narrow(a, typed);
	if (strlen(number) > ID_NUMBER_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--id-number", _("too long"));
	member_key(sh, "member-id", key);
	row->id_sealed = seal_box(a, number, key);
	member_key(sh, "member-id-digest", key);
	seal_begin(&s, key);
	seal_text(&s, number);
	seal_end(&s, digest);
	row->id_digest = *number ? arena_strdup(a, digest) : "";
	seal_wipe(key, sizeof key);
	return OK;
}

static enum err sex_of(const char *typed, int *out, struct said *said)
{
	if (!typed)
		return OK;
	for (int i = 0; i < SEXES; i++)
		if (strcmp(sex_name[i], typed) == 0) {
			*out = i;
			return OK;
		}
	return say(said, ERR_INVALID, MSG_VALUE_BAD, "--sex", typed);
}

static enum err birthday_of(const struct member_edit *edit, struct member *row, struct said *said)
{
	bool lunar = row->birthday.lunar;
	enum err e = edit->lunar ? office_yes("--lunar", edit->lunar, &lunar, said) : OK;

	if (e != OK)
		return e;
	row->birthday.lunar = lunar && row->birthday.month;
	if (!edit->birthday)
		return OK;
	if (birthday_read(edit->birthday, lunar, &row->birthday) != OK)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--birthday", edit->birthday);
	return OK;
}

static enum err referrer_of(struct shop *sh, struct arena *a, const char *typed, struct member *row, struct said *said)
{
	struct member_hit hit;
	enum err e;

	if (!typed)
		return OK;
	row->referrer_id = 0;
	if (!*typed)
		return OK;
	e = member_find_one(sh, a, typed, &hit, said);
	if (e != OK)
		return e;
	if (hit.member.id == row->id)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--referrer", typed);
	row->referrer_id = hit.member.id;
	return OK;
}

enum err member_fields(struct shop *sh, struct arena *a, const struct member_edit *edit, struct member *row,
	struct said *said)
{
	enum err e = text_of(a, edit->name, OFFICE_NAME_MAX, "--name", &row->name, said);

	if (e == OK)
		e = sex_of(edit->sex, &row->sex, said);
	if (e == OK && edit->phone && phone_read(a, edit->phone, &row->phone) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--phone", edit->phone);
	if (e == OK)
		e = birthday_of(edit, row, said);
	if (e == OK)
		e = text_of(a, edit->email, EMAIL_MAX, "--email", &row->email, said);
	if (e == OK)
		e = text_of(a, edit->address, MEMBER_TEXT_MAX, "--address", &row->address, said);
	if (e == OK)
		e = text_of(a, edit->postcode, POSTCODE_MAX, "--postcode", &row->postcode, said);
	if (e == OK)
		e = text_of(a, edit->note, MEMBER_TEXT_MAX, "--note", &row->note, said);
	if (e == OK)
		e = id_number_of(sh, a, edit->id_number, row, said);
	if (e == OK)
		e = referrer_of(sh, a, edit->referrer, row, said);
	if (e == OK)
		e = day_of(edit->from, "--from", &row->from_day, said);
	if (e == OK)
		e = day_of(edit->until, "--until", &row->until_day, said);
	if (e == OK && edit->bearer)
		e = office_yes("--bearer", edit->bearer, &row->bearer, said);
	return e;
}

static enum err take(struct shop *sh, struct arena *a, const struct member_edit *edit, struct member *row,
	struct said *said)
{
	enum err e = member_fields(sh, a, edit, row, said);

	if (e == OK && row->until_day && row->until_day < row->from_day)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--until", edit->until ? edit->until : day_text(a,
			row->until_day));
	if (e == OK && !row->bearer && !*row->name)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("A name"), _("empty"));
	return e;
}

/* --- the past of a row ------------------------------------------------------------------------------ */

#define CHANGES 15

/* Revisions are of the person and go with him; the number of a document is not even there. */
static void changes_of(struct arena *a, const struct member *was, const struct member *row,
	struct change list[CHANGES])
{
	const struct change all[CHANGES] = {
		{ "name", was ? was->name : NULL, row->name },
		{ "sex", was ? sex_name[was->sex] : NULL, sex_name[row->sex] },
		{ "phone", was ? was->phone : NULL, row->phone },
		{ "birthday", was ? birthday_text(a, &was->birthday) : NULL, birthday_text(a, &row->birthday) },
		{ "lunar", was ? (was->birthday.lunar ? "yes" : "no") : NULL, row->birthday.lunar ? "yes" : "no" },
		{ "email", was ? was->email : NULL, row->email },
		{ "address", was ? was->address : NULL, row->address },
		{ "postcode", was ? was->postcode : NULL, row->postcode },
		{ "note", was ? was->note : NULL, row->note },
		{ "id_digest", was ? was->id_digest : NULL, row->id_digest },
		{ "referrer", was ? arena_printf(a, "%" PRId64, was->referrer_id) : NULL,
			arena_printf(a, "%" PRId64, row->referrer_id) },
		{ "from", was ? arena_printf(a, "%d", (int)was->from_day) : NULL,
			arena_printf(a, "%d", (int)row->from_day) },
		{ "until", was ? arena_printf(a, "%d", (int)was->until_day) : NULL,
			arena_printf(a, "%d", (int)row->until_day) },
		{ "bearer", was ? (was->bearer ? "yes" : "no") : NULL, row->bearer ? "yes" : "no" },
		{ "state", was ? member_state_name[was->state] : NULL, member_state_name[row->state] },
	};

	memcpy(list, all, sizeof all);
}

/* With what changes of the shop's own attributes: one revision. */
static enum err revise(struct shop *sh, struct arena *a, const struct member *was, const struct member *row,
	const struct attributes_taken *own)
{
	int more = own ? own->count : 0;
	struct change *list = arena_array(a, (size_t)(CHANGES + more), sizeof *list);

	changes_of(a, was, row, list);
	if (more)
		memcpy(list + CHANGES, own->changes, (size_t)more * sizeof *list);
	return office_revise(sh, "member", row->id, list, CHANGES + more);
}

/* --- opened ----------------------------------------------------------------------------------------- */

struct opening {
	struct arena *a;
	struct member row;
	struct attributes_taken own;
	bool own_code;            /* somebody named it */
	struct card_giving card;
	bool with_card;
	struct said *said;
};

static enum err next_code(struct shop *sh, struct opening *o)
{
	const char *last;
	int64_t next = FIRST_CODE;
	enum err e = member_code_last(sh->db, o->a, &last);

	if (e == OK && sscanf(last, "%" SCNd64, &next) == 1)
		next++;
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	if (next > LAST_CODE)
		return say(o->said, ERR_REFUSED, MSG_VALUE_BAD, _("A member's code"), _("none is free: give one"));
	o->row.code = arena_printf(o->a, "%" PRId64, next);
	return OK;
}

/* What recovery makes a member from again: no name. */
char *member_open_detail(struct arena *a, const struct member *m)
{
	return arena_printf(a, "%s %d %d %d %d %" PRId64, m->code, m->state, m->bearer, (int)m->from_day,
		(int)m->until_day, m->referrer_id);
}

enum err member_put_new(struct shop *sh, struct arena *a, struct member *row, const struct attributes_taken *own)
{
	enum err e;

	row->opened_at_ms = sh->tx_at_ms;
	e = member_insert(sh->db, row, sh->tx_at_ms);
	if (e == OK)
		e = attributes_put(sh, row->id, own);
	return e == OK ? revise(sh, a, NULL, row, own) : e;
}

static enum err open_body(struct shop *sh, void *arg)
{
	struct opening *o = arg;
	struct audit_row audit[2] = { { .action = "member-open", .subject_id = o->row.id } };
	enum err e = o->own_code ? OK : next_code(sh, o);

	if (e == OK)
		e = member_put_new(sh, o->a, &o->row, &o->own);
	if (e != OK)
		return e;
	audit[0].detail = member_open_detail(o->a, &o->row);
	if (e == OK && o->with_card) {
		e = card_giving_put(sh, &o->card);
		audit[1] = (struct audit_row){ .action = "card-issue", .subject_id = o->row.id };
		audit[1].detail = card_giving_detail(&o->card);
	}
	if (e == OK)
		e = audit_in_tx(sh, audit, o->with_card ? 2 : 1);
	return e == OK && o->with_card ? uses_with_card(sh, o->a, o->row.id, o->card.of.id, &o->card.gave) : e;
}

/* Somebody else with the same phone is mostly the same person with a second card. */
static enum err phone_free(struct shop *sh, struct arena *a, const struct member *row, struct said *said)
{
	struct member *list;
	int n = 0;
	enum err e = *row->phone ? members_by_phone(sh->db, a, row->phone, MEMBER_HITS_MAX, &list, &n) : OK;

	for (int i = 0; e == OK && i < n; i++)
		if (list[i].id != row->id && list[i].state <= MEMBER_FROZEN)
			return say(said, ERR_REFUSED, MSG_MEMBER_PHONE, arena_printf(a, "%s %s", list[i].code,
				member_name_shown(sh, a, &list[i])), NULL);
	return e;
}

/* The same id once more: it was this one, or it is a mistake that must be heard. */
static enum err opened_before(struct shop *sh, struct opening *o, bool *before)
{
	struct member is;
	enum err e = member_get(sh->db, o->a, o->row.id, &is);

	*before = false;
	if (e == ERR_NOTFOUND)
		return OK;
	if (e != OK)
		return e;
	if (strcmp(is.name, o->row.name) != 0 || strcmp(is.phone, o->row.phone) != 0)
		return say(o->said, ERR_EXISTS, MSG_EXISTS, what_of(o->a, is.code), NULL);
	*before = true;
	o->row.code = is.code;
	return OK;
}

/* What a new one is; who is no member yet has no card. */
static enum err begins_as(const struct member_edit *edit, struct member *row, struct said *said)
{
	if (!edit->state || !*edit->state)
		return OK;
	row->state = name_index(member_state_name, MEMBER_STATES, edit->state);
	if (row->state < MEMBER_PROSPECT || row->state > MEMBER_ACTIVE)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--state", edit->state);
	if (row->state != MEMBER_ACTIVE && edit->card && *edit->card)
		return say(said, ERR_REFUSED, MSG_NO_CARD_YET, row->name, member_state_words(row->state));
	return OK;
}

enum err member_open(struct shop *sh, struct arena *a, const struct member_edit *edit, int64_t *id, struct said *said)
{
	struct opening o = { .a = a, .said = said, .row = { .state = MEMBER_ACTIVE, .code = "", .name = "",
		.phone = "", .email = "", .address = "", .postcode = "", .note = "", .id_sealed = "",
		.id_digest = "", .from_day = shop_business_day(sh) } };
	bool before = false;
	enum err e = office_need(sh, PERM_MEMBER_EDIT, said);

	if (e == OK && edit->card && *edit->card)
		e = office_need(sh, PERM_CARD_ISSUE, said);
	o.row.id = edit->id ? edit->id : shop_new_id(sh);
	if (e == OK)
		e = take(sh, a, edit, &o.row, said);
	if (e == OK)
		e = begins_as(edit, &o.row, said);
	if (e == OK)
		e = attributes_take(sh, a, 0, edit->attributes, edit->attribute_count, &o.own, said);
	if (e == OK && edit->code) {
		o.own_code = true;
		e = office_code(a, edit->code, MEMBER_CODE_MAX, _("A member's code"), &o.row.code, said);
	}
	if (e == OK && edit->id)
		e = opened_before(sh, &o, &before);
	if (e == OK && !before && !edit->anyway)
		e = phone_free(sh, a, &o.row, said);
	o.with_card = edit->card && *edit->card;
	o.card = (struct card_giving){ .a = a, .text = edit->card, .kind = edit->card_kind, .member_id = o.row.id,
		.said = said };
	if (e == OK && !before && o.with_card)
		e = card_giving_find(sh, &o.card);
	if (e == OK && !before)
		e = shop_tx(sh, open_body, &o);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what_of(a, o.row.code));
	card_gave(sh, &o.card);
	if (id)
		*id = o.row.id;
	return say(said, OK, MSG_MEMBER_OPENED, o.row.code, o.row.name);
}

/* --- changed ---------------------------------------------------------------------------------------- */

/* Which columns changed is on record, what they say is not. */
const char *member_changed_names(struct arena *a, const struct member *was, const struct member *row,
	const struct attributes_taken *own)
{
	struct change changes[CHANGES];
	const char *names = "";

	changes_of(a, was, row, changes);
	for (int i = 0; i < CHANGES; i++)
		if (strcmp(changes[i].was, changes[i].becomes) != 0)
			names = arena_printf(a, "%s%s%s", names, *names ? " " : "", changes[i].name);
	if (!own || !own->count)
		return names;
	return *names ? arena_printf(a, "%s %s", names, own->names) : own->names;
}

enum err member_put_change(struct shop *sh, struct arena *a, const struct member *was, const struct member *row,
	const struct attributes_taken *own)
{
	enum err e = member_update(sh->db, row, sh->tx_at_ms);

	if (e == OK)
		e = attributes_put(sh, row->id, own);
	return e == OK ? revise(sh, a, was, row, own) : e;
}

struct changing { struct arena *a; struct member was, row; struct attributes_taken own; const char *detail; };

static enum err change_body(struct shop *sh, void *arg)
{
	struct changing *c = arg;
	enum err e = member_put_change(sh, c->a, &c->was, &c->row, &c->own);

	return e == OK ? office_audit(sh, "member-edit", c->row.id, c->detail) : e;
}

enum err member_change(struct shop *sh, struct arena *a, const char *key, const struct member_edit *edit,
	struct said *said)
{
	struct changing c = { .a = a };
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBER_EDIT, said);

	if (e == OK)
		e = member_find_one(sh, a, key, &hit, said);
	if (e != OK)
		return e;
	c.was = c.row = hit.member;
	if (edit->version && edit->version != c.was.version)
		return say(said, ERR_STALE, MSG_STALE, what_of(a, c.row.code), NULL);
	if (c.was.state == MEMBER_ERASED || c.was.state == MEMBER_MERGED)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, c.was.code, member_state_words(c.was.state));
	e = take(sh, a, edit, &c.row, said);
	if (e == OK && !edit->anyway && strcmp(c.was.phone, c.row.phone) != 0)
		e = phone_free(sh, a, &c.row, said);
	if (e == OK)
		e = attributes_take(sh, a, c.row.id, edit->attributes, edit->attribute_count, &c.own, said);
	if (e != OK)
		return e;
	c.detail = member_changed_names(a, &c.was, &c.row, &c.own);
	if (!*c.detail)
		return say(said, OK, MSG_UNCHANGED, what_of(a, c.row.code), NULL);
	e = shop_tx(sh, change_body, &c);
	return e == OK ? say(said, OK, MSG_CHANGED, what_of(a, c.row.code), NULL)
		: office_answer(said, e, what_of(a, c.row.code));
}

/* --- frozen ----------------------------------------------------------------------------------------- */

const char *reason_words(struct shop *sh, struct arena *a, int kind, const char *words, int64_t *reason_id)
{
	const struct reason *list;
	int n = shop_reasons(sh, kind, &list);

	*reason_id = 0;
	for (int i = 0; i < n; i++)
		if (words[0] == '0' + list[i].digit && !words[1]) {
			*reason_id = list[i].id;
			return list[i].name;
		}
	return utf8_clean(a, words);
}

struct freezing { struct member row; int to; int64_t reason_id; const char *note; };

static enum err freeze_body(struct shop *sh, void *arg)
{
	const struct freezing *f = arg;
	const struct change changes[] = { { "state", member_state_name[f->row.state], member_state_name[f->to] },
		{ "reason", "", f->note } };
	const struct audit_row audit = { .action = f->to == MEMBER_FROZEN ? "member-freeze" : "member-thaw",
		.subject_id = f->row.id, .reason_id = f->reason_id, .detail = "" };
	enum err e = member_move(sh->db, f->row.id, f->row.state, f->to, sh->tx_at_ms);

	if (e == OK)
		e = office_revise(sh, "member", f->row.id, changes, 2);
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

enum err member_freeze(struct shop *sh, struct arena *a, const char *key, bool freeze, const char *words,
	struct said *said)
{
	struct freezing f = { .to = freeze ? MEMBER_FROZEN : MEMBER_ACTIVE };
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBER_STATE, said);

	if (e == OK)
		e = member_find_one(sh, a, key, &hit, said);
	if (e != OK)
		return e;
	f.row = hit.member;
	f.note = reason_words(sh, a, REASON_MEMBER, words, &f.reason_id);
	if (f.row.state != (freeze ? MEMBER_ACTIVE : MEMBER_FROZEN))
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, f.row.code, member_state_words(f.row.state));
	e = shop_tx(sh, freeze_body, &f);
	return e == OK ? say(said, OK, freeze ? MSG_MEMBER_FROZEN : MSG_MEMBER_THAWED, f.row.code, NULL)
		: office_answer(said, e, what_of(a, f.row.code));
}

/* --- shown ------------------------------------------------------------------------------------------ */

enum err member_page(struct shop *sh, struct arena *a, const char *after, int state, int limit, struct member **list,
	int *n)
{
	struct said said;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	return e == OK ? members_after(sh->db, a, after, state, limit, list, n) : e;
}

static enum err code_of(struct shop *sh, struct arena *a, int64_t id, const char **code)
{
	struct member m;
	enum err e = id ? member_get(sh->db, a, id, &m) : OK;

	*code = id && e == OK ? m.code : "";
	return e == ERR_NOTFOUND ? OK : e;
}

/* The end of a sealed number, where who is signed on may see it at all. */
static const char *id_shown(struct shop *sh, struct arena *a, const struct member *m)
{
	unsigned char key[SEAL_KEY_BYTES];
	const char *number;

	member_key(sh, "member-id", key);
	number = seal_box_open(a, m->id_sealed, key);
	seal_wipe(key, sizeof key);
	return number ? mask_number(a, number) : "?";
}

static void fill_shown(struct shop *sh, struct arena *a, struct member_sheet *out)
{
	bool full = shop_may(sh, PERM_MEMBER_NAMES);

	out->name = member_name_shown(sh, a, &out->row);
	out->phone = member_phone_shown(sh, a, &out->row);
	out->email = full ? out->row.email : mask_name(a, out->row.email);
	out->address = full ? out->row.address : mask_name(a, out->row.address);
	out->note = out->row.note;
	out->id_number = id_shown(sh, a, &out->row);
}

enum err member_show(struct shop *sh, struct arena *a, const char *key, struct member_sheet *out, struct said *said)
{
	struct member_hit hit;
	struct member *referred;
	int n = 0;
	enum err e = member_find_one(sh, a, key, &hit, said);

	if (e != OK)
		return e;
	*out = (struct member_sheet){ .row = hit.member };
	fill_shown(sh, a, out);
	e = code_of(sh, a, out->row.referrer_id, &out->referrer);
	if (e == OK)
		e = code_of(sh, a, out->row.merged_into, &out->merged_into);
	if (e == OK)
		e = member_cards(sh, a, out->row.id, &out->cards, &out->card_count);
	if (e == OK)
		e = members_referred(sh->db, a, out->row.id, REFERRED_MAX, &referred, &n);
	out->referred = n;
	if (e == OK)
		e = level_standing(sh, a, out->row.id, &out->level);
	return office_answer(said, e, what_of(a, out->row.code));
}

/* --- recovery --------------------------------------------------------------------------------------- */

/* Opened after the backup: his name went with the store that is gone, what he has is his all the same. */
static enum err replay_open(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct member m = { .id = r->subject_id, .name = "", .phone = "", .email = "", .address = "", .postcode = "",
		.note = "", .id_sealed = "", .id_digest = "", .opened_at_ms = r->at_ms }, is;
	char code[MEMBER_CODE_MAX + 1] = "";
	int bearer = 0, from = 0, until = 0;
	enum err e = member_get(sh->db, a, m.id, &is);

	if (e == OK)
		return OK;
	if (e != ERR_NOTFOUND)
		return e;
	if (sscanf(r->detail, "%20s %d %d %d %d %" SCNd64, code, &m.state, &bearer, &from, &until,
		&m.referrer_id) != 6)
		return OK;
	m.code = m.name = code;
	m.bearer = bearer != 0;
	m.from_day = from;
	m.until_day = until;
	e = m.referrer_id ? member_get(sh->db, a, m.referrer_id, &is) : OK;
	if (e == ERR_NOTFOUND) /* of a chain that is not back yet */
		m.referrer_id = 0;
	return member_insert(sh->db, &m, r->at_ms);
}

int member_told(const char *action, const char *detail)
{
	static const struct { const char *action; int state; } acts[] = { { "member-freeze", MEMBER_FROZEN },
		{ "member-thaw", MEMBER_ACTIVE }, { "member-apply", MEMBER_APPLIED },
		{ "member-approve", MEMBER_ACTIVE }, { "member-decline", MEMBER_PROSPECT },
		{ "member-join", MEMBER_ACTIVE },
		{ "member-merge", MEMBER_MERGED }, { "member-erase", MEMBER_ERASED } };
	int state;

	if (strcmp(action, "member-open") == 0 && sscanf(detail, "%*s %d", &state) == 1)
		return state > 0 && state < MEMBER_STATES ? state : 0;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(action, acts[i].action) == 0)
			return acts[i].state;
	return 0;
}

enum err member_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	int state = member_told(r->action, r->detail);

	if (strcmp(r->action, "member-open") == 0)
		return replay_open(sh, a, r);
	if (state == MEMBER_MERGED)
		return merge_replay(sh, a, r);
	if (state == MEMBER_ERASED)
		return erase_replay(sh, a, r);
	if (strcmp(r->action, "member-consent") == 0)
		return consent_replay(sh, a, r);
	return state ? member_state_set(sh->db, r->subject_id, state, 0) : OK;
}
