/* lot_store.c - see lot_store.h. */
#include "store/lot_store.h"

#include "base/clock.h"
#include "model/code.h"

#define LOT_COLUMNS "l.id, l.document_id, l.from_day, l.until_day, l.amount, l.rest, l.expired, l.held, l.grace"

static struct lot lot_of(const struct db_rows *r, int i)
{
	return (struct lot){ .id = row_int(r, i, 0), .document_id = row_int(r, i, 1),
		.from_day = (int32_t)row_int(r, i, 2), .until_day = (int32_t)row_int(r, i, 3),
		.amount = row_int(r, i, 4), .rest = row_int(r, i, 5), .expired = row_int(r, i, 6),
		.held = row_int(r, i, 7) != 0, .grace = row_int(r, i, 8) != 0 };
}

/* Two indexes serve two halves; what both find comes once. */
#define LOT_BOOK "SELECT " LOT_COLUMNS " FROM lot l WHERE l.member_id = $1 AND l.account = $2 AND l.rest <> 0"

enum err lots_open(struct db *db, struct arena *a, enum account account, int64_t member_id, int64_t document_id,
	struct lot_row **list, int *n)
{
	struct db_rows r;
	enum err e = document_id ? db_query(db, a, &r, LOT_BOOK " UNION SELECT " LOT_COLUMNS " FROM lot l"
			" WHERE l.document_id = $3 AND l.account = $2 AND l.member_id = $1 ORDER BY 1 LIMIT 10000",
			db_int(member_id), db_int(account), db_int(document_id))
		: db_query(db, a, &r, LOT_BOOK " ORDER BY l.id LIMIT 10000", db_int(member_id), db_int(account));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct lot_row){ lot_of(&r, i), account, member_id, 0 };
	return OK;
}

enum err lots_spent(struct db *db, struct arena *a, enum account account, int64_t document_id, struct lot_spent **list,
	int64_t **members, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " LOT_COLUMNS ", -s.taken, l.member_id"
		" FROM (SELECT lot_id, sum(amount) AS taken FROM lot_move WHERE document_id = $1 AND kind = $2"
		" GROUP BY lot_id) s JOIN lot l ON l.id = s.lot_id"
		" WHERE l.account = $3 ORDER BY l.id LIMIT 10000", db_int(document_id), db_int(LOT_SPENT),
		db_int(account));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	*members = arena_array(a, (size_t)r.count, sizeof **members);
	for (int i = 0; i < r.count; i++) {
		(*list)[i] = (struct lot_spent){ lot_of(&r, i), row_int(&r, i, 9), 0 };
		(*members)[i] = row_int(&r, i, 10);
	}
	return OK;
}

enum err lots_came_back(struct db *db, struct arena *a, enum account account, int64_t document_id, int64_t **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT sum(m.amount) FROM document d JOIN lot_move m ON m.document_id = d.id"
		" JOIN lot l ON l.id = m.lot_id WHERE d.original_id = $1 AND m.kind = $2 AND l.account = $3"
		" GROUP BY d.id, d.at_ms ORDER BY d.at_ms, d.id LIMIT 10000", db_int(document_id), db_int(LOT_BACK),
		db_int(account));

	*n = e == OK ? r.count : 0;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = row_int(&r, i, 0);
	return e;
}

enum err lots_past(struct db *db, struct arena *a, enum account account, int32_t day, int limit, int64_t **members,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT DISTINCT member_id FROM lot WHERE account = $1 AND until_day < $2"
		" AND rest > 0 AND until_day > 0 ORDER BY member_id LIMIT $3", db_int(account), db_int(day),
		db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*members = arena_array(a, (size_t)r.count, sizeof **members);
	for (int i = 0; i < r.count; i++)
		(*members)[i] = row_int(&r, i, 0);
	return OK;
}

enum err lot_insert(struct db *db, const struct lot_row *row)
{
	const struct lot *l = &row->lot;

	return db_run(db, NULL, "INSERT INTO lot (id, account, member_id, document_id, from_day, until_day, amount,"
		" rest, expired, held, grace) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", db_int(l->id),
		db_int(row->account), db_int(row->member_id), db_int(l->document_id), db_int(l->from_day),
		db_int(l->until_day), db_int(l->amount), db_int(l->rest), db_int(l->expired), db_int(l->held),
		db_int(l->grace));
}

enum err lot_change(struct db *db, const struct lot *now, int64_t was)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE lot SET rest = $2, expired = $3, held = $4 WHERE id = $1"
		" AND rest = $5", db_int(now->id), db_int(now->rest), db_int(now->expired), db_int(now->held),
		db_int(was));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err lot_add(struct db *db, int64_t id, int64_t amount, int64_t expired)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE lot SET rest = rest + $2, expired = expired + $3 WHERE id = $1",
		db_int(id), db_int(amount), db_int(expired));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err lot_let_go(struct db *db, int64_t id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE lot SET held = 0 WHERE id = $1", db_int(id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err lots_held(struct db *db, struct arena *a, int64_t document_id, struct lot_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT DISTINCT account, member_id FROM lot WHERE document_id = $1"
		" AND held = 1 ORDER BY account, member_id LIMIT 10000", db_int(document_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct lot_row){ .account = (enum account)row_int(&r, i, 0),
			.member_id = row_int(&r, i, 1) };
	return OK;
}

