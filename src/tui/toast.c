/* toast.c - a passing line. */
#include "tui/toast.h"

#include <string.h>

#include "tui/draw.h"

#define NOTE_MARGIN 4 /* columns: the sign with its blanks, and the blank at the end */

void toast_show(struct toast *t, enum style style, int64_t until_ms, const char *text)
{
	size_t n = strnlen(text, sizeof t->text - 1);

	memcpy(t->text, text, n); /* a character cut in half here shows as U+FFFD, past any window */
	t->text[n] = '\0';
	t->style = style;
	t->until_ms = until_ms;
	t->shown = n > 0;
}

bool toast_event(struct toast *t, const struct event *e)
{
	bool act = e->kind == EVENT_KEY || e->kind == EVENT_PASTE || e->kind == EVENT_SCAN ||
		e->kind == EVENT_CARD;

	if (!t->shown || (t->until_ms ? e->at_ms < t->until_ms : !act))
		return false;
	t->shown = false;
	return true;
}

/* What is too long for its row begins in the one above; a row that is still too short ends in "...". */
static void draw_long(const struct toast *t, int y, int x, int cols)
{
	char first[TOAST_MAX];
	const char *rest;
	size_t n = text_wrap(t->text, cols - NOTE_MARGIN, &rest);

	memcpy(first, t->text, n);
	first[n] = '\0';
	draw_note(y - 1, x, cols, t->style, first);
	draw_field(y, x, cols, t->style, ALIGN_LEFT, "");
	draw_field(y, x + NOTE_MARGIN - 1, cols - NOTE_MARGIN + 1, t->style, ALIGN_LEFT, rest);
}

void toast_draw(struct toast *t, int y, int x, int cols)
{
	if (t->shown && y > 0 && cols > NOTE_MARGIN && text_width(t->text) > cols - NOTE_MARGIN)
		draw_long(t, y, x, cols);
	else if (t->shown)
		draw_note(y, x, cols, t->style, t->text);
	else
		draw_field(y, x, cols, STYLE_NORMAL, ALIGN_LEFT, "");
	t->drawn = true;
}
