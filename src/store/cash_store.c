/* cash_store.c - see cash_store.h. The kinds stand in the statements as numbers, because the indexes of 0008-cash.sql
 * are for rows of one kind: 44 pay-out, 45 bag, 46 banked. */
#include "store/cash_store.h"

#include "base/id.h"
#include "line_sql_int.h"
#include "model/document.h"

static enum err one_id(enum err e, const struct db_rows *r, int64_t *id)
{
	if (e == OK)
		*id = row_int(r, 0, 0);
	return e;
}

enum err cash_by_content(struct db *db, struct arena *a, int kind, const char *content, int64_t *id)
{
	struct db_rows r;
	enum err e = kind == DOC_BAG
		? db_one(db, a, &r, "SELECT id FROM document WHERE kind = 45 AND content = $1", db_text(content))
		: db_one(db, a, &r, "SELECT id FROM document WHERE kind = 44 AND content <> 'pay-out' AND content = $1",
			db_text(content));

	return one_id(e, &r, id);
}

enum err cash_banked(struct db *db, struct arena *a, int64_t bag_id, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE kind = 46 AND original_id = $1",
		db_int(bag_id));

	return one_id(e, &r, id);
}

enum err cash_rows(struct db *db, struct arena *a, int32_t from, int32_t to, int kind, int limit,
	struct cash_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT d.id, d.kind, t.code, s.name, p.name, d.content, d.series, d.running,"
		" d.reason_id, d.business_day, d.at_ms, d.total_minor, bt.code, b.series, b.running FROM document d"
		" JOIN terminal t ON t.id = d.terminal_id JOIN staff s ON s.id = d.staff_id"
		" LEFT JOIN staff p ON p.id = d.approver_id"
		" LEFT JOIN document b ON b.kind = 46 AND b.original_id = d.id"
		" LEFT JOIN terminal bt ON bt.id = b.terminal_id"
		" WHERE d.kind BETWEEN 40 AND 49 AND ($1 = 0 OR d.business_day >= $1)"
		" AND ($2 = 0 OR d.business_day <= $2) AND ($3 = 0 OR d.kind = $3) ORDER BY d.id DESC LIMIT $4",
		db_int(from), db_int(to), db_int(kind), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct cash_row){ .id = row_int(&r, i, 0), .kind = (int)row_int(&r, i, 1),
			.terminal_code = row_text(&r, i, 2), .staff = row_text(&r, i, 3),
			.approver = row_text(&r, i, 4), .content = row_text(&r, i, 5), .series = row_int(&r, i, 6),
			.running = row_int(&r, i, 7), .reason_id = row_int(&r, i, 8),
			.day = (int32_t)row_int(&r, i, 9), .at_ms = row_int(&r, i, 10),
			.total_minor = row_int(&r, i, 11), .banked_terminal = row_text(&r, i, 12),
			.banked_series = row_int(&r, i, 13), .banked_running = row_int(&r, i, 14) };
	return OK;
}

enum err cash_bags_open(struct db *db, struct arena *a, int64_t *n, int64_t *amount_minor)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT count(*), coalesce(sum(d.total_minor), 0) FROM document d"
		" WHERE d.kind = 45 AND NOT EXISTS (SELECT 1 FROM document b WHERE b.kind = 46"
		" AND b.original_id = d.id)");

	if (e == OK) {
		*n = row_int(&r, 0, 0);
		*amount_minor = row_int(&r, 0, 1);
	}
	return e;
}

enum err cash_recent(struct db *db, struct arena *a, int64_t terminal_id, int kind, int64_t amount_minor,
	int64_t since_ms, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE kind BETWEEN 40 AND 49 AND id >= $1"
		" AND terminal_id = $2 AND kind = $3 AND total_minor = $4 ORDER BY id DESC LIMIT 1",
		db_int(id_first(since_ms)), db_int(terminal_id), db_int(kind), db_int(amount_minor));

	return one_id(e, &r, id);
}

enum err cash_acts_since(struct db *db, const char *action, int64_t staff_id, int64_t since_ms, int *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM audit WHERE seal_id >= $1 AND at_ms >= $2"
		" AND staff_id = $3 AND action = $4",
		db_int(id_first(since_ms)), db_int(since_ms),
		db_int(staff_id), db_text(action));

	if (e == OK)
		*n = (int)row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

/* --- a day's documents -------------------------------------------------------------------------- */

enum err cash_day_heads(struct db *db, struct arena *a, int32_t day, int64_t after_id, int limit,
	struct day_head **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT d.id, d.kind, d.shift_id, d.staff_id, d.at_ms, d.total_minor,"
		" d.rounding_minor, " GOODS_MINOR("l") ", " GOODS_LINES("l") " FROM document d"
		" LEFT JOIN sale_line l ON l.document_id = d.id WHERE d.business_day = $1 AND d.id > $2"
		" GROUP BY d.id, d.kind, d.shift_id, d.staff_id, d.at_ms, d.total_minor, d.rounding_minor"
		" ORDER BY d.id LIMIT $3",
		db_int(day), db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct day_head){ row_int(&r, i, 0), (int)row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_int(&r, i, 6),
			row_int(&r, i, 7), row_int(&r, i, 8) };
	return OK;
}

