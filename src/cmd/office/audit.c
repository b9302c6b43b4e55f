/* audit.c - what is on record, and what a manager watches. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/audits.h"

#define LIMIT_USUAL 50

/* A time of an option; false when it is none. */
static bool read_time(struct cmd *c, const char *name, int64_t *at_ms)
{
	const char *text = cmd_option(c, name);

	return !text || clock_parse(text, at_ms) == OK;
}

enum exit_code cmd_audit_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "link", N_("Link"), OUT_ID }, { "at", N_("Time"), OUT_TIME }, { "terminal", N_("Till"), OUT_STRING },
		{ "staff", N_("Staff"), OUT_STRING }, { "approver", N_("Approved by"), OUT_STRING },
		{ "action", N_("Action"), OUT_STRING }, { "amount", N_("Amount"), OUT_MONEY },
		{ "reason", N_("Reason"), OUT_STRING }, { "number", N_("Document no."), OUT_STRING },
		{ "detail", N_("Detail"), OUT_STRING },
	};
	struct audit_query query = { .staff = cmd_option(c, "staff"), .terminal = cmd_option(c, "till"),
		.action = cmd_option(c, "action") };
	const struct audit_cursor newest = { 0, 0, 0 };
	const char *limit = cmd_option(c, "limit");
	struct said said = { MSG_NONE, { NULL, NULL } };
	int64_t most = LIMIT_USUAL;
	struct audit_told *list;
	int n;
	enum err e;

	if (!read_time(c, "from", &query.from_ms) || !read_time(c, "until", &query.until_ms))
		return cmd_usage(c, "%s", _("a time is written as 2026-11-21 or 2026-11-21T18:00"));
	if (limit && (!cmd_number(limit, &most) || most < 1 || most > AUDITS_MAX))
		return cmd_usage(c, _("--limit is a number from 1 to %d"), AUDITS_MAX);
	e = audits_list(c->shop, c->arena, &query, &newest, (int)most, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "audit", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].row.seal_id);
		out_int(c->out, list[i].row.at_ms);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_text(c->out, list[i].approver);
		out_text(c->out, list[i].row.action);
		out_int(c->out, list[i].row.amount_minor);
		out_text(c->out, list[i].reason);
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].row.detail);
	}
	return EXIT_DONE;
}

enum exit_code cmd_audit_show(struct cmd *c)
{
	static const struct out_column link_columns[] = {
		{ "link", N_("Link"), OUT_ID }, { "terminal", N_("Till"), OUT_STRING },
		{ "seq", N_("Place in the chain"), OUT_NUMBER }, { "number", N_("Document no."), OUT_STRING },
		{ "seal", N_("Seal"), OUT_STRING }, { "proof", N_("Proof"), OUT_STRING },
	};
	static const struct out_column row_columns[] = {
		{ "n", N_("Row"), OUT_NUMBER }, { "at", N_("Time"), OUT_TIME }, { "action", N_("Action"), OUT_STRING },
		{ "subject", N_("Subject"), OUT_ID }, { "amount", N_("Amount"), OUT_MONEY },
		{ "detail", N_("Detail"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct audit_link l;
	int64_t id;
	enum err e;

	if (!cmd_number(cmd_operand(c, 0), &id))
		return cmd_usage(c, _("%s is no number"), cmd_operand(c, 0));
	e = audit_prove(c->shop, c->arena, id, &l, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_record(c->out, "link", link_columns, COUNT(link_columns));
	out_int(c->out, l.seal_id);
	out_text(c->out, l.terminal);
	out_int(c->out, l.seq);
	out_text(c->out, l.number);
	out_text(c->out, l.link);
	out_text(c->out, audit_proof_name[l.proof]);
	out_table(c->out, "rows", row_columns, COUNT(row_columns));
	for (int i = 0; i < l.row_count; i++) {
		out_int(c->out, l.rows[i].n);
		out_int(c->out, l.rows[i].at_ms);
		out_text(c->out, l.rows[i].action);
		out_int(c->out, l.rows[i].subject_id);
		out_int(c->out, l.rows[i].amount_minor);
		out_text(c->out, l.rows[i].detail);
	}
	return l.proof == PROOF_BAD ? EXIT_REFUSED : EXIT_DONE;
}

/* --- exceptions ------------------------------------------------------------------------------ */

/* One column for each kind; the heading says what is counted. */
enum exit_code cmd_report_exceptions(struct cmd *c)
{
	struct out_column *columns = arena_array(c->arena, EXCEPTION_COLUMNS + 4, sizeof *columns);
	const char *by = cmd_option(c, "by");
	bool by_hour = by && strcmp(by, "hour") == 0, cut;
	int64_t until_ms = 0, from_ms = clock_now_ms() - DAY_MS;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct exception_row *list;
	int n, first = 2;
	enum err e;

	if (by && !by_hour && strcmp(by, "cashier") != 0)
		return cmd_usage(c, "%s", _("--by is cashier or hour"));
	if (!read_time(c, "from", &from_ms) || !read_time(c, "until", &until_ms))
		return cmd_usage(c, "%s", _("a time is written as 2026-11-21 or 2026-11-21T18:00"));
	e = exceptions_count(c->shop, c->arena, from_ms, until_ms, by_hour, &list, &n, &cut, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	columns[0] = (struct out_column){ "staff", N_("Number"), OUT_STRING };
	columns[1] = (struct out_column){ "name", N_("Name"), OUT_STRING };
	if (by_hour) {
		columns[0] = (struct out_column){ "hour", N_("Hour"), OUT_NUMBER };
		first = 1;
	}
	for (int k = 0; k < EXCEPTION_COLUMNS; k++)
		columns[first + k] = (struct out_column){ exception_table[k].name, exception_table[k].heading,
			OUT_NUMBER };
	columns[first + EXCEPTION_COLUMNS] = (struct out_column){ "all", N_("All"), OUT_NUMBER };
	columns[first + EXCEPTION_COLUMNS + 1] = (struct out_column){ "last_hour", N_("Last hour"), OUT_NUMBER };
	out_table(c->out, "exceptions", columns, first + EXCEPTION_COLUMNS + 2);
	for (int i = 0; i < n; i++) {
		if (by_hour)
			out_int(c->out, list[i].hour);
		else
			out_text(c->out, list[i].staff);
		if (!by_hour)
			out_text(c->out, list[i].name);
		for (int k = 0; k < EXCEPTION_COLUMNS; k++)
			out_int(c->out, list[i].times[k]);
		out_int(c->out, list[i].all);
		out_int(c->out, list[i].last_hour);
	}
	if (cut)
		out_line(c->out, _("There are more; ask for a shorter time"));
	return EXIT_DONE;
}
