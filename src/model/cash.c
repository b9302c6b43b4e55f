/* cash.c - which accounts each document of the cash office moves between: one table. */
#include "model/cash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "model/money.h"

/* Whose an account is in such a document. */
enum holder { NOBODY, DRAWER, REASON, BAG };

/* To add one: its kind and name in document.h and document.c, a line here, an act in service/till/till_cash.c and the
 * words of its slip in data/receipts. */
static const struct move {
	enum account to, from;   /* 0: the postings depend on more than the document says */
	enum holder to_holder, from_holder;
	bool known;
} moves[DOCUMENT_KINDS_MAX] = {
	[DOC_DROP] = { ACCOUNT_SAFE, ACCOUNT_DRAWER, NOBODY, DRAWER, true },
	[DOC_PICK_UP] = { ACCOUNT_SAFE, ACCOUNT_DRAWER, NOBODY, DRAWER, true },
	[DOC_CHANGE_IN] = { ACCOUNT_DRAWER, ACCOUNT_SAFE, DRAWER, NOBODY, true },
	[DOC_PAY_IN] = { ACCOUNT_DRAWER, ACCOUNT_INCOME, DRAWER, REASON, true },
	[DOC_PAY_OUT] = { ACCOUNT_EXPENSE, ACCOUNT_DRAWER, REASON, DRAWER, true },
	[DOC_BAG] = { ACCOUNT_TRANSIT, ACCOUNT_SAFE, BAG, NOBODY, true },
	[DOC_SAFE_IN] = { ACCOUNT_SAFE, ACCOUNT_BANK, NOBODY, NOBODY, true },
	[DOC_BANKED] = { .known = true },
	[DOC_SAFE_COUNT] = { .known = true },
};

bool cash_is(int64_t kind)
{
	return kind > 0 && kind < DOCUMENT_KINDS_MAX && moves[kind].known;
}

bool cash_of_drawer(int64_t kind)
{
	return cash_is(kind) && (moves[kind].to == ACCOUNT_DRAWER || moves[kind].from == ACCOUNT_DRAWER);
}

static int64_t holder_of(const struct document *d, enum holder holder)
{
	switch (holder) {
	case DRAWER:
		return document_drawer(d);
	case REASON:
		return d->reason_id;
	case BAG:
		return d->id;
	default:
		return 0;
	}
}

bool cash_sides(const struct document *d, struct cash_side *to, struct cash_side *from)
{
	const struct move *m = &moves[d->kind];

	if (!cash_is(d->kind) || !m->to)
		return false;
	*to = (struct cash_side){ m->to, holder_of(d, m->to_holder) };
	*from = (struct cash_side){ m->from, holder_of(d, m->from_holder) };
	return true;
}

static void take_over(struct document *d, const struct ledger *l)
{
	assert(ledger_balanced(l->list, l->count));
	d->postings = l->list;
	d->posting_count = l->count;
}

void cash_finish(struct document *d, struct arena *a)
{
	struct ledger l = { NULL, 0, 0 };
	struct cash_side to = { 0 }, from = { 0 };
	bool known = cash_sides(d, &to, &from);

	assert(known);
	(void)known;
	ledger_post(&l, a, to.account, to.holder_id, UNIT_MONEY, d->total_minor);
	ledger_post(&l, a, from.account, from.holder_id, UNIT_MONEY, -d->total_minor);
	take_over(d, &l);
}

void cash_finish_count(struct document *d, struct arena *a, int64_t expected_minor)
{
	struct ledger l = { NULL, 0, 0 };

	ledger_post(&l, a, ACCOUNT_SAFE, 0, UNIT_MONEY, d->total_minor - expected_minor);
	ledger_post(&l, a, ACCOUNT_OVER_SHORT, 0, UNIT_MONEY, expected_minor - d->total_minor);
	take_over(d, &l);
}

void cash_finish_banked(struct document *d, struct arena *a, int64_t bag_minor)
{
	struct ledger l = { NULL, 0, 0 };

	ledger_post(&l, a, ACCOUNT_BANK, 0, UNIT_MONEY, d->total_minor);
	ledger_post(&l, a, ACCOUNT_TRANSIT, d->original_id, UNIT_MONEY, -bag_minor);
	ledger_post(&l, a, ACCOUNT_OVER_SHORT, 0, UNIT_MONEY, bag_minor - d->total_minor);
	take_over(d, &l);
}

/* --- content ---------------------------------------------------------------------------------- */

char *cash_content(struct arena *a, enum document_kind kind, const char *reference)
{
	return arena_printf(a, *reference ? "%s %s" : "%s", document_kind_name(kind), reference);
}

const char *cash_reference(const char *content)
{
	const char *blank = strchr(content, ' ');

	return blank ? blank + 1 : "";
}

bool cash_reference_ok(const char *text)
{
	size_t n = strlen(text);

	if (n < 1 || n > CASH_REFERENCE_MAX)
		return false;
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

/* --- counting ----------------------------------------------------------------------------------- */

/* An amount up to one of these characters; *text goes behind it. */
static bool amount_until(const char **text, const char *ends, int64_t *minor)
{
	char word[32];
	size_t n = strcspn(*text, ends);

	if (n == 0 || n >= sizeof word)
		return false;
	memcpy(word, *text, n);
	word[n] = '\0';
	*text += n;
	return money_parse(word, minor) == OK && *minor >= 0;
}

/* "3*100" or "100": one side of a product is a plain number. */
static bool product(const char **text, int64_t *minor)
{
	int64_t by;

	if (!amount_until(text, "*x+-", minor))
		return false;
	while (**text == '*' || **text == 'x') {
		++*text;
		if (!amount_until(text, "*x+-", &by))
			return false;
		if (by % 100 != 0) { /* 5*0.5: the whole number stands before it */
			int64_t other = *minor;

			if (other % 100 != 0)
				return false;
			*minor = by;
			by = other;
		}
		by /= 100;
		if (by && *minor > MONEY_MAX / by)
			return false;
		*minor *= by;
	}
	return *minor <= MONEY_MAX;
}

bool cash_sum(const char *text, int64_t *minor)
{
	int64_t sum = 0, part = 0;
	int sign = 1;

	do {
		if (!product(&text, &part))
			return false;
		sum += sign * part;
		if (sum > MONEY_MAX || sum < -MONEY_MAX)
			return false;
		sign = *text == '-' ? -1 : 1;
	} while (*text && *text++);
	if (sum < 0)
		return false;
	*minor = sum;
	return true;
}

bool cash_pieces_parse(const char *text, struct cash_pieces *out)
{
	char *end;

	if (!amount_until(&text, "x", &out->value_minor) || *text != 'x' || out->value_minor < 1)
		return false;
	if (text[1] < '0' || text[1] > '9')
		return false;
	out->count = strtoll(text + 1, &end, 10);
	return !*end && out->count <= CASH_PIECE_MOST;
}

int64_t cash_pieces_sum(const struct cash_pieces *list, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++) {
		if (list[i].count && list[i].value_minor > MONEY_MAX / list[i].count)
			return -1;
		sum += list[i].value_minor * list[i].count;
		if (sum > MONEY_MAX)
			return -1;
	}
	return sum;
}

bool cash_beside_parse(struct arena *a, const char *text, struct cash_beside *out)
{
	size_t n = strcspn(text, "=");

	if (n == 0 || !text[n])
		return false;
	out->code = arena_strndup(a, text, n);
	return cash_sum(text + n + 1, &out->counted_minor);
}
