/* menu_screen.c - F10: all actions, numbered, ten to a page; what cannot be done now is dimmed. Letters narrow it to
 * the names that they find, as goods are found. In the office it lists what the screen below can do: its key bar, for
 * a keyboard without function keys. */
#include "screen_int.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "model/pinyin.h"
#include "tui/key.h"

#define TYPED_CHARS 12

struct menu_state {
	struct menu menu;
	struct edit typed;
	int count, rows, cols;          /* of all items */
	const struct menu_item *items;
	const int *actions;
	struct menu_item *found_items;  /* those that are shown */
	int *found_actions;
};

/* The key of an action on the screen below, so that it is learned by the way. */
static const char *key_note(struct screen *s, int action)
{
	int32_t code = keymap_key(screen_keys(s), s->parent->ops->name, action);

	return code ? key_label(code, arena_alloc(&s->arena, KEY_NAME_MAX)) : NULL;
}

/* What the key bar of the screen below has; -1 at the end. */
static const int *bar_actions(struct screen *s)
{
	const uint16_t *bar = ui_of(s)->bar;
	int n = 0, *list;

	while (bar[n])
		n++;
	list = arena_array(&s->arena, (size_t)n + 1, sizeof *list);
	for (int i = 0; i < n; i++)
		list[i] = bar[i];
	list[n] = -1;
	return list;
}

/* How a payment ended that was asked for elsewhere comes first while that is not known: little else can be done. */
static const int outcomes[] = { ACT_WAS_TAKEN, ACT_NOT_TAKEN, ACT_NOT_KNOWN, ACT_ASK_AGAIN, ACT_CANCEL_PAYMENT,
	ACT_PRICE_CHECK, ACT_LOCK, ACT_SIGN_OFF, SCR_HELP, -1 };

static const int *till_actions(const struct till_view *v)
{
	return v->outside.amount_minor && v->phase == TILL_PAYMENT ? outcomes : menu_actions();
}

/* What the letters typed find, first the names that begin so: as many a character is read in more than one way, others
 * may be far from what was meant. The first of them that can be done now is chosen by Enter. */
static void narrow(struct screen *s)
{
	struct menu_state *st = s->state;
	const char *key = utf8_key(&ui_of(s)->event, st->typed.text);
	int n = 0, cursor = -1;

	for (int pass = 0; pass < (st->typed.len ? 2 : 1); pass++)
		for (int i = 0; i < st->count; i++) {
			const char *name = utf8_key(&ui_of(s)->event, st->items[i].label);

			if (st->typed.len && (!pinyin_match(name, key) || pinyin_begins(name, key) == (pass == 1)))
				continue;
			if (st->typed.len && cursor < 0 && !st->items[i].off)
				cursor = n;
			st->found_items[n] = st->items[i];
			st->found_actions[n++] = st->actions[i];
		}
	menu_init(&st->menu, st->found_items, n, cursor);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct menu_state *st = s->state;
	struct menu_item *items;
	int n = 0;

	(void)arg;
	st->actions = ui_of(s)->till ? till_actions(ui_view(s)) : bar_actions(s);
	while (st->actions[n] >= 0)
		n++;
	items = arena_array(&s->arena, (size_t)n, sizeof *items);
	for (int i = 0; i < n; i++)
		items[i] = (struct menu_item){ .label = action_words(st->actions[i]),
			.note = key_note(s, st->actions[i]),
			.off = ui_of(s)->till && !action_fits(st->actions[i], ui_view(s)->phase) };
	st->items = items;
	st->count = n;
	st->found_items = arena_array(&s->arena, (size_t)n, sizeof *st->found_items);
	st->found_actions = arena_array(&s->arena, (size_t)n, sizeof *st->found_actions);
	edit_init(&st->typed, EDIT_TEXT, TYPED_CHARS);
	narrow(s);
	menu_size(&st->menu, &st->rows, &st->cols);
	return OK;
}

static void draw(struct screen *s)
{
	struct menu_state *st = s->state;
	struct rect in = frame_box(s, st->rows + 2, st->cols + 4 > 40 ? st->cols + 4 : 40, _("All actions"));

	menu_draw(&st->menu, (struct rect){ in.y, in.x, in.h - 1, in.w });
	if (!st->menu.count)
		draw_field(in.y, in.x, in.w, STYLE_DIM, ALIGN_LEFT, _("Nothing is named so"));
	if (st->typed.len)
		edit_draw(&st->typed, in.y + in.h - 1, in.x, in.w, STYLE_ENTRY, true);
	else
		draw_field(in.y + in.h - 1, in.x, in.w, STYLE_DIM, ALIGN_LEFT,
			_("Digit or letters choose, PgDn more, Esc"));
}

/* A letter more or less; false: the key is none. */
static bool typed(struct screen *s, int32_t code)
{
	struct menu_state *st = s->state;
	bool latin = (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
	bool letter = latin || (code > 0x7f && code < TKEY_ENTER);

	if (!(letter || (code == TKEY_BACKSPACE && st->typed.len)) || !edit_key(&st->typed, code))
		return false;
	narrow(s);
	return true;
}

/* Enter on what cannot be done now says so. */
static enum react refuse_chosen(struct screen *s)
{
	const struct menu_state *st = s->state;
	int i = st->menu.cursor < 0 && st->typed.len ? 0 : st->menu.cursor;

	if (i < 0 || i >= st->menu.count)
		return REACT_BEEP;
	screen_refuse(s, _("%s cannot be done now"), st->found_items[i].label);
	return REACT_REDRAW;
}

static enum react event(struct screen *s, const struct event *e)
{
	struct menu_state *st = s->state;
	int i;

	if (e->kind == EVENT_SCAN || e->kind == EVENT_CARD)
		return REACT_CLOSE | REACT_PASS;
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	if (e->code == TKEY_F10)
		return menu_key(&st->menu, TKEY_PAGE_DOWN) == MENU_MOVED ? REACT_REDRAW
			: REACT_CLOSE;
	i = menu_key(&st->menu, e->code);
	if (i == MENU_MOVED)
		return REACT_REDRAW;
	if (i < 0 && typed(s, e->code))
		return REACT_REDRAW;
	if (i < 0 && e->code == TKEY_ENTER)
		return refuse_chosen(s);
	if (i < 0)
		return e->code == TKEY_ESC ? REACT_CLOSE : REACT_BEEP;
	screen_answer(s, st->found_actions[i], "", NULL);
	return REACT_CLOSE;
}

const struct screen_ops menu_ops = {
	.name = "menu", .title = N_("All actions"), .flags = SCREEN_DIALOG | SCREEN_HOLD,
	.size = sizeof(struct menu_state), .open = begin, .draw = draw, .event = event
};
