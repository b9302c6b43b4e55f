/* article_store.c - see article_store.h. One function, one statement. */
#include "store/article_store.h"

#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"

#define EACH_SLICE 250 /* articles in one read of all of them */
#define SOLD_SLICE 500 /* documents in one read of what was sold */
#define STR_(x) #x
#define STR(x) STR_(x)

/* --- as sold ------------------------------------------------------------------------------- */

/* The lowest public price in force, and at a tie the lowest level, as one number: price * LEVELS + level. A minimum
 * needs no sorting, which would cost as much as the rest of the lookup. */
#define LEVELS 10
#define ARTICLE_COLUMNS "a.id, a.number, a.name, a.name_en, a.spec, a.unit, a.category_id, a.department_id," \
	" a.tax_rate_id, a.flags, a.cost_minor, a.version, (SELECT min(p.price_minor * " STR(LEVELS) " + p.level)" \
	" FROM price p WHERE p.article_id = a.id AND p.level <= " STR(PRICE_LEVEL_PUBLIC) \
	" AND p.from_at_ms <= $2 AND p.until_at_ms > $2), a.supplier_id, a.deposit_id, a.age_min, a.price_min_minor," \
	" a.price_max_minor, a.label_min_minor, a.label_max_minor, a.tax_class, a.tare_milli"
#define CODE_COLUMN 22 /* what the code said stands behind them */

static struct article article_of(const struct db_rows *r)
{
	return (struct article){
		.id = row_int(r, 0, 0), .number = row_text(r, 0, 1), .name = row_text(r, 0, 2),
		.name_en = row_text(r, 0, 3), .spec = row_text(r, 0, 4), .unit = row_text(r, 0, 5),
		.category_id = row_int(r, 0, 6), .department_id = row_int(r, 0, 7), .tax_rate_id = row_int(r, 0, 8),
		.flags = (unsigned)row_int(r, 0, 9), .cost_minor = row_int(r, 0, 10), .version = row_int(r, 0, 11),
		.price_minor = row_null(r, 0, 12) ? -1 : row_int(r, 0, 12) / LEVELS,
		.price_level = (int)(row_int(r, 0, 12) % LEVELS),
		.supplier_id = row_int(r, 0, 13), .deposit_id = row_int(r, 0, 14), .age_min = row_int(r, 0, 15),
		.price_min_minor = row_int(r, 0, 16), .price_max_minor = row_int(r, 0, 17),
		.label_min_minor = row_int(r, 0, 18), .label_max_minor = row_int(r, 0, 19),
		.tax_class = row_text(r, 0, 20), .tare_milli = row_int(r, 0, 21),
		.code = row_text(r, 0, 1), .pack_milli = 1000, .pack_price_minor = -1
	};
}

static void code_of(const struct db_rows *r, const char *code, struct article *out)
{
	out->code = code;
	out->pack_milli = row_int(r, 0, CODE_COLUMN);
	out->pack_price_minor = row_null(r, 0, CODE_COLUMN + 1) ? -1 : row_int(r, 0, CODE_COLUMN + 1);
	if (*row_text(r, 0, CODE_COLUMN + 2))
		out->unit = row_text(r, 0, CODE_COLUMN + 2);
}

enum err article_at_key(struct db *db, struct arena *a, int64_t key, int64_t at_ms, struct article *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " ARTICLE_COLUMNS ", c.pack_milli, c.price_minor,"
		" c.unit FROM article_code c JOIN article a ON a.id = c.article_id WHERE c.code = $1", db_int(key),
			db_int(at_ms));

	if (e != OK)
		return e;
	*out = article_of(&r);
	code_of(&r, out->number, out);
	return OK;
}

enum err article_at_alias(struct db *db, struct arena *a, const char *code, int64_t at_ms, struct article *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " ARTICLE_COLUMNS ", c.pack_milli, c.price_minor,"
		" c.unit FROM article_alias c JOIN article a ON a.id = c.article_id WHERE c.code = $1", db_text(code),
			db_int(at_ms));

	if (e != OK)
		return e;
	*out = article_of(&r);
	code_of(&r, arena_strdup(a, code), out);
	return OK;
}

