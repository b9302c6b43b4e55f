/* sell_int.h - the open basket of a till: in memory exactly as in its rows. A change is made on a draft, priced,
 * stored, and only then shown. */
#ifndef SERVICE_SELL_INT_H
#define SERVICE_SELL_INT_H

#include "model/basket.h"
#include "model/document.h"
#include "model/totals.h"
#include "../member/coupons_int.h"
#include "../shop/shop_int.h"
#include "store/basket_store.h"
#include "store/fix_store.h"

struct open_basket {
	struct basket_row row;       /* id, ids of the checkout, discount on the bill, who approved */
	bool stored;                 /* its row is in the store (with the first line) */
	struct basket now;           /* lines and figures */
	struct basket *draft;        /* from sell_draft until the change is stored */
	struct arena lines[2];       /* line array and discount rows of `now`; the other is for the draft */
	int current;
	struct arena texts;          /* names and codes of lines; grows as long as the basket lives */
	struct payment payments[PAYMENTS_MAX];
	int payment_count;
	struct coupon_row coupons[BASKET_COUPONS_MAX]; /* that the customer showed */
	int coupon_count;
	int64_t age_stored;          /* row.age_seen as the store has it */
};

void sell_begin(struct shop *sh, struct open_basket *ob);
void sell_release(struct open_basket *ob);
/* The open basket of the signed-on person at this terminal, as the store has it; an empty one otherwise. */
enum err sell_load(struct shop *sh, struct open_basket *ob) MUST_CHECK;

/* Any basket of the shop, to look at. */
enum err sell_read(struct shop *sh, struct open_basket *ob, const struct basket_row *row) MUST_CHECK;

/* A copy of the basket to change, with room for two more lines: one, and what goes with it. Valid
 * until the next sell_* call. */
struct basket *sell_draft(struct open_basket *ob);
/* The same with room for n more. */
struct basket *sell_draft_for(struct open_basket *ob, int n);
/* Each prices the draft (ERR_REFUSED: beyond what the till can hold), stores the one change and takes the draft over.
 * On any error the basket is as it was. `act`, if given, is audited and counted in the same transaction. */
struct sell_act { int64_t shift_id; enum measure measure; int64_t amount_minor; struct audit_row row; };
/* `fix`, if given: the line sells a code nobody knew, which the fix list then says, too. */
struct fix_sale { int64_t id, department_id, price_minor; };
/* What goes with the line (basket_child) is stored with it, as many of it as the line says, and goes when the draft has
 * it no more; row.age_seen is stored, too. act: what goes on record with it, NULL nothing. A line that comes back asks
 * anew for reason and approval. */
enum err sell_put_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act,
	const struct fix_sale *fix) MUST_CHECK;
struct order_row;
/* The line that takes the deposit on an order, and the order with it; ERR_EXISTS: its number is taken. */
enum err sell_put_order(struct shop *sh, struct open_basket *ob, int line_no, const struct order_row *order) MUST_CHECK;
/* A line that is posted with the basket at once and stored only so: it joins the basket in memory (*was: as it is
 * stored), and goes again where that failed. ERR_REFUSED: beyond what the till can hold. */
enum err sell_with(struct open_basket *ob, const struct line *l, struct basket *was) MUST_CHECK;
void sell_without(struct open_basket *ob, const struct basket *was);
struct sell_why { int64_t approver_id, reason_id; };
/* The `n` newest lines of the draft at once. why: of goods that come back with them, in the same transaction, so that
 * nobody is asked twice; NULL none do. */
enum err sell_put_lines(struct shop *sh, struct open_basket *ob, int n, const struct sell_why *why,
	const struct sell_act *act) MUST_CHECK;
/* Another article stands in the place of the line: its row is made anew. */
enum err sell_swap_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act) MUST_CHECK;
/* What a person wrote on the basket, and whom it is for. Of a basket without lines it is kept until the first. */
enum err sell_texts(struct shop *sh, struct open_basket *ob, const char *note, const char *customer) MUST_CHECK;
/* A basket without lines is none: with its last line it goes. */
enum err sell_drop_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act) MUST_CHECK;
/* The discount on the bill, or the staff who buy, as the row has them. */
enum err sell_bill_discount(struct shop *sh, struct open_basket *ob, const struct basket_row *row,
	const struct sell_act *act) MUST_CHECK;

/* Who of the members buys, 0 nobody, and what his level gives: all goods get the prices that hold for him. Kept with
 * the basket once there is one. ERR_REFUSED: beyond what the till can hold. */
enum err sell_member(struct shop *sh, struct open_basket *ob, int64_t member_id,
	const struct basket_level *level) MUST_CHECK;
/* sell_member.c: a line at the price that who buys in the basket pays; it costs nothing where nobody is known. */
enum err sell_line_price(struct shop *sh, const struct basket_row *row, struct line *l) MUST_CHECK;
/* What who buys in the basket has a right to, beside prices; the coupons that he showed come last. */
enum err sell_offers(struct shop *sh, struct open_basket *ob, const struct basket_row *row,
	struct offers *out) MUST_CHECK;
/* One more coupon that the customer showed, or one less (i -1: all); the basket is priced with it. Of a basket without
 * lines they are kept until the first. ERR_REFUSED: too many. */
