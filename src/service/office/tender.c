/* tender.c - means of payment, added and changed. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/value.h"
#include "office_int.h"
#include "service/master.h"
#include "service/trade.h"
#include "store/trade_store.h"

#define POSITION_MAX 99
/* What a person may set; whether it is active is said by itself. */
#define FLAGS_SETTABLE (TENDER_OPENS_DRAWER | TENDER_NEEDS_REFERENCE | TENDER_REFUNDABLE | TENDER_HIDDEN \
	| TENDER_SECOND_SLIP | TENDER_ASKS_OUTSIDE)

#define RULE(member) offsetof(struct tender_row, member)
const struct tender_rule_field tender_rules[TENDER_RULES] = {
	{ "min", N_("Least of a payment"), TENDER_MONEY, RULE(min_minor), NULL },
	{ "max", N_("Most of a payment"), TENDER_MONEY, RULE(max_minor), NULL },
	{ "bill-max", N_("Most of a bill"), TENDER_MONEY, RULE(bill_max_minor), NULL },
	{ "approve-above", N_("Approval above"), TENDER_THRESHOLD, RULE(approve_above_minor), NULL },
	{ "refund-to", N_("A return gives back"), TENDER_CHOICE, RULE(refund_to), "same|cash|none" },
	{ "over", N_("More than is open"), TENDER_CHOICE, RULE(over_rule), "refuse|tip|change|forfeit" },
	{ "over-max", N_("As much more at most"), TENDER_MONEY, RULE(over_max_minor), NULL },
	{ "fee", N_("Fee in percent"), TENDER_PERCENT, RULE(fee_bp), NULL },
	{ "fee-each", N_("Fee of each payment"), TENDER_MONEY, RULE(fee_minor), NULL },
};

static int64_t rule_of(const struct tender_row *row, const struct tender_rule_field *f)
{
	int64_t v;

	memcpy(&v, (const char *)row + f->offset, sizeof v);
	return v;
}

static const char *choice_text(struct arena *a, const char *choices, int64_t n)
{
	const char *end;

	for (; n > 0 && strchr(choices, '|'); n--)
		choices = strchr(choices, '|') + 1;
	end = strchr(choices, '|');
	return arena_printf(a, "%.*s", end ? (int)(end - choices) : (int)strlen(choices), choices);
}

static char *tender_rule_text(struct arena *a, const struct tender_row *row, const struct tender_rule_field *f)
{
	int64_t v = rule_of(row, f);

	switch (f->type) {
	case TENDER_CHOICE:
		return arena_strdup(a, choice_text(a, f->choices, v));
	case TENDER_PERCENT:
		return qty_text(a, v * 10);
	case TENDER_THRESHOLD:
		return v < 0 ? arena_strdup(a, TENDER_NEVER) : money_text(a, v);
	case TENDER_MONEY:
		break;
	}
	return money_text(a, v);
}

/* False: it cannot be meant. */
static bool rule_read(struct arena *a, const struct tender_rule_field *f, const char *text, int64_t *v)
{
	switch (f->type) {
	case TENDER_CHOICE:
		for (*v = 0; strcmp(choice_text(a, f->choices, *v), text) != 0; ++*v)
			if (strcmp(choice_text(a, f->choices, *v), choice_text(a, f->choices, *v + 1)) == 0)
				return false;
		return true;
	case TENDER_PERCENT:
		return percent_parse(text, v) == OK;
	case TENDER_THRESHOLD:
		if (strcmp(text, TENDER_NEVER) == 0) {
			*v = -1;
			return true;
		}
		break;
	case TENDER_MONEY:
		break;
	}
	return money_parse(text, v) == OK;
}

static enum err take_rules(struct arena *a, const struct tender_edit *edit, struct tender_row *row, struct said *said)
{
	for (int i = 0; i < TENDER_RULES; i++) {
		const struct tender_rule_field *f = &tender_rules[i];
		int64_t v;

		if (!edit->rule[i])
			continue;
		if (!rule_read(a, f, edit->rule[i], &v))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, arena_printf(a, "--%s", f->name), edit->rule[i]);
		memcpy((char *)row + f->offset, &v, sizeof v);
	}
	/* Cash is given back for what is no money only where a person looks on. */
	if (row->over_rule == OVER_CHANGE && row->kind != TENDER_CARD && row->kind != TENDER_QR
		&& row->kind != TENDER_FOREIGN)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--over", "change");
	if (row->over_rule == OVER_TIP && row->kind != TENDER_CARD && row->kind != TENDER_QR)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--over", "tip");
	if (row->over_rule == OVER_FORFEIT && row->kind != TENDER_VOUCHER)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--over", "forfeit");
	if (row->refund_to == REFUND_SAME && (row->kind == TENDER_FOREIGN || row->kind == TENDER_ORDER
		|| row->kind == TENDER_CHEQUE))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--refund-to", "same");
	/* What was given goes back to whom it was taken from, and is never paid out. */
	if (row->refund_to != REFUND_SAME && (row->kind == TENDER_STORED || row->kind == TENDER_POINTS))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--refund-to", "cash");
	return OK;
}

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("means of payment %s"), code);
}

