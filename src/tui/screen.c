/* screen.c - the stack of screens. A handler may push, close or replace while it runs; a screen is
 * freed only after its handler has returned, so `s` is good to the end of each. */
#include "tui/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "tui/key.h"
#include "tui/term.h"

#define DEPTH_MAX 24 /* screens on one another; more is a loop in a screen's code */

struct screens {
	struct screen *top;
	struct keymap *keys;
	void *user;
	int depth;
	unsigned serial;
	bool dirty, input_dirty; /* all; the topmost screen's entry line */
	struct toast toast;
};

static void settle(struct screens *st, struct screen *s, enum react react);

struct screens *screens_new(struct keymap *keys, void *user)
{
	struct screens *st = calloc(1, sizeof *st);

	if (!st)
		abort();
	st->keys = keys;
	st->user = user;
	return st;
}

static void free_screen(struct screen *s)
{
	if (s->ops->close)
		s->ops->close(s);
	if (s->answer_text) /* it, and the state, may hold a PIN */
		explicit_bzero(s->answer_text, strlen(s->answer_text));
	if (s->ops->size)
		explicit_bzero(s->state, s->ops->size);
	arena_release(&s->arena);
	free(s->state);
	free(s);
}

static void pop(struct screens *st)
{
	struct screen *s = st->top;

	st->top = s->below;
	st->depth--;
	st->dirty = true;
	free_screen(s);
}

void screens_free(struct screens *st)
{
	while (st->top)
		pop(st);
	free(st);
}

static enum err push(struct screens *st, struct screen *parent, const struct screen_ops *ops,
	const void *arg, int tag)
{
	struct screen *s = calloc(1, sizeof *s);
	enum err err = OK;

	if (!s || st->depth == DEPTH_MAX)
		abort();
	s->ops = ops;
	s->stack = st;
	s->parent = parent;
	s->tag = tag;
	s->serial = ++st->serial;
	s->state = ops->size ? calloc(1, ops->size) : NULL;
	if (ops->size && !s->state)
		abort();
	s->below = st->top;
	st->top = s; /* first, so that open() may push a question of its own */
	st->depth++;
	st->dirty = true;
	if (ops->open)
		err = ops->open(s, arg);
	while (err && st->top != s)
		pop(st);
	if (err)
		pop(st);
	return err;
}

enum err screens_push(struct screens *st, const struct screen_ops *ops, const void *arg)
{
	return push(st, NULL, ops, arg, 0);
}

enum err screen_push(struct screen *s, const struct screen_ops *ops, const void *arg, int tag)
{
	return push(s->stack, s, ops, arg, tag);
}

void screen_replace(struct screen *s, const struct screen_ops *ops, const void *arg)
{
	s->next_ops = ops;
	s->next_arg = arg;
}

void screen_answer(struct screen *s, int choice, const char *text, const void *data)
{
	s->answer_text = arena_strdup(&s->arena, text);
	s->answer = (struct answer){ .given = true, .choice = choice, .data = data,
		.text = s->answer_text };
}

/* The screens open before an event is handed round: handlers close some and open others, and the
 * memory of a closed one may already be another's. */
struct seat { struct screen *screen; unsigned serial; };

static int all_open(const struct screens *st, struct seat seats[DEPTH_MAX])
{
	struct screen *s;
	int n = 0;

	for (s = st->top; s; s = s->below)
		seats[n++] = (struct seat){ s, s->serial };
	return n;
}

static bool is_open(const struct screens *st, const struct seat *seat)
{
	const struct screen *s;

	for (s = st->top; s; s = s->below)
		if (s == seat->screen && s->serial == seat->serial)
			return true;
	return false;
}

static void resume(struct screens *st, struct screen *parent, const struct answer *answer)
{
	if (parent && parent->ops->resume)
		settle(st, parent, parent->ops->resume(parent, answer));
}

/* Takes a screen off, and what stands on it without asking that. Its answer must outlive it, so it
 * is unlinked first and freed when the parent has heard. */
