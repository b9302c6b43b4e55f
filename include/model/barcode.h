/* barcode.h - what a scanner reads, as black and white modules of equal width: EAN-13, EAN-8 (ISO/IEC 15420) and
 * Code 128 (ISO/IEC 15417). Drawing them is the business of who holds a page. */
#ifndef MODEL_BARCODE_H
#define MODEL_BARCODE_H

#include <stdbool.h>

#define BARCODE_TEXT_MAX 48                      /* characters of a Code 128 */
#define BARCODE_MODULES_MAX (BARCODE_TEXT_MAX * 2 * 11 + 48)

enum barcode_kind { BARCODE_NONE, BARCODE_EAN13, BARCODE_EAN8, BARCODE_CODE128 };

struct barcode {
	enum barcode_kind kind;
	int modules;                             /* without the quiet zones */
	int quiet_left, quiet_right;             /* white modules that must stand beside it */
	char dark[BARCODE_MODULES_MAX + 1];      /* '1' black, '0' white, one a module */
};

/* The code as it is best read: 13 or 8 digits with a right check digit as EAN (12 digits as the EAN-13 with a leading
 * zero), any other printable ASCII as Code 128. False, and BARCODE_NONE, when it cannot be one. */
bool barcode_make(const char *code, struct barcode *out);
/* In one kind only. */
bool barcode_ean(const char *digits, struct barcode *out);
bool barcode_code128(const char *text, struct barcode *out);

#endif
