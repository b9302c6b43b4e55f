/* points_store.c - see points_store.h. */
#include "store/points_store.h"

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

/* What he has now, less what came since. */
#define USABLE_ON(lot) " AND " lot ".from_day <= $3 AND (" lot ".until_day = 0 OR " lot ".until_day >= $3)"

enum err points_usable_after(struct db *db, struct arena *a, int64_t member_id, int64_t document_id, int64_t at_ms,
	int32_t day, int64_t *usable)
{
	struct db_rows r;
	int64_t now;
	enum err e = db_one(db, a, &r, "SELECT coalesce(sum(rest), 0) FROM lot WHERE member_id = $1 AND account = $2"
		" AND rest <> 0" USABLE_ON("lot"), db_int(member_id), db_int(ACCOUNT_POINTS), db_int(day));

	if (e != OK)
		return e;
	now = row_int(&r, 0, 0);
	e = db_one(db, a, &r, "SELECT coalesce(sum(m.amount), 0) FROM lot_moved s"
		" JOIN lot_move m ON m.document_id = s.document_id JOIN lot l ON l.id = m.lot_id"
		" WHERE s.account = $2 AND s.member_id = $1 AND s.at_ms >= $4 AND s.document_id <> $5"
		" AND l.member_id = $1 AND l.account = $2" USABLE_ON("l"), db_int(member_id), db_int(ACCOUNT_POINTS),
		db_int(day), db_int(at_ms), db_int(document_id));
	if (e == OK)
		*usable = now > row_int(&r, 0, 0) ? now - row_int(&r, 0, 0) : 0;
	return e;
}
