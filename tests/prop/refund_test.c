/* refund_test.c - any sequence of part returns that ends in a full one is the exact opposite of the
 * sale: every figure of every line, every discount row, tax, tender, cash and posting. */
#include "any_basket.h"
#include "model/refund.h"
#include "model/totals.h"

#define ROUNDS 40000
#define LINES 6
#define ROWS (LINES * 3)

static struct arena arena = ARENA_INIT;

/* A sale and what came back of it. */
struct story {
	struct line lines[LINES];
	struct payment payments[PAYMENTS_MAX];
	struct document sale;
	enum cash_rounding mode;
	int64_t back_milli[LINES];
	int64_t back_minor;               /* total of all returns */
	struct line sum[LINES];           /* of all return lines */
	int64_t row_sum[ROWS];            /* by row of the sale */
	struct payment gave[PAYMENTS_MAX];
	struct ledger ledger;             /* of all documents */
	struct totals totals;
};

static void post(struct story *s, struct document *d)
{
	document_finish(d, &arena);
	for (int i = 0; i < d->posting_count; i++) {
		const struct posting *p = &d->postings[i];

		ledger_post(&s->ledger, &arena, p->account, p->holder_id, p->unit, p->amount);
	}
	totals_document(&s->totals, &arena, d);
}

static bool sell(struct story *s)
{
	struct basket b;
	int n = 0;

	memset(s, 0, sizeof *s);
	b = any_basket(s->lines, LINES);
	s->mode = (enum cash_rounding)t_rand(CASH_ROUNDINGS);
	if (!CHECK(basket_price(&b, &arena) == OK))
		return false;
	while (payments_open(b.due_minor, s->payments, n) > 0) {
		int64_t open = payments_open(b.due_minor, s->payments, n);
		int64_t given = n < 4 && t_rand(2) ? t_range(1, open) : open;

		if (t_rand(2)) {
			s->payments[n] = (struct payment){ .tender_id = 1 + n, .kind = TENDER_CARD,
				.amount_minor = given, .given_minor = given, .reference = "" };
			n++;
		} else if (!CHECK(payments_add_cash(b.due_minor, s->payments, &n, 1 + n, given, s->mode)))
			return false;
	}
	s->sale = (struct document){ .kind = DOC_SALE, .terminal_id = 3, .staff_id = 8, .lines = s->lines,
		.line_count = b.line_count, .discounts = b.discounts, .discount_count = b.discount_count,
		.payments = s->payments, .payment_count = n };
	post(s, &s->sale);
	return CHECK_INT(s->sale.total_minor, b.due_minor);
}

/* How much of a line comes back in this return; 0 when nothing does. */
static int64_t any_quantity(const struct story *s, int i, bool all)
{
	const struct line *l = &s->lines[i];
	int64_t rest = l->qty_milli - s->back_milli[i];

	if (all || (l->flags & LINE_LABEL))
		return all || t_rand(2) ? rest : 0;
	if (rest == 0 || t_rand(2))
		return 0;
	if (l->flags & LINE_WEIGHED)
		return t_rand(3) ? t_range(1, rest) : t_range(1, rest < 5 ? rest : 5);
	return t_range(1, rest / QTY_ONE) * QTY_ONE;
}

