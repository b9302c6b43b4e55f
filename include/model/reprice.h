/* reprice.h - a rule by which many prices change at once, as a value: by a percentage or an amount, to a price, or to a
 * margin on the price; then to an ending that the shop likes. */
#ifndef MODEL_REPRICE_H
#define MODEL_REPRICE_H

#include <stdbool.h>
#include <stdint.h>

enum reprice_kind { REPRICE_PERCENT, REPRICE_AMOUNT, REPRICE_TO, REPRICE_MARGIN };
struct reprice {
	enum reprice_kind kind;
	int64_t value;         /* basis points of PERCENT (signed) and MARGIN, minor units of AMOUNT (signed) and TO */
	int ending_digits;     /* how many of the last digits are given; 0: none */
	int64_t ending;        /* what they shall be */
};
/* "+5%" "-10%" "+0.50" "-1" "=9.90" "m25" (a margin of 25 percent); false when it is none. */
bool reprice_read(const char *text, struct reprice *out);
/* "9": prices that end in 9 (3.49); "90": in 90; "00": whole units. "" none. False when it is none. */
bool reprice_ending(const char *text, struct reprice *out);
/* The new price: rounded half away from zero, a margin upwards so that it is reached; then to the nearest price with
 * the ending, of two the higher. -1: it cannot be said (no price or no cost to start from), or would not be a price. */
int64_t reprice(const struct reprice *rule, int64_t price_minor, int64_t cost_minor);
/* The part of a price that is not its cost, towards zero; false where either is unknown (0 or below). */
bool margin_bp(int64_t price_minor, int64_t cost_minor, int64_t *bp);

#endif
