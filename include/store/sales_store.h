/* sales_store.h - sales summed for reports: from the figures kept with every shift where they say enough, else from
 * the documents. Rows of sales less what came back; a day is a business day. */
#ifndef STORE_SALES_STORE_H
#define STORE_SALES_STORE_H

#include "store/db.h"

/* What a sum is of: a day, a shift figure's item, a quarter of an hour (UTC milliseconds / QUARTER_MS), an article. */
struct sum_row { int64_t key, times, qty_milli, amount_minor; };
#define QUARTER_MS INT64_C(900000) /* every zone's hours begin at one */

/* Figures of a measure from shift_total, by day or by item; ascending. */
enum err sums_by_day(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n) MUST_CHECK;
enum err sums_by_item(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n) MUST_CHECK;
/* Documents of the days with ids of [from_id, to_id): by quarter; sales count, amounts less returns and voids. */
enum err sums_by_quarter(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, int32_t from, int32_t to,
	struct sum_row **list, int *n) MUST_CHECK;
/* Their lines: by article, 0 for what was sold under a department. */
enum err sums_by_article(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, int32_t from, int32_t to,
	struct sum_row **list, int *n) MUST_CHECK;

#endif
