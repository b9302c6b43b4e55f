/* goods_report.c - who was turned away, and what concessions sold. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/goods.h"

#define REFUSALS_MOST 1000

enum exit_code cmd_report_refusals(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "at", N_("Time"), OUT_TIME }, { "terminal", N_("Till"), OUT_STRING },
		{ "staff", N_("Cashier"), OUT_STRING }, { "number", N_("Article no."), OUT_STRING },
		{ "name", N_("Article"), OUT_STRING }, { "why", N_("Why"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct refusal *list;
	int32_t first = 0, last = 0;
	int n = 0;
	enum exit_code code = cmd_days(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = report_refusals(c->shop, c->arena, first, last, REFUSALS_MOST, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "refusals", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].at_ms);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].article);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].why);
	}
	return EXIT_DONE;
}

enum exit_code cmd_report_concession(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "supplier", N_("Supplier"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "day", N_("Day"), OUT_DAY }, { "sales", N_("Sales"), OUT_MONEY },
		{ "returns", N_("Returns"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY },
		{ "deduction_rate", N_("Deduction %"), OUT_PERCENT }, { "deduction", N_("Deduction"), OUT_MONEY },
		{ "guarantee", N_("To the guarantee"), OUT_MONEY }, { "due", N_("Due"), OUT_MONEY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct concession_row *list;
	int32_t first, last;
	int n = 0;
	enum exit_code code = cmd_month(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = report_concession(c->shop, c->arena, cmd_operand(c, 0), first, last, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "concessions", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].supplier);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].day);
		out_int(c->out, list[i].sales_minor);
		out_int(c->out, list[i].returns_minor);
		out_int(c->out, list[i].net_minor);
		out_int(c->out, list[i].deduction_bp);
		out_int(c->out, list[i].deduction_minor);
		out_int(c->out, list[i].guarantee_minor);
		out_int(c->out, list[i].due_minor);
	}
	return EXIT_DONE;
}
