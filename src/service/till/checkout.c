/* checkout.c - a basket becomes documents: a sale, a return, or both as an exchange; the void of a sale; a basket
 * dropped after money was taken. Everything in one transaction, under ids made when the basket began, so that
 * asking again never charges twice. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "jobs_int.h"
#include "model/member/points.h"
#include "model/member/wallet.h"
#include "model/refund.h"
#include "model/value.h"
#include "../member/trade_int.h"
#include "../money/money_int.h"
#include "../shop/post_int.h"
#include "sell_int.h"
#include "staff_sale_int.h"
#include "store/document_store.h"
#include "store/shift_store.h"
#include "store/value_store.h"

enum cash_rounding sell_rounding(const struct shop *sh)
{
	for (int m = 0; m < CASH_ROUNDINGS; m++)
		if (strcmp(sh->setting[SET_CASH_ROUNDING], cash_rounding_name[m]) == 0)
			return (enum cash_rounding)m;
	return CASH_EXACT;
}

/* What was asked, so that the same id with other content is noticed. */
static void content_digest(const struct shop *sh, const struct open_basket *ob, char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, sh->keys.seal[0]);
	for (int i = 0; i < ob->now.line_count; i++) {
		const struct line *l = &ob->now.lines[i];

		seal_int(&s, l->line_no);
		seal_text(&s, l->code);
		seal_int(&s, l->qty_milli);
		seal_int(&s, l->paid_minor);
		seal_int(&s, l->original_id);
	}
	for (int i = 0; i < ob->payment_count; i++) {
		seal_int(&s, ob->payments[i].tender_id);
		seal_int(&s, ob->payments[i].amount_minor);
		seal_int(&s, ob->payments[i].given_minor);
		seal_text(&s, ob->payments[i].reference);
	}
	if (ob->row.member_id)
		seal_int(&s, ob->row.member_id);
	for (int i = 0; i < ob->coupon_count; i++)
		seal_int(&s, ob->coupons[i].id);
	seal_end(&s, hex);
}

struct checkout {
	struct open_basket *ob;
	int64_t shift_id;
	struct arena *a;
	struct posted *out;
	int64_t exchange_minor;      /* what the return pays of the sale */
	char content[SEAL_HEX];
	const char *template;        /* of the paper */
};

/* --- the sale -------------------------------------------------------------------------------- */

void sale_lines(const struct basket *b, struct arena *a, struct document *d)
{
	d->lines = arena_array(a, (size_t)b->line_count, sizeof *d->lines);
	d->discounts = arena_array(a, (size_t)b->discount_count, sizeof *d->discounts);
	for (int i = 0; i < b->line_count; i++)
		if (!(b->lines[i].flags & LINE_RETURN))
			d->lines[d->line_count++] = b->lines[i];
	for (int i = 0; i < b->discount_count; i++)
		if (b->discounts[i].amount_minor)
			d->discounts[d->discount_count++] = b->discounts[i];
}

/* What was written on the lines that are in the document, and on the whole. */
static void put_notes(const struct checkout *c, struct document *d)
{
	const struct basket_row *row = &c->ob->row;

	d->notes = arena_array(c->a, (size_t)d->line_count + 2, sizeof *d->notes);
	if (*row->customer)
		d->notes[d->note_count++] = (struct document_note){ NOTE_CUSTOMER, row->customer };
	if (*row->note)
		d->notes[d->note_count++] = (struct document_note){ NOTE_BILL, row->note };
	for (int i = 0; i < d->line_count; i++)
		if (d->lines[i].note && *d->lines[i].note)
			d->notes[d->note_count++] = (struct document_note){ d->lines[i].line_no, d->lines[i].note };
}