static bool add_line(struct story *s, struct document *d, int i, int64_t qty)
{
	const struct line *sold = &s->lines[i];
	struct line *l = &d->lines[d->line_count++], *sum = &s->sum[i];
	int n;

	refund_line(sold, s->back_milli[i], qty, l);
	n = refund_discounts(sold, s->sale.discounts, s->sale.discount_count, s->back_milli[i], qty,
		d->discounts + d->discount_count);
	for (int k = 0; k < n; k++) {
		const struct discount *row = &d->discounts[d->discount_count + k];
		int at = 0;

		while (s->sale.discounts[at].line_no != row->line_no
		       || s->sale.discounts[at].stage != row->stage)
			at++;
		s->row_sum[at] += row->amount_minor;
		if (!CHECK(row->amount_minor > 0))
			return false;
	}
	d->discount_count += n;
	s->back_milli[i] += qty;
	sum->amount_minor += l->amount_minor;
	sum->discount_minor += l->discount_minor;
	sum->paid_minor += l->paid_minor;
	sum->tax_minor += l->tax_minor;
	if (!CHECK(l->amount_minor >= 0 && l->discount_minor >= 0 && l->paid_minor >= 0)
	    || !CHECK(l->tax_minor >= 0 && l->tax_minor <= l->paid_minor))
		return false;
	/* whole units at a whole price: the price times the quantity, whatever the discount */
	if (sold->qty_milli % QTY_ONE == 0 && qty % QTY_ONE == 0 && !sold->has_fixed_amount
	    && !(sold->flags & LINE_TAX_EXCLUDED))
		return CHECK_INT(l->amount_minor, mul_div(sold->amount_minor, qty, sold->qty_milli, ROUND_ZERO));
	return true;
}

/* Moves part of what one payment gives back to another, as far as that one paid. */
static void move_amounts(const struct story *s, struct payment *out)
{
	int n = s->sale.payment_count;
	int from = (int)t_rand((uint64_t)n), to = (int)t_rand((uint64_t)n);
	int64_t room = s->payments[to].amount_minor - s->gave[to].amount_minor - out[to].amount_minor;
	int64_t amount = out[from].amount_minor < room ? out[from].amount_minor : room;

	if (from == to)
		return;
	refund_payment(&s->payments[from], &s->gave[from], out[from].amount_minor - amount, s->mode,
		&out[from]);
	refund_payment(&s->payments[to], &s->gave[to], out[to].amount_minor + amount, s->mode, &out[to]);
}

static bool pay_back(struct story *s, struct document *d, bool moving)
{
	int n = s->sale.payment_count;

	for (int i = 0; i < d->line_count; i++)
		s->back_minor += d->lines[i].paid_minor;
	d->payment_count = n;
	refund_payments(s->payments, n, s->sale.total_minor, s->gave, s->back_minor, s->mode, d->payments);
	if (moving && n)
		move_amounts(s, d->payments);
	for (int i = 0; i < n; i++) {
		const struct payment *p = &d->payments[i];

		s->gave[i].amount_minor += p->amount_minor;
		s->gave[i].given_minor += p->given_minor;
		if (!CHECK(p->amount_minor >= 0 && p->given_minor >= 0)
		    || !CHECK_INT(p->given_minor, p->amount_minor - p->rounding_minor)
		    || !CHECK(s->gave[i].amount_minor <= s->payments[i].amount_minor))
			return false;
	}
	return true;
}

static bool bring_back(struct story *s, bool all, bool moving)
{
	struct line lines[LINES];
	struct discount rows[ROWS];
	struct payment payments[PAYMENTS_MAX];
	struct document d = { .kind = DOC_RETURN, .terminal_id = 3, .staff_id = 8, .lines = lines,
		.discounts = rows, .payments = payments };

	for (int i = 0; i < s->sale.line_count; i++) {
		int64_t qty = any_quantity(s, i, all);

		if (qty && !add_line(s, &d, i, qty))
			return false;
	}
	if (d.line_count == 0)
		return true;
	if (!pay_back(s, &d, moving))
		return false;
	post(s, &d);
	return CHECK_INT(s->back_minor <= s->sale.total_minor, true);
}

