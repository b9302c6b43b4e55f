/* commission.c - see commission.h. */
#include "model/commission.h"

#include <stddef.h>

#include "model/money.h"

const char *const commission_scope_name[COMMISSION_SCOPES] = { "none", "all", "department", "category", "article" };

/* The latest of them that began until that day. */
static const struct commission_rate *rate_of(const struct commission_rate *rates, int n, enum commission_scope scope,
	int64_t target_id, int32_t day)
{
	const struct commission_rate *found = NULL;

	for (int i = 0; i < n; i++)
		if (rates[i].scope == scope && rates[i].target_id == target_id && rates[i].from_day <= day &&
			(!found || rates[i].from_day > found->from_day))
			found = &rates[i];
	return found;
}

const struct commission_rate *commission_pick(const struct commission_rate *rates, int n,
	const struct commission_goods *goods, int32_t day)
{
	const struct commission_rate *r = NULL;

	if (goods->article_id)
		r = rate_of(rates, n, COMMISSION_ARTICLE, goods->article_id, day);
	for (int i = 0; !r && i < goods->category_count; i++)
		r = rate_of(rates, n, COMMISSION_CATEGORY, goods->categories[i], day);
	if (!r)
		r = rate_of(rates, n, COMMISSION_DEPARTMENT, goods->department_id, day);
	return r ? r : rate_of(rates, n, COMMISSION_ALL, 0, day);
}

int64_t commission_minor(const struct commission_rate *rate, int64_t paid_minor, int64_t qty_milli)
{
	return mul_div(paid_minor, rate->rate_bp, 10000, ROUND_HALF_AWAY)
		+ mul_div(rate->piece_minor, qty_milli, QTY_ONE, ROUND_HALF_AWAY);
}
