/* baskets.c - every basket of the shop that is not paid yet, for who looks after the tills: where it stands, who has
 * it, who began it, for how long. */
#include "../screen_int.h"

#include <stdio.h>

#include "base/tr.h"
#include "tui/key.h"

enum { OPEN_STATE, OPEN_TILL, OPEN_STAFF, OPEN_AMOUNT, OPEN_LINES, OPEN_SINCE, OPEN_NOTE, OPEN_COLUMNS };

static const struct list_column columns[OPEN_COLUMNS] = {
	[OPEN_STATE] = { N_("Basket"), 10, ALIGN_LEFT, false, 0 },
	[OPEN_TILL] = { N_("Till"), 5, ALIGN_LEFT, false, 0 },
	[OPEN_STAFF] = { N_("Cashier"), 10, ALIGN_LEFT, false, 0 },
	[OPEN_AMOUNT] = { N_("Amount"), 10, ALIGN_RIGHT, true, 0 },
	[OPEN_LINES] = { N_("Lines"), 5, ALIGN_RIGHT, false, 2 },
	[OPEN_SINCE] = { N_("Since"), 8, ALIGN_RIGHT, false, 0 },
	[OPEN_NOTE] = { N_("Note"), 0, ALIGN_LEFT, false, 1 },
};

struct open_state {
	struct held_basket *baskets;
	int count;
	struct list list;
	struct ui *ui;
};

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct open_state *st = ctx;
	const struct held_basket *b = &st->baskets[row];

	switch (column) {
	case OPEN_STATE:
		if (b->held)
			snprintf(buf, LIST_CELL_MAX, b->deferred ? _("left %d") : _("held %d"), b->held_no);
		else
			snprintf(buf, LIST_CELL_MAX, "%s", _("open"));
		return buf;
	case OPEN_TILL:
		return b->terminal;
	case OPEN_STAFF:
		return b->staff;
	case OPEN_AMOUNT:
		return ui_money(st->ui, b->amount_minor);
	case OPEN_LINES:
		snprintf(buf, LIST_CELL_MAX, "%d", b->lines);
		return buf;
	case OPEN_SINCE:
		return ui_age(b->held_at_ms, buf);
	default:
		return basket_words(st->ui, b, false);
	}
}

static enum err begin(struct screen *s, const void *arg)
{
	struct open_state *st = s->state;
	enum err e = till_baskets(ui_of(s)->shop, &s->arena, &st->baskets, &st->count);

	(void)arg;
	st->ui = ui_of(s);
	list_init(&st->list, columns, OPEN_COLUMNS, LIST_HEAD | LIST_COUNT, cell, st);
	list_set_count(&st->list, st->count);
	return e;
}

static void draw(struct screen *s)
{
	struct open_state *st = s->state;
	struct rect all = screen_rect();
	int64_t sum_minor = 0;

	st->ui->stage = (struct rect){ 1, 0, all.h - 3, all.w };
	status_draw(st->ui, 0, all.w);
	for (int i = 0; i < st->count; i++)
		sum_minor += st->baskets[i].amount_minor;
	draw_field(1, 1, all.w - 2, STYLE_TITLE, ALIGN_LEFT, _("Open baskets of the shop"));
	list_draw(&st->list, (struct rect){ 2, 1, all.h - 5, all.w - 2 });
	if (st->count == 0)
		draw_field(4, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _("No basket is open"));
	draw_hline(all.h - 3, 0, all.w, STYLE_LINE);
	draw_field(all.h - 2, 1, all.w - 2, STYLE_NORMAL, ALIGN_LEFT,
		arena_printf(&st->ui->paint, _("Baskets: %d, together %s"), st->count,
			ui_money(st->ui, sum_minor)));
	draw_field(all.h - 1, 1, all.w - 2, STYLE_DIM, ALIGN_LEFT, _("Esc goes back"));
}

static enum react event(struct screen *s, const struct event *e)
{
	struct open_state *st = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK)
		ui_tick(s);
	if (ui_view(s)->phase == TILL_OFF || ui_view(s)->phase == TILL_LOCKED)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_REDRAW;
	if (e->code == TKEY_ESC)
		return REACT_CLOSE;
	return list_key(&st->list, e->code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
}

const struct screen_ops baskets_ops = {
	.name = "baskets", .title = N_("Open baskets"), .size = sizeof(struct open_state),
	.open = begin, .draw = draw, .event = event
};
