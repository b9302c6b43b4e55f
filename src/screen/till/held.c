/* held.c - the baskets that were put aside, to take one back. */
#include "../screen_int.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/tr.h"
#include "tui/key.h"

#define MINUTE_MS INT64_C(60000)
#define HELD_ROWS 10
#define HELD_COLS 46

enum { HELD_NO, HELD_AMOUNT, HELD_LINES, HELD_AGE, HELD_STAFF, HELD_NOTE, HELD_COLUMNS };

static const struct list_column columns[HELD_COLUMNS] = {
	[HELD_NO] = { N_("No."), 4, ALIGN_RIGHT, false, 0 },
	[HELD_AMOUNT] = { N_("Amount"), 10, ALIGN_RIGHT, true, 0 },
	[HELD_LINES] = { N_("Lines"), 5, ALIGN_RIGHT, false, 0 },
	[HELD_AGE] = { N_("Since"), 8, ALIGN_RIGHT, false, 0 },
	[HELD_STAFF] = { N_("Cashier"), 10, ALIGN_LEFT, false, 2 },
	[HELD_NOTE] = { N_("Note"), 0, ALIGN_LEFT, false, 1 },
};

struct held_state {
	struct held_basket *baskets;
	int count;
	struct list list;
	struct ui *ui;
};

static const char *age(int64_t held_at_ms, char *buf)
{
	int64_t minutes = (clock_now_ms() - held_at_ms) / MINUTE_MS;

	if (minutes < 60)
		snprintf(buf, LIST_CELL_MAX, _("%d min"), (int)(minutes > 0 ? minutes : 0));
	else
		snprintf(buf, LIST_CELL_MAX, _("%d h"), (int)(minutes / 60));
	return buf;
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct held_state *st = ctx;
	const struct held_basket *b = &st->baskets[row];

	switch (column) {
	case HELD_NO:
		snprintf(buf, LIST_CELL_MAX, "%d", b->held_no);
		return buf;
	case HELD_AMOUNT:
		return ui_money(st->ui, b->amount_minor);
	case HELD_LINES:
		snprintf(buf, LIST_CELL_MAX, "%d", b->lines);
		return buf;
	case HELD_AGE:
		return age(b->held_at_ms, buf);
	case HELD_STAFF:
		return b->staff ? b->staff : "";
	default:
		return b->note ? b->note : "";
	}
}

static enum err begin(struct screen *s, const void *arg)
{
	struct held_state *st = s->state;
	struct held_basket *all;
	int n;
	enum err e = till_held(ui_of(s)->shop, &s->arena, &all, &n);

	(void)arg;
	if (e != OK)
		return e;
	st->ui = ui_of(s);
	st->baskets = arena_array(&s->arena, (size_t)n + 1, sizeof *st->baskets);
	for (int i = 0; i < n; i++)
		if (all[i].held) /* those open at a terminal are not to be taken */
			st->baskets[st->count++] = all[i];
	list_init(&st->list, columns, HELD_COLUMNS, LIST_HEAD | LIST_NUMBERED | LIST_COUNT, cell,
		st);
	list_set_count(&st->list, st->count);
	return OK;
}

static void draw(struct screen *s)
{
	struct held_state *st = s->state;
	int rows = st->count < HELD_ROWS ? st->count : HELD_ROWS;
	struct rect in = frame_box(s, rows + 3, HELD_COLS, _("Held baskets"));

	list_draw(&st->list, (struct rect){ in.y, in.x, in.h - 2, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("A digit or Enter takes one back, Esc goes back"));
}

static enum react event(struct screen *s, const struct event *e)
{
	struct held_state *st = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK)
		return ui_view(s)->phase == TILL_BASKET ? REACT_REDRAW : REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_REDRAW;
	switch (list_key(&st->list, e->code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		ui_tell(s, ACT_RECALL, arena_printf(&ui_of(s)->event, "%d",
			st->baskets[st->list.cursor].held_no));
		return REACT_CLOSE;
	default:
		return e->code == TKEY_ESC ? REACT_CLOSE : REACT_BEEP;
	}
}

const struct screen_ops held_ops = {
	.name = "held", .title = N_("Held baskets"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct held_state), .open = begin, .draw = draw, .event = event
};