static void sale_payments(struct shop *sh, const struct checkout *c, struct document *d)
{
	const struct open_basket *ob = c->ob;

	d->payments = arena_array(c->a, (size_t)ob->payment_count + 1, sizeof *d->payments);
	for (int i = 0; i < ob->payment_count; i++)
		d->payments[d->payment_count++] = ob->payments[i];
	if (c->exchange_minor)
		d->payments[d->payment_count++] = (struct payment){
			.tender_id = shop_tender_of_kind(sh, TENDER_EXCHANGE)->id, .kind = TENDER_EXCHANGE,
			.amount_minor = c->exchange_minor, .given_minor = c->exchange_minor, .reference = "" };
	for (int i = 0; i < d->payment_count; i++)
		d->payments[i].n = i + 1;
}

/* Prices set and discounts given by hand are exceptions, each with who and why; at most two a line. */
static int sale_exceptions(const struct document *d, struct arena *a, struct audit_row *rows)
{
	int n = 0;

	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		if (l->price_source == PRICE_OVERRIDE)
			rows[n++] = (struct audit_row){ .action = "price", .subject_id = d->id,
				.approver_id = l->approver_id, .reason_id = l->reason_id,
				.amount_minor = l->list_price_minor - l->price_minor,
				.detail = arena_printf(a, "line %d", l->line_no) };
		if (l->discount_kind)
			rows[n++] = (struct audit_row){ .action = "discount", .subject_id = d->id,
				.approver_id = l->approver_id, .reason_id = l->reason_id,
				.amount_minor = discounts_sum(d->discounts, d->discount_count, l->line_no,
					STAGE_LINE_HAND),
				.detail = arena_printf(a, "line %d", l->line_no) };
	}
	return n;
}

static bool needs_moving(const struct document *d)
{
	bool moves = false;

	for (int i = 0; i < d->line_count; i++)
		moves = moves || line_value(&d->lines[i]);
	for (int i = 0; i < d->payment_count; i++)
		moves = moves || d->payments[i].kind >= TENDER_VOUCHER;
	return moves;
}

/* Coupons that it gave are printed with it. */
static void coupons_given(struct checkout *c, const struct member_trade *m)
{
	int64_t *ids = arena_array(c->a, (size_t)m->count, sizeof *ids);

	c->out->coupons = ids;
	c->out->coupon_count = 0;
	for (int i = 0; i < m->count; i++)
		if (strcmp(m->rows[i].action, "coupon-give") == 0)
			ids[c->out->coupon_count++] = m->rows[i].subject_id;
}

/* Nothing more for an empty than what cash can pay, and as much as cash can; what buys goods is not rounded. */
static void empties_payments(struct shop *sh, struct checkout *c, struct document *d)
{
	int64_t total = 0, rest;

	for (int i = 0; i < d->line_count; i++)
		total += d->lines[i].paid_minor;
	rest = total - c->exchange_minor;
	d->payments = arena_array(c->a, 2, sizeof *d->payments);
	if (c->exchange_minor)
		d->payments[d->payment_count++] = (struct payment){ .n = 1,
			.tender_id = shop_tender_of_kind(sh, TENDER_EXCHANGE)->id, .kind = TENDER_EXCHANGE,
			.amount_minor = c->exchange_minor, .given_minor = c->exchange_minor, .reference = "" };
	if (rest)
		d->payments[d->payment_count++] = (struct payment){ .n = 2,
			.tender_id = shop_tender_of_kind(sh, TENDER_CASH)->id, .kind = TENDER_CASH,
			.amount_minor = rest, .given_minor = cash_round(rest, sell_rounding(sh)), .reference = "" };
	for (int i = 0; i < d->payment_count; i++)
		d->payments[i].rounding_minor = d->payments[i].amount_minor - d->payments[i].given_minor;
}

/* Bottles and crates: owed to whoever brings them, so no sale of ours is looked for. */
static enum err post_empties(struct shop *sh, struct checkout *c)
{
	struct document *d = &c->out->back;
	const struct basket *b = &c->ob->now;
	struct audit_row row = { .action = "empties", .subject_id = c->ob->row.return_id,
		.approver_id = c->ob->row.approver_id, .detail = "" };
	enum err e;

