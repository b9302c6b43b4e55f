/* order_int.h - what the packed orders of labels have in common: a first line that tells the kind, then lines of fields
 * with TABs between, the size, what else holds for all, and one for each that has labels:
 *   P page_width page_height width height columns rows left top step_x step_y
 *   O ...
 *   (a letter of the kind) ... */
#ifndef MODEL_ORDER_INT_H
#define MODEL_ORDER_INT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sbuf.h"

struct tag_size;

/* A whole number within bounds. */
bool order_number(const char *text, int64_t least, int64_t most, int64_t *out);
void order_put_size(const struct tag_size *s, struct sbuf *out);

#define ORDER_FIELDS_MAX 17
struct order_form {
	const char *first;      /* the first line */
	const char *letter;
	/* Takes the fields of an O line, of one with the letter; false: they are none. The size is known. */
	bool (*options)(void *order, char **fields, int n);
	bool (*row)(void *order, struct arena *a, char **fields, int n);
};
/* At most so many rows can be in it; -1: it is no order of this form, or has more than TAG_ORDER_MAX. */
int order_room(const struct order_form *form, const char *text);
/* False where a line is wrong or stands in a wrong place; texts live in the arena. */
bool order_read(const struct order_form *form, struct arena *a, const char *text, struct tag_size *size, void *order);

#endif
