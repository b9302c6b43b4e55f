/* device.c - the devices at the counters of the tills. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/devices.h"

enum exit_code cmd_device_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "name", N_("Name"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING },
		{ "protocol", N_("Speaks"), OUT_STRING }, { "address", N_("Where it is"), OUT_STRING },
		{ "options", N_("How its line is set"), OUT_STRING }, { "active", N_("In use"), OUT_YES },
	};
	const char *till = cmd_option(c, "till");
	struct device *list;
	int n;
	enum err e = devices_of(c->shop, c->arena, till, &list, &n);

	if (e == ERR_NOTFOUND)
		return till ? cmd_missing(c, _("till %s"), till) : cmd_usage(c, "%s", _("say which till: --till CODE"));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "devices", columns, 6);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].kind);
		out_text(c->out, list[i].protocol);
		out_text(c->out, list[i].address);
		out_text(c->out, list[i].options);
		out_int(c->out, list[i].active);
	}
	return EXIT_DONE;
}

enum exit_code cmd_device_add(struct cmd *c)
{
	const struct device_edit edit = { .terminal = cmd_option(c, "till"), .name = cmd_operand(c, 0),
		.kind = cmd_operand(c, 1), .protocol = cmd_operand(c, 2), .address = cmd_operand(c, 3),
		.options = cmd_option(c, "options") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, device_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_device_set(struct cmd *c)
{
	const struct device_edit edit = { .terminal = cmd_option(c, "till"), .name = cmd_operand(c, 0),
		.kind = cmd_option(c, "kind"), .protocol = cmd_option(c, "protocol"),
		.address = cmd_option(c, "address"), .options = cmd_option(c, "options"),
		.active = cmd_option(c, "active") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, device_change(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_device_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = device_remove(c->shop, c->arena, cmd_option(c, "till"), cmd_operand(c, 0), &said);

	return cmd_result(c, e, &said);
}
