/* report_view.c - the figures of the shift so far (X report), to read; Enter prints them. */
#include "../screen_int.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/report.h"
#include "service/words.h"
#include "tui/key.h"

#define REPORT_ROWS 300
#define REPORT_COLS 46
#define REPORT_LEAST 12 /* rows between status bar and foot for its box */

enum { REPORT_LABEL, REPORT_TIMES, REPORT_AMOUNT, REPORT_COLUMNS };

static const struct list_column columns[REPORT_COLUMNS] = {
	[REPORT_LABEL] = { "", 0, ALIGN_LEFT, false, 0 },
	[REPORT_TIMES] = { N_("Times"), 8, ALIGN_RIGHT, false, 0 },
	[REPORT_AMOUNT] = { N_("Amount"), 13, ALIGN_RIGHT, true, 0 },
};

struct report_row {
	const char *label;
	int64_t times, amount_minor;
	bool has_times, has_amount, head;
};

struct report_state {
	struct report_row *rows;
	int count;
	struct list list;
	struct ui *ui;
	struct shift_report report;
};

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct report_state *st = ctx;
	const struct report_row *r = &st->rows[row];

	switch (column) {
	case REPORT_LABEL:
		snprintf(buf, LIST_CELL_MAX, r->head ? "%s" : " %s", r->label);
		return buf;
	case REPORT_TIMES:
		snprintf(buf, LIST_CELL_MAX, "%lld", (long long)r->times);
		return r->has_times ? buf : "";
	default:
		return r->has_amount ? ui_money(st->ui, r->amount_minor) : "";
	}
}

static enum style row_style(void *ctx, int row)
{
	const struct report_state *st = ctx;

	return st->rows[row].head ? STYLE_TITLE : STYLE_NORMAL;
}

static void add(struct report_state *st, struct report_row row)
{
	if (st->count < REPORT_ROWS)
		st->rows[st->count++] = row;
}

static void add_measure(struct report_state *st, enum measure m, const char *label, bool amount)
{
	struct total t = report_total(&st->report.all, m, -1);

	add(st, (struct report_row){ .label = label, .times = t.times, .has_times = true,
		.amount_minor = t.amount_minor, .has_amount = amount });
}

static void add_head(struct report_state *st, const char *label)
{
	add(st, (struct report_row){ .label = label, .head = true });
}

static void add_cash(struct report_state *st, const char *label, int64_t minor)
{
	add(st, (struct report_row){ .label = label, .amount_minor = minor, .has_amount = true });
}

/* One row for each item of a measure. */
static void add_items(struct report_state *st, struct arena *a, enum measure m, const char *head)
{
	const struct totals *all = &st->report.all;
	bool any = false;

	for (int i = 0; i < all->count; i++) {
		const struct total *t = &all->list[i];

		if (t->measure != m)
			continue;
		if (!any)
			add_head(st, head);
		any = true;
		add(st, (struct report_row){ .label = measure_item(st->ui->shop, a, t, false),
			.times = t->times, .has_times = t->times != 0,
			.amount_minor = t->amount_minor, .has_amount = true });
	}
}

/* Nothing is said of what did not occur. */
static void add_if(struct report_state *st, enum measure m, const char *label)
{
	struct total t = report_total(&st->report.all, m, -1);

	if (t.times || t.amount_minor)
		add_measure(st, m, label, true);
}

static void fill_sales(struct report_state *st, struct arena *a)
{
	add_measure(st, MEASURE_SALES, _("Sales"), true);
	add_measure(st, MEASURE_RETURNS, _("Returns"), true);
	add_measure(st, MEASURE_VOIDS, _("Voids"), true);
	add_measure(st, MEASURE_DISCOUNT, _("Discounts"), true);
	add_measure(st, MEASURE_ROUNDING, _("Cash rounding"), true);
	add_if(st, MEASURE_DEPOSIT, _("Deposits on bottles"));
	add_if(st, MEASURE_EMPTIES, _("Empties paid out"));
	add_if(st, MEASURE_FORFEIT, _("Rests of vouchers kept"));
	add_items(st, a, MEASURE_TENDER_IN, _("Received"));
	add_items(st, a, MEASURE_TENDER_OUT, _("Given back"));
	add_items(st, a, MEASURE_EMPTY, _("Empties of a kind"));
	add_items(st, a, MEASURE_CORRECTION, _("Payments corrected"));
	add_items(st, a, MEASURE_VALUE, _("Beside sales"));
	add_items(st, a, MEASURE_VALUE_OUT, _("Paid out of what is held"));
	add_items(st, a, MEASURE_TOP_UP, _("Stored value paid in"));
	add_items(st, a, MEASURE_CARD_OUT, _("Stored value paid out"));
	add_items(st, a, MEASURE_FEE, _("Fees"));
	add_items(st, a, MEASURE_FOREIGN, _("Foreign notes"));
	add_items(st, a, MEASURE_TAX_BASE, _("With tax"));
	add_items(st, a, MEASURE_TAX, _("Tax inside"));
	add_items(st, a, MEASURE_DEPARTMENT, _("Departments"));
}

static enum err fill_people(struct report_state *st, struct arena *a)
{
	struct hour_figures hours[24] = { { 0 } };
	struct cashier_figures *list;
	bool any = false;
	int n = 0;
	enum err e = report_cashiers(st->ui->shop, a, &st->report.all, &list, &n);

