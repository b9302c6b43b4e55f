/* out.c - one description of an answer, three forms of it. */
#include "cmd/out.h"

#include <assert.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/money.h"
#include "service/said.h"

#define CELLS_FIRST 256

struct out {
	struct arena *arena;
	struct arena row_arena;           /* texts of the row under way, where rows are not kept */
	FILE *to;
	enum out_format format;
	const char *section;              /* NULL: none open */
	bool record;
	const struct out_column *columns;
	int column_count;
	int column;                       /* the next cell's */
	int64_t rows;
	int sections;                     /* begun so far */
	bool lines;                       /* a line for people stands before the next section */
	bool nothing;
	json_t *row;                      /* OUT_JSON: the row under way */
	const char **cells;               /* OUT_TEXT: kept until the widths are known */
	size_t cell_count, cell_room;
};

struct out *out_new(struct arena *a, FILE *to, enum out_format format)
{
	struct out *o = arena_new(a, struct out);

	o->arena = a;
	o->to = to;
	o->format = format;
	return o;
}

enum out_format out_format(const struct out *o)
{
	return o->format;
}

/* --- values -------------------------------------------------------------------------------- */

static struct arena *cells_in(struct out *o)
{
	return o->format == OUT_TEXT ? o->arena : &o->row_arena;
}

static char *percent_text(struct arena *a, int64_t bp)
{
	if (bp % 100 == 0)
		return arena_printf(a, "%" PRId64, bp / 100);
	return arena_printf(a, bp % 10 == 0 ? "%" PRId64 ".%" PRId64 : "%" PRId64 ".%02" PRId64, bp / 100,
			    bp % 10 == 0 ? bp % 100 / 10 : bp % 100);
}

static char *value_text(struct out *o, enum out_type type, int64_t v)
{
	struct arena *a = cells_in(o);

	switch (type) {
	case OUT_MONEY: return money_text(a, v);
	case OUT_QTY: return qty_text(a, v);
	case OUT_PERCENT: return percent_text(a, v);
	case OUT_TIME: return o->format == OUT_TEXT ? clock_text(a, v) : clock_iso(a, v);
	case OUT_DAY:
		return arena_printf(a, "%04" PRId64 "-%02" PRId64 "-%02" PRId64, v / 10000, v / 100 % 100, v % 100);
	case OUT_YES:
		if (o->format == OUT_TEXT)
			return arena_strdup(a, v ? _("yes") : _("no"));
		return arena_strdup(a, v ? "yes" : "no");
	case OUT_STRING:
	case OUT_ID:
	case OUT_NUMBER:
		break;
	}
	return arena_printf(a, "%" PRId64, v);
}

/* JSON writes the first 32 control characters as digits, but DEL and U+0080 to U+009F as they are: a terminal may
 * obey them. */
static bool steers(const char *s)
{
	uint32_t cp;

	for (size_t n = strlen(s), used; n; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (cp >= 0x7F && cp <= 0x9F)
			return true;
	}
	return false;
}

static json_t *json_text(struct out *o, const char *text)
{
	json_t *j = steers(text) ? NULL : json_string(text); /* NULL too for what is no UTF-8 */

	return j ? j : json_string(utf8_clean(cells_in(o), text));
}

/* --- rows ---------------------------------------------------------------------------------- */

static void print_json(struct out *o, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

	if (!text)
		abort(); /* out of memory: everything in it was checked */
	fputs(text, o->to);
	free(text);
	json_decref(value);
}

static void row_begin(struct out *o)
{
	assert(o->section && (!o->record || o->rows == 0));
	if (o->format == OUT_JSON)
		o->row = json_object();
}

static void row_end(struct out *o)
{
	if (o->format == OUT_JSON) {
		if (!o->record)
			fputs(o->rows ? ",\n" : "\n", o->to);
		print_json(o, o->row);
		o->row = NULL;
	} else if (o->format == OUT_TSV) {
		fputc('\n', o->to);
	}
	arena_clear(&o->row_arena);
	o->column = 0;
	o->rows++;
}

