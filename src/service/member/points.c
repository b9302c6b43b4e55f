/* points.c - what of points is shown: what a member has, what of it ends, and how he came to it. */
#include "points_int.h"

#include "../office/office_int.h"
#include "base/clock.h"
#include "lots_int.h"
#include "moved_int.h"
#include "service/members.h"

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

static enum err slice(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit, void **list,
	int *n)
{
	struct points_row *rows = NULL;
	enum err e = points_rows(db, a, member_id, after_id, limit, &rows, n);

	*list = rows;
	return e;
}

enum err points_all_rows(struct shop *sh, struct arena *a, int64_t member_id, struct points_row **rows, int *count)
{
	static const struct moved_kind kind = { sizeof **rows, slice };
	void *all;
	enum err e = moved_all(sh, a, &kind, member_id, &all, count);

	*rows = all;
	return e;
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
	e = points_all_rows(sh, a, out->sheet.member.id, &rows, &n);
	if (e != OK)
		return office_answer(said, e, member);
	out->lines = arena_array(a, (size_t)n, sizeof *out->lines);
	for (int i = 0; i < n && rows[i].by.day <= to; i++) {
		out->closing += points_moved_sum(&rows[i].moved);
		if (rows[i].by.day < from)
			out->opening = out->closing;
		else
			out->lines[out->count++] = (struct points_entry){ rows[i], out->closing };
	}
	return OK;
}
