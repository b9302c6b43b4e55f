/* value.h - what is sold or taken without being goods: tips, donations, vouchers, deposits on orders, payments on
 * account. Each is a line of a basket that posts against an account of its own (no revenue, no tax, no base of any
 * discount); its code is the number of the holder. And foreign notes, cheques, payments whose outcome is asked
 * outside. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "model/ledger.h"
#include "model/line.h"
#include "model/tender.h"

enum value_kind {
	VALUE_NONE = 0,
	VALUE_TIP,      /* holder: who gets it */
	VALUE_DONATION, /* holder 0 */
	VALUE_VOUCHER,  /* holder: the serial */
	VALUE_ORDER,    /* deposit; holder: the order */
	VALUE_HOUSE,    /* received on account; holder: the account */
	VALUE_REFUND,   /* a voucher given for goods brought back, instead of money; holder: the serial */
	VALUE_KINDS
};
#define LINE_VALUE_SHIFT 20
/* "tip" "donation" ...: stable names. */
extern const char *const value_name[VALUE_KINDS];
enum value_kind line_value(const struct line *l);
/* It hands out a voucher, sold or for goods brought back. */
bool line_is_voucher(const struct line *l);
enum account value_account(enum value_kind kind);
/* A line that is worth `amount`: of one piece, never merged, discounted, priced anew or split. Texts are the
 * caller's. */
struct line value_line(enum value_kind kind, const char *code, const char *name, int64_t amount_minor);
/* What of a basket or document is of value, not goods; the goods' part of `total` is the rest. */
int64_t lines_value_minor(const struct line *list, int n);
/* The number that a code or reference is; 0: none that could be one. 1 to 18 digits. */
#define HOLDER_MAX INT64_C(999999999999999999)
int64_t value_holder(const char *text);
/* Where the payments of a document are held, for the kinds that have a holder. */
enum account tender_account(enum tender_kind kind);

/* --- orders --------------------------------------------------------------------------------------- */

struct order_row;
/* What stands on the receipt under the deposit: what the order will cost, and what it is ("100.00 cake"). */
char *order_note(struct arena *a, const struct order_row *order);
/* Back from it into total and note, which lives as long as the text. False: it is none. */
bool order_note_read(const char *text, struct order_row *order);

/* --- vouchers ------------------------------------------------------------------------------------ */

/* A serial has 6 to 18 digits, the last one the check digit of those before (as in a GTIN). */
#define SERIAL_DIGITS_MIN 6
bool serial_valid(int64_t serial);
/* The next serial after one: its running part plus one, with a new check digit. */
int64_t serial_next(int64_t serial);
/* How many serials from..to are; 0: they are no range. */
int64_t serial_count(int64_t from, int64_t to);

enum voucher_state {
	VOUCHER_STOCK = 1, /* from the printer, in the office or handed to a till */
	VOUCHER_SOLD, VOUCHER_USED, /* nothing is left of it */
	VOUCHER_RETURNED, VOUCHER_VOID, VOUCHER_BLOCKED, VOUCHER_EXPIRED, VOUCHER_STATES
};
extern const char *const voucher_state_name[VOUCHER_STATES];

/* --- foreign notes ------------------------------------------------------------------------------- */

/* As the reference of a payment: "USD 2000 @ 71234/100000": so many minor units, each worth so much. */
struct foreign { char currency[4]; int64_t amount, numerator, denominator; };
bool currency_valid(const char *code);   /* three capitals */
int64_t currency_unit(const char *code); /* its unit in the ledger */
void currency_code(int64_t unit, char code[4]);
char *foreign_text(struct arena *a, const struct foreign *f);
bool foreign_read(const char *text, struct foreign *out);
/* What the notes are worth in the shop's money: rounded towards zero, for the shop. 0: nothing, or beyond MONEY_MAX. */
int64_t foreign_home_minor(const struct foreign *f);
/* A rate "7.1234" for one unit as a ratio of minor units, both currencies with the decimals of the shop's. */
bool rate_parse(const char *text, int64_t *numerator, int64_t *denominator);
char *rate_text(struct arena *a, int64_t numerator, int64_t denominator);

/* --- cheques, intents ---------------------------------------------------------------------------- */

enum cheque_state {
	CHEQUE_GIVEN = 1, CHEQUE_SENT, CHEQUE_CLEARED, CHEQUE_BOUNCED, CHEQUE_BACK /* its sale was voided */,
	CHEQUE_STATES
};
extern const char *const cheque_state_name[CHEQUE_STATES];

