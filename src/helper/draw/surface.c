/* surface.c - see surface_int.h. */
#include "surface_int.h"

#include <cairo-pdf.h>

#define POINTS_PER_INCH 72

static cairo_status_t into(void *to, const unsigned char *bytes, unsigned int n)
{
	sbuf_add(to, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t draw(const struct surface *s, cairo_t *cairo, int most)
{
	cairo_status_t status;

	s->draw(s->ctx, cairo, most);
	status = cairo_status(cairo);
	cairo_destroy(cairo);
	return status;
}

bool surface_pdf(const struct surface *s, struct sbuf *out)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(into, out, s->width, s->height);
	cairo_status_t status = draw(s, cairo_create(surface), SURFACE_PAGES_MAX);

	cairo_surface_finish(surface);
	status = status ? status : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	return status == CAIRO_STATUS_SUCCESS;
}

bool surface_png(const struct surface *s, double dpi, const char *path)
{
	double scale = dpi / POINTS_PER_INCH;
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(s->width * scale + 0.5),
		(int)(s->height * scale + 0.5));
	cairo_t *cairo = cairo_create(surface);
	bool good;

	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_scale(cairo, scale, scale);
	good = draw(s, cairo, 1) == CAIRO_STATUS_SUCCESS &&
		cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return good;
}