static void close_screen(struct screens *st, struct screen *s)
{
	struct screen *parent = s->parent;
	struct answer answer = s->answer;

	while (st->top != s)
		pop(st);
	st->top = s->below;
	st->depth--;
	st->dirty = true;
	answer.tag = s->tag;
	if (!answer.text)
		answer.text = "";
	resume(st, parent, &answer);
	free_screen(s);
}

static void replace_screen(struct screens *st, struct screen *s)
{
	const struct answer none = { .tag = s->tag, .text = "" };
	const struct screen_ops *ops = s->next_ops;
	struct screen *parent = s->parent;

	while (st->top != s)
		pop(st);
	st->top = s->below;
	st->depth--;
	st->dirty = true;
	if (push(st, parent, ops, s->next_arg, none.tag) != OK)
		resume(st, parent, &none);
	free_screen(s);
}

/* Does what a handler of s asked for. */
static void settle(struct screens *st, struct screen *s, enum react react)
{
	if (react & REACT_REDRAW)
		st->dirty = true;
	if (react & REACT_INPUT) {
		if (s == st->top)
			st->input_dirty = true;
		else
			st->dirty = true;
	}
	if (react & (REACT_BEEP | REACT_GOOD))
		term_beep(!(react & REACT_BEEP));
	if (s->next_ops)
		replace_screen(st, s);
	else if (react & REACT_CLOSE)
		close_screen(st, s);
}

/* Hands an event to one screen; true when it was taken. */
static bool give(struct screens *st, struct screen *s, const struct event *e)
{
	enum react react = s->ops->event ? s->ops->event(s, e) : REACT_PASS;

	settle(st, s, react);
	return !(react & REACT_PASS);
}

static void give_all(struct screens *st, const struct event *e)
{
	struct seat seats[DEPTH_MAX];
	int n = all_open(st, seats), i;

	for (i = 0; i < n; i++)
		if (is_open(st, &seats[i]))
			give(st, seats[i].screen, e);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	return s->ops->act ? s->ops->act(s, action, arg) : REACT_PASS;
}

static void key(struct screens *st, const struct event *e)
{
	struct screen *s = st->top;
	const struct binding *b = keymap_find(st->keys, s->ops->name, e->code,
		!(s->ops->flags & SCREEN_DIALOG));
	enum react react = b ? act(s, b->action, b->arg) : REACT_PASS;

	if ((react & REACT_PASS) && !(react & REACT_CLOSE) && !s->next_ops && s == st->top)
		give(st, s, e);
	else
		settle(st, s, react);
}

void screens_take_back(struct screens *st, int keys)
{
	struct event back = { .kind = EVENT_KEY, .code = TKEY_BACKSPACE, .at_ms = clock_mono_ms() };

	for (; keys > 0 && st->top; keys--)
		give(st, st->top, &back);
}

/* From the topmost through the dialogs to the screen they stand on, until one takes it. What lies
 * under that is out of sight and must not change by a scan. */
static void offer(struct screens *st, const struct event *e)
{
	struct seat seats[DEPTH_MAX];
	int n = all_open(st, seats), i;

	for (i = 0; i < n; i++) {
		bool last = is_open(st, &seats[i]) && !(seats[i].screen->ops->flags & SCREEN_DIALOG);

		if (is_open(st, &seats[i]) && give(st, seats[i].screen, e))
			return;
		if (last && is_open(st, &seats[i])) /* one that closed and passed it on covers nothing any more */
			break;
	}
	if (st->top)
		screen_refuse(st->top, e->kind == EVENT_CARD ? _("A card does nothing here.") :
			_("A scan does nothing here."));
}

