/* sale_moves.c - see sale_moves_int.h. */
#include "sale_moves_int.h"

#include "coupons_int.h"

/* Each: what a sale does, and what a return or void of one does. */
static const struct { enum err (*sold)(struct shop *sh, struct member_sale *s), (*back)(struct shop *sh,
	struct member_sale *s); } holders[] = {
	{ coupons_sold, coupons_back },
};

enum err member_sale_moves(struct shop *sh, struct member_sale *s)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof holders / sizeof *holders; i++)
		e = s->sale ? holders[i].back(sh, s) : holders[i].sold(sh, s);
	return e;
}