	if (e == OK && n)
		add_head(st, _("Cashiers"));
	for (int i = 0; e == OK && i < n; i++)
		add(st, (struct report_row){ .label = arena_printf(a, "%s %s", list[i].number, list[i].name),
			.times = list[i].sales, .has_times = true, .amount_minor = list[i].amount_minor,
			.has_amount = true });
	for (int i = 0; e == OK && i < st->report.day_count; i++)
		e = report_hours(st->ui->shop, st->report.days[i], st->report.shift_id, hours);
	for (int i = 0; e == OK && i < 24; i++) {
		if (!hours[i].sales && !hours[i].amount_minor)
			continue;
		if (!any)
			add_head(st, _("Hours"));
		any = true;
		add(st, (struct report_row){ .label = arena_printf(a, "%02d:00", i), .times = hours[i].sales,
			.has_times = true, .amount_minor = hours[i].amount_minor, .has_amount = true });
	}
	return e;
}

static void fill_cash(struct report_state *st, struct arena *a)
{
	const struct cash_figures *cash = &st->report.cash;

	add_head(st, _("Cash"));
	add_cash(st, _("Float"), cash->float_minor);
	add_cash(st, _("Taken"), cash->taken_minor);
	add_cash(st, _("Given back"), cash->refunded_minor);
	add_items(st, a, MEASURE_DRAWER, _("Cash moved"));
	add_items(st, a, MEASURE_PAID_IN, action_words(ACT_PAY_IN));
	add_items(st, a, MEASURE_PAID_OUT, action_words(ACT_PAY_OUT));
}

static void fill_record(struct report_state *st, struct arena *a)
{
	const struct shift_report *r = &st->report;
	struct total opened = report_total(&r->all, MEASURE_NO_SALE, -1);

	add_head(st, _("On record"));
	add_measure(st, MEASURE_OVERRIDE, _("Prices by hand"), true);
	add_measure(st, MEASURE_LINE_VOID, _("Lines taken out"), true);
	add_measure(st, MEASURE_CANCEL, _("Baskets cancelled"), true);
	add_measure(st, MEASURE_NO_SALE, _("Drawer opened"), false);
	if (opened.times)
		add(st, (struct report_row){ .label = arena_printf(a, _("an hour: %s"), qty_text(a,
			report_per_hour_milli(opened.times, r->opened_at_ms, r->printed_at_ms))) });
	add_measure(st, MEASURE_REPRINT, _("Copies printed"), false);
	if (r->unknown_count)
		add_head(st, _("Outcome unknown"));
	for (int i = 0; i < r->unknown_count; i++)
		add(st, (struct report_row){ .label = arena_printf(a, "%s %s", measure_item(st->ui->shop, a,
			&(struct total){ .measure = MEASURE_TENDER_IN, .item_id = r->unknown[i].tender_id }, false),
			clock_text(a, r->unknown[i].begun_at_ms)),
			.amount_minor = r->unknown[i].amount_minor, .has_amount = true });
}

static enum err fill(struct report_state *st, struct arena *a)
{
	enum err e;

	fill_sales(st, a);
	e = fill_people(st, a);
	fill_cash(st, a);
	fill_record(st, a);
	return e;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct report_state *st = s->state;
	enum err e = report_shift(ui_of(s)->shop, &s->arena, 0, &st->report);

	(void)arg;
	if (e != OK)
		return e;
	st->ui = ui_of(s);
	st->rows = arena_array(&s->arena, REPORT_ROWS, sizeof *st->rows);
	if ((e = fill(st, &s->arena)) != OK)
		return e;
	list_init(&st->list, columns, REPORT_COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	st->list.style = row_style;
	list_set_count(&st->list, st->count);
	return OK;
}

static void draw(struct screen *s)
{
	struct report_state *st = s->state;
	struct ui *ui = ui_of(s);
	int rows = ui->stage.h < REPORT_LEAST ? screen_rect().h : ui->stage.h; /* of a handheld all of the screen */
	struct rect in = frame_box(s, rows - 2, REPORT_COLS, _("X report"));
	const struct shift_report *r = &st->report;

	draw_field(in.y, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		arena_printf(&ui->paint, _("Till %s, since %s, %s"), r->terminal,
			clock_text(&ui->paint, r->opened_at_ms), r->opened_by));
	list_draw(&st->list, (struct rect){ in.y + 1, in.x, in.h - 3, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Arrows scroll, Enter prints it, Esc goes back"));
}

static enum react event(struct screen *s, const struct event *e)
{
	struct report_state *st = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK)
		return ui_view(s)->phase == TILL_BASKET || ui_view(s)->phase == TILL_NO_SHIFT
			? REACT_NONE : REACT_CLOSE;
	if (e->kind != EVENT_KEY)
		return REACT_REDRAW;
	if (e->code == TKEY_ENTER) {
		ui_tell(s, ACT_X_REPORT, "");
		return REACT_CLOSE;
	}
	if (list_key(&st->list, e->code) == LIST_MOVED)
		return REACT_REDRAW;
	return e->code == TKEY_ESC ? REACT_CLOSE : REACT_BEEP;
}

const struct screen_ops report_ops = {
	.name = "report", .title = N_("X report"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct report_state),
	.open = begin, .draw = draw, .event = event
};
