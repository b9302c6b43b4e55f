/* uses_store.c - see uses_store.h. */
#include "store/uses_store.h"

#include "merged_sql_int.h"
#include "model/code.h"
#include "model/value.h"

/* --- kinds -------------------------------------------------------------------------------------------- */

static enum err items_of(struct db *db, struct arena *a, struct uses_kind_row *row)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT article_id FROM uses_item WHERE kind_id = $1 ORDER BY article_id"
		" LIMIT 200", db_int(row->id));

	if (e != OK)
		return e;
	row->item_count = r.count;
	row->items = arena_array(a, (size_t)r.count, sizeof *row->items);
	for (int i = 0; i < r.count; i++)
		row->items[i] = row_int(&r, i, 0);
	return OK;
}

enum err uses_kinds(struct db *db, struct arena *a, struct uses_kind_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, article_id, times, valid_days, day_max,"
		" transferable, card_kind_id, active, version FROM uses_kind ORDER BY code LIMIT 500");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; e == OK && i < r.count; i++) {
		(*list)[i] = (struct uses_kind_row){ .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.name = row_text(&r, i, 2), .name_en = row_text(&r, i, 3), .article_id = row_int(&r, i, 4),
			.times = row_int(&r, i, 5), .valid_days = row_int(&r, i, 6), .day_max = row_int(&r, i, 7),
			.transferable = row_int(&r, i, 8) != 0, .card_kind_id = row_int(&r, i, 9),
			.disabled = !row_int(&r, i, 10), .version = row_int(&r, i, 11) };
		e = items_of(db, a, &(*list)[i]);
	}
	return e;
}

enum err uses_kind_insert(struct db *db, const struct uses_kind_row *row)
{
	enum err e = db_run(db, NULL, "INSERT INTO uses_kind (id, code, name, name_en, article_id, times, valid_days,"
		" day_max, transferable, card_kind_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en),
		db_int(row->article_id), db_int(row->times), db_int(row->valid_days), db_int(row->day_max),
		db_int(row->transferable), db_int(row->card_kind_id));

	for (int i = 0; e == OK && i < row->item_count; i++)
		e = db_run(db, NULL, "INSERT INTO uses_item (kind_id, article_id) VALUES ($1, $2)", db_int(row->id),
			db_int(row->items[i]));
	return e;
}

enum err uses_kind_end(struct db *db, const struct uses_kind_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE uses_kind SET active = 0, version = version + 1 WHERE id = $1"
		" AND version = $2", db_int(row->id), db_int(row->version));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- packages ------------------------------------------------------------------------------------------ */

#define USES_COLUMNS "p.id, p.kind_id, p.member_id, p.document_id, p.line_no, p.from_day, p.until_day, p.grace_day," \
	" p.bought, p.rest, p.paid_minor"

static struct uses_row uses_row_of(const struct db_rows *r, int i)
{
	return (struct uses_row){ .p = { .id = row_int(r, i, 0), .from_day = (int32_t)row_int(r, i, 5),
		.until_day = (int32_t)row_int(r, i, 6), .grace_day = (int32_t)row_int(r, i, 7),
		.bought = row_int(r, i, 8), .rest = row_int(r, i, 9) },
		.kind_id = row_int(r, i, 1), .member_id = row_int(r, i, 2), .document_id = row_int(r, i, 3),
		.line_no = (int)row_int(r, i, 4), .paid_minor = row_int(r, i, 10) };
}

static void take_rows(struct arena *a, const struct db_rows *r, struct uses_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = uses_row_of(r, i);
}

enum err uses_of_member(struct db *db, struct arena *a, int64_t member_id, int32_t day, bool open,
	struct uses_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " USES_COLUMNS ", (SELECT coalesce(-sum(m.amount), 0)"
		" FROM uses_move m JOIN document d ON d.id = m.document_id WHERE m.package_id = p.id"
		" AND m.kind IN (2, 3) AND d.business_day = $2), (SELECT count(*) FROM cheque q"
		" WHERE q.id = p.document_id AND q.state <> $3) FROM uses_package p WHERE p.member_id" OF_MEMBER("$1")
		" AND p.rest >= $4 ORDER BY p.id LIMIT 1000", db_int(member_id), db_int(day), db_int(CHEQUE_CLEARED),
		db_int(open));

	if (e != OK)
		return e;
	take_rows(a, &r, list, n);
	for (int i = 0; i < r.count; i++) {
		(*list)[i].p.used_today = row_int(&r, i, 11);
		(*list)[i].p.held = row_int(&r, i, 12) != 0;
	}
	return OK;
}

enum err uses_of_document(struct db *db, struct arena *a, int64_t document_id, int line_no, struct uses_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " USES_COLUMNS " FROM uses_package p WHERE p.document_id = $1"
		" AND p.line_no = $2 ORDER BY p.id LIMIT 1000", db_int(document_id), db_int(line_no));

	if (e == OK)
		take_rows(a, &r, list, n);
	return e;
}

enum err uses_insert(struct db *db, const struct uses_row *row)
{
	const struct uses_package *p = &row->p;

	return db_run(db, NULL, "INSERT INTO uses_package (id, kind_id, member_id, document_id, line_no, from_day,"
		" until_day, grace_day, bought, rest, paid_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
		" $11)",
		db_int(p->id), db_int(row->kind_id), db_int(row->member_id), db_int(row->document_id),
		db_int(row->line_no), db_int(p->from_day), db_int(p->until_day), db_int(p->grace_day),
		db_int(p->bought), db_int(p->rest), db_int(row->paid_minor));
}

