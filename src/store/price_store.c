/* price_store.c - see price_store.h. One function, one statement, but for taking a price back. */
#include "store/price_store.h"

#define BATCH_COLUMNS "b.id, b.name, b.level, b.from_at_ms, b.until_at_ms, b.staff_id, b.made_at_ms, b.state," \
	" (SELECT count(*) FROM price_batch_line l WHERE l.batch_id = b.id), coalesce(s.name, '')"
#define BATCH_FROM " FROM price_batch b LEFT JOIN staff s ON s.id = b.staff_id"

static struct price_batch_row batch_of(const struct db_rows *r, int i)
{
	return (struct price_batch_row){ .id = row_int(r, i, 0), .name = row_text(r, i, 1), .level = row_int(r, i, 2),
		.from_at_ms = row_int(r, i, 3), .until_at_ms = row_int(r, i, 4), .staff_id = row_int(r, i, 5),
		.made_at_ms = row_int(r, i, 6), .state = (int)row_int(r, i, 7), .lines = row_int(r, i, 8),
		.staff = row_text(r, i, 9) };
}

enum err price_batch_put(struct db *db, const struct price_batch_row *row)
{
	return db_run(db, NULL, "INSERT INTO price_batch (id, name, level, from_at_ms, until_at_ms, staff_id,"
		" made_at_ms, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(row->id), db_text(row->name), db_int(row->level), db_int(row->from_at_ms),
		db_int(row->until_at_ms), db_int(row->staff_id), db_int(row->made_at_ms), db_int(row->state));
}

enum err price_batch_get(struct db *db, struct arena *a, int64_t id, struct price_batch_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " BATCH_COLUMNS BATCH_FROM " WHERE b.id = $1", db_int(id));

	if (e == OK)
		*out = batch_of(&r, 0);
	return e;
}

enum err price_batch_abandoned(struct db *db, struct arena *a, int64_t before_ms, int64_t now_ms, int64_t *id,
	int64_t *staff_id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id, CASE WHEN state = 1 THEN staff_id ELSE undone_by END"
		" FROM price_batch b WHERE (state = 1 AND made_at_ms < $1)"
		" OR (state = 3 AND undone_at_ms < $1 AND from_at_ms > $2 AND EXISTS"
		" (SELECT 1 FROM price_batch_line l WHERE l.batch_id = b.id AND l.done = 1))"
		" ORDER BY id LIMIT 1", db_int(before_ms), db_int(now_ms));

	if (e == OK) {
		*id = row_int(&r, 0, 0);
		*staff_id = row_int(&r, 0, 1);
	}
	return e;
}

enum err price_batches(struct db *db, struct arena *a, int limit, struct price_batch_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " BATCH_COLUMNS BATCH_FROM " ORDER BY b.id DESC LIMIT $1",
		db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = batch_of(&r, i);
	return OK;
}

enum err price_batch_state_set(struct db *db, int64_t id, int from, int to, int64_t at_ms, int64_t staff_id)
{
	int64_t changed = 0;
	enum err e = to == BATCH_UNDONE
		? db_run(db, &changed, "UPDATE price_batch SET state = 3, undone_at_ms = $3, undone_by = $4"
			" WHERE id = $1 AND state = $2", db_int(id), db_int(from), db_int(at_ms), db_int(staff_id))
		: db_run(db, &changed, "UPDATE price_batch SET state = $3 WHERE id = $1 AND state = $2",
			db_int(id), db_int(from), db_int(to));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err price_batch_line_put(struct db *db, int64_t batch_id, const struct price_batch_line_row *row)
{
	return db_run(db, NULL, "INSERT INTO price_batch_line (batch_id, article_id, was_minor, was_until_ms,"
		" price_minor) VALUES ($1, $2, $3, $4, $5)",
		db_int(batch_id), db_int(row->article_id), db_int(row->was_minor), db_int(row->was_until_ms),
		db_int(row->price_minor));
}

enum err price_batch_lines(struct db *db, struct arena *a, int64_t batch_id, int64_t after_id, bool done, int limit,
	struct price_batch_line_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT article_id, was_minor, was_until_ms, price_minor, done"
		" FROM price_batch_line WHERE batch_id = $1 AND article_id > $2 AND done = $3 ORDER BY article_id"
		" LIMIT $4", db_int(batch_id), db_int(after_id), db_int(done), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct price_batch_line_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4) != 0 };
	return OK;
}

enum err price_batch_line_done(struct db *db, int64_t batch_id, const struct price_batch_line_row *row)
{
	return db_run(db, NULL, "UPDATE price_batch_line SET was_minor = $3, was_until_ms = $4, done = $5"
		" WHERE batch_id = $1 AND article_id = $2",
		db_int(batch_id), db_int(row->article_id), db_int(row->was_minor), db_int(row->was_until_ms),
		db_int(row->done));
}

enum err price_take_back(struct db *db, int64_t article_id, int64_t level, int64_t from_at_ms, int64_t price_minor,
	int64_t until_ms, bool *taken)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "DELETE FROM price WHERE article_id = $1 AND level = $2 AND from_at_ms = $3"
		" AND price_minor = $4", db_int(article_id), db_int(level), db_int(from_at_ms), db_int(price_minor));

	*taken = changed == 1;
	if (e != OK || !*taken || until_ms == 0)
		return e;
	return db_run(db, NULL, "UPDATE price SET until_at_ms = $4 WHERE article_id = $1 AND level = $2"
		" AND from_at_ms < $3 AND until_at_ms = $3",
		db_int(article_id), db_int(level), db_int(from_at_ms), db_int(until_ms));
}
