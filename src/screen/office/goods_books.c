/* goods_books.c - what stands beside the articles: suppliers and their terms, prices by the hour, the quick keys of the
 * tills. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/goods.h"

/* Kinds as people say them, by the names that services know. */
static const char *words_of(const char *const *names, const char *const *words, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return _(words[i]);
	return name;
}

static struct form_options options_of(struct arena *a, const char *const *names, const char *const *words, int first,
	int n)
{
	struct form_options o = { NULL, 0 };

	for (int i = first; i < n; i++)
		option_put(&o, a, names[i], _(words[i]));
	return o;
}

/* --- suppliers --------------------------------------------------------------------------------- */

static const char *const supplier_words[SUPPLIER_KINDS] = { "", [SUPPLIER_OWN] = N_("own goods"),
	[SUPPLIER_CONSIGNMENT] = N_("consignment"), [SUPPLIER_CONCESSION] = N_("concession") };
static const struct list_column supplier_columns[] = {
	{ N_("Code"), 10, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Kind"), 12, ALIGN_LEFT, false, 0 }, { N_("Deduction %"), 11, ALIGN_RIGHT, false, 1 },
	{ N_("Guaranteed a month"), 18, ALIGN_RIGHT, false, 2 },
};
enum { SUP_CODE, SUP_NAME, SUP_KIND, SUP_HEAD, SUP_DEDUCTION, SUP_GUARANTEED, SUP_FROM, SUP_ACTIVE, SUP_FIELDS };
static const struct field supplier_fields[SUP_FIELDS] = {
	[SUP_CODE] = { N_("Code"), FIELD_TEXT, GOODS_CODE_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("Letters and digits; it stays as it is"), NULL },
	[SUP_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[SUP_KIND] = { N_("Kind"), FIELD_PICK, 12, FIELD_REQUIRED, N_("Whose goods they are until they are sold"),
		NULL },
	[SUP_HEAD] = { N_("Terms of a concession"), FIELD_HEAD, 0, 0, NULL, NULL },
	[SUP_DEDUCTION] = { N_("Deduction %"), FIELD_NUMBER, 8, 0,
		N_("What the shop keeps of each day's sales"), NULL },
	[SUP_GUARANTEED] = { N_("Guaranteed a month"), FIELD_MONEY, 12, 0, N_("What the shop keeps at least"), NULL },
	[SUP_FROM] = { N_("From the day"), FIELD_DATE, 10, 0,
		N_("From which business day new terms hold; empty: from today"), NULL },
	[SUP_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, NULL, NULL },
};

static enum err suppliers_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct supplier *list;
	int n = 0;
	enum err e = suppliers_all(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++) {
		struct book_row *row = book_add(rows, a, list[i].code);
		bool terms = list[i].kind == SUPPLIER_CONCESSION;

		row->cell[0] = list[i].code;
		row->cell[1] = list[i].name;
		row->cell[2] = _(supplier_words[list[i].kind]);
		row->cell[3] = terms ? percent_words(a, list[i].deduction_bp) : "";
		row->cell[4] = terms ? money_text(a, list[i].guaranteed_minor) : "";
		row->off = !list[i].active;
	}
	return e;
}

static enum err suppliers_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct supplier *list;
	int n = 0;
	enum err e = suppliers_all(ui->shop, a, &list, &n);

	v->value[SUP_KIND] = supplier_kind_name[SUPPLIER_OWN];
	v->value[SUP_ACTIVE] = "yes";
	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[SUP_CODE] = list[i].code;
		v->name = v->value[SUP_NAME] = list[i].name;
		v->value[SUP_KIND] = supplier_kind_name[list[i].kind];
		v->value[SUP_ACTIVE] = yes_no(list[i].active);
		if (list[i].kind == SUPPLIER_CONCESSION) {
			v->value[SUP_DEDUCTION] = percent_words(a, list[i].deduction_bp);
			v->value[SUP_GUARANTEED] = money_text(a, list[i].guaranteed_minor);
		}
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static struct form_options suppliers_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)ui;
	(void)key;
	(void)field;
	return options_of(a, supplier_kind_name, supplier_words, SUPPLIER_OWN, SUPPLIER_KINDS);
}

static const char *suppliers_check(void *ctx, int field, const char *value)
{
	(void)ctx;
	return field == SUP_GUARANTEED ? money_check(value) : NULL;
}

