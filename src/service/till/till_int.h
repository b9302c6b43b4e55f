/* till_int.h - the till's state and how its acts are written. An act is a function over a call; what it still needs
 * (a reason, an approval ...) it asks for and returns; it runs again from its start when that was given. */
#ifndef SERVICE_TILL_INT_H
#define SERVICE_TILL_INT_H

#include "model/reason.h"
#include "sell_int.h"
#include "service/till.h"
#include "store/shift_store.h"

#define CALL_ARG_MAX 512
#define CALL_WORDS_MAX 40
#define MEMBER_PIN_MAX 12

/* One act under way, and what was supplied for it. */
struct call {
	struct till *t;
	struct shop *sh;
	struct arena *a;             /* texts of *said */
	struct said *said;
	enum action act;
	char arg[CALL_ARG_MAX];      /* as given */
	char buffer[CALL_ARG_MAX];
	const char *word[CALL_WORDS_MAX];
	int words;
	int64_t reason_id;
	struct staff approver;       /* id 0: nobody yet */
	bool confirmed;              /* "are you sure" was answered */
	bool retry;                  /* what is not known to be done is asked again */
	bool unknown;                /* the department of an unknown code was answered */
	bool by_scale;               /* the weight is the scale's */
	bool by_hand;                /* a weight was typed */
	int64_t price_minor;         /* typed when asked; -1 */
	int64_t qty_milli;           /* typed when asked; 0 */
	char reference[80];
	int64_t age_asked, age_article_id; /* NEED_AGE: years, and for what */
	int64_t age_seen;            /* answered; 0 not yet */
	bool bag_answered;
	int64_t member_id;           /* chosen among several; 0 not yet */
	char pin[MEMBER_PIN_MAX + 1]; /* of the member who pays, as he typed it */
	bool pin_right;
	int64_t loss_minor;          /* what the act loses the shop, where that is watched */
};

/* What must be true of an approver. */
struct wanted { enum permission perm; bool limited; enum limit limit; int64_t value; };

/* What an act of the cash office posts; the same at each try. */
struct cash_act {
	int64_t id, amount_minor, reason_id, approver_id, original_id, bag_minor;
	enum document_kind kind;
	bool tried;
	char reference[80];
};

struct till {
	struct shop *sh;
	struct till_view view;
	struct open_basket ob;
	struct shift_row shift;      /* id 0: none open */
	struct arena shift_arena, done_arena, receipt_arena, asked_arena;
	struct call pending;         /* act ACT_NONE: nothing waits */
	struct wanted wanted;
	bool locked, paying, counting;
	int64_t prefix_qty_milli, prefix_price_minor, prefix_worth_minor;
	int64_t large_bill_minor;    /* so much was confirmed for this basket */
	int parts_left;              /* the bill is paid in so many parts yet; 0: as it comes */
	int last_line_no;
	struct document receipt_sale;
	int64_t *receipt_left;
	char unknown_code[CODE_TEXT_MAX];
	int64_t unknown_fix_id, unknown_qty_milli;
	int64_t void_id, void_sale_id; /* of the void under way, the same at each try; 0 none */
	struct cash_act cash;        /* under way, or the last one */
	int64_t taken_shift_id;      /* another's drawer that is counted here; 0 none */
	int64_t drawer_minor;        /* what the till's drawer should hold; told to nobody */
	int32_t day_allowed;         /* the business day that somebody confirmed; 0 none */
	struct weighing scales;      /* of this till */
	/* what waits for its weight; asked_arena */
	struct { const char *name, *unit; int64_t price_minor, tare_milli; } weighed;
	struct { char name[ARTICLE_NAME_MAX + 1]; int64_t price_minor; } checked; /* price asked for; -1 none */
	struct { int64_t id; char text[ARTICLE_NAME_MAX + 1]; } seller; /* credited with the basket, as it is told */
	struct arena member_arena;   /* of view.member */
	int64_t top_up_id;           /* of a top-up of which nobody knows whether it was stored; 0 none */
	struct till_coupon coupons[BASKET_COUPONS_MAX]; /* of view.coupons */
	int64_t bag_basket_id;       /* whose customer was asked for a bag */
	int64_t intent_mine;         /* the payment outside that was begun here, whose end the person is looking at */
	bool unsure;                 /* the store failed: what it holds is to be read before anything else is done */
};

