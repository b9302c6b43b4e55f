/* check_document.c - one document by itself: does it say in every part what its other parts say?
 * The rules are the model's own functions, asked again; figures out of range are told before
 * they could reach them. */
#include "check_int.h"

#include <stdlib.h>
#include <string.h>

#include "../shop/post_int.h"
#include "model/cash.h"
#include "model/money.h"
#include "model/totals.h"
#include "model/value.h"

struct judged { struct check *c; const struct document *d; const char *number; bool sound; };

static void wrong(struct judged *j, enum check_id id)
{
	check_found(j->c, id, j->number, NULL);
	j->sound = false;
}

static void wrong_line(struct judged *j, enum check_id id, int line_no)
{
	check_found_at(j->c, id, j->number, line_no);
	j->sound = false;
}

/* --- lines and payments ----------------------------------------------------------------------- */

static int64_t discount_rows(const struct document *d, int line_no, int stage)
{
	int64_t sum = 0;

	for (int i = 0; i < d->discount_count; i++)
		if (d->discounts[i].line_no == line_no && (!stage
			|| d->discounts[i].stage == stage))
			sum += d->discounts[i].amount_minor;
	return sum;
}

/* What goes with another line stands beside it, once. */
static bool judge_link(const struct document *d, const struct line *l)
{
	int parents = 0;

	if (!(l->flags & LINE_LINKED))
		return l->parent_line == 0;
	for (int i = 0; i < d->line_count; i++)
		parents += d->lines[i].line_no == l->parent_line && !(d->lines[i].flags & LINE_LINKED);
	return parents == 1;
}

/* A sold line: a price below the one on file is a discount from it, one above is the amount
 * itself. */
static void judge_sold(struct judged *j, const struct line *l)
{
	int64_t listed = line_amount(l->list_price_minor, l->qty_milli);
	int64_t charged = line_amount(l->price_minor, l->qty_milli);
	int64_t left = l->amount_minor - l->discount_minor;
	int64_t off = listed > charged ? listed - charged : 0;
	int64_t tax = l->flags & LINE_TAX_EXCLUDED ? tax_on_net(left, l->tax_bp)
		: tax_in_gross(left, l->tax_bp);

	if (!(l->flags & LINE_LABEL) && l->amount_minor != (listed > charged ? listed : charged))
		wrong_line(j, CHECK_LINE, l->line_no);
	else if (!(l->flags & LINE_LABEL) && discount_rows(j->d, l->line_no, STAGE_PRICE) != off)
		wrong_line(j, CHECK_LINE_DISCOUNT, l->line_no);
	if (l->tax_minor != tax)
		wrong_line(j, CHECK_LINE_TAX, l->line_no);
}

static void judge_line(struct judged *j, const struct line *l)
{
	int64_t on_top = l->flags & LINE_TAX_EXCLUDED ? l->tax_minor : 0;
	bool back = l->flags & LINE_RETURN, empty = l->flags & LINE_EMPTY;

	if (discount_rows(j->d, l->line_no, 0) != l->discount_minor)
		wrong_line(j, CHECK_LINE_DISCOUNT, l->line_no);
	if (!judge_link(j->d, l) || (l->supplier_id != 0) != ((l->flags & LINE_SUPPLIED) != 0)
		|| (l->seller_id != 0) != ((l->flags & LINE_SOLD_BY) != 0))
		wrong_line(j, CHECK_LINE, l->line_no);
	if (l->paid_minor != l->amount_minor - l->discount_minor + on_top || l->paid_minor < 0
		|| l->tax_minor < 0 || l->tax_minor > l->paid_minor || back != (j->d->kind != DOC_SALE)
		|| (back && !empty) != (l->original_line > 0) || empty != (j->d->kind == DOC_EMPTIES))
		wrong_line(j, CHECK_LINE_PAID, l->line_no);
	else if (!back || empty)
		judge_sold(j, l);
}

/* given covers what is kept; change is cash given too much. */
static void judge_payment(struct judged *j, const struct payment *p)
{
	if (!payment_sound(p, j->d->kind == DOC_SALE))
		wrong(j, CHECK_PAYMENT);
}

static void judge_totals(struct judged *j)
{
	const struct document *d = j->d;
	int64_t total = 0, discount = 0, tax = 0, paid = 0, rounding = 0, rows = 0;

	for (int i = 0; i < d->line_count; i++) {
		total += d->lines[i].paid_minor;
		discount += d->lines[i].discount_minor;
		tax += d->lines[i].tax_minor;
	}
	for (int i = 0; i < d->discount_count; i++)
		rows += d->discounts[i].amount_minor;
	for (int i = 0; i < d->payment_count; i++) {
		paid += d->payments[i].amount_minor;
		rounding += d->payments[i].rounding_minor;
	}
	if (d->total_minor != total || d->discount_minor != discount || d->tax_minor != tax
		|| total != paid
		|| rows != discount || d->rounding_minor != rounding)
		wrong(j, CHECK_TOTALS);
}

