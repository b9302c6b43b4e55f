/* wallet_out.c - stored value that leaves: paid out, a top-up taken back, credit given or taken, moved to another. */
#include "wallet_int.h"

#include <inttypes.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "model/reason.h"
#include "../office/office_int.h"
#include "service/report.h"
#include "store/document_store.h"
#include "store/lot_store.h"
#include "store/value_store.h"

#define ALL "all"

/* "-5" too. */
static enum err signed_amount(const char *typed, int64_t *minor, struct said *said)
{
	bool less = typed && *typed == '-';
	enum err e = wallet_amount(typed && (less || *typed == '+') ? typed + 1 : typed, minor, said);

	if (e == OK && less)
		*minor = -*minor;
	return e;
}

/* For the record its number alone. */
enum err wallet_words(struct shop *sh, struct wallet_act *w, const char *words)
{
	const char *note = reason_words(sh, w->act.a, REASON_MEMBER, words ? words : "", &w->act.d.reason_id);

	if (!*note)
		return say(w->said, ERR_INVALID, MSG_NEEDS_REASON, document_kind_name(w->act.d.kind), NULL);
	return OK;
}

/* --- paid out ------------------------------------------------------------------------------------------ */

struct paying_out {
	struct wallet_act w;
	struct wallet out;        /* what leaves of both parts */
	int64_t fee_minor;
	struct document top_up;   /* that is taken back; id 0: none */
	struct cheque_row cheque; /* by which it had been paid; id 0: by something else, or it is as good as cash */
};

/* What a document brought and is still there. */
static enum err rest_of(struct shop *sh, struct arena *a, enum account account, int64_t member_id, int64_t document_id,
	int64_t *rest)
{
	struct lot_row *rows;
	int n = 0;
	enum err e = lots_open(sh->db, a, account, member_id, document_id, &rows, &n);

	*rest = 0;
	for (int i = 0; e == OK && i < n; i++)
		*rest += rows[i].lot.document_id == document_id ? rows[i].lot.rest : 0;
	return e;
}

/* By a cheque that came back nothing was ever paid: the claim on it goes. One that still lies in the shop goes back. */
static enum err end_cheque(struct shop *sh, struct paying_out *p)
{
	struct money_act *act = &p->w.act;

	if (!p->cheque.id)
		return OK;
	if (p->cheque.state == CHEQUE_BOUNCED)
		ledger_post(&act->ledger, act->a, ACCOUNT_BOUNCED, p->cheque.id, UNIT_MONEY, -p->out.principal_minor);
	return cheque_move(sh->db, p->cheque.id, p->cheque.state, CHEQUE_BACK, act->d.at_ms);
}

static enum err take_part(struct shop *sh, struct paying_out *p, enum account account, int64_t amount_minor)
{
	struct wallet_act *w = &p->w;

	if (!amount_minor)
		return OK;
	if (!p->top_up.id)
		return lots_take(sh, &w->lots, account, w->hit.member.id, amount_minor);
	return lots_take_again(sh, &w->lots, account, w->hit.member.id, p->top_up.id, amount_minor, false);
}

static enum err refund_body(struct shop *sh, struct money_act *act)
{
	struct paying_out *p = act->arg;
	struct wallet_act *w = &p->w;
	enum err e = wallet_body(sh, w);

	if (e != OK)
		return e;
	document_post_payments(&act->d, act->a, &act->ledger);
	ledger_post(&act->ledger, act->a, ACCOUNT_CARD_FORFEIT, 0, UNIT_MONEY, -p->fee_minor);
	ledger_post(&act->ledger, act->a, ACCOUNT_BONUS_COST, 0, UNIT_MONEY, -p->out.bonus_minor);
	e = end_cheque(sh, p);
	if (e == OK)
		e = take_part(sh, p, ACCOUNT_PRINCIPAL, p->out.principal_minor);
	if (e == OK)
		e = take_part(sh, p, ACCOUNT_BONUS, p->out.bonus_minor);
	if (e == ERR_REFUSED || e == ERR_STALE)
		return say(w->said, ERR_REFUSED, MSG_WALLET_SHORT, "0.00", money_text(act->a, p->out.principal_minor));
	act->row.detail = lots_detail(&w->lots, w->words);
	return e;
}