enum err lot_move_put(struct db *db, int64_t document_id, int n, int64_t lot_id, enum lot_move_kind kind,
	int64_t amount)
{
	return db_run(db, NULL, "INSERT INTO lot_move (document_id, n, lot_id, kind, amount) VALUES ($1, $2, $3, $4,"
		" $5)", db_int(document_id), db_int(n), db_int(lot_id), db_int(kind), db_int(amount));
}

enum err lots_after(struct db *db, struct arena *a, int64_t after, int limit, struct lot_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " LOT_COLUMNS ", l.account, l.member_id, coalesce((SELECT"
		" sum(m.amount) FROM lot_move m WHERE m.lot_id = l.id), 0) FROM lot l WHERE l.id > $1 ORDER BY l.id"
		" LIMIT $2", db_int(after), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct lot_row){ lot_of(&r, i), (enum account)row_int(&r, i, 9), row_int(&r, i, 10),
			row_int(&r, i, 11) };
	return OK;
}

/* --- what documents moved, by time ------------------------------------------------------------------- */

#define MS_OF_A_DAY INT64_C(86400000)

int64_t lot_moved_sum(const struct lot_moved *m)
{
	return m->came + m->spent + m->ended + m->handed;
}

int64_t moved_from_ms(int32_t day)
{
	int64_t first = day_utc_ms(day) - MS_OF_A_DAY; /* wherever on earth it began */

	/* While the clock is behind the day, whatever is old may be of it. */
	return clock_now_ms() < first ? 0 : first;
}

enum err lot_moved_keep(struct db *db, int64_t document_id)
{
	return db_run(db, NULL, "INSERT INTO lot_moved (account, member_id, at_ms, document_id, amount, spent, ended,"
		" handed) SELECT l.account, l.member_id, d.at_ms, d.id, sum(m.amount),"
		" sum(CASE WHEN m.kind IN ($2, $3) THEN m.amount ELSE 0 END),"
		" sum(CASE WHEN m.kind = $4 THEN m.amount ELSE 0 END),"
		" sum(CASE WHEN m.kind = $5 THEN m.amount ELSE 0 END)"
		" FROM lot_move m JOIN lot l ON l.id = m.lot_id JOIN document d ON d.id = m.document_id"
		" WHERE m.document_id = $1 GROUP BY l.account, l.member_id, d.at_ms, d.id", db_int(document_id),
		db_int(LOT_SPENT), db_int(LOT_BACK), db_int(LOT_EXPIRED), db_int(LOT_MOVED));
}

enum err lot_moved_before(struct db *db, struct arena *a, enum account account, int64_t member_id,
	struct moved_before before, int limit, struct lot_moved_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.document_id, d.kind, t.code, d.series, d.running, s.at_ms,"
		" d.business_day, s.amount, s.spent, s.ended, s.handed FROM (SELECT document_id, at_ms, amount, spent,"
		" ended, handed FROM lot_moved WHERE account = $1 AND member_id = $2"
		" AND (at_ms, document_id) < ($3, $4) ORDER BY at_ms DESC, document_id DESC LIMIT $5) s"
		" JOIN document d ON d.id = s.document_id JOIN terminal t ON t.id = d.terminal_id"
		" ORDER BY s.at_ms DESC, s.document_id DESC", db_int(account), db_int(member_id),
		db_int(before.at_ms), db_int(before.document_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++) {
		struct lot_moved m = { 0, row_int(&r, i, 8), row_int(&r, i, 9), row_int(&r, i, 10) };

		m.came = row_int(&r, i, 7) - lot_moved_sum(&m);
		(*list)[i] = (struct lot_moved_row){ { row_int(&r, i, 0), (int)row_int(&r, i, 1),
			doc_number_text(a, row_text(&r, i, 2), row_int(&r, i, 3), row_int(&r, i, 4)),
			row_int(&r, i, 5), (int32_t)row_int(&r, i, 6) }, m };
	}
	return OK;
}

enum err lot_moved_since(struct db *db, enum account account, int64_t member_id, int64_t at_ms, int64_t but_id,
	int64_t *sum)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(sum(amount), 0) FROM lot_moved WHERE account = $1"
		" AND member_id = $2 AND at_ms >= $3 AND document_id <> $4", db_int(account), db_int(member_id),
		db_int(at_ms), db_int(but_id));

	if (e == OK)
		*sum = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}
