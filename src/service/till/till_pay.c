/* till_pay.c - taking money: cash, card, QR pay, in any mix; the sale is posted when nothing is open. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "../money/money_int.h"
#include "model/value.h"
#include "store/document_store.h"
#include "till_goods_int.h"

/* Two places of a document's payments stay free: for the one that settles, and for goods brought back. */
#define PART_PAYMENTS_MAX (PAYMENTS_MAX - 2)

/* Many small returns on one receipt are one large one. What was paid by goods brought back goes where their money came
 * from, which no receipt in anybody's hand tells: a second person looks at it; so where a means of payment takes
 * nothing back. */
static bool watched(const struct shop *sh, const struct payment *p)
{
	const struct tender *t = shop_tender(sh, p->tender_id);

	return p->kind == TENDER_EXCHANGE || (t && t->refund_to == REFUND_NONE);
}

/* A voucher that takes nothing back any more: it goes out as cash, whatever had bought the voucher. */
static bool voucher_is_over(struct call *c, const struct document *sale, const struct payment *p)
{
	struct said why;
	bool by_cash = false;

	return p->kind == TENDER_VOUCHER && money_back(c->sh, c->a, sale, p, false, &by_cash, &why) == OK && by_cash;
}

enum err refund_allowed(struct call *c, int64_t id, int64_t refund_minor)
{
	struct payment *gave;
	struct document sale;
	int64_t before = 0;
	int n = 0;
	enum err e = document_load(c->sh->db, c->a, id, &sale);

	if (e == OK)
		e = document_gave(c->sh->db, c->a, id, &gave, &n, &before);
	if (e != OK)
		return failed(c, e);
	if ((e = account_lets(c, &sale, refund_minor)) != OK || (e = coupon_gift_allowed(c, id)) != OK
		|| (e = uses_gone_allowed(c, id)) != OK)
		return e;
	for (int i = 0; i < sale.payment_count; i++)
		if ((watched(c->sh, &sale.payments[i]) || voucher_is_over(c, &sale, &sale.payments[i]))
			&& !shop_may(c->sh, PERM_APPROVE) && !c->approver.id)
			return ask_approval(c, (struct wanted){ .perm = PERM_RETURN },
				_(action_table[ACT_RETURN].words));
	return need_limit(c, LIMIT_REFUND, before + refund_minor);
}

/* A bill beyond what the shop usually takes is asked about once; again only when it has grown. */
static enum err large_bill(struct call *c)
{
	struct till *t = c->t;
	int64_t large_minor = setting_int(c->sh, SET_LARGE_BILL), due = sell_due(&t->ob);

	if (!large_minor || due <= large_minor || due <= t->large_bill_minor)
		return OK;
	if (!c->confirmed)
		return ask(c, NEED_CONFIRM, MSG_LARGE_BILL, money(c, due), NULL);
	t->large_bill_minor = due;
	c->confirmed = false; /* the bill was, nothing else */
	return OK;
}

/* An article's code typed as the money given asks for change that no drawer holds. */
static enum err large_change(struct call *c, int64_t change_minor)
{
	int64_t large_minor = setting_int(c->sh, SET_LARGE_CHANGE);

	if (!large_minor || change_minor <= large_minor || c->confirmed)
		return OK;
	return ask(c, NEED_CONFIRM, MSG_LARGE_CHANGE, money(c, change_minor), NULL);
}

enum err ready_to_pay(struct call *c)
{
	struct till *t = c->t;
	enum err e;

	if (t->ob.now.line_count == 0)
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if ((e = day_allowed(c)) != OK)
		return e;
	/* What nobody approved is looked at again: more of the receipt may have come back elsewhere since. */
	if (sell_has_returns(&t->ob.now) && (!t->ob.row.reason_id || !t->ob.row.approver_id)) {
		if (t->ob.row.reason_id)
			c->reason_id = t->ob.row.reason_id;
		if ((e = need_reason(c, CALL_WORDS_MAX, REASON_RETURN)) != OK)
			return e;
		if ((e = refund_allowed(c, sell_original_id(&t->ob.now), t->ob.now.refund_minor)) != OK)
			return e;
		if ((approved_by(c) || !t->ob.row.reason_id) && (e = sell_return_reason(c->sh, &t->ob, approved_by(c),
			c->reason_id)) != OK)
			return failed(c, e);
	}
	if (sell_has_empties(&t->ob.now) && !t->ob.row.approver_id) {
		if ((e = empties_allowed(c)) != OK)
			return e;
		if (c->approver.id && (e = sell_return_reason(c->sh, &t->ob, c->approver.id, 0)) != OK)
			return failed(c, e);
	}
	if ((e = value_fits(c)) != OK || (e = uses_fit(c)) != OK || (e = goods_age_of_basket(c)) != OK)
		return e;
	if ((e = bill_discount_allowed(c)) != OK)
		return e;
	if ((e = large_bill(c)) != OK)
		return e;
	return goods_bag_asked(c);
}

