/* refund.c - what comes back. Every figure is a function of all units returned so far, and a return
 * gives the function's growth; so each function must never fall and must end at the whole:
 *
 *   paid(k)      round(paid * k / n), half away from zero
 *   discount(k)  the same, but half towards zero: so the two sum exactly wherever amount * k / n is
 *                whole, and three jars at 3.00 come back at 3.00 each, whatever their discount
 *   tax(k)       the tax's share of paid(k), so it never outgrows what is paid
 *   amount(k)    paid(k) + discount(k), less a tax that is on top
 *   rows         split off one by one, each taking its share of what is left of discount(k); the
 *                share of a part never grows faster than the part itself, so no row falls either */
#include "model/refund.h"

#include <assert.h>

#include "model/money.h"

/* Half towards zero; total >= 0. */
static int64_t part_down(int64_t total, int64_t k, int64_t n)
{
	__int128 product = (__int128)total * k;

	return (int64_t)((product * 2 + n - 1) / ((__int128)n * 2));
}

static int64_t discount_until(const struct line *sold, int64_t milli)
{
	return part_down(sold->discount_minor, milli, sold->qty_milli);
}

static int64_t paid_until(const struct line *sold, int64_t milli)
{
	return money_part(sold->paid_minor, milli, sold->qty_milli);
}

static int64_t tax_until(const struct line *sold, int64_t milli)
{
	if (sold->paid_minor == 0)
		return 0;
	return money_part(sold->tax_minor, paid_until(sold, milli), sold->paid_minor);
}

void refund_line(const struct line *sold, int64_t before_milli, int64_t qty_milli, struct line *out)
{
	int64_t after = before_milli + qty_milli;

	assert(before_milli >= 0 && qty_milli > 0 && after <= sold->qty_milli);
	*out = *sold;
	out->flags |= LINE_RETURN;
	out->qty_milli = qty_milli;
	out->paid_minor = paid_until(sold, after) - paid_until(sold, before_milli);
	out->discount_minor = discount_until(sold, after) - discount_until(sold, before_milli);
	out->tax_minor = tax_until(sold, after) - tax_until(sold, before_milli);
	out->amount_minor = out->paid_minor + out->discount_minor;
	if (sold->flags & LINE_TAX_EXCLUDED)
		out->amount_minor -= out->tax_minor;
}

int refund_discounts(const struct line *sold, const struct discount *rows, int n,
	int64_t before_milli, int64_t qty_milli, struct discount *out)
{
	int64_t before = discount_until(sold, before_milli);
	int64_t after = discount_until(sold, before_milli + qty_milli);
	int64_t whole = sold->discount_minor; /* of the rows not yet split off */
	int count = 0;

	for (int i = 0; i < n; i++) {
		int64_t row_before, row_after;

		if (rows[i].line_no != sold->line_no || rows[i].amount_minor == 0)
			continue;
		assert(rows[i].amount_minor <= whole);
		row_before = money_part(rows[i].amount_minor, before, whole);
		row_after = money_part(rows[i].amount_minor, after, whole);
		before -= row_before;
		after -= row_after;
		whole -= rows[i].amount_minor;
		if (row_after == row_before)
			continue;
		out[count] = rows[i];
		out[count++].amount_minor = row_after - row_before;
	}
	assert(whole == 0);
	return count;
}

/* Cash handed back in all once `running` of a payment has come back. Never more than was kept of
 * it: the mode may be another one today, and part payments were never rounded. */
static int64_t cash_until(const struct payment *paid, int64_t running, enum cash_rounding mode)
{
	int64_t kept = paid->amount_minor - paid->rounding_minor, rounded;

	if (running == paid->amount_minor)
		return kept;
	rounded = cash_round(running, mode);
	return rounded < kept ? rounded : kept;
}

void refund_payment(const struct payment *paid, const struct payment *gave, int64_t amount_minor,
	enum cash_rounding mode, struct payment *out)
{
	*out = (struct payment){
		.tender_id = paid->tender_id, .kind = paid->kind, .amount_minor = amount_minor,
		.given_minor = amount_minor, .reference = paid->reference
	};
	if (paid->kind != TENDER_CASH && !paid->rounding_minor)
		return;
	out->given_minor = cash_until(paid, gave->amount_minor + amount_minor, mode) - gave->given_minor;
	if (out->given_minor < 0)
		out->given_minor = 0;
	out->rounding_minor = amount_minor - out->given_minor;
}

void refund_payments(const struct payment *paid, int n, int64_t total_minor,
	const struct payment *gave, int64_t paid_back_minor, enum cash_rounding mode, struct payment *out)
{
	int64_t weights[PAYMENTS_MAX] = { 0 }, before[PAYMENTS_MAX] = { 0 }, parts[PAYMENTS_MAX];
	int64_t sum = 0;

	assert(n <= PAYMENTS_MAX && paid_back_minor >= 0 && paid_back_minor <= total_minor);
	if (n == 0)
		return;
	for (int i = 0; i < n; i++) {
		weights[i] = paid[i].amount_minor;
		before[i] = gave[i].amount_minor;
		sum += weights[i];
	}
	assert(sum == total_minor);
	money_share_next(paid_back_minor, weights, before, n, parts);
	for (int i = 0; i < n; i++)
		refund_payment(&paid[i], &gave[i], parts[i], mode, &out[i]);
}
