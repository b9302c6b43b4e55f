/* entry.h - the grammar of the till's entry line.
 *   CODE           a barcode, PLU, scale code, article number          690123...
 *   N*CODE         quantity first (also N*, kept for the next scan)    24*690123...
 *   AMOUNT@CODE    price first; '/' is '@' without Shift               9.9/690123...
 *   N*AMOUNT@CODE  both
 *   =AMOUNT*CODE   as much of it as AMOUNT buys (also =AMOUNT*, kept)    =5*12
 *   +N  -N         one more, less of the last line;  *N  makes it N
 *   letters        a search: names, pinyin
 * Quantity and price may come in either order, each once. A mark behind anything but a number is
 * part of a name.
 * Full-width characters are narrowed first. */
#ifndef MODEL_ENTRY_H
#define MODEL_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum entry_kind {
	ENTRY_EMPTY,
	ENTRY_CODE,     /* code, perhaps qty and price */
	ENTRY_PREFIX,   /* qty and/or price, waiting for a code */
	ENTRY_ADJUST,   /* qty_milli added to the last line, may be negative */
	ENTRY_SET_QTY,  /* the last line's quantity becomes qty_milli */
	ENTRY_SEARCH,   /* has letters: a name or an article number; perhaps qty and price too */
	ENTRY_BAD       /* a number before the code cannot be meant, or there are only marks */
};
struct entry {
	enum entry_kind kind;
	const char *code;     /* narrowed and trimmed; in the arena */
	bool has_qty, has_price, has_worth;
	int64_t qty_milli;
	int64_t price_minor;
	int64_t worth_minor;
};
void entry_parse(struct arena *a, const char *text, struct entry *out);

#endif
