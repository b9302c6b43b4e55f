/* sums.h - sums under rising keys, many of them in one text: how a closed day keeps what was sold on it. */
#ifndef MODEL_SUMS_H
#define MODEL_SUMS_H

#include <stdbool.h>
#include <stdint.h>

struct arena; /* base/arena.h */

/* What a sum is of: an article, a quarter of an hour, a day ... */
struct sum_row { int64_t key, times, qty_milli, amount_minor; };

/* "1203 4 4000 7960;5 1 1000 450;": each key as the step from the one before. Keys rise. */
char *sums_write(struct arena *a, const struct sum_row *list, int n);
/* The other way; false for a text that sums_write does not make. */
bool sums_read(struct arena *a, const char *text, struct sum_row **list, int *n);

#endif
