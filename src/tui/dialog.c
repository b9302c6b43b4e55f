/* dialog.c - messages and questions as screens. Each kind is one struct of state and the handlers
 * of its screen_ops; frame and text are drawn alike by all. */
#include "tui/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "tui/key.h"
#include "tui/pager.h"

#define TEXT_COLS 56 /* a longer line is harder to read */
#define TABLE_COLS 76
#define NARROW 40    /* a screen of fewer columns has none for a margin inside the frame */

/* What every dialog shows on top. */
struct head { enum style style; const char *title, *text; };

static const char *keep(struct screen *s, const char *text)
{
	return text ? arena_strdup(&s->arena, text) : "";
}

/* What the keys do in a dialog, for the bottom line, which is the screen's otherwise. */
struct hint { const char *key, *label; };
static const struct hint hint_enter = { N_("Enter"), N_("OK") };
static const struct hint hint_digit = { "0-9", N_("Choose") };
static const struct hint hint_back = { N_("Esc"), N_("Back") };

static void draw_hints(const struct hint *first, const struct hint *second)
{
	struct rect all = screen_rect();
	int y = all.h - 1, x = 1;

	draw_field(y, 0, all.w, STYLE_NORMAL, ALIGN_LEFT, "");
	x += keybar_item(y, x, all.w - x, _(first->key), _(first->label));
	if (second)
		keybar_item(y, x, all.w - x, _(second->key), _(second->label));
}

/* Columns of frame and margin on each side. */
static int frame_cols(void)
{
	return screen_rect().w < NARROW ? 1 : 2;
}

/* Draws ground, frame and text of a dialog whose own part wants `rows` x `cols`; returns the place
 * of that part. The screen's bottom line stays free for the keys. */
static struct rect draw_head(const struct head *h, int rows, int cols)
{
	struct rect all = screen_rect(), box, in;
	int lines, widest = text_width(h->text), frame = frame_cols();

	all.h--;
	if (widest > TEXT_COLS)
		widest = TEXT_COLS;
	if (cols < widest)
		cols = widest;
	if (cols < text_width(h->title) + 2)
		cols = text_width(h->title) + 2;
	if (cols > all.w - 2 * frame)
		cols = all.w - 2 * frame;
	lines = draw_wrapped((struct rect){ 0, 0, 0, cols }, h->style, h->text, 0);
	if (lines && rows && lines + rows + 3 <= all.h)
		lines++; /* a blank line between text and the rest */
	box = rect_centre(all, lines + rows + 2, cols + 2 * frame);
	draw_fill(box, STYLE_NORMAL);
	draw_box(box, STYLE_DIALOG, h->title);
	in = rect_inset(box, 1, frame);
	if (lines > in.h - rows)
		lines = in.h > rows ? in.h - rows : 0;
	draw_wrapped((struct rect){ in.y, in.x, lines, in.w }, h->style, h->text, 0);
	in.y += lines;
	in.h -= lines;
	return in;
}

/* The dialogs have no way to fail to open, so neither has asking. */
static void ask(struct screen *from, const struct screen_ops *ops, const void *arg, int tag)
{
	if (screen_push(from, ops, arg, tag) != OK)
		abort();
}

/* Keys that all dialogs understand alike. */
static enum react back_or_pass(int32_t code)
{
	return code == TKEY_ESC ? REACT_CLOSE : REACT_PASS;
}

/* --- a message --- */

static enum err message_open(struct screen *s, const void *arg)
{
	const struct head *given = arg;
	struct head *h = s->state;

	*h = (struct head){ given->style, keep(s, given->title), keep(s, given->text) };
	return OK;
}

static void message_draw(struct screen *s)
{
	draw_head(s->state, 0, 0);
	draw_hints(&hint_enter, NULL);
}

/* A scan goes through to the screen below: nothing is to be dismissed between two scans. */
static enum react message_event(struct screen *s, const struct event *e)
{
	(void)s;
	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	return e->code == TKEY_ENTER ? REACT_CLOSE : back_or_pass(e->code);
}

static const struct screen_ops message_ops = {
	.name = "message", .flags = SCREEN_DIALOG | SCREEN_HOLD, .size = sizeof(struct head),
	.open = message_open, .draw = message_draw, .event = message_event,
};

void ask_message(struct screen *from, enum style style, const char *title, const char *text)
{
	struct head h = { style, title, text };

	ask(from, &message_ops, &h, 0);
}

