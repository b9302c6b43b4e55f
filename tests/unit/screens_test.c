/* screens_test.c - the way of events through the stack of screens, without drawing. */
#include "tui/screen.h"

#include "../t.h"
#include "tui/dialog.h"
#include "tui/key.h"

enum { OPEN = 1, REPLACE, SHUT };

static const struct key_action actions[] = {
	{ OPEN, "open", "Open", "" }, { REPLACE, "replace", "Replace", "" }, { SHUT, "shut", "Shut", "" },
};
static const struct key_default defaults[] = {
	{ "base", "F2", "open", NULL }, { "base", "F3", "replace", NULL }, { "all", "F4", "shut", NULL },
	{ "all", "Colon", "shut", NULL },
};
static struct arena a;
static struct screens *st;
static char heard[1024];
static int closed;
static const struct screen_ops base_ops, child_ops;

static void hear(const char *who, const char *what)
{
	size_t at = strlen(heard);

	if (at + strlen(who) + strlen(what) + 3 < sizeof heard)
		sprintf(heard + at, "%s:%s ", who, what);
}

static enum react base_event(struct screen *s, const struct event *e)
{
	char name[KEY_NAME_MAX];

	hear(s->ops->name, e->kind == EVENT_KEY ? key_text(e->code, name) : e->kind == EVENT_SCAN ? e->text :
		e->kind == EVENT_CARD ? "card" : "other");
	return e->kind == EVENT_CARD ? REACT_PASS : REACT_REDRAW;
}

static enum react base_act(struct screen *s, int action, const char *arg)
{
	(void)arg;
	if (action == OPEN)
		return screen_push(s, &child_ops, "arg", 7) == OK ? REACT_NONE : REACT_BEEP;
	if (action == REPLACE)
		screen_replace(s, &child_ops, "arg");
	return action == SHUT ? REACT_CLOSE : REACT_NONE;
}

static enum react base_resume(struct screen *s, const struct answer *answer)
{
	char text[100];

	snprintf(text, sizeof text, "resumed %d %d %s", answer->tag, answer->given ? answer->choice : -1,
		answer->text);
	hear(s->ops->name, text);
	return REACT_REDRAW;
}

static enum react base_later(struct screen *s)
{
	hear(s->ops->name, "later");
	return REACT_NONE;
}

static void base_close(struct screen *s)
{
	(void)s;
	closed++;
}

static void no_draw(struct screen *s)
{
	(void)s;
}

static enum err child_open(struct screen *s, const void *arg)
{
	hear("child", "open");
	return arg && *(const char *)arg == 'a' && s->state ? OK : ERR_NOTFOUND;
}

/* Keys a ... answer; scans pass. */
static enum react child_event(struct screen *s, const struct event *e)
{
	hear("child", e->kind == EVENT_KEY ? "key" : "event");
	if (e->kind != EVENT_KEY)
		return REACT_PASS;
	if (e->code == 'a') {
		screen_answer(s, 42, "forty-two", NULL);
		return REACT_CLOSE;
	}
	return e->code == TKEY_ESC ? REACT_CLOSE : REACT_PASS;
}

static const struct screen_ops base_ops = {
	.name = "base", .draw = no_draw, .act = base_act, .event = base_event, .resume = base_resume,
	.later = base_later, .close = base_close,
};
static const struct screen_ops child_ops = {
	.name = "child", .flags = SCREEN_DIALOG | SCREEN_HOLD, .size = 16, .open = child_open,
	.draw = no_draw, .event = child_event, .close = base_close,
};

static void start(void)
{
	if (st)
		screens_free(st);
	arena_release(&a);
	st = screens_new(keymap_new(&a, actions, 3, defaults, 4), NULL);
	CHECK_INT(screens_push(st, &base_ops, NULL), OK);
	heard[0] = '\0';
	closed = 0;
}

static bool send(enum event_kind kind, int32_t code, const char *text)
{
	struct event e = { .kind = kind, .code = code };

	snprintf(e.text, sizeof e.text, "%s", text);
	return screens_event(st, &e);
}

TEST(an_answer_arrives_in_resume)
{
	start();
	send(EVENT_KEY, 'x', "");
	send(EVENT_KEY, TKEY_F2, "");
	send(EVENT_KEY, 'a', "");
	CHECK_STR(heard, "base:x child:open child:key base:resumed 7 42 forty-two ");
	CHECK_INT(closed, 1);
}

TEST(esc_is_no_answer)
{
	start();
	send(EVENT_KEY, TKEY_F2, "");
	send(EVENT_KEY, TKEY_ESC, "");
	CHECK_STR(heard, "child:open child:key base:resumed 7 -1  ");
}