static enum err suppliers_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct supplier_edit edit = { .code = *key ? key : v->value[SUP_CODE], .name = v->value[SUP_NAME],
		.kind = v->value[SUP_KIND], .deduction = filled(v->value[SUP_DEDUCTION]),
		.guaranteed = filled(v->value[SUP_GUARANTEED]), .active = v->value[SUP_ACTIVE],
		.from_day = day_filled(v->value[SUP_FROM]) };

	return *key ? supplier_change(ui->shop, a, &edit, said) : supplier_add(ui->shop, a, &edit, said);
}

const struct book suppliers_book = {
	.title = N_("Suppliers"), .one = N_("Supplier"), .change = PERM_SUPPLIERS, .grows = true,
	.columns = supplier_columns, .column_count = 5, .load = suppliers_load, .fields = supplier_fields,
	.field_count = SUP_FIELDS, .read = suppliers_read, .options = suppliers_options, .check = suppliers_check,
	.save = suppliers_save, .in_use = SUP_ACTIVE, .table = "supplier",
};

struct form_options supplier_options(struct ui *ui, struct arena *a)
{
	struct form_options o = { NULL, 0 };
	struct supplier *list;
	int n = 0;

	if (suppliers_all(ui->shop, a, &list, &n) != OK)
		return o;
	for (int i = 0; i < n; i++)
		if (list[i].active)
			option_put(&o, a, list[i].code, list[i].name);
	return o;
}

/* --- prices by the hour ------------------------------------------------------------------------ */

static const struct list_column window_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Of"), 12, ALIGN_LEFT, false, 0 }, { N_("Days"), 7, ALIGN_LEFT, false, 0 },
	{ N_("Hours"), 11, ALIGN_LEFT, false, 0 }, { N_("First day"), 10, ALIGN_LEFT, false, 2 },
	{ N_("Last day"), 10, ALIGN_LEFT, false, 1 }, { N_("Sells at"), 10, ALIGN_RIGHT, false, 0 },
};
enum { WIN_CODE, WIN_NAME, WIN_HEAD_OF, WIN_ARTICLE, WIN_CATEGORY, WIN_HEAD_WHEN, WIN_DAYS, WIN_FROM, WIN_UNTIL,
	WIN_FIRST, WIN_LAST, WIN_HEAD_PRICE, WIN_PRICE, WIN_OFF, WIN_ACTIVE, WIN_FIELDS };
static const struct field window_fields[WIN_FIELDS] = {
	[WIN_CODE] = { N_("Code"), FIELD_TEXT, GOODS_CODE_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("Letters and digits; it stays as it is"), NULL },
	[WIN_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, N_("Stands on the receipt"), NULL },
	[WIN_HEAD_OF] = { N_("Of what: one of them"), FIELD_HEAD, 0, 0, NULL, NULL },
	[WIN_ARTICLE] = { N_("Article no."), FIELD_TEXT, 20, 0, N_("Its number, or a code of it"), NULL },
	[WIN_CATEGORY] = { N_("Category"), FIELD_PICK, 40, 0, N_("With all that hangs under it"), NULL },
	[WIN_HEAD_WHEN] = { N_("When"), FIELD_HEAD, 0, 0, NULL, NULL },
	[WIN_DAYS] = { N_("Days"), FIELD_TEXT, 9, 0, N_("1 is Monday: 1-5, 67; empty: every day"), NULL },
	[WIN_FROM] = { N_("From"), FIELD_TEXT, 5, FIELD_REQUIRED, N_("As 19:30"), NULL },
	[WIN_UNTIL] = { N_("Until"), FIELD_TEXT, 5, FIELD_REQUIRED, N_("As 21:00 or 24:00; earlier: over midnight"),
		NULL },
	[WIN_FIRST] = { N_("First day"), FIELD_DATE, 10, 0, N_("Empty: it holds already"), NULL },
	[WIN_LAST] = { N_("Last day"), FIELD_DATE, 10, 0, N_("Empty: it does not end"), NULL },
	[WIN_HEAD_PRICE] = { N_("For how much: one of them"), FIELD_HEAD, 0, 0, NULL, NULL },
	[WIN_PRICE] = { N_("Selling price"), FIELD_MONEY, 12, 0, NULL, NULL },
	[WIN_OFF] = { N_("Off %"), FIELD_NUMBER, 6, 0, N_("Off the regular price: 20 is a fifth off"), NULL },
	[WIN_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, NULL, NULL },
};