enum err cash_day_postings(struct db *db, struct arena *a, int32_t day, int64_t after_id, int64_t last_id,
	struct ledger_sum **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT p.account, p.holder_id, CAST(sum(p.amount) AS BIGINT)"
		" FROM document d JOIN posting p ON p.document_id = d.id"
		" WHERE d.business_day = $1 AND d.id > $2 AND d.id <= $3 AND p.unit = 1"
		" GROUP BY p.account, p.holder_id ORDER BY p.account, p.holder_id",
		db_int(day), db_int(after_id), db_int(last_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct ledger_sum){ .account = row_int(&r, i, 0), .holder_id = row_int(&r, i, 1),
			.amount = row_int(&r, i, 2) };
	return OK;
}

enum err cash_document_postings(struct db *db, struct arena *a, int32_t day, int64_t after_id, int64_t last_id,
	struct ledger_sum **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT p.account, p.holder_id, p.amount, d.id, d.series, d.running, t.code"
		" FROM document d JOIN posting p ON p.document_id = d.id JOIN terminal t ON t.id = d.terminal_id"
		" WHERE d.business_day = $1 AND d.id > $2 AND d.id <= $3 AND p.unit = 1 ORDER BY d.id, p.n",
		db_int(day), db_int(after_id), db_int(last_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct ledger_sum){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_text(&r, i, 6) };
	return OK;
}

enum err cash_audits(struct db *db, struct arena *a, const char *action, struct audit_found **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT x.subject_id, x.amount_minor, x.at_ms, x.staff_id, s.name, p.name,"
		" x.detail FROM audit x LEFT JOIN staff s ON s.id = x.staff_id LEFT JOIN staff p"
		" ON p.id = x.approver_id WHERE x.action IN ('journal-export', 'day-reopen') AND x.action = $1"
		" ORDER BY x.seal_id DESC LIMIT 10000", db_text(action));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct audit_found){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_text(&r, i, 4), row_text(&r, i, 5), row_text(&r, i, 6) };
	return OK;
}

/* --- the end of a day --------------------------------------------------------------------------- */

enum err cash_jobs_open(struct db *db, struct arena *a, struct jobs_open **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT t.code, count(*) FROM (SELECT terminal_id FROM job WHERE state < 3"
		" UNION ALL SELECT terminal_id FROM job WHERE state = 5) j JOIN terminal t ON t.id = j.terminal_id"
		" GROUP BY t.code ORDER BY t.code");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct jobs_open){ row_text(&r, i, 0), row_int(&r, i, 1) };
	return OK;
}

enum err cash_basket_paid(struct db *db, struct arena *a, int64_t basket_id, int64_t *amount_minor)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT CAST((SELECT coalesce(sum(amount_minor), 0) FROM"
		" basket_tender WHERE basket_id = $1) + (SELECT coalesce(sum(amount_minor), 0) FROM pay_intent WHERE"
		" basket_id = $1 AND state < 3) AS BIGINT)", db_int(basket_id));

	return one_id(e, &r, amount_minor);
}

enum err cash_safe_counts(struct db *db, struct arena *a, int32_t day, int64_t *n)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT count(*) FROM document WHERE kind BETWEEN 40 AND 49 AND kind = 47"
		" AND business_day = $1", db_int(day));

	return one_id(e, &r, n);
}

enum err cash_day_reopen(struct db *db, int32_t day)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE business_day SET closed_at_ms = NULL, closed_by = NULL"
		" WHERE day = $1 AND closed_at_ms IS NOT NULL", db_int(day));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err cash_day_last_closed(struct db *db, struct arena *a, int32_t *day)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT coalesce(max(day), 0) FROM business_day WHERE closed_at_ms IS NOT NULL");

	if (e == OK)
		*day = (int32_t)row_int(&r, 0, 0);
	return e;
}

/* 23 is ACCOUNT_OVER_SHORT, where what is short is a debit; 5 DOC_CASH_UP. */
enum err cash_variances(struct db *db, struct arena *a, int32_t from, int32_t to, struct variance_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.number, s.name, count(*),"
		" CAST(coalesce(sum(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END), 0) AS BIGINT),"
		" CAST(coalesce(sum(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END), 0) AS BIGINT)"
		" FROM shift h JOIN staff s ON s.id = h.staff_id JOIN document d ON d.kind = 5 AND d.shift_id = h.id"
		" LEFT JOIN posting p ON p.document_id = d.id AND p.account = 23"
		" WHERE h.opened_day >= $1 AND h.opened_day <= $2 AND h.state = 3"
		" GROUP BY s.number, s.name ORDER BY s.number LIMIT 1000", db_int(from), db_int(to));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct variance_row){ row_text(&r, i, 0), row_text(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4) };
	return OK;
}

enum err cash_shift_variances(struct db *db, struct arena *a, int limit, struct shift_variance **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT h.id, CAST(coalesce(sum(p.amount), 0) AS BIGINT) FROM shift h"
		" JOIN document d ON d.kind = 5 AND d.shift_id = h.id"
		" LEFT JOIN posting p ON p.document_id = d.id AND p.account = 23"
		" WHERE h.state = 3 AND h.id IN (SELECT id FROM shift ORDER BY id DESC LIMIT $1)"
		" GROUP BY h.id ORDER BY h.id DESC LIMIT 1000", db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct shift_variance){ row_int(&r, i, 0), -row_int(&r, i, 1) };
	return OK;
}

enum err cash_counts(struct db *db, struct arena *a, int64_t shift_id, struct counted_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.number, s.name, x.detail, x.amount_minor, x.at_ms FROM audit x"
		" JOIN staff s ON s.id = x.staff_id WHERE x.action = 'count' AND x.subject_id = $1"
		" ORDER BY x.seal_id LIMIT 1000", db_int(shift_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct counted_row){ row_text(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4) };
	return OK;
}
