/* commission_store.c - see commission_store.h. One function, one statement. */
#include "store/commission_store.h"

#include "model/line.h"
#include "store/document_store.h"

enum err commission_list(struct db *db, struct arena *a, struct commission_rate **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT scope, target_id, from_day, rate_bp, piece_minor FROM commission"
		" ORDER BY scope, target_id, from_day LIMIT 100000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct commission_rate){ (enum goods_scope)row_int(&r, i, 0), row_int(&r, i, 1),
			(int32_t)row_int(&r, i, 2), row_int(&r, i, 3), row_int(&r, i, 4) };
	return OK;
}

enum err commission_put(struct db *db, const struct commission_rate *row)
{
	return db_run(db, NULL, "INSERT INTO commission (scope, target_id, from_day, rate_bp, piece_minor)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (scope, target_id, from_day) DO UPDATE SET"
		" rate_bp = excluded.rate_bp, piece_minor = excluded.piece_minor", db_int(row->scope),
		db_int(row->target_id), db_int(row->from_day), db_int(row->rate_bp), db_int(row->piece_minor));
}

/* --- targets --------------------------------------------------------------------------------- */

enum err targets_list(struct db *db, struct arena *a, int32_t month, struct target_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT staff_id, month, amount_minor FROM sales_target WHERE month = $1"
		" ORDER BY staff_id LIMIT 10000", db_int(month));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct target_row){ row_int(&r, i, 0), (int32_t)row_int(&r, i, 1), row_int(&r, i, 2) };
	return OK;
}

enum err target_put(struct db *db, const struct target_row *row)
{
	if (!row->amount_minor)
		return db_run(db, NULL, "DELETE FROM sales_target WHERE staff_id = $1 AND month = $2",
			db_int(row->staff_id), db_int(row->month));
	return db_run(db, NULL, "INSERT INTO sales_target (staff_id, month, amount_minor) VALUES ($1, $2, $3)"
		" ON CONFLICT (staff_id, month) DO UPDATE SET amount_minor = excluded.amount_minor",
		db_int(row->staff_id), db_int(row->month), db_int(row->amount_minor));
}

/* --- what was sold through whom -------------------------------------------------------------- */

struct telling { credited_fn fn; void *ctx; };

static enum err tell(void *ctx, const struct db_rows *r)
{
	const struct telling *t = ctx;
	const bool back = row_int(r, 0, 2) != 0;
	const int64_t sign = back ? -1 : 1;
	const struct credited c = { row_int(r, 0, 0), (int32_t)row_int(r, 0, 1), back, row_int(r, 0, 3),
		row_int(r, 0, 4), row_int(r, 0, 5), row_int(r, 0, 6), sign * row_int(r, 0, 7),
		sign * row_int(r, 0, 8) };

	return t->fn(t->ctx, &c);
}

enum err credited_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, credited_fn fn, void *ctx)
{
	struct telling t = { fn, ctx };
	int64_t after_id = from_id - 1, last_id;
	enum err e;

	while ((e = documents_slice(db, after_id, &last_id)) == OK && last_id != after_id) {
		/* What comes back is of the original's day; a document that takes goods back has LINE_RETURN lines. */
		e = db_each(db, tell, &t, "SELECT l.seller_id, coalesce(o.business_day, d.business_day),"
			" l.flags & $5, l.department_id, coalesce(a.category_id, 0), coalesce(l.article_id, 0),"
			" count(*), sum(l.qty_milli), sum(l.paid_minor) FROM document d"
			" JOIN sale_line l ON l.document_id = d.id LEFT JOIN document o ON o.id = d.original_id"
			" LEFT JOIN article a ON a.id = l.article_id WHERE d.id > $1 AND d.id <= $2"
			" AND d.business_day BETWEEN $3 AND $4 AND l.seller_id IS NOT NULL GROUP BY l.seller_id,"
			" coalesce(o.business_day, d.business_day), l.flags & $5, l.department_id,"
			" coalesce(a.category_id, 0), coalesce(l.article_id, 0)",
			db_int(after_id), db_int(last_id), db_int(first_day), db_int(last_day), db_int(LINE_RETURN));
		if (e != OK)
			break;
		after_id = last_id;
	}
	return e;
}
