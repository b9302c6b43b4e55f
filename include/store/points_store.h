/* points_store.h - what sales earn, as data, and what moved on the points of a member, out of his lots. Lists live in
 * the caller's arena. */
#ifndef STORE_POINTS_STORE_H
#define STORE_POINTS_STORE_H

#include "model/member/points.h"
#include "store/db.h"
#include "store/lot_store.h"

enum points_rule_kind { POINTS_RATE = 1, POINTS_MULTIPLE };
struct points_rule_row {
	int64_t id;
	const char *code;
	enum points_rule_kind kind;
	struct points_rate rate;       /* of a rate */
	int64_t multiple_bp;           /* of a multiple */
	struct points_window window;
	int64_t level_id;              /* 0 all */
	bool birthday;
	int64_t held;                  /* for who holds so many; 0: for everybody */
	bool disabled;
	int64_t version;
};
#define POINTS_RULES_MAX 500

/* By kind and code. */
enum err points_rules(struct db *db, struct arena *a, struct points_rule_row **list, int *n) MUST_CHECK;
/* ERR_EXISTS: there is one of that code. */
enum err points_rule_insert(struct db *db, const struct points_rule_row *row) MUST_CHECK;
/* It holds no more, where the version is still row->version; ERR_STALE otherwise. */
enum err points_rule_end(struct db *db, const struct points_rule_row *row) MUST_CHECK;

/* What he could spend on a day, once a document of that time was posted. */
enum err points_usable_after(struct db *db, struct arena *a, int64_t member_id, int64_t document_id, int64_t at_ms,
	int32_t day, int64_t *usable) MUST_CHECK;

#endif
