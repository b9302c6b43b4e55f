/* pager.h - longer text to read: wrapped, scrolled, with its place ("2/5") in the last row. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/draw.h"

struct pager {
	const char *text; /* paragraphs end with '\n'; the caller keeps it */
	int top, lines, height;
};

void pager_init(struct pager *p, const char *text);
void pager_draw(struct pager *p, struct rect r);
/* Up Down PgUp PgDn Space Home End. False when it is another key or nothing moved. */
bool pager_key(struct pager *p, int32_t code);

#endif
