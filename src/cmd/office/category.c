/* category.c - the tree of categories. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/articles.h"
#include "service/trade.h"

static const char *category_code(const struct category *list, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (list[i].id == id)
			return list[i].code;
	return "";
}

enum exit_code cmd_category_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "parent", N_("Under"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "name_en", N_("English name"), OUT_STRING },
	};
	struct category *list;
	int n;
	enum err e = categories_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "categories", columns, 5);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, category_code(list, n, list[i].parent_id));
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
	}
	return EXIT_DONE;
}

enum exit_code cmd_category_add(struct cmd *c)
{
	const struct category_edit edit = { .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.name_en = cmd_option(c, "name-en"), .parent = cmd_option(c, "under") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, category_add(c->shop, c->arena, &edit, &said), &said);
}

static enum exit_code change(struct cmd *c, const struct category_edit *edit)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, category_change(c->shop, c->arena, edit, &said), &said);
}

enum exit_code cmd_category_rename(struct cmd *c)
{
	return change(c, &(struct category_edit){ .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.name_en = cmd_option(c, "name-en") });
}

enum exit_code cmd_category_move(struct cmd *c)
{
	const char *under = cmd_operand(c, 1);

	return change(c, &(struct category_edit){ .code = cmd_operand(c, 0), .parent = under ? under : "" });
}

enum exit_code cmd_category_set(struct cmd *c)
{
	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return change(c, &(struct category_edit){ .code = cmd_operand(c, 0), .age = cmd_option(c, "age"),
		.margin = cmd_option(c, "margin"), .ban = cmd_option(c, "ban"),
		.tax_class = cmd_option(c, "tax-class") });
}
