/* order.c - see order_int.h. */
#include "order_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/tag_size.h"

int order_split(char *line, char **fields, int most)
{
	int n = 0;

	for (;;) {
		char *tab = strchr(line, '\t');

		if (n == most)
			return -1;
		fields[n++] = line;
		if (!tab)
			return n;
		*tab = '\0';
		line = tab + 1;
	}
}

bool order_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 10);
	return *text && !*end && !errno && *out >= least && *out <= most;
}

void order_put_size(const struct tag_size *s, struct sbuf *out)
{
	sbuf_printf(out, "P\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", s->page_width, s->page_height, s->width,
		s->height, s->columns, s->rows, s->left, s->top, s->step_x, s->step_y);
}

bool order_take_size(char **fields, int n, struct tag_size *s)
{
	int *const into[] = { &s->page_width, &s->page_height, &s->width, &s->height, &s->columns, &s->rows, &s->left,
		&s->top, &s->step_x, &s->step_y };
	int64_t v;

	if (n != 11)
		return false;
	for (int i = 0; i < 10; i++) {
		if (!order_number(fields[i + 1], 0, TAG_SIDE_MAX, &v))
			return false;
		*into[i] = (int)v;
	}
	s->code = s->name = s->name_en = "";
	return !tag_size_wrong(s);
}
