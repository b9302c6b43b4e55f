/* payments_test.c - however a bill is settled, what stays in the drawer is what was due, but for
 * cash rounding on the cash that settles. */
#include "model/tender.h"
#include "../t.h"

#define ROUNDS 200000

static int64_t any_amount(int64_t max)
{
	int64_t v = t_range(1, max);

	for (uint64_t n = t_rand(5); n > 0; n--)
		v = v / 10 + 1;
	return v;
}

/* One payment more, cash or card, as a cashier might take it. */
static bool pay(int64_t due, struct payment *list, int *n, enum cash_rounding mode)
{
	int64_t open = payments_open(due, list, *n);
	int64_t given = t_rand(3) ? any_amount(open * 2) : 0, amount;

	if (*n == PAYMENTS_MAX - 1)
		given = open * 2 + 100;
	if (t_rand(3) || *n == PAYMENTS_MAX - 1)
		return CHECK(payments_add_cash(due, list, n, 1, given, mode));
	amount = given && given < open ? given : open;
	list[(*n)++] = (struct payment){
		.tender_id = 2, .kind = TENDER_CARD, .amount_minor = amount, .given_minor = amount
	};
	return true;
}

TEST(a_settled_bill_adds_up)
{
	for (int round = 0; round < ROUNDS; round++) {
		enum cash_rounding mode = (enum cash_rounding)t_rand(CASH_ROUNDINGS);
		struct payment list[PAYMENTS_MAX];
		int64_t due = any_amount(1000000), kept = 0, rounding = 0;
		int n = 0;

		while (payments_open(due, list, n) > 0)
			if (!pay(due, list, &n, mode))
				return;
		if (!CHECK_INT(payments_open(due, list, n), 0))
			return;
		for (int i = 0; i < n; i++) {
			const struct payment *p = &list[i];

			if (!CHECK_INT(p->given_minor - p->change_minor, p->amount_minor - p->rounding_minor))
				return;
			if (!CHECK(p->amount_minor >= 0 && p->given_minor >= 0 && p->change_minor >= 0))
				return;
			if (p->rounding_minor && !CHECK(i == n - 1 && p->kind == TENDER_CASH))
				return;
			kept += p->given_minor - p->change_minor;
			rounding += p->rounding_minor;
		}
		if (!CHECK_INT(kept + rounding, due) || !CHECK(rounding < 100 && rounding >= -50))
			return;
	}
}

TEST(exact_cash_needs_no_change_and_a_fen_less_does_not_settle)
{
	for (int round = 0; round < ROUNDS; round++) {
		enum cash_rounding mode = (enum cash_rounding)t_rand(CASH_ROUNDINGS);
		int64_t due = any_amount(1000000), exact = cash_round(due, mode);
		struct payment list[2];
		int n = 0;

		if (!CHECK(payments_add_cash(due, list, &n, 1, 0, mode)))
			return;
		if (!CHECK_INT(list[0].given_minor, exact) || !CHECK_INT(list[0].change_minor, 0)
		    || !CHECK_INT(list[0].amount_minor, due))
			return;
		n = 0;
		if (exact <= 1 || exact > due)
			continue;
		if (!CHECK(payments_add_cash(due, list, &n, 1, exact - 1, mode))
		    || !CHECK(payments_open(due, list, n) > 0))
			return;
	}
}

T_MAIN
