/* day_sums_int.h - what was sold on a day, summed: of a closed day from what it kept when it was closed, of any other
 * from its lines. Which of the two it was nobody can tell by the figures. */
#ifndef SERVICE_DAY_SUMS_INT_H
#define SERVICE_DAY_SUMS_INT_H

#include "store/sales_store.h"

enum day_sum { DAY_SUM_ARTICLE = 1, DAY_SUM_QUARTER = 2, DAY_SUMS_END };

/* Every row of every day from one to another, both included. */
typedef void (*day_sum_fn)(void *ctx, const struct sum_row *row);
enum err day_sums_range(struct db *db, enum day_sum kind, int32_t from, int32_t to, day_sum_fn fn,
	void *ctx) MUST_CHECK;

/* In the transaction that closes the day. day_sums_drop() of store/sales_store.h in the one that opens it. */
enum err day_sums_keep(struct db *db, int32_t day) MUST_CHECK;
/* Closed days that kept none are given them, the newest first, each in a transaction of its own: days that were closed
 * before there were sums, and those that store recover put back. Reports are right without, only slower. */
#define DAY_SUMS_AT_ONCE 31 /* after a close: half a second in a shop with 1,000 receipts a day */
#define DAY_SUMS_ALL 100000
enum err day_sums_catch_up(struct db *db, int most) MUST_CHECK;
/* Whether what a day kept is what its lines come to; an open day keeps nothing. */
enum err day_sums_agree(struct db *db, struct arena *a, int32_t day, bool *agree) MUST_CHECK;

#endif
