/* export.c - all articles as the CSV that an import takes back without a change. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/sbuf.h"
#include "../office/office_int.h"
#include "service/import.h"
#include "store/goods_store.h"

struct export {
	struct arena arena;          /* one row */
	const struct category *categories;
	int category_count;
	const struct shop *sh;
	enum err (*write)(void *ctx, const char *text, size_t n);
	void *ctx;
	struct sbuf line;
};

static int by_id(const void *a, const void *b)
{
	const struct category *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Codes of one kind of one pack, separated by blanks; `used` marks them. */
static char *codes_text(struct export *x, const struct article_full *row, bool *used, bool (*wanted)(const struct
	article_code *code), int64_t pack_milli, int64_t price_minor)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (int i = 0; i < row->code_count; i++) {
		struct article_code code = article_code_of(&x->arena, &row->codes[i]);

		if (used[i] || code.pack_milli != pack_milli || code.price_minor != price_minor || !wanted(&code))
			continue;
		used[i] = true;
		sbuf_printf(&b, "%s%s", b.len ? " " : "", code.code);
	}
	text = arena_strdup(&x->arena, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

static bool is_scale(const struct article_code *code)
{
	return code->kind == ARTICLE_CODE_SCALE;
}

/* Longer numbers than the keyboard's stand with the barcodes. */
static bool is_short_plu(const struct article_code *code)
{
	return code->kind == ARTICLE_CODE_PLU && strlen(code->code) <= 6;
}

static bool is_any(const struct article_code *code)
{
	(void)code;
	return true;
}

static const char *yes(unsigned flags, unsigned flag)
{
	return flags & flag ? "yes" : "no";
}

static enum err put_line(struct export *x, const char *const cells[COLUMNS])
{
	sbuf_clear(&x->line);
	for (int c = 0; c < COLUMNS; c++) {
		if (c)
			sbuf_putc(&x->line, ',');
		csv_put(&x->line, cells[c] ? cells[c] : "");
	}
	sbuf_putc(&x->line, '\n');
	return x->write(x->ctx, x->line.data, x->line.len);
}

/* A figure of a rule; 0 says nothing. */
static const char *bound(struct export *x, int64_t minor)
{
	return minor ? money_text(&x->arena, minor) : "";
}

static void fill_rules(struct export *x, const struct article_full *row, const char *cells[COLUMNS])
{
	const struct article *a = &row->article;
	const struct supplier_row *supplier = shop_supplier(x->sh, a->supplier_id);

	cells[COL_IS_DEPOSIT] = yes(a->flags, ARTICLE_DEPOSIT);
	cells[COL_DEPOSIT] = row->deposit_number;
	cells[COL_AGE_MIN] = a->age_min ? arena_printf(&x->arena, "%" PRId64, a->age_min) : "";
	cells[COL_PRICE_MIN] = bound(x, a->price_min_minor);
	cells[COL_PRICE_MAX] = bound(x, a->price_max_minor);
	cells[COL_LABEL_MIN] = bound(x, a->label_min_minor);
	cells[COL_LABEL_MAX] = bound(x, a->label_max_minor);
	cells[COL_SUPPLIER] = supplier ? supplier->code : "";
	cells[COL_TAX_CLASS] = a->tax_class;
	cells[COL_TARE] = a->tare_milli ? qty_text(&x->arena, a->tare_milli) : "";
}

static void fill_article(struct export *x, const struct article *a, int64_t member_minor, const char *cells[COLUMNS])
{
	const struct category wanted = { .id = a->category_id };
	const struct category *category = bsearch(&wanted, x->categories, (size_t)x->category_count,
						  sizeof *x->categories, by_id);
	const struct department *department = shop_department(x->sh, a->department_id);
	const struct tax_rate *tax = shop_tax_rate(x->sh, a->tax_rate_id);

	cells[COL_NUMBER] = a->number;
	cells[COL_NAME] = a->name;
	cells[COL_NAME_EN] = a->name_en;
	cells[COL_SPEC] = a->spec;
	cells[COL_UNIT] = a->unit;
	cells[COL_CATEGORY_CODE] = category ? category->code : "";
	cells[COL_CATEGORY] = category ? category->name : "";
	cells[COL_DEPARTMENT] = department ? department->code : "";
	cells[COL_TAX] = tax ? tax->code : "";
	cells[COL_PRICE] = a->price_minor < 0 ? "" : money_text(&x->arena, a->price_minor);
	cells[COL_MEMBER_PRICE] = member_minor < 0 ? "" : money_text(&x->arena, member_minor);
	cells[COL_COST] = money_text(&x->arena, a->cost_minor);
	cells[COL_PRICING] = a->flags & ARTICLE_WEIGHED ? "weight" : "count";
	cells[COL_DISCOUNTABLE] = yes(~a->flags, ARTICLE_NO_DISCOUNT);
	cells[COL_OVERRIDE] = yes(~a->flags, ARTICLE_NO_OVERRIDE);
	cells[COL_POINTS] = yes(~a->flags, ARTICLE_NO_POINTS);
	cells[COL_OPEN_PRICE] = yes(a->flags, ARTICLE_OPEN_PRICE);
	cells[COL_STOPPED] = yes(a->flags, ARTICLE_STOPPED);
}

/* A row for each pack size and price among the codes that are left. */
static enum err put_packs(struct export *x, const struct article_full *row, bool *used)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < row->code_count; i++) {
		const char *cells[COLUMNS] = { NULL };
		const struct code_row *code = &row->codes[i];

		if (used[i])
			continue;
		cells[COL_NAME] = row->article.name;
		cells[COL_UNIT] = code->unit;
		cells[COL_PACK_OF] = row->article.number;
		cells[COL_PACK_QTY] = qty_text(&x->arena, code->pack_milli);
		cells[COL_PRICE] = code->price_minor < 0 ? "" : money_text(&x->arena, code->price_minor);
		cells[COL_BARCODE] = codes_text(x, row, used, is_any, code->pack_milli, code->price_minor);
		e = put_line(x, cells);
	}
	return e;
}