enum err act_pay(struct call *c)
{
	enum err e = ready_to_pay(c);

	if (e != OK)
		return e;
	till_close_receipt(c->t);
	c->t->paying = true;
	return done(c, MSG_NONE, NULL, NULL);
}

/* --- the end of a basket ---------------------------------------------------------------------- */

/* Names and codes of a basket's lines live with the basket, which ends now. */
static void keep_line_texts(struct arena *a, const struct document *d)
{
	for (int i = 0; i < d->line_count; i++) {
		struct line *l = &d->lines[i];

		l->code = arena_strdup(a, l->code);
		l->name = arena_strdup(a, l->name);
		l->unit = arena_strdup(a, l->unit);
		l->note = l->note ? arena_strdup(a, l->note) : NULL;
	}
}

static void show_done(struct till *t, const struct posted *p)
{
	const struct document *d = p->has_sale ? &p->sale : &p->back;
	struct till_done *v = &t->view.done;

	*v = (struct till_done){ .shown = true, .kind = d->kind, .lines = d->lines, .line_count = d->line_count,
		.total_minor = d->total_minor, .rounding_minor = d->rounding_minor };
	v->number = doc_number_text(&t->done_arena, d->terminal_code, d->series, d->running);
	keep_line_texts(&t->done_arena, d);
	for (int i = 0; p->has_sale && i < d->payment_count; i++) {
		v->given_minor += d->payments[i].given_minor;
		v->change_minor += d->payments[i].change_minor;
	}
	for (int i = 0; p->has_back && i < p->back.payment_count; i++)
		if (p->back.payments[i].kind != TENDER_EXCHANGE)
			v->change_minor += p->back.payments[i].given_minor;
}

static enum err told_done(struct call *c, const struct posted *p, bool again)
{
	const struct till_done *v = &c->t->view.done;
	const char *change = money(c, v->change_minor);

	if (again)
		return done(c, MSG_ALREADY_DONE, v->number, NULL);
	if (p->has_sale && p->has_back)
		return done(c, MSG_EXCHANGE_DONE, v->number, change);
	return done(c, p->has_sale ? MSG_SALE_DONE : p->back.kind == DOC_EMPTIES ? MSG_EMPTIES_DONE : MSG_RETURN_DONE,
		v->number, change);
}

enum err finish_payment(struct call *c)
{
	struct till *t = c->t;
	struct posted posted;
	enum err e;

	if ((e = outside_settled(c)) != OK)
		return e;
	till_forget_done(t);
	e = sell_post(c->sh, &t->ob, t->shift.id, &t->done_arena, &posted);
	switch (e) {
	case OK: case ERR_EXISTS:
		break;
	case ERR_UNKNOWN:
		return ask_retry(c);
	case ERR_INVALID:
		return refuse(c, MSG_SAME_ID_OTHER, arena_printf(c->a, "%lld", (long long)t->ob.row.sale_id), NULL);
	case ERR_DENIED:
		return staff_sale_refused(c);
	case ERR_REFUSED:
		if (posted.why.id)
			return refuse(c, posted.why.id, posted.why.arg[0], posted.why.arg[1]);
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, shop_business_day(c->sh)), NULL);
	default:
		/* A try before this one may have succeeded: that the store fails again says nothing about it. */
		return c->retry && e != ERR_STALE ? ask_retry(c) : failed(c, e);
	}
	if (e == OK && posted.has_sale)
		till_drawer_changed(t, &posted.sale);
	if (e == OK && posted.has_back)
		till_drawer_changed(t, &posted.back);
	show_done(t, &posted);
	till_close_receipt(t);
	sell_begin(c->sh, &t->ob);
	t->paying = false;
	till_basket_changed(t);
	return told_done(c, &posted, e == ERR_EXISTS);
}

