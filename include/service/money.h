/* money.h - what is worth money and is no money: vouchers, accounts of customers, orders with a deposit, foreign notes,
 * cheques; what the office does with them. The till sells and takes them by its own acts (till.h). Each change
 * needs its right, is audited, and moves value only by a posted document. Texts are as typed; NULL: it stays. */
#ifndef SERVICE_MONEY_H
#define SERVICE_MONEY_H

#include "service/shop.h"
#include "model/value.h"

/* --- vouchers ------------------------------------------------------------------------------------ */

#define VOUCHER_RANGE_MAX 10000 /* papers in one act */
/* face: an amount; days: how long it is good after it was sold, "0" for ever; rest: "forfeit" or "keep"; refund: "yes"
 * is given for goods brought back and never sold: it keeps its rest, and its face is the most one is given for. */
struct voucher_kind_edit { const char *code, *name, *name_en, *face, *days, *rest, *active, *refund; };
enum err voucher_kind_list(struct shop *sh, struct arena *a, struct voucher_kind_row **list, int *n) MUST_CHECK;
enum err voucher_kind_add(struct shop *sh, struct arena *a, const struct voucher_kind_edit *edit,
	struct said *said) MUST_CHECK;
enum err voucher_kind_set(struct shop *sh, struct arena *a, const struct voucher_kind_edit *edit,
	struct said *said) MUST_CHECK;
/* The printer delivered a range; all of it is new, or nothing is taken. */
enum err voucher_receive(struct shop *sh, struct arena *a, const char *kind, const char *from, const char *to,
	struct said *said) MUST_CHECK;
/* Papers in stock go to a till ("" back to the office). All of the range must be in stock. */
enum err voucher_hand_over(struct shop *sh, struct arena *a, const char *terminal, const char *from, const char *to,
	struct said *said) MUST_CHECK;
enum voucher_deed { VOUCHER_DO_VOID /* in stock: spoilt or lost */, VOUCHER_DO_BLOCK, VOUCHER_DO_UNBLOCK };
/* note: a text, or the digit of a reason of kind voucher. */
enum err voucher_do(struct shop *sh, struct arena *a, enum voucher_deed deed, const char *serial, const char *note,
	struct said *said) MUST_CHECK;
/* What is past its last day is forfeited, each by a document of its own; *done how many. */
enum err voucher_expire(struct shop *sh, struct arena *a, int *expired, struct said *said) MUST_CHECK;

/* After a serial, by serial; state 0: any. */
enum err voucher_page(struct shop *sh, struct arena *a, int64_t after, int state, int limit, struct voucher_row **list,
	int *n) MUST_CHECK;

struct voucher_step { int64_t at_ms; const char *what, *number; int64_t amount_minor, staff_id, terminal_id;
	const char *note, *staff, *terminal; /* staff, terminal: in words; of papers "" the office */ };
struct voucher_sheet { struct voucher_row row; int64_t rest_minor; struct voucher_step *steps; int step_count; };
/* One voucher and through whose hands it went. */
enum err voucher_show(struct shop *sh, struct arena *a, const char *serial, struct voucher_sheet *out,
	struct said *said) MUST_CHECK;

/* What was done with papers, newest first: ranges that came from the printer, went to a till, were voided ... */
struct voucher_batch { struct voucher_move_row row; int64_t papers; const char *staff, *terminal; };
#define VOUCHER_BATCHES_MAX 1000
enum err voucher_batches(struct shop *sh, struct arena *a, struct voucher_batch **list, int *n) MUST_CHECK;

/* --- accounts of customers ----------------------------------------------------------------------- */

struct house_edit { const char *number, *name, *phone, *limit, *terms, *persons, *active; };
enum err house_all(struct shop *sh, struct arena *a, struct house_row **list, int *n) MUST_CHECK;
enum err house_add(struct shop *sh, struct arena *a, const struct house_edit *edit, struct said *said) MUST_CHECK;
enum err house_set(struct shop *sh, struct arena *a, const struct house_edit *edit, struct said *said) MUST_CHECK;
struct house_line { int64_t at_ms; int32_t day; int kind; const char *number; int64_t amount_minor, balance_minor; };
/* What moved from a day to a day, with the balance before and after, and how old is what is owed at the end. */
struct house_sheet {
	struct house_row row;
	int32_t from, to;
	int64_t opening_minor, closing_minor, ages[AGES];
	struct house_line *lines;
	int line_count;
};
enum err house_statement(struct shop *sh, struct arena *a, const char *number, int32_t from, int32_t to,
	struct house_sheet *out, struct said *said) MUST_CHECK;

