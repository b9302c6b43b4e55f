/* shift.c - shifts: the acts of the till by command, and how they were counted. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/copies.h"
#include "service/report.h"
#include "service/till.h"

static enum exit_code till_act(struct cmd *c, enum action act, const char *arg)
{
	struct till *t;
	struct said said;
	enum err e = till_open(c->shop, &t);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	e = till_do(t, act, arg, c->arena, &said);
	till_close(t);
	return cmd_result(c, e, &said);
}

enum exit_code cmd_shift_open(struct cmd *c)
{
	return till_act(c, ACT_SHIFT_OPEN, cmd_operand(c, 0) ? cmd_operand(c, 0) : "");
}

enum exit_code cmd_shift_count(struct cmd *c)
{
	char *words = arena_strdup(c->arena, "");

	for (int i = 0; i < c->operand_count; i++)
		words = arena_printf(c->arena, "%s%s%s", words, i ? " " : "", c->operands[i]);
	return till_act(c, ACT_COUNT, words);
}

static const struct out_column count_columns[] = {
	{ "attempt", N_("Attempt"), OUT_NUMBER }, { "staff", N_("Staff"), OUT_STRING }, { "at", N_("Time"), OUT_TIME },
	{ "amount", N_("Amount"), OUT_MONEY }, { "pieces", N_("Notes and coins"), OUT_STRING },
};

enum exit_code cmd_shift_counts(struct cmd *c)
{
	struct drawer_count *list;
	int64_t shift_id;
	enum err e;
	int n;

	if (!cmd_number(cmd_operand(c, 0), &shift_id))
		return cmd_usage(c, _("%s is no number"), cmd_operand(c, 0));
	if ((e = report_counts(c->shop, c->arena, shift_id, &list, &n)) != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "counts", count_columns, COUNT(count_columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].attempt);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].at_ms);
		out_int(c->out, list[i].amount_minor);
		out_text(c->out, list[i].pieces);
	}
	return EXIT_DONE;
}

enum exit_code cmd_shift_close(struct cmd *c)
{
	return till_act(c, ACT_Z_REPORT, "");
}

static const struct out_column shift_list_columns[] = {
	{ "shift", N_("Shift"), OUT_ID }, { "terminal", N_("Terminal"), OUT_STRING },
	{ "opened_by", N_("Opened by"), OUT_STRING }, { "opened", N_("Opened"), OUT_TIME },
	{ "closed", N_("Closed"), OUT_TIME }, { "float", N_("Float"), OUT_MONEY },
	{ "over_short", N_("Over or short"), OUT_MONEY },
};

enum exit_code cmd_shift_list(struct cmd *c)
{
	struct shift_info *list;
	int n;
	enum err e = report_shifts(c->shop, c->arena, 100, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "shifts", shift_list_columns, COUNT(shift_list_columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_int(c->out, list[i].opened_at_ms);
		if (list[i].closed_at_ms)
			out_int(c->out, list[i].closed_at_ms);
		else
			out_null(c->out);
		out_int(c->out, list[i].float_minor);
		if (list[i].closed_at_ms)
			out_int(c->out, list[i].over_short_minor);
		else
			out_null(c->out);
	}
	return EXIT_DONE;
}

enum exit_code cmd_shift_copy(struct cmd *c)
{
	int64_t shift_id;
	struct said said;

	if (!cmd_number(cmd_operand(c, 0), &shift_id))
		return cmd_usage(c, _("%s is no number"), cmd_operand(c, 0));
	if (!cmd_option(c, "till"))
		return cmd_usage(c, "%s", _("--till is missing"));
	return cmd_result(c, copy_of_shift(c->shop, c->arena, shift_id, cmd_option(c, "till"), &said), &said);
}