/* A payment that settles the bill is posted with the sale, in one transaction; one that does not is stored by
 * itself. When posting fails, what was taken outside is stored, cash is given back. */
static enum err settle(struct call *c, const struct payment *list, int n)
{
	struct open_basket *ob = &c->t->ob;
	int before = ob->payment_count;
	enum err e;

	memcpy(ob->payments, list, (size_t)n * sizeof *list);
	ob->payment_count = n;
	/* It may have to be asked again, long after this call: with the very same reference. */
	ob->payments[n - 1].reference = arena_strdup(&ob->texts, list[n - 1].reference);
	e = finish_payment(c);
	if (e == OK || c->t->view.need == NEED_RETRY || !ob->stored || ob->payment_count != n)
		return e;
	ob->payment_count = before;
	/* What the shop itself holds is taken when it is posted, or not at all; notes are given back. */
	if ((list[n - 1].kind == TENDER_CARD || list[n - 1].kind == TENDER_QR) && sell_add_payment(c->sh, ob,
		&list[n - 1]) != OK)
		shop_fail(c->sh, ERR_IO, "keeping a payment");
	return e;
}

enum err take_payment(struct call *c, const struct payment *p)
{
	struct till *t = c->t;
	struct payment list[PAYMENTS_MAX];
	int n = t->ob.payment_count;
	int64_t open = payments_open(sell_due(&t->ob), t->ob.payments, n);
	enum err e;

	if (p->amount_minor == open && n < PAYMENTS_MAX) {
		memcpy(list, t->ob.payments, (size_t)n * sizeof *list);
		list[n] = *p;
		return settle(c, list, n + 1);
	}
	if (n >= PART_PAYMENTS_MAX)
		return refuse(c, MSG_PAYMENTS_FULL, arena_printf(c->a, "%d", PART_PAYMENTS_MAX), NULL);
	e = sell_add_payment(c->sh, &t->ob, p);
	if (e != OK)
		return failed(c, e);
	t->paying = true;
	if (t->parts_left > 1)
		t->parts_left--;
	return done(c, MSG_PAID_PART, money(c, p->amount_minor), money(c, open - p->amount_minor));
}

/* --- a bill in equal parts -------------------------------------------------------------------------- */

/* Each part but the last is such as cash can pay; the last is what is left. */
int64_t till_part(const struct till *t)
{
	int64_t weights[PART_PAYMENTS_MAX + 1], parts[PART_PAYMENTS_MAX + 1];
	int64_t open = sell_due(&t->ob);

	open = open > 0 ? payments_open(open, t->ob.payments, t->ob.payment_count) : 0;
	if (t->parts_left < 2 || open <= 0)
		return 0;
	for (int i = 0; i < t->parts_left; i++)
		weights[i] = 1;
	money_share(open, weights, t->parts_left, parts);
	return cash_round(parts[0], sell_rounding(t->sh));
}

enum err act_parts(struct call *c)
{
	struct till *t = c->t;
	char *end;
	long n = c->words == 1 ? strtol(c->word[0], &end, 10) : 0;
	int most = PART_PAYMENTS_MAX - t->ob.payment_count;
	enum err e;

	if (n < 1 || *end || n > most)
		return refuse(c, MSG_PARTS_BAD, arena_printf(c->a, "%d", most), NULL);
	if ((e = ready_to_pay(c)) != OK)
		return e;
	till_close_receipt(t);
	t->paying = true;
	t->parts_left = n > 1 ? (int)n : 0;
	if (till_part(t) <= 0 && n > 1) {
		t->parts_left = 0;
		return refuse(c, MSG_NOTHING_OPEN, NULL, NULL);
	}
	return done(c, n > 1 ? MSG_PARTS : MSG_NONE, c->word[0], n > 1 ? money(c, till_part(t)) : NULL);
}

/* One part in cash: exactly (given 0), or what was given for it, with its own change. */
static enum err part_in_cash(struct call *c, int64_t given_minor)
{
	int64_t part_minor = till_part(c->t);
	const struct payment part = { .tender_id = shop_tender_of_kind(c->sh, TENDER_CASH)->id, .kind = TENDER_CASH,
		.amount_minor = part_minor, .given_minor = part_minor, .reference = "" };
	enum err e = large_change(c, given_minor - part_minor);

