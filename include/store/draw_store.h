/* draw_store.h - prize draws, their prizes, the secrets of their days, and what was drawn. The last piece of a prize is
 * won by one guarded statement; what was drawn is never changed. Lists live in the caller's arena. */
#ifndef STORE_DRAW_STORE_H
#define STORE_DRAW_STORE_H

#include "model/member/draw.h"
#include "store/db.h"

struct draw_row {
	int64_t id;
	const char *code, *name;
	struct draw_rule rule;
	int32_t from_day, until_day;   /* until 0: without end */
	enum draw_state state;
	int64_t version;
};
#define DRAWS_MAX 200
/* Those that are made or open, by code; with `ended` all, the newest first; at most DRAWS_MAX. */
enum err draws(struct db *db, struct arena *a, bool ended, struct draw_row **list, int *n) MUST_CHECK;
enum err draw_get(struct db *db, struct arena *a, int64_t id, struct draw_row *out) MUST_CHECK;
/* The one that is made or open, else the last one that had the code. */
enum err draw_by_code(struct db *db, struct arena *a, const char *code, struct draw_row *out) MUST_CHECK;
/* ERR_EXISTS: the code is another's. */
enum err draw_insert(struct db *db, const struct draw_row *row) MUST_CHECK;
/* To a state, where the version is still row->version; ERR_STALE otherwise. */
enum err draw_turn(struct db *db, const struct draw_row *row, enum draw_state to) MUST_CHECK;

struct draw_prize_row {
	int64_t draw_id, n;
	const char *name;
	enum prize_kind kind;
	int64_t weight, points, target_id;
	int64_t pieces, given;         /* pieces 0: not counted */
};
/* By n, at most PRIZES_MAX. */
enum err draw_prizes(struct db *db, struct arena *a, int64_t draw_id, struct draw_prize_row **list, int *n) MUST_CHECK;
enum err draw_prize_insert(struct db *db, const struct draw_prize_row *row) MUST_CHECK;
/* One is given; ERR_STALE: there is none left. */
enum err draw_prize_take(struct db *db, int64_t draw_id, int64_t n) MUST_CHECK;
/* One more, whatever there is: for recovery. */
enum err draw_prize_count(struct db *db, int64_t draw_id, int64_t n) MUST_CHECK;

struct draw_secret_row { int64_t draw_id; int32_t day; const char *promise, *secret; /* sealed */ };
enum err draw_secret_get(struct db *db, struct arena *a, int64_t draw_id, int32_t day,
	struct draw_secret_row *out) MUST_CHECK;
/* ERR_EXISTS: the day has one. */
enum err draw_secret_put(struct db *db, const struct draw_secret_row *row) MUST_CHECK;
/* All of them, after draw and day: for store check. */
enum err draw_secrets_after(struct db *db, struct arena *a, int64_t draw_id, int32_t day, int limit,
	struct draw_secret_row **list, int *n) MUST_CHECK;

struct draw_play_row {
	int64_t document_id, draw_id;
	int32_t day;
	int64_t n, member_id, nth, points, drawn, prize, coupon_id;
};
/* ERR_EXISTS: that play of the day, or of the member's, is another. */
enum err draw_play_put(struct db *db, const struct draw_play_row *row) MUST_CHECK;
enum err draw_play_of(struct db *db, struct arena *a, int64_t document_id, struct draw_play_row *out) MUST_CHECK;
/* How many a draw has had on a day, and of them a member. */
enum err draw_played(struct db *db, int64_t draw_id, int32_t day, int64_t member_id, int64_t *all,
	int64_t *his) MUST_CHECK;
/* Of a day, by n, after one. */
enum err draw_plays_of_day(struct db *db, struct arena *a, int64_t draw_id, int32_t day, int64_t after, int limit,
	struct draw_play_row **list, int *n) MUST_CHECK;
/* All of them, after a document, by document: for store check. */
enum err draw_plays_after(struct db *db, struct arena *a, int64_t after, int limit, struct draw_play_row **list,
	int *n) MUST_CHECK;
/* Prizes of which another number is given than their plays say: for store check. */
enum err draw_prizes_miscounted(struct db *db, struct arena *a, int limit, struct draw_prize_row **list,
	int *n) MUST_CHECK;

#endif
