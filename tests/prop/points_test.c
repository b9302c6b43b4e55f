/* points_test.c - random sales earn what exact fractions say, and any sequence of part returns that ends in a full one
 * takes back all of it; no payment with points is worth more than its points. */
#include "model/member/points.h"

#include "any_amount.h"
#include "model/money.h"

#define ROUNDS 60000
#define LINES 6

/* Points in ten-thousandths as a person would find them: digit by digit, then the last one rounded. */
static int64_t slow_points(int64_t base, const struct points_rate *r, int64_t multiple_bp, int64_t step_bp)
{
	__int128 above = (__int128)base * r->points * multiple_bp * step_bp;
	__int128 below = (__int128)r->per_minor * 100000000, digit;
	int64_t out;

	digit = above / below;
	if (digit >= POINTS_MAX)
		return POINTS_MAX * POINTS_PART;
	out = (int64_t)digit;
	above %= below;
	for (int i = 0; i < 4; i++) {
		above *= 10;
		out = out * 10 + (int64_t)(above / below);
		above %= below;
	}
	return out + (above * 2 >= below);
}

TEST(a_sale_earns_what_its_lines_are_worth)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct line lines[LINES] = { 0 };
		struct scope_goods goods[LINES] = { 0 };
		struct points_rate rates[2] = { { SCOPE_ALL, 0, 20260101, any_amount(1000), 1 + any_amount(99999) },
			{ SCOPE_DEPARTMENT, 5, 20260101, any_amount(1000), 1 + any_amount(999) } };
		struct points_terms terms = { rates, 2, 20261121, t_range(0, 50000), t_range(10000, 20000), false };
		int64_t bases[LINES], unrounded[LINES], sum = 0, share = 0, points;
		int n = (int)t_range(1, LINES);
		bool has_marked = false;

		for (int i = 0; i < n; i++) {
			lines[i] = (struct line){ .qty_milli = QTY_ONE, .paid_minor = any_amount(MONEY_MAX / 10000),
				.flags = t_rand(4) ? 0 : LINE_NO_POINTS };
			goods[i].department_id = (int64_t)t_rand(2) * 5;
			sum += lines[i].paid_minor;
		}
		points = t_rand(2) ? t_range(0, sum) : 0;
		points_bases(lines, n, points, bases);
		points_lines(lines, goods, n, points, &terms, unrounded);
		for (int i = 0; i < n; i++) {
			int64_t base = lines[i].flags ? 0 : bases[i];

			if (!CHECK(bases[i] >= 0 && bases[i] <= lines[i].paid_minor) || !CHECK_INT(bases[i], base)
				|| !CHECK_INT(unrounded[i], slow_points(base, &rates[goods[i].department_id != 0],
					terms.multiple_bp, terms.step_bp)))
				return;
			share += lines[i].paid_minor - bases[i];
			has_marked = has_marked || lines[i].flags;
		}
		if (!has_marked && !CHECK_INT(share, points)) /* of what earns nothing the share does not show */
			return;
	}
}

TEST(part_returns_take_back_all_in_the_end)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct points_line lines[LINES];
		int64_t unrounded[LINES], earned, before, back = 0;
		int n = (int)t_range(1, LINES), open = n;

		for (int i = 0; i < n; i++) {
			unrounded[i] = any_amount(POINTS_MAX);
			lines[i] = (struct points_line){ unrounded[i], 1 + any_amount(QTY_MAX - 1), 0 };
		}
		earned = before = points_whole(unrounded, n);
		if (!CHECK_INT(points_kept(lines, n), earned))
			return;
		while (open > 0) {
			struct points_line *l = &lines[t_rand((uint64_t)n)];
			int64_t kept;

			if (l->back_milli == l->sold_milli)
				continue;
			l->back_milli = t_rand(2) ? l->sold_milli : t_range(l->back_milli, l->sold_milli);
			open -= l->back_milli == l->sold_milli;
			kept = points_kept(lines, n);
			if (!CHECK(kept <= before))
				return;
			back += before - kept;
			before = kept;
		}
		if (!CHECK_INT(back, earned) || !CHECK_INT(before, 0))
			return;
	}
}

TEST(a_payment_costs_the_fewest_points_that_are_worth_it)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct points_price price = { 1 + any_amount(POINTS_MAX), 1 + any_amount(MONEY_MAX - 1) };
		struct points_limits limits = { .price = price, .bill_max_bp = (int64_t)t_rand(10001),
			.bill_max_minor = any_amount(100000) };
		struct points_bill bill = { any_amount(1000000), 0, 0, any_amount(10000000), 20261121 };
		int64_t amount = any_amount(MONEY_MAX / 1000), points, most;

		if (!points_price_sound(&price))
			continue;
		points = points_for(&price, amount);
		if (points > POINTS_MAX)
			continue;
		if (!CHECK((__int128)points * price.minor >= (__int128)amount * price.points)
			|| !CHECK(!points || (__int128)(points - 1) * price.minor < (__int128)amount * price.points)
			|| !CHECK(points_worth_minor(&price, points) >= amount))
			return;
		most = points_most_minor(&limits, &bill);
		if (!CHECK(most >= 0 && most <= bill.due_minor)
			|| (most && !CHECK_INT(points_refused(&limits, &bill, most), POINTS_ALLOWED))
			|| !CHECK(points_refused(&limits, &bill, most + 1) != POINTS_ALLOWED))
			return;
	}
}

T_MAIN
