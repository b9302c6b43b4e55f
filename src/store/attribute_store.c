/* attribute_store.c - see attribute_store.h. */
#include "store/attribute_store.h"

/* --- what can be known ---------------------------------------------------------------------------- */

enum err attributes_list(struct db *db, struct arena *a, struct attribute_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, kind, required, length_max, decimals, least,"
		" most, choices, position, active, version FROM attribute ORDER BY position, code");

	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (; *n < r.count; ++*n) {
		struct attribute_row *row = &(*list)[*n];

		*row = (struct attribute_row){ .id = row_int(&r, *n, 0), .code = row_text(&r, *n, 1),
			.name = row_text(&r, *n, 2), .name_en = row_text(&r, *n, 3),
			.def = { .kind = (enum attribute_kind)row_int(&r, *n, 4), .required = row_int(&r, *n, 5) != 0,
				.length_max = (int)row_int(&r, *n, 6), .decimals = (int)row_int(&r, *n, 7),
				.min = row_int(&r, *n, 8), .max = row_int(&r, *n, 9) },
			.position = row_int(&r, *n, 11), .disabled = !row_int(&r, *n, 12),
			.version = row_int(&r, *n, 13) };
		attribute_choices(a, row_text(&r, *n, 10), &row->def);
	}
	return OK;
}

enum err attribute_insert(struct db *db, struct arena *a, const struct attribute_row *row)
{
	const struct attribute *d = &row->def;

	return db_run(db, NULL, "INSERT INTO attribute (id, code, name, name_en, kind, required, length_max, decimals,"
		" least, most, choices, position, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
		" $13)", db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en),
		db_int(d->kind), db_int(d->required), db_int(d->length_max), db_int(d->decimals), db_int(d->min),
		db_int(d->max), db_text(attribute_choices_text(a, d)), db_int(row->position), db_int(!row->disabled));
}

enum err attribute_update(struct db *db, struct arena *a, const struct attribute_row *row)
{
	const struct attribute *d = &row->def;
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE attribute SET name = $2, name_en = $3, required = $4,"
		" length_max = $5, least = $6, most = $7, choices = $8, position = $9, active = $10,"
		" version = version + 1 WHERE id = $1 AND version = $11", db_int(row->id), db_text(row->name),
		db_text(row->name_en), db_int(d->required), db_int(d->length_max), db_int(d->min), db_int(d->max),
		db_text(attribute_choices_text(a, d)), db_int(row->position), db_int(!row->disabled),
		db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- what is known of members ----------------------------------------------------------------------- */

#define VALUES "SELECT v.member_id, v.attribute_id, v.value, v.sort_key FROM member_attribute v "

static enum err values(enum err e, const struct db_rows *r, struct arena *a, struct attribute_value_row **list, int *n)
{
	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (; *n < r->count; ++*n)
		(*list)[*n] = (struct attribute_value_row){ row_int(r, *n, 0), row_int(r, *n, 1), row_text(r, *n, 2),
			row_text(r, *n, 3) };
	return OK;
}

enum err attribute_values_of(struct db *db, struct arena *a, int64_t member_id, struct attribute_value_row **list,
	int *n)
{
	struct db_rows r;

	return values(db_query(db, a, &r, VALUES "WHERE v.member_id = $1 ORDER BY v.attribute_id", db_int(member_id)),
		&r, a, list, n);
}

enum err attribute_value_put(struct db *db, const struct attribute_value_row *row)
{
	if (!*row->value)
		return db_run(db, NULL, "DELETE FROM member_attribute WHERE member_id = $1 AND attribute_id = $2",
			db_int(row->member_id), db_int(row->attribute_id));
	return db_run(db, NULL, "INSERT INTO member_attribute (member_id, attribute_id, value, sort_key)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (member_id, attribute_id) DO UPDATE SET value = excluded.value,"
		" sort_key = excluded.sort_key", db_int(row->member_id), db_int(row->attribute_id),
		db_text(row->value), db_text(row->key));
}

enum err attribute_values_between(struct db *db, struct arena *a, int64_t attribute_id, const char *from,
	const char *to, const struct attribute_value_row *behind, int limit, struct attribute_value_row **list,
	int *n)
{
	struct db_rows r;

	return values(db_query(db, a, &r, VALUES "JOIN member m ON m.id = v.member_id WHERE v.attribute_id = $1"
		" AND v.sort_key BETWEEN $2 AND $3 AND (v.sort_key, v.member_id) > ($4, $5)"
		" AND m.state BETWEEN 1 AND 5 ORDER BY v.sort_key, v.member_id LIMIT $6", db_int(attribute_id),
		db_text(from), db_text(to), db_text(behind->key), db_int(behind->member_id), db_int(limit)), &r, a,
		list, n);
}

enum err attribute_members_without(struct db *db, struct arena *a, int64_t attribute_id, int state, int limit,
	int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT m.id FROM member m WHERE m.state BETWEEN 1 AND 5 AND NOT EXISTS"
		" (SELECT 1 FROM member_attribute v WHERE v.member_id = m.id AND v.attribute_id = $1)"
		" AND ($2 = 0 OR m.state = $2) ORDER BY m.code LIMIT $3", db_int(attribute_id), db_int(state),
		db_int(limit));

	*n = 0;
	if (e != OK)
		return e;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (; *n < r.count; ++*n)
		(*ids)[*n] = row_int(&r, *n, 0);
	return OK;
}

enum err attribute_values_after(struct db *db, struct arena *a, int64_t member_id, int64_t attribute_id, int limit,
	struct attribute_value_row **list, int *n)
{
	struct db_rows r;

	return values(db_query(db, a, &r, VALUES "WHERE (v.member_id, v.attribute_id) > ($1, $2)"
		" ORDER BY v.member_id, v.attribute_id LIMIT $3", db_int(member_id), db_int(attribute_id),
		db_int(limit)), &r, a, list, n);
}
