/* coupon_store.c - see coupon_store.h. */
#include "store/coupon_store.h"

#include "merged_sql_int.h"
#include "model/member/member.h"

/* --- kinds ------------------------------------------------------------------------------------------ */

enum err coupon_kinds(struct db *db, struct arena *a, struct coupon_kind_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, value_kind, value, cap_minor, from_minor,"
		" first_purchase, not_with_level, not_with_others, scope, target_id, delay_days, valid_days, last_day,"
		" uses, personal, giving, give_from_minor, per_member, given, active, version, level_id FROM"
		" coupon_kind"
		" ORDER BY code LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct coupon_kind_row){ .id = row_int(&r, i, 0), .code = row_text(&r, i, 1),
			.name = row_text(&r, i, 2), .name_en = row_text(&r, i, 3),
			.terms = { (enum coupon_value)row_int(&r, i, 4), row_int(&r, i, 5), row_int(&r, i, 6),
				row_int(&r, i, 7), row_int(&r, i, 8) != 0, row_int(&r, i, 9) != 0,
				row_int(&r, i, 10) != 0 },
			.scope = (enum goods_scope)row_int(&r, i, 11), .target_id = row_int(&r, i, 12),
			.validity = { (int)row_int(&r, i, 13), (int)row_int(&r, i, 14), (int32_t)row_int(&r, i, 15) },
			.uses = row_int(&r, i, 16), .personal = row_int(&r, i, 17) != 0,
			.giving = (enum coupon_giving)row_int(&r, i, 18), .give_from_minor = row_int(&r, i, 19),
			.per_member = row_int(&r, i, 20), .given = row_int(&r, i, 21) != 0,
			.disabled = row_int(&r, i, 22) == 0, .version = row_int(&r, i, 23),
			.level_id = row_int(&r, i, 24) };
	return OK;
}

enum err coupon_kind_put(struct db *db, const struct coupon_kind_row *row)
{
	const struct coupon_terms *t = &row->terms;

	return db_run(db, NULL, "INSERT INTO coupon_kind (id, code, name, name_en, value_kind, value, cap_minor,"
		" from_minor, first_purchase, not_with_level, not_with_others, scope, target_id, delay_days,"
		" valid_days, last_day, uses, personal, giving, give_from_minor, per_member, active, level_id) VALUES"
		" ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,"
		" $23)",
		db_int(row->id), db_text(row->code), db_text(row->name), db_text(row->name_en), db_int(t->kind),
		db_int(t->value), db_int(t->cap_minor), db_int(t->from_minor), db_int(t->first_purchase),
		db_int(t->not_with_level), db_int(t->not_with_others), db_int(row->scope), db_int(row->target_id),
		db_int(row->validity.delay_days), db_int(row->validity.days), db_int(row->validity.last_day),
		db_int(row->uses), db_int(row->personal), db_int(row->giving), db_int(row->give_from_minor),
		db_int(row->per_member), db_int(!row->disabled), db_int(row->level_id));
}

