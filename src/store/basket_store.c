/* basket_store.c - see basket_store.h. */
#include "store/basket_store.h"

#define BASKET_COLUMNS "id, terminal_id, staff_id, state, held_no, note, created_at_ms, held_at_ms, sale_id," \
	" return_id, discount_kind, discount_value, discount_reason_id, discount_approver_id, approver_id, reason_id," \
	" discount_approved_minor, customer, began_staff_id, began_terminal_id, sent_by_terminal_id," \
	" deferred_shift_id, buyer_staff_id, buyer_bp, age_seen, seller_staff_id," \
	" member_id, level_id, level_bp, price_level"
#define BASKET_COLUMN_COUNT 30

static struct basket_row basket_of(const struct db_rows *r, int i)
{
	return (struct basket_row){ .id = row_int(r, i, 0), .terminal_id = row_int(r, i, 1),
		.staff_id = row_int(r, i, 2), .state = (int)row_int(r, i, 3), .held_no = row_int(r, i, 4),
		.note = row_text(r, i, 5), .created_at_ms = row_int(r, i, 6), .held_at_ms = row_int(r, i, 7),
		.sale_id = row_int(r, i, 8), .return_id = row_int(r, i, 9),
		.discount_kind = (int)row_int(r, i, 10), .discount_value = row_int(r, i, 11),
		.discount_reason_id = row_int(r, i, 12), .discount_approver_id = row_int(r, i, 13),
		.approver_id = row_int(r, i, 14), .reason_id = row_int(r, i, 15),
		.discount_approved_minor = row_int(r, i, 16), .customer = row_text(r, i, 17),
		.began_staff_id = row_int(r, i, 18), .began_terminal_id = row_int(r, i, 19),
		.sent_by_terminal_id = row_int(r, i, 20), .deferred_shift_id = row_int(r, i, 21),
		.buyer_staff_id = row_int(r, i, 22), .buyer_bp = row_int(r, i, 23),
		.age_seen = row_int(r, i, 24), .seller_staff_id = row_int(r, i, 25),
		.member_id = row_int(r, i, 26), .level = { row_int(r, i, 27), row_int(r, i, 28),
			(int)row_int(r, i, 29) } };
}

enum err basket_insert(struct db *db, const struct basket_row *row)
{
	return db_run(db, NULL, "INSERT INTO basket (id, terminal_id, staff_id, state, created_at_ms, sale_id,"
		" return_id, note, customer, began_staff_id, began_terminal_id, seller_staff_id, member_id,"
		" level_id, level_bp, price_level) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
		" $14, $15)",
		db_int(row->id), db_int(row->terminal_id), db_int(row->staff_id), db_int(row->created_at_ms),
		db_int(row->sale_id), db_int(row->return_id), db_text(row->note), db_text(row->customer),
		db_int(row->began_staff_id), db_int(row->began_terminal_id), db_some(row->seller_staff_id),
		db_some(row->member_id), db_some(row->level.id), db_int(row->level.discount_bp),
		db_int(row->level.price_level));
}

enum err basket_get(struct db *db, struct arena *a, int64_t id, struct basket_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " BASKET_COLUMNS " FROM basket WHERE id = $1", db_int(id));

	if (e == OK)
		*out = basket_of(&r, 0);
	return e;
}

enum err basket_open_of(struct db *db, struct arena *a, int64_t terminal_id, int64_t staff_id,
	struct basket_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT " BASKET_COLUMNS " FROM basket WHERE state = 1 AND terminal_id = $1"
		" AND staff_id = $2 ORDER BY id DESC LIMIT 1", db_int(terminal_id), db_int(staff_id));

	if (e == OK)
		*out = basket_of(&r, 0);
	return e;
}

enum err baskets_list(struct db *db, struct arena *a, struct basket_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT b.*, s.name, t.code, coalesce(g.name, ''), coalesce(y.code, '')"
		" FROM (SELECT " BASKET_COLUMNS " FROM basket) b JOIN staff s ON s.id = b.staff_id"
		" JOIN terminal t ON t.id = b.terminal_id LEFT JOIN staff g ON g.id = b.began_staff_id"
		" LEFT JOIN terminal y ON y.id = b.sent_by_terminal_id"
		" ORDER BY b.state DESC, b.held_no, b.id LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++) {
		(*list)[i] = basket_of(&r, i);
		(*list)[i].staff_name = row_text(&r, i, BASKET_COLUMN_COUNT);
		(*list)[i].terminal_code = row_text(&r, i, BASKET_COLUMN_COUNT + 1);
		(*list)[i].began_name = row_text(&r, i, BASKET_COLUMN_COUNT + 2);
		(*list)[i].sent_by_code = row_text(&r, i, BASKET_COLUMN_COUNT + 3);
	}
	return OK;
}

