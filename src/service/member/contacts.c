/* contacts.c - who belongs to a member: another member, or somebody with a name and a phone number. */
#include <string.h>

#include "../office/office_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "member_int.h"
#include "service/consents.h"
#include "store/consent_store.h"
#include "store/member_store.h"

#define RELATION_MAX 40 /* bytes */
#define CONTACTS_EACH 20

/* --- told ------------------------------------------------------------------------------------------- */

/* Who stands there: by now he may have been merged, or be the member himself. */
static enum err who(struct shop *sh, struct arena *a, int64_t id, int64_t member_id, struct contact *out, bool *shown)
{
	struct member_hit hit;
	enum err e = member_find_id(sh, a, id, &hit);

	*shown = e == OK && hit.member.id != member_id && hit.member.state != MEMBER_ERASED;
	if (e != OK || !*shown)
		return e == ERR_NOTFOUND ? OK : e;
	out->other = hit.member.code;
	out->name = member_name_shown(sh, a, &hit.member);
	out->phone = member_phone_shown(sh, a, &hit.member);
	return OK;
}

static enum err tell(struct shop *sh, struct arena *a, const struct contact_row *row, int64_t member_id, bool naming,
	struct contact *out, bool *shown)
{
	bool full = shop_may(sh, PERM_MEMBER_NAMES);

	*shown = true;
	*out = (struct contact){ .id = row->id, .relation = row->relation, .note = row->note, .other = "",
		.names_him = naming, .name = full ? row->name : mask_name(a, row->name),
		.phone = full ? row->phone : mask_phone(a, row->phone) };
	if (!naming && !row->other_id)
		return OK;
	return who(sh, a, naming ? row->member_id : row->other_id, member_id, out, shown);
}

enum err member_contacts(struct shop *sh, struct arena *a, int64_t member_id, struct contact **list, int *n)
{
	struct contact_row *of, *naming;
	struct said said;
	int of_count = 0, naming_count = 0;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	if (e == OK)
		e = contacts_of(sh->db, a, member_id, &of, &of_count);
	if (e == OK)
		e = contacts_naming(sh->db, a, member_id, &naming, &naming_count);
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)(of_count + naming_count) + 1, sizeof **list);
	for (int i = 0; e == OK && i < of_count + naming_count; i++) {
		bool later = i >= of_count, shown;

		e = tell(sh, a, later ? &naming[i - of_count] : &of[i], member_id, later, &(*list)[*n], &shown);
		*n += e == OK && shown;
	}
	return e;
}

/* --- written ---------------------------------------------------------------------------------------- */

struct adding { struct contact_row row; bool added; };

static enum err put_body(struct shop *sh, void *arg)
{
	struct adding *x = arg;
	enum err e = x->added ? contact_put(sh->db, &x->row) : contact_remove(sh->db, x->row.id);

	return e == OK ? office_audit(sh, x->added ? "member-contact" : "member-contact-drop", x->row.member_id, "")
		: e;
}

static enum err text_of(struct arena *a, const char *typed, size_t most, const char *option, const char **out,
	struct said *said)
{
	*out = utf8_clean(a, typed ? typed : "");
	return strlen(*out) <= most ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, option, *out);
}

static enum err take(struct shop *sh, struct arena *a, const struct contact_edit *edit, struct contact_row *row,
	struct said *said)
{
	struct member_hit other;
	enum err e = text_of(a, edit->relation, RELATION_MAX, _("relation"), &row->relation, said);

	if (e == OK && !*row->relation)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("relation"), _("empty"));
	if (e == OK)
		e = text_of(a, edit->name, OFFICE_NAME_MAX, "--name", &row->name, said);
	if (e == OK && edit->phone && phone_read(a, edit->phone, &row->phone) != OK)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--phone", edit->phone);
	if (e == OK)
		e = text_of(a, edit->note, MEMBER_TEXT_MAX, "--note", &row->note, said);
	if (e == OK && edit->other && *edit->other) {
		e = member_find_one(sh, a, edit->other, &other, said);
		row->other_id = other.member.id;
		row->name = row->phone = ""; /* he has his own on file */
		if (e == OK && row->other_id == row->member_id)
			e = say(said, ERR_REFUSED, MSG_MEMBERS_SAME, other.member.code, NULL);
	}
	if (e == OK && !row->other_id && !*row->name)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--name", _("empty"));
	return e;
}

enum err contact_add(struct shop *sh, struct arena *a, const struct contact_edit *edit, struct said *said)
{
	struct adding x = { .added = true, .row = { .name = "", .phone = "", .note = "", .relation = "" } };
	struct member_hit hit;
	struct contact *list;
	int n = 0;
	enum err e = office_need(sh, PERM_MEMBER_EDIT, said);

	if (e == OK)
		e = member_find_one(sh, a, edit->member, &hit, said);
	if (e != OK)
		return e;
	if (hit.member.state >= MEMBER_MERGED)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, hit.member.code, member_state_words(hit.member.state));
	x.row.id = shop_new_id(sh);
	x.row.member_id = hit.member.id;
	e = take(sh, a, edit, &x.row, said);
	if (e != OK)
		return e;
	e = member_contacts(sh, a, hit.member.id, &list, &n);
	if (e == OK && n >= CONTACTS_EACH)
		return say(said, ERR_REFUSED, MSG_CONTACTS_MANY, hit.member.code, NULL);
	if (e == OK)
		e = shop_tx(sh, put_body, &x);
	return e == OK ? say(said, OK, MSG_CONTACT_ADDED, x.row.relation, hit.member.code)
		: office_answer(said, e, hit.member.code);
}

enum err contact_drop(struct shop *sh, struct arena *a, const char *member, int place, struct said *said)
{
	struct adding x = { .added = false };
	struct member_hit hit;
	struct contact *list;
	int n = 0;
	enum err e = office_need(sh, PERM_MEMBER_EDIT, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	e = member_contacts(sh, a, hit.member.id, &list, &n);
	if (e == OK && (place < 1 || place > n))
		return say(said, ERR_NOTFOUND, MSG_NO_CONTACT, hit.member.code, arena_printf(a, "%d", place));
	if (e != OK)
		return office_answer(said, e, hit.member.code);
	x.row.id = list[place - 1].id;
	x.row.member_id = hit.member.id;
	e = shop_tx(sh, put_body, &x);
	return e == OK ? say(said, OK, MSG_CONTACT_DROPPED, list[place - 1].relation, hit.member.code)
		: office_answer(said, e, hit.member.code);
}
