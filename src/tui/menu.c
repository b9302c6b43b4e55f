/* menu.c - numbered choices. */
#include "tui/menu.h"

#include <stdio.h>

#include "tui/key.h"

void menu_init(struct menu *m, const struct menu_item *items, int count, int cursor)
{
	*m = (struct menu){ .items = items, .count = count, .cursor = cursor, .columns = 1 };
	if (cursor >= 0)
		m->page = cursor / MENU_PAGE;
}

static int page_count(const struct menu *m, int page)
{
	int rest = m->count - page * MENU_PAGE;

	return rest < MENU_PAGE ? rest : MENU_PAGE;
}

/* Moves the cursor by a number of items; a menu without one gets it at the first. */
static int move_by(struct menu *m, int by)
{
	int to = m->cursor < 0 ? m->page * MENU_PAGE : m->cursor + by;

	if (to < 0 || to >= m->count || to == m->cursor)
		return MENU_PASS;
	m->cursor = to;
	m->page = to / MENU_PAGE;
	return MENU_MOVED;
}

static int turn_page(struct menu *m, int by)
{
	int page = m->page + by;

	if (page < 0 || page * MENU_PAGE >= m->count)
		return MENU_PASS;
	m->page = page;
	if (m->cursor >= 0)
		m->cursor = page * MENU_PAGE;
	return MENU_MOVED;
}

static int choose(const struct menu *m, int item)
{
	return item >= 0 && item < m->count && !m->items[item].off ? item : MENU_PASS;
}

int menu_key(struct menu *m, int32_t code)
{
	if (code >= '0' && code <= '9') {
		int i = code == '0' ? 9 : code - '1';

		return i < page_count(m, m->page) ? choose(m, m->page * MENU_PAGE + i) : MENU_PASS;
	}
	switch (code) {
	case TKEY_ENTER:
		return choose(m, m->cursor);
	case TKEY_UP:
		return move_by(m, -m->columns);
	case TKEY_DOWN:
		return move_by(m, m->columns);
	case TKEY_LEFT:
		return move_by(m, -1);
	case TKEY_RIGHT:
		return move_by(m, 1);
	case TKEY_PAGE_UP:
		return turn_page(m, -1);
	case TKEY_PAGE_DOWN:
		return turn_page(m, 1);
	default:
		return MENU_PASS;
	}
}

static int item_cols(const struct menu_item *i)
{
	return 2 + text_width(i->label) + (i->note ? 2 + text_width(i->note) : 0);
}

void menu_size(const struct menu *m, int *rows, int *cols)
{
	int i;

	*rows = page_count(m, 0);
	*cols = 0;
	for (i = 0; i < m->count; i++)
		if (item_cols(&m->items[i]) > *cols)
			*cols = item_cols(&m->items[i]);
	if (m->count > MENU_PAGE)
		(*rows)++; /* for the page number */
}

static void draw_item(const struct menu *m, int item, int y, int x, int cols)
{
	const struct menu_item *i = &m->items[item];
	enum style style = i->off ? STYLE_VOID : STYLE_NORMAL;
	enum style digit = i->off ? STYLE_VOID : STYLE_KEY;
	int note = i->note ? text_width(i->note) : 0, rest;

	if (item == m->cursor)
		style = digit = STYLE_SELECTED;
	draw_printf(y, x, cols, digit, "%d ", (item % MENU_PAGE + 1) % 10);
	rest = cols - 2;
	if (note && note + 1 < rest) {
		draw_field(y, x + cols - note, note, item == m->cursor ? style : STYLE_DIM, ALIGN_LEFT,
			i->note);
		rest -= note;
	}
	draw_field(y, x + 2, rest, style, ALIGN_LEFT, i->label);
}

void menu_draw(struct menu *m, struct rect r)
{
	int n = page_count(m, m->page), pages = (m->count + MENU_PAGE - 1) / MENU_PAGE, i, cols;

	if (r.h < 1 || r.w < 1 || n < 1)
		return;
	if (pages > 1 && r.h > 1)
		draw_printf(r.y + --r.h, r.x, r.w, STYLE_DIM, "%d/%d", m->page + 1, pages);
	m->columns = (n + r.h - 1) / r.h;
	cols = r.w / m->columns;
	for (i = 0; i < n; i++)
		draw_item(m, m->page * MENU_PAGE + i, r.y + i / m->columns, r.x + i % m->columns * cols,
			m->columns > 1 ? cols - 1 : cols);
}
