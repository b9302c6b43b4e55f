/* document_store.h - posted documents: inserted whole, never changed; the ledger, the chain and the audit. */
#ifndef STORE_DOCUMENT_STORE_H
#define STORE_DOCUMENT_STORE_H

#include <stdbool.h>

#include "model/document.h"
#include "store/db.h"

/* --- posting, all in one transaction ------------------------------------------------------- */
enum err document_insert(struct db *db, const struct document *d, const char *content) MUST_CHECK;
enum err document_line_insert(struct db *db, int64_t document_id, const struct line *l) MUST_CHECK;
enum err document_discount_insert(struct db *db, int64_t document_id, int n, const struct discount *d) MUST_CHECK;
enum err document_tender_insert(struct db *db, int64_t document_id, const struct payment *p) MUST_CHECK;
enum err document_note_insert(struct db *db, int64_t document_id, const struct document_note *note) MUST_CHECK;
enum err posting_insert(struct db *db, int64_t document_id, int n, const struct posting *p) MUST_CHECK;
enum err balance_add(struct db *db, const struct posting *p) MUST_CHECK;
enum err balance_get(struct db *db, struct arena *a, enum account account, int64_t holder_id, enum ledger_unit unit,
	int64_t *amount) MUST_CHECK;
/* Counts units of a sold line as returned; ERR_REFUSED when that would be more than were sold. */
enum err returned_add(struct db *db, int64_t document_id, int line_no, int64_t sold_milli,
	int64_t qty_milli) MUST_CHECK;

struct seal_row { int64_t id, terminal_id, seq, key_n; const char *link; };
enum err seal_insert(struct db *db, const struct seal_row *row) MUST_CHECK;
struct audit_store_row {
	int64_t seal_id; int n; int64_t at_ms, terminal_id, staff_id, approver_id;
	const char *action; int64_t subject_id, reason_id, amount_minor; const char *detail;
};
enum err audit_insert(struct db *db, const struct audit_store_row *row) MUST_CHECK;

/* When the newest document was posted; ERR_NOTFOUND in a new store. */
enum err document_newest(struct db *db, struct arena *a, int64_t *at_ms) MUST_CHECK;

/* --- reading -------------------------------------------------------------------------------- */
/* The digest that a document was asked with, and its number; ERR_NOTFOUND: not posted. */
enum err document_content(struct db *db, struct arena *a, int64_t id, const char **content,
	const char **number) MUST_CHECK;
/* A whole document: header, lines, discounts, payments, postings (kinds of payments and tax_bp included). */
enum err document_load(struct db *db, struct arena *a, int64_t id, struct document *out) MUST_CHECK;
enum err document_id_by_number(struct db *db, struct arena *a, const char *terminal_code, int64_t series,
	int64_t running,
	int64_t *id) MUST_CHECK;
/* The newest document of a terminal's shift; ERR_NOTFOUND. */
enum err document_last(struct db *db, struct arena *a, int64_t terminal_id, int64_t shift_id, int64_t *id,
	int *kind) MUST_CHECK;
/* The newest sale, return or void of a terminal; the document that closed a shift. ERR_NOTFOUND. */
enum err document_last_sale(struct db *db, struct arena *a, int64_t terminal_id, int64_t *id) MUST_CHECK;
enum err document_last_receipt(struct db *db, struct arena *a, int64_t terminal_id, int64_t *id) MUST_CHECK;
enum err document_cash_up(struct db *db, struct arena *a, int64_t shift_id, int64_t *id) MUST_CHECK;
/* Units that came back already, per line number (0 where none); counts beyond max are ignored. */
enum err returned_list(struct db *db, struct arena *a, int64_t document_id, int64_t *by_line_no, int max) MUST_CHECK;
/* The payment of a return that gives payment n of the sale back has row n, and as what an exchange took EXCHANGE_ROWS
 * more; of a payment made of several parts the next one has ORIGIN_ROWS more again. */
#define EXCHANGE_ROWS 100
#define ORIGIN_ROWS 200
/* What earlier returns of a sale gave back, by row: amount and given, what was exchanged counted with what it stands
 * for; and the total of those returns. */
enum err document_gave(struct db *db, struct arena *a, int64_t original_id, struct payment **gave, int *n,
	int64_t *paid_back_minor) MUST_CHECK;
/* The returns of a sale, and its void. */
enum err document_returns(struct db *db, struct arena *a, int64_t original_id, int64_t **ids, int *n) MUST_CHECK;
/* Was this reference taken by this tender in a posted sale of the last days? */
enum err document_reference_used(struct db *db, struct arena *a, int64_t tender_id, const char *reference,
	int64_t since_id, bool *used) MUST_CHECK;

struct document_row { int64_t id; int kind; const char *terminal_code; int64_t series, running; const char *staff;
	int64_t at_ms, total_minor; int32_t day; };
/* Newest first, before an id (0: from the newest), at most limit: all sales, returns and voids; those with a running
 * number, whatever their terminal and series; all documents with a code on one of their lines. */
enum err documents_page(struct db *db, struct arena *a, int64_t before_id, int limit, struct document_row **list,
	int *n) MUST_CHECK;
/* Of the ids from lo_id below hi_id: those of a business day (0 any) that came to an amount, before or after rounding
 * (-1 any), and were paid by a tender (0 any), as in the next ones. */
enum err documents_between(struct db *db, struct arena *a, int64_t lo_id, int64_t hi_id, int32_t day,
	int64_t amount_minor, int64_t tender_id, int limit, struct document_row **list, int *n) MUST_CHECK;
enum err documents_numbered(struct db *db, struct arena *a, int64_t before_id, int64_t running, int64_t tender_id,
	int limit, struct document_row **list, int *n) MUST_CHECK;
/* Those of a stretch of documents: *walked_to is where it ends, the next one's before_id; 0: there are no more. */
enum err documents_with_code(struct db *db, struct arena *a, int64_t before_id, const char *code, int64_t tender_id,
	int limit, struct document_row **list, int *n, int64_t *walked_to) MUST_CHECK;

/* Sales, returns and voids that fit all of it, newest first, before an id (0: from the newest). 0 and "": not asked;
 * from_id: none before it is looked at. */
struct document_filter {
	int32_t from, to;
	const char *terminal, *staff, *code;
	int64_t kind, tender_id, least_minor, most_minor, from_id;
};
enum err documents_matching(struct db *db, struct arena *a, const struct document_filter *f, int64_t before_id,
	int limit, struct document_row **list, int *n) MUST_CHECK;

/* --- for store check, journal and replay: ascending pages ----------------------------------- */
enum err document_ids_after(struct db *db, struct arena *a, int64_t after_id, int limit, int64_t **ids,
	int *n) MUST_CHECK;
enum err seals_after(struct db *db, struct arena *a, int64_t terminal_id, int64_t after_seq, int limit,
	struct seal_row **list, int *n) MUST_CHECK;
enum err audit_rows_of(struct db *db, struct arena *a, int64_t seal_id, struct audit_store_row **list,
	int *n) MUST_CHECK;

/* The end of a slice of documents that one read may walk while tills sell on: the last id of the next ones after
 * after_id, or after_id when there are none. */
enum err documents_slice(struct db *db, int64_t after_id, int64_t *last_id) MUST_CHECK;

#endif
