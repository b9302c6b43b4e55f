/* tender.c - means of payment, added and changed. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/master.h"
#include "service/trade.h"
#include "store/trade_store.h"

#define POSITION_MAX 99
/* What a person may set; whether it is active is said by itself. */
#define FLAGS_SETTABLE (TENDER_OPENS_DRAWER | TENDER_NEEDS_REFERENCE | TENDER_REFUNDABLE | TENDER_HIDDEN)

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
	return e == OK ? take_flags(edit, row, said) : e;
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
	const struct change changes[] = {
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
		if (!(rows[i].flags & TENDER_HIDDEN) && rows[i].position >= *position && *position < POSITION_MAX)
			*position = rows[i].position + 1;
	return e;
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
	if (row.kind != TENDER_CARD && row.kind != TENDER_QR)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, "--kind", edit->kind);
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
	enum err e = office_need(sh, PERM_TENDERS, said);

	if (e == OK)
		e = find(sh, a, edit->code, &was);
	if (e != OK)
		return office_answer(said, e, what_of(a, edit->code));
	if ((was.kind == TENDER_CASH || was.kind == TENDER_EXCHANGE)
		&& (edit->flags || edit->active || edit->reference))
		return say(said, ERR_REFUSED, MSG_TENDER_NEEDED, was.name, NULL);
	row = was;
	e = take(a, edit, &row, said);
	return e == OK ? write_row(sh, a, &was, &row, said) : e;
}
