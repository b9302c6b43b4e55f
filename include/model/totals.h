/* totals.h - the figures of X, Z and day reports: what each document adds to them. `times` counts
 * acts once, on the sale, and is never reduced; amounts are sales less what came back, by return
 * or void, unless said otherwise. Kept with the document in table shift_total, and computed again
 * from the documents by store check. */
#ifndef MODEL_TOTALS_H
#define MODEL_TOTALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/document.h"

enum measure {
	MEASURE_SALES = 1,   /* times: sales; qty: pieces; amount: due before rounding */
	MEASURE_RETURNS,     /* the same of returns, positive */
	MEASURE_VOIDS,
	MEASURE_DISCOUNT,    /* times: lines sold with one; amount */
	MEASURE_ROUNDING,    /* what cash rounding took off (less what returns put back) */
	MEASURE_TENDER_IN,   /* item: tender; amount that stayed (cash: less change, rounded; else with change) */
	MEASURE_TENDER_OUT,
	MEASURE_TAX,         /* item: tax rate; amount: tax, sales less returns */
	MEASURE_TAX_BASE,    /* item: tax rate; gross amounts, sales less returns */
	MEASURE_DEPARTMENT,  /* item: department; qty; gross amounts, sales less returns */
	MEASURE_CASHIER,     /* item: staff; times: sales; amount: sales less returns */
	MEASURE_OVERRIDE,    /* times: lines sold at a price set by hand; amount: list less it */
	/* acts that are no document: */
	MEASURE_LINE_VOID, MEASURE_CANCEL, MEASURE_NO_SALE, MEASURE_REPRINT,
	/* taking money: */
	MEASURE_VALUE = 30,  /* item: enum value_kind; what was sold or taken so less what came back, no sale */
	MEASURE_FORFEIT,     /* what vouchers were worth beyond the bill */
	MEASURE_VALUE_OUT,   /* item: the account it was held on; positive */
	MEASURE_CORRECTION,  /* item: tender; moved to it, or away (negative) */
	MEASURE_FEE,         /* item: tender */
	MEASURE_FOREIGN,     /* item: the currency's unit; amount: in its minor units, taken less given */
	MEASURE_TOP_UP,      /* stored value; item: ACCOUNT_PRINCIPAL what was paid, ACCOUNT_BONUS what came on top */
	MEASURE_CARD_OUT,    /* the same of what was paid out, or lapsed with it; positive */
	/* cash that documents other than sales put into the drawer (below 0: took out); item: their kind */
	MEASURE_DRAWER = 50,
	MEASURE_PAID_IN, MEASURE_PAID_OUT, /* item: reason */
	MEASURE_DEPOSIT = 60, /* item: deposit article; qty, amount: charged less given back by return */
	MEASURE_EMPTIES,      /* times: papers; qty: pieces; amount: paid out, positive */
	MEASURE_EMPTY,        /* item: deposit article; qty, amount of empties taken back */
	MEASURES = 100       /* beyond every one of them; numbers between may be free */
};
/* Whether acts that are no document are counted by it. To add a measure: its number above, its name
 * in totals.c, and there too whether it counts acts. */
bool measure_is_act(enum measure m);
/* "sales" "returns" ...: stable names for JSON; NULL where a number is free */
extern const char *const measure_name[MEASURES];

struct total { enum measure measure; int64_t item_id; int64_t times, qty_milli, amount_minor; };
struct totals { struct total *list; int count, room; };
void totals_add(struct totals *t, struct arena *a, enum measure m, int64_t item_id, int64_t times,
	int64_t qty_milli, int64_t amount_minor);
/* What a sale, return, void, exchange half adds. */
void totals_document(struct totals *t, struct arena *a, const struct document *d);

#endif
