/* till_points.c - points as money at the till: what they may pay of a bill is shown before it is paid. How many that
 * costs, and whether there are as many, is decided in the transaction (member/points_pay.c). */
#include "../member/points_int.h"
#include "model/money.h"
#include "model/value.h"
#include "till_int.h"

/* The limits are of the whole bill, whatever was paid of it. */
static struct points_bill bill_of(struct till *t, int64_t usable)
{
	const struct basket *b = &t->ob.now;

	return (struct points_bill){ .due_minor = b->due_minor - lines_value_minor(b->lines, b->line_count),
		.usable = usable, .day = shop_business_day(t->sh) };
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* As much as the rules let of what is open, in whole steps. */
static int64_t most_minor(struct till *t, const struct points_bill *bill)
{
	int64_t open = open_for_value(&t->ob, payments_open(sell_due(&t->ob), t->ob.payments, t->ob.payment_count));
	struct points_paying terms;
	int64_t most;

	points_limits_now(t->sh, &terms);
	most = least(points_most_minor(&terms.limits, bill), open > 0 ? open : 0);
	return terms.limits.step_minor ? most - most % terms.limits.step_minor : most;
}

/* What the bill earns, once it is being paid: by the rules that its posting will ask. */
static void foresee(struct till *t)
{
	struct till_member *m = &t->view.member;
	struct document d = { .member_id = m->id, .business_day = shop_business_day(t->sh),
		.payments = t->ob.payments, .payment_count = t->ob.payment_count };
	struct arena a = ARENA_INIT;

	m->earns = 0;
	if (!m->id || t->view.phase != TILL_PAYMENT)
		return;
	sale_lines(&t->ob.now, &a, &d);
	if (points_foreseen(t->sh, &a, &d, &m->earns) != OK)
		m->earns = 0; /* who buys and pays goes on all the same */
	arena_release(&a);
}

void till_points_view(struct till *t)
{
	struct till_member *m = &t->view.member;
	struct points_bill bill = bill_of(t, m->points);

	foresee(t);

	m->points_minor = 0;
	if (m->id && m->points > 0 && active_tender(t->sh, TENDER_POINTS) && !paid_with(&t->ob, TENDER_POINTS) &&
	    sell_due(&t->ob) > 0)
		m->points_minor = most_minor(t, &bill);
	m->points_cost = m->points_minor ? points_cost(t->sh, m->points_minor) : 0;
}

/* What was typed, or as much as there can be; refused with the reason. */
static enum err how_much(struct call *c, int64_t open_minor, const struct points_bill *bill, int64_t *amount_minor)
{
	if (c->words && (money_parse(c->word[0], amount_minor) != OK || !*amount_minor))
		return refuse(c, MSG_AMOUNT_BAD, c->word[0], NULL);
	if (!c->words)
		*amount_minor = most_minor(c->t, bill);
	return points_lets(c->sh, c->a, bill, *amount_minor ? *amount_minor : open_minor, c->said);
}

enum err act_points(struct call *c)
{
	struct till *t = c->t;
	int64_t member_id = t->ob.row.member_id, open, amount = 0;
	struct points_bill bill = { 0 };
	const struct tender *tender;
	struct payment p;
	enum err e;

	if (c->retry)
		return finish_payment(c);
	if ((e = member_pays(c, TENDER_POINTS, MSG_POINTS_WHOSE, &tender, &open)) != OK)
		return e;
	if ((e = points_usable_now(c->sh, c->a, member_id, &bill.usable)) != OK)
		return failed(c, e);
	bill = bill_of(t, bill.usable);
	if ((e = how_much(c, open, &bill, &amount)) != OK)
		return e;
	if (!amount)
		return refuse(c, MSG_NOTHING_OPEN, NULL, NULL);
	e = offer_payment(c, tender, open, amount, points_text(c->a, member_id, points_cost(c->sh, amount)), &p);
	if (e != OK)
		return e;
	t->paying = true;
	e = take_payment(c, &p);
	if (e != OK)
		till_member_again(t); /* perhaps because they are fewer by now */
	return e;
}
