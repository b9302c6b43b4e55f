/* till_value.c - what is worth money and is no goods: lines that sell or take it, and the payments by it. Which state a
 * voucher, an account or an order is in is asked here so that a person hears of it at once, and again in the
 * transaction (money/move.c), which decides. */
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "../money/money_int.h"
#include "model/value.h"
#include "../shop/post_int.h"
#include "store/document_store.h"
#include "store/value_store.h"
#include "till_int.h"

#define ORDER_CUSTOMER_MAX 60
#define ORDER_NOTE_MAX 200
#define ORDER_TRIES 20 /* other tills take orders too */
#define TOTAL_WORD 1
#define CUSTOMER_WORD 2
#define NOTE_WORD 3

/* --- lines --------------------------------------------------------------------------------------- */

static bool alone(enum value_kind kind)
{
	return kind == VALUE_ORDER || kind == VALUE_HOUSE;
}

enum err value_fits(struct call *c)
{
	const struct basket *b = &c->t->ob.now;
	const struct line *only = NULL;
	bool value = false, back = false, refund = false;

	for (int i = 0; i < b->line_count; i++) {
		bool comes_back = b->lines[i].flags & LINE_RETURN;

		if (!comes_back && alone(line_value(&b->lines[i])))
			only = &b->lines[i];
		refund = refund || (!comes_back && line_value(&b->lines[i]) == VALUE_REFUND);
		value = value || (!comes_back && line_value(&b->lines[i]) && line_value(&b->lines[i]) != VALUE_REFUND);
		back = back || comes_back;
	}
	if (only && b->line_count > 1)
		return refuse(c, MSG_VALUE_ALONE, only->name, NULL);
	if (refund && sell_due(&c->t->ob) > 0)
		return refuse(c, MSG_REFUND_TOO_MUCH, NULL, NULL);
	/* Goods brought back pay for goods, not for what is as good as money. */
	return value && back ? refuse(c, MSG_VALUE_FOR_VALUE, NULL, NULL) : OK;
}

/* order: what the line is the deposit on; NULL: it is none. ERR_EXISTS: another till took its number. */
static enum err put_value(struct call *c, const struct line *l, const struct order_row *order)
{
	struct till *t = c->t;
	struct basket *draft;
	int line_no;
	enum err e;

	if (t->receipt_sale.id || (alone(line_value(l)) && t->ob.now.line_count))
		return refuse(c, MSG_VALUE_ALONE, l->name, NULL);
	for (int i = 0; i < t->ob.now.line_count; i++)
		if (alone(line_value(&t->ob.now.lines[i])))
			return refuse(c, MSG_VALUE_ALONE, t->ob.now.lines[i].name, NULL);
	if (t->ob.now.line_count >= LINES_MAX || basket_next_line_no(&t->ob.now) > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	draft = sell_draft(&t->ob);
	line_no = basket_next_line_no(draft);
	draft->lines[draft->line_count] = *l;
	draft->lines[draft->line_count++].line_no = line_no;
	e = order ? sell_put_order(c->sh, &t->ob, line_no, order) : sell_put_line(c->sh, &t->ob, line_no, NULL, NULL);
	if (e == ERR_EXISTS || (e = stored(c, e)) != OK)
		return e;
	till_forget_done(t);
	t->last_line_no = line_no;
	return done(c, MSG_VALUE_ADDED, l->name, money(c, l->fixed_amount_minor));
}

enum err add_value(struct call *c, const struct line *l)
{
	return put_value(c, l, NULL);
}

static bool in_basket(const struct basket *b, const char *code)
{
	for (int i = 0; i < b->line_count; i++)
		if (line_is_voucher(&b->lines[i]) && strcmp(b->lines[i].code, code) == 0)
			return true;
	return false;
}

static enum err find_voucher(struct call *c, const char *code, struct voucher_row *v)
{
	int64_t serial = value_holder(code);
	enum err e;

	if (!serial_valid(serial))
		return refuse(c, MSG_SERIAL_BAD, code, NULL);
	e = voucher_get(c->sh->db, c->a, serial, v);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_VOUCHER, code, NULL);
	return e == OK ? OK : failed(c, e);
}

bool is_voucher(struct call *c, const char *code)
{
	struct voucher_row v;

	return serial_valid(value_holder(code)) && voucher_get(c->sh->db, c->a, value_holder(code), &v) == OK;
}

/* The paper of the first word, which lies in this till and not in this basket. */
static enum err paper_here(struct call *c, struct voucher_row *v)
{
	enum err e;

