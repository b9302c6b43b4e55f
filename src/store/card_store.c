/* card_store.c - see card_store.h. */
#include "store/card_store.h"

#include "model/member/cardkey.h"

static enum err moved(enum err e, int64_t changed)
{
	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- kinds ---------------------------------------------------------------------------------------- */

#define KIND_COLUMNS "SELECT id, code, name, name_en, use_kind, flags, price_minor, top_up_minor, valid_days," \
	" commission_bp, commission_minor, level_id, active, version FROM card_kind"

static struct card_kind_row kind_of(const struct db_rows *r, int i)
{
	return (struct card_kind_row){ row_int(r, i, 0), row_text(r, i, 1), row_text(r, i, 2), row_text(r, i, 3),
		(int)row_int(r, i, 4), (unsigned)row_int(r, i, 5), row_int(r, i, 6), row_int(r, i, 7),
		row_int(r, i, 8), row_int(r, i, 9), row_int(r, i, 10), row_int(r, i, 11), row_int(r, i, 12) == 0,
		row_int(r, i, 13) };
}

enum err card_kinds(struct db *db, struct arena *a, struct card_kind_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, KIND_COLUMNS " ORDER BY code LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = kind_of(&r, i);
	return OK;
}

enum err card_kind_get(struct db *db, struct arena *a, int64_t id, struct card_kind_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, KIND_COLUMNS " WHERE id = $1", db_int(id));

	if (e == OK)
		*out = kind_of(&r, 0);
	return e;
}

enum err card_kind_put(struct db *db, const struct card_kind_row *row)
{
	return db_run(db, NULL, "INSERT INTO card_kind (id, code, name, name_en, use_kind, flags, price_minor,"
		" top_up_minor, valid_days, commission_bp, commission_minor, level_id, active) VALUES ($1, $2, $3, $4,"
		" $5, $6, $7, $8, $9, $10, $11, $12, $13)", db_int(row->id), db_text(row->code), db_text(row->name),
		db_text(row->name_en), db_int(row->use), db_int(row->flags), db_int(row->price_minor),
		db_int(row->top_up_minor), db_int(row->valid_days), db_int(row->commission_bp),
		db_int(row->commission_minor), db_some(row->level_id), db_int(!row->disabled));
}

enum err card_kind_update(struct db *db, const struct card_kind_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE card_kind SET name = $2, name_en = $3, flags = $4, price_minor = $5,"
		" top_up_minor = $6, valid_days = $7, commission_bp = $8, commission_minor = $9, level_id = $10,"
		" active = $11, version = version + 1 WHERE id = $1 AND version = $12", db_int(row->id),
		db_text(row->name), db_text(row->name_en), db_int(row->flags), db_int(row->price_minor),
		db_int(row->top_up_minor), db_int(row->valid_days), db_int(row->commission_bp),
		db_int(row->commission_minor), db_some(row->level_id), db_int(!row->disabled), db_int(row->version));

	return moved(e, changed);
}

/* --- cards ---------------------------------------------------------------------------------------- */

#define CARD_COLUMNS "c.id, c.number, c.kind_id, c.state, c.member_id, c.staff_id, c.issue_no, c.from_day," \
	" c.until_day, c.token, c.changed_at_ms"

static struct card card_of(const struct db_rows *r, int i)
{
	return (struct card){ row_int(r, i, 0), row_text(r, i, 1), row_int(r, i, 2), (int)row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5), row_int(r, i, 6), (int32_t)row_int(r, i, 7),
		(int32_t)row_int(r, i, 8), row_text(r, i, 9), row_int(r, i, 10) };
}

static enum err one(enum err e, const struct db_rows *r, struct card *out)
{
	if (e == OK)
		*out = card_of(r, 0);
	return e;
}

static enum err all(enum err e, const struct db_rows *r, struct arena *a, struct card **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = card_of(r, i);
	return OK;
}

enum err card_get(struct db *db, struct arena *a, int64_t id, struct card *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " CARD_COLUMNS " FROM card c WHERE c.id = $1", db_int(id)), &r, out);
}

enum err card_by_number(struct db *db, struct arena *a, const char *number, struct card *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " CARD_COLUMNS " FROM card c WHERE c.number = $1", db_text(number)), &r,
		out);
}

/* Asked at every prompt: the kind's name comes with it. */
#define NAMED_COLUMNS CARD_COLUMNS ", coalesce(t.name, ''), coalesce(t.name_en, '')"
#define OF_KIND " LEFT JOIN card_kind t ON t.id = c.kind_id"

static enum err one_named(enum err e, const struct db_rows *r, struct card_named *out)
{
	if (e == OK)
		*out = (struct card_named){ card_of(r, 0), row_text(r, 0, 11), row_text(r, 0, 12) };
	return e;
}

enum err card_by_key(struct db *db, struct arena *a, const char *key, struct card_named *out)
{
	struct db_rows r;

	return one_named(db_one(db, a, &r, "SELECT " NAMED_COLUMNS " FROM card_key k JOIN card c ON c.id = k.card_id"
		OF_KIND " WHERE k.key = $1", db_text(key)), &r, out);
}

enum err card_current_named(struct db *db, struct arena *a, int64_t member_id, struct card_named *out)
{
	struct db_rows r;

	return one_named(db_one(db, a, &r, "SELECT " NAMED_COLUMNS " FROM card c" OF_KIND
		" WHERE c.member_id = $1 AND c.state = 3", db_int(member_id)), &r, out); /* CARD_ISSUED */
}

enum err card_current(struct db *db, struct arena *a, int64_t member_id, struct card *out)
{
	struct db_rows r;

