/* sheets.c - see sheets.h. */
#include "service/sheets.h"

#include "base/clock.h"
#include "base/tr.h"
#include "model/table.h"
#include "office_int.h"
#include "service/cash.h"
#include "service/day.h"
#include "service/sales.h"
#include "service/words.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct table_column *columns_of(struct arena *a, const struct table_column *list, int n)
{
	struct table_column *columns = arena_array(a, (size_t)n, sizeof *columns);

	for (int i = 0; i < n; i++) {
		columns[i] = list[i];
		columns[i].words = _(list[i].words);
	}
	return columns;
}

static const char *days_words(struct arena *a, int32_t from, int32_t to)
{
	return from == to ? day_text(a, from) : arena_printf(a, "%s .. %s", day_text(a, from), day_text(a, to));
}

static void note_money(struct table *t, struct arena *a, const char *words, int64_t minor)
{
	table_note(t, arena_printf(a, "%s  %s", words, money_text(a, minor)));
}

/* --- accounts and vouchers ------------------------------------------------------------------------- */

struct table *sheet_statement(struct arena *a, const struct house_sheet *s)
{
	static const struct table_column columns[] = {
		{ N_("Day"), TABLE_DAY, false }, { N_("Kind"), TABLE_TEXT, false },
		{ N_("Document no."), TABLE_TEXT, false }, { N_("Bought"), TABLE_MONEY, true },
		{ N_("Paid off"), TABLE_MONEY, true }, { N_("Owes"), TABLE_MONEY, false },
	};
	static const char *const ages[AGES] = { N_("Not due"), N_("1 to 30 days over"), N_("31 to 60 days over"),
		N_("More than 60 days over") };
	struct table *t = table_new(a, arena_printf(a, _("Statement of account %lld, %s"), (long long)s->row.id,
		s->row.name), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	const char *owed = arena_printf(a, "%s %s", _(ages[0]), money_text(a, s->ages[0]));

	table_note(t, days_words(a, s->from, s->to));
	note_money(t, a, _("Balance before"), s->opening_minor);
	note_money(t, a, _("Balance after"), s->closing_minor);
	for (int i = 1; i < AGES; i++)
		if (s->ages[i])
			owed = arena_printf(a, "%s   %s %s", owed, _(ages[i]), money_text(a, s->ages[i]));
	table_note(t, owed);
	for (int i = 0; i < s->line_count; i++) {
		const struct house_line *l = &s->lines[i];

		table_int(t, l->day);
		table_text(t, document_words(l->kind));
		table_text(t, l->number);
		if (l->amount_minor >= 0) {
			table_int(t, l->amount_minor);
			table_null(t);
		} else {
			table_null(t);
			table_int(t, -l->amount_minor);
		}
		table_int(t, l->balance_minor);
	}
	table_totals(t, _("All"));
	return t;
}

struct table *sheet_voucher(struct arena *a, const struct voucher_sheet *v)
{
	static const struct table_column columns[] = {
		{ N_("Time"), TABLE_TIME, false }, { N_("What"), TABLE_TEXT, false }, { N_("Till"), TABLE_TEXT, false },
		{ N_("Document no."), TABLE_TEXT, false }, { N_("Amount"), TABLE_MONEY, false },
		{ N_("Staff"), TABLE_TEXT, false }, { N_("Note"), TABLE_TEXT, false },
	};
	struct table *t = table_new(a, arena_printf(a, _("Voucher %lld"), (long long)v->row.serial),
		columns_of(a, columns, COUNT(columns)), COUNT(columns));