	if (c->words != 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if ((e = find_voucher(c, c->word[0], v)) != OK)
		return e;
	if (in_basket(&c->t->ob.now, c->word[0]))
		return refuse(c, MSG_VOUCHER_IN_BASKET, c->word[0], NULL);
	if (v->state != VOUCHER_STOCK)
		return refuse(c, MSG_VOUCHER_NOT_HERE, c->word[0], voucher_words(v->state));
	return v->terminal_id == c->sh->terminal_id ? OK : refuse(c, MSG_VOUCHER_NOT_HERE, c->word[0],
		_("it lies somewhere else"));
}

enum err act_sell_voucher(struct call *c)
{
	struct voucher_row v;
	struct line l;
	enum err e = paper_here(c, &v);

	if (e != OK)
		return e;
	if (v.refund)
		return refuse(c, MSG_VOUCHER_FOR_REFUNDS, c->word[0], NULL);
	l = value_line(VALUE_VOUCHER, arena_printf(c->a, "%lld", (long long)v.serial), v.kind_name, v.face_minor);
	return add_value(c, &l);
}

/* The voucher's line is posted with the basket, or it was never there. */
static enum err give_voucher(struct call *c, const struct voucher_row *v, int64_t amount_minor)
{
	struct open_basket *ob = &c->t->ob;
	struct line l = value_line(VALUE_REFUND, arena_printf(c->a, "%lld", (long long)v->serial), v->kind_name,
		amount_minor);
	struct basket was;
	enum err e;

	l.line_no = basket_next_line_no(&ob->now);
	if (ob->now.line_count >= LINES_MAX || l.line_no > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	if ((e = stored(c, sell_with(ob, &l, &was))) != OK)
		return e;
	e = finish_payment(c);
	if (e != OK && c->t->view.need != NEED_RETRY)
		sell_without(ob, &was);
	return e;
}

enum err act_refund_voucher(struct call *c)
{
	struct voucher_row v;
	int64_t amount;
	enum err e;

	if (c->retry)
		return finish_payment(c);
	if ((e = paper_here(c, &v)) != OK)
		return e;
	if (!v.refund)
		return refuse(c, MSG_NO_REFUND_VOUCHER, c->word[0], NULL);
	amount = -sell_due(&c->t->ob);
	if (amount <= 0 || !sell_has_returns(&c->t->ob.now))
		return refuse(c, MSG_NOTHING_BACK, NULL, NULL);
	if (amount > v.face_minor)
		return refuse(c, MSG_VOUCHER_FACE, c->word[0], money(c, v.face_minor));
	if ((e = ready_to_pay(c)) != OK || (e = give_voucher(c, &v, amount)) != OK)
		return e;
	return c->said->id == MSG_EXCHANGE_DONE ? done(c, MSG_VOUCHER_GIVEN, c->t->view.done.number, money(c, amount))
		: OK;
}

static enum err amount_word(struct call *c, int word, int64_t *minor)
{
	if (word >= c->words || money_parse(c->word[word], minor) != OK || *minor == 0)
		return refuse(c, MSG_AMOUNT_BAD, word < c->words ? c->word[word] : "", NULL);
	return OK;
}

enum err act_tip(struct call *c)
{
	struct line l;
	int64_t minor;
	enum err e = amount_word(c, 0, &minor);

	if (e != OK)
		return e;
	l = value_line(VALUE_TIP, arena_printf(c->a, "%lld", (long long)c->sh->staff.id), _("Tip"), minor);
	return add_value(c, &l);
}

enum err act_donation(struct call *c)
{
	struct line l;
	int64_t minor;
	enum err e = amount_word(c, 0, &minor);

	if (e != OK)
		return e;
	l = value_line(VALUE_DONATION, "", _("Donation"), minor);
	return add_value(c, &l);
}

enum err act_pay_account(struct call *c)
{
	struct house_row account;
	struct line l;
	int64_t minor;
	enum err e = c->words == 2 ? amount_word(c, 1, &minor) : refuse(c, MSG_ARGUMENT_BAD,
		_(action_table[c->act].words), _(action_table[c->act].args));