enum err article_at_number(struct db *db, struct arena *a, const char *number, int64_t at_ms, struct article *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " ARTICLE_COLUMNS " FROM article a WHERE a.number = $1",
		db_text(number), db_int(at_ms));

	if (e == OK)
		*out = article_of(&r);
	return e;
}

enum err article_at_id(struct db *db, struct arena *a, int64_t id, int64_t at_ms, struct article *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " ARTICLE_COLUMNS " FROM article a WHERE a.id = $1", db_int(id),
		db_int(at_ms));

	if (e == OK)
		*out = article_of(&r);
	return e;
}

/* --- articles ------------------------------------------------------------------------------ */

enum err articles_first(struct db *db, struct arena *a, int limit, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id FROM article ORDER BY number LIMIT $1", db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (int i = 0; i < r.count; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return OK;
}

enum err article_insert(struct db *db, const struct article *row)
{
	return db_run(db, NULL, "INSERT INTO article (id, number, name, name_en, spec, unit, category_id,"
		" department_id, tax_rate_id, flags, cost_minor, supplier_id, deposit_id, age_min, price_min_minor,"
		" price_max_minor, label_min_minor, label_max_minor, tax_class, tare_milli)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
		db_int(row->id), db_text(row->number), db_text(row->name), db_text(row->name_en),
		db_text(row->spec), db_text(row->unit), db_int(row->category_id), db_int(row->department_id),
		db_int(row->tax_rate_id), db_int(row->flags), db_int(row->cost_minor), db_some(row->supplier_id),
		db_some(row->deposit_id), db_int(row->age_min), db_int(row->price_min_minor),
		db_int(row->price_max_minor), db_int(row->label_min_minor), db_int(row->label_max_minor),
		db_text(row->tax_class ? row->tax_class : ""), db_int(row->tare_milli));
}

enum err article_update(struct db *db, const struct article *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE article SET name = $2, name_en = $3, spec = $4, unit = $5,"
		" category_id = $6, department_id = $7, tax_rate_id = $8, flags = $9, cost_minor = $10,"
		" supplier_id = $12, deposit_id = $13, age_min = $14, price_min_minor = $15, price_max_minor = $16,"
		" label_min_minor = $17, label_max_minor = $18, tax_class = $19, tare_milli = $20,"
		" version = version + 1 WHERE id = $1 AND version = $11",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_text(row->spec), db_text(row->unit),
		db_int(row->category_id), db_int(row->department_id), db_int(row->tax_rate_id), db_int(row->flags),
		db_int(row->cost_minor), db_int(row->version), db_some(row->supplier_id),
		db_some(row->deposit_id), db_int(row->age_min), db_int(row->price_min_minor),
		db_int(row->price_max_minor), db_int(row->label_min_minor), db_int(row->label_max_minor),
		db_text(row->tax_class ? row->tax_class : ""), db_int(row->tare_milli));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err article_number_last(struct db *db, struct arena *a, const char **number)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT number FROM article WHERE number >= '100000' AND number < '9'"
		" AND length(number) = 6 ORDER BY number DESC LIMIT 1");

	if (e == OK)
		*number = row_text(&r, 0, 0);
	return e;
}

enum err article_count(struct db *db, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM article");

	if (e == OK)
		*n = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err article_revision_last(struct db *db, int64_t *id)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT id FROM revision WHERE table_name = 'article'"
		" ORDER BY id DESC LIMIT 1");

	*id = e == OK && r.count ? row_int(&r, 0, 0) : 0;
	arena_release(&a);
	return e;
}

/* --- codes --------------------------------------------------------------------------------- */

static struct db_arg own_price(const struct code_row *row)
{
	return row->price_minor < 0 ? db_text(NULL) : db_int(row->price_minor);
}

static struct db_arg pack_unit(const struct code_row *row)
{
	return db_text(row->unit ? row->unit : "");
}

