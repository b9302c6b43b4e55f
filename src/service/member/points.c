/* points.c - what of points is shown: what a member has, what of it ends, and how he came to it. */
#include "points_int.h"

#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "base/clock.h"
#include "lots_int.h"
#include "service/members.h"

#define SLICE 500
#define LAST_DAY 99991231

enum err points_show(struct shop *sh, struct arena *a, const char *member, struct points_sheet *out, struct said *said)
{
	int32_t day = shop_business_day(sh);
	struct member_hit hit;
	struct lots lots;
	enum err e = office_need(sh, PERM_MEMBERS, said);

	if (e == OK)
		e = member_find_one(sh, a, member, &hit, said);
	if (e != OK)
		return e;
	e = lots_read(sh, a, ACCOUNT_POINTS, hit.member.id, day, &lots);
	if (e != OK)
		return office_answer(said, e, hit.member.code);
	*out = (struct points_sheet){ .member = hit.member, .name = member_name_shown(sh, a, &hit.member),
		.balance = lots_balance(&lots), .usable = lots_usable(&lots), .pending = lots_pending(&lots) };
	out->due_count = lots_due(&lots, a, day, LAST_DAY, &out->due);
	return OK;
}

static enum err all_rows(struct shop *sh, struct arena *a, int64_t member_id, struct points_row **rows, int *count)
{
	struct points_row *list, *all = NULL;
	int64_t after = 0;
	int n, room = 0;
	enum err e;

	*count = 0;
	do {
		n = 0;
		e = points_rows(sh->db, a, member_id, after, SLICE, &list, &n);
		if (e != OK || !n)
			break;
		if (*count + n > room) {
			room = 2 * (*count + n);
			*rows = arena_array(a, (size_t)room, sizeof **rows);
			if (*count)
				memcpy(*rows, all, (size_t)*count * sizeof **rows);
			all = *rows;
		}
		memcpy(all + *count, list, (size_t)n * sizeof *list);
		*count += n;
		after = list[n - 1].document_id;
	} while (n == SLICE);
	*rows = all;
	return e;
}

/* A sale has its id since its basket began: what came first is told by the time. */
static int by_time(const void *x, const void *y)
{
	const struct points_row *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	return a->document_id < b->document_id ? -1 : a->document_id > b->document_id;
}

enum err points_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct points_statement *out, struct said *said)
{
	struct points_row *rows;
	int n = 0;
	enum err e;

	*out = (struct points_statement){ .count = 0 };
	if ((e = points_show(sh, a, member, &out->sheet, said)) != OK)
		return e;
	e = all_rows(sh, a, out->sheet.member.id, &rows, &n);
	if (e != OK)
		return office_answer(said, e, member);
	if (n > 1)
		qsort(rows, (size_t)n, sizeof *rows, by_time);
	out->lines = arena_array(a, (size_t)n, sizeof *out->lines);
	for (int i = 0; i < n && rows[i].day <= to; i++) {
		out->closing += points_moved_sum(&rows[i].moved);
		if (rows[i].day < from)
			out->opening = out->closing;
		else
			out->lines[out->count++] = (struct points_entry){ rows[i], out->closing };
	}
	return OK;
}
