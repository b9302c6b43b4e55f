/* line.c - what can be said of a line alone. */
#include "model/line.h"

#include "model/money.h"

static bool is_amount(int64_t v)
{
	return v >= 0 && v <= MONEY_MAX;
}

int64_t line_pieces_milli(const struct line *l)
{
	if (l->flags & LINE_VALUE)
		return 0;
	return l->flags & LINE_WEIGHED ? QTY_ONE : l->qty_milli;
}

bool line_in_range(const struct line *l)
{
	int64_t price = l->list_price_minor > l->price_minor ? l->list_price_minor : l->price_minor;

	return l->line_no >= 1 && l->line_no <= LINES_MAX && is_amount(l->amount_minor)
		&& is_amount(l->discount_minor) && is_amount(l->paid_minor)
		&& is_amount(l->tax_minor) && l->qty_milli > 0 && l->qty_milli <= QTY_MAX
		&& l->price_minor >= 0 && l->list_price_minor >= 0
		&& l->tax_bp >= 0 && l->tax_bp <= 10000
		&& line_amount(price, l->qty_milli) <= MONEY_MAX;
}

int64_t discounts_sum(const struct discount *list, int n, int line_no, enum discount_stage stage)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		if (list[i].stage == (int)stage && (!line_no || list[i].line_no == line_no))
			sum += list[i].amount_minor;
	return sum;
}

int64_t discounts_by_rule(const struct discount *list, int n, int line_no, int64_t rule_id)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		if (list[i].rule_id == rule_id && (!line_no || list[i].line_no == line_no))
			sum += list[i].amount_minor;
	return sum;
}

/* Whether its price is one of the file. */
static bool file_price(const struct line *l)
{
	if (!l->article_id || l->has_fixed_amount || (l->flags & (LINE_RETURN | LINE_DEPOSIT | LINE_VALUE)))
		return false;
	return l->price_source == PRICE_REGULAR || l->price_source == PRICE_PACK || l->price_source == PRICE_LEVEL
		|| l->price_source == PRICE_WINDOW;
}

bool line_member_price(struct line *l, int64_t price_minor)
{
	if (!file_price(l) || price_minor < 0 || price_minor >= l->price_minor)
		return false;
	l->public_source = l->price_source;
	l->price_source = PRICE_MEMBER;
	l->price_minor = price_minor;
	return true;
}

bool line_can_use(const struct line *l)
{
	return (file_price(l) || l->price_source == PRICE_MEMBER) && !l->discount_kind && l->pack_milli == QTY_ONE
		&& l->qty_milli % QTY_ONE == 0 && !(l->flags & (LINE_WEIGHED | LINE_RETURN | LINE_LINKED));
}

void line_use(struct line *l)
{
	l->list_price_minor = l->price_minor = 0;
	l->price_source = PRICE_USES;
	l->public_source = 0;
	l->flags |= LINE_NO_DISCOUNT | LINE_NO_POINTS | LINE_NO_OVERRIDE;
}

bool line_public_price(struct line *l)
{
	if (l->price_source != PRICE_MEMBER)
		return false;
	l->price_source = l->public_source;
	l->price_minor = l->list_price_minor;
	l->public_source = 0;
	return true;
}

bool line_is_slip(const struct line *l)
{
	return (l->flags & LINE_EMPTY) && (l->flags & LINE_LABEL);
}

bool line_credited(const struct line *l)
{
	return !(l->flags & (LINE_RETURN | LINE_DEPOSIT | LINE_VALUE));
}

void line_credit(struct line *l, int64_t seller_id)
{
	l->seller_id = seller_id;
	l->flags = seller_id ? l->flags | LINE_SOLD_BY : l->flags & ~(unsigned)LINE_SOLD_BY;
}
