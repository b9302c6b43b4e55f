/* goods_report.c - who was turned away, what concessions sold, and which slips of bottle machines were taken. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/goods.h"
#include "service/master.h"
#include "service/money.h"
#include "service/sheets.h"

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

/* --- bottle machines ---------------------------------------------------------------------------- */

enum exit_code cmd_report_bottle_slips(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "day", N_("Day"), OUT_DAY }, { "at", N_("Time"), OUT_TIME }, { "machine", N_("Machine"), OUT_STRING },
		{ "slip", N_("Slip"), OUT_STRING }, { "amount", N_("Amount"), OUT_MONEY },
		{ "till", N_("Till"), OUT_STRING }, { "document", N_("Document no."), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING },
	};
	const char *machine = cmd_operand(c, 0), *file = cmd_option(c, "file");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct slip_info *list;
	struct table *t;
	int32_t from, to;
	int n = 0;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = file ? sheet_bottle_slips(c->shop, c->arena, machine, from, to, &t, &said)
		: slips_paid(c->shop, c->arena, machine, from, to, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return cmd_to_file(c, t, file);
	out_table(c->out, "slips", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].day);
		out_int(c->out, list[i].at_ms);
		out_text(c->out, list[i].machine);
		out_text(c->out, list[i].slip);
		out_int(c->out, list[i].amount_minor);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].staff);
	}
	return EXIT_DONE;
}

static void put_sums(struct cmd *c, const struct slip_sum *sums, int n)
{
	static const struct out_column columns[] = {
		{ "day", N_("Day"), OUT_DAY }, { "machine", N_("Machine"), OUT_STRING },
		{ "slips", N_("Slips"), OUT_NUMBER }, { "amount", N_("Amount"), OUT_MONEY },
	};

	out_table(c->out, "machines", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		if (sums[i].day)
			out_int(c->out, sums[i].day);
		else
			out_null(c->out);
		out_text(c->out, sums[i].machine);
		out_int(c->out, sums[i].slips);
		out_int(c->out, sums[i].amount_minor);
	}
}

enum exit_code cmd_report_bottle_machines(struct cmd *c)
{
	const char *choice = cmd_option(c, "by"), *file = cmd_option(c, "file");
	int by = choice ? name_index(slips_by_name, SLIPS_BYS, choice) : SLIPS_BY_DAY_AND_MACHINE;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct slip_info *list;
	struct slip_sum *sums;
	struct table *t;
	int32_t from, to;
	int n = 0;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (by < 0)
		return cmd_usage(c, _("--by cannot be %s"), choice);
	e = file ? sheet_bottle_machines(c->shop, c->arena, (enum slips_by)by, from, to, &t, &said)
		: slips_paid(c->shop, c->arena, NULL, from, to, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return cmd_to_file(c, t, file);
	slips_sum(c->arena, list, n, (enum slips_by)by, &sums, &n);
	put_sums(c, sums, n);
	return EXIT_DONE;
}
