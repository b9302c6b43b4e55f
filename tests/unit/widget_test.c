/* widget_test.c - what widgets do with keys and texts, without a terminal to draw on. */
#include <limits.h>

#include "../t.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "tui/big.h"
#include "tui/draw.h"
#include "tui/edit.h"
#include "tui/form.h"
#include "tui/key.h"
#include "tui/list.h"
#include "tui/menu.h"
#include "tui/toast.h"

__attribute__((constructor)) static void locale(void)
{
	tr_init("en");
}

static struct edit e;

static void type(const char *text)
{
	size_t left = strlen(text), n;
	uint32_t cp;

	for (; left; text += n, left -= n) {
		n = utf8_decode(text, left, &cp);
		edit_key(&e, (int32_t)cp);
	}
}

TEST(width_is_what_is_drawn)
{
	CHECK_INT(text_width("abc"), 3);
	CHECK_INT(text_width("红茶a"), 5);
	CHECK_INT(text_width("e\xCC\x81"), 1);
	CHECK_INT(text_width("a\x01\x1b[0mb"), 5);  /* the control characters are dropped */
	CHECK_INT(text_width("a\tb"), 3);
	CHECK_INT(text_width("\xE2\x80\xAE" "a"), 1); /* so is a bidi override */
	CHECK_INT(text_width("\xFF"), 1);
}

TEST(clip_never_cuts_a_character)
{
	int used;

	CHECK_INT(text_clip("红茶", 3, &used), 3);
	CHECK_INT(used, 2);
	CHECK_INT(text_clip("ae\xCC\x81z", 2, &used), 4); /* the mark goes with its letter */
	CHECK_INT(text_clip("红", 1, &used), 0);
	CHECK_INT(text_clip("", 5, NULL), 0);
}

static const char *wrapped(const char *text, int cols)
{
	static char out[512];

	out[0] = '\0';
	while (*text) {
		const char *next;
		size_t n = text_wrap(text, cols, &next);

		strncat(out, text, n);
		strcat(out, "|");
		text = next;
	}
	return out;
}

TEST(wrapping)
{
	CHECK_STR(wrapped("one two three", 7), "one two|three|");
	CHECK_STR(wrapped("one  two", 4), "one|two|");
	CHECK_STR(wrapped("a\n\nb", 10), "a||b|");
	CHECK_STR(wrapped("abcdefghij", 4), "abcd|efgh|ij|");
	CHECK_STR(wrapped("中文可以换行", 6), "中文可|以换行|");
	CHECK_STR(wrapped("中文，可以", 4), "中|文，|可以|"); /* no comma begins a line */
	CHECK_STR(wrapped("价格price中", 6), "价格|price|中|");
	CHECK_STR(wrapped("中文", 1), "||");
}

TEST(wrapping_loses_nothing_but_blanks)
{
	static const char *const pieces[] = { "a", "bc ", "中", "，", " ", "\n", "word", "é", "。", "1" };
	int round, i, cols;

	for (round = 0; round < 2000; round++) {
		char text[256] = "", all[256] = "", kept[256] = "";
		const char *at = text, *c;

		for (i = 0; i < 20; i++)
			strcat(text, pieces[t_rand(sizeof pieces / sizeof pieces[0])]);
		cols = (int)t_range(2, 12);
		while (*at) {
			const char *next;
			size_t n = text_wrap(at, cols, &next);
			char line[256];

			snprintf(line, sizeof line, "%.*s", (int)n, at);
			if (!CHECK(text_width(line) <= cols) || !CHECK(next > at))
				return;
			strcat(all, line);
			at = next;
		}
		for (i = 0, c = text; *c; c++)
			if (*c != ' ' && *c != '\n')
				kept[i++] = *c;
		for (i = 0, c = all; *c; c++)
			if (*c != ' ')
				all[i++] = *c;
		all[i] = '\0';
		if (!CHECK_STR(all, kept))
			return;
	}
}

TEST(editing)
{
	edit_init(&e, EDIT_TEXT, 10);
	type("红茶abc");
	CHECK_STR(e.text, "红茶abc");
	CHECK(edit_key(&e, TKEY_HOME));
	CHECK(!edit_key(&e, TKEY_LEFT));
	CHECK(!edit_key(&e, TKEY_BACKSPACE));
	CHECK(edit_key(&e, TKEY_RIGHT));
	type("冰");
	CHECK_STR(e.text, "红冰茶abc");
	CHECK(edit_key(&e, TKEY_DELETE));
	CHECK_STR(e.text, "红冰abc");
	CHECK(edit_key(&e, TKEY_BACKSPACE));
	CHECK_STR(e.text, "红abc");
	CHECK(edit_key(&e, TKEY_END));
	CHECK(!edit_key(&e, TKEY_DELETE));
	type(" de fgh");
	CHECK_STR(e.text, "红abc de fg"); /* ten characters */
	CHECK(!edit_key(&e, 'x'));
	CHECK(edit_key(&e, 'W' - 'A' + 1));
	CHECK_STR(e.text, "红abc de ");
	CHECK(edit_key(&e, 'U' - 'A' + 1));
	CHECK_STR(e.text, "");
	CHECK(!edit_key(&e, 'U' - 'A' + 1));
	CHECK(!edit_key(&e, UTF8_REPLACEMENT));
	CHECK(!edit_key(&e, TKEY_F1));
	CHECK(!edit_key(&e, 1)); /* Ctrl-A where there is nothing */
}

