/* audit_store.c - see audit_store.h. The conditions on `action` repeat those of the indexes audit_unusual and
 * audit_person word for word: only so do the engines take them. */
#include "store/audit_store.h"

#include "model/code.h"

#define ROW_COLUMNS "x.seal_id, x.n, x.at_ms, x.terminal_id, x.staff_id, coalesce(x.approver_id, 0), x.action," \
	" x.subject_id, coalesce(x.reason_id, 0), x.amount_minor, x.detail"

static struct audit_store_row row_at(const struct db_rows *r, int i)
{
	return (struct audit_store_row){ row_int(r, i, 0), (int)row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5), row_text(r, i, 6), row_int(r, i, 7), row_int(r, i, 8),
		row_int(r, i, 9), row_text(r, i, 10) };
}

static const char *number_at(struct arena *a, const struct db_rows *r, int i, int col)
{
	return row_null(r, i, col) ? ""
		: doc_number_text(a, row_text(r, i, col), row_int(r, i, col + 1), row_int(r, i, col + 2));
}

enum err audit_page(struct db *db, struct arena *a, const struct audit_wanted *wanted, const struct audit_cursor *after,
	int limit, struct audit_told **list, int *n)
{
	const struct audit_cursor from = after->at_ms ? *after
		: (struct audit_cursor){ INT64_MAX, INT64_MAX, INT32_MAX };
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " ROW_COLUMNS ", coalesce(t.code, ''), coalesce(s.number, ''),"
		" coalesce(s.name, ''), coalesce(p.number, ''), coalesce(q.name, ''), coalesce(q.name_en, ''),"
		" u.code, d.series, d.running"
		" FROM audit x LEFT JOIN terminal t ON t.id = x.terminal_id LEFT JOIN staff s ON s.id = x.staff_id"
		" LEFT JOIN staff p ON p.id = x.approver_id LEFT JOIN reason q ON q.id = x.reason_id"
		" LEFT JOIN document d ON d.id = CASE WHEN EXISTS (SELECT 1 FROM document o WHERE o.id = x.subject_id)"
		" THEN x.subject_id ELSE x.seal_id END LEFT JOIN terminal u ON u.id = d.terminal_id"
		" WHERE x.action <> 'sale' AND x.at_ms >= $1 AND x.at_ms < $2"
		" AND ($3 = 0 OR x.staff_id = $3) AND ($4 = 0 OR x.terminal_id = $4)"
		" AND ($5 = '' OR x.action = $5) AND (x.at_ms, x.seal_id, x.n) < ($6, $7, $8)"
		" ORDER BY x.at_ms DESC, x.seal_id DESC, x.n DESC LIMIT $9",
		db_int(wanted->from_ms), db_int(wanted->until_ms), db_int(wanted->staff_id),
		db_int(wanted->terminal_id), db_text(wanted->action), db_int(from.at_ms), db_int(from.seal_id),
		db_int(from.n), db_int(limit));

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r.count + 1, sizeof **list);
	for (; *n < r.count; (*n)++)
		(*list)[*n] = (struct audit_told){ .row = row_at(&r, *n), .terminal = row_text(&r, *n, 11),
			.staff = row_text(&r, *n, 12), .staff_name = row_text(&r, *n, 13),
			.approver = row_text(&r, *n, 14), .reason = row_text(&r, *n, 15),
			.reason_en = row_text(&r, *n, 16), .number = number_at(a, &r, *n, 17) };
	return OK;
}

enum err audit_clock(struct db *db, struct arena *a, int64_t staff_id, int64_t since_ms, struct audit_store_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " ROW_COLUMNS " FROM audit x"
		" WHERE x.action IN ('clock', 'clock-correct', 'staff-sale', 'staff-return')"
		" AND x.action IN ('clock', 'clock-correct') AND x.subject_id = $1 AND x.at_ms >= $2"
		" ORDER BY x.at_ms, x.seal_id, x.n LIMIT 100000", db_int(staff_id), db_int(since_ms));

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r.count + 1, sizeof **list);
	for (; *n < r.count; (*n)++)
		(*list)[*n] = row_at(&r, *n);
	return OK;
}

enum err audit_staff_bought(struct db *db, struct arena *a, int64_t staff_id, int64_t since_ms, int64_t *amount_minor)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT CAST(coalesce(sum(CASE x.action WHEN 'staff-sale' THEN x.amount_minor"
		" ELSE -x.amount_minor END), 0) AS BIGINT) FROM audit x"
		" WHERE x.action IN ('clock', 'clock-correct', 'staff-sale', 'staff-return')"
		" AND x.action IN ('staff-sale', 'staff-return') AND x.subject_id = $1 AND x.at_ms >= $2",
		db_int(staff_id), db_int(since_ms));

	if (e == OK)
		*amount_minor = row_int(&r, 0, 0);
	return e;
}

enum err seal_by_id(struct db *db, struct arena *a, int64_t id, struct seal_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id, terminal_id, seq, key_n, link FROM seal WHERE id = $1", db_int(id));

	if (e == OK)
		*out = (struct seal_row){ row_int(&r, 0, 0), row_int(&r, 0, 1), row_int(&r, 0, 2), row_int(&r, 0, 3),
			row_text(&r, 0, 4) };
	return e;
}
