/* attributes.c - what a shop itself wants to know of its members: what each attribute is, and what may stand in it. */
#include "service/attributes.h"

#include <string.h>

#include "../goods/csvfile_int.h"
#include "attributes_int.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "service/member_file.h"

#define CODE_MAX 20
#define POSITION_MAX 9999

static const char *what_of(struct arena *a, const char *code)
{
	return arena_printf(a, _("attribute %s"), code);
}

const char *attribute_kind_words(enum attribute_kind kind)
{
	static const char *const words[ATTRIBUTE_KINDS] = { [ATTRIBUTE_TEXT] = N_("text"),
		[ATTRIBUTE_NUMBER] = N_("number"), [ATTRIBUTE_DATE] = N_("date"),
		[ATTRIBUTE_CHOICE] = N_("one of its choices"), [ATTRIBUTE_YES_NO] = N_("yes or no"),
		[ATTRIBUTE_LIST] = N_("several of its choices") };

	return kind >= ATTRIBUTE_TEXT && kind < ATTRIBUTE_KINDS ? _(words[kind]) : "?";
}

const char *attribute_fault_words(enum attribute_fault fault)
{
	static const char *const words[] = { [ATTRIBUTE_OK] = "", [ATTRIBUTE_MISSING] = N_("it cannot stay empty"),
		[ATTRIBUTE_TOO_LONG] = N_("it is too long"), [ATTRIBUTE_NO_NUMBER] = N_("it is no number of this kind"),
		[ATTRIBUTE_NO_DATE] = N_("it is no day; write it as 2026-11-21"),
		[ATTRIBUTE_TOO_SMALL] = N_("it is below the least value"),
		[ATTRIBUTE_TOO_LARGE] = N_("it is above the greatest value"),
		[ATTRIBUTE_NO_CHOICE] = N_("it is none of the choices"),
		[ATTRIBUTE_NOT_YES_NO] = N_("it is neither yes nor no") };

	return fault ? _(words[fault]) : "";
}

enum err attribute_list(struct shop *sh, struct arena *a, struct attribute_row **list, int *n)
{
	return attributes_list(sh->db, a, list, n);
}

const struct attribute_row *attribute_headed(struct arena *a, const struct attribute_row *list, int n,
	const char *heading)
{
	const char *key = utf8_key(a, heading);

	for (int by = 0; by < 3; by++)
		for (int i = 0; i < n; i++) {
			const char *const names[] = { list[i].code, list[i].name, list[i].name_en };

			if (!list[i].disabled && *names[by] && strcmp(utf8_key(a, names[by]), key) == 0)
				return &list[i];
		}
	return NULL;
}

/* --- what is typed ---------------------------------------------------------------------------------- */

struct bound { bool there; int64_t value; };

static enum err limit_of(const struct attribute *def, const char *typed, const char *option, struct bound *out,
	struct said *said)
{
	if (!typed)
		return OK;
	out->there = *typed && strcmp(typed, "-") != 0;
	return !out->there || attribute_limit_parse(def, typed, &out->value) == OK ? OK
		: say(said, ERR_INVALID, MSG_VALUE_BAD, option, typed);
}

static enum err take_limits(const struct attribute_edit *edit, struct attribute *def, struct said *said)
{
	struct bound min = { !attribute_unlimited(def, def->min), def->min };
	struct bound max = { !attribute_unlimited(def, def->max), def->max };
	enum err e = limit_of(def, edit->min, "--min", &min, said);

	if (e == OK)
		e = limit_of(def, edit->max, "--max", &max, said);
	attribute_limits(def, min.there ? &min.value : NULL, max.there ? &max.value : NULL);
	return e;
}

static enum err small_number(const char *typed, int64_t most, const char *option, int *out, struct said *said)
{
	int64_t n = *out;
	enum err e = typed && *typed ? office_number(typed, 0, most, option, &n, said) : OK;

	*out = (int)n;
	return e;
}

/* What is there keeps its place: values are kept as texts, and sort by it. */
static bool begins_with(const struct attribute *is, const struct attribute *was)
{
	if (is->choice_count < was->choice_count)
		return false;
	for (int i = 0; i < was->choice_count; i++)
		if (strcmp(is->choices[i], was->choices[i]) != 0)
			return false;
	return true;
}

static enum err take_def(struct arena *a, const struct attribute_edit *edit, struct attribute *def, struct said *said)
{
	struct attribute was = *def;
	enum err e = edit->required ? office_yes("--required", edit->required, &def->required, said) : OK;

	if (e == OK)
		e = small_number(edit->length, ATTRIBUTE_TEXT_MAX, "--length", &def->length_max, said);
	if (e == OK && edit->choices) {
		attribute_choices(a, edit->choices, def);
		if (!begins_with(def, &was))
			e = say(said, ERR_REFUSED, MSG_ATTRIBUTE_CHOICES, attribute_choices_text(a, &was), NULL);
	}
	if (e == OK)
		e = take_limits(edit, def, said);
	if (e == OK && !attribute_sound(a, def))
		e = say(said, ERR_INVALID, MSG_ATTRIBUTE_UNSOUND, edit->code, NULL);
	return e;
}

