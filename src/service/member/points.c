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

enum err points_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct points_statement *out, struct said *said)
{
	static const struct moved_part part = { ACCOUNT_POINTS, false, false };
	struct moved_reader r;
	struct moved_list moved;
	enum err e;

	*out = (struct points_statement){ .count = 0 };
	if ((e = points_show(sh, a, member, &out->sheet, said)) != OK)
		return e;
	e = moved_begin(&r, sh, a, &part, 1, out->sheet.member.id, NULL);
	if (e == OK)
		e = moved_days(&r, from, to, 0, &moved);
	if (e != OK)
		return office_answer(said, e, member);
	out->opening = moved.opening[0];
	out->closing = moved.closing[0];
	out->lines = arena_array(a, (size_t)moved.count, sizeof *out->lines);
	for (int i = 0; i < moved.count; i++)
		out->lines[out->count++] = (struct points_entry){ { moved.list[i].by, moved.list[i].moved[0] },
			moved.list[i].after[0] };
	return OK;
}
