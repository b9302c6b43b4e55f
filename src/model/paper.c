/* paper.c - values for templates, and the layout of lines on a paper of so many columns. */
#include "model/paper.h"

#include <assert.h>
#include <string.h>

#include "base/sbuf.h"
#include "base/utf8.h"
#include "paper_int.h"

struct field { const char *name, *text; struct field *next; };
struct list { const char *name; struct paper_record *first, *last; struct list *next; };
struct paper_record { struct field *fields; struct list *lists; struct paper_record *next; };

struct paper_record *paper_values_init(struct paper_values *v, struct arena *a)
{
	v->root = arena_new(a, struct paper_record);
	return v->root;
}

static struct field *field_of(const struct paper_record *r, const char *name)
{
	struct field *f;

	for (f = r->fields; f; f = f->next)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static struct list *list_of(const struct paper_record *r, const char *name)
{
	struct list *l;

	for (l = r->lists; l; l = l->next)
		if (strcmp(l->name, name) == 0)
			return l;
	return NULL;
}

void paper_set(struct paper_record *r, struct arena *a, const char *name, const char *text)
{
	struct field *f = field_of(r, name);

	if (!f) {
		f = arena_new(a, struct field);
		f->name = arena_strdup(a, name);
		f->next = r->fields;
		r->fields = f;
	}
	f->text = utf8_clean(a, text ? text : "");
}

struct paper_record *paper_append(struct paper_record *r, struct arena *a, const char *list)
{
	struct list *l = list_of(r, list);
	struct paper_record *fresh = arena_new(a, struct paper_record);

