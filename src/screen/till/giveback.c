/* giveback.c - a receipt opened for a return: its lines with what of each may still come back.
 * Articles are scanned one by one, or lines named by number; then Enter goes to payment. */
#include "../screen_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "tui/dialog.h"
#include "tui/key.h"

enum { BACK_NO, BACK_NAME, BACK_SOLD, BACK_LEFT, BACK_NOW, BACK_PAID, BACK_COLUMNS };

static const struct list_column columns[BACK_COLUMNS] = {
	[BACK_NO] = { "", 3, ALIGN_RIGHT, false, 0 },
	[BACK_NAME] = { N_("Article"), 0, ALIGN_LEFT, false, 0 },
	[BACK_SOLD] = { N_("Sold"), 5, ALIGN_RIGHT, false, 1 },
	[BACK_LEFT] = { N_("Left"), 5, ALIGN_RIGHT, false, 0 },
	[BACK_NOW] = { N_("Coming"), 6, ALIGN_RIGHT, false, 0 },
	[BACK_PAID] = { N_("Paid"), 8, ALIGN_RIGHT, true, 2 },
};

/* Where names would get too little room, what was sold is left out. */
static const struct list_column narrow[BACK_COLUMNS - 1] = {
	{ "", 3, ALIGN_RIGHT, false, 0 }, { N_("Article"), 0, ALIGN_LEFT, false, 0 },
	{ N_("Left"), 5, ALIGN_RIGHT, false, 0 }, { N_("Coming"), 6, ALIGN_RIGHT, false, 0 },
	{ N_("Paid"), 8, ALIGN_RIGHT, true, 0 },
};
#define WIDE_COLS 60

struct back_state {
	struct edit entry;
	struct list list;
	struct ui *ui;
};

/* What of a line of the receipt is in the basket now. */
static int64_t coming_back_milli(const struct till_view *v, const struct line *sold)
{
	int64_t sum = 0;

	for (int i = 0; i < v->basket->line_count; i++) {
		const struct line *l = &v->basket->lines[i];

		if ((l->flags & LINE_RETURN) && l->original_id == v->receipt.sale->id &&
		    l->original_line == sold->line_no)
			sum += l->qty_milli;
	}
	return sum;
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct back_state *st = ctx;
	const struct till_view *v = till_view(st->ui->till);
	const struct line *l = &v->receipt.sale->lines[row];
	int64_t now = coming_back_milli(v, l);

	if (st->list.columns == narrow && column >= BACK_SOLD)
		column++;
	switch (column) {
	case BACK_NO:
		snprintf(buf, LIST_CELL_MAX, "%d", l->line_no);
		return buf;
	case BACK_NAME:
		return l->name;
	case BACK_SOLD:
		return ui_qty(st->ui, l->qty_milli);
	case BACK_LEFT:
		return ui_qty(st->ui, v->receipt.left_milli[row]);
	case BACK_NOW:
		return now ? ui_qty(st->ui, now) : "";
	default:
		return ui_money(st->ui, l->paid_minor);
	}
}

static enum style row_style(void *ctx, int row)
{
	const struct back_state *st = ctx;
	const struct till_view *v = till_view(st->ui->till);

	if (coming_back_milli(v, &v->receipt.sale->lines[row]))
		return STYLE_WARNING;
	return v->receipt.left_milli[row] > 0 ? STYLE_NORMAL : STYLE_VOID;
}

