/* rows.h - the shop's rows behind its back: what an act left on record, and a setting put there. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "trade.h"
#include "../include/store/document_store.h"
#include "../include/store/master_store.h"
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

/* What stands on an account, kept by holder and unit: UNIT_MONEY or a currency's. */
static inline int64_t balance_kept(struct trade *tr, enum account account, int64_t holder, int64_t unit)
{
	int64_t amount = 0;

	CHECK_INT(balance_get(tr->sh->db, &tr->a, account, holder, unit, &amount), OK);
	return amount;
}

static inline bool set_setting(struct trade *tr, const char *name, const char *value)
{
	const struct setting_row row = { name, "shop", value, 0 };

	return CHECK_INT(db_begin(tr->sh->db), OK) && CHECK_INT(setting_put(tr->sh->db, &row), OK) &&
		CHECK_INT(db_commit(tr->sh->db), OK) && CHECK_INT(shop_load_master(tr->sh), OK);
}

/* How often an act stands in the audit. */
#define ACTS(act) count(&tr, "SELECT count(*) FROM audit WHERE action = '" act "'")

#endif
