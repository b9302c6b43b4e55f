/* sales.c - sales over days and months. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"
#include "service/sales.h"

static void tell_row(struct cmd *c, const struct sales *s, const struct sales_row *row)
{
	out_text(c->out, row->code);
	out_text(c->out, row->name);
	out_int(c->out, row->times);
	out_int(c->out, row->qty_milli);
	out_int(c->out, row->amount_minor);
	if (s->before == SALES_ALONE)
		out_null(c->out);
	else
		out_int(c->out, row->before_minor);
}

enum exit_code cmd_report_sales(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "times", N_("Times"), OUT_NUMBER }, { "qty", N_("Pieces"), OUT_QTY },
		{ "amount", N_("Amount"), OUT_MONEY }, { "before", N_("Before"), OUT_MONEY },
	};
	const char *by = cmd_option(c, "by"), *compare = cmd_option(c, "compare"), *file = cmd_option(c, "file");
	int by_index = by ? name_index(sales_by_name, SALES_BYS, by) : SALES_BY_DAY;
	int before = compare ? name_index(sales_before_name, SALES_BEFORES, compare) : SALES_ALONE;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct sales s;
	int32_t from, to;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (by_index < 0)
		return cmd_usage(c, _("--by cannot be %s"), by);
	if (before < 0)
		return cmd_usage(c, _("--compare cannot be %s"), compare);
	e = sales_report(c->shop, c->arena, (enum sales_by)by_index, (enum sales_before)before, from, to, &s, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return cmd_to_file(c, sales_table(c->arena, &s), file);
	out_table(c->out, "sales", columns, COUNT(columns));
	for (int i = 0; i < s.count; i++)
		tell_row(c, &s, &s.list[i]);
	out_record(c->out, "all", columns, COUNT(columns));
	tell_row(c, &s, &s.all);
	return EXIT_DONE;
}

enum exit_code cmd_report_hours(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "weekday", N_("Weekday, Monday 1"), OUT_NUMBER }, { "hour", N_("Hour"), OUT_NUMBER },
		{ "times", N_("Receipts"), OUT_NUMBER }, { "amount", N_("Amount"), OUT_MONEY },
	};
	const char *file = cmd_option(c, "file");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct sales_heat heat;
	int32_t from, to;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = sales_heat(c->shop, c->arena, from, to, &heat, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return cmd_to_file(c, sales_heat_table(c->arena, &heat, from, to), file);
	out_table(c->out, "hours", columns, COUNT(columns));
	for (int w = 0; w < 7; w++)
		for (int h = 0; h < 24; h++) {
			if (!heat.times[w][h] && !heat.amount_minor[w][h])
				continue;
			out_int(c->out, w + 1);
			out_int(c->out, h);
			out_int(c->out, heat.times[w][h]);
			out_int(c->out, heat.amount_minor[w][h]);
		}
	return EXIT_DONE;
}
