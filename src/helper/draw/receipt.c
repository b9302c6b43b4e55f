/* receipt.c - a paper of text lines as pages for an office printer: every character in its own one or two cells, as a
 * receipt printer sets it, so that the same template gives the same lines. */
#include "draw_int.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "surface_int.h"

#define CELL_MOST (2.0 * MM)     /* width of a half-width character */
#define LINE_CELLS 2.5           /* height of a line in such widths */
#define CODE_HEIGHT (11 * MM)
#define QR_SIDE (26 * MM)
#define LOGO_HEIGHT_MOST (25 * MM)
#define LOGO_PIXEL_MOST (0.25 * MM) /* a small picture is not blown up */
#define PNG_DPI 150.0

static const struct page_kind { const char *name; double width, height, margin; const char *media; } kinds[] = {
	{ "roll", 80 * MM, 0, 4 * MM, NULL },
	{ "a5", 148 * MM, 210 * MM, 12 * MM, "iso_a5_148x210mm" },
	{ "a4", 210 * MM, 297 * MM, 15 * MM, "iso_a4_210x297mm" },
};

struct flow {
	const struct page_kind *kind;
	const struct paper *paper;
	struct pen pen;
	cairo_t *cairo;          /* NULL: only measured */
	double cell, x, y, high; /* high: of the page */
	int pages;
	int last_page;
};

static const struct page_kind *kind_of(const char *page)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].name, page) == 0)
			return &kinds[i];
	return NULL;
}

static double room(const struct flow *f)
{
	return f->cell * f->paper->columns;
}

/* Room of so much height, on the next page if need be. False: that page is not wanted any more. */
static bool make_room(struct flow *f, double height)
{
	if (f->kind->height > 0 && f->y + height > f->high - f->kind->margin && f->y > f->kind->margin) {
		if (f->pages == f->last_page)
			return false;
		cairo_show_page(f->cairo);
		f->pages++;
		f->y = f->kind->margin;
	}
	return true;
}

/* One character with what combines with it, in its cells; a glyph wider than they are is pressed together. */
static void draw_cluster(struct flow *f, const char *s, size_t n, double x, double width)
{
	char text[64];

	n = n < sizeof text ? n : sizeof text - 1;
	memcpy(text, s, n);
	text[n] = '\0';
	pen_whole(&f->pen, x, f->y, width, PEN_CENTRE, text);
}

static void draw_text(struct flow *f, const struct paper_line *l)
{
	double scale = l->big ? 2 : 1, cell = f->cell * scale, x = f->x;
	const char *s = l->text;
	uint32_t cp;

	if (l->centred)
		x += (room(f) - utf8_width(s) * cell) / 2;
	pen_font(&f->pen, f->cell * 1.92 * scale, l->bold || l->big);
	while (*s) {
		size_t n = utf8_decode(s, strlen(s), &cp), more;
		int columns = utf8_cp_width(cp);

		for (; s[n]; n += more) {
			more = utf8_decode(s + n, strlen(s + n), &cp);
			if (utf8_cp_width(cp) > 0)
				break;
		}
		if (columns > 0 && *s != ' ')
			draw_cluster(f, s, n, x, columns * cell);
		x += (columns > 0 ? columns : 0) * cell;
		s += n;
	}
}

static void draw_rule(struct flow *f, const struct paper_line *l)
{
	double y = f->y + f->cell * LINE_CELLS / 2;

	cairo_set_line_width(f->cairo, *l->text == '=' ? 1.2 : 0.5);
	cairo_move_to(f->cairo, f->x, y);
	cairo_line_to(f->cairo, f->x + room(f), y);
	cairo_stroke(f->cairo);
}

static double logo_size(const struct flow *f, const char *path, cairo_surface_t **png, double *scale)
{
	double width, height;

	*png = cairo_image_surface_create_from_png(path);
	width = cairo_image_surface_get_width(*png);
	height = cairo_image_surface_get_height(*png);
	if (cairo_surface_status(*png) != CAIRO_STATUS_SUCCESS || width < 1 || height < 1)
		return 0;
	*scale = fmin(LOGO_PIXEL_MOST, fmin(room(f) / width, LOGO_HEIGHT_MOST / height));
	return height * *scale;
}

static void draw_logo(struct flow *f, cairo_surface_t *png, double scale)
{
	cairo_save(f->cairo);
	cairo_translate(f->cairo, f->x + (room(f) - cairo_image_surface_get_width(png) * scale) / 2, f->y);
	cairo_scale(f->cairo, scale, scale);
	cairo_set_source_surface(f->cairo, png, 0, 0);
	cairo_paint(f->cairo);
	cairo_restore(f->cairo);
	cairo_set_source_rgb(f->cairo, 0, 0, 0);
}

