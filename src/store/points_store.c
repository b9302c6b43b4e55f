/* points_store.c - see points_store.h. */
#include "store/points_store.h"

#include "model/code.h"
#include "model/ledger.h"
#include "model/member/lot.h"

/* --- what sales earn ---------------------------------------------------------------------------------- */

enum err points_rules(struct db *db, struct arena *a, struct points_rule_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, kind, scope, target_id, points, per_minor, multiple_bp,"
		" from_day, until_day, months, weekdays, month_days, level_id, birthday, held, active, version"
		" FROM points_rule ORDER BY kind, code LIMIT 500");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct points_rule_row){ .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.kind = (enum points_rule_kind)row_int(&r, i, 2),
			.rate = { (enum goods_scope)row_int(&r, i, 3), row_int(&r, i, 4), (int32_t)row_int(&r, i, 8),
			row_int(&r, i, 5), row_int(&r, i, 6) }, .multiple_bp = row_int(&r, i, 7),
			.window = { (int32_t)row_int(&r, i, 8), (int32_t)row_int(&r, i, 9),
			(unsigned)row_int(&r, i, 10), (unsigned)row_int(&r, i, 11), (unsigned)row_int(&r, i, 12) },
			.level_id = row_int(&r, i, 13), .birthday = row_int(&r, i, 14) != 0,
			.held = row_int(&r, i, 15), .disabled = !row_int(&r, i, 16), .version = row_int(&r, i, 17) };
	return OK;
}

enum err points_rule_insert(struct db *db, const struct points_rule_row *row)
{
	return db_run(db, NULL, "INSERT INTO points_rule (id, code, kind, scope, target_id, points, per_minor,"
		" multiple_bp, from_day, until_day, months, weekdays, month_days, level_id, birthday, held)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", db_int(row->id),
		db_text(row->code), db_int(row->kind), db_int(row->rate.scope), db_int(row->rate.target_id),
		db_int(row->rate.points), db_int(row->rate.per_minor), db_int(row->multiple_bp),
		db_int(row->window.from_day), db_int(row->window.until_day), db_int(row->window.months),
		db_int(row->window.weekdays), db_int(row->window.month_days), db_int(row->level_id),
		db_int(row->birthday), db_int(row->held));
}

enum err points_rule_end(struct db *db, const struct points_rule_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE points_rule SET active = 0, version = version + 1 WHERE id = $1"
		" AND version = $2", db_int(row->id), db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- what moved --------------------------------------------------------------------------------------- */

int64_t points_moved_sum(const struct points_moved *m)
{
	return m->earned + m->spent + m->expired + m->handed;
}

enum err points_rows(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit,
	struct points_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.document_id, d.kind, t.code, d.series, d.running, d.at_ms,"
		" d.business_day, s.earned, s.spent, s.expired, s.handed FROM (SELECT m.document_id,"
		" sum(CASE WHEN m.kind IN ($4, $5, $6) THEN m.amount ELSE 0 END) AS earned,"
		" sum(CASE WHEN m.kind IN ($7, $8) THEN m.amount ELSE 0 END) AS spent,"
		" sum(CASE WHEN m.kind = $9 THEN m.amount ELSE 0 END) AS expired,"
		" sum(CASE WHEN m.kind = $10 THEN m.amount ELSE 0 END) AS handed"
		" FROM lot l JOIN lot_move m ON m.lot_id = l.id WHERE l.member_id = $1 AND l.account = $11"
		" AND m.document_id > $2 GROUP BY m.document_id ORDER BY m.document_id LIMIT $3) s"
		" JOIN document d ON d.id = s.document_id JOIN terminal t ON t.id = d.terminal_id"
		" ORDER BY s.document_id", db_int(member_id), db_int(after_id), db_int(limit), db_int(LOT_CAME),
		db_int(LOT_TAKEN), db_int(LOT_FILLED), db_int(LOT_SPENT), db_int(LOT_BACK), db_int(LOT_EXPIRED),
		db_int(LOT_MOVED), db_int(ACCOUNT_POINTS));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct points_row){ { row_int(&r, i, 0), (int)row_int(&r, i, 1),
			doc_number_text(a, row_text(&r, i, 2), row_int(&r, i, 3), row_int(&r, i, 4)),
			row_int(&r, i, 5), (int32_t)row_int(&r, i, 6) }, { row_int(&r, i, 7), row_int(&r, i, 8),
			row_int(&r, i, 9), row_int(&r, i, 10) } };
	return OK;
}

enum err points_usable_after(struct db *db, struct arena *a, int64_t member_id, int64_t document_id, int64_t at_ms,
	int32_t day, int64_t *usable)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT coalesce(sum(m.amount), 0) FROM lot l JOIN lot_move m ON m.lot_id = l.id"
		" JOIN document d ON d.id = m.document_id WHERE l.member_id = $1 AND l.account = $2"
		" AND l.from_day <= $3 AND (l.until_day = 0 OR l.until_day >= $3)"
		" AND (d.at_ms < $4 OR d.id = $5)", db_int(member_id), db_int(ACCOUNT_POINTS), db_int(day),
		db_int(at_ms), db_int(document_id));

	if (e == OK)
		*usable = row_int(&r, 0, 0) > 0 ? row_int(&r, 0, 0) : 0;
	return e;
}
