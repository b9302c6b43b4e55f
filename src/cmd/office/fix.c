/* fix.c - what of the goods on file wants mending. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/fixes.h"

enum exit_code cmd_fix_count(struct cmd *c)
{
	static const struct out_column columns[] = { { "kind", N_("Kind"), OUT_STRING },
		{ "words", N_("What is wrong"), OUT_STRING }, { "count", N_("Count"), OUT_NUMBER } };
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t counts[FIXES];
	enum err e = fixes_count(c->shop, true, counts, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "fixes", columns, 3);
	for (int i = 0; i < FIXES; i++) {
		out_text(c->out, fix_table[i].name);
		out_text(c->out, _(fix_table[i].words));
		out_int(c->out, counts[i]);
	}
	return EXIT_DONE;
}

static void int_or_null(struct out *o, int64_t value, bool known)
{
	if (known)
		out_int(o, value);
	else
		out_null(o);
}

static void tell(struct cmd *c, enum fix fix, const struct fix_item *list, int n)
{
	for (int i = 0; i < n; i++) {
		const struct fix_item *f = &list[i];

		out_text(c->out, fix_table[fix].name);
		out_text(c->out, f->number);
		out_text(c->out, f->name);
		out_text(c->out, f->code);
		int_or_null(c->out, f->price_minor, f->price_minor >= 0);
		int_or_null(c->out, f->cost_minor, f->cost_minor > 0);
		int_or_null(c->out, f->at_ms, f->at_ms != 0);
		int_or_null(c->out, f->times, f->times != 0);
		out_text(c->out, f->terminal);
		out_text(c->out, f->department);
	}
}

enum exit_code cmd_fix_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "kind", N_("Kind"), OUT_STRING }, { "number", N_("Article no."), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "code", N_("Code"), OUT_STRING },
		{ "price", N_("Selling price"), OUT_MONEY }, { "cost", N_("Cost"), OUT_MONEY },
		{ "at", N_("Time"), OUT_TIME }, { "times", N_("Times"), OUT_NUMBER },
		{ "terminal", N_("Till"), OUT_STRING }, { "department", N_("Dept."), OUT_STRING },
	};
	const char *kind = cmd_operand(c, 0);
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct fix_item *list;
	enum err e = OK;
	int n;

	if (kind && fix_find(kind) == FIXES)
		return cmd_usage(c, _("there is no kind %s; zhanggui fix count names them"), kind);
	out_table(c->out, "fixes", columns, 10);
	for (int i = 0; e == OK && i < FIXES; i++) {
		if (kind ? fix_find(kind) != (enum fix)i : !fix_table[i].counts)
			continue;
		e = fixes_list(c->shop, c->arena, (enum fix)i, &list, &n, &said);
		if (e == OK)
			tell(c, (enum fix)i, list, n);
	}
	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}

enum exit_code cmd_fix_resolve(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = fix_resolve(c->shop, c->arena, cmd_operand(c, 0), cmd_option(c, "article"), &said);

	return cmd_result(c, e, &said);
}