typedef enum err (*act_fn)(struct call *c);

/* --- what acts need (till.c) ------------------------------------------------------------------ */

/* Tells an answer; gives e. ask, refuse and failed have their bodies here so that whoever reads a caller, a compiler
 * too, sees that they never give OK. */
enum err answer(struct call *c, enum err e, enum message id, const char *arg1, const char *arg2);
void leave_waiting(struct call *c, enum till_need need, enum message id, const char *arg1, const char *arg2);
void tell_failure(struct call *c, enum err e);

/* Leaves the act waiting; MSG id is the question. Returns ERR_REFUSED (ERR_DENIED for approvals). */
static inline enum err ask(struct call *c, enum till_need need, enum message id, const char *arg1, const char *arg2)
{
	leave_waiting(c, need, id, arg1, arg2);
	return need == NEED_APPROVAL ? ERR_DENIED : ERR_REFUSED;
}
/* till_member.c: what was answered to NEED_MEMBER (c->arg) goes into the call that waits. */
enum err member_answer(struct call *c, struct call *with);
/* Whether a code is that of a card that members have. */
bool member_card_scanned(struct call *c, const char *code);
struct member_hit;
struct till_member till_member_of(const struct shop *sh, struct arena *a, const struct member_hit *hit);
void till_member_view(struct till *t);
/* What he has is looked up anew. */
void till_member_again(struct till *t);
/* till_coupon.c: whether a code is that of a coupon, also of one that cannot be used. */
bool coupon_scanned(struct call *c, const char *code);
void till_coupon_view(struct till *t);
/* A sale whose coupon was used since comes back only with a second person. */
enum err coupon_gift_allowed(struct call *c, int64_t sale_id);
/* till_wallet.c: whether what the member has can be used: he is neither frozen nor gone. */
enum err member_may_pay(struct call *c, int64_t member_id);
/* till_uses.c: whether the uses in the basket are there, and there is somebody for the packages in it. */
enum err uses_fit(struct call *c);
/* A sale whose package was used since comes back only with a second person. */
enum err uses_gone_allowed(struct call *c, int64_t sale_id);
/* OK when the person, or who approved, may; asks otherwise. */
enum err need_permission(struct call *c, enum permission p);
/* The same, with its own words for what the second person is asked for. */
enum err need_permission_for(struct call *c, enum permission p, const char *what);
enum err need_limit(struct call *c, enum limit l, int64_t value);
/* Asks for a second person, whatever the one at the till may do himself. */
enum err ask_approval(struct call *c, struct wanted wanted, const char *what);
/* OK with c->reason_id set (from word i if it was given there); asks otherwise. No reasons on file: none is needed. */
enum err need_reason(struct call *c, int word, enum reason_kind kind);
static inline enum err refuse(struct call *c, enum message id, const char *arg1, const char *arg2)
{
	(void)answer(c, ERR_REFUSED, id, arg1, arg2);
	return ERR_REFUSED;
}
enum err done(struct call *c, enum message id, const char *arg1, const char *arg2);   /* OK */
/* A failure of the store, told as one; the till reads again what the store holds. */
static inline enum err failed(struct call *c, enum err e)
{
	tell_failure(c, e);
	return e;
}
/* What storing a change of the basket came to: OK, or told. Refused is what comes to more than a till can hold. */
static inline enum err stored(struct call *c, enum err e)
{
	if (e == OK)
		return OK;
	return e == ERR_REFUSED ? refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL) : failed(c, e);
}
/* Who approved, 0: nobody was needed. */
int64_t approved_by(const struct call *c);
const char *money(struct call *c, int64_t minor);
/* A line number from word i, else the last line. NULL: refused already. */
struct line *pick_line(struct call *c, struct basket *draft, int word, enum err *e);
void till_forget_done(struct till *t);
void till_drop_pending(struct till *t);
/* Nothing is kept for the next article. */
void till_drop_prefix(struct till *t);
enum err till_load(struct till *t) MUST_CHECK;
/* Runs another act in the place of this one, with this argument. */
enum err run_as(struct call *c, enum action act, const char *arg);

/* The held basket of that number (word i), else the only one. ERR_REFUSED: told. */
enum err find_held(struct call *c, int word, struct basket_row *out);
/* The basket came or went: nothing of the one before is kept. */
void till_basket_changed(struct till *t);

