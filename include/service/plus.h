/* plus.h - the goods that a label scale weighs, as the file of its maker's program: articles sold by weight that have a
 * scale code, at the prices of this moment. */
#ifndef SERVICE_PLUS_H
#define SERVICE_PLUS_H

#include "base/sbuf.h"
#include "model/plu.h"
#include "service/shop.h"

struct plus_report { int written, left_out; };

/* Appends the file to `out`, by scale code; `tell` hears what was left out or cut, and why (texts live in the arena).
 * A place in the scale is the code itself where it is such a number; longer codes fill the places from the end. */
enum err plus_export(struct shop *sh, struct arena *a, const struct plu_layout *layout, struct sbuf *out,
	void (*tell)(void *ctx, const struct said *said), void *ctx, struct plus_report *report) MUST_CHECK;

#endif
