/* member_privacy.c - what a person may ask of a shop that keeps his data: all of it to see, and to be forgotten. What
 * was posted stays under his number, which says nothing about him. */
#include <inttypes.h>
#include <string.h>

#include "../office/office_int.h"
#include "member_int.h"
#include "base/tr.h"
#include "model/money.h"
#include "model/reason.h"
#include "service/search.h"
#include "store/audit_store.h"
#include "store/card_store.h"
#include "store/master_store.h"
#include "store/member_store.h"
#include "uses_int.h"
#include "wallet_int.h"

/* --- seen ------------------------------------------------------------------------------------------------ */

static enum err past_of(struct shop *sh, struct arena *a, int64_t member_id, struct member_data *out)
{
	struct revision_row *rows;
	int n = 0;
	enum err e = revisions_of(sh->db, a, "member", member_id, 0, MEMBER_PAST_MAX, &rows, &n);

	out->past = arena_array(a, (size_t)n, sizeof *out->past);
	for (out->past_count = 0; e == OK && out->past_count < n; out->past_count++)
		out->past[out->past_count] = (struct member_past){ rows[out->past_count].at_ms,
			rows[out->past_count].was, rows[out->past_count].becomes };
	return e;
}

enum err member_data(struct shop *sh, struct arena *a, const char *key, const char *words, struct member_data *out,
	struct said *said)
{
	struct audit_row row = { .action = "member-data" };
	unsigned char seal[SEAL_KEY_BYTES];
	const char *note;
	enum err e = office_need(sh, PERM_MEMBER_EXPORT, said);

	if (e == OK)
		e = office_need(sh, PERM_MEMBER_NAMES, said);
	if (e == OK)
		e = member_show(sh, a, key, &out->sheet, said);
	if (e != OK)
		return e;
	note = reason_words(sh, a, REASON_MEMBER, words ? words : "", &row.reason_id);
	if (!*note)
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, row.action, NULL);
	row.subject_id = out->sheet.row.id;
	row.detail = row.reason_id ? "" : note;
	e = audit_one(sh, &row);
	if (e == OK)
		e = past_of(sh, a, row.subject_id, out);
	member_key(sh, "member-id", seal);
	out->id_number = seal_box_open(a, out->sheet.row.id_sealed, seal);
	seal_wipe(seal, sizeof seal);
	if (!out->id_number)
		out->id_number = "";
	return office_answer(said, e, key);
}

/* --- forgotten ------------------------------------------------------------------------------------------- */

struct erasing { struct arena *a; struct member row; struct card card; struct audit_row audit[2]; int audit_count; };

/* His card opens nothing any more. */
static enum err end_card(struct shop *sh, struct erasing *x)
{
	const struct card_move_row row = { .id = shop_new_id(sh), .from = x->card.number, .to = x->card.number,
		.what = "return", .at_ms = sh->tx_at_ms, .staff_id = sh->staff.id, .member_id = x->row.id, .note = "" };
	enum err e = card_move(sh->db, x->card.id, CARD_ISSUED, CARD_RETURNED, sh->tx_at_ms);

	x->audit[x->audit_count++] = (struct audit_row){ .action = "card-return", .subject_id = x->row.id,
		.detail = x->card.number };
	return e == OK ? card_move_put(sh->db, &row) : e;
}

static enum err erase_body(struct shop *sh, void *arg)
{
	struct erasing *x = arg;
	struct wallet_books b;
	struct lots points;
	struct wallet has;
	int64_t uses = 0;
	enum err e = wallet_books(sh, x->a, x->row.id, &b);

	x->audit_count = 1;
	if (e == OK)
		e = lots_read(sh, x->a, ACCOUNT_POINTS, x->row.id, shop_business_day(sh), &points);
	if (e == OK)
		e = uses_rest_of(sh, x->a, x->row.id, &uses);
	if (e != OK)
		return e;
	has = wallet_all(&b);
	if (has.principal_minor || has.bonus_minor || lots_balance(&points) > 0 || uses)
		return ERR_REFUSED;
	e = member_wipe(sh->db, x->row.id, x->row.state, sh->tx_at_ms);
	if (e == OK && x->card.id)
		e = end_card(sh, x);
	return e == OK ? audit_in_tx(sh, x->audit, x->audit_count) : e;
}

enum err member_erase(struct shop *sh, struct arena *a, const struct member_erasing *what, struct said *said)
{
	struct erasing x = { .a = a };
	struct audit_row *audit = &x.audit[0];
	struct member_hit hit;
	struct staff approver;
	enum err e = office_need(sh, PERM_MEMBER_ERASE, said);

	if (e == OK)
		e = member_find_one(sh, a, what->member ? what->member : "", &hit, said);
	if (e != OK)
		return e;
	x.row = hit.member;
	if (x.row.state >= MEMBER_MERGED)
		return say(said, ERR_REFUSED, MSG_MEMBER_IS, x.row.code, member_state_words(x.row.state));
	*audit = (struct audit_row){ .action = "member-erase", .subject_id = x.row.id, .detail = "" };
	if (!*reason_words(sh, a, REASON_MEMBER, what->words ? what->words : "", &audit->reason_id))
		return say(said, ERR_INVALID, MSG_NEEDS_REASON, audit->action, NULL);
	if (!what->second || !*what->second)
		return say(said, ERR_DENIED, MSG_NEEDS_SECOND, _(permission_table[PERM_MEMBER_ERASE].words), NULL);
	e = staff_second(sh, a, what->second, what->pin, PERM_MEMBER_ERASE, &approver, said);
	if (e != OK)
		return e;
	audit->approver_id = approver.id;
	e = card_current(sh->db, a, x.row.id, &x.card);
	if (e == ERR_NOTFOUND)
		x.card.id = 0, e = OK;
	if (e == OK)
		e = shop_tx(sh, erase_body, &x);
	if (e == ERR_REFUSED)
		return say(said, e, MSG_ERASE_HAS, x.row.code, NULL);
	if (e != OK)
		return office_answer(said, e, x.row.code);
	search_rebuild(sh, SEARCH_MEMBERS);
	/* He is forgotten; what is left of his name where nothing points to it goes now, or with the next one. */
	if (member_scrub(sh->db) != OK)
		return say(said, OK, MSG_ERASED_TRACES, x.row.code, NULL);
	return say(said, OK, MSG_ERASED, x.row.code, NULL);
}

/* --- recovery -------------------------------------------------------------------------------------------- */

enum err erase_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct member m;
	enum err e = member_get(sh->db, a, r->subject_id, &m);

	if (e == OK)
		e = member_wipe(sh->db, m.id, m.state, r->at_ms);
	return e == ERR_NOTFOUND ? OK : e;
}
