/* labels.c - tags drawn in the boxes that model/tag.h decided: letters shrink until the text fits, then a text ends in
 * an ellipsis; a price is pressed together rather. */
#include "draw_int.h"

#include <cairo.h>

#include "model/money.h"
#include "sheet_int.h"

#define SHRINK 0.94

static double letters(const struct tag_box *b)
{
	return b->size * TENTH;
}

/* The largest letters at which the text fits its box; the smallest allowed if none does. */
static void choose_letters(struct pen *p, const struct tag_box *b, double width)
{
	double least = b->least * TENTH, size = letters(b);

	for (;;) {
		pen_font(p, size, b->bold);
		if (b->lines == 1 ? pen_width(p, b->text) <= width : pen_lines(p, width, b->text) <= b->lines)
			return;
		if (size <= least)
			return;
		size = size * SHRINK > least ? size * SHRINK : least;
	}
}

static void strike(struct pen *p, const struct tag_box *b, double x, double width)
{
	double used = pen_width(p, b->text), y = b->y * TENTH + b->height * TENTH / 2;

	cairo_set_line_width(p->cairo, p->size / 14);
	cairo_move_to(p->cairo, x, y);
	cairo_line_to(p->cairo, x + (used < width ? used : width), y);
	cairo_stroke(p->cairo);
}

static void draw_text(struct pen *p, const struct tag_box *b)
{
	static const enum pen_align aligned[] = { [TAG_LEFT] = PEN_LEFT, [TAG_CENTRE] = PEN_CENTRE,
		[TAG_RIGHT] = PEN_RIGHT };
	double x = b->x * TENTH, y = b->y * TENTH, width = b->width * TENTH, height = b->height * TENTH, high;

	if (b->inverse) {
		cairo_rectangle(p->cairo, x, y, width, height);
		cairo_fill(p->cairo);
		cairo_set_source_rgb(p->cairo, 1, 1, 1);
	}
	choose_letters(p, b, b->inverse ? width - 2 * TENTH : width);
	high = pen_height(p);
	if (b->lines > 1)
		pen_block(p, x, y, width, b->lines, aligned[b->align], b->text);
	else if (b->whole)
		pen_whole(p, x, y + (height - high) / 2, width, aligned[b->align], b->text);
	else
		pen_line(p, x, y + (height - high) / 2, width, aligned[b->align], b->text);
	cairo_set_source_rgb(p->cairo, 0, 0, 0);
	if (b->struck)
		strike(p, b, x, width);
}

/* Copies of a tag stand one after the other. */
static const struct tag *tag_at(const struct tag_order *o, int at)
{
	const struct tag *t = o->tags;

	while (at >= t->copies)
		at -= t++->copies;
	return t;
}

static void draw_tag(struct pen *p, const void *order, int at)
{
	const struct tag_order *o = order;
	struct tag_box boxes[TAG_BOXES_MAX];
	struct arena a = ARENA_INIT;
	int n = tag_layout(tag_at(o, at), &o->size, o->english, &a, boxes);

	for (int i = 0; i < n; i++) {
		const struct tag_box *b = &boxes[i];

		if (b->field == TAG_BARS)
			draw_bars(p, b->x * TENTH, b->y * TENTH, b->width * TENTH, b->height * TENTH, b->text);
		else if (*b->text)
			draw_text(p, b);
	}
	arena_release(&a);
}

static struct sheets sheets_of(const struct tag_order *o)
{
	money_set_exponent(o->exponent);
	return (struct sheets){ &o->size, o->start, tag_order_labels(o), draw_tag, o };
}

bool draw_labels_pdf(const struct tag_order *o, struct sbuf *out)
{
	const struct sheets s = sheets_of(o);

	return sheets_pdf(&s, out);
}

bool draw_labels_png(const struct tag_order *o, const char *path)
{
	const struct sheets s = sheets_of(o);

	return sheets_png(&s, path);
}