enum err code_insert(struct db *db, const struct code_row *row)
{
	if (row->key < 0)
		return db_run(db, NULL, "INSERT INTO article_alias (code, article_id, pack_milli, price_minor, unit)"
			" VALUES ($1, $2, $3, $4, $5)", db_text(row->alias), db_int(row->article_id),
			db_int(row->pack_milli), own_price(row), pack_unit(row));
	return db_run(db, NULL, "INSERT INTO article_code (code, article_id, pack_milli, price_minor, unit)"
		" VALUES ($1, $2, $3, $4, $5)", db_int(row->key), db_int(row->article_id), db_int(row->pack_milli),
		own_price(row), pack_unit(row));
}

enum err code_update(struct db *db, const struct code_row *row)
{
	int64_t changed = 0;
	enum err e;

	if (row->key < 0)
		e = db_run(db, &changed, "UPDATE article_alias SET pack_milli = $3, price_minor = $4, unit = $5"
			" WHERE code = $1 AND article_id = $2", db_text(row->alias), db_int(row->article_id),
			db_int(row->pack_milli), own_price(row), pack_unit(row));
	else
		e = db_run(db, &changed, "UPDATE article_code SET pack_milli = $3, price_minor = $4, unit = $5"
			" WHERE code = $1 AND article_id = $2", db_int(row->key), db_int(row->article_id),
			db_int(row->pack_milli), own_price(row), pack_unit(row));
	return e == OK && changed != 1 ? ERR_NOTFOUND : e;
}

enum err code_delete(struct db *db, int64_t key, const char *alias)
{
	if (key < 0)
		return db_run(db, NULL, "DELETE FROM article_alias WHERE code = $1", db_text(alias));
	return db_run(db, NULL, "DELETE FROM article_code WHERE code = $1", db_int(key));
}

enum err codes_of(struct db *db, struct arena *a, int64_t article_id, struct code_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT code, '', pack_milli, price_minor, unit FROM article_code"
		" WHERE article_id = $1 UNION ALL SELECT -1, code, pack_milli, price_minor, unit FROM article_alias"
		" WHERE article_id = $1 ORDER BY 1, 2 LIMIT 1000", db_int(article_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct code_row){ row_int(&r, i, 0), row_text(&r, i, 1), article_id, row_int(&r, i, 2),
			row_null(&r, i, 3) ? -1 : row_int(&r, i, 3), row_text(&r, i, 4) };
	return OK;
}

/* --- prices -------------------------------------------------------------------------------- */

static struct price_row price_of(const struct db_rows *r, int i)
{
	return (struct price_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3) };
}

enum err price_at(struct db *db, struct arena *a, int64_t article_id, int64_t level, int64_t at_ms,
	struct price_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT level, from_at_ms, until_at_ms, price_minor FROM price"
		" WHERE article_id = $1 AND level = $2 AND from_at_ms <= $3 AND until_at_ms > $3"
		" ORDER BY from_at_ms DESC LIMIT 1", db_int(article_id), db_int(level), db_int(at_ms));

	if (e == OK)
		*out = price_of(&r, 0);
	return e;
}

enum err price_of_members(struct db *db, int64_t article_id, int64_t level, int64_t at_ms, int64_t *minor)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT min(price_minor) FROM price WHERE article_id = $1"
		" AND level > " STR(PRICE_LEVEL_PUBLIC) " AND level <= $2 AND from_at_ms <= $3 AND until_at_ms > $3",
		db_int(article_id), db_int(level), db_int(at_ms));

	if (e == OK && row_null(&r, 0, 0))
		e = ERR_NOTFOUND;
	if (e == OK)
		*minor = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err prices_of(struct db *db, struct arena *a, int64_t article_id, struct price_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT level, from_at_ms, until_at_ms, price_minor FROM price"
		" WHERE article_id = $1 ORDER BY from_at_ms DESC, level LIMIT 1000", db_int(article_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = price_of(&r, i);
	return OK;
}

enum err price_next(struct db *db, int64_t article_id, int64_t level, int64_t after_ms, int64_t *from_at_ms)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT min(from_at_ms) FROM price"
		" WHERE article_id = $1 AND level = $2 AND from_at_ms > $3",
		db_int(article_id), db_int(level), db_int(after_ms));

	if (e == OK)
		*from_at_ms = row_null(&r, 0, 0) ? PRICE_FOREVER_MS : row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err price_end(struct db *db, int64_t article_id, int64_t level, int64_t at_ms)
{
	return db_run(db, NULL, "UPDATE price SET until_at_ms = $3"
		" WHERE article_id = $1 AND level = $2 AND from_at_ms < $3 AND until_at_ms > $3",
		db_int(article_id), db_int(level), db_int(at_ms));
}