	table_note(t, arena_printf(a, "%s  %s", tr_name(v->row.kind_name, v->row.kind_name_en),
		voucher_words(v->row.state)));
	note_money(t, a, _("Face"), v->row.face_minor);
	note_money(t, a, _("What is left of it"), v->rest_minor);
	if (v->row.last_day)
		table_note(t, arena_printf(a, "%s  %s", _("Good until"), day_text(a, v->row.last_day)));
	for (int i = 0; i < v->step_count; i++) {
		const struct voucher_step *step = &v->steps[i];

		table_int(t, step->at_ms);
		table_text(t, voucher_step_words(step->what));
		table_text(t, step->terminal);
		table_text(t, step->number);
		if (step->amount_minor)
			table_int(t, -step->amount_minor); /* a liability: what the holder has gained */
		else
			table_null(t);
		table_text(t, step->staff);
		table_text(t, step->note);
	}
	return t;
}

/* --- figures ----------------------------------------------------------------------------------------- */

static const struct table_column figure_columns[] = {
	{ N_("Figure"), TABLE_TEXT, false }, { N_("Item"), TABLE_TEXT, false }, { N_("Times"), TABLE_NUMBER, false },
	{ N_("Quantity"), TABLE_QTY, false }, { N_("Amount"), TABLE_MONEY, false },
};

static struct table *figures_new(struct arena *a, const char *title)
{
	return table_new(a, title, columns_of(a, figure_columns, COUNT(figure_columns)), COUNT(figure_columns));
}

static void put_or_null(struct table *t, int64_t value)
{
	if (value)
		table_int(t, value);
	else
		table_null(t);
}

static void put_amount(struct table *t, const char *figure, const char *of, int64_t minor)
{
	table_text(t, figure);
	table_text(t, of);
	table_null(t);
	table_null(t);
	table_int(t, minor);
}

static void put_totals(struct shop *sh, struct arena *a, struct table *t, const struct totals *all)
{
	for (int m = 1; m < MEASURES; m++)
		for (int i = 0; i < all->count; i++) {
			const struct total *one = &all->list[i];

			if (one->measure != (enum measure)m)
				continue;
			table_text(t, measure_words(one->measure));
			table_text(t, measure_item(sh, a, one, false));
			put_or_null(t, one->times);
			put_or_null(t, one->qty_milli);
			if (one->amount_minor || !one->times)
				table_int(t, one->amount_minor);
			else
				table_null(t);
		}
}

static void put_hours(struct arena *a, struct table *t, const struct hour_figures hours[24])
{
	for (int i = 0; i < 24; i++) {
		if (!hours[i].sales && !hours[i].amount_minor)
			continue;
		table_text(t, _("By the hour"));
		table_text(t, arena_printf(a, "%02d:00", i));
		table_int(t, hours[i].sales);
		table_null(t);
		table_int(t, hours[i].amount_minor);
	}
}

/* What the drawer should hold is told only after somebody counted it and closed. */
static void put_cash(struct table *t, const struct shift_report *r)
{
	put_amount(t, _("Cash"), _("Float"), r->cash.float_minor);
	if (!r->closed)
		return;
	put_amount(t, _("Cash"), _("Cash expected"), r->cash.expected_minor);
	put_amount(t, _("Cash"), _("Cash counted"), r->cash.counted_minor);
	put_amount(t, _("Cash"), _("Over or short"), r->cash.over_short_minor);
}

enum err sheet_shift(struct shop *sh, struct arena *a, int64_t shift_id, struct table **out)
{
	struct hour_figures hours[24] = { { 0 } };
	struct shift_report r;
	struct table *t;
	enum err e = report_shift(sh, a, shift_id, &r);

	for (int i = 0; e == OK && i < r.day_count; i++)
		e = report_hours(sh, r.days[i], r.shift_id, hours);
	if (e != OK)
		return e;
	t = figures_new(a, r.closed ? arena_printf(a, _("Z report %s"), r.number) : _("X report"));
	table_note(t, arena_printf(a, _("Till %s, %s, since %s"), r.terminal, r.opened_by,
		clock_text(a, r.opened_at_ms)));
	if (r.closed)
		table_note(t, arena_printf(a, _("Closed %s by %s"), clock_text(a, r.closed_at_ms), r.closed_by));
	put_cash(t, &r);
	put_totals(sh, a, t, &r.all);
	put_hours(a, t, hours);
	*out = t;
	return OK;
}

enum err sheet_counts(struct shop *sh, struct arena *a, int64_t shift_id, struct table **out)
{
	static const struct table_column columns[] = {
		{ N_("Attempt"), TABLE_NUMBER, false }, { N_("Time"), TABLE_TIME, false },
		{ N_("Staff"), TABLE_TEXT, false }, { N_("Amount"), TABLE_MONEY, false },
		{ N_("Notes and coins"), TABLE_TEXT, false },
	};
	struct drawer_count *list;
	struct table *t;
	int n = 0;
	enum err e = report_counts(sh, a, shift_id, &list, &n);

