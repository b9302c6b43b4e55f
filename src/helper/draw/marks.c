/* marks.c - bar codes and QR codes as black rectangles. Bars are a whole number of a label printer's dots wide, so that
 * its driver need not round them to unequal ones. */
#include "draw_int.h"

#include <cairo.h>
#include <qrencode.h>

#include "model/barcode.h"

#define QR_QUIET 4 /* white modules round it */

bool draw_bars(struct pen *p, double x, double y, double width, double height, const char *code)
{
	struct barcode b;
	double module, at;
	int um, i, run;

	if (!barcode_make(code, &b))
		return false;
	um = tag_module_um(&b, (int)(width / MM * 10));
	if (!um)
		return false;
	module = um / 1000.0 * MM;
	at = x + (width - module * (b.modules + b.quiet_left + b.quiet_right)) / 2 + module * b.quiet_left;
	cairo_save(p->cairo);
	cairo_set_antialias(p->cairo, CAIRO_ANTIALIAS_NONE);
	for (i = 0; i < b.modules; i += run) {
		for (run = 1; i + run < b.modules && b.dark[i + run] == b.dark[i]; run++)
			;
		if (b.dark[i] == '1')
			cairo_rectangle(p->cairo, at + module * i, y, module * run, height);
	}
	cairo_fill(p->cairo);
	cairo_restore(p->cairo);
	return true;
}

bool draw_qr(struct pen *p, double x, double y, double side, const char *text)
{
	QRcode *qr = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	double module;

	if (!qr)
		return false;
	module = side / (qr->width + 2 * QR_QUIET);
	cairo_save(p->cairo);
	cairo_set_antialias(p->cairo, CAIRO_ANTIALIAS_NONE);
	for (int row = 0; row < qr->width; row++)
		for (int col = 0; col < qr->width; col++)
			if (qr->data[row * qr->width + col] & 1)
				cairo_rectangle(p->cairo, x + module * (col + QR_QUIET), y + module * (row + QR_QUIET),
					module, module);
	cairo_fill(p->cairo);
	cairo_restore(p->cairo);
	QRcode_free(qr);
	return true;
}
