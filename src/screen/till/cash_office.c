/* cash_office.c - for who minds the money, at the till: what is open before the day is closed, bags on their way to the
 * bank, and over and short of each cashier as bars. */
#include "../screen_int.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/cash.h"
#include "service/day.h"
#include "service/report.h"
#include "service/words.h"
#include "tui/key.h"

#define DAYS_BACK 30 /* of over and short */
#define BAR_COLS 24

enum page { PAGE_OPEN, PAGE_BAGS, PAGE_OFF, PAGES };
enum { CELL_1, CELL_2, CELL_3, CELL_4, CELL_BAR, CELLS };

static const struct list_column columns[PAGES][CELLS] = {
	[PAGE_OPEN] = { { N_("What"), 0, ALIGN_LEFT, false, 0 }, { N_("Till"), 5, ALIGN_LEFT, false, 0 },
		{ N_("Staff"), 10, ALIGN_LEFT, false, 0 }, { N_("Count"), 6, ALIGN_RIGHT, false, 0 },
		{ N_("Amount"), 12, ALIGN_RIGHT, true, 0 } },
	[PAGE_BAGS] = { { N_("Bag"), 0, ALIGN_LEFT, false, 0 }, { N_("Day"), 11, ALIGN_LEFT, false, 0 },
		{ N_("By"), 10, ALIGN_LEFT, false, 0 }, { N_("Witness"), 10, ALIGN_LEFT, false, 0 },
		{ N_("Amount"), 12, ALIGN_RIGHT, true, 0 } },
	[PAGE_OFF] = { { N_("Cashier"), 0, ALIGN_LEFT, false, 0 }, { N_("Shifts"), 6, ALIGN_RIGHT, false, 0 },
		{ N_("Over"), 10, ALIGN_RIGHT, true, 0 }, { N_("Short"), 10, ALIGN_RIGHT, true, 0 },
		{ N_("Over or short"), BAR_COLS, ALIGN_LEFT, false, 0 } },
};

struct office_state {
	struct ui *ui;
	enum page page;
	struct list list;
	struct day_open *open;
	struct cash_slip *bags;
	struct variance *off;
	int count;
	int64_t most_minor;          /* the longest bar */
	struct cash_holdings held;
};

/* --- pages ----------------------------------------------------------------------------------- */

static const char *open_cell(const struct office_state *st, const struct day_open *o, int column, char *buf)
{
	switch (column) {
	case CELL_1:
		snprintf(buf, LIST_CELL_MAX, "%s %s", o->must ? "!" : " ", day_open_words(o->kind));
		return buf;
	case CELL_2:
		return o->terminal;
	case CELL_3:
		return o->staff;
	case CELL_4:
		snprintf(buf, LIST_CELL_MAX, "%d", o->count);
		return o->count > 1 ? buf : "";
	default:
		return o->amount_minor ? ui_money(st->ui, o->amount_minor) : "";
	}
}

static const char *bag_cell(const struct office_state *st, const struct cash_slip *b, int column)
{
	switch (column) {
	case CELL_1:
		return b->reference;
	case CELL_2:
		return day_text(&st->ui->paint, b->day);
	case CELL_3:
		return b->staff;
	case CELL_4:
		return b->approver;
	default:
		return ui_money(st->ui, b->amount_minor);
	}
}