enum err price_none(struct db *db, int64_t article_id, int64_t level, int64_t at_ms)
{
	enum err e = price_end(db, article_id, level, at_ms);

	return e == OK ? db_run(db, NULL, "DELETE FROM price WHERE article_id = $1 AND level = $2 AND from_at_ms = $3",
		db_int(article_id), db_int(level), db_int(at_ms)) : e;
}

enum err price_put(struct db *db, int64_t article_id, const struct price_row *row)
{
	return db_run(db, NULL, "INSERT INTO price (article_id, level, from_at_ms, until_at_ms, price_minor)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (article_id, level, from_at_ms)"
		" DO UPDATE SET until_at_ms = excluded.until_at_ms, price_minor = excluded.price_minor",
		db_int(article_id), db_int(row->level), db_int(row->from_at_ms), db_int(row->until_at_ms),
		db_int(row->price_minor));
}

/* --- categories ---------------------------------------------------------------------------- */

enum err categories_list(struct db *db, struct arena *a, struct category_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, parent_id, code, name, name_en, version, age_min, margin_bp,"
		" ban_from_minute, ban_until_minute, tax_class FROM category"
		" ORDER BY code LIMIT 50000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct category_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4), row_int(&r, i, 5), { row_int(&r, i, 6),
			row_int(&r, i, 7), (int)row_int(&r, i, 8), (int)row_int(&r, i, 9), row_text(&r, i, 10) } };
	return OK;
}

int64_t category_top(const struct category_row *list, int n, int64_t id)
{
	for (int depth = 0; depth < CATEGORY_DEPTH_MAX; depth++) {
		int64_t parent = 0;

		for (int i = 0; i < n; i++)
			if (list[i].id == id)
				parent = list[i].parent_id;
		if (!parent)
			return id;
		id = parent;
	}
	return id;
}

enum err category_put(struct db *db, const struct category_row *row)
{
	return db_run(db, NULL, "INSERT INTO category (id, parent_id, code, name, name_en, age_min, margin_bp,"
		" ban_from_minute, ban_until_minute, tax_class) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		db_int(row->id), db_some(row->parent_id), db_text(row->code), db_text(row->name),
		db_text(row->name_en), db_int(row->rules.age_min), db_int(row->rules.margin_bp),
		db_int(row->rules.ban_from_minute), db_int(row->rules.ban_until_minute),
		db_text(row->rules.tax_class));
}

enum err category_update(struct db *db, const struct category_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE category SET parent_id = $2, name = $3, name_en = $4,"
		" age_min = $6, margin_bp = $7, ban_from_minute = $8, ban_until_minute = $9, tax_class = $10,"
		" version = version + 1 WHERE id = $1 AND version = $5", db_int(row->id), db_some(row->parent_id),
		db_text(row->name), db_text(row->name_en), db_int(row->version), db_int(row->rules.age_min),
		db_int(row->rules.margin_bp), db_int(row->rules.ban_from_minute), db_int(row->rules.ban_until_minute),
		db_text(row->rules.tax_class));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- all of them --------------------------------------------------------------------------- */

/* Rows of one article follow each other: itself (part 0), then its codes (1) and aliases (2). */
struct gathering {
	article_fn fn;
	void *ctx;
	struct arena arena;
	struct article_full now;
	struct code_row codes[ARTICLE_CODES_MAX];
	bool any;
};