enum err baskets_count(struct db *db, int64_t terminal_id, int64_t staff_id, struct basket_counts *out)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT coalesce(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0),"
		" coalesce(sum(CASE WHEN state = 1 AND terminal_id = $1 AND staff_id <> $2 THEN 1 ELSE 0 END), 0),"
		" coalesce(sum(CASE WHEN state = 2 AND terminal_id = $1 AND sent_by_terminal_id > 0 THEN 1 ELSE 0 END),"
		" 0) FROM basket", db_int(terminal_id), db_int(staff_id));

	if (e == OK)
		*out = (struct basket_counts){ .held = (int)row_int(&r, 0, 0),
			.open_by_others = (int)row_int(&r, 0, 1), .sent_here = (int)row_int(&r, 0, 2) };
	arena_release(&a);
	return e;
}

enum err basket_discount_set(struct db *db, const struct basket_row *row)
{
	return db_run(db, NULL, "UPDATE basket SET discount_kind = $2, discount_value = $3, discount_reason_id = $4,"
		" discount_approver_id = $5, discount_approved_minor = $6, buyer_staff_id = $7, buyer_bp = $8"
		" WHERE id = $1",
		db_int(row->id), db_int(row->discount_kind), db_int(row->discount_value),
		db_some(row->discount_reason_id), db_some(row->discount_approver_id),
		db_int(row->discount_approved_minor), db_some(row->buyer_staff_id), db_int(row->buyer_bp));
}

enum err basket_member_set(struct db *db, const struct basket_row *row)
{
	return db_run(db, NULL, "UPDATE basket SET member_id = $2, level_id = $3, level_bp = $4, price_level = $5"
		" WHERE id = $1", db_int(row->id), db_some(row->member_id), db_some(row->level.id),
		db_int(row->level.discount_bp), db_int(row->level.price_level));
}

enum err basket_seller_set(struct db *db, int64_t id, int64_t staff_id)
{
	enum err e = db_run(db, NULL, "UPDATE basket SET seller_staff_id = $2 WHERE id = $1", db_int(id),
		db_some(staff_id));

	if (e != OK || !staff_id)
		return e;
	return db_run(db, NULL, "UPDATE basket_line SET seller_id = $2, flags = flags | $3 WHERE basket_id = $1"
		" AND seller_id IS NULL AND flags & $4 = 0", db_int(id), db_int(staff_id), db_int(LINE_SOLD_BY),
		db_int(LINE_RETURN | LINE_DEPOSIT | LINE_VALUE));
}

enum err basket_line_seller_set(struct db *db, int64_t id, int line_no, int64_t staff_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE basket_line SET seller_id = $3,"
		" flags = flags - (flags & $4) + $5 WHERE basket_id = $1 AND line_no = $2", db_int(id),
		db_int(line_no), db_some(staff_id), db_int(LINE_SOLD_BY), db_int(staff_id ? LINE_SOLD_BY : 0));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_age_set(struct db *db, int64_t id, int64_t age)
{
	return db_run(db, NULL, "UPDATE basket SET age_seen = $2 WHERE id = $1 AND age_seen < $2",
		db_int(id), db_int(age));
}

enum err basket_return_set(struct db *db, int64_t id, int64_t approver_id, int64_t reason_id)
{
	return db_run(db, NULL, "UPDATE basket SET approver_id = $2, reason_id = $3 WHERE id = $1",
		db_int(id), db_some(approver_id), db_some(reason_id));
}

enum err basket_hold(struct db *db, struct arena *a, int64_t id, const char *note, int64_t at_ms, int64_t *held_no)
{
	int64_t changed = 0;
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT held_no FROM basket WHERE state = 2 ORDER BY held_no LIMIT 1000");

