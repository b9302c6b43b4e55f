/* member_statement.c - what moved of stored value and points, put together by document; and what of members is due. */
#include "service/member_statement.h"

#include "../office/office_int.h"
#include "base/clock.h"
#include "member_statement_int.h"
#include "moved_int.h"
#include "store/desk_store.h"
#include "store/level_store.h"
#include "store/member_store.h"

/* --- the statement ------------------------------------------------------------------------------------ */

enum { PRINCIPAL, BONUS, POINTS, PARTS };
static const struct moved_part parts[PARTS] = { { ACCOUNT_PRINCIPAL, true, true }, { ACCOUNT_BONUS, true, true },
	{ ACCOUNT_POINTS, false, false } };

static struct moved_line sums(const int64_t has[])
{
	return (struct moved_line){ .value_after_minor = has[PRINCIPAL] + has[BONUS], .points_after = has[POINTS] };
}

static enum err page(struct shop *sh, struct arena *a, const struct member *m, int32_t from, int32_t to,
	const struct statement_turn *turn, int limit, struct member_statement *out)
{
	struct moved_mark mark;
	struct moved_reader r;
	struct moved_list moved;
	enum err e;

	if (turn)
		mark = (struct moved_mark){ turn->first, { [PRINCIPAL] = turn->value_minor, [POINTS] = turn->points } };
	*out = (struct member_statement){ .member = *m, .from = from, .to = to };
	e = moved_begin(&r, sh, a, parts, PARTS, m->id, turn ? &mark : NULL);
	if (e == OK)
		e = moved_days(&r, from, to, limit, &moved);
	if (e != OK)
		return e;
	out->opening = sums(moved.opening);
	out->closing = sums(moved.closing);
	out->more = moved.more;
	out->earlier = (struct statement_turn){ moved.earlier.before, out->opening.value_after_minor,
		out->opening.points_after };
	out->lines = arena_array(a, (size_t)moved.count, sizeof *out->lines);
	for (int i = 0; i < moved.count; i++) {
		struct moved_line *l = &out->lines[out->count++];
		const struct moved_entry *entry = &moved.list[i];

		*l = sums(entry->after);
		l->by = entry->by;
		l->value_minor = lot_moved_sum(&entry->moved[PRINCIPAL]) + lot_moved_sum(&entry->moved[BONUS]);
		l->points = lot_moved_sum(&entry->moved[POINTS]);
	}
	return OK;
}

enum err member_statement_of(struct shop *sh, struct arena *a, const struct member *m, int32_t from, int32_t to,
	struct member_statement *out)
{
	return page(sh, a, m, from, to, NULL, 0, out);
}

enum err member_statement_page(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	const struct statement_turn *turn, int limit, struct member_statement *out, struct said *said)
{
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e == OK && (!day_valid(from) || !day_valid(to) || from > to))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", day_text(a, from));
	if (e != OK)
		return e;
	e = page(sh, a, &hit.member, from, to, turn, limit, out);
	out->name = member_name_shown(sh, a, &hit.member);
	return office_answer(said, e, hit.member.code);
}

enum err member_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct member_statement *out, struct said *said)
{
	return member_statement_page(sh, a, member, from, to, NULL, 0, out, said);
}

/* --- what is due ---------------------------------------------------------------------------------------- */

static enum err reviews(struct shop *sh, struct arena *a, int32_t from, int32_t to, int limit, struct due_row **list,
	int *n)
{
	const struct member_review after = { INT64_MAX, from - 1 };
	struct member_review *rows;
	enum err e = members_to_review(sh->db, a, to, &after, limit, &rows, n);

	*list = arena_array(a, (size_t)*n + 1, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++)
		(*list)[i] = (struct due_row){ rows[i].member_id, rows[i].review_day, 0 };
	return e;
}

static enum err due_rows(struct shop *sh, struct arena *a, enum member_due_kind kind, int32_t from, int32_t to,
	int limit, struct due_row **list, int *n)
{
	switch (kind) {
	case DUE_CHEQUE:
		return desk_cheques(sh->db, a, limit, list, n);
	case DUE_REVIEW:
		return reviews(sh, a, from, to, limit, list, n);
	case DUE_MEMBERSHIP:
		return desk_members_ending(sh->db, a, from, to, limit, list, n);
	case DUE_CARD:
		return desk_cards_ending(sh->db, a, from, to, limit, list, n);
	case DUE_USES:
		return desk_uses_ending(sh->db, a, from, to, limit, list, n);
	case DUE_COUPONS:
		return desk_coupons_ending(sh->db, a, from, to, limit, list, n);
	default:
		return desk_ending(sh->db, a, kind == DUE_POINTS ? ACCOUNT_POINTS : ACCOUNT_BONUS, from, to, NULL,
			limit, list, n);
	}
}

enum err member_dues(struct shop *sh, struct arena *a, enum member_due_kind kind, int32_t from, int32_t to, int limit,
	struct member_due **list, int *n)
{
	struct due_row *rows = NULL;
	struct said said;
	int count = 0;
	enum err e = office_need(sh, PERM_MEMBERS, &said);

	*n = 0;
	if (e == OK)
		e = due_rows(sh, a, kind, from, to, limit, &rows, &count);
	*list = arena_array(a, (size_t)count + 1, sizeof **list);
	for (int i = 0; e == OK && i < count; i++) {
		struct member_due *due = &(*list)[*n];

		*due = (struct member_due){ .day = rows[i].day, .amount = rows[i].amount };
		e = member_get(sh->db, a, rows[i].member_id, &due->member);
		if (e == OK && due->member.merged_into)
			e = member_get(sh->db, a, due->member.merged_into, &due->member);
		*n += e == OK && (kind == DUE_CHEQUE || due->member.state <= MEMBER_FROZEN);
	}
	return e;
}
