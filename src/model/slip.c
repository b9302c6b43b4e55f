/* slip.c - see slip.h. */
#include "model/slip.h"

#include <stdio.h>
#include <string.h>

#include "model/code.h"
#include "model/money.h"

#define DIGITS "0123456789"
#define DECIMALS_DEFAULT 2

struct layout { char mask[SLIP_CODE_MAX + 1]; int decimals; };

/* The options of a layout, after its mask. */
static bool options_read(const char *text, struct layout *out)
{
	char option[4];
	int end = 0;

	out->decimals = DECIMALS_DEFAULT;
	if (sscanf(text, " %3s %n", option, &end) < 1)
		return true;
	out->decimals = option[2] - '0';
	return !text[end] && strncmp(option, "p=", 2) == 0 && out->decimals >= 0 && out->decimals <= DECIMALS_DEFAULT;
}

static bool layout_read(const char *text, struct layout *out)
{
	size_t n = strspn(text, " "), letters;
	int amount = 0, number = 0;

	text += n;
	letters = strspn(text, DIGITS "MNPXC");
	if (letters < SLIP_CODE_MIN || letters > SLIP_CODE_MAX || (text[letters] && text[letters] != ' '))
		return false;
	memcpy(out->mask, text, letters);
	out->mask[letters] = '\0';
	for (size_t i = 0; i < letters; i++) {
		amount += text[i] == 'P';
		number += text[i] == 'N';
		if (text[i] == 'C' && i + 1 < letters)
			return false;
	}
	return number && amount && amount <= SLIP_AMOUNT_DIGITS && options_read(text + letters, out);
}

/* The next layout of a list; false at its end, *ok false where it cannot be meant. */
static bool next_layout(const char **list, struct layout *out, bool *ok)
{
	char text[SLIP_CODE_MAX + 10];
	size_t n = strcspn(*list, ";");

	if (!**list)
		return false;
	*ok = n < sizeof text;
	if (*ok) {
		memcpy(text, *list, n);
		text[n] = '\0';
		*ok = layout_read(text, out);
	}
	*list += n + ((*list)[n] == ';');
	return true;
}

bool slip_layouts_ok(const char *layouts)
{
	struct layout one;
	int n = 0;

	for (bool ok; next_layout(&layouts, &one, &ok); n++)
		if (!ok || n == SLIP_LAYOUTS_MAX)
			return false;
	return true;
}

static bool fits(const struct layout *l, const char *code, struct slip *out)
{
	size_t n = strlen(l->mask);
	int64_t amount = 0;

	if (strlen(code) != n || strspn(code, DIGITS) != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char m = l->mask[i];

		if (m >= '0' && m <= '9' && m != code[i])
			return false;
		if (m == 'C' && gtin_check_digit(code, (int)i) != code[i] - '0')
			return false;
		if (m == 'P')
			amount = amount * 10 + (code[i] - '0');
		out->key[i] = code[i];
		if (m == 'P' || m == 'X' || m == 'C')
			out->key[i] = '_';
	}
	out->key[n] = '\0';
	/* A layout may tell more decimals than the shop's money has: the customer loses no part of one. */
	out->amount_minor = mul_div(amount, power_of_ten(money_exponent()), power_of_ten(l->decimals), ROUND_UP);
	return amount > 0;
}

bool slip_read(const char *layouts, const char *code, struct slip *out)
{
	struct layout one;

	for (bool ok; next_layout(&layouts, &one, &ok);)
		if (ok && fits(&one, code, out))
			return true;
	return false;
}

/* --- where it is from ------------------------------------------------------------------------------- */

/* Whether a key was made of a code of this layout; the digits that one letter of it stands for. */
static bool key_fits(const struct layout *l, const char *key)
{
	size_t n = strlen(l->mask);

	if (strlen(key) != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool none = l->mask[i] == 'P' || l->mask[i] == 'X' || l->mask[i] == 'C';
		bool fixed = l->mask[i] >= '0' && l->mask[i] <= '9';

		if (none != (key[i] == '_') || (fixed && l->mask[i] != key[i]))
			return false;
	}
	return true;
}

static void digits_of(const struct layout *l, const char *key, char letter, char out[SLIP_CODE_MAX + 1])
{
	for (size_t i = 0; l->mask[i]; i++)
		if (l->mask[i] == letter)
			*out++ = key[i];
	*out = '\0';
}

struct slip_origin slip_origin(const char *layouts, const char *key)
{
	struct slip_origin o = { "", "" };
	struct layout one;

	for (bool ok; next_layout(&layouts, &one, &ok);)
		if (ok && key_fits(&one, key)) {
			digits_of(&one, key, 'M', o.machine);
			digits_of(&one, key, 'N', o.number);
			break;
		}
	return o;
}
