/* goods_store.c - see goods_store.h. One function, one statement. */
#include "store/goods_store.h"

#include "model/line.h"
#include "store/document_store.h"

static enum err stale(enum err e, int64_t changed)
{
	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- suppliers ------------------------------------------------------------------------------- */

enum err suppliers_list(struct db *db, struct arena *a, struct supplier_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, kind, active, version FROM supplier ORDER BY code"
		" LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct supplier_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4) != 0, row_int(&r, i, 5) };
	return OK;
}

enum err supplier_put(struct db *db, const struct supplier_row *row)
{
	return db_run(db, NULL, "INSERT INTO supplier (id, code, name, kind, active) VALUES ($1, $2, $3, $4, $5)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_int(row->kind), db_int(row->active));
}

enum err supplier_update(struct db *db, const struct supplier_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE supplier SET name = $2, kind = $3, active = $4,"
		" version = version + 1 WHERE id = $1 AND version = $5", db_int(row->id), db_text(row->name),
		db_int(row->kind), db_int(row->active), db_int(row->version));

	return stale(e, changed);
}

enum err terms_list(struct db *db, struct arena *a, struct terms_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT supplier_id, from_day, deduction_bp, guaranteed_minor"
		" FROM supplier_terms ORDER BY supplier_id, from_day LIMIT 100000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct terms_row){ row_int(&r, i, 0), (int32_t)row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3) };
	return OK;
}

enum err terms_put(struct db *db, const struct terms_row *row)
{
	return db_run(db, NULL, "INSERT INTO supplier_terms (supplier_id, from_day, deduction_bp, guaranteed_minor)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (supplier_id, from_day) DO UPDATE SET"
		" deduction_bp = excluded.deduction_bp, guaranteed_minor = excluded.guaranteed_minor",
		db_int(row->supplier_id), db_int(row->from_day), db_int(row->deduction_bp),
		db_int(row->guaranteed_minor));
}

/* --- prices by the hour ---------------------------------------------------------------------- */

enum err windows_list(struct db *db, struct arena *a, bool all, struct window_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, article_id, category_id, weekdays, from_minute,"
		" until_minute, from_day, until_day, price_minor, off_bp, active, version FROM price_window"
		" WHERE active = 1 OR $1 = 1 ORDER BY code LIMIT 10000", db_int(all));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct window_row){ { row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), (unsigned)row_int(&r, i, 5), (int)row_int(&r, i, 6),
			(int)row_int(&r, i, 7), (int32_t)row_int(&r, i, 8), (int32_t)row_int(&r, i, 9),
			row_int(&r, i, 10), row_int(&r, i, 11) }, row_int(&r, i, 12) != 0, row_int(&r, i, 13) };
	return OK;
}

enum err window_put(struct db *db, const struct window_row *row)
{
	const struct price_window *w = &row->w;

	return db_run(db, NULL, "INSERT INTO price_window (id, code, name, article_id, category_id, weekdays,"
		" from_minute, until_minute, from_day, until_day, price_minor, off_bp, active)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
		db_int(w->id), db_text(w->code), db_text(w->name), db_some(w->article_id), db_some(w->category_id),
		db_int(w->weekdays), db_int(w->from_minute), db_int(w->until_minute), db_int(w->from_day),
		db_int(w->until_day), db_some(w->price_minor), db_some(w->off_bp), db_int(row->active));
}

enum err window_update(struct db *db, const struct window_row *row)
{
	const struct price_window *w = &row->w;
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE price_window SET name = $2, article_id = $3, category_id = $4,"
		" weekdays = $5, from_minute = $6, until_minute = $7, from_day = $8, until_day = $9,"
		" price_minor = $10, off_bp = $11, active = $12, version = version + 1"
		" WHERE id = $1 AND version = $13",
		db_int(w->id), db_text(w->name), db_some(w->article_id), db_some(w->category_id), db_int(w->weekdays),
		db_int(w->from_minute), db_int(w->until_minute), db_int(w->from_day), db_int(w->until_day),
		db_some(w->price_minor), db_some(w->off_bp), db_int(row->active), db_int(row->version));

	return stale(e, changed);
}

/* --- what categories say --------------------------------------------------------------------- */

enum err rules_list(struct db *db, struct arena *a, struct rule_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, parent_id, age_min, margin_bp, ban_from_minute,"
		" ban_until_minute, tax_class FROM category WHERE EXISTS (SELECT 1 FROM category c WHERE c.age_min > 0"
		" OR c.margin_bp >= 0 OR c.ban_from_minute >= 0 OR c.tax_class <> '')"
		" OR EXISTS (SELECT 1 FROM price_window w WHERE w.category_id IS NOT NULL AND w.active = 1)"
		" ORDER BY id LIMIT 50000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct rule_row){ row_int(&r, i, 0), row_int(&r, i, 1), { row_int(&r, i, 2),
			row_int(&r, i, 3), (int)row_int(&r, i, 4), (int)row_int(&r, i, 5), row_text(&r, i, 6) } };
	return OK;
}

/* --- quick keys ------------------------------------------------------------------------------ */

