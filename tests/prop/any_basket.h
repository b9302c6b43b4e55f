/* any_basket.h - random lines and baskets for property tests. */
#ifndef ANY_BASKET_H
#define ANY_BASKET_H

#include "model/basket.h"
#include "model/money.h"
#include "../t.h"

static inline int64_t any_price(void)
{
	int64_t v = t_range(0, 1000000);

	for (uint64_t n = t_rand(6); n > 0; n--)
		v /= 10;
	return v;
}

static inline void any_hand(int *kind, int64_t *value)
{
	*kind = (int)t_rand(4);
	*value = *kind == HAND_PERCENT ? t_range(0, 10000) : any_price();
}

static inline struct line any_line(int line_no)
{
	static const int64_t rates[] = { 0, 600, 900, 1300, 10000 };
	struct line l = {
		.line_no = line_no, .article_id = t_range(1, 50), .department_id = t_range(1, 4),
		.code = "", .name = "article", .unit = "", .pack_milli = QTY_ONE,
		.price_source = PRICE_REGULAR
	};

	l.tax_rate_id = (int64_t)t_rand(5);
	l.tax_bp = rates[l.tax_rate_id];
	l.qty_milli = t_range(1, 20) * QTY_ONE;
	if (t_rand(4) == 0) {
		l.flags |= LINE_WEIGHED;
		l.qty_milli = t_range(1, 20000);
	}
	l.price_minor = l.list_price_minor = any_price();
	if (t_rand(3) == 0)
		l.list_price_minor = any_price();
	if (t_rand(8) == 0)
		l.flags |= LINE_NO_DISCOUNT;
	if (t_rand(8) == 0)
		l.flags |= LINE_TAX_EXCLUDED;
	if (t_rand(8) == 0) {
		l.flags |= LINE_LABEL;
		l.has_fixed_amount = true;
		l.fixed_amount_minor = any_price();
	}
	if (t_rand(3) == 0)
		any_hand(&l.discount_kind, &l.discount_value);
	return l;
}

/* `lines` has room for as many as most. */
static inline struct basket any_basket(struct line *lines, int most)
{
	struct basket b = { .lines = lines, .line_count = (int)t_range(1, most) };

	for (int i = 0; i < b.line_count; i++)
		lines[i] = any_line(i + 1);
	if (t_rand(2))
		any_hand(&b.bill_discount_kind, &b.bill_discount_value);
	return b;
}

#endif
