/* member_merge.c - one person who was two members: who looks like that, and all that one has becomes the other's. What
 * is kept under the old one stays where it is and is read as the survivor's (store/merged_sql_int.h). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "attributes_int.h"
#include "levels_int.h"
#include "lots_int.h"
#include "member_int.h"
#include "base/tr.h"
#include "model/reason.h"
#include "store/audit_store.h"
#include "store/card_store.h"
#include "store/member_store.h"
#include "store/wallet_store.h"

#define AUDIT_MAX 4

/* --- who looks like another ---------------------------------------------------------------------------- */

const char *const twin_name[TWIN_WAYS] = { [TWIN_PHONE] = "phone", [TWIN_BIRTHDAY] = "birthday",
	[TWIN_ADDRESS] = "address" };

static bool same_birthday(const struct birthday *x, const struct birthday *y)
{
	return x->month && x->month == y->month && x->day == y->day && x->lunar == y->lunar &&
		(x->year == y->year || !x->year || !y->year);
}

static bool twins(struct arena *a, enum twin_by by, const struct member *x, const struct member *y)
{
	switch (by) {
	case TWIN_PHONE:
		return *x->phone && strcmp(x->phone, y->phone) == 0;
	case TWIN_BIRTHDAY:
		return strcmp(x->name, y->name) == 0 && same_birthday(&x->birthday, &y->birthday);
	default:
		return strcmp(x->name, y->name) == 0 && address_similar(a, x->address, y->address);
	}
}

static bool told_before(struct arena *a, enum twin_by by, const struct member *x, const struct member *y)
{
	for (int w = TWIN_PHONE; w < (int)by; w++)
		if (twins(a, (enum twin_by)w, x, y))
			return true;
	return false;
}

/* Those who may be one stand together: by phone number, else by name. */
static void pairs(struct arena *a, enum twin_by by, const struct member *m, int count, struct member_twins *list,
	int limit, int *n)
{
	for (int i = 1, first = 0; i < count; i++) {
		if (strcmp(by == TWIN_PHONE ? m[i].phone : m[i].name, by == TWIN_PHONE ? m[first].phone
			: m[first].name) != 0)
			first = i;
		for (int j = first; j < i && *n < limit; j++)
			if (twins(a, by, &m[j], &m[i]) && !told_before(a, by, &m[j], &m[i]))
				list[(*n)++] = (struct member_twins){ by, m[j], m[i] };
	}
}

enum err member_duplicates(struct shop *sh, struct arena *a, int limit, struct member_twins **list, int *n,
	struct said *said)
{
	struct member *found;
	int count = 0;
	enum err e = office_need(sh, PERM_MEMBER_MERGE, said);

	*n = 0;
	*list = arena_array(a, (size_t)limit, sizeof **list);
	for (int by = TWIN_PHONE; e == OK && by < TWIN_WAYS; by++) {
		e = by == TWIN_PHONE ? members_same_phone(sh->db, a, limit, &found, &count)
			: by == TWIN_BIRTHDAY ? members_same_birthday(sh->db, a, limit, &found, &count)
			: members_same_address(sh->db, a, limit, &found, &count);
		if (e == OK)
			pairs(a, (enum twin_by)by, found, count, *list, limit, n);
	}
	return said->id ? e : office_answer(said, e, "");
}

/* --- one into another ---------------------------------------------------------------------------------- */

struct merging {
	struct arena *a;
	struct member from, into, row;  /* row: who stays, with what the other alone had */
	struct card_giving card;        /* of from; card.id 0 none */
	bool into_has_card;
	struct staff approver;
	int64_t reason_id;
	struct audit_row audit[AUDIT_MAX];
	int audit_count;
	struct document d;
	bool posted;
};

static void on_record(struct merging *m, const char *action, int64_t member_id, const char *detail)
{
	m->audit[m->audit_count++] = (struct audit_row){ .action = action, .subject_id = member_id,
		.approver_id = m->approver.id, .reason_id = m->reason_id, .detail = detail };
}

/* Where the survivor has nothing written down, what the other one has counts. */
static void fill_up(struct merging *m)
{
	const char **into[] = { &m->row.phone, &m->row.email, &m->row.address, &m->row.postcode, &m->row.note };
	const char *from[] = { m->from.phone, m->from.email, m->from.address, m->from.postcode, m->from.note };

	m->row = m->into;
	for (size_t i = 0; i < sizeof into / sizeof *into; i++)
		if (!**into[i])
			*into[i] = from[i];
	if (!m->row.sex)
		m->row.sex = m->from.sex;
	if (!m->row.birthday.month)
		m->row.birthday = m->from.birthday;
	if (!*m->row.id_digest) {
		m->row.id_digest = m->from.id_digest;
		m->row.id_sealed = m->from.id_sealed;
	}
	if (!m->row.referrer_id && m->from.referrer_id != m->row.id)
		m->row.referrer_id = m->from.referrer_id;
	if (m->row.until_day && (!m->from.until_day || m->from.until_day > m->row.until_day))
		m->row.until_day = m->from.until_day;
}

