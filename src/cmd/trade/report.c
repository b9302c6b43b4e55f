/* report.c - the figures of shifts and days. */
#include "service/report.h"

#include <string.h>

#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/copies.h"
#include "service/day.h"
#include "service/sheets.h"
#include "service/words.h"

static const struct out_column total_columns[] = {
	{ "measure", N_("Figure"), OUT_STRING }, { "item", N_("Of"), OUT_STRING }, { "times", N_("Times"), OUT_NUMBER },
	{ "qty", N_("Quantity"), OUT_QTY }, { "amount", N_("Amount"), OUT_MONEY },
};
static const struct out_column shift_columns[] = {
	{ "shift", N_("Shift"), OUT_ID }, { "terminal", N_("Terminal"), OUT_STRING },
	{ "opened_by", N_("Opened by"), OUT_STRING }, { "opened", N_("Opened"), OUT_TIME },
	{ "closed", N_("Closed"), OUT_YES }, { "number", N_("Document no."), OUT_STRING }, { "float", N_("Float"),
		OUT_MONEY },
	{ "expected", N_("Cash expected"), OUT_MONEY }, { "counted", N_("Cash counted"), OUT_MONEY },
	{ "over_short", N_("Over or short"), OUT_MONEY }, { "link", N_("Closing hash"), OUT_STRING },
};
static const struct out_column day_columns[] = {
	{ "day", N_("Day"), OUT_DAY }, { "closed", N_("Closed"), OUT_YES }, { "shifts", N_("Shifts"), OUT_NUMBER },
	{ "reopened", N_("Opened again"), OUT_NUMBER },
};
static const struct out_column hour_columns[] = {
	{ "hour", N_("Hour"), OUT_NUMBER }, { "sales", N_("Sales"), OUT_NUMBER }, { "amount", N_("Amount"), OUT_MONEY },
};
static const struct out_column variance_columns[] = {
	{ "number", N_("Number"), OUT_STRING }, { "name", N_("Name"), OUT_STRING },
	{ "shifts", N_("Shifts"), OUT_NUMBER }, { "over", N_("Over"), OUT_MONEY }, { "short", N_("Short"), OUT_MONEY },
	{ "over_short", N_("Over or short"), OUT_MONEY },
};
static const struct out_column open_columns[] = {
	{ "what", N_("What"), OUT_STRING }, { "terminal", N_("Terminal"), OUT_STRING },
	{ "staff", N_("Staff"), OUT_STRING }, { "count", N_("Count"), OUT_NUMBER },
	{ "amount", N_("Amount"), OUT_MONEY }, { "must", N_("Keeps the day open"), OUT_YES },
};
static const struct out_column part_columns[] = {
	{ "shift", N_("Shift"), OUT_ID }, { "terminal", N_("Terminal"), OUT_STRING },
	{ "staff", N_("Cashier"), OUT_STRING }, { "closed", N_("Closed"), OUT_YES },
	{ "amount", N_("Amount"), OUT_MONEY }, { "over_short", N_("Over or short"), OUT_MONEY },
};

/* Only a closed shift has left any. */
static void out_left(struct cmd *c, const struct shift_report *r)
{
	static const struct out_column columns[] = { { "number", N_("No."), OUT_NUMBER },
		{ "lines", N_("Lines"), OUT_NUMBER }, { "amount", N_("Amount"), OUT_MONEY } };

	if (!r->left_count)
		return;
	out_table(c->out, "left", columns, COUNT(columns));
	for (int i = 0; i < r->left_count; i++) {
		out_int(c->out, r->left[i].held_no);
		out_int(c->out, r->left[i].lines);
		out_int(c->out, r->left[i].amount_minor);
	}
}

