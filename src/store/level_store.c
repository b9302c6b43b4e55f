/* level_store.c - see level_store.h. */
#include "store/level_store.h"

#include "merged_sql_int.h"
#include "model/document.h"
#include "model/member/lot.h"
#include "model/member/member.h"

static enum err put_conditions(struct db *db, const struct level *row)
{
	enum err e = db_run(db, NULL, "DELETE FROM level_condition WHERE level_id = $1", db_int(row->id));

	for (int i = 0; e == OK && i < row->condition_count; i++) {
		const struct level_condition *c = &row->conditions[i];

		e = db_run(db, NULL, "INSERT INTO level_condition (level_id, n, measure, time_window, days, rank,"
			" at_least) VALUES ($1, $2, $3, $4, $5, $6, $7)", db_int(row->id), db_int(i + 1),
			db_int(c->measure), db_int(c->window), db_int(c->n), db_int(c->rank), db_int(c->at_least));
	}
	return e;
}

static enum err load_conditions(struct db *db, struct level *list, int n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT level_id, measure, time_window, days, rank, at_least"
		" FROM level_condition ORDER BY level_id, n");

	for (int i = 0; e == OK && i < r.count; i++)
		for (int k = 0; k < n; k++)
			if (list[k].id == row_int(&r, i, 0) && list[k].condition_count < LEVEL_CONDITIONS_MAX)
				list[k].conditions[list[k].condition_count++] = (struct level_condition){
					(enum level_measure)row_int(&r, i, 1), (enum level_window)row_int(&r, i, 2),
					(int)row_int(&r, i, 3), (int)row_int(&r, i, 4), row_int(&r, i, 5) };
	arena_release(&a);
	return e;
}

enum err levels_list(struct db *db, struct arena *a, struct level **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, rank, price_level, discount_bp, points_bp,"
		" birthday_bp, benefits, need_all, flags, people_max, active, version FROM level ORDER BY rank");

	*n = 0;
	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct level){ .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.name = row_text(&r, i, 2), .name_en = row_text(&r, i, 3), .rank = (int)row_int(&r, i, 4),
			.price_level = (int)row_int(&r, i, 5), .discount_bp = row_int(&r, i, 6),
			.points_bp = row_int(&r, i, 7), .birthday_bp = row_int(&r, i, 8),
			.benefits = row_text(&r, i, 9), .need_all = row_int(&r, i, 10) != 0,
			.flags = (unsigned)row_int(&r, i, 11), .people_max = row_int(&r, i, 12),
			.disabled = !row_int(&r, i, 13), .version = row_int(&r, i, 14) };
	return r.count ? load_conditions(db, *list, *n) : OK;
}

enum err level_insert(struct db *db, const struct level *row)
{
	enum err e = db_run(db, NULL, "INSERT INTO level (id, code, name, name_en, rank, price_level, discount_bp,"
		" points_bp, birthday_bp, benefits, need_all, flags, people_max, active) VALUES ($1, $2, $3, $4, $5,"
		" $6, $7, $8, $9, $10, $11, $12, $13, $14)", db_int(row->id), db_text(row->code), db_text(row->name),
		db_text(row->name_en), db_int(row->rank), db_int(row->price_level), db_int(row->discount_bp),
		db_int(row->points_bp), db_int(row->birthday_bp), db_text(row->benefits), db_int(row->need_all),
		db_int(row->flags), db_int(row->people_max), db_int(!row->disabled));

	return e == OK ? put_conditions(db, row) : e;
}

enum err level_update(struct db *db, const struct level *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE level SET name = $2, name_en = $3, rank = $4, price_level = $5,"
		" discount_bp = $6, points_bp = $7, birthday_bp = $8, benefits = $9, need_all = $10, flags = $11,"
		" people_max = $12, active = $13, version = version + 1 WHERE id = $1 AND version = $14",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_int(row->rank),
		db_int(row->price_level), db_int(row->discount_bp), db_int(row->points_bp), db_int(row->birthday_bp),
		db_text(row->benefits), db_int(row->need_all), db_int(row->flags), db_int(row->people_max),
		db_int(!row->disabled), db_int(row->version));

	if (e == OK && changed != 1)
		return ERR_STALE;
	return e == OK ? put_conditions(db, row) : e;
}

enum err level_people(struct db *db, int64_t level_id, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM member WHERE level_id = $1 AND level_id IS NOT NULL",
		db_int(level_id));

	if (e == OK)
		*n = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

/* --- of a member ------------------------------------------------------------------------------------ */

#define HISTORY "SELECT id, member_id, level_id, rank, way, document_id, from_day, until_day, undone_by, staff_id," \
	" reason_id, note, at_ms FROM member_level "

static enum err history(enum err e, const struct db_rows *r, struct arena *a, struct member_level_row **list, int *n)
{
	*n = 0;
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct member_level_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2),
			(int)row_int(r, i, 3), (int)row_int(r, i, 4), row_int(r, i, 5), (int32_t)row_int(r, i, 6),
			(int32_t)row_int(r, i, 7), row_int(r, i, 8), row_int(r, i, 9), row_int(r, i, 10),
			row_text(r, i, 11), row_int(r, i, 12) };
	return OK;
}

/* Of a history that is too long the newest part. */
enum err member_levels(struct db *db, struct arena *a, int64_t member_id, struct member_level_row **list, int *n)
{
	struct db_rows r;
	enum err e = history(db_query(db, a, &r, HISTORY "WHERE member_id" OF_MEMBER("$1") " ORDER BY id DESC LIMIT $2",
		db_int(member_id), db_int(MEMBER_LEVELS_MAX)), &r, a, list, n);

