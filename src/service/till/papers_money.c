/* papers_money.c - what papers say of what is worth money and is no goods: vouchers, accounts, orders, foreign notes,
 * tips. A balance is that after the document, not that of the day a copy is printed. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "model/value.h"
#include "papers_int.h"
#include "papers_put_int.h"
#include "service/master.h"
#include "store/document_store.h"
#include "store/value_store.h"

#define SLICE 500 /* postings of one holder that are read at once */

/* --- what is left after a document ------------------------------------------------------------------ */

static enum err held_after(struct making *m, enum account account, int64_t holder, int64_t document_id, int64_t *sum)
{
	struct holder_row *list;
	int64_t after = 0;
	int n;
	enum err e;

	*sum = 0;
	do {
		n = 0;
		e = holder_postings(m->sh->db, m->a, account, holder, after, SLICE, &list, &n);
		for (int i = 0; e == OK && i < n; i++) {
			after = list[i].document_id;
			*sum += after <= document_id ? list[i].amount : 0;
		}
	} while (e == OK && n == SLICE && after < document_id);
	return e;
}

/* --- lines and payments ----------------------------------------------------------------------------- */

/* Who gets a tip is no code of an article. How long a voucher is good is known once it is posted. */
enum err papers_value_line(struct making *m, const struct line *l)
{
	struct voucher_row v;
	enum value_kind kind = line_value(l);
	enum err e;

	if (kind != VALUE_TIP)
		put(m, "code", l->code);
	if (!kind)
		return OK;
	put(m, "value", "1");
	put(m, value_name[kind], "1");
	if (!line_is_voucher(l))
		return OK;
	e = voucher_get(m->sh->db, m->a, value_holder(l->code), &v);
	if (e == OK && v.last_day)
		put(m, "until", day_text(m->a, v.last_day));
	return e == ERR_NOTFOUND ? OK : e;
}

/* The notes of a payment as people write them, and the rate of one unit. */
static void put_foreign(struct making *m, const struct payment *p)
{
	struct foreign f;

	if (!foreign_read(p->reference, &f))
		return;
	put(m, "currency", f.currency);
	put_money(m, "notes", f.amount);
	put(m, "rate", rate_text(m->a, f.numerator, f.denominator));
}

void papers_payment(struct making *m, const struct payment *p)
{
	if (p->kind == TENDER_FOREIGN)
		put_foreign(m, p);
	else
		put(m, "reference", payment_reference(p));
	put_money_if(m, "forfeited", payment_kept_over(p));
}

static enum err put_voucher(struct making *m, const struct document *d, const struct payment *p)
{
	struct voucher_row v;
	int64_t serial = value_holder(p->reference), sum;
	enum err e = voucher_get(m->sh->db, m->a, serial, &v);

	if (e == OK)
		e = held_after(m, ACCOUNT_VOUCHER, serial, d->id, &sum);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	put(m, "voucher_kind", named(m, v.kind_name, v.kind_name_en));
	put_money(m, "rest", -sum);
	if (v.last_day)
		put(m, "until", day_text(m->a, v.last_day));
	return OK;
}

static enum err put_account(struct making *m, const struct document *d, int64_t id)
{
	struct house_row account;
	int64_t sum;
	enum err e = house_get(m->sh->db, m->a, id, &account);

	if (e == OK)
		e = held_after(m, ACCOUNT_HOUSE, id, d->id, &sum);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	put_count(m, "account", id);
	put(m, "account_name", account.name);
	put_money(m, "owed", sum);
	return OK;
}

enum err papers_slip(struct making *m, const struct document *d, const struct payment *p)
{
	if (p->kind == TENDER_VOUCHER)
		return put_voucher(m, d, p);
	return p->kind == TENDER_HOUSE ? put_account(m, d, value_holder(p->reference)) : OK;
}

/* --- documents of one line --------------------------------------------------------------------------- */

static enum value_kind only_value(const struct document *d)
{
	return d->kind == DOC_SALE && d->line_count == 1 ? line_value(&d->lines[0]) : VALUE_NONE;
}

const char *papers_template(const struct document *d)
{
	enum value_kind kind = only_value(d);

	if (d->kind != DOC_SALE)
		return "return";
	return kind == VALUE_ORDER ? "order" : kind == VALUE_HOUSE ? "account" : "sale";
}

static enum err put_order(struct making *m, const struct line *l)
{
	struct order_row o;
	int64_t id = value_holder(l->code);
	enum err e = order_get(m->sh->db, m->a, id, &o);

	put_count(m, "order_number", id);
	put_money(m, "deposit", l->paid_minor);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	put(m, "order_customer", o.customer);
	put(m, "order_note", o.note);
	put_money(m, "order_total", o.total_minor);
	put_money(m, "order_rest", o.total_minor > l->paid_minor ? o.total_minor - l->paid_minor : 0);
	if (o.wanted_day)
		put(m, "order_day", day_text(m->a, o.wanted_day));
	return OK;
}

enum err papers_holder(struct making *m, const struct document *d)
{
	switch (only_value(d)) {
	case VALUE_ORDER:
		return put_order(m, &d->lines[0]);
	case VALUE_HOUSE:
		return put_account(m, d, value_holder(d->lines[0].code));
	default:
		return OK;
	}
}

/* --- money that goes out ------------------------------------------------------------------------------- */

/* By which means it was to go back, and the document that says why. */
static enum err put_payback(struct making *m, const struct document *d)
{
	const char *content, *number;
	enum err e = d->original_id ? document_content(m->sh->db, m->a, d->original_id, &content, &number)
		: ERR_NOTFOUND;

	put(m, "payback", "1");
	for (int i = 0; i < d->payment_count; i++) {
		const struct tender *t = shop_tender(m->sh, d->payments[i].tender_id);

		if (t && d->payments[i].kind != TENDER_CASH) {
			put(m, "tender", named(m, t->name, t->name_en));
			put(m, "reference", d->payments[i].reference);
		}
	}
	if (e == OK)
		put(m, "original", number);
	return e == ERR_NOTFOUND ? OK : e;
}

/* Which of them it was stands in its postings: from where, and whether into the drawer. */
enum err paper_of_paid_out(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	enum err e = OK;

	put(&m, "number", doc_number_text(a, d->terminal_code, d->series, d->running));
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put_money(&m, "amount", d->total_minor);
	put(&m, "seal", arena_strndup(a, d->link, 8));
	for (int i = 0; e == OK && i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		if (p->account == ACCOUNT_TIP) {
			put(&m, "tip", "1");
			e = put_person(&m, "paid_to", p->holder_id);
		} else if (p->account == ACCOUNT_DONATION) {
			put(&m, "donation", "1");
		} else if (p->account == ACCOUNT_ORDER) {
			put(&m, d->kind == DOC_ORDER_FORFEIT ? "forfeit" : "order", "1");
			put_count(&m, "order_number", p->holder_id);
		}
	}
	if (d->kind == DOC_PAYBACK)
		e = put_payback(&m, d);
	put_reason(&m, d->reason_id);
	if (e == OK)
		e = put_person(&m, "approver", d->approver_id);
	return e == OK ? paper_render(&m, &v, "paid-out", columns, out) : e;
}