bool screens_event(struct screens *st, const struct event *e)
{
	if (!st->top)
		return false;
	if (toast_event(&st->toast, e))
		st->dirty = true;
	switch (e->kind) {
	case EVENT_KEY:
		key(st, e);
		break;
	case EVENT_PASTE:
		give(st, st->top, e);
		break;
	case EVENT_SCAN:
		screens_take_back(st, e->code);
		offer(st, e);
		break;
	case EVENT_CARD:
		offer(st, e);
		break;
	case EVENT_HANGUP:
		while (st->top)
			pop(st);
		break;
	case EVENT_RESIZE:
		st->dirty = true;
		give_all(st, e);
		break;
	default:
		give_all(st, e);
		break;
	}
	if (st->top)
		term_hold(st->top->ops->flags & SCREEN_HOLD);
	return st->top != NULL;
}

void screens_act(struct screens *st, int action, const char *arg)
{
	if (st->top)
		settle(st, st->top, act(st->top, action, arg));
}

static void draw_from(struct screen *s)
{
	if ((s->ops->flags & SCREEN_DIALOG) && s->below)
		draw_from(s->below);
	draw_no_cursor(); /* the topmost alone places it */
	s->ops->draw(s);
}

static void draw_all(struct screens *st)
{
	struct rect r = screen_rect();

	draw_erase();
	if (r.h < TERM_MIN_ROWS || r.w < TERM_MIN_COLS) {
		draw_wrapped(r, STYLE_NORMAL, _("Please make the window larger."), 0);
		return;
	}
	st->toast.drawn = false;
	draw_from(st->top);
	if (st->toast.shown && !st->toast.drawn)
		toast_draw(&st->toast, r.h - 2, 0, r.w);
}

void screens_refresh(struct screens *st)
{
	if (!st->top || !(st->dirty || st->input_dirty))
		return;
	if (st->dirty || !st->top->ops->draw_input) {
		draw_all(st);
	} else {
		struct rect r = screen_rect();

		if (r.h >= TERM_MIN_ROWS && r.w >= TERM_MIN_COLS)
			st->top->ops->draw_input(st->top);
	}
	st->dirty = st->input_dirty = false;
	term_flush();
}

/* Only the topmost works ahead: what lies below is settled when it comes up again. */
int screens_timeout_ms(const struct screens *st)
{
	int64_t left;

	if (!st->top || !st->top->later_ms)
		return -1;
	left = st->top->later_ms - clock_mono_ms();
	return left > 0 ? (int)left : 0;
}

void screens_later(struct screens *st)
{
	struct screen *s = st->top;

	if (screens_timeout_ms(st) != 0)
		return;
	s->later_ms = 0;
	settle(st, s, s->ops->later ? s->ops->later(s) : REACT_NONE);
}

void screen_later(struct screen *s, int ms)
{
	s->later_ms = clock_mono_ms() + ms;
}

struct screen *screens_top(struct screens *st)
{
	return st->top;
}

void *screen_user(const struct screen *s)
{
	return s->stack->user;
}

struct keymap *screen_keys(const struct screen *s)
{
	return s->stack->keys;
}

bool screen_is_top(const struct screen *s)
{
	return s->stack->top == s;
}

void screen_dirty(struct screen *s)
{
	s->stack->dirty = true;
}

static void say(struct screen *s, enum style style, int64_t until_ms, const char *fmt, va_list ap)
{
	char text[TOAST_MAX];

	vsnprintf(text, sizeof text, fmt, ap);
	toast_show(&s->stack->toast, style, until_ms, text);
	s->stack->dirty = true;
}

void screen_notice(struct screen *s, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(s, style, clock_mono_ms() + TOAST_MS, fmt, ap);
	va_end(ap);
}

void screen_refuse(struct screen *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(s, STYLE_ERROR, 0, fmt, ap);
	va_end(ap);
	term_beep(false);
}

void screen_draw_toast(struct screen *s, int y, int x, int cols)
{
	if (screen_is_top(s))
		toast_draw(&s->stack->toast, y, x, cols);
	else
		draw_field(y, x, cols, STYLE_NORMAL, ALIGN_LEFT, "");
}

void screen_draw_keys(struct screen *s, int y, int x, int cols)
{
	keybar_draw(s->stack->keys, s->ops->name, s->ops->bar, y, x, cols);
}