/* --- acts by file ----------------------------------------------------------------------------- */
enum err act_enter(struct call *c), act_scan(struct call *c), act_add_item(struct call *c), act_qty(struct call *c);
enum err act_line_void(struct call *c), act_price(struct call *c), act_discount(struct call *c);
enum err act_bill_discount(struct call *c), act_department(struct call *c), act_price_check(struct call *c);
enum err act_hold(struct call *c), act_recall(struct call *c), act_cancel(struct call *c);
enum err act_swap(struct call *c), act_duplicate(struct call *c), act_repeat(struct call *c);
enum err act_line_note(struct call *c), act_bill_note(struct call *c), act_customer(struct call *c);
enum err act_last_change(struct call *c), act_return_all(struct call *c), act_parts(struct call *c);
enum err act_split(struct call *c), act_merge(struct call *c), act_send(struct call *c), act_defer(struct call *c);
enum err act_pay(struct call *c), act_cash(struct call *c), act_tender(struct call *c), act_tender_void(struct call *c);
enum err act_refund_voucher(struct call *c);
enum err act_sell_voucher(struct call *c), act_tip(struct call *c), act_donation(struct call *c);
enum err act_order(struct call *c), act_pay_account(struct call *c), act_order_refund(struct call *c);
enum err act_order_forfeit(struct call *c), act_tip_out(struct call *c), act_donation_out(struct call *c);
enum err act_payback_cash(struct call *c);
enum err act_correct_tender(struct call *c), act_statement(struct call *c);
enum err act_ask_again(struct call *c), act_was_taken(struct call *c), act_not_taken(struct call *c);
enum err act_not_known(struct call *c), act_cancel_payment(struct call *c);
enum err act_return(struct call *c), act_return_line(struct call *c), act_void(struct call *c);
enum err act_no_sale(struct call *c), act_reprint(struct call *c);
enum err act_shift_open(struct call *c), act_x_report(struct call *c), act_count(struct call *c);
enum err act_z_report(struct call *c), act_clock(struct call *c), act_staff_sale(struct call *c);
enum err act_seller(struct call *c), act_take_drawer(struct call *c);
enum err act_member(struct call *c), act_card(struct call *c), act_coupon(struct call *c);
enum err act_use(struct call *c);
enum err act_stored(struct call *c), act_top_up(struct call *c), act_points(struct call *c);
enum err act_close_day(struct call *c), act_reopen_day(struct call *c);
enum err act_drop(struct call *c), act_pick_up(struct call *c), act_change_in(struct call *c);
enum err act_pay_in(struct call *c), act_pay_out(struct call *c), act_bag(struct call *c), act_banked(struct call *c);
enum err act_safe_count(struct call *c), act_safe_in(struct call *c);
enum err act_bottle_slip(struct call *c);
enum err act_empties(struct call *c), act_carrier(struct call *c);

/* What was answered to NEED_AGE and NEED_BAG (c->arg) goes into the call that waits (till_goods.c). For a bag that was
 * chosen before payment, the answer is that of adding it: what waited is left, with the question answered. */
enum err goods_age_answer(struct call *c, struct call *with);
enum err goods_bag_answer(struct call *c, struct call *with);

/* A line that is no goods: joins the basket. */
enum err add_value(struct call *c, const struct line *l);
/* The payment that a tender makes of an amount (of foreign notes: of so many; 0: what is open), under its rules; *p is
 * filled, or the answer says why not. */
enum err offer_payment(struct call *c, const struct tender *tender, int64_t open_minor, int64_t amount_minor,
	const char *reference, struct payment *p);
/* As much of the bill as may be paid by what is no money: goods, less what was paid so. */
int64_t open_for_value(const struct open_basket *ob, int64_t open_minor);
/* The first means of a kind that is in use; NULL none. */
const struct tender *active_tender(const struct shop *sh, enum tender_kind kind);
/* What comes before a member pays with what he has: a means of the kind, a member (`whose` says that there is none) who
 * is neither frozen nor gone, something open for it, and no payment of the kind yet. */
enum err member_pays(struct call *c, enum tender_kind kind, enum message whose, const struct tender **tender,
	int64_t *open_minor);