TEST(keys_stay_in_the_dialog_and_scans_do_not)
{
	start();
	send(EVENT_KEY, TKEY_F2, "");
	send(EVENT_KEY, 'q', "");
	send(EVENT_KEY, TKEY_F4, ""); /* [all] does not hold in dialogs */
	send(EVENT_SCAN, 0, "690");
	CHECK_STR(heard, "child:open child:key child:key child:event base:690 ");
}

TEST(keys_of_a_scan_are_taken_back)
{
	start();
	send(EVENT_SCAN, 2, "690");
	CHECK_STR(heard, "base:Backspace base:Backspace base:690 ");
}

TEST(a_message_goes_with_the_next_scan)
{
	start();
	ask_message(screens_top(st), STYLE_ERROR, "No", "such article");
	CHECK(screens_top(st)->ops != &base_ops);
	send(EVENT_SCAN, 0, "690");
	CHECK(screens_top(st)->ops == &base_ops);
	CHECK_STR(heard, "base:resumed 0 -1  base:690 ");
}

TEST(replacing)
{
	start();
	send(EVENT_KEY, TKEY_F3, "");
	CHECK(screens_top(st)->ops == &child_ops);
	CHECK(!screens_top(st)->below);
	CHECK_INT(closed, 1);
	CHECK(!send(EVENT_KEY, TKEY_ESC, ""));
	CHECK_INT(closed, 2);
	CHECK(!send(EVENT_KEY, 'x', ""));
}

TEST(a_screen_that_cannot_open_is_not_there)
{
	start();
	CHECK_INT(screens_push(st, &child_ops, NULL), ERR_NOTFOUND);
	CHECK(screens_top(st)->ops == &base_ops);
}

TEST(closing_one_closes_what_stands_on_it)
{
	start();
	send(EVENT_KEY, TKEY_F2, "");
	CHECK_INT(screen_push(screens_top(st), &child_ops, "arg", 8), OK);
	heard[0] = '\0';
	send(EVENT_HANGUP, 0, "");
	CHECK(!screens_top(st));
	CHECK_INT(closed, 3);
	CHECK_STR(heard, "");
}

TEST(all_hear_the_store)
{
	start();
	send(EVENT_KEY, TKEY_F2, "");
	heard[0] = '\0';
	send(EVENT_STORE, 0, "");
	CHECK_STR(heard, "child:event base:other ");
}

TEST(what_can_wait_waits)
{
	start();
	CHECK_INT(screens_timeout_ms(st), -1);
	screens_later(st);
	CHECK_STR(heard, "");
	screen_later(screens_top(st), 60000);
	CHECK(screens_timeout_ms(st) > 50000 && screens_timeout_ms(st) <= 60000);
	screens_later(st); /* not yet */
	CHECK_STR(heard, "");
	screen_later(screens_top(st), 0);
	CHECK_INT(screens_timeout_ms(st), 0);
	send(EVENT_KEY, TKEY_F2, ""); /* what stands on it goes first */
	CHECK_INT(screens_timeout_ms(st), -1);
	screens_later(st);
	CHECK_STR(heard, "child:open ");
	send(EVENT_KEY, TKEY_ESC, "");
	screens_later(st);
	screens_later(st); /* once */
	CHECK(strstr(heard, "base:later ") && !strstr(strstr(heard, "base:later ") + 11, "later"));
	CHECK_INT(screens_timeout_ms(st), -1);
}

TEST(a_numbered_question)
{
	static const struct menu_item items[] = { { "one", NULL, false }, { "two", NULL, false } };

	start();
	ask_choice(screens_top(st), 3, "Which?", "", items, 2, -1);
	send(EVENT_KEY, TKEY_ENTER, "");
	CHECK(screens_top(st)->ops->flags & SCREEN_HOLD);
	send(EVENT_KEY, '2', "");
	CHECK_STR(heard, "base:resumed 3 1 two ");
}

TEST(a_line_that_must_not_be_empty)
{
	static const struct line_question q = { .title = "Code", .min_chars = 2, .max_chars = 5 };

	start();
	ask_line(screens_top(st), 4, &q);
	send(EVENT_KEY, 0x7EA2, "");
	send(EVENT_KEY, TKEY_ENTER, "");
	CHECK_STR(heard, ""); /* one character, though three bytes */
	send(EVENT_PASTE, 0, "茶");
	send(EVENT_SCAN, 0, "690"); /* passes */
	send(EVENT_KEY, ':', "");   /* a character here, no action of [all] */
	send(EVENT_KEY, TKEY_ENTER, "");
	CHECK_STR(heard, "base:690 base:resumed 4 1 红茶: ");
}

T_MAIN
