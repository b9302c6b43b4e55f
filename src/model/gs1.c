/* gs1.c - fields of GS1 codes. A code that cannot be read to its end is no code: half of it would be another one. */
#include "model/gs1.h"

#include <string.h>

#include "base/clock.h"
#include "model/code.h"
#include "model/money.h"

#define GS 0x1D
#define ELEMENT_MAX 90 /* the longest data of any identifier */
#define GTIN_DIGITS 14

/* One field: its identifier and its data, not terminated. */
struct element { int ai; int ai_digits; const char *data; size_t n; };

static size_t digits_of(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i;
}

static int number(const char *s, size_t n)
{
	int v = 0;

	for (size_t i = 0; i < n; i++)
		v = v * 10 + (s[i] - '0');
	return v;
}

/* How many digits an identifier has, by its first two (figure 3.2-1); 0: there is none that begins so. */
static int ai_digits(int first_two)
{
	static const struct { int from, until, digits; } forms[] = {
		{ 0, 4, 2 }, { 10, 22, 2 }, { 23, 25, 3 }, { 30, 30, 2 }, { 31, 36, 4 }, { 37, 37, 2 }, { 39, 39, 4 },
		{ 40, 42, 3 }, { 43, 43, 4 }, { 70, 72, 4 }, { 80, 82, 4 }, { 90, 99, 2 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (first_two >= forms[i].from && first_two <= forms[i].until)
			return forms[i].digits;
	return 0;
}

/* Data of a length that is fixed before the separator was invented, by the first two digits (figure 7.8.5-2): they
 * need none behind them. 0: it ends at the separator. */
static size_t fixed_length(int first_two)
{
	static const struct { int from, until; size_t n; } forms[] = {
		{ 0, 0, 18 }, { 1, 3, 14 }, { 4, 4, 16 }, { 11, 19, 6 }, { 20, 20, 2 }, { 31, 36, 6 }, { 41, 41, 13 },
	};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		if (first_two >= forms[i].from && first_two <= forms[i].until)
			return forms[i].n;
	return 0;
}

/* --- what the fields say ------------------------------------------------------------------- */

/* YYMMDD; the day 00 is the last one of its month (section 3.4.2). 0: no day. */
static int32_t day_of(const struct element *e, int32_t today)
{
	int this_year = today / 10000, year, month, day;
	int32_t at;

	if (e->n != 6 || digits_of(e->data, 6) != 6)
		return 0;
	year = this_year / 100 * 100 + number(e->data, 2);
	year += year - this_year >= 51 ? -100 : year - this_year <= -50 ? 100 : 0;
	month = number(e->data + 2, 2);
	day = number(e->data + 4, 2);
	at = year * 10000 + month * 100 + day;
	if (day)
		return day_valid(at) ? at : 0;
	for (day = 31; day > 27; day--)
		if (day_valid(at + day))
			return at + day;
	return 0;
}

static bool take_day(const struct element *e, int32_t today, int32_t *day)
{
	*day = day_of(e, today);
	return *day != 0;
}

static bool take_text(const struct element *e, char text[GS1_TEXT_MAX + 1])
{
	if (!e->n || e->n > GS1_TEXT_MAX)
		return false;
	for (size_t i = 0; i < e->n; i++)
		if (e->data[i] <= ' ' || e->data[i] >= 0x7F)
			return false;
	memcpy(text, e->data, e->n);
	text[e->n] = '\0';
	return true;
}

/* Digits with so many decimals, in `unit`s; an amount has room for more digits than there is money. */
static bool take_number(const struct element *e, int decimals, size_t most, int64_t unit, int64_t *out, bool *has)
{
	int64_t v = 0;

	if (!e->n || e->n > most || digits_of(e->data, e->n) != e->n || decimals > 6)
		return false;
	for (size_t i = 0; i < e->n; i++)
		v = v * 10 + (e->data[i] - '0');
	if ((__int128)v * unit > (__int128)MONEY_MAX * power_of_ten(decimals))
		return false;
	*out = mul_div(v, unit, power_of_ten(decimals), ROUND_HALF_AWAY);
	*has = true;
	return true;
}

static bool take_gtin(const struct element *e, char gtin[15])
{
	if (e->n != GTIN_DIGITS || digits_of(e->data, e->n) != e->n)
		return false;
	memcpy(gtin, e->data, GTIN_DIGITS);
	gtin[GTIN_DIGITS] = '\0';
	return gtin_valid(gtin);
}

/* False: its data is not as it must be. What a till has no use for is passed over. */
static bool take_element(const struct element *e, int32_t today, struct gs1 *out)
{
	if (e->ai_digits == 4 && e->ai / 10 == 310)
		return take_number(e, e->ai % 10, 6, QTY_ONE, &out->weight_milli, &out->has_weight);
	if (e->ai_digits == 4 && e->ai / 10 == 392)
		return take_number(e, e->ai % 10, 15, power_of_ten(money_exponent()), &out->amount_minor,
			&out->has_amount);
	if (e->ai_digits != 2)
		return true;
	switch (e->ai) {
	case 1:
		return take_gtin(e, out->gtin);
	case 2:
		return *out->gtin || take_gtin(e, out->gtin);
	case 10:
		return take_text(e, out->batch);
	case 11:
		return take_day(e, today, &out->made_day);
	case 15:
		return take_day(e, today, &out->best_before_day);
	case 16:
		return take_day(e, today, &out->sell_by_day);
	case 17:
		return take_day(e, today, &out->expiry_day);
	case 21:
		return take_text(e, out->serial);
	case 30:
	case 37:
		return take_number(e, 0, 8, QTY_ONE, &out->count_milli, &out->has_count);
	default:
		return true;
	}
}

/* --- element strings ----------------------------------------------------------------------- */

/* The identifier at s. */
static bool take_ai(const char *s, size_t n, struct element *e)
{
	e->ai_digits = n >= 2 && digits_of(s, 2) == 2 ? ai_digits(number(s, 2)) : 0;
	if (!e->ai_digits || digits_of(s, n < 4 ? n : 4) < (size_t)e->ai_digits)
		return false;
	e->ai = number(s, (size_t)e->ai_digits);
	return true;
}

/* "0109501101530003" "10ABC<GS>" "17271231": from end to end. */
static bool read_elements(const char *s, int32_t today, struct gs1 *out)
{
	while (*s) {
		struct element e;
		size_t n = strlen(s), fixed;

		if (!take_ai(s, n, &e))
			return false;
		fixed = fixed_length(number(s, 2));
		e.data = s + e.ai_digits;
		e.n = strcspn(e.data, "\035");
		if (fixed && e.n >= fixed)
			e.n = fixed;
		else if (fixed || !e.n || e.n > ELEMENT_MAX)
			return false;
		if (!take_element(&e, today, out))
			return false;
		s = e.data + e.n;
		s += *s == GS;
	}
	return true;
}

/* "(01)09501101530003(10)ABC": as it is printed below the symbol, and typed. */
static bool read_printed(const char *s, int32_t today, struct gs1 *out)
{
	while (*s) {
		struct element e;
		const char *end = strchr(s, ')');

		if (*s != '(' || !end || !take_ai(s + 1, (size_t)(end - s - 1), &e) || end - s - 1 != e.ai_digits)
			return false;
		e.data = end + 1;
		e.n = strcspn(e.data, "(");
		if (!e.n || e.n > ELEMENT_MAX || !take_element(&e, today, out))
			return false;
		s = e.data + e.n;
	}
	return true;
}

/* --- Digital Link -------------------------------------------------------------------------- */

static int hex_digit(char c)
{
	static const char digits[] = "0123456789ABCDEF0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)((at - digits) % 16) : -1;
}

/* A part of an address without its escapes; false: it holds a control character, a wrong escape, or is too long. */
static bool unescape(const char *s, size_t n, char text[ELEMENT_MAX + 1], size_t *length)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		int c = (unsigned char)s[i];

		if (c == '%') {
			int high = i + 2 < n ? hex_digit(s[i + 1]) : -1, low = high < 0 ? -1 : hex_digit(s[i + 2]);

			if (low < 0)
				return false;
			c = high << 4 | low;
			i += 2;
		}
		if (k == ELEMENT_MAX || c < ' ' || c == 0x7F)
			return false;
		text[k++] = (char)c;
	}
	text[k] = '\0';
	*length = k;
	return true;
}