static enum err put_article(void *ctx, const struct article_full *row)
{
	struct export *x = ctx;
	bool used[ARTICLE_CODES_MAX] = { false };
	const char *cells[COLUMNS] = { NULL };
	enum err e;

	fill_article(x, &row->article, row->member_minor, cells);
	fill_rules(x, row, cells);
	cells[COL_SCALE_CODE] = codes_text(x, row, used, is_scale, QTY_ONE, -1);
	cells[COL_PLU] = codes_text(x, row, used, is_short_plu, QTY_ONE, -1);
	cells[COL_BARCODE] = codes_text(x, row, used, is_any, QTY_ONE, -1);
	e = put_line(x, cells);
	if (e == OK)
		e = put_packs(x, row, used);
	arena_clear(&x->arena);
	return e;
}

enum err export_articles(struct shop *sh, struct arena *a, enum err (*write)(void *ctx, const char *text, size_t n),
	void *ctx)
{
	struct export x = { .sh = sh, .write = write, .ctx = ctx, .line = SBUF_INIT };
	const char *heads[COLUMNS];
	struct category *categories;
	struct said said;
	enum err e = office_need(sh, PERM_EXPORT, &said);

	if (e == OK)
		e = categories_all(sh, a, &categories, &x.category_count);
	if (e != OK)
		return e;
	qsort(categories, (size_t)x.category_count, sizeof *categories, by_id);
	x.categories = categories;
	for (int c = 0; c < COLUMNS; c++)
		heads[c] = column_table[c].name;
	e = put_line(&x, heads);
	if (e == OK)
		e = articles_each(sh->db, clock_now_ms(), put_article, &x);
	sbuf_release(&x.line);
	arena_release(&x.arena);
	return e;
}
