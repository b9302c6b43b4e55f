/* check_store.c - see check_store.h. */
#include "store/check_store.h"

#include <string.h>

#include "store/migrate.h"

#define GUARDS_MAX 100

/* --- guards ----------------------------------------------------------------------------------- */

struct guard { const char *name, *text; };

/* The triggers of a guard file: their names, and their text without the semicolon, which is what
 * SQLite keeps. */
static int guards_wanted(struct arena *a, const char *file, const char *create, struct guard *list,
	int max)
{
	int n = 0;

	for (const char *at = strstr(file, create); at && n < max; at = strstr(at + 1, create)) {
		const char *end = strstr(at, "\n--\n"), *name = at + strlen(create);

		if (!end)
			end = at + strlen(at);
		while (end > at && (end[-1] == '\n' || end[-1] == ';'))
			end--;
		list[n++] = (struct guard){ arena_strndup(a, name, strcspn(name, " ")),
			arena_strndup(a, at, (size_t)(end - at)) };
	}
	return n;
}

static const char *guard_file(const char *name)
{
	const struct sql_file *f = sql_files;

	while (f->name && strcmp(f->name, name) != 0)
		f++;
	return f->name ? f->text : "";
}

static enum err guards_there(struct db *db, struct arena *a, struct db_rows *r)
{
	if (strcmp(db_engine(db), "sqlite") == 0)
		return db_query(db, a, r, "SELECT name, sql FROM sqlite_schema WHERE type ="
			" 'trigger' LIMIT 1000");
	return db_query(db, a, r, "SELECT CAST(tgname AS TEXT), '' FROM pg_trigger WHERE NOT"
		" tgisinternal"
		" AND tgenabled = 'A' LIMIT 1000");
}

/* PostgreSQL keeps no text as it was written: there the names must do. */
enum err check_guards(struct db *db, struct arena *a, const char ***names, int *n)
{
	bool sqlite = strcmp(db_engine(db), "sqlite") == 0;
	struct guard wanted[GUARDS_MAX];
	int count = sqlite
		? guards_wanted(a, guard_file("guard-sqlite.sql"), "CREATE TRIGGER ", wanted,
			GUARDS_MAX)
		: guards_wanted(a, guard_file("guard-pg.sql"), "CREATE OR REPLACE TRIGGER ",
			wanted, GUARDS_MAX);
	struct db_rows r;
	enum err e = guards_there(db, a, &r);

	*n = 0;
	*names = arena_array(a, (size_t)count, sizeof **names);
	for (int i = 0; e == OK && i < count; i++) {
		bool found = false;

		for (int k = 0; k < r.count && !found; k++)
			found = strcmp(row_text(&r, k, 0), wanted[i].name) == 0
				&& (!sqlite || strcmp(row_text(&r, k, 1), wanted[i].text) == 0);
		if (!found)
			(*names)[(*n)++] = wanted[i].name;
	}
	return e;
}

/* --- documents -------------------------------------------------------------------------------- */

enum err check_content(struct db *db, struct arena *a, int64_t id, const char **content)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT content FROM document WHERE id = $1", db_int(id));

	if (e == OK)
		*content = row_text(&r, 0, 0);
	return e;
}

enum err check_seal(struct db *db, struct arena *a, int64_t id, struct seal_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id, terminal_id, seq, key_n, link FROM seal WHERE"
		" id = $1", db_int(id));

	if (e == OK)
		*out = (struct seal_row){ row_int(&r, 0, 0), row_int(&r, 0, 1), row_int(&r, 0, 2),
			row_int(&r, 0, 3), row_text(&r, 0, 4) };
	return e;
}

static void ids_of(const struct db_rows *r, struct arena *a, int64_t **ids, int *n)
{
	*n = r->count;
	*ids = arena_array(a, (size_t)r->count, sizeof **ids);
	for (int i = 0; i < r->count; i++)
		(*ids)[i] = row_int(r, i, 0);
}

