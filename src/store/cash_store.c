/* cash_store.c - see cash_store.h. The kinds stand in the statements as numbers, because the indexes of 0008-cash.sql
 * are for rows of one kind: 44 pay-out, 45 bag, 46 banked. */
#include "store/cash_store.h"

#include "base/id.h"
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

/* Ids begin with their time: a stretch of the key, not the whole table. */
static int64_t first_id(int64_t since_ms)
{
	return since_ms > ID_EPOCH_MS ? (since_ms - ID_EPOCH_MS) << 22 : 0;
}

enum err cash_recent(struct db *db, struct arena *a, int64_t terminal_id, int kind, int64_t amount_minor,
	int64_t since_ms, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE kind BETWEEN 40 AND 49 AND id >= $1"
		" AND terminal_id = $2 AND kind = $3 AND total_minor = $4 ORDER BY id DESC LIMIT 1",
		db_int(first_id(since_ms)), db_int(terminal_id), db_int(kind), db_int(amount_minor));

	return one_id(e, &r, id);
}

enum err cash_acts_since(struct db *db, const char *action, int64_t staff_id, int64_t since_ms, int *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM audit WHERE seal_id >= $1 AND at_ms >= $2"
		" AND staff_id = $3 AND action = $4",
		db_int(first_id(since_ms)), db_int(since_ms),
		db_int(staff_id), db_text(action));

	if (e == OK)
		*n = (int)row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}
