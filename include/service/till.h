/* till.h - a till as a machine without a screen: one act in, one answer and the new state out. The till screen and
 * `sale ring` are both thin coats over it. Every change of a basket is stored (committed) before
 * till_do returns; money is acknowledged only after COMMIT.
 *
 * An act may be left waiting for more: a reason, a second person's approval, a price, a weight, a
 * reference. The view says what is needed; the acts `reason`, `approve`, `enter` supply it, `back` drops
 * it, any other act replaces it. An approval is bound to the one act that waits, and used once. */
#ifndef SERVICE_TILL_H
#define SERVICE_TILL_H

#include "model/article.h"
#include "model/basket.h"
#include "model/customer.h"
#include "model/document.h"
#include "model/member/level.h"
#include "model/weigh.h"
#include "service/shop.h"

enum action {
	ACT_NONE = 0,
#define ACTION(id, name, args, perm, phases, words, help) ACT_##id,
#include "service/action.def"
#undef ACTION
	ACTIONS
};
struct action_entry { const char *name, *args; enum permission perm; const char *phases, *words, *help; };
extern const struct action_entry action_table[ACTIONS];
/* By name ("void-line"); ACT_NONE when there is none. */
enum action action_find(const char *name);

enum till_phase { TILL_OFF, TILL_LOCKED, TILL_NO_SHIFT, TILL_BASKET, TILL_PAYMENT, TILL_COUNTING };
enum till_need {
	NEED_NOTHING, NEED_REASON, NEED_APPROVAL, NEED_PRICE, NEED_WEIGHT, NEED_REFERENCE, NEED_DEPARTMENT,
	NEED_CONFIRM, /* Enter (enter "") takes it */
	NEED_RETRY,   /* outcome unknown: Enter asks again with the same id */
	NEED_AGE = 30, /* enter a birthdate; "" he is clearly older (by setting), "0" he is too young */
	NEED_BAG,     /* enter the digit of a bag; "" none */
	NEED_PIN = 41, /* the member types his PIN: enter it */
	NEED_MEMBER = 40 /* enter whatever finds a member; where several were found, the digit of one */
};

/* A finished sale, return or exchange, shown until the next scan. */
struct till_done {
	bool shown;
	enum document_kind kind;
	const char *number;
	int64_t total_minor, given_minor, change_minor, rounding_minor;
	const struct line *lines;
	int line_count;
};

/* A receipt opened for returns: its lines and what of each may still come back. */
struct till_receipt {
	const struct document *sale; /* NULL: none open */
	const char *number;
	const int64_t *left_milli;   /* per line */
};

/* A payment asked for outside whose outcome is not settled; amount 0: none. */
struct till_outside {
	int64_t id, tender_id, amount_minor, begun_at_ms;
	bool known_here;             /* who stands here began it and may say that it was refused */
	bool asked;                  /* of a provider's program, not of a person */
	bool cancelling;             /* which is to take it back */
};

/* Who of the members buys, as he may be shown; id 0: nobody known. */
struct till_member {
	int64_t id;
	const char *code, *name, *phone, *kind, *kind_en, *card;
	const char *level, *level_en; /* "" none */
	const char *next;             /* what is missing to the next one, in words; "" there is none */
	int64_t stored_minor, spendable_minor; /* of who buys: stored value, and what of it can be spent now */
	int64_t points;               /* that can be spent now */
	int64_t uses;                 /* of packages, that can be taken today */
	int64_t points_minor, points_cost; /* what they can pay of this bill, and how many that takes */
	int64_t earns;                /* points, in payment: by this bill, less what is paid with points */
};
/* A coupon beside the basket: what it takes off it now; 0: nothing yet, so much is missing (0: other goods are). */
struct till_coupon { const char *code, *name, *name_en; int64_t amount_minor, missing_minor; };
#define TILL_MEMBERS_MAX 9 /* that a digit chooses among */

