/* second.c - a second person, beside the till: who allows an act of the office or of the member desk in place. At the
 * till it is one of the questions that an act waits for (ask.c). */
#include "screen_int.h"

#include <string.h>

#include "base/tr.h"
#include "tui/form.h"
#include "tui/key.h"

#define SECOND_COLS 44
#define WHY_ROWS 3
#define ROWS (WHY_ROWS + 1 + APPROVAL_FIELDS + 2)

const struct field approval_fields[APPROVAL_FIELDS] = {
	{ N_("Number"), FIELD_TEXT, 20, 0, NULL, NULL },
	{ N_("PIN"), FIELD_PIN, 12, 0, NULL, NULL },
};

struct second_state { struct form form; const char *why; };

static enum err begin(struct screen *s, const void *arg)
{
	struct second_state *st = s->state;

	st->why = arena_strdup(&s->arena, arg);
	form_init(&st->form, &s->arena, approval_fields, APPROVAL_FIELDS);
	return OK;
}

static void draw(struct screen *s)
{
	struct second_state *st = s->state;
	struct rect in = frame_box(s, ROWS, SECOND_COLS, _("Approval"));

	draw_wrapped((struct rect){ in.y, in.x, WHY_ROWS, in.w }, STYLE_STRONG, st->why, 0);
	form_draw(&st->form, (struct rect){ in.y + WHY_ROWS + 1, in.x, APPROVAL_FIELDS + 1, in.w });
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT, _("Card, or number and PIN. Esc back"));
}

static enum react typed(struct screen *s)
{
	struct second_state *st = s->state;
	char *who;

	if (!*form_get(&st->form, 0) || !*form_get(&st->form, 1))
		return REACT_BEEP;
	who = arena_printf(&ui_of(s)->event, "%s %s", form_get(&st->form, 0), form_get(&st->form, 1));
	screen_answer(s, EVENT_KEY, who, NULL);
	explicit_bzero(who, strlen(who));
	return REACT_CLOSE;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct second_state *st = s->state;

	switch (e->kind) {
	case EVENT_SCAN:
	case EVENT_CARD:
		if (ui_card_names(s, &st->form, e->text)) /* where the shop wants the PIN with a card */
			return REACT_REDRAW;
		screen_answer(s, e->kind, e->text, NULL);
		return REACT_CLOSE;
	case EVENT_KEY:
		if (e->code == TKEY_ESC)
			return REACT_CLOSE;
		switch (form_key(&st->form, e->code)) {
		case FORM_DONE:
			return typed(s);
		case FORM_MOVED:
			return REACT_REDRAW;
		default:
			return REACT_BEEP;
		}
	default:
		return REACT_REDRAW;
	}
}

static const struct screen_ops second_ops = {
	.name = "question", .title = N_("Approval"), .flags = SCREEN_DIALOG, .size = sizeof(struct second_state),
	.open = begin, .draw = draw, .event = event
};

void ask_second(struct screen *from, int tag, const char *why)
{
	if (screen_push(from, &second_ops, why, tag) != OK)
		screen_refuse(from, "%s", _("This cannot be shown now"));
}