	if (e != OK)
		return e;
	e = house_get(c->sh->db, c->a, value_holder(c->word[0]), &account);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_ACCOUNT, c->word[0], NULL);
	if (e != OK)
		return failed(c, e);
	l = value_line(VALUE_HOUSE, arena_printf(c->a, "%lld", (long long)account.id),
		arena_printf(c->a, "%s %lld", _("Payment on account"), (long long)account.id), minor);
	return add_value(c, &l);
}

/* A second person allows what an account owes beyond its limit: one with the right to it, whatever else he approved. */
static enum err may_owe(struct call *c, const struct house_row *account, const char *number, int64_t more_minor)
{
	int64_t beyond_minor = account->balance_minor + more_minor - account->limit_minor;

	if (beyond_minor <= 0 || c->approver.may[PERM_HOUSE_ACCOUNTS])
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_HOUSE_ACCOUNTS },
		arena_printf(c->a, _("Account %s beyond its limit: %s"), number, money(c, beyond_minor)));
}

enum err account_lets(struct call *c, const struct document *sale, int64_t back_minor)
{
	struct house_row account;
	enum err e = OK;

	for (int i = 0; e == OK && i < sale->line_count; i++) {
		if (line_value(&sale->lines[i]) != VALUE_HOUSE)
			continue;
		e = house_get(c->sh->db, c->a, value_holder(sale->lines[i].code), &account);
		if (e != OK)
			return failed(c, e);
		e = may_owe(c, &account, sale->lines[i].code, back_minor);
	}
	return e;
}

/* --- orders -------------------------------------------------------------------------------------- */

/* The deposit's line, and the order with it under the next free number. Whom it is for and what he ordered stands on
 * the receipt, which has a journal: after a recovery the order is made from there (money_replay). */
static enum err put_order(struct call *c, struct order_row *row, int64_t deposit)
{
	struct open_basket *ob = &c->t->ob;
	const char *customer = ob->row.customer;
	struct line l;
	enum err e;

	for (int tries = 0; tries < ORDER_TRIES; tries++) {
		if ((e = order_next(c->sh->db, c->a, &row->id)) != OK)
			return failed(c, e);
		l = value_line(VALUE_ORDER, arena_printf(c->a, "%lld", (long long)row->id),
			arena_printf(c->a, "%s %lld", _("Deposit on order"), (long long)row->id), deposit);
		l.note = order_note(c->a, row);
		ob->row.customer = arena_strdup(&ob->texts, row->customer);
		e = put_value(c, &l, row);
		if (e == OK)
			return done(c, MSG_ORDER_BEGUN, l.code, money(c, deposit));
		ob->row.customer = customer;
		if (e != ERR_EXISTS)
			return e;
	}
	return failed(c, ERR_BUSY);
}

/* The rest of the argument from a word on, as it was typed. */
static const char *rest_of(struct call *c, int word)
{
	return word < c->words ? utf8_clean(c->a, c->arg + (c->word[word] - c->buffer)) : "";
}

enum err act_order(struct call *c)
{
	struct order_row row = { .at_ms = clock_now_ms(), .staff_id = c->sh->staff.id,
		.terminal_id = c->sh->terminal_id };
	int64_t deposit;
	enum err e = c->words > CUSTOMER_WORD ? amount_word(c, 0, &deposit) : refuse(c, MSG_ARGUMENT_BAD,
		_(action_table[c->act].words), _(action_table[c->act].args));

	if (e == OK)
		e = amount_word(c, TOTAL_WORD, &row.total_minor);
	if (e != OK)
		return e;
	if (deposit > row.total_minor)
		return refuse(c, MSG_AMOUNT_BAD, c->word[0], NULL);
	row.customer = utf8_clean(c->a, c->word[CUSTOMER_WORD]);
	row.note = rest_of(c, NOTE_WORD);
	if (strlen(row.customer) > ORDER_CUSTOMER_MAX || strlen(row.note) > ORDER_NOTE_MAX)
		return refuse(c, MSG_ENTRY_BAD, row.customer, NULL);
	if (c->t->ob.now.line_count)
		return refuse(c, MSG_VALUE_ALONE, _("Deposit"), NULL);
	return put_order(c, &row, deposit);
}

/* --- payments ------------------------------------------------------------------------------------ */

const struct tender *tender_by_code(const struct shop *sh, const char *code)
{
	for (int i = 0; i < sh->tender_count; i++)
		if (strcmp(sh->tenders[i].code, code) == 0)
			return &sh->tenders[i];
	return NULL;
}

const char *tender_words(const struct tender *t)
{
	return tr_name(t->name, t->name_en);
}

/* What this tender has paid of the bill, and what all that is no money has. */
static int64_t paid_by(const struct open_basket *ob, int64_t tender_id)
{
	int64_t sum = 0;

	for (int i = 0; i < ob->payment_count; i++)
		if (ob->payments[i].tender_id == tender_id)
			sum += ob->payments[i].amount_minor;
	return sum;
}