/* Only who closed has seen what was expected. */
static void out_beside(struct cmd *c, const struct shift_report *r)
{
	static const struct out_column columns[] = { { "tender", N_("Means of payment"), OUT_STRING },
		{ "expected", N_("Expected"), OUT_MONEY }, { "counted", N_("Counted"), OUT_MONEY },
		{ "over_short", N_("Over or short"), OUT_MONEY } };

	if (!r->closed || !r->beside_count)
		return;
	out_table(c->out, "beside", columns, COUNT(columns));
	for (int i = 0; i < r->beside_count; i++) {
		out_text(c->out, r->beside[i].code);
		out_int(c->out, r->beside[i].expected_minor);
		if (r->beside[i].counted) {
			out_int(c->out, r->beside[i].counted_minor);
			out_int(c->out, r->beside[i].over_short_minor);
		} else {
			out_null(c->out);
			out_null(c->out);
		}
	}
}

/* Payments that somebody still has to find out about. */
static void out_unknown(struct cmd *c, const struct shift_report *r)
{
	static const struct out_column columns[] = { { "tender", N_("Means of payment"), OUT_STRING },
		{ "begun", N_("Begun"), OUT_TIME }, { "amount", N_("Amount"), OUT_MONEY } };

	if (!r->unknown_count)
		return;
	out_table(c->out, "unknown", columns, COUNT(columns));
	for (int i = 0; i < r->unknown_count; i++) {
		const struct tender *tender = shop_tender(c->shop, r->unknown[i].tender_id);

		out_text(c->out, tender ? tender->code : "");
		out_int(c->out, r->unknown[i].begun_at_ms);
		out_int(c->out, r->unknown[i].amount_minor);
	}
}

static void out_totals(struct cmd *c, const char *name, const struct totals *t)
{
	out_table(c->out, name, total_columns, COUNT(total_columns));
	for (int m = 1; m < MEASURES; m++)
		for (int i = 0; i < t->count; i++) {
			const struct total *one = &t->list[i];

			if (one->measure != (enum measure)m)
				continue;
			out_text(c->out, measure_name[m]);
			out_text(c->out, measure_item(c->shop, c->arena, one, true));
			out_int(c->out, one->times);
			out_int(c->out, one->qty_milli);
			out_int(c->out, one->amount_minor);
		}
}

static void out_hours(struct cmd *c, const struct hour_figures hours[24])
{
	out_table(c->out, "hours", hour_columns, COUNT(hour_columns));
	for (int i = 0; i < 24; i++) {
		if (!hours[i].sales && !hours[i].amount_minor)
			continue;
		out_int(c->out, i);
		out_int(c->out, hours[i].sales);
		out_int(c->out, hours[i].amount_minor);
	}
}

/* What a drawer should hold is told only after somebody counted it. */
static enum exit_code shift_sheet(struct cmd *c, bool closed)
{
	const char *id = cmd_option(c, "shift"), *terminal = c->front->shop.terminal;
	int64_t shift_id = 0;
	struct shift_report r;
	struct hour_figures hours[24] = { { 0 } };
	const struct said missing = { closed ? MSG_NOT_COUNTED : MSG_NO_SHIFT, { NULL, NULL } };
	enum err e = OK;

	if (!id && !terminal)
		return cmd_usage(c, _("which till? Give --terminal CODE or --shift ID"));
	if (id && !cmd_number(id, &shift_id))
		return cmd_usage(c, _("%s is no number"), id);
	if (!id)
		e = report_shift_of(c->shop, c->arena, terminal, closed, &shift_id);
	if (e == OK)
		e = report_shift(c->shop, c->arena, shift_id, &r);
	if (e == ERR_NOTFOUND || (e == OK && r.closed != closed))
		return cmd_fail(c, ERR_REFUSED, &missing);
	for (int i = 0; e == OK && i < r.day_count; i++)
		e = report_hours(c->shop, r.days[i], r.shift_id, hours);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_record(c->out, "shift", shift_columns, COUNT(shift_columns));
	out_int(c->out, r.shift_id);
	out_text(c->out, r.terminal);
	out_text(c->out, r.opened_by);
	out_int(c->out, r.opened_at_ms);
	out_int(c->out, r.closed);
	out_text(c->out, r.number);
	out_int(c->out, r.cash.float_minor);
	if (closed) {
		out_int(c->out, r.cash.expected_minor);
		out_int(c->out, r.cash.counted_minor);
		out_int(c->out, r.cash.over_short_minor);
	} else {
		out_null(c->out);
		out_null(c->out);
		out_null(c->out);
	}
	out_text(c->out, r.link);
	out_totals(c, "totals", &r.all);
	out_hours(c, hours);
	out_left(c, &r);
	out_unknown(c, &r);
	out_beside(c, &r);
	return EXIT_DONE;
}

