/* reason.c - the reasons that are asked for, added, changed and given up. */
#include <inttypes.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "office_int.h"
#include "service/master.h"
#include "service/trade.h"
#include "store/trade_store.h"

static const char *what_of(struct arena *a, const char *kind, const char *digit)
{
	return arena_printf(a, _("reason %s %s"), kind, digit);
}

static enum err kind_of(const char *text, int64_t *kind, struct said *said)
{
	*kind = name_index(reason_kind_name, REASON_KINDS, text);
	return *kind > REASON_NONE ? OK : say(said, ERR_INVALID, MSG_VALUE_BAD, _("What a reason is for"), text);
}

/* The one in use at this digit; *others counts those of its kind beside it. */
static enum err find(struct shop *sh, struct arena *a, int64_t kind, int64_t digit, struct reason_row *out,
	int *others)
{
	struct reason_row *rows;
	bool found = false;
	int n = 0;
	enum err e = reasons_list(sh->db, a, &rows, &n);

	*others = 0;
	for (int i = 0; e == OK && i < n; i++) {
		if (rows[i].kind != kind || rows[i].disabled)
			continue;
		if (rows[i].digit != digit) {
			++*others;
			continue;
		}
		*out = rows[i];
		found = true;
	}
	return e == OK && !found ? ERR_NOTFOUND : e;
}

static enum err write_new(struct shop *sh, void *row, struct said *said)
{
	(void)said;
	return reason_put(sh->db, row);
}

/* Where the last reason went, an act that wants one would go without. */
static enum err write_change(struct shop *sh, void *arg, struct said *said)
{
	const struct reason_row *row = arg;
	struct arena a = ARENA_INIT;
	struct reason_row same;
	int others = 1;
	enum err e = row->disabled ? find(sh, &a, row->kind, row->digit, &same, &others) : OK;

	arena_release(&a);
	if (e == OK && others == 0)
		return say(said, ERR_REFUSED, MSG_REASON_LAST, row->name, NULL);
	return e == OK ? reason_update(sh->db, row) : e;
}

static enum err write_row(struct shop *sh, struct arena *a, const struct reason_row *was, struct reason_row *row,
	struct said *said)
{
	const char *kind = reason_kind_name[row->kind], *digit = arena_printf(a, "%" PRId64, row->digit);
	const struct change changes[] = {
		{ "kind", was ? kind : NULL, kind },
		{ "digit", was ? arena_printf(a, "%" PRId64, was->digit) : NULL, digit },
		{ "name", was ? was->name : NULL, row->name },
		{ "name_en", was ? was->name_en : NULL, row->name_en },
		{ "active", was ? was->disabled ? "no" : "yes" : NULL, row->disabled ? "no" : "yes" },
	};
	const struct writing w = { .table = "reason", .action = was ? "reason" : "reason-add", .row_id = row->id,
		.code = arena_printf(a, "%s %s", kind, digit), .what = what_of(a, kind, digit), .fresh = !was,
		.changes = changes, .change_count = (int)(sizeof changes / sizeof changes[0]),
		.write = was ? write_change : write_new, .row = row };

	return office_write(sh, &w, said);
}

enum err reason_add(struct shop *sh, struct arena *a, const struct reason_edit *edit, struct said *said)
{
	struct reason_row row = { .name_en = edit->name_en ? utf8_clean(a, edit->name_en) : "" };
	enum err e = office_need(sh, PERM_REASONS, said);

	if (e == OK)
		e = kind_of(edit->kind, &row.kind, said);
	if (e == OK)
		e = office_number(edit->digit, 0, 9, _("A digit"), &row.digit, said);
	if (e == OK)
		e = office_name(a, edit->name, &row.name, said);
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_row(sh, a, NULL, &row, said);
}

/* The row to be changed, by kind and digit. */
static enum err begin_change(struct shop *sh, struct arena *a, const char *kind, const char *digit,
	struct reason_row *row, struct said *said)
{
	int64_t kind_no, digit_no;
	int others;
	enum err e = office_need(sh, PERM_REASONS, said);

	*row = (struct reason_row){ 0 };
	if (e == OK)
		e = kind_of(kind, &kind_no, said);
	if (e == OK)
		e = office_number(digit, 0, 9, _("A digit"), &digit_no, said);
	if (e == OK)
		e = find(sh, a, kind_no, digit_no, row, &others);
	return office_answer(said, e, what_of(a, kind, digit));
}

enum err reason_change(struct shop *sh, struct arena *a, const struct reason_edit *edit, struct said *said)
{
	struct reason_row was, row;
	enum err e = begin_change(sh, a, edit->kind, edit->digit, &was, said);

	if (e != OK)
		return e;
	row = was;
	if (edit->name)
		e = office_name(a, edit->name, &row.name, said);
	if (edit->name_en)
		row.name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->new_digit)
		e = office_number(edit->new_digit, 0, 9, _("A digit"), &row.digit, said);
	return e == OK ? write_row(sh, a, &was, &row, said) : e;
}

enum err reason_disable(struct shop *sh, struct arena *a, const char *kind, const char *digit, struct said *said)
{
	struct reason_row was, row;
	enum err e = begin_change(sh, a, kind, digit, &was, said);

	if (e != OK)
		return e;
	row = was;
	row.disabled = true;
	return write_row(sh, a, &was, &row, said);
}
