/* department.c - selling an amount under a department: a digit chooses the department, then the
 * amount. Also what is offered for a code that is on no file; then a second scan tries again. */
#include "../screen_int.h"

#include "base/tr.h"
#include "service/said.h"
#include "tui/key.h"

#define DEPARTMENT_COLS 44
#define TEXT_ROWS 3

struct department_state {
	struct menu menu;
	const char **codes; /* as shown; copies, for master data may be read anew meanwhile */
	int chosen;         /* -1: none yet */
	struct edit amount;
};

static enum err begin(struct screen *s, const void *arg)
{
	struct department_state *st = s->state;
	const struct department *all;
	int n = shop_departments(ui_of(s)->shop, &all);
	struct menu_item *items = arena_array(&s->arena, (size_t)n + 1, sizeof *items);

	(void)arg;
	st->codes = arena_array(&s->arena, (size_t)n + 1, sizeof *st->codes);
	for (int i = 0; i < n; i++) {
		st->codes[i] = arena_strdup(&s->arena, all[i].code);
		items[i] = (struct menu_item){
			.label = arena_strdup(&s->arena, ui_name(all[i].name, all[i].name_en)),
			.note = st->codes[i] };
	}
	menu_init(&st->menu, items, n, -1);
	st->chosen = -1;
	edit_init(&st->amount, EDIT_NUMBER, 12);
	return OK;
}

static const char *text(struct screen *s)
{
	const struct till_view *v = ui_view(s);

	if (v->need == NEED_DEPARTMENT)
		return said_text(&ui_of(s)->paint, &v->asked);
	return _("Sell an amount under a department");
}

static void draw(struct screen *s)
{
	struct department_state *st = s->state;
	bool unknown = ui_view(s)->need == NEED_DEPARTMENT;
	const char *label;
	struct rect in;
	int rows, cols;

	menu_size(&st->menu, &rows, &cols);
	in = frame_box(s, TEXT_ROWS + rows + 2, cols > DEPARTMENT_COLS ? cols : DEPARTMENT_COLS,
		unknown ? _("Unknown code") : action_words(ACT_DEPARTMENT));
	draw_wrapped((struct rect){ in.y, in.x, TEXT_ROWS, in.w },
		unknown ? STYLE_ERROR : STYLE_STRONG, text(s), 0);
	menu_draw(&st->menu, (struct rect){ in.y + TEXT_ROWS, in.x, in.h - TEXT_ROWS - 2, in.w });
	if (st->chosen < 0) {
		draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
			unknown ? _("Digit chooses, scan tries again, Esc back")
			: _("A digit chooses, Esc goes back"));
		return;
	}
	label = _("Amount");
	draw_field(in.y + in.h - 1, in.x, text_width(label) + 2, STYLE_NORMAL, ALIGN_LEFT, label);
	edit_draw(&st->amount, in.y + in.h - 1, in.x + text_width(label) + 2,
		in.w - text_width(label) - 2, STYLE_ENTRY, true);
}

/* Sold, or asked something else now: the screen below goes on. */
static enum react sell(struct screen *s)
{
	struct department_state *st = s->state;
	struct ui *ui = ui_of(s);
	enum err e = ui_tell(s, ACT_DEPARTMENT, arena_printf(&ui->event, "%s %s",
		st->codes[st->chosen], st->amount.text));
	enum till_need need = ui_view(s)->need;

	if (e == OK || (need != NEED_NOTHING && need != NEED_DEPARTMENT))
		return REACT_CLOSE;
	edit_propose(&st->amount, arena_strdup(&ui->event, st->amount.text));
	return REACT_REDRAW;
}

static enum react esc(struct screen *s)
{
	struct department_state *st = s->state;

	if (st->chosen >= 0) {
		st->chosen = -1;
		st->menu.cursor = -1;
		edit_clear(&st->amount);
		return REACT_REDRAW;
	}
	if (ui_view(s)->need == NEED_DEPARTMENT)
		ui_tell(s, ACT_BACK, "");
	return REACT_CLOSE;
}

static enum react key(struct screen *s, int32_t code)
{
	struct department_state *st = s->state;
	int i;

	if (code == TKEY_ESC)
		return esc(s);
	if (st->chosen >= 0) {
		if (code == TKEY_ENTER && st->amount.len)
			return sell(s);
		return edit_key(&st->amount, code) ? REACT_REDRAW : REACT_BEEP;
	}
	i = menu_key(&st->menu, code);
	if (i == MENU_MOVED)
		return REACT_REDRAW;
	if (i < 0)
		return REACT_BEEP;
	st->chosen = st->menu.cursor = i;
	return REACT_REDRAW;
}

static enum react event(struct screen *s, const struct event *e)
{
	switch (e->kind) {
	case EVENT_KEY:
		return key(s, e->code);
	case EVENT_SCAN:
		ui_tell(s, ACT_SCAN, e->text);
		return ui_view(s)->need == NEED_DEPARTMENT ? REACT_REDRAW : REACT_CLOSE;
	case EVENT_TICK:
		ui_tick(s);
		return ui_view(s)->phase == TILL_BASKET ? REACT_NONE : REACT_CLOSE;
	case EVENT_CARD:
		return REACT_CLOSE | REACT_PASS;
	default:
		return REACT_REDRAW;
	}
}

const struct screen_ops department_ops = {
	.name = "department", .title = N_("Department"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct department_state), .open = begin, .draw = draw, .event = event
};
