/* code.c - check digits, zero suppression, books and serials, in-store codes of label scales, receipt numbers. */
#include "model/code.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"

static bool all_digits(const char *s)
{
	return *s && s[strspn(s, "0123456789")] == '\0';
}

/* The number that n digits make; n <= 18. */
static int64_t digits_value(const char *digits, size_t n)
{
	int64_t v = 0;

	assert(n <= 18);
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (digits[i] - '0');
	return v;
}

int64_t code_key(enum code_kind kind, int64_t number)
{
	assert(number >= 0 && number < CODE_KIND_UNIT);
	return kind * CODE_KIND_UNIT + number;
}

/* By hand: a lookup writes one, and a format of the C library costs as much as finding the article's page. */
char *code_text(struct arena *a, int64_t key)
{
	static const struct { int digits; int64_t above; } forms[] = {
		{ 8, INT64_C(100000000) },
		{ 12, INT64_C(1000000000000) },
		{ 13, INT64_C(10000000000000) },
		{ 14, INT64_C(100000000000000) },
	};
	char text[CODE_TEXT_MAX];
	int64_t number = key % CODE_KIND_UNIT;
	int digits = 1, at = CODE_TEXT_MAX;

	for (size_t i = 0; key / CODE_KIND_UNIT == CODE_GTIN && i < sizeof forms / sizeof *forms && digits == 1; i++)
		if (number < forms[i].above)
			digits = forms[i].digits;
	for (; number || digits > 0; number /= 10, digits--)
		text[--at] = (char)('0' + number % 10);
	return arena_strndup(a, text + at, (size_t)(CODE_TEXT_MAX - at));
}

int gtin_check_digit(const char *digits, int n)
{
	int sum = 0;

	assert(n >= 1 && n <= 17);
	for (int i = 0; i < n; i++)
		sum += (digits[n - 1 - i] - '0') * (i % 2 ? 1 : 3);
	return (10 - sum % 10) % 10;
}

static bool check_digit_ok(const char *digits, int n)
{
	return gtin_check_digit(digits, n - 1) == digits[n - 1] - '0';
}

bool gtin_valid(const char *digits)
{
	size_t n = strlen(digits);

	if (!all_digits(digits) || (n != 8 && n != 12 && n != 13 && n != 14))
		return false;
	return check_digit_ok(digits, (int)n);
}

bool upce_expand(const char *digits, char upca[13])
{
	/* By the last of the six digits, where each of the ten digits between number system and
	 * check digit comes from: '1'..'6' a digit of the six, '0' a suppressed zero. */
	static const char *const sources[10] = {
		"1260000345", "1260000345", "1260000345", "1230000045", "1234000005",
		"1234500006", "1234500006", "1234500006", "1234500006", "1234500006",
	};
	size_t n = strlen(digits);
	const char *six = n == 6 ? digits : digits + 1, *source;

	if (!all_digits(digits) || n < 6 || n > 8 || (n > 6 && digits[0] > '1'))
		return false;
	source = sources[six[5] - '0'];
	upca[0] = n == 6 ? '0' : digits[0];
	for (int i = 0; i < 10; i++)
		upca[1 + i] = source[i] == '0' ? '0' : six[source[i] - '1'];
	upca[11] = (char)('0' + gtin_check_digit(upca, 11));
	upca[12] = '\0';
	return n < 8 || upca[11] == digits[7];
}

/* ---- books and serials ---- */

#define EAN_DIGITS 13
#define ISBN_10 10
#define ISSN_8 8

/* Without its hyphens; false: longer than room. */
static bool without_hyphens(const char *text, char *to, size_t room)
{
	size_t n = 0;

	for (; *text; text++)
		if (*text != '-') {
			if (n + 1 == room)
				return false;
			to[n++] = *text;
		}
	to[n] = '\0';
	return true;
}

/* The check digit that an ISBN of 10 and an ISSN have: weights 2, 3, 4... from the right, modulo 11, 10 is X. */
static bool modulo_11_ok(const char *s, int n)
{
	int sum = s[n - 1] == 'X' || s[n - 1] == 'x' ? 10 : s[n - 1] - '0';

	for (int i = 0; i < n - 1; i++)
		sum += (s[i] - '0') * (n - i);
	return sum % 11 == 0;
}