	if (e != OK)
		return e;
	t = table_new(a, _("How the drawer was counted"), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	for (int i = 0; i < n; i++) {
		table_int(t, list[i].attempt);
		table_int(t, list[i].at_ms);
		table_text(t, arena_printf(a, "%s %s", list[i].number, list[i].name));
		table_int(t, list[i].amount_minor);
		table_text(t, list[i].pieces);
	}
	*out = t;
	return OK;
}

/* One day of several: a shop that was shut has none. */
static enum err add_day(struct shop *sh, struct arena *a, int32_t day, struct totals *all,
	struct hour_figures hours[24], int *days, int *open)
{
	struct arena slice = ARENA_INIT;
	struct day_report r;
	enum err e = report_day(sh, &slice, day, &r);

	if (e == OK) {
		for (int i = 0; i < r.all.count; i++)
			totals_add(all, a, r.all.list[i].measure, r.all.list[i].item_id, r.all.list[i].times,
				r.all.list[i].qty_milli, r.all.list[i].amount_minor);
		++*days;
		*open += !r.closed;
		e = report_hours(sh, day, 0, hours);
	}
	arena_release(&slice);
	return e == ERR_NOTFOUND ? OK : e;
}

enum err report_period(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct totals *all,
	struct hour_figures hours[24], int *days, int *open, struct said *said)
{
	enum err e = office_need(sh, PERM_REPORTS, said);

	*days = *open = 0;
	if (e == OK)
		e = office_days(a, from, to, said);
	for (int32_t day = from; e == OK && day <= to; day = day_add(day, 1))
		e = add_day(sh, a, day, all, hours, days, open);
	return office_answer(said, e, "");
}

enum err sheet_period(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said)
{
	struct hour_figures hours[24] = { { 0 } };
	struct totals all = { NULL, 0, 0 };
	int days, open;
	enum err e = report_period(sh, a, from, to, &all, hours, &days, &open, said);

	if (e != OK)
		return e;
	*out = figures_new(a, from == to ? _("Day report") : _("Figures of days"));
	table_note(*out, days_words(a, from, to));
	table_note(*out, open ? arena_printf(a, _("Business days %d, not closed yet %d"), days, open)
		: arena_printf(a, _("Business days %d, all closed"), days));
	put_totals(sh, a, *out, &all);
	put_hours(a, *out, hours);
	return OK;
}

/* --- the cash office ------------------------------------------------------------------------------- */

enum err sheet_variances(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said)
{
	static const struct table_column columns[] = {
		{ N_("Number"), TABLE_TEXT, false }, { N_("Full name"), TABLE_TEXT, false },
		{ N_("Shifts"), TABLE_NUMBER, true }, { N_("Over"), TABLE_MONEY, true },
		{ N_("Short"), TABLE_MONEY, true }, { N_("Over or short"), TABLE_MONEY, true },
	};
	struct variance *list;
	int n = 0;
	enum err e = office_need(sh, PERM_CASH_BOOK, said);

