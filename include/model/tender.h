/* tender.h - means of payment as data, and how a bill is settled with them. */
#ifndef MODEL_TENDER_H
#define MODEL_TENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/money.h"

enum tender_kind {
	TENDER_CASH = 1, TENDER_CARD, TENDER_QR, TENDER_EXCHANGE /* goods brought back in the same act */
};
enum tender_flag {
	TENDER_GIVES_CHANGE = 1, TENDER_OPENS_DRAWER = 2, TENDER_NEEDS_REFERENCE = 4,
	TENDER_REFUNDABLE = 8, /* can take money back */
	TENDER_ACTIVE = 16, TENDER_HIDDEN = 32 /* not in the payment menu */
};
struct tender {
	int64_t id;
	const char *code, *name, *name_en;
	enum tender_kind kind;
	unsigned flags;
	const char *reference_pattern; /* "D6-24": digits, "A1-40": anything; "" none */
	int position;
};
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
};

/* What is still to pay after the payments, and what cash would have to settle it. */
int64_t payments_open(int64_t due_minor, const struct payment *list, int n);
/* Adds cash: given 0 means "exactly". When given covers the rounded rest, the bill is settled:
 * amount, rounding and change are set; else it is part payment. Cash that covers the rest but not
 * the rest rounded up settles it to the fen. False (nothing changed) when nothing is open or the
 * list is full. */
bool payments_add_cash(int64_t due_minor, struct payment *list, int *n, int64_t tender_id,
	int64_t given_minor, enum cash_rounding mode);

#endif
