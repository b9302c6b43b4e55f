/* papers_wallet.c - what papers say of stored value and points: what came or went, and what a member has after it. */
#include "base/clock.h"
#include "model/code.h"
#include "../member/wallet_int.h"
#include "papers_int.h"
#include "papers_put_int.h"
#include "store/points_store.h"

static bool by_stored_value(const struct document *d)
{
	for (int i = 0; i < d->payment_count; i++)
		if (d->payments[i].kind == TENDER_STORED)
			return true;
	return false;
}

enum err papers_stored(struct making *m, const struct document *d)
{
	struct wallet w;
	/* Not on the day a copy is printed. */
	enum err e = d->member_id ? wallet_after(m->sh, m->a, d->member_id, d->id, d->at_ms, &w) : ERR_NOTFOUND;

	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	if (!w.principal_minor && !w.bonus_minor && !by_stored_value(d))
		return OK;
	put_money(m, "stored_balance", w.principal_minor + w.bonus_minor);
	if (w.bonus_minor)
		put_money(m, "stored_principal", w.principal_minor);
	return OK;
}

static void put_points(struct making *m, const char *name, int64_t points)
{
	if (points)
		put(m, name, arena_printf(m->a, "%lld", (long long)points));
}

static int64_t posted(const struct document *d, enum account account)
{
	int64_t sum = 0;

	for (int i = 0; i < d->posting_count; i++)
		sum += d->postings[i].account == account ? d->postings[i].amount : 0;
	return sum;
}

/* What the document moved on the points of its member, each kind by itself. */
enum err papers_points(struct making *m, const struct document *d)
{
	struct lot_moved_row *rows;
	int n = 0;
	int64_t usable;
	enum err e = d->member_id ? lot_moved_before(m->sh->db, m->a, ACCOUNT_POINTS, d->member_id,
		(struct moved_before){ d->at_ms, d->id + 1 }, 1, &rows, &n) : OK;

	if (e != OK || !n || rows[0].by.document_id != d->id)
		return e;
	e = points_usable_after(m->sh->db, m->a, d->member_id, d->id, d->at_ms, d->business_day, &usable);
	if (e != OK)
		return e;
	put_points(m, "points_earned", rows[0].moved.came);
	put_points(m, "points_spent", rows[0].moved.spent);
	put_points(m, "points_void", rows[0].moved.ended);
	put(m, "points_usable", arena_printf(m->a, "%lld", (long long)usable));
	return OK;
}

enum err paper_of_wallet(struct shop *sh, struct arena *a, const struct document *d, int copy, int columns,
	struct paper *out)
{
	struct paper_values v;
	struct making m = paper_begin(sh, a, &v, d->terminal_code, copy);
	enum err e = put_member(&m, d); /* with what he has by then */

	put(&m, d->kind == DOC_TOP_UP ? "top_up" : "paid_out", "1");
	put(&m, "number", doc_number_text(a, d->terminal_code, d->series, d->running));
	put(&m, "at", clock_text(a, d->at_ms));
	put(&m, "cashier_number", d->staff_number);
	put(&m, "cashier_name", d->staff_name);
	put_money(&m, "amount", d->total_minor);
	put_money_if(&m, "bonus", d->kind == DOC_TOP_UP ? -posted(d, ACCOUNT_BONUS) : posted(d, ACCOUNT_BONUS));
	put_money_if(&m, "fee", -posted(d, ACCOUNT_CARD_FORFEIT));
	put(&m, "seal", arena_strndup(a, d->link, 8));
	for (int i = 0; i < d->payment_count; i++) {
		const struct payment *p = &d->payments[i];
		const struct tender *t = shop_tender(sh, p->tender_id);
		struct making row = row_of(&m, "payments");

		put(&row, "name", t ? named(&m, t->name, t->name_en) : "");
		put_money(&row, "amount", p->amount_minor);
		papers_payment(&row, p);
	}
	put_reason(&m, d->reason_id);
	if (e == OK)
		e = put_person(&m, "approver", d->approver_id);
	return e == OK ? paper_render(&m, &v, "wallet", columns, out) : e;
}
