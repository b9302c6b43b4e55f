/* file_store.h - what the engine says of its own file: pages, indexes, values of the right kind, and rows that refer
 * to rows which are not there. No read lasts long while others have the store open: a reader keeps the log from being
 * written back. */
#ifndef STORE_FILE_STORE_H
#define STORE_FILE_STORE_H

#include "store/db.h"

/* At most so many of each are told. */
#define FILE_TOLD_MAX 100
struct file_report {
	void (*damage)(void *ctx, const char *text);
	/* A row of the table `from` belongs to a row of `to` that is not there. */
	void (*lone)(void *ctx, const char *from, const char *to);
	void *ctx;
};
/* PostgreSQL answers for itself: nothing is asked. ERR_CORRUPT: not even to be read to its end. */
enum err file_check(struct db *db, const struct file_report *report) MUST_CHECK;

#endif
