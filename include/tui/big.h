/* big.h - amounts in large figures, BIG_ROWS rows high, for what is to be paid and what is given
 * back. Half blocks where the terminal has them, else strokes of ASCII. Figures are three columns
 * wide and one apart, '.' ',' ':' and ' ' one; '-' three. Other characters are left out. */
#ifndef TUI_BIG_H
#define TUI_BIG_H

#include "tui/theme.h"

#define BIG_ROWS 3

/* Columns that text takes. */
int big_width(const char *text);
/* Draws the text, its right end at column x + cols - 1; where it is too wide, as ordinary text in
 * the middle row, and where that is too wide, as "###". Fills all of the BIG_ROWS x cols place. */
void big_draw(int y, int x, int cols, enum style style, const char *text);

#endif
