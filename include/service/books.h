/* books.h - the journal for accounting: double entry per business day, as CSV, under account numbers of the shop. The
 * same days give the same bytes, and every export is on record. */
#ifndef SERVICE_BOOKS_H
#define SERVICE_BOOKS_H

#include "service/shop.h"

#define BOOKS_DAYS_MAX 366

/* by_document: an entry for each document, else one a day. again: days that were exported before may go once more. */
struct books_request { int32_t from, to; bool by_document, again; };
struct books_run {
	int run;                    /* counted from 1 */
	int32_t from, to;
	bool by_document;
	const char *digest;         /* of what was written */
	int64_t debit_minor;        /* the sum of one side */
	const char *staff;
	int64_t at_ms;
};
/* Makes the CSV of closed days. Refused where a day is open, was exported before, or an account has no number; the
 * run is on record when it is answered. *text lives in the arena. */
enum err books_export(struct shop *sh, struct arena *a, const struct books_request *request, char **text, size_t *n,
	struct books_run *run, struct said *said) MUST_CHECK;
/* Newest first. */
enum err books_runs(struct shop *sh, struct arena *a, struct books_run **list, int *n) MUST_CHECK;

/* Every account with its number by the setting books.accounts; "" none. */
struct books_account { const char *name, *number; };
int books_accounts(const struct shop *sh, struct arena *a, struct books_account **list);
/* Whether a text is such a setting: NAME[/CODE]=NUMBER, separated by blanks. */
bool books_accounts_ok(const char *text);

#endif
