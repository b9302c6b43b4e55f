/* table_int.h - a table as a file. False: it could not be made, and *why says what failed. */
#ifndef HELPER_TABLE_INT_H
#define HELPER_TABLE_INT_H

#include <stdbool.h>

#include "model/table.h"

/* A4, upright or across as the columns need, with title, page numbers, and the headings on every page. */
bool table_to_pdf(const struct table *t, struct arena *a, const char *path, const char **why);
/* One sheet: title and notes, headings with filters, cells with their kinds, the sums as formulas. */
bool table_to_xlsx(const struct table *t, struct arena *a, const char *path, const char **why);

#endif
