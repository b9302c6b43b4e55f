/* send.c - the other tills of the shop, to send the basket to one of them. */
#include "../screen_int.h"

#include <string.h>

#include "base/tr.h"
#include "service/master.h"
#include "tui/key.h"

#define SEND_COLS 40
#define TILLS_SHOWN 30

struct send_state {
	struct menu menu;
	const char *code[TILLS_SHOWN];
};

static enum err begin(struct screen *s, const void *arg)
{
	struct send_state *st = s->state;
	struct terminal_info *list;
	struct menu_item *items = arena_array(&s->arena, TILLS_SHOWN, sizeof *items);
	int n = 0, count = 0;
	enum err e = terminals_all(ui_of(s)->shop, &s->arena, &list, &n);

	(void)arg;
	for (int i = 0; e == OK && i < n && count < TILLS_SHOWN; i++) {
		if (strcmp(list[i].code, shop_terminal(ui_of(s)->shop)) == 0 || list[i].office)
			continue;
		st->code[count] = list[i].code;
		items[count].label = arena_printf(&s->arena, "%s %s", list[i].code, list[i].name);
		items[count++].note = *list[i].holder ? NULL : _("nobody there");
	}
	menu_init(&st->menu, items, count, -1);
	return e == OK && count == 0 ? ERR_NOTFOUND : e;
}

static void draw(struct screen *s)
{
	struct send_state *st = s->state;
	int rows, cols;
	struct rect in;

	menu_size(&st->menu, &rows, &cols);
	in = frame_box(s, rows + 2, cols + 4 > SEND_COLS ? cols + 4 : SEND_COLS, _("Send to a till"));
	menu_draw(&st->menu, (struct rect){ in.y, in.x, rows, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Digit chooses, PgDn more, Esc back"));
}

static enum react event(struct screen *s, const struct event *e)
{
	struct send_state *st = s->state;
	int i;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return ui_view(s)->phase == TILL_BASKET ? REACT_REDRAW : REACT_CLOSE | REACT_PASS;
	i = menu_key(&st->menu, e->code);
	if (i == MENU_MOVED)
		return REACT_REDRAW;
	if (i < 0)
		return e->code == TKEY_ESC ? REACT_CLOSE : REACT_BEEP;
	ui_tell(s, ACT_SEND, st->code[i]);
	return REACT_CLOSE;
}

const struct screen_ops send_ops = {
	.name = "send", .title = N_("Send to a till"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct send_state), .open = begin, .draw = draw, .event = event
};
