/* sheet_int.h - labels on their sheets: who draws one label need not know where it stands. */
#ifndef HELPER_SHEET_INT_H
#define HELPER_SHEET_INT_H

#include "base/sbuf.h"
#include "model/tag.h"
#include "pen_int.h"

#define TENTH (MM / 10) /* of a millimetre, in points: in these labels are measured */

struct sheets {
	const struct tag_size *size;
	int start;              /* the first free label of the first sheet, from 1 */
	int count;
	/* Draws label number `at`, from 0; its top left corner is the origin. */
	void (*draw)(struct pen *p, const void *order, int at);
	const void *order;
};
bool sheets_pdf(const struct sheets *s, struct sbuf *out);
/* The first sheet as a picture. */
bool sheets_png(const struct sheets *s, const char *path);

#endif
