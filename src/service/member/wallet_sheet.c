/* wallet_sheet.c - what of stored value is shown: one member's balance and statement, and what is owed to all by day.
 */
#include "wallet_int.h"

#include <string.h>

#include "base/tr.h"
#include "../office/office_int.h"
#include "moved_int.h"
#include "service/members.h"
#include "store/document_store.h"
#include "store/member_store.h"

static struct wallet plus(struct wallet a, struct wallet b)
{
	return (struct wallet){ a.principal_minor + b.principal_minor, a.bonus_minor + b.bonus_minor };
}

enum err wallet_show(struct shop *sh, struct arena *a, const char *member, struct wallet_sheet *out, struct said *said)
{
	struct member_hit hit;
	struct wallet_facts f;
	int64_t failed = 0;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	*out = (struct wallet_sheet){ .member = hit.member, .name = member_name_shown(sh, a, &hit.member),
		.has_pin = *hit.member.pin_hash != '\0' };
	e = wallet_of(sh, a, hit.member.id, &out->has, &out->spendable_minor);
	if (e == OK)
		e = wallet_facts(sh, a, hit.member.id, &f);
	if (e == OK)
		e = wallet_pin_failed(sh->db, a, hit.member.id, &failed);
	if (e != OK)
		return office_answer(said, e, hit.member.code);
	out->held_minor = f.held_minor;
	out->pin_locked = failed >= WALLET_PIN_TRIES;
	return OK;
}

/* --- statement ----------------------------------------------------------------------------------------- */

enum { PRINCIPAL, BONUS, PARTS };

static struct wallet both(const int64_t amounts[])
{
	return (struct wallet){ amounts[PRINCIPAL], amounts[BONUS] };
}

enum err wallet_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct wallet_statement *out, struct said *said)
{
	static const struct moved_part parts[] = { { ACCOUNT_PRINCIPAL, true, true }, { ACCOUNT_BONUS, true, true } };
	struct moved_reader r;
	struct moved_list moved;
	enum err e;

	*out = (struct wallet_statement){ .from = from, .to = to };
	if ((e = wallet_show(sh, a, member, &out->sheet, said)) != OK)
		return e;
	e = moved_begin(&r, sh, a, parts, PARTS, out->sheet.member.id, NULL);
	if (e == OK)
		e = moved_days(&r, from, to, 0, &moved);
	if (e != OK)
		return office_answer(said, e, member);
	out->opening = both(moved.opening);
	out->closing = both(moved.closing);
	out->lines = arena_array(a, (size_t)moved.count, sizeof *out->lines);
	for (int i = 0; i < moved.count; i++) {
		const struct moved_entry *m = &moved.list[i];

		out->lines[out->count++] = (struct wallet_line){ { m->by, { lot_moved_sum(&m->moved[PRINCIPAL]),
			lot_moved_sum(&m->moved[BONUS]) } }, both(m->after) };
	}
	return OK;
}

enum err wallet_after(struct shop *sh, struct arena *a, int64_t member_id, int64_t document_id, int64_t at_ms,
	struct wallet *out)
{
	static const enum account accounts[PARTS] = { ACCOUNT_PRINCIPAL, ACCOUNT_BONUS };
	int64_t has[PARTS] = { 0, 0 }, *whose;
	int n = 0;
	enum err e = members_with(sh->db, a, member_id, &whose, &n);

	for (int i = 0; e == OK && i < n * PARTS; i++) {
		int64_t balance = 0, since = 0;

		e = balance_get(sh->db, a, accounts[i % PARTS], whose[i / PARTS], UNIT_MONEY, &balance);
		if (e == OK)
			e = lot_moved_since(sh->db, accounts[i % PARTS], whose[i / PARTS], at_ms, document_id, &since);
		has[i % PARTS] += -balance - since;
	}
	*out = both(has);
	return e;
}

/* --- what is owed ---------------------------------------------------------------------------------------- */

static struct wallet *column(struct wallet_day *day, int kind)
{
	switch (kind) {
	case DOC_TOP_UP:
		return &day->paid_in;
	case DOC_SALE:
		return &day->spent;
	case DOC_RETURN:
	case DOC_VOID:
		return &day->came_back;
	case DOC_CARD_REFUND:
		return &day->paid_out;
	default:
		return &day->other;
	}
}

enum err wallet_liability(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct wallet_liability *out,
	struct said *said)
{
	struct wallet_day_row *rows;
	struct wallet_day *day = NULL;
	struct wallet sum;
	int n = 0;
	enum err e = office_need(sh, PERM_REPORTS, said);

	*out = (struct wallet_liability){ .count = 0 };
	if (e == OK)
		e = office_days(a, from, to, said);
	if (e != OK)
		return e;
	e = wallet_before(sh->db, a, from, &sum);
	if (e == OK)
		e = wallet_days(sh->db, a, from, to, &rows, &n);
	if (e == OK)
		e = wallet_owed(sh->db, a, &out->owed);
	if (e != OK)
		return office_answer(said, e, _("stored value"));
	out->days = arena_array(a, (size_t)n, sizeof *out->days);
	for (int i = 0; i < n; i++) {
		struct wallet *part;

		if (i == 0 || rows[i].day != rows[i - 1].day) {
			day = &out->days[out->count++];
			*day = (struct wallet_day){ .day = rows[i].day, .before = sum };
		}
		part = column(day, rows[i].kind);
		*part = plus(*part, rows[i].moved);
		day->after = sum = plus(sum, rows[i].moved);
	}
	return OK;
}
