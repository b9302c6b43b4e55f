/* fix_store.c - see fix_store.h. */
#include "store/fix_store.h"

#include "store/article_store.h"

#define STR_(x) #x
#define STR(x) STR_(x)

/* --- codes nobody knew ------------------------------------------------------------------------- */

enum err fix_insert(struct db *db, const struct fix_row *row)
{
	return db_run(db, NULL, "INSERT INTO fix_item (id, code, department_id, price_minor, staff_id, terminal_id,"
		" at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		db_int(row->id), db_text(row->code), db_some(row->department_id),
		row->price_minor >= 0 ? db_int(row->price_minor) : db_text(NULL), db_int(row->staff_id),
		db_int(row->terminal_id), db_int(row->at_ms));
}

enum err fix_sold(struct db *db, int64_t id, int64_t department_id, int64_t price_minor)
{
	return db_run(db, NULL, "UPDATE fix_item SET department_id = $2, price_minor = $3 WHERE id = $1",
		db_int(id), db_int(department_id), db_int(price_minor));
}

enum err fix_codes(struct db *db, struct arena *a, int limit, struct fix_code **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT f.id, f.code, f.department_id, f.price_minor, f.staff_id,"
		" f.terminal_id, f.at_ms, g.times, coalesce(t.code, '') FROM (SELECT max(id) AS id, count(*) AS times"
		" FROM fix_item WHERE done_at_ms IS NULL GROUP BY code) g JOIN fix_item f ON f.id = g.id"
		" LEFT JOIN terminal t ON t.id = f.terminal_id ORDER BY f.id DESC LIMIT $1", db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count + 1, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct fix_code){ .last = { .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.department_id = row_int(&r, i, 2), .price_minor = row_null(&r, i, 3) ? -1 : row_int(&r, i, 3),
			.staff_id = row_int(&r, i, 4), .terminal_id = row_int(&r, i, 5), .at_ms = row_int(&r, i, 6) },
			.times = row_int(&r, i, 7), .terminal = row_text(&r, i, 8) };
	return OK;
}

enum err fix_done(struct db *db, const char *code, int64_t at_ms, int64_t *n)
{
	return db_run(db, n, "UPDATE fix_item SET done_at_ms = $2 WHERE code = $1 AND done_at_ms IS NULL",
		db_text(code), db_int(at_ms));
}

/* --- articles ------------------------------------------------------------------------------------ */

/* Flags 32 is ARTICLE_STOPPED, 2 ARTICLE_OPEN_PRICE. */
#define SOLD "(a.flags / 32) % 2 = 0"
#define PUBLIC "p.article_id = a.id AND p.level <= " STR(PRICE_LEVEL_PUBLIC) \
	" AND p.from_at_ms <= $2 AND p.until_at_ms > $2"
#define NO_PRICE " FROM article a WHERE " SOLD " AND (a.flags / 2) % 2 = 0" \
	" AND NOT EXISTS (SELECT 1 FROM price p WHERE " PUBLIC ")"
#define CHEAP " FROM (SELECT a.number, a.name, a.name_en, a.cost_minor, (SELECT min(p.price_minor) FROM price p" \
	" WHERE " PUBLIC ") AS price_minor FROM article a WHERE a.cost_minor > 0 AND " SOLD ") a" \
	" WHERE a.price_minor < a.cost_minor"
#define NO_UNIT " FROM article a WHERE a.unit = '' AND " SOLD
#define NO_CLASS " FROM article a WHERE a.tax_class = '' AND " SOLD \
	" AND NOT EXISTS (WITH RECURSIVE up (id, parent_id, tax_class) AS (" \
	"SELECT c.id, c.parent_id, c.tax_class FROM category c WHERE c.id = a.category_id UNION" \
	" SELECT c.id, c.parent_id, c.tax_class FROM category c JOIN up ON c.id = up.parent_id)" \
	" SELECT 1 FROM up WHERE tax_class <> '')"
#define CODES " FROM article_alias x JOIN article a ON a.id = x.article_id" \
	" WHERE length(x.code) IN (8, 12, 13, 14) AND " SOLD
#define COLUMNS "SELECT a.number, a.name, a.name_en, a.cost_minor"
#define UP_TO " ORDER BY a.number LIMIT $1"

static enum err query(struct db *db, struct arena *a, enum fix_about about, int64_t at_ms, int limit, struct db_rows *r)
{
	switch (about) {
	case FIX_ABOUT_PRICE:
		return db_query(db, a, r, COLUMNS ", -1, ''" NO_PRICE UP_TO, db_int(limit), db_int(at_ms));
	case FIX_ABOUT_COST:
		return db_query(db, a, r, COLUMNS ", a.price_minor, ''" CHEAP UP_TO, db_int(limit), db_int(at_ms));
	case FIX_ABOUT_UNIT:
		return db_query(db, a, r, COLUMNS ", -1, ''" NO_UNIT UP_TO, db_int(limit));
	case FIX_ABOUT_CLASS:
		return db_query(db, a, r, COLUMNS ", -1, ''" NO_CLASS UP_TO, db_int(limit));
	case FIX_ABOUT_CODES:
		return db_query(db, a, r, COLUMNS ", -1, x.code" CODES UP_TO, db_int(limit));
	default:
		return db_query(db, a, r, COLUMNS ", -1, '' FROM article a WHERE " SOLD UP_TO, db_int(limit));
	}
}

enum err fix_articles(struct db *db, struct arena *a, enum fix_about about, int64_t at_ms, int limit,
	struct fix_article **list, int *n)
{
	struct db_rows r;
	enum err e = query(db, a, about, at_ms, limit, &r);

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count + 1, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct fix_article){ .number = row_text(&r, i, 0), .name = row_text(&r, i, 1),
			.name_en = row_text(&r, i, 2), .cost_minor = row_int(&r, i, 3),
			.price_minor = row_int(&r, i, 4), .code = row_text(&r, i, 5) };
	return OK;
}

static enum err count(struct db *db, struct arena *a, enum fix_about about, int64_t at_ms, struct db_rows *r)
{
	switch (about) {
	case FIX_ABOUT_PRICE:
		return db_one(db, a, r, "SELECT count(*), $1" NO_PRICE, db_int(0), db_int(at_ms));
	case FIX_ABOUT_COST:
		return db_one(db, a, r, "SELECT count(*), $1" CHEAP, db_int(0), db_int(at_ms));
	case FIX_ABOUT_UNIT:
		return db_one(db, a, r, "SELECT count(*)" NO_UNIT);
	default:
		return db_one(db, a, r, "SELECT count(*)" NO_CLASS);
	}
}

enum err fix_article_count(struct db *db, enum fix_about about, int64_t at_ms, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = count(db, &a, about, at_ms, &r);

	if (e == OK)
		*n = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}
