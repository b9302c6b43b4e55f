/* pages.h - files for people: a table (model/table.h) as text, CSV, XLSX or PDF; labels and papers as PDF or PNG.
 * XLSX, PDF and PNG are made by a program of its own (zhanggui-pages), which holds the heavy libraries; the front door
 * says how it is run. A file appears whole or not at all, in the place of what was there under its name. */
#ifndef SERVICE_PAGES_H
#define SERVICE_PAGES_H

#include "service/shop.h"

struct table; /* model/table.h */

enum pages_format { PAGES_TEXT, PAGES_CSV, PAGES_XLSX, PAGES_PDF, PAGES_PNG, PAGES_FORMATS };
/* "text" "csv" "xlsx" "pdf" "png": also how the names of such files end (text: .txt). */
extern const char *const pages_format_name[PAGES_FORMATS];
/* The format that a file's name ends in; PAGES_FORMATS when it is none of them. */
enum pages_format pages_format_of(const char *path);

/* Writes a table to a file: any format but PAGES_PNG. *said tells how many rows are in which file, or why not:
 * ERR_IO the file cannot be written, ERR_DEVICE the program that makes it is missing or failed. */
enum err pages_save(struct shop *sh, struct arena *a, const struct table *t, enum pages_format format,
	const char *path, struct said *said) MUST_CHECK;
/* Writes bytes as they are; before they are made, whether they could be written. */
enum err pages_bytes(struct arena *a, const char *bytes, size_t n, const char *path,
	struct said *said) MUST_CHECK;
enum err pages_writable(struct arena *a, const char *path, struct said *said) MUST_CHECK;
/* Makes a file of what another room packed (a table, labels, a paper). */
enum err pages_make(struct shop *sh, struct arena *a, const char *document, enum pages_format format,
	const char *path, struct said *said) MUST_CHECK;

/* How a document becomes a file: format as named above. It waits until the file is there. ERR_DEVICE: the program is
 * missing, failed, or took too long. */
typedef enum err pages_maker(const char *format, const char *document, const char *path);
void pages_made_by(struct shop *sh, pages_maker *maker);

#endif
