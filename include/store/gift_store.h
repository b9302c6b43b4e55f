/* gift_store.h - articles that points buy, and what of them was given. The last piece is won by one guarded statement;
 * what moved is never changed. Lists live in the caller's arena. */
#ifndef STORE_GIFT_STORE_H
#define STORE_GIFT_STORE_H

#include "store/db.h"

struct gift_row {
	int64_t id, article_id, points;
	int64_t pieces, given;         /* pieces 0: not counted */
	int64_t per_member;            /* 0 no limit */
	int32_t from_day, until_day;   /* until 0: without end */
	int64_t version;
};
#define GIFTS_MAX 1000
/* Those in use, by points; at most GIFTS_MAX. */
enum err gifts(struct db *db, struct arena *a, struct gift_row **list, int *n) MUST_CHECK;
enum err gift_get(struct db *db, struct arena *a, int64_t id, struct gift_row *out) MUST_CHECK;
/* The one in use that the article is. */
enum err gift_of_article(struct db *db, struct arena *a, int64_t article_id, struct gift_row *out) MUST_CHECK;
/* ERR_EXISTS: the article is one. */
enum err gift_insert(struct db *db, const struct gift_row *row) MUST_CHECK;
/* It is none any more, where the version is still row->version; ERR_STALE otherwise. */
enum err gift_end(struct db *db, const struct gift_row *row) MUST_CHECK;
/* Changes points, pieces, those for one member and days where the version is still row->version and no more are given
 * than there are then; ERR_STALE otherwise. */
enum err gift_update(struct db *db, const struct gift_row *row) MUST_CHECK;
/* So many are given; ERR_STALE where there are fewer, or it is given up. */
enum err gift_take(struct db *db, int64_t id, int64_t pieces) MUST_CHECK;
/* So many more, or less, whatever there is: what comes back, and recovery. */
enum err gift_count(struct db *db, int64_t id, int64_t pieces) MUST_CHECK;

/* Those that were given otherwise than their moves say: for store check. */
enum err gifts_miscounted(struct db *db, struct arena *a, int limit, struct gift_row **list, int *n) MUST_CHECK;

/* cancels: the document whose gift comes back; 0 none, pieces and points are above 0 then. */
struct gift_move_row { int64_t document_id, gift_id, member_id, pieces, points, cancels; };
/* ERR_EXISTS: that one came back before. */
enum err gift_move_put(struct db *db, const struct gift_move_row *row) MUST_CHECK;
enum err gift_move_of(struct db *db, struct arena *a, int64_t document_id, struct gift_move_row *out) MUST_CHECK;
/* One that was given, by its document; the one that took it back ("" terminal: none did). */
struct gift_given_row {
	struct gift_move_row move;
	int32_t day;
	const char *terminal, *back_terminal;
	int64_t series, running, back_series, back_running;
};
/* To a member (0: to anybody), of a gift (0: of any), the newest first. */
enum err gifts_given(struct db *db, struct arena *a, int64_t member_id, int64_t gift_id, int limit,
	struct gift_given_row **list, int *n) MUST_CHECK;
/* How many pieces a member has had and kept. */
enum err gift_had(struct db *db, int64_t gift_id, int64_t member_id, int64_t *pieces) MUST_CHECK;
/* All of them, after a document, by document: for store check. */
enum err gift_moves_after(struct db *db, struct arena *a, int64_t after, int limit, struct gift_move_row **list,
	int *n) MUST_CHECK;

#endif
