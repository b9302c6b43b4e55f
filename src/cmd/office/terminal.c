/* terminal.c - the tills of the shop. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/jobs.h"
#include "service/master.h"

enum exit_code cmd_terminal_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "holder", N_("In use by"), OUT_STRING },
	};
	struct terminal_info *list;
	int n;
	enum err e = terminals_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "terminals", columns, 4);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].holder);
	}
	return EXIT_DONE;
}

enum exit_code cmd_terminal_add(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = terminal_add(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), &said);

	return cmd_result(c, e, &said);
}

enum exit_code cmd_terminal_devices(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "terminal", N_("Till"), OUT_STRING }, { "device", N_("Device"), OUT_STRING },
		{ "state", N_("State"), OUT_STRING }, { "detail", N_("What it said"), OUT_STRING },
		{ "at", N_("Time"), OUT_TIME },
	};
	struct device_info *list;
	int n;
	enum err e = devices_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "devices", columns, 5);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].health.device);
		out_text(c->out, list[i].health.state);
		out_text(c->out, list[i].health.detail);
		out_int(c->out, list[i].health.at_ms);
	}
	return EXIT_DONE;
}
