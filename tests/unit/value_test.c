/* value_test.c - what is worth money and is no goods: its lines and accounts, serials, foreign notes, orders, what is
 * owed for how long; by example and beyond each limit. */
#include "model/value.h"

#include "../t.h"
#include "model/money.h"

static struct arena arena = ARENA_INIT;

TEST(a_line_of_value_says_what_it_is)
{
	static const enum account accounts[VALUE_KINDS] = { 0, ACCOUNT_TIP, ACCOUNT_DONATION, ACCOUNT_VOUCHER,
		ACCOUNT_ORDER, ACCOUNT_HOUSE, ACCOUNT_VOUCHER };

	for (int kind = VALUE_TIP; kind < VALUE_KINDS; kind++) {
		struct line l = value_line((enum value_kind)kind, "1001", "x", 1234);

		CHECK_INT(line_value(&l), kind);
		CHECK_INT(value_account((enum value_kind)kind), accounts[kind]);
		CHECK(l.has_fixed_amount && l.fixed_amount_minor == 1234 && l.qty_milli == QTY_ONE);
		CHECK((l.flags & LINE_NO_DISCOUNT) && (l.flags & LINE_NO_OVERRIDE) && (l.flags & LINE_NO_POINTS));
		for (int other = VALUE_TIP; other < kind; other++)
			CHECK(strcmp(value_name[kind], value_name[other]) != 0);
	}
	CHECK_INT(line_value(&(struct line){ .flags = LINE_LABEL | LINE_NO_DISCOUNT | LINE_RETURN }), VALUE_NONE);
	/* A kind that this program does not know is no value, not another one. */
	CHECK_INT(line_value(&(struct line){ .flags = (unsigned)VALUE_KINDS << LINE_VALUE_SHIFT }), VALUE_NONE);
}

TEST(goods_and_what_comes_back_are_not_counted)
{
	struct line lines[4] = { value_line(VALUE_TIP, "1008", "tip", 200), value_line(VALUE_VOUCHER, "1", "v", 5000),
		{ .paid_minor = 990 }, value_line(VALUE_DONATION, "", "d", 100) };

	lines[0].paid_minor = 200;
	lines[1].paid_minor = 5000;
	lines[3].paid_minor = 100;
	CHECK_INT(lines_value_minor(lines, 4), 5300);
	lines[1].flags |= LINE_RETURN;
	CHECK_INT(lines_value_minor(lines, 4), 300);
	CHECK_INT(lines_value_minor(lines, 0), 0);
}

TEST(a_holder_is_digits_alone)
{
	CHECK_INT(value_holder("1001"), 1001);
	CHECK_INT(value_holder("000000000000000007"), 7);
	CHECK_INT(value_holder("999999999999999999"), HOLDER_MAX);
	CHECK_INT(value_holder("0000000000000000007"), 0); /* 19 digits */
	CHECK_INT(value_holder("1000000000000000000"), 0);
	CHECK_INT(value_holder(""), 0);
	CHECK_INT(value_holder("-1"), 0);
	CHECK_INT(value_holder(" 1"), 0);
	CHECK_INT(value_holder("1x"), 0);
	CHECK_INT(value_holder("0"), 0);
}

/* --- serials ----------------------------------------------------------------------------------- */

TEST(a_serial_has_a_check_digit)
{
	/* By hand: 10000 from the right times 3, 1, 3 ...: 1*3 = 3, so 7. */
	CHECK(serial_valid(100007));
	for (int64_t digit = 0; digit < 10; digit++)
		CHECK(serial_valid(100000 + digit) == (digit == 7));
	CHECK(!serial_valid(10009)); /* five digits */
	CHECK(!serial_valid(0));
	CHECK(!serial_valid(-100007));
	CHECK(!serial_valid(HOLDER_MAX + 1));
	CHECK(!serial_valid(INT64_MAX));
}

/* Each is valid, one more than the one before but for the check digit; two neighbours swapped are found. */
TEST(serials_follow_each_other)
{
	int64_t serial = 8800000015, swapped;

	CHECK(serial_valid(serial));
	for (int i = 0; i < 2000; i++) {
		int64_t next = serial_next(serial);

		if (!CHECK(serial_valid(next)) || !CHECK_INT(next / 10, serial / 10 + 1))
			return;
		CHECK_INT(serial_count(8800000015, next), i + 2);
		serial = next;
	}
	swapped = 8800000051; /* of 8800000015 */
	CHECK(!serial_valid(swapped));
	CHECK_INT(serial_next(999990 / 10 * 10) / 10, 100000); /* one digit longer */
}

TEST(a_range_of_serials)
{
	CHECK_INT(serial_count(8800000015, 8800000015), 1);
	CHECK_INT(serial_count(8800000022, 8800000015), 0);
	CHECK_INT(serial_count(8800000015, 8800000016), 0);
	CHECK_INT(serial_count(8800000016, 8800000022), 0);
	CHECK_INT(serial_count(-1, 8800000022), 0);
}

