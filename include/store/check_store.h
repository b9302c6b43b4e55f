/* check_store.h - what store check asks beside the engine's own look at the file (file_store.h): guards,
 * and rows in slices, each a read of its own so that none lasts long. */
#ifndef STORE_CHECK_STORE_H
#define STORE_CHECK_STORE_H

#include <stdbool.h>

#include "model/line.h"
#include "store/db.h"
#include "store/document_store.h"
#include "store/master_store.h"
#include "store/shift_store.h"

/* Guards (data/sql/guard-*.sql) that are missing, switched off or changed. */
enum err check_guards(struct db *db, struct arena *a, const char ***names, int *n) MUST_CHECK;

/* The content digest of a document; ERR_NOTFOUND: the link is none. */
enum err check_content(struct db *db, struct arena *a, int64_t id, const char **content) MUST_CHECK;
/* The place of a link in its chain, by its id; ERR_NOTFOUND. */
enum err check_seal(struct db *db, struct arena *a, int64_t id, struct seal_row *out) MUST_CHECK;
/* Documents with ids in [from, to] whose rows are not numbered 1, 2, 3 ..., or have a number
 * that does not fit the program's own, or whose moves of lots are not what lot_moved says. */
enum err check_numbering(struct db *db, struct arena *a, int64_t from_id, int64_t to_id,
	int64_t **ids, int *n) MUST_CHECK;

struct balance_row { int64_t account, holder_id, unit, amount; };
/* After one of them (zeros: from the first), in slices: every voucher has its own. */
enum err check_balances(struct db *db, struct arena *a, const struct balance_row *after, int limit,
	struct balance_row **list, int *n) MUST_CHECK;

/* The balances of one holder on an account, in all its units. */
enum err balances_of(struct db *db, struct arena *a, int64_t account, int64_t holder_id, struct balance_row **list,
	int *n) MUST_CHECK;

/* A line of which something came back, with the line as it was sold. */
struct returned_row { int64_t document_id; int line_no; int64_t sold_milli, returned_milli;
	struct line sold; };
/* By document and line, after (document_id, line_no). */
enum err check_returned(struct db *db, struct arena *a, int64_t document_id, int line_no, int limit,
	struct returned_row **list, int *n) MUST_CHECK;

/* Tables beside the documents with numbers that do not fit the program's own. */
enum err check_bounds(struct db *db, struct arena *a, const char ***tables, int *n) MUST_CHECK;
/* Shifts with ids above after_id. */
enum err check_shifts(struct db *db, struct arena *a, int64_t after_id, int limit,
	struct shift_row **list, int *n) MUST_CHECK;
/* Figures of a shift that is not there; ERR_NOTFOUND: none. */
enum err check_lone_figures(struct db *db, struct arena *a, int64_t *shift_id) MUST_CHECK;
/* The business days that are on file. */
enum err check_days(struct db *db, struct arena *a, struct day_row **list, int *n) MUST_CHECK;
/* Revisions that are no change, or of somebody who is not there. */
enum err check_revisions(struct db *db, struct arena *a, int64_t **ids, int *n) MUST_CHECK;
/* Scripts without a key, or with what only people have. */
enum err check_scripts(struct db *db, struct arena *a, int64_t **ids, int *n) MUST_CHECK;
/* Jobs that no till made: of no document, or in no state that there is. */
enum err check_jobs(struct db *db, struct arena *a, int64_t **ids, int *n) MUST_CHECK;
/* Baskets whose checkout was posted, or that say what no basket can say. */
enum err check_baskets(struct db *db, struct arena *a, int64_t **ids, int *n) MUST_CHECK;

#endif