/* Digits, but for the last that may be X. */
static bool old_number(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789") >= n - 1 && strchr("0123456789Xx", s[n - 1]) &&
		modulo_11_ok(s, (int)n);
}

bool publication_ean(const char *text, char ean[14])
{
	char s[EAN_DIGITS + 5 + 1] = "";
	bool hyphens = strchr(text, '-') != NULL;
	size_t n;

	if (!without_hyphens(text, s, sizeof s) || !*s)
		return false;
	n = strlen(s);
	if (old_number(s, ISBN_10)) {
		memcpy(ean, "978", 3);
		memcpy(ean + 3, s, ISBN_10 - 1);
	} else if (old_number(s, ISSN_8) && (hyphens || !all_digits(s))) {
		memcpy(ean, "977", 3);
		memcpy(ean + 3, s, ISSN_8 - 1);
		memcpy(ean + 3 + ISSN_8 - 1, "00", 2);
	} else {
		bool whole = hyphens ? n == EAN_DIGITS : n == EAN_DIGITS + 2 || n == EAN_DIGITS + 5;

		if (!whole || !all_digits(s) || strncmp(s, "97", 2) != 0 || s[2] < '7')
			return false;
		memcpy(ean, s, EAN_DIGITS);
		ean[EAN_DIGITS] = '\0';
		return gtin_valid(ean);
	}
	ean[EAN_DIGITS - 1] = (char)('0' + gtin_check_digit(ean, EAN_DIGITS - 1));
	ean[EAN_DIGITS] = '\0';
	return true;
}

/* ---- lookups ---- */

static void try_key(struct code_try tries[CODE_TRIES_MAX], int *n, const char *text,
	enum code_kind kind, int64_t number)
{
	assert(*n < CODE_TRIES_MAX);
	tries[(*n)++] = (struct code_try){ code_key(kind, number), text };
}

/* Half of all UPC-E codes are right as a GTIN-8 too. No GTIN-8 is given out that begins with 0, so
 * there the UPC-E comes first: then it is kept as the same key as its UPC-A, whichever form was
 * read. */
int code_tries(struct arena *a, const char *text, struct code_try tries[CODE_TRIES_MAX])
{
	size_t length = strlen(text);
	const char *copy;
	bool gtin_form, long_upce, short_upce;
	char upca[13] = "", ean[EAN_DIGITS + 1];
	int n = 0;

	if (!length || length > CODE_TEXT_MAX)
		return 0;
	copy = arena_strdup(a, text);
	gtin_form = length == 8 || length == 12 || length == 13 || length == 14;
	long_upce = length == 8 && upce_expand(text, upca);
	short_upce = (length == 6 || length == 7) && upce_expand(text, upca);
	if (long_upce && text[0] == '0')
		try_key(tries, &n, copy, CODE_GTIN, digits_value(upca, 12));
	if (gtin_valid(text))
		try_key(tries, &n, copy, CODE_GTIN, digits_value(text, length));
	if (long_upce && text[0] != '0')
		try_key(tries, &n, copy, CODE_GTIN, digits_value(upca, 12));
	if (all_digits(text) && text[0] != '0' && !gtin_form && length <= 15)
		try_key(tries, &n, copy, CODE_PLU, digits_value(text, length));
	if (n == 0)
		tries[n++] = (struct code_try){ -1, copy };
	if (short_upce)
		try_key(tries, &n, copy, CODE_GTIN, digits_value(upca, 12));
	if (publication_ean(text, ean))
		try_key(tries, &n, copy, CODE_GTIN, digits_value(ean, EAN_DIGITS));
	return n;
}

/* ---- scale codes ---- */

/* Where a field stands in a mask: start and length; -1 and 0 when it is not there. */
struct span { int start, length; };

static struct span mask_span(const char *mask, char letter)
{
	const char *at = strchr(mask, letter);
	struct span s = { -1, 0 };

	if (!at)
		return s;
	s.start = (int)(at - mask);
	while (at[s.length] == letter)
		s.length++;
	return s;
}

static const char shape_fault[] =
	N_("A scale pattern is 8 to 23 digits and letters of I P W Q C X, as in 21IIIIIPPPPPC.");

