/* db_fault.h - the handle of the fault engine ("fault:N:MODE:URL", see db.h), for tests
 * that sweep: fail the 1st, 2nd, 3rd ... statement until a run meets no fault. BEGIN and COMMIT
 * are statements too. A struck handle refuses everything until db_reopen. */
#ifndef STORE_DB_FAULT_H
#define STORE_DB_FAULT_H

#include <stdbool.h>
#include <stdint.h>

struct db;

/* Arms any open handle: the nth statement from now fails, before or after it ran; 0 disarms. */
void db_fault_arm(struct db *db, int64_t n, bool after);
/* The same, but the process is killed (SIGKILL) before it runs. */
void db_fault_arm_kill(struct db *db, int64_t n);
/* Whether the fault was met since it was armed. */
bool db_fault_struck(const struct db *db);
/* How many statements this handle was asked to run since it was opened. */
int64_t db_statements(const struct db *db);

#endif
