/* member_statement.c - what moved of all that a member has, to read and on paper. */
#include "moved_int.h"

static void put_line(struct cmd *c, const struct moved_line *l)
{
	out_moved(c, &l->by);
	out_int(c->out, l->value_minor);
	out_int(c->out, l->value_after_minor);
	out_int(c->out, l->points);
	out_int(c->out, l->points_after);
}

static void put_statement(struct cmd *c, const struct member_statement *s)
{
	static const struct out_column sums[] = {
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "from", N_("From"), OUT_DAY }, { "to", N_("To"), OUT_DAY },
		{ "value_before", N_("Stored value before"), OUT_MONEY },
		{ "points_before", N_("Points before"), OUT_NUMBER },
		{ "value_after", N_("Stored value after"), OUT_MONEY },
		{ "points_after", N_("Points after"), OUT_NUMBER },
	}, lines[] = {
		MOVED_COLUMNS, { "value", N_("Stored value"), OUT_MONEY },
		{ "value_after", N_("After"), OUT_MONEY }, { "points", N_("Points"), OUT_NUMBER },
		{ "points_after", N_("After"), OUT_NUMBER },
	};

	out_record(c->out, "statement", sums, COUNT(sums));
	out_text(c->out, s->member.code);
	out_text(c->out, s->name);
	out_int(c->out, s->from);
	out_int(c->out, s->to);
	out_int(c->out, s->opening.value_after_minor);
	out_int(c->out, s->opening.points_after);
	out_int(c->out, s->closing.value_after_minor);
	out_int(c->out, s->closing.points_after);
	out_table(c->out, "lines", lines, COUNT(lines));
	for (int i = 0; i < s->count; i++)
		put_line(c, &s->lines[i]);
}

enum exit_code cmd_member_statement(struct cmd *c)
{
	int32_t from, to;
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct member_statement s;
	enum exit_code code = cmd_month(c, &from, &to);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (cmd_flag(c, "print"))
		return cmd_result(c, member_statement_print(c->shop, c->arena, cmd_operand(c, 0), from, to, &said),
			&said);
	e = member_statement(c->shop, c->arena, cmd_operand(c, 0), from, to, &s, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	put_statement(c, &s);
	return EXIT_DONE;
}
