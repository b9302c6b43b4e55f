/* csvfile_int.h - a CSV file with a heading line, read by the names of its columns. */
#ifndef SERVICE_CSVFILE_INT_H
#define SERVICE_CSVFILE_INT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/csv.h"
#include "service/import.h"

struct csvfile {
	struct csv csv;
	struct arena *arena;
	const char *path;
	struct csv_field heads[CSV_FIELDS_MAX], cells[CSV_FIELDS_MAX];
	int head_count, cell_count;
	int line;                    /* of the record last read */
};

#define FILE_BYTES_MAX ((size_t)256 << 20)

/* A whole file ("-": stdin), NUL after it. ERR_NOTFOUND; ERR_INVALID when it is over FILE_BYTES_MAX; ERR_IO. */
enum err file_read(struct arena *a, const char *path, char **bytes, size_t *n) MUST_CHECK;

/* Reads the file and its heading line. ERR_INVALID: no CSV, see f->line. All texts live in the arena. */
enum err csvfile_open(struct csvfile *f, struct arena *a, const char *path) MUST_CHECK;
/* The next record; ERR_NOTFOUND at the end, ERR_INVALID as csv_next. */
enum err csvfile_next(struct csvfile *f) MUST_CHECK;
/* A cell by the name of its column; "" when there is no such column or the record is shorter. */
const char *csvfile_get(const struct csvfile *f, const char *name);

/* Gives each record of a file that a person named to `row`, until it answers other than OK; what is wrong with the file
 * is said. */
enum err csvfile_list(struct arena *a, const char *path, enum err (*row)(void *ctx, const struct csvfile *f), void *ctx,
	struct said *said) MUST_CHECK;

/* The column of a list that a heading means, by its name or another; case, width, blanks, '_' and what stands in
 * brackets do not count. -1: none. */
int csv_column(struct arena *a, const char *heading, const struct column_entry *list, int n);
/* A cell without what spreadsheets and csv_put write round it so that it stays a text: '=+1 and ="0123" and '0123. */
const char *csv_unguarded(struct arena *a, const char *cell);

#endif