TEST(a_mark_moves_with_its_letter)
{
	edit_init(&e, EDIT_TEXT, 10);
	type("xe\xCC\x81");
	CHECK(edit_key(&e, TKEY_LEFT));
	CHECK_INT(e.at, 1);
	CHECK(edit_key(&e, TKEY_RIGHT));
	CHECK(edit_key(&e, TKEY_BACKSPACE));
	CHECK_STR(e.text, "x");
}

TEST(kinds_take_what_they_should)
{
	edit_init(&e, EDIT_NUMBER, 10);
	type("a1.-5.3");
	CHECK_STR(e.text, "1.53");
	edit_key(&e, TKEY_HOME);
	type("--");
	CHECK_STR(e.text, "-1.53");
	edit_key(&e, TKEY_HOME);
	type("7."); /* the sign stays in front */
	CHECK_STR(e.text, "-1.53");
	edit_set(&e, "１２。５");
	CHECK_STR(e.text, "12.5");
	edit_init(&e, EDIT_DIGITS, 4);
	type("1.2-3x456");
	CHECK_STR(e.text, "1234");
	edit_init(&e, EDIT_PIN, 6);
	type("12a3");
	CHECK_STR(e.text, "123");
	edit_clear(&e);
	CHECK(memcmp(e.text, (char[EDIT_BYTES]){ 0 }, EDIT_BYTES) == 0);
}

TEST(a_proposal_gives_way_to_typing)
{
	edit_init(&e, EDIT_NUMBER, 10);
	edit_propose(&e, "12.50");
	CHECK(!edit_key(&e, 'x'));
	CHECK_STR(e.text, "12.50");
	type("7");
	CHECK_STR(e.text, "7");
	edit_propose(&e, "12.50");
	edit_key(&e, TKEY_BACKSPACE);
	type("9");
	CHECK_STR(e.text, "12.59");
}

TEST(pasting)
{
	edit_init(&e, EDIT_TEXT, 5);
	CHECK(edit_paste(&e, "a\x1b\x01中\xE2\x80\xAE" "bcdefg"));
	CHECK_STR(e.text, "a中bcd");
	CHECK(!edit_paste(&e, "z"));
}

/* Whatever is typed, the text is valid, within its limits, and the cursor between characters. */
TEST(random_editing)
{
	static const int32_t keys[] = { 'a', ' ', 0x7EA2, 0x301, 0x20BB7, '5', '.', TKEY_LEFT, TKEY_RIGHT,
		TKEY_HOME, TKEY_END, TKEY_BACKSPACE, TKEY_DELETE, 1, 5, 11, 21, 23, 0xFFFD, TKEY_F2 };
	int i, round;

	for (round = 0; round < 300; round++) {
		edit_init(&e, (enum edit_kind)t_rand(4), (int)t_range(1, 200));
		for (i = 0; i < 200; i++) {
			edit_key(&e, keys[t_rand(sizeof keys / sizeof keys[0])]);
			if (!CHECK(e.len == strlen(e.text) && e.at <= e.len) ||
					!CHECK(utf8_valid(e.text, e.len) && utf8_valid(e.text, e.at)) ||
					!CHECK((int)utf8_len(e.text) <= e.max_chars))
				return;
		}
	}
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	(void)ctx;
	snprintf(buf, LIST_CELL_MAX, "%d/%d", row, column);
	return buf;
}

static const struct list_column columns[] = { { "x", 0, ALIGN_LEFT, false, 0 } };

TEST(list_keys)
{
	struct list l;

	list_init(&l, columns, 1, LIST_NUMBERED, cell, NULL);
	CHECK_INT(list_key(&l, TKEY_ENTER), LIST_PASS);
	list_set_count(&l, 25);
	l.height = 10;
	CHECK_INT(l.cursor, 0);
	CHECK_INT(list_key(&l, TKEY_UP), LIST_PASS);
	CHECK_INT(list_key(&l, TKEY_DOWN), LIST_MOVED);
	CHECK_INT(list_key(&l, TKEY_PAGE_DOWN), LIST_MOVED);
	CHECK_INT(l.cursor, 10);
	CHECK_INT(list_key(&l, TKEY_END), LIST_MOVED);
	CHECK_INT(l.cursor, 24);
	l.top = 15;
	CHECK_INT(list_key(&l, '3'), LIST_CHOSEN);
	CHECK_INT(l.cursor, 17);
	CHECK_INT(list_key(&l, '0'), LIST_CHOSEN);
	CHECK_INT(l.cursor, 24);
	CHECK_INT(list_key(&l, 'x'), LIST_PASS);
	list_set_count(&l, 3);
	CHECK_INT(l.cursor, 2);
	l.top = 0;
	CHECK_INT(list_key(&l, '4'), LIST_PASS);
	list_set_count(&l, 0);
	CHECK_INT(l.cursor, -1);
}

