/* till_outside.c - a payment whose outcome is asked outside: on file before anything leaves the shop, then taken,
 * refused, or not known. While it is not known, the basket is neither charged again, nor posted, nor cancelled; whoever
 * stands at the till, and after a crash. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/code.h"
#include "service/outside.h"
#include "../money/money_int.h"
#include "../shop/post_int.h"
#include "store/basket_store.h"
#include "store/document_store.h"
#include "store/value_store.h"
#include "till_int.h"

void shop_pay_provider(struct shop *sh, const struct pay_provider *p)
{
	sh->pay = p;
}

static bool asks_outside(const struct shop *sh)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (sh->tenders[i].flags & TENDER_ASKS_OUTSIDE)
			return true;
	return false;
}

/* The open one of this basket; id 0: none. */
static enum err find_intent(struct till *t, struct arena *a, struct intent_row *out)
{
	struct intent_row *list;
	int n = 0;
	enum err e = t->ob.stored && asks_outside(t->sh) ? intents_open(t->sh->db, a, t->ob.row.id, 0, &list, &n) : OK;

	*out = (struct intent_row){ 0 };
	if (e == OK && n)
		*out = list[0];
	return e;
}

enum err outside_refresh(struct till *t)
{
	struct arena a = ARENA_INIT;
	struct intent_row row;
	enum err e = find_intent(t, &a, &row);

	if (e == OK)
		t->view.outside = (struct till_outside){ .id = row.id, .tender_id = row.tender_id,
			.amount_minor = row.amount_minor, .begun_at_ms = row.begun_at_ms, .asked = t->sh->pay != NULL,
			.known_here = row.id && row.id == t->intent_mine && !t->sh->pay,
			.cancelling = row.back };
	arena_release(&a);
	return e;
}

/* The means of payment by which it was asked for, as the person reads it. */
static const char *asked_by(const struct call *c, const struct intent_row *row)
{
	const struct tender *tender = shop_tender(c->sh, row->tender_id);

	return tender ? tender_words(tender) : "";
}

bool till_outside_news(const struct till *t)
{
	const struct pay_provider *pay = t->sh->pay;

	return t->view.outside.id && pay && pay->news && pay->news(pay->ctx, t->view.outside.id);
}

enum err outside_settled(struct call *c)
{
	struct intent_row row;
	enum err e = find_intent(c->t, c->a, &row);

	if (e != OK)
		return failed(c, e);
	return row.id ? refuse(c, MSG_OUTSIDE_OPEN, asked_by(c, &row), money(c, row.amount_minor)) : OK;
}

/* What may be done while a payment is open: nothing that changes what is due or paid. */
bool outside_lets(enum action act)
{
	switch (act) {
	case ACT_ASK_AGAIN: case ACT_CANCEL_PAYMENT: case ACT_WAS_TAKEN: case ACT_NOT_TAKEN: case ACT_NOT_KNOWN:
	case ACT_BACK: case ACT_PAY:
	case ACT_SIGN_ON: case ACT_SIGN_OFF: case ACT_LOCK: case ACT_REASON: case ACT_APPROVE: case ACT_PRICE_CHECK:
	case ACT_HOLD:
		return true;
	default:
		return false;
	}
}

/* --- how it ends ----------------------------------------------------------------------------------- */

struct ending {
	struct intent_row row;
	bool give_back;         /* it may have been taken all the same */
	int to;
	const char *reference;
	struct payment payment; /* INTENT_TAKEN: joins the basket */
	int64_t approver_id;
};

/* The guarded move comes first: of two answers one is the first. */
static enum err end_body(struct shop *sh, void *arg)
{
	const struct ending *k = arg;
	const struct payback_row back = { .id = k->row.id, .amount_minor = k->row.amount_minor };
	struct arena a = ARENA_INIT;
	struct audit_row rows[2] = { { .action = "payment-asked", .subject_id = k->row.id,
		.approver_id = k->approver_id, .amount_minor = k->row.amount_minor,
		.detail = outcome_detail(&a, k->to, k->row.tender_id, k->reference) } };
	int n = 1;
	enum err e = intent_move(sh->db, k->row.id, k->to, k->reference, sh->tx_at_ms);

	if (e == OK && k->to == INTENT_TAKEN)
		e = basket_tender_put(sh->db, k->row.basket_id, &k->payment, sh->tx_at_ms);
	if (e == OK && k->row.back && k->to != INTENT_NOT_TAKEN)
		e = payback_end(sh, &back, k->to == INTENT_TAKEN ? PAYBACK_DROPPED : PAYBACK_GIVEN, "", k->approver_id,
			&rows[n++]);
	else if (e == OK && k->give_back && !k->row.back)
		e = payback_reverse(sh, &a, &k->row, 0, &rows[n++]);
	if (e == OK)
		e = audit_in_tx(sh, rows, n);
	arena_release(&a);
	return e;
}