int64_t open_for_value(const struct open_basket *ob, int64_t open_minor)
{
	int64_t goods = ob->now.due_minor - lines_value_minor(ob->now.lines, ob->now.line_count);

	for (int i = 0; i < ob->payment_count; i++)
		if (!tender_is_money(ob->payments[i].kind))
			goods -= ob->payments[i].amount_minor;
	return goods < open_minor ? goods : open_minor;
}

static enum err check_rules(struct call *c, const struct tender *t, int64_t amount_minor, struct payment *p)
{
	const char *name = tender_words(t);

	switch (tender_rule_broken(t, amount_minor, paid_by(&c->t->ob, t->id))) {
	case RULE_MIN:
		return refuse(c, MSG_TENDER_MIN, name, money(c, t->min_minor));
	case RULE_MAX:
		return refuse(c, MSG_TENDER_MAX, name, money(c, t->max_minor));
	case RULE_BILL_MAX:
		return refuse(c, MSG_TENDER_BILL_MAX, name, money(c, t->bill_max_minor));
	case RULE_KEPT:
		break;
	}
	if (!tender_needs_approval(t, amount_minor))
		return OK;
	if (!c->approver.id)
		return ask_approval(c, (struct wanted){ .perm = PERM_SELL },
			arena_printf(c->a, "%s %s", name, money(c, amount_minor)));
	/* On an account it would say that it may owe more than its limit. */
	if (t->kind != TENDER_HOUSE)
		p->approver_id = c->approver.id;
	return OK;
}

static bool pays_already(const struct open_basket *ob, const struct payment *p)
{
	for (int i = 0; i < ob->payment_count; i++)
		if (ob->payments[i].kind == p->kind && (p->kind == TENDER_CHEQUE
			|| value_holder(ob->payments[i].reference) == value_holder(p->reference)))
			return true;
	return false;
}

static enum err offer_voucher(struct call *c, const struct tender *t, int64_t open_minor, int64_t amount_minor,
	struct payment *p)
{
	struct voucher_row v;
	int64_t rest, most = amount_minor ? amount_minor : open_minor;
	enum err e = find_voucher(c, p->reference, &v);

	if (e != OK)
		return e;
	if (v.state != VOUCHER_SOLD)
		return refuse(c, MSG_VOUCHER_STATE, p->reference, voucher_words(v.state));
	if (v.last_day && v.last_day < shop_business_day(c->sh))
		return refuse(c, MSG_VOUCHER_OLD, p->reference, day_text(c->a, v.last_day));
	e = balance_get(c->sh->db, c->a, ACCOUNT_VOUCHER, v.serial, UNIT_MONEY, &rest);
	if (e != OK)
		return failed(c, e);
	rest = -rest;
	if (rest <= 0) /* paid with at another till since its state was read */
		return refuse(c, MSG_VOUCHER_STATE, p->reference, voucher_words(VOUCHER_USED));
	p->amount_minor = most < rest ? most : rest;
	p->given_minor = v.keeps_rest ? p->amount_minor : rest;
	if (p->given_minor > p->amount_minor && (t->over_rule != OVER_FORFEIT
		|| (t->over_max_minor && p->given_minor - p->amount_minor > t->over_max_minor)))
		return refuse(c, MSG_TOO_MUCH, tender_words(t), money(c, open_minor));
	return OK;
}

static enum err offer_house(struct call *c, struct payment *p)
{
	struct house_row account;
	enum err e = need_permission(c, PERM_HOUSE_CHARGE);

	if (e != OK)
		return e;
	e = house_get(c->sh->db, c->a, value_holder(p->reference), &account);
	if (e == ERR_NOTFOUND || (e == OK && account.disabled))
		return refuse(c, MSG_NO_ACCOUNT, p->reference, NULL);
	if (e != OK)
		return failed(c, e);
	e = may_owe(c, &account, p->reference, p->amount_minor);
	if (e == OK && account.balance_minor + p->amount_minor > account.limit_minor)
		p->approver_id = c->approver.id;
	return e;
}

static enum err offer_order(struct call *c, int64_t open_minor, int64_t amount_minor, struct payment *p)
{
	int64_t rest, most = amount_minor ? amount_minor : open_minor;
	enum err e = balance_get(c->sh->db, c->a, ACCOUNT_ORDER, value_holder(p->reference), UNIT_MONEY, &rest);

