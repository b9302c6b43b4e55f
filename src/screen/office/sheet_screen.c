/* sheet_screen.c - a table of figures to look at (service/sheets.h): its notes above, its totals below, with bars where
 * they tell more; days before and after by the arrows, Tab to what stands beside it, and all of it into a file. */
#include "office_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "model/table.h"
#include "tui/dialog.h"
#include "tui/key.h"

#define TEXT_COLS_MAX 34  /* of a column of words: what is longer is cut */
#define WIDTH_ROWS 500    /* rows whose width is looked at */
#define BAR_COLS_MIN 9
#define BAR_COLS_MAX 61

enum { TAG_PERIOD = -34, TAG_FILE = -35 };

struct sheet_state {
	const struct sheet *sheet;
	const char *about;
	struct ui *ui;
	struct arena arena;          /* of the table */
	struct period period;
	struct table *table;
	struct list list;
	struct list_column columns[LIST_COLUMNS_MAX];
	int wide[LIST_COLUMNS_MAX];  /* what stands in each needs so much */
	int64_t most;                /* of the bars */
	bool below;                  /* some of them are of less than nothing */
	int bar_cols;
	uint16_t keys[6];
};

/* --- cells --------------------------------------------------------------------------------------- */

/* Left of a middle what is below nothing, right of it what is above. */
static const char *bar_text(char *buf, int64_t value, int64_t most, int cols)
{
	int half = (cols - 1) / 2;
	int n = most > 0 ? (int)mul_div(llabs(value), half, most, ROUND_HALF_AWAY) : 0;
	const char *block = term_has_blocks() ? "█" : "#";
	size_t at = 0;

	if (value && !n)
		n = 1;
	for (int i = 0; i < 2 * half + 1 && at + 8 < LIST_CELL_MAX; i++) {
		bool in = value < 0 ? i >= half - n && i < half : i > half && i <= half + n;

		at += (size_t)snprintf(buf + at, LIST_CELL_MAX - at, "%s", i == half
			? term_has_blocks() ? "│" : "|" : in ? block : " ");
	}
	return buf;
}

static const char *cell(void *ctx, int row, int column, char *buf)
{
	const struct sheet_state *st = ctx;

	if (column == st->table->column_count) {
		int64_t value = st->table->cells[row * st->table->column_count + st->sheet->bar].value;

		return st->below ? bar_text(buf, value, st->most, st->bar_cols)
			: ui_share(buf, value, st->most, st->bar_cols);
	}
	return table_cell_text(st->table, &st->ui->paint, row, column);
}

/* As wide as what stands in them; the columns' own words stand above. */
static void set_columns(struct sheet_state *st)
{
	const struct table *t = st->table;
	int n = t->column_count < LIST_COLUMNS_MAX ? t->column_count : LIST_COLUMNS_MAX - 1;

	for (int c = 0; c < n; c++) {
		bool text = t->columns[c].type == TABLE_TEXT;
		int most = text_width(t->columns[c].words);

		for (int r = 0; r < t->rows && r < WIDTH_ROWS; r++) {
			int w = text_width(table_cell_text(t, &st->ui->event, r, c));

			most = w > most ? w : most;
		}
		st->wide[c] = text && most > TEXT_COLS_MAX ? TEXT_COLS_MAX : most;
		st->columns[c] = (struct list_column){ t->columns[c].words, st->wide[c],
			table_to_the_right(t->columns[c].type) ? ALIGN_RIGHT : ALIGN_LEFT,
			t->columns[c].type == TABLE_MONEY, (text && c > 2) || st->sheet->side >> c & 1 ? c : 0 };
	}
	if (st->sheet->bar)
		st->columns[n++] = (struct list_column){ "", 0, ALIGN_LEFT, false, 0 };
	list_init(&st->list, st->columns, n, LIST_HEAD | LIST_COUNT, cell, st);
	list_set_count(&st->list, t->rows);
}

/* Where the screen is too narrow the widest words give way. */
static void fit_columns(struct sheet_state *st, int cols)
{
	const struct table *t = st->table;
	int sum = 0, words = -1;

	for (int c = 0; c < t->column_count; c++) {
		st->columns[c].cols = st->wide[c];
		sum += st->wide[c] + 1;
		if (t->columns[c].type == TABLE_TEXT && (words < 0 || st->wide[c] > st->wide[words]))
			words = c;
	}
	st->bar_cols = cols - sum < BAR_COLS_MIN ? BAR_COLS_MIN : cols - sum > BAR_COLS_MAX ? BAR_COLS_MAX : cols - sum;
	if (sum > cols + 1 && words >= 0 && !st->sheet->bar)
		st->columns[words].cols = 0;
}

static enum err load(struct screen *s)
{
	static const struct table_column nothing = { "", TABLE_TEXT, false };
	struct sheet_state *st = s->state;
	struct said said = { .id = MSG_NONE };
	int at = st->list.cursor;
	enum err e;

	arena_clear(&st->arena);
	st->table = table_new(&st->arena, "", &nothing, 1);
	e = st->sheet->load(st->ui, &st->arena, st->about, &st->period, &st->table, &said);
	if (e != OK)
		ui_said(s, e, &said);
	st->most = 0;
	st->below = false;
	for (int r = 0; st->sheet->bar && r < st->table->rows; r++) {
		int64_t v = st->table->cells[r * st->table->column_count + st->sheet->bar].value;

		st->most = llabs(v) > st->most ? llabs(v) : st->most;
		st->below = st->below || v < 0;
	}
	set_columns(st);
	list_select(&st->list, at > 0 ? at : st->sheet->rises ? st->table->rows - 1 : 0);
	return e;
}

/* --- the screen ---------------------------------------------------------------------------------- */

