/* origin.c - what a sale was paid with in truth. Goods brought back pay for others in an exchange, and they had been
 * paid by cash, a card or a voucher: there it goes back when the others come back too, over as many exchanges as there
 * were; so does what a deposit paid. Else an exchange or a deposit would make cash of a card. */
#include "model/member/points.h"
#include "model/member/wallet.h"
#include "model/money.h"
#include "money_int.h"
#include "store/document_store.h"
#include "store/value_store.h"

#define EXCHANGES_MAX 200 /* one after the other: nobody does that, and the look back ends somewhere */
#define DEPOSIT_POSTINGS 100

struct origins { struct db *db; struct arena *a; struct origin *list; int n, exchanges; bool is_void; };

/* Cash is one part however often it was paid, for it is rounded. ERR_REFUSED: there are too many. */
static enum err add(struct origins *o, const struct origin *one, bool apart)
{
	for (int i = 0; !apart && i < o->n; i++)
		if (o->list[i].paid.n == one->paid.n && o->list[i].paid.kind == TENDER_CASH
			&& one->paid.kind == TENDER_CASH) {
			o->list[i].paid.amount_minor += one->paid.amount_minor;
			o->list[i].paid.given_minor += one->paid.given_minor;
			return OK;
		}
	if (o->n == PAYMENTS_MAX)
		return ERR_REFUSED;
	o->list[o->n++] = *one;
	return OK;
}

/* Parts of one payment from `first` on: they bear its number, and come to it. */
static enum err number_parts(struct origins *o, int first, const struct origin *whole)
{
	int64_t left = whole->paid.amount_minor;

	for (int i = first; i < o->n; i++) {
		o->list[i].row = ORIGIN_ROWS * (i - first) + whole->paid.n;
		left -= o->list[i].paid.amount_minor;
	}
	return left ? ERR_CORRUPT : OK;
}

static struct origin part_by(struct arena *a, const struct origin *whole, const struct origin *by, int64_t amount_minor)
{
	struct origin one = *whole;

	one.sale = by->sale;
	one.paid.kind = by->paid.kind;
	one.paid.tender_id = by->paid.tender_id;
	one.paid.reference = by->paid.reference;
	one.paid.amount_minor = one.paid.given_minor = amount_minor;
	if (by->paid.kind == TENDER_STORED)
		one.paid.reference = stored_part(a, by->paid.reference, by->paid.amount_minor, amount_minor);
	if (by->paid.kind == TENDER_POINTS)
		one.paid.reference = points_part(a, by->paid.reference, by->paid.amount_minor, amount_minor);
	return one;
}

/* --- deposits ------------------------------------------------------------------------------------ */

enum err order_deposit(struct db *db, struct arena *a, int64_t order_id, struct document *deposit)
{
	struct holder_row *rows;
	int n = 0;
	enum err e = holder_postings(db, a, ACCOUNT_ORDER, order_id, 0, DEPOSIT_POSTINGS, &rows, &n);

	for (int i = 0; e == OK && i < n; i++) {
		if (rows[i].kind != DOC_SALE || rows[i].amount >= 0)
			continue;
		e = document_load(db, a, rows[i].document_id, deposit);
		return e == OK ? money_corrected(db, a, deposit) : e;
	}
	return e == OK ? ERR_NOTFOUND : e;
}

/* Each means by which the deposit was paid has its part of what it pays. */
static enum err add_deposit(struct origins *o, const struct origin *whole)
{
	struct document *deposit = arena_new(o->a, struct document);
	int64_t weights[PAYMENTS_MAX], parts[PAYMENTS_MAX];
	int first = o->n;
	enum err e = order_deposit(o->db, o->a, value_holder(whole->paid.reference), deposit);

	if (e == ERR_NOTFOUND || (e == OK && (!deposit->payment_count || deposit->payment_count > PAYMENTS_MAX)))
		return add(o, whole, true);
	for (int i = 0; e == OK && i < deposit->payment_count; i++)
		weights[i] = deposit->payments[i].amount_minor;
	if (e == OK)
		money_share(whole->paid.amount_minor, weights, deposit->payment_count, parts);
	for (int i = 0; e == OK && i < deposit->payment_count; i++) {
		const struct origin by = { deposit->payments[i], deposit, 0 };
		const struct origin one = part_by(o->a, whole, &by, parts[i]);

		e = parts[i] ? add(o, &one, false) : OK;
	}
	return e == OK ? number_parts(o, first, whole) : e;
}

