/* trade_store.h - rows that say how the shop trades: taxes, departments, means of payment, reasons. Texts live in the
 * caller's arena. A put is a new row, ERR_EXISTS where its code is taken; an update changes all but id and code of the
 * row whose version is still row->version, ERR_STALE otherwise. */
#ifndef STORE_TRADE_STORE_H
#define STORE_TRADE_STORE_H

#include <stdbool.h>

#include "store/db.h"

/* rate_bp: on the business day that was asked for; in a put the first rate. */
struct tax_row { int64_t id; const char *code, *name, *name_en; int64_t rate_bp; bool included; int64_t version; };
struct tax_change_row { int32_t from_day; int64_t rate_bp; };
enum err taxes_list(struct db *db, struct arena *a, int32_t day, struct tax_row **list, int *n) MUST_CHECK;
enum err tax_put(struct db *db, const struct tax_row *row) MUST_CHECK;
/* The names; what the rate is, is a matter of days. */
enum err tax_update(struct db *db, const struct tax_row *row) MUST_CHECK;
/* Rates from some day on, by day; one for the same day takes the place of the one before. */
enum err tax_changes(struct db *db, struct arena *a, int64_t tax_rate_id, struct tax_change_row **list,
	int *n) MUST_CHECK;
enum err tax_change_put(struct db *db, int64_t tax_rate_id, int32_t from_day, int64_t rate_bp) MUST_CHECK;
/* Was anything sold or taken back at this rate on the day? */
enum err tax_used_on(struct db *db, int64_t tax_rate_id, int32_t day, bool *used) MUST_CHECK;

struct department_row {
	int64_t id; const char *code, *name, *name_en; int64_t tax_rate_id; bool disabled; int64_t version;
};
/* Those in use first, by code. */
enum err departments_list(struct db *db, struct arena *a, struct department_row **list, int *n) MUST_CHECK;
enum err department_put(struct db *db, const struct department_row *row) MUST_CHECK;
enum err department_update(struct db *db, const struct department_row *row) MUST_CHECK;
/* How many articles it has. */
enum err department_articles(struct db *db, int64_t id, int64_t *n) MUST_CHECK;

struct tender_row {
	int64_t id; const char *code, *name, *name_en; int64_t kind, flags; const char *reference_pattern;
	int64_t position, version;
	int64_t min_minor, max_minor, bill_max_minor, approve_above_minor, refund_to, over_rule, over_max_minor, fee_bp,
		fee_minor;                 /* as in model/tender.h */
	const char *currency;
};
/* By position. */
enum err tenders_list(struct db *db, struct arena *a, struct tender_row **list, int *n) MUST_CHECK;
enum err tender_put(struct db *db, const struct tender_row *row) MUST_CHECK;
enum err tender_update(struct db *db, const struct tender_row *row) MUST_CHECK;
/* In how many baskets that are not paid yet it has paid a part. */
enum err tender_baskets(struct db *db, int64_t id, int64_t *n) MUST_CHECK;

struct reason_row { int64_t id, kind, digit; const char *name, *name_en; bool disabled; int64_t version; };
/* By kind, those in use first, by digit. */
enum err reasons_list(struct db *db, struct arena *a, struct reason_row **list, int *n) MUST_CHECK;
enum err reason_put(struct db *db, const struct reason_row *row) MUST_CHECK;
enum err reason_update(struct db *db, const struct reason_row *row) MUST_CHECK;

#endif