	if (e != OK)
		return failed(c, e);
	rest = -rest;
	if (rest <= 0)
		return refuse(c, MSG_NO_ORDER, p->reference, NULL);
	if (amount_minor > rest)
		return refuse(c, MSG_ORDER_REST, p->reference, money(c, rest));
	p->amount_minor = p->given_minor = most < rest ? most : rest;
	return OK;
}

/* Notes of another currency at the rate of this moment; change is home cash. */
static enum err offer_foreign(struct call *c, const struct tender *t, int64_t notes, struct payment *p)
{
	struct open_basket *ob = &c->t->ob;
	struct payment list[PAYMENTS_MAX];
	struct rate_row rate;
	struct foreign f = { .amount = notes };
	int n = ob->payment_count;
	int64_t home;
	enum err e = rate_at(c->sh->db, c->a, t->currency, clock_now_ms(), &rate);

	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_RATE, t->currency, NULL);
	if (e != OK)
		return failed(c, e);
	memcpy(f.currency, t->currency, sizeof f.currency);
	f.numerator = rate.numerator;
	f.denominator = rate.denominator;
	home = notes ? foreign_home_minor(&f) : 0;
	memcpy(list, ob->payments, (size_t)n * sizeof *list);
	if (!home || !payments_add_cash(sell_due(ob), list, &n, t->id, home, sell_rounding(c->sh)))
		return refuse(c, MSG_AMOUNT_BAD, c->words > 1 ? c->word[1] : "", NULL);
	if (list[n - 1].change_minor && (t->over_rule != OVER_CHANGE
		|| (t->over_max_minor && list[n - 1].change_minor > t->over_max_minor)))
		return refuse(c, MSG_TOO_MUCH, tender_words(t), money(c, list[n - 1].amount_minor));
	*p = list[n - 1];
	p->kind = TENDER_FOREIGN;
	p->reference = foreign_text(c->a, &f);
	return OK;
}

/* More than is open by card: refused, a tip, or given back in cash. */
static enum err offer_over(struct call *c, const struct tender *t, int64_t open_minor, int64_t amount_minor,
	struct payment *p)
{
	int64_t over = amount_minor - open_minor;

	if (t->over_rule == OVER_REFUSE || (t->over_max_minor && over > t->over_max_minor))
		return refuse(c, MSG_TOO_MUCH, tender_words(t), money(c, open_minor));
	if (t->over_rule == OVER_TIP) {
		struct line l = value_line(VALUE_TIP, arena_printf(c->a, "%lld", (long long)c->sh->staff.id), _("Tip"),
			over);

		return add_value(c, &l);
	}
	p->amount_minor = open_minor;
	p->given_minor = amount_minor;
	p->change_minor = over;
	return OK;
}

enum err offer_payment(struct call *c, const struct tender *tender, int64_t open_minor, int64_t amount_minor,
	const char *reference, struct payment *p)
{
	int64_t most = tender_is_money(tender->kind) ? open_minor : open_for_value(&c->t->ob, open_minor);
	enum err e = OK;

	*p = (struct payment){ .tender_id = tender->id, .kind = tender->kind, .reference = reference,
		.amount_minor = amount_minor ? amount_minor : most };
	p->given_minor = p->amount_minor;
	if (most <= 0)
		return refuse(c, MSG_VALUE_FOR_VALUE, NULL, NULL);
	if (tender->kind >= TENDER_VOUCHER && tender->kind != TENDER_FOREIGN && pays_already(&c->t->ob, p))
		return refuse(c, MSG_PAYS_TWICE, reference, NULL);
	if (tender->kind != TENDER_FOREIGN && amount_minor > most) {
		if (tender->kind != TENDER_CARD && tender->kind != TENDER_QR)
			return refuse(c, MSG_TOO_MUCH, tender_words(tender), money(c, most));
		if ((e = check_rules(c, tender, amount_minor, p)) != OK)
			return e;
		return offer_over(c, tender, open_minor, amount_minor, p);
	}
	if (tender->kind == TENDER_VOUCHER)
		e = offer_voucher(c, tender, most, amount_minor, p);
	else if (tender->kind == TENDER_HOUSE)
		e = offer_house(c, p);
	else if (tender->kind == TENDER_ORDER)
		e = offer_order(c, most, amount_minor, p);
	else if (tender->kind == TENDER_FOREIGN)
		e = offer_foreign(c, tender, amount_minor, p);
	return e == OK ? check_rules(c, tender, p->amount_minor, p) : e;
}
