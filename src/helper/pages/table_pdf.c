/* table_pdf.c - a table on A4 pages. The font is as large as the columns allow, the page lies across when upright would
 * need a smaller one; when the smallest is still too wide, texts are shortened, figures never. */
#include "table_int.h"

#include <cairo-pdf.h>
#include <string.h>

#include "../draw/pen_int.h"

#define SHORT_SIDE (210 * MM)
#define LONG_SIDE (297 * MM)
#define MARGIN (12 * MM)
#define GAP 5.0            /* between two columns; the most of them leave room for figures still */
#define TITLE_SIZE 14.0
#define NOTE_SIZE 9.0
#define FOOT_SIZE 8.0
#define LINE_SPACE 1.25    /* of a row to the height of its text */
#define MEASURED_ROWS 5000 /* wider texts further down are shortened, wider figures pressed */
#define TEXT_LEAST 24.0    /* a text column is not made narrower */

static const double sizes[] = { 9.5, 8.5, 7.5, 6.5, 5.5 };
#define SIZES (sizeof sizes / sizeof sizes[0])

struct page {
	const struct table *t;
	struct arena scratch;
	struct pen pen;
	cairo_surface_t *surface;
	double width, height;      /* of the paper */
	double size;               /* of the font */
	double row;                /* height of a row */
	double widths[TABLE_COLUMNS_MAX];
	double y;
	int number, count, rows_first, rows_other;
};

static double usable(const struct page *p)
{
	return p->width - 2 * MARGIN;
}

/* Text of a row, of the headings (-1) or of the totals (-2). */
static const char *text_at(struct page *p, int row, int column)
{
	const struct table *t = p->t;
	int64_t sum;

	if (row == -1)
		return t->columns[column].words;
	if (row >= 0)
		return table_cell_text(t, &p->scratch, row, column);
	if (table_sum(t, column, &sum)) {
		struct table_cell cell = { .known = true, .value = sum, .text = "" };
		struct table one = *t;

		one.cells = &cell;
		one.columns = &t->columns[column];
		one.column_count = 1;
		return table_cell_text(&one, &p->scratch, 0, 0);
	}
	return column == 0 ? t->total_words : "";
}

/* The widths that all columns want at a font size; their sum with the gaps. */
static double measure(struct page *p, double size)
{
	int rows = p->t->rows < MEASURED_ROWS ? p->t->rows : MEASURED_ROWS;
	double sum = GAP * (p->t->column_count - 1);

	pen_font(&p->pen, size, true);
	for (int c = 0; c < p->t->column_count; c++) {
		double w = pen_width(&p->pen, text_at(p, -1, c));

		p->widths[c] = w;
		w = p->t->total_words ? pen_width(&p->pen, text_at(p, -2, c)) : 0;
		p->widths[c] = w > p->widths[c] ? w : p->widths[c];
	}
	pen_font(&p->pen, size, false);
	for (int c = 0; c < p->t->column_count; c++) {
		for (int r = 0; r < rows; r++) {
			double w = pen_width(&p->pen, text_at(p, r, c));

			p->widths[c] = w > p->widths[c] ? w : p->widths[c];
			arena_clear(&p->scratch);
		}
		sum += p->widths[c];
	}
	return sum;
}

/* Too wide at the smallest size: the widest text column gives way, again and again. */
static void narrow(struct page *p, double sum)
{
	double gaps;

	while (sum > usable(p)) {
		int widest = -1;

		for (int c = 0; c < p->t->column_count; c++)
			if (p->t->columns[c].type == TABLE_TEXT && p->widths[c] > TEXT_LEAST &&
			    (widest < 0 || p->widths[c] > p->widths[widest]))
				widest = c;
		if (widest < 0)
			break;
		sum -= p->widths[widest] * 0.1;
		p->widths[widest] *= 0.9;
	}
	gaps = GAP * (p->t->column_count - 1);
	for (int c = 0; sum > usable(p) && c < p->t->column_count; c++)
		p->widths[c] *= (usable(p) - gaps) / (sum - gaps);
}

/* Upright if it fits at a size that reads well, else across. */
static void choose_page(struct page *p)
{
	double sum;

	for (int across = 0; across < 2; across++) {
		size_t last = across ? SIZES - 1 : 1;

		p->width = across ? LONG_SIDE : SHORT_SIDE;
		p->height = across ? SHORT_SIDE : LONG_SIDE;
		for (size_t i = 0; i <= last; i++) {
			p->size = sizes[i];
			sum = measure(p, p->size);
			if (sum <= usable(p))
				return;
		}
	}
	narrow(p, sum);
}

static double note_height(struct page *p)
{
	pen_font(&p->pen, NOTE_SIZE, false);
	return pen_height(&p->pen) * LINE_SPACE;
}

