/* tender.h - means of payment as data, and how a bill is settled with them. */
#ifndef MODEL_TENDER_H
#define MODEL_TENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/money.h"

enum tender_kind {
	TENDER_CASH = 1, TENDER_CARD, TENDER_QR, TENDER_EXCHANGE, /* goods brought back in the same act */
	TENDER_VOUCHER, /* a sold voucher; its serial is the reference */
	TENDER_HOUSE,   /* on account; the account's number is the reference */
	TENDER_ORDER,   /* the deposit taken on an order; its number is the reference */
	TENDER_FOREIGN, /* foreign notes; the reference says how much at which rate (model/value.h) */
	TENDER_CHEQUE,
	TENDER_STORED = 10, /* stored value of a member; whose, and what of it is bonus (model/member/wallet.h) */
	TENDER_POINTS,      /* points of a member; whose, and how many (model/member/points.h) */
	TENDER_KIND_LAST = TENDER_POINTS
};
enum tender_flag {
	TENDER_GIVES_CHANGE = 1, TENDER_OPENS_DRAWER = 2, TENDER_NEEDS_REFERENCE = 4,
	TENDER_REFUNDABLE = 8, /* can take money back */
	TENDER_ACTIVE = 16, TENDER_HIDDEN = 32, /* not in the payment menu */
	TENDER_SECOND_SLIP = 64, /* a second receipt, for the shop, to be signed */
	TENDER_ASKS_OUTSIDE = 128 /* its outcome is asked of a provider; it may be unknown for a while */
};
/* Where a return gives back what was paid by it. */
enum refund_to { REFUND_SAME = 0, REFUND_CASH, REFUND_NONE /* only with a second person, then in cash */ };
/* What becomes of more than is open. Up to over_max_minor (0: as much as it is) but for refuse. */
enum over_rule {
	OVER_REFUSE = 0, OVER_TIP, /* a tip */
	OVER_CHANGE,               /* goes back in cash */
	OVER_FORFEIT               /* is kept: a paper of fixed value */
};
struct tender {
	int64_t id;
	const char *code, *name, *name_en;
	enum tender_kind kind;
	unsigned flags;
	const char *reference_pattern; /* "D6-24": digits, "A1-40": anything; "" none */
	int position;
	int64_t min_minor, max_minor;  /* of one payment; 0 no limit */
	int64_t bill_max_minor;        /* of one bill, all payments by it together; 0 no limit */
	int64_t approve_above_minor;   /* a second person allows what is more; -1 never needed */
	enum refund_to refund_to;
	enum over_rule over_rule;
	int64_t over_max_minor;
	int64_t fee_bp, fee_minor;     /* what the shop pays for a payment */
	const char *currency;          /* TENDER_FOREIGN: three letters; else "" */
};
/* What an amount breaks of the rules: 0 nothing. before_minor: what the bill has been paid by this tender. */
enum tender_rule { RULE_KEPT = 0, RULE_MIN, RULE_MAX, RULE_BILL_MAX };
enum tender_rule tender_rule_broken(const struct tender *t, int64_t amount_minor, int64_t before_minor);
bool tender_needs_approval(const struct tender *t, int64_t amount_minor);
/* Whether money itself changes hands now: with others nothing of value can be bought that turns into money. */
bool tender_is_money(enum tender_kind kind);
/* Whether something of it lies in the drawer when the shift ends: slips, vouchers, cheques, foreign notes. */
bool tender_is_counted(enum tender_kind kind);
#define TENDER_REFERENCE_MAX 64 /* characters */
/* May a payment carry this reference? "" only if the tender needs none. One that is given must fit
 * the pattern (so many digits or printable characters); where there is no pattern, 1..64
 * characters if the tender needs one, else none. */
bool tender_reference_ok(const struct tender *t, const char *reference);

#define PAYMENTS_MAX 20
struct payment {
	int n;                  /* its row; in a return: the payment of the sale that it gives back */
	int64_t tender_id;
	enum tender_kind kind;
	int64_t amount_minor;   /* its part of the total, before cash rounding */
	int64_t rounding_minor; /* of it, taken off by cash rounding (only the cash that settles) */
	int64_t given_minor;    /* cash handed over; else amount */
	int64_t change_minor;
	const char *reference;
	int64_t approver_id;    /* while it is in a basket: who allowed it; the audit has it after that */
};

/* Its reference as people read it: whose stored value or points paid is told by who bought; of points how many. */
const char *payment_reference(const struct payment *p);

/* What is still to pay after the payments, and what cash would have to settle it. */
int64_t payments_open(int64_t due_minor, const struct payment *list, int n);
/* Adds cash: given 0 means "exactly". When given covers the rounded rest, the bill is settled:
 * amount, rounding and change are set; else it is part payment. Cash that covers the rest but not
 * the rest rounded up settles it to the fen. False (nothing changed) when nothing is open or the
 * list is full. */
bool payments_add_cash(int64_t due_minor, struct payment *list, int *n, int64_t tender_id,
	int64_t given_minor, enum cash_rounding mode);
/* What was handed over beyond amount and change and stays: a voucher's rest. 0 for cash. */
int64_t payment_kept_over(const struct payment *p);
/* What came in by its means and stays there: cash less the change; of any other all, its change being cash. */
int64_t payment_came_in(const struct payment *p);
/* Whether the figures of a payment can be so; in what comes back nothing is changed. */
bool payment_sound(const struct payment *p, bool sale);

#endif