/* Of the principal that can be spent; what is held stays. */
static enum err part_of_all(struct shop *sh, struct paying_out *p, const char *amount)
{
	struct wallet_act *w = &p->w;
	struct wallet_facts f;
	enum err e = wallet_facts(sh, w->act.a, w->hit.member.id, &f);

	if (e != OK)
		return e;
	if (strcmp(setting_text(sh, SET_WALLET_CASH_OUT), "yes") != 0)
		return say(w->said, ERR_REFUSED, MSG_WALLET_NO_CASH_OUT, NULL, NULL);
	if (strcmp(amount, ALL) == 0)
		p->out.principal_minor = f.has.principal_minor;
	else if ((e = wallet_amount(amount, &p->out.principal_minor, w->said)) != OK)
		return e;
	if (!p->out.principal_minor || p->out.principal_minor > f.has.principal_minor)
		return say(w->said, ERR_REFUSED, MSG_WALLET_SHORT, money_text(w->act.a, f.has.principal_minor),
			money_text(w->act.a, p->out.principal_minor - f.has.principal_minor));
	wallet_pay_out(&f.has, p->out.principal_minor, &p->out);
	p->fee_minor = setting_int(sh, SET_WALLET_FEE);
	if (p->fee_minor > p->out.principal_minor)
		p->fee_minor = p->out.principal_minor;
	return OK;
}

/* A cheque that was cleared gives cash; one on its way gives nothing yet. */
static enum err how_it_was_paid(struct shop *sh, struct paying_out *p)
{
	const struct payment *paid = &p->top_up.payments[0];
	enum err e = paid->kind == TENDER_CHEQUE ? cheque_get(sh->db, p->w.act.a, p->top_up.id, &p->cheque) : OK;

	if (e == OK && p->cheque.id && p->cheque.state == CHEQUE_SENT)
		return say(p->w.said, ERR_REFUSED, MSG_CHEQUE_OPEN, p->cheque.number, NULL);
	if (e == OK && p->cheque.state == CHEQUE_CLEARED)
		p->cheque.id = 0;
	return e;
}

static enum err may_take_back(struct shop *sh, struct paying_out *p)
{
	const struct wallet_law *law;
	enum err e = wallet_law_now(sh, p->w.act.a, &law);

	if (e != OK || p->cheque.id || (law && wallet_refund_due(law, p->top_up.business_day, shop_business_day(sh)))
		|| strcmp(setting_text(sh, SET_WALLET_CASH_OUT), "yes") == 0)
		return e;
	return say(p->w.said, ERR_REFUSED, MSG_WALLET_NO_CASH_OUT, NULL, NULL);
}

/* All that is left of one top-up, and of what came on top of it. */
static enum err of_top_up(struct shop *sh, struct paying_out *p, const char *number)
{
	struct wallet_act *w = &p->w;
	struct arena *a = w->act.a;
	int64_t member_id = w->hit.member.id;
	enum err e = receipt_get(sh, a, number, &p->top_up);
	const int64_t id = p->top_up.id;

	if (e == ERR_NOTFOUND || (e == OK && (p->top_up.kind != DOC_TOP_UP || p->top_up.payment_count != 1)))
		return say(w->said, ERR_REFUSED, MSG_NO_TOP_UP, number, NULL);
	if (e == OK)
		e = rest_of(sh, a, ACCOUNT_PRINCIPAL, member_id, id, &p->out.principal_minor);
	if (e == OK)
		e = rest_of(sh, a, ACCOUNT_BONUS, member_id, id, &p->out.bonus_minor);
	if (e == OK && !p->out.principal_minor)
		return say(w->said, ERR_REFUSED, MSG_NO_TOP_UP, number, NULL);
	if (e == OK)
		e = how_it_was_paid(sh, p);
	w->act.d.original_id = id;
	return e == OK ? may_take_back(sh, p) : e;
}

/* The way it was paid; what was a cheque and is cash now, in cash. */
static enum err pay_back(struct shop *sh, struct paying_out *p, const struct wallet_refund *what)
{
	struct wallet_act *w = &p->w;
	const struct payment *paid = p->top_up.payment_count ? &p->top_up.payments[0] : NULL;
	const struct tender *t = paid ? shop_tender(sh, paid->tender_id) : NULL;
	struct money_act *act = &w->act;

