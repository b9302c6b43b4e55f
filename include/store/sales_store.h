/* sales_store.h - sales summed for reports: from the figures kept with every shift where they say enough, else from the
 * documents of a day, or from what it kept of them when it was closed. Rows of sales less what came back; a day is a
 * business day. */
#ifndef STORE_SALES_STORE_H
#define STORE_SALES_STORE_H

#include "model/sums.h"
#include "store/db.h"

/* Of a sum by quarter: UTC milliseconds / QUARTER_MS. Every zone's hours begin at one. */
#define QUARTER_MS INT64_C(900000)

/* Figures of a measure from shift_total, by day or by item; ascending. */
enum err sums_by_day(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n) MUST_CHECK;
enum err sums_by_item(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n) MUST_CHECK;
/* The documents of a day by quarter: sales count, amounts less returns and voids. */
enum err sums_by_quarter(struct db *db, struct arena *a, int32_t day, struct sum_row **list, int *n) MUST_CHECK;
/* Their lines: by article, 0 for what was sold under a department. */
enum err sums_by_article(struct db *db, struct arena *a, int32_t day, struct sum_row **list, int *n) MUST_CHECK;

/* What a closed day keeps of these (service/cash/day_sums.c): a text of each kind. */
enum err day_sums_put(struct db *db, int32_t day, int kind, const char *sums) MUST_CHECK;
enum err day_sums_drop(struct db *db, int32_t day) MUST_CHECK;
/* From a day to another, ascending; kind 0: all. As db_each. */
typedef enum err (*day_sums_fn)(void *ctx, int32_t day, int kind, const char *sums);
enum err day_sums_each(struct db *db, int kind, int32_t from, int32_t to, day_sums_fn fn, void *ctx) MUST_CHECK;
/* Closed days that keep none, newest first. */
enum err day_sums_lacking(struct db *db, struct arena *a, int limit, int32_t **days, int *n) MUST_CHECK;

#endif
