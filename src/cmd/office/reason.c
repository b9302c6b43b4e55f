/* reason.c - what may be answered where a reason is asked. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"
#include "service/trade.h"

enum exit_code cmd_reason_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "kind", N_("Asked at"), OUT_STRING },
		{ "digit", N_("Digit"), OUT_NUMBER },
		{ "name", N_("Name"), OUT_STRING }, { "name_en", N_("English name"), OUT_STRING },
	};
	const char *wanted = cmd_operand(c, 0);

	if (wanted && name_index(reason_kind_name, REASON_KINDS, wanted) < 1)
		return cmd_usage(c, _("there is no kind of reason %s"), wanted);
	out_table(c->out, "reasons", columns, 5);
	for (int kind = 1; kind < REASON_KINDS; kind++) {
		const char *name = reason_kind_name[kind];
		bool skip = !name || (wanted && strcmp(wanted, name) != 0);
		const struct reason *list;
		int n = skip ? 0 : shop_reasons(c->shop, kind, &list);

		for (int i = 0; i < n; i++) {
			out_int(c->out, list[i].id);
			out_text(c->out, name);
			out_int(c->out, list[i].digit);
			out_text(c->out, list[i].name);
			out_text(c->out, list[i].name_en);
		}
	}
	return EXIT_DONE;
}

enum exit_code cmd_reason_add(struct cmd *c)
{
	const struct reason_edit edit = { .kind = cmd_operand(c, 0), .digit = cmd_operand(c, 1),
		.name = cmd_operand(c, 2), .name_en = cmd_option(c, "name-en") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, reason_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_reason_set(struct cmd *c)
{
	const struct reason_edit edit = { .kind = cmd_operand(c, 0), .digit = cmd_operand(c, 1),
		.name = cmd_option(c, "name"), .name_en = cmd_option(c, "name-en"),
		.new_digit = cmd_option(c, "digit") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, reason_change(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_reason_disable(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = reason_disable(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), &said);

	return cmd_result(c, e, &said);
}