enum err check_numbering(struct db *db, struct arena *a, int64_t from_id, int64_t to_id,
	int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT document_id FROM posting WHERE document_id"
		" BETWEEN $1 AND $2"
		" GROUP BY document_id HAVING min(n) <> 1 OR max(n) <> count(*)"
		" UNION SELECT s.document_id FROM (SELECT m.document_id, l.account, l.member_id,"
		" sum(m.amount) AS amount FROM lot_move m JOIN lot l ON l.id = m.lot_id"
		" WHERE m.document_id BETWEEN $1 AND $2"
		" GROUP BY m.document_id, l.account, l.member_id) s JOIN document d ON d.id = s.document_id"
		" WHERE NOT EXISTS (SELECT 1 FROM lot_moved k WHERE k.account = s.account AND k.member_id = s.member_id"
		" AND k.at_ms = d.at_ms AND k.document_id = s.document_id AND k.amount = s.amount)"
		" UNION SELECT document_id FROM sale_discount WHERE document_id BETWEEN $1 AND $2"
		" GROUP BY document_id HAVING min(n) <> 1 OR max(n) <> count(*)"
		" UNION SELECT document_id FROM posting WHERE document_id BETWEEN $1 AND $2"
		" AND (account NOT BETWEEN 1 AND $3 OR unit NOT BETWEEN 1 AND $3)"
		" UNION SELECT document_id FROM sale_line WHERE document_id BETWEEN $1 AND $2"
		" AND (line_no NOT BETWEEN 1 AND $3 OR flags NOT BETWEEN 0 AND $3 OR price_source"
			" NOT BETWEEN 0 AND $3"
		" OR original_line NOT BETWEEN 1 AND $3)"
		" UNION SELECT document_id FROM sale_discount WHERE document_id BETWEEN $1 AND $2"
		" AND (line_no NOT BETWEEN 1 AND $3 OR stage NOT BETWEEN 1 AND $3)"
		" UNION SELECT document_id FROM sale_tender WHERE document_id BETWEEN $1 AND $2"
		" AND n NOT BETWEEN 1 AND $3"
		" UNION SELECT id FROM document WHERE id BETWEEN $1 AND $2"
		" AND (kind NOT BETWEEN 1 AND $3 OR business_day NOT BETWEEN 1 AND $3)"
		" UNION SELECT seal_id FROM audit WHERE seal_id BETWEEN $1 AND $2 AND n NOT"
			" BETWEEN 1 AND $3 LIMIT 1000",
		db_int(from_id), db_int(to_id), db_int(INT32_MAX));

	if (e == OK)
		ids_of(&r, a, ids, n);
	return e;
}

enum err check_bounds(struct db *db, struct arena *a, const char ***tables, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT 'shift_total' WHERE EXISTS (SELECT 1 FROM"
		" shift_total"
		" WHERE measure NOT BETWEEN 1 AND $1 OR business_day NOT BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'shift' WHERE EXISTS (SELECT 1 FROM shift WHERE opened_day NOT"
			" BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'shift_count' WHERE EXISTS (SELECT 1 FROM shift_count"
		" WHERE attempt NOT BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'business_day' WHERE EXISTS (SELECT 1 FROM business_day"
		" WHERE day NOT BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'returned' WHERE EXISTS (SELECT 1 FROM returned WHERE line_no"
			" NOT BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'tax_change' WHERE EXISTS (SELECT 1 FROM tax_change"
		" WHERE from_day NOT BETWEEN 1 AND $1)"
		" UNION ALL SELECT 'terminal' WHERE EXISTS (SELECT 1 FROM terminal WHERE series >"
		" 1 + (SELECT max(restored) FROM store_info))", db_int(INT32_MAX));

	if (e != OK)
		return e;
	*n = r.count;
	*tables = arena_array(a, (size_t)r.count, sizeof **tables);
	for (int i = 0; i < r.count; i++)
		(*tables)[i] = row_text(&r, i, 0);
	return OK;
}

/* --- what is kept beside the documents -------------------------------------------------------- */

