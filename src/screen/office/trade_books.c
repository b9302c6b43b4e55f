/* trade_books.c - the lists by which the shop trades, as books: categories, departments, taxes, reasons. Each a list, a
 * form and what the service needs of it; the service says what is right. */
#include "office_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/reason.h"
#include "service/articles.h"
#include "service/goods.h"
#include "service/trade.h"
#include "tui/dialog.h"
#include "tui/key.h"

/* --- words of flags ---------------------------------------------------------------------------- */

/* Stable names of flags in words. To add one: a line; without one its name is shown. */
static const struct { const char *name, *words; } words_of_flags[] = {
	{ "change", N_("Gives change") }, { "drawer", N_("Opens the drawer") },
	{ "reference", N_("Needs a reference") }, { "refund", N_("Can give money back") }, { "active", N_("In use") },
	{ "hidden", N_("Not in the menu") }, { "weighed", N_("Sold by weight") },
	{ "open-price", N_("Price asked at the till") }, { "no-discount", N_("No discount") },
	{ "bearer", N_("Nobody's name") }, { "no-stock", N_("Given without a delivery") },
	{ "check-digit", N_("Check digit") },
	{ "no-points", N_("No points") }, { "no-override", N_("Price fixed at the till") },
	{ "stopped", N_("Stopped: not to be sold") }, { "deposit", N_("Bottle or crate with a deposit") },
	{ "regular-only", N_("Only at the regular price") }, { "no-coupon", N_("No coupon beside it") },
	{ "second-slip", N_("A second slip to sign") }, { "outside", N_("Outcome asked of the provider") },
};

const char *flag_words(const char *name)
{
	for (size_t i = 0; i < sizeof words_of_flags / sizeof *words_of_flags; i++)
		if (strcmp(words_of_flags[i].name, name) == 0)
			return words_of_flags[i].words;
	return name;
}

/* Those that are set, but for "active": it is the colour of the row. */
const char *flags_words(struct arena *a, const struct flag_name *list, unsigned flags)
{
	const char *text = "";

	for (; list->name; list++)
		if ((flags & list->flag) && strcmp(list->name, "active") != 0)
			text = arena_printf(a, *text ? _("%s, %s") : "%s%s", text, _(flag_words(list->name)));
	return text;
}

/* Kinds of means of payment and of reasons likewise. */
static const struct { const char *name, *words; } words_of_kinds[] = {
	{ "cash", N_("Cash") }, { "card", N_("Bank card") }, { "qr", N_("QR code") }, { "exchange", N_("Exchange") },
	{ "voucher", N_("Voucher") }, { "account", N_("On account") }, { "deposit", N_("Deposit") },
	{ "foreign", N_("Foreign cash") }, { "cheque", N_("Cheque") },
	{ "line-void", N_("A line taken out") }, { "cancel", N_("A basket cancelled") },
	{ "price", N_("Price by hand") }, { "discount", N_("Discount") }, { "return", N_("Return") },
	{ "void", N_("Void") }, { "no-sale", N_("Drawer opened") }, { "reprint", N_("Copy of a receipt") },
	{ "money-out", N_("Money paid out") }, { "tender-correct", N_("Payment corrected") },
	{ "pay-in", N_("Pay in") }, { "pay-out", N_("Pay out") }, { "reopen-day", N_("Day reopened") },
	{ "member", N_("Member frozen") }, { "card", N_("Card void") },
};

const char *trade_kind_words(const char *name)
{
	for (size_t i = 0; i < sizeof words_of_kinds / sizeof *words_of_kinds; i++)
		if (strcmp(words_of_kinds[i].name, name) == 0)
			return _(words_of_kinds[i].words);
	return name;
}

/* --- categories -------------------------------------------------------------------------------- */

static const struct list_column category_columns[] = {
	{ N_("Code"), 12, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 24, ALIGN_LEFT, false, 1 },
};
enum { CATEGORY_CODE, CATEGORY_NAME, CATEGORY_NAME_EN, CATEGORY_PARENT, CATEGORY_HEAD, CATEGORY_AGE, CATEGORY_MARGIN,
	CATEGORY_BAN, CATEGORY_TAX_CLASS, CATEGORY_FIELDS };
