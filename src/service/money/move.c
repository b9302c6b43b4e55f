/* move.c - what a sale, return or void does to vouchers, accounts, orders and cheques. The balance of each in the
 * ledger is the truth; the state in its table is won by one guarded statement in the transaction, so of two tills
 * with one serial exactly one posts. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "money_int.h"
#include "model/value.h"
#include "store/document_store.h"
#include "store/value_store.h"

struct move { struct shop *sh; struct arena *a; const struct document *d; struct said *why; };

static enum err no(const struct move *m, enum message id, const char *arg1, const char *arg2)
{
	return say(m->why, ERR_REFUSED, id, arg1, arg2);
}

static const char *number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

/* What is held of a liability: positive. */
static enum err held(const struct move *m, enum account account, int64_t holder, int64_t *rest)
{
	enum err e = balance_get(m->sh->db, m->a, account, holder, UNIT_MONEY, rest);

	*rest = -*rest;
	return e;
}

/* --- lines ------------------------------------------------------------------------------------- */

static enum err voucher_sold(const struct move *m, const struct line *l)
{
	struct voucher_row v;
	int64_t serial = value_holder(l->code);
	enum err e = voucher_get(m->sh->db, m->a, serial, &v);

	if (e == ERR_NOTFOUND || (e == OK && !v.refund && v.face_minor != l->paid_minor))
		return no(m, MSG_NO_VOUCHER, l->code, NULL);
	if (e == OK && v.refund != (line_value(l) == VALUE_REFUND))
		return no(m, v.refund ? MSG_VOUCHER_FOR_REFUNDS : MSG_NO_REFUND_VOUCHER, l->code, NULL);
	if (e == OK)
		e = voucher_sell(m->sh->db, serial, m->sh->terminal_id, m->d->id, l->paid_minor,
			v.valid_days ? day_add(m->d->business_day, (int)v.valid_days) : 0);
	return e == ERR_STALE ? no(m, MSG_VOUCHER_NOT_HERE, l->code, voucher_words(v.state)) : e;
}

static enum err voucher_back(const struct move *m, const struct line *l)
{
	int64_t serial = value_holder(l->code), rest;
	enum err e = held(m, ACCOUNT_VOUCHER, serial, &rest);

	if (e == OK && rest != l->paid_minor)
		return no(m, MSG_VOUCHER_SPENT, l->code, NULL);
	if (e == OK)
		e = voucher_move(m->sh->db, serial, VOUCHER_SOLD, VOUCHER_RETURNED);
	return e == ERR_STALE ? no(m, MSG_VOUCHER_SPENT, l->code, NULL) : e;
}

/* The sale of the goods brought back for which a document gave a voucher, paid as it was corrected since. */
static enum err sale_brought_back(struct db *db, struct arena *a, int64_t gave_id, struct document *sale)
{
	struct document gave, back;
	enum err e = document_load(db, a, gave_id, &gave);

	if (e == OK)
		e = document_load(db, a, gave.partner_id, &back);
	if (e == OK)
		e = document_load(db, a, back.original_id, sale);
	return e == OK ? money_corrected(db, a, sale) : e;
}

/* Whether all that the goods brought back, for which this document gave a voucher, had been paid in cash. */
static enum err came_from_cash(const struct move *m, bool *cash)
{
	struct document sale;
	enum err e = sale_brought_back(m->sh->db, m->a, m->d->original_id, &sale);

	*cash = e == OK;
	for (int i = 0; e == OK && i < sale.payment_count; i++)
		*cash = *cash && sale.payments[i].kind == TENDER_CASH;
	return e;
}

/* A voucher that was given for goods comes back like any other, but what a customer paid by card is not fetched in cash
 * on this way round. */
static enum err refund_back(const struct move *m, const struct line *l)
{
	bool cash = false;
	enum err e = came_from_cash(m, &cash);

	if (e == OK && !cash)
		return no(m, MSG_REFUND_NOT_CASH, l->code, NULL);
	return e == OK ? voucher_back(m, l) : e;
}

/* What was taken in trust and is given back must still be there. */
static enum err still_there(const struct move *m, const struct line *l)
{
	int64_t rest;
	enum err e = held(m, value_account(line_value(l)), value_holder(l->code), &rest);

