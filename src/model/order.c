/* order.c - see order_int.h. */
#include "order_int.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/tag_size.h"

/* One line as its fields, cut in place; -1 when there are too many. */
static int split(char *line, char *fields[ORDER_FIELDS_MAX])
{
	int n = 0;

	for (;;) {
		char *tab = strchr(line, '\t');

		if (n == ORDER_FIELDS_MAX)
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

static bool take_size(char **fields, int n, struct tag_size *s)
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

int order_room(const struct order_form *form, const char *text)
{
	int lines = 0;

	if (strncmp(text, form->first, strlen(form->first)) != 0)
		return -1;
	for (text += strlen(form->first); *text; text++)
		lines += *text == '\n';
	return lines <= TAG_ORDER_MAX + 2 ? lines : -1;
}

bool order_read(const struct order_form *form, struct arena *a, const char *text, struct tag_size *size, void *order)
{
	int at = 0;

	for (text += strlen(form->first); *text; at++) {
		size_t bytes = strcspn(text, "\n");
		char *fields[ORDER_FIELDS_MAX];
		int n = text[bytes] == '\n' ? split(arena_strndup(a, text, bytes), fields) : -1;
		bool good;

		if (n < 1 || strcmp(fields[0], at == 0 ? "P" : at == 1 ? "O" : form->letter) != 0)
			return false;
		good = at == 0 ? take_size(fields, n, size) : at == 1 ? form->options(order, fields, n)
			: form->row(order, a, fields, n);
		if (!good)
			return false;
		text += bytes + 1;
	}
	return at > 2;
}
