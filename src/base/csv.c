/* csv.c - RFC 4180 records, read and written. */
#include "base/csv.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

/* Counts the separators of the first line outside quotes; the commonest wins, the comma on a tie. */
static char find_separator(const char *at, const char *end)
{
	static const char kinds[] = { ',', '\t', ';' };
	int count[sizeof kinds] = { 0 };
	bool quoted = false;
	size_t i, best = 0;

	for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
		if (*at == '"')
			quoted = !quoted;
		for (i = 0; i < sizeof kinds && !quoted; i++)
			count[i] += *at == kinds[i];
	}
	for (i = 1; i < sizeof kinds; i++)
		if (count[i] > count[best])
			best = i;
	return kinds[best];
}

enum err csv_open(struct csv *c, struct arena *a, const char *bytes, size_t n)
{
	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		n -= 3;
	}
	if (n && memchr(bytes, '\0', n)) /* UTF-16, or no text at all */
		return ERR_INVALID;
	if (!utf8_valid(bytes, n)) {
		char *text;
		enum err err = utf8_from_gb18030(a, bytes, n, &text, &n);

		if (err)
			return err;
		bytes = text;
	}
	c->at = bytes;
	c->end = bytes + n;
	c->separator = find_separator(c->at, c->end);
	c->line = 1;
	return OK;
}

/* Steps over a line end (LF, CRLF or CR) when one is here. */
static bool line_end(struct csv *c)
{
	if (c->at == c->end || (*c->at != '\n' && *c->at != '\r'))
		return false;
	if (*c->at == '\r' && c->at + 1 < c->end && c->at[1] == '\n')
		c->at++;
	c->at++;
	c->line++;
	return true;
}

/* A field in quotes, the opening one already passed; NULL when it is never closed or goes on
 * after its closing quote. */
static const char *quoted(struct csv *c, struct arena *a)
{
	const char *start = c->at;
	char *text, *out;

	while (c->at < c->end && (*c->at != '"' || (c->at + 1 < c->end && c->at[1] == '"')))
		c->at += *c->at == '"' ? 2 : 1;
	if (c->at == c->end)
		return NULL;
	text = out = arena_alloc(a, (size_t)(c->at - start) + 1);
	for (; start < c->at; start++) {
		*out++ = *start;
		if (*start == '"')
			start++;
		else if (*start == '\n' || (*start == '\r' && start[1] != '\n'))
			c->line++;
	}
	c->at++;
	return c->at == c->end || *c->at == c->separator || *c->at == '\n' || *c->at == '\r' ? text : NULL;
}

static const char *plain(struct csv *c, struct arena *a)
{
	const char *start = c->at;

	while (c->at < c->end && *c->at != c->separator && *c->at != '\n' && *c->at != '\r')
		c->at++;
	return arena_strndup(a, start, (size_t)(c->at - start));
}

enum err csv_next(struct csv *c, struct arena *a, struct csv_field *fields, int *count, int *line)
{
	int n = 0;

	*count = 0;
	while (line_end(c))
		continue;
	*line = c->line;
	if (c->at == c->end)
		return OK;
	for (;;) {
		struct csv_field *f = &fields[n];

		*line = c->line;
		if (n == CSV_FIELDS_MAX)
			break;
		f->line = c->line;
		f->column = ++n;
		if (c->at < c->end && *c->at == '"') {
			c->at++;
			f->text = quoted(c, a);
		} else {
			f->text = plain(c, a);
		}
		if (!f->text)
			break;
		if (c->at == c->end || line_end(c)) {
			*count = n;
			*line = fields[0].line;
			return OK;
		}
		c->at++;
	}
	c->at = c->end; /* what follows a broken record has no known beginning */
	return ERR_INVALID;
}

static bool plain_number(const char *s)
{
	size_t whole, part = 0;

	s += *s == '+' || *s == '-';
	whole = strspn(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = strspn(s + 1, "0123456789");
		s += 1 + part;
	}
	return whole + part > 0 && !*s;
}

void csv_put(struct sbuf *out, const char *text)
{
	bool formula = *text && strchr("=+-@\t\r", *text) && !plain_number(text);
	size_t n = strlen(text);
	bool quote = strpbrk(text, ",;\"\t\r\n") || (n && (text[0] == ' ' || text[n - 1] == ' '));

	if (quote)
		sbuf_putc(out, '"');
	if (formula)
		sbuf_putc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			sbuf_putc(out, '"');
		sbuf_putc(out, *text);
	}
	if (quote)
		sbuf_putc(out, '"');
}