static const struct field category_fields[CATEGORY_FIELDS] = {
	[CATEGORY_CODE] = { N_("Code"), FIELD_TEXT, CATEGORY_CODE_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("By which files name it; it stays as it is"), NULL },
	[CATEGORY_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[CATEGORY_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[CATEGORY_PARENT] = { N_("Under"), FIELD_PICK, 40, 0, N_("Under which it hangs; empty: at the top"), NULL },
	[CATEGORY_HEAD] = { N_("For all that hangs under it and says nothing itself"), FIELD_HEAD, 0, 0, NULL, NULL },
	[CATEGORY_AGE] = { N_("Age of the buyer"), FIELD_DIGITS, 3, 0, N_("Years; empty: as the one above"), NULL },
	[CATEGORY_MARGIN] = { N_("Least margin %"), FIELD_NUMBER, 5, 0,
		N_("Of the price; empty: as the one above, at the top as the shop"), NULL },
	[CATEGORY_BAN] = { N_("Not sold"), FIELD_TEXT, 11, 0, N_("As 22:00-06:00; empty: as the one above"), NULL },
	[CATEGORY_TAX_CLASS] = { N_("Tax classification"), FIELD_TEXT, 19, 0,
		N_("The tax office's 19 digits; empty: as the one above"), NULL },
};

static void put_rules(struct arena *a, const struct category_rules *r, struct book_values *v)
{
	if (r->age_min)
		v->value[CATEGORY_AGE] = number_text(a, r->age_min);
	if (r->margin_bp >= 0)
		v->value[CATEGORY_MARGIN] = percent_words(a, r->margin_bp);
	if (r->ban_from_minute >= 0)
		v->value[CATEGORY_BAN] = arena_printf(a, "%s-%s", minute_text(a, r->ban_from_minute),
			minute_text(a, r->ban_until_minute));
	v->value[CATEGORY_TAX_CLASS] = r->tax_class;
}

/* The children of a category, and theirs, each further in than its parent. */
static void add_children(struct arena *a, const struct category *list, int n, int64_t parent_id, int depth,
	struct book_rows *rows)
{
	enum { DEPTH_MAX = 16 };

	for (int i = 0; i < n && depth < DEPTH_MAX; i++) {
		struct book_row *row;

		if (list[i].parent_id != parent_id)
			continue;
		row = book_add(rows, a, list[i].code);
		row->cell[0] = list[i].code;
		row->cell[1] = arena_printf(a, "%*s%s", 2 * depth, "", list[i].name);
		row->cell[2] = list[i].name_en;
		add_children(a, list, n, list[i].id, depth + 1, rows);
	}
}

static enum err categories_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct category *list;
	int n;
	enum err e = categories_all(ui->shop, a, &list, &n);

	(void)find;
	if (e == OK)
		add_children(a, list, n, 0, 0, rows);
	return e;
}

static enum err categories_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct category *list;
	int n;
	enum err e = categories_all(ui->shop, a, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[CATEGORY_CODE] = list[i].code;
		v->name = v->value[CATEGORY_NAME] = list[i].name;
		v->value[CATEGORY_NAME_EN] = list[i].name_en;
		put_rules(a, &list[i].rules, v);
		for (int k = 0; k < n; k++)
			if (list[k].id == list[i].parent_id)
				v->value[CATEGORY_PARENT] = list[k].code;
		return OK;
	}
	return e == OK && *key ? ERR_NOTFOUND : e;
}

struct form_options category_options(struct ui *ui, struct arena *a)
{
	struct form_options o = { NULL, 0 };
	struct form_option *list;
	struct category *all;
	int n;

	if (categories_all(ui->shop, a, &all, &n) != OK)
		return o;
	list = arena_array(a, (size_t)n + 1, sizeof *list);
	for (int i = 0; i < n; i++)
		list[i] = (struct form_option){ all[i].code, all[i].name };
	return (struct form_options){ list, n };
}

static struct form_options categories_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	(void)field;
	return category_options(ui, a);
}

/* A rule that was emptied says nothing any more. */
static const char *said_or_none(const char *value)
{
	return value && !*value ? "-" : value;
}

static enum err categories_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct category_edit edit = { .code = *key ? key : v->value[CATEGORY_CODE],
		.name = v->value[CATEGORY_NAME], .name_en = v->value[CATEGORY_NAME_EN],
		.parent = v->value[CATEGORY_PARENT], .age = said_or_none(v->value[CATEGORY_AGE]),
		.margin = said_or_none(v->value[CATEGORY_MARGIN]), .ban = said_or_none(v->value[CATEGORY_BAN]),
		.tax_class = said_or_none(v->value[CATEGORY_TAX_CLASS]) };

	return *key ? category_change(ui->shop, a, &edit, said) : category_add(ui->shop, a, &edit, said);
}

