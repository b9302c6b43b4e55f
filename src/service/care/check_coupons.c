/* check_coupons.c - coupons held against what is on record of them, and against what documents say they took off. */
#include "../member/coupons_int.h"
#include "check_int.h"

#define SLICE 500

void check_coupons_act(struct check *c, const struct audit_store_row *r)
{
	struct coupon_told told;
	struct tally_entry *t;

	if (!coupon_told(&c->slice, r, &told))
		return;
	t = tally_at(&c->tally, TALLY_COUPON, r->subject_id, 0, 0, 0);
	t->v[0] = check_sum(t->v[0], told.given);
	t->v[1] = check_sum(t->v[1], told.used);
	t->v[4] = check_sum(t->v[4], told.used > 0 ? r->amount_minor : 0);
	if (told.state)
		check_state_at(&t->v[2], &t->v[3], told.state, r->at_ms);
}

void check_coupons_document(struct check *c, const struct document *d)
{
	for (int i = 0; d->kind == DOC_SALE && i < d->discount_count; i++) {
		struct tally_entry *t;

		if (d->discounts[i].stage != STAGE_COUPON)
			continue;
		t = tally_at(&c->tally, TALLY_COUPON, d->discounts[i].rule_id, 0, 0, 0);
		t->v[4] = check_sum(t->v[4], -d->discounts[i].amount_minor);
	}
}

static bool agrees(const struct tally_entry *t, const struct coupon_kept *k)
{
	return t && t->v[0] == 1 && t->v[1] == k->row.c.used && k->moved == k->row.c.used && t->v[4] == 0 &&
		check_has_state(t->v[2], (int)k->row.c.state);
}

enum err check_coupons_kept(struct check *c)
{
	int64_t after = 0;
	enum err e;
	int n;

	do {
		struct coupon_kept *list;

		n = 0;
		e = coupons_kept(c->db, &c->slice, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			struct tally_entry *t = tally_find(&c->tally, TALLY_COUPON, list[i].row.id, 0, 0, 0);

			after = list[i].row.number;
			if (t)
				t->round = c->round;
			if (!agrees(t, &list[i]))
				check_found(c, CHECK_COUPON, list[i].row.code, coupon_state_name[list[i].row.c.state]);
		}
		arena_clear(&c->slice);
	} while (e == OK && n == SLICE);
	return e;
}
