/* slip_store.c - see slip_store.h. */
#include "store/slip_store.h"

#include "model/document.h"
#include "store/document_store.h"

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

/* --- as documents took them -------------------------------------------------------------------- */

struct telling { slip_fn fn; void *ctx; };

static enum err tell(void *ctx, const struct db_rows *r)
{
	const struct telling *t = ctx;
	const struct slip_taken s = { row_text(r, 0, 0), row_int(r, 0, 1), (int32_t)row_int(r, 0, 2), row_int(r, 0, 3),
		row_text(r, 0, 4), row_int(r, 0, 5), row_int(r, 0, 6), row_text(r, 0, 7), row_text(r, 0, 8) };

	return t->fn(t->ctx, &s);
}

/* The table of slips knows only the last time of a number that machines use again: documents know each. */
enum err slips_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, slip_fn fn, void *ctx)
{
	struct telling t = { fn, ctx };
	int64_t after_id = from_id - 1, last_id;
	enum err e;

	while ((e = documents_slice(db, after_id, &last_id)) == OK && last_id != after_id) {
		e = db_each(db, tell, &t, "SELECT l.code, l.paid_minor, d.business_day, d.at_ms, t.code, d.series,"
			" d.running, s.number, s.name FROM document d JOIN sale_line l ON l.document_id = d.id"
			" JOIN terminal t ON t.id = d.terminal_id JOIN staff s ON s.id = d.staff_id"
			" WHERE d.id > $1 AND d.id <= $2 AND d.business_day BETWEEN $3 AND $4 AND d.kind IN ($5, $6)"
			" AND (l.flags & $7) = $7 ORDER BY d.id, l.line_no", db_int(after_id), db_int(last_id),
			db_int(first_day), db_int(last_day), db_int(DOC_SALE), db_int(DOC_EMPTIES),
			db_int(LINE_EMPTY | LINE_LABEL));
		if (e != OK)
			break;
		after_id = last_id;
	}
	return e;
}
