/* setting_books.c - the settings, generated from their one table, for the shop and for one till; and the tills. */
#include "office_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"

/* --- settings ---------------------------------------------------------------------------------- */

static const struct list_column setting_columns[] = {
	{ N_("Setting"), 24, ALIGN_LEFT, false, 0 }, { N_("What it says"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Value"), 15, ALIGN_LEFT, false, 0 }, { N_("Comes from"), 10, ALIGN_LEFT, false, 1 },
};

/* The next of what is separated by '|'; NULL: there is no more. */
static const char *next_of(struct arena *a, const char **list)
{
	size_t n = strcspn(*list, "|");
	const char *one = **list ? arena_strndup(a, *list, n) : NULL;

	*list += n + ((*list)[n] == '|');
	return one;
}

/* What a choice is to a person. */
static const char *choice_words(struct arena *a, const struct setting_entry *entry, const char *value)
{
	const char *choices = entry->choices, *all = *entry->words ? _(entry->words) : entry->choices, *choice, *words;

	while ((choice = next_of(a, &choices)) != NULL && (words = next_of(a, &all)) != NULL)
		if (strcmp(choice, value) == 0)
			return words;
	return value;
}

/* A value as a person reads it. */
static const char *value_words(struct arena *a, const struct setting_entry *entry, const char *value)
{
	return entry->type == SETTING_CHOICE ? choice_words(a, entry, value) : figure_words(a, entry->name, value);
}

/* Where a value comes from. */
static const char *from_words(const char *from)
{
	if (strcmp(from, "shipped") == 0)
		return _("shipped");
	return strcmp(from, "terminal") == 0 ? _("this till") : _("shop");
}

static const char *till_of(const struct ui *ui)
{
	return *ui->about ? ui->about : NULL;
}

static enum err settings_list_for(struct ui *ui, struct arena *a, const char *terminal, struct book_rows *rows)
{
	struct setting_info *list;
	int n;
	enum err e = settings_all(ui->shop, a, terminal, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct setting_entry *entry = &setting_table[list[i].id];
		struct book_row *row;

		if (terminal && entry->scope != SETTING_TERMINAL)
			continue;
		row = book_add(rows, a, entry->name);
		row->cell[0] = entry->name;
		row->cell[1] = _(entry->help);
		row->cell[2] = value_words(a, entry, list[i].value);
		row->cell[3] = from_words(list[i].from);
	}
	return e;
}

static enum err settings_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	return settings_list_for(ui, a, NULL, rows);
}

static enum err till_settings_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	return settings_list_for(ui, a, till_of(ui), rows);
}

/* What fits, in words, for the line below the field. */
static const char *takes(struct arena *a, const struct setting_entry *entry)
{
	if (entry->type == SETTING_NUMBER)
		return arena_printf(a, _("%s (%s to %s)"), _(entry->help),
			figure_words(a, entry->name, number_text(a, entry->min)),
			figure_words(a, entry->name, number_text(a, entry->max)));
	return _(entry->help);
}

static int settings_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	int id = setting_find(key);
	const struct setting_entry *entry = &setting_table[id < 0 ? 0 : id];

	(void)ui;
	fields[0] = (struct field){ .label = entry->name, .help = takes(a, entry), .max_chars = 120,
		.type = entry->type == SETTING_CHOICE ? FIELD_PICK : FIELD_TEXT };
	return 1;
}

static enum err read_for(struct ui *ui, struct arena *a, const char *terminal, const char *key, struct book_values *v)
{
	struct setting_info *list;
	int n, id = setting_find(key);
	enum err e = settings_all(ui->shop, a, terminal, &list, &n);

	if (e != OK || id < 0)
		return e == OK ? ERR_NOTFOUND : e;
	for (int i = 0; i < n; i++)
		if (list[i].id == id)
			v->value[0] = figure_words(a, key, list[i].value);
	v->name = setting_table[id].name;
	return OK;
}

static enum err settings_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	return read_for(ui, a, NULL, key, v);
}

