/* db_test.h - doors into the SQLite engine for tests alone. */
#ifndef STORE_DB_TEST_H
#define STORE_DB_TEST_H

#include <stdbool.h>
#include <stdint.h>

/* Stores opened from now on go through this registered sqlite3_vfs; NULL: the system's. The name is
 * kept, not copied. */
void db_sqlite_use_vfs(const char *name);
/* Steps that the engine's machine took so far in all statements of this process: they grow with the rows read. */
int64_t db_sqlite_steps(void);
/* Whether a file system of this statfs type would be refused. */
bool db_is_network_fs(int64_t f_type);

#endif