static enum err put_person(struct shop *sh, struct merging *m)
{
	const struct change state = { "state", member_state_name[m->from.state], member_state_name[MEMBER_MERGED] };
	struct attributes_taken own;
	const char *names;
	enum err e = attributes_missing(sh, m->a, m->from.id, m->into.id, &own);

	if (e != OK)
		return e;
	names = member_changed_names(m->a, &m->into, &m->row, &own);
	e = member_merge(sh->db, m->from.id, m->from.state, m->into.id, sh->tx_at_ms);
	if (e == OK)
		e = office_revise(sh, "member", m->from.id, &state, 1);
	if (e == OK && *names) {
		on_record(m, "member-edit", m->into.id, names);
		e = member_put_change(sh, m->a, &m->into, &m->row, &own);
	}
	if (e == OK && *m->from.pin_hash && !*m->into.pin_hash)
		e = wallet_pin_set(sh->db, m->into.id, m->from.pin_hash);
	return e;
}

/* A member has one card at most: the survivor's own, else that of the other. */
static enum err put_card(struct shop *sh, struct merging *m)
{
	struct card *card = &m->card.card;
	struct card_move_row row = { .id = shop_new_id(sh), .from = card->number, .to = card->number,
		.what = m->into_has_card ? "merge" : "issue", .at_ms = sh->tx_at_ms, .staff_id = sh->staff.id,
		.member_id = m->into_has_card ? m->from.id : m->into.id, .note = "" };
	struct card *before;
	int n = 0;
	enum err e;

	if (!card->id)
		return OK;
	if (m->into_has_card) {
		on_record(m, "card-merge", m->from.id, card->number);
		e = card_move(sh->db, card->id, CARD_ISSUED, CARD_REPLACED, sh->tx_at_ms);
		return e == OK ? card_move_put(sh->db, &row) : e;
	}
	e = cards_of(sh->db, m->a, m->into.id, &before, &n);
	card->member_id = m->into.id;
	card->issue_no = m->card.issue_no = n + 1;
	card->changed_at_ms = sh->tx_at_ms;
	on_record(m, "card-issue", m->into.id, card_giving_detail(&m->card));
	if (e == OK)
		e = card_state_set(sh->db, card);
	return e == OK ? card_move_put(sh->db, &row) : e;
}

/* The higher of both, as it was come by. Their histories are read together from now on, and the last entry counts. */
static enum err put_level(struct shop *sh, const struct merging *m, const struct member_level_row *had,
	const struct member_level_row *has)
{
	const struct member_level_row *better = !has || (had && had->rank > has->rank) ? had : has;
	struct member_level_row row;

	if (!had)
		return OK;
	row = *better;
	row.member_id = m->into.id;
	row.document_id = 0;
	row.undone_by = 0;
	row.reason_id = m->reason_id;
	return level_enter(sh, m->a, &row);
}

static enum err hand_value(struct shop *sh, struct merging *m, struct lots_act *lots)
{
	static const enum account accounts[] = { ACCOUNT_PRINCIPAL, ACCOUNT_BONUS, ACCOUNT_POINTS };
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof accounts / sizeof *accounts; i++)
		e = lots_hand(sh, lots, accounts[i], m->from.id, m->into.id, true, 0);
	return e;
}

static enum err merge_body(struct shop *sh, void *arg)
{
	struct merging *m = arg;
	int32_t day = shop_business_day(sh);
	struct ledger ledger = { NULL, 0, 0 };
	struct level_book had, has;
	struct lots_act lots;
	enum err e = level_book(sh, m->a, m->from.id, &had);

	m->audit_count = 0;
	post_header(sh, &m->d, DOC_MERGE, shop_new_id(sh), 0);
	lots = (struct lots_act){ .a = m->a, .document_id = m->d.id, .day = m->d.business_day, .ledger = &ledger };
	if (e == OK)
		e = level_book(sh, m->a, m->into.id, &has);
	if (e == OK)
		e = put_person(sh, m);
	if (e == OK)
		e = put_card(sh, m);
	if (e == OK)
		e = put_level(sh, m, level_book_now(&had, day), level_book_now(&has, day));
	if (e == OK)
		e = hand_value(sh, m, &lots);
	if (e != OK)
		return e;
	on_record(m, "member-merge", m->from.id, lots_detail(&lots, arena_printf(m->a, "into %" PRId64, m->into.id)));
	m->posted = ledger.count > 0;
	if (!m->posted)
		return audit_in_tx(sh, m->audit, m->audit_count);
	m->d.member_id = m->into.id;
	m->d.approver_id = m->approver.id;
	m->d.reason_id = m->reason_id;
	m->d.postings = ledger.list;
	m->d.posting_count = ledger.count;
	return post_document(sh, m->a, &m->d, arena_printf(m->a, "merge %" PRId64 " %" PRId64, m->from.id, m->into.id),
		m->audit, m->audit_count);
}

