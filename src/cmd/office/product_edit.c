/* product_edit.c - one article made, changed, and what it was. */
#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/articles.h"
#include "service/past.h"

static struct article_edit edit_of(const struct cmd *c)
{
	struct article_edit edit = { .name = cmd_option(c, "name"), .name_en = cmd_option(c, "name-en"),
		.spec = cmd_option(c, "spec"), .unit = cmd_option(c, "unit"), .category = cmd_option(c, "category"),
		.department = cmd_option(c, "department"), .tax = cmd_option(c, "tax"), .flags = cmd_option(c, "flags"),
		.cost = cmd_option(c, "cost"), .codes = cmd_option(c, "codes"), .price = cmd_option(c, "price"),
		.member_price = cmd_option(c, "member-price"), .price_from = cmd_option(c, "from") };

	for (int i = 0; i < ARTICLE_RULES; i++)
		edit.rule[i] = cmd_option(c, article_rules[i].name);
	return edit;
}

enum exit_code cmd_product_add(struct cmd *c)
{
	struct article_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *number;

	edit.name = cmd_operand(c, 0);
	edit.number = cmd_option(c, "number");
	if (!edit.category || !edit.department)
		return cmd_usage(c, "%s", _("--category and --department are needed"));
	return cmd_result(c, article_add(c->shop, c->arena, &edit, &number, &said), &said);
}

enum exit_code cmd_product_set(struct cmd *c)
{
	struct article_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.number = cmd_operand(c, 0);
	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, article_change(c->shop, c->arena, &edit, &said), &said);
}

static enum err tell_past(struct cmd *c, const char *table, int64_t id)
{
	struct past *list;
	int n;
	enum err e = past_of(c->shop, c->arena, table, id, 0, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		for (int k = 0; k < list[i].field_count; k++) {
			out_int(c->out, list[i].at_ms);
			out_text(c->out, list[i].staff_number);
			out_text(c->out, table);
			out_text(c->out, list[i].fields[k].name);
			out_text(c->out, list[i].fields[k].was);
			out_text(c->out, list[i].fields[k].becomes);
		}
	return e;
}

enum exit_code cmd_product_history(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "at", N_("Time"), OUT_TIME }, { "staff", N_("Staff"), OUT_STRING }, { "table", N_("Of"), OUT_STRING },
		{ "column", N_("Column"), OUT_STRING }, { "was", N_("Old value"), OUT_STRING },
		{ "becomes", N_("New value"), OUT_STRING },
	};
	struct article article;
	enum err e = article_find(c->shop, c->arena, cmd_operand(c, 0), &article);

	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("article %s"), cmd_operand(c, 0));
	if (e == OK) {
		out_table(c->out, "history", columns, 6);
		e = tell_past(c, "article", article.id);
	}
	if (e == OK)
		e = tell_past(c, "price", article.id);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}