static enum err find(struct shop *sh, struct arena *a, const char *code, struct tender_row *out)
{
	struct tender_row *rows;
	int n = 0;
	enum err e = tenders_list(sh->db, a, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(rows[i].code, code) != 0)
			continue;
		*out = rows[i];
		return OK;
	}
	return e == OK ? ERR_NOTFOUND : e;
}

/* --- what was typed ------------------------------------------------------------------------ */

static bool pattern_fits(const char *pattern)
{
	unsigned least, most;
	char kind, end;

	if (!*pattern)
		return true;
	return sscanf(pattern, "%c%2u-%2u%c", &kind, &least, &most, &end) == 3 && strchr("AD", kind)
		&& least > 0 && least <= most && most <= TENDER_REFERENCE_MAX;
}

static enum err take_flags(const struct tender_edit *edit, struct tender_row *row, struct said *said)
{
	unsigned flags;
	bool active;
	enum err e;

	if (edit->flags) {
		if (!flags_read(tender_flag_names, edit->flags, &flags) || (flags & ~(unsigned)FLAGS_SETTABLE))
			return say(said, ERR_INVALID, MSG_VALUE_BAD, "--flags", edit->flags);
		row->flags = (row->flags & TENDER_ACTIVE) | flags;
	}
	if (edit->active) {
		e = office_yes("--active", edit->active, &active, said);
		if (e != OK)
			return e;
		row->flags = active ? row->flags | TENDER_ACTIVE : row->flags & ~(int64_t)TENDER_ACTIVE;
	}
	return OK;
}

static enum err take(struct arena *a, const struct tender_edit *edit, struct tender_row *row, struct said *said)
{
	enum err e = OK;

	if (edit->name)
		e = office_name(a, edit->name, &row->name, said);
	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->position)
		e = office_number(edit->position, 1, POSITION_MAX, _("A position"), &row->position, said);
	if (e == OK && edit->reference && !pattern_fits(edit->reference))
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--reference", edit->reference);
	if (e == OK && edit->reference)
		row->reference_pattern = edit->reference;
	if (e == OK)
		e = take_flags(edit, row, said);
	return e == OK ? take_rules(a, edit, row, said) : e;
}

/* --- writing ------------------------------------------------------------------------------- */

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return tender_put(sh->db, row);
}

static enum err write_change(struct shop *sh, void *arg, struct said *said)
{
	const struct tender_row *row = arg;
	int64_t n = 0;
	enum err e = row->flags & TENDER_ACTIVE ? OK : tender_baskets(sh->db, row->id, &n);

	if (e == OK && n > 0)
		return say(said, ERR_REFUSED, MSG_IN_USE, row->name, _("a basket that is not paid yet has it"));
	return e == OK ? tender_update(sh->db, row) : e;
}

static enum err write_row(struct shop *sh, struct arena *a, const struct tender_row *was, struct tender_row *row,
	struct said *said)
{
	struct change changes[6 + TENDER_RULES] = {
		{ "name", was ? was->name : NULL, row->name },
		{ "name_en", was ? was->name_en : NULL, row->name_en },
		{ "kind", was ? tender_kind_name[was->kind] : NULL, tender_kind_name[row->kind] },
		{ "flags", was ? flags_text(a, tender_flag_names, (unsigned)was->flags) : NULL,
			flags_text(a, tender_flag_names, (unsigned)row->flags) },
		{ "reference", was ? was->reference_pattern : NULL, row->reference_pattern },
		{ "position", was ? arena_printf(a, "%" PRId64, was->position) : NULL,
			arena_printf(a, "%" PRId64, row->position) },
	};
	const struct writing w = { .table = "tender", .action = was ? "tender" : "tender-add", .row_id = row->id,
		.code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? write_change : write_new, .row = row };

