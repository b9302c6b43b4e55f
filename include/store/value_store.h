/* value_store.h - vouchers, accounts of customers, orders, rates, cheques, payments asked outside. What they are
 * worth is in the ledger; a move from one state to another is one guarded statement, ERR_STALE when it was in
 * another. Lists live in the caller's arena. ERR_NOTFOUND, ERR_EXISTS as everywhere. */
#ifndef STORE_VALUE_STORE_H
#define STORE_VALUE_STORE_H

#include <stdbool.h>

#include "model/value.h"
#include "store/db.h"

/* --- vouchers ---------------------------------------------------------------------------------- */

enum err voucher_kinds(struct db *db, struct arena *a, struct voucher_kind_row **list, int *n) MUST_CHECK;
enum err voucher_kind_put(struct db *db, const struct voucher_kind_row *row) MUST_CHECK;
enum err voucher_kind_update(struct db *db, const struct voucher_kind_row *row) MUST_CHECK;

enum err voucher_get(struct db *db, struct arena *a, int64_t serial, struct voucher_row *out) MUST_CHECK;
enum err voucher_put(struct db *db, int64_t serial, int64_t kind_id, int64_t face_minor) MUST_CHECK;
/* All of a range that are in stock go to a terminal (0: the office); *moved how many. */
enum err voucher_hand(struct db *db, int64_t from, int64_t to, int64_t terminal_id, int64_t *moved) MUST_CHECK;
/* One serial from state to state. */
enum err voucher_move(struct db *db, int64_t serial, int from, int to) MUST_CHECK;
/* From stock at this terminal to sold, by this document, good until last_day; for so much, at most its face, which it
 * is from then on. */
enum err voucher_sell(struct db *db, int64_t serial, int64_t terminal_id, int64_t sold_id, int64_t face_minor,
	int32_t last_day) MUST_CHECK;
/* State, document, day and face, whatever state it was in: for recovery. */
enum err voucher_state_set(struct db *db, const struct voucher_row *row) MUST_CHECK;
/* After a serial, by serial; state 0: any. */
enum err vouchers_after(struct db *db, struct arena *a, int64_t after, int state, int limit, struct voucher_row **list,
	int *n) MUST_CHECK;
/* Sold, and good no longer on this day. */
enum err vouchers_past(struct db *db, struct arena *a, int32_t day, int limit, int64_t **serials, int *n) MUST_CHECK;

enum err voucher_move_put(struct db *db, const struct voucher_move_row *row) MUST_CHECK;
enum err voucher_moves(struct db *db, struct arena *a, int64_t serial, struct voucher_move_row **list,
	int *n) MUST_CHECK;
enum err voucher_moves_newest(struct db *db, struct arena *a, int limit, struct voucher_move_row **list,
	int *n) MUST_CHECK;

/* --- accounts of customers, orders --------------------------------------------------------------- */

enum err house_get(struct db *db, struct arena *a, int64_t id, struct house_row *out) MUST_CHECK;
enum err house_list(struct db *db, struct arena *a, struct house_row **list, int *n) MUST_CHECK;
enum err house_put(struct db *db, const struct house_row *row) MUST_CHECK;
enum err house_update(struct db *db, const struct house_row *row) MUST_CHECK;
/* In the transaction that charges: ERR_REFUSED unless it is active and what it owes with this amount stays within the
 * limit, or `beyond` was allowed. */
enum err house_guard(struct db *db, int64_t id, int64_t amount_minor, bool beyond) MUST_CHECK;

enum err order_get(struct db *db, struct arena *a, int64_t id, struct order_row *out) MUST_CHECK;
enum err order_put(struct db *db, const struct order_row *row) MUST_CHECK;
/* Those with a deposit, by number. */
enum err orders_open(struct db *db, struct arena *a, struct order_row **list, int *n) MUST_CHECK;
enum err order_next(struct db *db, struct arena *a, int64_t *id) MUST_CHECK;

/* --- rates, cheques ------------------------------------------------------------------------------ */

