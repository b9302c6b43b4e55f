/* customer.c - what the customer reads of a till: which moment it is, and its figures. How it looks on a display is
 * model/customer.c. */
#include "model/money.h"
#include "till_int.h"

static int64_t received(const struct till_view *v)
{
	int64_t sum = 0;

	for (int i = 0; i < v->payment_count; i++)
		sum += v->payments[i].given_minor;
	return sum;
}

static void of_line(const struct till_view *v, const struct line *l, struct customer *out)
{
	out->moment = CUSTOMER_ARTICLE;
	out->name = l->name;
	out->unit = l->unit;
	out->weighed = l->flags & LINE_WEIGHED;
	out->qty_milli = l->qty_milli;
	out->price_minor = l->price_minor;
	out->amount_minor = l->paid_minor;
	out->total_minor = v->due_minor;
}

/* What lies on the scale while its weight is asked for. */
static bool of_scale(const struct till *t, struct customer *out)
{
	struct scale_reading r;
	enum weigh_state s = till_scale(t, &r);

	if (t->view.need != NEED_WEIGHT || !t->weighed.name || r.weight_milli < 0)
		return false;
	if (s != WEIGH_MOVING && s != WEIGH_READY && s != WEIGH_SOLD)
		return false;
	*out = (struct customer){ .moment = CUSTOMER_WEIGHING, .name = t->weighed.name, .unit = t->weighed.unit,
		.weighed = true, .qty_milli = weigh_quantity(t->weighed.unit, r.weight_milli),
		.price_minor = t->weighed.price_minor, .moving = s == WEIGH_MOVING };
	if (out->qty_milli > QTY_MAX || out->price_minor < 0)
		return false;
	out->amount_minor = line_amount(out->price_minor, out->qty_milli);
	return out->amount_minor <= MONEY_MAX;
}

static void of_payment(const struct till_view *v, struct customer *out)
{
	out->moment = v->due_minor < 0 ? CUSTOMER_REFUND : v->payment_count ? CUSTOMER_RECEIVED : CUSTOMER_TOTAL;
	out->total_minor = v->due_minor < 0 ? -v->due_minor : v->due_minor;
	out->open_minor = v->open_minor;
	out->received_minor = received(v);
}

static void of_done(const struct till_done *d, struct customer *out)
{
	bool back = d->kind != DOC_SALE;

	out->moment = back ? CUSTOMER_REFUND : CUSTOMER_CHANGE;
	out->total_minor = back ? d->change_minor : d->total_minor;
	out->received_minor = d->given_minor;
	out->change_minor = d->change_minor;
}

void till_customer(const struct till *t, struct customer *out)
{
	const struct till_view *v = &t->view;
	const struct line *last = v->basket->line_count ? basket_line(v->basket, v->last_line_no) : NULL;

	*out = (struct customer){ .moment = CUSTOMER_IDLE };
	if (v->phase == TILL_LOCKED)
		out->moment = CUSTOMER_WAIT;
	else if (v->phase != TILL_BASKET && v->phase != TILL_PAYMENT)
		out->moment = CUSTOMER_CLOSED;
	else if (t->checked.price_minor >= 0)
		*out = (struct customer){ .moment = CUSTOMER_PRICE, .name = t->checked.name,
			.price_minor = t->checked.price_minor };
	else if (v->phase == TILL_PAYMENT)
		of_payment(v, out);
	else if (!of_scale(t, out) && v->done.shown && !v->basket->line_count)
		of_done(&v->done, out);
	else if (out->moment == CUSTOMER_IDLE && v->basket->line_count)
		of_line(v, last ? last : &v->basket->lines[v->basket->line_count - 1], out);
	out->shop = setting_text(t->sh, SET_SHOP_NAME);
}