enum err coupon_kind_update(struct db *db, const struct coupon_kind_row *row)
{
	const struct coupon_terms *t = &row->terms;
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE coupon_kind SET name = $2, name_en = $3, value_kind = $4, value = $5,"
		" cap_minor = $6, from_minor = $7, first_purchase = $8, not_with_level = $9, not_with_others = $10,"
		" scope = $11, target_id = $12, delay_days = $13, valid_days = $14, last_day = $15, uses = $16,"
		" personal = $17, giving = $18, give_from_minor = $19, per_member = $20, active = $21,"
		" level_id = $23, version = version + 1 WHERE id = $1 AND version = $22",
		db_int(row->id), db_text(row->name), db_text(row->name_en), db_int(t->kind), db_int(t->value),
		db_int(t->cap_minor), db_int(t->from_minor), db_int(t->first_purchase), db_int(t->not_with_level),
		db_int(t->not_with_others), db_int(row->scope), db_int(row->target_id),
		db_int(row->validity.delay_days), db_int(row->validity.days), db_int(row->validity.last_day),
		db_int(row->uses), db_int(row->personal), db_int(row->giving), db_int(row->give_from_minor),
		db_int(row->per_member), db_int(!row->disabled), db_int(row->version),
		db_int(row->level_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err coupon_kind_given(struct db *db, int64_t id)
{
	return db_run(db, NULL, "UPDATE coupon_kind SET given = 1, version = version + 1 WHERE id = $1"
		" AND given = 0", db_int(id));
}

/* --- coupons ---------------------------------------------------------------------------------------- */

#define COUPON_COLUMNS "c.id, c.number, c.code, c.kind_id, c.state, c.member_id, c.sale_id, c.from_day, c.until_day," \
	" c.uses, c.used, c.period, c.given_at_ms, k.name, k.name_en"
#define COUPON_FROM " FROM coupon c JOIN coupon_kind k ON k.id = c.kind_id"
#define COUPON_COLUMN_COUNT 15

static struct coupon_row coupon_of(const struct db_rows *r, int i)
{
	return (struct coupon_row){ .id = row_int(r, i, 0), .number = row_int(r, i, 1), .code = row_text(r, i, 2),
		.kind_id = row_int(r, i, 3),
		.c = { .state = (enum coupon_state)row_int(r, i, 4), .member_id = row_int(r, i, 5),
			.sale_id = row_int(r, i, 6), .from_day = (int32_t)row_int(r, i, 7),
			.until_day = (int32_t)row_int(r, i, 8), .uses = (int)row_int(r, i, 9),
			.used = (int)row_int(r, i, 10) },
		.period = row_int(r, i, 11), .given_at_ms = row_int(r, i, 12), .kind = row_text(r, i, 13),
		.kind_en = row_text(r, i, 14) };
}

static enum err coupon_list(enum err e, const struct db_rows *r, struct arena *a, struct coupon_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = coupon_of(r, i);
	return OK;
}

enum err coupon_get(struct db *db, struct arena *a, int64_t id, struct coupon_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " COUPON_COLUMNS COUPON_FROM " WHERE c.id = $1", db_int(id));

	if (e == OK)
		*out = coupon_of(&r, 0);
	return e;
}

enum err coupon_by_code(struct db *db, struct arena *a, const char *code, struct coupon_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " COUPON_COLUMNS COUPON_FROM " WHERE c.code = $1", db_text(code));

	if (e == OK)
		*out = coupon_of(&r, 0);
	return e;
}

enum err coupons_after(struct db *db, struct arena *a, const struct coupon_filter *f, int limit,
	struct coupon_row **list, int *n)
{
	struct db_rows r;
	enum err e = f->member_id ? db_query(db, a, &r, "SELECT " COUPON_COLUMNS COUPON_FROM " WHERE c.member_id"
			OF_MEMBER("$1")
			" AND c.number > $2 AND ($3 = 0 OR c.kind_id = $3) ORDER BY c.number LIMIT $4",
			db_int(f->member_id), db_int(f->after), db_int(f->kind_id), db_int(limit))
		: db_query(db, a, &r, "SELECT " COUPON_COLUMNS COUPON_FROM " WHERE c.number > $1"
			" AND ($2 = 0 OR c.kind_id = $2) ORDER BY c.number LIMIT $3", db_int(f->after),
			db_int(f->kind_id), db_int(limit));

	return coupon_list(e, &r, a, list, n);
}

enum err coupons_of_sale(struct db *db, struct arena *a, int64_t sale_id, struct coupon_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " COUPON_COLUMNS COUPON_FROM " WHERE c.sale_id = $1 ORDER BY c.number"
		" LIMIT 100", db_int(sale_id));

	return coupon_list(e, &r, a, list, n);
}

enum err coupons_had(struct db *db, int64_t kind_id, int64_t member_id, int64_t *n)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT count(*) FROM coupon WHERE member_id" OF_MEMBER("$1")
		" AND kind_id = $2",
		db_int(member_id), db_int(kind_id));

	if (e == OK)
		*n = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err coupon_number_last(struct db *db, int64_t *number)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(max(number), 0) FROM coupon");

	if (e == OK)
		*number = row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}

enum err coupon_due_members(struct db *db, struct arena *a, const struct coupon_due *due, int limit, int64_t **list,
	int *n, int64_t *seen_to)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT m.id, CASE WHEN m.state = $2 AND m.bearer = 0"
		" AND ($3 = 0 OR m.birth_month = $3) AND m.opened_at_ms >= $4 AND ($8 = 0 OR m.level_id = $8)"
		" AND NOT EXISTS (SELECT 1 FROM coupon c WHERE c.kind_id = $5 AND c.member_id = m.id"
		" AND c.period = $6 AND c.period > 0) THEN 1 ELSE 0 END FROM member m WHERE m.id > $1 ORDER BY m.id"
		" LIMIT $7", db_int(due->after), db_int(MEMBER_ACTIVE), db_int(due->birth_month),
		db_int(due->opened_from_ms), db_int(due->kind_id), db_int(due->period), db_int(limit),
		db_int(due->level_id));

	*n = 0;
	*seen_to = 0;
	if (e != OK || !r.count)
		return e;
	*seen_to = row_int(&r, r.count - 1, 0);
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		if (row_int(&r, i, 1))
			(*list)[(*n)++] = row_int(&r, i, 0);
	return OK;
}

enum err coupon_insert(struct db *db, const struct coupon_row *row)
{
	return db_run(db, NULL, "INSERT INTO coupon (id, number, code, kind_id, state, member_id, sale_id, from_day,"
		" until_day, uses, used, period, given_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
		" $12, $13)", db_int(row->id), db_int(row->number), db_text(row->code), db_int(row->kind_id),
		db_int(row->c.state), db_some(row->c.member_id), db_some(row->c.sale_id), db_int(row->c.from_day),
		db_int(row->c.until_day), db_int(row->c.uses), db_int(row->c.used), db_int(row->period),
		db_int(row->given_at_ms));
}