static bool is_opposite(const struct story *s)
{
	for (int i = 0; i < s->sale.line_count; i++)
		if (!CHECK_INT(s->sum[i].amount_minor, s->lines[i].amount_minor)
		    || !CHECK_INT(s->sum[i].discount_minor, s->lines[i].discount_minor)
		    || !CHECK_INT(s->sum[i].paid_minor, s->lines[i].paid_minor)
		    || !CHECK_INT(s->sum[i].tax_minor, s->lines[i].tax_minor))
			return false;
	for (int i = 0; i < s->sale.discount_count; i++)
		if (!CHECK_INT(s->row_sum[i], s->sale.discounts[i].amount_minor))
			return false;
	for (int i = 0; i < s->sale.payment_count; i++) {
		const struct payment *p = &s->payments[i];

		if (!CHECK_INT(s->gave[i].amount_minor, p->amount_minor)
		    || !CHECK_INT(s->gave[i].given_minor, p->amount_minor - p->rounding_minor))
			return false;
	}
	for (int i = 0; i < s->ledger.count; i++)
		if (!CHECK_INT(s->ledger.list[i].amount, 0))
			return false;
	return true;
}

static int64_t figure(const struct totals *t, enum measure m)
{
	int64_t sum = 0;

	for (int i = 0; i < t->count; i++)
		if (t->list[i].measure == m)
			sum += t->list[i].amount_minor;
	return sum;
}

static bool totals_meet(const struct story *s)
{
	static const enum measure nothing[] = {
		MEASURE_DISCOUNT, MEASURE_ROUNDING, MEASURE_TAX, MEASURE_TAX_BASE, MEASURE_DEPARTMENT,
		MEASURE_CASHIER,
	};

	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		if (!CHECK_INT(figure(&s->totals, nothing[i]), 0))
			return false;
	return CHECK_INT(figure(&s->totals, MEASURE_TENDER_IN), figure(&s->totals, MEASURE_TENDER_OUT))
		&& CHECK_INT(figure(&s->totals, MEASURE_SALES), figure(&s->totals, MEASURE_RETURNS));
}

static void tell(bool moving)
{
	static struct story s;

	for (int round = 0; round < ROUNDS; round++) {
		if (!sell(&s))
			return;
		for (uint64_t n = t_rand(6); n > 0; n--)
			if (!bring_back(&s, false, moving))
				return;
		if (!bring_back(&s, true, moving) || !is_opposite(&s) || !totals_meet(&s))
			return;
		arena_clear(&arena);
	}
}

TEST(part_returns_end_as_the_opposite_of_the_sale)
{
	tell(false);
}

TEST(and_do_so_when_amounts_are_moved_between_tenders)
{
	tell(true);
}

/* Gram by gram, the hardest way to give a line back. */
TEST(no_figure_ever_falls)
{
	struct discount rows[3], out[3];

	for (int round = 0; round < 2000; round++) {
		struct line sold = any_line(1), l;
		int64_t left;

		sold.qty_milli = t_range(1, 300);
		left = sold.amount_minor = any_price();
		sold.discount_minor = 0;
		for (int i = 0; i < 3; i++) {
			int64_t off = t_range(0, left);

			rows[i] = (struct discount){ .line_no = 1, .stage = i + 1, .amount_minor = off };
			sold.discount_minor += off;
			left -= off;
		}
		sold.tax_minor = tax_in_gross(left, sold.tax_bp);
		sold.paid_minor = left;
		sold.flags &= ~(unsigned)LINE_TAX_EXCLUDED;
		for (int64_t k = 0; k < sold.qty_milli; k++) {
			int64_t sum = 0;
			int n;

			refund_line(&sold, k, 1, &l);
			n = refund_discounts(&sold, rows, 3, k, 1, out);
			for (int i = 0; i < n; i++) {
				sum += out[i].amount_minor;
				if (!CHECK(out[i].amount_minor > 0))
					return;
			}
			if (!CHECK_INT(sum, l.discount_minor) || !CHECK(l.paid_minor >= 0 && l.amount_minor >= 0)
			    || !CHECK(l.tax_minor >= 0 && l.tax_minor <= l.paid_minor))
				return;
		}
	}
	arena_release(&arena);
}

T_MAIN
