/* level_store.h - levels of members, what reaches them, and how every member came to his. Lists live in the caller's
 * arena. */
#ifndef STORE_LEVEL_STORE_H
#define STORE_LEVEL_STORE_H

#include "model/member/level.h"
#include "store/db.h"

/* All, by rank. */
enum err levels_list(struct db *db, struct arena *a, struct level **list, int *n) MUST_CHECK;
/* A new one with its conditions; ERR_EXISTS when code or rank is taken. */
enum err level_insert(struct db *db, const struct level *row) MUST_CHECK;
/* Changes all but id and code where the version is still row->version; ERR_STALE otherwise. */
enum err level_update(struct db *db, const struct level *row) MUST_CHECK;
/* How many members have it now. */
enum err level_people(struct db *db, int64_t level_id, int64_t *n) MUST_CHECK;

/* --- of a member ------------------------------------------------------------------------------------ */

#define MEMBER_LEVELS_MAX 1000
struct member_level_row {
	int64_t id, member_id, level_id; /* level 0: none */
	int rank;
	int way;                  /* enum level_way */
	int64_t document_id;      /* 0: by no sale */
	int32_t from_day, until_day;
	int64_t undone_by;        /* 0: it stands */
	int64_t staff_id, reason_id;
	const char *note;
	int64_t at_ms;
};
/* His history, oldest first. */
enum err member_levels(struct db *db, struct arena *a, int64_t member_id, struct member_level_row **list,
	int *n) MUST_CHECK;
/* Entries that a sale brought and no return undid, of whichever member; by id. */
enum err member_levels_of(struct db *db, struct arena *a, int64_t document_id, struct member_level_row **list,
	int *n) MUST_CHECK;
/* All, after an id. */
enum err member_levels_after(struct db *db, struct arena *a, int64_t id, int limit, struct member_level_row **list,
	int *n) MUST_CHECK;
/* Members whose level is not one that their history can give them; at most `limit`, by id. */
enum err member_levels_lone(struct db *db, struct arena *a, int limit, int64_t **ids, int *n) MUST_CHECK;
enum err member_level_insert(struct db *db, const struct member_level_row *row) MUST_CHECK;
/* It is undone by a return; ERR_STALE: it was so before. */
enum err member_level_undo(struct db *db, int64_t id, int64_t document_id) MUST_CHECK;
/* What he has now (0 none), and when it is looked at again (0 never). */
enum err member_level_set(struct db *db, int64_t member_id, int64_t level_id, int32_t review_day) MUST_CHECK;
struct member_review { int64_t member_id; int32_t review_day; };
/* Whose review is due on a day, by day and id, after one of them. */
enum err members_to_review(struct db *db, struct arena *a, int32_t day, const struct member_review *after, int limit,
	struct member_review **list, int *n) MUST_CHECK;
/* Points that he earned with sales of a day, less what their returns took back; by day. */
struct points_day { int32_t day; int64_t points; };
enum err member_points_days(struct db *db, struct arena *a, int64_t member_id, struct points_day **list,
	int *n) MUST_CHECK;
/* Whom he introduced and who has an unreturned sale: how many in all, and how many of each rank. */
enum err members_introduced(struct db *db, struct arena *a, int64_t referrer_id, int64_t *all,
	int64_t by_rank[LEVELS_MAX + 1]) MUST_CHECK;

#endif