enum err sell_put_coupon(struct shop *sh, struct open_basket *ob, const struct coupon_row *row) MUST_CHECK;
enum err sell_drop_coupon(struct shop *sh, struct open_basket *ob, int i) MUST_CHECK;
/* Who is credited with what comes into the basket, and with its goods that have nobody (line_no 0), or with one line of
 * goods; 0: nobody. Of a basket without lines it is kept until the first. */
enum err sell_seller(struct shop *sh, struct open_basket *ob, int line_no, int64_t staff_id) MUST_CHECK;
/* The customer was seen to be so old. */
enum err sell_age(struct shop *sh, struct open_basket *ob, int64_t age) MUST_CHECK;
enum err sell_return_reason(struct shop *sh, struct open_basket *ob, int64_t approver_id, int64_t reason_id) MUST_CHECK;
enum err sell_add_payment(struct shop *sh, struct open_basket *ob, const struct payment *p) MUST_CHECK;
struct intent_row;
/* intent: the payment asked outside that it was, which is open again then and is to go back; NULL none. */
enum err sell_drop_payment(struct shop *sh, struct open_basket *ob, int index, const struct audit_row *row,
	const struct intent_row *intent) MUST_CHECK;

/* How a basket is put aside: noted, sent to another till (0: it stays here), left to the next shift (0: not). act, if
 * given, is audited with it. */
struct holding { const char *note; int64_t to_terminal_id, deferred_shift_id; const struct sell_act *act; };
enum err sell_hold(struct shop *sh, struct open_basket *ob, const struct holding *how, int64_t *held_no) MUST_CHECK;
/* What a held one gets of that; ERR_STALE when it is not held any more. */
enum err sell_move_held(struct shop *sh, int64_t id, const struct holding *how) MUST_CHECK;
/* act, if given, is audited with it. */
enum err sell_recall(struct shop *sh, struct open_basket *ob, int64_t id, const struct sell_act *act) MUST_CHECK;
enum err sell_cancel(struct shop *sh, struct open_basket *ob, const struct sell_act *act) MUST_CHECK;

/* A line whose price or discount was given by `giver` is sold by another: that one stands beside him from now on, and
 * nobody as his own second person. False: nothing was given by hand. */
bool sell_take_over_line(struct line *l, int64_t seller_id, int64_t giver_id);
/* Part of a basket becomes another, held one: `off` are its lines (numbers as they were), what they leave is in the
 * draft. No discount on the bill stays: each of the two is another bill. act is audited with it. */
enum err sell_split(struct shop *sh, struct open_basket *ob, const struct line *off, int n, const struct sell_act *act,
	int64_t *held_no) MUST_CHECK;
/* The lines of a held basket join this one (id 0: the open one, else another held one), with who gave what in them;
 * no discount on the bill stays. ERR_STALE: one of them is not there any more. ERR_REFUSED: too many lines. */
enum err sell_merge(struct shop *sh, struct open_basket *ob, int64_t into_id, int64_t from_id,
	const struct sell_act *act) MUST_CHECK;

/* The lines that are sold, with what is taken off, as those of a sale. */
void sale_lines(const struct basket *b, struct arena *a, struct document *d);

/* What the customer pays (above 0) or gets back (below). */
int64_t sell_due(const struct open_basket *ob);
enum cash_rounding sell_rounding(const struct shop *sh);
/* The sale whose goods come back in this basket, which are of one sale only; 0 none do. */
int64_t sell_original_id(const struct basket *b);
bool sell_has_returns(const struct basket *b);
/* Empties come back in it, without a receipt: never beside goods that come back on one. */
bool sell_has_empties(const struct basket *b);

/* The document that goods are brought back from, and what of each of its lines came back before.
 * ERR_CORRUPT for a sale that is not what was posted: nothing is given back on it. */
enum err sell_original(struct shop *sh, struct arena *a, int64_t id, struct document *out,
	int64_t before_milli[LINES_MAX + 1]) MUST_CHECK;

/* Posts the basket: a sale, a return, or both as an exchange; with papers, drawer, and the basket's end, in one
 * transaction.
 * cash: the settling payments are in ob->payments. ERR_EXISTS: it was posted before (documents are loaded). */
struct posted { struct document sale, back; bool has_sale, has_back;
	const int64_t *coupons; /* that the sale gave, to be printed */
	int coupon_count;
	struct said why; /* ERR_REFUSED: a voucher, account or order says no; id 0: the day is closed */ };
enum err sell_post(struct shop *sh, struct open_basket *ob, int64_t shift_id, struct arena *a,
	struct posted *out) MUST_CHECK;
/* The basket ends without a sale after money was taken outside: a numbered document records it. *goes_back becomes
 * true: a provider is to give it back. */
enum err sell_abandon(struct shop *sh, struct open_basket *ob, const struct sell_act *cancel, struct arena *a,
	struct document *out, bool *goes_back) MUST_CHECK;
/* A return of everything on a sale, in its own document. ERR_EXISTS: it was voided before under this id (*out is
 * loaded). */
enum err sell_void(struct shop *sh, int64_t sale_id, int64_t void_id, int64_t shift_id, int64_t reason_id,
	int64_t approver_id, struct arena *a, struct document *out, struct said *why) MUST_CHECK;

#endif
