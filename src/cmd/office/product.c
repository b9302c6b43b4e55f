/* product.c - articles: imported, exported, shown, found. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/articles.h"
#include "service/import.h"
#include "service/master.h"
#include "service/till.h"

/* --- import -------------------------------------------------------------------------------- */

static void tell_problem(void *ctx, const struct import_problem *p)
{
	struct cmd_problems *t = ctx;

	cmd_problem(t, p->line, p->column, p->column_name, problem_table[p->what].severity == 'E',
		problem_table[p->what].name, import_problem_text(&t->arena, p));
}

static enum exit_code import_options(struct cmd *c, struct import_options *o)
{
	static const char *const unknown[] = {
		[IMPORT_CREATE] = "create", [IMPORT_DEFAULT] = "default", [IMPORT_REFUSE] = "refuse"
	};
	const char *word = cmd_option(c, "unknown"), *from = cmd_option(c, "from");
	int choice = word ? name_index(unknown, 3, word) : IMPORT_CREATE;

	o->dry_run = cmd_flag(c, "dry-run");
	o->strict = cmd_flag(c, "strict");
	o->keep_bad_codes = cmd_flag(c, "keep-bad-codes");
	o->department = cmd_option(c, "department");
	if (choice < 0)
		return cmd_usage(c, _("--unknown cannot be %s"), word);
	o->unknown = (enum import_unknown)choice;
	if (o->department && !shop_department_by_code(c->shop, o->department))
		return cmd_missing(c, _("department %s"), o->department);
	if (from && clock_parse(from, &o->from_ms) != OK)
		return cmd_usage(c, _("--from cannot be %s"), from);
	return EXIT_DONE;
}

static void tell_report(struct cmd *c, const struct import_report *r, bool dry_run)
{
	static const struct out_column columns[] = {
		{ "rows", N_("Rows"), OUT_NUMBER }, { "created", N_("New articles"), OUT_NUMBER },
		{ "updated", N_("Changed articles"), OUT_NUMBER }, { "unchanged", N_("Unchanged"), OUT_NUMBER },
		{ "refused", N_("Refused"), OUT_NUMBER }, { "warnings", N_("Warnings"), OUT_NUMBER },
		{ "prices", N_("New prices"), OUT_NUMBER }, { "codes", N_("New codes"), OUT_NUMBER },
		{ "categories", N_("New categories"), OUT_NUMBER },
		{ "departments", N_("New departments"), OUT_NUMBER }, { "dry_run", N_("Dry run"), OUT_YES },
	};
	const int64_t figures[] = { r->rows, r->created, r->updated, r->unchanged, r->refused, r->warnings, r->prices,
		r->codes, r->categories, r->departments, dry_run };

	out_record(c->out, "import", columns, 11);
	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		out_int(c->out, figures[i]);
}

enum exit_code cmd_product_import(struct cmd *c)
{
	struct cmd_problems t = { .c = c, .file = cmd_operand(c, 0) };
	struct import_options options = { .problem = tell_problem, .progress = cmd_progress, .ctx = &t };
	struct import_report report;
	struct said said;
	enum exit_code code = import_options(c, &options);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = import_articles(c->shop, c->arena, t.file, &options, &report, &said);
	arena_release(&t.arena);
	if (e != OK && report.rows == 0)
		return cmd_fail(c, e, &said);
	cmd_problems_end(&t, report.ignored, report.ignored_count);
	tell_report(c, &report, options.dry_run);
	if (e != OK)
		return cmd_fail(c, e, &said);
	return report.refused ? EXIT_REFUSED : EXIT_DONE;
}

/* --- export -------------------------------------------------------------------------------- */

enum exit_code cmd_product_export(struct cmd *c)
{
	enum err e = export_articles(c->shop, c->arena, cmd_write, NULL);

	out_nothing(c->out);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}

/* --- show, find ---------------------------------------------------------------------------- */