/* --- numbered items --- */

struct choice { struct head head; struct menu menu; };

static enum err choice_open(struct screen *s, const void *arg)
{
	const struct choice *given = arg;
	struct choice *c = s->state;
	struct menu_item *items = arena_array(&s->arena, (size_t)given->menu.count + 1, sizeof *items);
	int i;

	c->head = (struct head){ STYLE_NORMAL, keep(s, given->head.title), keep(s, given->head.text) };
	for (i = 0; i < given->menu.count; i++) {
		items[i] = given->menu.items[i];
		items[i].label = keep(s, items[i].label);
		items[i].note = items[i].note ? keep(s, items[i].note) : NULL;
	}
	menu_init(&c->menu, items, given->menu.count, given->menu.cursor);
	return OK;
}

static void choice_draw(struct screen *s)
{
	struct choice *c = s->state;
	int rows, cols;

	menu_size(&c->menu, &rows, &cols);
	menu_draw(&c->menu, draw_head(&c->head, rows, cols));
	draw_hints(&hint_digit, &hint_back);
}

static enum react choice_event(struct screen *s, const struct event *e)
{
	struct choice *c = s->state;
	int chosen;

	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	chosen = menu_key(&c->menu, e->code);
	if (chosen == MENU_MOVED)
		return REACT_REDRAW;
	if (chosen == MENU_PASS)
		return e->code >= '0' && e->code <= '9' ? REACT_BEEP : back_or_pass(e->code);
	screen_answer(s, chosen, c->menu.items[chosen].label, NULL);
	return REACT_CLOSE;
}

static const struct screen_ops choice_ops = {
	.name = "choice", .flags = SCREEN_DIALOG | SCREEN_HOLD, .size = sizeof(struct choice),
	.open = choice_open, .draw = choice_draw, .event = choice_event,
};

void ask_choice(struct screen *from, int tag, const char *title, const char *text,
	const struct menu_item *items, int count, int proposed)
{
	struct choice c = { .head = { STYLE_NORMAL, title, text },
		.menu = { .items = items, .count = count, .cursor = proposed } };

	ask(from, &choice_ops, &c, tag);
}

/* --- one line --- */

struct line {
	struct head head;
	const char *label;
	struct edit edit;
	int min_chars;
	bool scan_too, full_goes;
	struct rect place; /* of the field, when last drawn */
};

static enum err line_open(struct screen *s, const void *arg)
{
	const struct line_question *q = arg;
	struct line *l = s->state;

	l->head = (struct head){ STYLE_NORMAL, keep(s, q->title), keep(s, q->text) };
	l->label = keep(s, q->label);
	l->min_chars = q->min_chars;
	l->scan_too = q->scan_too;
	l->full_goes = q->full_goes;
	edit_init(&l->edit, q->kind, q->max_chars);
	if (q->initial)
		edit_propose(&l->edit, q->initial);
	return OK;
}

static void line_draw_input(struct screen *s)
{
	struct line *l = s->state;

	if (l->place.h > 0)
		edit_draw(&l->edit, l->place.y, l->place.x, l->place.w, STYLE_ENTRY, true);
}

static void line_draw(struct screen *s)
{
	struct line *l = s->state;
	int label = text_width(l->label), field = l->edit.max_chars + 1;
	struct rect r = draw_head(&l->head, 1, label + 3 + (field > 40 ? 40 : field));

	if (label > r.w / 2)
		label = r.w / 2;
	draw_field(r.y, r.x, label, STYLE_NORMAL, ALIGN_LEFT, l->label);
	draw_text(r.y, r.x + label, 3, STYLE_KEY, label ? " > " : "> ");
	l->place = (struct rect){ r.y, r.x + label + (label ? 3 : 2), r.h, r.w - label - (label ? 3 : 2) };
	draw_hints(&hint_enter, &hint_back);
	line_draw_input(s);
}

static enum react line_answer(struct screen *s)
{
	struct line *l = s->state;

	if ((int)utf8_len(l->edit.text) < l->min_chars)
		return REACT_BEEP;
	screen_answer(s, EVENT_KEY, l->edit.text, NULL);
	return REACT_CLOSE;
}

static enum react line_key(struct screen *s, int32_t code)
{
	struct line *l = s->state;

