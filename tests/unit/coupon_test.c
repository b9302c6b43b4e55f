/* coupon_test.c - codes of coupons, what they take off, when they are refused and why: at each boundary and on both
 * sides of it. */
#include "model/member/coupon.h"

#include "../t.h"
#include "model/code.h"
#include "model/money.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define TODAY 20261121

static const unsigned char key[SEAL_KEY_BYTES] = { 1, 2, 3 }, other_key[SEAL_KEY_BYTES] = { 1, 2, 4 };
static const struct coupon_format plain = { "YH", 6, 0 }, tagged = { "YH", 6, 4 };

/* --- codes ------------------------------------------------------------------------------------- */

TEST(a_code_is_prefix_number_and_check_digits)
{
	char code[COUPON_CODE_MAX + 1];

	/* Y is 34, H is 17: 3417000123 00 has the rest 17 by 97, and 98 - 17 are 81. */
	CHECK_INT(INT64_C(341700012300) % 97, 17);
	coupon_code(&plain, 123, NULL, code);
	CHECK_STR(code, "YH00012381");
	coupon_code(&plain, 0, NULL, code);
	CHECK_INT(strlen(code), 10);
	coupon_code(&plain, 999999, NULL, code);
	CHECK(strncmp(code, "YH999999", 8) == 0);
}

static void check_read(const struct coupon_format *f, const char *text, enum coupon_reading want, int64_t number)
{
	int64_t got = -1;

	if (!CHECK_INT(coupon_code_read(f, text, key, &got), want))
		printf("# %s\n", text);
	if (want == COUPON_READ)
		CHECK_INT(got, number);
}

TEST(a_code_is_read_as_people_type_it)
{
	check_read(&plain, "YH00012381", COUPON_READ, 123);
	check_read(&plain, "yh 0001-2381", COUPON_READ, 123);
	check_read(&plain, "YH00012382", COUPON_MISTYPED, 0);
	check_read(&plain, "YH00013281", COUPON_MISTYPED, 0);
	check_read(&plain, "", COUPON_NOT_OURS, 0);
	check_read(&plain, "YH0001238", COUPON_NOT_OURS, 0);
	check_read(&plain, "YH000123810", COUPON_NOT_OURS, 0);
	check_read(&plain, "YJ00012381", COUPON_NOT_OURS, 0);
	check_read(&plain, "YH000A2381", COUPON_NOT_OURS, 0);
	check_read(&plain, "YH0001238_", COUPON_NOT_OURS, 0);
	check_read(&plain, "YH000000000000000000000000000000000000000012381", COUPON_NOT_OURS, 0);
	check_read(&plain, "\xe4\xbc\x98\xe6\x83\xa0", COUPON_NOT_OURS, 0);
	check_read(&tagged, "YH00012381", COUPON_NOT_OURS, 0); /* too short for one with a tag */
}

TEST(a_code_with_a_tag_is_not_found_by_counting)
{
	char code[COUPON_CODE_MAX + 1], next[COUPON_CODE_MAX + 1];
	struct coupon_format longest = { "ABCDEF", COUPON_DIGITS_MAX, COUPON_TAG_MAX };
	int64_t number;
	int found = 0;

	coupon_code(&tagged, 123, key, code);
	CHECK_INT(strlen(code), 14);
	check_read(&tagged, code, COUPON_READ, 123);
	CHECK_INT(coupon_code_read(&tagged, code, other_key, &number), COUPON_FORGED);
	coupon_code(&tagged, 124, key, next);
	CHECK(strncmp(code + 8, next + 8, 4) != 0);
	/* Whoever knows how check digits are made, and a code, tries the tags of the next number: one of 10,000. */
	for (int tag = 0; tag < 10000; tag++) {
		snprintf(next, sizeof next, "YH000124%04d", tag);
		for (int check = 2; check <= 98; check++) {
			char try[64];
			enum coupon_reading r;

			snprintf(try, sizeof try, "%s%02d", next, check);
			r = coupon_code_read(&tagged, try, key, &number);
			found += r == COUPON_READ;
		}
	}
	CHECK_INT(found, 1);
	coupon_code(&longest, 999999999999, key, code);
	CHECK_INT(strlen(code), COUPON_CODE_MAX);
	check_read(&longest, code, COUPON_READ, 999999999999);
	longest.prefix[5] = 'G'; /* the prefix is sealed, too */
	coupon_code(&longest, 999999999999, key, next);
	CHECK(strncmp(code + 18, next + 18, COUPON_TAG_MAX) != 0);
}