	for (int i = 0; e == OK && i < *n / 2; i++) {
		const struct member_level_row row = (*list)[i];

		(*list)[i] = (*list)[*n - 1 - i];
		(*list)[*n - 1 - i] = row;
	}
	return e;
}

enum err member_levels_of(struct db *db, struct arena *a, int64_t document_id, struct member_level_row **list, int *n)
{
	struct db_rows r;

	return history(db_query(db, a, &r, HISTORY "WHERE document_id = $1 AND document_id IS NOT NULL"
		" AND undone_by IS NULL ORDER BY id LIMIT $2", db_int(document_id), db_int(MEMBER_LEVELS_MAX)), &r, a,
		list, n);
}

enum err member_levels_after(struct db *db, struct arena *a, int64_t id, int limit, struct member_level_row **list,
	int *n)
{
	struct db_rows r;

	return history(db_query(db, a, &r, HISTORY "WHERE id > $1 ORDER BY id LIMIT $2", db_int(id), db_int(limit)), &r,
		a, list, n);
}

/* He has a level that no entry gives him; or the last one that stands is open, and gives him another. */
enum err member_levels_lone(struct db *db, struct arena *a, int limit, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT m.id FROM member m WHERE m.level_id IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM member_level h WHERE h.member_id = m.id AND h.level_id = m.level_id"
		" AND h.undone_by IS NULL) UNION SELECT m.id FROM member_level h JOIN member m ON m.id = h.member_id"
		" WHERE h.undone_by IS NULL AND h.until_day = 0 AND coalesce(h.level_id, 0) <> coalesce(m.level_id, 0)"
		" AND NOT EXISTS (SELECT 1 FROM member_level k WHERE k.member_id = h.member_id AND k.id > h.id"
		" AND k.undone_by IS NULL) ORDER BY 1 LIMIT $1", db_int(limit));

	*n = 0;
	if (e != OK)
		return e;
	*n = r.count;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (int i = 0; i < r.count; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return OK;
}

enum err member_level_insert(struct db *db, const struct member_level_row *row)
{
	return db_run(db, NULL, "INSERT INTO member_level (id, member_id, level_id, rank, way, document_id, from_day,"
		" until_day, undone_by, staff_id, reason_id, note, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
		" $10, $11, $12, $13)", db_int(row->id), db_int(row->member_id), db_some(row->level_id),
		db_int(row->rank), db_int(row->way), db_some(row->document_id), db_int(row->from_day),
		db_int(row->until_day), db_some(row->undone_by), db_int(row->staff_id), db_some(row->reason_id),
		db_text(row->note), db_int(row->at_ms));
}

enum err member_level_undo(struct db *db, int64_t id, int64_t document_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE member_level SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL",
		db_int(id), db_int(document_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err member_level_set(struct db *db, int64_t member_id, int64_t level_id, int32_t review_day)
{
	return db_run(db, NULL, "UPDATE member SET level_id = $2, review_day = $3 WHERE id = $1", db_int(member_id),
		db_some(level_id), db_int(review_day));
}

enum err members_to_review(struct db *db, struct arena *a, int32_t day, const struct member_review *after, int limit,
	struct member_review **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, review_day FROM member WHERE review_day > 0 AND review_day <= $1"
		" AND (review_day, id) > ($2, $3) ORDER BY review_day, id LIMIT $4", db_int(day),
		db_int(after->review_day), db_int(after->member_id), db_int(limit));

	*n = 0;
	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct member_review){ row_int(&r, i, 0), (int32_t)row_int(&r, i, 1) };
	return OK;
}

enum err members_introduced(struct db *db, struct arena *a, int64_t referrer_id, int64_t *all,
	int64_t by_rank[LEVELS_MAX + 1])
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT coalesce(l.rank, 0), count(*) FROM member m"
		" JOIN member_sum s ON s.member_id = m.id LEFT JOIN level l ON l.id = m.level_id"
		" WHERE m.referrer_id" OF_MEMBER("$1") " AND m.referrer_id IS NOT NULL AND m.state IN ($2, $3)"
		" AND s.visits > 0 GROUP BY coalesce(l.rank, 0)", db_int(referrer_id), db_int(MEMBER_ACTIVE),
		db_int(MEMBER_FROZEN));

	*all = 0;
	for (int i = 0; i <= LEVELS_MAX; i++)
		by_rank[i] = 0;
	for (int i = 0; e == OK && i < r.count; i++) {
		int64_t rank = row_int(&r, i, 0);

		if (rank >= 0 && rank <= LEVELS_MAX)
			by_rank[rank] += row_int(&r, i, 1);
		*all += row_int(&r, i, 1);
	}
	return e;
}

enum err member_points_days(struct db *db, struct arena *a, int64_t member_id, struct points_day **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT coalesce(s.business_day, d.business_day), sum(m.amount)"
		" FROM (SELECT document_id FROM lot_moved WHERE account = $2 AND member_id = $1) p"
		" JOIN document d ON d.id = p.document_id"
		" LEFT JOIN document s ON s.id = d.original_id JOIN lot_move m ON m.document_id = d.id"
		" JOIN lot l ON l.id = m.lot_id WHERE l.account = $2 AND l.member_id = $1 AND m.kind IN ($3, $4)"
		" AND d.kind IN ($5, $6, $7) GROUP BY coalesce(s.business_day, d.business_day) ORDER BY 1",
		db_int(member_id), db_int(ACCOUNT_POINTS), db_int(LOT_CAME), db_int(LOT_TAKEN), db_int(DOC_SALE),
		db_int(DOC_RETURN), db_int(DOC_VOID));

	*n = 0;
	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct points_day){ (int32_t)row_int(&r, i, 0), row_int(&r, i, 1) };
	return OK;
}
