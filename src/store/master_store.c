/* master_store.c - see master_store.h. One function, one statement. */
#include "store/master_store.h"

#define LIST_MAX 1000

enum err info_get(struct db *db, struct arena *a, struct info_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT store_id, CASE WHEN training = 1 THEN 'training' ELSE kind END,"
		" created_at_ms FROM store_info WHERE one = 1");

	if (e == OK)
		*out = (struct info_row){ row_int(&r, 0, 0), row_text(&r, 0, 1), row_int(&r, 0, 2) };
	return e;
}

enum err info_put(struct db *db, const struct info_row *row)
{
	return db_run(db, NULL, "INSERT INTO store_info (one, store_id, kind, created_at_ms)"
		" VALUES (1, $1, $2, $3)",
		db_int(row->store_id), db_text(row->kind), db_int(row->created_at_ms));
}

enum err seal_keys_list(struct db *db, struct arena *a, struct seal_key_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT n, digest, from_at_ms FROM seal_key ORDER BY n LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct seal_key_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_int(&r, i, 2) };
	return OK;
}

enum err seal_key_put(struct db *db, const struct seal_key_row *row)
{
	return db_run(db, NULL, "INSERT INTO seal_key (n, digest, from_at_ms) VALUES ($1, $2, $3)",
		db_int(row->n), db_text(row->digest), db_int(row->from_at_ms));
}

enum err ids_highest(struct db *db, int64_t *id)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT max(t.id) FROM ("
		"SELECT coalesce(max(id), 0) AS id FROM seal UNION ALL SELECT coalesce(max(id), 0) FROM basket"
		" UNION ALL SELECT coalesce(max(sale_id), 0) FROM basket"
		" UNION ALL SELECT coalesce(max(return_id), 0) FROM basket"
		" UNION ALL SELECT coalesce(max(id), 0) FROM job UNION ALL SELECT coalesce(max(id), 0) FROM fix_item"
		" UNION ALL SELECT coalesce(max(id), 0) FROM shift UNION ALL SELECT coalesce(max(id), 0) FROM revision"
		" UNION ALL SELECT coalesce(max(id), 0) FROM price_batch"
		") AS t");

	if (e == OK)
		*id = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err settings_list(struct db *db, struct arena *a, int64_t terminal_id, struct setting_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT name, scope, owner_id, value FROM setting"
		" WHERE scope = 'shop' OR (scope = 'terminal' AND owner_id = $1) ORDER BY name, scope LIMIT 1000",
		db_int(terminal_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct setting_row){ .name = row_text(&r, i, 0), .scope = row_text(&r, i, 1),
			.owner_id = row_int(&r, i, 2), .value = row_text(&r, i, 3) };
	return OK;
}

enum err setting_put(struct db *db, const struct setting_row *row)
{
	return db_run(db, NULL, "INSERT INTO setting (name, scope, owner_id, value) VALUES ($1, $2, $3, $4)"
		" ON CONFLICT (name, scope, owner_id) DO UPDATE SET value = excluded.value,"
		" version = setting.version + 1",
		db_text(row->name), db_text(row->scope), db_int(row->owner_id), db_text(row->value));
}

enum err lease_take(struct db *db, const char *name, const char *owner, const char *dead_owner, int64_t now_ms,
	int64_t until_ms, bool *taken)
{
	int64_t changed = 0;
	enum err e = db_run_unsynced(db, &changed, "INSERT INTO lease (name, owner, until_ms) VALUES ($1, $2, $3)"
		" ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms"
		" WHERE lease.owner = excluded.owner OR lease.owner = $4 OR lease.until_ms < $5",
		db_text(name), db_text(owner), db_int(until_ms), db_text(dead_owner), db_int(now_ms));

	*taken = e == OK && changed == 1;
	return e;
}

enum err lease_owner(struct db *db, struct arena *a, const char *name, const char **owner, int64_t *until_ms)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT owner, until_ms FROM lease WHERE name = $1", db_text(name));

	if (e == OK) {
		*owner = row_text(&r, 0, 0);
		*until_ms = row_int(&r, 0, 1);
	}
	return e;
}

enum err lease_drop(struct db *db, const char *name, const char *owner)
{
	return db_run_unsynced(db, NULL, "DELETE FROM lease WHERE name = $1 AND owner = $2", db_text(name),
		db_text(owner));
}

#define TERMINAL_COLUMNS "id, code, name, series, running, chain_seq, chain_link"

static struct terminal_row terminal_of(const struct db_rows *r, int i)
{
	return (struct terminal_row){ .id = row_int(r, i, 0), .code = row_text(r, i, 1), .name = row_text(r, i, 2),
		.series = row_int(r, i, 3), .running = row_int(r, i, 4), .chain_seq = row_int(r, i, 5),
		.chain_link = row_text(r, i, 6) };
}

