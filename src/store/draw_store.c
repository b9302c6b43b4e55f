/* draw_store.c - see draw_store.h. */
#include "store/draw_store.h"

#include "merged_sql_int.h"

#define DRAW_FROM "SELECT id, code, name, free_a_day, points, most_a_day, from_day, until_day, state, version FROM draw"

static struct draw_row draw_of(struct arena *a, const struct db_rows *r, int i)
{
	return (struct draw_row){ .id = row_int(r, i, 0), .code = arena_strdup(a, row_text(r, i, 1)),
		.name = arena_strdup(a, row_text(r, i, 2)),
		.rule = { row_int(r, i, 3), row_int(r, i, 4), row_int(r, i, 5) },
		.from_day = (int32_t)row_int(r, i, 6), .until_day = (int32_t)row_int(r, i, 7),
		.state = (enum draw_state)row_int(r, i, 8), .version = row_int(r, i, 9) };
}

enum err draws(struct db *db, struct arena *a, bool ended, struct draw_row **list, int *n)
{
	struct db_rows r;
	enum err e = ended ? db_query(db, a, &r, DRAW_FROM " ORDER BY id DESC LIMIT $1", db_int(DRAWS_MAX))
		: db_query(db, a, &r, DRAW_FROM " WHERE state < 3 ORDER BY code LIMIT $1", db_int(DRAWS_MAX));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = draw_of(a, &r, i);
	return OK;
}

enum err draw_get(struct db *db, struct arena *a, int64_t id, struct draw_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, DRAW_FROM " WHERE id = $1", db_int(id));

	if (e == OK)
		*out = draw_of(a, &r, 0);
	return e;
}

enum err draw_by_code(struct db *db, struct arena *a, const char *code, struct draw_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, DRAW_FROM " WHERE code = $1 ORDER BY CASE WHEN state < 3 THEN 0 ELSE 1 END,"
		" id DESC LIMIT 1", db_text(code));

	if (e == OK)
		*out = draw_of(a, &r, 0);
	return e;
}

enum err draw_insert(struct db *db, const struct draw_row *row)
{
	return db_run(db, NULL, "INSERT INTO draw (id, code, name, free_a_day, points, most_a_day, from_day, until_day)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->id), db_text(row->code), db_text(row->name),
		db_int(row->rule.free_a_day), db_int(row->rule.points), db_int(row->rule.most_a_day),
		db_int(row->from_day), db_int(row->until_day));
}

enum err draw_turn(struct db *db, const struct draw_row *row, enum draw_state to)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE draw SET state = $3, version = version + 1 WHERE id = $1"
		" AND version = $2", db_int(row->id), db_int(row->version), db_int(to));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- prizes ------------------------------------------------------------------------------------------- */

#define PRIZE_FROM "SELECT p.draw_id, p.n, p.name, p.kind, p.weight, p.points, p.target_id, p.pieces, p.given" \
	" FROM draw_prize p"

static enum err prizes_of(enum err e, struct arena *a, const struct db_rows *r, struct draw_prize_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct draw_prize_row){ row_int(r, i, 0), row_int(r, i, 1),
			arena_strdup(a, row_text(r, i, 2)), (enum prize_kind)row_int(r, i, 3), row_int(r, i, 4),
			row_int(r, i, 5), row_int(r, i, 6), row_int(r, i, 7), row_int(r, i, 8) };
	return OK;
}

enum err draw_prizes(struct db *db, struct arena *a, int64_t draw_id, struct draw_prize_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PRIZE_FROM " WHERE p.draw_id = $1 ORDER BY p.n LIMIT $2", db_int(draw_id),
		db_int(PRIZES_MAX));

	return prizes_of(e, a, &r, list, n);
}

enum err draw_prizes_miscounted(struct db *db, struct arena *a, int limit, struct draw_prize_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PRIZE_FROM " WHERE p.given <> (SELECT count(*) FROM draw_play x"
		" WHERE x.draw_id = p.draw_id AND x.prize = p.n) ORDER BY p.draw_id, p.n LIMIT $1", db_int(limit));

	return prizes_of(e, a, &r, list, n);
}

enum err draw_prize_insert(struct db *db, const struct draw_prize_row *row)
{
	return db_run(db, NULL, "INSERT INTO draw_prize (draw_id, n, name, kind, weight, points, target_id, pieces)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->draw_id), db_int(row->n), db_text(row->name),
		db_int(row->kind), db_int(row->weight), db_int(row->points), db_int(row->target_id),
		db_int(row->pieces));
}

enum err draw_prize_take(struct db *db, int64_t draw_id, int64_t n)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE draw_prize SET given = given + 1 WHERE draw_id = $1 AND n = $2"
		" AND (pieces = 0 OR given < pieces)", db_int(draw_id), db_int(n));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err draw_prize_count(struct db *db, int64_t draw_id, int64_t n)
{
	return db_run(db, NULL, "UPDATE draw_prize SET given = given + 1 WHERE draw_id = $1 AND n = $2",
		db_int(draw_id), db_int(n));
}

