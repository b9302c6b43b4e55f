/* raster.c - draws a line in the printer's grid: each character in its own one or two columns, so that
 * figures stay below each other whatever font fontconfig finds for a character. */
#include "raster_int.h"

#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define FONTS "WenQuanYi Zen Hei Mono,Noto Sans Mono CJK SC,Noto Sans CJK SC,monospace"
#define FONT_DOTS 24
#define BASELINE_DOTS 21
#define LOGO_DOTS_MOST 200   /* rows of a logo: 25 mm */
#define LOGO_SIDE_MOST 4000  /* pixels of its file, either way */

struct drawing {
	cairo_t *cairo;
	PangoLayout *layout;
	int scale; /* 2 for a big line */
};

/* Bytes of the next character with the marks that combine with it; *columns its width. */
static size_t cluster(const char *s, int *columns)
{
	uint32_t cp;
	size_t n = 0, used;

	*columns = 0;
	while (s[n]) {
		used = utf8_decode(s + n, strlen(s + n), &cp);
		if (n && utf8_cp_width(cp) > 0)
			break;
		*columns += utf8_cp_width(cp);
		n += used;
	}
	return n;
}

/* One character in its cell; a glyph wider than the cell is pressed together. */
static void draw_cluster(const struct drawing *d, const char *s, size_t n, int x, int columns)
{
	int cell = columns * ESCPOS_COLUMN_DOTS * d->scale, width, baseline;
	double press = 1.0;

	pango_layout_set_text(d->layout, s, (int)n);
	pango_layout_get_pixel_size(d->layout, &width, NULL);
	baseline = pango_layout_get_baseline(d->layout) / PANGO_SCALE;
	if (width > cell)
		press = (double)cell / width;
	cairo_save(d->cairo);
	cairo_translate(d->cairo, x + (cell - width * press) / 2, BASELINE_DOTS * d->scale - baseline);
	cairo_scale(d->cairo, press, 1.0);
	pango_cairo_show_layout(d->cairo, d->layout);
	cairo_restore(d->cairo);
}

static void draw_text(struct drawing *d, const struct paper_line *line, int columns)
{
	PangoFontDescription *font = pango_font_description_from_string(FONTS);
	cairo_font_options_t *options = cairo_font_options_create();
	int width = utf8_width(line->text) * ESCPOS_COLUMN_DOTS * d->scale;
	int x = line->centred ? (columns * ESCPOS_COLUMN_DOTS - width) / 2 : 0, wide;
	const char *s = line->text;
	size_t n;

	d->layout = pango_cairo_create_layout(d->cairo);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_NONE);
	pango_cairo_context_set_font_options(pango_layout_get_context(d->layout), options);
	pango_font_description_set_absolute_size(font, FONT_DOTS * d->scale * PANGO_SCALE);
	if (line->bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(d->layout, font);
	for (; *s; s += n, x += wide * ESCPOS_COLUMN_DOTS * d->scale) {
		n = cluster(s, &wide);
		if (wide && *s != ' ')
			draw_cluster(d, s, n, x, wide);
	}
	g_object_unref(d->layout);
	pango_font_description_free(font);
	cairo_font_options_destroy(options);
}

/* One byte a dot becomes one bit. */
static void to_bits(cairo_surface_t *from, struct escpos_bitmap *out)
{
	const unsigned char *dots = cairo_image_surface_get_data(from);
	int stride = cairo_image_surface_get_stride(from), row = (out->width_dots + 7) / 8, x, y;

	for (y = 0; y < out->height_dots; y++)
		for (x = 0; x < out->width_dots; x++)
			if (dots[y * stride + x] > 127)
				out->bits[y * row + x / 8] |= (unsigned char)(0x80 >> x % 8);
}

