/* till_slip.c - slips of bottle machines: a scan takes what the machine counted off the bill, or pays it out. Whether
 * it was paid before is asked here so that a person hears of it at once, and again in the transaction
 * (money/slips.c), which decides. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "store/slip_store.h"
#include "till_goods_int.h"

bool is_slip(struct call *c, const char *code)
{
	struct slip slip;

	return slip_read(c->sh->setting[SET_SLIPS], code, &slip);
}

static bool in_basket(const struct basket *b, const char *key)
{
	for (int i = 0; i < b->line_count; i++)
		if (line_is_slip(&b->lines[i]) && strcmp(b->lines[i].code, key) == 0)
			return true;
	return false;
}

/* Who shows a slip that was paid, perhaps a copy, is told so, and it is on record. */
static enum err not_paid_before(struct call *c, const char *code, const struct slip *slip)
{
	struct slip_row paid;
	struct audit_row row = { .action = "slip-again", .amount_minor = slip->amount_minor, .detail = slip->key };
	enum err e = slip_get(c->sh->db, c->a, slip->key, &paid);

	if (e == ERR_NOTFOUND || (e == OK && paid.day <
		day_add(shop_business_day(c->sh), -(int)setting_int(c->sh, SET_SLIP_DAYS))))
		return OK;
	row.subject_id = e == OK ? paid.document_id : 0;
	if (e == OK)
		e = audit_one(c->sh, &row);
	return e == OK ? refuse(c, MSG_SLIP_USED, arena_strdup(c->a, code), money(c, slip->amount_minor))
		: failed(c, e);
}

/* The deposit article that slips stand for. */
static enum err slip_article(struct call *c, struct article *out)
{
	const char *code = c->sh->setting[SET_SLIP_ARTICLE];
	enum err e = *code ? article_find(c->sh, c->a, code, out) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND || (e == OK && !(out->flags & ARTICLE_DEPOSIT)))
		return refuse(c, MSG_SLIP_NO_ARTICLE, NULL, NULL);
	return e == OK ? OK : failed(c, e);
}

enum err act_bottle_slip(struct call *c)
{
	struct till *t = c->t;
	struct basket *draft;
	struct article article;
	struct slip slip;
	struct line l;
	enum err e;

	if (c->words != 1 || !slip_read(c->sh->setting[SET_SLIPS], c->word[0], &slip))
		return refuse(c, MSG_SLIP_BAD, c->words ? c->word[0] : "", NULL);
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (t->receipt_sale.id || sell_has_returns(&t->ob.now))
		return refuse(c, MSG_EMPTIES_ALONE, NULL, NULL);
	if (in_basket(&t->ob.now, slip.key))
		return refuse(c, MSG_VOUCHER_IN_BASKET, arena_strdup(c->a, c->word[0]), NULL);
	if ((e = not_paid_before(c, c->word[0], &slip)) != OK || (e = slip_article(c, &article)) != OK
		|| (e = goods_deposit_line(c, &article, &l)) != OK)
		return e;
	draft = sell_draft(&t->ob);
	if (draft->line_count >= LINES_MAX || basket_next_line_no(draft) > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	l.code = arena_strdup(c->a, slip.key);
	l.flags |= LINE_RETURN | LINE_EMPTY | LINE_LABEL;
	l.price_source = PRICE_LABEL;
	l.list_price_minor = l.price_minor = slip.amount_minor;
	l.qty_milli = QTY_ONE;
	l.line_no = basket_next_line_no(draft);
	draft->lines[draft->line_count] = l;
	if ((e = goods_put_empty(c, &draft->lines[draft->line_count++])) != OK)
		return e;
	return done(c, MSG_SLIP_TAKEN, money(c, slip.amount_minor), NULL);
}
