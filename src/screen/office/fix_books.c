/* fix_books.c - the fix list: its kinds with how many there are, those of one kind, each mended by Enter; and the one
 * on file that a code nobody knew belongs to. */
#include "office_int.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/fixes.h"

/* --- those of one kind ------------------------------------------------------------------------- */

static enum fix kind_of(const struct ui *ui)
{
	return fix_find(ui->about);
}

enum { ITEM_NUMBER, ITEM_NAME, ITEM_CODE, ITEM_PRICE, ITEM_COST, ITEM_AT, ITEM_TIMES, ITEM_TILL, ITEM_COLUMNS };
static const struct list_column item_columns[ITEM_COLUMNS] = {
	[ITEM_NUMBER] = { N_("Article no."), 11, ALIGN_LEFT, false, 0 },
	[ITEM_NAME] = { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	[ITEM_CODE] = { N_("Code"), 14, ALIGN_LEFT, false, 0 },
	[ITEM_PRICE] = { N_("Sells at"), 9, ALIGN_RIGHT, false, 1 },
	[ITEM_COST] = { N_("Cost"), 9, ALIGN_RIGHT, false, 4 },
	[ITEM_AT] = { N_("Time"), 16, ALIGN_LEFT, false, 2 },
	[ITEM_TIMES] = { N_("Times"), 5, ALIGN_RIGHT, false, 3 },
	[ITEM_TILL] = { N_("Till"), 5, ALIGN_LEFT, false, 5 },
};

static void add_item(struct arena *a, const struct fix_item *f, struct book_rows *rows)
{
	struct book_row *row = book_add(rows, a, *f->number ? f->number : f->code);

	row->cell[ITEM_NUMBER] = f->number;
	row->cell[ITEM_NAME] = *f->number ? f->name : *f->department ? arena_printf(a, _("sold under %s"),
		f->department) : _("not sold");
	row->cell[ITEM_CODE] = f->code;
	row->cell[ITEM_PRICE] = f->price_minor >= 0 ? money_text(a, f->price_minor) : "";
	row->cell[ITEM_COST] = f->cost_minor > 0 ? money_text(a, f->cost_minor) : "";
	row->cell[ITEM_AT] = f->at_ms ? arena_strndup(a, clock_text(a, f->at_ms), 16) : "";
	row->cell[ITEM_TIMES] = f->times ? number_text(a, f->times) : "";
	row->cell[ITEM_TILL] = f->terminal;
}

static enum err items_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct said said = { .id = MSG_NONE };
	struct fix_item *list;
	enum fix fix = kind_of(ui);
	int n = 0;
	enum err e = fix == FIXES ? ERR_NOTFOUND : fixes_list(ui->shop, a, fix, &list, &n, &said);

	(void)find;
	for (int i = 0; e == OK && i < n; i++)
		add_item(a, &list[i], rows);
	return e;
}

/* What is known of a code that nobody knew begins its article. */
static void begin_article(struct screen *s, const char *code)
{
	struct ui *ui = ui_of(s);
	const struct book_open open = { &articles_book, "", false };
	struct said said = { .id = MSG_NONE };
	struct fix_item *list;
	int n = 0;

	if (fixes_list(ui->shop, &ui->event, FIX_UNKNOWN, &list, &n, &said) != OK)
		n = 0;
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, code) == 0)
			ui->begun = (struct begun_article){ .code = list[i].code, .department = list[i].department,
				.price = list[i].price_minor > 0 ? money_text(&ui->event, list[i].price_minor) : "" };
	office_push(s, &book_form_ops, &open, TAG_PLAIN);
	ui->begun = (struct begun_article){ .code = NULL };
}

static void items_open(struct screen *s, const char *key)
{
	const struct book_open open = { &articles_book, key, false };

	if (kind_of(ui_of(s)) == FIX_UNKNOWN)
		begin_article(s, key);
	else if (kind_of(ui_of(s)) == FIX_OLD_TAG)
		labels_show_changed(s);
	else
		office_push(s, &book_form_ops, &open, TAG_PLAIN);
}

