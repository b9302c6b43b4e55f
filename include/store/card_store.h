/* card_store.h - cards, their kinds, the keys they are read by, and whose hands they went through. A move from one
 * state to another is one guarded statement, ERR_STALE when it was in another. Lists live in the caller's arena. */
#ifndef STORE_CARD_STORE_H
#define STORE_CARD_STORE_H

#include "model/member/member.h"
#include "store/db.h"

enum err card_kinds(struct db *db, struct arena *a, struct card_kind_row **list, int *n) MUST_CHECK;
enum err card_kind_get(struct db *db, struct arena *a, int64_t id, struct card_kind_row *out) MUST_CHECK;
enum err card_kind_put(struct db *db, const struct card_kind_row *row) MUST_CHECK;
enum err card_kind_update(struct db *db, const struct card_kind_row *row) MUST_CHECK;

enum err card_get(struct db *db, struct arena *a, int64_t id, struct card *out) MUST_CHECK;
enum err card_by_number(struct db *db, struct arena *a, const char *number, struct card *out) MUST_CHECK;
/* With what its kind is called. */
struct card_named { struct card card; const char *kind, *kind_en; };
enum err card_by_key(struct db *db, struct arena *a, const char *key, struct card_named *out) MUST_CHECK;
/* The card that a member has now; ERR_NOTFOUND: none. */
enum err card_current(struct db *db, struct arena *a, int64_t member_id, struct card *out) MUST_CHECK;
enum err card_current_named(struct db *db, struct arena *a, int64_t member_id, struct card_named *out) MUST_CHECK;
/* All that a member ever had, oldest first; at most 1,000. */
enum err cards_of(struct db *db, struct arena *a, int64_t member_id, struct card **list, int *n) MUST_CHECK;
/* After a number, by number; state 0: any. */
enum err cards_after(struct db *db, struct arena *a, const char *after, int state, int limit, struct card **list,
	int *n) MUST_CHECK;

/* A new card with the key of its number; ERR_EXISTS where number or key is taken. */
enum err card_insert(struct db *db, const struct card *row) MUST_CHECK;
/* One more key by which a card is read; ERR_EXISTS where it is another's, or this one's already. */
enum err card_key_put(struct db *db, const char *key, int64_t card_id) MUST_CHECK;
enum err card_keys_of(struct db *db, struct arena *a, int64_t card_id, const char ***list, int *n) MUST_CHECK;
/* All blanks of a range of numbers of one length go to a person (0: the office); *handed how many. */
enum err card_hand(struct db *db, const char *from, const char *to, int64_t staff_id, int64_t at_ms,
	int64_t *handed) MUST_CHECK;
/* All blanks of a range are void; *gone how many. */
enum err card_void(struct db *db, const char *from, const char *to, int64_t at_ms, int64_t *gone) MUST_CHECK;
/* A blank becomes the current card of its member, with row's issue_no, days and time. ERR_STALE: it is no blank any
 * more; ERR_EXISTS: the member has a current card. */
enum err card_issue(struct db *db, const struct card *row) MUST_CHECK;
/* From state to state; ERR_EXISTS where it would be a second current card. */
enum err card_move(struct db *db, int64_t id, int from, int to, int64_t at_ms) MUST_CHECK;
/* State, member, days and person, whatever state it was in: for recovery. */
enum err card_state_set(struct db *db, const struct card *row) MUST_CHECK;

struct card_move_row {
	int64_t id;
	const char *from, *to, *what;
	int64_t at_ms, staff_id, to_staff_id, member_id;
	const char *note;
};
enum err card_move_put(struct db *db, const struct card_move_row *row) MUST_CHECK;
/* Of one card, oldest first. */
enum err card_moves(struct db *db, struct arena *a, const char *number, struct card_move_row **list,
	int *n) MUST_CHECK;

#endif