/* --- foreign notes ----------------------------------------------------------------------------- */

TEST(a_currency_is_three_capitals)
{
	char code[4];

	for (int64_t unit = UNIT_CURRENCY; unit <= UNIT_LAST; unit += 7) {
		currency_code(unit, code);
		CHECK(currency_valid(code));
		if (!CHECK_INT(currency_unit(code), unit))
			return;
	}
	CHECK_INT(currency_unit("AAA"), UNIT_CURRENCY);
	CHECK_INT(currency_unit("ZZZ"), UNIT_LAST);
	CHECK(currency_unit("USD") != currency_unit("USE") && currency_unit("USD") != currency_unit("DSU"));
	CHECK(!currency_valid("US") && !currency_valid("USDX") && !currency_valid("usd") && !currency_valid("U D"));
	CHECK(!currency_valid(""));
}

TEST(notes_are_worth_what_the_rate_says_towards_zero)
{
	CHECK_INT(foreign_home_minor(&(struct foreign){ "USD", 2000, 71234, 10000 }), 14246); /* 142.468 */
	CHECK_INT(foreign_home_minor(&(struct foreign){ "JPY", 100, 1, 3 }), 33);
	CHECK_INT(foreign_home_minor(&(struct foreign){ "JPY", 1, 1, 3 }), 0);
	CHECK_INT(foreign_home_minor(&(struct foreign){ "USD", MONEY_MAX, 1, 1 }), MONEY_MAX);
	CHECK_INT(foreign_home_minor(&(struct foreign){ "USD", MONEY_MAX, 2, 1 }), 0); /* beyond what is money */
	CHECK_INT(foreign_home_minor(&(struct foreign){ "USD", MONEY_MAX + 1, 1, 1 }), 0);
	CHECK_INT(foreign_home_minor(&(struct foreign){ "USD", INT64_MAX, INT64_MAX, 1 }), 0);
}

TEST(the_reference_of_notes_is_read_back)
{
	static const char *const wrong[] = { "", "USD", "USD 20", "USD 20 @ 7", "USD 0 @ 7/1", "USD -5 @ 7/1",
		"USD 20 @ 0/1", "USD 20 @ 7/0", "usd 20 @ 7/1", "USD 20 @ 7/1 ", "USD 20 @ 7/1x", "US 20 @ 7/1",
		"USDX 20 @ 7/1" };
	const struct foreign f = { "USD", 2000, 71234, 10000 };
	struct foreign back;

	CHECK_STR(foreign_text(&arena, &f), "USD 2000 @ 71234/10000");
	CHECK(foreign_read(foreign_text(&arena, &f), &back));
	CHECK_STR(back.currency, "USD");
	CHECK(back.amount == f.amount && back.numerator == f.numerator && back.denominator == f.denominator);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (!CHECK(!foreign_read(wrong[i], &back)))
			printf("# %s\n", wrong[i]);
}

TEST(rates_as_they_are_typed)
{
	static const char *const good[] = { "7.1234", "1", "0.00000001", "999999.99999999", "7.10", "007" };
	static const char *const bad[] = { "", ".5", "7.", "7.123456789", "1234567", "-7", "7,1", "7.1.2", " 7", "7 ",
		"0", "0.00", "1e3" };
	int64_t n, d;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		if (CHECK(rate_parse(good[i], &n, &d)) && i < 5)
			CHECK_STR(rate_text(&arena, n, d), good[i]);
	CHECK(rate_parse("7.1234", &n, &d) && n == 71234 && d == 10000);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!CHECK(!rate_parse(bad[i], &n, &d)))
			printf("# %s\n", bad[i]);
	CHECK_STR(rate_text(&arena, 1, 3), "0.33333333"); /* no power of ten: towards zero */
	CHECK_STR(rate_text(&arena, 20, 3), "6.66666666");
}

/* --- orders ------------------------------------------------------------------------------------ */

TEST(an_order_is_read_back_from_its_receipt)
{
	static const char *const wrong[] = { "", "cake", " 100.00", "100.000 cake",
		"1000000000000000000000000000 cake" };
	struct order_row order = { .total_minor = 10000, .note = "8\" cake, for Li" }, back = { 0 };

	CHECK_STR(order_note(&arena, &order), "100.00 8\" cake, for Li");
	CHECK(order_note_read(order_note(&arena, &order), &back));
	CHECK_INT(back.total_minor, 10000);
	CHECK_STR(back.note, order.note);
	order.note = "";
	CHECK_STR(order_note(&arena, &order), "100.00");
	CHECK(order_note_read("100.00", &back) && !*back.note);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (!CHECK(!order_note_read(wrong[i], &back)))
			printf("# %s\n", wrong[i]);
}