static const struct out_column article_columns[] = {
	{ "id", N_("Id"), OUT_ID }, { "number", N_("Article no."), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "name_en", N_("English name"), OUT_STRING }, { "spec", N_("Spec"), OUT_STRING },
	{ "unit", N_("Unit"), OUT_STRING }, { "category", N_("Category"), OUT_STRING },
	{ "department", N_("Dept."), OUT_STRING }, { "tax", N_("Tax"), OUT_STRING },
	{ "price", N_("Selling price"), OUT_MONEY }, { "price_level", N_("Price level"), OUT_NUMBER },
	{ "cost", N_("Cost"), OUT_MONEY }, { "flags", N_("Flags"), OUT_STRING },
	{ "version", N_("Version"), OUT_NUMBER },
};
static const struct out_column code_columns[] = {
	{ "code", N_("Code"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "pack", N_("Pack"), OUT_QTY },
	{ "price", N_("Pack price"), OUT_MONEY }, { "unit", N_("Unit"), OUT_STRING },
};
static const struct out_column price_columns[] = {
	{ "level", N_("Level"), OUT_NUMBER }, { "price", N_("Selling price"), OUT_MONEY },
	{ "from", N_("From"), OUT_TIME },
	{ "until", N_("Until"), OUT_TIME },
};

static void put_price(struct out *o, int64_t minor)
{
	if (minor < 0)
		out_null(o);
	else
		out_int(o, minor);
}

static void show_article(struct cmd *c, const struct article_sheet *s)
{
	const struct department *department = shop_department(c->shop, s->article.department_id);
	const struct tax_rate *tax = shop_tax_rate(c->shop, s->article.tax_rate_id);
	struct out *o = c->out;

	out_record(o, "article", article_columns, 14);
	out_int(o, s->article.id);
	out_text(o, s->article.number);
	out_text(o, s->article.name);
	out_text(o, s->article.name_en);
	out_text(o, s->article.spec);
	out_text(o, s->article.unit);
	out_text(o, s->category_path);
	out_text(o, department ? department->code : "");
	out_text(o, tax ? tax->code : "");
	put_price(o, s->article.price_minor);
	out_int(o, s->article.price_level);
	out_int(o, s->article.cost_minor);
	out_text(o, flags_text(c->arena, article_flag_names, s->article.flags));
	out_int(o, s->article.version);
}

/* What holds when it is sold, as far as anything is said. */
static enum err show_rules(struct cmd *c, const struct article *article)
{
	static const struct out_column columns[] = { { "rule", N_("Rule"), OUT_STRING },
		{ "value", N_("Value"), OUT_STRING } };
	const char *text[ARTICLE_RULES];
	enum err e = article_rules_text(c->shop, c->arena, article, text);
	bool any = false;

	for (int i = 0; e == OK && i < ARTICLE_RULES; i++) {
		if (!*text[i])
			continue;
		if (!any)
			out_table(c->out, "rules", columns, 2);
		any = true;
		out_text(c->out, article_rules[i].name);
		out_text(c->out, text[i]);
	}
	return e;
}

enum exit_code cmd_product_show(struct cmd *c)
{
	struct article_sheet s;
	enum err e = article_sheet(c->shop, c->arena, cmd_operand(c, 0), &s);

	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("article %s"), cmd_operand(c, 0));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	show_article(c, &s);
	out_table(c->out, "codes", code_columns, 5);
	for (int i = 0; i < s.code_count; i++) {
		out_text(c->out, s.codes[i].code);
		out_text(c->out, article_code_kind_name[s.codes[i].kind]);
		out_int(c->out, s.codes[i].pack_milli);
		put_price(c->out, s.codes[i].price_minor);
		out_text(c->out, s.codes[i].unit);
	}
	out_table(c->out, "prices", price_columns, 4);
	for (int i = 0; i < s.price_count; i++) {
		out_int(c->out, s.prices[i].level);
		out_int(c->out, s.prices[i].price_minor);
		out_int(c->out, s.prices[i].from_at_ms);
		if (s.prices[i].until_at_ms == INT64_MAX)
			out_null(c->out);
		else
			out_int(c->out, s.prices[i].until_at_ms);
	}
	e = show_rules(c, &s.article);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}

enum exit_code cmd_product_find(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Article no."), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "spec", N_("Spec"), OUT_STRING }, { "unit", N_("Unit"), OUT_STRING },
		{ "price", N_("Selling price"), OUT_MONEY },
	};
	struct article list[FIND_MAX];
	int n;
	enum err e = till_find(c->shop, c->arena, cmd_operand(c, 0), list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "articles", columns, 5);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].spec);
		out_text(c->out, list[i].unit);
		put_price(c->out, list[i].price_minor);
	}
	return EXIT_DONE;
}