	if (code == TKEY_ENTER)
		return line_answer(s);
	if (edit_key(&l->edit, code))
		return l->full_goes && key_printable(code) && (int)utf8_len(l->edit.text) == l->edit.max_chars
			? line_answer(s) : REACT_INPUT;
	return key_printable(code) ? REACT_BEEP : back_or_pass(code);
}

static enum react line_event(struct screen *s, const struct event *e)
{
	struct line *l = s->state;

	if (e->kind == EVENT_KEY)
		return line_key(s, e->code);
	if (e->kind == EVENT_PASTE)
		return edit_paste(&l->edit, e->text) ? REACT_INPUT : REACT_BEEP;
	if (l->scan_too && (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)) {
		screen_answer(s, e->kind, e->text, NULL);
		return REACT_CLOSE;
	}
	return REACT_PASS;
}

static const struct screen_ops line_ops = {
	.name = "line", .flags = SCREEN_DIALOG, .size = sizeof(struct line),
	.open = line_open, .draw = line_draw, .draw_input = line_draw_input, .event = line_event,
};

void ask_line(struct screen *from, int tag, const struct line_question *question)
{
	ask(from, &line_ops, question, tag);
}

/* --- a row of a table --- */

struct table { struct head head; struct list list; int cols; };

static enum err table_open(struct screen *s, const void *arg)
{
	const struct list_question *q = arg;
	struct table *t = s->state;

	t->head = (struct head){ STYLE_NORMAL, keep(s, q->title), keep(s, q->text) };
	list_init(&t->list, q->columns, q->column_count, LIST_NUMBERED | LIST_HEAD | LIST_COUNT,
		q->cell, q->ctx);
	t->list.style = q->style;
	list_set_count(&t->list, q->count);
	list_select(&t->list, q->cursor);
	return OK;
}

static void table_draw(struct screen *s)
{
	struct table *t = s->state;
	struct rect all = screen_rect();
	int rows = t->list.count + 1, most = all.h - 3;

	list_draw(&t->list, draw_head(&t->head, rows > most ? most : rows, TABLE_COLS));
	draw_hints(&hint_digit, &hint_back);
}

static enum react table_event(struct screen *s, const struct event *e)
{
	struct table *t = s->state;
	char buf[LIST_CELL_MAX] = "";

	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	switch (list_key(&t->list, e->code)) {
	case LIST_MOVED:
		return REACT_REDRAW;
	case LIST_CHOSEN:
		screen_answer(s, t->list.cursor, t->list.cell(t->list.ctx, t->list.cursor, 0, buf), NULL);
		return REACT_CLOSE;
	default:
		return e->code >= '0' && e->code <= '9' ? REACT_BEEP : back_or_pass(e->code);
	}
}

static const struct screen_ops table_ops = {
	.name = "table", .flags = SCREEN_DIALOG | SCREEN_HOLD, .size = sizeof(struct table),
	.open = table_open, .draw = table_draw, .event = table_event,
};

void ask_list(struct screen *from, int tag, const struct list_question *question)
{
	ask(from, &table_ops, question, tag);
}

/* --- longer text --- */

struct reading { const char *title; struct pager pager; };

static enum err reading_open(struct screen *s, const void *arg)
{
	const struct head *given = arg;
	struct reading *r = s->state;

	r->title = keep(s, given->title);
	pager_init(&r->pager, keep(s, given->text));
	return OK;
}

static void reading_draw(struct screen *s)
{
	struct reading *r = s->state;
	struct rect all = screen_rect();

	draw_bar(0, 0, all.w, STYLE_BAR, r->title, "");
	pager_draw(&r->pager, (struct rect){ 1, 1, all.h - 2, all.w - 2 });
	draw_hints(&hint_back, NULL);
}

static enum react reading_event(struct screen *s, const struct event *e)
{
	struct reading *r = s->state;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD) /* what is only read does not keep it */
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	if (pager_key(&r->pager, e->code))
		return REACT_REDRAW;
	if (e->code == TKEY_ENTER || e->code == TKEY_F1)
		return REACT_CLOSE;
	return back_or_pass(e->code);
}

static const struct screen_ops reading_ops = {
	.name = "help", .size = sizeof(struct reading), .flags = SCREEN_HOLD,
	.open = reading_open, .draw = reading_draw, .event = reading_event,
};

void ask_pager(struct screen *from, const char *title, const char *text)
{
	struct head h = { STYLE_NORMAL, title, text };

	ask(from, &reading_ops, &h, 0);
}
