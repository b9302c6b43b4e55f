/* money_test.c - rounding, sharing, tax, cash and the texts of money, by example. */
#include "model/money.h"

#include "../t.h"

static struct arena arena = ARENA_INIT;

TEST(products_round_as_named)
{
	CHECK_INT(mul_div(5, 1, 2, ROUND_HALF_AWAY), 3);
	CHECK_INT(mul_div(-5, 1, 2, ROUND_HALF_AWAY), -3);
	CHECK_INT(mul_div(5, 1, 2, ROUND_ZERO), 2);
	CHECK_INT(mul_div(-5, 1, 2, ROUND_ZERO), -2);
	CHECK_INT(mul_div(5, 1, 4, ROUND_UP), 2);
	CHECK_INT(mul_div(-5, 1, 4, ROUND_UP), -2);
	CHECK_INT(mul_div(4, 1, 4, ROUND_UP), 1);
	CHECK_INT(mul_div(49, 1, 100, ROUND_HALF_AWAY), 0);
	CHECK_INT(mul_div(50, 1, 100, ROUND_HALF_AWAY), 1);
	CHECK_INT(mul_div(MONEY_MAX, MONEY_MAX, MONEY_MAX, ROUND_HALF_AWAY), MONEY_MAX);
	CHECK_INT(mul_div(-MONEY_MAX, 1000, 1, ROUND_ZERO), -MONEY_MAX * 1000);
}

TEST(a_line_amount_is_rounded_once)
{
	CHECK_INT(line_amount(900, 1258), 1132); /* 9.00 a kg: 11.322 */
	CHECK_INT(line_amount(333, 1500), 500);  /* 4.995: half away */
	CHECK_INT(line_amount(-333, 1500), -500);
	CHECK_INT(line_amount(1, 499), 0);
	CHECK_INT(line_amount(1, 500), 1);
	CHECK_INT(line_amount(MONEY_MAX, 1000), MONEY_MAX);
	CHECK_INT(line_amount(MONEY_MAX, 1001), MONEY_MAX + 1); /* more than any amount */
	CHECK_INT(line_amount(MONEY_MAX, QTY_MAX), MONEY_MAX + 1);
	CHECK_INT(line_amount(-MONEY_MAX, QTY_MAX), -MONEY_MAX - 1);
}

TEST(a_change_is_told_in_basis_points)
{
	CHECK_INT(money_change_bp(105, 100), 500);
	CHECK_INT(money_change_bp(100, 300), -6666);
	CHECK_INT(money_change_bp(0, 1), -10000);
	CHECK_INT(money_change_bp(10001, 1), CHANGE_MAX_BP);
	CHECK_INT(money_change_bp(MONEY_MAX, 1), CHANGE_MAX_BP);
	CHECK_INT(money_change_bp(-MONEY_MAX, 1), -CHANGE_MAX_BP);
}

/* numbers: n weights, then the n parts wanted. */
static void check_share(int64_t total, int n, const int64_t *numbers, const char *text)
{
	int64_t parts[8];

	money_share(total, numbers, n, parts);
	for (int i = 0; i < n; i++)
		if (!CHECK_INT(parts[i], numbers[n + i]))
			printf("# part %d of: %s\n", i, text);
}

