/* list.c - tables of rows. */
#include "tui/list.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "tui/key.h"

#define NUMBER_COLS 2

void list_init(struct list *l, const struct list_column *columns, int column_count, unsigned flags,
	const char *(*cell)(void *ctx, int row, int column, char *buf), void *ctx)
{
	*l = (struct list){ .columns = columns, .column_count = column_count, .flags = flags,
		.cell = cell, .ctx = ctx, .cursor = -1, .flex_min = LIST_FLEX_MIN, .follow = true };
}

void list_set_count(struct list *l, int count)
{
	l->follow |= count != l->count;
	l->count = count;
	if (l->flags & LIST_ROLL)
		return;
	if (l->cursor < 0 && count > 0)
		l->cursor = 0;
	if (l->cursor >= count)
		l->cursor = count - 1;
}

void list_select(struct list *l, int row)
{
	l->cursor = row < l->count ? row : l->count - 1;
}

void list_reveal(struct list *l, int row)
{
	l->follow = row < 0;
	if (row >= 0 && row < l->top)
		l->top = row;
	if (row >= l->top + l->height)
		l->top = row - l->height + 1;
}

/* A roll that has come to its end goes on with the last quarter of it on top; what came all at once
 * (another basket) fills the place. */
static void keep_end_in_sight(struct list *l)
{
	int end = l->count - l->height > 0 ? l->count - l->height : 0, kept = l->height / 4;
	int over = l->count - l->top - l->height;

	if (l->follow && (over > 0 || l->count <= l->top))
		l->top = over > 0 && over <= kept ? l->count - 1 - kept : end;
}

static void keep_cursor_in_sight(struct list *l)
{
	int end = l->count - l->height > 0 ? l->count - l->height : 0;

	if (l->cursor >= l->top + l->height)
		l->top = l->cursor - l->height + 1;
	if (l->cursor >= 0 && l->cursor < l->top)
		l->top = l->cursor;
	if (l->top > end)
		l->top = end;
}

/* Scrolls so that what must be seen is in sight. */
static void keep_in_sight(struct list *l)
{
	if (l->flags & LIST_ROLL)
		keep_end_in_sight(l);
	else
		keep_cursor_in_sight(l);
	if (l->top < 0)
		l->top = 0;
}

/* What each column needs for the rows in sight: figures are not cut while a name could give way. */
static void measure(const struct list *l, int need[LIST_COLUMNS_MAX])
{
	char buf[LIST_CELL_MAX];

	for (int i = 0; i < l->column_count && i < LIST_COLUMNS_MAX; i++) {
		need[i] = l->columns[i].cols;
		for (int row = l->top; l->columns[i].align == ALIGN_RIGHT && row < l->count
			&& row < l->top + l->height; row++) {
			int wide = text_width(l->cell(l->ctx, row, i, buf));

			if (need[i] && need[i] < wide)
				need[i] = wide;
		}
	}
}

/* Widths of the columns in w columns of screen; 0 leaves one out. */
static void layout(const struct list *l, int w, const int need[LIST_COLUMNS_MAX], int cols[LIST_COLUMNS_MAX])
{
	int n = l->column_count < LIST_COLUMNS_MAX ? l->column_count : LIST_COLUMNS_MAX, i;
	bool in[LIST_COLUMNS_MAX];

	for (i = 0; i < n; i++)
		in[i] = true;
	for (;;) {
		int used = -1, flex = -1, worst = -1;

		for (i = 0; i < n; i++) {
			cols[i] = 0;
			if (!in[i])
				continue;
			used += 1 + need[i];
			cols[i] = need[i];
			if (!cols[i])
				flex = i;
			if (l->columns[i].drop && (worst < 0 || l->columns[i].drop > l->columns[worst].drop))
				worst = i;
		}
		if (flex >= 0)
			cols[flex] = w - used > 0 ? w - used : 0;
		if (worst < 0 || (flex >= 0 ? cols[flex] >= l->flex_min : used <= w))
			return;
		in[worst] = false;
	}
}

static void draw_cells(const struct list *l, int y, struct rect r, const int cols[LIST_COLUMNS_MAX],
	int row, enum style style)
{
	char buf[LIST_CELL_MAX];
	int x = r.x, i;

	for (i = 0; i < l->column_count && i < LIST_COLUMNS_MAX; i++) {
		const struct list_column *c = &l->columns[i];
		const char *text;

		if (!cols[i])
			continue;
		if (x > r.x)
			draw_field(y, x++, 1, style, ALIGN_LEFT, "");
		buf[0] = '\0';
		text = row < 0 ? (*c->title ? _(c->title) : "") : l->cell(l->ctx, row, i, buf);
		if (row >= 0 && c->money)
			draw_money(y, x, cols[i], style, text);
		else
			draw_field(y, x, cols[i], style, c->align, text);
		x += cols[i];
	}
	draw_field(y, x, r.x + r.w - x, style, ALIGN_LEFT, "");
}

/* At the right end of the column that takes the rest, where no other title stands. A roll tells only
 * what was scrolled back: at its end the count would change, and cost bytes, with every line. */
