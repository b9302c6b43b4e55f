/* coupon.h - coupons that a shop gives: their codes, when they are good and for how much. A coupon is a discount, never
 * money: what it is worth beyond the bill is lost, no change is given. */
#ifndef MODEL_MEMBER_COUPON_H
#define MODEL_MEMBER_COUPON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/seal.h"
#include "model/scope.h"

/* --- codes ------------------------------------------------------------------------------------- */

/* PREFIX, running number, tag, two check digits: "YH000123" "4821" "37". The tag is a keyed digest of prefix and
 * number, so that nobody who has one code finds another by counting. The check digits are those of ISO/IEC 7064, MOD
 * 97-10 (a letter stands for 10 .. 35): every wrong digit and every two neighbouring digits that are swapped are
 * noticed. */
#define COUPON_PREFIX_MAX 6    /* capitals and digits */
#define COUPON_DIGITS_MIN 4    /* of the running number */
#define COUPON_DIGITS_MAX 12
#define COUPON_TAG_MAX 8       /* digits; 0 no tag */
#define COUPON_CODE_MAX (COUPON_PREFIX_MAX + COUPON_DIGITS_MAX + COUPON_TAG_MAX + 2)
struct coupon_format { char prefix[COUPON_PREFIX_MAX + 1]; int digits, tag_digits; };
/* Whether codes of that form can be told from goods and from payment codes: a prefix with a letter, or one of two
 * digits or more with which no code is as long as a GTIN or looks like a payment code. */
bool coupon_format_sound(const struct coupon_format *f);
/* The code of a number, 0 .. 10^digits - 1. key: of the shop; not asked for without a tag. */
void coupon_code(const struct coupon_format *f, int64_t number, const unsigned char key[SEAL_KEY_BYTES],
	char out[COUPON_CODE_MAX + 1]);
/* The number of a scanned or typed code; small letters, blanks and hyphens between are as good. */
enum coupon_reading { COUPON_READ = 0, COUPON_NOT_OURS /* another form */, COUPON_MISTYPED, COUPON_FORGED };
enum coupon_reading coupon_code_read(const struct coupon_format *f, const char *text,
	const unsigned char key[SEAL_KEY_BYTES], int64_t *number);

/* --- what it is good for ----------------------------------------------------------------------- */

enum coupon_value { COUPON_AMOUNT = 1, COUPON_PERCENT, COUPON_VALUES };
extern const char *const coupon_value_name[COUPON_VALUES]; /* "amount" "percent": stable */
struct coupon_terms {
	enum coupon_value kind;
	int64_t value;         /* minor units, or basis points off (up to 10000) */
	int64_t cap_minor;     /* of a percentage; 0 no limit */
	int64_t from_minor;    /* the goods it is for must come to at least that; 0 any */
	bool first_purchase;   /* for who has not bought yet */
	bool not_with_level;   /* not on a bill that a level's discount or price made cheaper */
	bool not_with_others;  /* alone */
};
/* What it takes off goods that come to so much after earlier discounts: a percentage rounded half away, up to its cap,
 * never more than that. 0 below from_minor. */
int64_t coupon_off_minor(const struct coupon_terms *t, int64_t goods_minor);
/* The same, shared over the n lines it is for, by what is left on each. */
void coupon_share(const struct coupon_terms *t, const int64_t *left_minor, int n, int64_t *off_minor);

/* --- whether it is good now -------------------------------------------------------------------- */

enum coupon_state { COUPON_ISSUED = 1, COUPON_VOID, COUPON_BLOCKED, COUPON_STATES };
extern const char *const coupon_state_name[COUPON_STATES];
/* From when until when: some days after it was given, for so many days (the day it begins is the first; 0 without end),
 * but not beyond a fixed last day (0 none). */
struct coupon_validity { int delay_days, days; int32_t last_day; };
void coupon_days(const struct coupon_validity *v, int32_t given_day, int32_t *from_day, int32_t *until_day);

struct coupon {
	enum coupon_state state;
	int64_t member_id;     /* whose it is; 0 bearer */
	int64_t sale_id;       /* the sale that gave it; 0 none. It is for the next one */
	int32_t from_day, until_day; /* until 0: no end */
	int uses, used;
};
/* The sale it shall be used in. */
struct coupon_sale {
	int64_t id, member_id; /* 0: nobody's */
	int32_t day;
	int64_t goods_minor;   /* of the goods it is for, after earlier discounts */
	bool has_bought;       /* the member, before */
	bool cheque_uncleared; /* of the member: no benefit yet */
	bool level_discount;   /* a level made it cheaper */
	bool other_coupon, other_alone; /* there is another one; there is one that wants to be alone */
};
enum coupon_refusal {
	COUPON_ALLOWED = 0, COUPON_IS_VOID, COUPON_IS_BLOCKED, COUPON_USED_UP, COUPON_TOO_EARLY, COUPON_TOO_LATE,
	COUPON_NEXT_SALE, COUPON_NEEDS_MEMBER, COUPON_OF_ANOTHER, COUPON_UNCLEARED, COUPON_NOT_FIRST, COUPON_WITH_LEVEL,
	COUPON_WITH_OTHERS, COUPON_NO_GOODS, COUPON_BELOW
};
/* The first reason why not, in this order. */
enum coupon_refusal coupon_refused(const struct coupon *c, const struct coupon_terms *t,
	const struct coupon_sale *sale);

/* The sale it was used in was returned: whether that use comes back. Only of a whole return, and while it is good. */
bool coupon_revives(const struct coupon *c, bool whole, int32_t day);

/* --- kinds, and who is given one when -------------------------------------------------------------- */

enum coupon_giving {
	COUPON_BY_HAND = 1,
	COUPON_BY_PURCHASE, /* by each sale of give_from_minor or more, for the next one */
	COUPON_BY_MONTH,    /* to each member, every month */
	COUPON_BY_BIRTHDAY, /* in the month of his birthday */
	COUPON_BY_OPENING,  /* to whoever became a member */
	COUPON_GIVINGS
};
extern const char *const coupon_giving_name[COUPON_GIVINGS]; /* "hand" "purchase" "month" "birthday" "opening" */

struct coupon_kind_row {
	int64_t id;
	const char *code, *name, *name_en;
	struct coupon_terms terms;
	enum goods_scope scope;      /* the goods it is for */
	int64_t target_id;
	struct coupon_validity validity;
	int64_t uses;                /* of one coupon */
	bool personal;               /* given to members alone, each for himself */
	enum coupon_giving giving;
	int64_t give_from_minor;
	int64_t level_id;            /* what comes by itself comes to members of this level; 0 to all */
	int64_t per_member;          /* so many of them at most that a member has had; 0 no limit */
	bool given;                  /* one was: what it is good for stays */
	bool disabled;               /* none is given any more */
	int64_t version;
};
/* All that it is good for, as the record keeps it, in one word; read from there false: it is none. */
char *coupon_kind_text(struct arena *a, const struct coupon_kind_row *k);
bool coupon_kind_read(const char *text, struct coupon_kind_row *out);
/* Which coupon of those that a kind gives by itself is due on a day, so that none is given twice: the month, the year
 * of a birthday, 1 for an opening; 0 none is. birth_month: of the
 * member, 0 not known. */
int64_t coupon_period(enum coupon_giving giving, int32_t day, int32_t birth_month);

struct coupon_row {
	int64_t id, number;
	const char *code;
	int64_t kind_id;
	struct coupon c;
	int64_t period, given_at_ms;
	const char *kind, *kind_en;  /* names; "" where a row is only written */
};

#endif
