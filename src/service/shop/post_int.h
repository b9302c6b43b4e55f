/* post_int.h - posting: a document goes in whole, with its ledger, figures, audit rows and seal. */
#ifndef SERVICE_POST_INT_H
#define SERVICE_POST_INT_H

#include "model/document.h"
#include "model/totals.h"
#include "shop_int.h"

/* The content of the document that opens a shift: in the drawer of the till, or in one of the cashier's own. */
#define FLOAT_CONTENT "float"
#define OWN_FLOAT_CONTENT "own float"

/* Who, where, when of a new document of this terminal; the caller adds lines, payments, postings. */
void post_header(struct shop *sh, struct document *d, enum document_kind kind, int64_t id, int64_t shift_id);

/* ERR_EXISTS: posted already with the same content; ERR_INVALID: with other content. To be asked before anything is
 * written that a second try would find done. */
enum err post_asked(struct shop *sh, struct arena *a, int64_t id, const char *content) MUST_CHECK;
/* In a transaction. As post_asked, which it asks itself; ERR_REFUSED: the business day is closed; ERR_CORRUPT: a
 * guard of the store said no. Fills number and link. */
enum err post_document(struct shop *sh, struct arena *a, struct document *d, const char *content,
	const struct audit_row *rows, int n) MUST_CHECK;
/* In a transaction: the rows of a document that has its number, its balances and figures; all but audit and seal. */
enum err post_rows(struct db *db, struct arena *a, const struct document *d, const char *content) MUST_CHECK;
/* After COMMIT: what the handle remembers of the last document (shop_tx wrote the journal). */
void post_committed(struct shop *sh, const struct document *d);

/* In a transaction: an act that is no document, in the audit and in the figures of the shift. */
enum err post_act(struct shop *sh, int64_t shift_id, enum measure m, int64_t amount_minor,
	const struct audit_row *row) MUST_CHECK;

#endif
