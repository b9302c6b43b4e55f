/* escpos.h - a paper as the bytes of an ESC/POS printer with a Chinese (GBK) character ROM.
 * Codes follow Epson's ESC/POS reference; older Chinese printers are served by FS ! beside GS !.
 * Text is cleaned once more here (utf8_clean), so no control byte of the data reaches the printer. */
#ifndef DEVICE_ESCPOS_H
#define DEVICE_ESCPOS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sbuf.h"
#include "model/paper.h"

#define ESCPOS_COLUMN_DOTS 12  /* font A: 384 dots on 58 mm paper, 576 on 80 mm */
#define ESCPOS_LINE_DOTS 30    /* one line with the space below it; a big line takes twice */
#define ESCPOS_RASTER_MAX 1200 /* rows of a picture: 15 cm of paper */
#define ESCPOS_QR_MAX 512      /* bytes of content */
#define ESCPOS_CODE128_MAX 48  /* characters of content */

/* One bit a dot, 1 black, rows of (width_dots + 7) / 8 bytes, leftmost dot in the highest bit. */
struct escpos_bitmap { int width_dots, height_dots; unsigned char *bits; };

/* Draws one text line (with its size, weight and alignment) in a grid of columns, as the printer
 * would: a wide character two columns; or the picture that a PAPER_LOGO line names, no wider than the paper. The bitmap
 * lives in the arena. False: it could not. */
typedef bool escpos_raster(void *ctx, struct arena *a, const struct paper_line *line, int columns,
	struct escpos_bitmap *out);

/* Appends the bytes of the whole paper: initialise, lines, codes, feeds, cuts and drawer pulses in
 * their order. A line with a character that GBK lacks goes through `raster`; without one (NULL), or when
 * it answers false, such a character is printed as '?', one for each of its columns. Characters that the
 * printer draws wider than utf8_cp_width says (U+00A5, printed as U+FFE5; dashes, quotes) take their
 * room from the next gap of the line. A code with content it cannot carry, or too long for the paper,
 * is printed as text. */
void escpos_encode(struct sbuf *out, struct arena *a, const struct paper *p, escpos_raster *raster, void *ctx);

#endif