/* What left one means of payment came to another, and that is what the document is over. */
static void judge_moved(struct judged *j)
{
	int64_t gained = 0, lost = 0;

	for (int i = 0; i < j->d->payment_count; i++) {
		int64_t given = j->d->payments[i].given_minor;

		gained += given > 0 ? given : 0;
		lost -= given < 0 ? given : 0;
	}
	if (gained != j->d->total_minor || lost != j->d->total_minor)
		wrong(j, CHECK_TOTALS);
}

/* --- postings --------------------------------------------------------------------------------- */

static bool has_posting(const struct document *d, const struct posting *p)
{
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == p->account
			&& d->postings[i].holder_id == p->holder_id && d->postings[i].unit == p->unit
			&& d->postings[i].amount == p->amount)
			return true;
	return false;
}

/* What a sale moved in points and uses its lines do not say: lots and packages of its member do. */
static void keep_moved(struct check *c, struct document *d, const struct document *was)
{
	struct ledger l = { d->postings, d->posting_count, d->posting_count };

	for (int i = 0; i < was->posting_count; i++)
		if (was->postings[i].unit == UNIT_POINTS || was->postings[i].unit == UNIT_USES)
			ledger_post(&l, &c->slice, was->postings[i].account, was->postings[i].holder_id,
				was->postings[i].unit, was->postings[i].amount);
	d->postings = l.list;
	d->posting_count = l.count;
}

/* The postings of a document that says all that they are made of; false for others. */
static bool made_again(struct check *c, struct document *d)
{
	struct ledger l = { NULL, 0, 0 };
	struct cash_side to, from;

	if (document_is_trade(d->kind)) {
		const struct document was = *d;

		document_finish(d, &c->slice);
		keep_moved(c, d, &was);
	} else if (document_moves_payments(d->kind)) {
		document_post_moved(d, &c->slice, &l);
		d->postings = l.list;
		d->posting_count = l.count;
	} else if (cash_is(d->kind) && cash_sides(d, &to, &from)) {
		cash_finish(d, &c->slice);
	} else {
		return false;
	}
	return true;
}

/* document_finish aborts on a document that does not add up, so it is asked only about one that
 * does. */
static void judge_postings(struct judged *j)
{
	const struct document *d = j->d;
	struct document again = *d;

	if (!ledger_balanced(d->postings, d->posting_count)) {
		wrong(j, CHECK_UNBALANCED);
		return;
	}
	if (!j->sound || !made_again(j->c, &again))
		return;
	if (again.posting_count != d->posting_count)
		wrong(j, CHECK_POSTINGS);
	for (int i = 0; j->sound && i < again.posting_count; i++)
		if (!has_posting(d, &again.postings[i]))
			wrong(j, CHECK_POSTINGS);
}

/* --- its place -------------------------------------------------------------------------------- */

static void judge_number(struct judged *j, struct chain *ch)
{
	const struct document *d = j->d;
	int64_t next = d->series == ch->series ? check_sum(ch->running, 1) : 1;

	if (d->series < ch->series || d->running < next)
		check_found(j->c, CHECK_NUMBER_AGAIN, j->number, NULL);
	else if (d->running > next)
		check_found(j->c, CHECK_NUMBER_GAP, j->number, NULL);
	if (d->series >= ch->series) {
		ch->series = d->series;
		ch->running = d->running;
	}
	if (d->business_day < ch->day)
		check_found_at(j->c, CHECK_DAY, j->number, d->business_day);
	else
		ch->day = d->business_day;
}

/* --- what it adds ----------------------------------------------------------------------------- */

/* Which shift is open from here on, in the drawer of the till or in that of a cashier. */
static void tally_open(struct check *c, struct chain *ch, const struct document *d)
{
	const struct tally_entry *begin = tally_find(&c->tally, TALLY_SHIFT_BEGIN, d->shift_id, 0, 0, 0);
	int64_t open = d->kind == DOC_CASH_UP ? 0 : d->shift_id;

	if (begin && begin->v[3])
		tally_at(&c->tally, TALLY_OWN, ch->terminal_id, begin->v[0], 0, 0)->v[0] = open;
	else
		ch->shift_id = open;
}