	post_header(sh, d, DOC_EMPTIES, c->ob->row.return_id, c->shift_id);
	d->partner_id = c->out->has_sale ? c->ob->row.sale_id : 0;
	d->approver_id = c->ob->row.approver_id;
	d->lines = arena_array(c->a, (size_t)b->line_count, sizeof *d->lines);
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].flags & LINE_EMPTY)
			d->lines[d->line_count++] = b->lines[i];
	empties_payments(sh, c, d);
	document_finish(d, c->a);
	row.amount_minor = d->total_minor;
	e = post_document(sh, c->a, d, c->content, &row, 1);
	return e == OK ? slips_take(sh, c->a, d, &c->out->why) : e;
}

/* Whether it can be told where all that it is paid with goes back to. */
static enum err origins_fit(struct shop *sh, struct checkout *c, const struct document *d)
{
	enum err e = c->exchange_minor ? money_origins_fit(sh->db, c->a, d) : OK;

	return e == ERR_REFUSED ? say(&c->out->why, e, MSG_EXCHANGE_PARTS, arena_printf(c->a, "%d", PAYMENTS_MAX), NULL)
		: e;
}

static enum err post_sale(struct shop *sh, struct checkout *c)
{
	struct document *d = &c->out->sale;
	struct audit_row *rows;
	const struct basket_row *bill = &c->ob->row;
	struct member_trade members = { .a = c->a, .d = d, .why = &c->out->why };
	enum err e;
	int n;

	post_header(sh, d, DOC_SALE, bill->sale_id, c->shift_id);
	d->partner_id = c->out->has_back ? bill->return_id : 0;
	d->approver_id = bill->discount_approver_id;
	d->member_id = bill->member_id;
	sale_lines(&c->ob->now, c->a, d);
	put_notes(c, d);
	sale_payments(sh, c, d);
	/* What was posted before has moved all this: that is asked first. */
	e = needs_moving(d) || member_trade_moves(sh, d) ? post_asked(sh, c->a, d->id, c->content) : OK;
	if (e == OK)
		e = member_trade_before(sh, &members);
	if (e != OK)
		return e;
	document_finish(d, c->a);
	if ((e = origins_fit(sh, c, d)) != OK)
		return e;
	if (bill->buyer_staff_id && (e = staff_sale_guard(sh, c->a, bill->buyer_staff_id, d->total_minor)) != OK)
		return e;
	if ((e = money_move(sh, c->a, d, &c->out->why)) == OK)
		e = member_trade_post(sh, &members);
	if (e != OK)
		return e;
	coupons_given(c, &members);
	rows = arena_array(c->a, (size_t)d->line_count * 2 + (size_t)d->payment_count + (size_t)members.count + 3,
		sizeof *rows);
	n = sale_exceptions(d, c->a, rows);
	if (bill->discount_kind)
		rows[n++] = (struct audit_row){ .action = "bill-discount", .subject_id = d->id,
			.approver_id = bill->discount_approver_id, .reason_id = bill->discount_reason_id,
			.amount_minor = discounts_sum(d->discounts, d->discount_count, 0, STAGE_BILL_HAND),
			.detail = "" };
	if (bill->buyer_staff_id)
		rows[n++] = (struct audit_row){ .action = "staff-sale", .subject_id = bill->buyer_staff_id,
			.amount_minor = d->total_minor, .detail = "" };
	for (int i = 0; i < d->payment_count; i++)
		if (d->payments[i].approver_id)
			rows[n++] = (struct audit_row){ .action = "payment-approved", .subject_id = d->id,
				.approver_id = d->payments[i].approver_id, .amount_minor = d->payments[i].amount_minor,
				.detail = arena_printf(c->a, "payment %d", d->payments[i].n) };
	for (int i = 0; i < members.count; i++)
		rows[n++] = members.rows[i];
	rows[n++] = (struct audit_row){ .action = "sale", .subject_id = d->id, .amount_minor = d->total_minor,
		.detail = member_trade_detail(&members) };
	e = post_document(sh, c->a, d, c->content, rows, n);
	return e == OK ? member_trade_posted(sh, &members) : e;
}

