/* totals.c - what a document adds to the figures of its shift. Acts (`times`) are counted once, on
 * the sale; amounts are sales less what came back. */
#include "model/totals.h"

#include <string.h>

#include "model/money.h"
#include "model/value.h"

const char *const measure_name[MEASURES] = {
	[MEASURE_SALES] = "sales",
	[MEASURE_RETURNS] = "returns",
	[MEASURE_VOIDS] = "voids",
	[MEASURE_DISCOUNT] = "discount",
	[MEASURE_ROUNDING] = "rounding",
	[MEASURE_TENDER_IN] = "tender_in",
	[MEASURE_TENDER_OUT] = "tender_out",
	[MEASURE_TAX] = "tax",
	[MEASURE_TAX_BASE] = "tax_base",
	[MEASURE_DEPARTMENT] = "department",
	[MEASURE_CASHIER] = "cashier",
	[MEASURE_OVERRIDE] = "override",
	[MEASURE_LINE_VOID] = "line_void",
	[MEASURE_CANCEL] = "cancel",
	[MEASURE_NO_SALE] = "no_sale",
	[MEASURE_REPRINT] = "reprint",
	[MEASURE_VALUE] = "value",
	[MEASURE_FORFEIT] = "forfeit",
	[MEASURE_VALUE_OUT] = "value_out",
	[MEASURE_CORRECTION] = "correction",
	[MEASURE_FEE] = "fee",
	[MEASURE_FOREIGN] = "foreign",
	[MEASURE_TOP_UP] = "top_up",
	[MEASURE_CARD_OUT] = "card_out",
	[MEASURE_DRAWER] = "drawer",
	[MEASURE_PAID_IN] = "paid_in",
	[MEASURE_PAID_OUT] = "paid_out",
	[MEASURE_DEPOSIT] = "deposit",
	[MEASURE_EMPTIES] = "empties",
	[MEASURE_EMPTY] = "empty",
};

bool measure_is_act(enum measure m)
{
	return m >= MEASURE_LINE_VOID && m <= MEASURE_REPRINT;
}

static struct total *total_of(struct totals *t, struct arena *a, enum measure m, int64_t item_id)
{
	for (int i = 0; i < t->count; i++)
		if (t->list[i].measure == m && t->list[i].item_id == item_id)
			return &t->list[i];
	if (t->count == t->room) {
		int room = t->room ? t->room * 2 : 32;
		struct total *list = arena_array(a, (size_t)room, sizeof *list);

		if (t->count)
			memcpy(list, t->list, (size_t)t->count * sizeof *list);
		t->list = list;
		t->room = room;
	}
	t->list[t->count] = (struct total){ .measure = m, .item_id = item_id };
	return &t->list[t->count++];
}

void totals_add(struct totals *t, struct arena *a, enum measure m, int64_t item_id, int64_t times,
	int64_t qty_milli, int64_t amount_minor)
{
	struct total *total;

	if (!times && !qty_milli && !amount_minor)
		return;
	total = total_of(t, a, m, item_id);
	total->times += times;
	total->qty_milli += qty_milli;
	total->amount_minor += amount_minor;
}

static void add_line(struct totals *t, struct arena *a, const struct line *l, int sign)
{
	bool sold = sign > 0;

	if (line_value(l)) {
		totals_add(t, a, MEASURE_VALUE, line_value(l), sold, 0, sign * l->paid_minor);
		return;
	}
	totals_add(t, a, MEASURE_DISCOUNT, 0, sold && l->discount_minor, 0, sign * l->discount_minor);
	totals_add(t, a, MEASURE_TAX, l->tax_rate_id, 0, 0, sign * l->tax_minor);
	totals_add(t, a, MEASURE_TAX_BASE, l->tax_rate_id, 0, 0, sign * l->paid_minor);
	if (l->flags & LINE_EMPTY)
		totals_add(t, a, MEASURE_EMPTY, l->article_id, 0, l->qty_milli, l->paid_minor);
	else if (l->flags & LINE_DEPOSIT)
		totals_add(t, a, MEASURE_DEPOSIT, l->article_id, 0, sign * l->qty_milli, sign * l->paid_minor);
	else
		totals_add(t, a, MEASURE_DEPARTMENT, l->department_id, 0, sign * l->qty_milli,
			sign * l->paid_minor);
	if (sold && l->price_source == PRICE_OVERRIDE)
		totals_add(t, a, MEASURE_OVERRIDE, 0, 1, 0, line_amount(l->list_price_minor, l->qty_milli)
			- line_amount(l->price_minor, l->qty_milli));
}

static void add_foreign(struct totals *t, struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_FOREIGN && d->postings[i].unit >= UNIT_CURRENCY)
			totals_add(t, a, MEASURE_FOREIGN, d->postings[i].unit, 1, 0, d->postings[i].amount);
}

/* Where the money of a corrected payment was and is: by means of payment, cash being the drawer. */
static void add_correction(struct totals *t, struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		totals_add(t, a, MEASURE_CORRECTION, p->tender_id, i == 0, 0, p->given_minor);
		totals_add(t, a, MEASURE_TENDER_IN, p->tender_id, 0, 0, p->given_minor);
	}
}