enum err quick_list(struct db *db, struct arena *a, int64_t terminal_id, int page, struct quick_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT terminal_id, page, position, label, sign, colour, kind, target"
		" FROM quick_key WHERE terminal_id IN (0, $1) AND (page = $2 OR $2 = 0)"
		" ORDER BY page, terminal_id, position LIMIT 2000", db_int(terminal_id), db_int(page));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct quick_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1), (int)row_int(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4), row_int(&r, i, 5), row_int(&r, i, 6),
			row_text(&r, i, 7) };
	return OK;
}

enum err quick_put(struct db *db, const struct quick_row *row)
{
	return db_run(db, NULL, "INSERT INTO quick_key (terminal_id, page, position, label, sign, colour, kind, target)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (terminal_id, page, position) DO UPDATE SET"
		" label = excluded.label, sign = excluded.sign, colour = excluded.colour, kind = excluded.kind,"
		" target = excluded.target",
		db_int(row->terminal_id), db_int(row->page), db_int(row->position), db_text(row->label),
		db_text(row->sign), db_int(row->colour), db_int(row->kind), db_text(row->target));
}

enum err quick_delete(struct db *db, int64_t terminal_id, int page, int position, int64_t *n)
{
	return db_run(db, n, "DELETE FROM quick_key WHERE terminal_id = $1 AND (page = $2 OR $2 = 0)"
		" AND (position = $3 OR $3 = 0)", db_int(terminal_id), db_int(page), db_int(position));
}

/* --- invoices -------------------------------------------------------------------------------- */

#define CLAIM_COLUMNS "document_id, n, at_ms, staff_id, amount_minor, tax_minor, figures, reference"
#define CLAIMS_OF_ONE 1000

enum err claim_put(struct db *db, const struct claim_row *row)
{
	return db_run(db, NULL, "INSERT INTO invoice_claim (" CLAIM_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(row->document_id), db_int(row->n), db_int(row->at_ms), db_int(row->staff_id),
		db_int(row->amount_minor), db_int(row->tax_minor), db_text(row->figures), db_text(row->reference));
}

static void take_claims(struct arena *a, const struct db_rows *r, struct claim_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct claim_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2),
			row_int(r, i, 3), row_int(r, i, 4), row_int(r, i, 5), row_text(r, i, 6), row_text(r, i, 7) };
}

enum err claims_of(struct db *db, struct arena *a, int64_t document_id, struct claim_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " CLAIM_COLUMNS " FROM invoice_claim WHERE document_id = $1"
		" ORDER BY n LIMIT $2", db_int(document_id), db_int(CLAIMS_OF_ONE));

	if (e == OK)
		take_claims(a, &r, list, n);
	return e;
}

enum err claims_after(struct db *db, struct arena *a, int64_t after_id, int64_t after_n, int limit,
	struct claim_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " CLAIM_COLUMNS " FROM invoice_claim WHERE (document_id, n) > ($1, $2)"
		" ORDER BY document_id, n LIMIT $3", db_int(after_id), db_int(after_n), db_int(limit));

	if (e == OK)
		take_claims(a, &r, list, n);
	return e;
}

enum err claims_touched(struct db *db, struct arena *a, int64_t after_id, int limit, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT c.document_id FROM invoice_claim c WHERE c.n = 0"
		" AND c.document_id > $1 AND EXISTS (SELECT 1 FROM returned r WHERE r.document_id = c.document_id)"
		" ORDER BY c.document_id LIMIT $2", db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (int i = 0; i < r.count; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return OK;
}

/* --- what was sold of whom ------------------------------------------------------------------- */

struct telling { supplied_fn fn; void *ctx; };

static enum err tell_supplied(void *ctx, const struct db_rows *r)
{
	const struct telling *t = ctx;
	const struct supplied s = { row_int(r, 0, 0), row_int(r, 0, 1), (int32_t)row_int(r, 0, 2), row_int(r, 0, 3),
		row_int(r, 0, 4), row_int(r, 0, 5), row_int(r, 0, 6) };

	return t->fn(t->ctx, &s);
}

enum err supplied_each(struct db *db, int64_t from_id, int32_t first_day, int32_t last_day, supplied_fn fn, void *ctx)
{
	struct telling t = { fn, ctx };
	int64_t after_id = from_id - 1, last_id;
	enum err e;

	while ((e = documents_slice(db, after_id, &last_id)) == OK && last_id != after_id) {
		e = db_each(db, tell_supplied, &t, "SELECT d.kind, l.supplier_id, d.business_day, count(*),"
			" sum(l.qty_milli), sum(l.paid_minor), sum(l.tax_minor) FROM document d"
			" JOIN sale_line l ON l.document_id = d.id WHERE d.id > $1 AND d.id <= $2"
			" AND d.business_day BETWEEN $3 AND $4 AND l.supplier_id IS NOT NULL AND (l.flags & $5) = 0"
			" GROUP BY d.kind, l.supplier_id, d.business_day",
			db_int(after_id), db_int(last_id), db_int(first_day), db_int(last_day), db_int(LINE_DEPOSIT));
		if (e != OK)
			break;
		after_id = last_id;
	}
	return e;
}