static void add_window(struct arena *a, const struct window_info *i, struct book_rows *rows)
{
	struct book_row *row = book_add(rows, a, i->w.code);
	const char *days = weekdays_text(a, i->w.weekdays);

	row->cell[0] = i->w.code;
	row->cell[1] = i->w.name;
	row->cell[2] = i->of;
	row->cell[3] = *days ? days : _("every");
	row->cell[4] = arena_printf(a, "%s-%s", minute_text(a, i->w.from_minute), minute_text(a, i->w.until_minute));
	row->cell[5] = i->w.from_day ? day_text(a, i->w.from_day) : "";
	row->cell[6] = i->w.until_day ? day_text(a, i->w.until_day) : "";
	row->cell[7] = i->w.off_bp ? arena_printf(a, "-%s%%", percent_words(a, i->w.off_bp))
		: money_text(a, i->w.price_minor);
	row->off = !i->active;
}

static enum err windows_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct window_info *list;
	int n = 0;
	enum err e = windows_all(ui->shop, a, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++)
		add_window(a, &list[i], rows);
	return e;
}

static enum err windows_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct window_info *list;
	int n = 0;
	enum err e = windows_all(ui->shop, a, &list, &n);

	v->value[WIN_ACTIVE] = "yes";
	for (int i = 0; e == OK && i < n; i++) {
		const struct price_window *w = &list[i].w;

		if (strcmp(w->code, key) != 0)
			continue;
		v->row_id = w->id;
		v->value[WIN_CODE] = w->code;
		v->name = v->value[WIN_NAME] = w->name;
		v->value[w->article_id ? WIN_ARTICLE : WIN_CATEGORY] = list[i].of;
		v->value[WIN_DAYS] = weekdays_text(a, w->weekdays);
		v->value[WIN_FROM] = minute_text(a, w->from_minute);
		v->value[WIN_UNTIL] = minute_text(a, w->until_minute);
		v->value[WIN_FIRST] = w->from_day ? day_text(a, w->from_day) : "";
		v->value[WIN_LAST] = w->until_day ? day_text(a, w->until_day) : "";
		v->value[WIN_PRICE] = w->off_bp ? "" : money_text(a, w->price_minor);
		v->value[WIN_OFF] = w->off_bp ? percent_words(a, w->off_bp) : "";
		v->value[WIN_ACTIVE] = yes_no(list[i].active);
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

static struct form_options windows_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	(void)field;
	return category_options(ui, a);
}

static const char *windows_check(void *ctx, int field, const char *value)
{
	int minute;

	(void)ctx;
	if (field == WIN_PRICE)
		return money_check(value);
	if ((field == WIN_FROM || field == WIN_UNTIL) && *value && !minute_read(value, DAY_MINUTES, &minute))
		return _("This is no time of the day. Write it as 19:30");
	return NULL;
}

static enum err windows_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct window_edit edit = { .code = *key ? key : v->value[WIN_CODE], .name = v->value[WIN_NAME],
		.article = filled(v->value[WIN_ARTICLE]), .category = filled(v->value[WIN_CATEGORY]),
		.days = v->value[WIN_DAYS], .from = v->value[WIN_FROM], .until = v->value[WIN_UNTIL],
		.first = v->value[WIN_FIRST], .last = v->value[WIN_LAST], .price = filled(v->value[WIN_PRICE]),
		.off = filled(v->value[WIN_OFF]), .active = v->value[WIN_ACTIVE] };

	return *key ? window_change(ui->shop, a, &edit, said) : window_add(ui->shop, a, &edit, said);
}

const struct book windows_book = {
	.title = N_("Prices by the hour"), .one = N_("A price by the hour"), .change = PERM_PRICES, .grows = true,
	.columns = window_columns, .column_count = 8, .load = windows_load, .fields = window_fields,
	.field_count = WIN_FIELDS, .read = windows_read, .options = windows_options, .check = windows_check,
	.save = windows_save, .in_use = WIN_ACTIVE, .table = "price_window",
};

/* --- quick keys -------------------------------------------------------------------------------- */

static const char *const quick_words[QUICK_KINDS] = { "", [QUICK_ARTICLE] = N_("article"),
	[QUICK_DEPARTMENT] = N_("department"), [QUICK_ACTION] = N_("what the till does"),
	[QUICK_PAGE] = N_("another page") };
