/* document.c - a posted document adds up: lines, discount rows, payments and postings say the
 * same. */
#include "model/document.h"

#include <assert.h>

static bool is_return(const struct document *d)
{
	return d->kind == DOC_RETURN || d->kind == DOC_VOID;
}

/* A discount row that is missing or left over is a bug, and the last moment to see it is now. */
static void check_line(const struct document *d, const struct line *l)
{
	int64_t on_top = l->flags & LINE_TAX_EXCLUDED ? l->tax_minor : 0, rows = 0;

	for (int i = 0; i < d->discount_count; i++)
		if (d->discounts[i].line_no == l->line_no)
			rows += d->discounts[i].amount_minor;
	assert(rows == l->discount_minor);
	assert(l->paid_minor == l->amount_minor - l->discount_minor + on_top);
	assert(l->paid_minor >= 0 && l->tax_minor >= 0 && l->tax_minor <= l->paid_minor);
	assert(!(l->flags & LINE_RETURN) == !is_return(d));
}

static void add_up(struct document *d)
{
	int64_t paid = 0, rows = 0;

	d->total_minor = d->discount_minor = d->tax_minor = d->rounding_minor = 0;
	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		check_line(d, l);
		d->total_minor += l->paid_minor;
		d->discount_minor += l->discount_minor;
		d->tax_minor += l->tax_minor;
	}
	for (int i = 0; i < d->discount_count; i++)
		rows += d->discounts[i].amount_minor;
	for (int i = 0; i < d->payment_count; i++) {
		paid += d->payments[i].amount_minor;
		d->rounding_minor += d->payments[i].rounding_minor;
	}
	assert(rows == d->discount_minor);
	assert(paid == d->total_minor);
}

static void post_payment(struct ledger *l, struct arena *a, const struct document *d,
	const struct payment *p, int sign)
{
	int64_t kept = sign * (p->amount_minor - p->rounding_minor);

	switch (p->kind) {
	case TENDER_CASH:
		ledger_post(l, a, ACCOUNT_DRAWER, d->terminal_id, UNIT_MONEY, kept);
		break;
	case TENDER_EXCHANGE:
		ledger_post(l, a, ACCOUNT_EXCHANGE, 0, UNIT_MONEY, kept);
		break;
	case TENDER_CARD:
	case TENDER_QR:
		ledger_post(l, a, ACCOUNT_TENDER, p->tender_id, UNIT_MONEY, kept);
		break;
	}
	ledger_post(l, a, ACCOUNT_ROUNDING, 0, UNIT_MONEY, sign * p->rounding_minor);
}

void document_finish(struct document *d, struct arena *a)
{
	struct ledger ledger = { NULL, 0, 0 };
	int sign = is_return(d) ? -1 : 1;

	assert(d->kind == DOC_SALE || is_return(d));
	add_up(d);
	for (int i = 0; i < d->payment_count; i++)
		post_payment(&ledger, a, d, &d->payments[i], sign);
	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		ledger_post(&ledger, a, ACCOUNT_REVENUE, l->department_id, UNIT_MONEY,
			-sign * (l->paid_minor - l->tax_minor));
		ledger_post(&ledger, a, ACCOUNT_TAX, l->tax_rate_id, UNIT_MONEY, -sign * l->tax_minor);
	}
	assert(ledger_balanced(ledger.list, ledger.count));
	d->postings = ledger.list;
	d->posting_count = ledger.count;
}