/* --- what is owed ------------------------------------------------------------------------------ */

static void check_ages(const struct owed *list, int n, int64_t a, int64_t b, int64_t c, int64_t d)
{
	int64_t ages[AGES];

	owed_ages(list, n, 20261121, 30, ages);
	CHECK_INT(ages[0], a);
	CHECK_INT(ages[1], b);
	CHECK_INT(ages[2], c);
	CHECK_INT(ages[3], d);
}

TEST(payments_settle_the_oldest_charges)
{
	static const struct owed list[] = { { 20260701, 10000 }, { 20260915, 5000 }, { 20261010, 3000 },
		{ 20261120, 700 }, { 20261120, -12000 } };

	/* Due 30 days after: 31 July, 15 October, 9 November, 20 December. */
	check_ages(list, 4, 700, 3000, 5000, 10000);
	check_ages(list, 5, 700, 3000, 3000, 0);
	check_ages(list, 0, 0, 0, 0, 0);
	check_ages((const struct owed[]){ { 20261120, -500 }, { 20261120, 200 } }, 2, -300, 0, 0, 0); /* ahead */
}

TEST(an_age_ends_with_its_last_day)
{
	check_ages((const struct owed[]){ { 20261022, 1 } }, 1, 1, 0, 0, 0); /* due today */
	check_ages((const struct owed[]){ { 20261021, 1 } }, 1, 0, 1, 0, 0);
	check_ages((const struct owed[]){ { 20260922, 1 } }, 1, 0, 1, 0, 0); /* 30 days over */
	check_ages((const struct owed[]){ { 20260921, 1 } }, 1, 0, 0, 1, 0);
	check_ages((const struct owed[]){ { 20260823, 1 } }, 1, 0, 0, 1, 0); /* 60 */
	check_ages((const struct owed[]){ { 20260822, 1 } }, 1, 0, 0, 0, 1);
}

/* What was taken is recovered from it; older records tell only that it was. */
TEST(the_outcome_of_a_payment_is_read_from_the_record)
{
	struct arena a = ARENA_INIT;
	const char *reference;
	int64_t tender;

	CHECK_STR(outcome_detail(&a, INTENT_TAKEN, 2, "GW 1"), "taken 2 GW 1");
	CHECK_INT(outcome_read("taken 2 GW 1", &tender, &reference), INTENT_TAKEN);
	CHECK_INT(tender, 2);
	CHECK_STR(reference, "GW 1");
	CHECK_INT(outcome_read("taken 2 ", &tender, &reference), INTENT_TAKEN);
	CHECK_STR(reference, "");
	CHECK_INT(outcome_read("taken", &tender, &reference), INTENT_TAKEN);
	CHECK_INT(tender, 0);
	for (int state = INTENT_UNKNOWN; state < INTENT_STATES; state++)
		if (state != INTENT_TAKEN)
			CHECK_INT(outcome_read(outcome_detail(&a, state, 2, "GW 1"), &tender, &reference), state);
	CHECK_INT(outcome_read("", &tender, &reference), INTENT_STATES);
	CHECK_INT(outcome_read("take", &tender, &reference), INTENT_STATES);
	CHECK_INT(outcome_read("taken x R", &tender, &reference), INTENT_STATES);
	CHECK_INT(outcome_read("refused 2 R", &tender, &reference), INTENT_STATES);
	arena_release(&a);
}

TEST(what_is_to_be_given_back_is_read_from_the_record)
{
	struct arena a = ARENA_INIT;
	struct payback_row row = { .kind = PAYBACK_REFUND, .document_id = 7, .intent_id = INT64_MAX, .tender_id = 3,
		.terminal_id = 12, .reference = "GW 1" }, read = { 0 };

	CHECK(payback_read(&a, payback_detail(&a, &row), &read));
	CHECK_INT(read.kind, PAYBACK_REFUND);
	CHECK_INT(read.document_id, 7);
	CHECK_INT(read.intent_id, INT64_MAX);
	CHECK_INT(read.tender_id, 3);
	CHECK_INT(read.terminal_id, 12);
	CHECK_STR(read.reference, "GW 1");
	row.reference = "";
	row.kind = PAYBACK_REVERSAL;
	CHECK(payback_read(&a, payback_detail(&a, &row), &read));
	CHECK_INT(read.kind, PAYBACK_REVERSAL);
	CHECK_STR(read.reference, "");
	CHECK(!payback_read(&a, "", &read));
	CHECK(!payback_read(&a, "none 1 2 3 4 R", &read));
	CHECK(!payback_read(&a, "refund 1 2 3", &read));
	CHECK(!payback_read(&a, "refund 1 2 x 4 R", &read));
	arena_release(&a);
}

T_MAIN
