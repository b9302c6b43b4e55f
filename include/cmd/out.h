/* out.h - what a command answers on stdout, in one of three forms from one description:
 * text   for people: translated headings, aligned columns, local times
 * tsv    for pipes: one heading line of stable names per table, a TAB between, an empty line between tables
 * json   for programs: one object, a member per table (array of objects) or record (object)
 * In tsv and json names never change and nothing is translated. In json ids are strings, money and
 * quantities decimal strings, times ISO 8601 with offset, days "2026-11-21", what is unknown null. */
#ifndef CMD_OUT_H
#define CMD_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "service/shop.h"

enum out_format { OUT_TEXT, OUT_TSV, OUT_JSON };

enum out_type {
	OUT_STRING,
	OUT_ID,      /* int64_t */
	OUT_NUMBER,  /* int64_t, a count */
	OUT_MONEY,   /* minor units */
	OUT_QTY,     /* thousandths */
	OUT_PERCENT, /* basis points, as "12.5" */
	OUT_TIME,    /* UTC milliseconds */
	OUT_DAY,     /* yyyymmdd */
	OUT_YES      /* 0 or 1 */
};

#define OUT_COLUMNS_MAX 32

/* name: stable, for tsv and json; words: N_() heading for people. */
struct out_column { const char *name, *words; enum out_type type; };

struct out;
struct out *out_new(struct arena *a, FILE *to, enum out_format format);
enum out_format out_format(const struct out *o);

/* Opens a table (any number of rows) or a record (one row, shown as a list of its own in text). The
 * columns must live until out_end. What was open before is closed. */
#define COUNT(columns) ((int)(sizeof(columns) / sizeof *(columns)))
void out_table(struct out *o, const char *name, const struct out_column *columns, int count);
void out_record(struct out *o, const char *name, const struct out_column *columns, int count);
/* The next cell, in the order of the columns; the row ends with the last. out_text for OUT_STRING only,
 * out_int for all others; out_null for any ("-" in text); out_day: a day, 0 none. */
void out_text(struct out *o, const char *text);
void out_int(struct out *o, int64_t v);
void out_null(struct out *o);
void out_day(struct out *o, int32_t day);
/* A sentence about what was done: a line in text, {"said": {"name", "text"}} in json, nothing in tsv. */
void out_said(struct out *o, const struct said *said);
/* A line for people among the sections; nothing in the other forms. */
void out_line(struct out *o, const char *text);
/* The command wrote its own form (a CSV file): out_end adds nothing. */
void out_nothing(struct out *o);
/* Ends the open table or record and sends what there is: before something else is told on another way. */
void out_flush(struct out *o);
/* Was anything put out? */
bool out_begun(const struct out *o);
/* One line {"error": name, "text": text}. */
void out_error(FILE *to, const char *name, const char *text);
/* Ends the whole answer; ERR_IO when it could not be written. */
enum err out_end(struct out *o) MUST_CHECK;

#endif
