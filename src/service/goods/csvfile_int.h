/* csvfile_int.h - a CSV file with a heading line, read by the names of its columns. */
#ifndef SERVICE_CSVFILE_INT_H
#define SERVICE_CSVFILE_INT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/csv.h"

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

#endif
