/* till_money.c - money that goes out of the drawer without goods: tips, donations, deposits; and a payment that was by
 * another means. Each is a document of its own, whose balance is asked in its transaction. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../money/money_int.h"
#include "jobs_int.h"
#include "model/value.h"
#include "service/money.h"
#include "store/document_store.h"
#include "store/staff_store.h"
#include "store/value_store.h"
#include "till_int.h"

/* --- paid out ------------------------------------------------------------------------------------ */

struct paying_out { enum account account; int64_t holder_id; bool forfeit; };

/* All that is held there goes out. */
static enum err out_body(struct shop *sh, struct money_act *act)
{
	const struct paying_out *p = act->arg;
	int64_t held;
	enum err e = balance_get(sh->db, act->a, p->account, p->holder_id, UNIT_MONEY, &held);

	if (e != OK)
		return e;
	if (held >= 0)
		return ERR_STALE;
	ledger_post(&act->ledger, act->a, p->account, p->holder_id, UNIT_MONEY, -held);
	if (p->forfeit)
		ledger_post(&act->ledger, act->a, ACCOUNT_FORFEIT, 0, UNIT_MONEY, held);
	else
		ledger_post(&act->ledger, act->a, ACCOUNT_DRAWER, document_drawer(&act->d), UNIT_MONEY, held);
	act->d.total_minor = -held;
	return OK;
}

static enum err post(struct call *c, struct money_act *act, const char *what)
{
	enum err e;

	act->d.reason_id = c->reason_id;
	act->d.approver_id = approved_by(c);
	e = money_post(c->sh, act);
	if (e == ERR_STALE)
		return refuse(c, MSG_NOTHING_HELD, what, NULL);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, shop_business_day(c->sh)), NULL);
	if (e != OK)
		return failed(c, e);
	till_forget_done(c->t);
	return OK;
}

static enum err pay_out(struct call *c, struct paying_out *p, int reason_word, const char *action, const char *what)
{
	struct money_act act;
	int64_t held;
	enum err e;

	if (c->t->ob.now.line_count)
		return refuse(c, MSG_VALUE_ALONE, _(action_table[c->act].words), NULL);
	e = balance_get(c->sh->db, c->a, p->account, p->holder_id, UNIT_MONEY, &held);
	if (e != OK)
		return failed(c, e);
	if (held >= 0)
		return refuse(c, MSG_NOTHING_HELD, what, NULL);
	if ((e = need_reason(c, reason_word, REASON_MONEY_OUT)) != OK || (e = day_allowed(c)) != OK)
		return e;
	money_begin(c->sh, &act, c->a, p->forfeit ? DOC_ORDER_FORFEIT : DOC_PAID_OUT, c->t->shift.id);
	act.content = arena_printf(c->a, "%s %lld", action, (long long)p->holder_id);
	act.drawer = !p->forfeit;
	act.template = "paid-out";
	act.row.action = action;
	act.row.subject_id = p->holder_id;
	act.body = out_body;
	act.arg = p;
	if ((e = post(c, &act, what)) != OK)
		return e;
	if (p->forfeit)
		return done(c, MSG_FORFEITED, money(c, act.d.total_minor), what);
	return done(c, MSG_MONEY_OUT, what, money(c, act.d.total_minor));
}

/* The order of the argument, whatever is on file of it: its deposit says whether it is one. */
static enum err order_word(struct call *c, int64_t *id)
{
	*id = c->words ? value_holder(c->word[0]) : 0;
	return *id ? OK : refuse(c, MSG_NO_ORDER, c->words ? c->word[0] : "", NULL);
}

/* A deposit that was paid by card goes back there, with its receipt; the rest of one that was used in part goes out as
 * cash when a second person says so. */
static enum err may_be_cash(struct call *c, int64_t order_id, int64_t held_minor)
{
	struct document deposit;
	bool cash = true;
	enum err e = order_deposit(c->sh->db, c->a, order_id, &deposit);

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : failed(c, e);
	for (int i = 0; i < deposit.payment_count; i++)
		cash = cash && (deposit.payments[i].kind == TENDER_CASH || deposit.payments[i].kind == TENDER_FOREIGN);
	if (cash)
		return OK;
	if (held_minor == deposit.total_minor)
		return refuse(c, MSG_ORDER_BY_RECEIPT, c->word[0], doc_number_text(c->a, deposit.terminal_code,
			deposit.series, deposit.running));
	return c->approver.id ? OK : ask_approval(c, (struct wanted){ .perm = PERM_MONEY_OUT },
		_(action_table[c->act].words));
}

