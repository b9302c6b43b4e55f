/* cash_test.c - amounts as who counts cash types them, notes and coins, numbers of vouchers. */
#include "../t.h"
#include "model/cash.h"
#include "model/money.h"

static int64_t sum(const char *text)
{
	int64_t minor = -1;

	return cash_sum(text, &minor) ? minor : -1;
}

TEST(sums)
{
	CHECK_INT(sum("12.5"), 1250);
	CHECK_INT(sum("3*100+50"), 35000);
	CHECK_INT(sum("0.5*7+3*0.1"), 380);
	CHECK_INT(sum("3x100-50"), 25000);
	CHECK_INT(sum("0"), 0);
	CHECK_INT(sum(""), -1);
	CHECK_INT(sum("3*"), -1);
	CHECK_INT(sum("+3"), -1);
	CHECK_INT(sum("3+"), -1);
	CHECK_INT(sum("3**5"), -1);
	CHECK_INT(sum("0.5*0.5"), -1);
	CHECK_INT(sum("5-6"), -1);
	CHECK_INT(sum("3*a"), -1);
	CHECK_INT(sum("99999999999*99999999999"), -1);
	CHECK_INT(sum("100000000000"), MONEY_MAX);
	CHECK_INT(sum("100000000000+0.01"), -1);
}

TEST(pieces)
{
	struct cash_pieces one, many[2] = { { MONEY_MAX, 1 }, { 1, 1 } };

	CHECK(cash_pieces_parse("100x5", &one) && one.value_minor == 10000 && one.count == 5);
	CHECK(cash_pieces_parse("0.5x100000", &one) && one.count == CASH_PIECE_MOST);
	CHECK(!cash_pieces_parse("0.5x100001", &one) && !cash_pieces_parse("x5", &one));
	CHECK(!cash_pieces_parse("100x", &one) && !cash_pieces_parse("100x+5", &one));
	CHECK(!cash_pieces_parse("0x5", &one));
	CHECK_INT(cash_pieces_sum(many, 1), MONEY_MAX);
	CHECK_INT(cash_pieces_sum(many, 2), -1);
}

TEST(numbers_of_vouchers)
{
	CHECK(cash_reference_ok("INV-0012") && cash_reference_ok("1234567890123456789012345678901234567890"));
	CHECK(!cash_reference_ok("12345678901234567890123456789012345678901") && !cash_reference_ok(""));
	CHECK(!cash_reference_ok("a b") && !cash_reference_ok("\x1b[2J") && !cash_reference_ok("\xe5"));
	CHECK_STR(cash_reference("pay-out INV-1"), "INV-1");
	CHECK_STR(cash_reference("drop"), "");
}

T_MAIN
