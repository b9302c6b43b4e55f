/* care_store.c - see care_store.h. One function, one statement, but where two belong together. */
#include "store/care_store.h"

#include "model/tender.h"

enum err care_restored(struct db *db)
{
	return db_run(db, NULL, "UPDATE store_info SET restored = (SELECT max(series) - 1 FROM"
		" terminal) WHERE one = 1");
}

enum err care_forget_moment(struct db *db, int64_t now_ms)
{
	enum err e = db_run(db, NULL, "DELETE FROM lease");

	if (e == OK)
		e = db_run(db, NULL, "UPDATE job SET state = 5, changed_at_ms = $1 WHERE state <"
			" 3", db_int(now_ms));
	return e;
}

/* --- recovery --------------------------------------------------------------------------------- */

/* The answer of a statement that counts rows. */
static enum err found(enum err e, const struct db_rows *r, struct arena *a, bool *there)
{
	*there = e == OK && row_int(r, 0, 0) > 0;
	arena_release(a);
	return e;
}

enum err care_has_document(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM document WHERE id = $1", db_int(id)),
		&r, &a, there);
}

enum err care_has_article(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM article WHERE id = $1", db_int(id)),
		&r, &a, there);
}

enum err care_has_staff(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM staff WHERE id = $1", db_int(id)),
		&r, &a, there);
}

enum err care_has_tender(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM tender WHERE id = $1", db_int(id)), &r, &a, there);
}

enum err care_has_department(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM department WHERE id = $1", db_int(id)), &r, &a, there);
}

enum err care_has_shift(struct db *db, int64_t id, bool *there)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;

	return found(db_one(db, &a, &r, "SELECT count(*) FROM shift WHERE id = $1", db_int(id)),
		&r, &a, there);
}

enum err care_terminal_set(struct db *db, int64_t id, int64_t series, int64_t running, int64_t seq,
	const char *link)
{
	return db_run(db, NULL, "UPDATE terminal SET series = $2, running = $3, chain_seq = $4,"
		" chain_link = $5"
		" WHERE id = $1", db_int(id), db_int(series), db_int(running), db_int(seq),
			db_text(link));
}

enum err care_article_stub(struct db *db, int64_t id, const char *number, const char *name,
	const char *unit,
	int64_t department_id, int64_t tax_rate_id)
{
	return db_run(db, NULL, "INSERT INTO article (id, number, name, name_en, spec, unit,"
		" category_id, department_id,"
		" tax_rate_id) SELECT $1, $2, $3, '', '', $4, min(c.id), $5, $6 FROM category c",
		db_int(id), db_text(number), db_text(name), db_text(unit), db_int(department_id),
		db_int(tax_rate_id));
}

enum err care_staff_stub(struct db *db, int64_t id, const char *number)
{
	return db_run(db, NULL, "INSERT INTO staff (id, number, name, role_id, pin_hash, active)"
		" SELECT $1, $2, $2, min(r.id), '', 0 FROM role r", db_int(id), db_text(number));
}

enum err care_department_stub(struct db *db, int64_t id, const char *code, int64_t tax_rate_id)
{
	return db_run(db, NULL, "INSERT INTO department (id, code, name, name_en, tax_rate_id, active)"
		" VALUES ($1, $2, $2, '', $3, 0)", db_int(id), db_text(code), db_int(tax_rate_id));
}

enum err care_tender_stub(struct db *db, int64_t id, const char *code, int kind, const char *currency)
{
	return db_run(db, NULL, "INSERT INTO tender (id, code, name, name_en, kind, flags, position, currency)"
		" SELECT $1, $2, $2, '', $3, $4, coalesce(max(position), 0) + 1, $5 FROM tender", db_int(id),
		db_text(code), db_int(kind), db_int(TENDER_REFUNDABLE), db_text(currency));
}

enum err care_basket_ended(struct db *db, int64_t id)
{
	enum err e = db_run(db, NULL, "DELETE FROM basket_tender WHERE basket_id IN (SELECT id"
		" FROM basket"
		" WHERE id = $1 OR sale_id = $1 OR return_id = $1)", db_int(id));

	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM basket_line WHERE basket_id IN (SELECT id FROM"
			" basket"
			" WHERE id = $1 OR sale_id = $1 OR return_id = $1)", db_int(id));
	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM basket WHERE id = $1 OR sale_id = $1 OR"
			" return_id = $1", db_int(id));
	return e;
}

enum err care_shift_state(struct db *db, int64_t id, int state, int64_t at_ms, int64_t staff_id)
{
	return db_run(db, NULL, "UPDATE shift SET state = $2, closed_at_ms = $3, closed_by = $4"
		" WHERE id = $1",
		db_int(id), db_int(state), db_some(at_ms), db_some(staff_id));
}

/* --- handed out once -------------------------------------------------------------------------- */

enum err known_list(struct db *db, struct arena *a, const char ***names, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT name FROM known ORDER BY name");

	*n = 0;
	if (e != OK && e != ERR_NOTFOUND)
		return e;
	*names = arena_array(a, (size_t)r.count + 1, sizeof **names);
	for (*n = 0; *n < r.count; (*n)++)
		(*names)[*n] = row_text(&r, *n, 0);
	return OK;
}

enum err known_put(struct db *db, const char *name)
{
	return db_run(db, NULL, "INSERT INTO known (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", db_text(name));
}

/* --- keys ------------------------------------------------------------------------------------- */

enum err care_keys_lost(struct db *db)
{
	return db_run(db, NULL, "UPDATE seal_key SET digest = '" SEAL_KEY_LOST "'");
}

enum err care_cards_forget(struct db *db)
{
	return db_run(db, NULL, "UPDATE staff SET card_digest = NULL, pin_hash = '', version ="
		" version + 1");
}
