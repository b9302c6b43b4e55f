/* journal.h - a second record of what was posted, kept outside the store: each terminal appends
 * every link of its chain (a document, or audit rows that stand alone) to a file of its own in
 * conf.journal_dir. Not synced before the acknowledgement; a failure is logged and made good
 * with the next link. `store recover` replays it onto a backup.
 *
 * File TERMINAL-SERIES-YYYYMM.journal (mode 0600); a record is one line "1 LENGTH CHECKSUM
 * FIELDS", written by one write(): LENGTH bytes of FIELDS, 16 hex digits of their BLAKE2b
 * digest, and fields separated by TAB, in which a backslash stands before t, n and itself. */
#ifndef SERVICE_JOURNAL_H
#define SERVICE_JOURNAL_H

#include <stdbool.h>
#include <stdio.h>

#include "service/link.h"

struct shop;

/* Appends the links of this terminal that its journal does not have yet, as the store has them.
 * shop_idle calls it after each act that closed a link, when the answer was given, and
 * shop_close at the end. What was missed (a full disk, a kill before it, a COMMIT whose outcome
 * was unknown) follows in its place. Nothing is written where conf.journal_dir is "": in a store
 * that is not yet in its place. */
void journal_follow(struct shop *sh);

#define JOURNAL_LINE_MAX (1 << 20) /* bytes of one record, more than the longest document takes */

/* A record as a line with its end, appended to out. */
struct sbuf;
void journal_format(const struct journal_link *link, struct sbuf *out);
/* A line (its end may be missing); what it holds lives in the arena. ERR_INVALID: torn or
 * damaged. */
enum err journal_parse(struct arena *a, const char *line, size_t len,
	struct journal_link *out) MUST_CHECK;

/* The next whole record of a file; damaged ones (a torn end, a crash within a write) are passed
 * over and counted. ERR_NOTFOUND at the end, ERR_IO. */
struct journal_reader { FILE *file; char *line; size_t cap; int64_t damaged; };
enum err journal_open(struct journal_reader *r, const char *path) MUST_CHECK;
enum err journal_next(struct journal_reader *r, struct arena *a,
	struct journal_link *out) MUST_CHECK;
void journal_close(struct journal_reader *r);

/* What a file's name says; false when it is no journal. */
bool journal_name_parse(const char *name, int64_t *terminal_id, int64_t *series, int *month);

#endif