static const char *const colour_words[QUICK_COLOURS] = { [QUICK_PLAIN] = N_("plain"), [QUICK_GREEN] = N_("green"),
	[QUICK_YELLOW] = N_("yellow"), [QUICK_RED] = N_("red"), [QUICK_BLUE] = N_("blue") };
static const struct list_column quick_columns[] = {
	{ N_("Till"), 6, ALIGN_LEFT, false, 0 }, { N_("Page"), 4, ALIGN_RIGHT, false, 0 },
	{ N_("Digit"), 6, ALIGN_RIGHT, false, 0 }, { N_("Label"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Sign"), 4, ALIGN_LEFT, false, 2 }, { N_("What it does"), 18, ALIGN_LEFT, false, 0 },
	{ N_("Which"), 16, ALIGN_LEFT, false, 0 }, { N_("Colour"), 6, ALIGN_LEFT, false, 1 },
};
enum { QUICK_F_TILL, QUICK_F_PAGE, QUICK_F_DIGIT, QUICK_F_LABEL, QUICK_F_SIGN, QUICK_F_KIND, QUICK_F_TARGET,
	QUICK_F_COLOUR, QUICK_F_FIELDS };
static const struct field quick_fields[QUICK_F_FIELDS] = {
	[QUICK_F_TILL] = { N_("Till"), FIELD_PICK, 8, FIELD_NEW,
		N_("Empty: all tills that have no keys of their own on that page"), NULL },
	[QUICK_F_PAGE] = { N_("Page"), FIELD_DIGITS, 2, FIELD_REQUIRED | FIELD_NEW,
		N_("1 is what Tab shows first"), NULL },
	[QUICK_F_DIGIT] = { N_("Digit"), FIELD_DIGITS, 1, FIELD_REQUIRED | FIELD_NEW,
		N_("1 to 9, as they lie on a keyboard"), NULL },
	[QUICK_F_LABEL] = { N_("Label"), FIELD_TEXT, 20, 0, N_("Of an article empty: its name"), NULL },
	[QUICK_F_SIGN] = { N_("Sign"), FIELD_TEXT, 2, 0, N_("One or two characters before the label"), NULL },
	[QUICK_F_KIND] = { N_("What it does"), FIELD_PICK, 12, FIELD_REQUIRED, NULL, NULL },
	[QUICK_F_TARGET] = { N_("Which"), FIELD_TEXT, 40, FIELD_REQUIRED,
		N_("A code or number, a department, an act with what it takes (discount 5), a page"), NULL },
	[QUICK_F_COLOUR] = { N_("Colour"), FIELD_PICK, 8, 0, NULL, NULL },
};

/* "01 2 7": till (- the shop's), page, digit. */
static const char *quick_key_text(struct arena *a, const struct quick_key *k)
{
	return arena_printf(a, "%s %d %d", *k->terminal ? k->terminal : "-", k->page, k->position);
}

static void add_quick(struct arena *a, const struct quick_key *k, struct book_rows *rows)
{
	struct book_row *row = book_add(rows, a, quick_key_text(a, k));

	row->cell[0] = *k->terminal ? arena_strdup(a, k->terminal) : _("all");
	row->cell[1] = arena_printf(a, "%d", k->page);
	row->cell[2] = arena_printf(a, "%d", k->position);
	row->cell[3] = k->label;
	row->cell[4] = k->sign;
	row->cell[5] = words_of(quick_kind_name, quick_words, QUICK_KINDS, quick_kind_name[k->kind]);
	row->cell[6] = k->target;
	row->cell[7] = _(colour_words[k->colour]);
}

/* The shop's first, then those that a till has for itself. */
static enum err quick_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct terminal_info *tills;
	struct quick_key *list;
	int n = 0, till_count = 0;
	enum err e = quick_all(ui->shop, a, NULL, &list, &n);

	(void)find;
	for (int i = 0; e == OK && i < n; i++)
		add_quick(a, &list[i], rows);
	if (e == OK)
		e = terminals_all(ui->shop, a, &tills, &till_count);
	for (int t = 0; e == OK && t < till_count; t++) {
		e = quick_all(ui->shop, a, tills[t].code, &list, &n);
		for (int i = 0; e == OK && i < n; i++)
			if (*list[i].terminal)
				add_quick(a, &list[i], rows);
	}
	return e;
}

struct quick_place { char till[9]; int page, position; };

static bool place_of(const char *key, struct quick_place *place)
{
	return sscanf(key, "%8s %d %d", place->till, &place->page, &place->position) == 3;
}

static const char *till_of(const struct quick_place *place)
{
	return strcmp(place->till, "-") == 0 ? NULL : place->till;
}

static int64_t terminal_id(struct ui *ui, struct arena *a, const char *code)
{
	struct terminal_info *tills;
	int n = 0;

	if (code && terminals_all(ui->shop, a, &tills, &n) == OK)
		for (int i = 0; i < n; i++)
			if (strcmp(tills[i].code, code) == 0)
				return tills[i].id;
	return 0;
}

static enum err quick_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct quick_place place;
	struct quick_key *list;
	int n = 0;
	enum err e;

	v->value[QUICK_F_PAGE] = "1";
	v->value[QUICK_F_KIND] = quick_kind_name[QUICK_ARTICLE];
	v->value[QUICK_F_COLOUR] = quick_colour_name[QUICK_PLAIN];
	if (!*key)
		return OK;
	if (!place_of(key, &place))
		return ERR_NOTFOUND;
	e = quick_all(ui->shop, a, till_of(&place), &list, &n);
	for (int i = 0; e == OK && i < n; i++) {
		const struct quick_key *k = &list[i];

		if (k->page != place.page || k->position != place.position || !*k->terminal != !till_of(&place))
			continue;
		v->row_id = quick_row_id(terminal_id(ui, a, till_of(&place)), k->page, k->position);
		v->name = k->label;
		v->value[QUICK_F_TILL] = arena_strdup(a, till_of(&place) ? place.till : "");
		v->value[QUICK_F_PAGE] = arena_printf(a, "%d", k->page);
		v->value[QUICK_F_DIGIT] = arena_printf(a, "%d", k->position);
		v->value[QUICK_F_LABEL] = k->label;
		v->value[QUICK_F_SIGN] = k->sign;
		v->value[QUICK_F_KIND] = quick_kind_name[k->kind];
		v->value[QUICK_F_TARGET] = k->target;
		v->value[QUICK_F_COLOUR] = quick_colour_name[k->colour];
		return OK;
	}
	return e == OK ? ERR_NOTFOUND : e;
}

