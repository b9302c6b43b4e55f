/* display.h - the bytes of a customer display on a serial line: two lines of text, or one row of eight digits with
 * lamps. One table of command sets; no byte of a name is ever a command. */
#ifndef DEVICE_DISPLAY_H
#define DEVICE_DISPLAY_H

#include <stdbool.h>

#include "base/sbuf.h"
#include "model/customer.h"

#define DISPLAY_DIGITS 8

enum display_set {
	DISPLAY_CD5220,  /* ESC Q A text CR, ESC Q B text CR */
	DISPLAY_EPSON,   /* US $ column row, then the text */
	DISPLAY_UTC,     /* ESC u A text CR, ESC u B text CR */
	DISPLAY_LED8,    /* ESC Q A digits CR; ESC s lamp */
	DISPLAY_SETS
};
struct display_set_entry {
	const char *name;     /* as in the table of devices */
	bool digits;          /* one row of digits */
	const char *reset, *clear;
	const char *before[2], *after; /* of each line; cursor commands hold no NUL */
};
extern const struct display_set_entry display_set_table[DISPLAY_SETS];
/* DISPLAY_SETS when there is none of that name. */
enum display_set display_set_find(const char *name);

/* Appends what brings a display just switched on into its own mode, empty. */
void display_begin(struct sbuf *out, enum display_set set);
/* Appends what shows this face on a display of so many columns, whatever it showed before. Chinese characters go as
 * GBK when the display has them (a character that GBK lacks as "??"), else as '?'. A figure that eight digits cannot
 * show stands there as dashes: it is never cut. */
void display_show(struct sbuf *out, enum display_set set, const struct customer_face *face, int columns, bool chinese);

#endif
