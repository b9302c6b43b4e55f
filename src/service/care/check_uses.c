/* check_uses.c - packages of uses held against what is on record of them, and against the ledger. */
#include <stdlib.h>

#include "../member/uses_int.h"
#include "check_int.h"

#define SLICE 500

static int64_t days_told(const struct uses_row *row)
{
	return (int64_t)row->p.from_day * 100000000 + row->p.until_day;
}

/* A price and the last day of grace as one number; any number where somebody wrote into the file. */
static int64_t rest_told(int64_t paid_minor, int32_t grace_day)
{
	return (int64_t)((uint64_t)paid_minor * 100000000u + (uint64_t)grace_day);
}

static enum err tally_uses(void *ctx, const struct uses_told *told)
{
	struct check *c = ctx;
	struct tally_entry *t = tally_at(&c->tally, TALLY_USES, told->move.package_id, 0, 0, 0);

	t->v[0] = check_sum(t->v[0], told->move.amount);
	if (told->opens) {
		t->v[1] = told->row.p.bought;
		t->v[2] = told->row.kind_id;
		t->v[3] = told->row.member_id;
		t->v[4] = days_told(&told->row);
		t->v[5] = rest_told(told->row.paid_minor, told->grace_day);
	} else {
		uint64_t was = (uint64_t)t->v[5];

		t->v[5] = (int64_t)(was - was % 100000000u + (uint64_t)told->grace_day);
	}
	return OK;
}

void check_uses_act(struct check *c, const struct audit_store_row *r)
{
	if (uses_told(r, tally_uses, c) != OK)
		abort(); /* tally_uses cannot fail */
}

static bool agrees(const struct check *c, const struct tally_entry *t, const struct uses_row *row)
{
	const struct tally_entry *balance = tally_find(&c->tally, TALLY_BALANCE, ACCOUNT_USES, row->p.id, UNIT_USES, 0);

	return t && t->v[0] == row->p.rest && t->v[1] == row->p.bought && t->v[2] == row->kind_id &&
		t->v[3] == row->member_id && t->v[4] == days_told(row) &&
		t->v[5] == rest_told(row->paid_minor, row->p.grace_day) && row->moved == row->p.rest &&
		-row->p.rest == (balance ? balance->v[0] : 0);
}

enum err check_uses_kept(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct uses_row *list;

		n = 0;
		e = uses_after(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct tally_entry *t = tally_find(&c->tally, TALLY_USES, list[i].p.id, 0, 0, 0);

			after = list[i].p.id;
			if (t)
				t->round = c->round;
			if (!agrees(c, t, &list[i]))
				check_found_at(c, CHECK_USES, arena_printf(&c->slice, "%lld", (long long)after),
					list[i].p.rest);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}
