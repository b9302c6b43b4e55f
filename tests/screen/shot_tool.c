/* shot_tool.c - runs a program in a terminal, types keys and pictures the screen, for eyes and for
 * the manual:
 *   shot_tool [-s COLSxROWS] [-t TERM] [-l LANG] [-e NAME=VALUE]... [-k KEYS]... [-p OUT.png]
 *             [-T OUT.txt] [-L] -- PROGRAM [ARGS]
 * KEYS are those of vt.h. After each -k the output settles and its bytes are printed. -L pictures a
 * light terminal. Exit code: 0, 1 when a <wait:> failed, 2 usage. */
#include <cairo/cairo.h>
#include <getopt.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "vt.h"

#define CELL_W 10
#define CELL_H 20
#define FONT "DejaVu Sans Mono,WenQuanYi Zen Hei Mono,Noto Sans Mono CJK SC"
#define LIST_MAX 64

struct picture {
	cairo_t *cairo;
	PangoLayout *layout;
	PangoFontDescription *font;
	struct vt *vt;
	bool light;
};

static void set_colour(struct picture *p, VTermColor colour)
{
	bool ground = VTERM_COLOR_IS_DEFAULT_BG(&colour);

	if (ground || VTERM_COLOR_IS_DEFAULT_FG(&colour)) {
		double v = ground == p->light ? 1.0 : 0.0;

		v = ground ? v : v > 0 ? 0.92 : 0.1;
		cairo_set_source_rgb(p->cairo, v, v, v);
		return;
	}
	vterm_screen_convert_color_to_rgb(vt_screen(p->vt), &colour);
	cairo_set_source_rgb(p->cairo, colour.rgb.red / 255., colour.rgb.green / 255.,
		colour.rgb.blue / 255.);
}

static void box(struct picture *p, double x, double y, double w, double h)
{
	cairo_rectangle(p->cairo, x, y, w, h);
	cairo_fill(p->cairo);
}

/* Lines and blocks are drawn, not taken from a font, so that they join. True when it was one. */
static bool draw_shape(struct picture *p, uint32_t c, double x, double y)
{
	static const struct { uint32_t c; unsigned arms; } lines[] = { /* 1 left 2 right 4 up 8 down */
		{ 0x2500, 3 }, { 0x2502, 12 }, { 0x250C, 10 }, { 0x2510, 9 }, { 0x2514, 6 },
		{ 0x2518, 5 }, { 0x251C, 14 }, { 0x2524, 13 }, { 0x252C, 11 }, { 0x2534, 7 },
		{ 0x253C, 15 },
	};
	double mx = x + CELL_W / 2., my = y + CELL_H / 2.;
	size_t i;

	if (c == 0x2588 || (c >= 0x2589 && c <= 0x258F)) {
		box(p, x, y, CELL_W * (0x2590 - c) / 8., CELL_H);
		return true;
	}
	if (c == 0x2580 || c == 0x2584) {
		box(p, x, c == 0x2580 ? y : my, CELL_W, CELL_H / 2.);
		return true;
	}
	for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		if (lines[i].c != c)
			continue;
		if (lines[i].arms & 3)
			box(p, lines[i].arms & 1 ? x : mx, my - 1, lines[i].arms & 1 && lines[i].arms & 2 ?
				CELL_W : CELL_W / 2. + 1, 1.5);
		if (lines[i].arms & 12)
			box(p, mx - 1, lines[i].arms & 4 ? y : my, 1.5, lines[i].arms & 4 &&
				lines[i].arms & 8 ? CELL_H : CELL_H / 2. + 1);
		return true;
	}
	return false;
}

