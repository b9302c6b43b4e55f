/* job.c - papers and drawer pulses on their way out. */
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/jobs.h"

#define JOBS_MOST 1000

enum exit_code cmd_job_list(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_ID }, { "at", N_("Time"), OUT_TIME }, { "terminal", N_("Till"), OUT_STRING },
		{ "kind", N_("Kind"), OUT_STRING }, { "document", N_("Receipt"), OUT_STRING },
		{ "copy", N_("Copy"), OUT_NUMBER }, { "state", N_("State"), OUT_STRING },
		{ "tries", N_("Steps"), OUT_NUMBER }, { "outside", N_("Spooler"), OUT_STRING },
		{ "note", N_("Why"), OUT_STRING }, { "printer", N_("Printer"), OUT_STRING },
	};
	const char *limit = cmd_option(c, "limit");
	int64_t most = 50;
	struct job_info *list;
	int n;
	enum err e;

	if (limit && (!cmd_number(limit, &most) || most < 1 || most > JOBS_MOST))
		return cmd_usage(c, _("--limit is a number from 1 to %d"), JOBS_MOST);
	e = jobs_all(c->shop, c->arena, cmd_option(c, "till"), (int)most, &list, &n);
	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("till %s"), cmd_option(c, "till"));
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "jobs", columns, 11);
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].id);
		out_int(c->out, list[i].created_at_ms);
		out_text(c->out, list[i].terminal);
		out_text(c->out, job_kind_name[list[i].kind]);
		out_text(c->out, list[i].document);
		out_int(c->out, list[i].copy);
		out_text(c->out, job_state_name[list[i].state]);
		out_int(c->out, list[i].tries);
		out_text(c->out, list[i].outside);
		out_text(c->out, list[i].note);
		out_text(c->out, job_printer_name[list[i].printer]);
	}
	return EXIT_DONE;
}