static void tally_shift(struct check *c, struct chain *ch, const struct document *d, bool own)
{
	struct tally_entry *shift;
	int64_t drawer = 0;

	if (!d->shift_id)
		return;
	for (int i = 0; i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_DRAWER)
			drawer += d->postings[i].amount;
	shift = tally_at(&c->tally, TALLY_SHIFT, d->shift_id, 0, 0, 0);
	shift->v[3] += drawer;
	if (!shift->v[4])
		shift->v[4] = d->terminal_id;
	else if (shift->v[4] != d->terminal_id)
		shift->v[4] = -1;
	if (d->kind == DOC_FLOAT) {
		shift->v[0]++;
		shift->v[1] += drawer;
		shift = tally_at(&c->tally, TALLY_SHIFT_BEGIN, d->shift_id, 0, 0, 0);
		shift->v[0] = d->staff_id;
		shift->v[1] = d->business_day;
		shift->v[2] = d->at_ms;
		shift->v[3] = own;
	} else if (d->kind == DOC_CASH_UP) {
		shift->v[2]++;
		shift = tally_at(&c->tally, TALLY_SHIFT_END, d->shift_id, 0, 0, 0);
		shift->v[0] = d->staff_id;
		shift->v[1] = d->at_ms;
	}
	tally_open(c, ch, d);
}

static void tally_ledger(struct check *c, const struct document *d)
{
	int64_t pair = d->partner_id && d->partner_id < d->id ? d->partner_id : d->id;

	for (int i = 0; i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		if (account_is_held(p->account))
			tally_at(&c->tally, TALLY_BALANCE, p->account, p->holder_id, p->unit,
				0)->v[0] += p->amount;
		if (p->account == ACCOUNT_EXCHANGE)
			tally_at(&c->tally, TALLY_EXCHANGE, pair, 0, 0, 0)->v[0] += p->amount;
	}
}

static void tally_trade(struct check *c, const struct document *d)
{
	struct totals t = { 0 };

	totals_document(&t, &c->slice, d);
	for (int i = 0; i < t.count; i++) {
		struct tally_entry *f = tally_at(&c->tally, TALLY_FIGURE, d->shift_id,
			d->business_day,
			t.list[i].measure, t.list[i].item_id);

		f->v[0] += t.list[i].times;
		f->v[1] += t.list[i].qty_milli;
		f->v[2] += t.list[i].amount_minor;
	}
	for (int i = 0; i < d->line_count; i++) {
		const struct line *l = &d->lines[i];
		struct tally_entry *r;

		if (line_is_voucher(l) && !(l->flags & LINE_RETURN)) {
			r = tally_at(&c->tally, TALLY_VOUCHER, value_holder(l->code), 0, 0, 0);
			r->v[0]++;
			r->v[1] = d->id;
		}
		if (!(l->flags & LINE_RETURN) || (l->flags & LINE_EMPTY))
			continue;
		r = tally_at(&c->tally, TALLY_RETURNED, d->original_id, l->original_line, 0, 0);
		r->v[0] += l->qty_milli;
		r->v[1] += l->amount_minor;
		r->v[2] += l->discount_minor;
		r->v[3] += l->paid_minor;
		r->v[4] += l->tax_minor;
	}
}

void check_document(struct check *c, struct chain *ch, const struct document *d, const char *content,
	const char *number)
{
	struct judged j = { c, d, number, true };

	judge_number(&j, ch);
	if (!document_kind_name(d->kind))
		wrong(&j, CHECK_KIND);
	if (!document_in_range(d)) {
		wrong(&j, CHECK_RANGE);
		return;
	}
	for (int i = 0; document_is_trade(d->kind) && i < d->line_count; i++)
		judge_line(&j, &d->lines[i]);
	for (int i = 0; document_is_trade(d->kind) && i < d->payment_count; i++)
		judge_payment(&j, &d->payments[i]);
	if (document_is_trade(d->kind))
		judge_totals(&j);
	if (document_moves_payments(d->kind))
		judge_moved(&j);
	if (!document_value_agrees(d))
		wrong(&j, CHECK_TOTALS);
	judge_postings(&j);
	check_members_document(c, d);
	tally_at(&c->tally, TALLY_DAY, d->business_day, 0, 0, 0)->v[0]++;
	tally_shift(c, ch, d, strcmp(content, OWN_FLOAT_CONTENT) == 0);
	tally_ledger(c, d);
	if (d->kind == DOC_PAYBACK && strncmp(content, PAYBACK_CONTENT, strlen(PAYBACK_CONTENT)) == 0)
		tally_at(&c->tally, TALLY_PAYBACK, strtoll(content + strlen(PAYBACK_CONTENT), NULL, 10), 0, 0,
			0)->v[2] += d->total_minor;
	tally_trade(c, d);
}
