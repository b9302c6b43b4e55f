/* problems.c - what is wrong with the rows of a file, as an answer. */
#include "base/tr.h"
#include "cmd/cmd.h"

/* Problems are rows of the answer, so that every form can be read by its own means; text has a line of its own
 * that an editor can jump to. */
static const struct out_column problem_columns[] = {
	{ "line", N_("Line"), OUT_NUMBER }, { "column", N_("Column"), OUT_NUMBER },
	{ "name", N_("Heading"), OUT_STRING }, { "severity", N_("Severity"), OUT_STRING },
	{ "problem", N_("Problem"), OUT_STRING }, { "text", N_("Text"), OUT_STRING },
};

static void open_problems(struct cmd_problems *t)
{
	if (!t->open && out_format(t->c->out) != OUT_TEXT)
		out_table(t->c->out, "problems", problem_columns, 6);
	t->open = true;
}

void cmd_problem(struct cmd_problems *t, int line, int column, const char *heading, bool refused, const char *name,
	const char *text)
{
	struct out *o = t->c->out;

	if (out_format(o) == OUT_TEXT) {
		const char *where = arena_printf(&t->arena, column ? "%d:%d (%s)" : "%d", line, column, heading);

		out_line(o, arena_printf(&t->arena, "%s:%s: %s: %s", t->file, where,
					 refused ? _("refused") : _("warning"), text));
	} else {
		open_problems(t);
		out_int(o, line);
		out_int(o, column);
		out_text(o, heading);
		out_text(o, refused ? "refused" : "warning");
		out_text(o, name);
		out_text(o, text);
	}
	arena_clear(&t->arena);
}

void cmd_problems_end(struct cmd_problems *t, const char *const *ignored, int n)
{
	static const struct out_column columns[] = { { "name", N_("Columns that mean nothing here"), OUT_STRING } };

	open_problems(t);
	if (n == 0)
		return;
	out_table(t->c->out, "ignored", columns, 1);
	for (int i = 0; i < n; i++)
		out_text(t->c->out, ignored[i]);
}
