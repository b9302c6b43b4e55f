/* commission.c - who sold what, what they get for it, and what they are to sell. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/commission.h"

enum exit_code cmd_commission_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "goods", N_("Goods"), OUT_STRING }, { "code", N_("Code"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "rate", N_("Rate %"), OUT_PERCENT },
		{ "piece", N_("A piece"), OUT_MONEY }, { "from", N_("From"), OUT_DAY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct commission_info *list;
	int n = 0;
	enum err e = commission_all(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "commissions", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, scope_name[list[i].rate.scope]);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].rate.rate_bp);
		out_int(c->out, list[i].rate.piece_minor);
		out_int(c->out, list[i].rate.from_day);
	}
	return EXIT_DONE;
}

enum exit_code cmd_commission_set(struct cmd *c)
{
	struct commission_edit edit = { cmd_operand(c, 0), cmd_operand(c, 1), cmd_option(c, "rate"),
		cmd_option(c, "piece"), 0 };
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code = cmd_read_day(c, cmd_option(c, "from"), &edit.from_day);

	if (code != EXIT_DONE)
		return code;
	return cmd_result(c, commission_set(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_target_set(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	int32_t month;

	if (!month_read(cmd_operand(c, 1), &month))
		return cmd_usage(c, _("%s is no month, as 2026-11"), cmd_operand(c, 1));
	return cmd_result(c, target_set(c->shop, c->arena, cmd_operand(c, 0), month, cmd_operand(c, 2), &said), &said);
}

enum exit_code cmd_report_commission(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "staff", N_("Number"), OUT_STRING }, { "staff_name", N_("Sold by"), OUT_STRING },
		{ "goods", N_("Goods"), OUT_STRING }, { "code", N_("Code"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "sales", N_("Sales"), OUT_MONEY },
		{ "returns", N_("Returns"), OUT_MONEY }, { "net", N_("Net"), OUT_MONEY },
		{ "qty", N_("Quantity"), OUT_QTY }, { "rate", N_("Rate %"), OUT_PERCENT },
		{ "piece", N_("A piece"), OUT_MONEY }, { "commission", N_("Commission"), OUT_MONEY },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	int32_t first, last;
	struct commission_row *list;
	int n = 0;
	enum exit_code code = cmd_month(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = report_commission(c->shop, c->arena, cmd_operand(c, 0), first, last, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "commissions", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct commission_rate *rate = &list[i].of.rate;

		out_text(c->out, list[i].number);
		out_text(c->out, list[i].staff);
		out_text(c->out, scope_name[rate->scope]);
		out_text(c->out, list[i].of.code);
		out_text(c->out, list[i].of.name);
		out_int(c->out, list[i].sales_minor);
		out_int(c->out, list[i].returns_minor);
		out_int(c->out, list[i].net_minor);
		out_int(c->out, list[i].qty_milli);
		out_int(c->out, rate->rate_bp);
		out_int(c->out, rate->piece_minor);
		out_int(c->out, list[i].commission_minor);
	}
	return EXIT_DONE;
}

enum exit_code cmd_report_targets(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "staff", N_("Number"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "target", N_("To sell"), OUT_MONEY }, { "net", N_("Sold so far"), OUT_MONEY },
		{ "reached", N_("Reached %"), OUT_PERCENT },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *text = cmd_operand(c, 0);
	int32_t month = shop_business_day(c->shop) / 100;
	struct target_told *list;
	int n = 0;
	enum err e;

	if (text && !month_read(text, &month))
		return cmd_usage(c, _("%s is no month, as 2026-11"), text);
	e = report_targets(c->shop, c->arena, month, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "targets", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].staff);
		out_int(c->out, list[i].target_minor);
		out_int(c->out, list[i].net_minor);
		out_int(c->out, list[i].reached_bp);
	}
	return EXIT_DONE;
}
