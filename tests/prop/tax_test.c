/* tax_test.c - tax, cash rounding and the texts of figures, for any amount. */
#include "model/money.h"
#include "../t.h"

#define ROUNDS 200000

static int64_t any_amount(void)
{
	int64_t v = t_range(0, MONEY_MAX);

	for (uint64_t n = t_rand(13); n > 0; n--)
		v /= 10;
	return v;
}

TEST(tax_is_next_to_exact)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t gross = any_amount(), rate = t_range(0, 10000);
		int64_t tax = tax_in_gross(gross, rate), net = gross - tax;
		__int128 off = ((__int128)tax * (10000 + rate) - (__int128)gross * rate) * 2;

		if (!CHECK(off <= 10000 + rate && off > -(10000 + rate)))
			return;
		if (!CHECK(tax >= 0 && tax <= gross) || !CHECK_INT(tax_in_gross(-gross, rate), -tax))
			return;
		off = tax_on_net(net, rate) - tax; /* the way back, but for a fen */
		if (!CHECK(off <= 1 && off >= -1))
			return;
	}
}

TEST(tax_never_grows_faster_than_the_price)
{
	for (int round = 0; round < ROUNDS; round++) {
		int64_t gross = any_amount(), rate = t_range(0, 10000);
		int64_t more = tax_in_gross(gross + 1, rate) - tax_in_gross(gross, rate);

		if (!CHECK(more == 0 || more == 1))
			return;
	}
}

TEST(cash_rounding)
{
	static const int64_t steps[CASH_ROUNDINGS] = { 1, 10, 100, 10, 100, 5 };
	static const bool nearest[CASH_ROUNDINGS] = { false, false, false, true, true, true };

	for (int round = 0; round < ROUNDS; round++) {
		int64_t amount = any_amount();

		for (int mode = 0; mode < CASH_ROUNDINGS; mode++) {
			enum cash_rounding how = (enum cash_rounding)mode;
			int64_t cash = cash_round(amount, how), off = amount - cash;

			if (!CHECK_INT(cash % steps[mode], 0) || !CHECK_INT(cash_round(cash, how), cash))
				return;
			if (!CHECK(nearest[mode] ? off * 2 < steps[mode] && off * 2 >= -steps[mode]
			    : off >= 0 && off < steps[mode]))
				return;
			if (!CHECK(cash_round(amount + 1, how) >= cash))
				return;
		}
	}
}

TEST(texts_read_back)
{
	struct arena a = ARENA_INIT;

	for (int round = 0; round < ROUNDS; round++) {
		int64_t minor = any_amount(), qty = 1 + any_amount() % QTY_MAX, back = -1;

		money_set_exponent((int)t_rand(4));
		if (!CHECK(money_parse(money_text(&a, minor), &back) == OK) || !CHECK_INT(back, minor))
			break;
		if (minor && !CHECK(money_parse(money_text(&a, -minor) + 1, &back) == OK && back == minor))
			break;
		if (!CHECK(qty_parse(qty_text(&a, qty), &back) == OK) || !CHECK_INT(back, qty))
			break;
		arena_clear(&a);
	}
	money_set_exponent(2);
	arena_release(&a);
}

TEST(garbage_is_refused_or_read_as_it_looks)
{
	struct arena a = ARENA_INIT;
	static const char alphabet[] = "0123456789.... -+e,\xEF\xBC\x91";

	for (int round = 0; round < ROUNDS; round++) {
		char text[12];
		int64_t minor = -1, again = -1;
		size_t n = t_rand(sizeof text);

		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[t_rand(sizeof alphabet - 1)];
		text[n] = '\0';
		if (money_parse(text, &minor)) {
			if (!CHECK_INT(minor, -1))
				break;
			continue;
		}
		if (!CHECK(minor >= 0 && minor <= MONEY_MAX) || !CHECK(!strpbrk(text, " -+e,")))
			break;
		if (!CHECK(money_parse(money_text(&a, minor), &again) == OK && again == minor))
			break;
		arena_clear(&a);
	}
	arena_release(&a);
}

T_MAIN
