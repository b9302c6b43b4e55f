/* tender.c - references of payments, and settling a bill with cash. */
#include "model/tender.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static bool all_digits(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

static bool printable(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			return false;
	return true;
}

bool tender_reference_ok(const struct tender *t, const char *reference)
{
	const char *pattern = t->reference_pattern ? t->reference_pattern : "";
	bool needed = t->flags & TENDER_NEEDS_REFERENCE;
	size_t length = utf8_len(reference);
	unsigned least = 1, most = TENDER_REFERENCE_MAX;
	char kind = 'A', end;

	if (!*reference)
		return !needed;
	if (!*pattern && !needed)
		return false;
	if (*pattern && (sscanf(pattern, "%c%2u-%2u%c", &kind, &least, &most, &end) != 3
	    || !strchr("AD", kind)))
		return false;
	return length >= least && length <= most
		&& (kind == 'D' ? all_digits(reference) : printable(reference));
}

int64_t payments_open(int64_t due_minor, const struct payment *list, int n)
{
	for (int i = 0; i < n; i++)
		due_minor -= list[i].amount_minor;
	return due_minor;
}

bool payments_add_cash(int64_t due_minor, struct payment *list, int *n, int64_t tender_id,
	int64_t given_minor, enum cash_rounding mode)
{
	int64_t open = payments_open(due_minor, list, *n), rounded;
	struct payment p = { .tender_id = tender_id, .kind = TENDER_CASH, .reference = "" };

	if (open <= 0 || given_minor < 0 || *n >= PAYMENTS_MAX)
		return false;
	rounded = cash_round(open, mode);
	p.given_minor = given_minor ? given_minor : rounded;
	if (p.given_minor >= rounded) {
		p.amount_minor = open;
		p.rounding_minor = open - rounded;
		p.change_minor = p.given_minor - rounded;
	} else if (p.given_minor >= open) {
		p.amount_minor = open;
		p.change_minor = p.given_minor - open;
	} else {
		p.amount_minor = p.given_minor;
	}
	list[(*n)++] = p;
	return true;
}
