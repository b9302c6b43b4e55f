/* role.c - what roles may do, and up to which figures. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"

enum exit_code cmd_role_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Role"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "grade", N_("Grade"), OUT_NUMBER },
	};
	struct role_info *list;
	int n;
	enum err e = roles_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "roles", columns, 4);
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_int(c->out, list[i].grade);
	}
	return EXIT_DONE;
}

enum exit_code cmd_role_show(struct cmd *c)
{
	static const struct out_column rights[] = {
		{ "right", N_("Right"), OUT_STRING }, { "words", N_("What it allows"), OUT_STRING },
		{ "may", N_("May"), OUT_YES },
	};
	static const struct out_column limits[] = {
		{ "limit", N_("Limit"), OUT_STRING }, { "words", N_("What it is for"), OUT_STRING },
		{ "value", N_("Up to"), OUT_NUMBER },
	};
	struct role_info *list, *role = NULL;
	int n;
	enum err e = roles_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].code, cmd_operand(c, 0)) == 0)
			role = &list[i];
	if (!role)
		return cmd_missing(c, _("role %s"), cmd_operand(c, 0));
	out_table(c->out, "rights", rights, 3);
	for (int p = 1; p < PERMISSIONS; p++) {
		out_text(c->out, permission_table[p].name);
		out_text(c->out, _(permission_table[p].words));
		out_int(c->out, role->may[p]);
	}
	out_table(c->out, "limits", limits, 3);
	for (int l = 0; l < LIMITS; l++) {
		out_text(c->out, limit_table[l].name);
		out_text(c->out, cmd_unit_words(c->arena, limit_table[l].name, limit_table[l].words));
		out_int(c->out, role->limit[l]);
	}
	return EXIT_DONE;
}

enum exit_code cmd_role_add(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = role_add(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), cmd_option(c, "name-en"),
		&said);

	return cmd_result(c, e, &said);
}

static enum exit_code permit(struct cmd *c, bool may)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = role_permit(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), may, &said);

	return cmd_result(c, e, &said);
}

enum exit_code cmd_role_grant(struct cmd *c)
{
	return permit(c, true);
}

enum exit_code cmd_role_revoke(struct cmd *c)
{
	return permit(c, false);
}

enum exit_code cmd_role_limit(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *text = cmd_operand(c, 2);
	int64_t value;
	enum err e;

	if (!cmd_number(text, &value))
		return cmd_usage(c, _("%s is no number"), text);
	e = role_limit_set(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), value, &said);
	return cmd_result(c, e, &said);
}
