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
enum err sums_by_quarter(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, int32_t from, int32_t to,
	struct sum_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT g.quarter, sum(CASE WHEN g.kind = 1 THEN 1 ELSE 0 END), 0,"
		" sum(g.goods) FROM (SELECT d.id, d.kind, d.at_ms / 900000 AS quarter, " SIGN " * " GOODS_MINOR("l")
		" AS goods FROM document d JOIN sale_line l ON l.document_id = d.id WHERE d.id >= $1 AND d.id < $2"
		" AND " TRADE " AND d.business_day >= $3 AND d.business_day <= $4 GROUP BY d.id, d.kind, d.at_ms"
		" HAVING " GOODS_LINES("l") " > 0) g GROUP BY g.quarter ORDER BY 1 " SUMS_MAX,
		db_int(from_id), db_int(to_id), db_int(from), db_int(to));

	return sums_of(e, &r, a, list, n);
}

enum err sums_by_article(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, int32_t from, int32_t to,
	struct sum_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r,
		"SELECT coalesce(l.article_id, 0), sum(CASE WHEN d.kind = 1 THEN 1 ELSE 0 END),"
		" sum(" SIGN " * l.qty_milli), sum(" SIGN " * l.paid_minor) FROM document d"
		" JOIN sale_line l ON l.document_id = d.id WHERE d.id >= $1 AND d.id < $2 AND " TRADE
		" AND " LINE_IS_GOODS("l") " AND d.business_day >= $3 AND d.business_day <= $4"
		" GROUP BY coalesce(l.article_id, 0) ORDER BY 1 " SUMS_MAX,
		db_int(from_id), db_int(to_id), db_int(from), db_int(to));

	return sums_of(e, &r, a, list, n);
}