enum err uses_add(struct db *db, int64_t id, int64_t amount, int32_t grace_day)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE uses_package SET rest = rest + $2, grace_day = $3 WHERE id = $1"
		" AND rest + $2 BETWEEN 0 AND bought", db_int(id), db_int(amount), db_int(grace_day));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err uses_after(struct db *db, struct arena *a, int64_t after, int limit, struct uses_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " USES_COLUMNS ", coalesce((SELECT sum(m.amount) FROM uses_move m"
		" WHERE m.package_id = p.id), 0) FROM uses_package p WHERE p.id > $1 ORDER BY p.id LIMIT $2",
		db_int(after), db_int(limit));

	if (e != OK)
		return e;
	take_rows(a, &r, list, n);
	for (int i = 0; i < r.count; i++)
		(*list)[i].moved = row_int(&r, i, 11);
	return OK;
}

/* --- what moved ---------------------------------------------------------------------------------------- */

enum err uses_move_put(struct db *db, const struct uses_move_row *row)
{
	return db_run(db, NULL, "INSERT INTO uses_move (document_id, n, package_id, kind, amount, line_no, cancels)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)", db_int(row->document_id), db_int(row->n),
		db_int(row->package_id), db_int(row->kind), db_int(row->amount), db_int(row->line_no),
		db_some(row->cancels));
}

enum err uses_cancelled(struct db *db, int64_t document_id, bool *cancelled)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT 1 FROM uses_move WHERE cancels = $1 AND cancels IS NOT NULL LIMIT 1",
		db_int(document_id));

	*cancelled = e == OK && r.count > 0;
	arena_release(&a);
	return e;
}

enum err uses_rest_after(struct db *db, int64_t package_id, int64_t document_id, int64_t at_ms, int64_t *rest)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(sum(m.amount), 0) FROM uses_move m JOIN document d"
		" ON d.id = m.document_id WHERE m.package_id = $1 AND (d.at_ms < $2 OR d.id = $3)", db_int(package_id),
		db_int(at_ms), db_int(document_id));

	if (e == OK)
		*rest = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err uses_get(struct db *db, struct arena *a, int64_t id, struct uses_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " USES_COLUMNS " FROM uses_package p WHERE p.id = $1", db_int(id));

	if (e == OK)
		*out = uses_row_of(&r, 0);
	return e;
}

enum err uses_spent(struct db *db, struct arena *a, int64_t document_id, int line_no, struct uses_spent **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " USES_COLUMNS ", s.taken, coalesce((SELECT sum(b.amount)"
		" FROM document d JOIN uses_move b ON b.document_id = d.id WHERE d.original_id = $1"
		" AND b.package_id = p.id AND b.kind = 3 AND ($2 < 0 OR b.line_no = $2)), 0)"
		" FROM (SELECT package_id, -sum(amount) AS taken FROM uses_move WHERE document_id = $1 AND kind = 2"
		" AND ($2 < 0 OR line_no = $2) GROUP BY package_id) s JOIN uses_package p ON p.id = s.package_id"
		" ORDER BY p.id LIMIT 1000", db_int(document_id), db_int(line_no));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct uses_spent){ uses_row_of(&r, i), row_int(&r, i, 11), row_int(&r, i, 12) };
	return OK;
}

enum err uses_moves_of(struct db *db, struct arena *a, int64_t document_id, struct uses_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT document_id, n, package_id, kind, amount, line_no, cancels"
		" FROM uses_move WHERE document_id = $1 ORDER BY n LIMIT 10000", db_int(document_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct uses_move_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1), row_int(&r, i, 2),
			(enum lot_move_kind)row_int(&r, i, 3), row_int(&r, i, 4), (int)row_int(&r, i, 5),
			row_int(&r, i, 6) };
	return OK;
}

#define SUM_OF(kind) "sum(CASE WHEN m.kind = " kind " THEN m.amount ELSE 0 END)"

enum err uses_rows(struct db *db, struct arena *a, int64_t member_id, int64_t after_id, int limit,
	struct uses_moved **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.document_id, d.kind, t.code, d.series, d.running, d.at_ms,"
		" d.business_day, CASE WHEN s.first = s.last THEN s.first ELSE 0 END, s.came, s.used, s.back, s.taken,"
		" s.handed FROM (SELECT m.document_id, min(p.kind_id) AS first, max(p.kind_id) AS last, "
		SUM_OF("1") " AS came, " SUM_OF("2") " AS used, " SUM_OF("3") " AS back, " SUM_OF("4") " AS taken, "
		SUM_OF("7") " AS handed FROM uses_package p JOIN uses_move m ON m.package_id = p.id"
		" WHERE p.member_id" OF_MEMBER("$1") " AND m.document_id > $2 GROUP BY m.document_id"
		" ORDER BY m.document_id LIMIT $3) s JOIN document d ON d.id = s.document_id"
		" JOIN terminal t ON t.id = d.terminal_id ORDER BY s.document_id", db_int(member_id),
		db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct uses_moved){ { row_int(&r, i, 0), (int)row_int(&r, i, 1),
			doc_number_text(a, row_text(&r, i, 2), row_int(&r, i, 3), row_int(&r, i, 4)),
			row_int(&r, i, 5), (int32_t)row_int(&r, i, 6) }, row_int(&r, i, 7), row_int(&r, i, 8),
			row_int(&r, i, 9), row_int(&r, i, 10), row_int(&r, i, 11), row_int(&r, i, 12) };
	return OK;
}

enum err uses_owed(struct db *db, struct arena *a, int32_t day, struct uses_owed **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT kind_id, count(*), sum(CASE WHEN until_day = 0 OR until_day >= $1"
		" OR grace_day >= $1 THEN rest ELSE 0 END), sum(rest) FROM uses_package WHERE rest > 0"
		" GROUP BY kind_id ORDER BY kind_id LIMIT 500", db_int(day));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct uses_owed){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3) - row_int(&r, i, 2) };
	return OK;
}