TEST(a_wrong_digit_or_two_swapped_are_noticed)
{
	int64_t number;

	for (int64_t n = 0; n < 1000000; n += 997) {
		char code[COUPON_CODE_MAX + 1];

		coupon_code(&plain, n, NULL, code);
		for (int i = 2; i < 10; i++) {
			char was = code[i];

			for (char digit = '0'; digit <= '9'; digit++) {
				code[i] = digit;
				if (!CHECK(coupon_code_read(&plain, code, NULL, &number) ==
					(digit == was ? COUPON_READ : COUPON_MISTYPED)))
					return;
			}
			code[i] = was;
			if (i == 9 || was == code[i + 1])
				continue;
			code[i] = code[i + 1];
			code[i + 1] = was;
			if (!CHECK_INT(coupon_code_read(&plain, code, NULL, &number), COUPON_MISTYPED))
				return;
			code[i + 1] = code[i];
			code[i] = was;
		}
	}
}

TEST(forms_that_can_be_told_from_goods_and_payment_codes)
{
	static const struct coupon_format good[] = { { "A", 4, 0 }, { "ABCDEF", 12, 8 }, { "99", 5, 0 },
		{ "1A", 12, 4 }, { "16", 12, 2 } };
	static const struct coupon_format bad[] = {
		{ "", 6, 0 }, { "yh", 6, 0 }, { "Y-", 6, 0 }, { "YH", 3, 0 }, { "YH", 13, 0 }, { "YH", 6, 9 },
		{ "YH", 6, -1 }, { "9", 6, 0 },                 /* one digit */
		{ "99", 4, 0 }, { "99", 8, 0 }, { "99", 9, 0 }, { "99", 10, 0 }, /* as long as a GTIN */
		{ "10", 12, 2 }, { "28", 12, 0 }, { "62", 12, 3 }, { "01", 12, 3 }, /* payment codes */
	};

	for (int i = 0; i < COUNT(good); i++)
		if (!CHECK(coupon_format_sound(&good[i])))
			printf("# %s\n", good[i].prefix);
	for (int i = 0; i < COUNT(bad); i++)
		if (!CHECK(!coupon_format_sound(&bad[i])))
			printf("# %s %d\n", bad[i].prefix, bad[i].digits);
}

/* --- what it takes off ------------------------------------------------------------------------- */

static int64_t off(enum coupon_value kind, int64_t value, int64_t cap, int64_t from, int64_t goods)
{
	return coupon_off_minor(&(struct coupon_terms){ .kind = kind, .value = value, .cap_minor = cap,
		.from_minor = from }, goods);
}

TEST(a_fixed_value_gives_no_change)
{
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 0, 300), 300); /* five yuan on a basket of three: pays three */
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 0, 500), 500);
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 0, 501), 500);
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 0, 0), 0);
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 0, -100), 0);
}

TEST(a_threshold_counts_from_itself_on)
{
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 10000, 9999), 0);
	CHECK_INT(off(COUPON_AMOUNT, 500, 0, 10000, 10000), 500);
	CHECK_INT(off(COUPON_PERCENT, 1000, 0, 10000, 9999), 0);
	CHECK_INT(off(COUPON_PERCENT, 1000, 0, 10000, 10000), 1000);
}

TEST(a_percentage_is_rounded_and_capped)
{
	CHECK_INT(off(COUPON_PERCENT, 500, 0, 0, 1010), 51); /* 50.5 */
	CHECK_INT(off(COUPON_PERCENT, 500, 0, 0, 1009), 50);
	CHECK_INT(off(COUPON_PERCENT, 500, 50, 0, 1010), 50);
	CHECK_INT(off(COUPON_PERCENT, 500, 51, 0, 1010), 51);
	CHECK_INT(off(COUPON_PERCENT, 10000, 0, 0, 1010), 1010);
	CHECK_INT(off(COUPON_AMOUNT, 500, 50, 0, 1010), 500); /* the cap is of a percentage */
}

TEST(it_is_shared_over_its_goods)
{
	const struct coupon_terms t = { .kind = COUPON_PERCENT, .value = 1000, .cap_minor = 100 };
	const int64_t left[] = { 1000, 0, 1000, 1000 };
	int64_t parts[4];

	coupon_share(&t, left, 4, parts); /* 300, capped at 100 */
	CHECK(parts[0] == 34 && parts[1] == 0 && parts[2] == 33 && parts[3] == 33);
	coupon_share(&t, left, 0, parts);
	CHECK_INT(parts[0], 34); /* untouched */
}

/* --- when -------------------------------------------------------------------------------------- */

static void check_days(int delay, int days, int32_t last, int32_t from, int32_t until)
{
	int32_t f, u;

	coupon_days(&(struct coupon_validity){ delay, days, last }, TODAY, &f, &u);
	CHECK_INT(f, from);
	CHECK_INT(u, until);
}

TEST(from_when_until_when)
{
	check_days(0, 0, 0, TODAY, 0);
	check_days(0, 1, 0, TODAY, TODAY);
	check_days(1, 30, 0, 20261122, 20261221);
	check_days(0, 30, 20261130, TODAY, 20261130);
	check_days(0, 10, 20261130, TODAY, 20261130); /* the tenth day is that day */
	check_days(0, 9, 20261130, TODAY, 20261129);
	check_days(0, 0, 20261130, TODAY, 20261130);
}