static bool may_export(const struct sheet_state *st)
{
	return !st->sheet->export || shop_may(st->ui->shop, st->sheet->export);
}

static enum err begin(struct screen *s, const void *arg)
{
	struct sheet_state *st = s->state;
	int32_t today;
	int n = 0;

	st->sheet = arg;
	st->ui = ui_of(s);
	st->about = st->sheet->of_one ? arena_strdup(&s->arena, st->ui->about) : "";
	today = shop_business_day(st->ui->shop);
	st->period = st->sheet->today ? (struct period){ today, today } : st->sheet->year ? period_year(st->ui)
		: period_month(st->ui);
	if (st->sheet->days)
		st->keys[n++] = SCR_PERIOD;
	if (may_export(st))
		st->keys[n++] = SCR_EXPORT;
	st->keys[n++] = SCR_MENU;
	st->keys[n] = SCR_HELP;
	load(s);
	return OK;
}

static void end(struct screen *s)
{
	arena_release(&((struct sheet_state *)s->state)->arena);
}

static void draw_totals(struct sheet_state *st, struct rect r)
{
	const struct table *t = st->table;
	const char *text = t->total_words ? t->total_words : "";
	int64_t sum;

	for (int c = 0; t->total_words && c < t->column_count; c++)
		if (table_sum(t, c, &sum))
			text = arena_printf(&st->ui->paint, "%s   %s %s", text, t->columns[c].words,
				t->columns[c].type == TABLE_MONEY ? ui_money(st->ui, sum)
				: t->columns[c].type == TABLE_QTY ? ui_qty(st->ui, sum)
				: arena_printf(&st->ui->paint, "%lld", (long long)sum));
	draw_field(r.y + r.h - 1, r.x, r.w, STYLE_STRONG, ALIGN_LEFT, text);
}

static void draw(struct screen *s)
{
	struct sheet_state *st = s->state;
	const struct table *t = st->table;
	struct rect r = office_frame(s, t->title, st->sheet->days ? period_words(&st->ui->event, &st->period) : "",
		st->sheet->next ? _("Left and Right another period, Tab another view, Esc back")
		: st->sheet->days ? _("Left and right go to the days before and after, Esc back")
		: _("Arrows scroll, Esc back"), st->keys);
	int y = r.y;

	for (int i = 0; i < t->note_count; i++)
		if (*t->notes[i] && (!st->sheet->days || i > 0)) /* the days stand at the title */
			draw_field(y++, r.x, r.w, STYLE_DIM, ALIGN_LEFT, t->notes[i]);
	fit_columns(st, r.w);
	list_draw(&st->list, (struct rect){ y, r.x, r.y + r.h - y - (t->total_words ? 2 : 0), r.w });
	if (t->rows == 0)
		draw_field(y + 1, r.x, r.w, STYLE_DIM, ALIGN_LEFT, st->sheet->days ? _("Nothing on these days")
			: _("Nothing is like that"));
	draw_totals(st, r);
}

static enum react act(struct screen *s, int action, const char *arg)
{
	struct sheet_state *st = s->state;

	switch (action) {
	case SCR_PERIOD:
		if (!st->sheet->days)
			return REACT_BEEP;
		period_ask(s, TAG_PERIOD, &st->period);
		return REACT_REDRAW;
	case SCR_EXPORT:
		if (!may_export(st)) {
			ui_said(s, ERR_DENIED, &(struct said){ MSG_NOT_ALLOWED,
				{ _(permission_table[st->sheet->export].words), NULL } });
			return REACT_REDRAW;
		}
		file_ask(s, TAG_FILE, arena_printf(&st->ui->event, "%s%s%s-%d.xlsx", st->sheet->name, *st->about ? "-"
			: "", st->about, (int)st->period.to));
		return REACT_REDRAW;
	default:
		return office_act(s, action, arg);
	}
}

static enum react key(struct screen *s, int32_t code)
{
	struct sheet_state *st = s->state;

	if (code == TKEY_ESC)
		return REACT_CLOSE;
	if (st->sheet->days && (code == TKEY_LEFT || code == TKEY_RIGHT)) {
		period_move(st->ui, &st->period, code == TKEY_LEFT ? -1 : 1);
		load(s);
		return REACT_REDRAW;
	}
	if (st->sheet->next && code == TKEY_TAB) {
		st->sheet = st->sheet->next;
		st->list.cursor = 0;
		load(s);
		return REACT_REDRAW;
	}
	return list_key(&st->list, code) == LIST_MOVED ? REACT_REDRAW : REACT_BEEP;
}

static enum react event(struct screen *s, const struct event *e)
{
	if (e->kind == EVENT_KEY)
		return key(s, e->code);
	if (e->kind == EVENT_STORE)
		load(s);
	return office_event(s, e);
}

static enum react resume(struct screen *s, const struct answer *a)
{
	struct sheet_state *st = s->state;

	if (office_unwinds(s))
		return REACT_CLOSE;
	if (!a->given)
		return REACT_REDRAW;
	switch (a->tag) {
	case TAG_PERIOD:
		if (period_answered(s, a->text, &st->period))
			load(s);
		return REACT_REDRAW;
	case TAG_FILE:
		file_save(s, st->table, a->text);
		return REACT_REDRAW;
	default:
		return ui_resume(s, a);
	}
}

const struct screen_ops sheet_ops = {
	.name = "office-sheet", .title = N_("Figures"), .size = sizeof(struct sheet_state), .open = begin, .draw = draw,
	.act = act, .event = event, .resume = resume, .close = end
};

void sheet_show(struct screen *s, const struct sheet *sheet, const char *about)
{
	snprintf(ui_of(s)->about, sizeof ui_of(s)->about, "%s", about);
	office_push(s, &sheet_ops, sheet, TAG_PLAIN);
}
