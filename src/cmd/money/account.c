/* account.c - customers who buy on account. */
#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "model/document.h"
#include "service/copies.h"
#include "service/money.h"
#include "service/sheets.h"

static const struct out_column account_columns[] = {
	{ "number", N_("Account no."), OUT_ID }, { "name", N_("Name"), OUT_STRING },
	{ "phone", N_("Phone"), OUT_STRING },
	{ "balance", N_("Owes"), OUT_MONEY }, { "limit", N_("Limit"), OUT_MONEY },
	{ "terms", N_("Days to pay"), OUT_NUMBER }, { "persons", N_("May sign"), OUT_STRING },
	{ "active", N_("Active"), OUT_YES },
};

static void out_account(struct cmd *c, const struct house_row *h)
{
	out_int(c->out, h->id);
	out_text(c->out, h->name);
	out_text(c->out, h->phone);
	out_int(c->out, h->balance_minor);
	out_int(c->out, h->limit_minor);
	out_int(c->out, h->terms_days);
	out_text(c->out, h->persons);
	out_int(c->out, !h->disabled);
}

enum exit_code cmd_account_list(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct house_row *list;
	int n = 0;
	enum err e = house_all(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_table(c->out, "accounts", account_columns, COUNT(account_columns));
	for (int i = 0; i < n; i++)
		out_account(c, &list[i]);
	return EXIT_DONE;
}

static struct house_edit edit_of(const struct cmd *c)
{
	return (struct house_edit){ .number = cmd_operand(c, 0), .name = cmd_option(c, "name"),
		.phone = cmd_option(c, "phone"), .limit = cmd_option(c, "limit"), .terms = cmd_option(c, "terms"),
		.persons = cmd_option(c, "persons"), .active = cmd_option(c, "active") };
}

enum exit_code cmd_account_add(struct cmd *c)
{
	struct house_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	edit.name = cmd_operand(c, 1);
	return cmd_result(c, house_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_account_set(struct cmd *c)
{
	const struct house_edit edit = edit_of(c);
	struct said said = { MSG_NONE, { NULL, NULL } };

	if (c->option_count == 0)
		return cmd_usage(c, "%s", _("nothing is to be changed"));
	return cmd_result(c, house_set(c->shop, c->arena, &edit, &said), &said);
}

static void out_statement(struct cmd *c, const struct house_sheet *s)
{
	static const struct out_column sums[] = {
		{ "from", N_("From"), OUT_DAY }, { "to", N_("Until"), OUT_DAY },
		{ "opening", N_("Balance before"), OUT_MONEY }, { "closing", N_("Balance after"), OUT_MONEY },
		{ "not_due", N_("Not due"), OUT_MONEY }, { "over_1", N_("1 to 30 days over"), OUT_MONEY },
		{ "over_31", N_("31 to 60 days over"), OUT_MONEY }, { "over_61", N_("More than 60 days over"),
			OUT_MONEY },
	};
	static const struct out_column lines[] = {
		{ "at", N_("At"), OUT_TIME }, { "day", N_("Day"), OUT_DAY }, { "kind", N_("Kind"), OUT_STRING },
		{ "number", N_("Document no."), OUT_STRING }, { "amount", N_("Amount"), OUT_MONEY },
		{ "balance", N_("Owes"), OUT_MONEY },
	};

	out_record(c->out, "account", account_columns, COUNT(account_columns));
	out_account(c, &s->row);
	out_record(c->out, "statement", sums, COUNT(sums));
	out_int(c->out, s->from);
	out_int(c->out, s->to);
	out_int(c->out, s->opening_minor);
	out_int(c->out, s->closing_minor);
	for (int i = 0; i < AGES; i++)
		out_int(c->out, s->ages[i]);
	out_table(c->out, "lines", lines, COUNT(lines));
	for (int i = 0; i < s->line_count; i++) {
		out_int(c->out, s->lines[i].at_ms);
		out_int(c->out, s->lines[i].day);
		out_text(c->out, document_kind_name(s->lines[i].kind));
		out_text(c->out, s->lines[i].number);
		out_int(c->out, s->lines[i].amount_minor);
		out_int(c->out, s->lines[i].balance_minor);
	}
}

enum exit_code cmd_account_print(struct cmd *c)
{
	const char *till = cmd_option(c, "till");
	struct said said = { MSG_NONE, { NULL, NULL } };
	int32_t first, last;
	enum exit_code code = cmd_recent(c, &first, &last);

	if (code != EXIT_DONE)
		return code;
	if (!till)
		return cmd_usage(c, "%s", _("--till is missing"));
	return cmd_result(c, paper_statement(c->shop, c->arena, cmd_operand(c, 0), first, last, till, &said), &said);
}

enum exit_code cmd_account_statement(struct cmd *c)
{
	const char *file = cmd_option(c, "file");
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct house_sheet s;
	int32_t first, last;
	enum exit_code code = cmd_recent(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = house_statement(c->shop, c->arena, cmd_operand(c, 0), first, last, &s, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	if (file)
		return cmd_to_file(c, sheet_statement(c->arena, &s), file);
	out_statement(c, &s);
	return EXIT_DONE;
}