bool paid_with(const struct open_basket *ob, enum tender_kind kind);
/* What of this bill who buys can pay with points. */
void till_points_view(struct till *t);
/* A payment joins the basket; one that settles the bill is posted with it. */
enum err take_payment(struct call *c, const struct payment *p);
/* As the person reads it who stands at the till. */
const char *tender_words(const struct tender *t);
const struct tender *tender_by_code(const struct shop *sh, const char *code);
/* till_outside.c: puts a payment on file and asks for it; its outcome may stay open. */
enum err outside_begin(struct call *c, const struct tender *tender, int64_t amount_minor);
/* Whether the payment is to be asked for outside, and not told with its slip: a payment code is none. */
bool outside_asks(struct call *c, const struct tender *tender);
/* A slip told for a payment that a provider should have been asked for needs a second person. */
enum err outside_by_hand(struct call *c, const struct tender *tender);
/* A payment that the provider took is taken out of the basket: it is open again, and the provider takes it back. False:
 * it is none of those, nothing was done. */
bool outside_reopens(struct call *c, int i, const struct audit_row *row, enum err *e);
/* Refuses while a payment outside of this basket is open. */
enum err outside_settled(struct call *c);
bool outside_lets(enum action act);
/* What the view says of it. */
enum err outside_refresh(struct till *t) MUST_CHECK;
/* What may be in one basket with what is no goods. */
enum err value_fits(struct call *c);
/* Whether a customer whose payment on account comes back may owe so much more, or somebody allows it. */
enum err account_lets(struct call *c, const struct document *sale, int64_t back_minor) MUST_CHECK;
/* A code that is the serial of a voucher in stock or sold. */
bool is_voucher(struct call *c, const char *code);
/* A scanned article while a receipt is open for returns: it comes back, qty 0 means one (weighed: all). */
enum err return_article(struct call *c, const struct article *article, int64_t qty_milli);
enum err return_set_quantity(struct call *c, int line_no, int64_t qty_milli);
/* Whether so much may be given back on that sale, with what was given before: within the limit, or approved. */
enum err refund_allowed(struct call *c, int64_t sale_id, int64_t refund_minor);
/* The reference of a payment by this means: asked for where it is missing, no such one, or was taken before. */
enum err check_reference(struct call *c, const struct tender *tender, const char *reference);
/* A customer's payment code settles the rest. */
enum err pay_by_code(struct call *c, const char *code);
enum err pay_by_voucher(struct call *c, const char *serial);
/* The outcome of the act is not known: Enter asks again. */
enum err ask_retry(struct call *c);
/* What may still come back of the opened receipt, if any: to be counted again when lines of it came or went. */
enum err till_count_left(struct till *t) MUST_CHECK;
/* Closes the opened receipt, if any. */
void till_close_receipt(struct till *t);
/* Counted -> open again: the count stays on record. */
enum err shift_reopen(struct call *c);
/* Asks for a second person where the discount on the bill is beyond what was allowed: lines came or went since. */
enum err bill_discount_allowed(struct call *c);
/* The day goes on by itself from one to the next; anything else somebody with the right to it confirms. */
enum err day_allowed(struct call *c);
/* What the next part of a bill that is paid in equal parts comes to; 0: it is not. */
int64_t till_part(const struct till *t);
/* Refused: the staff who buys has not so much left this month. */
enum err staff_sale_refused(struct call *c);
/* Whose the drawer is (setting drawer.mode). */
enum drawer_mode { DRAWER_OF_SHIFT, DRAWER_SHARED, DRAWER_OF_CASHIER };
enum drawer_mode till_drawer_mode(const struct shop *sh);
/* Whether the shift may be counted and closed now, by who stands here. */
enum err shift_may_close(struct call *c);
/* Back from another's drawer to one's own. */
enum err shift_give_back(struct call *c);
/* What the drawer should hold, read anew; and changed by a document just posted. */
enum err till_load_drawer(struct till *t) MUST_CHECK;
void till_drawer_changed(struct till *t, const struct document *d);
/* More than the shop wants lies in it. */
bool till_drawer_full(const struct till *t);
/* What must be settled before money: a basket, a day, a discount, and for goods coming back a reason and the right. */
enum err ready_to_pay(struct call *c);
/* Posts what is paid in full. */
enum err finish_payment(struct call *c);

#endif
