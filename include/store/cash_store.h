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
/* How often somebody did an act that is no document, since a time. */
enum err cash_acts_since(struct db *db, const char *action, int64_t staff_id, int64_t since_ms, int *n) MUST_CHECK;

#endif