/* A pair of identifier and data; a key that is no identifier is of somebody else. */
static bool take_pair(const char *key, size_t key_n, const char *data, size_t n, int32_t today, struct gs1 *out)
{
	char text[ELEMENT_MAX + 1], padded[GTIN_DIGITS + 1];
	struct element e = { .data = text };
	size_t length;

	if (!take_ai(key, key_n, &e) || key_n != (size_t)e.ai_digits)
		return true;
	if (!unescape(data, n, text, &length) || !length)
		return false;
	e.n = length;
	if (e.ai == 1 && e.ai_digits == 2 && length < GTIN_DIGITS) { /* shorter GTINs stand there without their zeros */
		memset(padded, '0', GTIN_DIGITS);
		memcpy(padded + GTIN_DIGITS - length, text, length + 1);
		e.data = padded;
		e.n = GTIN_DIGITS;
	}
	return take_element(&e, today, out);
}

/* The query's pairs, behind the '?'. */
static bool read_query(const char *s, int32_t today, struct gs1 *out)
{
	while (*s && *s != '#') {
		size_t n = strcspn(s, "&;#"), key = strcspn(s, "=");

		if (key < n && !take_pair(s, key, s + key + 1, n - key - 1, today, out))
			return false;
		s += n;
		s += *s == '&' || *s == ';';
	}
	return true;
}