static enum err end_intent(struct call *c, const struct intent_row *row, int to, const char *reference)
{
	struct till *t = c->t;
	struct open_basket *ob = &t->ob;
	struct ending k = { .row = *row, .to = to, .reference = reference, .approver_id = c->approver.id,
		.give_back = to == INTENT_NOT_TAKEN && payback_possible(c->sh) };
	const struct tender *tender = shop_tender(c->sh, row->tender_id);
	int64_t open;
	enum err e;

	if (!tender || ob->payment_count == PAYMENTS_MAX)
		return refuse(c, MSG_NO_PAYMENT, NULL, NULL);
	k.payment = (struct payment){ .n = ob->payment_count ? ob->payments[ob->payment_count - 1].n + 1 : 1,
		.tender_id = tender->id, .kind = tender->kind, .amount_minor = row->amount_minor,
		.given_minor = row->amount_minor, .reference = arena_strdup(&ob->texts, reference) };
	e = shop_tx(c->sh, end_body, &k);
	if (e == ERR_STALE)
		return refuse(c, MSG_STALE, tender_words(tender), NULL);
	if (e != OK)
		return failed(c, e);
	t->intent_mine = 0;
	if (to != INTENT_TAKEN)
		return done(c, MSG_OUTSIDE_NOT_TAKEN, tender_words(tender), money(c, row->amount_minor));
	ob->payments[ob->payment_count++] = k.payment;
	t->paying = true;
	open = payments_open(sell_due(ob), ob->payments, ob->payment_count);
	if (open == 0)
		return finish_payment(c);
	return done(c, MSG_PAID_PART, money(c, row->amount_minor), money(c, open));
}

/* --- begin ------------------------------------------------------------------------------------------ */

static enum err begin_body(struct shop *sh, void *arg)
{
	const struct intent_row *row = arg;
	const struct audit_row audit = { .action = "payment-ask", .subject_id = row->id,
		.amount_minor = row->amount_minor, .detail = "" };
	enum err e = intent_put(sh->db, row);

	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* What a provider says; a person is told what to do instead. */
static enum err heard(struct call *c, const struct intent_row *row, enum pay_answer answer, const char *text)
{
	const char *name = asked_by(c, row), *amount = money(c, row->amount_minor);
	bool back = row->back;
	enum err e = OK;

	if (answer == PAY_TAKEN)
		e = end_intent(c, row, INTENT_TAKEN, utf8_clean(c->a, text));
	else if (answer == PAY_REFUSED || answer == PAY_REVERSED || answer == PAY_UNSENT)
		e = end_intent(c, row, INTENT_REFUSED, "");
	if (e != OK)
		return e;
	switch (answer) {
	case PAY_TAKEN:
		return back && c->said->id == MSG_PAID_PART ? done(c, MSG_OUTSIDE_KEPT, name, amount) : OK;
	case PAY_REFUSED:
		return refuse(c, MSG_OUTSIDE_REFUSED, name, *text ? utf8_clean(c->a, text) : amount);
	case PAY_UNSENT:
		return refuse(c, MSG_OUTSIDE_UNSENT, name, amount);
	case PAY_REVERSED:
		return done(c, MSG_OUTSIDE_REVERSED, name, amount);
	case PAY_WAITING:
		return done(c, back ? MSG_OUTSIDE_CANCELLING : MSG_OUTSIDE_WAITING, name, amount);
	default:
		return refuse(c, c->sh->pay ? MSG_OUTSIDE_UNKNOWN : MSG_OUTSIDE_BEGUN, name, amount);
	}
}

bool outside_asks(struct call *c, const struct tender *tender)
{
	if (!(tender->flags & TENDER_ASKS_OUTSIDE) || (c->words > 2 && (!c->sh->pay
		|| pay_code_kind(c->word[2]) == PAY_CODE_NONE)))
		return false;
	if (c->words > 2)
		snprintf(c->reference, sizeof c->reference, "%s", c->word[2]);
	return true;
}

enum err outside_by_hand(struct call *c, const struct tender *tender)
{
	if (!(tender->flags & TENDER_ASKS_OUTSIDE) || !c->sh->pay || c->approver.id)
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_PAYMENT_RESOLVE },
		arena_printf(c->a, "%s: %s", tender_words(tender), _(action_table[ACT_WAS_TAKEN].words)));
}

enum err outside_begin(struct call *c, const struct tender *tender, int64_t amount_minor)
{
	struct till *t = c->t;
	struct intent_row row = { .id = shop_new_id(c->sh), .basket_id = t->ob.row.id,
		.terminal_id = c->sh->terminal_id, .shift_id = t->shift.id, .staff_id = c->sh->staff.id,
		.tender_id = tender->id, .amount_minor = amount_minor, .code = c->reference, .state = INTENT_BEGUN,
		.reference = "", .begun_at_ms = clock_now_ms() };
	char reference[PAY_REFERENCE_MAX] = "";
	enum err e = shop_tx(c->sh, begin_body, &row);

	if (e != OK)
		return failed(c, e);
	t->intent_mine = row.id;
	t->paying = true;
	if (!c->sh->pay)
		return heard(c, &row, PAY_UNKNOWN, "");
	return heard(c, &row, c->sh->pay->charge(c->sh->pay->ctx, row.id, amount_minor, row.code, reference),
		reference);
}