#define SHARE(total, n, ...) \
	check_share(total, n, (const int64_t[]){ __VA_ARGS__ }, #total " over " #__VA_ARGS__)

TEST(sharing_gives_leftovers_to_the_largest_remainder)
{
	SHARE(100, 3, 1, 1, 1, 34, 33, 33);
	SHARE(200, 3, 1, 1, 1, 67, 67, 66);
	SHARE(-100, 3, 1, 1, 1, -34, -33, -33);
	SHARE(0, 3, 1, 2, 3, 0, 0, 0);
	SHARE(10, 3, 1, 0, 2, 3, 0, 7);
	SHARE(1, 3, 1, 3, 2, 0, 1, 0);
	SHARE(1, 3, 2, 2, 2, 1, 0, 0);
	SHARE(5, 4, 0, 0, 1, 1, 0, 0, 3, 2);
	SHARE(2000, 3, 600, 4590, 2670, 153, 1168, 679);
	SHARE(7, 1, 3, 7);
	SHARE(7, 3, 0, 0, 0, 7, 0, 0);
	SHARE(-7, 2, 0, 0, -7, 0);
	SHARE(MONEY_MAX, 2, MONEY_MAX, MONEY_MAX, MONEY_MAX / 2, MONEY_MAX / 2);
	SHARE(MONEY_MAX, 3, MONEY_MAX, MONEY_MAX, MONEY_MAX,
		INT64_C(3333333333334), INT64_C(3333333333333), INT64_C(3333333333333));
}

TEST(a_share_is_given_step_by_step)
{
	static const int64_t weights[] = { 1, 1, 4 };
	int64_t gave[3] = { 0 }, parts[3];

	/* Of 1: 0.17 0.17 0.67; of 3: 0.5 0.5 2, the tie to the earlier. */
	money_share_next(1, weights, gave, 3, parts);
	CHECK(parts[0] == 0 && parts[1] == 0 && parts[2] == 1);
	gave[2] = 1;
	money_share_next(3, weights, gave, 3, parts);
	CHECK(parts[0] == 1 && parts[1] == 0 && parts[2] == 1);
	gave[0] = 1;
	gave[2] = 2;
	money_share_next(3, weights, gave, 3, parts); /* nothing new */
	CHECK(parts[0] == 0 && parts[1] == 0 && parts[2] == 0);
	money_share_next(6, weights, gave, 3, parts);
	CHECK(parts[0] == 0 && parts[1] == 1 && parts[2] == 2);
	/* One that was given more than its share: the last gives less. */
	gave[0] = 0;
	gave[1] = 1;
	gave[2] = 0;
	money_share_next(2, weights, gave, 3, parts);
	CHECK(parts[0] == 1 && parts[1] == 0 && parts[2] == 0);
	money_share_next(6, weights, gave, 3, parts);
	CHECK(parts[0] == 1 && parts[1] == 0 && parts[2] == 4);
}

TEST(a_part_of_all_units_is_all)
{
	CHECK_INT(money_part(1000, 0, 3), 0);
	CHECK_INT(money_part(1000, 1, 3), 333);
	CHECK_INT(money_part(1000, 2, 3), 667);
	CHECK_INT(money_part(1000, 3, 3), 1000);
	CHECK_INT(money_part(1, 1, 2), 1);
	CHECK_INT(money_part(-1, 1, 2), -1);
}

TEST(tax_in_and_on_a_price)
{
	CHECK_INT(tax_in_gross(11300, 1300), 1300); /* 13 % in 113.00 is 13.00 */
	CHECK_INT(tax_in_gross(10900, 900), 900);
	CHECK_INT(tax_in_gross(10000, 1300), 1150); /* 11.504 */
	CHECK_INT(tax_in_gross(10000, 0), 0);
	CHECK_INT(tax_in_gross(-11300, 1300), -1300);
	CHECK_INT(tax_in_gross(1, 10000), 1); /* half a fen, away from zero */
	CHECK_INT(tax_on_net(10000, 1300), 1300);
	CHECK_INT(tax_on_net(50, 100), 1);
	CHECK_INT(tax_on_net(49, 100), 0);
}

TEST(cash_is_rounded_by_mode)
{
	static const struct { int64_t amount; int64_t want[CASH_ROUNDINGS]; } rows[] = {
		/*          exact drop-fen drop-jiao half-jiao half-yuan nickel */
		{ 6347, { 6347, 6340, 6300, 6350, 6300, 6345 } },
		{ 6350, { 6350, 6350, 6300, 6350, 6400, 6350 } },
		{ 6345, { 6345, 6340, 6300, 6350, 6300, 6345 } },
		{ 6344, { 6344, 6340, 6300, 6340, 6300, 6345 } },
		{ 6342, { 6342, 6340, 6300, 6340, 6300, 6340 } },
		{ 9, { 9, 0, 0, 10, 0, 10 } },
		{ 0, { 0, 0, 0, 0, 0, 0 } },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int mode = 0; mode < CASH_ROUNDINGS; mode++)
			if (!CHECK_INT(cash_round(rows[i].amount, (enum cash_rounding)mode), rows[i].want[mode]))
				printf("# %" PRId64 " by %s\n", rows[i].amount, cash_rounding_name[mode]);
}

TEST(rounding_follows_the_currency)
{
	money_set_exponent(0);
	CHECK_INT(cash_round(1239, CASH_DROP_FEN), 1239);
	CHECK_INT(cash_round(1239, CASH_DROP_JIAO), 1239);
	money_set_exponent(1);
	CHECK_INT(cash_round(1239, CASH_DROP_FEN), 1239);
	CHECK_INT(cash_round(1239, CASH_DROP_JIAO), 1230);
	CHECK_INT(cash_round(1239, CASH_NICKEL), 1239);
	money_set_exponent(3);
	CHECK_INT(cash_round(1239, CASH_DROP_FEN), 1200);
	CHECK_INT(cash_round(1239, CASH_NICKEL), 1250);
	money_set_exponent(2);
}

TEST(money_as_text)
{
	CHECK_STR(money_text(&arena, 6350), "63.50");
	CHECK_STR(money_text(&arena, -100), "-1.00");
	CHECK_STR(money_text(&arena, -5), "-0.05");
	CHECK_STR(money_text(&arena, 0), "0.00");
	CHECK_STR(money_text(&arena, MONEY_MAX), "100000000000.00");
	money_set_exponent(0);
	CHECK_STR(money_text(&arena, -6350), "-6350");
	money_set_exponent(3);
	CHECK_STR(money_text(&arena, 6350), "6.350");
	money_set_exponent(2);
	arena_clear(&arena);
}

/* -1: refused, and what was there stays. */
static int64_t parsed(enum err (*parse)(const char *, int64_t *), const char *text)
{
	int64_t v = 77;

	if (parse(text, &v)) {
		CHECK_INT(v, 77);
		return -1;
	}
	return v;
}

TEST(typed_amounts)
{
	CHECK_INT(parsed(money_parse, "9.9"), 990);
	CHECK_INT(parsed(money_parse, "100"), 10000);
	CHECK_INT(parsed(money_parse, ".5"), 50);
	CHECK_INT(parsed(money_parse, "5."), 500);
	CHECK_INT(parsed(money_parse, "0"), 0);
	CHECK_INT(parsed(money_parse, "000012.30"), 1230);
	CHECK_INT(parsed(money_parse, "\xEF\xBC\x99\xEF\xBC\x8E\xEF\xBC\x90"), 900); /* full-width 9.0 */
	CHECK_INT(parsed(money_parse, "100000000000.00"), MONEY_MAX);
	CHECK_INT(parsed(money_parse, "100000000000.01"), -1);
	CHECK_INT(parsed(money_parse, "99999999999999999999999"), -1);
	static const char *const refused[] = {
		"", ".", "9.999", "1,000", "-1", "+1", "1 ", " 1", "1.2.3", "1e2", "x", "\xC2\xB2",
		"\xE2\x91\xA0", "\xFF", "1\xEF\xBC",
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (!CHECK_INT(parsed(money_parse, refused[i]), -1))
			printf("# \"%s\"\n", refused[i]);
	money_set_exponent(0);
	CHECK_INT(parsed(money_parse, "1239"), 1239);
	CHECK_INT(parsed(money_parse, "1.0"), -1);
	money_set_exponent(2);
}

TEST(quantities_and_percentages)
{
	CHECK_STR(qty_text(&arena, 2000), "2");
	CHECK_STR(qty_text(&arena, 1258), "1.258");
	CHECK_STR(qty_text(&arena, 1250), "1.25");
	CHECK_STR(qty_text(&arena, 1005), "1.005");
	CHECK_STR(qty_text(&arena, -500), "-0.5");
	CHECK_STR(qty_text(&arena, 0), "0");
	CHECK_INT(parsed(qty_parse, "2"), 2000);
	CHECK_INT(parsed(qty_parse, "1.258"), 1258);
	CHECK_INT(parsed(qty_parse, "1.2585"), -1);
	CHECK_INT(parsed(qty_parse, "0"), -1);
	CHECK_INT(parsed(qty_parse, "1000000"), QTY_MAX);
	CHECK_INT(parsed(qty_parse, "1000000.001"), -1);
	CHECK_INT(parsed(percent_parse, "5"), 500);
	CHECK_INT(parsed(percent_parse, "12.5"), 1250);
	CHECK_INT(parsed(percent_parse, "100"), 10000);
	CHECK_INT(parsed(percent_parse, "0"), 0);
	CHECK_INT(parsed(percent_parse, "100.01"), -1);
	CHECK_INT(parsed(percent_parse, "5%"), -1);
	arena_release(&arena);
}

TEST(numbers_of_any_decimals)
{
	struct arena a = ARENA_INIT;
	int64_t v;

	CHECK(decimal_parse("12.000001", 6, INT64_C(1000000000000000), &v) == OK && v == 12000001);
	CHECK(decimal_parse("1000000000", 6, INT64_C(1000000000000000), &v) == OK && v == INT64_C(1000000000000000));
	CHECK(decimal_parse("1000000000.000001", 6, INT64_C(1000000000000000), &v) == ERR_INVALID);
	CHECK(decimal_parse("999999999999999", 6, INT64_C(1000000000000000), &v) == ERR_INVALID); /* by its scale */
	CHECK(decimal_parse("5", 0, 5, &v) == OK && decimal_parse("6", 0, 5, &v) == ERR_INVALID);
	CHECK(decimal_parse("5.", 0, 5, &v) == OK && decimal_parse("0.1", 0, 5, &v) == ERR_INVALID);
	CHECK_STR(decimal_text(&a, 12500000, 6), "12.5");
	CHECK_STR(decimal_text(&a, -5, 1), "-0.5");
	CHECK_STR(decimal_text(&a, 0, 6), "0");
	CHECK_STR(decimal_text(&a, 1200, 2), "12");
	CHECK_STR(decimal_text(&a, 1200, 0), "1200");
	arena_release(&a);
}

T_MAIN