/* --- the return ------------------------------------------------------------------------------ */

static const struct line *sold_line(const struct document *sale, int line_no)
{
	for (int i = 0; i < sale->line_count; i++)
		if (sale->lines[i].line_no == line_no)
			return &sale->lines[i];
	return NULL;
}

/* Adds one returned line; before: what came back earlier. ERR_STALE when another till was quicker and the
 * figures that were shown no longer hold. */
static enum err back_line(struct shop *sh, struct document *d, const struct document *sale,
	int64_t before, const struct line *shown)
{
	const struct line *sold = sold_line(sale, shown->original_line);
	struct line *l = &d->lines[d->line_count];
	enum err e;

	if (!sold)
		return ERR_CORRUPT;
	e = returned_add(sh->db, sale->id, sold->line_no, sold->qty_milli, shown->qty_milli);
	if (e == ERR_REFUSED)
		return ERR_STALE;
	if (e != OK)
		return e;
	refund_line(sold, before, shown->qty_milli, l);
	if (l->paid_minor != shown->paid_minor)
		return ERR_STALE;
	l->line_no = shown->line_no;
	l->original_id = sale->id;
	l->original_line = sold->line_no;
	l->parent_line = shown->parent_line;
	l->reason_id = d->reason_id;
	l->approver_id = d->approver_id;
	for (int i = 0, n = refund_discounts(sold, sale->discounts, sale->discount_count, before,
		shown->qty_milli, &d->discounts[d->discount_count]); i < n; i++)
		d->discounts[d->discount_count++].line_no = l->line_no;
	d->line_count++;
	return OK;
}

/* What goes back as cash, as what a means of payment does not take back, is rounded as cash is; so is cash that came
 * through an exchange, so that buying, exchanging and bringing back gives nobody the fen that the shop dropped. */
static void money_back_by_cash(struct shop *sh, struct payment *p)
{
	p->reference = "";
	p->kind = TENDER_CASH;
	p->tender_id = shop_tender_of_kind(sh, TENDER_CASH)->id;
	p->rounding_minor = p->amount_minor - cash_round(p->amount_minor, sell_rounding(sh));
}

/* What the sale was paid with, by what it goes back, and what of it did before. */
struct giving { struct origin from[PAYMENTS_MAX]; struct payment paid[PAYMENTS_MAX], gave[PAYMENTS_MAX]; int n;
	int64_t before_minor; };

static enum err what_was_paid(struct shop *sh, struct arena *a, struct document *sale, bool is_void, struct giving *g,
	struct said *why)
{
	struct payment *gave = NULL;
	int rows = 0;
	enum err e = document_gave(sh->db, a, sale->id, &gave, &rows, &g->before_minor);

	if (e == OK)
		e = money_corrected(sh->db, a, sale);
	if (e == OK && sale->payment_count > PAYMENTS_MAX)
		return ERR_CORRUPT;
	if (e == OK)
		e = money_origins(sh->db, a, sale, is_void, g->from, &g->n);
	for (int i = 0; e == OK && i < g->n; i++) {
		const struct origin *from = &g->from[i];
		bool by_cash = false;

		g->paid[i] = from->paid;
		g->gave[i] = (struct payment){ .reference = "" };
		for (int k = 0; k < rows; k++)
			if (gave[k].n == from->row)
				g->gave[i] = gave[k];
		e = money_back(sh, a, from->sale, &from->paid, is_void, &by_cash, why);
		if (by_cash || (from->paid.kind == TENDER_CASH && from->sale != sale))
			money_back_by_cash(sh, &g->paid[i]);
	}
	return e;
}