/* --- acts ------------------------------------------------------------------------------------------- */

static enum err need_intent(struct call *c, struct intent_row *row)
{
	enum err e = find_intent(c->t, c->a, row);

	if (e != OK)
		return failed(c, e);
	return row->id ? OK : refuse(c, MSG_OUTSIDE_NONE, NULL, NULL);
}

enum err act_ask_again(struct call *c)
{
	char reference[PAY_REFERENCE_MAX] = "";
	struct intent_row row;
	enum err e = need_intent(c, &row);

	if (e != OK)
		return e;
	if (!c->sh->pay)
		return heard(c, &row, PAY_UNKNOWN, "");
	if (row.back && c->sh->pay->reverse)
		return heard(c, &row, c->sh->pay->reverse(c->sh->pay->ctx, row.id, reference), reference);
	return heard(c, &row, c->sh->pay->query(c->sh->pay->ctx, row.id, reference), reference);
}

enum err act_was_taken(struct call *c)
{
	const char *reference = c->words ? c->word[0] : c->reference;
	const struct tender *tender;
	struct intent_row row;
	bool used = false;
	enum err e = need_intent(c, &row);

	if (e != OK)
		return e;
	tender = shop_tender(c->sh, row.tender_id);
	if (tender && (e = outside_by_hand(c, tender)) != OK)
		return e;
	if (!*reference)
		return ask(c, NEED_REFERENCE, MSG_NEEDS_REFERENCE, asked_by(c, &row), NULL);
	if (!tender || !tender_reference_ok(tender, reference))
		return ask(c, NEED_REFERENCE, MSG_REFERENCE_BAD, reference, NULL);
	e = document_reference_used(c->sh->db, c->a, tender->id, reference, c->t->shift.id, &used);
	if (e != OK)
		return failed(c, e);
	if (used)
		return ask(c, NEED_REFERENCE, MSG_REFERENCE_USED, reference, NULL);
	return end_intent(c, &row, INTENT_TAKEN, arena_strdup(c->a, reference));
}

/* Whoever saw the terminal refuse says so; afterwards it takes two to declare it. */
enum err act_not_taken(struct call *c)
{
	struct intent_row row;
	enum err e = need_intent(c, &row);

	if (e != OK)
		return e;
	if (row.id == c->t->intent_mine && !c->sh->pay)
		return end_intent(c, &row, INTENT_REFUSED, "");
	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_PAYMENT_RESOLVE },
			arena_printf(c->a, "%s %s", _(action_table[c->act].words), money(c, row.amount_minor)));
	/* Should it have been taken after all, it goes back as soon as the provider can be reached. */
	return end_intent(c, &row, INTENT_NOT_TAKEN, "");
}

/* On file before the provider is asked: whoever looks at the basket next knows that it is to go back. */
static enum err back_body(struct shop *sh, void *arg)
{
	const struct intent_row *row = arg;
	struct arena a = ARENA_INIT;
	struct audit_row audit;
	enum err e = payback_reverse(sh, &a, row, 0, &audit);

	e = e == OK ? audit_in_tx(sh, &audit, 1) : e == ERR_EXISTS ? OK : e;
	arena_release(&a);
	return e;
}

static enum err take_back(struct call *c, struct intent_row *row)
{
	const struct pay_provider *pay = c->sh->pay;
	char text[PAY_REFERENCE_MAX] = "";

	row->back = true;
	return heard(c, row, pay->reverse(pay->ctx, row->id, text), text);
}

enum err act_cancel_payment(struct call *c)
{
	struct intent_row row;
	enum err e = need_intent(c, &row);

	if (e != OK)
		return e;
	if (!c->sh->pay || !c->sh->pay->reverse)
		return refuse(c, MSG_OUTSIDE_NOBODY, NULL, NULL);
	if (!row.back && (e = shop_tx(c->sh, back_body, &row)) != OK)
		return failed(c, e);
	return take_back(c, &row);
}

bool outside_reopens(struct call *c, int i, const struct audit_row *audit, enum err *e)
{
	struct open_basket *ob = &c->t->ob;
	const struct payment *p = &ob->payments[i];
	const struct tender *tender = shop_tender(c->sh, p->tender_id);
	struct intent_row row;

	if (!tender || !(tender->flags & TENDER_ASKS_OUTSIDE) || !c->sh->pay || !c->sh->pay->reverse)
		return false;
	*e = intent_taken(c->sh->db, c->a, ob->row.id, p->tender_id, p->reference, &row);
	if (*e == ERR_NOTFOUND)
		return false;
	if (*e == OK)
		*e = sell_drop_payment(c->sh, ob, i, audit, &row);
	*e = *e == OK ? take_back(c, &row) : failed(c, *e);
	return true;
}

/* He does not know: from now on nobody may say it was refused but with a second person. */
enum err act_not_known(struct call *c)
{
	struct intent_row row;
	enum err e = need_intent(c, &row);

	if (e != OK)
		return e;
	c->t->intent_mine = 0;
	return done(c, MSG_OUTSIDE_UNKNOWN, asked_by(c, &row), money(c, row.amount_minor));
}
