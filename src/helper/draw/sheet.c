/* sheet.c - see sheet_int.h. */
#include "sheet_int.h"

#include <cairo.h>
#include <stdint.h>

#include "surface_int.h"

#define PNG_DPI 300.0

static void draw_one(struct pen *p, const struct sheets *s, int at, int place)
{
	const struct tag_size *z = s->size;
	const int row = place / z->columns, column = place % z->columns;

	cairo_save(p->cairo);
	cairo_translate(p->cairo, (z->left + column * z->step_x) * TENTH, (z->top + row * z->step_y) * TENTH);
	s->draw(p, s->order, at);
	cairo_restore(p->cairo);
}

/* One after the other; `last_page` ends it early (a look at the first). */
static void draw_all(void *ctx, struct _cairo *cairo, int last_page)
{
	const struct sheets *s = ctx;
	int each = tag_per_sheet(s->size);
	struct pen p;

	pen_begin(&p, cairo);
	cairo_set_source_rgb(cairo, 0, 0, 0);
	for (int i = 0; i < s->count; i++) {
		int place = s->start - 1 + i;

		if (place / each >= last_page)
			break;
		if (i && place % each == 0)
			cairo_show_page(cairo);
		draw_one(&p, s, i, place % each);
	}
	cairo_show_page(cairo);
	pen_end(&p);
}

static struct surface surface_of(const struct sheets *s)
{
	return (struct surface){ s->size->page_width * TENTH, s->size->page_height * TENTH, draw_all,
		(void *)(intptr_t)s };
}

bool sheets_pdf(const struct sheets *s, struct sbuf *out)
{
	const struct surface surface = surface_of(s);

	return surface_pdf(&surface, out);
}

bool sheets_png(const struct sheets *s, const char *path)
{
	const struct surface surface = surface_of(s);

	return surface_png(&surface, PNG_DPI, path);
}
