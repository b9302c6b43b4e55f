/* any_amount.h - random amounts for property tests. */
#ifndef PROP_ANY_AMOUNT_H
#define PROP_ANY_AMOUNT_H

#include "../t.h"

/* Of every order of magnitude up to `max`, not only large ones. */
static inline int64_t any_amount(int64_t max)
{
	int64_t v = t_range(0, max);

	for (uint64_t n = t_rand(13); n > 0; n--)
		v /= 10;
	return v;
}

#endif
