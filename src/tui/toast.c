/* toast.c - a passing line. */
#include "tui/toast.h"

#include <string.h>

#include "tui/draw.h"

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

void toast_draw(struct toast *t, int y, int x, int cols)
{
	if (t->shown)
		draw_note(y, x, cols, t->style, t->text);
	else
		draw_field(y, x, cols, STYLE_NORMAL, ALIGN_LEFT, "");
	t->drawn = true;
}
