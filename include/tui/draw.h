/* draw.h - drawing into the one screen, in columns. Nothing reaches the terminal before
 * term_flush(). Positions are absolute (row 0, column 0 is the upper left corner); what falls
 * outside the window is left out, a wide character is shown whole or not at all, and no control
 * character passes (utf8_clean's rules hold for each character drawn). Translate, then measure. */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include <stddef.h>

#include "base/err.h"
#include "tui/theme.h"

struct rect { int y, x, h, w; };
enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

/* Columns that text takes when drawn; bytes of the longest prefix within `cols` columns (used: its
 * columns, may be NULL). These, not utf8_width(), agree with what is drawn of unclean text. */
int text_width(const char *text);
size_t text_clip(const char *text, int cols, int *used);
/* Bytes of the next line when text is wrapped at cols columns: breaks at '\n', else after a space,
 * else anywhere between wide characters, else inside a word. *next is where the line after it
 * begins. 0 and *next at the NUL when nothing is left. */
size_t text_wrap(const char *text, int cols, const char **next);

struct rect screen_rect(void);
/* The rectangle of h x w in the middle of `in`, made smaller when it does not fit. */
struct rect rect_centre(struct rect in, int h, int w);
/* The same without a margin of dy rows and dx columns on each side; never negative. */
struct rect rect_inset(struct rect r, int dy, int dx);

void draw_erase(void);
void draw_fill(struct rect r, enum style style);
/* Draws at most cols columns; returns the columns drawn. */
int draw_text(int y, int x, int cols, enum style style, const char *text);
int draw_printf(int y, int x, int cols, enum style style, const char *fmt, ...) PRINTF_LIKE(5, 6);
/* Fills exactly cols columns: the text at its side, blanks elsewhere. Text too long is cut at its
 * end with "…", an amount (draw_money) never: too narrow a place shows "###". */
void draw_field(int y, int x, int cols, enum style style, enum align align, const char *text);
void draw_money(int y, int x, int cols, enum style style, const char *amount);
/* Paragraphs wrapped into r, from line `skip` on; returns how many lines there are in all. */
int draw_wrapped(struct rect r, enum style style, const char *text, int skip);
/* The sign that goes with a style where its text does not say it itself: "✗" error, "!" warning,
 * "✓" done, "" else; ASCII where the terminal has no such characters. One column. */
const char *style_sign(enum style style);
/* Text with its style's sign before it ("✗ ..."), as one line of exactly cols columns. */
void draw_note(int y, int x, int cols, enum style style, const char *text);

void draw_hline(int y, int x, int cols, enum style style);
void draw_vline(int y, int x, int rows, enum style style);
/* Where a vertical line ends on a horizontal one: 0 '┬', 1 '┴', 2 '├', 3 '┤', 4 '┼'. */
enum joint { JOINT_TOP, JOINT_BOTTOM, JOINT_LEFT, JOINT_RIGHT, JOINT_CROSS };
void draw_joint(int y, int x, enum joint joint, enum style style);
/* A frame with a title in its upper line (NULL none); the inside is left as it is. */
void draw_box(struct rect r, enum style style, const char *title);
/* One full row: left text, right text; the left gives way. Fits a status bar or a screen's head. */
void draw_bar(int y, int x, int cols, enum style style, const char *left, const char *right);
/* A bar of `part` of `whole` in cols columns, in eighths of a column where blocks can be shown. */
void draw_gauge(int y, int x, int cols, enum style style, long part, long whole);

/* Where the cursor stands when the frame is shown; without a call it is hidden. */
void draw_cursor(int y, int x);
void draw_no_cursor(void);

#endif