	w->amount_minor = p->out.principal_minor - p->fee_minor;
	if (p->cheque.id && p->cheque.state == CHEQUE_BOUNCED)
		return OK;
	if (paid && p->cheque.id) {
		w->payment = (struct payment){ .n = 1, .tender_id = paid->tender_id, .kind = TENDER_CHEQUE,
			.amount_minor = w->amount_minor, .given_minor = w->amount_minor,
			.reference = paid->reference };
		act->d.payments = &w->payment;
		act->d.payment_count = 1;
		act->d.total_minor = w->amount_minor;
		return OK;
	}
	if (!w->amount_minor)
		return OK; /* the fee takes it all */
	if (t && paid->kind != TENDER_CHEQUE)
		return wallet_payment(sh, w, t->code, what->reference ? what->reference : paid->reference);
	return wallet_payment(sh, w, what->tender, what->reference);
}

enum err wallet_refund(struct shop *sh, struct arena *a, const struct wallet_refund *what, struct wallet_done *done,
	struct said *said)
{
	struct paying_out p = { .out = { 0, 0 } };
	struct wallet_act *w = &p.w;
	enum err e = office_need(sh, PERM_WALLET_REFUND, said);

	if (e == OK)
		e = wallet_begin(sh, a, w, DOC_CARD_REFUND, what->id, what->member, said);
	if (e == OK)
		e = wallet_words(sh, w, what->words);
	if (e == OK)
		e = what->top_up ? of_top_up(sh, &p, what->top_up)
			: part_of_all(sh, &p, what->amount ? what->amount : "");
	if (e == OK)
		e = pay_back(sh, &p, what);
	if (e == OK)
		e = wallet_second(sh, w, what->second, what->pin, PERM_WALLET_REFUND);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	w->act.d.member_id = w->hit.member.id;
	w->act.content = arena_printf(a, "card-refund %" PRId64 " %" PRId64 " %" PRId64, w->hit.member.id,
		p.out.principal_minor, p.top_up.id);
	w->act.template = "wallet";
	w->act.row.action = "card-refund";
	w->words = p.fee_minor ? arena_printf(a, "fee %" PRId64, p.fee_minor) : "";
	w->act.body = refund_body;
	w->act.arg = &p;
	done->moved = (struct wallet){ -p.out.principal_minor, -p.out.bonus_minor };
	return wallet_post(sh, w, MSG_WALLET_PAID_OUT, done);
}

/* --- free credit ------------------------------------------------------------------------------------------ */

static enum err adjust_body(struct shop *sh, struct money_act *act)
{
	struct wallet_act *w = act->arg;
	int64_t amount = w->amount_minor;
	enum err e = wallet_body(sh, w);

	if (e == OK && amount > 0)
		e = wallet_fits(sh, act->a, &w->hit, false, amount, 0, w->said);
	if (e == OK && amount > 0)
		e = lots_give(sh, &w->lots, ACCOUNT_BONUS, w->hit.member.id, act->d.business_day, 0, false, amount);
	else if (e == OK)
		e = lots_take(sh, &w->lots, ACCOUNT_BONUS, w->hit.member.id, -amount);
	if (e == ERR_REFUSED && !w->said->id)
		return say(w->said, e, MSG_WALLET_NO_BONUS, money_text(act->a, -amount), NULL);
	if (e != OK)
		return e;
	ledger_post(&act->ledger, act->a, ACCOUNT_BONUS_COST, 0, UNIT_MONEY, amount);
	act->row.detail = lots_detail(&w->lots, "");
	return OK;
}

enum err wallet_adjust(struct shop *sh, struct arena *a, const struct wallet_adjust *what, struct wallet_done *done,
	struct said *said)
{
	struct wallet_act w = { .amount_minor = 0 };
	enum err e = office_need(sh, PERM_WALLET_ADJUST, said);

