/* report.c - see report.h. Figures come from the rows kept with each document, so a day of 100,000 sales reads
 * as quickly as a day of one. */
#include "service/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/code.h"
#include "../shop/shop_int.h"
#include "service/day.h"
#include "store/cash_store.h"
#include "store/document_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"
#include "store/staff_store.h"
#include "store/value_store.h"

struct total report_total(const struct totals *t, enum measure m, int64_t item_id)
{
	struct total sum = { .measure = m, .item_id = item_id };

	for (int i = 0; i < t->count; i++) {
		const struct total *one = &t->list[i];

		if (one->measure != m || (item_id != -1 && one->item_id != item_id))
			continue;
		sum.times += one->times;
		sum.qty_milli += one->qty_milli;
		sum.amount_minor += one->amount_minor;
	}
	return sum;
}

enum err report_cashiers(struct shop *sh, struct arena *a, const struct totals *t, struct cashier_figures **list,
	int *n)
{
	struct staff_row who;
	enum err e = OK;

	*list = arena_array(a, (size_t)t->count, sizeof **list);
	*n = 0;
	for (int i = 0; e == OK && i < t->count; i++) {
		if (t->list[i].measure != MEASURE_CASHIER)
			continue;
		e = staff_by_id(sh->db, a, t->list[i].item_id, &who);
		if (e == OK)
			(*list)[(*n)++] = (struct cashier_figures){ who.number, who.name, t->list[i].times,
				t->list[i].amount_minor };
	}
	return e;
}

#define HOUR_MS INT64_C(3600000)

int64_t report_per_hour_milli(int64_t times, int64_t from_ms, int64_t to_ms)
{
	int64_t ms = to_ms - from_ms > HOUR_MS ? to_ms - from_ms : HOUR_MS;

	return mul_div(times * 10, HOUR_MS, ms, ROUND_HALF_AWAY) * 100;
}

static void add_total(struct totals *t, struct arena *a, const struct total *one)
{
	totals_add(t, a, one->measure, one->item_id, one->times, one->qty_milli, one->amount_minor);
}

/* --- a shift -------------------------------------------------------------------------------------- */

static struct totals *day_part(struct shift_report *out, int32_t day)
{
	const int room = (int)(sizeof out->days / sizeof *out->days);

	for (int i = 0; i < out->day_count; i++)
		if (out->days[i] == day)
			return &out->by_day[i];
	if (out->day_count == room)
		return &out->by_day[room - 1];
	out->days[out->day_count] = day;
	return &out->by_day[out->day_count++];
}

static enum err cash_figures(struct shop *sh, struct arena *a, const struct shift_row *shift,
	struct shift_report *out)
{
	struct cash_figures *cash = &out->cash;
	struct count_row *counts;
	int64_t moved;
	const int64_t cash_id = shop_tender_of_kind(sh, TENDER_CASH)->id;
	int n;
	enum err e = shift_counts(sh->db, a, shift->id, &counts, &n);

	if (e != OK)
		return e;
	cash->float_minor = shift->float_minor;
	cash->taken_minor = report_total(&out->all, MEASURE_TENDER_IN, cash_id).amount_minor;
	cash->refunded_minor = report_total(&out->all, MEASURE_TENDER_OUT, cash_id).amount_minor;
	cash->dropped_minor = -report_total(&out->all, MEASURE_DRAWER, DOC_DROP).amount_minor -
		report_total(&out->all, MEASURE_DRAWER, DOC_PICK_UP).amount_minor;
	cash->changed_minor = report_total(&out->all, MEASURE_DRAWER, DOC_CHANGE_IN).amount_minor;
	cash->paid_in_minor = report_total(&out->all, MEASURE_DRAWER, DOC_PAY_IN).amount_minor;
	cash->paid_out_minor = -report_total(&out->all, MEASURE_DRAWER, DOC_PAY_OUT).amount_minor;
	moved = report_total(&out->all, MEASURE_DRAWER, -1).amount_minor;
	cash->other_minor = moved + cash->dropped_minor - cash->changed_minor - cash->paid_in_minor +
		cash->paid_out_minor;
	cash->expected_minor = cash->float_minor + cash->taken_minor - cash->refunded_minor + moved;
	cash->counted = n > 0;
	if (n > 0) {
		cash->counted_minor = counts[n - 1].counted_minor;
		cash->over_short_minor = cash->counted_minor - cash->expected_minor;
	}
	return OK;
}