static void draw_glyph(struct picture *p, const VTermScreenCell *cell, double x, double y)
{
	char text[VTERM_MAX_CHARS_PER_CELL * 4 + 1];
	int i, w, h, cols = cell->width > 1 ? 2 : 1;
	size_t n = 0;

	for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		n += utf8_encode(cell->chars[i], text + n);
	text[n] = '\0';
	if (!n || strcmp(text, " ") == 0 || (!cell->chars[1] && draw_shape(p, cell->chars[0], x, y)))
		return;
	pango_font_description_set_weight(p->font, cell->attrs.bold ? PANGO_WEIGHT_BOLD :
		PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(p->layout, p->font);
	pango_layout_set_text(p->layout, text, -1);
	pango_layout_get_pixel_size(p->layout, &w, &h);
	cairo_save(p->cairo);
	cairo_rectangle(p->cairo, x, y, cols * CELL_W, CELL_H);
	cairo_clip(p->cairo);
	cairo_move_to(p->cairo, x + (cols * CELL_W - w) / 2., y + (CELL_H - h) / 2.);
	pango_cairo_show_layout(p->cairo, p->layout);
	cairo_restore(p->cairo);
}

static void draw_cell(struct picture *p, int row, int col, bool cursor)
{
	VTermScreenCell cell;
	bool reverse;

	vt_cell(p->vt, row, col, &cell);
	if (cell.chars[0] == (uint32_t)-1)
		return;
	reverse = cell.attrs.reverse != (cursor ? 1u : 0u);
	set_colour(p, reverse ? cell.fg : cell.bg);
	box(p, col * CELL_W, row * CELL_H, (cell.width > 1 ? 2 : 1) * CELL_W, CELL_H);
	set_colour(p, reverse ? cell.bg : cell.fg);
	draw_glyph(p, &cell, col * CELL_W, row * CELL_H);
}

static void write_png(struct vt *vt, const char *path, bool light)
{
	int rows, cols, row, col, cursor_row, cursor_col;
	bool shown = vt_cursor(vt, &cursor_row, &cursor_col);
	struct picture p = { .vt = vt, .light = light };
	cairo_surface_t *surface;

	vt_size(vt, &rows, &cols);
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, cols * CELL_W, rows * CELL_H);
	p.cairo = cairo_create(surface);
	p.layout = pango_cairo_create_layout(p.cairo);
	p.font = pango_font_description_from_string(FONT);
	pango_font_description_set_absolute_size(p.font, 16 * PANGO_SCALE);
	for (row = 0; row < rows; row++)
		for (col = 0; col < cols; col++)
			draw_cell(&p, row, col, shown && row == cursor_row && col == cursor_col);
	if (cairo_surface_write_to_png(surface, path) != CAIRO_STATUS_SUCCESS)
		fprintf(stderr, "%s: cannot be written\n", path);
	pango_font_description_free(p.font);
	g_object_unref(p.layout);
	cairo_destroy(p.cairo);
	cairo_surface_destroy(surface);
}

static void write_text(struct vt *vt, const char *path)
{
	FILE *f = strcmp(path, "-") == 0 ? stdout : fopen(path, "w");

	if (!f) {
		perror(path);
		return;
	}
	fputs(vt_text(vt), f);
	if (f != stdout)
		fclose(f);
}

int main(int argc, char **argv)
{
	const char *env[LIST_MAX + 1] = { NULL }, *keys[LIST_MAX], *png = NULL, *text = NULL;
	struct vt_options options = { .env = env };
	int envs = 0, key_count = 0, c, i;
	bool light = false, done = true;
	struct vt *vt;

	while ((c = getopt(argc, argv, "+s:t:l:e:k:p:T:L")) != -1) {
		if (c == 's' && sscanf(optarg, "%dx%d", &options.cols, &options.rows) != 2)
			return 2;
		if (c == 't')
			options.term = optarg;
		if (c == 'l')
			options.lang = optarg;
		if (c == 'e' && envs < LIST_MAX)
			env[envs++] = optarg;
		if (c == 'k' && key_count < LIST_MAX)
			keys[key_count++] = optarg;
		if (c == 'p')
			png = optarg;
		if (c == 'T')
			text = optarg;
		if (c == 'L')
			light = true;
		if (c == '?')
			return 2;
	}
	if (optind >= argc)
		return 2;
	vt = vt_start(&options, (const char *const *)&argv[optind]);
	vt_read_for(vt, 300);
	vt_quiet(vt);
	fprintf(stderr, "start: %ld bytes\n", vt_bytes(vt));
	for (i = 0; i < key_count; i++) {
		done &= vt_type(vt, keys[i]);
		vt_quiet(vt);
		fprintf(stderr, "%s: %ld bytes\n", keys[i], vt_bytes(vt));
	}
	if (text)
		write_text(vt, text);
	if (png)
		write_png(vt, png, light);
	vt_free(vt);
	return done ? 0 : 1;
}