/* A till's settings hang on its row. */
static enum err till_settings_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct terminal_info *list;
	int n = 0;
	enum err e = terminals_all(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (strcmp(list[i].code, ui->about) == 0)
			v->row_id = list[i].id;
	return e == OK ? read_for(ui, a, till_of(ui), key, v) : e;
}

static struct form_options settings_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };
	int id = setting_find(key);
	const char *choices = id < 0 ? "" : setting_table[id].choices, *value;

	(void)ui;
	(void)field;
	while ((value = next_of(a, &choices)) != NULL)
		option_put(&o, a, value, choice_words(a, &setting_table[id], value));
	return o;
}

static const char *typed_value(struct arena *a, const char *key, const struct book_values *v)
{
	return v->value[0] ? figure_stored(a, key, v->value[0]) : "";
}

static enum err settings_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	return setting_set_at(ui->shop, a, key, typed_value(a, key, v), NULL, said);
}

static enum err till_settings_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	return setting_set_at(ui->shop, a, key, typed_value(a, key, v), till_of(ui), said);
}

static const char *settings_hint(struct ui *ui, const char *key)
{
	int id = setting_find(key);

	return id < 0 ? "" : takes(&ui->paint, &setting_table[id]);
}

const struct book settings_book = {
	.title = N_("Settings of the shop"), .one = N_("Setting"), .change = PERM_SETTINGS,
	.columns = setting_columns, .column_count = 4, .load = settings_load, .build = settings_build,
	.read = settings_read, .options = settings_options, .save = settings_save, .table = "setting",
	.shared_past = true, .hint = settings_hint,
};

static const struct book till_settings_book = {
	.title = N_("Settings of the till"), .one = N_("Setting of the till"), .change = PERM_SETTINGS,
	.columns = setting_columns, .column_count = 4, .load = till_settings_load, .build = settings_build,
	.read = till_settings_read, .options = settings_options, .save = till_settings_save, .table = "setting",
	.shared_past = true, .hint = settings_hint,
};

/* --- tills ------------------------------------------------------------------------------------- */

static const struct list_column terminal_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Open at"), 30, ALIGN_LEFT, false, 1 },
};
enum { TERMINAL_F_CODE, TERMINAL_F_NAME, TERMINAL_F_FIELDS };
static const struct field terminal_fields[TERMINAL_F_FIELDS] = {
	[TERMINAL_F_CODE] = { N_("Code"), FIELD_TEXT, 8, FIELD_REQUIRED | FIELD_NEW,
		N_("Stands on every receipt: 01, 02 ..."), NULL },
	[TERMINAL_F_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
};

static enum err terminals_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct terminal_info *list;
	int n;
	enum err e = terminals_all(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);

		row->cell[0] = list[i].code;
		row->cell[1] = list[i].name;
		row->cell[2] = list[i].holder;
	}
	return e;
}

static enum err terminals_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct terminal_info *list;
	int n;
	enum err e = terminals_all(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[TERMINAL_F_CODE] = list[i].code;
		v->name = v->value[TERMINAL_F_NAME] = list[i].name;
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static enum err terminals_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	(void)key;
	return terminal_add(ui->shop, a, v->value[TERMINAL_F_CODE], v->value[TERMINAL_F_NAME], said);
}

static void terminals_more(struct screen *s, const char *key)
{
	snprintf(ui_of(s)->about, sizeof ui_of(s)->about, "%s", key);
	office_push(s, &book_list_ops, &till_settings_book, TAG_PLAIN);
}

static const char *terminals_hint(struct ui *ui, const char *key)
{
	return arena_printf(&ui->paint, _("F5: the settings of till %s; F3: another till"), key);
}

const struct book terminals_book = {
	.title = N_("Tills of the shop"), .one = N_("A till"), .change = PERM_TERMINALS, .grows = true,
		.columns = terminal_columns,
	.column_count = 3, .load = terminals_load, .fields = terminal_fields, .field_count = TERMINAL_F_FIELDS,
	.read = terminals_read, .save = terminals_save, .table = "terminal", .more = terminals_more,
	.hint = terminals_hint,
};