static bool put_logo(struct flow *f, const struct paper_line *l)
{
	cairo_surface_t *png;
	double scale, height = logo_size(f, l->text, &png, &scale);
	bool go_on = height <= 0 || make_room(f, height);

	if (go_on && height > 0) {
		if (f->cairo)
			draw_logo(f, png, scale);
		f->y += height + f->cell;
	}
	cairo_surface_destroy(png);
	return go_on;
}

static double height_of(const struct flow *f, const struct paper_line *l)
{
	double line = f->cell * LINE_CELLS;

	switch (l->kind) {
	case PAPER_TEXT: return l->big ? 2 * line : line;
	case PAPER_CODE128: return CODE_HEIGHT + line;
	case PAPER_QR: return QR_SIDE;
	case PAPER_CUT:
	case PAPER_DRAWER: return 0;
	case PAPER_LOGO:
	case PAPER_RULE:
	case PAPER_FEED: break;
	}
	return line;
}

static void draw_code(struct flow *f, const struct paper_line *l)
{
	double below = f->y + CODE_HEIGHT;

	draw_bars(&f->pen, f->x, f->y + 2, room(f), CODE_HEIGHT - 4, l->text);
	pen_font(&f->pen, f->cell * 1.6, false);
	pen_line(&f->pen, f->x, below, room(f), PEN_CENTRE, l->text);
}

/* False: what follows is not wanted. */
static bool put_line(struct flow *f, const struct paper_line *l, bool last)
{
	double height = height_of(f, l);

	if (l->kind == PAPER_LOGO)
		return put_logo(f, l);
	if (l->kind == PAPER_CUT && !last && f->kind->height > 0)
		return make_room(f, f->high);
	if (!make_room(f, height))
		return false;
	if (f->cairo && l->kind == PAPER_TEXT)
		draw_text(f, l);
	else if (f->cairo && l->kind == PAPER_RULE)
		draw_rule(f, l);
	else if (f->cairo && l->kind == PAPER_CODE128)
		draw_code(f, l);
	else if (f->cairo && l->kind == PAPER_QR)
		draw_qr(&f->pen, f->x + (room(f) - QR_SIDE) / 2, f->y, QR_SIDE, l->text);
	f->y += height;
	return true;
}

static void run(struct flow *f)
{
	f->y = f->kind->margin;
	for (int i = 0; i < f->paper->count; i++)
		if (!put_line(f, &f->paper->lines[i], i == f->paper->count - 1))
			break;
}

static bool begin(struct flow *f, const struct paper *paper, const char *page)
{
	struct flow look = { .kind = kind_of(page), .paper = paper };

	if (!look.kind || paper->columns < 1)
		return false;
	look.cell = fmin(CELL_MOST, (look.kind->width - 2 * look.kind->margin) / paper->columns);
	look.x = look.kind->height > 0 ? look.kind->margin : (look.kind->width - look.cell * paper->columns) / 2;
	look.high = look.kind->height;
	look.pages = look.last_page = 1;
	*f = look;
	if (look.kind->height > 0)
		return true;
	run(&look);
	f->high = ceil((look.y + look.kind->margin) / MM) * MM;
	return true;
}

static void draw(void *ctx, struct _cairo *cairo, int most)
{
	struct flow *f = ctx;

	f->cairo = cairo;
	f->last_page = most;
	pen_begin(&f->pen, cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	run(f);
	cairo_show_page(cairo);
	pen_end(&f->pen);
}

bool draw_paper_pdf(const struct paper *paper, const char *page, struct sbuf *out)
{
	struct flow f;

	return begin(&f, paper, page) && surface_pdf(&(struct surface){ f.kind->width, f.high, draw, &f }, out);
}

bool draw_paper_png(const struct paper *paper, const char *page, const char *path)
{
	struct flow f;

	return begin(&f, paper, page) &&
		surface_png(&(struct surface){ f.kind->width, f.high, draw, &f }, PNG_DPI, path);
}

bool draw_page_media(const struct paper *paper, const char *page, char media[64])
{
	struct flow f;

	if (!begin(&f, paper, page))
		return false;
	if (f.kind->media)
		snprintf(media, 64, "%s", f.kind->media);
	else
		snprintf(media, 64, "om_receipt_80x%dmm", (int)(f.high / MM + 0.5));
	return true;
}
