/* trade_store.c - see trade_store.h. One function, one statement. */
#include "store/trade_store.h"

#include "model/totals.h"

/* What an update of one version came to. */
static enum err updated(enum err e, int64_t changed)
{
	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* The only figure of a statement that asks for one. */
static enum err figure(enum err e, struct arena *a, const struct db_rows *r, int64_t *n)
{
	*n = e == OK ? row_int(r, 0, 0) : 0;
	arena_release(a);
	return e;
}

/* --- taxes --------------------------------------------------------------------------------- */

enum err taxes_list(struct db *db, struct arena *a, int32_t day, struct tax_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT t.id, t.code, t.name, t.name_en, coalesce((SELECT c.rate_bp"
		" FROM tax_change c WHERE c.tax_rate_id = t.id AND c.from_day <= $1 ORDER BY c.from_day DESC"
		" LIMIT 1), t.rate_bp), t.included, t.version FROM tax_rate t ORDER BY t.code LIMIT 1000",
		db_int(day));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct tax_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5) != 0, row_int(&r, i, 6) };
	return OK;
}

enum err tax_put(struct db *db, const struct tax_row *row)
{
	return db_run(db, NULL, "INSERT INTO tax_rate (id, code, name, name_en, rate_bp, included)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en), db_int(row->rate_bp),
		db_int(row->included));
}

enum err tax_update(struct db *db, const struct tax_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE tax_rate SET name = $2, name_en = $3, version = version + 1"
		" WHERE id = $1 AND version = $4",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_int(row->version));

	return updated(e, changed);
}

enum err tax_changes(struct db *db, struct arena *a, int64_t tax_rate_id, struct tax_change_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT from_day, rate_bp FROM tax_change WHERE tax_rate_id = $1"
		" ORDER BY from_day LIMIT 1000", db_int(tax_rate_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct tax_change_row){ (int32_t)row_int(&r, i, 0), row_int(&r, i, 1) };
	return OK;
}

enum err tax_change_put(struct db *db, int64_t tax_rate_id, int32_t from_day, int64_t rate_bp)
{
	return db_run(db, NULL, "INSERT INTO tax_change (tax_rate_id, from_day, rate_bp) VALUES ($1, $2, $3)"
		" ON CONFLICT (tax_rate_id, from_day) DO UPDATE SET rate_bp = excluded.rate_bp",
		db_int(tax_rate_id), db_int(from_day), db_int(rate_bp));
}

enum err tax_used_on(struct db *db, int64_t tax_rate_id, int32_t day, bool *used)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	int64_t n;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM shift_total WHERE business_day = $1 AND measure = $2"
		" AND item_id = $3", db_int(day), db_int(MEASURE_TAX_BASE), db_int(tax_rate_id));

	e = figure(e, &a, &r, &n);
	*used = n > 0;
	return e;
}

/* --- departments --------------------------------------------------------------------------- */

enum err departments_list(struct db *db, struct arena *a, struct department_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, tax_rate_id, active, version FROM department"
		" ORDER BY active DESC, code LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct department_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5) == 0, row_int(&r, i, 6) };
	return OK;
}

enum err department_put(struct db *db, const struct department_row *row)
{
	return db_run(db, NULL, "INSERT INTO department (id, code, name, name_en, tax_rate_id)"
		" VALUES ($1, $2, $3, $4, $5)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en),
		db_int(row->tax_rate_id));
}

enum err department_update(struct db *db, const struct department_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE department SET name = $2, name_en = $3, tax_rate_id = $4,"
		" active = $5, version = version + 1 WHERE id = $1 AND version = $6",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_int(row->tax_rate_id),
		db_int(!row->disabled), db_int(row->version));

	return updated(e, changed);
}

enum err department_articles(struct db *db, int64_t id, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM article WHERE department_id = $1", db_int(id));

	return figure(e, &a, &r, n);
}

/* --- means of payment ---------------------------------------------------------------------- */

enum err tenders_list(struct db *db, struct arena *a, struct tender_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, kind, flags, reference_pattern, position,"
		" version, min_minor, max_minor, bill_max_minor, approve_above_minor, refund_to, over_rule,"
		" over_max_minor, fee_bp, fee_minor, currency FROM tender ORDER BY position, id LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct tender_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_text(&r, i, 6),
			row_int(&r, i, 7), row_int(&r, i, 8), row_int(&r, i, 9), row_int(&r, i, 10),
			row_int(&r, i, 11), row_int(&r, i, 12), row_int(&r, i, 13), row_int(&r, i, 14),
			row_int(&r, i, 15), row_int(&r, i, 16), row_int(&r, i, 17), row_text(&r, i, 18) };
	return OK;
}

enum err tender_put(struct db *db, const struct tender_row *row)
{
	return db_run(db, NULL, "INSERT INTO tender (id, code, name, name_en, kind, flags, reference_pattern, position,"
		" min_minor, max_minor, bill_max_minor, approve_above_minor, refund_to, over_rule, over_max_minor,"
		" fee_bp, fee_minor, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
			" $15,"
		" $16, $17, $18)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en), db_int(row->kind),
		db_int(row->flags), db_text(row->reference_pattern), db_int(row->position), db_int(row->min_minor),
		db_int(row->max_minor), db_int(row->bill_max_minor), db_int(row->approve_above_minor),
		db_int(row->refund_to), db_int(row->over_rule), db_int(row->over_max_minor), db_int(row->fee_bp),
		db_int(row->fee_minor), db_text(row->currency ? row->currency : ""));
}

enum err tender_update(struct db *db, const struct tender_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE tender SET name = $2, name_en = $3, flags = $4,"
		" reference_pattern = $5, position = $6, min_minor = $8, max_minor = $9, bill_max_minor = $10,"
		" approve_above_minor = $11, refund_to = $12, over_rule = $13, over_max_minor = $14, fee_bp = $15,"
		" fee_minor = $16, version = version + 1 WHERE id = $1 AND version = $7",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_int(row->flags),
		db_text(row->reference_pattern), db_int(row->position), db_int(row->version), db_int(row->min_minor),
		db_int(row->max_minor), db_int(row->bill_max_minor), db_int(row->approve_above_minor),
		db_int(row->refund_to), db_int(row->over_rule), db_int(row->over_max_minor), db_int(row->fee_bp),
		db_int(row->fee_minor));

	return updated(e, changed);
}

enum err tender_baskets(struct db *db, int64_t id, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(DISTINCT basket_id) FROM basket_tender WHERE tender_id = $1",
		db_int(id));

	return figure(e, &a, &r, n);
}

/* --- reasons ------------------------------------------------------------------------------- */

enum err reasons_list(struct db *db, struct arena *a, struct reason_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, kind, digit, name, name_en, active, version FROM reason"
		" ORDER BY kind, active DESC, digit, id LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct reason_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_text(&r, i, 3), row_text(&r, i, 4), row_int(&r, i, 5) == 0, row_int(&r, i, 6) };
	return OK;
}

enum err reason_put(struct db *db, const struct reason_row *row)
{
	return db_run(db, NULL, "INSERT INTO reason (id, kind, digit, name, name_en) VALUES ($1, $2, $3, $4, $5)",
		db_int(row->id), db_int(row->kind), db_int(row->digit), db_text(row->name), db_text(row->name_en));
}

enum err reason_update(struct db *db, const struct reason_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE reason SET digit = $2, name = $3, name_en = $4, active = $5,"
		" version = version + 1 WHERE id = $1 AND version = $6",
		db_int(row->id), db_int(row->digit), db_text(row->name), db_text(row->name_en),
		db_int(!row->disabled), db_int(row->version));

	return updated(e, changed);
}
