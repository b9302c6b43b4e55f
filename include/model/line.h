/* line.h - one line of a basket, a sale or a return: what it is, and what it came to. */
#ifndef MODEL_LINE_H
#define MODEL_LINE_H

#include <stdbool.h>
#include <stdint.h>

#define LINES_MAX 999           /* lines in one basket */
#define LINE_DISCOUNTS_MAX 4000 /* discount rows in one basket */

enum price_source {
	PRICE_REGULAR = 1, PRICE_PACK, PRICE_LEVEL, PRICE_LABEL, /* printed by a scale */
	PRICE_TYPED,                                             /* open price or department sale */
	PRICE_OVERRIDE,
	PRICE_WINDOW = 50,                                       /* a price by the hour */
	PRICE_MEMBER = 51,                                       /* of who buys: a member price, or one of his level */
	PRICE_USES = 52                                          /* 0.00: a package of uses pays for it */
};
enum line_flag {
	LINE_WEIGHED = 1,
	LINE_LABEL = 2,        /* amount printed by a scale: never merged, returned whole */
	LINE_NO_DISCOUNT = 4,
	LINE_NO_POINTS = 8,
	LINE_RETURN = 16,      /* goods coming back: original_id and original_line are set */
	LINE_DEPARTMENT = 32,  /* no article on file */
	LINE_NO_OVERRIDE = 64,
	LINE_TAX_EXCLUDED = 128, /* tax comes on top of the price */
	LINE_DEPOSIT = 256,    /* a deposit: outside every discount and all points; not revenue */
	LINE_EMPTY = 512,      /* an empty taken back without receipt; LINE_RETURN and LINE_DEPOSIT too */
	LINE_LINKED = 1024,    /* parent_line is set */
	LINE_SUPPLIED = 2048,  /* supplier_id is set */
	LINE_SOLD_BY = 32768,  /* seller_id is set */
	/* no goods: bits 20 to 23 say what it is (enum value_kind in model/value.h) */
	LINE_VALUE = 15 << 20
};
/* A discount given by hand. */
enum hand_discount {
	HAND_NONE = 0,
	HAND_PERCENT,          /* value: basis points off */
	HAND_AMOUNT,           /* value: minor units off (the line, or the bill) */
	HAND_TARGET            /* value: what it shall come to */
};

struct line {
	int line_no;           /* from 1, as printed; gaps where lines were taken out */
	int64_t article_id;    /* 0: department sale */
	int64_t department_id, tax_rate_id;
	const char *code, *name, *unit;
	const char *note;      /* of a basket's line; NULL or "" none. A document keeps its notes apart */
	int64_t qty_milli, pack_milli;
	int64_t list_price_minor; /* what the file said; equal to price where nothing differs */
	int64_t price_minor;
	int price_source;
	int public_source;     /* in a basket, of PRICE_MEMBER: what it is for everybody else */
	bool has_fixed_amount;
	int64_t fixed_amount_minor;
	unsigned flags;
	int discount_kind;     /* enum hand_discount */
	int64_t discount_value;
	int64_t reason_id, approver_id;
	int64_t original_id;   /* LINE_RETURN */
	int original_line;
	int parent_line;       /* LINE_LINKED: the line it goes with, comes back with, is taken out with */
	int64_t supplier_id;   /* LINE_SUPPLIED */
	int64_t seller_id;     /* LINE_SOLD_BY: the one of the staff who is credited with it */
	int64_t age_min;       /* in a basket: how old the buyer must be; 0 any age */
	int64_t floor_minor;   /* in a basket: the price below which the shop loses; 0 not known */
	int64_t category_id;   /* in a basket: of its article; 0 none */
	int64_t tax_bp;
	/* what it came to (basket_price, or for returns refund_line): */
	int64_t amount_minor;   /* before any discount */
	int64_t discount_minor; /* sum of its discount rows */
	int64_t paid_minor;     /* due for the line, tax in: amount - discount (+ tax on top) */
	int64_t tax_minor;      /* inside paid_minor */
};

/* Whether it is the slip of a bottle machine: empties whose amount the machine printed; its code is the slip's key. */
bool line_is_slip(const struct line *l);
/* Whether somebody of the staff can be credited with it: goods that are sold, no deposit, no voucher. */
bool line_credited(const struct line *l);
/* Sets who is; 0 nobody. */
void line_credit(struct line *l, int64_t seller_id);
/* How many pieces the line counts for: a weighed one is one piece. */
int64_t line_pieces_milli(const struct line *l);
/* Goods cost a member this price, where that is less than what everybody pays; list_price_minor keeps that. False: the
 * line is as it was: a price or amount that somebody typed or a scale printed stands, and so do deposits and what comes
 * back. */
bool line_member_price(struct line *l, int64_t price_minor);
/* Whether a package of uses can pay for it: whole pieces of an article, at a price that nobody set. */
bool line_can_use(const struct line *l);
/* It does: 0.00, outside discounts and points. */
void line_use(struct line *l);
/* And again what everybody pays. False: it was so. */
bool line_public_price(struct line *l);
/* Whether its figures are such as a till can hold, so that other functions may be asked about it. */
bool line_in_range(const struct line *l);

enum discount_stage {
	STAGE_PRICE = 1,       /* list price against the price charged */
	STAGE_LINE_HAND, STAGE_ITEM_PROMOTION, STAGE_ORDER_PROMOTION, STAGE_COUPON, STAGE_BILL_HAND
};
/* Rules of the program itself; those of a shop have ids of its own, which are large. 0: by hand. RULE_LEVEL: of the
 * member's level, whose name is its why. */
enum { RULE_STAFF = 1, RULE_MEMBER_PRICE = 2, RULE_LEVEL = 3 };
/* One row per line, rule and stage; their sum is the difference between list and paid, always. */
struct discount {
	int line_no;
	int stage;
	int64_t rule_id;       /* 0: by hand; RULE_...; else a shop's rule */
	int64_t amount_minor;  /* >= 0 */
	const char *why;
};
/* What one stage takes off a line; line_no 0: off all of them. */
int64_t discounts_sum(const struct discount *list, int n, int line_no, enum discount_stage stage);
/* The same of what a rule takes off. */
int64_t discounts_by_rule(const struct discount *list, int n, int line_no, int64_t rule_id);

#endif
