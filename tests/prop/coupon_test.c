/* coupon_test.c - any code is read back as the number it was made of, and a code with anything changed is not; what a
 * coupon takes off is what going cent by cent finds. */
#include "model/member/coupon.h"

#include "any_amount.h"
#include "model/money.h"

#define ROUNDS 20000

/* The check of MOD 97-10 as it is done on paper: one long number, taken away from. */
static bool divides(const char *code)
{
	char digits[COUPON_CODE_MAX * 2 + 1];
	int n = 0, rest = 0;

	for (; *code; code++)
		n += snprintf(digits + n, sizeof digits - (size_t)n, "%d",
			*code >= 'A' ? *code - 'A' + 10 : *code - '0');
	for (int i = 0; i < n; i++)
		for (rest = rest * 10 + (digits[i] - '0'); rest >= 97;)
			rest -= 97;
	return rest == 1;
}

static struct coupon_format any_format(void)
{
	static const char chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	struct coupon_format f = { "", (int)t_range(COUPON_DIGITS_MIN, COUPON_DIGITS_MAX),
		(int)t_rand(COUPON_TAG_MAX + 1) };
	int n = (int)t_range(1, COUPON_PREFIX_MAX);

	for (int i = 0; i < n; i++)
		f.prefix[i] = chars[t_rand(t_rand(3) ? 36 : 26)];
	return f;
}

TEST(a_code_is_read_back_and_no_other)
{
	unsigned char key[SEAL_KEY_BYTES];

	for (int i = 0; i < SEAL_KEY_BYTES; i++)
		key[i] = (unsigned char)t_rand(256);
	for (int round = 0; round < ROUNDS; round++) {
		struct coupon_format f = any_format();
		char code[COUPON_CODE_MAX + 1], changed[COUPON_CODE_MAX + 1];
		int64_t number = any_amount(power_of_ten(f.digits) - 1), read = -1;
		size_t at;

		if (!coupon_format_sound(&f))
			continue;
		coupon_code(&f, number, key, code);
		if (!CHECK(divides(code)) || !CHECK_INT(coupon_code_read(&f, code, key, &read), COUPON_READ)
			|| !CHECK_INT(read, number))
			return;
		memcpy(changed, code, sizeof code);
		at = t_rand(strlen(code));
		changed[at] = (char)('0' + t_rand(10));
		if (changed[at] != code[at] && !CHECK(coupon_code_read(&f, changed, key, &read) != COUPON_READ))
			return;
	}
}

static int64_t slow_off(const struct coupon_terms *t, int64_t goods)
{
	int64_t off = 0;

	if (goods < t->from_minor)
		return 0;
	while (off < goods) {
		bool more = t->kind == COUPON_AMOUNT ? off < t->value :
			(off * 2 + 1) * 10000 <= goods * t->value * 2 && (!t->cap_minor || off < t->cap_minor);

		if (!more)
			break;
		off++;
	}
	return off;
}

TEST(it_takes_off_what_its_terms_say)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct coupon_terms t = { .kind = (enum coupon_value)t_range(COUPON_AMOUNT, COUPON_PERCENT),
			.value = any_amount(10000), .cap_minor = t_rand(2) ? any_amount(500) : 0,
			.from_minor = t_rand(2) ? any_amount(5000) : 0 };
		int64_t left[5], parts[5], goods = 0, sum = 0;
		int n = (int)t_range(1, 5);

		for (int i = 0; i < n; i++)
			goods += left[i] = any_amount(2000);
		coupon_share(&t, left, n, parts);
		for (int i = 0; i < n; i++) {
			sum += parts[i];
			if (!CHECK(parts[i] >= 0 && parts[i] <= left[i]))
				return;
		}
		if (!CHECK_INT(sum, slow_off(&t, goods)) || !CHECK_INT(coupon_off_minor(&t, goods), sum))
			return;
	}
}

T_MAIN
