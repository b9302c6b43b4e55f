/* csv.h - comma-separated values (RFC 4180), read from memory record by record, with the line and
 * column of every field so that a problem can be named. Also accepts TAB or ';' as separator (found
 * from the header line), CRLF, and quotes with embedded newlines. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/sbuf.h"

#define CSV_FIELDS_MAX 256

struct csv_field {
	const char *text;
	int line, column; /* both from 1; the column is the number of the field */
};
struct csv {
	const char *at, *end;
	char separator;
	int line;
};

/* Starts on a whole file in memory, which must stay there: drops a UTF-8 BOM, takes UTF-8 or else
 * GB18030 (converted into the arena), finds the separator from the first line. ERR_INVALID when it
 * is neither. */
enum err csv_open(struct csv *c, struct arena *a, const char *bytes, size_t n) MUST_CHECK;
/* The next record into fields[CSV_FIELDS_MAX]; *count is 0 at the end, *line its first line. Empty
 * lines are passed over. ERR_INVALID for an unclosed quote, text after a closing quote or too many
 * fields: *line tells where, and the next call is at the end. */
enum err csv_next(struct csv *c, struct arena *a, struct csv_field *fields, int *count, int *line) MUST_CHECK;
/* One field, quoted where needed; a text that a spreadsheet would run as a formula (= + - @ TAB CR
 * first, unless it is a plain number) gets an apostrophe before it. */
void csv_put(struct sbuf *out, const char *text);

#endif
