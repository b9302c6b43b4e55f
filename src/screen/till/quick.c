/* quick.c - Tab: the quick keys of this till, nine to a page, as the digits lie on a keyboard: 7 8 9 on top. A digit
 * does what its key says; a key may lead to another page, and Esc leads back. */
#include "../screen_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "service/goods.h"
#include "tui/key.h"

#define CELL_COLS_MIN 14
#define CELL_COLS_MAX 22
#define CELL_ROWS 3
#define SIDE 3         /* cells of a row, rows of a page */
#define DEPTH_MAX 9

struct quick_state {
	int page[DEPTH_MAX], depth;
	struct quick_key keys[QUICK_KEYS + 1];
	struct arena arena;
};

static void load(struct screen *s)
{
	struct quick_state *st = s->state;

	arena_clear(&st->arena);
	if (quick_page(ui_of(s)->shop, &st->arena, st->page[st->depth], st->keys) != OK)
		screen_refuse(s, "%s", _("This cannot be shown now"));
}

static enum err begin(struct screen *s, const void *arg)
{
	struct quick_state *st = s->state;

	(void)arg;
	st->page[0] = 1;
	load(s);
	return OK;
}

static enum style style_of(const struct quick_key *k)
{
	static const enum style styles[QUICK_COLOURS] = { [QUICK_PLAIN] = STYLE_NORMAL, [QUICK_GREEN] = STYLE_DONE,
		[QUICK_YELLOW] = STYLE_WARNING, [QUICK_RED] = STYLE_ERROR, [QUICK_BLUE] = STYLE_INFO };

	return styles[k->colour];
}

/* The digit and the label, below it the price, or where the key leads. */
static void draw_key(struct screen *s, int digit, int y, int x, int cols)
{
	struct quick_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct quick_key *k = &st->keys[digit];
	const char *below = "";

	draw_field(y, x, 2, k->kind ? STYLE_KEY : STYLE_VOID, ALIGN_LEFT, arena_printf(&ui->paint, "%d", digit));
	if (!k->kind)
		return;
	draw_field(y, x + 2, cols - 3, style_of(k), ALIGN_LEFT, *k->sign
		? arena_printf(&ui->paint, "%s %s", k->sign, k->label) : k->label);
	if (k->kind == QUICK_PAGE)
		below = arena_printf(&ui->paint, "→ %s", k->target);
	else if (k->price_minor >= 0)
		below = ui_money(ui, k->price_minor);
	draw_field(y + 1, x + 2, cols - 3, STYLE_DIM, ALIGN_LEFT, below);
}

static void draw(struct screen *s)
{
	struct quick_state *st = s->state;
	struct ui *ui = ui_of(s);
	int cols = (ui->stage.w - 4) / SIDE;
	struct rect in;

	cols = cols < CELL_COLS_MIN ? CELL_COLS_MIN : cols > CELL_COLS_MAX ? CELL_COLS_MAX : cols;
	in = frame_box(s, SIDE * CELL_ROWS + 1, SIDE * cols,
		arena_printf(&ui->paint, "%s %d", _("Quick keys"), st->page[st->depth]));
	for (int digit = 1; digit <= QUICK_KEYS; digit++) {
		int row = SIDE - 1 - (digit - 1) / SIDE, column = (digit - 1) % SIDE;

		draw_key(s, digit, in.y + row * CELL_ROWS, in.x + column * cols, cols);
	}
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		st->depth ? _("A digit chooses, Esc one page back") : _("A digit chooses, Esc goes back"));
}

static enum react press(struct screen *s, int digit)
{
	struct quick_state *st = s->state;
	struct ui *ui = ui_of(s);
	const struct quick_key *k = &st->keys[digit];
	const char *blank;

	switch (k->kind) {
	case QUICK_PAGE:
		if (st->depth + 1 == DEPTH_MAX)
			return REACT_BEEP;
		st->page[++st->depth] = (int)strtol(k->target, NULL, 10);
		load(s);
		return REACT_REDRAW;
	case QUICK_ARTICLE:
		screen_answer(s, ACT_ADD_ARTICLE, k->target, NULL);
		return REACT_CLOSE;
	case QUICK_DEPARTMENT:
		screen_answer(s, ACT_DEPARTMENT, k->target, NULL);
		return REACT_CLOSE;
	case QUICK_ACTION:
		blank = k->target + strcspn(k->target, " ");
		screen_answer(s, action_find(arena_strndup(&ui->event, k->target, (size_t)(blank - k->target))),
			*blank ? blank + 1 : "", NULL);
		return REACT_CLOSE;
	default:
		return REACT_BEEP;
	}
}

static enum react event(struct screen *s, const struct event *e)
{
	struct quick_state *st = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind == EVENT_TICK) {
		ui_tick(s);
		return ui_view(s)->phase == TILL_BASKET ? REACT_NONE : REACT_CLOSE;
	}
	if (e->kind != EVENT_KEY)
		return REACT_REDRAW;
	if (e->code == TKEY_ESC && st->depth) {
		st->depth--;
		load(s);
		return REACT_REDRAW;
	}
	if (e->code == TKEY_ESC || e->code == TKEY_TAB)
		return REACT_CLOSE;
	return e->code >= '1' && e->code <= '9' ? press(s, (int)(e->code - '0')) : REACT_BEEP;
}

static void end(struct screen *s)
{
	struct quick_state *st = s->state;

	arena_release(&st->arena);
}

const struct screen_ops quick_ops = {
	.name = "quick", .title = N_("Quick keys"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct quick_state), .open = begin, .draw = draw, .event = event, .close = end
};
