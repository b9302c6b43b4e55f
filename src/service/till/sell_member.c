/* sell_member.c - what a basket costs the member who buys: prices of members line by line, and what he has a right to
 * on the whole. To add an offer: add it to sell_offers. */
#include "base/clock.h"
#include "model/money.h"
#include "../member/levels_int.h"
#include "sell_int.h"
#include "store/article_store.h"

enum err sell_line_price(struct shop *sh, const struct basket_row *row, struct line *l)
{
	int64_t minor;
	enum err e;

	line_public_price(l);
	if (!row->member_id || !l->article_id || (l->flags & LINE_RETURN))
		return OK;
	e = price_of_members(sh->db, l->article_id, row->level.price_level, clock_now_ms(), &minor);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	line_member_price(l, l->pack_milli == QTY_ONE ? minor : line_amount(minor, l->pack_milli));
	return OK;
}

/* Of his level; how many. */
static int level_offer(const struct shop *sh, struct arena *a, const struct basket_row *row, struct offer *offer)
{
	const struct level *level = row->level.discount_bp ? level_by_id(sh, row->level.id) : NULL;

	if (!level || row->buyer_bp) /* staff who buy pay what staff pay */
		return 0;
	*offer = (struct offer){ .id = RULE_LEVEL, .stage = STAGE_ORDER_PROMOTION, .kind = OFFER_PERCENT,
		.flags = (level->flags & LEVEL_REGULAR_ONLY ? OFFER_REGULAR_ONLY : 0u)
			| (level->flags & LEVEL_NO_COUPON ? OFFER_NO_COUPON : 0u),
		.value = row->level.discount_bp, .why = arena_strdup(a, level->name) };
	return 1;
}

enum err sell_offers(struct shop *sh, struct open_basket *ob, const struct basket_row *row, struct offers *out)
{
	struct offer *list;
	int n;

	*out = (struct offers){ NULL, 0 };
	if (!row->level.discount_bp && !ob->coupon_count)
		return OK;
	list = arena_array(&ob->texts, (size_t)ob->coupon_count + 1, sizeof *list);
	n = level_offer(sh, &ob->texts, row, list);
	*out = (struct offers){ list, n + ob->coupon_count };
	return coupon_offers(sh, &ob->texts, ob->coupons, ob->coupon_count, list + n);
}
