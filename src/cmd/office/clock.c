/* clock.c - comings and goings of staff. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/timeclock.h"

#define ROWS_DAYS 31          /* of rows that are listed where no time is given */

static enum exit_code note(struct cmd *c, enum clock_kind kind)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = timeclock_note(c->shop, c->arena, kind, &said);

	return cmd_result(c, e, &said);
}

enum exit_code cmd_clock_in(struct cmd *c)
{
	return note(c, CLOCK_IN);
}

enum exit_code cmd_clock_out(struct cmd *c)
{
	return note(c, CLOCK_OUT);
}

enum exit_code cmd_clock_break(struct cmd *c)
{
	return note(c, CLOCK_BREAK);
}

enum exit_code cmd_clock_back(struct cmd *c)
{
	return note(c, CLOCK_BACK);
}

enum exit_code cmd_clock_hours(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "staff", N_("Number"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
		{ "day", N_("Day"), OUT_DAY }, { "from", N_("From"), OUT_TIME }, { "until", N_("Until"), OUT_TIME },
		{ "break_minutes", N_("Break, minutes"), OUT_NUMBER },
		{ "worked_minutes", N_("Worked, minutes"), OUT_NUMBER }, { "odd", N_("To be corrected"), OUT_YES },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *who = cmd_option(c, "staff");
	int32_t from = shop_business_day(c->shop), until = from;
	struct worked *list;
	enum exit_code code = cmd_days(c, &from, &until);
	int n;
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (!who && !shop_may(c->shop, PERM_CLOCK_EDIT))
		who = shop_staff(c->shop)->number;
	e = timeclock_hours(c->shop, c->arena, who, from, until, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "hours", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		const struct hours_span *s = &list[i].span;

		out_text(c->out, list[i].number);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].day);
		out_int(c->out, s->from_ms);
		if (s->until_ms)
			out_int(c->out, s->until_ms);
		else
			out_null(c->out);
		out_int(c->out, s->break_ms / 60000);
		out_int(c->out, hours_worked_ms(s) / 60000);
		out_int(c->out, s->odd);
	}
	return EXIT_DONE;
}

enum exit_code cmd_clock_rows(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "id", N_("Id"), OUT_STRING }, { "at", N_("Time"), OUT_TIME }, { "kind", N_("Kind"), OUT_STRING },
		{ "corrected", N_("Correction"), OUT_YES }, { "replaced", N_("Replaced"), OUT_YES },
	};
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *text = cmd_option(c, "from");
	int64_t from_ms = clock_now_ms() - ROWS_DAYS * DAY_MS;
	struct clock_row *list;
	int n;
	enum err e;

	if (text && clock_parse(text, &from_ms) != OK)
		return cmd_usage(c, _("cannot read the time %s; write it as 2026-11-21T18:00"), text);
	e = timeclock_rows(c->shop, c->arena, cmd_operand(c, 0), from_ms, &list, &n, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	out_table(c->out, "rows", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, arena_printf(c->arena, "%lld/%d", (long long)list[i].seal_id, list[i].n));
		out_int(c->out, list[i].at_ms);
		out_text(c->out, clock_kind_name[list[i].kind]);
		out_int(c->out, list[i].corrected);
		out_int(c->out, list[i].replaced);
	}
	return EXIT_DONE;
}

/* "217845960343552/1" */
static bool read_id(struct cmd *c, const char *text, struct clock_correction *what)
{
	const char *slash = strchr(text, '/');
	int64_t n;

	if (!slash || !cmd_number(arena_strndup(c->arena, text, (size_t)(slash - text)), &what->seal_id)
		|| !cmd_number(slash + 1, &n) || n < 1 || n > 1000)
		return false;
	what->n = (int)n;
	return true;
}

enum exit_code cmd_clock_correct(struct cmd *c)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	const char *kind = cmd_operand(c, 1), *time = cmd_operand(c, 2), *instead = cmd_option(c, "instead");
	struct clock_correction what = { .kind = clock_kind_find(kind) };
	bool none = strcmp(kind, clock_kind_name[CLOCK_NONE]) == 0;
	enum err e;

	if (what.kind == CLOCK_NONE && !none)
		return cmd_usage(c, _("%s is none of in, out, break, back and none"), kind);
	if (none && !instead)
		return cmd_usage(c, "%s", _("which row? Give --instead ID: zhanggui clock rows"));
	if (!none && (!time || clock_parse(time, &what.at_ms) != OK))
		return cmd_usage(c, _("cannot read the time %s; write it as 2026-11-21T18:00"), time ? time : "");
	if (instead && !read_id(c, instead, &what))
		return cmd_usage(c, _("cannot read the id %s; zhanggui clock rows tells them"), instead);
	e = timeclock_correct(c->shop, c->arena, cmd_operand(c, 0), &what, &said);
	return cmd_result(c, e, &said);
}
