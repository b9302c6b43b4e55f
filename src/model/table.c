/* table.c - see model/table.h. The packed form is lines; a letter says what a line is:
 *   table 1            which form this is
 *   T title, N note    texts to the end of the line
 *   E 2                decimals of the money
 *   C type sum words   a column: two digits and its heading
 *   R cell TAB cell    a row: '-' unknown, '=' and a text, or a number
 *   S words            there is a line of totals
 * Texts are cleaned when they come in, so they hold neither TAB nor newline. */
#include "model/table.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/utf8.h"
#include "model/money.h"

#define FIRST_LINE "table 1\n"
#define PLAIN_GAP 2     /* blanks between two columns */
#define BOM "\xEF\xBB\xBF"

struct table *table_new(struct arena *a, const char *title, const struct table_column *columns, int count)
{
	struct table *t = arena_new(a, struct table);

	assert(count > 0 && count <= TABLE_COLUMNS_MAX);
	*t = (struct table){ .arena = a, .title = utf8_clean(a, title), .columns = columns, .column_count = count,
		.exponent = money_exponent() };
	return t;
}

void table_note(struct table *t, const char *text)
{
	if (t->note_count < TABLE_NOTES_MAX)
		t->notes[t->note_count++] = utf8_clean(t->arena, text);
}

static void make_room(struct table *t)
{
	int room = t->room ? t->room * 2 : 64;
	size_t wide = (size_t)t->column_count;
	struct table_cell *more = arena_array(t->arena, (size_t)room * wide, sizeof *more);

	if (t->rows)
		memcpy(more, t->cells, (size_t)t->rows * wide * sizeof *more);
	t->cells = more;
	t->room = room;
}

/* A row counts when its last cell is there; one beyond the limit is not kept. */
static void put(struct table *t, struct table_cell cell)
{
	if (t->rows == TABLE_ROWS_MAX) {
		t->full = true;
		return;
	}
	if (t->rows == t->room)
		make_room(t);
	t->cells[t->rows * t->column_count + t->column++] = cell;
	if (t->column == t->column_count) {
		t->column = 0;
		t->rows++;
	}
}

void table_text(struct table *t, const char *text)
{
	assert(t->columns[t->column].type == TABLE_TEXT);
	put(t, (struct table_cell){ .known = true, .text = utf8_clean(t->arena, text ? text : "") });
}

void table_int(struct table *t, int64_t value)
{
	assert(t->columns[t->column].type != TABLE_TEXT);
	put(t, (struct table_cell){ .known = true, .value = value, .text = "" });
}

void table_null(struct table *t)
{
	put(t, (struct table_cell){ .text = "" });
}

void table_totals(struct table *t, const char *words)
{
	t->total_words = utf8_clean(t->arena, words);
}

bool table_sum(const struct table *t, int column, int64_t *sum)
{
	const struct table_column *c = &t->columns[column];

	*sum = 0;
	if (!c->sum || (c->type != TABLE_NUMBER && c->type != TABLE_QTY && c->type != TABLE_MONEY))
		return false;
	for (int r = 0; r < t->rows; r++)
		if (__builtin_add_overflow(*sum, t->cells[r * t->column_count + column].value, sum))
			return false;
	return true;
}

bool table_to_the_right(enum table_type type)
{
	return type == TABLE_NUMBER || type == TABLE_QTY || type == TABLE_MONEY || type == TABLE_PERCENT;
}

static const char *percent_text(struct arena *a, int64_t bp)
{
	const char *sign = bp < 0 ? "-" : "";
	uint64_t n = bp < 0 ? -(uint64_t)bp : (uint64_t)bp;

	if (n % 100 == 0)
		return arena_printf(a, "%s%" PRIu64 "%%", sign, n / 100);
	return arena_printf(a, n % 10 == 0 ? "%s%" PRIu64 ".%" PRIu64 "%%" : "%s%" PRIu64 ".%02" PRIu64 "%%", sign,
		n / 100, n % 10 == 0 ? n % 100 / 10 : n % 100);
}

static const char *value_text(struct arena *a, enum table_type type, int64_t v)
{
	switch (type) {
	case TABLE_QTY: return qty_text(a, v);
	case TABLE_MONEY: return money_text(a, v);
	case TABLE_PERCENT: return percent_text(a, v);
	case TABLE_DAY:
		return arena_printf(a, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, v / 10000, v / 100 % 100, v % 100);
	case TABLE_TIME: return clock_text(a, v);
	case TABLE_TEXT:
	case TABLE_NUMBER:
	case TABLE_TYPES: break;
	}
	return arena_printf(a, "%" PRId64, v);
}

