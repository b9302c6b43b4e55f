/* list.h - a table of rows with one cursor, or none (the paper roll). The list holds no data: it
 * asks for a cell when it draws one. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/draw.h"

struct list_column {
	const char *title;   /* N_(); "" none */
	int cols;            /* its columns; 0 takes what the others leave (one such column) */
	enum align align;    /* figures stand right: they take more when one in sight needs it */
	bool money;          /* never cut: "###" when the screen is too narrow */
	int drop;            /* 0 always shown; else the highest goes first where the room is short */
};

#define LIST_FLEX_MIN 10 /* least columns of the one that takes the rest, as list_init() has it */
#define LIST_CELL_MAX 512
#define LIST_COLUMNS_MAX 16

enum list_flags {
	LIST_HEAD = 1,     /* a line of titles on top */
	LIST_NUMBERED = 2, /* rows in sight are numbered 1-9, 0, and the digit chooses */
	LIST_ROLL = 4,     /* no cursor; the last row stays in sight. When the roll is full it goes on with
	                    * its last quarter on top: lines stand still for the eye and cost no bytes */
	LIST_COUNT = 8     /* "3/120" in the title line, over the column that takes the rest, while not
	                    * all is in sight; of a roll, while its end is not */
};

struct list {
	const struct list_column *columns;
	int column_count;
	unsigned flags;
	/* Text of a cell: returned, or written to buf (LIST_CELL_MAX bytes) and that returned. */
	const char *(*cell)(void *ctx, int row, int column, char *buf);
	/* Style of a row, NULL all normal. The cursor's row is STYLE_SELECTED. */
	enum style (*style)(void *ctx, int row);
	void *ctx;
	int count;   /* rows */
	int cursor;  /* row, 0 ... count - 1; -1 when there is none */
	int top;     /* first row in sight */
	int height;  /* rows of data at the last list_draw() */
	int flex_min; /* least columns of the one that takes the rest, before another is left out */
	bool follow; /* a roll: keep the last row in sight */
	int shown_top, shown_count, shown_need[LIST_COLUMNS_MAX]; /* at the last drawing */
};

void list_init(struct list *l, const struct list_column *columns, int column_count, unsigned flags,
	const char *(*cell)(void *ctx, int row, int column, char *buf), void *ctx);
/* A new number of rows; the cursor is kept where possible. */
void list_set_count(struct list *l, int count);
void list_select(struct list *l, int row);
/* A roll's row that must be seen; -1: its end again. */
void list_reveal(struct list *l, int row);
void list_draw(struct list *l, struct rect r);
/* Over what list_draw() drew in the same place: rows from `row` on changed. Draws those and the
 * rows that came or went since, or all when the list had to scroll. */
void list_draw_from(struct list *l, struct rect r, int row);

enum list_answer { LIST_PASS, LIST_MOVED, LIST_CHOSEN };
/* Up Down PgUp PgDn Home End move (a roll scrolls); Enter chooses the cursor's row, with
 * LIST_NUMBERED a digit its row (the cursor goes there). LIST_PASS: not for it, or no effect. */
enum list_answer list_key(struct list *l, int32_t code);

#endif