/* --- foreign cash -------------------------------------------------------------------------------- */

/* rate: what one unit is worth ("7.1234"); holds from now on. */
enum err currency_set(struct shop *sh, struct arena *a, const char *currency, const char *rate, const char *source,
	struct said *said) MUST_CHECK;
/* All rates, newest first by currency. */
enum err currency_rates(struct shop *sh, struct arena *a, struct rate_row **list, int *n) MUST_CHECK;

/* --- cheques ------------------------------------------------------------------------------------- */

/* number: of the receipt that took it. given -> sent -> cleared | bounced; a bounced one that is paid after all is
 * cleared from there. */
enum err cheque_to(struct shop *sh, struct arena *a, const char *number, enum cheque_state to,
	struct said *said) MUST_CHECK;

struct cheque_info { struct cheque_row row; const char *receipt; };
/* Those that are not cleared; all: every one. */
enum err cheque_all(struct shop *sh, struct arena *a, bool all, struct cheque_info **list, int *n) MUST_CHECK;

/* --- slips of bottle machines -------------------------------------------------------------------- */

#define SLIPS_SHOWN_MAX 100000 /* in one list; more are refused */
/* machine, slip: "" where the layouts of today know neither. number: of the document that took it. */
struct slip_info {
	int32_t day; int64_t at_ms; const char *machine, *slip; int64_t amount_minor;
	const char *number, *terminal, *staff;
};
/* Those taken on the business days from one to another, oldest first; machine NULL: of all. Needs the right `reports`.
 */
enum err slips_paid(struct shop *sh, struct arena *a, const char *machine, int32_t from, int32_t to,
	struct slip_info **list, int *n, struct said *said) MUST_CHECK;

/* What a row sums; what it does not tell apart is 0 and "". */
enum slips_by { SLIPS_BY_DAY_AND_MACHINE, SLIPS_BY_DAY, SLIPS_BY_MACHINE, SLIPS_BY_NOTHING, SLIPS_BYS };
extern const char *const slips_by_name[SLIPS_BYS]; /* "both" "day" "machine" "none" */
struct slip_sum { int32_t day; const char *machine; int64_t slips, amount_minor; };
/* Of such a list, by day, then machine. */
void slips_sum(struct arena *a, const struct slip_info *list, int n, enum slips_by by, struct slip_sum **sums,
	int *count);

/* --- what a payment provider is to give back ----------------------------------------------------- */

struct payback_info {
	struct payback_row row;        /* kind 0: a payment whose outcome nobody knows */
	const char *document, *tender, *terminal, *staff; /* in words; document: "" none */
};
/* Owed and refused ones, oldest first; all: also those that ended, newest first, as many as a list shows. */
enum err payback_all(struct shop *sh, struct arena *a, bool all, struct payback_info **list, int *n) MUST_CHECK;
/* Payments asked for whose outcome is open. */
enum err payment_unknown(struct shop *sh, struct arena *a, struct payback_info **list, int *n) MUST_CHECK;
/* Two persons: it was given back in another way; note says how (a number of the provider's own program). */
enum err payback_settle(struct shop *sh, struct arena *a, const char *id, const char *note, const char *second,
	const char *pin, struct said *said) MUST_CHECK;
/* Asks the provider for what this till owes through it, and takes over what it answered; never waits. OK: something
 * ended, *said tells the last of it. ERR_NOTFOUND: nothing did. */
enum err payback_work(struct shop *sh, struct arena *a, struct said *said) MUST_CHECK;
/* Something is left for it to ask. */
bool payback_due(struct shop *sh);

/* --- orders -------------------------------------------------------------------------------------- */

enum err order_list(struct shop *sh, struct arena *a, struct order_row **list, int *n) MUST_CHECK;

#endif