enum err terminal_by_code(struct db *db, struct arena *a, const char *code, struct terminal_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " TERMINAL_COLUMNS " FROM terminal WHERE code = $1", db_text(code));

	if (e == OK)
		*out = terminal_of(&r, 0);
	return e;
}

enum err terminal_by_id(struct db *db, struct arena *a, int64_t id, struct terminal_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " TERMINAL_COLUMNS " FROM terminal WHERE id = $1", db_int(id));

	if (e == OK)
		*out = terminal_of(&r, 0);
	return e;
}

enum err terminals_list(struct db *db, struct arena *a, struct terminal_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " TERMINAL_COLUMNS " FROM terminal ORDER BY id LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = terminal_of(&r, i);
	return OK;
}

enum err terminal_put(struct db *db, const struct terminal_row *row)
{
	return db_run(db, NULL, "INSERT INTO terminal (id, code, name) VALUES ($1, $2, $3)"
		" ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name",
		db_int(row->id), db_text(row->code), db_text(row->name));
}

enum err terminal_chain_set(struct db *db, int64_t id, int64_t running, int64_t chain_seq, const char *link)
{
	return db_run(db, NULL, "UPDATE terminal SET running = $2, chain_seq = $3, chain_link = $4 WHERE id = $1",
		db_int(id), db_int(running), db_int(chain_seq), db_text(link));
}

enum err terminals_new_series(struct db *db)
{
	return db_run(db, NULL, "UPDATE terminal SET series = series + 1, running = 0");
}

enum err revision_put(struct db *db, const struct revision_row *row)
{
	return db_run(db, NULL, "INSERT INTO revision (id, table_name, row_id, at_ms, effective_at_ms, staff_id, was,"
		" becomes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(row->id), db_text(row->table_name), db_int(row->row_id), db_int(row->at_ms),
		db_int(row->effective_at_ms), db_int(row->staff_id), db_text(row->was), db_text(row->becomes));
}

enum err revisions_of(struct db *db, struct arena *a, const char *table, int64_t row_id, int after, int limit,
	struct revision_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT v.id, v.at_ms, v.effective_at_ms, v.staff_id, v.was, v.becomes,"
		" coalesce(s.number, ''), coalesce(s.name, '') FROM revision v LEFT JOIN staff s ON s.id = v.staff_id"
		" WHERE v.table_name = $1 AND v.row_id = $2 ORDER BY v.at_ms, v.id LIMIT $3 OFFSET $4",
		db_text(table), db_int(row_id), db_int(limit), db_int(after));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct revision_row){ .id = row_int(&r, i, 0), .table_name = table, .row_id = row_id,
			.at_ms = row_int(&r, i, 1), .effective_at_ms = row_int(&r, i, 2),
			.staff_id = row_int(&r, i, 3), .was = row_text(&r, i, 4), .becomes = row_text(&r, i, 5),
			.staff_number = row_text(&r, i, 6), .staff_name = row_text(&r, i, 7) };
	return OK;
}

enum err revisions_count(struct db *db, const char *table, int64_t row_id, int *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM revision WHERE table_name = $1 AND row_id = $2",
		db_text(table), db_int(row_id));

	if (e == OK)
		*n = (int)row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

static struct day_row day_of(const struct db_rows *r, int i)
{
	return (struct day_row){ .day = (int32_t)row_int(r, i, 0), .opened_at_ms = row_int(r, i, 1),
		.closed = !row_null(r, i, 2), .closed_at_ms = row_int(r, i, 2), .closed_by = row_int(r, i, 3) };
}

enum err day_last(struct db *db, struct arena *a, struct day_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT day, opened_at_ms, closed_at_ms, closed_by FROM business_day"
		" ORDER BY day DESC LIMIT 1");

	if (e == OK)
		*out = day_of(&r, 0);
	return e;
}

enum err day_get(struct db *db, struct arena *a, int32_t day, struct day_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT day, opened_at_ms, closed_at_ms, closed_by FROM business_day"
		" WHERE day = $1", db_int(day));

	if (e == OK)
		*out = day_of(&r, 0);
	return e;
}

enum err days_list(struct db *db, struct arena *a, int limit, struct day_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT day, opened_at_ms, closed_at_ms, closed_by FROM business_day"
		" ORDER BY day DESC LIMIT $1", db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = day_of(&r, i);
	return OK;
}

enum err day_open(struct db *db, int32_t day, int64_t at_ms)
{
	return db_run(db, NULL, "INSERT INTO business_day (day, opened_at_ms) VALUES ($1, $2)"
		" ON CONFLICT (day) DO NOTHING", db_int(day), db_int(at_ms));
}

enum err day_close(struct db *db, int32_t day, int64_t at_ms, int64_t staff_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE business_day SET closed_at_ms = $2, closed_by = $3"
		" WHERE day = $1 AND closed_at_ms IS NULL", db_int(day), db_int(at_ms), db_int(staff_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}
