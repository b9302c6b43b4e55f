/* points.h - points of members: what sales earn by rules of the shop, what each member has, and how he came to it. A
 * sale earns in its own transaction; what comes back takes its points with it (model/member/points.h). */
#ifndef SERVICE_POINTS_H
#define SERVICE_POINTS_H

#include "model/member/lot.h"
#include "model/member/member.h"
#include "service/shop.h"
#include "store/points_store.h"

/* --- what sales earn ------------------------------------------------------------------------------- */

/* A rule with the code and name of what it is for; "" where it is for all. */
struct points_rule_info { struct points_rule_row row; const char *target, *level; };
/* Those that hold or will; whoever may look at members. */
enum err points_rule_list(struct shop *sh, struct arena *a, struct points_rule_info **list, int *n,
	struct said *said) MUST_CHECK;
/* points for each `per` of money (NULL: 1.00) of goods: a name of scope_name (NULL all) and the code of the department,
 * category or article; from: a day as typed, NULL today. 0 points: such goods earn none. Of several rates the one of
 * the narrowest goods counts, of those the latest. */
struct points_rate_edit { const char *code, *points, *per, *goods, *target, *from; };
enum err points_rate_add(struct shop *sh, struct arena *a, const struct points_rate_edit *edit,
	struct said *said) MUST_CHECK;
/* times: "2", "1.5". Each of the others narrows when or for whom, NULL does not: days as typed; months, weekdays and
 * days of the month as numbers with commas between; level: its code; held: for who has so many points or more. */
struct points_multiple_edit {
	const char *code, *times, *from, *until, *months, *weekdays, *days, *level, *held;
	bool birthday;
};
enum err points_multiple_add(struct shop *sh, struct arena *a, const struct points_multiple_edit *edit,
	struct said *said) MUST_CHECK;
enum err points_rule_remove(struct shop *sh, struct arena *a, const char *code, struct said *said) MUST_CHECK;
/* "2,4,6" of bits 1 << 1 ..; "" of 0. */
char *points_bits_text(struct arena *a, unsigned bits);

/* --- without a sale ---------------------------------------------------------------------------------- */

/* Each is a posted document; the same id again is already done (ERR_EXISTS with the number of what was posted). id:
 * made before the first try (wallet_new_id); 0: one is made here. words: a reason. second, pin: who allows it, by
 * number and PIN or by card (pin NULL). */
struct points_done { int64_t id; const char *number; int64_t moved, now; };
/* "200", "-50": given with the days of what is earned today, taken of what can be spent. */
struct points_adjust { int64_t id; const char *member, *points, *words, *second, *pin; };
enum err points_adjust(struct shop *sh, struct arena *a, const struct points_adjust *what, struct points_done *done,
	struct said *said) MUST_CHECK;
/* To another member, with their age; "all": what can be spent. */
struct points_transfer { int64_t id; const char *from, *to, *points, *words, *second, *pin; };
enum err points_transfer(struct shop *sh, struct arena *a, const struct points_transfer *what,
	struct points_done *done, struct said *said) MUST_CHECK;

/* What ended before today is void: a document for some members at a time, until none is left. */
struct points_expired { int documents, members; int64_t points; };
enum err points_expire(struct shop *sh, struct arena *a, struct points_expired *out, struct said *said) MUST_CHECK;
/* What ends within so many days, today and the last one counted in, by day and member. phone, name: as they may be
 * shown. What fn answers other than OK ends it. */
struct points_due_member { const char *code, *name, *phone; int32_t day; int64_t points; };
typedef enum err (*points_due_fn)(void *ctx, const struct points_due_member *m);
enum err points_expiring(struct shop *sh, int days, points_due_fn fn, void *ctx, struct said *said) MUST_CHECK;

/* --- what a member has ----------------------------------------------------------------------------- */

struct points_sheet {
	struct member member;
	const char *name;         /* as it may be shown */
	int64_t balance;          /* all there is, or what he owes */
	int64_t usable, pending;  /* today; from a later day on */
	struct lot_due *due;      /* what ends, by its last day */
	int due_count;
};
enum err points_show(struct shop *sh, struct arena *a, const char *member, struct points_sheet *out,
	struct said *said) MUST_CHECK;
struct points_entry { struct lot_moved_row row; int64_t after; };
struct points_statement {
	struct points_sheet sheet;
	int64_t opening, closing;
	struct points_entry *lines;
	int count;
};
/* By document, of the days from..to. */
enum err points_statement(struct shop *sh, struct arena *a, const char *member, int32_t from, int32_t to,
	struct points_statement *out, struct said *said) MUST_CHECK;

#endif
