/* sale.c - see sale_int.h. */
#include "sale_int.h"

#include <string.h>

#include "model/refund.h"

#define ROWS_AT_FIRST 16

struct audit_row *member_sale_row(struct member_sale *s)
{
	if (s->count == s->room) {
		struct audit_row *rows;

		s->room = s->room ? s->room * 2 : ROWS_AT_FIRST;
		rows = arena_array(s->a, (size_t)s->room, sizeof *rows);
		if (s->count)
			memcpy(rows, s->rows, (size_t)s->count * sizeof *rows);
		s->rows = rows;
	}
	s->rows[s->count] = (struct audit_row){ .detail = "" };
	return &s->rows[s->count++];
}

/* What of a sold line is back by now, with this document. */
static int64_t back_milli(const struct member_sale *s, const struct line *sold)
{
	int64_t back = s->before_milli[sold->line_no];

	for (int i = 0; i < s->d->line_count; i++)
		if (s->d->lines[i].original_line == sold->line_no)
			back += s->d->lines[i].qty_milli;
	return back;
}

bool member_sale_whole(const struct member_sale *s)
{
	for (int i = 0; i < s->sale->line_count; i++)
		if (back_milli(s, &s->sale->lines[i]) < s->sale->lines[i].qty_milli)
			return false;
	return true;
}

int64_t member_sale_kept_minor(const struct member_sale *s)
{
	struct document kept = *s->sale;

	kept.lines = arena_array(s->a, (size_t)s->sale->line_count, sizeof *kept.lines);
	for (int i = 0; i < s->sale->line_count; i++) {
		const struct line *sold = &s->sale->lines[i];
		int64_t back = back_milli(s, sold);
		struct line gone = { .paid_minor = 0 };

		kept.lines[i] = *sold;
		if (back > 0)
			refund_line(sold, 0, back < sold->qty_milli ? back : sold->qty_milli, &gone);
		kept.lines[i].paid_minor -= gone.paid_minor;
	}
	return document_goods_minor(&kept);
}
