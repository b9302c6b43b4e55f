/* sums.c - see sums.h. A year of them is read for one report, so numbers are made and read by hand. */
#include "model/sums.h"

#include <string.h>

#include "base/arena.h"

#define NUMBER_MAX 20 /* a sign and 19 digits */
#define FIELDS 4

/* --- writing ----------------------------------------------------------------------------------- */

static char *put(char *at, int64_t v, char end)
{
	char digits[NUMBER_MAX];
	uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
	int n = 0;

	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (v < 0)
		*at++ = '-';
	while (n)
		*at++ = digits[--n];
	*at++ = end;
	return at;
}

char *sums_write(struct arena *a, const struct sum_row *list, int n)
{
	char *text = arena_alloc(a, (size_t)n * FIELDS * (NUMBER_MAX + 1) + 1), *at = text;
	int64_t before = 0;

	for (int i = 0; i < n; i++) {
		at = put(at, (int64_t)((uint64_t)list[i].key - (uint64_t)before), ' ');
		at = put(at, list[i].times, ' ');
		at = put(at, list[i].qty_milli, ' ');
		at = put(at, list[i].amount_minor, ';');
		before = list[i].key;
	}
	*at = '\0';
	return text;
}

/* --- reading ----------------------------------------------------------------------------------- */

/* A number up to the character that ends it, as put writes it; NULL when it is none. */
static const char *get(const char *at, char end, int64_t *v)
{
	bool minus = *at == '-';
	const char *first = at += minus;
	uint64_t n = 0;

	for (; *at >= '0' && *at <= '9'; at++)
		if (at - first >= NUMBER_MAX - 1)
			return NULL;
		else
			n = n * 10 + (uint64_t)(*at - '0');
	if (at == first || *at != end || (*first == '0' && (at - first > 1 || minus)) || n > INT64_MAX)
		return NULL;
	*v = minus ? -(int64_t)n : (int64_t)n;
	return at + 1;
}

static int rows_in(const char *text)
{
	int n = 0;

	for (const char *at = strchr(text, ';'); at; at = strchr(at + 1, ';'))
		n++;
	return n;
}

bool sums_read(struct arena *a, const char *text, struct sum_row **list, int *n)
{
	int64_t before = 0, step = 0;
	struct sum_row *row;

	*n = 0;
	/* One more: it is begun before its end is missed. */
	row = *list = arena_array(a, (size_t)rows_in(text) + 1, sizeof *row);
	for (; *text; row++, (*n)++) {
		text = get(text, ' ', &step);
		text = text ? get(text, ' ', &row->times) : NULL;
		text = text ? get(text, ' ', &row->qty_milli) : NULL;
		text = text ? get(text, ';', &row->amount_minor) : NULL;
		if (!text || (*n > 0 && (step < 1 || before > INT64_MAX - step)))
			return false;
		row->key = before += step;
	}
	return true;
}