static struct form_options quick_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	if (field == QUICK_F_TILL)
		return terminal_options(ui, a);
	return field == QUICK_F_KIND ? options_of(a, quick_kind_name, quick_words, QUICK_ARTICLE, QUICK_KINDS)
		: options_of(a, quick_colour_name, colour_words, QUICK_PLAIN, QUICK_COLOURS);
}

/* A key is written whole: what was not changed is as it was. */
static enum err quick_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct book_values was = { .row_id = 0 };
	const char *value[QUICK_F_FIELDS];
	enum err e = *key ? quick_read(ui, a, key, &was) : OK;

	for (int i = 0; i < QUICK_F_FIELDS; i++)
		value[i] = v->value[i] ? v->value[i] : was.value[i] ? was.value[i] : "";
	const struct quick_edit edit = { filled(value[QUICK_F_TILL]), value[QUICK_F_PAGE], value[QUICK_F_DIGIT],
		value[QUICK_F_LABEL], value[QUICK_F_SIGN], value[QUICK_F_COLOUR], value[QUICK_F_KIND],
		value[QUICK_F_TARGET] };

	return e == OK ? quick_set(ui->shop, a, &edit, said) : e;
}

static enum err quick_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	struct quick_place place;
	struct quick_edit edit = { .terminal = NULL };

	if (!place_of(key, &place))
		return ERR_NOTFOUND;
	edit.terminal = till_of(&place);
	edit.page = arena_printf(a, "%d", place.page);
	edit.position = arena_printf(a, "%d", place.position);
	return quick_clear(ui->shop, a, &edit, said);
}

const struct book quick_book = {
	.title = N_("Quick keys"), .one = N_("Quick key"), .change = PERM_QUICK_KEYS, .grows = true,
	.columns = quick_columns, .column_count = 8, .load = quick_load, .fields = quick_fields,
	.field_count = QUICK_F_FIELDS, .read = quick_read, .options = quick_options, .save = quick_save,
	.remove = quick_remove, .table = "quick_key",
};
