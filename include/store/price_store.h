/* price_store.h - prices changed in named batches: what each was and becomes. Texts live in the caller's arena. */
#ifndef STORE_PRICE_STORE_H
#define STORE_PRICE_STORE_H

#include <stdbool.h>

#include "store/db.h"

enum price_batch_state { BATCH_UNDER_WAY = 1, BATCH_DONE = 2, BATCH_UNDONE = 3 };
struct price_batch_row {
	int64_t id;
	const char *name;
	int64_t level, from_at_ms, until_at_ms, staff_id, made_at_ms;
	int state;
	int64_t lines;                 /* read only, as the next */
	const char *staff;
};
struct price_batch_line_row {
	int64_t article_id, was_minor, was_until_ms, price_minor;
	bool done;
};
enum err price_batch_put(struct db *db, const struct price_batch_row *row) MUST_CHECK;
enum err price_batch_get(struct db *db, struct arena *a, int64_t id, struct price_batch_row *out) MUST_CHECK;
/* The oldest one of which a part is on file that should be all of it, or nothing: under way, or taken back before it
 * holds, since before before_ms; and who asked for that. ERR_NOTFOUND: none. */
enum err price_batch_abandoned(struct db *db, struct arena *a, int64_t before_ms, int64_t now_ms, int64_t *id,
	int64_t *staff_id) MUST_CHECK;
/* Newest first. */
enum err price_batches(struct db *db, struct arena *a, int limit, struct price_batch_row **list, int *n) MUST_CHECK;
/* From one state to another; ERR_STALE when it was in another. */
enum err price_batch_state_set(struct db *db, int64_t id, int from, int to, int64_t at_ms, int64_t staff_id) MUST_CHECK;
enum err price_batch_line_put(struct db *db, int64_t batch_id, const struct price_batch_line_row *row) MUST_CHECK;
/* Lines after an article, that are done or not yet. */
enum err price_batch_lines(struct db *db, struct arena *a, int64_t batch_id, int64_t after_id, bool done, int limit,
	struct price_batch_line_row **list, int *n) MUST_CHECK;
enum err price_batch_line_done(struct db *db, int64_t batch_id, const struct price_batch_line_row *row) MUST_CHECK;
/* Takes one price away that is not in force yet, if it is still as it was put: then *taken. The one before it holds
 * until until_ms again. */
enum err price_take_back(struct db *db, int64_t article_id, int64_t level, int64_t from_at_ms, int64_t price_minor,
	int64_t until_ms, bool *taken) MUST_CHECK;

#endif