static void keep_cell(struct out *o, const char *text)
{
	if (o->cell_count == o->cell_room) {
		size_t room = o->cell_room ? o->cell_room * 2 : CELLS_FIRST;
		const char **more = arena_array(o->arena, room, sizeof *more);

		if (o->cell_count)
			memcpy(more, o->cells, o->cell_count * sizeof *more);
		o->cells = more;
		o->cell_room = room;
	}
	o->cells[o->cell_count++] = text;
}

/* One cell in the form's own way; json is taken over. */
static void cell(struct out *o, const char *text, json_t *json)
{
	if (o->column == 0)
		row_begin(o);
	if (o->format == OUT_JSON)
		json_object_set_new(o->row, o->columns[o->column].name, json);
	else if (o->format == OUT_TSV)
		fprintf(o->to, "%s%s", o->column ? "\t" : "", text);
	else
		keep_cell(o, text);
	if (++o->column == o->column_count)
		row_end(o);
}

void out_text(struct out *o, const char *text)
{
	assert(o->section && o->columns[o->column].type == OUT_STRING);
	text = text ? text : "";
	if (o->format == OUT_JSON)
		cell(o, NULL, json_text(o, text));
	else
		cell(o, utf8_clean(cells_in(o), text), NULL); /* a name must not steer the terminal */
}

void out_int(struct out *o, int64_t v)
{
	enum out_type type = o->columns[o->column].type;
	json_t *json = NULL;

	assert(o->section && type != OUT_STRING);
	if (o->format == OUT_JSON)
		json = type == OUT_NUMBER ? json_integer(v) : type == OUT_YES ? json_boolean(v != 0)
			: json_text(o, value_text(o, type, v));
	cell(o, o->format == OUT_JSON ? NULL : value_text(o, type, v), json);
}

void out_null(struct out *o)
{
	assert(o->section);
	cell(o, o->format == OUT_TEXT ? "-" : "", o->format == OUT_JSON ? json_null() : NULL);
}

void out_day(struct out *o, int32_t day)
{
	if (day)
		out_int(o, day);
	else
		out_null(o);
}

/* --- text: widths are known when the section ends -------------------------------------------- */

static bool to_the_right(enum out_type type)
{
	return type == OUT_NUMBER || type == OUT_MONEY || type == OUT_QTY || type == OUT_PERCENT;
}

static void pad(struct out *o, int n)
{
	for (; n > 0; n--)
		fputc(' ', o->to);
}

#define WIDE_MAX 60 /* columns; a wider cell pushes its own row aside, not all others */

/* No blanks at the end of a line: what is not filled is not there. What a wide cell took too much is made up for by
 * the gaps behind it, of which two blanks stay. */
static void print_table_row(struct out *o, const char *const *cells, const int *widths, size_t n)
{
	int owed = 0;

	for (size_t i = 0; i < n; i++) {
		int gap = widths[i] - utf8_width(cells[i]);
		bool right = to_the_right(o->columns[i].type);

		owed += (i ? 2 : 0) + (right ? gap : 0);
		if (*cells[i]) {
			int blanks = i && owed < 2 ? 2 : owed;

			pad(o, blanks);
			fputs(cells[i], o->to);
			owed -= blanks;
		}
		owed += right ? 0 : gap;
	}
	fputc('\n', o->to);
}

static void print_table(struct out *o)
{
	const char *heads[OUT_COLUMNS_MAX];
	int widths[OUT_COLUMNS_MAX] = { 0 };
	size_t n = (size_t)o->column_count;

	for (size_t i = 0; i < n; i++) {
		heads[i] = _(o->columns[i].words);
		widths[i] = utf8_width(heads[i]);
	}
	for (size_t i = 0; i < o->cell_count; i++) {
		int w = utf8_width(o->cells[i]);

		if (w > widths[i % n] && w <= WIDE_MAX)
			widths[i % n] = w;
	}
	print_table_row(o, heads, widths, n);
	for (size_t i = 0; i < o->cell_count; i += n)
		print_table_row(o, o->cells + i, widths, n);
}

