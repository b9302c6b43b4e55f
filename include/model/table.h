/* table.h - a table for people, once described and then written as text, CSV, XLSX or PDF: a title, notes below it,
 * columns with kinds, rows, a line of totals. The words are given in the reader's language already.
 *
 *	t = table_new(a, _("Sales by day"), columns, COUNT(columns));
 *	table_note(t, "2026-11");
 *	for each row: one table_text, table_int or table_null a column, in their order
 *	table_plain, table_csv here; files of all kinds by service/pages.h */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sbuf.h"

#define TABLE_COLUMNS_MAX 40
#define TABLE_NOTES_MAX 8
#define TABLE_ROWS_MAX 200000 /* rows beyond are not kept, and table_full says so */

enum table_type {
	TABLE_TEXT,
	TABLE_NUMBER,  /* a count */
	TABLE_QTY,     /* thousandths */
	TABLE_MONEY,   /* minor units */
	TABLE_PERCENT, /* basis points */
	TABLE_DAY,     /* yyyymmdd */
	TABLE_TIME,    /* UTC milliseconds, shown in the shop's zone */
	TABLE_TYPES
};

/* sum: its total stands in the last line (NUMBER, QTY, MONEY only). */
struct table_column { const char *words; enum table_type type; bool sum; };
struct table_cell { bool known; int64_t value; const char *text; }; /* text: of TABLE_TEXT, cleaned; else "" */

struct table {
	struct arena *arena;
	const char *title;
	const char *notes[TABLE_NOTES_MAX];
	int note_count;
	const struct table_column *columns; /* the caller's: they live as long as the table */
	int column_count;
	struct table_cell *cells;           /* column_count a row */
	int rows, room;
	int column;                         /* the next cell's */
	bool full;
	int exponent;                       /* decimals of the shop's money */
	const char *total_words;            /* in the first column of the last line; NULL: no line of totals */
};

struct table *table_new(struct arena *a, const char *title, const struct table_column *columns, int count);
/* A line below the title: the day, the shop, what was chosen. More than TABLE_NOTES_MAX are passed over. */
void table_note(struct table *t, const char *text);
/* The next cell. table_text for TABLE_TEXT only, table_int for all others, table_null for any. */
void table_text(struct table *t, const char *text);
void table_int(struct table *t, int64_t value);
void table_null(struct table *t);
/* A line of totals at the end, `words` before its sums. A sum that does not fit is left out. */
void table_totals(struct table *t, const char *words);

/* A cell as people read it: "12.30", "1.258", "12.5%", "2026-11-21", "2026-11-21 18:42:07"; "" unknown. */
const char *table_cell_text(const struct table *t, struct arena *a, int row, int column);
/* The sum of a column; false when it has none. */
bool table_sum(const struct table *t, int column, int64_t *sum);
bool table_to_the_right(enum table_type type);

/* Aligned columns for a terminal or a mail; a newline ends each line. */
void table_plain(const struct table *t, struct sbuf *out);
/* CSV for a spreadsheet: a byte-order mark (without it some take UTF-8 for a national code), one line of headings, the
 * rows, CR LF at their ends. No title and no totals: it is data. A text that a spreadsheet would run as a formula is
 * marked as text (base/csv.h). */
void table_csv(const struct table *t, struct sbuf *out);

/* As one text for the program that makes files of it, and back; ERR_INVALID for a text that table_pack did not make.
 * That program knows neither the shop's zone nor its money: a time comes out as if the shop's zone were UTC, and the
 * decimals stand in exponent. */
void table_pack(const struct table *t, struct sbuf *out);
enum err table_unpack(struct arena *a, const char *text, struct table **out) MUST_CHECK;

#endif
