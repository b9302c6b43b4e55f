/* theme.c - the looks. Colours are chosen by contrast against the ground they stand on; the unit
 * test theme_test.c computes it for every row here. */
#include "tui/theme.h"

#include <stdlib.h>
#include <string.h>

/* Large figures (due, change) are not bold: blocks do not show it, and on xterm every change of
 * attributes is some ten bytes of a slow line.
 * xterm's numbers: 0-7 black red green yellow blue magenta cyan white, 16-231 the colour cube,
 * 232-255 greys. Bold makes 0-7 brighter on many terminals and is never needed for contrast. */
#define PLAIN { -1, -1, false, false }
#define BOLD { -1, -1, true, false }
#define REVERSE { -1, -1, false, true }
#define ON(fg, bg) { fg, bg, false, false }
#define BOLD_ON(fg, bg) { fg, bg, true, false }

/* Every colour with its own ground: right on any terminal, so it is the default. */
static const struct look any8[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = PLAIN, [STYLE_STRONG] = BOLD, [STYLE_TITLE] = BOLD,
	[STYLE_BAR] = ON(0, 7), [STYLE_KEY] = BOLD, [STYLE_LINE] = PLAIN, [STYLE_MONEY] = BOLD,
	[STYLE_DUE] = PLAIN, [STYLE_CHANGE] = ON(0, 2), [STYLE_ERROR] = BOLD_ON(7, 1),
	[STYLE_WARNING] = ON(0, 3), [STYLE_DONE] = ON(0, 2), [STYLE_INFO] = ON(0, 6),
	[STYLE_SELECTED] = ON(0, 6), [STYLE_ENTRY] = BOLD, [STYLE_VOID] = PLAIN,
	[STYLE_DIALOG] = PLAIN,
};
static const struct look any256[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = PLAIN, [STYLE_STRONG] = BOLD, [STYLE_TITLE] = BOLD,
	[STYLE_BAR] = ON(254, 238), [STYLE_KEY] = BOLD, [STYLE_LINE] = PLAIN, [STYLE_MONEY] = BOLD,
	[STYLE_DUE] = PLAIN, [STYLE_CHANGE] = ON(231, 22), [STYLE_ERROR] = BOLD_ON(231, 124),
	[STYLE_WARNING] = ON(16, 220), [STYLE_DONE] = ON(231, 22), [STYLE_INFO] = ON(231, 24),
	[STYLE_SELECTED] = ON(231, 24), [STYLE_ENTRY] = BOLD, [STYLE_VOID] = PLAIN,
	[STYLE_DIALOG] = PLAIN,
};
static const struct look dark8[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = PLAIN, [STYLE_STRONG] = BOLD, [STYLE_TITLE] = BOLD,
	[STYLE_BAR] = ON(0, 7), [STYLE_KEY] = ON(6, -1), [STYLE_LINE] = PLAIN, [STYLE_MONEY] = BOLD,
	[STYLE_DUE] = ON(3, -1), [STYLE_CHANGE] = ON(2, -1),
	[STYLE_ERROR] = BOLD_ON(7, 1), [STYLE_WARNING] = ON(0, 3), [STYLE_DONE] = ON(2, -1),
	[STYLE_INFO] = ON(6, -1), [STYLE_SELECTED] = ON(0, 6), [STYLE_ENTRY] = BOLD,
	[STYLE_VOID] = PLAIN, [STYLE_DIALOG] = ON(6, -1),
};
static const struct look dark256[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = ON(248, -1), [STYLE_STRONG] = BOLD,
	[STYLE_TITLE] = BOLD, [STYLE_BAR] = ON(254, 238), [STYLE_KEY] = ON(117, -1),
	[STYLE_LINE] = ON(244, -1), [STYLE_MONEY] = BOLD, [STYLE_DUE] = ON(228, -1),
	[STYLE_CHANGE] = ON(120, -1), [STYLE_ERROR] = BOLD_ON(231, 124),
	[STYLE_WARNING] = ON(16, 220), [STYLE_DONE] = ON(120, -1), [STYLE_INFO] = ON(117, -1),
	[STYLE_SELECTED] = ON(231, 24), [STYLE_ENTRY] = BOLD, [STYLE_VOID] = ON(245, -1),
	[STYLE_DIALOG] = ON(117, -1),
};
static const struct look light8[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = PLAIN, [STYLE_STRONG] = BOLD, [STYLE_TITLE] = BOLD,
	[STYLE_BAR] = ON(7, 4), [STYLE_KEY] = ON(4, -1), [STYLE_LINE] = PLAIN, [STYLE_MONEY] = BOLD,
	[STYLE_DUE] = ON(4, -1), [STYLE_CHANGE] = ON(0, 2), [STYLE_ERROR] = BOLD_ON(7, 1),
	[STYLE_WARNING] = ON(0, 3), [STYLE_DONE] = ON(0, 2), [STYLE_INFO] = ON(4, -1),
	[STYLE_SELECTED] = ON(7, 4), [STYLE_ENTRY] = BOLD, [STYLE_VOID] = PLAIN,
	[STYLE_DIALOG] = ON(4, -1),
};
static const struct look light256[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = ON(240, -1), [STYLE_STRONG] = BOLD,
	[STYLE_TITLE] = BOLD, [STYLE_BAR] = ON(231, 24), [STYLE_KEY] = ON(25, -1),
	[STYLE_LINE] = ON(242, -1), [STYLE_MONEY] = BOLD, [STYLE_DUE] = ON(18, -1),
	[STYLE_CHANGE] = ON(22, -1), [STYLE_ERROR] = BOLD_ON(231, 124),
	[STYLE_WARNING] = ON(16, 220), [STYLE_DONE] = ON(22, -1), [STYLE_INFO] = ON(25, -1),
	[STYLE_SELECTED] = ON(231, 24), [STYLE_ENTRY] = BOLD, [STYLE_VOID] = ON(242, -1),
	[STYLE_DIALOG] = ON(25, -1),
};
static const struct look mono[STYLE_COUNT] = {
	[STYLE_NORMAL] = PLAIN, [STYLE_DIM] = PLAIN, [STYLE_STRONG] = BOLD, [STYLE_TITLE] = BOLD,
	[STYLE_BAR] = REVERSE, [STYLE_KEY] = BOLD, [STYLE_LINE] = PLAIN, [STYLE_MONEY] = BOLD,
	[STYLE_DUE] = PLAIN, [STYLE_CHANGE] = PLAIN, [STYLE_ERROR] = REVERSE,
	[STYLE_WARNING] = REVERSE, [STYLE_DONE] = BOLD, [STYLE_INFO] = PLAIN,
	[STYLE_SELECTED] = REVERSE, [STYLE_ENTRY] = BOLD, [STYLE_VOID] = PLAIN,
	[STYLE_DIALOG] = PLAIN,
};