static enum err hand_over(struct gathering *g)
{
	enum err e = OK;

	if (g->any) {
		g->now.codes = g->codes;
		e = g->fn(g->ctx, &g->now);
	}
	arena_clear(&g->arena);
	g->now = (struct article_full){ .code_count = 0 };
	return e;
}

static void begin_article(struct gathering *g, const struct db_rows *r)
{
	struct arena *a = &g->arena;

	g->any = true;
	g->now.article = (struct article){
		.id = row_int(r, 0, 0), .number = arena_strdup(a, row_text(r, 0, 2)),
		.name = arena_strdup(a, row_text(r, 0, 3)), .name_en = arena_strdup(a, row_text(r, 0, 4)),
		.spec = arena_strdup(a, row_text(r, 0, 5)), .unit = arena_strdup(a, row_text(r, 0, 6)),
		.category_id = row_int(r, 0, 7), .department_id = row_int(r, 0, 8), .tax_rate_id = row_int(r, 0, 9),
		.flags = (unsigned)row_int(r, 0, 10), .cost_minor = row_int(r, 0, 11), .version = row_int(r, 0, 12),
		.price_minor = row_null(r, 0, 13) ? -1 : row_int(r, 0, 13), .pack_milli = 1000, .pack_price_minor = -1,
		.supplier_id = row_int(r, 0, 16), .deposit_id = row_int(r, 0, 17), .age_min = row_int(r, 0, 18),
		.price_min_minor = row_int(r, 0, 19), .price_max_minor = row_int(r, 0, 20),
		.label_min_minor = row_int(r, 0, 21), .label_max_minor = row_int(r, 0, 22),
		.tax_class = arena_strdup(a, row_text(r, 0, 23)), .tare_milli = row_int(r, 0, 25)
	};
	g->now.deposit_number = arena_strdup(a, row_text(r, 0, 24));
	g->now.member_minor = row_null(r, 0, 26) ? -1 : row_int(r, 0, 26);
}

static enum err gather(void *ctx, const struct db_rows *r)
{
	struct gathering *g = ctx;
	struct code_row *code = &g->codes[g->now.code_count];

	if (row_int(r, 0, 1) == 0) {
		enum err e = hand_over(g);

		begin_article(g, r);
		return e;
	}
	if (g->now.code_count == ARTICLE_CODES_MAX)
		return OK;
	g->now.code_count++;
	*code = (struct code_row){ .key = row_int(r, 0, 14), .alias = arena_strdup(&g->arena, row_text(r, 0, 2)),
		.article_id = row_int(r, 0, 0), .pack_milli = row_int(r, 0, 15),
		.price_minor = row_null(r, 0, 13) ? -1 : row_int(r, 0, 13),
		.unit = arena_strdup(&g->arena, row_text(r, 0, 23)) };
	return OK;
}

/* The last of the next `count` ids after one; the same id: there are no more. */
static enum err slice_end(struct db *db, const char *sql, int64_t after_id, int count, int64_t *last_id)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, sql, db_int(after_id), db_int(count));

	if (e == OK)
		*last_id = row_null(&r, 0, 0) ? after_id : row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