/* A file that is a PNG of a size that a shop's logo may have: a wrong one costs no more than its absence. */
static bool sane_png(const char *path)
{
	unsigned char head[24];
	FILE *f = fopen(path, "re");
	bool whole = f && fread(head, 1, sizeof head, f) == sizeof head;
	uint32_t width, height;

	if (f)
		fclose(f);
	if (!whole || memcmp(head, "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16) != 0)
		return false;
	width = (uint32_t)head[16] << 24 | (uint32_t)head[17] << 16 | (uint32_t)head[18] << 8 | head[19];
	height = (uint32_t)head[20] << 24 | (uint32_t)head[21] << 16 | (uint32_t)head[22] << 8 | head[23];
	return width >= 1 && height >= 1 && width <= LOGO_SIDE_MOST && height <= LOGO_SIDE_MOST;
}

/* The picture on white, in the middle of the paper, one dot a pixel; larger ones are made smaller. Full paper width,
 * because not every printer centres a raster. */
static cairo_surface_t *logo_surface(cairo_surface_t *png, int columns)
{
	double width = cairo_image_surface_get_width(png), height = cairo_image_surface_get_height(png);
	int dots = columns * ESCPOS_COLUMN_DOTS;
	double scale = width > dots ? dots / width : 1.0;
	cairo_surface_t *surface;
	cairo_t *cairo;

	if (height * scale > LOGO_DOTS_MOST)
		scale = LOGO_DOTS_MOST / height;
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots, (int)(height * scale) < 1 ? 1 :
		(int)(height * scale));
	cairo = cairo_create(surface);
	cairo_set_source_rgb(cairo, 1, 1, 1);
	cairo_paint(cairo);
	cairo_translate(cairo, (int)((dots - width * scale) / 2), 0);
	cairo_scale(cairo, scale, scale);
	cairo_set_source_surface(cairo, png, 0, 0);
	cairo_paint(cairo);
	cairo_destroy(cairo);
	cairo_surface_flush(surface);
	return surface;
}

/* Grey becomes dots by Floyd's and Steinberg's error diffusion: what a dot is too dark or too light goes to its
 * neighbours. */
static void to_dots(struct arena *a, cairo_surface_t *from, struct escpos_bitmap *out)
{
	const unsigned char *pixels = cairo_image_surface_get_data(from);
	int stride = cairo_image_surface_get_stride(from), width = out->width_dots, row = (width + 7) / 8;
	int *grey = arena_array(a, (size_t)(width + 2) * 2, sizeof *grey), *now = grey + 1, *next = now + width + 2;

	for (int y = 0; y < out->height_dots; y++) {
		for (int x = 0; x < width; x++) {
			uint32_t rgb;
			int value, error;

			memcpy(&rgb, pixels + (size_t)y * (size_t)stride + (size_t)x * 4, sizeof rgb);
			value = now[x] + (int)((rgb >> 16 & 255) * 30 + (rgb >> 8 & 255) * 59 + (rgb & 255) * 11) / 100;
			error = value < 128 ? value : value - 255;
			if (value < 128)
				out->bits[y * row + x / 8] |= (unsigned char)(0x80 >> x % 8);
			now[x + 1] += error * 7 / 16;
			next[x - 1] += error * 3 / 16;
			next[x] += error * 5 / 16;
			next[x + 1] += error / 16;
		}
		memcpy(now - 1, next - 1, (size_t)(width + 2) * sizeof *now);
		memset(next - 1, 0, (size_t)(width + 2) * sizeof *next);
	}
}

static bool raster_logo(struct arena *a, const char *path, int columns, struct escpos_bitmap *out)
{
	cairo_surface_t *png, *surface;
	bool good;

	if (!sane_png(path))
		return false;
	png = cairo_image_surface_create_from_png(path);
	good = cairo_surface_status(png) == CAIRO_STATUS_SUCCESS;
	if (good) {
		surface = logo_surface(png, columns);
		out->width_dots = columns * ESCPOS_COLUMN_DOTS;
		out->height_dots = cairo_image_surface_get_height(surface);
		out->bits = arena_array(a, (size_t)out->height_dots, (size_t)(out->width_dots + 7) / 8);
		good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
		if (good)
			to_dots(a, surface, out);
		cairo_surface_destroy(surface);
	}
	cairo_surface_destroy(png);
	return good;
}

bool raster_line(void *ctx, struct arena *a, const struct paper_line *line, int columns, struct escpos_bitmap *out)
{
	struct drawing d = { .scale = line->big ? 2 : 1 };
	cairo_surface_t *surface;
	bool good;

	(void)ctx;
	if (line->kind == PAPER_LOGO)
		return raster_logo(a, line->text, columns, out);
	out->width_dots = columns * ESCPOS_COLUMN_DOTS;
	out->height_dots = ESCPOS_LINE_DOTS * d.scale;
	out->bits = arena_array(a, (size_t)out->height_dots, (size_t)(out->width_dots + 7) / 8);
	surface = cairo_image_surface_create(CAIRO_FORMAT_A8, out->width_dots, out->height_dots);
	d.cairo = cairo_create(surface);
	draw_text(&d, line, columns);
	cairo_surface_flush(surface);
	good = cairo_status(d.cairo) == CAIRO_STATUS_SUCCESS;
	if (good)
		to_bits(surface, out);
	cairo_destroy(d.cairo);
	cairo_surface_destroy(surface);
	return good;
}
