/* promotion.h - offers as data, and what they take off the lines of a basket: item promotions, then those of the whole
 * order, then coupons that were given away (sold vouchers are means of payment). One call prices them all together,
 * because which of them may stand beside each other decides which of them are best for the customer.
 *
 * Each works on what the ones before left, takes nothing below zero, and tells its part of every line, so that the
 * difference between list and paid is always a sum of rows with a reason. */
#ifndef MODEL_PROMOTION_PROMOTION_H
#define MODEL_PROMOTION_PROMOTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/line.h"
#include "model/scope.h"

#define OFFERS_MAX 500 /* at work in one basket */

enum offer_kind {
	OFFER_PERCENT = 1, /* value: basis points off what is left of its lines; the discount is rounded, half away */
	OFFER_AMOUNT       /* value: minor units off, once; never more than is left */
};
enum offer_flag {
	OFFER_STACKS = 1,      /* beside others of its stage that stack, too; else the best of them stands alone */
	OFFER_REGULAR_ONLY = 2, /* only lines at their regular price: no special, limited or member price */
	OFFER_NO_COUPON = 4,   /* of the whole order: no coupon beside it */
	OFFER_NO_ORDER = 8     /* a coupon: no offer of the whole order beside it */
};
struct offer {
	int64_t id;             /* the rule that its rows name; > 0, no two alike */
	enum discount_stage stage; /* STAGE_ORDER_PROMOTION or STAGE_COUPON */
	enum offer_kind kind;
	unsigned flags;
	int priority;           /* of two that come to the same the higher one, then the lower id */
	int64_t value;          /* > 0; of a percentage at most 10000 */
	int64_t threshold_minor;/* reached by what is left of its lines (>=); 0 none */
	int64_t cap_minor;      /* takes no more than this; 0 no cap */
	const char *why;        /* stands on its rows, for screen and receipt; the caller's */
	enum goods_scope scope; /* the goods it is for; SCOPE_NONE: all */
	int64_t target_id;
	const int64_t *categories; /* SCOPE_CATEGORY: that one and all below it */
	int category_count;
};
struct offers { const struct offer *list; int count; };

/* Why an offer that was there takes nothing. */
enum offer_skipped {
	OFFER_TAKEN = 0,
	OFFER_BELOW,     /* missing_minor until its threshold */
	OFFER_NO_LINES,  /* nothing in the basket that it is for */
	OFFER_BEATEN,    /* another of its stage is better, and they do not stand together */
	OFFER_EXCLUDED   /* no coupon beside that offer, or no such offer beside the coupon */
};
struct offer_result { enum offer_skipped skipped; int64_t missing_minor, amount_minor; };
struct offer_row { int line, offer; int64_t amount_minor; }; /* indexes; amount > 0 */
struct promotion {
	struct offer_result *results; /* one for each offer */
	struct offer_row *rows;       /* in the order in which they are given: by stage, offer and line */
	int row_count;
	int64_t amount_minor;         /* all of them */
};

/* Whether an offer of this stage may take something off the line at all: sold goods that it is for and that may be
 * discounted; for the whole order not where a price or discount was set by hand, which stands instead of it. */
bool promotion_for(const struct offer *o, const struct line *l);

/* What the offers take off the lines (at most LINES_MAX, whose amount_minor and discount_minor say what is left of
 * them). Of each stage the best one alone, or all that stack one after the other, whichever takes more. Where the best
 * lets no coupon stand beside it, the customer has it, or the coupons with what else there is, whichever takes more;
 * of equals the offer. The same where a coupon lets no offer stand beside it. Results live in the arena. */
void promotion_price(const struct offers *offers, const struct line *lines, int n, struct arena *a,
	struct promotion *out);

#endif
