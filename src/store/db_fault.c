/* db_fault.c - the engine that injects faults: the Nth statement from now (BEGIN and COMMIT count)
 * fails, before it ran or after it ran, like a disk or a line that breaks at that moment; or the
 * process is killed there. It sits in db.c's path to every engine instead of wrapping one, so
 * nothing of an engine is bypassed. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "db_int.h"
#include "store/db_fault.h"

const char *db_fault_parse(const char *s, int64_t *n, enum db_fault *mode)
{
	static const char *const modes[] = {
		[FAULT_BEFORE] = ":before:", [FAULT_AFTER] = ":after:", [FAULT_KILL] = ":kill:"
	};
	char *end;

	*n = strtoll(s, &end, 10);
	if (end == s || *n < 0)
		return NULL;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		size_t len = strlen(modes[i]);

		if (strncmp(end, modes[i], len) == 0) {
			*mode = (enum db_fault)i;
			return end + len;
		}
	}
	return NULL;
}

bool db_fault_strikes(struct db *db, bool after)
{
	if (!after) {
		db->statements++;
		if (db->fault_in > 0 && --db->fault_in == 0)
			db->fault_due = true;
	}
	if (!db->fault_due || after != (db->fault_mode == FAULT_AFTER))
		return false;
	if (db->fault_mode == FAULT_KILL)
		raise(SIGKILL);
	db->fault_due = false;
	db->fault_struck = true;
	return true;
}

void db_fault_arm(struct db *db, int64_t n, bool after)
{
	db->fault_in = n;
	db->fault_mode = after ? FAULT_AFTER : FAULT_BEFORE;
	db->fault_due = db->fault_struck = false;
}

void db_fault_arm_kill(struct db *db, int64_t n)
{
	db_fault_arm(db, n, false);
	db->fault_mode = FAULT_KILL;
}

bool db_fault_struck(const struct db *db)
{
	return db->fault_struck;
}

int64_t db_statements(const struct db *db)
{
	return db->statements;
}
