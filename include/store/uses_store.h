/* uses_store.h - kinds of packages of uses, those that members have, and what moved on each. A rest changes by guarded
 * statements alone, in the transaction that posts the document; moves are never changed. Lists live in the caller's
 * arena. */
#ifndef STORE_USES_STORE_H
#define STORE_USES_STORE_H

#include "model/member/lot.h"
#include "model/member/uses.h"
#include "store/db.h"
#include "store/lot_store.h"

struct uses_kind_row {
	int64_t id;
	const char *code, *name, *name_en;
	int64_t article_id;            /* that sells it; 0 none */
	int64_t times;
	int64_t valid_days, day_max;   /* 0: without end; no limit */
	bool transferable;
	int64_t card_kind_id;          /* comes with a new card of it; 0 with none */
	int64_t *items;                /* articles that it pays for */
	int item_count;
	bool disabled;
	int64_t version;
};
#define USES_KINDS_MAX 500
#define USES_ITEMS_MAX 200         /* of a kind */
/* By code, those given up too. */
enum err uses_kinds(struct db *db, struct arena *a, struct uses_kind_row **list, int *n) MUST_CHECK;
/* With its items. ERR_EXISTS: there is one of that code, or of that article. */
enum err uses_kind_insert(struct db *db, const struct uses_kind_row *row) MUST_CHECK;
/* It is sold and given no more, where the version is still row->version; ERR_STALE otherwise. */
enum err uses_kind_end(struct db *db, const struct uses_kind_row *row) MUST_CHECK;

/* p.article_id is for whoever asks for one article: 0 here; p.day_max too. */
struct uses_row {
	struct uses_package p;
	int64_t kind_id, member_id, document_id;
	int line_no;
	int64_t paid_minor;
	int64_t moved;                 /* the sum of its moves; uses_after alone */
};
#define USES_PACKAGES_MAX 1000     /* of a member that are looked at */
/* Those of a member, and of who was merged into him, by id; open: only those of which something is left. What was used
 * on a day is filled, and whether its cheque has not cleared. */
enum err uses_of_member(struct db *db, struct arena *a, int64_t member_id, int32_t day, bool open,
	struct uses_row **list, int *n) MUST_CHECK;
/* Those that a document brought, of one line of it. */
enum err uses_of_document(struct db *db, struct arena *a, int64_t document_id, int line_no, struct uses_row **list,
	int *n) MUST_CHECK;
enum err uses_insert(struct db *db, const struct uses_row *row) MUST_CHECK;
/* Its rest grows by so much, at most to what was bought, and never below 0 (ERR_STALE); its grace is that from now on.
 */
enum err uses_add(struct db *db, int64_t id, int64_t amount, int32_t grace_day) MUST_CHECK;
/* After an id, by id, with the sum of its moves: all of them. */
enum err uses_after(struct db *db, struct arena *a, int64_t after, int limit, struct uses_row **list,
	int *n) MUST_CHECK;

struct uses_move_row {
	int64_t document_id;
	int n;
	int64_t package_id;
	enum lot_move_kind kind;
	int64_t amount;
	int line_no;
	int64_t cancels;               /* 0: none */
};
/* ERR_EXISTS: what it cancels went back before. */
enum err uses_move_put(struct db *db, const struct uses_move_row *row) MUST_CHECK;
/* Whether what a document gave or took was undone. */
enum err uses_cancelled(struct db *db, int64_t document_id, bool *cancelled) MUST_CHECK;
/* What a package held once a document was posted. */
enum err uses_rest_after(struct db *db, int64_t package_id, int64_t document_id, int64_t at_ms,
	int64_t *rest) MUST_CHECK;
enum err uses_get(struct db *db, struct arena *a, int64_t id, struct uses_row *out) MUST_CHECK;
/* What a document took, by package (of a line; -1: of all), and what of it came back with documents that refer to it.
 */
struct uses_spent { struct uses_row row; int64_t taken, back; };
enum err uses_spent(struct db *db, struct arena *a, int64_t document_id, int line_no, struct uses_spent **list,
	int *n) MUST_CHECK;
/* All that a document moved, by n. */
enum err uses_moves_of(struct db *db, struct arena *a, int64_t document_id, struct uses_move_row **list,
	int *n) MUST_CHECK;

/* What a document moved of a member's packages: > 0 he has more. kind_id 0: of several kinds. */
struct uses_moved { struct moved_by by; int64_t kind_id, came, used, back, taken, handed; };
/* By document, after a document id. */
enum err uses_rows(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit,
	struct uses_moved **list, int *n) MUST_CHECK;
/* Of all members, by kind: packages of which something is left, and how much of it can be used on a day or later. */
struct uses_owed { int64_t kind_id, packages, rest, ended; };
enum err uses_owed(struct db *db, struct arena *a, int32_t day, struct uses_owed **list, int *n) MUST_CHECK;

#endif