const char *table_cell_text(const struct table *t, struct arena *a, int row, int column)
{
	const struct table_cell *c = &t->cells[row * t->column_count + column];

	if (!c->known)
		return "";
	return t->columns[column].type == TABLE_TEXT ? c->text : value_text(a, t->columns[column].type, c->value);
}

/* --- text ------------------------------------------------------------------------------------- */

/* What stands in the line of totals at a column. */
static const char *total_text(const struct table *t, struct arena *a, int column)
{
	int64_t sum;

	if (table_sum(t, column, &sum))
		return value_text(a, t->columns[column].type, sum);
	return column == 0 ? t->total_words : "";
}

static const char *heading(const struct table *t, int column)
{
	return t->columns[column].words;
}

static void plain_cell(const struct table *t, struct sbuf *out, int column, int width, int *owed, const char *text)
{
	int gap = width - utf8_width(text);
	bool right = table_to_the_right(t->columns[column].type);

	*owed += (column ? PLAIN_GAP : 0) + (right ? gap : 0);
	if (*text) {
		for (; *owed > 0; --*owed)
			sbuf_putc(out, ' ');
		sbuf_puts(out, text);
	}
	*owed += right ? 0 : gap;
}

static void plain_rule(const struct table *t, struct sbuf *out, const int *widths)
{
	int n = PLAIN_GAP * (t->column_count - 1);

	for (int c = 0; c < t->column_count; c++)
		n += widths[c];
	for (; n > 0; n--)
		sbuf_putc(out, '-');
	sbuf_putc(out, '\n');
}

static void measure(const struct table *t, struct arena *a, int *widths)
{
	for (int c = 0; c < t->column_count; c++) {
		int w = t->total_words ? utf8_width(total_text(t, a, c)) : 0, head = utf8_width(heading(t, c));

		widths[c] = w > head ? w : head;
		for (int r = 0; r < t->rows; r++) {
			w = utf8_width(table_cell_text(t, a, r, c));
			widths[c] = w > widths[c] ? w : widths[c];
			arena_clear(a);
		}
	}
}

void table_plain(const struct table *t, struct sbuf *out)
{
	struct arena a = ARENA_INIT;
	int widths[TABLE_COLUMNS_MAX], owed = 0;

	measure(t, &a, widths);
	sbuf_printf(out, "%s\n", t->title);
	for (int i = 0; i < t->note_count; i++)
		sbuf_printf(out, "%s\n", t->notes[i]);
	sbuf_putc(out, '\n');
	for (int c = 0; c < t->column_count; c++)
		plain_cell(t, out, c, widths[c], &owed, heading(t, c));
	sbuf_putc(out, '\n');
	plain_rule(t, out, widths);
	for (int r = 0; r < t->rows; r++) {
		owed = 0;
		for (int c = 0; c < t->column_count; c++)
			plain_cell(t, out, c, widths[c], &owed, table_cell_text(t, &a, r, c));
		sbuf_putc(out, '\n');
		arena_clear(&a);
	}
	if (t->total_words) {
		plain_rule(t, out, widths);
		owed = 0;
		for (int c = 0; c < t->column_count; c++)
			plain_cell(t, out, c, widths[c], &owed, total_text(t, &a, c));
		sbuf_putc(out, '\n');
	}
	arena_release(&a);
}

/* --- CSV -------------------------------------------------------------------------------------- */

void table_csv(const struct table *t, struct sbuf *out)
{
	struct arena a = ARENA_INIT;

	sbuf_puts(out, BOM);
	for (int r = -1; r < t->rows; r++) {
		for (int c = 0; c < t->column_count; c++) {
			if (c)
				sbuf_putc(out, ',');
			csv_put(out, r < 0 ? heading(t, c) : table_cell_text(t, &a, r, c));
		}
		sbuf_puts(out, "\r\n");
		arena_clear(&a);
	}
	arena_release(&a);
}

/* --- packed ----------------------------------------------------------------------------------- */

static int64_t packed_value(enum table_type type, int64_t value)
{
	return type == TABLE_TIME ? value + (int64_t)clock_zone_offset_s(value) * 1000 : value;
}

