/* slip.h - slips that a bottle machine prints for the bottles and crates it took: a code that says which slip it is and
 * what it is worth. */
#ifndef MODEL_SLIP_H
#define MODEL_SLIP_H

#include <stdbool.h>
#include <stdint.h>

/* How such codes are made, by the shop's list of layouts, separated by ';'. A layout is as long as the code:
 * "98MMNNNNPPPPC". Digits must match; M the machine, N the number of the slip, P the amount, X ignored, C check digit
 * over all digits before it, as of a GTIN, the last one. N and P must be there. After it, separated by blanks: "p=2"
 * decimals of the amount (0 to 2, default 2). */
#define SLIP_LAYOUTS_MAX 8
#define SLIP_CODE_MIN 8
#define SLIP_CODE_MAX 30
#define SLIP_AMOUNT_DIGITS 7
bool slip_layouts_ok(const char *layouts);

/* What a code says. The key is the slip whatever amount stands on it: a code like it, where '_' stands for what is
 * no part of its number, so that a slip whose amount somebody changed is the same slip. */
struct slip { char key[SLIP_CODE_MAX + 1]; int64_t amount_minor; };
/* False: no layout fits, its check digit is wrong, or it is worth nothing. */
bool slip_read(const char *layouts, const char *code, struct slip *out);

/* Which machine printed the slip of a key, and which of its slips it is, by the layouts: digits, each at most
 * SLIP_CODE_MAX; "" where no layout knows the key any more, or tells no machine. */
struct slip_origin { char machine[SLIP_CODE_MAX + 1], number[SLIP_CODE_MAX + 1]; };
struct slip_origin slip_origin(const char *layouts, const char *key);

/* A slip as it is kept: paid by this document, on this business day. */
struct slip_row { const char *key; int64_t document_id; int32_t day; int64_t amount_minor; };

#endif
