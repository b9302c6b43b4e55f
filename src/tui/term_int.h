/* term_int.h - what the rooms' own files share about curses. Only term.c and draw.c include it with
 * curses; no other file of the program sees a curses name. */
#ifndef TUI_TERM_INT_H
#define TUI_TERM_INT_H

#include "base/err.h" /* before curses.h, which has a macro OK of the same value */

#include <curses.h>

#include "tui/theme.h"

/* Attributes and colour pair of a style on this terminal. */
attr_t term_attrs_of(enum style style, short *pair);
/* Where the cursor is to stand at the next flush. */
void term_cursor(int y, int x);

#endif