	if (e == OK)
		e = take_payment(c, &part);
	if (e != OK || given_minor <= part_minor)
		return e;
	return done(c, MSG_PART_CHANGE, money(c, part_minor), money(c, given_minor - part_minor));
}

/* --- cash ---------------------------------------------------------------------------------------- */

enum err act_cash(struct call *c)
{
	struct till *t = c->t;
	struct payment list[PAYMENTS_MAX];
	int n = t->ob.payment_count;
	int64_t given = 0, due;
	enum err e;

	if (c->retry)
		return finish_payment(c);
	if (c->words && (money_parse(c->word[0], &given) != OK || given == 0))
		return refuse(c, MSG_AMOUNT_BAD, c->word[0], NULL);
	if ((e = ready_to_pay(c)) != OK)
		return e;
	if (till_part(t) && (!c->words || given >= till_part(t)))
		return part_in_cash(c, given);
	due = sell_due(&t->ob);
	/* Also where all was paid already and the store failed then. */
	if (due <= 0 || payments_open(due, t->ob.payments, n) == 0)
		return given ? refuse(c, MSG_NOTHING_OPEN, NULL, NULL) : finish_payment(c);
	memcpy(list, t->ob.payments, (size_t)n * sizeof *list);
	if (!payments_add_cash(due, list, &n, shop_tender_of_kind(c->sh, TENDER_CASH)->id, given, sell_rounding(c->sh)))
		return refuse(c, MSG_NOTHING_OPEN, NULL, NULL);
	list[n - 1].kind = TENDER_CASH;
	list[n - 1].reference = "";
	if ((e = large_change(c, list[n - 1].change_minor)) != OK)
		return e;
	if (payments_open(due, list, n) == 0)
		return settle(c, list, n);
	return take_payment(c, &list[n - 1]);
}

/* --- card and QR pay ------------------------------------------------------------------------------ */

/* What a means of payment wants to know beside the amount. */
static enum message reference_question(enum tender_kind kind)
{
	switch (kind) {
	case TENDER_VOUCHER:
		return MSG_NEEDS_SERIAL;
	case TENDER_HOUSE:
		return MSG_NEEDS_ACCOUNT;
	case TENDER_ORDER:
		return MSG_NEEDS_ORDER;
	case TENDER_CHEQUE:
		return MSG_NEEDS_CHEQUE;
	default:
		return MSG_NEEDS_REFERENCE;
	}
}

enum err check_reference(struct call *c, const struct tender *tender, const char *reference)
{
	struct till *t = c->t;
	bool used = false;
	enum err e;

	if (!(tender->flags & TENDER_NEEDS_REFERENCE) || tender->kind == TENDER_FOREIGN)
		return OK;
	if (!*reference)
		return ask(c, NEED_REFERENCE, reference_question(tender->kind), tender_words(tender), NULL);
	if (!tender_reference_ok(tender, reference))
		return ask(c, NEED_REFERENCE, MSG_REFERENCE_BAD, reference, NULL);
	/* Whether a voucher, account or order can pay is a matter of its balance. */
	if (tender->kind == TENDER_VOUCHER || tender->kind == TENDER_HOUSE || tender->kind == TENDER_ORDER)
		return value_holder(reference) ? OK : ask(c, NEED_REFERENCE, MSG_REFERENCE_BAD, reference, NULL);
	for (int i = 0; i < t->ob.payment_count; i++)
		used = used || (t->ob.payments[i].tender_id == tender->id &&
			strcmp(t->ob.payments[i].reference, reference) == 0);
	e = used ? OK : document_reference_used(c->sh->db, c->a, tender->id, reference, t->shift.id, &used);
	if (e != OK)
		return failed(c, e);
	return used ? ask(c, NEED_REFERENCE, MSG_REFERENCE_USED, reference, NULL) : OK;
}

enum err act_tender(struct call *c)
{
	struct till *t = c->t;
	const struct tender *tender = c->words ? tender_by_code(c->sh, c->word[0]) : NULL;
	const char *reference = *c->reference || c->words < 3 ? c->reference : c->word[2];
	int64_t open, amount = 0;
	struct payment p;
	enum err e;