const struct book categories_book = {
	.title = N_("Categories"), .one = N_("Category"), .change = PERM_CATEGORIES, .grows = true,
	.columns = category_columns, .column_count = 3, .load = categories_load,
	.fields = category_fields, .field_count = CATEGORY_FIELDS, .read = categories_read,
	.options = categories_options, .save = categories_save, .table = "category",
};

/* --- departments ------------------------------------------------------------------------------- */

static const struct list_column department_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 24, ALIGN_LEFT, false, 1 }, { N_("Tax"), 16, ALIGN_LEFT, false, 0 },
};
enum { DEPARTMENT_CODE, DEPARTMENT_NAME, DEPARTMENT_NAME_EN, DEPARTMENT_TAX, DEPARTMENT_ACTIVE, DEPARTMENT_FIELDS };
static const struct field department_fields[DEPARTMENT_FIELDS] = {
	[DEPARTMENT_CODE] = { N_("Code"), FIELD_TEXT, TRADE_CODE_MAX, FIELD_REQUIRED | FIELD_NEW,
		N_("What the cashier types: digits are quickest"), NULL },
	[DEPARTMENT_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[DEPARTMENT_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[DEPARTMENT_TAX] = { N_("Tax"), FIELD_PICK, TRADE_CODE_MAX, FIELD_REQUIRED,
		N_("Of what is sold under the department without an article"), NULL },
	[DEPARTMENT_ACTIVE] = { N_("In use"), FIELD_YES, 0, 0, NULL, NULL },
};

static enum err departments_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct department *list;
	int n = shop_departments_all(ui->shop, &list);

	(void)find;
	for (int i = 0; i < n; i++) {
		const struct tax_rate *tax = shop_tax_rate(ui->shop, list[i].tax_rate_id);
		struct book_row *row = book_add(rows, a, arena_strdup(a, list[i].code));

		row->cell[0] = row->key;
		row->cell[1] = arena_strdup(a, list[i].name);
		row->cell[2] = arena_strdup(a, list[i].name_en);
		row->cell[3] = tax ? arena_strdup(a, ui_name(tax->name, tax->name_en)) : "";
		row->off = list[i].disabled;
	}
	return OK;
}

static enum err departments_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct department *list;
	int n = shop_departments_all(ui->shop, &list);

	v->value[DEPARTMENT_ACTIVE] = "yes";
	for (int i = 0; i < n; i++) {
		const struct tax_rate *tax = shop_tax_rate(ui->shop, list[i].tax_rate_id);

		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[DEPARTMENT_CODE] = arena_strdup(a, list[i].code);
		v->name = v->value[DEPARTMENT_NAME] = arena_strdup(a, list[i].name);
		v->value[DEPARTMENT_NAME_EN] = arena_strdup(a, list[i].name_en);
		v->value[DEPARTMENT_TAX] = tax ? arena_strdup(a, tax->code) : "";
		v->value[DEPARTMENT_ACTIVE] = yes_no(!list[i].disabled);
		return OK;
	}
	return *key ? ERR_NOTFOUND : OK;
}

struct form_options tax_options(struct ui *ui, struct arena *a)
{
	const struct tax_rate *list;
	int n = shop_tax_rates(ui->shop, &list);
	struct form_options o = { NULL, 0 };

	for (int i = 0; i < n; i++)
		option_put(&o, a, arena_strdup(a, list[i].code), arena_strdup(a, ui_name(list[i].name,
			list[i].name_en)));
	return o;
}

struct form_options department_options(struct ui *ui, struct arena *a)
{
	const struct department *list;
	int n = shop_departments(ui->shop, &list);
	struct form_options o = { NULL, 0 };

	for (int i = 0; i < n; i++)
		option_put(&o, a, arena_strdup(a, list[i].code), arena_strdup(a, ui_name(list[i].name,
			list[i].name_en)));
	return o;
}

static struct form_options departments_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	(void)field;
	return tax_options(ui, a);
}

static enum err departments_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct department_edit edit = { .code = *key ? key : v->value[DEPARTMENT_CODE],
		.name = v->value[DEPARTMENT_NAME], .name_en = v->value[DEPARTMENT_NAME_EN],
		.tax = v->value[DEPARTMENT_TAX], .active = v->value[DEPARTMENT_ACTIVE] };

	return *key ? department_change(ui->shop, a, &edit, said) : department_add(ui->shop, a, &edit, said);
}

