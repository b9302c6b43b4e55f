/* basket.h - from lines to the amount due, in one fixed order of stages (each works on what the
 * earlier left, nothing goes below zero): price -> discount on the line by hand -> item promotions
 * -> order promotions -> coupons (model/promotion) -> discount on the bill by hand -> tax -> amount
 * due. A stage only adds discount rows. */
#ifndef MODEL_BASKET_H
#define MODEL_BASKET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/line.h"
#include "model/promotion/promotion.h"

struct basket {
	int64_t id;
	struct line *lines;
	int line_count;
	int bill_discount_kind;       /* enum hand_discount */
	int64_t bill_discount_value;
	int64_t seller_id;            /* who of the staff is credited with what comes; 0 nobody */
	int64_t staff_discount_bp;    /* what staff who buy pay less; 0 a customer's basket */
	struct offers offers;         /* what the customer has a right to */
	/* filled by basket_price: */
	struct discount *discounts;
	int discount_count;
	struct promotion promotion;   /* what became of the offers */
	int64_t amount_minor;         /* goods sold, before discounts */
	int64_t discount_minor;
	int64_t tax_minor;
	int64_t due_minor;            /* for goods sold, after discounts, tax in */
	int64_t refund_minor;         /* for goods coming back */
	int64_t pieces_milli;         /* counted goods by number, a weighed line as one piece */
};

/* Prices the whole basket anew: line amounts, discount rows, tax, totals. Return lines keep the
 * amounts that refund_line gave them. Pure; the same lines give the same figures in any order of
 * calls. ERR_REFUSED when an amount leaves MONEY_MAX, or there are more than LINES_MAX lines or
 * LINE_DISCOUNTS_MAX rows.
 * The staff discount is one percentage of all goods that may be discounted and whose price nobody set or
 * lowered by hand, rounded half away and shared over them.
 * By hand: HAND_PERCENT is rounded half away; HAND_TARGET never raises, and on the bill it is what
 * all goods sold shall come to (before tax on top); LINE_NO_DISCOUNT stays out of both. Such rows
 * say no why. */
enum err basket_price(struct basket *b, struct arena *a) MUST_CHECK;

/* The line that a scan of the same article may join (same article, pack, prices, source, reason and approver, credited
 * to whom the basket is now; counted goods without a label, hand discount or note, not a return; the quantity stays
 * within QTY_MAX); the latest, or NULL when a new line is needed. */
struct line *basket_merge_line(const struct basket *b, const struct line *scanned);
struct line *basket_line(const struct basket *b, int line_no);
int basket_next_line_no(const struct basket *b);
/* The last line, or the one that it goes with; 0: there is none. */
int basket_last_line_no(const struct basket *b);
/* The line that goes with this one (its deposit); NULL none. */
struct line *basket_child(const struct basket *b, int line_no);
/* One of its lines goes. */
void basket_take_out(struct basket *b, struct line *l);
/* What deposits come to among what is due. */
int64_t basket_deposits(const struct basket *b);
/* How far the basket, once priced, lies below the prices at which the shop loses, all lines together; with the
 * discount on the bill, or without. */
int64_t basket_shortfall(const struct basket *b, bool with_bill);
/* How much of a deposit goes with a line: one a piece, one with what was weighed. */
int64_t deposit_qty(const struct line *l);
/* Figures of an empty that comes back: its price times quantity, the tax inside as its rate says. */
void empty_line(struct line *l);

#endif