/* The return's payments: each payment of the sale gives its share; of it the exchange takes its part first. */
static enum err back_payments(struct shop *sh, struct arena *a, struct document *d, struct document *sale,
	int64_t back_minor, int64_t exchange_minor, struct said *why)
{
	struct giving g = { .n = 0 };
	struct payment out[PAYMENTS_MAX];
	int64_t amounts[PAYMENTS_MAX], parts[PAYMENTS_MAX];
	enum err e = what_was_paid(sh, a, sale, d->kind == DOC_VOID, &g, why);

	if (e != OK || g.n == 0)
		return e;
	if (g.before_minor + back_minor > sale->total_minor)
		return ERR_CORRUPT;
	refund_payments(g.paid, g.n, sale->total_minor, g.gave, g.before_minor + back_minor, sell_rounding(sh), out);
	for (int i = 0; i < g.n; i++)
		amounts[i] = out[i].amount_minor;
	money_share(exchange_minor, amounts, g.n, parts);
	d->payments = arena_array(a, (size_t)g.n * 2, sizeof *d->payments);
	for (int i = 0; i < g.n; i++) {
		struct payment *p = &out[i];

		if (parts[i])
			d->payments[d->payment_count++] = (struct payment){ .n = EXCHANGE_ROWS + g.from[i].row,
				.tender_id = shop_tender_of_kind(sh, TENDER_EXCHANGE)->id, .kind = TENDER_EXCHANGE,
				.amount_minor = parts[i], .given_minor = parts[i], .reference = "" };
		p->n = g.from[i].row;
		p->amount_minor -= parts[i];
		p->given_minor = p->given_minor > parts[i] ? p->given_minor - parts[i] : 0;
		if (p->kind != TENDER_CASH && !g.paid[i].rounding_minor)
			p->given_minor = p->amount_minor;
		if (p->kind == TENDER_STORED && g.from[i].sale != sale)
			p->reference = stored_part(a, p->reference, g.paid[i].amount_minor, p->amount_minor);
		if (p->kind == TENDER_POINTS && g.from[i].sale != sale)
			p->reference = points_part(a, p->reference, g.paid[i].amount_minor, p->amount_minor);
		p->rounding_minor = p->amount_minor - p->given_minor;
		if (p->amount_minor || p->rounding_minor)
			d->payments[d->payment_count++] = *p;
	}
	return OK;
}

static int64_t sum_paid(const struct document *d)
{
	int64_t sum = 0;

	for (int i = 0; i < d->line_count; i++)
		sum += d->lines[i].paid_minor;
	return sum;
}

/* With the row of the act, what it gives back of a staff's month, what the provider is to give back, and what of the
 * member's it moved. */
static enum err post_taken_back(struct shop *sh, struct member_trade *members, const char *content,
	const struct audit_row *act)
{
	struct arena *a = members->a;
	struct document *d = members->d;
	struct audit_row *rows = arena_array(a, 2 + (size_t)d->payment_count + (size_t)members->count, sizeof *rows);
	int n = 1;
	enum err e;

	rows[0] = *act;
	rows[0].detail = member_trade_detail(members);
	rows[1] = (struct audit_row){ .action = "staff-return", .amount_minor = d->total_minor, .detail = "" };
	e = staff_sale_buyer(sh, a, d->original_id, &rows[1].subject_id);
	n += rows[1].subject_id != 0;
	for (int i = 0; e == OK && i < d->payment_count; i++) {
		e = payback_refund(sh, a, d, &d->payments[i], &rows[n]);
		n += rows[n].action != NULL;
	}
	for (int i = 0; i < members->count; i++)
		rows[n++] = members->rows[i];
	if (e == OK)
		e = post_document(sh, a, d, content, rows, n);
	return e == OK ? member_trade_posted(sh, members) : e;
}

static enum err post_back(struct shop *sh, struct checkout *c)
{
	struct document *d = &c->out->back, sale;
	const struct basket *b = &c->ob->now;
	int64_t before[LINES_MAX + 1];
	struct audit_row row = { .action = "return", .subject_id = c->ob->row.return_id };
	struct member_trade members = { .a = c->a, .d = d, .sale = &sale, .before_milli = before,
		.why = &c->out->why };
	enum err e;

