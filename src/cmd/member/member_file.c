/* member_file.c - members imported from a file and written into one. */
#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/member_file.h"

static void tell_problem(void *ctx, const struct member_problem *p)
{
	struct cmd_problems *t = ctx;

	cmd_problem(t, p->line, p->column, p->column_name, member_problem_table[p->what].severity == 'E',
		member_problem_table[p->what].name, member_problem_text(&t->arena, p));
}

static void tell_report(struct cmd *c, const struct member_import_report *r, bool dry_run)
{
	static const struct out_column columns[] = {
		{ "rows", N_("Rows"), OUT_NUMBER }, { "created", N_("New members"), OUT_NUMBER },
		{ "updated", N_("Changed members"), OUT_NUMBER }, { "unchanged", N_("Unchanged"), OUT_NUMBER },
		{ "refused", N_("Refused"), OUT_NUMBER }, { "warnings", N_("Warnings"), OUT_NUMBER },
		{ "cards", N_("Cards issued"), OUT_NUMBER }, { "levels", N_("Levels given"), OUT_NUMBER },
		{ "principal", N_("Brought in, paid"), OUT_MONEY }, { "bonus", N_("Brought in, given"), OUT_MONEY },
		{ "dry_run", N_("Dry run"), OUT_YES },
	};
	const int64_t figures[] = { r->rows, r->created, r->updated, r->unchanged, r->refused, r->warnings, r->cards,
		r->levels, r->principal_minor, r->bonus_minor, dry_run };

	out_record(c->out, "import", columns, COUNT(columns));
	for (size_t i = 0; i < COUNT(figures); i++)
		out_int(c->out, figures[i]);
}

enum exit_code cmd_member_import(struct cmd *c)
{
	struct cmd_problems t = { .c = c, .file = cmd_operand(c, 0) };
	struct member_import_options options = { .dry_run = cmd_flag(c, "dry-run"), .partly = cmd_flag(c, "partly"),
		.anyway = cmd_flag(c, "anyway"), .second = cmd_option(c, "second"), .problem = tell_problem,
		.progress = cmd_progress, .ctx = &t };
	struct member_import_report report;
	struct said said = { MSG_NONE, { NULL, NULL } };
	char pin[CMD_PIN_MAX] = "";
	enum err e;

	if (options.second && cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), options.second), pin) != OK)
		return EXIT_USAGE;
	options.pin = pin;
	e = members_import(c->shop, c->arena, t.file, &options, &report, &said);
	explicit_bzero(pin, sizeof pin);
	arena_release(&t.arena);
	if (e != OK && report.rows == 0)
		return cmd_fail(c, e, &said);
	cmd_problems_end(&t, report.ignored, report.ignored_count);
	tell_report(c, &report, options.dry_run);
	if (e != OK)
		return cmd_fail(c, e, &said);
	return report.refused ? EXIT_REFUSED : EXIT_DONE;
}

enum exit_code cmd_member_export(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = members_export(c->shop, c->arena, cmd_option(c, "reason"), cmd_write, NULL, &said);

	out_nothing(c->out);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}
