/* till_coupon.c - coupons at the till: scanned or typed they lie beside the basket and take off it what they can; those
 * that did are used with the sale. */
#include <string.h>

#include "base/tr.h"
#include "../member/coupons_int.h"
#include "till_int.h"

bool coupon_scanned(struct call *c, const char *code)
{
	struct coupon_row row;
	struct said why = { 0 };
	enum err e = coupon_read(c->sh, c->a, code, &row, &why);

	return e == OK || e == ERR_REFUSED;
}

/* Where it lies beside the basket; -1: it does not. */
static int place_of(const struct open_basket *ob, int64_t id)
{
	for (int i = 0; i < ob->coupon_count; i++)
		if (ob->coupons[i].id == id)
			return i;
	return -1;
}

/* What became of it in the basket as it is now. */
static struct offer_result result_of(const struct basket *b, int count, int i)
{
	int first = b->offers.count - count; /* they come last */

	if (b->promotion.results && first >= 0)
		return b->promotion.results[first + i];
	return (struct offer_result){ .skipped = OFFER_NO_LINES };
}

static const char *waits_words(struct call *c, const struct coupon_row *row, const struct offer_result *r)
{
	static const enum coupon_refusal why[] = { [OFFER_TAKEN] = COUPON_NO_GOODS, [OFFER_BELOW] = COUPON_BELOW,
		[OFFER_NO_LINES] = COUPON_NO_GOODS, [OFFER_BEATEN] = COUPON_WITH_OTHERS,
		[OFFER_EXCLUDED] = COUPON_WITH_LEVEL };
	const struct coupon_kind_row *kind = coupon_kind_of(c->sh, row->kind_id);
	const struct coupon_terms none = { .value = 0 };

	return coupon_refusal_words(c->a, row, kind ? &kind->terms : &none, why[r->skipped], r->missing_minor);
}

/* Another lies there that wants to be alone, or this one does. */
static bool stands_alone(struct call *c, const struct coupon_row *row)
{
	const struct open_basket *ob = &c->t->ob;
	const struct coupon_kind_row *kind = coupon_kind_of(c->sh, row->kind_id);
	bool alone = kind && kind->terms.not_with_others;

	for (int i = 0; i < ob->coupon_count; i++) {
		kind = coupon_kind_of(c->sh, ob->coupons[i].kind_id);
		alone = alone || (kind && kind->terms.not_with_others);
	}
	return alone && ob->coupon_count > 0;
}

static enum err refuse_coupon(struct call *c, const struct coupon_row *row, enum coupon_refusal why)
{
	const struct coupon_terms none = { .value = 0 };

	return refuse(c, MSG_COUPON_REFUSED, row->code, coupon_refusal_words(c->a, row, &none, why, 0));
}

static enum err put(struct call *c, const struct coupon_row *row)
{
	struct open_basket *ob = &c->t->ob;
	enum coupon_refusal why = COUPON_ALLOWED;
	struct offer_result r;
	enum err e;

	if (place_of(ob, row->id) >= 0)
		return refuse(c, MSG_VOUCHER_IN_BASKET, row->code, NULL);
	e = coupon_usable(c->sh, c->a, row, ob->row.sale_id, ob->row.member_id, &why);
	if (e != OK)
		return failed(c, e);
	if (why)
		return refuse_coupon(c, row, why);
	if (stands_alone(c, row))
		return refuse_coupon(c, row, COUPON_WITH_OTHERS);
	if (ob->coupon_count == BASKET_COUPONS_MAX)
		return refuse(c, MSG_BASKET_FULL, arena_printf(c->a, "%d", BASKET_COUPONS_MAX), NULL);
	e = stored(c, sell_put_coupon(c->sh, ob, row));
	if (e != OK)
		return e;
	till_forget_done(c->t);
	r = result_of(&ob->now, ob->coupon_count, ob->coupon_count - 1);
	if (r.amount_minor)
		return done(c, MSG_COUPON_TAKEN, row->kind, money(c, r.amount_minor));
	return done(c, MSG_COUPON_WAITS, row->kind, waits_words(c, row, &r));
}

static enum err take_out(struct call *c)
{
	struct open_basket *ob = &c->t->ob;
	struct coupon_row row;
	int i = -1;
	enum err e;

	if (c->words == 2) {
		e = coupon_read(c->sh, c->a, c->word[1], &row, c->said);
		i = e == OK ? place_of(ob, row.id) : -1;
		if (i < 0)
			return refuse(c, MSG_NO_COUPON, c->word[1], NULL);
	}
	e = stored(c, sell_drop_coupon(c->sh, ob, i));
	return e == OK ? done(c, MSG_COUPON_OFF, NULL, NULL) : e;
}

enum err act_coupon(struct call *c)
{
	struct coupon_row row;
	enum err e;

	if (c->t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (c->words < 1 || c->words > 2)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (strcmp(c->word[0], "-") == 0)
		return take_out(c);
	e = coupon_read(c->sh, c->a, c->arg, &row, c->said);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_COUPON, arena_strdup(c->a, c->arg), NULL);
	if (e != OK)
		return e == ERR_REFUSED ? e : failed(c, e);
	return put(c, &row);
}

enum err coupon_gift_allowed(struct call *c, int64_t sale_id)
{
	const char *code;
	enum err e = coupons_spent(c->sh, c->a, sale_id, &code);

	if (e != OK)
		return failed(c, e);
	if (!*code || c->approver.id)
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_RETURN }, arena_printf(c->a,
		_("%s (coupon %s of this sale was used)"), _(action_table[c->act == ACT_VOID ? ACT_VOID
			: ACT_RETURN].words), code));
}

/* --- shown ------------------------------------------------------------------------------------------ */

void till_coupon_view(struct till *t)
{
	static struct till_coupon none[1];
	const struct open_basket *ob = &t->ob;
	int n = t->sh->staff.id ? ob->coupon_count : 0;

	t->view.coupon_count = n;
	t->view.coupons = n ? t->coupons : none;
	for (int i = 0; i < n; i++) {
		struct offer_result r = result_of(&ob->now, ob->coupon_count, i);

		t->coupons[i] = (struct till_coupon){ ob->coupons[i].code, ob->coupons[i].kind, ob->coupons[i].kind_en,
			r.amount_minor, r.missing_minor };
	}
}