	post_header(sh, d, DOC_RETURN, c->ob->row.return_id, c->shift_id);
	d->original_id = sell_original_id(b);
	d->partner_id = c->out->has_sale ? c->ob->row.sale_id : 0;
	row.approver_id = d->approver_id = c->ob->row.approver_id;
	row.reason_id = d->reason_id = c->ob->row.reason_id;
	/* Units that came back cannot come back again: so it is asked before they are counted. */
	e = post_asked(sh, c->a, d->id, c->content);
	if (e == OK)
		e = sell_original(sh, c->a, d->original_id, &sale, before);
	if (e != OK)
		return e;
	d->member_id = sale.member_id;
	d->lines = arena_array(c->a, (size_t)b->line_count, sizeof *d->lines);
	d->discounts = arena_array(c->a, (size_t)sale.discount_count + (size_t)b->line_count, sizeof *d->discounts);
	for (int i = 0; e == OK && i < b->line_count; i++)
		if (b->lines[i].flags & LINE_RETURN)
			e = back_line(sh, d, &sale, before[b->lines[i].original_line], &b->lines[i]);
	if (e == OK)
		e = back_payments(sh, c->a, d, &sale, sum_paid(d), c->exchange_minor, &c->out->why);
	if (e != OK)
		return e;
	if (!c->out->has_sale)
		put_notes(c, d);
	if ((e = member_trade_before(sh, &members)) != OK)
		return e;
	document_finish(d, c->a);
	if ((e = money_move(sh, c->a, d, &c->out->why)) == OK)
		e = member_trade_post(sh, &members);
	row.amount_minor = d->total_minor;
	return e == OK ? post_taken_back(sh, &members, c->content, &row) : e;
}

/* --- both ------------------------------------------------------------------------------------ */

/* A means of payment says whether it does; cash that goes out beside it always does. */
static bool opens_drawer(const struct shop *sh, const struct document *d)
{
	for (int i = 0; i < d->payment_count; i++) {
		const struct tender *t = shop_tender(sh, d->payments[i].tender_id);

		if (d->payments[i].change_minor || (t && (t->flags & TENDER_OPENS_DRAWER)))
			return true;
	}
	return false;
}

static enum err papers(struct shop *sh, const struct posted *p)
{
	bool drawer = (p->has_sale && opens_drawer(sh, &p->sale)) || (p->has_back && opens_drawer(sh, &p->back));
	bool receipts = strcmp(sh->setting[SET_RECEIPT_PRINT], "always") == 0;
	enum err e = drawer ? jobs_drawer(sh) : OK;

	if (e == OK && receipts && p->has_back)
		e = jobs_paper(sh, p->back.id, "return", NULL, 0);
	if (e == OK && receipts && p->has_sale)
		e = jobs_paper(sh, p->sale.id, "sale", NULL, 0);
	if (e == OK && p->has_back)
		e = jobs_beside(sh, &p->back);
	for (int i = 0; e == OK && p->has_sale && i < p->coupon_count; i++)
		e = jobs_coupon(sh, p->sale.id, p->coupons[i]);
	return e == OK && p->has_sale ? jobs_beside(sh, &p->sale) : e;
}

static enum err checkout_body(struct shop *sh, void *arg)
{
	struct checkout *c = arg;
	enum err e = OK;

	if (c->out->has_back)
		e = sell_has_empties(&c->ob->now) ? post_empties(sh, c) : post_back(sh, c);
	if (e == OK && c->out->has_sale)
		e = post_sale(sh, c);
	if (e == OK)
		e = basket_delete(sh->db, c->ob->row.id, sh->terminal_id);
	if (e == OK)
		e = papers(sh, c->out);
	return e;
}