	return e == OK && rest < l->paid_minor ? no(m, MSG_VALUE_GONE, l->name, NULL) : e;
}

/* A payment on account that goes back is owed again: within the limit, or somebody allowed it. */
static enum err may_owe(const struct move *m, const struct line *l)
{
	struct house_row account;
	enum err e = house_get(m->sh->db, m->a, value_holder(l->code), &account);

	return e == OK && !m->d->approver_id && account.balance_minor + l->paid_minor > account.limit_minor ?
		no(m, MSG_ACCOUNT_LIMIT, l->code, NULL) : e;
}

static enum err line_moves(const struct move *m, const struct line *l)
{
	struct house_row account;
	struct order_row order;
	enum err e;

	if (l->flags & LINE_RETURN)
		switch (line_value(l)) {
		case VALUE_VOUCHER:
			return voucher_back(m, l);
		case VALUE_REFUND:
			return refund_back(m, l);
		case VALUE_TIP: case VALUE_DONATION: case VALUE_ORDER:
			return still_there(m, l);
		case VALUE_HOUSE:
			return may_owe(m, l);
		default:
			return OK;
		}
	switch (line_value(l)) {
	case VALUE_VOUCHER: case VALUE_REFUND:
		return voucher_sold(m, l);
	case VALUE_HOUSE:
		e = house_get(m->sh->db, m->a, value_holder(l->code), &account);
		return e == ERR_NOTFOUND ? no(m, MSG_NO_ACCOUNT, l->code, NULL) : e;
	case VALUE_ORDER:
		e = order_get(m->sh->db, m->a, value_holder(l->code), &order);
		return e == ERR_NOTFOUND ? no(m, MSG_NO_ORDER, l->code, NULL) : e;
	default:
		return OK;
	}
}

/* --- payments ---------------------------------------------------------------------------------- */

static enum err voucher_redeemed(const struct move *m, const struct payment *p)
{
	int64_t serial = value_holder(p->reference), rest;
	struct voucher_row v;
	enum err e = voucher_get(m->sh->db, m->a, serial, &v);

	if (e == ERR_NOTFOUND)
		return no(m, MSG_NO_VOUCHER, p->reference, NULL);
	if (e == OK)
		e = held(m, ACCOUNT_VOUCHER, serial, &rest);
	if (e != OK)
		return e;
	if (v.state != VOUCHER_SOLD)
		return no(m, MSG_VOUCHER_STATE, p->reference, voucher_words(v.state));
	if (v.last_day && v.last_day < m->d->business_day)
		return no(m, MSG_VOUCHER_OLD, p->reference, day_text(m->a, v.last_day));
	if (p->given_minor > rest || (!v.keeps_rest && p->given_minor != rest))
		return no(m, MSG_VOUCHER_REST, p->reference, money_text(m->a, rest));
	return voucher_move(m->sh->db, serial, VOUCHER_SOLD, p->given_minor == rest ? VOUCHER_USED : VOUCHER_SOLD);
}

static enum err payment_moves(const struct move *m, const struct payment *p)
{
	int64_t rest;
	enum err e;

	switch (p->kind) {
	case TENDER_VOUCHER:
		e = voucher_redeemed(m, p);
		return e == ERR_STALE ? no(m, MSG_VOUCHER_STATE, p->reference, voucher_words(VOUCHER_USED)) : e;
	case TENDER_HOUSE:
		e = house_guard(m->sh->db, value_holder(p->reference), p->given_minor, p->approver_id != 0);
		return e == ERR_REFUSED ? no(m, MSG_ACCOUNT_LIMIT, p->reference, NULL) : e;
	case TENDER_ORDER:
		e = held(m, ACCOUNT_ORDER, value_holder(p->reference), &rest);
		return e == OK && rest < p->given_minor ? no(m, MSG_ORDER_REST, p->reference,
			money_text(m->a, rest)) : e;
	case TENDER_CHEQUE:
		e = cheque_put(m->sh->db, &(struct cheque_row){ .id = m->d->id, .state = CHEQUE_GIVEN,
			.number = p->reference, .amount_minor = p->given_minor, .taken_at_ms = m->d->at_ms,
			.changed_at_ms = m->d->at_ms });
		return e == ERR_EXISTS ? no(m, MSG_ONE_CHEQUE, p->reference, NULL) : e;
	default:
		return OK;
	}
}

