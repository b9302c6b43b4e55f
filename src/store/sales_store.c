/* sales_store.c - see sales_store.h. One function, one statement. */
#include "store/sales_store.h"

#include "line_sql_int.h"

#define SUMS_MAX "LIMIT 1000000"

static enum err sums_of(enum err e, const struct db_rows *r, struct arena *a, struct sum_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct sum_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3) };
	return OK;
}

enum err sums_by_day(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT business_day, sum(times), sum(qty_milli), sum(amount_minor)"
		" FROM shift_total WHERE measure = $1 AND business_day >= $2 AND business_day <= $3"
		" GROUP BY business_day ORDER BY business_day " SUMS_MAX,
		db_int(measure), db_int(from), db_int(to));

	return sums_of(e, &r, a, list, n);
}

enum err sums_by_item(struct db *db, struct arena *a, int measure, int32_t from, int32_t to, struct sum_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT item_id, sum(times), sum(qty_milli), sum(amount_minor)"
		" FROM shift_total WHERE measure = $1 AND business_day >= $2 AND business_day <= $3"
		" GROUP BY item_id ORDER BY item_id " SUMS_MAX,
		db_int(measure), db_int(from), db_int(to));

	return sums_of(e, &r, a, list, n);
}

/* Sale, return, void, and empties taken back (model/document.h). */
#define SIGN "CASE WHEN d.kind = 1 THEN 1 ELSE -1 END"
#define TRADE "d.kind IN (1, 2, 3, 50)"

/* A bill without goods, of a voucher alone, is no sale. */
enum err sums_by_quarter(struct db *db, struct arena *a, int32_t day, struct sum_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT g.quarter, sum(CASE WHEN g.kind = 1 THEN 1 ELSE 0 END), 0,"
		" sum(g.goods) FROM (SELECT d.id, d.kind, d.at_ms / 900000 AS quarter, " SIGN " * " GOODS_MINOR("l")
		" AS goods FROM document d JOIN sale_line l ON l.document_id = d.id WHERE d.business_day = $1"
		" AND " TRADE " GROUP BY d.id, d.kind, d.at_ms HAVING " GOODS_LINES("l") " > 0) g"
		" GROUP BY g.quarter ORDER BY 1 " SUMS_MAX, db_int(day));

	return sums_of(e, &r, a, list, n);
}

enum err sums_by_article(struct db *db, struct arena *a, int32_t day, struct sum_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r,
		"SELECT coalesce(l.article_id, 0), sum(CASE WHEN d.kind = 1 THEN 1 ELSE 0 END),"
		" sum(" SIGN " * l.qty_milli), sum(" SIGN " * l.paid_minor) FROM document d"
		" JOIN sale_line l ON l.document_id = d.id WHERE d.business_day = $1 AND " TRADE
		" AND " LINE_IS_GOODS("l") " GROUP BY coalesce(l.article_id, 0) ORDER BY 1 " SUMS_MAX, db_int(day));

	return sums_of(e, &r, a, list, n);
}

/* --- kept ---------------------------------------------------------------------------------------- */

enum err day_sums_put(struct db *db, int32_t day, int kind, const char *sums)
{
	return db_run(db, NULL, "INSERT INTO day_sums (day, kind, sums) VALUES ($1, $2, $3)"
		" ON CONFLICT (day, kind) DO UPDATE SET sums = excluded.sums",
		db_int(day), db_int(kind), db_text(sums));
}

enum err day_sums_drop(struct db *db, int32_t day)
{
	return db_run(db, NULL, "DELETE FROM day_sums WHERE day = $1", db_int(day));
}

struct telling { day_sums_fn fn; void *ctx; };

static enum err tell_sums(void *ctx, const struct db_rows *r)
{
	const struct telling *t = ctx;

	return t->fn(t->ctx, (int32_t)row_int(r, 0, 0), (int)row_int(r, 0, 1), row_text(r, 0, 2));
}

enum err day_sums_each(struct db *db, int kind, int32_t from, int32_t to, day_sums_fn fn, void *ctx)
{
	struct telling t = { fn, ctx };

	return db_each(db, tell_sums, &t, "SELECT day, kind, sums FROM day_sums WHERE day >= $1 AND day <= $2"
		" AND (kind = $3 OR $3 = 0) ORDER BY day, kind", db_int(from), db_int(to), db_int(kind));
}

enum err day_sums_lacking(struct db *db, struct arena *a, int limit, int32_t **days, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT b.day FROM business_day b WHERE b.closed_at_ms IS NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM day_sums s WHERE s.day = b.day) ORDER BY b.day DESC LIMIT $1",
		db_int(limit));

	*n = e == OK ? r.count : 0;
	*days = arena_array(a, (size_t)*n, sizeof **days);
	for (int i = 0; i < *n; i++)
		(*days)[i] = (int32_t)row_int(&r, i, 0);
	return e;
}
