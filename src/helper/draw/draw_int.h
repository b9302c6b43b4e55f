/* draw_int.h - labels and papers as pages, and the marks that scanners read. False: it could not be drawn (no memory, a
 * file that cannot be written). */
#ifndef HELPER_DRAW_INT_H
#define HELPER_DRAW_INT_H

#include <stdbool.h>

#include "base/sbuf.h"
#include "model/mail.h"
#include "model/paper.h"
#include "model/tag.h"
#include "pen_int.h"

/* --- marks; boxes in points --------------------------------------------------------------------- */

/* A bar code in the middle of a box, its quiet zones kept; false when it would be too narrow to be read. */
bool draw_bars(struct pen *p, double x, double y, double width, double height, const char *code);
/* A QR code as large as the box allows, quiet zone kept; false when it has too much to say. */
bool draw_qr(struct pen *p, double x, double y, double side, const char *text);

/* --- pages ---------------------------------------------------------------------------------------- */

/* An order of labels as a PDF of its sheets. */
bool draw_labels_pdf(const struct tag_order *o, struct sbuf *out);
/* Its first page as a picture. */
bool draw_labels_png(const struct tag_order *o, const char *path);

/* The same for an order of address labels. */
bool draw_mail_pdf(const struct mail_order *o, struct sbuf *out);
bool draw_mail_png(const struct mail_order *o, const char *path);

/* A paper as pages: "roll" 80 mm wide and as long as it is, "a5", "a4". A cut begins a page; drawer pulses are
 * nothing. */
bool draw_paper_pdf(const struct paper *paper, const char *page, struct sbuf *out);
/* The same as a picture of its first page. */
bool draw_paper_png(const struct paper *paper, const char *page, const char *path);
/* How CUPS calls the medium of such a page; a roll is told how long it is. */
bool draw_page_media(const struct paper *paper, const char *page, char media[64]);

#endif
