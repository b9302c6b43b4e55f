/* member_file.h - members from a CSV file, and back into one.
 *
 * First the whole file is checked against itself and the store, and every problem told by line and column; one refused
 * row, and nothing is written, unless it is to be done partly. Then rows are written in batches, each in one
 * transaction, so that tills go on selling between them; an import that was cut off is begun again and goes on.
 *
 * A row is a member's own by its code; without one by his card; without both by phone number and name. A member on file
 * is changed where the file has another value; an empty cell changes nothing. What a file brings in of stored value is
 * posted once per member, against the account `opening`, and needs a second person who may give stored value. Names and
 * contacts of a file stand in the store alone, never in the audit. */
#ifndef SERVICE_MEMBER_FILE_H
#define SERVICE_MEMBER_FILE_H

#include "service/import.h"
#include "service/shop.h"

enum member_column {
#define MEMBER_COLUMN(id, name, others, words) MCOL_##id,
#include "service/member_column.def"
#undef MEMBER_COLUMN
	MEMBER_COLUMNS
};
extern const struct column_entry member_column_table[MEMBER_COLUMNS];

enum member_what {
#define MEMBER_PROBLEM(id, name, severity, msgid) MWHAT_##id,
#include "service/member_problem.def"
#undef MEMBER_PROBLEM
	MEMBER_WHATS
};
extern const struct problem_entry member_problem_table[MEMBER_WHATS];

#define MEMBER_ROWS_MAX 2000000
#define MEMBER_BATCH 500      /* rows in one transaction */

struct member_problem {
	enum member_what what;
	int line, column;         /* column 0: the whole row */
	const char *column_name;  /* as the file has it; "" the whole row */
	const char *arg[2];
};
/* "what, why, what to do", translated. */
char *member_problem_text(struct arena *a, const struct member_problem *p);

struct member_import_options {
	bool dry_run;
	bool partly;              /* rows without a problem are imported although others have one */
	bool anyway;              /* although others have these phone numbers */
	const char *second, *pin; /* who allows stored value to be brought in; NULL nobody */
	/* Each problem as it is found, and how far the work is; may be NULL. Texts live until the import ends. */
	void (*problem)(void *ctx, const struct member_problem *p);
	void (*progress)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

struct member_import_report {
	int64_t rows, created, updated, unchanged, refused, warnings, cards, levels;
	int64_t principal_minor, bonus_minor; /* brought in */
	const char **ignored;     /* headings that mean nothing here */
	int ignored_count;
};

/* Imports a file ("-": stdin). Needs the right `member-import`; cards, levels and stored value need those of their own.
 * ERR_REFUSED: rows have problems, and nothing was written. ERR_INVALID, ERR_NOTFOUND: the file is none that could be
 * read; *said tells. */
enum err members_import(struct shop *sh, struct arena *a, const char *path, const struct member_import_options *options,
	struct member_import_report *report, struct said *said) MUST_CHECK;

/* All members but those who were merged or erased, by code, as CSV that members_import takes back without a change;
 * masked for who has not the right `member-names`. Needs the right `member-export` and a reason: words, or the digit of
 * one of kind member; both are on record before the first row is written. */
enum err members_export(struct shop *sh, struct arena *a, const char *words,
	enum err (*write)(void *ctx, const char *text, size_t n), void *ctx, struct said *said) MUST_CHECK;

#endif
