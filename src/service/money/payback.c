/* payback.c - what a payment provider is to give back: on file in the transaction that makes it due, asked for until
 * the provider answered, whoever died meanwhile. The books have it given back already, or never had it: only the
 * provider's book has to follow. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "money_int.h"
#include "service/money.h"
#include "service/outside.h"
#include "store/document_store.h"
#include "store/value_store.h"

#define PAYBACKS_AT_ONCE 8  /* so many are asked for beside the payments of the till */
#define PAYBACKS_SHOWN 1000 /* newest first */

/* --- on file -------------------------------------------------------------------------------------- */

bool payback_possible(const struct shop *sh)
{
	return sh->pay && sh->pay->reverse && sh->pay->refund;
}

/* A payment to be taken back whole, because of a document (0 none). */
static struct payback_row row_of(const struct shop *sh, const struct intent_row *i, int64_t document_id)
{
	return (struct payback_row){ .id = i->id, .kind = PAYBACK_REVERSAL, .intent_id = i->id,
		.document_id = document_id, .terminal_id = sh->terminal_id, .staff_id = sh->staff.id,
		.tender_id = i->tender_id, .amount_minor = i->amount_minor, .reference = i->reference,
		.at_ms = sh->tx_at_ms };
}

static struct audit_row audit_of(struct arena *a, const struct payback_row *row)
{
	return (struct audit_row){ .action = "payback-owed", .subject_id = row->id, .amount_minor = row->amount_minor,
		.detail = payback_detail(a, row) };
}

enum err payback_reverse(struct shop *sh, struct arena *a, const struct intent_row *intent, int64_t document_id,
	struct audit_row *audit)
{
	struct payback_row row = row_of(sh, intent, document_id);

	*audit = audit_of(a, &row);
	return payback_put(sh->db, &row);
}

enum err payback_refund(struct shop *sh, struct arena *a, const struct document *d, const struct payment *p,
	struct audit_row *audit)
{
	const struct tender *t = shop_tender(sh, p->tender_id);
	struct intent_row intent;
	struct payback_row row;
	enum err e;

	*audit = (struct audit_row){ .action = NULL };
	if (!t || !(t->flags & TENDER_ASKS_OUTSIDE) || !payback_possible(sh) || p->given_minor <= 0)
		return OK;
	e = intent_paid(sh->db, a, p->tender_id, p->reference, p->given_minor, &intent);
	if (e == ERR_NOTFOUND)
		return OK;
	if (e != OK)
		return e;
	row = row_of(sh, &intent, d->id);
	row.id = shop_new_id(sh);
	row.kind = PAYBACK_REFUND;
	row.amount_minor = p->given_minor;
	*audit = audit_of(a, &row);
	return payback_put(sh->db, &row);
}

enum err payback_end(struct shop *sh, const struct payback_row *row, enum payback_state to, const char *answer,
	int64_t approver_id, struct audit_row *audit)
{
	*audit = (struct audit_row){ .action = "payback", .subject_id = row->id, .approver_id = approver_id,
		.amount_minor = row->amount_minor, .detail = payback_state_name[to] };
	return payback_move(sh->db, row->id, (int)to, answer, sh->tx_at_ms);
}

enum err payback_replay(struct db *db, struct arena *a, const struct audit_store_row *r)
{
	struct payback_row row = { .id = r->subject_id, .staff_id = r->staff_id, .amount_minor = r->amount_minor,
		.at_ms = r->at_ms };
	enum err e;

	if (strcmp(r->action, "payback-owed") == 0) {
		if (!payback_read(a, r->detail, &row))
			return ERR_CORRUPT;
		e = payback_put(db, &row);
		if ((e == OK || e == ERR_EXISTS) && row.kind == PAYBACK_REVERSAL && !row.document_id)
			e = intent_reopen(db, row.id, r->at_ms); /* it left its basket, if it was in one */
		return e == ERR_EXISTS || e == ERR_STALE ? OK : e;
	}
	for (int to = PAYBACK_REFUSED; to < PAYBACK_STATES; to++)
		if (strcmp(r->detail, payback_state_name[to]) == 0)
			return payback_state_set(db, row.id, to, "", r->at_ms);
	return ERR_CORRUPT;
}

/* What was taken must be known: its return asks the provider for it. Of what ended otherwise after the backup nothing
 * is left to be asked, and its basket is gone. */
enum err outcome_replay(struct db *db, const struct audit_store_row *r)
{
	struct intent_row row = { .id = r->subject_id, .terminal_id = r->terminal_id, .staff_id = r->staff_id,
		.amount_minor = r->amount_minor, .code = "", .begun_at_ms = r->at_ms };
	enum err e;

	row.state = outcome_read(r->detail, &row.tender_id, &row.reference);
	if (row.state == INTENT_STATES)
		return ERR_CORRUPT;
	e = intent_move(db, row.id, row.state, row.reference, r->at_ms);
	if (e == ERR_STALE && row.state == INTENT_TAKEN && row.tender_id)
		e = intent_put(db, &row);
	return e == ERR_STALE || e == ERR_EXISTS ? OK : e;
}

/* --- asked for ------------------------------------------------------------------------------------ */

struct ending { struct payback_row row; enum payback_state to; const char *answer; int64_t approver_id; };

