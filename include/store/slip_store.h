/* slip_store.h - slips of bottle machines that were paid. ERR_NOTFOUND as everywhere. */
#ifndef STORE_SLIP_STORE_H
#define STORE_SLIP_STORE_H

#include "model/slip.h"
#include "store/db.h"

enum err slip_get(struct db *db, struct arena *a, const char *key, struct slip_row *out) MUST_CHECK;
/* Paid by this document; ERR_STALE: it was before, on `since` or later. One guarded statement, so of many tills with
 * one slip exactly one has it. */
enum err slip_take(struct db *db, const struct slip_row *row, int32_t since) MUST_CHECK;

/* Slips as documents took them, oldest first: those of the business days from one to another, in documents from an id
 * on. Texts live during the call. */
struct slip_taken {
	const char *key;
	int64_t amount_minor;
	int32_t day;
	int64_t at_ms;
	const char *terminal;
	int64_t series, running;
	const char *staff_number, *staff_name;
};
typedef enum err (*slip_fn)(void *ctx, const struct slip_taken *s);
enum err slips_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, slip_fn fn,
	void *ctx) MUST_CHECK;

#endif
