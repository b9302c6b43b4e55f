/* points.c - points of members: what sales earn, what a member has and how he came to it, what is given and taken by
 * hand, what ends. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "moved_int.h"
#include "points_act_int.h"
#include "service/said.h"

#define DUE_DAYS 30
#define DUE_DAYS_MAX 3660

/* --- shown ------------------------------------------------------------------------------------------ */

static void out_sheet(struct cmd *c, const struct points_sheet *s)
{
	static const struct out_column columns[] = {
		{ "member", N_("Member"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "points", N_("Points"), OUT_NUMBER }, { "usable", N_("Usable"), OUT_NUMBER },
		{ "pending", N_("To come"), OUT_NUMBER },
	};

	out_record(c->out, "points", columns, COUNT(columns));
	out_text(c->out, s->member.code);
	out_text(c->out, s->name);
	out_int(c->out, s->balance);
	out_int(c->out, s->usable);
	out_int(c->out, s->pending);
}

enum exit_code cmd_points_show(struct cmd *c)
{
	static const struct out_column ends[] = {
		{ "day", N_("End with"), OUT_DAY }, { "points", N_("Points"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_sheet s;
	enum err e = points_show(c->shop, c->arena, cmd_operand(c, 0), &s, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_sheet(c, &s);
	out_table(c->out, "ends", ends, COUNT(ends));
	for (int i = 0; i < s.due_count; i++) {
		out_int(c->out, s.due[i].day);
		out_int(c->out, s.due[i].amount);
	}
	return EXIT_DONE;
}

enum exit_code cmd_points_statement(struct cmd *c)
{
	static const struct out_column lines[] = {
		MOVED_COLUMNS, { "earned", N_("Earned"), OUT_NUMBER },
		{ "spent", N_("Spent"), OUT_NUMBER }, { "expired", N_("Expired"), OUT_NUMBER },
		{ "moved", N_("Moved"), OUT_NUMBER }, { "after", N_("After"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_statement s;
	int32_t first, last;
	enum exit_code code = cmd_recent(c, &first, &last);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = points_statement(c->shop, c->arena, cmd_operand(c, 0), first, last, &s, &said);
	if (e != OK)
		return cmd_result(c, e, &said);
	out_sheet(c, &s.sheet);
	out_table(c->out, "lines", lines, COUNT(lines));
	for (int i = 0; i < s.count; i++) {
		const struct lot_moved_row *r = &s.lines[i].row;

		out_moved(c, &r->by);
		out_int(c->out, r->moved.came);
		out_int(c->out, r->moved.spent);
		out_int(c->out, r->moved.ended);
		out_int(c->out, r->moved.handed);
		out_int(c->out, s.lines[i].after);
	}
	return EXIT_DONE;
}

/* --- acts ------------------------------------------------------------------------------------------- */

enum exit_code cmd_points_told(struct cmd *c, enum err e, const struct points_done *d, const struct said *said)
{
	static const struct out_column columns[] = {
		{ "number", N_("Document no."), OUT_STRING }, { "points", N_("Points"), OUT_NUMBER },
		{ "after", N_("After"), OUT_NUMBER }, { "text", N_("Answer"), OUT_STRING },
	};

	if (e != OK && e != ERR_EXISTS)
		return cmd_result(c, e, said);
	out_record(c->out, "posted", columns, COUNT(columns));
	out_text(c->out, d->number);
	out_int(c->out, d->moved);
	out_int(c->out, d->now);
	out_text(c->out, said_text(c->arena, said));
	return EXIT_DONE;
}

static enum exit_code adjust(struct cmd *c, const char *second, const char *pin)
{
	const struct points_adjust what = { .member = cmd_operand(c, 0), .points = cmd_operand(c, 1),
		.words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_done done = { .id = 0 };

	return cmd_points_told(c, points_adjust(c->shop, c->arena, &what, &done, &said), &done, &said);
}

static enum exit_code transfer(struct cmd *c, const char *second, const char *pin)
{
	const struct points_transfer what = { .from = cmd_operand(c, 0), .to = cmd_operand(c, 1),
		.points = cmd_operand(c, 2), .words = cmd_option(c, "reason"), .second = second, .pin = pin };
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_done done = { .id = 0 };

	return cmd_points_told(c, points_transfer(c->shop, c->arena, &what, &done, &said), &done, &said);
}

enum exit_code cmd_points_adjust(struct cmd *c) { return cmd_by_two(c, adjust); }
enum exit_code cmd_points_transfer(struct cmd *c) { return cmd_by_two(c, transfer); }

enum exit_code cmd_points_expire(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "points", N_("Points"), OUT_NUMBER }, { "members", N_("Members"), OUT_NUMBER },
		{ "documents", N_("Documents"), OUT_NUMBER }, { "text", N_("Answer"), OUT_STRING },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_expired x;
	enum err e = points_expire(c->shop, c->arena, &x, &said);

	if (e != OK)
		return cmd_result(c, e, &said);
	out_record(c->out, "posted", columns, COUNT(columns));
	out_int(c->out, x.points);
	out_int(c->out, x.members);
	out_int(c->out, x.documents);
	out_text(c->out, said_text(c->arena, &said));
	return EXIT_DONE;
}

static enum err put_due(void *ctx, const struct points_due_member *m)
{
	struct cmd *c = ctx;

	out_int(c->out, m->day);
	out_text(c->out, m->code);
	out_text(c->out, m->name);
	out_text(c->out, m->phone);
	out_int(c->out, m->points);
	return OK;
}

enum exit_code cmd_points_expiring(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "day", N_("End with"), OUT_DAY }, { "member", N_("Member"), OUT_STRING },
		{ "name", N_("Name"), OUT_STRING }, { "phone", N_("Phone"), OUT_STRING },
		{ "points", N_("Points"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *days = cmd_option(c, "days");
	int64_t n = DUE_DAYS;
	enum err e;

	if ((days && !cmd_number(days, &n)) || n < 0 || n > DUE_DAYS_MAX)
		return cmd_usage(c, _("--days is a number from 0 to %d"), DUE_DAYS_MAX);
	out_table(c->out, "ends", columns, COUNT(columns));
	e = points_expiring(c->shop, (int)n, put_due, c, &said);
	return e == OK ? EXIT_DONE : cmd_fail(c, e, &said);
}

/* --- rules ------------------------------------------------------------------------------------------ */

static void put_rate(struct cmd *c, const struct points_rule_info *r)
{
	out_text(c->out, r->row.code);
	out_int(c->out, r->row.rate.points);
	out_int(c->out, r->row.rate.per_minor);
	out_text(c->out, scope_name[r->row.rate.scope]);
	out_text(c->out, r->target);
	out_int(c->out, r->row.rate.from_day);
}

static void put_multiple(struct cmd *c, const struct points_rule_info *r)
{
	const struct points_window *w = &r->row.window;

	out_text(c->out, r->row.code);
	out_int(c->out, r->row.multiple_bp);
	out_int(c->out, w->from_day);
	out_day(c->out, w->until_day);
	out_text(c->out, points_bits_text(c->arena, w->months));
	out_text(c->out, points_bits_text(c->arena, w->weekdays));
	out_text(c->out, points_bits_text(c->arena, w->month_days));
	out_text(c->out, r->level);
	out_int(c->out, r->row.birthday);
	out_int(c->out, r->row.held);
}

enum exit_code cmd_points_rules(struct cmd *c)
{
	static const struct out_column rates[] = {
		{ "code", N_("Code"), OUT_STRING }, { "points", N_("Points"), OUT_NUMBER },
		{ "per", N_("For each"), OUT_MONEY }, { "goods", N_("Goods"), OUT_STRING },
		{ "target", N_("Of"), OUT_STRING }, { "from", N_("From"), OUT_DAY },
	}, multiples[] = {
		{ "code", N_("Code"), OUT_STRING }, { "times", N_("Times %"), OUT_PERCENT },
		{ "from", N_("From"), OUT_DAY }, { "until", N_("Until"), OUT_DAY },
		{ "months", N_("Months"), OUT_STRING }, { "weekdays", N_("Weekdays"), OUT_STRING },
		{ "days", N_("Days of the month"), OUT_STRING }, { "level", N_("Level"), OUT_STRING },
		{ "birthday", N_("On the birthday"), OUT_YES }, { "held", N_("Who has"), OUT_NUMBER },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	struct points_rule_info *list;
	int n = 0;
	enum err e = points_rule_list(c->shop, c->arena, &list, &n, &said);

	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "rates", rates, COUNT(rates));
	for (int i = 0; i < n; i++)
		if (list[i].row.kind == POINTS_RATE)
			put_rate(c, &list[i]);
	out_table(c->out, "multiples", multiples, COUNT(multiples));
	for (int i = 0; i < n; i++)
		if (list[i].row.kind == POINTS_MULTIPLE)
			put_multiple(c, &list[i]);
	return EXIT_DONE;
}

enum exit_code cmd_points_rate_add(struct cmd *c)
{
	const struct points_rate_edit edit = { .code = cmd_operand(c, 0), .points = cmd_operand(c, 1),
		.per = cmd_option(c, "per"), .goods = cmd_option(c, "goods"), .target = cmd_option(c, "target"),
		.from = cmd_option(c, "from") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, points_rate_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_points_multiple_add(struct cmd *c)
{
	const struct points_multiple_edit edit = { .code = cmd_operand(c, 0), .times = cmd_operand(c, 1),
		.from = cmd_option(c, "from"), .until = cmd_option(c, "until"), .months = cmd_option(c, "months"),
		.weekdays = cmd_option(c, "weekdays"), .days = cmd_option(c, "days"), .level = cmd_option(c, "level"),
		.held = cmd_option(c, "held"), .birthday = cmd_flag(c, "birthday") };
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, points_multiple_add(c->shop, c->arena, &edit, &said), &said);
}

enum exit_code cmd_points_rule_remove(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };

	return cmd_result(c, points_rule_remove(c->shop, c->arena, cmd_operand(c, 0), &said), &said);
}
