/* shift_store.h - shifts, blind counts, and the figures kept with every document. */
#ifndef STORE_SHIFT_STORE_H
#define STORE_SHIFT_STORE_H

#include <stdbool.h>

#include "model/totals.h"
#include "store/db.h"

enum shift_state { SHIFT_OPEN = 1, SHIFT_COUNTED = 2, SHIFT_CLOSED = 3 };
struct shift_row {
	int64_t id, terminal_id, staff_id, opened_at_ms;
	int32_t opened_day;
	int64_t float_minor;
	int state;
	int64_t closed_at_ms, closed_by; /* 0 while open */
	const char *terminal_code, *staff_number, *staff_name, *closed_by_name;
	int64_t drawer_staff_id;     /* a drawer of his own; 0: that of the till */
};
/* ERR_EXISTS: one of that drawer is open. */
enum err shift_insert(struct db *db, const struct shift_row *row) MUST_CHECK;
enum err shift_get(struct db *db, struct arena *a, int64_t id, struct shift_row *out) MUST_CHECK;
/* The shift of a terminal that is not closed: the drawer of this person where he has one there, else that of the till;
 * staff 0: any of it. ERR_NOTFOUND. The others likewise, the newest. */
enum err shift_open_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct shift_row *out) MUST_CHECK;
enum err shift_last_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct shift_row *out) MUST_CHECK;
enum err shift_last_closed_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct shift_row *out) MUST_CHECK;
/* newest first */
enum err shifts_list(struct db *db, struct arena *a, int limit, struct shift_row **list, int *n) MUST_CHECK;
/* From one state to another; ERR_STALE when it was not in `from`. */
enum err shift_state_set(struct db *db, int64_t id, int from, int to, int64_t at_ms, int64_t staff_id) MUST_CHECK;

struct count_row { int64_t shift_id; int attempt; int64_t tender_id, counted_minor, staff_id, at_ms; };
enum err shift_count_insert(struct db *db, const struct count_row *row) MUST_CHECK;
/* All counts of a shift, oldest first. */
enum err shift_counts(struct db *db, struct arena *a, int64_t shift_id, struct count_row **list, int *n) MUST_CHECK;

enum err shift_total_add(struct db *db, int64_t shift_id, int32_t day, const struct total *t) MUST_CHECK;
struct shift_total_row { int64_t shift_id; int32_t day; struct total total; };
enum err shift_totals(struct db *db, struct arena *a, int64_t shift_id, struct shift_total_row **list,
	int *n) MUST_CHECK;
enum err day_totals(struct db *db, struct arena *a, int32_t day, struct shift_total_row **list, int *n) MUST_CHECK;

#endif
