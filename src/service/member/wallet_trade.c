/* wallet_trade.c - stored value in sales: what of a payment is bonus is decided in the sale's transaction, from what is
 * there then, and stands in its reference; a return gives each part its share by what was given back before. */
#include "trade_int.h"
#include "wallet_int.h"

#include "model/money.h"
#include "store/lot_store.h"

#define GRACE_DAYS 36500 /* stored value that ended is given back whole all the same */

bool wallet_moves(const struct shop *sh, const struct document *d)
{
	(void)sh;
	for (int i = 0; i < d->payment_count; i++)
		if (d->payments[i].kind == TENDER_STORED)
			return true;
	return false;
}

/* --- paid with --------------------------------------------------------------------------------------- */

static enum err may_pay(struct shop *sh, struct arena *a, int64_t member_id, struct said *why)
{
	struct member_hit hit;
	enum err e = member_find_id(sh, a, member_id, &hit);

	return e == OK ? member_known(sh, a, &hit, why) : e;
}

static enum err decide(struct shop *sh, struct member_trade *t, struct payment *p)
{
	int64_t member_id, bonus;
	struct wallet_facts f;
	struct wallet part;
	enum err e;

	if (!stored_read(p->reference, &member_id, &bonus))
		return ERR_CORRUPT;
	e = may_pay(sh, t->a, member_id, t->why);
	if (e == OK)
		e = wallet_facts(sh, t->a, member_id, &f);
	if (e == OK)
		e = wallet_lets(sh, t->a, &f, p->given_minor, t->why);
	if (e != OK)
		return e;
	if (!wallet_split(&f.has, p->given_minor, wallet_order(sh), &part))
		return ERR_CORRUPT; /* wallet_lets said that there is so much */
	p->reference = stored_text(t->a, member_id, part.bonus_minor);
	return OK;
}

static enum err take_both(struct shop *sh, struct member_trade *t, const struct payment *p)
{
	int64_t member_id, bonus, principal;
	enum err e = OK;

	if (!stored_read(p->reference, &member_id, &bonus))
		return ERR_CORRUPT;
	principal = p->given_minor - bonus;
	if (principal)
		e = lots_take(sh, &t->lots, ACCOUNT_PRINCIPAL, member_id, principal);
	if (e == OK && bonus)
		e = lots_take(sh, &t->lots, ACCOUNT_BONUS, member_id, bonus);
	return e == ERR_REFUSED ? say(t->why, e, MSG_WALLET_SHORT, "0.00", money_text(t->a, p->given_minor)) : e;
}

/* --- given back -------------------------------------------------------------------------------------- */

/* As it was paid, by what came back of it up to now, whichever way. */
static enum err give_share(struct shop *sh, struct member_trade *t, struct payment *back)
{
	struct member_source from;
	struct wallet spent, gave, part;
	int64_t member_id, bonus;
	enum err e = member_trade_source(sh, t, back, &from);

	if (e != OK)
		return e;
	if (!stored_read(from.paid->reference, &member_id, &bonus))
		return ERR_CORRUPT;
	spent = (struct wallet){ from.paid->given_minor - bonus, bonus };
	gave = (struct wallet){ from.minor - from.more, from.more };
	wallet_back(&spent, &gave, from.minor + back->given_minor, &part);
	if ((e = member_trade_whose(sh, t->a, &member_id)) == OK)
		back->reference = stored_text(t->a, member_id, part.bonus_minor);
	return e;
}

static enum err restore_part(struct shop *sh, struct member_trade *t, const struct member_source *from,
	enum account account, int64_t member_id, int64_t amount_minor)
{
	struct lots_came before = { arena_array(t->a, (size_t)from->count, sizeof *before.list), from->count };
	int64_t lost = 0;
	enum err e;

	for (int i = 0; i < from->count; i++)
		before.list[i] = account == ACCOUNT_BONUS ? from->came[i].more : from->came[i].minor
			- from->came[i].more;
	e = amount_minor ? lots_restore_next(sh, &t->lots, account, member_id, from->sale->id, &before, amount_minor,
		GRACE_DAYS, &lost) : OK;
	return e == OK && lost ? ERR_CORRUPT : e;
}

static enum err give_both(struct shop *sh, struct member_trade *t, const struct payment *back)
{
	struct member_source from;
	int64_t member_id, bonus;
	enum err e = member_trade_source(sh, t, back, &from);

	if (e != OK)
		return e;
	if (!stored_read(back->reference, &member_id, &bonus))
		return ERR_CORRUPT;
	e = restore_part(sh, t, &from, ACCOUNT_PRINCIPAL, member_id, back->given_minor - bonus);
	return e == OK ? restore_part(sh, t, &from, ACCOUNT_BONUS, member_id, bonus) : e;
}

/* --- the document ------------------------------------------------------------------------------------ */

enum err wallet_before_trade(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < t->d->payment_count; i++)
		if (t->d->payments[i].kind == TENDER_STORED)
			e = t->sale ? give_share(sh, t, &t->d->payments[i]) : decide(sh, t, &t->d->payments[i]);
	return e;
}

enum err wallet_in_trade(struct shop *sh, struct member_trade *t)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < t->d->payment_count; i++)
		if (t->d->payments[i].kind == TENDER_STORED)
			e = t->sale ? give_both(sh, t, &t->d->payments[i]) : take_both(sh, t, &t->d->payments[i]);
	return e;
}
