/* raster_int.h - a text line drawn by cairo and pango, for characters that the printer has not; and the logo. */
#ifndef HELPER_RASTER_INT_H
#define HELPER_RASTER_INT_H

#include "device/escpos.h"

/* An escpos_raster; ctx is not used. The first call loads fonts, some tenths of a second. */
bool raster_line(void *ctx, struct arena *a, const struct paper_line *line, int columns, struct escpos_bitmap *out);

#endif
