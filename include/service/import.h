/* import.h - articles from a CSV file, and back into one.
 *
 * First the whole file is checked against itself and the store, and every problem told by line and column;
 * nothing is written then. Then the rows without a refusal are written in batches, each in one transaction, so
 * that tills go on selling between them. A dry run stops after the check and therefore tells the same.
 *
 * A row is an article's own by its number, or without one by its codes. An article on file is changed where the file
 * has another value, its past kept; a column that the file lacks, and an empty cell of price, cost, unit, category,
 * department or tax, changes nothing. Codes are added, never taken away. A row with pack_of is a pack: its codes
 * and number become codes of the single, with the pack's size and price. */
#ifndef SERVICE_IMPORT_H
#define SERVICE_IMPORT_H

#include <stdbool.h>

#include "service/shop.h"

enum import_column {
#define COLUMN(id, name, others, words) COL_##id,
#include "service/column.def"
#undef COLUMN
	COLUMNS
};
struct column_entry { const char *name, *others, *words; };
extern const struct column_entry column_table[COLUMNS];

enum import_what {
#define PROBLEM(id, name, severity, msgid) WHAT_##id,
#include "service/problem.def"
#undef PROBLEM
	WHATS
};
struct problem_entry { const char *name; char severity; const char *msgid; };
extern const struct problem_entry problem_table[WHATS];

#define IMPORT_ROWS_MAX 2000000
#define IMPORT_CODES_MAX 32   /* in one row */
#define IMPORT_BATCH 500      /* rows in one transaction */

struct import_problem {
	enum import_what what;
	int line, column;         /* column 0: the whole row */
	const char *column_name;  /* as the file has it; "" the whole row */
	const char *arg[2];
};
/* "what, why, what to do", translated. */
char *import_problem_text(struct arena *a, const struct import_problem *p);

/* What becomes of categories and departments that the shop does not have. */
enum import_unknown { IMPORT_CREATE, IMPORT_DEFAULT, IMPORT_REFUSE };

struct import_options {
	bool dry_run;
	bool strict;              /* one refused row: nothing is imported */
	bool keep_bad_codes;      /* a wrong check digit makes a code of the shop's own */
	enum import_unknown unknown;
	const char *department;   /* code for rows without one; NULL: the shop's first */
	int64_t from_ms;          /* new prices hold from then on; 0: now */
	/* Each problem as it is found, and how far the work is; may be NULL. Texts live until the import ends. */
	void (*problem)(void *ctx, const struct import_problem *p);
	void (*progress)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

struct import_report {
	int64_t rows, created, updated, unchanged, refused, warnings;
	int64_t codes, prices, categories, departments; /* new ones */
	const char **ignored;     /* headings that mean nothing here */
	int ignored_count;
};

/* Imports a file ("-": stdin). Needs the right `articles`. Problems of rows are no error: OK, and report->refused
 * tells. ERR_REFUSED: strict. ERR_INVALID, ERR_NOTFOUND: the file is none that could be read; *said tells. */
enum err import_articles(struct shop *sh, struct arena *a, const char *path, const struct import_options *options,
	struct import_report *report, struct said *said) MUST_CHECK;

/* All articles as CSV that import_articles takes back without a change; a row for each article and for each pack. */
enum err export_articles(struct shop *sh, struct arena *a, enum err (*write)(void *ctx, const char *text, size_t n),
	void *ctx) MUST_CHECK;

#endif