static const char *off_cell(const struct office_state *st, const struct variance *v, int column, char *buf)
{
	int64_t off_minor = v->over_minor - v->short_minor;

	switch (column) {
	case CELL_1:
		snprintf(buf, LIST_CELL_MAX, "%s %s", v->number, v->name);
		return buf;
	case CELL_2:
		snprintf(buf, LIST_CELL_MAX, "%d", v->shifts);
		return buf;
	case CELL_3:
		return v->over_minor ? ui_money(st->ui, v->over_minor) : "";
	case CELL_4:
		return v->short_minor ? ui_money(st->ui, v->short_minor) : "";
	default:
		return ui_share(buf, llabs(off_minor), st->most_minor, BAR_COLS);
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct office_state *st = ctx;

	switch (st->page) {
	case PAGE_OPEN:
		return open_cell(st, &st->open[row], column, buf);
	case PAGE_BAGS:
		return bag_cell(st, &st->bags[row], column);
	default:
		return off_cell(st, &st->off[row], column, buf);
	}
}

/* What keeps the day open, and who was short, is seen at once. */
static enum style row_style(void *ctx, int row)
{
	const struct office_state *st = ctx;

	if (st->page == PAGE_OPEN)
		return st->open[row].must ? STYLE_ERROR : STYLE_NORMAL;
	if (st->page == PAGE_OFF)
		return st->off[row].short_minor > st->off[row].over_minor ? STYLE_ERROR : STYLE_NORMAL;
	return STYLE_NORMAL;
}

static enum err load(struct screen *s)
{
	struct office_state *st = s->state;
	struct shop *sh = st->ui->shop;
	int32_t today = shop_business_day(sh);
	int all = 0;
	enum err e = cash_holdings(sh, &s->arena, &st->held);

	st->count = 0;
	if (e == OK && st->page == PAGE_OPEN)
		e = day_open_list(sh, &s->arena, today, &st->open, &st->count);
	if (e == OK && st->page == PAGE_BAGS)
		e = cash_slips(sh, &s->arena, 0, 0, true, &st->bags, &all);
	for (int i = 0; e == OK && i < all; i++)
		if (!st->bags[i].banked)
			st->bags[st->count++] = st->bags[i];
	if (e == OK && st->page == PAGE_OFF)
		e = report_variances(sh, &s->arena, day_add(today, -DAYS_BACK), today, &st->off, &st->count);
	st->most_minor = 0;
	for (int i = 0; e == OK && st->page == PAGE_OFF && i < st->count; i++)
		if (llabs(st->off[i].over_minor - st->off[i].short_minor) > st->most_minor)
			st->most_minor = llabs(st->off[i].over_minor - st->off[i].short_minor);
	list_init(&st->list, columns[st->page], CELLS, LIST_HEAD | LIST_COUNT, cell, st);
	st->list.style = row_style;
	list_set_count(&st->list, e == OK ? st->count : 0);
	return e;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct office_state *st = s->state;

	(void)arg;
	st->ui = ui_of(s);
	return load(s);
}

/* --- picture --------------------------------------------------------------------------------- */

static void draw(struct screen *s)
{
	static const char *const titles[PAGES] = { N_("Open before the day is closed"), N_("Bags on their way"),
		N_("Over and short, 30 days") };
	static const char *const empty[PAGES] = { N_("Nothing is open: Enter closes the day"),
		N_("No bag is on its way"), N_("No shift was closed") };
	static const char *const keys[PAGES] = { N_("Enter closes the day, Tab next page, Esc goes back"),
		N_("Enter: the bank has this bag; Tab next page, Esc goes back"), N_("Tab next page, Esc goes back") };
	struct office_state *st = s->state;
	struct rect all = screen_rect();

	st->ui->stage = (struct rect){ 1, 0, all.h - 4, all.w };
	status_draw(st->ui, 0, all.w);
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, _(titles[st->page]));
	list_draw(&st->list, (struct rect){ 2, 1, all.h - 6, all.w - 2 });
	if (st->count == 0)
		draw_field(4, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _(empty[st->page]));
	draw_hline(all.h - 4, 0, all.w, STYLE_LINE);
	draw_field(all.h - 3, 1, all.w - 2, STYLE_NORMAL, ALIGN_LEFT, arena_printf(&st->ui->paint,
		_("Safe %s, bags on their way %d with %s"), ui_money(st->ui, st->held.safe_minor), st->held.bags,
		ui_money(st->ui, st->held.transit_minor)));
	st->ui->message_y = all.h - 2;
	st->ui->message_cols = all.w;
	screen_draw_toast(s, all.h - 2, 0, all.w);
	draw_field(all.h - 1, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _(keys[st->page]));
}

/* --- keys ------------------------------------------------------------------------------------ */

static enum react again(struct screen *s)
{
	if (load(s) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
	return REACT_REDRAW;
}

/* An act may ask for more: then its question is on top, and the page is read again when that is answered. */
static enum react tell(struct screen *s, enum action act, const char *arg)
{
	enum react r;

	ui_tell(s, act, arg);
	r = ui_settle(s, true);
	return r & REACT_CLOSE ? r : again(s);
}

static enum react key(struct screen *s, int32_t code)
{
	struct office_state *st = s->state;

	switch (code) {
	case TKEY_ESC:
		return REACT_CLOSE;
	case TKEY_TAB:
		st->page = (enum page)((st->page + 1) % PAGES);
		return again(s);
	case TKEY_ENTER:
		if (st->page == PAGE_OPEN)
			return tell(s, ACT_CLOSE_DAY, "");
		if (st->page == PAGE_BAGS && st->count)
			return tell(s, ACT_BANKED, st->bags[st->list.cursor].reference);
		return REACT_BEEP;
	default:
		return list_key(&st->list, code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK)
		ui_tick(s);
	if (ui_view(s)->phase == TILL_OFF || ui_view(s)->phase == TILL_LOCKED)
		return REACT_CLOSE | REACT_PASS;
	return e->kind == EVENT_KEY ? key(s, e->code) : REACT_REDRAW;
}

static enum react resume(struct screen *s, const struct answer *a)
{
	ui_resume(s, a);
	return again(s);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	if (action < ACTIONS)
		ui_act(s, NULL, action, arg, NULL);
	return again(s);
}

const struct screen_ops office_cash_ops = {
	.name = "cash-office", .title = N_("Cash office"), .size = sizeof(struct office_state),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume
};
