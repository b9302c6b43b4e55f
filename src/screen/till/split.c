/* split.c - the lines of the basket to choose from: what is chosen goes aside as a basket of its own. */
#include "../screen_int.h"

#include <stdio.h>

#include "base/sbuf.h"
#include "base/tr.h"
#include "tui/key.h"

#define SPLIT_COLS 50
#define QTY_STEP 1000 /* one piece */

enum { SPLIT_NO, SPLIT_NAME, SPLIT_QTY, SPLIT_AMOUNT, SPLIT_GOES, SPLIT_COLUMNS };

static const struct list_column columns[SPLIT_COLUMNS] = {
	[SPLIT_NO] = { "", 3, ALIGN_RIGHT, false, 0 },
	[SPLIT_NAME] = { N_("Article"), 0, ALIGN_LEFT, false, 0 },
	[SPLIT_QTY] = { N_("Qty"), 6, ALIGN_RIGHT, false, 0 },
	[SPLIT_AMOUNT] = { N_("Amount"), 9, ALIGN_RIGHT, true, 1 },
	[SPLIT_GOES] = { N_("Goes"), 6, ALIGN_RIGHT, false, 0 },
};

struct split_state {
	int64_t *goes_milli;    /* per line of the basket */
	struct list list;
	struct ui *ui;
};

static const struct line *line_at(const struct split_state *st, int row)
{
	return &till_view(st->ui->till)->basket->lines[row];
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct split_state *st = ctx;
	const struct line *l = line_at(st, row);

	switch (column) {
	case SPLIT_NO:
		snprintf(buf, LIST_CELL_MAX, "%d", l->line_no);
		return buf;
	case SPLIT_NAME:
		return l->name;
	case SPLIT_QTY:
		return ui_qty(st->ui, l->qty_milli);
	case SPLIT_AMOUNT:
		return ui_money(st->ui, l->paid_minor);
	default:
		return st->goes_milli[row] ? ui_qty(st->ui, st->goes_milli[row]) : "";
	}
}

static enum style row_style(void *ctx, int row)
{
	const struct split_state *st = ctx;

	return st->goes_milli[row] ? STYLE_WARNING : STYLE_NORMAL;
}

static enum err begin(struct screen *s, const void *arg)
{
	struct split_state *st = s->state;

	(void)arg;
	st->ui = ui_of(s);
	list_init(&st->list, columns, SPLIT_COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	st->list.style = row_style;
	list_set_count(&st->list, ui_view(s)->basket->line_count);
	st->goes_milli = arena_array(&s->arena, (size_t)st->list.count + 1, sizeof *st->goes_milli);
	return OK;
}

static void draw(struct screen *s)
{
	struct split_state *st = s->state;
	int rows = st->list.count < st->ui->stage.h - 6 ? st->list.count : st->ui->stage.h - 6;
	struct rect in = frame_box(s, rows + 3, SPLIT_COLS, _("Split basket: what goes aside"));

	list_draw(&st->list, (struct rect){ in.y, in.x, in.h - 2, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Space: line, + -: pieces, Enter splits"));
}

/* One piece more or less of the line goes. */
static void step(struct split_state *st, int row, int64_t by_milli)
{
	int64_t qty = st->goes_milli[row] + by_milli, all = line_at(st, row)->qty_milli;

	st->goes_milli[row] = qty < 0 ? 0 : qty > all ? all : qty;
}

/* What was chosen, as the act takes it. */
static const char *chosen(struct split_state *st)
{
	struct sbuf b = SBUF_INIT;
	char *text;

	for (int i = 0; i < st->list.count; i++) {
		const struct line *l = line_at(st, i);

		if (st->goes_milli[i] == l->qty_milli)
			sbuf_printf(&b, "%d ", l->line_no);
		else if (st->goes_milli[i])
			sbuf_printf(&b, "%s*%d ", ui_qty(st->ui, st->goes_milli[i]), l->line_no);
	}
	text = arena_strdup(&st->ui->event, sbuf_text(&b));
	sbuf_release(&b);
	return text;
}

static enum react key(struct screen *s, int32_t code)
{
	struct split_state *st = s->state;
	int row = st->list.cursor;
	const char *what;

	switch (code) {
	case ' ':
		st->goes_milli[row] = st->goes_milli[row] ? 0 : line_at(st, row)->qty_milli;
		return REACT_REDRAW;
	case '+':
		step(st, row, QTY_STEP);
		return REACT_REDRAW;
	case '-':
		step(st, row, -QTY_STEP);
		return REACT_REDRAW;
	case TKEY_ENTER:
		what = chosen(st);
		if (!*what)
			return REACT_BEEP;
		return ui_tell(s, ACT_SPLIT, what) == OK ? REACT_CLOSE : REACT_REDRAW;
	case TKEY_ESC:
		return REACT_CLOSE;
	default:
		return list_key(&st->list, code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	const struct split_state *st = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (ui_view(s)->phase != TILL_BASKET || ui_view(s)->basket->line_count != st->list.count)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK)
		ui_tick(s);
	return e->kind == EVENT_KEY ? key(s, e->code) : REACT_REDRAW;
}

const struct screen_ops split_ops = {
	.name = "split", .title = N_("Split basket"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct split_state), .open = begin, .draw = draw, .event = event
};