/* What is wrong with a mask; NULL when nothing is. */
static const char *mask_fault(const char *mask)
{
	static const struct { char letter; int most; } fields[] = {
		{ 'I', 10 }, { 'P', 8 }, { 'W', 6 }, { 'Q', 1 }, { 'C', 1 },
	};
	struct span check = mask_span(mask, 'C'), amount = mask_span(mask, 'P');

	if (strlen(mask) < 8 || mask[strspn(mask, "0123456789IPWQCX")])
		return shape_fault;
	if (mask[0] < '0' || mask[0] > '9')
		return N_("A scale pattern begins with the digits that tell scale codes from others.");
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct span s = mask_span(mask, fields[i].letter);
		bool again = s.length && strchr(mask + s.start + s.length, fields[i].letter);

		if (s.length > fields[i].most || again)
			return N_("Each field stands once in a scale pattern: "
				"at most 10 I, 8 P, 6 W, one Q, one C.");
	}
	if (!strchr(mask, 'I'))
		return N_("This scale pattern names no item; write one or more I.");
	if (!strchr(mask, 'P') && !strchr(mask, 'W'))
		return N_("This scale pattern has neither amount nor weight; write P or W.");
	if (check.start > 17)
		return N_("The check digit C has at most 17 digits before it.");
	if (strchr(mask, 'Q') && amount.length != 4 && amount.length != 5)
		return N_("A price check digit Q needs an amount of 4 or 5 P.");
	return NULL;
}

static const char *option_fault(struct scale_pattern *p, const char *option)
{
	if (!strcmp(option, "jin"))
		p->jin = true;
	else if (!strcmp(option, "nocheck"))
		p->check = false;
	else if (!strncmp(option, "p=", 2) && option[2] >= '0' && option[2] <= '3' && !option[3])
		p->amount_decimals = option[2] - '0';
	else if (!strncmp(option, "w=", 2) && option[2] >= '0' && option[2] <= '4' && !option[3])
		p->weight_decimals = option[2] - '0';
	else
		return N_("The options of a scale pattern are p=0 to p=3, w=0 to w=4, jin and nocheck.");
	return NULL;
}

enum err scale_pattern_parse(struct arena *a, const char *text, struct scale_pattern *out,
	const char **why)
{
	struct scale_pattern p = { .amount_decimals = 2, .weight_decimals = 3, .check = true };
	char *rest = arena_strdup(a, text), *mask = strtok_r(rest, " \t", &rest), *option;
	const char *fault = mask ? NULL : shape_fault;

	if (mask && strlen(mask) >= sizeof p.mask)
		fault = shape_fault;
	if (!fault) {
		memcpy(p.mask, mask, strlen(mask) + 1);
		fault = mask_fault(p.mask);
	}
	while (!fault && (option = strtok_r(NULL, " \t", &rest)))
		fault = option_fault(&p, option);
	if (!fault && p.jin && p.weight_decimals == 0)
		fault = N_("w=0 counts pieces, which are not weighed in jin; leave one of the two out.");
	if (fault) {
		*why = arena_printf(a, "%s: %s", text, _(fault));
		return ERR_INVALID;
	}
	*out = p;
	return OK;
}

/* The number of fixed digits of a mask that fits the code; -1 when it does not. */
static int mask_fit(const char *mask, const char *digits)
{
	int fixed = 0, i;

	for (i = 0; mask[i] && digits[i]; i++) {
		if (mask[i] < '0' || mask[i] > '9')
			continue;
		if (mask[i] != digits[i])
			return -1;
		fixed++;
	}
	return mask[i] || digits[i] ? -1 : fixed;
}

/* GS1 General Specifications 7.9.2 to 7.9.4: the price verifier digit. Each digit is replaced by
 * its weighting table; four digits are checked by the sum times three, five by what the sum lacks
 * to a ten, looked up backwards in table "5-". */
static int price_check_digit(const char *digits, int n)
{
	static const char *const two_minus = "0246891357", *const three = "0369258147";
	static const char *const five_plus = "0516273849", *const five_minus = "0594837261";
	const char *const four[] = { two_minus, two_minus, three, five_minus };
	const char *const five[] = { five_plus, two_minus, five_minus, five_plus, two_minus };
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += (n == 4 ? four : five)[i][digits[i] - '0'] - '0';
	if (n == 4)
		return sum * 3 % 10;
	return (int)(strchr(five_minus, '0' + (10 - sum % 10) % 10) - five_minus);
}

