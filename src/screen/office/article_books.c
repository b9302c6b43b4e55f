/* article_books.c - articles as a book: found as one types, filled in whole; and their prices as one. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/articles.h"
#include "service/goods.h"
#include "service/labels.h"
#include "service/till.h"

#define ARTICLES_SHOWN 200 /* while nothing was typed */

/* --- articles ---------------------------------------------------------------------------------- */

static const struct list_column article_columns[] = {
	{ N_("Article no."), 11, ALIGN_LEFT, false, 0 }, { N_("Name"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Spec"), 12, ALIGN_LEFT, false, 2 }, { N_("Unit"), 6, ALIGN_LEFT, false, 3 },
	{ N_("Sells at"), 10, ALIGN_RIGHT, false, 0 }, { N_("Cost"), 10, ALIGN_RIGHT, false, 1 },
	{ N_("Margin"), 7, ALIGN_RIGHT, false, 1 },
};
enum { ART_NUMBER, ART_NAME, ART_NAME_EN, ART_SPEC, ART_UNIT, ART_CATEGORY, ART_DEPARTMENT, ART_TAX, ART_COST,
	ART_PRICE, ART_PRICE_FROM, ART_CODES, ART_RULES_HEAD, ART_RULES, ART_TAG_HEAD = ART_RULES + ARTICLE_RULES,
	ART_ORIGIN, ART_GRADE, ART_HEAD, ART_FIELDS };
static const struct field article_fields[ART_FIELDS] = {
	[ART_NUMBER] = { N_("Article no."), FIELD_TEXT, ARTICLE_NUMBER_MAX, FIELD_NEW,
		N_("Empty: the program gives one; it stays as it is"), NULL },
	[ART_NAME] = { N_("Name"), FIELD_TEXT, 60, FIELD_REQUIRED, NULL, NULL },
	[ART_NAME_EN] = { N_("English name"), FIELD_TEXT, 60, 0, NULL, NULL },
	[ART_SPEC] = { N_("Spec"), FIELD_TEXT, 20, 0, NULL, NULL },
	[ART_UNIT] = { N_("Unit"), FIELD_TEXT, 8, 0, NULL, NULL },
	[ART_CATEGORY] = { N_("Category"), FIELD_PICK, 40, FIELD_REQUIRED, N_("A code or a name; F4 lists them"),
		NULL },
	[ART_DEPARTMENT] = { N_("Dept."), FIELD_PICK, 8, FIELD_REQUIRED, NULL, NULL },
	[ART_TAX] = { N_("Tax"), FIELD_PICK, 8, 0, N_("Empty: the department's"), NULL },
	[ART_COST] = { N_("Cost"), FIELD_MONEY, 12, 0, NULL, NULL },
	[ART_PRICE] = { N_("Selling price"), FIELD_MONEY, 12, 0,
		N_("The regular one; F5 has special offers and the past"), NULL },
	[ART_PRICE_FROM] = { N_("Price from"), FIELD_DATE, 25, 0, N_("From when a new price holds; empty: at once"),
		NULL },
	[ART_CODES] = { N_("Codes"), FIELD_TEXT, 120, 0,
		N_("With blanks between; a pack as CODE*12, with its own price CODE*12@45.90"), NULL },
	[ART_RULES_HEAD] = { N_("When it is sold"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ART_TAG_HEAD] = { N_("On its price tag"), FIELD_HEAD, 0, 0, NULL, NULL },
	[ART_ORIGIN] = { N_("Origin"), FIELD_TEXT, 20, 0, N_("Where it comes from; empty: the tag does not say"),
		NULL },
	[ART_GRADE] = { N_("Grade"), FIELD_TEXT, 20, 0, N_("Such as 一级; empty: the tag does not say"), NULL },
	[ART_HEAD] = { N_("At the till"), FIELD_HEAD, 0, 0, NULL, NULL },
};

/* With the rules of their list. */
static int articles_build(struct ui *ui, struct arena *a, const char *key, struct field fields[BOOK_FIELDS_MAX])
{
	(void)ui;
	(void)a;
	(void)key;
	for (int i = 0; i < ARTICLE_RULES; i++) {
		const struct article_rule *rule = &article_rules[i];

		fields[ART_RULES + i] = (struct field){ .label = rule->words, .help = rule->help, .max_chars = 20,
			.type = rule->type == ARTICLE_RULE_SUPPLIER ? FIELD_PICK : rule->type == ARTICLE_RULE_MONEY
				? FIELD_MONEY : rule->type == ARTICLE_RULE_YEARS ? FIELD_DIGITS : FIELD_TEXT };
	}
	return ART_FIELDS;
}

/* The part of a price that is not its cost, in percent. */
static const char *margin_text(struct arena *a, int64_t price_minor, int64_t cost_minor)
{
	int64_t tenths;

	if (price_minor <= 0 || cost_minor <= 0)
		return "";
	tenths = (price_minor - cost_minor) * 1000 / price_minor; /* towards zero: nobody is told too much */
	return arena_printf(a, "%s%lld.%lld%%", tenths < 0 ? "-" : "", (long long)(tenths < 0 ? -tenths : tenths) / 10,
		(long long)(tenths < 0 ? -tenths : tenths) % 10);
}

static void add_article(struct arena *a, const struct article *art, struct book_rows *rows)
{
	struct book_row *row = book_add(rows, a, art->number);

	row->cell[0] = art->number;
	row->cell[1] = ui_name(art->name, art->name_en);
	row->cell[2] = art->spec;
	row->cell[3] = art->unit;
	row->cell[4] = art->price_minor >= 0 ? money_text(a, art->price_minor) : "-";
	row->cell[5] = art->cost_minor ? money_text(a, art->cost_minor) : "";
	row->cell[6] = margin_text(a, art->price_minor, art->cost_minor);
	row->off = art->flags & ARTICLE_STOPPED;
}

/* Codes and numbers whole, then names and pinyin as the till finds them. */
static enum err articles_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct article *list = arena_array(a, FIND_MAX, sizeof *list), one;
	int n = 0;
	enum err e = *find ? article_find(ui->shop, a, find, &one) : ERR_NOTFOUND;

	if (e == OK)
		add_article(a, &one, rows);
	else if (e == ERR_NOTFOUND && *find)
		e = till_find(ui->shop, a, find, list, &n);
	else if (e == ERR_NOTFOUND)
		e = articles_page(ui->shop, a, ARTICLES_SHOWN, &list, &n);
	for (int i = 0; e == OK && i < n; i++)
		add_article(a, &list[i], rows);
	return e;
}

static enum err articles_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct article_sheet sheet;
	const struct department *d;
	const struct tax_rate *t;
	struct label_words words;
	enum err e;

	book_flags_put(&articles_book, v, 0);
	if (!*key && ui->begun.code) {
		v->value[ART_CODES] = arena_strdup(a, ui->begun.code);
		v->value[ART_DEPARTMENT] = arena_strdup(a, ui->begun.department);
		v->value[ART_PRICE] = arena_strdup(a, ui->begun.price);
	}
	if (!*key)
		return OK;
	e = article_sheet_of(ui->shop, a, key, &sheet);
	if (e == OK)
		e = article_rules_text(ui->shop, a, &sheet.article, &v->value[ART_RULES]);
	if (e == OK)
		e = labels_words(ui->shop, a, sheet.article.id, &words);
	if (e != OK)
		return e;
	v->value[ART_ORIGIN] = words.origin;
	v->value[ART_GRADE] = words.grade;
	d = shop_department(ui->shop, sheet.article.department_id);
	t = shop_tax_rate(ui->shop, sheet.article.tax_rate_id);
	v->row_id = sheet.article.id;
	v->name = ui_name(sheet.article.name, sheet.article.name_en);
	v->value[ART_NUMBER] = sheet.article.number;
	v->value[ART_NAME] = sheet.article.name;
	v->value[ART_NAME_EN] = sheet.article.name_en;
	v->value[ART_SPEC] = sheet.article.spec;
	v->value[ART_UNIT] = sheet.article.unit;
	v->value[ART_CATEGORY] = sheet.category.code;
	v->value[ART_DEPARTMENT] = d ? arena_strdup(a, d->code) : "";
	v->value[ART_TAX] = t ? arena_strdup(a, t->code) : "";
	v->value[ART_COST] = money_text(a, sheet.article.cost_minor);
	v->value[ART_PRICE] = "";
	for (int i = sheet.price_count - 1; i >= 0; i--) {
		const struct article_price *p = &sheet.prices[i];

		if (p->level == PRICE_LEVEL_REGULAR && p->from_at_ms <= clock_now_ms() &&
			p->until_at_ms > clock_now_ms())
			v->value[ART_PRICE] = money_text(a, p->price_minor);
	}
	v->value[ART_CODES] = article_codes_text(a, sheet.codes, sheet.code_count);
	book_flags_put(&articles_book, v, sheet.article.flags);
	return OK;
}

static struct form_options articles_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	(void)key;
	switch (field) {
	case ART_CATEGORY:
		return category_options(ui, a);
	case ART_DEPARTMENT:
		return department_options(ui, a);
	case ART_RULES: /* the supplier is the first of them */
		return supplier_options(ui, a);
	default:
		return tax_options(ui, a);
	}
}