	if (c->retry)
		return finish_payment(c);
	if (!tender || !(tender->flags & TENDER_ACTIVE) || (tender->flags & TENDER_HIDDEN))
		return refuse(c, MSG_NO_TENDER, c->words ? c->word[0] : "", NULL);
	if (tender->kind == TENDER_CASH)
		return run_as(c, ACT_CASH, c->words > 1 ? c->word[1] : "");
	if ((e = ready_to_pay(c)) != OK)
		return e;
	open = payments_open(sell_due(&t->ob), t->ob.payments, t->ob.payment_count);
	if (till_part(t))
		amount = till_part(t);
	if (c->words > 1 && (money_parse(c->word[1], &amount) != OK || amount == 0))
		return refuse(c, MSG_AMOUNT_BAD, c->word[1], NULL);
	if (open <= 0)
		return refuse(c, MSG_NOTHING_OPEN, NULL, NULL);
	t->paying = true;
	/* Before anybody looks for a slip. */
	if (!*reference && (tender->kind == TENDER_CARD || tender->kind == TENDER_QR)
		&& tender->over_rule == OVER_REFUSE && amount > open)
		return refuse(c, MSG_TOO_MUCH, tender_words(tender), money(c, open));
	if (outside_asks(c, tender)) {
		if ((e = outside_settled(c)) == OK && (e = offer_payment(c, tender, open, amount, "", &p)) == OK)
			e = p.change_minor ? refuse(c, MSG_TOO_MUCH, tender_words(tender), money(c, open))
				: outside_begin(c, tender, p.amount_minor);
		return e;
	}
	if ((e = outside_by_hand(c, tender)) != OK)
		return e;
	if ((e = check_reference(c, tender, reference)) != OK)
		return e;
	if ((e = outside_settled(c)) != OK)
		return e;
	if ((e = offer_payment(c, tender, open, amount, arena_strdup(c->a, reference), &p)) != OK)
		return e;
	return take_payment(c, &p);
}

const struct tender *active_tender(const struct shop *sh, enum tender_kind kind)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (sh->tenders[i].kind == kind && (sh->tenders[i].flags & TENDER_ACTIVE))
			return &sh->tenders[i];
	return NULL;
}

/* The first means of a kind takes what is open, with this reference. */
static enum err pay_by_kind(struct call *c, enum tender_kind kind, const char *reference)
{
	const struct tender *tender = active_tender(c->sh, kind);

	if (!tender)
		return refuse(c, MSG_NO_TENDER, reference, NULL);
	c->words = 0;
	memcpy(c->reference, reference, strlen(reference) + 1);
	return run_as(c, ACT_TENDER, tender->code);
}

enum err pay_by_code(struct call *c, const char *code)
{
	return pay_by_kind(c, TENDER_QR, code);
}

enum err pay_by_voucher(struct call *c, const char *serial)
{
	/* More comes back than is sold: the customer gets a voucher, he does not pay by one. */
	if (sell_due(&c->t->ob) < 0)
		return run_as(c, ACT_REFUND_VOUCHER, serial);
	return pay_by_kind(c, TENDER_VOUCHER, serial);
}

enum err act_tender_void(struct call *c)
{
	struct till *t = c->t;
	long n = c->words ? strtol(c->word[0], NULL, 10) : t->ob.payment_count;
	struct audit_row row = { .action = "payment-void", .subject_id = t->ob.row.id, .approver_id = approved_by(c) };
	int64_t amount;
	enum err e;

	if (n < 1 || n > t->ob.payment_count)
		return refuse(c, MSG_NO_PAYMENT, NULL, NULL);
	amount = row.amount_minor = t->ob.payments[n - 1].amount_minor;
	row.detail = arena_printf(c->a, "tender %lld reference %s", (long long)t->ob.payments[n - 1].tender_id,
		t->ob.payments[n - 1].reference);
	if (outside_reopens(c, (int)n - 1, &row, &e))
		return e;
	e = sell_drop_payment(c->sh, &t->ob, (int)n - 1, &row, NULL);
	return e == OK ? done(c, MSG_PAYMENT_REMOVED, money(c, amount), NULL) : failed(c, e);
}
