/* commission.h - what staff get for what is sold through them. A rate holds for all goods, a department, a category or
 * an article, from a business day on; the narrowest one that holds on the day of the sale counts, of a category the
 * nearest above the article. What comes back counts by the day on which it was sold, so it takes back what it gave. */
#ifndef MODEL_COMMISSION_H
#define MODEL_COMMISSION_H

#include <stdint.h>

#include "model/scope.h"

/* Of what was paid, tax in, and of each piece (or unit of weight). Both 0: nothing is paid from that day on. */
struct commission_rate {
	enum goods_scope scope;
	int64_t target_id;             /* 0 of all goods */
	int32_t from_day;
	int64_t rate_bp, piece_minor;
};

/* The rate that holds for it on that day; NULL: none does. */
const struct commission_rate *commission_pick(const struct commission_rate *rates, int n,
	const struct scope_goods *goods, int32_t day);

/* What the rate gives for a sum of sales less returns (both may be below 0): each part rounded once, half away. */
int64_t commission_minor(const struct commission_rate *rate, int64_t paid_minor, int64_t qty_milli);

#endif
