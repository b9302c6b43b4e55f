/* label_store.c - see label_store.h. */
#include "store/label_store.h"

/* Flag 32 is ARTICLE_STOPPED. */
#define SOLD "(a.flags / 32) % 2 = 0"

enum err tag_words_get(struct db *db, struct arena *a, int64_t article_id, struct tag_words_row *out)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT origin, grade, version FROM tag_words WHERE article_id = $1",
		db_int(article_id));

	*out = (struct tag_words_row){ article_id, "", "", 0 };
	if (e == OK && r.count)
		*out = (struct tag_words_row){ article_id, row_text(&r, 0, 0), row_text(&r, 0, 1), row_int(&r, 0, 2) };
	return e;
}

enum err tag_words_put(struct db *db, const struct tag_words_row *row)
{
	return db_run(db, NULL, "INSERT INTO tag_words (article_id, origin, grade) VALUES ($1, $2, $3)"
		" ON CONFLICT (article_id) DO UPDATE SET origin = excluded.origin, grade = excluded.grade,"
		" version = tag_words.version + 1", db_int(row->article_id), db_text(row->origin),
		db_text(row->grade));
}

enum err tag_printed_get(struct db *db, struct arena *a, int64_t article_id, struct tag_printed_row *out)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT version, mark, at_ms, printed_at_ms FROM tag_printed"
		" WHERE article_id = $1", db_int(article_id));

	*out = (struct tag_printed_row){ .article_id = article_id, .mark = "" };
	if (e == OK && r.count)
		*out = (struct tag_printed_row){ article_id, row_int(&r, 0, 0), row_text(&r, 0, 1), row_int(&r, 0, 2),
			row_int(&r, 0, 3) };
	return e;
}

enum err tag_printed_put(struct db *db, const struct tag_printed_row *row)
{
	return db_run(db, NULL, "INSERT INTO tag_printed (article_id, version, mark, at_ms, printed_at_ms)"
		" SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT 1 FROM article WHERE id = $1)"
		" ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, mark = excluded.mark,"
		" at_ms = excluded.at_ms, printed_at_ms = excluded.printed_at_ms"
		" WHERE tag_printed.printed_at_ms <= excluded.printed_at_ms",
		db_int(row->article_id), db_int(row->version), db_text(row->mark), db_int(row->at_ms),
		db_int(row->printed_at_ms));
}

static enum err ids_of(struct arena *a, enum err e, const struct db_rows *r, int64_t **ids, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*ids = arena_array(a, (size_t)r->count, sizeof **ids);
	for (int i = 0; i < r->count; i++)
		(*ids)[i] = row_int(r, i, 0);
	return OK;
}

enum err tag_articles_of_category(struct db *db, struct arena *a, int64_t category_id, int64_t limit, int64_t **ids,
	int *n)
{
	struct db_rows r;

	return ids_of(a, db_query(db, a, &r, "WITH RECURSIVE under (id) AS (SELECT CAST($1 AS BIGINT) UNION"
		" SELECT c.id FROM category c JOIN under u ON c.parent_id = u.id)"
		" SELECT a.id FROM article a WHERE a.category_id IN (SELECT id FROM under) AND " SOLD
		" ORDER BY a.number LIMIT $2", db_int(category_id), db_int(limit)), &r, ids, n);
}

enum err tag_articles_priced(struct db *db, struct arena *a, int64_t after_ms, int64_t until_ms, int64_t limit,
	int64_t **ids, int *n)
{
	struct db_rows r;

	return ids_of(a, db_query(db, a, &r, "SELECT a.id FROM article a WHERE a.id IN (SELECT article_id FROM price"
		" WHERE (from_at_ms > $1 AND from_at_ms <= $2) OR (until_at_ms > $1 AND until_at_ms <= $2)) AND " SOLD
		" ORDER BY a.number LIMIT $3", db_int(after_ms), db_int(until_ms), db_int(limit)), &r, ids, n);
}

enum err tag_articles_changed(struct db *db, struct arena *a, int64_t until_ms, int64_t limit, int64_t **ids, int *n)
{
	struct db_rows r;

	return ids_of(a, db_query(db, a, &r, "SELECT a.id FROM tag_printed t JOIN article a ON a.id = t.article_id"
		" LEFT JOIN tag_words w ON w.article_id = a.id WHERE (a.version + coalesce(w.version, 0) <> t.version"
		" OR EXISTS (SELECT 1 FROM price p WHERE p.article_id = a.id AND ((p.from_at_ms > t.at_ms"
		" AND p.from_at_ms <= $1) OR (p.until_at_ms > t.at_ms AND p.until_at_ms <= $1)))) AND " SOLD
		" ORDER BY a.number LIMIT $2", db_int(until_ms), db_int(limit)), &r, ids, n);
}

enum err tag_articles_unprinted(struct db *db, struct arena *a, int64_t limit, int64_t **ids, int *n)
{
	struct db_rows r;

	return ids_of(a, db_query(db, a, &r, "SELECT a.id FROM article a LEFT JOIN tag_printed t ON"
		" t.article_id = a.id WHERE t.article_id IS NULL AND " SOLD " ORDER BY a.number LIMIT $1",
		db_int(limit)), &r, ids, n);
}
