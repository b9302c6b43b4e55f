/* trade.c - see trade_int.h. What a document posts on the accounts of members by its payments is what moves on their
 * lots here, or nothing of it is posted. */
#include "trade_int.h"

/* In this order. before: may change payments of the document; post: moves what members have. */
static const struct trade_holder {
	bool (*moves)(const struct document *d);
	enum err (*before)(struct shop *sh, struct member_trade *t);
	enum err (*post)(struct shop *sh, struct member_trade *t);
} holders[] = {
	{ wallet_moves, wallet_before_trade, wallet_in_trade },
};
#define HOLDERS (sizeof holders / sizeof *holders)

bool member_trade_moves(const struct document *d)
{
	bool any = false;

	for (size_t i = 0; i < HOLDERS; i++)
		any = any || holders[i].moves(d);
	return any;
}

enum err member_trade_before(struct shop *sh, struct member_trade *t, struct arena *a, struct document *d,
	const struct document *sale, struct said *why)
{
	enum err e = OK;

	*t = (struct member_trade){ .a = a, .d = d, .sale = sale, .why = why };
	t->lots = (struct lots_act){ .a = a, .document_id = d->id, .day = d->business_day, .ledger = &t->ledger };
	for (size_t i = 0; e == OK && i < HOLDERS; i++)
		if (holders[i].moves(d))
			e = holders[i].before(sh, t);
	return e;
}

enum err member_trade_post(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < HOLDERS; i++)
		if (holders[i].moves(t->d))
			e = holders[i].post(sh, t);
	return e;
}