const struct book departments_book = {
	.title = N_("Departments"), .one = N_("A department"), .change = PERM_DEPARTMENTS, .grows = true,
	.columns = department_columns, .column_count = 4, .load = departments_load,
	.fields = department_fields, .field_count = DEPARTMENT_FIELDS, .read = departments_read,
	.options = departments_options, .save = departments_save, .in_use = DEPARTMENT_ACTIVE, .table = "department",
};

/* --- taxes ------------------------------------------------------------------------------------- */

static const struct list_column tax_columns[] = {
	{ N_("Code"), 8, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("English name"), 20, ALIGN_LEFT, false, 1 }, { N_("Percent"), 9, ALIGN_RIGHT, false, 0 },
	{ N_("In the price"), 12, ALIGN_LEFT, false, 0 },
};
enum { TAX_CODE, TAX_NAME, TAX_NAME_EN, TAX_RATE, TAX_FROM, TAX_INCLUDED, TAX_FIELDS };
static const struct field tax_fields[TAX_FIELDS] = {
	[TAX_CODE] = { N_("Code"), FIELD_TEXT, TRADE_CODE_MAX, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[TAX_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[TAX_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[TAX_RATE] = { N_("Percent"), FIELD_NUMBER, 8, FIELD_REQUIRED, NULL, NULL },
	[TAX_FROM] = { N_("From the day"), FIELD_DATE, 10, 0,
		N_("From which business day a new rate holds; empty: from tomorrow"), NULL },
	[TAX_INCLUDED] = { N_("In the price"), FIELD_YES, 0, FIELD_NEW,
		N_("Whether prices have it in them; it stays as it is"), NULL },
};

static enum err taxes_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	const struct tax_rate *list;
	int n = shop_tax_rates(ui->shop, &list);

	(void)find;
	for (int i = 0; i < n; i++) {
		struct book_row *row = book_add(rows, a, arena_strdup(a, list[i].code));

		row->cell[0] = row->key;
		row->cell[1] = arena_strdup(a, list[i].name);
		row->cell[2] = arena_strdup(a, list[i].name_en);
		row->cell[3] = percent_words(a, list[i].rate_bp);
		row->cell[4] = list[i].included ? _("yes") : _("no");
	}
	return OK;
}

static enum err taxes_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct tax_rate *list;
	int n = shop_tax_rates(ui->shop, &list);

	v->value[TAX_INCLUDED] = "yes";
	for (int i = 0; i < n; i++) {
		if (strcmp(list[i].code, key) != 0)
			continue;
		v->row_id = list[i].id;
		v->value[TAX_CODE] = arena_strdup(a, list[i].code);
		v->name = v->value[TAX_NAME] = arena_strdup(a, list[i].name);
		v->value[TAX_NAME_EN] = arena_strdup(a, list[i].name_en);
		v->value[TAX_RATE] = percent_words(a, list[i].rate_bp);
		v->value[TAX_INCLUDED] = yes_no(list[i].included);
		return OK;
	}
	return *key ? ERR_NOTFOUND : OK;
}

static enum err taxes_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	const struct tax_edit edit = { .code = *key ? key : v->value[TAX_CODE], .name = v->value[TAX_NAME],
		.name_en = v->value[TAX_NAME_EN], .rate = v->value[TAX_RATE],
		.from_day = day_filled(v->value[TAX_FROM]),
		.excluded = !*key && strcmp(v->value[TAX_INCLUDED], "no") == 0 };

	return *key ? tax_change(ui->shop, a, &edit, said) : tax_add(ui->shop, a, &edit, said);
}

/* Beside the form: what the rate was and will be. */
static void taxes_side(struct ui *ui, struct arena *a, const char *key, struct rect r)
{
	struct tax_period *list;
	struct said said;
	int n = 0;

	draw_field(r.y, r.x, r.w, STYLE_TITLE, ALIGN_LEFT, _("Rates by day"));
	if (tax_periods(ui->shop, a, key, &list, &n, &said) != OK)
		return;
	for (int i = 0; i < n && i + 1 < r.h; i++) {
		int32_t day = list[i].from_day;
		const char *from = day ? day_text(a, day) : _("from the beginning");

		frame_pair(r.y + 1 + i, r.x, r.w, STYLE_NORMAL, from, arena_printf(a, "%s%%", percent_words(a,
			list[i].rate_bp)));
	}
}

const struct book taxes_book = {
	.title = N_("Taxes"), .one = N_("Tax"), .change = PERM_TAXES, .grows = true,
	.columns = tax_columns, .column_count = 5, .load = taxes_load, .fields = tax_fields,
	.field_count = TAX_FIELDS, .read = taxes_read, .save = taxes_save, .table = "tax_rate", .side = taxes_side,
};