enum err act_order_refund(struct call *c)
{
	struct paying_out p = { .account = ACCOUNT_ORDER };
	int64_t held;
	enum err e = order_word(c, &p.holder_id);

	if (e != OK)
		return e;
	e = balance_get(c->sh->db, c->a, p.account, p.holder_id, UNIT_MONEY, &held);
	if (e != OK)
		return failed(c, e);
	/* Out of the drawer, like any refund. */
	if (held < 0 && (e = may_be_cash(c, p.holder_id, -held)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_REFUND, -held)) != OK)
		return e;
	return pay_out(c, &p, 1, "order-refund", c->word[0]);
}

enum err act_order_forfeit(struct call *c)
{
	struct paying_out p = { .account = ACCOUNT_ORDER, .forfeit = true };
	enum err e = order_word(c, &p.holder_id);

	if (e != OK)
		return e;
	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_MONEY_OUT }, _(action_table[c->act].words));
	return pay_out(c, &p, 1, "order-forfeit", c->word[0]);
}

/* Who gets tips does not pay them out alone. */
enum err act_tip_out(struct call *c)
{
	struct paying_out p = { .account = ACCOUNT_TIP };
	struct staff_row row;
	enum err e = c->words ? staff_by_number(c->sh->db, c->a, c->word[0], &row) : ERR_NOTFOUND;

	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOTHING_HELD, c->words ? c->word[0] : "", NULL);
	if (e != OK)
		return failed(c, e);
	p.holder_id = row.id;
	if (row.id == c->sh->staff.id && !c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_MONEY_OUT }, _(action_table[c->act].words));
	if (c->approver.id == row.id)
		return refuse(c, MSG_OWN_APPROVAL, NULL, NULL);
	return pay_out(c, &p, 1, "tip-out", c->word[0]);
}

enum err act_donation_out(struct call *c)
{
	struct paying_out p = { .account = ACCOUNT_DONATION };

	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_MONEY_OUT }, _(action_table[c->act].words));
	return pay_out(c, &p, 0, "donation-out", _("donations"));
}

/* --- a customer's account --------------------------------------------------------------------------- */

static enum err statement_body(struct shop *sh, void *arg)
{
	return jobs_paper(sh, 0, "statement", arg, 0);
}

static bool statement_days(struct call *c, int32_t *from, int32_t *to)
{
	int32_t month;

	*to = shop_business_day(c->sh);
	month = *to / 100 * 100 + 1;
	*from = day_add(month, -1) / 100 * 100 + 1;
	if (c->words > 1)
		*from = (int32_t)value_holder(c->word[1]);
	if (c->words > 2)
		*to = (int32_t)value_holder(c->word[2]);
	return c->words && c->words <= 3 && day_valid(*from) && day_valid(*to) && *from <= *to;
}

enum err act_statement(struct call *c)
{
	struct house_sheet sheet;
	struct said said;
	int32_t from, to;
	enum err e;

	if (!statement_days(c, &from, &to))
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	e = house_statement(c->sh, c->a, c->word[0], from, to, &sheet, &said);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_ACCOUNT, c->word[0], NULL);
	if (e == OK)
		e = shop_tx(c->sh, statement_body, arena_printf(c->a, "%lld %d %d", (long long)sheet.row.id, (int)from,
			(int)to));
	return e == OK ? done(c, *jobs_queue(c->sh, JOB_AT_RECEIPT) ? MSG_STATEMENT_PRINTED : MSG_STATEMENT_UNPRINTED,
		c->word[0], money(c, sheet.closing_minor)) : failed(c, e);
}

/* --- a payment was by another means ---------------------------------------------------------------- */

struct correcting {
	const struct document *sale;
	const struct payment *paid;
	const struct tender *to;
};

static bool plain(enum tender_kind kind)
{
	return kind == TENDER_CASH || kind == TENDER_CARD || kind == TENDER_QR;
}

/* In the transaction: nothing of the sale came back, and this payment was not corrected. */
static enum err correct_body(struct shop *sh, struct money_act *act)
{
	const struct correcting *k = act->arg;
	struct payment *gave;
	struct document now = *k->sale;
	int64_t back = 0;
	int n = 0;
	enum err e = document_gave(sh->db, act->a, k->sale->id, &gave, &n, &back);

