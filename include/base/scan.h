/* scan.h - the text of a scan out of the bytes that a scanner sent, the same from the keyboard and from a serial line.
 *
 * Bytes that are no UTF-8 are read as GB18030; of control characters only GS (0x1D) stays. The AIM identifier that some
 * scanners send first ("]E0", ISO/IEC 15424) is taken off; where it says that a GS1 element string follows (]C1 ]e0
 * ]d2 ]Q3 ]J1), a GS stands in its place: FNC1 in the first position. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stddef.h>

#include "base/sbuf.h"

#define SCAN_GS 0x1D

/* Appends to an empty buffer; the text is without blanks at its ends, and may be empty. */
void scan_text(const void *raw, size_t n, struct sbuf *out);

#endif