static bool is_amount(int field)
{
	return field == ART_COST || field == ART_PRICE || (field >= ART_RULES && field < ART_TAG_HEAD &&
		article_rules[field - ART_RULES].type == ARTICLE_RULE_MONEY);
}

static const char *articles_check(void *ctx, int field, const char *value)
{
	(void)ctx;
	return is_amount(field) ? money_check(value) : NULL;
}

static enum err articles_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct article_edit edit = { .number = *key ? key : v->value[ART_NUMBER], .name = v->value[ART_NAME],
		.name_en = v->value[ART_NAME_EN], .spec = v->value[ART_SPEC], .unit = v->value[ART_UNIT],
		.category = v->value[ART_CATEGORY], .department = v->value[ART_DEPARTMENT], .tax = v->value[ART_TAX],
		.flags = book_flags_text(&articles_book, a, v), .cost = v->value[ART_COST],
		.price = v->value[ART_PRICE], .price_from = v->value[ART_PRICE_FROM], .codes = v->value[ART_CODES] };
	struct label_words words = { key, v->value[ART_ORIGIN], v->value[ART_GRADE] };
	bool others = !*key;
	enum err e;

	for (int i = 0; i < ARTICLE_RULES; i++)
		edit.rule[i] = v->value[ART_RULES + i];
	for (int i = 0; i < BOOK_FIELDS_MAX; i++)
		others = others || (v->value[i] && i != ART_ORIGIN && i != ART_GRADE);
	if (!others) /* nothing but what its tag says */
		return labels_words_set(ui->shop, a, &words, said);
	e = *key ? article_change(ui->shop, a, &edit, said) : article_add(ui->shop, a, &edit, &words.article, said);
	if (e == OK && (*key ? words.origin || words.grade : *words.origin || *words.grade)) {
		const struct said first = *said;

		e = labels_words_set(ui->shop, a, &words, said);
		*said = e == OK ? first : *said;
	}
	return e;
}