struct look theme_look(enum theme theme, enum style style, int colours)
{
	static const struct look *const few[] = {
		[THEME_ANY] = any8, [THEME_DARK] = dark8, [THEME_LIGHT] = light8, [THEME_MONO] = mono,
	};
	static const struct look *const many[] = {
		[THEME_ANY] = any256, [THEME_DARK] = dark256, [THEME_LIGHT] = light256,
		[THEME_MONO] = mono,
	};

	if (colours < 8)
		theme = THEME_MONO;
	return (colours >= 256 ? many : few)[theme][style];
}

enum theme theme_choose(const char *name, int colours, const char *colorfgbg)
{
	static const char *const names[] = {
		[THEME_DARK] = "dark", [THEME_LIGHT] = "light", [THEME_MONO] = "mono",
	};
	const char *ground = colorfgbg ? strrchr(colorfgbg, ';') : NULL;
	int i;

	if (colours < 8)
		return THEME_MONO;
	for (i = THEME_DARK; name && i <= THEME_MONO; i++)
		if (strcmp(name, names[i]) == 0)
			return (enum theme)i;
	if (!ground || ground[1] < '0' || ground[1] > '9')
		return THEME_ANY;
	i = (int)strtol(ground + 1, NULL, 10);
	return i == 7 || i == 15 ? THEME_LIGHT : i < 16 ? THEME_DARK : THEME_ANY;
}