/* Who brought him may be one of the two, or was one of them. */
static enum err not_by_himself(struct shop *sh, struct merging *m)
{
	struct member by = { .id = m->row.referrer_id };
	enum err e = by.id ? member_get(sh->db, m->a, by.id, &by) : OK;

	if (by.id == m->from.id || by.id == m->into.id || by.merged_into == m->from.id ||
		by.merged_into == m->into.id)
		m->row.referrer_id = 0;
	return e;
}

/* --- asked first ---------------------------------------------------------------------------------------- */

static enum err may_be_one(struct shop *sh, struct merging *m, const struct member_hit *from,
	const struct member_hit *into, struct said *said)
{
	enum err e = OK;

	m->from = from->member;
	m->into = into->member;
	if (m->from.id == m->into.id)
		return say(said, ERR_REFUSED, MSG_MEMBERS_SAME, m->from.code, NULL);
	if (m->into.state != MEMBER_ACTIVE)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, m->into.code, member_state_words(m->into.state));
	/* What a frozen one has is not to be freed by the way. */
	if (m->from.state == MEMBER_FROZEN || m->from.state >= MEMBER_MERGED)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, m->from.code, member_state_words(m->from.state));
	if (m->from.bearer != m->into.bearer)
		return say(said, ERR_REFUSED, MSG_MERGE_BEARER, m->from.code, m->into.code);
	fill_up(m);
	e = not_by_himself(sh, m);
	if (e != OK)
		return office_answer(said, e, m->from.code);
	e = card_current(sh->db, m->a, m->into.id, &(struct card){ .id = 0 });
	m->into_has_card = e == OK;
	if (e == OK || e == ERR_NOTFOUND)
		e = card_current(sh->db, m->a, m->from.id, &m->card.card);
	if (e == OK)
		e = card_kind_of(sh, m->a, m->card.card.kind_id, &m->card.of);
	else if (e == ERR_NOTFOUND)
		m->card.card.id = 0, e = OK;
	return office_answer(said, e, m->from.code);
}

enum err member_merge_into(struct shop *sh, struct arena *a, const struct member_merging *what, struct said *said)
{
	struct merging m = { .a = a, .card = { .a = a } };
	struct member_hit from, into;
	enum err e = office_need(sh, PERM_MEMBER_MERGE, said);

	if (e == OK)
		e = member_find_one(sh, a, what->from ? what->from : "", &from, said);
	if (e == OK)
		e = member_find_one(sh, a, what->into ? what->into : "", &into, said);
	if (e == OK)
		e = may_be_one(sh, &m, &from, &into, said);
	if (e != OK)
		return e;
	if (!*reason_words(sh, a, REASON_MEMBER, what->words ? what->words : "", &m.reason_id))
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, "member-merge", NULL);
	if (!what->second || !*what->second)
		return say(said, ERR_DENIED, MSG_NEEDS_SECOND, _(permission_table[PERM_MEMBER_MERGE].words), NULL);
	e = staff_second(sh, a, what->second, what->pin, PERM_MEMBER_MERGE, &m.approver, said);
	if (e != OK)
		return e;
	e = shop_tx(sh, merge_body, &m);
	if (e != OK)
		return said->id ? e : office_answer(said, e, m.from.code);
	if (m.posted)
		post_committed(sh, &m.d);
	return say(said, OK, MSG_MERGED_INTO, m.from.code, m.into.code);
}

/* --- recovery ------------------------------------------------------------------------------------------- */

bool merge_told(const char *action, const char *detail, int64_t *into)
{
	return strcmp(action, "member-merge") == 0 && sscanf(detail, "into %" SCNd64, into) == 1;
}

/* Chains come back one after the other: whoever he was merged into may be merged himself by now. */
enum err merge_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct member from, into;
	int64_t id;
	enum err e = OK;

	if (!merge_told(r->action, r->detail, &id))
		return OK;
	e = member_get(sh->db, a, r->subject_id, &from);
	for (int i = 0; e == OK && id && i < MERGES_MAX; i++) {
		e = member_get(sh->db, a, id, &into);
		if (e != OK || !into.merged_into)
			break;
		id = into.merged_into;
	}
	if (e == OK && from.state != MEMBER_MERGED)
		e = member_merge(sh->db, from.id, from.state, id, r->at_ms);
	return e == ERR_NOTFOUND ? OK : e; /* of a chain that is not back yet */
}
