/* theme.h - what a piece of text means, and how that looks. Screens name a meaning, never a colour.
 * Every colour that carries meaning has a sign or word beside it, so that a terminal without
 * colour, or an eye without it, reads the same. Contrast against the ground is at least 4.5 : 1, and
 * 7 : 1 for money (WCAG 2.1, 1.4.3 and 1.4.6); a test computes it.
 *
 * Themes: dark and light say what the terminal's background is. Auto reads COLORFGBG, and where
 * that says nothing takes "any", whose every colour brings its own background. Mono uses bold and
 * reverse only and is taken by itself where there is no colour. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

#include <stdbool.h>

/* To add one: here, in every table of theme.c, and in the demo (tests/screen/tui_demo_tool.c). */
enum style {
	STYLE_NORMAL,
	STYLE_DIM,      /* less important; same as normal where grey cannot be read */
	STYLE_STRONG,
	STYLE_TITLE,    /* head of a dialog or a table */
	STYLE_BAR,      /* status bar */
	STYLE_KEY,      /* the key in the key bar; its label is STYLE_NORMAL */
	STYLE_LINE,     /* rules and frames */
	STYLE_MONEY,    /* an amount among text */
	STYLE_DUE,      /* the amount to pay, in large figures */
	STYLE_CHANGE,   /* the change to give, likewise */
	STYLE_ERROR,
	STYLE_WARNING,
	STYLE_DONE,
	STYLE_INFO,
	STYLE_SELECTED, /* the row the cursor is on */
	STYLE_ENTRY,    /* what is being typed */
	STYLE_VOID,     /* taken out, past, cannot be chosen */
	STYLE_DIALOG,   /* frame and ground of a dialog */
	STYLE_COUNT
};

enum theme { THEME_ANY, THEME_DARK, THEME_LIGHT, THEME_MONO };

/* How a style looks with that many colours (8, 16 or 256): colour numbers of xterm, -1 the
 * terminal's own. For term.c and for the test that computes contrast. */
struct look { int fg, bg; bool bold, reverse; };
struct look theme_look(enum theme theme, enum style style, int colours);
/* Which theme "auto", "dark", "light", "mono" (or NULL) means here. */
enum theme theme_choose(const char *name, int colours, const char *colorfgbg);

#endif
