/* staff_store.c - see staff_store.h. */
#include "store/staff_store.h"

#include <string.h>

#define STAFF_COLUMNS "s.id, s.number, s.name, s.role_id, r.code, s.pin_hash, s.card_digest, s.active, s.version," \
	" s.kind"
#define STAFF_FROM " FROM staff s JOIN role r ON r.id = s.role_id"

static struct staff_row staff_of(const struct db_rows *r, int i)
{
	return (struct staff_row){ .id = row_int(r, i, 0), .number = row_text(r, i, 1), .name = row_text(r, i, 2),
		.role_id = row_int(r, i, 3), .role_code = row_text(r, i, 4), .pin_hash = row_text(r, i, 5),
		.card_digest = row_null(r, i, 6) ? NULL : row_text(r, i, 6), .active = row_int(r, i, 7) != 0,
		.version = row_int(r, i, 8), .script = strcmp(row_text(r, i, 9), "script") == 0 };
}

enum err staff_by_number(struct db *db, struct arena *a, const char *number, struct staff_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " STAFF_COLUMNS STAFF_FROM " WHERE s.number = $1", db_text(number));

	if (e == OK)
		*out = staff_of(&r, 0);
	return e;
}

enum err staff_by_card(struct db *db, struct arena *a, const char *card_digest, struct staff_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " STAFF_COLUMNS STAFF_FROM " WHERE s.card_digest = $1",
		db_text(card_digest));

	if (e == OK)
		*out = staff_of(&r, 0);
	return e;
}

enum err staff_by_id(struct db *db, struct arena *a, int64_t id, struct staff_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " STAFF_COLUMNS STAFF_FROM " WHERE s.id = $1", db_int(id));

	if (e == OK)
		*out = staff_of(&r, 0);
	return e;
}

enum err staff_list(struct db *db, struct arena *a, struct staff_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " STAFF_COLUMNS STAFF_FROM " WHERE s.kind = 'person'"
		" ORDER BY s.number LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = staff_of(&r, i);
	return OK;
}

enum err staff_insert(struct db *db, const struct staff_row *row)
{
	return db_run(db, NULL, "INSERT INTO staff (id, number, name, role_id, pin_hash, card_digest, active,"
		" kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(row->id), db_text(row->number), db_text(row->name), db_int(row->role_id),
		db_text(row->pin_hash), db_text(row->card_digest), db_int(row->active),
		db_text(row->script ? "script" : "person"));
}

enum err staff_update(struct db *db, const struct staff_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE staff SET number = $2, name = $3, role_id = $4, pin_hash = $5,"
		" card_digest = $6, active = $7, version = version + 1 WHERE id = $1 AND version = $8",
		db_int(row->id), db_text(row->number), db_text(row->name), db_int(row->role_id),
		db_text(row->pin_hash), db_text(row->card_digest), db_int(row->active), db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- scripts ------------------------------------------------------------------------------- */

#define SCRIPT_COLUMNS STAFF_COLUMNS ", k.unix_user, k.digest, k.made_at_ms, k.revoked_at_ms"
#define SCRIPT_FROM STAFF_FROM " JOIN script_key k ON k.staff_id = s.id"

static struct script_key_row script_of(const struct db_rows *r, int i)
{
	return (struct script_key_row){ .staff = staff_of(r, i), .unix_user = row_text(r, i, 10),
		.digest = row_text(r, i, 11), .made_at_ms = row_int(r, i, 12), .revoked_at_ms = row_int(r, i, 13) };
}

enum err script_key_by_digest(struct db *db, struct arena *a, const char *digest, struct script_key_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " SCRIPT_COLUMNS SCRIPT_FROM " WHERE k.digest = $1", db_text(digest));

	if (e == OK)
		*out = script_of(&r, 0);
	return e;
}

enum err script_keys_list(struct db *db, struct arena *a, struct script_key_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " SCRIPT_COLUMNS SCRIPT_FROM " ORDER BY s.number LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = script_of(&r, i);
	return OK;
}

enum err script_key_insert(struct db *db, const struct script_key_row *row)
{
	return db_run(db, NULL, "INSERT INTO script_key (staff_id, unix_user, digest, made_at_ms)"
		" VALUES ($1, $2, $3, $4)",
		db_int(row->staff.id), db_text(row->unix_user), db_text(row->digest), db_int(row->made_at_ms));
}

enum err script_key_revoke(struct db *db, int64_t staff_id, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE script_key SET revoked_at_ms = $2 WHERE staff_id = $1"
		" AND revoked_at_ms IS NULL", db_int(staff_id), db_int(at_ms));

	if (e == OK && changed != 1)
		return ERR_STALE;
	return e == OK ? db_run(db, NULL, "UPDATE staff SET active = 0, version = version + 1 WHERE id = $1",
		db_int(staff_id)) : e;
}

