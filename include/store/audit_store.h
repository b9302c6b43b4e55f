/* audit_store.h - the audit read by people: what is on record beside plain sales, by time or by person. */
#ifndef STORE_AUDIT_STORE_H
#define STORE_AUDIT_STORE_H

#include "store/document_store.h"

/* A row with the words that its ids stand for; "" where there is none. */
struct audit_told {
	struct audit_store_row row;
	const char *terminal, *staff, *staff_name, *approver, *reason, *reason_en;
	const char *number;          /* of the subject, where it is a document; else of its own document */
};

/* Where a page goes on: the last row of the page before; at_ms 0: from the newest. */
struct audit_cursor { int64_t at_ms, seal_id; int n; };
/* 0 and "": any. from_ms <= at_ms < until_ms. */
struct audit_wanted { int64_t from_ms, until_ms, staff_id, terminal_id; const char *action; };

/* All but plain sales, newest first, after the cursor. */
enum err audit_page(struct db *db, struct arena *a, const struct audit_wanted *wanted, const struct audit_cursor *after,
	int limit, struct audit_told **list, int *n) MUST_CHECK;
/* What the time clock noted of a person, and what was corrected of it since a time; oldest first. */
enum err audit_clock(struct db *db, struct arena *a, int64_t staff_id, int64_t since_ms, struct audit_store_row **list,
	int *n) MUST_CHECK;
/* What a person bought as staff since a time, less what came back. */
enum err audit_staff_bought(struct db *db, struct arena *a, int64_t staff_id, int64_t since_ms,
	int64_t *amount_minor) MUST_CHECK;
/* The seal with this id; ERR_NOTFOUND. */
enum err seal_by_id(struct db *db, struct arena *a, int64_t id, struct seal_row *out) MUST_CHECK;

#endif
