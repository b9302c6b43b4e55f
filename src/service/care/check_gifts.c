/* check_gifts.c - gifts for points held against what is on record of them. */
#include "../member/gifts_int.h"
#include "check_int.h"

#define SLICE 500

void check_gifts_act(struct check *c, const struct audit_store_row *r)
{
	struct gift_move_row m;
	struct tally_entry *t;

	if (!gift_told(r, &m))
		return;
	t = tally_at(&c->tally, TALLY_GIFT, m.document_id, 0, 0, 0);
	t->v[0] = m.gift_id;
	t->v[1] = m.member_id;
	t->v[2] = check_sum(t->v[2], m.pieces);
	t->v[3] = check_sum(t->v[3], m.points);
	t->v[4] = m.cancels;
}

static bool agrees(const struct tally_entry *t, const struct gift_move_row *m)
{
	return t && t->v[0] == m->gift_id && t->v[1] == m->member_id && t->v[2] == m->pieces && t->v[3] == m->points &&
		t->v[4] == m->cancels;
}

/* As many were given as documents say. */
static enum err counted(struct check *c)
{
	struct gift_row *list;
	int n = 0;
	enum err e = gifts_miscounted(c->db, &c->slice, SLICE, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		check_found_at(c, CHECK_GIFT, arena_printf(&c->slice, "%lld", (long long)list[i].id), list[i].given);
	arena_clear(&c->slice);
	return e;
}

enum err check_gifts_kept(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct gift_move_row *list;

		n = 0;
		e = gift_moves_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct tally_entry *t = tally_find(&c->tally, TALLY_GIFT, list[i].document_id, 0, 0, 0);

			after = list[i].document_id;
			if (t)
				t->round = c->round;
			if (!agrees(t, &list[i]))
				check_found_at(c, CHECK_GIFT, arena_printf(&c->slice, "%lld",
					(long long)list[i].gift_id), list[i].pieces);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e == OK ? counted(c) : e;
}