/* "https://example.org/some/path/01/09501101530003/10/ABC?17=271231" */
static bool read_link(const char *s, int32_t today, struct gs1 *out)
{
	const char *at = strstr(s, "/01/"), *query = strpbrk(s, "?#");

	if (!at || (query && at > query))
		return false;
	for (at++; *at && *at != '?' && *at != '#';) {
		size_t key = strcspn(at, "/?#"), n;

		if (at[key] != '/')
			break;
		n = strcspn(at + key + 1, "/?#");
		if (!take_pair(at, key, at + key + 1, n, today, out))
			return false;
		at += key + 1 + n;
		at += *at == '/';
	}
	return *at != '?' || read_query(at + 1, today, out);
}

/* --- which of them ------------------------------------------------------------------------- */

static bool is_web(const char *text)
{
	return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0 ||
	       strncmp(text, "HTTP://", 7) == 0 || strncmp(text, "HTTPS://", 8) == 0;
}

bool gs1_read(const char *text, int32_t today, struct gs1 *out)
{
	size_t n = strlen(text);
	bool good;

	memset(out, 0, sizeof *out);
	if (n < 2 + GTIN_DIGITS || n > GS1_CODE_MAX)
		return false;
	if (*text == GS)
		good = read_elements(text + 1, today, out);
	else if (*text == '(')
		good = read_printed(text, today, out);
	else if (is_web(text))
		good = read_link(text, today, out);
	else
		good = strncmp(text, "01", 2) == 0 && read_elements(text, today, out);
	if (good && *out->gtin)
		return true;
	memset(out, 0, sizeof *out);
	return false;
}

int32_t gs1_last_day(const struct gs1 *g)
{
	if (!g->sell_by_day || (g->expiry_day && g->expiry_day < g->sell_by_day))
		return g->expiry_day;
	return g->sell_by_day;
}