/* --- reasons ----------------------------------------------------------------------------------- */

static const struct list_column reason_columns[] = {
	{ N_("Asked at"), 20, ALIGN_LEFT, false, 0 }, { N_("Digit"), 6, ALIGN_RIGHT, false, 0 },
	{ N_("Name"), 0, ALIGN_LEFT, false, 0 }, { N_("English name"), 28, ALIGN_LEFT, false, 1 },
};
enum { REASON_F_KIND, REASON_F_DIGIT, REASON_F_NAME, REASON_F_NAME_EN, REASON_F_FIELDS };
static const struct field reason_fields[REASON_F_FIELDS] = {
	[REASON_F_KIND] = { N_("Asked at"), FIELD_PICK, 20, FIELD_REQUIRED | FIELD_NEW, NULL, NULL },
	[REASON_F_DIGIT] = { N_("Digit"), FIELD_DIGITS, 1, FIELD_REQUIRED, N_("The key that answers it"), NULL },
	[REASON_F_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[REASON_F_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
};

/* A row's key: "return 3". */
static const struct reason *reason_of(struct ui *ui, const char *key)
{
	const char *blank = strchr(key, ' ');
	const struct reason *list;

	for (int kind = 1; blank && kind < REASON_KINDS; kind++) {
		int n = reason_kind_name[kind] && strncmp(reason_kind_name[kind], key, (size_t)(blank - key)) == 0 &&
			!reason_kind_name[kind][blank - key] ? shop_reasons(ui->shop, kind, &list) : 0;

		for (int i = 0; i < n; i++)
			if (list[i].digit == strtol(blank, NULL, 10))
				return &list[i];
	}
	return NULL;
}

static enum err reasons_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	(void)find;
	for (int kind = 1; kind < REASON_KINDS; kind++) {
		const struct reason *list;
		int n = reason_kind_name[kind] ? shop_reasons(ui->shop, kind, &list) : 0;

		for (int i = 0; i < n; i++) {
			struct book_row *row = book_add(rows, a, arena_printf(a, "%s %d", reason_kind_name[kind],
				list[i].digit));

			row->cell[0] = trade_kind_words(reason_kind_name[kind]);
			row->cell[1] = arena_printf(a, "%d", list[i].digit);
			row->cell[2] = arena_strdup(a, list[i].name);
			row->cell[3] = arena_strdup(a, list[i].name_en);
		}
	}
	return OK;
}

static enum err reasons_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	const struct reason *r = *key ? reason_of(ui, key) : NULL;

	if (!r)
		return *key ? ERR_NOTFOUND : OK;
	v->row_id = r->id;
	v->value[REASON_F_KIND] = reason_kind_name[r->kind];
	v->value[REASON_F_DIGIT] = arena_printf(a, "%d", r->digit);
	v->name = v->value[REASON_F_NAME] = arena_strdup(a, r->name);
	v->value[REASON_F_NAME_EN] = arena_strdup(a, r->name_en);
	return OK;
}

static struct form_options reasons_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int kind = 1; kind < REASON_KINDS; kind++)
		if (reason_kind_name[kind])
			option_put(&o, a, reason_kind_name[kind], trade_kind_words(reason_kind_name[kind]));
	return o;
}

static struct reason_edit reason_named(struct arena *a, const char *key)
{
	const char *blank = strchr(key, ' ');

	return (struct reason_edit){ .kind = arena_strndup(a, key, (size_t)(blank - key)), .digit = blank + 1 };
}

static enum err reasons_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct reason_edit edit = { .kind = v->value[REASON_F_KIND], .digit = v->value[REASON_F_DIGIT] };

	if (*key) {
		edit = reason_named(a, key);
		edit.new_digit = v->value[REASON_F_DIGIT];
	}
	edit.name = v->value[REASON_F_NAME];
	edit.name_en = v->value[REASON_F_NAME_EN];
	return *key ? reason_change(ui->shop, a, &edit, said) : reason_add(ui->shop, a, &edit, said);
}

static enum err reasons_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	const struct reason_edit edit = reason_named(a, key);

	return reason_disable(ui->shop, a, edit.kind, edit.digit, said);
}

const struct book reasons_book = {
	.title = N_("Reasons"), .one = N_("Reason"), .change = PERM_REASONS, .grows = true,
	.columns = reason_columns, .column_count = 4, .load = reasons_load, .fields = reason_fields,
	.field_count = REASON_F_FIELDS, .read = reasons_read, .options = reasons_options, .save = reasons_save,
	.remove = reasons_remove, .table = "reason",
};