static enum err items_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	if (kind_of(ui) != FIX_UNKNOWN) {
		said->id = MSG_FIX_ITSELF;
		return ERR_REFUSED;
	}
	return fix_resolve(ui->shop, a, key, NULL, said);
}

enum { WHOSE_CODE, WHOSE_ARTICLE, WHOSE_FIELDS };
static const struct field whose_fields[WHOSE_FIELDS] = {
	[WHOSE_CODE] = { N_("Code"), FIELD_TEXT, 40, FIELD_NEW, NULL, NULL },
	[WHOSE_ARTICLE] = { N_("Article no."), FIELD_TEXT, 40, FIELD_REQUIRED,
		N_("Its number, or a code of it: scan what is on file"), NULL },
};

static enum err whose_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	(void)ui;
	v->name = v->value[WHOSE_CODE] = arena_strdup(a, key);
	return OK;
}

static enum err whose_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	return fix_resolve(ui->shop, a, key, v->value[WHOSE_ARTICLE], said);
}

static const struct book whose_book = {
	.title = N_("Whose code it is"), .one = N_("Code of an article on file"), .change = PERM_ARTICLES,
	.fields = whose_fields, .field_count = WHOSE_FIELDS, .read = whose_read, .save = whose_save,
};

static void items_more(struct screen *s, const char *key)
{
	const struct book_open open = { &whose_book, key, false };

	if (kind_of(ui_of(s)) == FIX_UNKNOWN)
		office_push(s, &book_form_ops, &open, TAG_PLAIN);
	else
		items_open(s, key);
}

static const char *items_hint(struct ui *ui, const char *key)
{
	enum fix fix = kind_of(ui);

	(void)key;
	if (fix == FIX_UNKNOWN)
		return _("Enter makes its article, F5 it is one on file, Del nothing is to be done");
	if (fix == FIX_OLD_TAG)
		return _("Enter lists all these tags anew, to print them; Esc back");
	return fix == FIXES ? "" : _("Enter opens the article to be mended, Esc back");
}

static const struct book fix_items_book = {
	.title = N_("To be mended"), .one = N_("To be mended"), .change = PERM_ARTICLES, .columns = item_columns,
	.column_count = ITEM_COLUMNS, .load = items_load, .open = items_open, .more = items_more,
	.remove = items_remove, .hint = items_hint,
};

/* --- kinds --------------------------------------------------------------------------------------- */

static const struct list_column kind_columns[] = {
	{ N_("What is wrong"), 26, ALIGN_LEFT, false, 0 }, { N_("Count"), 7, ALIGN_RIGHT, false, 0 },
	{ "", 0, ALIGN_LEFT, false, 0 },
};

static enum err kinds_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct said said = { .id = MSG_NONE };
	int64_t counts[FIXES];
	enum err e = fixes_count(ui->shop, true, counts, &said);

	(void)find;
	for (int i = 0; e == OK && i < FIXES; i++) {
		struct book_row *row = book_add(rows, a, fix_table[i].name);

		row->cell[0] = _(fix_table[i].words);
		row->cell[1] = number_text(a, counts[i]);
		row->cell[2] = counts[i] && fix_table[i].counts ? "!" : "";
		row->warn = counts[i] && fix_table[i].counts;
		row->off = !counts[i];
	}
	return e;
}

static void kinds_open(struct screen *s, const char *key)
{
	struct ui *ui = ui_of(s);

	snprintf(ui->about, sizeof ui->about, "%s", key);
	office_push(s, &book_list_ops, &fix_items_book, TAG_PLAIN);
}

static const char *kinds_hint(struct ui *ui, const char *key)
{
	enum fix fix = fix_find(key);

	(void)ui;
	return fix == FIXES ? "" : _(fix_table[fix].help);
}

const struct book fixes_book = {
	.title = N_("Fix list"), .one = N_("Kind"), .change = PERM_ARTICLES, .columns = kind_columns,
	.column_count = 3, .load = kinds_load, .open = kinds_open, .hint = kinds_hint,
};
