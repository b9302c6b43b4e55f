/* held.c - the baskets that were put aside, to take one back or to bring its lines into this one. */
#include "../screen_int.h"

#include <stdio.h>
#include <string.h>

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
	enum action act;
};

const char *ui_age(int64_t held_at_ms, char *buf)
{
	int64_t minutes = (clock_now_ms() - held_at_ms) / MINUTE_MS;

	if (minutes < 60)
		snprintf(buf, LIST_CELL_MAX, _("%d min"), (int)(minutes > 0 ? minutes : 0));
	else
		snprintf(buf, LIST_CELL_MAX, _("%d h"), (int)(minutes / 60));
	return buf;
}

const char *basket_words(struct ui *ui, const struct held_basket *b, bool owner)
{
	const char *mine = shop_staff(ui->shop)->name;
	const char *parts[] = { owner && strcmp(b->staff, mine ? mine : "") != 0 ? b->staff : "",
		b->deferred ? _("left over") : "", *b->sent_by
		? arena_printf(&ui->paint, _("from till %s"), b->sent_by) : "", *b->began
		? arena_printf(&ui->paint, _("begun by %s"), b->began) : "", b->customer, b->note };
	const char *text = "";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (*parts[i])
			text = arena_printf(&ui->paint, "%s%s%s", text, *text ? ", " : "", parts[i]);
	return text;
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
		return ui_age(b->held_at_ms, buf);
	case HELD_STAFF:
		return b->staff ? b->staff : "";
	default:
		return basket_words(st->ui, b, true);
	}
}

static enum err begin(struct screen *s, const void *arg)
{
	struct held_state *st = s->state;
	struct held_basket *all;
	int n;
	enum err e = till_held(ui_of(s)->shop, &s->arena, &all, &n);

	if (e != OK)
		return e;
	st->act = arg ? *(const enum action *)arg : ACT_RECALL;
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
	struct rect in = frame_box(s, rows + 3, HELD_COLS, st->act == ACT_MERGE
		? _("Bring which basket into this one?") : _("Held baskets"));

	list_draw(&st->list, (struct rect){ in.y, in.x, in.h - 2, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		st->act == ACT_MERGE ? _("A digit or Enter chooses, Esc goes back")
		: _("A digit or Enter takes one back, Esc goes back"));
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
		ui_tell(s, st->act, arena_printf(&ui_of(s)->event, "%d",
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