enum err check_balances(struct db *db, struct arena *a, const struct balance_row *after, int limit,
	struct balance_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT account, holder_id, unit, amount FROM balance"
		" WHERE (account, holder_id, unit) > ($1, $2, $3) ORDER BY account, holder_id, unit LIMIT $4",
		db_int(after->account), db_int(after->holder_id), db_int(after->unit), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct balance_row){ row_int(&r, i, 0), row_int(&r, i, 1),
			row_int(&r, i, 2),
			row_int(&r, i, 3) };
	return OK;
}

enum err balances_of(struct db *db, struct arena *a, int64_t account, int64_t holder_id, struct balance_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT account, holder_id, unit, amount FROM balance WHERE account = $1"
		" AND holder_id = $2 ORDER BY unit LIMIT 1000", db_int(account), db_int(holder_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct balance_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3) };
	return OK;
}

enum err check_returned(struct db *db, struct arena *a, int64_t document_id, int line_no, int limit,
	struct returned_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT r.document_id, r.line_no, r.sold_milli,"
		" r.returned_milli, l.qty_milli,"
		" l.amount_minor, l.discount_minor, l.paid_minor, l.tax_minor, l.flags FROM"
			" returned r"
		" LEFT JOIN sale_line l ON l.document_id = r.document_id AND l.line_no = r.line_no"
		" WHERE r.document_id > $1 OR (r.document_id = $1 AND r.line_no > $2)"
		" ORDER BY r.document_id, r.line_no LIMIT $3", db_int(document_id),
			db_int(line_no), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct returned_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1),
			row_int(&r, i, 2),
			row_int(&r, i, 3), { .line_no = (int)row_int(&r, i, 1),
				.qty_milli = row_int(&r, i, 4),
				.amount_minor = row_int(&r, i, 5), .discount_minor = row_int(&r, i,
					6),
				.paid_minor = row_int(&r, i, 7), .tax_minor = row_int(&r, i, 8),
				.flags = (unsigned)row_int(&r, i, 9) } };
	return OK;
}

enum err check_shifts(struct db *db, struct arena *a, int64_t after_id, int limit,
	struct shift_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, terminal_id, staff_id, opened_at_ms,"
		" opened_day, float_minor, state,"
		" closed_at_ms, closed_by, drawer_staff_id FROM shift WHERE id > $1 ORDER BY id LIMIT $2",
		db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct shift_row){ .id = row_int(&r, i, 0),
			.terminal_id = row_int(&r, i, 1),
			.staff_id = row_int(&r, i, 2), .opened_at_ms = row_int(&r, i, 3),
			.opened_day = (int32_t)row_int(&r, i, 4), .float_minor = row_int(&r, i, 5),
			.state = (int)row_int(&r, i, 6), .closed_at_ms = row_int(&r, i, 7),
			.closed_by = row_int(&r, i, 8), .drawer_staff_id = row_int(&r, i, 9) };
	return OK;
}

enum err check_lone_figures(struct db *db, struct arena *a, int64_t *shift_id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT t.shift_id FROM shift_total t WHERE NOT EXISTS"
		" (SELECT 1 FROM shift h"
		" WHERE h.id = t.shift_id) LIMIT 1");

	if (e == OK)
		*shift_id = row_int(&r, 0, 0);
	return e;
}

enum err check_days(struct db *db, struct arena *a, struct day_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT day, opened_at_ms, closed_at_ms, closed_by FROM"
		" business_day"
		" ORDER BY day LIMIT 50000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct day_row){ (int32_t)row_int(&r, i, 0), row_int(&r, i, 1),
			!row_null(&r, i, 2),
			row_int(&r, i, 2), row_int(&r, i, 3) };
	return OK;
}

#define SLICE_ROWS 2000
#define BAD_MAX 100

/* Ids that `bad` finds after $1 and up to $2, slice by slice: tables that grow with every sale and every import.
 * `end` says where the next $2 rows after $1 end. */
