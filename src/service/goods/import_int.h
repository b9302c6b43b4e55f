/* import_int.h - the parts of an import: cells to rows (import_row.c), the lists that rows refer to (import_refs.c),
 * the whole of it (import.c). */
#ifndef SERVICE_IMPORT_INT_H
#define SERVICE_IMPORT_INT_H

#include "articles_int.h"
#include "base/csv.h"
#include "service/import.h"

/* --- a map from texts to numbers (import_map.c) ------------------------------------------------ */

struct map { struct map_slot { const char *key; int64_t value; } *slots; size_t room, count; };
/* The value of a key, or `otherwise`. */
int64_t map_get(const struct map *m, const char *key, int64_t otherwise);
/* The key must live as long as the map, which is heap-owned; an old value is replaced. */
void map_put(struct map *m, const char *key, int64_t value);
void map_release(struct map *m);

/* --- rows -------------------------------------------------------------------------------------- */

enum row_act {
	ROW_REFUSED, ROW_SAME, ROW_NEW, ROW_UPDATE,
	ROW_MORE, /* more codes of an article that an earlier row of the file describes */
	ROW_PACK
};
struct import_row {
	int line;
	enum row_act act;
	uint64_t has;                  /* bit c: column c has a cell that is not empty */
	struct article article;        /* as it shall be */
	const struct article *was;     /* ROW_UPDATE */
	int64_t price_minor;           /* as it shall be; -1: as it is */
	int64_t was_price_minor;       /* -1: none */
	bool new_price;
	int64_t member_minor;          /* what every member shall pay; 0 none, -1: as it is */
	int64_t was_member_minor;      /* 0: none */
	bool new_member;
	struct code_row *codes;        /* first those of the file, after the check those to insert or change */
	bool *code_known;              /* it is the article's already: change it */
	int code_count;
	const char *pack_of;           /* NULL: no pack */
	int64_t pack_milli;
	const char *deposit_of;        /* number of a deposit that is to come yet; NULL none */
};

struct import {
	struct shop *sh;
	struct arena *arena;           /* as long as the import */
	struct arena scratch;          /* one row */
	const struct import_options *options;
	struct import_report *report;
	struct said *said;
	int64_t from_ms;
	/* the file */
	struct csv csv;
	const char *path;
	const char *begin;             /* of its text */
	struct csv_field heads[CSV_FIELDS_MAX], cells[CSV_FIELDS_MAX];
	int head_count, cell_count, line;
	int column_of[COLUMNS];        /* index of the head; -1 none */
	/* the row under way */
	bool row_refused;
	/* all rows */
	struct import_row *rows;
	int row_count, row_room;
	struct map numbers, codes;     /* of accepted rows: index */
	bool scale_told;
	/* what rows refer to: as on file, and then those planned */
	struct category_row *categories;
	int category_count, category_room, category_known;
	struct map category_names;     /* cell text: index */
	struct department *departments;
	int department_count, department_room, department_known;
	struct map department_names;
	int default_category;          /* index; -1 not looked up yet */
};

static inline bool row_has(const struct import_row *row, enum import_column c)
{
	return row->has >> c & 1;
}

/* A problem of the row under way, at a column or (COLUMNS) the whole row. Texts must live in im->arena. */
void import_tell(struct import *im, enum import_what what, enum import_column column, const char *arg1,
	const char *arg2);
/* The cell of a column, freed of what spreadsheets put round it; "" when there is none. */
const char *import_cell(struct import *im, enum import_column column);

/* Reads the cells of the row under way: texts, amounts, flags, codes, in im->arena; tells what is wrong with them. */
void row_read(struct import *im, struct import_row *row);
/* A text cut to at most `max` bytes, at a character. */
char *import_cut(struct arena *a, const char *text, size_t max);
/* The map's name of a code. */
char *code_name(struct arena *a, const struct code_row *code);

/* --- references -------------------------------------------------------------------------------- */

enum err refs_load(struct import *im) MUST_CHECK;
void refs_release(struct import *im);
/* Category, department and tax rate of the row under way; those of `was` (NULL: a new article) stay where the file
 * says nothing. Tells what is wrong. */
void refs_resolve(struct import *im, struct import_row *row, const struct article *was);
/* In a transaction: the planned ones. */
enum err refs_put(struct import *im) MUST_CHECK;

/* Without asking for the right: for a store that is being made. */
enum err import_run(struct shop *sh, struct arena *a, const char *path, const struct import_options *options,
	struct import_report *report, struct said *said) MUST_CHECK;

#endif
