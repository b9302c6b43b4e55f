/* member_statement.c - what moved of stored value and points, put together by document; and what of members is due. */
#include "service/member_statement.h"

#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "member_statement_int.h"
#include "points_int.h"
#include "store/desk_store.h"
#include "store/level_store.h"
#include "store/member_store.h"
#include "wallet_int.h"

/* --- the statement ------------------------------------------------------------------------------------ */

static void add_line(struct member_statement *s, const struct moved_line *moved)
{
	struct moved_line *sum = &s->closing;

	sum->value_after_minor += moved->value_minor;
	sum->points_after += moved->points;
	if (moved->by.day < s->from) {
		s->opening = *sum;
		return;
	}
	s->lines[s->count] = *moved;
	s->lines[s->count].value_after_minor = sum->value_after_minor;
	s->lines[s->count++].points_after = sum->points_after;
}

/* Which of two came first; 0: they are one document. */
static int order(const struct moved_by *x, const struct moved_by *y)
{
	if (x->document_id == y->document_id)
		return 0;
	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return x->document_id < y->document_id ? -1 : 1;
}

/* Both are in order of time. */
static void merge(struct member_statement *s, const struct wallet_row *value, int value_count,
	const struct points_row *points, int points_count)
{
	for (int i = 0, k = 0; i < value_count || k < points_count;) {
		int way = i == value_count ? 1 : k == points_count ? -1 : order(&value[i].by, &points[k].by);
		struct moved_line line = { .by = way <= 0 ? value[i].by : points[k].by };

		if (way <= 0)
			line.value_minor = value[i].moved.principal_minor + value[i].moved.bonus_minor;
		if (way >= 0)
			line.points = points_moved_sum(&points[k].moved);
		i += way <= 0;
		k += way >= 0;
		if (line.by.day > s->to)
			break;
		add_line(s, &line);
	}
}

enum err member_statement_of(struct shop *sh, struct arena *a, const struct member *m, int32_t from, int32_t to,
	struct member_statement *out)
{
	struct wallet_row *value;
	struct points_row *points;
	int value_count = 0, points_count = 0;
	enum err e = wallet_all_rows(sh, a, m->id, &value, &value_count);

	*out = (struct member_statement){ .member = *m, .from = from, .to = to };
	if (e == OK)
		e = points_all_rows(sh, a, m->id, &points, &points_count);
	if (e != OK)
		return e;
	out->lines = arena_array(a, (size_t)(value_count + points_count) + 1, sizeof *out->lines);
	merge(out, value, value_count, points, points_count);
	return OK;
}

enum err member_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct member_statement *out, struct said *said)
{
	struct member_hit hit;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e == OK && (!day_valid(from) || !day_valid(to) || from > to))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--from", day_text(a, from));
	if (e != OK)
		return e;
	e = member_statement_of(sh, a, &hit.member, from, to, out);
	out->name = member_name_shown(sh, a, &hit.member);
	return office_answer(said, e, hit.member.code);
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
