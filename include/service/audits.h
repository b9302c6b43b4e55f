/* audits.h - the audit as people read it: what is on record beside plain sales, whether it is still as it
 * was sealed, and what a manager watches while the shop trades. The right `audit`; for the exceptions the
 * right `exceptions`. */
#ifndef SERVICE_AUDITS_H
#define SERVICE_AUDITS_H

#include "service/shop.h"
#include "store/audit_store.h"

/* What the caller asks for; NULL: any. Times: from_ms <= at < until_ms, until_ms 0: now. */
struct audit_query { int64_t from_ms, until_ms; const char *staff, *terminal, *action; };
#define AUDITS_MAX 500
/* Newest first, at most AUDITS_MAX rows after the cursor (at_ms 0: from the newest). ERR_NOTFOUND with a
 * sentence: no such staff number or till. */
enum err audits_list(struct shop *sh, struct arena *a, const struct audit_query *query,
	const struct audit_cursor *after, int limit, struct audit_told **list, int *n, struct said *said) MUST_CHECK;

/* An act of the audit in words; its own name where it has none. */
const char *audit_words(const char *action);

/* Whether one link is as it was sealed: its digest is made anew from its rows and the link before it. What
 * stands before and behind it is proved by `store check` alone. */
enum audit_proof { PROOF_GOOD, PROOF_BAD, PROOF_NO_KEY };
extern const char *const audit_proof_name[]; /* "good" "bad" "no-key" */
struct audit_link {
	int64_t seal_id, seq;
	const char *terminal, *link, *number; /* number "": no document */
	enum audit_proof proof;
	struct audit_store_row *rows;
	int row_count;
};
/* The link that an audit row belongs to; ERR_NOTFOUND. */
enum err audit_prove(struct shop *sh, struct arena *a, int64_t seal_id, struct audit_link *out,
	struct said *said) MUST_CHECK;

/* --- exceptions ------------------------------------------------------------------------------ */

enum exception_column {
#define EXCEPTION_COLUMN(id, name, heading, words) EXCEPTION_##id,
#include "service/exception.def"
	EXCEPTION_COLUMNS
};
struct exception_entry { const char *name, *heading, *words; };
extern const struct exception_entry exception_table[EXCEPTION_COLUMNS];
/* In which column an action is counted; -1: it is no exception. */
int exception_of(const char *action);

/* As audits_list, of exceptions alone and by the right to them. */
enum err exceptions_list(struct shop *sh, struct arena *a, const struct audit_query *query,
	const struct audit_cursor *after, int limit, struct audit_told **list, int *n, struct said *said) MUST_CHECK;

struct exception_row {
	const char *staff, *name;    /* of a cashier; "" in a row by hour */
	int hour;                    /* of the day by the shop's clock; -1 in a row by cashier */
	int64_t times[EXCEPTION_COLUMNS], amount_minor[EXCEPTION_COLUMNS];
	int64_t all, last_hour;      /* times over all columns; those of the last 60 minutes */
};
/* By cashier, most exceptions first; or by hour of the day (24 rows). One day at most 20,000 rows are counted;
 * *cut says that there were more. */
enum err exceptions_count(struct shop *sh, struct arena *a, int64_t from_ms, int64_t until_ms, bool by_hour,
	struct exception_row **list, int *n, bool *cut, struct said *said) MUST_CHECK;

#endif
