/* coupon_store.h - coupons that the shop gave, their kinds, what they were used for, and those that lie beside an open
 * basket. A use is won by one guarded statement; what moved is never changed. Lists live in the caller's arena. */
#ifndef STORE_COUPON_STORE_H
#define STORE_COUPON_STORE_H

#include "model/member/coupon.h"
#include "store/db.h"

enum err coupon_kinds(struct db *db, struct arena *a, struct coupon_kind_row **list, int *n) MUST_CHECK;
enum err coupon_kind_put(struct db *db, const struct coupon_kind_row *row) MUST_CHECK;
/* Changes all but id, code and whether one was given; ERR_STALE where the version is another by now. */
enum err coupon_kind_update(struct db *db, const struct coupon_kind_row *row) MUST_CHECK;
/* One of it was given. */
enum err coupon_kind_given(struct db *db, int64_t id) MUST_CHECK;

enum err coupon_get(struct db *db, struct arena *a, int64_t id, struct coupon_row *out) MUST_CHECK;
enum err coupon_by_code(struct db *db, struct arena *a, const char *code, struct coupon_row *out) MUST_CHECK;
/* After a number, by number; kind 0: any, member 0: anybody's. */
struct coupon_filter { int64_t after, kind_id, member_id; };
enum err coupons_after(struct db *db, struct arena *a, const struct coupon_filter *f, int limit,
	struct coupon_row **list, int *n) MUST_CHECK;
/* Those that a sale gave. */
enum err coupons_of_sale(struct db *db, struct arena *a, int64_t sale_id, struct coupon_row **list,
	int *n) MUST_CHECK;
/* How many of a kind a member was ever given. */
enum err coupons_had(struct db *db, int64_t kind_id, int64_t member_id, int64_t *n) MUST_CHECK;
enum err coupon_number_last(struct db *db, int64_t *number) MUST_CHECK;
/* Of the next members after an id, `limit` of them, those who have not got the kind's coupon of a period, and to whom
 * it is due: born in birth_month and of a level (0: all), opened at that time or later. *seen_to: the last one that was
 * looked at, 0 when there are none any more; so no read is long, however few of a million are due. */
struct coupon_due { int64_t kind_id, period, birth_month, opened_from_ms, level_id, after; };
enum err coupon_due_members(struct db *db, struct arena *a, const struct coupon_due *due, int limit, int64_t **list,
	int *n, int64_t *seen_to) MUST_CHECK;

/* ERR_EXISTS where number, code or that period's coupon is there. */
enum err coupon_insert(struct db *db, const struct coupon_row *row) MUST_CHECK;
/* From state to state; ERR_STALE where it was in another. unused: only while none of its uses is gone. */
enum err coupon_move(struct db *db, int64_t id, enum coupon_state from, enum coupon_state to, bool unused) MUST_CHECK;
/* One use of it is gone; ERR_STALE where it was used up, is not in use, is another's, or not good on that day. */
enum err coupon_use(struct db *db, int64_t id, int64_t member_id, int32_t day) MUST_CHECK;
/* One use comes back. */
enum err coupon_unuse(struct db *db, int64_t id) MUST_CHECK;
/* State and uses, whatever they were: for recovery. */
enum err coupon_set(struct db *db, int64_t id, enum coupon_state state, int64_t used) MUST_CHECK;

struct coupon_move_row { int64_t document_id, coupon_id; int used; int64_t amount_minor; };
enum err coupon_move_put(struct db *db, const struct coupon_move_row *row) MUST_CHECK;
/* Of a coupon, oldest first. */
enum err coupon_moves(struct db *db, struct arena *a, int64_t coupon_id, struct coupon_move_row **list,
	int *n) MUST_CHECK;
/* What a document used or gave back. */
enum err coupon_moves_of(struct db *db, struct arena *a, int64_t document_id, struct coupon_move_row **list,
	int *n) MUST_CHECK;
/* What came back of it with documents that refer to that sale. */
enum err coupon_came_back(struct db *db, int64_t sale_id, int64_t coupon_id, bool *back) MUST_CHECK;

/* After a number, by number, with the sum of its moves: all of them, for store check. */
struct coupon_kept { struct coupon_row row; int64_t moved; };
enum err coupons_kept(struct db *db, struct arena *a, int64_t after, int limit, struct coupon_kept **list,
	int *n) MUST_CHECK;

enum err basket_coupon_put(struct db *db, int64_t basket_id, int64_t coupon_id) MUST_CHECK;
enum err basket_coupon_drop(struct db *db, int64_t basket_id, int64_t coupon_id) MUST_CHECK; /* 0: all */
enum err basket_coupons(struct db *db, struct arena *a, int64_t basket_id, struct coupon_row **list, int *n) MUST_CHECK;

#endif
