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

enum tender_rule tender_rule_broken(const struct tender *t, int64_t amount_minor, int64_t before_minor)
{
	if (t->min_minor && amount_minor < t->min_minor)
		return RULE_MIN;
	if (t->max_minor && amount_minor > t->max_minor)
		return RULE_MAX;
	if (t->bill_max_minor && amount_minor > t->bill_max_minor - before_minor)
		return RULE_BILL_MAX;
	return RULE_KEPT;
}

bool tender_needs_approval(const struct tender *t, int64_t amount_minor)
{
	return t->approve_above_minor >= 0 && amount_minor > t->approve_above_minor;
}

bool tender_is_money(enum tender_kind kind)
{
	return kind == TENDER_CASH || kind == TENDER_CARD || kind == TENDER_QR || kind == TENDER_FOREIGN;
}

bool tender_is_counted(enum tender_kind kind)
{
	return kind != TENDER_CASH && kind != TENDER_EXCHANGE && kind != TENDER_ORDER && kind != TENDER_STORED
		&& kind != TENDER_POINTS;
}

const char *payment_reference(const struct payment *p)
{
	const char *points = p->reference && p->kind == TENDER_POINTS ? strchr(p->reference, '+') : NULL;

	if (p->kind == TENDER_POINTS)
		return points ? points + 1 : "";
	return p->reference && p->kind != TENDER_STORED ? p->reference : "";
}

int64_t payment_kept_over(const struct payment *p)
{
	return p->given_minor - p->change_minor - (p->amount_minor - p->rounding_minor);
}

int64_t payment_came_in(const struct payment *p)
{
	return p->amount_minor - p->rounding_minor + (p->kind == TENDER_CASH ? 0 : p->change_minor);
}

bool payment_sound(const struct payment *p, bool sale)
{
	int64_t over = payment_kept_over(p);
	bool notes = p->kind == TENDER_CASH || p->kind == TENDER_FOREIGN;

	if (p->change_minor < 0 || over < 0 || (over > 0 && p->kind != TENDER_VOUCHER))
		return false;
	if (!sale && p->change_minor)
		return false;
	/* What was taken as cash and corrected to a card gives back what was kept. */
	return notes || !sale || (!p->rounding_minor && (!p->change_minor || p->kind == TENDER_CARD
		|| p->kind == TENDER_QR));
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
