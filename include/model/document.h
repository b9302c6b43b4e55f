/* document.h - a posted act of trade: what later books, papers and checks read. Inserted whole,
 * never changed. */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "model/ledger.h"
#include "model/line.h"
#include "model/tender.h"

enum document_kind {
	DOC_SALE = 1, DOC_RETURN, DOC_VOID, /* a void is a return of everything */
	DOC_FLOAT, DOC_CASH_UP,             /* shift: float in; counted, variance, drawer emptied */
	DOC_ABANDONED,                      /* basket dropped after an external payment: keeps
	                                     * its number */
	/* money (service/money.h): postings alone */
	DOC_PAID_OUT = 20,                  /* tips, donations, deposits: out of the drawer or the safe */
	DOC_VOUCHER_EXPIRED, DOC_ORDER_FORFEIT,
	DOC_CHEQUE,                         /* to the bank, cleared, bounced, made good; original: who took it */
	DOC_CORRECTION,                     /* a payment of the original was by another means */
	DOC_FEES,                           /* of the means of payment, for a shift */
	DOC_PAYBACK = 26,                   /* what a provider refused to give back was paid in cash; original: the
	                                     * return, or the dropped basket */
	/* cash moved without a sale, see cash.h */
	DOC_DROP = 40, DOC_PICK_UP,         /* drawer to safe, by the cashier; by who collects it */
	DOC_CHANGE_IN,                      /* safe to drawer */
	DOC_PAY_IN, DOC_PAY_OUT,            /* what is no sale; what the shop pays in cash */
	DOC_BAG, DOC_BANKED,                /* safe to a sealed bag; the bank counted it */
	DOC_SAFE_COUNT,                     /* what the safe holds, and what is over or short */
	DOC_SAFE_IN,                        /* bank to safe */
	DOC_EMPTIES = 50,                   /* bottles and crates taken back without a receipt */
	/* what members have (service/members.h): postings alone */
	DOC_TOP_UP = 60, DOC_CARD_REFUND = 61,
	DOC_VALUE_ADJUST = 62,              /* credit that nobody paid */
	DOC_VALUE_TRANSFER = 63,
	DOC_POINTS_ADJUST = 64, DOC_POINTS_EXPIRED = 65, DOC_POINTS_TRANSFER = 66,
	DOC_REDEMPTION = 67,                /* a gift, coupon or draw for points */
	DOC_MERGE = 68,
	DOC_CARD_FEE = 69,
	DOC_USES = 70,                      /* given or taken without a sale */
	DOC_DRAW = 71,
	DOC_OPENING = 72                    /* what a member had elsewhere, by import */
};
/* To add a kind: its number above and its name in document.c. */
#define DOCUMENT_KINDS_MAX 100
/* "sale", "cash-up" ...: stable names for JSON; NULL: there is no such kind. */
const char *document_kind_name(int64_t kind);
/* Goods went out or came back, with a receipt: a sale, a return, a void, empties. */
bool document_is_trade(int64_t kind);

/* What a person wrote on it. Outside the seal: it may be about a person, and is taken away then. */
#define NOTE_BILL 0            /* on the whole */
#define NOTE_CUSTOMER (-1)     /* whom it is for */
struct document_note { int line_no; const char *text; };

struct document {
	int64_t id;
	enum document_kind kind;
	int64_t terminal_id;
	const char *terminal_code;
	int64_t series, running;
	int64_t staff_id, approver_id; /* approver 0: none */
	const char *staff_number, *staff_name;
	int64_t shift_id;
	bool own_drawer;               /* its cash lies in a drawer of the shift's own, not in that of the terminal */
	int32_t business_day;
	int64_t at_ms;
	int64_t original_id, partner_id, reason_id; /* 0: none */
	int64_t member_id;             /* who bought, or brings back what he bought; 0 nobody known */
	struct line *lines;
	int line_count;
	struct discount *discounts;
	int discount_count;
	struct payment *payments;
	int payment_count;
	struct posting *postings;
	int posting_count;
	struct document_note *notes;   /* few documents have any */
	int note_count;
	int64_t total_minor, discount_minor, tax_minor, rounding_minor;
	const char *link;              /* seal, hex; its first 8 characters stand on the receipt */
};

/* In a return each payment of the sale may stand twice: as money, and as what an exchange took. */
#define DOCUMENT_PAYMENTS_MAX (2 * PAYMENTS_MAX)

/* The note of a line, or NOTE_BILL, NOTE_CUSTOMER; "" none. */
const char *document_note(const struct document *d, int line_no);

/* What of a sale, return or void is goods: without deposits on bottles, and without what is of value and no goods. */
int64_t document_goods_minor(const struct document *d);
/* Whose drawer it moves: the holder of ACCOUNT_DRAWER and ACCOUNT_FOREIGN in its postings. */
int64_t document_drawer(const struct document *d);
/* What the postings of a stored one say of own_drawer. */
bool document_drawer_read(const struct document *d);

/* Whether all figures are such as a till can hold, and whether lines, discount rows, payments and
 * totals of a sale, return or void agree. A posted one is and does, unless the store was changed;
 * the other functions of the model may be asked about such a document only. */
bool document_in_range(const struct document *d);
bool document_agrees(const struct document *d);

/* Fills totals (total, discount, tax, rounding) from lines and payments, and the postings of a
 * sale, return or void (figures are positive in all three; lines of a return have LINE_RETURN).
 * Aborts (a bug) if lines, discount rows, payments and postings do not agree. */
void document_finish(struct document *d, struct arena *a);
/* Whether a document moves money between means of payment, as its payments alone say: a correction, a refund paid in
 * cash. Their given_minor is what each means gained (negative: lost), their sum nothing. */
bool document_moves_payments(int64_t kind);
/* The postings of such a document. */
void document_post_moved(const struct document *d, struct arena *a, struct ledger *l);

/* Whether the payments of a document without lines come in (1) or go out (-1): a top-up, and what is paid out of stored
 * value; 0: of others. Their amounts are positive in both. */
int document_payment_sign(int64_t kind);
/* What those put where their means are held, or take from there. */
void document_post_payments(const struct document *d, struct arena *a, struct ledger *l);
/* Whether payments and postings of a document of stored value say the same: what was paid is principal, what is given
 * is a cost, what was taken over stands against it, nothing is moved that was not there. True for all other kinds. */
bool document_value_agrees(const struct document *d);

#endif