/* Guarded: of two answers one is the first. */
static enum err end_body(struct shop *sh, void *arg)
{
	const struct ending *x = arg;
	struct audit_row audit;
	enum err e = payback_end(sh, &x->row, x->to, x->answer, x->approver_id, &audit);

	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* 0: nothing yet. What was never taken needs no giving back. */
static enum payback_state asked(const struct pay_provider *pay, const struct payback_row *row,
	char text[PAY_REFERENCE_MAX])
{
	bool reversal = row->kind == PAYBACK_REVERSAL;
	enum pay_answer answer = reversal ? pay->reverse(pay->ctx, row->id, text)
		: pay->refund(pay->ctx, row->id, row->intent_id, row->amount_minor, row->reference, text);

	switch (answer) {
	case PAY_REVERSED:
		return PAYBACK_GIVEN;
	case PAY_TAKEN:
		return PAYBACK_REFUSED;
	case PAY_REFUSED:
		return reversal ? PAYBACK_GIVEN : PAYBACK_REFUSED;
	default:
		return 0;
	}
}

enum err payback_work(struct shop *sh, struct arena *a, struct said *said)
{
	struct payback_row *list;
	enum err failed = OK, e;
	bool any = false;
	int n = 0;

	if (payback_possible(sh))
		failed = paybacks_due(sh->db, a, sh->terminal_id, PAYBACKS_AT_ONCE, &list, &n);
	for (int i = 0; i < n; i++) {
		char text[PAY_REFERENCE_MAX] = "";
		struct ending x = { .row = list[i], .to = asked(sh->pay, &list[i], text) };
		const struct tender *t = shop_tender(sh, list[i].tender_id);

		x.answer = utf8_clean(a, text);
		e = x.to ? shop_tx(sh, end_body, &x) : ERR_STALE; /* stale: it was seen to by hand */
		failed = e != OK && e != ERR_STALE && failed == OK ? e : failed;
		if (e != OK)
			continue;
		any = true;
		(void)say(said, OK, x.to == PAYBACK_GIVEN ? MSG_PAYBACK_GIVEN : MSG_PAYBACK_REFUSED,
			t ? tr_name(t->name, t->name_en) : "", money_text(a, list[i].amount_minor));
	}
	return failed != OK ? failed : any ? OK : ERR_NOTFOUND;
}

bool payback_due(struct shop *sh)
{
	struct arena a = ARENA_INIT;
	struct payback_row *list;
	int n = 0;
	bool any = payback_possible(sh) && paybacks_due(sh->db, &a, sh->terminal_id, 1, &list, &n) == OK && n;

	arena_release(&a);
	return any;
}

/* --- looked at, and seen to ----------------------------------------------------------------------- */

/* As people read it; no document is known of it yet. */
static struct payback_info info_of(struct shop *sh, struct arena *a, struct payback_row row)
{
	const struct tender *t = shop_tender(sh, row.tender_id);

	return (struct payback_info){ row, "", t ? tr_name(t->name, t->name_en) : "",
		terminal_words(sh, a, row.terminal_id), staff_words(sh, a, row.staff_id) };
}

enum err payback_all(struct shop *sh, struct arena *a, bool all, struct payback_info **list, int *n)
{
	struct payback_row *rows;
	enum err e = all ? paybacks_newest(sh->db, a, PAYBACKS_SHOWN, &rows, n) : paybacks_open(sh->db, a, 0, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++) {
		const char *content;

		(*list)[i] = info_of(sh, a, rows[i]);
		e = rows[i].document_id ? document_content(sh->db, a, rows[i].document_id, &content,
			&(*list)[i].document) : OK;
		e = e == ERR_NOTFOUND ? OK : e;
	}
	return e;
}

enum err payment_unknown(struct shop *sh, struct arena *a, struct payback_info **list, int *n)
{
	struct intent_row *rows;
	enum err e = intents_open(sh->db, a, 0, 0, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = info_of(sh, a, (struct payback_row){ .id = rows[i].id, .intent_id = rows[i].id,
			.terminal_id = rows[i].terminal_id, .staff_id = rows[i].staff_id,
			.tender_id = rows[i].tender_id, .amount_minor = rows[i].amount_minor,
			.reference = rows[i].reference, .answer = "", .at_ms = rows[i].begun_at_ms,
			.changed_at_ms = rows[i].changed_at_ms });
	return e;
}

enum err payback_settle(struct shop *sh, struct arena *a, const char *id, const char *note, const char *second,
	const char *pin, struct said *said)
{
	struct ending x = { .to = PAYBACK_BY_HAND, .answer = utf8_clean(a, note) };
	struct staff who;
	enum err e;

	if (!shop_may(sh, PERM_PAYMENT_RESOLVE))
		return say(said, ERR_DENIED, MSG_NOT_ALLOWED, _(permission_table[PERM_PAYMENT_RESOLVE].words), NULL);
	if (!*x.answer || strlen(x.answer) > PAYBACK_ANSWER_MAX)
		return say(said, ERR_INVALID, MSG_REFERENCE_BAD, x.answer, NULL);
	e = payback_get(sh->db, a, strtoll(id, NULL, 10), &x.row);
	if (e == ERR_NOTFOUND || (e == OK && x.row.state >= PAYBACK_GIVEN))
		return say(said, ERR_REFUSED, MSG_PAYBACK_NONE, id, NULL);
	if (e != OK)
		return say(said, e, MSG_STORE_FAILED, NULL, NULL);
	if ((e = staff_second(sh, a, second, pin, PERM_PAYMENT_RESOLVE, &who, said)) != OK)
		return e;
	x.approver_id = who.id;
	e = shop_tx(sh, end_body, &x);
	if (e == ERR_STALE)
		return say(said, ERR_REFUSED, MSG_PAYBACK_NONE, id, NULL);
	return e == OK ? say(said, OK, MSG_PAYBACK_BY_HAND, money_text(a, x.row.amount_minor), x.answer)
		: say(said, e, MSG_STORE_FAILED, NULL, NULL);
}