/* It was posted before, under these ids: that is the answer. */
static enum err load_posted(struct shop *sh, struct open_basket *ob, struct arena *a, struct posted *out)
{
	enum err e = out->has_sale ? document_load(sh->db, a, ob->row.sale_id, &out->sale) : OK;

	if (e == OK && out->has_back)
		e = document_load(sh->db, a, ob->row.return_id, &out->back);
	return e;
}

enum err sell_post(struct shop *sh, struct open_basket *ob, int64_t shift_id, struct arena *a, struct posted *out)
{
	struct checkout c = { .ob = ob, .shift_id = shift_id, .a = a, .out = out };
	enum err e;

	*out = (struct posted){ .has_back = sell_has_returns(&ob->now) || sell_has_empties(&ob->now) };
	for (int i = 0; i < ob->now.line_count; i++)
		if (!(ob->now.lines[i].flags & LINE_RETURN))
			out->has_sale = true;
	if (out->has_back && out->has_sale)
		c.exchange_minor = ob->now.refund_minor < ob->now.due_minor ? ob->now.refund_minor : ob->now.due_minor;
	content_digest(sh, ob, c.content);
	e = shop_tx(sh, checkout_body, &c);
	if (e == ERR_EXISTS)
		return load_posted(sh, ob, a, out) == OK ? ERR_EXISTS : ERR_UNKNOWN;
	if (e != OK)
		return e;
	if (out->has_back)
		post_committed(sh, &out->back);
	if (out->has_sale)
		post_committed(sh, &out->sale);
	return OK;
}

/* --- void ------------------------------------------------------------------------------------ */

struct voiding { int64_t sale_id, void_id, shift_id, reason_id, approver_id; struct arena *a; struct document *out;
	struct said *why; };

/* A void undoes also what a voucher was worth beyond the bill. */
static void whole_vouchers(struct document *d, const struct document *sale)
{
	for (int i = 0; i < d->payment_count; i++)
		for (int k = 0; k < sale->payment_count; k++)
			if (d->payments[i].kind == TENDER_VOUCHER && sale->payments[k].n == d->payments[i].n)
				d->payments[i].given_minor = sale->payments[k].given_minor;
}

static enum err void_lines(struct shop *sh, const struct voiding *v, const struct document *sale)
{
	struct document *d = v->out;
	enum err e = OK;

	d->lines = arena_array(v->a, (size_t)sale->line_count, sizeof *d->lines);
	d->discounts = arena_array(v->a, (size_t)sale->discount_count + 1, sizeof *d->discounts);
	for (int i = 0; e == OK && i < sale->line_count; i++) {
		struct line shown;

		refund_line(&sale->lines[i], 0, sale->lines[i].qty_milli, &shown);
		shown.line_no = shown.original_line = sale->lines[i].line_no;
		e = back_line(sh, d, sale, 0, &shown);
	}
	return e;
}

static enum err void_body(struct shop *sh, void *arg)
{
	const struct voiding *v = arg;
	struct document *d = v->out, sale;
	struct audit_row row = { .action = "void", .subject_id = v->sale_id, .approver_id = v->approver_id,
		.reason_id = v->reason_id };
	const char *content = arena_printf(v->a, "void %lld", (long long)v->sale_id);
	int64_t before[LINES_MAX + 1];
	struct member_trade members = { .a = v->a, .d = d, .sale = &sale, .before_milli = before, .why = v->why };
	struct posted papers_of = { .has_back = true };
	enum err e = post_asked(sh, v->a, v->void_id, content);

