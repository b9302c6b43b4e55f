/* lot_store.h - what members have, lot by lot, and what moved on each. A lot's rest changes by guarded statements
 * alone, in the transaction that posts the document; moves are never changed. Lists live in the caller's arena. */
#ifndef STORE_LOT_STORE_H
#define STORE_LOT_STORE_H

#include "model/ledger.h"
#include "model/member/lot.h"
#include "store/db.h"

struct lot_row {
	struct lot lot;
	enum account account;
	int64_t member_id;
	int64_t moved;         /* the sum of its moves; lots_after alone */
};
/* The document that moved something of a member: each row of a statement begins with it. */
struct moved_by { int64_t document_id; int kind; const char *number; int64_t at_ms; int32_t day; };
#define LOTS_MAX 10000     /* of one member and account that hold or owe something */

/* Those of a member that hold or owe something; and of them and others those that a document brought (0: none). */
enum err lots_open(struct db *db, struct arena *a, enum account account, int64_t member_id, int64_t document_id,
	struct lot_row **list, int *n) MUST_CHECK;
/* From which lots a document took by spending, and how much of each, and whose they are; by lot. */
enum err lots_spent(struct db *db, struct arena *a, enum account account, int64_t document_id, struct lot_spent **list,
	int64_t **members, int *n) MUST_CHECK;
/* How much of what a document took by spending came back with each document that refers to it, in their order. */
enum err lots_came_back(struct db *db, struct arena *a, enum account account, int64_t document_id, int64_t **list,
	int *n) MUST_CHECK;
/* Of which member and account a document's lots are that are held: each pair once, nothing else of the rows is filled.
 */
enum err lots_held(struct db *db, struct arena *a, int64_t document_id, struct lot_row **list, int *n) MUST_CHECK;
/* Members of an account with something that ended before a day; at most `limit`, by id. */
enum err lots_past(struct db *db, struct arena *a, enum account account, int32_t day, int limit, int64_t **members,
	int *n) MUST_CHECK;

enum err lot_insert(struct db *db, const struct lot_row *row) MUST_CHECK;
/* Rest and what is void become those of `now`; ERR_STALE where the rest is not `was` any more. */
enum err lot_change(struct db *db, const struct lot *now, int64_t was) MUST_CHECK;
/* As much more, whatever was there: for recovery. ERR_STALE: there is no such lot. */
enum err lot_add(struct db *db, int64_t id, int64_t amount, int64_t expired) MUST_CHECK;
/* It is held no more. ERR_STALE: there is no such lot. */
enum err lot_let_go(struct db *db, int64_t id) MUST_CHECK;
enum err lot_move_put(struct db *db, int64_t document_id, int n, int64_t lot_id, enum lot_move_kind kind,
	int64_t amount) MUST_CHECK;

/* --- what documents moved, by time ------------------------------------------------------------------- */

/* > 0: he has more. spent: and what came back of it; handed: to another member, or from there. */
struct lot_moved { int64_t came, spent, ended, handed; };
int64_t lot_moved_sum(const struct lot_moved *m);
struct lot_moved_row { struct moved_by by; struct lot_moved moved; };
struct moved_before { int64_t at_ms, document_id; };
/* Nothing of a business day or a later one is older than this. */
int64_t moved_from_ms(int32_t day);
#define MOVED_NEWEST ((struct moved_before){ INT64_MAX, INT64_MAX })
/* Keeps what a document's moves come to: once they and the document are there, before its seal. */
enum err lot_moved_keep(struct db *db, int64_t document_id) MUST_CHECK;
/* Of one member and account those before a time, newest first: no more is read than is given. */
enum err lot_moved_before(struct db *db, struct arena *a, enum account account, int64_t member_id,
	struct moved_before before, int limit, struct lot_moved_row **list, int *n) MUST_CHECK;
/* How much came since a time, but with one document. */
enum err lot_moved_since(struct db *db, enum account account, int64_t member_id, int64_t at_ms, int64_t but_id,
	int64_t *sum) MUST_CHECK;

/* After an id, by id, with the sum of its moves: all of them. */
enum err lots_after(struct db *db, struct arena *a, int64_t after, int limit, struct lot_row **list, int *n) MUST_CHECK;

#endif