/* What comes back on a voucher makes it good again; a voided cheque goes back. */
static enum err payment_back(const struct move *m, const struct payment *p)
{
	int64_t serial = p->kind == TENDER_VOUCHER ? value_holder(p->reference) : 0;
	struct voucher_row v;
	enum err e;

	if (p->kind == TENDER_CHEQUE)
		return cheque_move(m->sh->db, m->d->original_id, CHEQUE_GIVEN, CHEQUE_BACK, m->d->at_ms);
	if (p->kind != TENDER_VOUCHER)
		return OK;
	e = voucher_get(m->sh->db, m->a, serial, &v);
	if (e == OK && v.state == VOUCHER_USED)
		e = voucher_move(m->sh->db, serial, VOUCHER_USED, VOUCHER_SOLD);
	else if (e == OK && v.state != VOUCHER_SOLD && v.state != VOUCHER_BLOCKED)
		return no(m, MSG_VOUCHER_STATE, p->reference, voucher_words(v.state));
	return e;
}

/* The same voucher, account or order twice would be asked against the same balance. */
static bool twice(const struct document *d, int i)
{
	const struct payment *p = &d->payments[i];

	for (int j = 0; j < i; j++)
		if (d->payments[j].kind == p->kind && (p->kind == TENDER_CHEQUE
			|| value_holder(d->payments[j].reference) == value_holder(p->reference)))
			return true;
	return false;
}

/* With what is no money nothing is bought that turns into money. Vouchers for goods brought back are paid by those
 * alone, and turn into no money. */
static enum message paid_rightly(const struct document *d)
{
	int64_t goods = d->total_minor - lines_value_minor(d->lines, d->line_count), other = 0;
	bool refund = false;

	for (int i = 0; i < d->line_count; i++)
		if (line_value(&d->lines[i]) == VALUE_REFUND) {
			refund = true;
			goods += d->lines[i].paid_minor;
		}
	for (int i = 0; i < d->payment_count; i++) {
		if (!tender_is_money(d->payments[i].kind))
			goods -= d->payments[i].amount_minor;
		if (d->payments[i].kind != TENDER_EXCHANGE)
			other += d->payments[i].amount_minor;
	}
	if (refund && other)
		return MSG_REFUND_TOO_MUCH;
	return goods >= 0 ? MSG_NONE : MSG_VALUE_FOR_VALUE;
}

enum err money_move(struct shop *sh, struct arena *a, const struct document *d, struct said *why)
{
	const struct move m = { sh, a, d, why };
	bool sale = d->kind == DOC_SALE;
	enum message wrong = sale ? paid_rightly(d) : MSG_NONE;
	enum err e = OK;

	if (wrong != MSG_NONE)
		return no(&m, wrong, NULL, NULL);
	for (int i = 0; e == OK && i < d->line_count; i++)
		if (line_value(&d->lines[i]))
			e = line_moves(&m, &d->lines[i]);
	for (int i = 0; e == OK && i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		if (p->kind < TENDER_VOUCHER || p->kind == TENDER_FOREIGN)
			continue;
		if (twice(d, i) && sale)
			return no(&m, MSG_PAYS_TWICE, p->reference, NULL);
		e = sale ? payment_moves(&m, p) : payment_back(&m, p);
	}
	return e;
}

/* --- recovery ---------------------------------------------------------------------------------- */

/* Its kind and range were made after the backup: only what the document tells is known. */
static enum err stub_voucher(struct db *db, struct arena *a, int64_t serial, int64_t face_minor, bool refund)
{
	enum err e = voucher_kind_put(db, &(struct voucher_kind_row){ .id = serial, .code = number(a, serial),
		.name = "?", .name_en = "", .face_minor = face_minor, .keeps_rest = refund, .refund = refund });

	return e == OK ? voucher_put(db, serial, serial, face_minor) : e;
}

