/* device_store.c - see device_store.h. One function, one statement. */
#include "store/device_store.h"

#define COLUMNS "id, terminal_id, version, name, kind, protocol, address, options, active"

static struct device device_of(const struct db_rows *r, int i)
{
	return (struct device){ .id = row_int(r, i, 0), .terminal_id = row_int(r, i, 1), .version = row_int(r, i, 2),
		.name = row_text(r, i, 3), .kind = row_text(r, i, 4), .protocol = row_text(r, i, 5),
		.address = row_text(r, i, 6), .options = row_text(r, i, 7), .active = row_int(r, i, 8) != 0 };
}

enum err device_rows(struct db *db, struct arena *a, int64_t terminal_id, struct device **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " COLUMNS " FROM device WHERE terminal_id = $1"
		" ORDER BY name LIMIT 100", db_int(terminal_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = device_of(&r, i);
	return OK;
}

enum err device_by_name(struct db *db, struct arena *a, int64_t terminal_id, const char *name, struct device *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " COLUMNS " FROM device WHERE terminal_id = $1 AND name = $2",
		db_int(terminal_id), db_text(name));

	if (e == OK)
		*out = device_of(&r, 0);
	return e;
}

enum err device_insert(struct db *db, const struct device *d)
{
	return db_run(db, NULL, "INSERT INTO device (id, terminal_id, name, kind, protocol, address, options, active)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(d->id), db_int(d->terminal_id), db_text(d->name), db_text(d->kind), db_text(d->protocol),
		db_text(d->address), db_text(d->options), db_int(d->active));
}

enum err device_update(struct db *db, const struct device *d)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE device SET kind = $1, protocol = $2, address = $3, options = $4,"
		" active = $5, version = version + 1 WHERE id = $6 AND version = $7",
		db_text(d->kind), db_text(d->protocol), db_text(d->address), db_text(d->options), db_int(d->active),
		db_int(d->id), db_int(d->version));

	return e == OK && changed == 0 ? ERR_STALE : e;
}

enum err device_delete(struct db *db, int64_t id, int64_t version)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "DELETE FROM device WHERE id = $1 AND version = $2",
		db_int(id), db_int(version));

	return e == OK && changed == 0 ? ERR_STALE : e;
}