/* Stops one, or sells it again. */
static enum err articles_remove(struct ui *ui, struct arena *a, const char *key, struct said *said)
{
	struct article article;
	enum err e = article_by_number(ui->shop, a, key, &article);
	const struct article_edit edit = { .number = key,
		.flags = e == OK ? flags_text(a, article_flag_names, article.flags ^ ARTICLE_STOPPED) : NULL };

	return e == OK ? article_change(ui->shop, a, &edit, said) : e;
}

static const struct book article_prices_book;

static void articles_more(struct screen *s, const char *key)
{
	snprintf(ui_of(s)->about, sizeof ui_of(s)->about, "%s", key);
	office_push(s, &book_list_ops, &article_prices_book, TAG_PLAIN);
}

/* Beside the form: where it hangs, and its prices by time. */
static void articles_side(struct ui *ui, struct arena *a, const char *key, struct rect r)
{
	struct article_sheet sheet;
	int y = r.y;

	if (article_sheet_of(ui->shop, a, key, &sheet) != OK)
		return;
	y += draw_wrapped((struct rect){ y, r.x, 2, r.w }, STYLE_DIM, sheet.category_path, 0);
	frame_pair(++y, r.x, r.w, STYLE_MONEY, _("Price now"), sheet.article.price_minor >= 0
		? money_text(a, sheet.article.price_minor) : "-");
	frame_pair(++y, r.x, r.w, STYLE_NORMAL, _("Margin"),
		margin_text(a, sheet.article.price_minor, sheet.article.cost_minor));
	y += 2;
	draw_field(y++, r.x, r.w, STYLE_TITLE, ALIGN_LEFT, _("Prices by time"));
	for (int i = 0; i < sheet.price_count && y < r.y + r.h; i++) {
		const struct article_price *p = &sheet.prices[i];
		struct civil from = clock_local(p->from_at_ms);

		frame_pair(y++, r.x, r.w, p->until_at_ms <= clock_now_ms() ? STYLE_VOID : STYLE_NORMAL,
			arena_printf(a, "%04d-%02d-%02d %02d:%02d%s", from.year, from.month, from.day, from.hour,
				from.minute, p->level == PRICE_LEVEL_REGULAR ? "" : p->level == PRICE_LEVEL_SPECIAL
				? " *" : " +"), money_text(a, p->price_minor));
	}
}

const struct book articles_book = {
	.title = N_("Articles on file"), .one = N_("An article"), .change = PERM_ARTICLES, .grows = true, .finds = true,
	.columns = article_columns, .column_count = 7, .load = articles_load, .fields = article_fields,
	.field_count = ART_FIELDS, .build = articles_build, .flags = article_flag_names, .read = articles_read,
	.options = articles_options,
	.check = articles_check, .save = articles_save, .remove = articles_remove, .table = "article",
	.more = articles_more, .side = articles_side,
};

/* --- the prices of one -------------------------------------------------------------------------- */