static enum err replay_voucher(struct db *db, struct arena *a, int64_t serial, int64_t face_minor, int empty_state,
	const struct document *sold_by, bool refund)
{
	struct voucher_row v;
	int64_t rest;
	enum err e = voucher_get(db, a, serial, &v);

	if (e == ERR_NOTFOUND && (e = stub_voucher(db, a, serial, face_minor, refund)) == OK)
		e = voucher_get(db, a, serial, &v);
	if (e == OK)
		e = balance_get(db, a, ACCOUNT_VOUCHER, serial, UNIT_MONEY, &rest);
	if (e != OK)
		return e;
	if (sold_by) {
		v.sold_id = sold_by->id;
		v.face_minor = face_minor;
		v.last_day = v.valid_days ? day_add(sold_by->business_day, (int)v.valid_days) : 0;
	}
	if (rest < 0)
		v.state = v.state == VOUCHER_BLOCKED ? VOUCHER_BLOCKED : VOUCHER_SOLD;
	else
		v.state = empty_state;
	return voucher_state_set(db, &v);
}

static enum err replay_cheque(struct db *db, struct arena *a, const struct document *d)
{
	static const struct { enum account account; int state; } places[] = { { ACCOUNT_CHEQUE, CHEQUE_GIVEN },
		{ ACCOUNT_CHEQUE_SENT, CHEQUE_SENT }, { ACCOUNT_BOUNCED, CHEQUE_BOUNCED } };
	int64_t id = d->original_id, amount = 0;
	int state = d->kind == DOC_VOID || d->kind == DOC_CARD_REFUND ? CHEQUE_BACK : CHEQUE_CLEARED;
	struct cheque_row row;
	enum err e = OK;

	for (size_t i = 0; e == OK && i < sizeof places / sizeof *places; i++) {
		e = balance_get(db, a, places[i].account, id, UNIT_MONEY, &amount);
		if (amount > 0)
			state = places[i].state;
	}
	if (e == OK)
		e = cheque_get(db, a, id, &row);
	return e == OK ? cheque_move(db, id, row.state, state, d->at_ms) : e;
}

/* An order that was taken after the backup: its receipt says whose it is, and what. */
static enum err replay_order(struct db *db, struct arena *a, const struct document *d, const struct line *l)
{
	struct order_row row, order = { .id = value_holder(l->code), .at_ms = d->at_ms, .staff_id = d->staff_id,
		.terminal_id = d->terminal_id, .customer = document_note(d, NOTE_CUSTOMER), .note = "" };
	enum err e = order_get(db, a, order.id, &row);

	if (e != ERR_NOTFOUND || (l->flags & LINE_RETURN))
		return e == ERR_NOTFOUND ? OK : e;
	if (!order_note_read(document_note(d, l->line_no), &order))
		order.note = "";
	return order_put(db, &order);
}

/* An account that was opened after the backup: nobody charges it before the office has looked at it. */
static enum err replay_account(struct db *db, struct arena *a, int64_t id)
{
	struct house_row row;
	enum err e = house_get(db, a, id, &row);

	return e == ERR_NOTFOUND ? house_put(db, &(struct house_row){ .id = id, .name = number(a, id), .phone = "",
		.persons = "" }) : e;
}

enum err money_replay(struct db *db, struct arena *a, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct line *l = &d->lines[i];

		if (line_is_voucher(l))
			e = replay_voucher(db, a, value_holder(l->code), l->paid_minor, VOUCHER_RETURNED,
				l->flags & LINE_RETURN ? NULL : d, line_value(l) == VALUE_REFUND);
		else if (line_value(l) == VALUE_ORDER)
			e = replay_order(db, a, d, l);
		else if (line_value(l) == VALUE_HOUSE)
			e = replay_account(db, a, value_holder(l->code));
	}
	for (int i = 0; e == OK && d->kind <= DOC_VOID && i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];

		if (p->kind == TENDER_HOUSE)
			e = replay_account(db, a, value_holder(p->reference));
		else if (p->kind == TENDER_VOUCHER)
			e = replay_voucher(db, a, value_holder(p->reference), p->given_minor, VOUCHER_USED, NULL,
				false);
		else if (p->kind == TENDER_CHEQUE && d->kind == DOC_SALE)
			e = cheque_put(db, &(struct cheque_row){ d->id, CHEQUE_GIVEN, p->reference, p->given_minor,
				d->at_ms, d->at_ms });
		else if (p->kind == TENDER_CHEQUE)
			e = replay_cheque(db, a, d);
	}
	if (e == OK && d->kind == DOC_TOP_UP && d->payment_count == 1 && d->payments[0].kind == TENDER_CHEQUE)
		e = cheque_put(db, &(struct cheque_row){ d->id, CHEQUE_GIVEN, d->payments[0].reference,
			d->payments[0].given_minor, d->at_ms, d->at_ms });
	for (int i = 0; e == OK && d->kind == DOC_CARD_REFUND && i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_CHEQUE || d->postings[i].account == ACCOUNT_BOUNCED)
			e = replay_cheque(db, a, d);
	for (int i = 0; e == OK && d->kind == DOC_VOUCHER_EXPIRED && i < d->posting_count; i++)
		if (d->postings[i].account == ACCOUNT_VOUCHER)
			e = replay_voucher(db, a, d->postings[i].holder_id, d->postings[i].amount, VOUCHER_EXPIRED,
				NULL, false);
	return e == OK && d->kind == DOC_CHEQUE ? replay_cheque(db, a, d) : e;
}

