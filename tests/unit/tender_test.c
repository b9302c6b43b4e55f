/* tender_test.c - references, and settling a bill with cash, by example. */
#include "model/tender.h"

#include "../t.h"

static bool fits(const char *pattern, unsigned flags, const char *reference)
{
	struct tender t = { .reference_pattern = pattern, .flags = flags };

	return tender_reference_ok(&t, reference);
}

TEST(references)
{
	CHECK(fits("D6-24", TENDER_NEEDS_REFERENCE, "123456"));
	CHECK(fits("D6-24", TENDER_NEEDS_REFERENCE, "123456789012345678901234"));
	CHECK(!fits("D6-24", TENDER_NEEDS_REFERENCE, "12345"));
	CHECK(!fits("D6-24", TENDER_NEEDS_REFERENCE, "1234567890123456789012345"));
	CHECK(!fits("D6-24", TENDER_NEEDS_REFERENCE, "12345a"));
	CHECK(!fits("D6-24", TENDER_NEEDS_REFERENCE, ""));
	CHECK(fits("D6-24", 0, ""));
	CHECK(!fits("D6-24", 0, "12345"));
	CHECK(fits("A1-4", TENDER_NEEDS_REFERENCE, "ab-1"));
	CHECK(fits("A1-4", TENDER_NEEDS_REFERENCE, "\xE5\x8D\x95\xE5\x8F\xB7" "12")); /* four characters */
	CHECK(!fits("A1-4", TENDER_NEEDS_REFERENCE, "ab-12"));
	CHECK(!fits("A1-4", TENDER_NEEDS_REFERENCE, "a\tb"));
	CHECK(fits("", 0, ""));
	CHECK(!fits("", 0, "1"));
	CHECK(!fits("", TENDER_NEEDS_REFERENCE, ""));
	CHECK(fits(NULL, TENDER_NEEDS_REFERENCE, "1"));
	CHECK(fits("", TENDER_NEEDS_REFERENCE,
		"1234567890123456789012345678901234567890123456789012345678901234"));
	CHECK(!fits("", TENDER_NEEDS_REFERENCE,
		"12345678901234567890123456789012345678901234567890123456789012345"));
	CHECK(!fits("X1-4", TENDER_NEEDS_REFERENCE, "1"));
	CHECK(!fits("D6", TENDER_NEEDS_REFERENCE, "123456"));
	CHECK(!fits("D6-24x", TENDER_NEEDS_REFERENCE, "123456"));
}

/* "amount rounding given change" of the payment that cash makes; "no" when there is none. */
static const char *cash(int64_t due, int64_t given, enum cash_rounding mode)
{
	static char out[100];
	struct payment list[PAYMENTS_MAX];
	int n = 0;

	if (!payments_add_cash(due, list, &n, 7, given, mode)) {
		CHECK_INT(n, 0);
		return "no";
	}
	CHECK_INT(n, 1);
	CHECK_INT(list[0].tender_id, 7);
	CHECK_INT(list[0].kind, TENDER_CASH);
	CHECK_STR(list[0].reference, "");
	snprintf(out, sizeof out, "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, list[0].amount_minor,
		list[0].rounding_minor, list[0].given_minor, list[0].change_minor);
	return out;
}

TEST(cash_settles_or_pays_a_part)
{
	CHECK_STR(cash(6347, 0, CASH_DROP_FEN), "6347 7 6340 0");
	CHECK_STR(cash(6347, 6340, CASH_DROP_FEN), "6347 7 6340 0");
	CHECK_STR(cash(6347, 10000, CASH_DROP_FEN), "6347 7 10000 3660");
	CHECK_STR(cash(6347, 6339, CASH_DROP_FEN), "6339 0 6339 0");
	CHECK_STR(cash(6347, 5000, CASH_DROP_FEN), "5000 0 5000 0");
	CHECK_STR(cash(6347, 0, CASH_EXACT), "6347 0 6347 0");
	CHECK_STR(cash(6347, 0, CASH_HALF_JIAO), "6347 -3 6350 0");
	CHECK_STR(cash(6347, 7000, CASH_HALF_JIAO), "6347 -3 7000 650");
	CHECK_STR(cash(6347, 6348, CASH_HALF_JIAO), "6347 0 6348 1"); /* it covers the bill */
	CHECK_STR(cash(6347, 6346, CASH_HALF_JIAO), "6346 0 6346 0");
	CHECK_STR(cash(7, 0, CASH_DROP_FEN), "7 7 0 0");
	CHECK_STR(cash(7, 100, CASH_DROP_FEN), "7 7 100 100");
	CHECK_STR(cash(0, 100, CASH_DROP_FEN), "no");
	CHECK_STR(cash(-5, 0, CASH_DROP_FEN), "no");
	CHECK_STR(cash(6347, -100, CASH_DROP_FEN), "no");
}

TEST(mixed_payment)
{
	struct payment list[PAYMENTS_MAX] = {
		{ .tender_id = 2, .kind = TENDER_CARD, .amount_minor = 4000, .given_minor = 4000 },
	};
	int n = 1;

	CHECK_INT(payments_open(6347, list, n), 2347);
	CHECK(payments_add_cash(6347, list, &n, 1, 1000, CASH_DROP_FEN));
	CHECK_INT(payments_open(6347, list, n), 1347);
	CHECK_INT(list[1].rounding_minor, 0);
	CHECK(payments_add_cash(6347, list, &n, 1, 2000, CASH_DROP_FEN));
	CHECK_INT(payments_open(6347, list, n), 0);
	CHECK_INT(list[2].rounding_minor, 7); /* only the cash that settles */
	CHECK_INT(list[2].change_minor, 660);
	CHECK(!payments_add_cash(6347, list, &n, 1, 0, CASH_DROP_FEN));
	CHECK_INT(n, 3);
}

TEST(a_full_list)
{
	struct payment list[PAYMENTS_MAX];
	int n = 0;

	while (n < PAYMENTS_MAX)
		if (!CHECK(payments_add_cash(100000, list, &n, 1, 100, CASH_DROP_FEN)))
			return;
	CHECK(!payments_add_cash(100000, list, &n, 1, 0, CASH_DROP_FEN));
	CHECK_INT(n, PAYMENTS_MAX);
}

T_MAIN
