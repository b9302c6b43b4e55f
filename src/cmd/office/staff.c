/* staff.c - the people of the shop, and its scripts. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/paths.h"
#include "service/staff.h"

enum exit_code cmd_staff_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "number", N_("Number"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "role", N_("Role"), OUT_STRING }, { "active", N_("Active"), OUT_YES },
		{ "card", N_("Staff card"), OUT_YES }, { "wrong_pins", N_("Wrong PINs"), OUT_NUMBER },
		{ "locked_until", N_("Locked until"), OUT_TIME },
	};
	struct staff_info *list;
	int n;
	enum err e = staff_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "staff", columns, 8);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].role);
		out_int(c->out, list[i].active);
		out_int(c->out, list[i].has_card);
		out_int(c->out, list[i].failed);
		if (list[i].locked_until_ms)
			out_int(c->out, list[i].locked_until_ms);
		else
			out_null(c->out);
	}
	return EXIT_DONE;
}

enum exit_code cmd_staff_add(struct cmd *c)
{
	const char *role = cmd_option(c, "role"), *card = cmd_option(c, "card");
	struct staff_new who = { .number = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.role = role ? role : "cashier", .card = card ? card : "" };
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX];
	enum exit_code code = cmd_new_pin(c, _("New PIN"), pin);

	if (code != EXIT_DONE)
		return code;
	who.pin = pin;
	code = cmd_result(c, staff_add(c->shop, c->arena, &who, &said), &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}

enum exit_code cmd_staff_set(struct cmd *c)
{
	struct staff_change change = { .name = cmd_option(c, "name"), .role = cmd_option(c, "role"),
		.card = cmd_option(c, "card"), .active = cmd_option(c, "active") };
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX] = "";
	enum exit_code code = EXIT_DONE;

	if (!change.name && !change.role && !change.card && !change.active)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	if (cmd_flag(c, "pin")) {
		code = cmd_new_pin(c, _("New PIN"), pin);
		change.pin = pin;
	}
	if (code == EXIT_DONE)
		code = cmd_result(c, staff_change(c->shop, c->arena, cmd_operand(c, 0), &change, &said), &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}

enum exit_code cmd_staff_pin(struct cmd *c)
{
	const char *number = cmd_operand(c, 0) ? cmd_operand(c, 0) : c->front->as;
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX];
	enum exit_code code;

	if (!shop_staff(c->shop)->id)
		return front_error(EXIT_REFUSED, "%s", _("Nobody is signed on. Give --as NUMBER"));
	code = cmd_new_pin(c, _("New PIN"), pin);
	if (code == EXIT_DONE)
		code = cmd_result(c, staff_pin(c->shop, c->arena, number, pin, &said), &said);
	explicit_bzero(pin, sizeof pin);
	return code;
}

enum exit_code cmd_staff_unlock(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, staff_unlock(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}

/* --- the keys of scripts ------------------------------------------------------------------- */

enum exit_code cmd_staff_key_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "name", N_("Name"), OUT_STRING }, { "unix_user", N_("Unix user"), OUT_STRING },
		{ "role", N_("Role"), OUT_STRING }, { "made", N_("Made"), OUT_TIME },
		{ "revoked", N_("Revoked"), OUT_TIME },
	};
	struct script_info *list;
	int n;
	enum err e = scripts_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "scripts", columns, 5);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].unix_user);
		out_text(c->out, list[i].role);
		out_int(c->out, list[i].made_at_ms);
		if (list[i].revoked_at_ms)
			out_int(c->out, list[i].revoked_at_ms);
		else
			out_null(c->out);
	}
	return EXIT_DONE;
}

enum exit_code cmd_staff_key_add(struct cmd *c)
{
	const char *name = cmd_operand(c, 0), *file = cmd_option(c, "file");
	struct script_new script = { .name = name, .unix_user = cmd_option(c, "unix-user"),
		.role = cmd_option(c, "role"), .file = file };
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (!script.unix_user || !script.role)
		return cmd_usage(c, "%s", _("for whom, and with which rights? Give --unix-user and --role"));
	if (!file)
		script.file = paths_beside(c->arena, c->front->shop.store_url, arena_printf(c->arena, "%s.key", name));
	return cmd_result(c, script_add(c->shop, c->arena, &script, &said), &said);
}

enum exit_code cmd_staff_key_revoke(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, script_revoke(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}