	if (e == OK)
		e = report_variances(sh, a, from, to, &list, &n);
	if (e != OK)
		return office_answer(said, e, "");
	*out = table_new(a, _("Over and short by cashier"), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	table_note(*out, day_valid(from) && day_valid(to) ? days_words(a, from, to) : "");
	for (int i = 0; i < n; i++) {
		table_text(*out, list[i].number);
		table_text(*out, list[i].name);
		table_int(*out, list[i].shifts);
		table_int(*out, list[i].over_minor);
		table_int(*out, list[i].short_minor);
		table_int(*out, list[i].over_minor - list[i].short_minor);
	}
	table_totals(*out, _("All"));
	return OK;
}

enum err sheet_slips(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said)
{
	static const struct table_column columns[] = {
		{ N_("Document no."), TABLE_TEXT, false }, { N_("Time"), TABLE_TIME, false },
		{ N_("Kind"), TABLE_TEXT, false }, { N_("Amount"), TABLE_MONEY, false },
		{ N_("By"), TABLE_TEXT, false },
		{ N_("Approved by"), TABLE_TEXT, false }, { N_("Reason"), TABLE_TEXT, false },
		{ N_("Voucher or bag"), TABLE_TEXT, false },
	};
	struct cash_slip *list;
	int n = 0;
	enum err e = office_need(sh, PERM_CASH_BOOK, said);

	if (e == OK)
		e = cash_slips(sh, a, from, to, false, &list, &n);
	if (e != OK)
		return office_answer(said, e, "");
	*out = table_new(a, _("Cash moved without a sale"), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	table_note(*out, days_words(a, from, to));
	for (int i = 0; i < n; i++) {
		table_text(*out, list[i].number);
		table_int(*out, list[i].at_ms);
		table_text(*out, document_words(list[i].kind));
		table_int(*out, list[i].amount_minor);
		table_text(*out, list[i].staff);
		table_text(*out, list[i].approver);
		table_text(*out, tr_name(list[i].reason, list[i].reason_en));
		table_text(*out, list[i].reference);
	}
	return OK;
}

/* --- bottle machines ------------------------------------------------------------------------------- */

enum err sheet_bottle_slips(struct shop *sh, struct arena *a, const char *machine, int32_t from, int32_t to,
	struct table **out, struct said *said)
{
	static const struct table_column columns[] = {
		{ N_("Time"), TABLE_TIME, false }, { N_("Machine"), TABLE_TEXT, false },
		{ N_("Slip"), TABLE_TEXT, false }, { N_("Amount"), TABLE_MONEY, true },
		{ N_("Till"), TABLE_TEXT, false }, { N_("Document no."), TABLE_TEXT, false },
		{ N_("Staff"), TABLE_TEXT, false },
	};
	struct slip_info *list;
	int n = 0;
	enum err e = slips_paid(sh, a, machine, from, to, &list, &n, said);

	if (e != OK)
		return e;
	*out = table_new(a, _("Slips of bottle machines"), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	table_note(*out, days_words(a, from, to));
	for (int i = 0; i < n; i++) {
		table_int(*out, list[i].at_ms);
		table_text(*out, list[i].machine);
		table_text(*out, list[i].slip);
		table_int(*out, list[i].amount_minor);
		table_text(*out, list[i].terminal);
		table_text(*out, list[i].number);
		table_text(*out, list[i].staff);
	}
	table_totals(*out, _("All"));
	return OK;
}

enum err sheet_bottle_machines(struct shop *sh, struct arena *a, enum slips_by by, int32_t from, int32_t to,
	struct table **out, struct said *said)
{
	static const struct table_column columns[] = {
		{ N_("Machine"), TABLE_TEXT, false }, { N_("Day"), TABLE_DAY, false },
		{ N_("Slips"), TABLE_NUMBER, true }, { N_("Amount"), TABLE_MONEY, true },
	};
	struct slip_info *list;
	struct slip_sum *sums;
	int n = 0, count;
	enum err e = slips_paid(sh, a, NULL, from, to, &list, &n, said);

	if (e != OK)
		return e;
	slips_sum(a, list, n, by, &sums, &count);
	*out = table_new(a, _("Bottle machines by day"), columns_of(a, columns, COUNT(columns)), COUNT(columns));
	table_note(*out, days_words(a, from, to));
	for (int i = 0; i < count; i++) {
		table_text(*out, sums[i].machine);
		if (sums[i].day)
			table_int(*out, sums[i].day);
		else
			table_null(*out);
		table_int(*out, sums[i].slips);
		table_int(*out, sums[i].amount_minor);
	}
	table_totals(*out, _("All"));
	return OK;
}