	if (e != OK)
		return e;
	*held_no = 1;
	for (int i = 0; i < r.count && row_int(&r, i, 0) == *held_no; i++)
		++*held_no;
	e = db_run(db, &changed, "UPDATE basket SET state = 2, held_no = $2, note = $3, held_at_ms = $4"
		" WHERE id = $1 AND state = 1",
		db_int(id), db_int(*held_no), db_text(note), db_int(at_ms));
	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_texts_set(struct db *db, int64_t id, const char *note, const char *customer)
{
	return db_run(db, NULL, "UPDATE basket SET note = $2, customer = $3 WHERE id = $1", db_int(id), db_text(note),
		db_text(customer));
}

enum err basket_send(struct db *db, int64_t id, int64_t to_terminal_id, int64_t by_terminal_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE basket SET terminal_id = $2, sent_by_terminal_id = $3,"
		" deferred_shift_id = 0, began_terminal_id = CASE WHEN began_terminal_id = 0 THEN terminal_id"
		" ELSE began_terminal_id END WHERE id = $1 AND state = 2",
		db_int(id), db_int(to_terminal_id), db_int(by_terminal_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_defer(struct db *db, int64_t id, int64_t shift_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE basket SET deferred_shift_id = $2 WHERE id = $1 AND state = 2",
		db_int(id), db_int(shift_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_recall(struct db *db, int64_t id, int64_t terminal_id, int64_t staff_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE basket SET state = 1, held_no = 0, terminal_id = $2, staff_id = $3,"
		" began_staff_id = CASE WHEN began_staff_id = 0 THEN staff_id ELSE began_staff_id END,"
		" began_terminal_id = CASE WHEN began_terminal_id = 0 THEN terminal_id ELSE began_terminal_id END,"
		" sent_by_terminal_id = 0, deferred_shift_id = 0 WHERE id = $1 AND state = 2",
		db_int(id), db_int(terminal_id), db_int(staff_id));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_delete(struct db *db, int64_t id, int64_t terminal_id)
{
	int64_t changed = 0;
	enum err e = db_run(db, NULL, "DELETE FROM basket_line WHERE basket_id = $1", db_int(id));

	if (e == OK)
		e = db_run(db, NULL, "DELETE FROM basket_tender WHERE basket_id = $1", db_int(id));
	if (e == OK)
		e = db_run(db, &changed, "DELETE FROM basket WHERE id = $1 AND state = 1 AND terminal_id = $2",
			db_int(id), db_int(terminal_id));
	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_delete_held(struct db *db, int64_t id)
{
	int64_t changed = 0;
	enum err e = db_run(db, NULL, "DELETE FROM basket_line WHERE basket_id = $1", db_int(id));

	if (e == OK)
		e = db_run(db, &changed, "DELETE FROM basket WHERE id = $1 AND state = 2", db_int(id));
	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_line_put(struct db *db, int64_t basket_id, const struct line *l)
{
	return db_run(db, NULL, "INSERT INTO basket_line (basket_id, line_no, article_id, department_id, tax_rate_id,"
		" code, name, unit, qty_milli, pack_milli, list_price_minor, price_minor, price_source,"
		" fixed_amount_minor, flags, discount_kind, discount_value, reason_id, approver_id, original_id,"
		" original_line, note, parent_line, supplier_id, age_min, floor_minor, seller_id,"
		" public_source, category_id)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,"
		" $21, $22, $23, $24, $25, $26, $27, $28, $29)"
		" ON CONFLICT (basket_id, line_no) DO UPDATE SET qty_milli = excluded.qty_milli,"
		" price_minor = excluded.price_minor, price_source = excluded.price_source,"
		" public_source = excluded.public_source,"
		" discount_kind = excluded.discount_kind, discount_value = excluded.discount_value,"
		" reason_id = excluded.reason_id, approver_id = excluded.approver_id, note = excluded.note",
		db_int(basket_id), db_int(l->line_no), db_some(l->article_id), db_int(l->department_id),
		db_int(l->tax_rate_id), db_text(l->code), db_text(l->name), db_text(l->unit), db_int(l->qty_milli),
		db_int(l->pack_milli), db_int(l->list_price_minor), db_int(l->price_minor), db_int(l->price_source),
		l->has_fixed_amount ? db_int(l->fixed_amount_minor) : db_text(NULL), db_int(l->flags),
		db_int(l->discount_kind), db_int(l->discount_value), db_some(l->reason_id),
		db_some(l->approver_id), db_some(l->original_id), db_some(l->original_line),
		db_text(l->note ? l->note : ""), db_some(l->parent_line), db_some(l->supplier_id),
		db_int(l->age_min), db_int(l->floor_minor), db_some(l->seller_id), db_int(l->public_source),
		db_int(l->category_id));
}

enum err basket_line_delete(struct db *db, int64_t basket_id, int line_no)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "DELETE FROM basket_line WHERE basket_id = $1 AND line_no = $2",
		db_int(basket_id), db_int(line_no));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_lines(struct db *db, struct arena *a, int64_t basket_id, struct line **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT line_no, article_id, department_id, tax_rate_id, code, name, unit,"
		" qty_milli, pack_milli, list_price_minor, price_minor, price_source, fixed_amount_minor, flags,"
		" discount_kind, discount_value, reason_id, approver_id, original_id, original_line, note, parent_line,"
		" supplier_id, age_min, floor_minor, seller_id, public_source, category_id FROM basket_line"
		" WHERE basket_id = $1"
		" ORDER BY line_no LIMIT 1000", db_int(basket_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct line){ .line_no = (int)row_int(&r, i, 0), .article_id = row_int(&r, i, 1),
			.department_id = row_int(&r, i, 2), .tax_rate_id = row_int(&r, i, 3),
			.code = row_text(&r, i, 4), .name = row_text(&r, i, 5), .unit = row_text(&r, i, 6),
			.qty_milli = row_int(&r, i, 7), .pack_milli = row_int(&r, i, 8),
			.list_price_minor = row_int(&r, i, 9), .price_minor = row_int(&r, i, 10),
			.price_source = (int)row_int(&r, i, 11), .has_fixed_amount = !row_null(&r, i, 12),
			.fixed_amount_minor = row_int(&r, i, 12), .flags = (unsigned)row_int(&r, i, 13),
			.discount_kind = (int)row_int(&r, i, 14), .discount_value = row_int(&r, i, 15),
			.reason_id = row_int(&r, i, 16), .approver_id = row_int(&r, i, 17),
			.original_id = row_int(&r, i, 18), .original_line = (int)row_int(&r, i, 19),
			.note = row_text(&r, i, 20), .parent_line = (int)row_int(&r, i, 21),
			.supplier_id = row_int(&r, i, 22), .age_min = row_int(&r, i, 23),
			.floor_minor = row_int(&r, i, 24), .seller_id = row_int(&r, i, 25),
			.public_source = (int)row_int(&r, i, 26), .category_id = row_int(&r, i, 27) };
	return OK;
}

enum err basket_tender_put(struct db *db, int64_t basket_id, const struct payment *p, int64_t at_ms)
{
	return db_run(db, NULL, "INSERT INTO basket_tender (basket_id, n, tender_id, amount_minor, reference, at_ms,"
		" given_minor, approver_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(basket_id), db_int(p->n), db_int(p->tender_id), db_int(p->amount_minor), db_text(p->reference),
		db_int(at_ms), db_int(p->given_minor == p->amount_minor ? 0 : p->given_minor),
		db_some(p->approver_id));
}

enum err basket_tender_delete(struct db *db, int64_t basket_id, int n)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "DELETE FROM basket_tender WHERE basket_id = $1 AND n = $2",
		db_int(basket_id), db_int(n));

	return e == OK && changed != 1 ? ERR_STALE : e;
}

enum err basket_tenders(struct db *db, struct arena *a, int64_t basket_id, struct payment *list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT n, tender_id, amount_minor, reference, given_minor, approver_id"
		" FROM basket_tender"
		" WHERE basket_id = $1 ORDER BY n LIMIT 20", db_int(basket_id));

	if (e != OK)
		return e;
	*n = r.count;
	for (int i = 0; i < r.count; i++)
		list[i] = (struct payment){ .n = (int)row_int(&r, i, 0), .tender_id = row_int(&r, i, 1),
			.amount_minor = row_int(&r, i, 2),
			.given_minor = row_int(&r, i, 4) ? row_int(&r, i, 4) : row_int(&r, i, 2),
			.reference = row_text(&r, i, 3), .approver_id = row_int(&r, i, 5) };
	return OK;
}
