/* commission.c - see commission.h. */
#include "model/commission.h"

#include <stddef.h>

#include "model/money.h"

const struct commission_rate *commission_pick(const struct commission_rate *rates, int n,
	const struct scope_goods *goods, int32_t day)
{
	const struct commission_rate *found = NULL;
	struct scope_found best = { 0 };

	for (int i = 0; i < n; i++)
		if (scope_better(&best, rates[i].scope, rates[i].target_id, rates[i].from_day, goods, day))
			found = &rates[i];
	return found;
}

int64_t commission_minor(const struct commission_rate *rate, int64_t paid_minor, int64_t qty_milli)
{
	return mul_div(paid_minor, rate->rate_bp, 10000, ROUND_HALF_AWAY)
		+ mul_div(rate->piece_minor, qty_milli, QTY_ONE, ROUND_HALF_AWAY);
}
