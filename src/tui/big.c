/* big.c - large figures. Each is drawn on a grid of 3 columns and 6 half rows. */
#include "tui/big.h"

#include <string.h>

#include "base/sbuf.h"
#include "tui/draw.h"
#include "tui/term.h"

/* Three rows each; '#' both halves, '^' the upper, '_' the lower. To add a character: here, in both
 * tables' order. */
static const char glyphs[] = "0123456789-.,: ";
static const char *const blocks[][BIG_ROWS] = {
	{ "#^#", "# #", "^^^" }, { "_# ", " # ", "^^^" }, { "^^#", "#^^", "^^^" },
	{ "^^#", " ^#", "^^^" }, { "# #", "^^#", "  ^" }, { "#^^", "^^#", "^^^" },
	{ "#^^", "#^#", "^^^" }, { "^^#", "  #", "  ^" }, { "#^#", "#^#", "^^^" },
	{ "#^#", "^^#", "^^^" }, { "   ", "^^^", "   " }, { " ", " ", "^" },
	{ " ", " ", "#" }, { " ", "^", "^" }, { " ", " ", " " },
};
static const char *const strokes[][BIG_ROWS] = {
	{ " _ ", "| |", "|_|" }, { "   ", "  |", "  |" }, { " _ ", " _|", "|_ " },
	{ " _ ", " _|", " _|" }, { "   ", "|_|", "  |" }, { " _ ", "|_ ", " _|" },
	{ " _ ", "|_ ", "|_|" }, { " _ ", "  |", "  |" }, { " _ ", "|_|", "|_|" },
	{ " _ ", "|_|", " _|" }, { "   ", " _ ", "   " }, { " ", " ", "." },
	{ " ", " ", "," }, { " ", ".", "." }, { " ", " ", " " },
};

/* The glyph of a character, -1 none. */
static int glyph_of(char c)
{
	const char *at = c ? strchr(glyphs, c) : NULL;

	return at ? (int)(at - glyphs) : -1;
}

int big_width(const char *text)
{
	int cols = 0;

	for (; *text; text++) {
		int g = glyph_of(*text);

		if (g >= 0)
			cols += (int)strlen(blocks[g][0]) + (cols ? 1 : 0);
	}
	return cols;
}

static void add_row(struct sbuf *line, const char *cells, bool halves)
{
	for (; *cells; cells++) {
		if (!halves)
			sbuf_putc(line, *cells);
		else
			sbuf_puts(line, *cells == '#' ? "█" : *cells == '^' ? "▀" : *cells == '_' ? "▄" : " ");
	}
}

void big_draw(int y, int x, int cols, enum style style, const char *text)
{
	bool halves = term_has_blocks();
	struct sbuf line = SBUF_INIT;
	int row;

	if (big_width(text) > cols) {
		draw_fill((struct rect){ y, x, BIG_ROWS, cols }, style);
		draw_money(y + 1, x, cols, style, text);
		return;
	}
	for (row = 0; row < BIG_ROWS; row++) {
		const char *c;

		sbuf_clear(&line);
		for (c = text; *c; c++) {
			int g = glyph_of(*c);

			if (g < 0)
				continue;
			if (line.len)
				sbuf_putc(&line, ' ');
			add_row(&line, (halves ? blocks : strokes)[g][row], halves);
		}
		draw_field(y + row, x, cols, style, ALIGN_RIGHT, sbuf_text(&line));
	}
	sbuf_release(&line);
}
