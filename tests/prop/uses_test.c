/* uses_test.c - taking uses one after the other, each of the package that ends first, is what taking several at once
 * comes to; what is paid back for unused ones, bit by bit, is all of the price in the end. */
#include "model/member/uses.h"

#include "../t.h"
#include "model/money.h"

#define ROUNDS 20000
#define TODAY 20261121
#define PACKAGES 6
enum { SUIT = 70, SHOES };

static int any_packages(struct uses_package *list)
{
	int n = (int)t_rand(PACKAGES + 1);

	for (int i = 0; i < n; i++)
		list[i] = (struct uses_package){ .id = 100 - i, .article_id = t_rand(5) ? SUIT : SHOES,
			.from_day = TODAY + 1 - (int32_t)t_rand(3),
			.until_day = t_rand(3) ? TODAY - 2 + (int32_t)t_rand(6) : 0,
			.bought = 10, .rest = t_range(0, 4),
			.day_max = t_rand(3) ? 0 : t_range(1, 3), .used_today = t_rand(3) ? 0 : 1, .held = !t_rand(6) };
	return n;
}

/* Last day, then number, as one number that grows with both. */
static int64_t place(const struct uses_package *p)
{
	return (p->until_day ? p->until_day : 99999999) * INT64_C(1000) + p->id;
}

static bool take_one(struct uses_package *list, int n)
{
	int best = -1;

	for (int i = 0; i < n; i++) {
		const struct uses_package *p = &list[i];

		if (p->article_id == SUIT && p->rest > 0 && !p->held && TODAY >= p->from_day
			&& (!p->until_day || TODAY <= p->until_day) && (!p->day_max || p->used_today < p->day_max)
			&& (best < 0 || place(p) < place(&list[best])))
			best = i;
	}
	if (best < 0)
		return false;
	list[best].rest--;
	list[best].used_today++;
	return true;
}

TEST(at_once_is_one_after_the_other)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct uses_package list[PACKAGES], slow[PACKAGES];
		struct uses_take takes[PACKAGES];
		int n = any_packages(list), taken;
		int64_t count = t_range(1, 12), done = 0;
		enum uses_refusal why;

		memcpy(slow, list, sizeof list);
		while (done < count && take_one(slow, n))
			done++;
		why = uses_take(list, n, SUIT, TODAY, count, takes, &taken);
		if (!CHECK((why == USES_ALLOWED) == (done == count)) || (why && !CHECK_INT(taken, 0)))
			return;
		for (int i = 0; i < taken; i++) {
			list[takes[i].package].rest -= takes[i].count;
			if (!CHECK(takes[i].count > 0))
				return;
		}
		for (int i = 0; i < n && why == USES_ALLOWED; i++)
			if (!CHECK_INT(list[i].rest, slow[i].rest))
				return;
	}
}

TEST(bit_by_bit_all_of_the_price_is_paid_back)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t price = t_range(0, MONEY_MAX), bought = t_range(1, t_rand(2) ? 20 : USES_MAX);
		int64_t back = 0, sum = 0;

		while (back < bought) {
			int64_t count = t_rand(4) ? t_range(1, bought - back) : bought - back;
			int64_t worth = uses_worth_minor(price, bought, back, count);

			if (!CHECK(worth >= 0))
				return;
			sum += worth;
			back += count;
		}
		if (!CHECK_INT(sum, price))
			return;
	}
}

T_MAIN
