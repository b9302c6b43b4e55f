/* till_wallet.c - stored value at the till: who buys pays by what he has, and pays in. What of it is bonus, and whether
 * there is as much as that, is decided in the transaction (member/wallet_trade.c). */
#include <string.h>

#include "../member/wallet_int.h"
#include "till_int.h"

enum err member_may_pay(struct call *c, int64_t member_id)
{
	struct member_hit hit;
	struct said why = { MSG_NONE, { NULL, NULL } };
	enum err e = member_find_id(c->sh, c->a, member_id, &hit);

	if (e == OK)
		e = member_known(c->sh, c->a, &hit, &why);
	return e == ERR_REFUSED ? refuse(c, why.id, why.arg[0], why.arg[1]) : e == OK ? OK : failed(c, e);
}

bool paid_with(const struct open_basket *ob, enum tender_kind kind)
{
	for (int i = 0; i < ob->payment_count; i++)
		if (ob->payments[i].kind == kind)
			return true;
	return false;
}

enum err member_pays(struct call *c, enum tender_kind kind, enum message whose, const struct tender **tender,
	int64_t *open_minor)
{
	struct open_basket *ob = &c->t->ob;
	enum err e;

	*tender = active_tender(c->sh, kind);
	if (!*tender)
		return refuse(c, MSG_NO_TENDER, "", NULL);
	if (!ob->row.member_id)
		return refuse(c, whose, NULL, NULL);
	if ((e = ready_to_pay(c)) != OK || (e = member_may_pay(c, ob->row.member_id)) != OK)
		return e;
	*open_minor = open_for_value(ob, payments_open(sell_due(ob), ob->payments, ob->payment_count));
	if (*open_minor <= 0)
		return refuse(c, sell_due(ob) > 0 ? MSG_VALUE_FOR_VALUE : MSG_NOTHING_OPEN, NULL, NULL);
	return paid_with(ob, kind) ? refuse(c, MSG_PAYS_TWICE, tender_words(*tender), NULL) : OK;
}

/* The customer types it, where the shop asks for it above this amount; a retry was let before. */
static enum err pin_given(struct call *c, int64_t member_id, int64_t amount_minor)
{
	bool asked = false;
	enum err e = c->pin_right ? OK : wallet_pin_asked(c->sh, c->a, member_id, amount_minor, &asked, c->said);

	if (e != OK || !asked)
		return e == ERR_IO || e == ERR_BUSY ? failed(c, e) : e;
	if (!*c->pin)
		return ask(c, NEED_PIN, MSG_NEEDS_MEMBER_PIN, money(c, amount_minor), NULL);
	e = wallet_pin_check(c->sh, c->a, member_id, c->pin, c->said);
	explicit_bzero(c->pin, sizeof c->pin);
	if (e == ERR_DENIED && c->said->id == MSG_MEMBER_PIN_WRONG)
		return ask(c, NEED_PIN, c->said->id, c->said->arg[0], NULL);
	c->pin_right = e == OK;
	return e == ERR_IO || e == ERR_BUSY ? failed(c, e) : e;
}

/* What was typed, or as much of the rest as there is. */
static enum err how_much(struct call *c, int64_t member_id, int64_t open_minor, int64_t *amount_minor)
{
	const struct first_day rules = wallet_first_day(c->sh);
	struct wallet_facts f;
	int64_t most;
	enum err e = wallet_facts(c->sh, c->a, member_id, &f);

	if (e != OK)
		return failed(c, e);
	most = wallet_most_minor(&f, &rules, shop_business_day(c->sh));
	if (c->words) {
		if (money_parse(c->word[0], amount_minor) != OK || !*amount_minor)
			return refuse(c, MSG_AMOUNT_BAD, c->word[0], NULL);
	} else {
		*amount_minor = most && most < open_minor ? most : open_minor;
	}
	return wallet_lets(c->sh, c->a, &f, *amount_minor, c->said);
}

enum err act_stored(struct call *c)
{
	struct till *t = c->t;
	int64_t member_id = t->ob.row.member_id, open, amount = 0;
	const struct tender *tender;
	struct payment p;
	enum err e;

	if (c->retry)
		return finish_payment(c);
	if ((e = member_pays(c, TENDER_STORED, MSG_WALLET_WHOSE, &tender, &open)) != OK)
		return e;
	if ((e = how_much(c, member_id, open, &amount)) != OK)
		return e;
	if ((e = offer_payment(c, tender, open, amount, stored_text(c->a, member_id, 0), &p)) != OK)
		return e;
	t->paying = true;
	if ((e = pin_given(c, member_id, amount)) != OK)
		return e;
	e = take_payment(c, &p);
	if (e != OK)
		till_member_again(t); /* perhaps because it is less by now */
	return e;
}

enum err act_top_up(struct call *c)
{
	struct till *t = c->t;
	struct wallet_top_up what = { .amount = c->words ? c->word[0] : "", .tender = c->words > 1 ? c->word[1] : NULL,
		.reference = c->words > 2 ? c->word[2] : *c->reference ? c->reference : NULL };
	struct member_hit hit;
	struct wallet_done posted = { .id = 0 };
	enum err e;

	if (!t->ob.row.member_id)
		return refuse(c, MSG_WALLET_WHOSE, NULL, NULL);
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if ((e = day_allowed(c)) != OK)
		return e;
	if ((e = member_find_id(c->sh, c->a, t->ob.row.member_id, &hit)) != OK)
		return failed(c, e);
	what.member = hit.member.code;
	what.id = t->top_up_id ? t->top_up_id : wallet_new_id(c->sh);
	e = wallet_top_up(c->sh, c->a, &what, &posted, c->said);
	t->top_up_id = e == ERR_UNKNOWN || e == ERR_IO ? what.id : 0; /* asked again, it is the same one */
	if (e != OK && e != ERR_EXISTS)
		return e == ERR_INVALID ? ERR_REFUSED : e;
	till_member_again(t);
	return till_load_drawer(t) == OK ? OK : failed(c, ERR_IO);
}
