/* consent_store.c - see consent_store.h. */
#include "store/consent_store.h"

#include "merged_sql_int.h"

#define CONTACTS_MAX "200" /* of one member that are told */

/* --- what he agreed to ------------------------------------------------------------------------------ */

#define CONSENT "SELECT id, member_id, channel, purpose, given, source, staff_id, at_ms FROM consent "

static enum err consents(enum err e, const struct db_rows *r, struct arena *a, struct consent **list, int *n)
{
	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (; *n < r->count; ++*n)
		(*list)[*n] = (struct consent){ row_int(r, *n, 0), row_int(r, *n, 1),
			(enum consent_channel)row_int(r, *n, 2), (enum consent_purpose)row_int(r, *n, 3),
			row_int(r, *n, 4) != 0, (enum consent_source)row_int(r, *n, 5), row_int(r, *n, 6),
			row_int(r, *n, 7) };
	return OK;
}

enum err consents_of(struct db *db, struct arena *a, int64_t member_id, struct consent **list, int *n)
{
	struct db_rows r;

	return consents(db_query(db, a, &r, CONSENT "WHERE member_id" OF_MEMBER("$1") " ORDER BY at_ms, id",
		db_int(member_id)), &r, a, list, n);
}

enum err consent_put(struct db *db, const struct consent *row)
{
	return db_run(db, NULL, "INSERT INTO consent (id, member_id, channel, purpose, given, source, staff_id, at_ms)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->id), db_int(row->member_id),
		db_int(row->channel), db_int(row->purpose), db_int(row->given), db_int(row->source),
		db_int(row->staff_id), db_int(row->at_ms));
}

enum err consents_after(struct db *db, struct arena *a, int64_t id, int limit, struct consent **list, int *n)
{
	struct db_rows r;

	return consents(db_query(db, a, &r, CONSENT "WHERE id > $1 ORDER BY id LIMIT $2", db_int(id), db_int(limit)),
		&r, a, list, n);
}

/* --- who belongs to him ------------------------------------------------------------------------------- */

#define CONTACT "SELECT id, member_id, other_id, relation, name, phone, note FROM member_contact "

static enum err contacts(enum err e, const struct db_rows *r, struct arena *a, struct contact_row **list, int *n)
{
	*n = 0;
	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (; *n < r->count; ++*n)
		(*list)[*n] = (struct contact_row){ row_int(r, *n, 0), row_int(r, *n, 1), row_int(r, *n, 2),
			row_text(r, *n, 3), row_text(r, *n, 4), row_text(r, *n, 5), row_text(r, *n, 6) };
	return OK;
}

enum err contacts_of(struct db *db, struct arena *a, int64_t member_id, struct contact_row **list, int *n)
{
	struct db_rows r;

	return contacts(db_query(db, a, &r, CONTACT "WHERE member_id" OF_MEMBER("$1") " ORDER BY id LIMIT "
		CONTACTS_MAX, db_int(member_id)), &r, a, list, n);
}

enum err contacts_naming(struct db *db, struct arena *a, int64_t member_id, struct contact_row **list, int *n)
{
	struct db_rows r;

	return contacts(db_query(db, a, &r, CONTACT "WHERE other_id" OF_MEMBER("$1") " AND other_id IS NOT NULL"
		" ORDER BY id LIMIT " CONTACTS_MAX, db_int(member_id)), &r, a, list, n);
}

enum err contact_put(struct db *db, const struct contact_row *row)
{
	return db_run(db, NULL, "INSERT INTO member_contact (id, member_id, other_id, relation, name, phone, note)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)", db_int(row->id), db_int(row->member_id),
		db_some(row->other_id), db_text(row->relation), db_text(row->name), db_text(row->phone),
		db_text(row->note));
}

enum err contact_remove(struct db *db, int64_t id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "DELETE FROM member_contact WHERE id = $1", db_int(id));

	return e == OK && changed != 1 ? ERR_NOTFOUND : e;
}