static enum err bad_ids(struct db *db, struct arena *a, const char *end, const char *bad, int64_t **ids, int *n)
{
	int64_t after_id = INT64_MIN;
	struct arena slice = ARENA_INIT;
	struct db_rows r;
	enum err e;

	*n = 0;
	*ids = arena_array(a, BAD_MAX, sizeof **ids);
	while ((e = db_one(db, &slice, &r, end, db_int(after_id), db_int(SLICE_ROWS))) == OK && !row_null(&r, 0, 0)
		&& *n < BAD_MAX) {
		int64_t last_id = row_int(&r, 0, 0);

		e = db_query(db, &slice, &r, bad, db_int(after_id), db_int(last_id));
		if (e != OK)
			break;
		for (int i = 0; i < r.count && *n < BAD_MAX; i++)
			(*ids)[(*n)++] = row_int(&r, i, 0);
		after_id = last_id;
		arena_clear(&slice);
	}
	arena_release(&slice);
	return e;
}

enum err check_revisions(struct db *db, struct arena *a, int64_t **ids, int *n)
{
	return bad_ids(db, a, "SELECT max(x.id) FROM (SELECT id FROM revision WHERE id > $1 ORDER BY id LIMIT $2) x",
		"SELECT v.id FROM revision v WHERE v.id > $1 AND v.id <= $2 AND ((v.was = '' AND v.becomes = '')"
		" OR (v.was <> '' AND v.was NOT LIKE '{%}') OR (v.becomes <> '' AND v.becomes NOT"
			" LIKE '{%}')"
		" OR v.table_name = '' OR (v.staff_id <> 0 AND NOT EXISTS (SELECT 1 FROM staff s"
		" WHERE s.id = v.staff_id))) ORDER BY v.id LIMIT 100", ids, n);
}

enum err check_scripts(struct db *db, struct arena *a, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.id FROM staff s LEFT JOIN script_key k ON k.staff_id = s.id"
		" WHERE s.kind NOT IN ('person', 'script') OR (s.kind = 'script' AND (k.staff_id IS NULL"
		" OR s.pin_hash <> '' OR s.card_digest IS NOT NULL)) ORDER BY s.id LIMIT 100");

	if (e == OK)
		ids_of(&r, a, ids, n);
	return e;
}

enum err check_jobs(struct db *db, struct arena *a, int64_t **ids, int *n)
{
	return bad_ids(db, a, "SELECT max(x.id) FROM (SELECT id FROM job WHERE id > $1 ORDER BY id LIMIT $2) x",
		"SELECT j.id FROM job j WHERE j.id > $1 AND j.id <= $2 AND (j.kind NOT IN (1, 2, 3)"
		" OR j.printer NOT BETWEEN 0 AND 2 OR (j.kind = 3 AND j.document_id IS NOT NULL)"
		" OR j.state NOT BETWEEN 1 AND 6 OR j.copy < 0 OR j.tries < 0"
		" OR (j.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document d WHERE"
			" d.id = j.document_id))"
		" OR NOT EXISTS (SELECT 1 FROM terminal t WHERE t.id = j.terminal_id)) ORDER BY"
			" j.id LIMIT 100", ids, n);
}

enum err check_baskets(struct db *db, struct arena *a, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT b.id FROM basket b WHERE EXISTS (SELECT 1 FROM"
		" document d"
		" WHERE d.id = b.sale_id OR d.id = b.return_id) OR (b.state = 2 AND b.held_no < 1)"
		" OR (b.state = 2 AND EXISTS (SELECT 1 FROM basket o WHERE o.id <> b.id AND"
			" o.state = 2"
		" AND o.held_no = b.held_no)) OR EXISTS (SELECT 1 FROM basket_line l WHERE"
			" l.basket_id = b.id"
		" AND (l.line_no < 1 OR l.price_minor < 0 OR l.list_price_minor < 0)) ORDER BY"
			" b.id LIMIT 100");

	if (e == OK)
		ids_of(&r, a, ids, n);
	return e;
}