struct till_view {
	enum till_phase phase;
	enum till_need need;
	enum action pending;              /* what waits for it */
	int reason_kind;                  /* NEED_REASON: shop_reasons() has the list */
	struct said asked;                /* the question, for NEED_... */
	const struct basket *basket;      /* never NULL; line_count 0 when empty */
	int last_line_no;                 /* the line that +N, Del and discounts mean; 0 none */
	const struct payment *payments;
	int payment_count;
	int64_t due_minor;                /* to pay for this basket after returns; below 0: to give back */
	int64_t open_minor;               /* still to pay */
	int64_t cash_minor;               /* what cash must be to settle it (rounded) */
	/* kept for the next article: 0, -1 and 0 none; worth: as much of it as that buys */
	int64_t prefix_qty_milli, prefix_price_minor, prefix_worth_minor;
	int parts_left;                   /* the bill is paid in so many equal parts yet; 0: as it comes */
	int64_t part_minor;               /* and this is the next of them */
	const char *note, *customer;      /* on the basket; "" none */
	const char *seller;               /* number and name of who is credited with what comes; "" nobody */
	struct till_member member;
	const struct till_member *members; /* NEED_MEMBER: those found, where several were */
	int member_count;
	const struct till_coupon *coupons;
	int coupon_count;
	struct till_done done;
	struct till_receipt receipt;
	struct till_outside outside;
	int held_count, open_count;       /* baskets held in the shop; open at this terminal by others */
	int sent_count;                   /* of the held ones: sent to this terminal */
	int64_t shift_id;
	const char *shift_staff;          /* who opened it */
	int64_t shift_opened_at_ms;
	int32_t business_day;
	bool own_drawer;                  /* the shift is one cashier's, beside those of others at the till */
	bool drawer_taken;                /* it is another's, taken over to be counted and closed */
	bool counted;                     /* a blind count is stored */
	bool drawer_full;                 /* a drop is suggested (setting drawer.limit-minor) */
	int attempts_left;
};

struct till;
/* A till on this shop's terminal: finds an open shift and baskets again, also after a crash; while nobody is signed on,
 * when somebody signs on. */
enum err till_open(struct shop *sh, struct till **out) MUST_CHECK;
void till_close(struct till *t);

/* Does one act. arg: its arguments separated by blanks ("" none), as a person or script gave them.
 * OK, or ERR_REFUSED/DENIED/... with *said telling why; also when OK *said tells what was done.
 * Texts in *said live in arena a. */
enum err till_do(struct till *t, enum action act, const char *arg, struct arena *a, struct said *said) MUST_CHECK;
/* One act without a till that stays: by command, or in the office. second: told "NUMBER PIN" or a card where a second
 * person is needed (*asked is the question); who NULL: nobody is there. again: what looks as if it was booked already
 * is booked once more. */
struct till_second { const char *(*who)(void *ctx, const struct said *asked); void *ctx; bool again; };
enum err till_once(struct shop *sh, enum action act, const char *arg, const struct till_second *second,
	struct arena *a, struct said *said) MUST_CHECK;
/* The state now; valid until the next till_do. */
const struct till_view *till_view(const struct till *t);
/* Whether the act ask-again would tell more of the payment asked for outside than is known. */
bool till_outside_news(const struct till *t);
/* Another process changed something (shop_tick said so): prices, held baskets. */
void till_refresh(struct till *t);

/* What the scale of this till reads now, as it comes. An article that waits for its weight takes it by Enter (enter "")
 * when it is at rest. */
void till_weigh(struct till *t, const char *scale, const struct scale_reading *r);
/* How the scale stands at this moment, and its last reading: of an article that waits for its weight without its
 * packing (tare), unless the scale took a tare itself. */
enum weigh_state till_scale(const struct till *t, struct scale_reading *out);
/* The name of that scale; "" there is none. */
const char *till_scale_name(const struct till *t);
/* What the customer should read now; its texts live until the next till_do. */
void till_customer(const struct till *t, struct customer *out);

/* Lists for screens and commands, newest or lowest number first; in arena a. */
struct held_basket {
	int64_t id; int held_no; const char *staff, *terminal, *note, *customer;
	const char *began, *sent_by;      /* who began it, and the till that sent it here; "" none other */
	int64_t amount_minor; int lines; int64_t held_at_ms; bool held; /* false: open on that terminal */
	bool deferred;                    /* left to the next shift */
};
enum err till_held(struct shop *sh, struct arena *a, struct held_basket **list, int *n) MUST_CHECK;
/* With the one that is open here for who asks. */
enum err till_baskets(struct shop *sh, struct arena *a, struct held_basket **list, int *n) MUST_CHECK;

#define FIND_MAX 20
/* Search as you type: names, article numbers, pinyin; best sellers first. */
enum err till_find(struct shop *sh, struct arena *a, const char *text, struct article *list, int *n) MUST_CHECK;
/* One article by any code, as the entry line finds it; ERR_NOTFOUND. */
enum err till_article(struct shop *sh, struct arena *a, const char *code, struct article *out) MUST_CHECK;

#endif