static struct coupon good(void)
{
	return (struct coupon){ COUPON_ISSUED, 0, 0, 20261101, TODAY, 2, 1 };
}

static struct coupon_sale ready(void)
{
	return (struct coupon_sale){ .id = 9, .member_id = 7, .day = TODAY, .goods_minor = 10000 };
}

static const struct coupon_terms five = { .kind = COUPON_AMOUNT, .value = 500, .from_minor = 10000 };

static void check_refused(const struct coupon *c, const struct coupon_terms *t, const struct coupon_sale *s,
	enum coupon_refusal want)
{
	CHECK_INT(coupon_refused(c, t, s), want);
}

TEST(why_a_coupon_is_refused_for_itself)
{
	struct coupon_sale s = ready();
	struct coupon c = good();

	check_refused(&c, &five, &s, COUPON_ALLOWED);
	c.used = 2;
	check_refused(&c, &five, &s, COUPON_USED_UP);
	c = good();
	s.day = 20261122;
	check_refused(&c, &five, &s, COUPON_TOO_LATE);
	c.until_day = 0;
	check_refused(&c, &five, &s, COUPON_ALLOWED);
	s.day = 20261031;
	check_refused(&c, &five, &s, COUPON_TOO_EARLY);
	s.day = 20261101;
	check_refused(&c, &five, &s, COUPON_ALLOWED);
	c.sale_id = 9; /* given by this very sale */
	check_refused(&c, &five, &s, COUPON_NEXT_SALE);
	c.sale_id = 8;
	check_refused(&c, &five, &s, COUPON_ALLOWED);
	c.state = COUPON_BLOCKED;
	check_refused(&c, &five, &s, COUPON_IS_BLOCKED);
	c.state = COUPON_VOID;
	check_refused(&c, &five, &s, COUPON_IS_VOID);
}

TEST(why_it_is_refused_for_whom_it_is_shown_by)
{
	struct coupon_terms t = five;
	struct coupon_sale s = ready();
	struct coupon c = good();

	c.member_id = 7;
	check_refused(&c, &t, &s, COUPON_ALLOWED);
	c.member_id = 8;
	check_refused(&c, &t, &s, COUPON_OF_ANOTHER);
	s.member_id = 0;
	check_refused(&c, &t, &s, COUPON_NEEDS_MEMBER);
	c.member_id = 0;
	check_refused(&c, &t, &s, COUPON_ALLOWED); /* bearer */
	t.first_purchase = true;
	check_refused(&c, &t, &s, COUPON_NEEDS_MEMBER);
	s.member_id = 7;
	check_refused(&c, &t, &s, COUPON_ALLOWED);
	s.has_bought = true;
	check_refused(&c, &t, &s, COUPON_NOT_FIRST);
	t.first_purchase = false;
	s.cheque_uncleared = true;
	check_refused(&c, &t, &s, COUPON_ALLOWED);
	c.member_id = 7;
	check_refused(&c, &t, &s, COUPON_UNCLEARED);
}

TEST(why_it_is_refused_for_the_bill)
{
	struct coupon_terms t = five;
	struct coupon_sale s = ready();
	struct coupon c = good();

	s.goods_minor = 9999;
	check_refused(&c, &t, &s, COUPON_BELOW);
	s.goods_minor = 0;
	check_refused(&c, &t, &s, COUPON_NO_GOODS);
	s = ready();
	s.level_discount = s.other_coupon = true;
	check_refused(&c, &t, &s, COUPON_ALLOWED);
	t.not_with_level = true;
	check_refused(&c, &t, &s, COUPON_WITH_LEVEL);
	s.level_discount = false;
	t.not_with_others = true;
	check_refused(&c, &t, &s, COUPON_WITH_OTHERS);
	s.other_coupon = false;
	check_refused(&c, &t, &s, COUPON_ALLOWED);
	s.other_alone = true;
	t.not_with_others = false;
	check_refused(&c, &t, &s, COUPON_WITH_OTHERS);
}

TEST(it_revives_only_whole_and_in_time)
{
	struct coupon c = good();

	CHECK(coupon_revives(&c, true, TODAY));
	CHECK(!coupon_revives(&c, false, TODAY));
	CHECK(!coupon_revives(&c, true, 20261122));
	c.until_day = 0;
	CHECK(coupon_revives(&c, true, 20261122));
	c.used = 0;
	CHECK(!coupon_revives(&c, true, TODAY));
	c = good();
	c.state = COUPON_VOID;
	CHECK(!coupon_revives(&c, true, TODAY));
	CHECK_STR(coupon_state_name[COUPON_ISSUED], "issued");
	CHECK_STR(coupon_state_name[COUPON_VOID], "void");
	CHECK_STR(coupon_state_name[COUPON_BLOCKED], "blocked");
	CHECK_STR(coupon_value_name[COUPON_AMOUNT], "amount");
	CHECK_STR(coupon_value_name[COUPON_PERCENT], "percent");
}

T_MAIN
