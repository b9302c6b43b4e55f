/* slip_store.h - slips of bottle machines that were paid. ERR_NOTFOUND as everywhere. */
#ifndef STORE_SLIP_STORE_H
#define STORE_SLIP_STORE_H

#include "model/slip.h"
#include "store/db.h"

enum err slip_get(struct db *db, struct arena *a, const char *key, struct slip_row *out) MUST_CHECK;
/* Paid by this document; ERR_STALE: it was before, on `since` or later. One guarded statement, so of many tills with
 * one slip exactly one has it. */
enum err slip_take(struct db *db, const struct slip_row *row, int32_t since) MUST_CHECK;

#endif
