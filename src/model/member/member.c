/* member.c - numbers of cards, what is typed of a person, and what is shown of him. */
#include "model/member/member.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

const char *const member_state_name[MEMBER_STATES] = { [MEMBER_PROSPECT] = "prospect", [MEMBER_APPLIED] = "applied",
	[MEMBER_ACTIVE] = "active", [MEMBER_FROZEN] = "frozen", [MEMBER_LEFT] = "left", [MEMBER_MERGED] = "merged",
	[MEMBER_ERASED] = "erased" };
const char *const sex_name[SEXES] = { "unknown", "female", "male" };
const char *const card_state_name[CARD_STATES] = { [CARD_STOCK] = "stock", [CARD_HANDED] = "handed",
	[CARD_ISSUED] = "issued", [CARD_LOST] = "lost", [CARD_DAMAGED] = "damaged", [CARD_REPLACED] = "replaced",
	[CARD_RETURNED] = "returned", [CARD_VOID] = "void" };
const char *const card_use_name[CARD_USES] = { [CARD_USE_DISCOUNT] = "discount", [CARD_USE_STORED] = "stored" };

/* --- numbers of cards ------------------------------------------------------------------------------- */

/* ISO/IEC 7812-1 annex B: the digit that makes the sum a multiple of ten. */
static char luhn_digit(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		d = i % 2 ? d : d * 2;
		sum += d > 9 ? d - 9 : d;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

static bool all_digits(const char *text)
{
	return text[strspn(text, "0123456789")] == '\0';
}

bool card_number_valid(const char *number, bool check)
{
	size_t n = strlen(number);

	if (n < CARD_NUMBER_MIN || n > CARD_NUMBER_MAX || !all_digits(number))
		return false;
	return !check || number[n - 1] == luhn_digit(number, n - 1);
}

bool card_number_next(const char *number, bool check, char out[CARD_NUMBER_MAX + 1])
{
	size_t n = strlen(number), running = check ? n - 1 : n, i = running;

	memcpy(out, number, n + 1);
	while (i && out[i - 1] == '9')
		out[--i] = '0';
	if (!i)
		return false;
	out[i - 1]++;
	if (check)
		out[n - 1] = luhn_digit(out, n - 1);
	return true;
}

static int64_t running_part(const char *number, bool check)
{
	int64_t v = strtoll(number, NULL, 10);

	return check ? v / 10 : v;
}

int64_t card_number_count(const char *from, const char *to, bool check)
{
	if (!card_number_valid(from, check) || !card_number_valid(to, check) || strlen(from) != strlen(to) ||
		strcmp(from, to) > 0)
		return 0;
	return running_part(to, check) - running_part(from, check) + 1;
}

/* --- what is typed ---------------------------------------------------------------------------------- */

enum err phone_read(struct arena *a, const char *text, const char **out)
{
	char *bare = utf8_narrow(a, text), *to = bare;
	size_t digits = 0;

	for (const char *p = bare; *p; p++) {
		if (strchr(" -()./", *p))
			continue;
		if (*p == '+' ? to != bare : *p < '0' || *p > '9')
			return ERR_INVALID;
		digits += *p != '+';
		*to++ = *p;
	}
	*to = '\0';
	*out = bare;
	return digits == 0 || (digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX) ? OK : ERR_INVALID;
}

const char *number_end(const char *number)
{
	size_t n = strlen(number);

	return n >= END_DIGITS ? number + n - END_DIGITS : "";
}

/* A year that has every day there is stands for one that is not known. */
#define LEAP_YEAR 2000
#define LUNAR_DAYS_MOST 30
#define BIRTH_YEAR_LEAST 1900

enum err birthday_read(const char *text, bool lunar, struct birthday *out)
{
	char digits[9];
	int32_t all;
	size_t n = 0;

	*out = (struct birthday){ 0, 0, 0, false };
	for (; *text; text++) {
		if (*text == '-')
			continue;
		if (*text < '0' || *text > '9' || n == sizeof digits - 1)
			return ERR_INVALID;
		digits[n++] = *text;
	}
	digits[n] = '\0';
	if (n == 0)
		return OK;
	if (n != 4 && n != 8)
		return ERR_INVALID;
	all = (int32_t)strtol(digits, NULL, 10);
	*out = (struct birthday){ all / 10000, all / 100 % 100, all % 100, lunar };
	if (n == 8 && out->year < BIRTH_YEAR_LEAST)
		return ERR_INVALID;
	if (lunar)
		return out->month >= 1 && out->month <= 12 && out->day >= 1 && out->day <= LUNAR_DAYS_MOST ? OK
			: ERR_INVALID;
	return day_valid((out->year ? out->year : LEAP_YEAR) * 10000 + all % 10000) ? OK : ERR_INVALID;
}

char *birthday_text(struct arena *a, const struct birthday *b)
{
	if (!b->month)
		return arena_strdup(a, "");
	return b->year ? arena_printf(a, "%04d-%02d-%02d", (int)b->year, (int)b->month, (int)b->day)
		: arena_printf(a, "%02d-%02d", (int)b->month, (int)b->day);
}

#define ADDRESS_LEAST 9 /* bytes: less means nothing */

static char *bare_address(struct arena *a, const char *text)
{
	char *key = utf8_key(a, text), *to = key;

	for (const char *s = key; *s; s++)
		if ((unsigned char)*s >= 0x80 || (*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z'))
			*to++ = *s;
	*to = '\0';
	return key;
}

bool address_similar(struct arena *a, const char *x, const char *y)
{
	const char *p = bare_address(a, x), *q = bare_address(a, y);

	if (strlen(p) < ADDRESS_LEAST || strlen(q) < ADDRESS_LEAST)
		return false;
	return strstr(p, q) != NULL || strstr(q, p) != NULL;
}

int32_t working_day_add(int32_t day, int n)
{
	while (n > 0) {
		day = day_add(day, 1);
		n -= day_weekday(day) <= 5;
	}
	return day;
}

/* --- what may be shown ------------------------------------------------------------------------------ */

char *mask_name(struct arena *a, const char *name)
{
	uint32_t cp;
	size_t n = strlen(name), first = n ? utf8_decode(name, n, &cp) : 0;

	return first ? arena_printf(a, "%.*s*", (int)first, name) : arena_strdup(a, "");
}

#define PHONE_HEAD 3

char *mask_phone(struct arena *a, const char *phone)
{
	size_t n = strlen(phone);

	if (n >= PHONE_HEAD + END_DIGITS + END_DIGITS)
		return arena_printf(a, "%.*s****%s", PHONE_HEAD, phone, number_end(phone));
	return mask_number(a, phone);
}

char *mask_number(struct arena *a, const char *number)
{
	size_t n = strlen(number);

	if (n == 0)
		return arena_strdup(a, "");
	return arena_printf(a, "****%s", n > END_DIGITS ? number_end(number) : "");
}