static const struct list_column price_columns[] = {
	{ N_("Level"), 12, ALIGN_LEFT, false, 0 }, { N_("Selling price"), 13, ALIGN_RIGHT, false, 0 },
	{ N_("From"), 20, ALIGN_LEFT, false, 0 }, { N_("Until"), 20, ALIGN_LEFT, false, 0 },
	{ "", 0, ALIGN_LEFT, false, 0 },
};
enum { PRICE_F_LEVEL, PRICE_F_PRICE, PRICE_F_FROM, PRICE_F_UNTIL, PRICE_F_FIELDS };
static const struct field price_fields[PRICE_F_FIELDS] = {
	[PRICE_F_LEVEL] = { N_("Level"), FIELD_PICK, 1, FIELD_REQUIRED,
		N_("0 regular, 1 special offer, 2 to 9 members"), NULL },
	[PRICE_F_PRICE] = { N_("Selling price"), FIELD_MONEY, 12, FIELD_REQUIRED, NULL, NULL },
	[PRICE_F_FROM] = { N_("From"), FIELD_DATE, 25, 0, N_("Empty: at once"), NULL },
	[PRICE_F_UNTIL] = { N_("Until"), FIELD_DATE, 25, 0, N_("Of a special offer: when it ends; empty: never"),
		NULL },
};

static const char *level_words(struct arena *a, int64_t level)
{
	if (level == PRICE_LEVEL_REGULAR)
		return _("regular");
	return level == PRICE_LEVEL_SPECIAL ? _("special") : arena_printf(a, _("member %d"), (int)level);
}

static enum err prices_load(struct ui *ui, struct arena *a, const char *find, struct book_rows *rows)
{
	struct article_sheet sheet;
	enum err e = article_sheet_of(ui->shop, a, ui->about, &sheet);

	(void)find;
	for (int i = 0; e == OK && i < sheet.price_count; i++) {
		const struct article_price *p = &sheet.prices[i];
		struct book_row *row = book_add(rows, a, arena_printf(a, "%d", i));

		row->cell[0] = level_words(a, p->level);
		row->cell[1] = money_text(a, p->price_minor);
		row->cell[2] = clock_text(a, p->from_at_ms);
		row->cell[3] = p->until_at_ms == INT64_MAX ? "" : clock_text(a, p->until_at_ms);
		row->off = p->until_at_ms <= clock_now_ms();
		row->cell[4] = row->off ? _("past") : p->from_at_ms > clock_now_ms() ? _("planned") : _("in force");
	}
	return e;
}

/* What is there stays as it was; a new one begins where it is opened. */
static enum err prices_read(struct ui *ui, struct arena *a, const char *key, struct book_values *v)
{
	struct article_sheet sheet;
	enum err e = article_sheet_of(ui->shop, a, ui->about, &sheet);
	int i = *key ? (int)strtol(key, NULL, 10) : -1;

	v->value[PRICE_F_LEVEL] = "0";
	if (e != OK)
		return e;
	v->row_id = sheet.article.id;
	v->name = sheet.article.name;
	if (i >= 0 && i < sheet.price_count) {
		v->value[PRICE_F_LEVEL] = arena_printf(a, "%d", (int)sheet.prices[i].level);
		v->value[PRICE_F_PRICE] = money_text(a, sheet.prices[i].price_minor);
	}
	return OK;
}

static struct form_options prices_options(struct ui *ui, struct arena *a, const char *key, int field)
{
	struct form_options o = { NULL, 0 };

	(void)ui;
	(void)key;
	(void)field;
	for (int level = 0; level <= PRICE_LEVEL_MAX; level++)
		option_put(&o, a, arena_printf(a, "%d", level), level_words(a, level));
	return o;
}

static enum err prices_save(struct ui *ui, struct arena *a, const char *key, const struct book_values *v,
	struct said *said)
{
	struct price_order order = { .article = ui->about, .level = strtoll(v->value[PRICE_F_LEVEL], NULL, 10),
		.from_ms = time_filled(v->value[PRICE_F_FROM]), .until_ms = time_filled(v->value[PRICE_F_UNTIL]) };

	(void)key;
	if (money_parse(v->value[PRICE_F_PRICE], &order.price_minor) != OK)
		order.price_minor = 0; /* the service says so */
	return article_price_set(ui->shop, a, &order, said);
}

static const struct book article_prices_book = {
	.title = N_("Prices of an article"), .one = N_("A price"), .change = PERM_PRICES, .grows = true,
	.columns = price_columns, .column_count = 5, .load = prices_load, .fields = price_fields,
	.field_count = PRICE_F_FIELDS, .read = prices_read, .options = prices_options, .save = prices_save,
	.table = "price", .always_new = true,
};
