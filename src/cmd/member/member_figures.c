/* member_figures.c - what a member had and bought by month and category, to read and as a file. */
#include "service/member_figures.h"

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/master.h"

static void put_figures(struct cmd *c, const struct member_figures *f)
{
	static const struct out_column months[] = {
		{ "month", N_("Month"), OUT_STRING }, { "value_in", N_("In"), OUT_MONEY },
		{ "value_out", N_("Out"), OUT_MONEY }, { "value", N_("Stored value"), OUT_MONEY },
		{ "points_in", N_("In"), OUT_NUMBER }, { "points_out", N_("Out"), OUT_NUMBER },
		{ "points", N_("Points"), OUT_NUMBER }, { "visits", N_("Visits"), OUT_NUMBER },
		{ "bought", N_("Bought"), OUT_MONEY },
	}, groups[] = {
		{ "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "qty", N_("Pieces"), OUT_QTY }, { "bought", N_("Bought"), OUT_MONEY },
	};

	out_table(c->out, "months", months, COUNT(months));
	for (int i = 0; i < f->month_count; i++) {
		const struct member_month *m = &f->months[i];

		out_text(c->out, arena_printf(c->arena, "%04d-%02d", (int)m->month / 100, (int)m->month % 100));
		out_int(c->out, m->value_in_minor);
		out_int(c->out, m->value_out_minor);
		out_int(c->out, m->value_after_minor);
		out_int(c->out, m->points_in);
		out_int(c->out, m->points_out);
		out_int(c->out, m->points_after);
		out_int(c->out, m->visits);
		out_int(c->out, m->bought_minor);
	}
	out_table(c->out, "categories", groups, COUNT(groups));
	for (int i = 0; i < f->group_count; i++) {
		out_text(c->out, f->groups[i].code);
		out_text(c->out, f->groups[i].name);
		out_int(c->out, f->groups[i].qty_milli);
		out_int(c->out, f->groups[i].bought_minor);
	}
}

enum exit_code cmd_member_figures(struct cmd *c)
{
	const char *file = cmd_option(c, "file"), *chart = cmd_option(c, "chart");
	int which = chart ? name_index(member_chart_name, MEMBER_CHARTS, chart) : CHART_MONTHS;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct member_figures f;
	int32_t from, to;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (which < 0)
		return cmd_usage(c, _("--chart cannot be %s"), chart);
	if (!cmd_flag(c, "from"))
		from = day_add_months(to / 100 * 100 + 1, -11);
	if (file && !shop_may(c->shop, PERM_MEMBER_EXPORT))
		return cmd_fail(c, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED,
			{ _(permission_table[PERM_MEMBER_EXPORT].words), NULL } });
	e = member_figures(c->shop, c->arena, cmd_operand(c, 0), from, to, &f, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	if (file)
		return cmd_to_file(c, member_figures_table(c->arena, &f, (enum member_chart)which), file);
	put_figures(c, &f);
	return EXIT_DONE;
}