/* A refund that was paid in cash after all: cash gave it back, the means that could not did not. */
static void add_payback(struct totals *t, struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		totals_add(t, a, MEASURE_CORRECTION, p->tender_id, i == 0, 0, p->given_minor);
		totals_add(t, a, MEASURE_TENDER_OUT, p->tender_id, p->given_minor < 0, 0, -p->given_minor);
	}
}

/* Stored value that was paid for or paid out: its money came in or went out as that of a sale or return. */
static void add_stored(struct totals *t, struct arena *a, const struct document *d)
{
	int sign = document_payment_sign(d->kind);
	enum measure measure = sign > 0 ? MEASURE_TOP_UP : MEASURE_CARD_OUT;

	if (!sign)
		return;
	for (int i = 0; i < d->payment_count; i++)
		totals_add(t, a, sign > 0 ? MEASURE_TENDER_IN : MEASURE_TENDER_OUT, d->payments[i].tender_id, 1, 0,
			payment_came_in(&d->payments[i]));
	for (int i = 0; i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		if (p->account == ACCOUNT_PRINCIPAL || p->account == ACCOUNT_BONUS)
			totals_add(t, a, measure, p->account, 1, 0, -sign * p->amount);
	}
}

/* What documents without lines add: their postings say it. */
static void add_postings(struct totals *t, struct arena *a, const struct document *d)
{
	if (d->kind == DOC_CORRECTION)
		add_correction(t, a, d);
	if (d->kind == DOC_PAYBACK)
		add_payback(t, a, d);
	add_stored(t, a, d);
	for (int i = 0; i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		if (d->kind == DOC_PAID_OUT && account_is_held(p->account) && p->account != ACCOUNT_DRAWER
			&& p->account != ACCOUNT_SAFE)
			totals_add(t, a, MEASURE_VALUE_OUT, p->account, 1, 0, p->amount);
		if (d->kind == DOC_FEES && p->account == ACCOUNT_FEE)
			totals_add(t, a, MEASURE_FEE, p->holder_id, 1, 0, p->amount);
	}
}

/* Float and cash-up are the shift's own beginning and end, sales and what corrects them are told by
 * payments. */
static void add_drawer(struct totals *t, struct arena *a, const struct document *d)
{
	int64_t drawer = 0;

	if (d->kind == DOC_FLOAT || d->kind == DOC_CASH_UP || document_moves_payments(d->kind)
		|| document_payment_sign(d->kind))
		return;
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_DRAWER)
			drawer += d->postings[i].amount;
	totals_add(t, a, MEASURE_DRAWER, d->kind, drawer != 0, 0, drawer);
	if (d->kind == DOC_PAY_IN || d->kind == DOC_PAY_OUT)
		totals_add(t, a, d->kind == DOC_PAY_IN ? MEASURE_PAID_IN : MEASURE_PAID_OUT, d->reason_id, 1, 0,
			d->total_minor);
}

void totals_document(struct totals *t, struct arena *a, const struct document *d)
{
	static const struct { enum measure count, tender; int sign; } by_kind[] = {
		[DOC_SALE] = { MEASURE_SALES, MEASURE_TENDER_IN, 1 },
		[DOC_RETURN] = { MEASURE_RETURNS, MEASURE_TENDER_OUT, -1 },
		[DOC_VOID] = { MEASURE_VOIDS, MEASURE_TENDER_OUT, -1 },
		[DOC_EMPTIES] = { MEASURE_EMPTIES, MEASURE_TENDER_OUT, -1 },
	};
	int64_t pieces = 0, goods = d->total_minor;
	bool only_value = d->line_count > 0;
	int sign;

	if (!document_is_trade(d->kind)) {
		add_drawer(t, a, d);
		add_postings(t, a, d);
		return;
	}
	sign = by_kind[d->kind].sign;
	for (int i = 0; i < d->line_count; i++) {
		if (line_value(&d->lines[i])) {
			goods -= d->lines[i].paid_minor;
		} else {
			pieces += line_pieces_milli(&d->lines[i]);
			only_value = false;
		}
		add_line(t, a, &d->lines[i], sign);
	}
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		totals_add(t, a, by_kind[d->kind].tender, p->tender_id, 1, 0, payment_came_in(p));
		totals_add(t, a, MEASURE_FORFEIT, 0, 0, 0, sign * payment_kept_over(p));
		/* Change of what is no cash comes out of the drawer, too. */
		if (p->change_minor && p->kind != TENDER_CASH)
			totals_add(t, a, MEASURE_DRAWER, d->kind, 1, 0, -p->change_minor);
	}
	add_foreign(t, a, d);
	totals_add(t, a, MEASURE_ROUNDING, 0, 0, 0, sign * d->rounding_minor);
	if (only_value)
		return;
	totals_add(t, a, by_kind[d->kind].count, 0, 1, pieces, goods);
	totals_add(t, a, MEASURE_CASHIER, d->staff_id, sign > 0, 0, sign * goods);
}