/* --- what comes back --------------------------------------------------------------------------- */

enum err money_back(struct shop *sh, struct arena *a, const struct document *sale, const struct payment *p,
	bool is_void, bool *by_cash, struct said *why)
{
	const struct tender *t = shop_tender(sh, p->tender_id);
	struct cheque_row cheque;
	struct voucher_row v;
	enum err e = OK;

	*by_cash = p->kind == TENDER_EXCHANGE || p->kind == TENDER_FOREIGN || (p->kind == TENDER_ORDER && !is_void);
	if (p->kind == TENDER_CHEQUE) {
		e = cheque_get(sh->db, a, sale->id, &cheque);
		if (e == OK && cheque.state != CHEQUE_CLEARED && !(is_void && cheque.state == CHEQUE_GIVEN))
			return say(why, ERR_REFUSED, MSG_CHEQUE_OPEN, cheque.number, NULL);
		*by_cash = cheque.state == CHEQUE_CLEARED;
	} else if (p->kind == TENDER_VOUCHER) {
		e = voucher_get(sh->db, a, value_holder(p->reference), &v);
		if (e == OK && v.refund)
			return OK; /* onto it, or not at all: payment_back says so */
		*by_cash = e == OK && v.state != VOUCHER_SOLD && v.state != VOUCHER_USED && v.state != VOUCHER_BLOCKED;
	}
	if (t && t->refund_to != REFUND_SAME && !is_void && p->kind != TENDER_STORED
		&& p->kind != TENDER_POINTS)
		*by_cash = true;
	return e;
}

enum err voucher_invoiced(struct shop *sh, struct arena *a, int64_t serial, bool *invoiced)
{
	struct document sale = { .payment_count = 0 };
	struct voucher_row v = { .refund = false };
	struct origin from[PAYMENTS_MAX];
	int n = 0;
	enum err e = voucher_get(sh->db, a, serial, &v);

	if (e == OK && v.refund)
		e = sale_brought_back(sh->db, a, v.sold_id, &sale);
	*invoiced = e == ERR_NOTFOUND || !v.refund;
	if (e == ERR_NOTFOUND)
		return OK;
	if (e == OK)
		e = money_origins(sh->db, a, &sale, false, from, &n);
	for (int i = 0; e == OK && !*invoiced && i < n; i++)
		if (from[i].paid.kind == TENDER_VOUCHER)
			e = voucher_invoiced(sh, a, value_holder(from[i].paid.reference), invoiced);
	return e;
}

enum err money_corrected(struct db *db, struct arena *a, struct document *sale)
{
	struct correction_row *list;
	int n = 0;
	enum err e = corrections_of(db, a, sale->id, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		for (int k = 0; k < sale->payment_count; k++) {
			struct payment *p = &sale->payments[k];

			if (p->n + CORRECTED_ROWS != list[i].n)
				continue;
			p->tender_id = list[i].tender_id;
			p->kind = (enum tender_kind)list[i].kind;
			p->reference = list[i].reference;
			p->given_minor = p->amount_minor - p->rounding_minor;
			p->change_minor = 0;
		}
	return e;
}