static void print_record(struct out *o)
{
	int widest = 0;

	for (int i = 0; i < o->column_count; i++) {
		int w = utf8_width(_(o->columns[i].words));

		widest = w > widest ? w : widest;
	}
	for (int i = 0; i < o->column_count && (size_t)i < o->cell_count; i++) {
		const char *words = _(o->columns[i].words);

		fputs(words, o->to);
		if (*o->cells[i])
			pad(o, widest + 2 - utf8_width(words));
		fprintf(o->to, "%s\n", o->cells[i]);
	}
}

/* --- sections ------------------------------------------------------------------------------ */

static void section_close(struct out *o)
{
	if (!o->section)
		return;
	assert(o->column == 0 && (!o->record || o->rows == 1));
	if (o->format == OUT_TEXT) {
		if (o->record)
			print_record(o);
		else
			print_table(o);
		o->cell_count = 0;
	} else if (o->format == OUT_JSON && !o->record) {
		fputs(o->rows ? "\n]" : "]", o->to);
	}
	o->section = NULL;
}

/* What stands before the next member or table. */
static void section_gap(struct out *o, const char *name)
{
	if (o->format == OUT_JSON)
		fprintf(o->to, "%s\"%s\":", o->sections ? ",\n" : "{", name);
	else if (o->sections || o->lines)
		fputc('\n', o->to);
	o->sections++;
}

void out_line(struct out *o, const char *text)
{
	if (o->format != OUT_TEXT)
		return;
	section_close(o);
	fprintf(o->to, "%s\n", utf8_clean(&o->row_arena, text));
	arena_clear(&o->row_arena);
	o->lines = true;
}

void out_nothing(struct out *o)
{
	o->nothing = true;
}

static void section_open(struct out *o, const char *name, const struct out_column *columns, int count, bool record)
{
	assert(count > 0 && count <= OUT_COLUMNS_MAX);
	section_close(o);
	section_gap(o, name);
	o->section = name;
	o->record = record;
	o->columns = columns;
	o->column_count = count;
	o->column = 0;
	o->rows = 0;
	if (o->format == OUT_JSON && !record)
		fputc('[', o->to);
	for (int i = 0; o->format == OUT_TSV && i < count; i++)
		fprintf(o->to, "%s%s", columns[i].name, i + 1 < count ? "\t" : "\n");
}

void out_table(struct out *o, const char *name, const struct out_column *columns, int count)
{
	section_open(o, name, columns, count, false);
}

void out_record(struct out *o, const char *name, const struct out_column *columns, int count)
{
	section_open(o, name, columns, count, true);
}

void out_said(struct out *o, const struct said *said)
{
	char *text = utf8_clean(o->arena, said_text(o->arena, said));

	if (said->id == MSG_NONE)
		return;
	section_close(o);
	if (o->format == OUT_TSV)
		return;
	section_gap(o, "said");
	if (o->format == OUT_TEXT)
		fprintf(o->to, "%s\n", text);
	else
		print_json(o, json_pack("{s:s, s:o}", "name", said_name(said), "text", json_text(o, text)));
}

void out_flush(struct out *o)
{
	section_close(o);
	fflush(o->to);
}

bool out_begun(const struct out *o)
{
	return o->sections > 0 || o->lines;
}

void out_error(FILE *to, const char *name, const char *text)
{
	struct arena a = ARENA_INIT;
	json_t *line = json_pack("{s:s, s:s}", "error", name, "text", utf8_clean(&a, text));

	if (!line || json_dumpf(line, to, JSON_COMPACT) != 0 || fputc('\n', to) == EOF)
		abort();
	json_decref(line);
	arena_release(&a);
}

enum err out_end(struct out *o)
{
	section_close(o);
	if (o->format == OUT_JSON && !o->nothing)
		fputs(o->sections ? "}\n" : "{}\n", o->to);
	arena_release(&o->row_arena);
	return fflush(o->to) != 0 || ferror(o->to) ? ERR_IO : OK;
}