void table_pack(const struct table *t, struct sbuf *out)
{
	sbuf_puts(out, FIRST_LINE);
	sbuf_printf(out, "T%s\nE%d\n", t->title, t->exponent);
	for (int i = 0; i < t->note_count; i++)
		sbuf_printf(out, "N%s\n", t->notes[i]);
	for (int c = 0; c < t->column_count; c++)
		sbuf_printf(out, "C%d%d%s\n", (int)t->columns[c].type, t->columns[c].sum,
			utf8_clean(t->arena, heading(t, c)));
	for (int i = 0; i < t->rows * t->column_count; i++) {
		const struct table_cell *cell = &t->cells[i];
		bool first = i % t->column_count == 0;

		sbuf_putc(out, first ? 'R' : '\t');
		if (!cell->known)
			sbuf_putc(out, '-');
		else if (t->columns[i % t->column_count].type == TABLE_TEXT)
			sbuf_printf(out, "=%s", cell->text);
		else
			sbuf_printf(out, "#%" PRId64, packed_value(t->columns[i % t->column_count].type, cell->value));
		if (i % t->column_count == t->column_count - 1)
			sbuf_putc(out, '\n');
	}
	if (t->total_words)
		sbuf_printf(out, "S%s\n", t->total_words);
}

/* The columns stand at the beginning, before the first row. */
static enum err unpack_columns(struct arena *a, const char *text, struct table_column *columns, int *count)
{
	const char *words;

	*count = 0;
	for (; *text && *text != 'R' && *text != 'S'; text += strcspn(text, "\n"), text += *text == '\n') {
		if (*text != 'C')
			continue;
		if (*count == TABLE_COLUMNS_MAX || text[1] < '0' || text[1] >= '0' + TABLE_TYPES ||
		    (text[2] != '0' && text[2] != '1'))
			return ERR_INVALID;
		words = utf8_clean(a, arena_strndup(a, text + 3, strcspn(text + 3, "\n")));
		columns[(*count)++] = (struct table_column){ words, (enum table_type)(text[1] - '0'), text[2] == '1' };
	}
	return *count ? OK : ERR_INVALID;
}

static enum err unpack_cell(struct table *t, const char *cell)
{
	bool is_text = t->columns[t->column].type == TABLE_TEXT;
	char *end;
	int64_t value;

	if (strcmp(cell, "-") == 0) {
		table_null(t);
		return OK;
	}
	if (*cell == '=' && is_text) {
		table_text(t, cell + 1);
		return OK;
	}
	errno = 0;
	value = strtoll(*cell ? cell + 1 : cell, &end, 10);
	if (*cell != '#' || is_text || !cell[1] || *end || errno)
		return ERR_INVALID;
	table_int(t, value);
	return OK;
}

static enum err unpack_row(struct arena *a, struct table *t, const char *line)
{
	enum err e = OK;
	int cells = 0;

	for (bool more = true; more && e == OK; cells++) {
		size_t n = strcspn(line, "\t");

		more = line[n] == '\t';
		if (cells == t->column_count || t->rows == TABLE_ROWS_MAX)
			return ERR_INVALID;
		e = unpack_cell(t, arena_strndup(a, line, n));
		line += n + more;
	}
	return e == OK && cells != t->column_count ? ERR_INVALID : e;
}

static enum err unpack_line(struct arena *a, struct table *t, const char *line)
{
	switch (*line) {
	case 'T':
		t->title = utf8_clean(a, line + 1);
		return OK;
	case 'E':
		if (line[1] < '0' || line[1] > '3' || line[2])
			return ERR_INVALID;
		t->exponent = line[1] - '0';
		return OK;
	case 'N':
		table_note(t, line + 1);
		return OK;
	case 'C':
		return t->rows ? ERR_INVALID : OK; /* read already */
	case 'R':
		return unpack_row(a, t, line + 1);
	case 'S':
		table_totals(t, line + 1);
		return OK;
	default:
		return ERR_INVALID;
	}
}

enum err table_unpack(struct arena *a, const char *text, struct table **out)
{
	struct table_column *columns = arena_array(a, TABLE_COLUMNS_MAX, sizeof *columns);
	int count;
	enum err e;

	if (strncmp(text, FIRST_LINE, strlen(FIRST_LINE)) != 0)
		return ERR_INVALID;
	text += strlen(FIRST_LINE);
	e = unpack_columns(a, text, columns, &count);
	if (e != OK)
		return e;
	*out = table_new(a, "", columns, count);
	while (*text && e == OK) {
		size_t n = strcspn(text, "\n");

		e = text[n] == '\n' ? unpack_line(a, *out, arena_strndup(a, text, n)) : ERR_INVALID;
		text += n + (text[n] == '\n');
	}
	return e;
}
