/* setting.c - the shop's settings. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"

static const struct out_column columns[] = {
	{ "name", N_("Setting"), OUT_STRING }, { "value", N_("Value"), OUT_STRING },
	{ "from", N_("Comes from"), OUT_STRING },
	{ "shipped", N_("Shipped"), OUT_STRING }, { "scope", N_("Scope"), OUT_STRING },
	{ "words", N_("What it is for"), OUT_STRING },
};

static void put(struct arena *a, struct out *o, const struct setting_info *s)
{
	const struct setting_entry *entry = &setting_table[s->id];

	out_text(o, entry->name);
	out_text(o, s->value);
	out_text(o, s->from);
	out_text(o, entry->def);
	out_text(o, entry->scope == SETTING_TERMINAL ? "terminal" : "shop");
	out_text(o, cmd_unit_words(a, entry->name, entry->help));
}

static enum exit_code read_all(struct cmd *c, struct setting_info **list, int *n)
{
	const char *till = cmd_option(c, "till");
	enum err e = settings_all(c->shop, c->arena, till, list, n);

	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("till %s"), till);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}

enum exit_code cmd_setting_list(struct cmd *c)
{
	struct setting_info *list;
	int n;
	enum exit_code code = read_all(c, &list, &n);

	if (code != EXIT_DONE)
		return code;
	out_table(c->out, "settings", columns, 6);
	for (int i = 0; i < n; i++)
		put(c->arena, c->out, &list[i]);
	return EXIT_DONE;
}

enum exit_code cmd_setting_get(struct cmd *c)
{
	struct setting_info *list;
	int n, id = setting_find(cmd_operand(c, 0));
	enum exit_code code = read_all(c, &list, &n);

	if (code != EXIT_DONE)
		return code;
	if (id < 0)
		return cmd_missing(c, _("setting %s"), cmd_operand(c, 0));
	out_record(c->out, "setting", columns, 6);
	put(c->arena, c->out, &list[id]);
	return EXIT_DONE;
}

enum exit_code cmd_setting_set(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = setting_set_at(c->shop, c->arena, cmd_operand(c, 0), cmd_operand(c, 1), cmd_option(c, "till"),
				    &said);

	return cmd_result(c, e, &said);
}
