/* slip_store.c - see slip_store.h. */
#include "store/slip_store.h"

enum err slip_get(struct db *db, struct arena *a, const char *key, struct slip_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT key, document_id, business_day, amount_minor FROM bottle_slip"
		" WHERE key = $1", db_text(key));

	if (e == OK)
		*out = (struct slip_row){ row_text(&r, 0, 0), row_int(&r, 0, 1), (int32_t)row_int(&r, 0, 2),
			row_int(&r, 0, 3) };
	return e;
}

enum err slip_take(struct db *db, const struct slip_row *row, int32_t since)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "INSERT INTO bottle_slip (key, document_id, business_day, amount_minor)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO UPDATE SET document_id = excluded.document_id,"
		" business_day = excluded.business_day, amount_minor = excluded.amount_minor"
		" WHERE bottle_slip.business_day < $5", db_text(row->key), db_int(row->document_id), db_int(row->day),
		db_int(row->amount_minor), db_int(since));

	return e == OK && changed != 1 ? ERR_STALE : e;
}