	for (int i = 0; i < TENDER_RULES; i++)
		changes[6 + i] = (struct change){ tender_rules[i].name,
			was ? tender_rule_text(a, was, &tender_rules[i]) : NULL,
			tender_rule_text(a, row, &tender_rules[i]) };
	return office_write(sh, &w, said);
}

/* Behind those that are offered already. */
static enum err next_position(struct shop *sh, struct arena *a, int64_t *position)
{
	struct tender_row *rows;
	int n = 0;
	enum err e = tenders_list(sh->db, a, &rows, &n);

	*position = 1;
	for (int i = 0; e == OK && i < n; i++)
		if ((rows[i].flags & TENDER_ACTIVE) && !(rows[i].flags & TENDER_HIDDEN)
			&& rows[i].position >= *position && *position < POSITION_MAX)
			*position = rows[i].position + 1;
	return e;
}

void tender_defaults(struct tender_row *row)
{
	row->approve_above_minor = -1;
	switch (row->kind) {
	case TENDER_VOUCHER:
		row->over_rule = OVER_FORFEIT;
		row->reference_pattern = "D6-18";
		row->flags |= TENDER_NEEDS_REFERENCE;
		break;
	case TENDER_HOUSE:
	case TENDER_ORDER:
		row->reference_pattern = "D1-12";
		row->flags |= TENDER_NEEDS_REFERENCE;
		row->refund_to = row->kind == TENDER_HOUSE ? REFUND_SAME : REFUND_CASH;
		break;
	case TENDER_CHEQUE:
		row->reference_pattern = "A1-40";
		row->flags |= TENDER_NEEDS_REFERENCE;
		row->refund_to = REFUND_CASH;
		break;
	case TENDER_FOREIGN:
		row->refund_to = REFUND_CASH;
		row->over_rule = OVER_CHANGE;
		row->flags |= TENDER_OPENS_DRAWER;
		break;
	default:
		break;
	}
}

enum err tender_show(struct shop *sh, struct arena *a, const char *code, const struct tender **out,
	const char *rules[TENDER_RULES])
{
	struct tender_row row;
	enum err e = find(sh, a, code, &row);

	if (e != OK)
		return e;
	for (int i = 0; i < TENDER_RULES; i++)
		rules[i] = tender_rule_text(a, &row, &tender_rules[i]);
	*out = shop_tender(sh, row.id);
	return *out ? OK : ERR_NOTFOUND;
}

enum err tender_add(struct shop *sh, struct arena *a, const struct tender_edit *edit, struct said *said)
{
	struct tender_row row = { .name_en = "", .reference_pattern = "", .flags = TENDER_ACTIVE | TENDER_REFUNDABLE };
	enum err e = office_need(sh, PERM_TENDERS, said);

	if (e == OK)
		e = office_code(a, edit->code, TRADE_CODE_MAX, _("A code"), &row.code, said);
	if (e != OK)
		return e;
	row.kind = name_index(tender_kind_name, TENDER_KINDS, edit->kind);
	if (row.kind < 0 || row.kind == TENDER_CASH || row.kind == TENDER_EXCHANGE)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--kind", edit->kind);
	if ((row.kind == TENDER_FOREIGN) != (edit->currency != NULL)
		|| (edit->currency && !currency_valid(edit->currency)))
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--currency", edit->currency ? edit->currency
			: _("empty"));
	tender_defaults(&row);
	row.currency = edit->currency ? edit->currency : "";
	e = next_position(sh, a, &row.position);
	if (e == OK)
		e = take(a, edit, &row, said);
	if (e != OK)
		return office_answer(said, e, what_of(a, row.code));
	row.id = shop_new_id(sh);
	return write_row(sh, a, NULL, &row, said);
}

enum err tender_change(struct shop *sh, struct arena *a, const struct tender_edit *edit, struct said *said)
{
	struct tender_row was, row;
	bool ruled = false;
	enum err e = office_need(sh, PERM_TENDERS, said);

	if (e == OK)
		e = find(sh, a, edit->code, &was);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	for (int i = 0; i < TENDER_RULES; i++)
		ruled = ruled || edit->rule[i];
	if ((was.kind == TENDER_CASH || was.kind == TENDER_EXCHANGE)
		&& (edit->flags || edit->active || edit->reference || ruled))
		return say(said, ERR_REFUSED, MSG_TENDER_NEEDED, was.name, NULL);
	row = was;
	e = take(a, edit, &row, said);
	return e == OK ? write_row(sh, a, &was, &row, said) : e;
}
