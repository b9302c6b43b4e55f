/* rows.h - a look at the shop's rows behind its back: what an act left on record. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "trade.h"
#include "../src/service/shop/shop_int.h"

/* The number in the only column of the first row; -1 when there is none. */
static inline int64_t count(struct trade *tr, const char *sql)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	int64_t n = db_one(tr->sh->db, &a, &r, sql) == OK ? row_int(&r, 0, 0) : -1;

	arena_release(&a);
	return n;
}

/* How often an act stands in the audit. */
#define ACTS(act) count(&tr, "SELECT count(*) FROM audit WHERE action = '" act "'")

#endif
