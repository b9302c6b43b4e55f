/* surface_int.h - pages as a PDF in memory, or the first as a picture. */
#ifndef HELPER_SURFACE_INT_H
#define HELPER_SURFACE_INT_H

#include <stdbool.h>

#include "base/sbuf.h"

struct _cairo;

/* Draws pages in points, each ended by cairo_show_page, the last one too; `most`: pages beyond are not wanted. */
typedef void draw_pages(void *ctx, struct _cairo *cairo, int most);
struct surface { double width, height; draw_pages *draw; void *ctx; };

#define SURFACE_PAGES_MAX 10000
bool surface_pdf(const struct surface *s, struct sbuf *out);
bool surface_png(const struct surface *s, double dpi, const char *path);

#endif