	if (e == OK)
		e = signed_amount(what->amount, &w.amount_minor, said);
	if (e == OK)
		e = wallet_begin(sh, a, &w, DOC_VALUE_ADJUST, what->id, what->member, said);
	if (e == OK)
		e = wallet_words(sh, &w, what->words);
	if (e == OK)
		e = wallet_second_up_to(sh, &w, what->second, what->pin, PERM_WALLET_ADJUST, LIMIT_WALLET_ADJUST,
			w.amount_minor);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->member);
	w.act.d.member_id = w.hit.member.id;
	w.act.d.total_minor = w.amount_minor;
	w.act.content = arena_printf(a, "value-adjust %" PRId64 " %" PRId64, w.hit.member.id, w.amount_minor);
	w.act.row.action = "value-adjust";
	w.act.body = adjust_body;
	w.act.arg = &w;
	done->moved = (struct wallet){ 0, w.amount_minor };
	return wallet_post(sh, &w, MSG_WALLET_ADJUSTED, done);
}

/* --- to another member -------------------------------------------------------------------------------------- */

struct moving { struct wallet_act w; struct member_hit to; struct wallet part; };

static enum err move_body(struct shop *sh, struct money_act *act)
{
	struct moving *m = act->arg;
	struct wallet_act *w = &m->w;
	int64_t from = w->hit.member.id, to = m->to.member.id;
	struct wallet_facts f;
	enum err e = wallet_body(sh, w);

	if (e == OK)
		e = wallet_still_there(sh, w, to);
	if (e == OK)
		e = wallet_facts(sh, act->a, from, &f);
	if (e == OK)
		e = wallet_lets(sh, act->a, &f, w->amount_minor, w->said);
	if (e == OK)
		e = wallet_fits(sh, act->a, &m->to, false, w->amount_minor, 0, w->said);
	if (e != OK)
		return e;
	if (!wallet_split(&f.has, w->amount_minor, wallet_order(sh), &m->part))
		return ERR_CORRUPT; /* wallet_lets said that there is so much */
	if (m->part.principal_minor)
		e = lots_hand(sh, &w->lots, ACCOUNT_PRINCIPAL, from, to, false, m->part.principal_minor);
	if (e == OK && m->part.bonus_minor)
		e = lots_hand(sh, &w->lots, ACCOUNT_BONUS, from, to, false, m->part.bonus_minor);
	act->row.detail = lots_detail(&w->lots, w->words);
	return e;
}

static enum err how_much(struct shop *sh, struct moving *m, const char *typed)
{
	struct wallet has;
	enum err e;

	if (!typed || strcmp(typed, ALL) != 0)
		return wallet_amount(typed, &m->w.amount_minor, m->w.said);
	e = wallet_of(sh, m->w.act.a, m->w.hit.member.id, &has, &m->w.amount_minor);
	if (e == OK && !m->w.amount_minor)
		return say(m->w.said, ERR_REFUSED, MSG_WALLET_SHORT, "0.00", "0.01");
	return e;
}

enum err wallet_transfer(struct shop *sh, struct arena *a, const struct wallet_transfer *what, struct wallet_done *done,
	struct said *said)
{
	struct moving m = { .w = { .amount_minor = 0 } };
	struct wallet_act *w = &m.w;
	enum err e = office_need(sh, PERM_WALLET_TRANSFER, said);

	if (e == OK)
		e = wallet_begin(sh, a, w, DOC_VALUE_TRANSFER, what->id, what->from, said);
	if (e == OK)
		e = wallet_other(sh, w, what->to, &m.to);
	if (e == OK)
		e = how_much(sh, &m, what->amount);
	if (e == OK)
		e = wallet_words(sh, w, what->words);
	if (e == OK)
		e = wallet_second(sh, w, what->second, what->pin, PERM_WALLET_TRANSFER);
	if (e != OK)
		return said->id ? e : office_answer(said, e, what->from);
	w->act.d.member_id = w->hit.member.id;
	w->act.d.total_minor = w->amount_minor;
	w->act.content = arena_printf(a, "value-transfer %" PRId64 " %" PRId64 " %" PRId64, w->hit.member.id,
		m.to.member.id, w->amount_minor);
	w->act.row.action = "value-transfer";
	w->words = arena_printf(a, "to %" PRId64, m.to.member.id);
	w->act.body = move_body;
	w->act.arg = &m;
	e = wallet_post(sh, w, MSG_WALLET_MOVED, done);
	done->moved = (struct wallet){ -m.part.principal_minor, -m.part.bonus_minor };
	return e;
}
