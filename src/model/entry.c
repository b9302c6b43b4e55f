/* entry.c - reading the till's entry line: first what is put before a code, then the code. */
#include "model/entry.h"

#include <string.h>

#include "base/utf8.h"
#include "model/money.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters of any script; marks and digits alone are no name to search for. */
static bool has_letters(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80 || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
			return true;
	return false;
}

static bool has_digits(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

/* "=AMOUNT*": as much as that buys. It stands instead of a quantity. */
static bool take_worth(struct arena *a, const char **at, struct entry *out, bool *bad)
{
	size_t n = strspn(*at + 1, "0123456789.");

	if (n == 0 || (*at)[n + 1] != '*')
		return false;
	*bad = out->has_qty || out->has_worth || money_parse(arena_strndup(a, *at + 1, n), &out->worth_minor) ||
		out->worth_minor == 0;
	out->has_worth = true;
	*at += n + 2;
	return !*bad;
}

/* Takes "N*", "AMOUNT@" or "AMOUNT/" off the front of *at. True when one was taken; *bad when it
 * stands there but is no number that can be meant, or is given twice. Anything else before a mark
 * is part of a name ("milk 250ml*12"). */
static bool take_prefix(struct arena *a, const char **at, struct entry *out, bool *bad)
{
	size_t n = strspn(*at, "0123456789.");
	char mark = (*at)[n];
	const char *number;

	if (**at == '=')
		return take_worth(a, at, out, bad);
	if (n == 0 || !mark || !strchr("*@/", mark))
		return false;
	number = arena_strndup(a, *at, n);
	if (mark == '*') {
		*bad = out->has_qty || out->has_worth || qty_parse(number, &out->qty_milli);
		out->has_qty = true;
	} else {
		*bad = out->has_price || money_parse(number, &out->price_minor);
		out->has_price = true;
	}
	*at += n + 1;
	return !*bad;
}

/* "+N", "-N" and "*N" speak of the last line. */
static void parse_adjust(const char *text, struct entry *out)
{
	if (qty_parse(text + 1, &out->qty_milli)) {
		out->kind = ENTRY_BAD;
		return;
	}
	out->kind = *text == '*' ? ENTRY_SET_QTY : ENTRY_ADJUST;
	if (*text == '-')
		out->qty_milli = -out->qty_milli;
}

void entry_parse(struct arena *a, const char *text, struct entry *out)
{
	const char *at = utf8_narrow(a, text);
	bool bad = false;

	*out = (struct entry){ .kind = ENTRY_EMPTY, .code = "" };
	if (!*at)
		return;
	if (strchr("+-*", *at) && (is_digit(at[1]) || at[1] == '.' || !at[1])) {
		parse_adjust(at, out);
		return;
	}
	while (take_prefix(a, &at, out, &bad))
		at += strspn(at, " ");
	if (bad) {
		out->kind = ENTRY_BAD;
		return;
	}
	out->code = at;
	if (!*at)
		out->kind = ENTRY_PREFIX;
	else if (has_letters(at))
		out->kind = ENTRY_SEARCH;
	else
		out->kind = has_digits(at) ? ENTRY_CODE : ENTRY_BAD;
}
