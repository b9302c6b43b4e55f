/* table_xlsx.c - a table as a workbook, by libxlsxwriter. Texts are always written as texts, so none of them is ever
 * run as a formula; the only formulas are the sums. */
#include "table_int.h"

#include <string.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "model/money.h"

#define NAME_MAX_CHARS 31 /* of a sheet, says the format */
#define WIDTH_LEAST 8
#define WIDTH_MOST 60
#define WIDTH_ROWS 1000   /* so many rows are looked at for the width of a column */

struct book {
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *title, *heading, *cell[TABLE_TYPES], *total[TABLE_TYPES];
	lxw_row_t row;
};

/* "0.00" for two decimals. */
static const char *money_format(struct arena *a, int exponent)
{
	return exponent ? arena_printf(a, "0.%.*s", exponent, "000") : "0";
}

static const char *number_format(struct arena *a, const struct table *t, enum table_type type)
{
	switch (type) {
	case TABLE_QTY: return "0.###";
	case TABLE_MONEY: return money_format(a, t->exponent);
	case TABLE_PERCENT: return "0.##%";
	case TABLE_DAY: return "yyyy-mm-dd";
	case TABLE_TIME: return "yyyy-mm-dd hh:mm:ss";
	case TABLE_NUMBER: return "0";
	case TABLE_TEXT:
	case TABLE_TYPES: break;
	}
	return "@";
}

static void make_formats(struct book *b, struct arena *a, const struct table *t)
{
	b->title = workbook_add_format(b->workbook);
	format_set_bold(b->title);
	format_set_font_size(b->title, 14);
	b->heading = workbook_add_format(b->workbook);
	format_set_bold(b->heading);
	format_set_bottom(b->heading, LXW_BORDER_THIN);
	for (int i = 0; i < TABLE_TYPES; i++) {
		const char *form = number_format(a, t, (enum table_type)i);

		b->cell[i] = workbook_add_format(b->workbook);
		format_set_num_format(b->cell[i], form);
		b->total[i] = workbook_add_format(b->workbook);
		format_set_num_format(b->total[i], form);
		format_set_bold(b->total[i]);
		format_set_top(b->total[i], LXW_BORDER_THIN);
	}
}

/* What the format forbids in a sheet's name becomes a blank. */
static const char *sheet_name(struct arena *a, const char *title)
{
	char *name = arena_strdup(a, title), *s = name;
	int chars = 0;
	uint32_t cp;

	for (; *s && chars < NAME_MAX_CHARS; chars++) {
		if (strchr("[]:*?/\\'", *s))
			*s = ' ';
		s += utf8_decode(s, strlen(s), &cp);
	}
	*s = '\0';
	return *name ? name : NULL;
}

static double value_of(enum table_type type, int64_t value, int exponent)
{
	switch (type) {
	case TABLE_QTY: return (double)value / 1000;
	case TABLE_MONEY: return (double)value / (double)power_of_ten(exponent);
	case TABLE_PERCENT: return (double)value / 10000;
	default: return (double)value;
	}
}

static void write_date(struct book *b, lxw_col_t col, enum table_type type, int64_t value)
{
	lxw_datetime at = { 0 };

	if (type == TABLE_DAY) {
		at = (lxw_datetime){ .year = (int)(value / 10000), .month = (int)(value / 100 % 100),
			.day = (int)(value % 100) };
	} else {
		struct civil c = clock_local(value);

		at = (lxw_datetime){ .year = c.year, .month = c.month, .day = c.day, .hour = c.hour,
			.min = c.minute, .sec = c.second };
	}
	worksheet_write_datetime(b->sheet, b->row, col, &at, b->cell[type]);
}

static void write_cell(struct book *b, const struct table *t, int row, int column)
{
	const struct table_cell *cell = &t->cells[row * t->column_count + column];
	enum table_type type = t->columns[column].type;
	lxw_col_t col = (lxw_col_t)column;

	if (!cell->known)
		return;
	if (type == TABLE_TEXT)
		worksheet_write_string(b->sheet, b->row, col, cell->text, b->cell[type]);
	else if (type == TABLE_DAY || type == TABLE_TIME)
		write_date(b, col, type, cell->value);
	else
		worksheet_write_number(b->sheet, b->row, col, value_of(type, cell->value, t->exponent), b->cell[type]);
}

static void write_totals(struct book *b, const struct table *t, lxw_row_t first)
{
	for (int c = 0; c < t->column_count; c++) {
		enum table_type type = t->columns[c].type;
		lxw_col_t col = (lxw_col_t)c;
		char formula[80];
		int64_t sum;

		if (table_sum(t, c, &sum) && t->rows) {
			char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];

			lxw_rowcol_to_cell(from, first, col);
			lxw_rowcol_to_cell(to, b->row - 1, col);
			snprintf(formula, sizeof formula, "=SUM(%s:%s)", from, to);
			worksheet_write_formula_num(b->sheet, b->row, col, formula, b->total[type],
				value_of(type, sum, t->exponent));
		} else {
			worksheet_write_string(b->sheet, b->row, col, c ? "" : t->total_words, b->total[TABLE_TEXT]);
		}
	}
}

static void set_widths(struct book *b, const struct table *t)
{
	struct arena a = ARENA_INIT;

	for (int c = 0; c < t->column_count; c++) {
		int width = utf8_width(t->columns[c].words) + 3; /* the filter's button */

		for (int r = 0; r < t->rows && r < WIDTH_ROWS; r++) {
			int w = utf8_width(table_cell_text(t, &a, r, c)) + 1;

			width = w > width ? w : width;
			arena_clear(&a);
		}
		width = width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
		worksheet_set_column(b->sheet, (lxw_col_t)c, (lxw_col_t)c, width, NULL);
	}
	arena_release(&a);
}

static void fill(struct book *b, const struct table *t)
{
	lxw_col_t last = (lxw_col_t)(t->column_count - 1);
	lxw_row_t heading, first;

	set_widths(b, t);
	worksheet_write_string(b->sheet, b->row++, 0, t->title, b->title);
	for (int i = 0; i < t->note_count; i++)
		worksheet_write_string(b->sheet, b->row++, 0, t->notes[i], NULL);
	heading = ++b->row; /* an empty one before it */
	for (int c = 0; c < t->column_count; c++)
		worksheet_write_string(b->sheet, heading, (lxw_col_t)c, t->columns[c].words, b->heading);
	first = ++b->row;
	for (int r = 0; r < t->rows; r++, b->row++)
		for (int c = 0; c < t->column_count; c++)
			write_cell(b, t, r, c);
	if (t->rows)
		worksheet_autofilter(b->sheet, heading, 0, b->row - 1, last);
	worksheet_freeze_panes(b->sheet, first, 0);
	if (t->total_words)
		write_totals(b, t, first);
}

bool table_to_xlsx(const struct table *t, struct arena *a, const char *path, const char **why)
{
	/* Rows go to a file as they come: a table of a year need not fit the memory twice. */
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	struct book b = { .workbook = workbook_new_opt(path, &options) };
	lxw_error bad;

	*why = "no workbook";
	if (!b.workbook)
		return false;
	b.sheet = workbook_add_worksheet(b.workbook, sheet_name(a, t->title));
	if (!b.sheet)
		b.sheet = workbook_add_worksheet(b.workbook, NULL);
	make_formats(&b, a, t);
	if (b.sheet)
		fill(&b, t);
	bad = workbook_close(b.workbook);
	*why = bad ? lxw_strerror(bad) : "no sheet";
	return b.sheet && !bad;
}
