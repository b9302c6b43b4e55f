/* shift_store.c - see shift_store.h. */
#include "store/shift_store.h"

#define SHIFT_COLUMNS "h.id, h.terminal_id, h.staff_id, h.opened_at_ms, h.opened_day, h.float_minor, h.state," \
	" h.closed_at_ms, h.closed_by, t.code, s.number, s.name, c.name, h.drawer_staff_id"
#define SHIFT_FROM " FROM shift h JOIN terminal t ON t.id = h.terminal_id JOIN staff s ON s.id = h.staff_id" \
	" LEFT JOIN staff c ON c.id = h.closed_by"

static struct shift_row shift_of(const struct db_rows *r, int i)
{
	return (struct shift_row){ .id = row_int(r, i, 0), .terminal_id = row_int(r, i, 1),
		.staff_id = row_int(r, i, 2), .opened_at_ms = row_int(r, i, 3), .opened_day = (int32_t)row_int(r, i, 4),
		.float_minor = row_int(r, i, 5), .state = (int)row_int(r, i, 6), .closed_at_ms = row_int(r, i, 7),
		.closed_by = row_int(r, i, 8), .terminal_code = row_text(r, i, 9), .staff_number = row_text(r, i, 10),
		.staff_name = row_text(r, i, 11), .closed_by_name = row_text(r, i, 12),
		.drawer_staff_id = row_int(r, i, 13) };
}

enum err shift_insert(struct db *db, const struct shift_row *row)
{
	return db_run(db, NULL, "INSERT INTO shift (id, terminal_id, staff_id, opened_at_ms, opened_day, float_minor,"
		" state, drawer_staff_id) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
		db_int(row->id), db_int(row->terminal_id), db_int(row->staff_id), db_int(row->opened_at_ms),
		db_int(row->opened_day), db_int(row->float_minor), db_int(row->drawer_staff_id));
}

enum err shift_get(struct db *db, struct arena *a, int64_t id, struct shift_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " SHIFT_COLUMNS SHIFT_FROM " WHERE h.id = $1", db_int(id));

	if (e == OK)
		*out = shift_of(&r, 0);
	return e;
}

/* Of a terminal, the drawer that this person uses: his own before that of the till. */
static enum err shift_of_whom(struct db *db, struct arena *a, const char *sql, int64_t terminal_id, int64_t staff_id,
	struct shift_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, sql, db_int(terminal_id), db_int(staff_id));

	if (e == OK)
		*out = shift_of(&r, 0);
	return e;
}

#define SHIFT_OF_WHOM "SELECT " SHIFT_COLUMNS SHIFT_FROM " WHERE h.terminal_id = $1" \
	" AND ($2 = 0 OR h.drawer_staff_id IN (0, $2))"

enum err shift_open_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id, struct shift_row *out)
{
	return shift_of_whom(db, a, SHIFT_OF_WHOM " AND h.state < 3 ORDER BY h.drawer_staff_id DESC LIMIT 1",
		terminal_id, staff_id, out);
}

enum err shift_last_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id, struct shift_row *out)
{
	return shift_of_whom(db, a, SHIFT_OF_WHOM " ORDER BY h.id DESC LIMIT 1", terminal_id, staff_id, out);
}

enum err shift_last_closed_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct shift_row *out)
{
	return shift_of_whom(db, a, SHIFT_OF_WHOM " AND h.state = 3 ORDER BY h.id DESC LIMIT 1", terminal_id,
		staff_id, out);
}

enum err shifts_list(struct db *db, struct arena *a, int limit, struct shift_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " SHIFT_COLUMNS SHIFT_FROM " ORDER BY h.id DESC LIMIT $1",
		db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = shift_of(&r, i);
	return OK;
}

enum err shift_state_set(struct db *db, int64_t id, int from, int to, int64_t at_ms, int64_t staff_id)
{
	int64_t changed = 0;
	enum err e = to == SHIFT_CLOSED
		? db_run(db, &changed, "UPDATE shift SET state = 3, closed_at_ms = $3, closed_by = $4"
			" WHERE id = $1 AND state = $2", db_int(id), db_int(from), db_int(at_ms), db_int(staff_id))
		: db_run(db, &changed, "UPDATE shift SET state = $3 WHERE id = $1 AND state = $2",
			db_int(id), db_int(from), db_int(to));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err shift_count_insert(struct db *db, const struct count_row *row)
{
	return db_run(db, NULL, "INSERT INTO shift_count (shift_id, attempt, tender_id, counted_minor, staff_id, at_ms)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		db_int(row->shift_id), db_int(row->attempt), db_int(row->tender_id), db_int(row->counted_minor),
		db_int(row->staff_id), db_int(row->at_ms));
}

enum err shift_counts(struct db *db, struct arena *a, int64_t shift_id, struct count_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT shift_id, attempt, tender_id, counted_minor, staff_id, at_ms"
		" FROM shift_count WHERE shift_id = $1 ORDER BY attempt, tender_id LIMIT 1000", db_int(shift_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct count_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5) };
	return OK;
}

enum err shift_total_add(struct db *db, int64_t shift_id, int32_t day, const struct total *t)
{
	return db_run(db, NULL, "INSERT INTO shift_total (shift_id, business_day, measure, item_id, times, qty_milli,"
		" amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7)"
		" ON CONFLICT (shift_id, business_day, measure, item_id) DO UPDATE SET"
		" times = shift_total.times + excluded.times, qty_milli = shift_total.qty_milli + excluded.qty_milli,"
		" amount_minor = shift_total.amount_minor + excluded.amount_minor",
		db_int(shift_id), db_int(day), db_int(t->measure), db_int(t->item_id), db_int(t->times),
		db_int(t->qty_milli), db_int(t->amount_minor));
}

#define TOTAL_COLUMNS "shift_id, business_day, measure, item_id, times, qty_milli, amount_minor"

static void totals_of(const struct db_rows *r, struct arena *a, struct shift_total_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct shift_total_row){ row_int(r, i, 0), (int32_t)row_int(r, i, 1),
			{ (enum measure)row_int(r, i, 2), row_int(r, i, 3), row_int(r, i, 4), row_int(r, i, 5),
				row_int(r, i, 6) } };
}

enum err shift_totals(struct db *db, struct arena *a, int64_t shift_id, struct shift_total_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " TOTAL_COLUMNS " FROM shift_total WHERE shift_id = $1"
		" ORDER BY business_day, measure, item_id LIMIT 10000", db_int(shift_id));

	if (e == OK)
		totals_of(&r, a, list, n);
	return e;
}

enum err day_totals(struct db *db, struct arena *a, int32_t day, struct shift_total_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " TOTAL_COLUMNS " FROM shift_total WHERE business_day = $1"
		" ORDER BY shift_id, measure, item_id LIMIT 50000", db_int(day));

	if (e == OK)
		totals_of(&r, a, list, n);
	return e;
}
