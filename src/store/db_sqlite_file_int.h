/* db_sqlite_file_int.h - what the embedded engine does with its file as a whole. Failures are noted as by db_fail(). */
#ifndef STORE_DB_SQLITE_FILE_INT_H
#define STORE_DB_SQLITE_FILE_INT_H

#include "store/db.h"

struct sqlite3;

/* ERR_REFUSED: it would lie on a network file system; ERR_INVALID, ERR_NOTFOUND. */
enum err sqlite_file_refused(struct db *db, const char *path) MUST_CHECK;
/* An empty file for the group of a service account, its folder synced. */
enum err sqlite_file_make(struct db *db, const char *path) MUST_CHECK;
/* All pages as they are at one moment into a new file, synced; no file is left where it failed. */
enum err sqlite_file_copy(struct db *db, struct sqlite3 *conn, const char *path) MUST_CHECK;

#endif
