/* prompt.c - ':' names any action, with its argument: for what has no key, and for learning. */
#include "screen_int.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/pinyin.h"
#include "tui/key.h"

#define PROMPT_ROWS 8

struct prompt_state { struct edit edit; };

static enum err begin(struct screen *s, const void *arg)
{
	struct prompt_state *st = s->state;

	(void)arg;
	edit_init(&st->edit, EDIT_TEXT, EDIT_CHARS);
	return OK;
}

static size_t name_bytes(const struct prompt_state *st)
{
	return strcspn(st->edit.text, " ");
}

static bool begins_so(const struct prompt_state *st, const struct key_action *a)
{
	size_t len = name_bytes(st);

	return strncmp(a->name, st->edit.text, len) == 0 && (!st->edit.text[len] || !a->name[len]);
}

/* The i-th action whose name begins as typed, and after them those whose words the letters find; NULL when there are
 * no more. */
static const struct key_action *match(struct screen *s, int i)
{
	struct prompt_state *st = s->state;
	struct arena *a = &ui_of(s)->event;
	const char *key = utf8_key(a, arena_strndup(a, st->edit.text, name_bytes(st)));
	int n;
	const struct key_action *list = keymap_actions(screen_keys(s), &n);

	for (int pass = 0; pass < 2; pass++)
		for (int k = 0; k < n; k++)
			if (action_here(ui_of(s), list[k].number) && begins_so(st, &list[k]) == !pass
				&& (!pass || pinyin_match(utf8_key(a, _(list[k].label)), key)) && i-- == 0)
				return &list[k];
	return NULL;
}

/* Tab: as far as all that match agree; with only one, its whole name. */
static void complete(struct screen *s)
{
	struct prompt_state *st = s->state;
	const struct key_action *first = match(s, 0), *other;
	size_t same;
	char *text;

	if (!first || st->edit.text[name_bytes(st)] || (!begins_so(st, first) && match(s, 1)))
		return;
	same = strlen(first->name);
	for (int i = 1; (other = match(s, i)) != NULL && begins_so(st, other); i++) {
		size_t n = 0;

		while (n < same && other->name[n] == first->name[n])
			n++;
		same = n;
	}
	text = arena_strndup(&ui_of(s)->event, first->name, same);
	other = match(s, 1);
	edit_set(&st->edit, other && begins_so(st, other) ? text : arena_printf(&ui_of(s)->event, "%s ", text));
}

static void draw(struct screen *s)
{
	struct prompt_state *st = s->state;
	const struct key_action *a;
	struct rect in = frame_box(s, PROMPT_ROWS + 3, 46, _("Command"));

	for (int i = 0; i < PROMPT_ROWS && (a = match(s, i)) != NULL; i++) {
		const char *args = a->number < ACTIONS ? action_table[a->number].args : "";

		draw_field(in.y + i, in.x, 14, STYLE_KEY, ALIGN_LEFT, a->name);
		draw_field(in.y + i, in.x + 15, in.w - 15, STYLE_NORMAL, ALIGN_LEFT,
			arena_printf(&ui_of(s)->paint, "%s  %s", _(a->label), *args ? _(args) : ""));
	}
	draw_field(in.y + PROMPT_ROWS + 1, in.x, 2, STYLE_ENTRY, ALIGN_LEFT, ":");
	edit_draw(&st->edit, in.y + PROMPT_ROWS + 1, in.x + 2, in.w - 2, STYLE_ENTRY, true);
	draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
		_("Tab completes, Enter does it, Esc goes back"));
}

/* The only action whose name begins as typed; else the only one that the letters find, or the only one of those that
 * can be done now. NULL: none is so clear. */
static const struct key_action *clear_one(struct screen *s)
{
	const struct key_action *first = match(s, 0), *next = match(s, 1), *fits = NULL, *a;
	int n = 0;

	if (!first || !next)
		return first;
	if (begins_so(s->state, first))
		return begins_so(s->state, next) ? NULL : first;
	for (int i = 0; ui_of(s)->till && (a = match(s, i)) != NULL; i++) {
		if (!action_fits(a->number, ui_view(s)->phase))
			continue;
		fits = a;
		n++;
	}
	return n == 1 ? fits : NULL;
}

/* A name typed as far as it is clear is enough, or letters that find one. */
static enum react done(struct screen *s)
{
	struct prompt_state *st = s->state;
	char *name = arena_strndup(&ui_of(s)->event, st->edit.text, name_bytes(st));
	const struct key_action *a = keymap_named(screen_keys(s), name);
	const char *arg = st->edit.text + name_bytes(st);

	if (a && !action_here(ui_of(s), a->number))
		a = NULL;
	if (!a && *name)
		a = clear_one(s);
	if (!a) {
		screen_refuse(s, _("There is no action %s. Tab shows those that begin so"), name);
		return REACT_REDRAW;
	}
	screen_answer(s, a->number, arg + strspn(arg, " "), NULL);
	return REACT_CLOSE;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct prompt_state *st = s->state;

	if (e->kind == EVENT_PASTE)
		return edit_paste(&st->edit, e->text) ? REACT_REDRAW : REACT_BEEP;
	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	switch (e->code) {
	case TKEY_ESC:
		return REACT_CLOSE;
	case TKEY_ENTER:
		return st->edit.len ? done(s) : REACT_CLOSE;
	case TKEY_TAB:
		complete(s);
		return REACT_REDRAW;
	default:
		if (edit_key(&st->edit, e->code))
			return REACT_REDRAW;
		return e->code == TKEY_BACKSPACE ? REACT_CLOSE : REACT_BEEP;
	}
}

const struct screen_ops prompt_ops = {
	.name = "prompt", .title = N_("Command"), .flags = SCREEN_DIALOG,
	.size = sizeof(struct prompt_state),
	.open = begin, .draw = draw, .event = event
};