enum err rate_put(struct db *db, const struct rate_row *row) MUST_CHECK;
enum err rate_at(struct db *db, struct arena *a, const char *currency, int64_t at_ms, struct rate_row *out) MUST_CHECK;
/* Newest first. */
enum err rates_list(struct db *db, struct arena *a, struct rate_row **list, int *n) MUST_CHECK;

enum err cheque_put(struct db *db, const struct cheque_row *row) MUST_CHECK;
enum err cheque_get(struct db *db, struct arena *a, int64_t id, struct cheque_row *out) MUST_CHECK;
enum err cheque_move(struct db *db, int64_t id, int from, int to, int64_t at_ms) MUST_CHECK;
/* all: those that were cleared or void, too. */
enum err cheques_list(struct db *db, struct arena *a, bool all, struct cheque_row **list, int *n) MUST_CHECK;

/* --- payments asked outside ---------------------------------------------------------------------- */

enum err intent_put(struct db *db, const struct intent_row *row) MUST_CHECK;
/* From begun or unknown. */
enum err intent_move(struct db *db, int64_t id, int to, const char *reference, int64_t at_ms) MUST_CHECK;
/* The one that was taken for a basket by this tender with this reference. */
enum err intent_taken(struct db *db, struct arena *a, int64_t basket_id, int64_t tender_id, const char *reference,
	struct intent_row *out) MUST_CHECK;
/* The newest taken by this tender with this reference, of at least so much. */
enum err intent_paid(struct db *db, struct arena *a, int64_t tender_id, const char *reference, int64_t least_minor,
	struct intent_row *out) MUST_CHECK;
/* From taken back to unknown; ERR_STALE: it is not taken. */
enum err intent_reopen(struct db *db, int64_t id, int64_t at_ms) MUST_CHECK;
/* Those whose outcome is open: of a basket (0: of all), or of a terminal (0: of all); oldest first. */
enum err intents_open(struct db *db, struct arena *a, int64_t basket_id, int64_t terminal_id, struct intent_row **list,
	int *n) MUST_CHECK;

/* --- what a provider is to give back -------------------------------------------------------------- */

/* A payment that was dropped from the list before is on it again. */
enum err payback_put(struct db *db, const struct payback_row *row) MUST_CHECK;
enum err payback_get(struct db *db, struct arena *a, int64_t id, struct payback_row *out) MUST_CHECK;
/* From owed or refused. */
enum err payback_move(struct db *db, int64_t id, int to, const char *answer, int64_t at_ms) MUST_CHECK;
/* Whatever state it was in: for recovery. */
enum err payback_state_set(struct db *db, int64_t id, int state, const char *answer, int64_t at_ms) MUST_CHECK;
/* Owed or refused, of a terminal (0: of all), oldest first. */
enum err paybacks_open(struct db *db, struct arena *a, int64_t terminal_id, struct payback_row **list,
	int *n) MUST_CHECK;
/* Owed by a terminal, and of no payment that a basket waits for: whoever has that basket asks. Oldest first. */
enum err paybacks_due(struct db *db, struct arena *a, int64_t terminal_id, int limit, struct payback_row **list,
	int *n) MUST_CHECK;
enum err paybacks_newest(struct db *db, struct arena *a, int limit, struct payback_row **list, int *n) MUST_CHECK;
/* After an id, by id: all of them. */
enum err paybacks_after(struct db *db, struct arena *a, int64_t after, int limit, struct payback_row **list,
	int *n) MUST_CHECK;

/* --- corrected payments -------------------------------------------------------------------------- */

/* By which means a payment of a sale was, after all; n: CORRECTED_ROWS + its row. Oldest first. */
#define CORRECTED_ROWS 100
struct correction_row { int n; int64_t tender_id; int kind; const char *reference; };
enum err corrections_of(struct db *db, struct arena *a, int64_t sale_id, struct correction_row **list,
	int *n) MUST_CHECK;

/* --- the ledger of one holder -------------------------------------------------------------------- */

struct holder_row { int64_t document_id; int kind; const char *number; int64_t at_ms; int32_t day; int64_t amount; };
/* In money, by document, after a document id. */
enum err holder_postings(struct db *db, struct arena *a, int64_t account, int64_t holder_id, int64_t after_id,
	int limit,
	struct holder_row **list, int *n) MUST_CHECK;

#endif
