/* order_int.h - what the packed orders of labels have in common: lines of fields with TABs between, and the size:
 *   P page_width page_height width height columns rows left top step_x step_y */
#ifndef MODEL_ORDER_INT_H
#define MODEL_ORDER_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sbuf.h"

struct tag_size;

/* One line as its fields, cut in place; -1 when there are more than `most`. */
int order_split(char *line, char **fields, int most);
/* A whole number within bounds. */
bool order_number(const char *text, int64_t least, int64_t most, int64_t *out);
void order_put_size(const struct tag_size *s, struct sbuf *out);
/* False: it is none, or the labels do not fit the sheet. */
bool order_take_size(char **fields, int n, struct tag_size *s);

#endif
