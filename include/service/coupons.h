/* coupons.h - coupons that the shop gives: their kinds, given to members or to whoever has the paper, one or many, by
 * hand, by a purchase, every month, for a birthday or a new member. A coupon is a discount with a code, never money: it
 * gives no change. Each act needs its right and is on record. Texts of an edit are as typed; NULL: it stays. */
#ifndef SERVICE_COUPONS_H
#define SERVICE_COUPONS_H

#include "model/member/coupon.h"
#include "service/master.h"
#include "service/shop.h"

/* --- kinds ------------------------------------------------------------------------------------------ */

/* value: an amount, or "10%" off; goods: "all", "department", "category" or "article" and their code in `target`; days,
 * delay, uses, per_member: numbers; last: a day, "-" none; giving: by its name; level: of those who get
 * what is given by itself, "-" any; the rest yes or no. */
struct coupon_kind_edit {
	const char *code, *name, *name_en, *value, *cap, *from, *first, *with_level, *with_others, *goods, *target;
	const char *delay, *days, *last, *uses, *personal, *giving, *give_from, *per_member, *level,
		*active;
};
/* A kind with what is told of it. */
struct coupon_kind_info { struct coupon_kind_row row; const char *value, *target; /* "10%" or "5.00"; its code */
	const char *level; /* its code; "" for all */ };
enum err coupon_kind_list(struct shop *sh, struct arena *a, struct coupon_kind_info **list, int *n) MUST_CHECK;
enum err coupon_kind_add(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit,
	struct said *said) MUST_CHECK;
/* Once one was given, what it is good for stays; its name, its days, by what it is given and whether it is do not. */
enum err coupon_kind_set(struct shop *sh, struct arena *a, const struct coupon_kind_edit *edit,
	struct said *said) MUST_CHECK;

/* --- given ------------------------------------------------------------------------------------------ */

#define COUPONS_AT_ONCE 1000 /* in one act */
/* members: whatever finds exactly one each, count of them; NULL: to whoever has the paper, count of them. id: of a
 * single one, made before the first try; 0: one is made. The same id again: done before. All are given or none. */
struct coupon_order { int64_t id; const char *kind; const char *const *members; int count; };
enum err coupon_give(struct shop *sh, struct arena *a, const struct coupon_order *order, struct coupon_row **list,
	int *n, struct said *said) MUST_CHECK;
/* A new id, for a coupon to be given. */
int64_t coupon_new_id(struct shop *sh);
/* What kinds give by themselves and is due today: every month, for a birthday, to new members. Nobody gets one twice,
 * however often it is run. The worker runs it, too. whole: nothing is left. */
struct coupon_ran { int64_t given; bool whole; };
enum err coupon_run(struct shop *sh, struct arena *a, struct coupon_ran *out, struct said *said) MUST_CHECK;
/* Its paper, at the printer of this till or office. */
enum err coupon_print(struct shop *sh, struct arena *a, const char *code, struct said *said) MUST_CHECK;

/* --- shown and changed ------------------------------------------------------------------------------ */

struct coupon_info { struct coupon_row row; const char *member; /* code; "" whoever has it */ };
/* After a number, by number; kind, member NULL: any. */
enum err coupon_page(struct shop *sh, struct arena *a, const char *kind, const char *member, int64_t after, int limit,
	struct coupon_info **list, int *n, struct said *said) MUST_CHECK;
struct coupon_step { const char *number; int64_t at_ms; bool back; int64_t amount_minor; };
struct coupon_sheet {
	struct coupon_info info;
	const char *value, *sale; /* that gave it; "" none */
	struct coupon_step *steps;
	int step_count;
};
enum err coupon_show(struct shop *sh, struct arena *a, const char *code, struct coupon_sheet *out,
	struct said *said) MUST_CHECK;
enum coupon_deed { COUPON_DO_VOID, COUPON_DO_BLOCK, COUPON_DO_UNBLOCK };
enum err coupon_do(struct shop *sh, struct arena *a, enum coupon_deed what, const char *code,
	struct said *said) MUST_CHECK;
/* In words, in the language now in force: of a coupon its state, with what else makes it useless today. */
const char *coupon_words(const struct coupon *c, int32_t day);

#endif
