/* pen_int.h - text on a page by cairo and pango: measured before it is drawn, shrunk or shortened with an ellipsis when
 * it does not fit, never cut through a character. Lengths are points (1/72 inch), from the top left. */
#ifndef HELPER_PEN_INT_H
#define HELPER_PEN_INT_H

#include <stdbool.h>

/* cairo_t and PangoLayout: who only measures need not know the libraries. */
struct _cairo;
struct _PangoLayout;

#define MM (72.0 / 25.4) /* a millimetre in points */

struct pen {
	struct _cairo *cairo;
	struct _PangoLayout *layout;
	double size;    /* of the font, from one baseline to the next is a little more */
	bool bold;
};

enum pen_align { PEN_LEFT, PEN_CENTRE, PEN_RIGHT };

void pen_begin(struct pen *p, struct _cairo *cairo);
void pen_end(struct pen *p);
void pen_font(struct pen *p, double size, bool bold);
/* The width of one line of text, and the height of a line, in the font now set. */
double pen_width(struct pen *p, const char *text);
double pen_height(struct pen *p);
/* One line of text in a box: x and y are its top left corner. What is wider than the box ends in an ellipsis. */
void pen_line(struct pen *p, double x, double y, double width, enum pen_align align, const char *text);
/* The same for what must stay whole (figures): pressed together when it is wider than the box. */
void pen_whole(struct pen *p, double x, double y, double width, enum pen_align align, const char *text);
/* Text in at most so many lines of a box, broken between words or characters; the last ends in an ellipsis when not all
 * fits. Gives the height it took. */
double pen_block(struct pen *p, double x, double y, double width, int lines, enum pen_align align, const char *text);
/* How many lines it would take. */
int pen_lines(struct pen *p, double width, const char *text);

#endif
