/* trade_source.c - see trade_int.h. Goods that were exchanged leave their money with other goods, so what a member paid
 * for a sale comes back by returns of that sale, or of what was taken for its goods, over as many exchanges as there
 * were. All of it together is given back by the rule of returns, as if it had come by one way. */
#include "trade_int.h"

#include <stdlib.h>
#include <string.h>

#include "../money/money_int.h"
#include "model/member/wallet.h"
#include "store/document_store.h"

#define DEPTH_MAX 200 /* exchanges one after the other */

struct coming {
	struct shop *sh;
	struct arena *a;
	struct member_source *of;
	int depth;
};

/* The payment of a kind by which the row of a return gives back. */
static bool is_row(const struct origin *o, const struct payment *row)
{
	return o->row == row->n && o->paid.kind == row->kind;
}

static enum err origins_of(struct coming *c, const struct document *sale, struct origin *list, int *n)
{
	return money_origins(c->sh->db, c->a, sale, false, list, n);
}

static void add_came(struct coming *c, const struct member_came *one)
{
	struct member_source *s = c->of;

	if (s->count == s->room) {
		struct member_came *list;

		s->room = s->room * 2 + 8;
		list = arena_array(c->a, (size_t)s->room, sizeof *list);
		if (s->count)
			memcpy(list, s->came, (size_t)s->count * sizeof *list);
		s->came = list;
	}
	s->came[s->count++] = *one;
	s->minor += one->minor;
	s->more += one->more;
}

static int by_time(const void *x, const void *y)
{
	const struct member_came *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

static enum err add_sale(struct coming *c, const struct document *sale);

/* What a return of the sale gave back of it, and what became of the rest of it in an exchange. */
static enum err add_return(struct coming *c, const struct origin *list, int n, int64_t id)
{
	struct document *back = arena_new(c->a, struct document), *next = arena_new(c->a, struct document);
	int64_t member_id, more;
	enum err e = document_load(c->sh->db, c->a, id, back);

	for (int i = 0; e == OK && i < back->payment_count; i++)
		for (int k = 0; k < n; k++) {
			const struct payment *p = &back->payments[i];

			if (list[k].sale->id != c->of->sale->id || !is_row(&list[k], p)
				|| p->kind != c->of->paid->kind)
				continue;
			if (!stored_read(p->reference, &member_id, &more))
				return ERR_CORRUPT;
			add_came(c, &(struct member_came){ back->id, back->at_ms, p->amount_minor, more });
		}
	if (e != OK || !back->partner_id || c->depth == DEPTH_MAX)
		return e;
	e = document_load(c->sh->db, c->a, back->partner_id, next);
	c->depth++;
	if (e == OK)
		e = add_sale(c, next);
	c->depth--;
	return e;
}

static enum err add_sale(struct coming *c, const struct document *sale)
{
	struct document *corrected = arena_new(c->a, struct document);
	struct origin *list = arena_array(c->a, PAYMENTS_MAX, sizeof *list);
	int64_t *ids;
	int n = 0, returns = 0;
	enum err e = document_returns(c->sh->db, c->a, sale->id, &ids, &returns);

	*corrected = *sale;
	if (e != OK || !returns)
		return e;
	e = money_corrected(c->sh->db, c->a, corrected);
	if (e == OK)
		e = origins_of(c, corrected, list, &n);
	for (int i = 0; e == OK && i < returns; i++)
		e = add_return(c, list, n, ids[i]);
	return e;
}

enum err member_trade_source(struct shop *sh, struct member_trade *t, const struct payment *back,
	struct member_source *out)
{
	struct origin *list = arena_array(t->a, PAYMENTS_MAX, sizeof *list);
	struct coming c = { sh, t->a, out, 0 };
	int n = 0;
	enum err e;

	*out = (struct member_source){ .sale = t->sale, .paid = member_trade_own(t, back) };
	e = out->paid ? OK : origins_of(&c, t->sale, list, &n);
	for (int i = 0; e == OK && i < n; i++)
		if (is_row(&list[i], back))
			out->sale = list[i].sale;
	for (int i = 0; e == OK && !out->paid && i < out->sale->payment_count; i++)
		if (out->sale->payments[i].kind == back->kind)
			out->paid = &out->sale->payments[i];
	if (e == OK && !out->paid)
		return ERR_CORRUPT;
	if (e == OK)
		e = add_sale(&c, out->sale);
	if (out->count > 1)
		qsort(out->came, (size_t)out->count, sizeof *out->came, by_time);
	return e;
}