/* What the closing put on record of baskets that it left, and of payments that nobody knows of. */
static enum err left_open(struct shop *sh, struct arena *a, int64_t seal_id, struct shift_report *out)
{
	struct audit_store_row *rows;
	int n = 0;
	enum err e = audit_rows_of(sh->db, a, seal_id, &rows, &n);

	if (e != OK)
		return e;
	out->left = arena_array(a, (size_t)n, sizeof *out->left);
	out->unknown = arena_array(a, (size_t)n, sizeof *out->unknown);
	for (int i = 0; i < n; i++) {
		char *end;
		int64_t first = strtoll(rows[i].detail, &end, 10), second = strtoll(end, NULL, 10);

		if (strcmp(rows[i].action, "left") == 0)
			out->left[out->left_count++] = (struct left_basket){ (int)first, (int)second,
				rows[i].amount_minor };
		if (strcmp(rows[i].action, "left-unknown") == 0)
			out->unknown[out->unknown_count++] = (struct left_payment){ first, rows[i].amount_minor,
				second };
	}
	return OK;
}

/* Of the till, while its shift is open. */
static enum err unknown_now(struct shop *sh, struct arena *a, const struct shift_row *shift, struct shift_report *out)
{
	struct intent_row *list;
	int n = 0;
	enum err e = intents_open(sh->db, a, 0, shift->terminal_id, &list, &n);

	out->unknown = arena_array(a, (size_t)n, sizeof *out->unknown);
	for (int i = 0; e == OK && i < n; i++)
		out->unknown[out->unknown_count++] = (struct left_payment){ list[i].tender_id, list[i].amount_minor,
			list[i].begun_at_ms };
	return e;
}

/* The document that closed it bears the number and the hash. */
static enum err closing_document(struct shop *sh, struct arena *a, struct shift_report *out)
{
	struct document d;
	int64_t id;
	enum err e = document_cash_up(sh->db, a, out->shift_id, &id);

	if (e == OK)
		e = document_load(sh->db, a, id, &d);
	if (e != OK)
		return e;
	out->number = doc_number_text(a, d.terminal_code, d.series, d.running);
	out->link = d.link;
	return left_open(sh, a, id, out);
}

static enum err find_shift(struct shop *sh, struct arena *a, int64_t shift_id, struct shift_row *out)
{
	enum err e;

	if (shift_id)
		return shift_get(sh->db, a, shift_id, out);
	e = shift_open_of(sh->db, a, sh->terminal_id, sh->staff.id, out);
	return e == ERR_NOTFOUND ? shift_last_of(sh->db, a, sh->terminal_id, sh->staff.id, out) : e;
}

enum err report_shift(struct shop *sh, struct arena *a, int64_t shift_id, struct shift_report *out)
{
	struct shift_row shift;
	struct shift_total_row *rows;
	struct drawer_count *counts;
	int n;
	enum err e = find_shift(sh, a, shift_id, &shift);

