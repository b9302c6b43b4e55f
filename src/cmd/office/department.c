/* department.c - the departments. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/shop.h"
#include "service/trade.h"

enum exit_code cmd_department_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "tax", N_("Tax"), OUT_STRING },
		{ "active", N_("Active"), OUT_YES },
	};
	const struct department *list;
	int n = shop_departments_all(c->shop, &list);

	out_table(c->out, "departments", columns, 6);
	for (int i = 0; i < n; i++) {
		const struct tax_rate *tax = shop_tax_rate(c->shop, list[i].tax_rate_id);

		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, tax ? tax->code : "");
		out_int(c->out, !list[i].disabled);
	}
	return EXIT_DONE;
}

enum exit_code cmd_department_add(struct cmd *c)
{
	const struct department_edit edit = { .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.name_en = cmd_option(c, "name-en"), .tax = cmd_option(c, "tax") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (!edit.tax)
		return cmd_usage(c, "%s", _("--tax is missing"));
	return cmd_result(c, department_add(c->shop, c->arena, &edit, &said), &said);
}

static enum exit_code change(struct cmd *c, const struct department_edit *edit)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, department_change(c->shop, c->arena, edit, &said), &said);
}

enum exit_code cmd_department_set(struct cmd *c)
{
	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return change(c, &(struct department_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .tax = cmd_option(c, "tax"),
		.active = cmd_option(c, "active") });
}

enum exit_code cmd_department_disable(struct cmd *c)
{
	return change(c, &(struct department_edit){ .code = cmd_operand(c, 0), .active = "no" });
}