/* An intent is on file before anything leaves the shop. */
enum intent_state {
	INTENT_BEGUN = 1, INTENT_UNKNOWN, /* both block another charge of the basket by that tender */
	INTENT_TAKEN, INTENT_REFUSED, INTENT_NOT_TAKEN /* declared so by two persons */, INTENT_STATES
};
extern const char *const intent_state_name[INTENT_STATES];
/* How it ended, as the audit keeps it ("refused", "taken 2 SLIP7"), and read from there: a state, and of one that was
 * taken the means of payment and the reference, which lives as long as the text. INTENT_STATES: it is none. */
char *outcome_detail(struct arena *a, int state, int64_t tender_id, const char *reference);
int outcome_read(const char *detail, int64_t *tender_id, const char **reference);

/* What a payment provider is to give back: a payment whose sale did not come about, or what goods that came back were
 * paid with. It is on file before the provider is asked. */
enum payback_kind { PAYBACK_REVERSAL = 1, PAYBACK_REFUND, PAYBACK_KINDS };
enum payback_state {
	PAYBACK_OWED = 1, PAYBACK_REFUSED, /* by the provider: a person sees to it. Both are open */
	PAYBACK_GIVEN, PAYBACK_BY_HAND, PAYBACK_DROPPED /* the payment counts after all */,
	PAYBACK_IN_CASH /* out of a drawer, by a document */, PAYBACK_STATES
};
extern const char *const payback_kind_name[PAYBACK_KINDS], *const payback_state_name[PAYBACK_STATES];
#define PAYBACK_CONTENT "payback " /* of the document that paid it in cash, before its id */
#define PAYBACK_ANSWER_MAX 64 /* what the provider says to it, bytes */

/* --- rows as they are kept --------------------------------------------------------------------------- */

struct voucher_kind_row {
	int64_t id; const char *code, *name, *name_en; int64_t face_minor, valid_days; bool keeps_rest, disabled;
	int64_t version;
	bool refund;                   /* given for goods brought back, never sold; face: at most */
};

struct voucher_row {
	int64_t serial, kind_id, face_minor; int state; int64_t terminal_id, sold_id; int32_t last_day;
	const char *kind_name, *kind_name_en; bool keeps_rest; int64_t valid_days;
	bool refund;                   /* while in stock, its face is the most that it can be given for */
};

struct voucher_move_row {
	int64_t id, from, to; const char *what; int64_t at_ms, staff_id, approver_id, terminal_id; const char *note;
};

struct house_row {
	int64_t id; const char *name, *phone; int64_t limit_minor, terms_days; const char *persons; bool disabled;
	int64_t version, balance_minor;
};

struct order_row {
	int64_t id, at_ms, staff_id, terminal_id; const char *customer, *note; int64_t total_minor; int32_t wanted_day;
	int64_t deposit_minor;         /* what is held for it */
};

struct rate_row {
	const char *currency; int64_t from_at_ms, numerator, denominator; const char *source; int64_t staff_id;
};

struct cheque_row { int64_t id; int state; const char *number; int64_t amount_minor, taken_at_ms, changed_at_ms; };

struct intent_row {
	int64_t id, basket_id, terminal_id, shift_id, staff_id, tender_id, amount_minor; const char *code; int state;
	const char *reference; int64_t begun_at_ms, changed_at_ms; bool back /* it is to be taken back */;
};

/* id: under which the provider is asked, of a reversal the payment's own. document_id: that gave it back or dropped the
 * basket, 0 none. reference: of the payment. answer: of the provider, or of the person who saw to it. */
struct payback_row {
	int64_t id; int kind; int64_t intent_id, document_id, terminal_id, staff_id, tender_id, amount_minor;
	const char *reference; int state; const char *answer; int64_t at_ms, changed_at_ms;
};
/* As the audit keeps it, and read from there: kind, document, payment, means of payment, till, reference. */
char *payback_detail(struct arena *a, const struct payback_row *row);
bool payback_read(struct arena *a, const char *detail, struct payback_row *out);

/* --- what an account owes for how long ----------------------------------------------------------- */

/* Charges (> 0) and payments (< 0) by day, oldest first: payments settle the oldest charges. */
struct owed { int32_t day; int64_t amount_minor; };
#define AGES 4 /* not due, up to 30 days over, up to 60, more */
void owed_ages(const struct owed *list, int n, int32_t today, int terms_days, int64_t ages[AGES]);

#endif