static enum err take(struct arena *a, const struct attribute_edit *edit, struct attribute_row *row, struct said *said)
{
	bool active = !row->disabled;
	enum err e = edit->name ? office_name(a, edit->name, &row->name, said) : OK;

	if (e == OK && edit->name_en)
		row->name_en = utf8_clean(a, edit->name_en);
	if (e == OK && edit->position && *edit->position)
		e = office_number(edit->position, 0, POSITION_MAX, "--position", &row->position, said);
	if (e == OK && edit->active)
		e = office_yes("--active", edit->active, &active, said);
	row->disabled = !active;
	return e == OK ? take_def(a, edit, &row->def, said) : e;
}

/* --- written ---------------------------------------------------------------------------------------- */

struct writing_one { struct arena *a; const struct attribute_row *row; };

static enum err write_new(struct shop *sh, void *one, struct said *said)
{
	const struct writing_one *w = one;

	(void)said;
	return attribute_insert(sh->db, w->a, w->row);
}

static enum err write_change(struct shop *sh, void *one, struct said *said)
{
	const struct writing_one *w = one;

	(void)said;
	return attribute_update(sh->db, w->a, w->row);
}

static const char *limit_text(struct arena *a, const struct attribute *def, int64_t limit)
{
	return attribute_unlimited(def, limit) ? "" : attribute_limit_text(a, def, limit);
}

static enum err write_row(struct shop *sh, struct arena *a, const struct attribute_row *was,
	const struct attribute_row *row, struct said *said)
{
	const struct attribute *d = &row->def, *old = was ? &was->def : NULL;
	const struct change changes[] = {
		{ "name", was ? was->name : NULL, row->name }, { "name_en", was ? was->name_en : NULL, row->name_en },
		{ "kind", was ? attribute_kind_name[old->kind] : NULL, attribute_kind_name[d->kind] },
		{ "choices", was ? attribute_choices_text(a, old) : NULL, attribute_choices_text(a, d) },
		{ "required", was ? (old->required ? "yes" : "no") : NULL, d->required ? "yes" : "no" },
		{ "length", was ? arena_printf(a, "%d", old->length_max) : NULL, arena_printf(a, "%d", d->length_max) },
		{ "min", was ? limit_text(a, old, old->min) : NULL, limit_text(a, d, d->min) },
		{ "max", was ? limit_text(a, old, old->max) : NULL, limit_text(a, d, d->max) },
		{ "position", was ? arena_printf(a, "%d", (int)was->position) : NULL,
			arena_printf(a, "%d", (int)row->position) },
		{ "active", was ? (was->disabled ? "no" : "yes") : NULL, row->disabled ? "no" : "yes" },
	};
	struct writing_one one = { a, row };
	const struct writing w = { .table = "attribute", .action = was ? "attribute-set" : "attribute-add",
		.row_id = row->id, .code = row->code, .what = what_of(a, row->code), .fresh = !was, .changes = changes,
		.change_count = (int)(sizeof changes / sizeof changes[0]), .write = was ? write_change : write_new,
		.row = &one };

	return office_write(sh, &w, said);
}

enum err attribute_add(struct shop *sh, struct arena *a, const struct attribute_edit *edit, struct said *said)
{
	int kind = edit->kind ? name_index(attribute_kind_name, ATTRIBUTE_KINDS, edit->kind) : ATTRIBUTE_TEXT;
	struct attribute_row row = { .name = "", .name_en = "", .def = { .kind = (enum attribute_kind)kind } };
	enum err e = office_need(sh, PERM_ATTRIBUTES, said);

	if (e == OK)
		e = office_code(a, edit->code ? edit->code : "", CODE_MAX, _("A code"), &row.code, said);
	/* A file of members has a column of that name. */
	if (e == OK && csv_column(a, row.code, member_column_table, MEMBER_COLUMNS) >= 0)
		e = say(said, ERR_EXISTS, MSG_EXISTS, what_of(a, row.code), NULL);
	if (e == OK && kind < ATTRIBUTE_TEXT)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, "--kind", edit->kind);
	if (e == OK && !edit->name)
		e = say(said, ERR_INVALID, MSG_VALUE_BAD, _("A name"), _("empty"));
	if (e == OK)
		e = small_number(edit->decimals, ATTRIBUTE_DECIMALS_MAX, "--decimals", &row.def.decimals, said);
	if (e == OK)
		e = take(a, edit, &row, said);
	if (e != OK)
		return e;
	row.id = shop_new_id(sh);
	return write_row(sh, a, NULL, &row, said);
}

enum err attribute_set(struct shop *sh, struct arena *a, const struct attribute_edit *edit, struct said *said)
{
	const struct attribute_row *was = NULL;
	struct attribute_row row, *list;
	int n = 0;
	enum err e = office_need(sh, PERM_ATTRIBUTES, said);

	if (e == OK)
		e = office_answer(said, attributes_list(sh->db, a, &list, &n), edit->code);
	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, edit->code) == 0)
			was = &list[i];
	if (e != OK)
		return e;
	if (!was)
		return office_answer(said, ERR_NOTFOUND, what_of(a, edit->code));
	row = *was;
	e = take(a, edit, &row, said);
	return e == OK ? write_row(sh, a, was, &row, said) : e;
}
