/* gift_store.c - see gift_store.h. */
#include "store/gift_store.h"

#include "merged_sql_int.h"

#define GIFT_FROM "SELECT id, article_id, points, pieces, given, per_member, from_day, until_day, version" \
	" FROM gift"

static struct gift_row gift_of(const struct db_rows *r, int i)
{
	return (struct gift_row){ .id = row_int(r, i, 0), .article_id = row_int(r, i, 1), .points = row_int(r, i, 2),
		.pieces = row_int(r, i, 3), .given = row_int(r, i, 4), .per_member = row_int(r, i, 5),
		.from_day = (int32_t)row_int(r, i, 6), .until_day = (int32_t)row_int(r, i, 7),
		.version = row_int(r, i, 8) };
}

enum err gifts(struct db *db, struct arena *a, struct gift_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, GIFT_FROM " WHERE active = 1 ORDER BY points, id LIMIT $1", db_int(GIFTS_MAX));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = gift_of(&r, i);
	return OK;
}

enum err gift_get(struct db *db, struct arena *a, int64_t id, struct gift_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, GIFT_FROM " WHERE id = $1", db_int(id));

	if (e == OK)
		*out = gift_of(&r, 0);
	return e;
}

enum err gift_of_article(struct db *db, struct arena *a, int64_t article_id, struct gift_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, GIFT_FROM " WHERE article_id = $1 AND active = 1", db_int(article_id));

	if (e == OK)
		*out = gift_of(&r, 0);
	return e;
}

enum err gift_insert(struct db *db, const struct gift_row *row)
{
	return db_run(db, NULL, "INSERT INTO gift (id, article_id, points, pieces, per_member, from_day, until_day)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)", db_int(row->id), db_int(row->article_id), db_int(row->points),
		db_int(row->pieces), db_int(row->per_member), db_int(row->from_day), db_int(row->until_day));
}

enum err gift_end(struct db *db, const struct gift_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE gift SET active = 0, version = version + 1 WHERE id = $1"
		" AND version = $2", db_int(row->id), db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err gift_update(struct db *db, const struct gift_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE gift SET points = $3, pieces = $4, per_member = $5, from_day = $6,"
		" until_day = $7, version = version + 1 WHERE id = $1 AND version = $2 AND active = 1"
		" AND ($4 = 0 OR given <= $4)", db_int(row->id), db_int(row->version), db_int(row->points),
		db_int(row->pieces), db_int(row->per_member), db_int(row->from_day), db_int(row->until_day));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err gift_take(struct db *db, int64_t id, int64_t pieces)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE gift SET given = given + $2 WHERE id = $1 AND active = 1"
		" AND (pieces = 0 OR given + $2 <= pieces)", db_int(id), db_int(pieces));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err gift_count(struct db *db, int64_t id, int64_t pieces)
{
	return db_run(db, NULL, "UPDATE gift SET given = given + $2 WHERE id = $1", db_int(id), db_int(pieces));
}

enum err gifts_miscounted(struct db *db, struct arena *a, int limit, struct gift_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, GIFT_FROM " g WHERE given <> coalesce((SELECT sum(m.pieces) FROM gift_move m"
		" WHERE m.gift_id = g.id), 0) ORDER BY id LIMIT $1", db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = gift_of(&r, i);
	return OK;
}

/* --- what moved --------------------------------------------------------------------------------------- */

#define MOVE_COLUMNS "document_id, gift_id, member_id, pieces, points, cancels"

static struct gift_move_row move_of(const struct db_rows *r, int i)
{
	return (struct gift_move_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5) };
}

enum err gift_move_put(struct db *db, const struct gift_move_row *row)
{
	return db_run(db, NULL, "INSERT INTO gift_move (" MOVE_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6)",
		db_int(row->document_id), db_int(row->gift_id), db_int(row->member_id), db_int(row->pieces),
		db_int(row->points), db_some(row->cancels));
}

enum err gift_move_of(struct db *db, struct arena *a, int64_t document_id, struct gift_move_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " MOVE_COLUMNS " FROM gift_move WHERE document_id = $1",
		db_int(document_id));

	if (e == OK)
		*out = move_of(&r, 0);
	return e;
}

#define GIVEN_FROM "SELECT m.document_id, m.gift_id, m.member_id, m.pieces, m.points, d.business_day, t.code," \
	" d.series, d.running, coalesce(u.code, ''), coalesce(b.series, 0), coalesce(b.running, 0) FROM gift_move m" \
	" JOIN document d ON d.id = m.document_id JOIN terminal t ON t.id = d.terminal_id" \
	" LEFT JOIN gift_move c ON c.cancels = m.document_id LEFT JOIN document b ON b.id = c.document_id" \
	" LEFT JOIN terminal u ON u.id = b.terminal_id WHERE m.cancels IS NULL"

enum err gifts_given(struct db *db, struct arena *a, int64_t member_id, int64_t gift_id, int limit,
	struct gift_given_row **list, int *n)
{
	struct db_rows r;
	enum err e = member_id ? db_query(db, a, &r, GIVEN_FROM " AND m.member_id" OF_MEMBER("$1")
		" AND ($2 = 0 OR m.gift_id = $2) ORDER BY m.document_id DESC LIMIT $3", db_int(member_id),
		db_int(gift_id), db_int(limit)) : db_query(db, a, &r, GIVEN_FROM " AND ($1 = 0 OR m.gift_id = $1)"
		" ORDER BY m.document_id DESC LIMIT $2", db_int(gift_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct gift_given_row){ { row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), 0 }, (int32_t)row_int(&r, i, 5), row_text(&r, i, 6),
			row_text(&r, i, 9), row_int(&r, i, 7), row_int(&r, i, 8), row_int(&r, i, 10),
			row_int(&r, i, 11) };
	return OK;
}

enum err gift_had(struct db *db, int64_t gift_id, int64_t member_id, int64_t *pieces)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(sum(pieces), 0) FROM gift_move WHERE member_id" OF_MEMBER("$1")
		" AND gift_id = $2", db_int(member_id), db_int(gift_id));

	if (e == OK)
		*pieces = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err gift_moves_after(struct db *db, struct arena *a, int64_t after, int limit, struct gift_move_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " MOVE_COLUMNS " FROM gift_move WHERE document_id > $1"
		" ORDER BY document_id LIMIT $2", db_int(after), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = move_of(&r, i);
	return OK;
}
