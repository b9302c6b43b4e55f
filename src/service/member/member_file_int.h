/* member_file_int.h - the parts of an import of members: cells to a row (member_import_row.c), what is checked
 * (member_import.c), what is written (member_import_put.c). */
#ifndef SERVICE_MEMBER_FILE_INT_H
#define SERVICE_MEMBER_FILE_INT_H

#include "../goods/import_int.h"
#include "attributes_int.h"
#include "member_int.h"
#include "model/member/wallet.h"
#include "service/member_file.h"

enum member_row_act { MROW_REFUSED, MROW_SAME, MROW_NEW, MROW_UPDATE };
struct member_in {
	int line;
	enum member_row_act act;
	bool numbered;                 /* its code is given when it is written */
	struct member row;             /* as it shall be */
	const struct member *was;      /* of one who is on file; NULL none */
	int referrer_line;             /* index of the row of who brought him; -1: he is on file, or nobody */
	struct card_giving *card;      /* NULL none */
	bool with_level;
	const struct level *level;     /* that he shall have; NULL none */
	int32_t level_until;
	struct attributes_taken own;   /* of the shop's own attributes, what changes */
	struct wallet opening;         /* what he brings */
};

struct member_import {
	struct shop *sh;
	struct arena *arena;           /* as long as the import */
	struct arena scratch;          /* one row, or one batch */
	const struct member_import_options *options;
	struct member_import_report *report;
	struct said *said;
	const char *path;
	int64_t law_minor[2];          /* the most that a named, a bearer's card may hold; 0 no limit */
	struct staff approver;         /* of stored value; id 0 none */
	struct csv csv;
	const char *begin;             /* of its text */
	struct csv_field heads[CSV_FIELDS_MAX], cells[CSV_FIELDS_MAX];
	int head_count, cell_count, line;
	int column_of[MEMBER_COLUMNS]; /* index of the head; -1 none */
	struct attribute_row *attributes; /* of the shop */
	int attribute_count, *attribute_head; /* of each the index of its head; -1 none */
	bool row_refused;              /* the row under way */
	struct member_in *rows;
	int row_count, row_room;
	struct map codes, phones, cards; /* of rows that are not refused: index */
	int64_t level_people[LEVELS_MAX + 1]; /* of each rank: how many there will be; -1 not asked yet */
};

/* A problem of the row under way, at a column or (MEMBER_COLUMNS) the whole row. */
void member_import_tell(struct member_import *im, enum member_what what, enum member_column column, const char *arg1,
	const char *arg2);
/* The same at a head. */
void member_import_tell_at(struct member_import *im, enum member_what what, int head, const char *arg1,
	const char *arg2);
/* The cell of a column, freed of what spreadsheets put round it; "" when there is none. In im->scratch. */
const char *member_import_cell(struct member_import *im, enum member_column column);
const char *member_import_cell_at(struct member_import *im, int head);
/* What the cells of the row under way say of him, over what is on file; tells what is wrong with them. The code, the
 * referrer, card, level and stored value are not looked at. */
void member_import_fields(struct member_import *im, struct member *row);
/* What they say of the shop's own attributes. */
enum err member_import_own(struct member_import *im, struct member_in *in) MUST_CHECK;
/* The state of a new one. */
int member_import_state(struct member_import *im);
/* Whether a cell that is not empty is a day, or "-" (0). */
bool member_import_day(struct member_import *im, enum member_column column, int32_t *day);

/* All rows that are not refused, in batches; counts what was done, or in a dry run what would be. */
enum err member_import_put(struct member_import *im) MUST_CHECK;

#endif
