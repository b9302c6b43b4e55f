/* moved_int.h - all that ever moved of something that a member has, in the order in which it happened: what statements
 * and papers are made of. */
#ifndef SERVICE_MEMBER_MOVED_INT_H
#define SERVICE_MEMBER_MOVED_INT_H

#include "../shop/shop_int.h"
#include "store/lot_store.h"

/* Rows of one kind: each begins with its struct moved_by. read: by document, those after one, at most `limit`. */
struct moved_kind {
	size_t row_bytes;
	enum err (*read)(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit, void **list,
		int *n);
};
enum err moved_all(struct shop *sh, struct arena *a, const struct moved_kind *kind, int64_t member_id, void **rows,
	int *count) MUST_CHECK;

#endif