	now.payments = arena_array(act->a, (size_t)now.payment_count, sizeof *now.payments);
	memcpy(now.payments, k->sale->payments, (size_t)now.payment_count * sizeof *now.payments);
	if (e == OK)
		e = money_corrected(sh->db, act->a, &now);
	if (e != OK)
		return e;
	for (int i = 0; i < now.payment_count; i++)
		if (now.payments[i].n == k->paid->n && now.payments[i].tender_id != k->paid->tender_id)
			return ERR_STALE;
	if (back)
		return ERR_STALE;
	document_post_moved(&act->d, act->a, &act->ledger);
	return OK;
}

static enum err find_payment(struct call *c, struct document *sale, struct correcting *k)
{
	struct doc_number number;
	int64_t id, n = c->words > 1 ? value_holder(c->word[1]) : 0;
	enum err e;

	if (c->words < 3 || !doc_number_read(c->word[0], &number))
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	e = document_id_by_number(c->sh->db, c->a, number.terminal, number.series, number.running, &id);
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, sale);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_RECEIPT, c->word[0], NULL);
	if (e != OK)
		return failed(c, e);
	k->sale = sale;
	k->to = tender_by_code(c->sh, c->word[2]);
	for (int i = 0; i < sale->payment_count; i++)
		if (sale->payments[i].n == n)
			k->paid = &sale->payments[i];
	if (!k->to || !(k->to->flags & TENDER_ACTIVE))
		return refuse(c, MSG_NO_TENDER, c->word[2], NULL);
	if (sale->kind != DOC_SALE || sale->shift_id != c->t->shift.id || !k->paid || !plain(k->paid->kind)
		|| !plain(k->to->kind) || k->to->id == k->paid->tender_id)
		return refuse(c, MSG_NOT_CORRECTABLE, c->word[0], NULL);
	return OK;
}

enum err act_correct_tender(struct call *c)
{
	struct correcting k = { NULL, NULL, NULL };
	const char *reference = *c->reference || c->words < 4 ? c->reference : c->word[3];
	struct payment rows[2];
	struct document sale;
	struct money_act act;
	int64_t kept;
	enum err e = find_payment(c, &sale, &k);

	if (e != OK)
		return e;
	assert(k.paid && k.to);
	if ((e = check_reference(c, k.to, reference)) != OK)
		return e;
	if ((e = need_reason(c, CALL_WORDS_MAX, REASON_TENDER_CORRECT)) != OK || (e = day_allowed(c)) != OK)
		return e;
	kept = payment_came_in(k.paid);
	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_TENDER_CORRECT },
			arena_printf(c->a, "%s %s", _(action_table[c->act].words), money(c, kept)));
	rows[0] = (struct payment){ .n = k.paid->n, .tender_id = k.paid->tender_id, .kind = k.paid->kind,
		.amount_minor = kept, .given_minor = -kept, .reference = k.paid->reference };
	rows[1] = (struct payment){ .n = CORRECTED_ROWS + k.paid->n, .tender_id = k.to->id, .kind = k.to->kind,
		.amount_minor = kept, .given_minor = kept, .reference = reference };
	money_begin(c->sh, &act, c->a, DOC_CORRECTION, c->t->shift.id);
	act.d.original_id = sale.id;
	act.d.payments = rows;
	act.d.payment_count = 2;
	act.d.total_minor = kept;
	act.content = arena_printf(c->a, "correct %lld %d %lld", (long long)sale.id, k.paid->n, (long long)k.to->id);
	act.row.action = "tender-correct";
	act.row.subject_id = sale.id;
	act.row.detail = arena_printf(c->a, "payment %d from %lld to %lld", k.paid->n, (long long)k.paid->tender_id,
		(long long)k.to->id);
	act.body = correct_body;
	act.arg = &k;
	if ((e = post(c, &act, c->word[0])) != OK)
		return e == ERR_REFUSED && c->said->id == MSG_NOTHING_HELD
			? refuse(c, MSG_NOT_CORRECTABLE, c->word[0], NULL) : e;
	return done(c, MSG_TENDER_CORRECTED, c->word[0], tender_words(k.to));
}

/* --- what a provider refused to give back ----------------------------------------------------------- */

