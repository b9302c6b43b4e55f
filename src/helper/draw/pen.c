/* pen.c - see pen_int.h. Metrics are not rounded to dots: what was measured at one size holds at any scale. */
#include "pen_int.h"

#include <pango/pangocairo.h>

#define FONTS "WenQuanYi Zen Hei,WenQuanYi Micro Hei,Noto Sans CJK SC,sans-serif"

void pen_begin(struct pen *p, struct _cairo *cairo)
{
	cairo_font_options_t *options = cairo_font_options_create();

	*p = (struct pen){ .cairo = cairo, .layout = pango_cairo_create_layout(cairo) };
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	pango_cairo_context_set_font_options(pango_layout_get_context(p->layout), options);
	pango_context_set_round_glyph_positions(pango_layout_get_context(p->layout), FALSE);
	cairo_font_options_destroy(options);
	pen_font(p, 9, false);
}

void pen_end(struct pen *p)
{
	g_object_unref(p->layout);
}

void pen_font(struct pen *p, double size, bool bold)
{
	PangoFontDescription *font;

	if (p->size == size && p->bold == bold)
		return;
	p->size = size;
	p->bold = bold;
	font = pango_font_description_from_string(FONTS);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	if (bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(p->layout, font);
	pango_font_description_free(font);
}

/* A box of no limits in any direction. */
static void free_layout(struct pen *p, const char *text)
{
	pango_layout_set_width(p->layout, -1);
	pango_layout_set_height(p->layout, -1);
	pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_single_paragraph_mode(p->layout, TRUE);
	pango_layout_set_alignment(p->layout, PANGO_ALIGN_LEFT);
	pango_layout_set_text(p->layout, text, -1);
}

double pen_width(struct pen *p, const char *text)
{
	int width;

	free_layout(p, text);
	pango_layout_get_size(p->layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

double pen_height(struct pen *p)
{
	int height;

	free_layout(p, "0\xE5\x9B\xBD"); /* 国: a line with it is higher than one of figures */
	pango_layout_get_size(p->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static double start(double x, double width, double used, enum pen_align align)
{
	return align == PEN_LEFT ? x : align == PEN_RIGHT ? x + width - used : x + (width - used) / 2;
}

void pen_line(struct pen *p, double x, double y, double width, enum pen_align align, const char *text)
{
	double used = pen_width(p, text);

	if (used > width) {
		pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
		pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
		used = width;
		align = PEN_LEFT;
	}
	cairo_move_to(p->cairo, start(x, width, used, align), y);
	pango_cairo_show_layout(p->cairo, p->layout);
}

void pen_whole(struct pen *p, double x, double y, double width, enum pen_align align, const char *text)
{
	double used = pen_width(p, text), press = used > width ? width / used : 1.0;

	cairo_save(p->cairo);
	cairo_translate(p->cairo, start(x, width, used * press, align), y);
	cairo_scale(p->cairo, press, 1.0);
	cairo_move_to(p->cairo, 0, 0);
	pango_cairo_show_layout(p->cairo, p->layout);
	cairo_restore(p->cairo);
}

static void block_layout(struct pen *p, double width, const char *text)
{
	free_layout(p, text);
	pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
}

int pen_lines(struct pen *p, double width, const char *text)
{
	block_layout(p, width, text);
	return pango_layout_get_line_count(p->layout);
}

double pen_block(struct pen *p, double x, double y, double width, int lines, enum pen_align align, const char *text)
{
	static const PangoAlignment aligned[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
	int height;

	block_layout(p, width, text);
	pango_layout_set_height(p->layout, -lines);
	pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_alignment(p->layout, aligned[align]);
	cairo_move_to(p->cairo, x, y);
	pango_cairo_show_layout(p->cairo, p->layout);
	pango_layout_get_size(p->layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}
