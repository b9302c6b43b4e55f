/* gs1.h - codes that are made of fields: GS1 element strings (GS1 General Specifications, sections 3 and 7.8) and GS1
 * Digital Link addresses (GS1 Digital Link Standard: URI Syntax, section 4). What a till needs of them: which article,
 * how much of it, at what price, from which batch, and until when it may be sold.
 *
 * An element string is known by the GS with which base/scan.h begins one that the scanner told, by the brackets of its
 * printed form, or by being one from end to end with a GTIN at its beginning. */
#ifndef MODEL_GS1_H
#define MODEL_GS1_H

#include <stdbool.h>
#include <stdint.h>

#define GS1_TEXT_MAX 20    /* of a batch or serial number */
#define GS1_CODE_MAX 1000  /* bytes of a code; a longer one is none */

struct gs1 {
	char gtin[15];                 /* AI 01 (or 02, of what is contained): 14 digits with a right check digit */
	char batch[GS1_TEXT_MAX + 1];  /* AI 10; "" none */
	char serial[GS1_TEXT_MAX + 1]; /* AI 21 */
	int32_t made_day;              /* AI 11, yyyymmdd; 0 none */
	int32_t best_before_day;       /* AI 15 */
	int32_t sell_by_day;           /* AI 16 */
	int32_t expiry_day;            /* AI 17 */
	bool has_weight, has_amount, has_count;
	int64_t weight_milli;          /* AI 310n: net kilograms, in thousandths, half away from zero */
	int64_t amount_minor;          /* AI 392n: to be paid, in the shop's money, half away from zero; <= MONEY_MAX */
	int64_t count_milli;           /* AI 30 or 37: pieces */
};

/* False: it is none, or names no article, or a field is not as it must be. today (yyyymmdd) says which century a
 * year of two digits is in (section 7.12). */
bool gs1_read(const char *text, int32_t today, struct gs1 *out);
/* The last day on which it may be sold by what the code says: the earlier of sell-by and expiry; 0 none. */
int32_t gs1_last_day(const struct gs1 *g);

#endif