static bool is_called(struct call *c, const struct payback_row *row, const char *word)
{
	struct doc_number number;
	int64_t id = 0;

	if (!doc_number_read(word, &number))
		return value_holder(word) == row->id;
	return document_id_by_number(c->sh->db, c->a, number.terminal, number.series, number.running, &id) == OK
		&& id == row->document_id;
}

/* The one that was refused, or the one that is named. */
static enum err find_refused(struct call *c, struct payback_row *row)
{
	const char *word = c->words ? c->word[0] : "", *other, *number = "";
	struct payback_row *list;
	int n = 0, found = 0;
	bool asked = false;
	enum err e = paybacks_open(c->sh->db, c->a, 0, &list, &n);

	for (int i = n - 1; e == OK && i >= 0; i--) { /* the oldest last: of two of a return it goes first */
		bool named = *word && is_called(c, &list[i], word);

		asked = asked || (named && list[i].state != PAYBACK_REFUSED);
		if (list[i].state != PAYBACK_REFUSED || (*word && !named))
			continue;
		*row = list[i];
		found++;
	}
	if (e != OK)
		return failed(c, e);
	if (!found && asked)
		return refuse(c, MSG_PAYBACK_ASKED, word, NULL);
	if (!found)
		return *word ? refuse(c, MSG_PAYBACK_NONE, word, NULL) : refuse(c, MSG_PAYBACK_NOTHING, NULL, NULL);
	if (found > 1 && !*word) {
		e = row->document_id ? document_content(c->sh->db, c->a, row->document_id, &other, &number) : OK;
		return e != OK && e != ERR_NOTFOUND ? failed(c, e) : refuse(c, MSG_PAYBACK_WHICH,
			arena_printf(c->a, "%d", found), *number ? number
			: arena_printf(c->a, "%lld", (long long)row->id));
	}
	return OK;
}

/* In the transaction: who pays it out is the first of all who would see to it. The provider keeps what it has, so that
 * its account gets back what left the drawer. */
static enum err payback_body(struct shop *sh, struct money_act *act)
{
	const struct payback_row *row = act->arg;

	document_post_moved(&act->d, act->a, &act->ledger);
	return payback_end(sh, row, PAYBACK_IN_CASH, row->answer, act->d.approver_id, &act->row);
}

enum err act_payback_cash(struct call *c)
{
	const struct tender *cash = shop_tender_of_kind(c->sh, TENDER_CASH), *t;
	struct payback_row row = { .id = 0 };
	struct payment rows[2];
	struct money_act act;
	enum err e;

	if (c->t->ob.now.line_count)
		return refuse(c, MSG_VALUE_ALONE, _(action_table[c->act].words), NULL);
	if ((e = find_refused(c, &row)) != OK)
		return e;
	t = shop_tender(c->sh, row.tender_id);
	if (!t || t->kind == TENDER_CASH || !plain(t->kind))
		return refuse(c, MSG_PAYBACK_NOTHING, NULL, NULL);
	if ((e = need_reason(c, 1, REASON_MONEY_OUT)) != OK || (e = day_allowed(c)) != OK)
		return e;
	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_PAYMENT_RESOLVE }, arena_printf(c->a, "%s %s (%s)",
			_(action_table[c->act].words), money(c, row.amount_minor), tender_words(t)));
	rows[0] = (struct payment){ .n = 1, .tender_id = t->id, .kind = t->kind, .amount_minor = row.amount_minor,
		.given_minor = row.amount_minor, .reference = row.reference };
	rows[1] = (struct payment){ .n = 2, .tender_id = cash->id, .kind = TENDER_CASH,
		.amount_minor = row.amount_minor, .given_minor = -row.amount_minor, .reference = "" };
	money_begin(c->sh, &act, c->a, DOC_PAYBACK, c->t->shift.id);
	act.d.original_id = row.document_id;
	act.d.payments = rows;
	act.d.payment_count = 2;
	act.d.total_minor = row.amount_minor;
	act.content = arena_printf(c->a, PAYBACK_CONTENT "%lld", (long long)row.id);
	act.template = "paid-out";
	act.drawer = true;
	act.body = payback_body;
	act.arg = &row;
	if ((e = post(c, &act, tender_words(t))) != OK)
		return e == ERR_REFUSED && c->said->id == MSG_NOTHING_HELD
			? refuse(c, MSG_PAYBACK_NOTHING, NULL, NULL) : e;
	return done(c, MSG_PAYBACK_IN_CASH, tender_words(t), money(c, row.amount_minor));
}
