/* share_test.c - whatever is shared, the parts make the whole and each is next to its exact share. */
#include "model/money.h"
#include "any_amount.h"

#define ROUNDS 200000
#define PARTS_MAX 12

/* The rule as a person would do it: floors, then one unit at a time to the largest remainder left. */
static void share_slowly(int64_t total, const int64_t *weights, int n, __int128 sum, int64_t *parts)
{
	__int128 rest[PARTS_MAX];
	int64_t left = total;

	for (int i = 0; i < n; i++) {
		parts[i] = (int64_t)((__int128)total * weights[i] / sum);
		rest[i] = (__int128)total * weights[i] % sum;
		left -= parts[i];
	}
	for (; left > 0; left--) {
		int best = 0;

		for (int i = 1; i < n; i++)
			if (rest[i] > rest[best])
				best = i;
		parts[best]++;
		rest[best] = -1;
	}
}

static bool check_share(int64_t total, const int64_t *weights, int n)
{
	int64_t parts[PARTS_MAX], mirror[PARTS_MAX], slow[PARTS_MAX];
	__int128 sum = 0;
	int64_t all = 0;
	bool ok = true;

	for (int i = 0; i < n; i++)
		sum += weights[i];
	money_share(total, weights, n, parts);
	money_share(-total, weights, n, mirror);
	for (int i = 0; i < n; i++) {
		all += parts[i];
		ok = CHECK_INT(mirror[i], -parts[i]) && ok;
	}
	ok = CHECK_INT(all, total) && ok;
	if (sum == 0)
		return CHECK_INT(parts[0], total) && ok;
	share_slowly(total, weights, n, sum, slow);
	for (int i = 0; i < n; i++) {
		ok = CHECK_INT(parts[i], slow[i]) && ok;
		ok = (weights[i] > 0 || CHECK_INT(parts[i], 0)) && ok;
	}
	return ok;
}

TEST(parts_make_the_whole)
{
	int64_t weights[PARTS_MAX];

	for (int round = 0; round < ROUNDS; round++) {
		int n = (int)t_range(1, PARTS_MAX);
		int64_t max = any_amount(MONEY_MAX), total = any_amount(MONEY_MAX);

		for (int i = 0; i < n; i++)
			weights[i] = t_rand(5) ? any_amount(max) : t_range(0, 3);
		if (!check_share(total, weights, n))
			return;
	}
}

TEST(a_discount_is_never_more_than_the_line)
{
	int64_t weights[PARTS_MAX], parts[PARTS_MAX];

	for (int round = 0; round < ROUNDS; round++) {
		int n = (int)t_range(1, PARTS_MAX);
		int64_t sum = 0;

		for (int i = 0; i < n; i++)
			sum += weights[i] = any_amount(100000);
		money_share(t_range(0, sum), weights, n, parts);
		for (int i = 0; i < n; i++)
			if (!CHECK(parts[i] >= 0 && parts[i] <= weights[i]))
				return;
	}
}

/* However the whole grows, nobody ever gives more than its weight or takes back, and in the end each has given it. */
TEST(a_running_share_ends_at_the_weights)
{
	for (int round = 0; round < ROUNDS / 4; round++) {
		int64_t weights[PARTS_MAX], gave[PARTS_MAX] = { 0 }, parts[PARTS_MAX], sum = 0, total = 0;
		int n = (int)t_range(1, PARTS_MAX);

		for (int i = 0; i < n; i++)
			sum += weights[i] = t_rand(3) ? any_amount(100000) : t_range(0, 3);
		while (total < sum || total == 0) {
			int64_t now = t_rand(4) ? t_range(total, sum) : sum, next = 0;

			money_share_next(now, weights, gave, n, parts);
			for (int i = 0; i < n; i++) {
				next += parts[i];
				gave[i] += parts[i];
				if (!CHECK(parts[i] >= 0 && gave[i] <= weights[i]))
					return;
			}
			if (!CHECK_INT(next, now - total))
				return;
			total = now;
			if (sum == 0)
				break;
		}
		for (int i = 0; i < n; i++)
			if (!CHECK_INT(gave[i], weights[i]))
				return;
	}
}

TEST(a_part_grows_with_its_units)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t total = any_amount(MONEY_MAX), n = 1 + any_amount(QTY_MAX - 1);
		int64_t k = t_range(0, n), part = money_part(total, k, n);
		__int128 off = ((__int128)part * n - (__int128)total * k) * 2;

		if (!CHECK(part >= 0 && part <= total) || !CHECK(off <= n && off > -n))
			return;
		if (k < n && !CHECK(money_part(total, k + 1, n) >= part))
			return;
		if (!CHECK_INT(money_part(-total, k, n), -part) || !CHECK_INT(money_part(total, n, n), total))
			return;
	}
}

TEST(products_are_next_to_exact)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t a = t_range(-MONEY_MAX, MONEY_MAX), b = any_amount(10000), c = t_range(1, 20000);
		int64_t half, zero, up;
		__int128 exact = (__int128)a * b;

		if (b > c * 1000)
			continue;
		half = mul_div(a, b, c, ROUND_HALF_AWAY);
		zero = mul_div(a, b, c, ROUND_ZERO);
		up = mul_div(a, b, c, ROUND_UP);
		if (!CHECK(zero == (int64_t)(exact / c)) || !CHECK(half == zero || half == up))
			return;
		if (!CHECK(exact % c ? up == zero + (exact < 0 ? -1 : 1) : up == zero))
			return;
		if (!CHECK(((__int128)half * c - exact) * 2 <= c && (exact - (__int128)half * c) * 2 <= c))
			return;
		if (!CHECK_INT(mul_div(-a, b, c, ROUND_HALF_AWAY), -half))
			return;
	}
}

T_MAIN