static void draw_count(const struct list *l, int y, int x, const int cols[LIST_COLUMNS_MAX])
{
	char text[40];
	int at = (l->flags & LIST_ROLL ? l->top + l->height - 1 : l->cursor) + 1, n, i;

	if ((l->flags & LIST_ROLL) && at >= l->count)
		return;
	snprintf(text, sizeof text, "%d/%d", at < l->count ? at : l->count, l->count);
	n = text_width(text);
	for (i = 0; i < l->column_count && i < LIST_COLUMNS_MAX; i++) {
		int room = cols[i] - text_width(_(l->columns[i].title)) - 1;

		if (!l->columns[i].cols && l->count > l->height && n <= room)
			draw_text(y, x + cols[i] - n, n, STYLE_DIM, text);
		x += cols[i] ? cols[i] + 1 : 0;
	}
}

static void draw_row(const struct list *l, int row, int y, struct rect cells,
	const int cols[LIST_COLUMNS_MAX])
{
	int numbers = l->flags & LIST_NUMBERED ? NUMBER_COLS : 0, i = row - l->top;
	enum style style = STYLE_NORMAL;

	if (row >= l->count) {
		draw_field(y, cells.x - numbers, cells.w + numbers, style, ALIGN_LEFT, "");
		return;
	}
	if (l->style)
		style = l->style(l->ctx, row);
	if (row == l->cursor)
		style = STYLE_SELECTED;
	if (numbers)
		draw_printf(y, cells.x - numbers, numbers, style, i < 10 ? "%d " : "  ", (i + 1) % 10);
	draw_cells(l, y, cells, cols, row, style);
}

void list_draw_from(struct list *l, struct rect r, int row)
{
	int need[LIST_COLUMNS_MAX], cols[LIST_COLUMNS_MAX], numbers = l->flags & LIST_NUMBERED ? NUMBER_COLS : 0;
	int head = l->flags & LIST_HEAD ? 1 : 0, end;
	struct rect cells = { r.y + head, r.x + numbers, r.h - head, r.w - numbers };

	l->height = cells.h;
	if (cells.h < 1 || cells.w < 1)
		return;
	keep_in_sight(l);
	measure(l, need);
	layout(l, cells.w, need, cols);
	if (l->top != l->shown_top || memcmp(need, l->shown_need, sizeof *need * (size_t)l->column_count) != 0)
		row = 0;
	if (row > l->shown_count)
		row = l->shown_count;
	if (head && (row == 0 || l->flags & LIST_COUNT)) {
		draw_field(r.y, r.x, numbers, STYLE_TITLE, ALIGN_LEFT, "");
		draw_cells(l, r.y, cells, cols, -1, STYLE_TITLE);
		if (l->flags & LIST_COUNT)
			draw_count(l, r.y, cells.x, cols);
	}
	end = row == 0 ? l->top + l->height : l->count > l->shown_count ? l->count : l->shown_count;
	for (row = row > l->top ? row : l->top; row < end && row < l->top + l->height; row++)
		draw_row(l, row, cells.y + row - l->top, cells, cols);
	memcpy(l->shown_need, need, sizeof need);
	l->shown_top = l->top;
	l->shown_count = l->count;
}

void list_draw(struct list *l, struct rect r)
{
	list_draw_from(l, r, 0);
}

/* Where a key goes from `at` among rows 0 ... last; -1 when it is no such key. */
static int moved(const struct list *l, int32_t code, int at, int last)
{
	int page = l->height > 1 ? l->height - 1 : 1, to;

	switch (code) {
	case TKEY_UP:
		to = at - 1;
		break;
	case TKEY_DOWN:
		to = at + 1;
		break;
	case TKEY_PAGE_UP:
		to = at - page;
		break;
	case TKEY_PAGE_DOWN:
		to = at + page;
		break;
	case TKEY_HOME:
		to = 0;
		break;
	case TKEY_END:
		to = last;
		break;
	default:
		return -1;
	}
	return to < 0 ? 0 : to > last ? last : to;
}

static enum list_answer roll_key(struct list *l, int32_t code)
{
	int last = l->count - l->height > l->top ? l->count - l->height : l->top;
	int to = moved(l, code, l->top, last);

	if (to < 0 || to == l->top)
		return LIST_PASS;
	l->top = to;
	l->follow = false;
	return LIST_MOVED;
}

enum list_answer list_key(struct list *l, int32_t code)
{
	int to;

	if (l->flags & LIST_ROLL)
		return roll_key(l, code);
	if (l->count == 0)
		return LIST_PASS;
	if (code == TKEY_ENTER)
		return l->cursor >= 0 ? LIST_CHOSEN : LIST_PASS;
	if ((l->flags & LIST_NUMBERED) && code >= '0' && code <= '9') {
		int i = code == '0' ? 9 : code - '1';

		if (i >= l->height || l->top + i >= l->count)
			return LIST_PASS;
		l->cursor = l->top + i;
		return LIST_CHOSEN;
	}
	to = moved(l, code, l->cursor, l->count - 1);
	if (to < 0 || to == l->cursor)
		return LIST_PASS;
	l->cursor = to;
	return LIST_MOVED;
}
