/* act.c - a document of postings alone: money that goes out, a cheque on its way, a correction. One transaction. */
#include "money_int.h"
#include "model/money.h"
#include "../shop/post_int.h"
#include "../till/jobs_int.h"
#include "store/shift_store.h"

void money_begin(struct shop *sh, struct money_act *act, struct arena *a, enum document_kind kind, int64_t shift_id)
{
	*act = (struct money_act){ .a = a };
	post_header(sh, &act->d, kind, shop_new_id(sh), shift_id);
	act->row.subject_id = act->d.id;
	act->row.detail = "";
}

static enum err act_body(struct shop *sh, void *arg)
{
	struct money_act *act = arg;
	struct audit_row row;
	enum err e;

	act->ledger = (struct ledger){ NULL, 0, 0 };
	e = act->body(sh, act);
	if (e != OK)
		return e;
	act->d.postings = act->ledger.list;
	act->d.posting_count = act->ledger.count;
	row = act->row;
	row.approver_id = act->d.approver_id;
	row.reason_id = act->d.reason_id;
	row.amount_minor = act->d.total_minor;
	e = post_document(sh, act->a, &act->d, act->content, &row, 1);
	if (e == OK && act->template)
		e = jobs_paper(sh, act->d.id, act->template, NULL, 0);
	return e == OK && act->drawer ? jobs_drawer(sh) : e;
}

enum err money_post(struct shop *sh, struct money_act *act)
{
	enum err e = shop_tx(sh, act_body, act);

	if (e == OK)
		post_committed(sh, &act->d);
	return e;
}

/* What came in by a means of payment in a shift, less what went back. */
static const struct shift_total_row *find(const struct shift_total_row *rows, int n, enum measure m, int64_t item,
	int from)
{
	for (int i = from; i < n; i++)
		if (rows[i].total.measure == m && rows[i].total.item_id == item)
			return &rows[i];
	return NULL;
}

static int64_t fee_of(const struct tender *t, const struct shift_total_row *rows, int n)
{
	const struct shift_total_row *r;
	int64_t amount = 0, times = 0, fee;

	for (int i = 0; (r = find(rows, n, MEASURE_TENDER_IN, t->id, i)) != NULL; i = (int)(r - rows) + 1) {
		amount += r->total.amount_minor;
		times += r->total.times;
	}
	for (int i = 0; (r = find(rows, n, MEASURE_TENDER_OUT, t->id, i)) != NULL; i = (int)(r - rows) + 1)
		amount -= r->total.amount_minor;
	if (amount < 0)
		amount = 0;
	fee = mul_div(amount, t->fee_bp, 10000, ROUND_HALF_AWAY) + t->fee_minor * times;
	return fee;
}

/* Only what is on its way from outside bears a fee. */
static bool bears_fee(const struct tender *t)
{
	return (t->kind == TENDER_CARD || t->kind == TENDER_QR) && (t->fee_bp || t->fee_minor);
}

enum err money_fees(struct shop *sh, struct arena *a, int64_t shift_id)
{
	struct audit_row row = { .action = "fees", .detail = "" };
	struct ledger ledger = { NULL, 0, 0 };
	struct shift_total_row *rows;
	struct document d;
	bool any = false;
	int n = 0;
	enum err e = OK;

	for (int i = 0; i < sh->tender_count; i++)
		any = any || bears_fee(&sh->tenders[i]);
	if (!any)
		return OK;
	post_header(sh, &d, DOC_FEES, shop_new_id(sh), shift_id);
	e = shift_totals(sh->db, a, shift_id, &rows, &n);
	for (int i = 0; e == OK && i < sh->tender_count; i++) {
		int64_t fee = bears_fee(&sh->tenders[i]) ? fee_of(&sh->tenders[i], rows, n) : 0;

		ledger_post(&ledger, a, ACCOUNT_FEE, sh->tenders[i].id, UNIT_MONEY, fee);
		ledger_post(&ledger, a, ACCOUNT_TENDER, sh->tenders[i].id, UNIT_MONEY, -fee);
		d.total_minor += fee;
	}
	if (e != OK || !d.total_minor)
		return e;
	d.postings = ledger.list;
	d.posting_count = ledger.count;
	row.subject_id = shift_id;
	row.amount_minor = d.total_minor;
	return post_document(sh, a, &d, "fees", &row, 1);
}