static enum err each_slice(struct db *db, int64_t at_ms, int64_t after_id, int64_t last_id, struct gathering *g)
{
	return db_each(db, gather, g, "SELECT a.id, 0, a.number, a.name, a.name_en, a.spec, a.unit,"
		" a.category_id, a.department_id, a.tax_rate_id, a.flags, a.cost_minor, a.version,"
		" (SELECT p.price_minor FROM price p WHERE p.article_id = a.id AND p.level = 0"
		" AND p.from_at_ms <= $1 AND p.until_at_ms > $1 ORDER BY p.from_at_ms DESC LIMIT 1), 0, 0,"
		" a.supplier_id, a.deposit_id, a.age_min, a.price_min_minor, a.price_max_minor, a.label_min_minor,"
		" a.label_max_minor, a.tax_class,"
		" coalesce((SELECT d.number FROM article d WHERE d.id = a.deposit_id), ''), a.tare_milli,"
		" (SELECT p.price_minor FROM price p WHERE p.article_id = a.id AND p.level = 2"
		" AND p.from_at_ms <= $1 AND p.until_at_ms > $1 ORDER BY p.from_at_ms DESC LIMIT 1)"
		" FROM article a WHERE a.id > $2 AND a.id <= $3 UNION ALL"
		" SELECT article_id, 1, '', '', '', '', '', 0, 0, 0, 0, 0, 0, price_minor, code, pack_milli,"
		" 0, 0, 0, 0, 0, 0, 0, unit, '', 0, 0 FROM article_code WHERE article_id > $2 AND article_id <= $3"
		" UNION ALL SELECT article_id, 2, code, '', '', '', '', 0, 0, 0, 0, 0, 0, price_minor, -1, pack_milli,"
		" 0, 0, 0, 0, 0, 0, 0, unit, '', 0, 0 FROM article_alias WHERE article_id > $2 AND article_id <= $3"
		" ORDER BY 1, 2, 15, 3",
		db_int(at_ms), db_int(after_id), db_int(last_id));
}

/* A million articles in one read would keep the log from being written back for seconds. */
enum err articles_each(struct db *db, int64_t at_ms, article_fn fn, void *ctx)
{
	struct gathering g = { .fn = fn, .ctx = ctx };
	int64_t after_id = INT64_MIN, last_id;
	enum err e;

	while ((e = slice_end(db,
		"SELECT max(x.id) FROM (SELECT id FROM article WHERE id > $1 ORDER BY id LIMIT $2) x", after_id,
		EACH_SLICE, &last_id)) == OK && last_id != after_id) {
		e = each_slice(db, at_ms, after_id, last_id, &g);
		if (e != OK)
			break;
		after_id = last_id;
	}
	if (e == OK)
		e = hand_over(&g);
	arena_release(&g.arena);
	return e;
}

struct sold { int64_t article_id, times; };

static enum err keep_sold(void *ctx, const struct db_rows *r)
{
	const struct sold s = { row_int(r, 0, 0), row_int(r, 0, 1) };

	sbuf_add(ctx, &s, sizeof s);
	return OK;
}

static int by_article(const void *a, const void *b)
{
	const struct sold *x = a, *y = b;

	return (x->article_id > y->article_id) - (x->article_id < y->article_id);
}

static enum err tell_sold(struct sbuf *all, sold_fn fn, void *ctx)
{
	struct sold *list = (struct sold *)(void *)all->data;
	size_t n = all->len / sizeof *list;
	enum err e = OK;

	if (n)
		qsort(list, n, sizeof *list, by_article);
	for (size_t i = 0, k; e == OK && i < n; i = k) {
		int64_t times = 0;

		for (k = i; k < n && list[k].article_id == list[i].article_id; k++)
			times += list[k].times;
		e = fn(ctx, list[i].article_id, times);
	}
	return e;
}

enum err articles_sold_each(struct db *db, int64_t from_id, sold_fn fn, void *ctx)
{
	struct sbuf all = SBUF_INIT;
	int64_t after_id = from_id - 1, last_id;
	enum err e;

	while ((e = slice_end(db,
		"SELECT max(x.id) FROM (SELECT id FROM document WHERE id > $1 ORDER BY id LIMIT $2) x", after_id,
		SOLD_SLICE, &last_id)) == OK && last_id != after_id) {
		e = db_each(db, keep_sold, &all, "SELECT article_id, count(*) FROM sale_line WHERE document_id > $1"
			" AND document_id <= $2 AND article_id IS NOT NULL GROUP BY article_id",
			db_int(after_id), db_int(last_id));
		if (e != OK)
			break;
		after_id = last_id;
	}
	if (e == OK)
		e = tell_sold(&all, fn, ctx);
	sbuf_release(&all);
	return e;
}
