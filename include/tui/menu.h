/* menu.h - a choice of numbered items: one digit chooses and needs no Enter. */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/draw.h"

struct menu_item {
	const char *label; /* already translated */
	const char *note;  /* at the right, dimmed; NULL none */
	bool off;          /* cannot be chosen now, shown as such */
};

#define MENU_PAGE 10 /* items 1-9 and 0; more are on further pages (PgDn, PgUp) */

struct menu {
	const struct menu_item *items;
	int count;
	int cursor;  /* -1: none, Enter chooses nothing */
	int page;
	int columns; /* side by side at the last menu_draw() */
};

enum { MENU_PASS = -1, MENU_MOVED = -2 };

void menu_init(struct menu *m, const struct menu_item *items, int count, int cursor);
/* The index chosen (digit, or Enter on the cursor), or MENU_MOVED, or MENU_PASS. */
int menu_key(struct menu *m, int32_t code);
/* Rows of one page, and the columns of the widest item. */
void menu_size(const struct menu *m, int *rows, int *cols);
/* One under the other; where r has too few rows, side by side (1 2 3 / 4 5 6). */
void menu_draw(struct menu *m, struct rect r);

#endif
