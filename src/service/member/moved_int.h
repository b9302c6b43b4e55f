/* moved_int.h - what moved of something that a member has, in the order in which it happened: what statements are
 * made of.
 *
 *	e = moved_begin(&r, sh, a, parts, 2, member, NULL);
 *	while (e == OK && (e = moved_next(&r, &entry)) == OK)       the newest first, as far back as is wanted
 *		...
 */
#ifndef SERVICE_MEMBER_MOVED_INT_H
#define SERVICE_MEMBER_MOVED_INT_H

#include "../shop/shop_int.h"
#include "model/ledger.h"
#include "store/lot_store.h"

#define MOVED_PARTS_MAX 3

/* One document: what it moved on each account, and what there was of each once it was posted. */
struct moved_entry {
	struct moved_by by;
	struct lot_moved moved[MOVED_PARTS_MAX];
	int64_t after[MOVED_PARTS_MAX];
};
/* Where reading goes on: what lies before that time, and what there was by then. */
struct moved_mark { struct moved_before before; int64_t has[MOVED_PARTS_MAX]; };

/* merged: of those, too, who were merged into him. net: what comes to nothing is not told. */
struct moved_part { enum account account; bool merged, net; };
struct moved_stream;
struct moved_reader {
	struct shop *sh;
	struct arena *a;
	struct moved_stream *streams; /* each account of each who is read, newest first */
	int stream_count, part_count;
	const struct moved_part *parts;
	int64_t has[MOVED_PARTS_MAX]; /* before the last that was given */
};
/* from NULL: from what he has now. */
enum err moved_begin(struct moved_reader *r, struct shop *sh, struct arena *a, const struct moved_part *parts, int n,
	int64_t member_id, const struct moved_mark *from) MUST_CHECK;
/* ERR_NOTFOUND: there is none before. */
enum err moved_next(struct moved_reader *r, struct moved_entry *out) MUST_CHECK;
/* Those of the business days from..to in order of time, at most the `limit` last ones (0: all); opening and closing:
 * what there was before the first and after the last. earlier (may be NULL) and whether there are others before. */
struct moved_list {
	struct moved_entry *list;
	int count;
	int64_t opening[MOVED_PARTS_MAX], closing[MOVED_PARTS_MAX];
	bool more;
	struct moved_mark earlier;     /* where they are */
};
enum err moved_days(struct moved_reader *r, int32_t from, int32_t to, int limit, struct moved_list *out) MUST_CHECK;

/* What moved on uses, which are packages and no lots: rows that begin with their struct moved_by. read: by document,
 * those after one, at most `limit`. */
struct moved_kind {
	size_t row_bytes;
	enum err (*read)(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit, void **list,
		int *n);
};
enum err moved_all(struct shop *sh, struct arena *a, const struct moved_kind *kind, int64_t member_id, void **rows,
	int *count) MUST_CHECK;

#endif