/* --- secrets ------------------------------------------------------------------------------------------ */

#define SECRET_FROM "SELECT draw_id, business_day, promise, secret FROM draw_secret"

static struct draw_secret_row secret_of(struct arena *a, const struct db_rows *r, int i)
{
	return (struct draw_secret_row){ row_int(r, i, 0), (int32_t)row_int(r, i, 1),
		arena_strdup(a, row_text(r, i, 2)), arena_strdup(a, row_text(r, i, 3)) };
}

enum err draw_secret_get(struct db *db, struct arena *a, int64_t draw_id, int32_t day, struct draw_secret_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, SECRET_FROM " WHERE draw_id = $1 AND business_day = $2", db_int(draw_id),
		db_int(day));

	if (e == OK)
		*out = secret_of(a, &r, 0);
	return e;
}

enum err draw_secret_put(struct db *db, const struct draw_secret_row *row)
{
	return db_run(db, NULL, "INSERT INTO draw_secret (draw_id, business_day, promise, secret)"
		" VALUES ($1, $2, $3, $4)", db_int(row->draw_id), db_int(row->day), db_text(row->promise),
		db_text(row->secret));
}

enum err draw_secrets_after(struct db *db, struct arena *a, int64_t draw_id, int32_t day, int limit,
	struct draw_secret_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, SECRET_FROM " WHERE draw_id > $1 OR (draw_id = $1 AND business_day > $2)"
		" ORDER BY draw_id, business_day LIMIT $3", db_int(draw_id), db_int(day), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = secret_of(a, &r, i);
	return OK;
}

/* --- what was drawn ----------------------------------------------------------------------------------- */

#define PLAY_COLUMNS "document_id, draw_id, business_day, n, member_id, nth, points, drawn, prize, coupon_id"

static enum err plays_of(enum err e, struct arena *a, const struct db_rows *r, struct draw_play_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct draw_play_row){ row_int(r, i, 0), row_int(r, i, 1), (int32_t)row_int(r, i, 2),
			row_int(r, i, 3), row_int(r, i, 4), row_int(r, i, 5), row_int(r, i, 6), row_int(r, i, 7),
			row_int(r, i, 8), row_int(r, i, 9) };
	return OK;
}

enum err draw_play_put(struct db *db, const struct draw_play_row *row)
{
	return db_run(db, NULL, "INSERT INTO draw_play (" PLAY_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,"
		" $10)", db_int(row->document_id), db_int(row->draw_id), db_int(row->day), db_int(row->n),
		db_int(row->member_id), db_int(row->nth), db_int(row->points), db_int(row->drawn), db_int(row->prize),
		db_int(row->coupon_id));
}

enum err draw_play_of(struct db *db, struct arena *a, int64_t document_id, struct draw_play_row *out)
{
	struct draw_play_row *list;
	struct db_rows r;
	int n = 0;
	enum err e = db_one(db, a, &r, "SELECT " PLAY_COLUMNS " FROM draw_play WHERE document_id = $1",
		db_int(document_id));

	e = plays_of(e, a, &r, &list, &n);
	if (e == OK)
		*out = list[0];
	return e;
}

enum err draw_played(struct db *db, int64_t draw_id, int32_t day, int64_t member_id, int64_t *all, int64_t *his)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT (SELECT coalesce(max(n), 0) FROM draw_play WHERE draw_id = $1"
		" AND business_day = $2), (SELECT count(*) FROM draw_play WHERE member_id" OF_MEMBER("$3")
		" AND draw_id = $1 AND business_day = $2)", db_int(draw_id), db_int(day), db_int(member_id));

	if (e == OK) {
		*all = row_int(&r, 0, 0);
		*his = row_int(&r, 0, 1);
	}
	arena_release(&a);
	return e;
}

enum err draw_plays_of_day(struct db *db, struct arena *a, int64_t draw_id, int32_t day, int64_t after, int limit,
	struct draw_play_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " PLAY_COLUMNS " FROM draw_play WHERE draw_id = $1"
		" AND business_day = $2 AND n > $3 ORDER BY n LIMIT $4", db_int(draw_id), db_int(day), db_int(after),
		db_int(limit));

	return plays_of(e, a, &r, list, n);
}

enum err draw_plays_after(struct db *db, struct arena *a, int64_t after, int limit, struct draw_play_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " PLAY_COLUMNS " FROM draw_play WHERE document_id > $1"
		" ORDER BY document_id LIMIT $2", db_int(after), db_int(limit));

	return plays_of(e, a, &r, list, n);
}
