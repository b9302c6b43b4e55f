/* tag_size.h - sizes of labels, for price tags and addresses: how large one is, and where it stands on its sheet.
 * Lengths are tenths of a millimetre. */
#ifndef MODEL_TAG_SIZE_H
#define MODEL_TAG_SIZE_H

#include "base/arena.h"

struct tag_size {
	const char *code;                    /* "40x30", "a4-3x8" */
	const char *name, *name_en;
	int page_width, page_height;         /* of a sheet; of one label when columns and rows are 1 */
	int width, height;                   /* of a label */
	int columns, rows;
	int left, top, step_x, step_y;       /* of the first label, and from one to the next */
};
#define TAG_SIDE_MIN 200                     /* a label is at least so high and wide */
#define TAG_SIDE_MAX 4200
#define TAG_PER_SHEET_MAX 400
#define TAG_ORDER_MAX 5000                   /* labels in one order, copies counted */
/* Does it fit its sheet? NULL when all is well, else what is wrong (N_()). */
const char *tag_size_wrong(const struct tag_size *s);
int tag_per_sheet(const struct tag_size *s);
/* The size as CUPS names a medium: "iso_a4_210x297mm", "om_label_40x30mm". */
char *tag_media(struct arena *a, const struct tag_size *s);

#endif
