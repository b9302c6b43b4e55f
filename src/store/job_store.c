/* job_store.c - see job_store.h. */
#include "store/job_store.h"

#define JOB_COLUMNS "id, kind, terminal_id, document_id, template, body, copy, created_at_ms, deadline_ms, state," \
	" tries, outside, note, printer"

static struct job_row job_of(const struct db_rows *r, int i)
{
	return (struct job_row){ .id = row_int(r, i, 0), .kind = row_int(r, i, 1), .terminal_id = row_int(r, i, 2),
		.document_id = row_int(r, i, 3), .template = row_text(r, i, 4), .body = row_text(r, i, 5),
		.copy = row_int(r, i, 6), .created_at_ms = row_int(r, i, 7), .deadline_ms = row_int(r, i, 8),
		.state = row_int(r, i, 9), .tries = row_int(r, i, 10), .outside = row_text(r, i, 11),
		.note = row_text(r, i, 12), .printer = row_int(r, i, 13) };
}

enum err job_insert(struct db *db, const struct job_row *row)
{
	return db_run(db, NULL, "INSERT INTO job (id, kind, terminal_id, document_id, template, body, copy,"
		" created_at_ms, deadline_ms, state, changed_at_ms, printer)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $8, $10)",
		db_int(row->id), db_int(row->kind), db_int(row->terminal_id),
		db_some(row->document_id), db_text(row->template),
		db_text(row->body ? row->body : ""), db_int(row->copy), db_int(row->created_at_ms),
		db_int(row->deadline_ms), db_int(row->printer));
}

enum err job_first_waiting(struct db *db, struct arena *a, int64_t terminal_id, int64_t printer, struct job_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " JOB_COLUMNS " FROM job WHERE terminal_id = $1 AND state < 3"
		" AND state = 1 AND printer = $2 ORDER BY id LIMIT 1", db_int(terminal_id), db_int(printer));

	if (e == OK)
		*out = job_of(&r, 0);
	return e;
}

enum err job_get(struct db *db, struct arena *a, int64_t id, struct job_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " JOB_COLUMNS " FROM job WHERE id = $1", db_int(id));

	if (e == OK)
		*out = job_of(&r, 0);
	return e;
}

enum err job_move(struct db *db, int64_t id, int64_t from, int64_t to, const char *outside, const char *note,
	int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE job SET state = $3, outside = coalesce($4, outside), note = $5,"
		" changed_at_ms = $6, tries = tries + 1 WHERE id = $1 AND state = $2",
		db_int(id), db_int(from), db_int(to), db_text(outside), db_text(note), db_int(at_ms));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err jobs_expire(struct db *db, int64_t terminal_id, int64_t now_ms)
{
	return db_run(db, NULL, "UPDATE job SET state = 6, changed_at_ms = $2 WHERE terminal_id = $1 AND state < 3"
		" AND state = 1 AND deadline_ms > 0 AND deadline_ms < $2", db_int(terminal_id), db_int(now_ms));
}

enum err jobs_move_all(struct db *db, int64_t terminal_id, int64_t from, int64_t to, int64_t at_ms, int64_t *moved)
{
	return db_run(db, moved, "UPDATE job SET state = $3, changed_at_ms = $4 WHERE terminal_id = $1 AND state < 3"
		" AND state = $2", db_int(terminal_id), db_int(from), db_int(to), db_int(at_ms));
}

enum err jobs_give_up(struct db *db, int64_t terminal_id, int64_t before_ms, int64_t at_ms, int64_t *moved)
{
	return db_run(db, moved, "UPDATE job SET state = 5, changed_at_ms = $3 WHERE terminal_id = $1 AND state < 3"
		" AND state = 2 AND changed_at_ms < $2", db_int(terminal_id), db_int(before_ms), db_int(at_ms));
}

enum err jobs_counts(struct db *db, int64_t terminal_id, int64_t since_id, int64_t *waiting, int64_t *unknown)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM job WHERE terminal_id = $1 AND state < 3",
		db_int(terminal_id));

	if (e == OK)
		*waiting = row_int(&r, 0, 0);
	*unknown = 0;
	if (e == OK)
		e = db_one(db, &a, &r, "SELECT count(*) FROM job WHERE id > $2 AND terminal_id = $1 AND state = 5",
			db_int(terminal_id), db_int(since_id));
	if (e == OK)
		*unknown = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err jobs_list(struct db *db, struct arena *a, int64_t terminal_id, int64_t limit, struct job_listed **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT j.id, j.kind, j.state, t.code, j.template, j.copy, j.tries, j.outside,"
		" j.note, j.created_at_ms, j.changed_at_ms, dt.code, d.series, d.running, j.printer FROM job j"
		" JOIN terminal t ON t.id = j.terminal_id LEFT JOIN document d ON d.id = j.document_id"
		" LEFT JOIN terminal dt ON dt.id = d.terminal_id WHERE ($1 = 0 OR j.terminal_id = $1)"
		" ORDER BY j.id DESC LIMIT $2", db_int(terminal_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct job_listed){ .id = row_int(&r, i, 0), .kind = row_int(&r, i, 1),
			.state = row_int(&r, i, 2), .terminal = row_text(&r, i, 3), .template = row_text(&r, i, 4),
			.copy = row_int(&r, i, 5), .tries = row_int(&r, i, 6), .outside = row_text(&r, i, 7),
			.note = row_text(&r, i, 8), .created_at_ms = row_int(&r, i, 9),
			.changed_at_ms = row_int(&r, i, 10), .document_terminal = row_text(&r, i, 11),
			.series = row_int(&r, i, 12), .running = row_int(&r, i, 13), .printer = row_int(&r, i, 14) };
	return OK;
}

enum err job_copies(struct db *db, int64_t document_id, int64_t *copies)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(max(copy), 0) FROM job WHERE id >= $1 AND document_id = $1",
		db_int(document_id));

	if (e == OK)
		*copies = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err device_put(struct db *db, int64_t terminal_id, const struct device_row *row)
{
	return db_run(db, NULL, "INSERT INTO device_health (terminal_id, device, state, detail, at_ms)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (terminal_id, device) DO UPDATE SET state = excluded.state,"
		" detail = excluded.detail, at_ms = excluded.at_ms",
		db_int(terminal_id), db_text(row->device), db_text(row->state), db_text(row->detail),
		db_int(row->at_ms));
}

enum err device_get(struct db *db, struct arena *a, int64_t terminal_id, const char *device, struct device_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT device, state, detail, at_ms FROM device_health WHERE terminal_id = $1"
		" AND device = $2", db_int(terminal_id), db_text(device));

	if (e == OK)
		*out = (struct device_row){ row_text(&r, 0, 0), row_text(&r, 0, 1), row_text(&r, 0, 2),
			row_int(&r, 0, 3) };
	return e;
}

enum err device_forget(struct db *db, int64_t terminal_id, const char *device)
{
	return db_run(db, NULL, "DELETE FROM device_health WHERE terminal_id = $1 AND device = $2",
		db_int(terminal_id), db_text(device));
}

enum err devices_list(struct db *db, struct arena *a, struct device_listed **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT t.code, h.device, h.state, h.detail, h.at_ms FROM device_health h"
		" JOIN terminal t ON t.id = h.terminal_id ORDER BY t.id, h.device LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct device_listed){ row_text(&r, i, 0), { row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4) } };
	return OK;
}
