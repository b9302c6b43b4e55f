/* toast.h - a line that says something and goes by itself. It never takes the focus. */
#ifndef TUI_TOAST_H
#define TUI_TOAST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/event.h"
#include "tui/theme.h"

#define TOAST_MAX 256
#define TOAST_MS 4000

struct toast {
	enum style style;
	char text[TOAST_MAX];
	int64_t until_ms; /* monotonic; 0: until the next key, scan or card */
	bool shown, drawn;
};

/* An empty text ends the one that is there. */
void toast_show(struct toast *t, enum style style, int64_t until_ms, const char *text);
/* True when the event (or the time at_ms it came) ended it: redraw. */
bool toast_event(struct toast *t, const struct event *e);
/* One row of cols columns with its sign, begun in the row above when one is too short; blank when there is none. */
void toast_draw(struct toast *t, int y, int x, int cols);

#endif