	return one(db_one(db, a, &r, "SELECT " CARD_COLUMNS " FROM card c WHERE c.member_id = $1 AND c.state = 3",
		db_int(member_id)), &r, out); /* CARD_ISSUED */
}

enum err cards_of(struct db *db, struct arena *a, int64_t member_id, struct card **list, int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " CARD_COLUMNS " FROM card c WHERE c.member_id = $1"
		" AND c.member_id IS NOT NULL ORDER BY c.issue_no, c.id LIMIT 1000", db_int(member_id)), &r, a, list,
		n);
}

enum err cards_after(struct db *db, struct arena *a, const char *after, int state, int limit, struct card **list,
	int *n)
{
	struct db_rows r;

	return all(db_query(db, a, &r, "SELECT " CARD_COLUMNS " FROM card c WHERE c.number > $1"
		" AND ($2 = 0 OR c.state = $2) ORDER BY c.number LIMIT $3", db_text(after), db_int(state),
		db_int(limit)), &r, a, list, n);
}

enum err card_insert(struct db *db, const struct card *row)
{
	struct arena a = ARENA_INIT;
	enum err e = db_run(db, NULL, "INSERT INTO card (id, number, number_end, kind_id, state, changed_at_ms)"
		" VALUES ($1, $2, $3, $4, $5, $6)", db_int(row->id), db_text(row->number),
		db_text(number_end(row->number)), db_int(row->kind_id), db_int(CARD_STOCK),
		db_int(row->changed_at_ms));

	if (e == OK)
		e = card_key_put(db, card_number_key(&a, row->number), row->id);
	arena_release(&a);
	return e;
}

enum err card_key_put(struct db *db, const char *key, int64_t card_id)
{
	return db_run(db, NULL, "INSERT INTO card_key (key, card_id) VALUES ($1, $2)", db_text(key), db_int(card_id));
}

enum err card_keys_of(struct db *db, struct arena *a, int64_t card_id, const char ***list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT key FROM card_key WHERE card_id = $1 ORDER BY key LIMIT 100",
		db_int(card_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = row_text(&r, i, 0);
	return OK;
}

/* --- moves ---------------------------------------------------------------------------------------- */

enum err card_hand(struct db *db, const char *from, const char *to, int64_t staff_id, int64_t at_ms, int64_t *handed)
{
	return db_run(db, handed, "UPDATE card SET staff_id = $3, state = $4, changed_at_ms = $5"
		" WHERE number BETWEEN $1 AND $2 AND length(number) = length($1) AND state IN ($6, $7)",
		db_text(from), db_text(to), db_int(staff_id), db_int(staff_id ? CARD_HANDED : CARD_STOCK),
		db_int(at_ms), db_int(CARD_STOCK), db_int(CARD_HANDED));
}

enum err card_void(struct db *db, const char *from, const char *to, int64_t at_ms, int64_t *gone)
{
	return db_run(db, gone, "UPDATE card SET state = $3, changed_at_ms = $4 WHERE number BETWEEN $1 AND $2"
		" AND length(number) = length($1) AND state IN ($5, $6)", db_text(from), db_text(to),
		db_int(CARD_VOID), db_int(at_ms), db_int(CARD_STOCK), db_int(CARD_HANDED));
}

enum err card_issue(struct db *db, const struct card *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE card SET state = $2, member_id = $3, issue_no = $4, from_day = $5,"
		" until_day = $6, token = $7, changed_at_ms = $8 WHERE id = $1 AND state IN ($9, $10)",
		db_int(row->id), db_int(CARD_ISSUED), db_int(row->member_id), db_int(row->issue_no),
		db_int(row->from_day), db_int(row->until_day), db_text(row->token ? row->token : ""),
		db_int(row->changed_at_ms), db_int(CARD_STOCK), db_int(CARD_HANDED));

	return moved(e, changed);
}

enum err card_move(struct db *db, int64_t id, int from, int to, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE card SET state = $3, changed_at_ms = $4 WHERE id = $1"
		" AND state = $2", db_int(id), db_int(from), db_int(to), db_int(at_ms));

	return moved(e, changed);
}

enum err card_state_set(struct db *db, const struct card *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE card SET state = $2, member_id = $3, staff_id = $4, issue_no = $5,"
		" from_day = $6, until_day = $7, changed_at_ms = $8 WHERE id = $1", db_int(row->id),
		db_int(row->state), db_some(row->member_id), db_int(row->staff_id), db_int(row->issue_no),
		db_int(row->from_day), db_int(row->until_day), db_int(row->changed_at_ms));

	return moved(e, changed);
}

enum err card_move_put(struct db *db, const struct card_move_row *row)
{
	return db_run(db, NULL, "INSERT INTO card_move (id, from_number, to_number, what, at_ms, staff_id, to_staff_id,"
		" member_id, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", db_int(row->id), db_text(row->from),
		db_text(row->to), db_text(row->what), db_int(row->at_ms), db_int(row->staff_id),
		db_int(row->to_staff_id), db_int(row->member_id), db_text(row->note));
}

/* Of one card alone there are as many rows as cards, of ranges few: each has its index. */
#define MOVE_COLUMNS " SELECT id, from_number, to_number, what, at_ms, staff_id, to_staff_id, member_id, note" \
	" FROM card_move"

enum err card_moves(struct db *db, struct arena *a, const char *number, struct card_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, MOVE_COLUMNS " WHERE to_number = $1 AND from_number = to_number UNION ALL"
		MOVE_COLUMNS " WHERE to_number >= $1 AND from_number <= $1 AND from_number <> to_number"
		" AND length(to_number) = length($1) ORDER BY 1 LIMIT 1000", db_text(number));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct card_move_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_int(&r, i, 6),
			row_int(&r, i, 7), row_text(&r, i, 8) };
	return OK;
}
