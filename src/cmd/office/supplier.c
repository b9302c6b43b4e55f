/* supplier.c - whose goods are sold. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/goods.h"

enum exit_code cmd_supplier_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "kind", N_("Kind"), OUT_STRING }, { "deduction", N_("Deduction %"), OUT_PERCENT },
		{ "guaranteed", N_("Guaranteed a month"), OUT_MONEY }, { "active", N_("Active"), OUT_YES },
	};
	struct supplier *list;
	int n = 0;
	enum err e = suppliers_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "suppliers", columns, 7);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, supplier_kind_name[list[i].kind]);
		out_int(c->out, list[i].deduction_bp);
		out_int(c->out, list[i].guaranteed_minor);
		out_int(c->out, list[i].active);
	}
	return EXIT_DONE;
}

static enum exit_code options(struct cmd *c, struct supplier_edit *edit)
{
	*edit = (struct supplier_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.kind = cmd_option(c, "kind"), .deduction = cmd_option(c, "deduction"),
		.guaranteed = cmd_option(c, "guaranteed"), .active = cmd_option(c, "active") };
	return cmd_read_day(c, cmd_option(c, "from"), &edit->from_day);
}

enum exit_code cmd_supplier_add(struct cmd *c)
{
	struct supplier_edit edit;
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code = options(c, &edit);

	if (code != EXIT_DONE)
		return code;
	edit.name = cmd_operand(c, 1);
	return cmd_result(c, supplier_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_supplier_set(struct cmd *c)
{
	struct supplier_edit edit;
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code = options(c, &edit);

	if (code != EXIT_DONE)
		return code;
	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, supplier_change(c->shop, c->arena, &edit, &said), &said);
}
