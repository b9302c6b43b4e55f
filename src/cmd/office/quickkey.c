/* quickkey.c - the quick keys of the tills. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/goods.h"

enum exit_code cmd_quickkey_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "page", N_("Page"), OUT_NUMBER }, { "position", N_("Digit"), OUT_NUMBER },
		{ "label", N_("Label"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "target", N_("Does"), OUT_STRING }, { "sign", N_("Sign"), OUT_STRING },
		{ "colour", N_("Colour"), OUT_STRING }, { "terminal", N_("Till"), OUT_STRING },
	};
	struct quick_key *list;
	int n = 0;
	enum err e = quick_all(c->shop, c->arena, cmd_option(c, "till"), &list, &n);

	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("till %s"), cmd_option(c, "till"));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "quick_keys", columns, 8);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].page);
		out_int(c->out, list[i].position);
		out_text(c->out, list[i].label);
		out_text(c->out, quick_kind_name[list[i].kind]);
		out_text(c->out, list[i].target);
		out_text(c->out, list[i].sign);
		out_text(c->out, quick_colour_name[list[i].colour]);
		out_text(c->out, list[i].terminal);
	}
	return EXIT_DONE;
}

enum exit_code cmd_quickkey_set(struct cmd *c)
{
	struct quick_edit edit = { .page = cmd_operand(c, 0), .position = cmd_operand(c, 1),
		.kind = cmd_operand(c, 2), .target = cmd_operand(c, 3), .label = cmd_operand(c, 4),
		.sign = cmd_option(c, "sign"), .colour = cmd_option(c, "colour"), .terminal = cmd_option(c, "till") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, quick_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_quickkey_clear(struct cmd *c)
{
	struct quick_edit edit = { .page = cmd_operand(c, 0), .position = cmd_operand(c, 1),
		.terminal = cmd_option(c, "till") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, quick_clear(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_quickkey_import(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	int line = 0;
	enum err e = quick_import(c->shop, c->arena, cmd_operand(c, 0), cmd_option(c, "till"), &line, &said);

	if (e != OK && line)
		fprintf(stderr, "%s:%d: ", cmd_operand(c, 0), line);
	return cmd_result(c, e, &said);
}
