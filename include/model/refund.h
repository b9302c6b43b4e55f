/* refund.h - returns. One rule for everything shared over a sale: compute what belongs to all units
 * returned so far, this return gives that less what earlier returns gave. So any sequence of part
 * returns that ends in a full one gives exactly the opposite of the sale. */
#ifndef MODEL_REFUND_H
#define MODEL_REFUND_H

#include <stdint.h>

#include "model/document.h"

/* The figures of `qty_milli` more units of a sold line, when `before_milli` came back already.
 * Fills amount, discount, paid and tax of `out` (a copy of the sold line otherwise, LINE_RETURN
 * set). before + qty <= sold (asserted). */
void refund_line(const struct line *sold, int64_t before_milli, int64_t qty_milli,
	struct line *out);
/* The discount rows of such a return line (their sum is out->discount_minor), appended to rows;
 * returns how many. */
int refund_discounts(const struct line *sold, const struct discount *rows, int n,
	int64_t before_milli, int64_t qty_milli, struct discount *out);

/* What each payment of the sale gives back. `paid_back_minor` is the total of all returns so far,
 * this one included, before rounding; gave[i].amount_minor and gave[i].given_minor are what earlier
 * returns gave back on payment i. Each payment gives its share (money_share) of paid_back less what
 * it gave; where that is too much in all, because amounts were moved or shares do not grow evenly,
 * later payments give less. Cash is rounded so that its running sum is the rounded running share;
 * a full return gives exactly the cash kept. out[i]: amount_minor (>= 0) before rounding,
 * rounding_minor, given_minor = what is handed back. */
void refund_payments(const struct payment *paid, int n, int64_t total_minor,
	const struct payment *gave, int64_t paid_back_minor, enum cash_rounding mode, struct payment *out);

/* One payment gives `amount_minor` back (after amounts were moved by hand): rounding as above. */
void refund_payment(const struct payment *paid, const struct payment *gave, int64_t amount_minor,
	enum cash_rounding mode, struct payment *out);

#endif