enum err coupon_move(struct db *db, int64_t id, enum coupon_state from, enum coupon_state to, bool unused)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE coupon SET state = $3 WHERE id = $1 AND state = $2"
		" AND ($4 = 0 OR used = 0)", db_int(id), db_int(from), db_int(to), db_int(unused));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err coupon_use(struct db *db, int64_t id, int64_t member_id, int32_t day)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE coupon SET used = used + 1 WHERE id = $1 AND state = $2"
		" AND used < uses AND (member_id IS NULL OR member_id = $3) AND from_day <= $4"
		" AND (until_day = 0 OR until_day >= $4)", db_int(id), db_int(COUPON_ISSUED), db_int(member_id),
		db_int(day));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err coupon_unuse(struct db *db, int64_t id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE coupon SET used = used - 1 WHERE id = $1 AND used > 0", db_int(id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err coupon_set(struct db *db, int64_t id, enum coupon_state state, int64_t used)
{
	return db_run(db, NULL, "UPDATE coupon SET state = $2, used = $3 WHERE id = $1", db_int(id), db_int(state),
		db_int(used));
}

/* --- what moved ------------------------------------------------------------------------------------- */

static enum err move_list(enum err e, const struct db_rows *r, struct arena *a, struct coupon_move_row **list, int *n)
{
	if (e != OK)
		return e;
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct coupon_move_row){ row_int(r, i, 0), row_int(r, i, 1), (int)row_int(r, i, 2),
			row_int(r, i, 3) };
	return OK;
}

enum err coupon_move_put(struct db *db, const struct coupon_move_row *row)
{
	return db_run(db, NULL, "INSERT INTO coupon_move (document_id, coupon_id, used, amount_minor) VALUES ($1, $2,"
		" $3, $4)", db_int(row->document_id), db_int(row->coupon_id), db_int(row->used),
		db_int(row->amount_minor));
}

enum err coupon_moves(struct db *db, struct arena *a, int64_t coupon_id, struct coupon_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT document_id, coupon_id, used, amount_minor FROM coupon_move"
		" WHERE coupon_id = $1 ORDER BY document_id LIMIT 1000", db_int(coupon_id));

	return move_list(e, &r, a, list, n);
}

enum err coupon_moves_of(struct db *db, struct arena *a, int64_t document_id, struct coupon_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT document_id, coupon_id, used, amount_minor FROM coupon_move"
		" WHERE document_id = $1 ORDER BY coupon_id LIMIT 1000", db_int(document_id));

	return move_list(e, &r, a, list, n);
}

enum err coupon_came_back(struct db *db, int64_t sale_id, int64_t coupon_id, bool *back)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_query(db, &a, &r, "SELECT m.used FROM coupon_move m JOIN document d ON d.id = m.document_id"
		" WHERE m.coupon_id = $1 AND d.original_id = $2 AND m.used < 0 LIMIT 1", db_int(coupon_id),
		db_int(sale_id));

	*back = e == OK && r.count > 0;
	arena_release(&a);
	return e;
}

enum err coupons_kept(struct db *db, struct arena *a, int64_t after, int limit, struct coupon_kept **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " COUPON_COLUMNS ", coalesce((SELECT sum(m.used) FROM coupon_move m"
		" WHERE m.coupon_id = c.id), 0)" COUPON_FROM " WHERE c.number > $1 ORDER BY c.number LIMIT $2",
		db_int(after), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct coupon_kept){ coupon_of(&r, i), row_int(&r, i, COUPON_COLUMN_COUNT) };
	return OK;
}

/* --- beside a basket -------------------------------------------------------------------------------- */

enum err basket_coupon_put(struct db *db, int64_t basket_id, int64_t coupon_id)
{
	return db_run(db, NULL, "INSERT INTO basket_coupon (basket_id, coupon_id) VALUES ($1, $2)", db_int(basket_id),
		db_int(coupon_id));
}

enum err basket_coupon_drop(struct db *db, int64_t basket_id, int64_t coupon_id)
{
	return db_run(db, NULL, "DELETE FROM basket_coupon WHERE basket_id = $1 AND ($2 = 0 OR coupon_id = $2)",
		db_int(basket_id), db_int(coupon_id));
}

enum err basket_coupons(struct db *db, struct arena *a, int64_t basket_id, struct coupon_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " COUPON_COLUMNS " FROM basket_coupon b JOIN coupon c"
		" ON c.id = b.coupon_id JOIN coupon_kind k ON k.id = c.kind_id WHERE b.basket_id = $1 ORDER BY c.id"
		" LIMIT 100", db_int(basket_id));

	return coupon_list(e, &r, a, list, n);
}
