/* commission_store.h - rates of commission, what staff are to sell in a month, and what was sold through them. */
#ifndef STORE_COMMISSION_STORE_H
#define STORE_COMMISSION_STORE_H

#include "model/commission.h"
#include "store/db.h"

/* All of them, by scope, target and day. */
enum err commission_list(struct db *db, struct arena *a, struct commission_rate **list, int *n) MUST_CHECK;
/* One of the same day is replaced. */
enum err commission_put(struct db *db, const struct commission_rate *row) MUST_CHECK;

struct target_row { int64_t staff_id; int32_t month; int64_t amount_minor; };
/* Of a month (yyyymm). */
enum err targets_list(struct db *db, struct arena *a, int32_t month, struct target_row **list, int *n) MUST_CHECK;
/* amount 0: none any more. */
enum err target_put(struct db *db, const struct target_row *row) MUST_CHECK;

/* Lines that somebody is credited with, summed: day is the business day of the sale, also of what came back. Sales are
 * above 0, returns below. article_id 0: under a department; category_id 0: none. */
struct credited {
	int64_t seller_id; int32_t day; bool back;
	int64_t department_id, category_id, article_id, lines, qty_milli, paid_minor;
};
typedef enum err (*credited_fn)(void *ctx, const struct credited *c);
/* From the documents of those business days with ids from from_id on, in slices: the same key may come again. */
enum err credited_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, credited_fn fn,
	void *ctx) MUST_CHECK;

#endif