/* --- exchanges ----------------------------------------------------------------------------------- */

/* The return that is the other half of the exchange, and the sale whose goods it brought back. ERR_NOTFOUND: bottles
 * were brought, which no sale of ours paid for. */
static enum err other_half(struct origins *o, const struct document *sale, struct document *back,
	struct document *before)
{
	enum err e = sale->partner_id ? document_load(o->db, o->a, sale->partner_id, back) : ERR_NOTFOUND;

	if (e == OK && (back->kind != DOC_RETURN || o->exchanges == EXCHANGES_MAX))
		return ERR_NOTFOUND;
	if (e == OK)
		e = document_load(o->db, o->a, back->original_id, before);
	return e == OK ? money_corrected(o->db, o->a, before) : e;
}

/* A row of the return, by which part of the earlier sale's money pays for this one; unknown, where an older release
 * did not tell. */
static struct origin part_of(struct arena *a, const struct origin *before, int n, const struct payment *row,
	const struct origin *whole)
{
	struct origin one = *whole;

	for (int i = 0; i < n; i++)
		if (before[i].row + EXCHANGE_ROWS == row->n && before[i].paid.amount_minor >= row->amount_minor)
			return part_by(a, whole, &before[i], row->amount_minor);
	one.paid.amount_minor = one.paid.given_minor = row->amount_minor;
	return one;
}

static enum err or_own(struct origins *o, const struct document *sale, int *n);

/* What the goods had been paid with that paid for these. */
static enum err add_exchange(struct origins *o, const struct origin *whole)
{
	struct document *before = arena_new(o->a, struct document), back;
	struct origin *list = arena_array(o->a, PAYMENTS_MAX, sizeof *list);
	int n = 0, first = o->n;
	enum err e = other_half(o, whole->sale, &back, before);

	if (e == ERR_NOTFOUND)
		return add(o, whole, true);
	if (e == OK)
		e = or_own(&(struct origins){ o->db, o->a, list, 0, o->exchanges + 1, false }, before, &n);
	for (int i = 0; e == OK && i < back.payment_count; i++) {
		struct origin one = part_of(o->a, list, n, &back.payments[i], whole);

		if (back.payments[i].n % ORIGIN_ROWS > EXCHANGE_ROWS)
			e = add(o, &one, false);
	}
	return e == OK ? number_parts(o, first, whole) : e;
}

/* ERR_REFUSED: there are too many. */
static enum err find_all(struct origins *o, const struct document *sale)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < sale->payment_count; i++) {
		const struct origin one = { sale->payments[i], sale, sale->payments[i].n };

		if (one.paid.kind == TENDER_EXCHANGE)
			e = add_exchange(o, &one);
		else
			e = one.paid.kind == TENDER_ORDER && !o->is_void ? add_deposit(o, &one) : add(o, &one, true);
	}
	return e;
}

static enum err or_own(struct origins *o, const struct document *sale, int *n)
{
	enum err e = find_all(o, sale);

	for (int i = 0; e == ERR_REFUSED && i < sale->payment_count && i < PAYMENTS_MAX; i++) {
		o->list[i] = (struct origin){ sale->payments[i], sale, sale->payments[i].n };
		o->n = i + 1;
	}
	*n = o->n;
	return e == ERR_REFUSED ? OK : e;
}

enum err money_origins(struct db *db, struct arena *a, const struct document *sale, bool is_void, struct origin *list,
	int *n)
{
	return or_own(&(struct origins){ db, a, list, 0, 0, is_void }, sale, n);
}

enum err money_origins_fit(struct db *db, struct arena *a, const struct document *sale)
{
	struct origin list[PAYMENTS_MAX];
	struct origins o = { db, a, list, 0, 0, false };

	return find_all(&o, sale);
}
