/* tender.c - the means of payment. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"
#include "service/trade.h"

enum exit_code cmd_tender_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "flags", N_("Flags"), OUT_STRING }, { "reference", N_("Reference"), OUT_STRING },
		{ "position", N_("Position"), OUT_NUMBER },
	};
	const struct tender *list;
	int n = shop_tenders(c->shop, &list);

	out_table(c->out, "tenders", columns, 8);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_text(c->out, tender_kind_name[list[i].kind]);
		out_text(c->out, flags_text(c->arena, tender_flag_names, list[i].flags));
		out_text(c->out, list[i].reference_pattern);
		out_int(c->out, list[i].position);
	}
	return EXIT_DONE;
}

/* All that can be said of one; what is not said stays, or is the default. */
static struct tender_edit edit_of(const struct cmd *c)
{
	return (struct tender_edit){ .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.name_en = cmd_option(c, "name-en"), .kind = cmd_option(c, "kind"), .flags = cmd_option(c, "flags"),
		.reference = cmd_option(c, "reference"), .position = cmd_option(c, "position"),
		.active = cmd_option(c, "active") };
}

enum exit_code cmd_tender_add(struct cmd *c)
{
	struct tender_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	if (!edit.kind)
		return cmd_usage(c, "%s", _("--kind is missing: card or qr"));
	return cmd_result(c, tender_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_tender_set(struct cmd *c)
{
	const struct tender_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, tender_change(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_tender_disable(struct cmd *c)
{
	const struct tender_edit edit = { .code = cmd_operand(c, 0), .active = "no" };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, tender_change(c->shop, c->arena, &edit, &said), &said);
}