enum exit_code cmd_report_x(struct cmd *c)
{
	return shift_sheet(c, false);
}

enum exit_code cmd_report_z(struct cmd *c)
{
	return shift_sheet(c, true);
}

/* None named: the business day now. */
static enum exit_code read_day(struct cmd *c, int32_t *day)
{
	*day = shop_business_day(c->shop);
	return cmd_read_day(c, cmd_operand(c, 0), day);
}

enum exit_code cmd_report_day(struct cmd *c)
{
	struct hour_figures hours[24] = { { 0 } };
	struct day_report r;
	int32_t day;
	enum exit_code code = read_day(c, &day);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = report_day(c->shop, c->arena, day, &r);
	if (e == ERR_NOTFOUND)
		return cmd_missing(c, _("business day %d"), (int)day);
	if (e == OK)
		e = report_hours(c->shop, day, 0, hours);
	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_record(c->out, "day", day_columns, COUNT(day_columns));
	out_int(c->out, r.day);
	out_int(c->out, r.closed);
	out_int(c->out, r.shift_count);
	out_int(c->out, r.reopened);
	out_table(c->out, "shifts", part_columns, COUNT(part_columns));
	for (int i = 0; i < r.shift_count; i++) {
		out_int(c->out, r.shifts[i].id);
		out_text(c->out, r.shifts[i].terminal);
		out_text(c->out, r.shifts[i].staff);
		out_int(c->out, r.shifts[i].closed);
		out_int(c->out, report_total(&r.shifts[i].part, MEASURE_CASHIER, -1).amount_minor);
		out_int(c->out, r.shifts[i].over_short_minor);
	}
	out_totals(c, "totals", &r.all);
	out_hours(c, hours);
	return EXIT_DONE;
}

static enum exit_code variances_to_file(struct cmd *c, int32_t from, int32_t to)
{
	struct table *t;
	struct said said;
	enum err e = sheet_variances(c->shop, c->arena, from, to, &t, &said);

	return e == OK ? cmd_to_file(c, t, cmd_option(c, "file")) : cmd_fail(c, e, &said);
}

enum exit_code cmd_report_variance(struct cmd *c)
{
	int32_t from = 0, to = INT32_MAX;
	struct variance *list;
	enum exit_code code = cmd_days(c, &from, &to);
	enum err e;
	int n;

	if (code != EXIT_DONE)
		return code;
	if (cmd_option(c, "file"))
		return variances_to_file(c, from, to);
	if ((e = report_variances(c->shop, c->arena, from, to, &list, &n)) != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "variances", variance_columns, COUNT(variance_columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, list[i].number);
		out_text(c->out, list[i].name);
		out_int(c->out, list[i].shifts);
		out_int(c->out, list[i].over_minor);
		out_int(c->out, list[i].short_minor);
		out_int(c->out, list[i].over_minor - list[i].short_minor);
	}
	return EXIT_DONE;
}

enum exit_code cmd_report_print_day(struct cmd *c)
{
	struct said said;
	int32_t day;
	enum exit_code code = read_day(c, &day);