/* Another receipt may have taken the place of the one that was open. */
static void count_rows(struct screen *s)
{
	struct back_state *st = s->state;
	const struct document *sale = ui_view(s)->receipt.sale;

	st->list.count = sale ? sale->line_count : 0;
	if (st->list.cursor >= st->list.count)
		st->list.cursor = -1;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct back_state *st = s->state;

	(void)arg;
	st->ui = ui_of(s);
	edit_init(&st->entry, EDIT_TEXT, 20);
	list_init(&st->list, columns, BACK_COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	st->list.style = row_style;
	count_rows(s);
	(void)ui_settle(s, true);
	return OK;
}

static const struct bar_item keys[] = {
	{ SCR_GO, N_("Take") }, { ACT_CASH, N_("Cash") }, { ACT_LINE_VOID, NULL },
	{ SCR_ESC, NULL }, { SCR_HELP, NULL }, { 0, NULL }
};

static void draw(struct screen *s)
{
	struct back_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);
	struct rect in;
	const char *label = _("Line or N*line");

	if (!v->receipt.sale)
		return;
	in = frame_box(s, ui->stage.h - 2, ui->stage.w - 3,
		arena_printf(&ui->paint, _("Goods back: receipt %s"), v->receipt.number));
	st->list.columns = in.w >= WIDE_COLS ? columns : narrow;
	st->list.column_count = in.w >= WIDE_COLS ? BACK_COLUMNS : BACK_COLUMNS - 1;
	list_draw(&st->list, (struct rect){ in.y, in.x, in.h - 3, in.w });
	draw_field(in.y + in.h - 2, in.x, text_width(label) + 2, STYLE_NORMAL, ALIGN_LEFT, label);
	edit_draw(&st->entry, in.y + in.h - 2, in.x + text_width(label) + 2, 20, STYLE_ENTRY,
		screen_is_top(s));
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, st->list.cursor >= 0
		? _("Enter takes this line back, Esc: no line")
		: v->basket->line_count ? _("Scan, or a line and Enter; Enter pays, Esc back")
		: _("Scan the goods, or a line and Enter; Esc back"));
	if (screen_is_top(s))
		frame_keys(s, keys, screen_rect().h - 1, 0, screen_rect().w);
}

static enum react settle(struct screen *s)
{
	const struct till_view *v = ui_view(s);

	count_rows(s);
	return ui_settle(s, v->phase == TILL_BASKET && v->receipt.sale);
}

/* "2" is line 2, "3*2" three of line 2: the machine takes the line first. */
static const char *typed_line(struct screen *s)
{
	struct back_state *st = s->state;
	struct ui *ui = ui_of(s);
	const char *star = strchr(st->entry.text, '*');

	if (!star)
		return arena_strdup(&ui->event, st->entry.text);
	return arena_printf(&ui->event, "%s %.*s", star + 1, (int)(star - st->entry.text),
		st->entry.text);
}

static enum react go(struct screen *s)
{
	struct back_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct till_view *v = ui_view(s);

	if (st->entry.len) {
		if (ui_tell(s, ACT_RETURN_LINE, typed_line(s)) == OK)
			edit_clear(&st->entry);
	} else if (st->list.cursor >= 0) {
		ui_tell(s, ACT_RETURN_LINE,
			arena_printf(&ui->event, "%d",
				v->receipt.sale->lines[st->list.cursor].line_no));
		st->list.cursor = -1;
	} else {
		ui_tell(s, ACT_PAY, "");
	}
	return settle(s);
}

static enum react esc(struct screen *s)
{
	struct back_state *st = s->state;

	if (st->entry.len)
		edit_clear(&st->entry);
	else if (st->list.cursor >= 0)
		st->list.cursor = -1;
	else
		ui_tell(s, ACT_BACK, "");
	return settle(s);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct back_state *st = s->state;

	switch (action) {
	case SCR_HELP:
		return ui_common(s, action);
	case SCR_GO:
		return go(s);
	case SCR_ESC:
		return esc(s);
	default:
		if (action >= ACTIONS)
			return REACT_PASS;
		ui_act(s, &st->entry, action, arg, NULL);
		return settle(s);
	}
}

static enum react key(struct screen *s, int32_t code)
{
	struct back_state *st = s->state;

	if (edit_key(&st->entry, code))
		return REACT_REDRAW;
	if (st->list.cursor < 0 && (code == TKEY_DOWN || code == TKEY_UP)) {
		list_select(&st->list, code == TKEY_DOWN ? 0 : st->list.count - 1);
		return REACT_REDRAW;
	}
	return list_key(&st->list, code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_SCAN:
		ui_scan(s, NULL, e->text);
		return settle(s);
	case EVENT_CARD:
		ui_card(s, e->text);
		return settle(s);
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->receipt.sale && ui_view(s)->phase == TILL_BASKET ? REACT_NONE
			: REACT_CLOSE;
	default:
		return REACT_REDRAW;
	}
}

static enum react resume(struct screen *s, const struct answer *a)
{
	(void)a;
	return settle(s);
}

const struct screen_ops return_ops = {
	.name = "return", .title = N_("Goods back"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct back_state),
	.open = begin, .draw = draw, .act = act, .event = event, .resume = resume
};