	if (!l) {
		l = arena_new(a, struct list);
		l->name = arena_strdup(a, list);
		l->next = r->lists;
		r->lists = l;
	}
	if (l->last)
		l->last->next = fresh;
	else
		l->first = fresh;
	l->last = fresh;
	return fresh;
}

const char *paper_field(const struct paper_record *r, const char *name)
{
	const struct field *f = field_of(r, name);

	return f && *f->text ? f->text : NULL;
}

const struct paper_record *paper_list(const struct paper_record *r, const char *name)
{
	const struct list *l = list_of(r, name);

	return l ? l->first : NULL;
}

const struct paper_record *paper_next(const struct paper_record *r)
{
	return r->next;
}

void canvas_init(struct canvas *c, struct arena *a, int columns)
{
	assert(columns >= PAPER_COLUMNS_MIN && columns <= PAPER_COLUMNS_MAX);
	*c = (struct canvas){ .a = a, .columns = columns };
}

static void put_line(struct canvas *c, struct paper_line line)
{
	if (c->count == PAPER_LINES_MAX) {
		c->full = true;
		return;
	}
	if (c->count == c->room) {
		int room = c->room ? c->room * 2 : 64;
		struct paper_line *more = arena_array(c->a, (size_t)room, sizeof *more);

		if (c->count)
			memcpy(more, c->lines, (size_t)c->count * sizeof *more);
		c->lines = more;
		c->room = room;
	}
	c->lines[c->count++] = line;
}

void canvas_put(struct canvas *c, enum paper_kind kind, const char *text)
{
	put_line(c, (struct paper_line){ .kind = kind, .text = text });
}

/* One text line that fits; spaces at its end are nothing a printer need be told. */
static void put_text(struct canvas *c, struct style style, const char *text, size_t n)
{
	while (n && text[n - 1] == ' ')
		n--;
	put_line(c, (struct paper_line){ .kind = PAPER_TEXT, .big = style.big, .bold = style.bold,
		.centred = style.centred, .text = arena_strndup(c->a, text, n) });
}

/* Bytes of `text` to put on one line: all that fits, but back to a space in its second half, so that
 * words stay whole where there are words. At least one character, or a narrow paper would never end. */
static size_t line_end(const char *text, int cols)
{
	size_t n = utf8_clip(text, cols, NULL), space;
	uint32_t cp;

	if (!text[n])
		return n;
	if (!n)
		return utf8_decode(text, strlen(text), &cp);
	for (space = n; space > n / 2; space--)
		if (text[space] == ' ')
			return space;
	return n;
}

void canvas_text(struct canvas *c, struct style style, const char *text)
{
	int cols = c->columns;
	size_t n;

	if (style.big && utf8_width(text) * 2 > c->columns)
		style = (struct style){ .bold = true, .centred = style.centred };
	if (style.big)
		cols /= 2;
	while (*text) {
		n = line_end(text, cols);
		put_text(c, style, text, n);
		for (text += n; *text == ' '; text++)
			;
	}
}

/* Text at a column of a line that is filled from the left. */
static void put_at(struct sbuf *line, int *at, int column, const char *text)
{
	for (; *at < column; ++*at)
		sbuf_putc(line, ' ');
	sbuf_puts(line, text);
	*at += utf8_width(text);
}

static void put_right(struct canvas *c, struct style style, int cols, const char *text)
{
	struct sbuf line = SBUF_INIT;
	int at = 0, width = utf8_width(text);

	if (width > cols) {
		canvas_text(c, style, text);
		return;
	}
	put_at(&line, &at, cols - width, text);
	put_text(c, style, sbuf_text(&line), line.len);
	sbuf_release(&line);
}

void canvas_split(struct canvas *c, struct style style, const char *left, const char *right)
{
	struct sbuf line = SBUF_INIT;
	int need = utf8_width(left) + 1 + utf8_width(right), cols = c->columns, at = 0;

	if (style.big && need * 2 > cols)
		style = (struct style){ .bold = true };
	if (style.big)
		cols /= 2;
	if (!*right || need > cols) {
		canvas_text(c, style, left);
		if (*right)
			put_right(c, style, cols, right);
		return;
	}
	put_at(&line, &at, 0, left);
	put_at(&line, &at, cols - utf8_width(right), right);
	put_text(c, style, sbuf_text(&line), line.len);
	sbuf_release(&line);
}

void canvas_rule(struct canvas *c, char fill)
{
	char *text = arena_alloc(c->a, (size_t)c->columns + 1);

	memset(text, fill, (size_t)c->columns);
	canvas_put(c, PAPER_RULE, text);
}

/* Where each cell after the first starts (start[i]), from the right edge leftwards: right-aligned cells
 * end at their column's edge, or one before the cell that borrowed room; left-aligned ones are clipped.
 * Answers the leftmost start: negative when the figures need more than the whole line, one beyond the
 * line when all cells are empty. */
static int place(const struct canvas *c, const struct column *columns, const char **cells, int n, int *start)
{
	int edge = c->columns, limit = c->columns, i;

	for (i = n - 1; i > 0; edge -= columns[i].width, i--) {
		int end = edge < limit ? edge : limit, from = edge - columns[i].width, room = end - from;

		if (!*cells[i])
			continue;
		if (columns[i].right)
			from = end - utf8_width(cells[i]);
		else
			cells[i] = arena_strndup(c->a, cells[i], utf8_clip(cells[i], room > 0 ? room : 0, NULL));
		start[i] = from;
		limit = from - 1;
	}
	return limit + 1;
}

/* The column where the first cell starts; -1 when it does not fit before `first`. */
static int place_first(const struct canvas *c, const struct column *columns, const char *cell, int n,
	int first)
{
	int edge = c->columns, width = utf8_width(cell), i;

	if (width >= first)
		return -1;
	if (!columns[0].right)
		return 0;
	for (i = 1; i < n; i++)
		edge -= columns[i].width;
	if (edge >= first)
		edge = first - 1;
	return edge > width ? edge - width : 0;
}

void canvas_row(struct canvas *c, struct style style, const struct column *columns, const char *const *cells,
	int n)
{
	struct sbuf line = SBUF_INIT;
	const char **cut = arena_array(c->a, (size_t)n, sizeof *cut);
	int *start = arena_array(c->a, (size_t)n, sizeof *start);
	int first, at = 0, i;

	memcpy(cut, cells, (size_t)n * sizeof *cut);
	first = place(c, columns, cut, n, start);
	start[0] = place_first(c, columns, cells[0], n, first);
	if (start[0] < 0)
		canvas_text(c, style, cells[0]);
	else if (*cells[0])
		put_at(&line, &at, start[0], cells[0]);
	for (i = 1; i < n; i++) {
		if (!*cut[i])
			continue;
		if (first < 0)
			put_right(c, style, c->columns, cut[i]);
		else
			put_at(&line, &at, start[i], cut[i]);
	}
	if (line.len)
		put_text(c, style, sbuf_text(&line), line.len);
	sbuf_release(&line);
}

char *paper_text(const struct paper *p, struct arena *a)
{
	struct sbuf out = SBUF_INIT;
	char *text;
	int i;

	for (i = 0; i < p->count; i++) {
		const struct paper_line *l = &p->lines[i];
		bool middle = l->centred || l->kind == PAPER_CODE128 || l->kind == PAPER_QR;
		int at = 0, pad = middle ? (p->columns - utf8_width(l->text)) / 2 : 0;

		if (l->kind == PAPER_CUT || l->kind == PAPER_DRAWER || l->kind == PAPER_LOGO)
			continue;
		put_at(&out, &at, *l->text ? pad : 0, l->text);
		sbuf_putc(&out, '\n');
	}
	text = arena_strdup(a, sbuf_text(&out));
	sbuf_release(&out);
	return text;
}