	if (e == OK)
		e = shift_totals(sh->db, a, shift.id, &rows, &n);
	if (e != OK)
		return e;
	*out = (struct shift_report){ .shift_id = shift.id, .closed = shift.state == SHIFT_CLOSED,
		.terminal = shift.terminal_code, .opened_by_number = shift.staff_number,
		.opened_by = shift.staff_name, .closed_by = shift.closed_by_name,
		.opened_at_ms = shift.opened_at_ms, .closed_at_ms = shift.closed_at_ms,
		.printed_at_ms = clock_now_ms(), .first_day = shift.opened_day, .last_day = shift.opened_day,
		.number = "", .link = "" };
	for (int i = 0; i < n; i++) {
		add_total(&out->all, a, &rows[i].total);
		add_total(day_part(out, rows[i].day), a, &rows[i].total);
		if (rows[i].day > out->last_day)
			out->last_day = rows[i].day;
	}
	e = cash_figures(sh, a, &shift, out);
	if (e == OK)
		e = report_counts(sh, a, shift.id, &counts, &n);
	if (e == OK)
		report_beside(sh, a, &out->all, n ? counts[n - 1].pieces : "", &out->beside, &out->beside_count);
	if (e == OK)
		e = out->closed ? closing_document(sh, a, out) : unknown_now(sh, a, &shift, out);
	return e;
}

enum err report_shift_of(struct shop *sh, struct arena *a, const char *terminal, bool closed, int64_t *shift_id)
{
	struct terminal_row row;
	struct shift_row shift;
	enum err e = terminal_by_code(sh->db, a, terminal, &row);

	if (e == OK)
		e = closed ? shift_last_closed_of(sh->db, a, row.id, 0, &shift)
			: shift_open_of(sh->db, a, row.id, 0, &shift);
	if (e == OK)
		*shift_id = shift.id;
	return e;
}

enum err report_shifts(struct shop *sh, struct arena *a, int limit, struct shift_info **list, int *n)
{
	struct shift_variance *over;
	struct shift_row *rows;
	int count = 0;
	enum err e = shifts_list(sh->db, a, limit, &rows, n);

	if (e != OK)
		return e;
	e = cash_shift_variances(sh->db, a, limit, &over, &count);
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		(*list)[i] = (struct shift_info){ rows[i].id, rows[i].terminal_code, rows[i].staff_name,
			rows[i].opened_at_ms, rows[i].closed_at_ms, rows[i].float_minor, 0 };
		for (int k = 0; k < count; k++)
			if (over[k].shift_id == rows[i].id)
				(*list)[i].over_short_minor = over[k].over_short_minor;
	}
	return e;
}

/* --- a day ---------------------------------------------------------------------------------------- */

static struct day_shift *shift_part(struct day_report *out, int64_t id)
{
	for (int i = 0; i < out->shift_count; i++)
		if (out->shifts[i].id == id)
			return &out->shifts[i];
	out->shifts[out->shift_count].id = id;
	return &out->shifts[out->shift_count++];
}

static enum err fill_shift(struct shop *sh, struct arena *a, struct day_shift *part)
{
	struct shift_report report;
	enum err e = report_shift(sh, a, part->id, &report);

	if (e != OK)
		return e;
	part->terminal = report.terminal;
	part->staff = report.opened_by;
	part->closed = report.closed;
	part->over_short_minor = report.closed ? report.cash.over_short_minor : 0;
	return OK;
}

enum err report_day(struct shop *sh, struct arena *a, int32_t day, struct day_report *out)
{
	struct shift_total_row *rows;
	struct day_row row;
	int n;
	enum err e = day_get(sh->db, a, day, &row);

	if (e == OK)
		e = day_totals(sh->db, a, day, &rows, &n);
	if (e != OK)
		return e;
	*out = (struct day_report){ .day = day, .closed = row.closed };
	out->shifts = arena_array(a, (size_t)n, sizeof *out->shifts);
	for (int i = 0; i < n; i++) {
		add_total(&out->all, a, &rows[i].total);
		add_total(&shift_part(out, rows[i].shift_id)->part, a, &rows[i].total);
	}
	for (int i = 0; e == OK && i < out->shift_count; i++)
		e = fill_shift(sh, a, &out->shifts[i]);
	if (e == OK)
		e = day_reopened(sh, a, day, &out->reopened);
	return e;
}