	if (e == OK)
		e = sell_original(sh, v->a, v->sale_id, &sale, before);
	if (e != OK)
		return e;
	post_header(sh, d, DOC_VOID, v->void_id, v->shift_id);
	d->original_id = v->sale_id;
	d->member_id = sale.member_id;
	d->reason_id = v->reason_id;
	d->approver_id = v->approver_id;
	if ((e = void_lines(sh, v, &sale)) != OK)
		return e;
	if ((e = back_payments(sh, v->a, d, &sale, sum_paid(d), 0, v->why)) != OK)
		return e;
	whole_vouchers(d, &sale);
	if ((e = member_trade_before(sh, &members)) != OK)
		return e;
	document_finish(d, v->a);
	if ((e = money_move(sh, v->a, d, v->why)) == OK)
		e = member_trade_post(sh, &members);
	if (e == OK)
		e = post_taken_back(sh, &members, content, &row);
	if (e != OK)
		return e;
	papers_of.back = *d;
	return papers(sh, &papers_of);
}

enum err sell_void(struct shop *sh, int64_t sale_id, int64_t void_id, int64_t shift_id, int64_t reason_id,
	int64_t approver_id, struct arena *a, struct document *out, struct said *why)
{
	struct voiding v = { sale_id, void_id, shift_id, reason_id, approver_id, a, out, why };
	enum err e = shop_tx(sh, void_body, &v);

	if (e == ERR_EXISTS && document_load(sh->db, a, void_id, out) != OK)
		return ERR_UNKNOWN;
	if (e == OK)
		post_committed(sh, out);
	return e;
}

/* --- abandoned ------------------------------------------------------------------------------- */

struct abandoning { struct open_basket *ob; const struct sell_act *cancel; struct arena *a; struct document *out;
	bool *goes_back; };

/* What a provider took for a basket that ends without a sale goes back to it. */
static enum err reverse_abandoned(struct shop *sh, const struct abandoning *b, const struct payment *p,
	struct audit_row *rows, int *n)
{
	const struct tender *t = shop_tender(sh, p->tender_id);
	struct intent_row intent;
	enum err e;

	if (!t || !(t->flags & TENDER_ASKS_OUTSIDE) || !payback_possible(sh))
		return OK;
	e = intent_taken(sh->db, b->a, b->ob->row.id, p->tender_id, p->reference, &intent);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	*b->goes_back = true;
	return payback_reverse(sh, b->a, &intent, b->out->id, &rows[(*n)++]);
}

static enum err abandon_body(struct shop *sh, void *arg)
{
	const struct abandoning *b = arg;
	struct document *d = b->out;
	const struct sell_act *cancel = b->cancel;
	const struct total t = { .measure = cancel->measure, .times = 1, .amount_minor = cancel->amount_minor };
	struct audit_row rows[2 + PAYMENTS_MAX] = { { .action = "abandon", .subject_id = b->ob->row.sale_id,
		.reason_id = cancel->row.reason_id, .approver_id = cancel->row.approver_id, .detail = "" },
		cancel->row };
	int n = 2;
	enum err e = OK;

	post_header(sh, d, DOC_ABANDONED, b->ob->row.sale_id, cancel->shift_id);
	d->reason_id = cancel->row.reason_id;
	d->approver_id = cancel->row.approver_id;
	d->payments = b->ob->payments;
	d->payment_count = b->ob->payment_count;
	for (int i = 0; i < d->payment_count; i++)
		rows[0].amount_minor += d->payments[i].amount_minor;
	for (int i = 0; e == OK && i < d->payment_count; i++)
		e = reverse_abandoned(sh, b, &d->payments[i], rows, &n);
	if (e == OK)
		e = post_document(sh, b->a, d, "abandoned", rows, n);
	/* It is a cancelled basket, too, in the figures of its shift. */
	if (e == OK)
		e = shift_total_add(sh->db, d->shift_id, d->business_day, &t);
	return e == OK ? basket_delete(sh->db, b->ob->row.id, sh->terminal_id) : e;
}

enum err sell_abandon(struct shop *sh, struct open_basket *ob, const struct sell_act *cancel, struct arena *a,
	struct document *out, bool *goes_back)
{
	struct abandoning b = { ob, cancel, a, out, goes_back };
	enum err e = shop_tx(sh, abandon_body, &b);

	if (e == OK)
		post_committed(sh, out);
	return e;
}
