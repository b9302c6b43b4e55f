/* tax.c - the tax rates. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/shop.h"
#include "service/trade.h"

enum exit_code cmd_tax_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "code", N_("Code"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "name_en", N_("English name"), OUT_STRING }, { "rate", N_("Percent"), OUT_PERCENT },
		{ "included", N_("In the price"), OUT_YES },
	};
	const struct tax_rate *list;
	int n = shop_tax_rates(c->shop, &list);

	out_table(c->out, "taxes", columns, 6);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_text(c->out, list[i].code);
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].name_en);
		out_int(c->out, list[i].rate_bp);
		out_int(c->out, list[i].included);
	}
	return EXIT_DONE;
}

enum exit_code cmd_tax_show(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "from", N_("From"), OUT_DAY }, { "rate", N_("Percent"), OUT_PERCENT },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct tax_period *list;
	int n;
	enum err e = tax_periods(c->shop, c->arena, cmd_operand(c, 0), &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "rates", columns, 2);
	for (int i = 0; i < n; i++) {
		if (list[i].from_day)
			out_int(c->out, list[i].from_day);
		else
			out_null(c->out);
		out_int(c->out, list[i].rate_bp);
	}
	return EXIT_DONE;
}

enum exit_code cmd_tax_add(struct cmd *c)
{
	const struct tax_edit edit = { .code = cmd_operand(c, 0), .name = cmd_operand(c, 1),
		.rate = cmd_operand(c, 2), .name_en = cmd_option(c, "name-en"),
		.excluded = cmd_flag(c, "excluded") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, tax_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_tax_set(struct cmd *c)
{
	struct tax_edit edit = { .code = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.rate = cmd_option(c, "rate"), .name_en = cmd_option(c, "name-en") };
	const char *from = cmd_option(c, "from");
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum exit_code code;

	if (c->option_count == 0 || (from && !edit.rate))
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	code = cmd_read_day(c, from, &edit.from_day);
	if (code != EXIT_DONE)
		return code;
	return cmd_result(c, tax_change(c->shop, c->arena, &edit, &said), &said);
}
