/* basket_test.c - whatever is in a basket: it adds up, nothing is below zero, and the way it came
 * about does not matter. */
#include "any_basket.h"

#define ROUNDS 100000
#define LINES 9

static struct arena arena = ARENA_INIT;

static bool line_adds_up(const struct basket *b, const struct line *l)
{
	int64_t rows = 0, stage = 0, list;
	int64_t on_top = l->flags & LINE_TAX_EXCLUDED ? l->tax_minor : 0;

	for (int i = 0; i < b->discount_count; i++) {
		const struct discount *d = &b->discounts[i];

		if (d->line_no != l->line_no)
			continue;
		if (!CHECK(d->amount_minor > 0) || !CHECK(d->stage > stage))
			return false;
		stage = d->stage;
		rows += d->amount_minor;
		if ((l->flags & LINE_NO_DISCOUNT) && !CHECK_INT(d->stage, STAGE_PRICE))
			return false;
	}
	list = l->list_price_minor > l->price_minor ? l->list_price_minor : l->price_minor;
	list = l->has_fixed_amount ? l->fixed_amount_minor : line_amount(list, l->qty_milli);
	return CHECK_INT(l->amount_minor, list) && CHECK_INT(rows, l->discount_minor)
		&& CHECK_INT(l->paid_minor - on_top, list - rows) && CHECK(l->paid_minor >= 0)
		&& CHECK(l->tax_minor >= 0 && l->tax_minor <= l->paid_minor);
}

static bool adds_up(const struct basket *b)
{
	int64_t amount = 0, discount = 0, tax = 0, due = 0;

	for (int i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];

		if (!line_adds_up(b, l))
			return false;
		amount += l->amount_minor;
		discount += l->discount_minor;
		tax += l->tax_minor;
		due += l->paid_minor;
	}
	return CHECK_INT(b->amount_minor, amount) && CHECK_INT(b->discount_minor, discount)
		&& CHECK_INT(b->tax_minor, tax) && CHECK_INT(b->due_minor, due);
}

TEST(every_basket_adds_up)
{
	struct line lines[LINES];

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES);

		if (!CHECK(basket_price(&b, &arena) == OK) || !adds_up(&b))
			return;
		arena_clear(&arena);
	}
}

static bool same_figures(const struct basket *a, const struct basket *b)
{
	return CHECK_INT(a->amount_minor, b->amount_minor) && CHECK_INT(a->discount_minor, b->discount_minor)
		&& CHECK_INT(a->tax_minor, b->tax_minor) && CHECK_INT(a->due_minor, b->due_minor)
		&& CHECK_INT(a->pieces_milli, b->pieces_milli)
		&& CHECK_INT(a->discount_count, b->discount_count);
}

TEST(pricing_again_changes_nothing)
{
	struct line lines[LINES], before[LINES];

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES), first;
		int64_t qty = lines[0].qty_milli;

		if (!CHECK(basket_price(&b, &arena) == OK))
			return;
		first = b;
		memcpy(before, lines, sizeof lines[0] * (size_t)b.line_count);
		if (t_rand(2)) { /* there and back */
			lines[0].qty_milli = t_range(1, 5000);
			if (!CHECK(basket_price(&b, &arena) == OK))
				return;
			lines[0].qty_milli = qty;
		}
		if (!CHECK(basket_price(&b, &arena) == OK) || !same_figures(&first, &b))
			return;
		for (int i = 0; i < b.line_count; i++)
			if (!CHECK_INT(lines[i].paid_minor, before[i].paid_minor)
			    || !CHECK_INT(lines[i].tax_minor, before[i].tax_minor))
				return;
		arena_clear(&arena);
	}
}

/* Where amounts are shared, the order of lines decides who bears an odd fen, and nothing else. */
TEST(the_order_of_lines_does_not_change_the_bill)
{
	struct line lines[LINES], mixed[LINES];

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES), other = b;

		other.lines = mixed;
		memcpy(mixed, lines, sizeof lines);
		for (int i = b.line_count - 1; i > 0; i--) {
			uint64_t j = t_rand((uint64_t)i + 1);
			struct line l = mixed[i];

			mixed[i] = mixed[j];
			mixed[j] = l;
		}
		if (!CHECK(basket_price(&b, &arena) == OK) || !CHECK(basket_price(&other, &arena) == OK))
			return;
		if (!CHECK_INT(b.discount_minor, other.discount_minor) || !adds_up(&other))
			return;
		for (int i = 0; i < b.line_count; i++) {
			int64_t off = lines[i].discount_minor - basket_line(&other, i + 1)->discount_minor;

			if (!CHECK(off >= -1 && off <= 1))
				return;
		}
		arena_clear(&arena);
	}
}

TEST(what_the_bill_shall_come_to)
{
	struct line lines[LINES];

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES);
		int64_t before, base = 0;

		for (int i = 0; i < b.line_count; i++)
			lines[i].flags &= ~(unsigned)LINE_TAX_EXCLUDED;
		b.bill_discount_kind = HAND_NONE;
		if (!CHECK(basket_price(&b, &arena) == OK))
			return;
		before = b.due_minor;
		for (int i = 0; i < b.line_count; i++)
			if (!(lines[i].flags & LINE_NO_DISCOUNT))
				base += lines[i].paid_minor;
		b.bill_discount_kind = HAND_TARGET;
		b.bill_discount_value = t_range(0, before + 100);
		if (!CHECK(basket_price(&b, &arena) == OK))
			return;
		if (b.bill_discount_value >= before - base && b.bill_discount_value <= before) {
			if (!CHECK_INT(b.due_minor, b.bill_discount_value))
				return;
		} else if (!CHECK_INT(b.due_minor, b.bill_discount_value > before ? before : before - base)) {
			return;
		}
		arena_clear(&arena);
	}
	arena_release(&arena);
}

T_MAIN