TEST(menu_keys)
{
	struct menu_item items[13] = { { "a", NULL, false }, { "b", NULL, true } };
	struct menu m;

	menu_init(&m, items, 13, -1);
	CHECK_INT(menu_key(&m, TKEY_ENTER), MENU_PASS);
	CHECK_INT(menu_key(&m, '1'), 0);
	CHECK_INT(menu_key(&m, '2'), MENU_PASS); /* off */
	CHECK_INT(menu_key(&m, '0'), 9);
	CHECK_INT(menu_key(&m, TKEY_PAGE_DOWN), MENU_MOVED);
	CHECK_INT(menu_key(&m, '3'), 12);
	CHECK_INT(menu_key(&m, '4'), MENU_PASS);
	CHECK_INT(menu_key(&m, TKEY_PAGE_DOWN), MENU_PASS);
	CHECK_INT(menu_key(&m, TKEY_DOWN), MENU_MOVED);
	CHECK_INT(m.cursor, 10);
	CHECK_INT(menu_key(&m, TKEY_UP), MENU_MOVED);
	CHECK_INT(m.cursor, 9);
	CHECK_INT(m.page, 0);
	CHECK_INT(menu_key(&m, TKEY_ENTER), 9);
}

TEST(form_keys)
{
	static const char *const levels[] = { "Silver", "Gold", NULL };
	static const struct field fields[] = {
		{ "Number", FIELD_SHOW, 0, 0, NULL, NULL },
		{ "Name", FIELD_TEXT, 10, FIELD_REQUIRED, NULL, NULL },
		{ "Level", FIELD_CHOICE, 0, 0, NULL, levels },
		{ "Mobile", FIELD_DIGITS, 11, 0, NULL, NULL },
	};
	struct arena a = ARENA_INIT;
	struct form f;

	form_init(&f, &a, fields, 4);
	CHECK_INT(f.current, 1);
	CHECK_INT(form_key(&f, TKEY_UP), FORM_PASS);
	CHECK_INT(form_key(&f, TKEY_ENTER), FORM_MOVED);
	CHECK_INT(form_key(&f, '2'), FORM_MOVED);
	CHECK_INT(form_choice(&f, 2), 1);
	CHECK_INT(form_key(&f, TKEY_RIGHT), FORM_PASS);
	CHECK_INT(form_key(&f, '3'), FORM_PASS);
	CHECK_INT(form_key(&f, ' '), FORM_MOVED);
	CHECK_INT(form_choice(&f, 2), 0);
	CHECK_INT(form_key(&f, TKEY_TAB), FORM_MOVED);
	CHECK_INT(form_key(&f, '1'), FORM_MOVED);
	CHECK_INT(form_key(&f, TKEY_ENTER), FORM_MOVED); /* the name is missing */
	CHECK_INT(f.current, 1);
	CHECK_INT(f.bad, 1);
	CHECK_INT(form_key(&f, 'x'), FORM_MOVED);
	CHECK_INT(f.bad, -1);
	CHECK_INT(form_key(&f, 'S' - 'A' + 1), FORM_DONE);
	CHECK_STR(form_get(&f, 1), "x");
	CHECK_STR(form_get(&f, 3), "1");
	CHECK_INT(form_key(&f, TKEY_ESC), FORM_PASS);
	arena_release(&a);
}

TEST(big_figures)
{
	CHECK_INT(big_width("89.77"), 3 + 1 + 3 + 1 + 1 + 1 + 3 + 1 + 3);
	CHECK_INT(big_width("-12.50"), 21);
	CHECK_INT(big_width("x"), 0);
}

TEST(toasts)
{
	struct toast t = { 0 };
	struct event tick = { .kind = EVENT_TICK, .at_ms = 1000 }, key = { .kind = EVENT_KEY, .at_ms = 2000 };

	CHECK(!toast_event(&t, &key));
	toast_show(&t, STYLE_ERROR, 0, "no");
	CHECK(!toast_event(&t, &tick));
	CHECK(toast_event(&t, &key));
	toast_show(&t, STYLE_DONE, 1500, "yes");
	CHECK(!toast_event(&t, &tick));
	CHECK(toast_event(&t, &key));
	CHECK(!t.shown);
}

T_MAIN