	if (code != EXIT_DONE)
		return code;
	if (!cmd_option(c, "till"))
		return cmd_usage(c, "%s", _("--till is missing"));
	return cmd_result(c, paper_day(c->shop, c->arena, day, cmd_option(c, "till"), &said), &said);
}

#define DAYS_LISTED 400

enum exit_code cmd_report_days(struct cmd *c)
{
	static const struct out_column columns[] = {
		{ "day", N_("Day"), OUT_DAY }, { "closed", N_("Closed"), OUT_YES },
		{ "closed_at", N_("Closed at"), OUT_TIME }, { "closed_by", N_("Closed by"), OUT_STRING },
		{ "reopened", N_("Opened again"), OUT_NUMBER },
	};
	struct day_info *list;
	int n = 0;
	enum err e = day_all(c->shop, c->arena, DAYS_LISTED, &list, &n);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "days", columns, COUNT(columns));
	for (int i = 0; i < n; i++) {
		out_int(c->out, list[i].day);
		out_int(c->out, list[i].closed);
		if (list[i].closed)
			out_int(c->out, list[i].closed_at_ms);
		else
			out_null(c->out);
		out_text(c->out, list[i].closed_by);
		out_int(c->out, list[i].reopened);
	}
	return EXIT_DONE;
}

enum exit_code cmd_report_figures(struct cmd *c)
{
	const char *file = cmd_option(c, "file");
	int32_t from, to;
	enum exit_code code = cmd_month(c, &from, &to);
	struct hour_figures hours[24] = { { 0 } };
	struct totals all = { NULL, 0, 0 };
	struct table *t;
	struct said said;
	int days = 0, open = 0;
	enum err e;

	if (code != EXIT_DONE)
		return code;
	e = file ? sheet_period(c->shop, c->arena, from, to, &t, &said)
		: report_period(c->shop, c->arena, from, to, &all, hours, &days, &open, &said);
	if (e != OK)
		return cmd_fail(c, e, &said);
	if (file)
		return cmd_to_file(c, t, file);
	out_totals(c, "totals", &all);
	out_hours(c, hours);
	return EXIT_DONE;
}

enum exit_code cmd_report_open(struct cmd *c)
{
	struct day_open *list;
	int32_t day;
	enum exit_code code = read_day(c, &day);
	enum err e;
	int n;

	if (code != EXIT_DONE)
		return code;
	if ((e = day_open_list(c->shop, c->arena, day, &list, &n)) != OK)
		return cmd_fail(c, e, NULL);
	out_table(c->out, "open", open_columns, COUNT(open_columns));
	for (int i = 0; i < n; i++) {
		out_text(c->out, day_open_name[list[i].kind]);
		out_text(c->out, list[i].terminal);
		out_text(c->out, list[i].staff);
		out_int(c->out, list[i].count);
		out_int(c->out, list[i].amount_minor);
		out_int(c->out, list[i].must);
	}
	return EXIT_DONE;
}

enum exit_code cmd_report_reopen_day(struct cmd *c)
{
	const char *second = cmd_option(c, "second");
	char pin[CMD_PIN_MAX];
	struct said said;
	int32_t day;
	enum exit_code code = read_day(c, &day);
	enum err e;

	if (code != EXIT_DONE)
		return code;
	if (!second)
		return cmd_usage(c, _("who agrees? Give --second NUMBER"));
	if (cmd_pin(c, arena_printf(c->arena, _("PIN of %s"), second), pin) != OK)
		return EXIT_USAGE;
	e = day_reopen(c->shop, c->arena, day, cmd_option(c, "reason"), second, pin, &said);
	explicit_bzero(pin, sizeof pin);
	return cmd_result(c, e, &said);
}

enum exit_code cmd_report_close_day(struct cmd *c)
{
	struct said said;
	int32_t day;
	enum exit_code code = read_day(c, &day);

	if (code != EXIT_DONE)
		return code;
	return cmd_result(c, day_end(c->shop, c->arena, day, cmd_flag(c, "anyway"), &said), &said);
}
