/* line.c - what can be said of a line alone. */
#include "model/line.h"

#include "model/money.h"

int64_t line_pieces_milli(const struct line *l)
{
	return l->flags & LINE_WEIGHED ? QTY_ONE : l->qty_milli;
}
