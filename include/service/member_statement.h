/* member_statement.h - what moved of all that a member has, from a day to another: stored value and points beside each
 * other, one line a document; to look at, and on paper. And whose things want to be done soon. */
#ifndef SERVICE_MEMBER_STATEMENT_H
#define SERVICE_MEMBER_STATEMENT_H

#include "service/members.h"
#include "store/lot_store.h"

struct moved_line {
	struct moved_by by;
	int64_t value_minor, value_after_minor; /* stored value, both parts together */
	int64_t points, points_after;
};
/* Where a page ends, and what there was before it. */
struct statement_turn { struct moved_before first; int64_t value_minor, points; };
struct member_statement {
	struct member member;
	const char *name;          /* as it may be shown */
	int32_t from, to;
	struct moved_line opening, closing; /* what there was before, and is after; `by` is empty */
	struct moved_line *lines;
	int count;
	bool more;                 /* of these days, before the first line: */
	struct statement_turn earlier;
};
/* member: whatever finds exactly one. */
enum err member_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct member_statement *out, struct said *said) MUST_CHECK;
/* A page of it: the `limit` last lines, or those before another page (NULL: none). It takes as long as it is, however
 * much moved before. */
enum err member_statement_page(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	const struct statement_turn *turn, int limit, struct member_statement *out, struct said *said) MUST_CHECK;
/* Its paper, at the printer of this till or office. */
enum err member_statement_print(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct said *said) MUST_CHECK;

/* What wants to be looked at soon: cheques of top-ups that are not cleared, levels that are reviewed; memberships and
 * cards that end, and points, given credit, uses and coupons. */
enum member_due_kind { DUE_CHEQUE = 1, DUE_REVIEW, DUE_MEMBERSHIP, DUE_CARD, DUE_POINTS, DUE_BONUS, DUE_USES,
	DUE_COUPONS, DUE_KINDS };
struct member_due { struct member member; int32_t day; int64_t amount; }; /* how many, or minor units; 0 nothing */
/* What ends is told of those who can use it: of active and frozen members, of one who was merged as the survivor's. Of
 * the days from..to, by day; of cheques those that are open, whenever they were taken. */
enum err member_dues(struct shop *sh, struct arena *a, enum member_due_kind kind, int32_t from, int32_t to, int limit,
	struct member_due **list, int *n) MUST_CHECK;

#endif