static bool checks_ok(const struct scale_pattern *p, const char *digits)
{
	struct span check = mask_span(p->mask, 'C'), verifier = mask_span(p->mask, 'Q');
	struct span amount = mask_span(p->mask, 'P');

	if (!p->check)
		return true;
	if (check.length && !check_digit_ok(digits, check.start + 1))
		return false;
	return !verifier.length
		|| price_check_digit(digits + amount.start, amount.length) == digits[verifier.start] - '0';
}

bool scale_code_read(const struct scale_pattern *list, int n, const char *digits,
	struct scale_code *out)
{
	const struct scale_pattern *best = NULL;
	struct span item, amount, weight;
	int most = -1;

	if (!all_digits(digits))
		return false;
	for (int i = 0; i < n; i++) {
		int fixed = mask_fit(list[i].mask, digits);

		if (fixed > most) {
			most = fixed;
			best = &list[i];
		}
	}
	if (!best || !checks_ok(best, digits))
		return false;
	item = mask_span(best->mask, 'I');
	amount = mask_span(best->mask, 'P');
	weight = mask_span(best->mask, 'W');
	*out = (struct scale_code){ .item = digits_value(digits + item.start, (size_t)item.length) };
	if (amount.length)
		out->amount_minor = mul_div(digits_value(digits + amount.start, (size_t)amount.length),
			power_of_ten(money_exponent()), power_of_ten(best->amount_decimals), ROUND_HALF_AWAY);
	if (weight.length)
		out->qty_milli = mul_div(digits_value(digits + weight.start, (size_t)weight.length),
			QTY_ONE, power_of_ten(best->weight_decimals) * (best->jin ? 2 : 1), ROUND_HALF_AWAY);
	out->has_amount = out->amount_minor > 0;
	out->has_qty = out->qty_milli > 0;
	return out->has_amount || out->has_qty;
}

/* ---- numbers of receipts, codes of payments ---- */

char *doc_number_text(struct arena *a, const char *terminal, int64_t series, int64_t running)
{
	return arena_printf(a, "%s-%" PRId64 "-%06" PRId64, terminal, series, running);
}

/* The number behind the last '-' before `end`, which then points to that '-'; 0 when there is
 * none. */
static int64_t number_before(const char *text, const char **end)
{
	const char *from = *end;
	int64_t v;

	while (from > text && from[-1] >= '0' && from[-1] <= '9')
		from--;
	if (from == text || from[-1] != '-' || from == *end || *end - from > 15)
		return 0;
	v = digits_value(from, (size_t)(*end - from));
	*end = from - 1;
	return v;
}

bool doc_number_read(const char *text, struct doc_number *out)
{
	const char *end = text + strlen(text);
	struct doc_number number = { .running = 0 };

	number.running = number_before(text, &end);
	if (!number.running)
		return false;
	number.series = number_before(text, &end);
	if (!number.series || end == text || (size_t)(end - text) >= sizeof number.terminal)
		return false;
	for (const char *c = text; c < end; c++)
		if (!strchr("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_", *c))
			return false;
	memcpy(number.terminal, text, (size_t)(end - text));
	*out = number;
	return true;
}

enum pay_code pay_code_kind(const char *digits)
{
	static const struct { enum pay_code kind; size_t least, most; int from, until; } ranges[] = {
		{ PAY_CODE_WECHAT, 18, 18, 10, 15 },
		{ PAY_CODE_ALIPAY, 16, 24, 25, 30 },
		{ PAY_CODE_UNIONPAY, 19, 19, 62, 62 },
		{ PAY_CODE_ECNY, 19, 19, 1, 1 },
	};
	size_t n = strlen(digits);
	int first;

	if (n < 16 || !all_digits(digits))
		return PAY_CODE_NONE;
	first = (int)digits_value(digits, 2);
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (n >= ranges[i].least && n <= ranges[i].most
		    && first >= ranges[i].from && first <= ranges[i].until)
			return ranges[i].kind;
	return PAY_CODE_NONE;
}
