/* export.c - the journal for accounting, by command. */
#include "service/books.h"

#include <stdio.h>

#include "base/tr.h"
#include "cmd/cmd.h"

static const struct out_column run_columns[] = {
	{ "run", N_("Run"), OUT_NUMBER }, { "from", N_("From"), OUT_DAY }, { "to", N_("To"), OUT_DAY },
	{ "by_document", N_("By document"), OUT_YES }, { "digest", N_("Digest"), OUT_STRING },
	{ "debit", N_("Debit"), OUT_MONEY }, { "staff", N_("By"), OUT_STRING }, { "at", N_("Time"), OUT_TIME },
};
static const struct out_column account_columns[] = {
	{ "account", N_("Account"), OUT_STRING }, { "number", N_("Document no."), OUT_STRING },
};

enum exit_code cmd_export_journal(struct cmd *c)
{
	struct books_request request = { .by_document = cmd_flag(c, "by-document"), .again = cmd_flag(c, "again") };
	struct books_run run;
	struct said said;
	char *text;
	size_t n;
	enum exit_code code = cmd_days(c, &request.from, &request.to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (!cmd_flag(c, "from") || !cmd_flag(c, "to") || request.from > request.to)
		return cmd_usage(c, _("from which day to which? Give --from and --to, as 2026-11-21"));
	e = books_export(c->shop, c->arena, &request, &text, &n, &run, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_nothing(c->out);
	if (fwrite(text, 1, n, stdout) != n || fflush(stdout) != 0)
		return cmd_fail(c, ERR_IO, NULL);
	fprintf(stderr, _("export %d, %s\n"), run.run, run.digest);
	return EXIT_DONE;
}

enum exit_code cmd_export_runs(struct cmd *c)
{
	struct books_run *list;
	int n;
	enum err e = books_runs(c->shop, c->arena, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "runs", run_columns, COUNT(run_columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].run);
		out_int(c->out, list[i].from);
		out_int(c->out, list[i].to);
		out_int(c->out, list[i].by_document);
		out_text(c->out, list[i].digest);
		out_int(c->out, list[i].debit_minor);
		out_text(c->out, list[i].staff);
		out_int(c->out, list[i].at_ms);
	}
	return EXIT_DONE;
}

enum exit_code cmd_export_accounts(struct cmd *c)
{
	struct books_account *list;
	int n = books_accounts(c->shop, c->arena, &list);

	out_table(c->out, "accounts", account_columns, COUNT(account_columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].name);
		out_text(c->out, list[i].number);
	}
	return EXIT_DONE;
}
