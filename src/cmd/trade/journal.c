/* journal.c - receipts found by what is asked of them, and copies ordered. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/report.h"

#define JOURNAL_ROWS 200

enum exit_code cmd_sale_journal(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "number", N_("Receipt"), OUT_STRING }, { "kind", N_("Kind"), OUT_STRING }, { "at", N_("Time"),
			OUT_TIME },
		{ "day", N_("Day"), OUT_DAY }, { "staff", N_("Cashier"), OUT_STRING }, { "total", N_("Total"),
			OUT_MONEY },
	};
	const struct receipts_filter f = { .from = cmd_option(c, "from"), .to = cmd_option(c, "to"),
		.terminal = cmd_option(c, "till"), .staff = cmd_option(c, "staff"), .kind = cmd_option(c, "kind"),
		.tender = cmd_option(c, "tender"), .least = cmd_option(c, "least"), .most = cmd_option(c, "most"),
		.code = cmd_option(c, "code") };
	const char *limit = cmd_option(c, "limit");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct receipt_row *list;
	int64_t most = JOURNAL_ROWS;
	int n;
	enum err e;

	if (limit && (!cmd_number(limit, &most) || most < 1 || most > 100000))
		return cmd_usage(c, _("--limit cannot be %s"), limit);
	e = receipts_matching(c->shop, c->arena, &f, 0, (int)most, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "receipts", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, document_kind_name(list[i].kind));
		out_int(c->out, list[i].at_ms);
		out_int(c->out, list[i].day);
		out_text(c->out, list[i].staff ? list[i].staff : "");
		out_int(c->out, list[i].total_minor);
	}
	return EXIT_DONE;
}

enum exit_code cmd_sale_copy(struct cmd *c)
{
	const char *till = cmd_option(c, "till");
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (!till)
		return cmd_usage(c, "%s", _("--till is missing"));
	return cmd_result(c, receipt_copy(c->shop, c->arena, cmd_operand(c, 0), till, &said), &said);
}