static double title_height(struct page *p)
{
	pen_font(&p->pen, TITLE_SIZE, true);
	return pen_height(&p->pen) * LINE_SPACE;
}

static void draw_title(struct page *p)
{
	double high = title_height(p);

	pen_font(&p->pen, TITLE_SIZE, true);
	pen_line(&p->pen, MARGIN, p->y, usable(p), PEN_LEFT, p->t->title);
	p->y += high;
	high = note_height(p);
	pen_font(&p->pen, NOTE_SIZE, false);
	for (int i = 0; i < p->t->note_count; i++, p->y += high)
		pen_line(&p->pen, MARGIN, p->y, usable(p), PEN_LEFT, p->t->notes[i]);
	p->y += high / 2;
}

static void draw_rule(struct page *p, double y)
{
	cairo_set_line_width(p->pen.cairo, 0.5);
	cairo_move_to(p->pen.cairo, MARGIN, y);
	cairo_line_to(p->pen.cairo, p->width - MARGIN, y);
	cairo_stroke(p->pen.cairo);
}

static void draw_row(struct page *p, int row)
{
	double x = MARGIN;

	pen_font(&p->pen, p->size, row < 0);
	for (int c = 0; c < p->t->column_count; c++) {
		const char *text = text_at(p, row, c);
		enum table_type type = p->t->columns[c].type;

		if (type == TABLE_TEXT || row == -1)
			pen_line(&p->pen, x, p->y, p->widths[c], table_to_the_right(type) ? PEN_RIGHT : PEN_LEFT, text);
		else
			pen_whole(&p->pen, x, p->y, p->widths[c], table_to_the_right(type) ? PEN_RIGHT : PEN_LEFT,
				text);
		x += p->widths[c] + GAP;
	}
	arena_clear(&p->scratch);
	p->y += p->row;
}

static void draw_foot(struct page *p)
{
	double y = p->height - MARGIN + 2;

	pen_font(&p->pen, FOOT_SIZE, false);
	pen_line(&p->pen, MARGIN, y, usable(p) * 0.8, PEN_LEFT, p->t->title);
	pen_line(&p->pen, MARGIN, y, usable(p), PEN_RIGHT,
		arena_printf(&p->scratch, "%d / %d", p->number, p->count));
	arena_clear(&p->scratch);
}

/* How many rows go on the first page and on the others, and how many pages that makes. */
static void count_pages(struct page *p)
{
	double room = p->height - 2 * MARGIN, head;
	int rows = p->t->rows + (p->t->total_words != NULL), rest;

	head = title_height(p) + note_height(p) * (p->t->note_count + 0.5);
	pen_font(&p->pen, p->size, false);
	p->row = pen_height(&p->pen) * LINE_SPACE;
	p->rows_first = (int)((room - head) / p->row) - 1;
	p->rows_other = (int)(room / p->row) - 1;
	rest = rows - p->rows_first;
	p->count = 1 + (rest > 0 ? (rest + p->rows_other - 1) / p->rows_other : 0);
}

static void begin_page(struct page *p)
{
	p->number++;
	p->y = MARGIN;
	if (p->number == 1)
		draw_title(p);
	draw_row(p, -1);
	draw_rule(p, p->y - p->row * 0.1);
}

static void draw_all(struct page *p)
{
	int left = p->rows_first;

	begin_page(p);
	for (int r = 0; r < p->t->rows + (p->t->total_words != NULL); r++, left--) {
		if (left == 0) {
			draw_foot(p);
			cairo_show_page(p->pen.cairo);
			begin_page(p);
			left = p->rows_other;
		}
		if (r == p->t->rows)
			draw_rule(p, p->y);
		draw_row(p, r == p->t->rows ? -2 : r);
	}
	draw_foot(p);
	cairo_show_page(p->pen.cairo);
}

bool table_to_pdf(const struct table *t, struct arena *a, const char *path, const char **why)
{
	struct page p = { .t = t };
	cairo_t *cairo;
	cairo_status_t status;

	p.surface = cairo_pdf_surface_create(path, SHORT_SIDE, LONG_SIDE);
	cairo_pdf_surface_set_metadata(p.surface, CAIRO_PDF_METADATA_TITLE, t->title);
	cairo = cairo_create(p.surface);
	pen_begin(&p.pen, cairo);
	choose_page(&p);
	cairo_pdf_surface_set_size(p.surface, p.width, p.height);
	count_pages(&p);
	draw_all(&p);
	pen_end(&p.pen);
	status = cairo_status(cairo);
	cairo_destroy(cairo);
	cairo_surface_finish(p.surface);
	status = status ? status : cairo_surface_status(p.surface);
	cairo_surface_destroy(p.surface);
	arena_release(&p.scratch);
	*why = arena_strdup(a, cairo_status_to_string(status));
	return status == CAIRO_STATUS_SUCCESS;
}