/* --- roles --------------------------------------------------------------------------------- */

enum err roles_list(struct db *db, struct arena *a, struct role_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, grade FROM role ORDER BY id LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct role_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4) };
	return OK;
}

enum err role_put(struct db *db, const struct role_row *row)
{
	return db_run(db, NULL, "INSERT INTO role (id, code, name, name_en, grade) VALUES ($1, $2, $3, $4, $5)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en), db_int(row->grade));
}

enum err role_permissions(struct db *db, struct arena *a, int64_t role_id, const char ***names, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT permission FROM role_permission WHERE role_id = $1"
		" ORDER BY permission LIMIT 1000", db_int(role_id));

	if (e != OK)
		return e;
	*n = r.count;
	*names = arena_array(a, (size_t)r.count, sizeof **names);
	for (int i = 0; i < r.count; i++)
		(*names)[i] = row_text(&r, i, 0);
	return OK;
}

enum err role_permission_put(struct db *db, int64_t role_id, const char *name)
{
	return db_run(db, NULL, "INSERT INTO role_permission (role_id, permission) VALUES ($1, $2)"
		" ON CONFLICT (role_id, permission) DO NOTHING", db_int(role_id), db_text(name));
}

enum err role_permission_drop(struct db *db, int64_t role_id, const char *name)
{
	return db_run(db, NULL, "DELETE FROM role_permission WHERE role_id = $1 AND permission = $2",
		db_int(role_id), db_text(name));
}

enum err role_limits(struct db *db, struct arena *a, int64_t role_id, struct role_limit_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT name, value FROM role_limit WHERE role_id = $1"
		" ORDER BY name LIMIT 1000", db_int(role_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct role_limit_row){ row_text(&r, i, 0), row_int(&r, i, 1) };
	return OK;
}

enum err role_limit_put(struct db *db, int64_t role_id, const char *name, int64_t value)
{
	return db_run(db, NULL, "INSERT INTO role_limit (role_id, name, value) VALUES ($1, $2, $3)"
		" ON CONFLICT (role_id, name) DO UPDATE SET value = excluded.value",
		db_int(role_id), db_text(name), db_int(value));
}

enum err pin_failures(struct db *db, struct arena *a, int64_t staff_id, int64_t terminal_id, int64_t *failed,
	int64_t *locked_until_ms)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT failed, locked_until_ms FROM pin_failure"
		" WHERE staff_id = $1 AND terminal_id = $2", db_int(staff_id), db_int(terminal_id));

	*failed = *locked_until_ms = 0;
	if (e == OK && r.count == 1) {
		*failed = row_int(&r, 0, 0);
		*locked_until_ms = row_int(&r, 0, 1);
	}
	return e;
}

enum err pin_failure_put(struct db *db, int64_t staff_id, int64_t terminal_id, int64_t failed,
	int64_t locked_until_ms)
{
	return db_run(db, NULL, "INSERT INTO pin_failure (staff_id, terminal_id, failed, locked_until_ms)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (staff_id, terminal_id) DO UPDATE SET"
		" failed = excluded.failed, locked_until_ms = excluded.locked_until_ms",
		db_int(staff_id), db_int(terminal_id), db_int(failed), db_int(locked_until_ms));
}

enum err pin_failures_clear(struct db *db, int64_t staff_id)
{
	return db_run(db, NULL, "DELETE FROM pin_failure WHERE staff_id = $1", db_int(staff_id));
}
