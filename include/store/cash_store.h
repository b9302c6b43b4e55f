/* cash_store.h - documents of the cash office found again. */
#ifndef STORE_CASH_STORE_H
#define STORE_CASH_STORE_H

#include <stdint.h>

#include "store/db.h"

/* The pay-out or bag with this content; ERR_NOTFOUND. */
enum err cash_by_content(struct db *db, struct arena *a, int kind, const char *content, int64_t *id) MUST_CHECK;
/* The document that says a bag is at the bank; ERR_NOTFOUND. */
enum err cash_banked(struct db *db, struct arena *a, int64_t bag_id, int64_t *id) MUST_CHECK;
/* A document of the cash office; the banked_... of a bag that the bank has, else 0. */
struct cash_row {
	int64_t id;
	int kind;
	const char *terminal_code, *staff, *approver, *content;
	int64_t series, running, reason_id;
	int32_t day;
	int64_t at_ms, total_minor;
	const char *banked_terminal;
	int64_t banked_series, banked_running;
};
/* Newest first, from a business day (0: the first) to another (0: the last); kind 0: all. */
enum err cash_rows(struct db *db, struct arena *a, int32_t from, int32_t to, int kind, int limit,
	struct cash_row **list, int *n) MUST_CHECK;
/* Bags that are not at the bank yet, and what is in them. */
enum err cash_bags_open(struct db *db, struct arena *a, int64_t *n, int64_t *amount_minor) MUST_CHECK;
/* The newest document of a kind and an amount that a terminal posted since a time; ERR_NOTFOUND. */
enum err cash_recent(struct db *db, struct arena *a, int64_t terminal_id, int kind, int64_t amount_minor,
	int64_t since_ms, int64_t *id) MUST_CHECK;
/* The heads of a day's documents after an id, ascending. goods: without vouchers, tips and what else is no goods. */
struct day_head { int64_t id; int kind; int64_t shift_id, staff_id, at_ms, total_minor, rounding_minor, goods_minor,
	goods_lines; };
enum err cash_day_heads(struct db *db, struct arena *a, int32_t day, int64_t after_id, int limit,
	struct day_head **list, int *n) MUST_CHECK;
/* Money postings of a day's documents from after an id to another: their sums by account and holder; or each, in the
 * order of the documents. */
struct ledger_sum {
	int64_t account, holder_id, amount;
	int64_t document_id, series, running; /* of a single posting */
	const char *terminal_code;
};
enum err cash_day_postings(struct db *db, struct arena *a, int32_t day, int64_t after_id, int64_t last_id,
	struct ledger_sum **list, int *n) MUST_CHECK;
enum err cash_document_postings(struct db *db, struct arena *a, int32_t day, int64_t after_id, int64_t last_id,
	struct ledger_sum **list, int *n) MUST_CHECK;

/* Exports ("journal-export") or reopenings ("day-reopen") on record, newest first. */
struct audit_found { int64_t subject_id, amount_minor, at_ms, staff_id; const char *staff, *approver, *detail; };
enum err cash_audits(struct db *db, struct arena *a, const char *action, struct audit_found **list,
	int *n) MUST_CHECK;
/* Papers and pulses of each till that are not done: waiting, sent, or of unknown end. */
struct jobs_open { const char *terminal_code; int64_t n; };
enum err cash_jobs_open(struct db *db, struct arena *a, struct jobs_open **list, int *n) MUST_CHECK;
/* What was taken for a basket outside the till already, or asked for and perhaps taken. */
enum err cash_basket_paid(struct db *db, struct arena *a, int64_t basket_id, int64_t *amount_minor) MUST_CHECK;
/* How often the safe was counted on a day. */
enum err cash_safe_counts(struct db *db, struct arena *a, int32_t day, int64_t *n) MUST_CHECK;
/* ERR_STALE when the day is not closed. */
enum err cash_day_reopen(struct db *db, int32_t day) MUST_CHECK;
/* 0: none is closed. */
enum err cash_day_last_closed(struct db *db, struct arena *a, int32_t *day) MUST_CHECK;

/* Over and short of closed shifts by who opened them, of shifts opened from a day to another. */
struct variance_row { const char *number, *name; int64_t shifts, over_minor, short_minor; };
enum err cash_variances(struct db *db, struct arena *a, int32_t from, int32_t to, struct variance_row **list,
	int *n) MUST_CHECK;
/* The same of each of the newest shifts that are closed: counted less expected. */
struct shift_variance { int64_t shift_id, over_short_minor; };
enum err cash_shift_variances(struct db *db, struct arena *a, int limit, struct shift_variance **list,
	int *n) MUST_CHECK;
/* The counts of a shift's drawer, oldest first; pieces: notes and coins as they were typed, "" none. */
struct counted_row { const char *number, *name, *pieces; int64_t amount_minor, at_ms; };
enum err cash_counts(struct db *db, struct arena *a, int64_t shift_id, struct counted_row **list, int *n) MUST_CHECK;
/* How often somebody did an act that is no document, since a time. */
enum err cash_acts_since(struct db *db, const char *action, int64_t staff_id, int64_t since_ms, int *n) MUST_CHECK;

#endif
