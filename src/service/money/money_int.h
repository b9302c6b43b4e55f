/* money_int.h - what postings of value ask before they are made, and documents of postings alone. */
#ifndef SERVICE_MONEY_INT_H
#define SERVICE_MONEY_INT_H

#include "model/document.h"
#include "model/value.h"
#include "../shop/shop_int.h"
#include "service/words.h"

/* In the transaction of a sale, return or void, before it is posted: every voucher, account, order and cheque that it
 * touches goes on to its next state. ERR_REFUSED with *why: one of them is not what it was thought to be. */
enum err money_move(struct shop *sh, struct arena *a, const struct document *d, struct said *why) MUST_CHECK;
/* The same for a document of a journal: what it did is done, asked or not. After its rows were put back. */
enum err money_replay(struct db *db, struct arena *a, const struct document *d) MUST_CHECK;
/* What an audit row of the office did to papers. */
struct audit_store_row;
enum err money_replay_act(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;
/* After a document is posted that takes slips of bottle machines, in its transaction: each is paid now. ERR_REFUSED
 * with *why: one was before. */
enum err slips_take(struct shop *sh, struct arena *a, const struct document *d, struct said *why) MUST_CHECK;
/* The same for a document of a journal: what it paid is paid. */
enum err slips_replay(struct db *db, const struct document *d) MUST_CHECK;
/* The payments of a sale as they were corrected since. */
enum err money_corrected(struct db *db, struct arena *a, struct document *sale) MUST_CHECK;
/* A part of what a sale was paid with: one of its payments, or, of one by exchange, a payment of an earlier sale whose
 * goods were brought back for it; of one by a deposit, a payment of that. */
struct origin {
	struct payment paid;           /* n: the sale's own payment that it is part of */
	const struct document *sale;   /* that it was paid for first */
	int row;                       /* of a return's payment that gives it back (store/document_store.h) */
};
/* Of a sale whose payments are corrected. There is room for PAYMENTS_MAX: of more parts the list is the sale's own
 * payments. A void gives a deposit back to its order. */
enum err money_origins(struct db *db, struct arena *a, const struct document *sale, bool is_void, struct origin *list,
	int *n) MUST_CHECK;
/* ERR_REFUSED: it would have more parts than can be told apart. */
enum err money_origins_fit(struct db *db, struct arena *a, const struct document *sale) MUST_CHECK;
/* The receipt of the deposit on an order, its payments corrected. ERR_NOTFOUND: there is none. */
enum err order_deposit(struct db *db, struct arena *a, int64_t order_id, struct document *deposit) MUST_CHECK;
/* Whether a payment of the sale can be given back the way it was paid; else by cash: a cheque that is not cleared
 * refuses (*why). */
enum err money_back(struct shop *sh, struct arena *a, const struct document *sale, const struct payment *p,
	bool is_void, bool *by_cash, struct said *why) MUST_CHECK;
/* Whether an invoice was due for what the voucher is worth before it buys anything: when it was sold, or when the
 * voucher was that had paid for the goods for which it was given. */
enum err voucher_invoiced(struct shop *sh, struct arena *a, int64_t serial, bool *invoiced) MUST_CHECK;

/* Whether a provider is there to be asked for it. */
bool payback_possible(const struct shop *sh);
/* In the transaction that makes it due: the provider is to take back a payment, because of a document (0 none). *audit:
 * its row, for the caller's link of the chain. ERR_EXISTS: it is on file. */
enum err payback_reverse(struct shop *sh, struct arena *a, const struct intent_row *intent, int64_t document_id,
	struct audit_row *audit) MUST_CHECK;
/* In the transaction of a return: its payment goes back through the provider who took it; audit->action NULL: none did.
 */
enum err payback_refund(struct shop *sh, struct arena *a, const struct document *d, const struct payment *p,
	struct audit_row *audit) MUST_CHECK;
/* In a transaction: how it ended. ERR_STALE: it had ended. */
enum err payback_end(struct shop *sh, const struct payback_row *row, enum payback_state to, const char *answer,
	int64_t approver_id, struct audit_row *audit) MUST_CHECK;
/* What an audit row says about it, for recovery. */
enum err payback_replay(struct db *db, struct arena *a, const struct audit_store_row *r) MUST_CHECK;
/* And one that says what became of a payment asked for outside. */
enum err outcome_replay(struct db *db, const struct audit_store_row *r) MUST_CHECK;

/* In the transaction that closes a shift, before its cash-up: what taking its money cost, as a document of its own. */
enum err money_fees(struct shop *sh, struct arena *a, int64_t shift_id) MUST_CHECK;

/* There too: foreign notes and what they were taken for go from the drawer to the safe; as many as were counted (the
 * words of a count) where they were counted. What is missing or too much is short or over at the rate of now. */
enum err money_foreign_to_safe(struct shop *sh, struct arena *a, int64_t drawer_id, const char *counted,
	struct ledger *ledger) MUST_CHECK;

/* A document of postings alone. */
struct money_act {
	struct document d;             /* header and postings */
	struct ledger ledger;
	const char *content, *template; /* template NULL: no paper */
	bool drawer;
	struct audit_row row;
	/* in the transaction, before it is posted; may refuse */
	enum err (*body)(struct shop *sh, struct money_act *act);
	void *arg;
	struct arena *a;
};
void money_begin(struct shop *sh, struct money_act *act, struct arena *a, enum document_kind kind, int64_t shift_id);
enum err money_post(struct shop *sh, struct money_act *act) MUST_CHECK;

#endif
