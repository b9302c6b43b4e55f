/* value_store.c - see value_store.h. */
#include "store/value_store.h"

#include "model/code.h"
#include "model/document.h"

static enum err moved(enum err e, int64_t changed)
{
	return e == OK && changed != 1 ? ERR_STALE : e;
}

/* --- vouchers ---------------------------------------------------------------------------------- */

enum err voucher_kinds(struct db *db, struct arena *a, struct voucher_kind_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, code, name, name_en, face_minor, valid_days, keeps_rest, active,"
		" version, refund FROM voucher_kind ORDER BY code LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct voucher_kind_row){ row_int(&r, i, 0), row_text(&r, i, 1), row_text(&r, i, 2),
			row_text(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_int(&r, i, 6) != 0,
			row_int(&r, i, 7) == 0, row_int(&r, i, 8), row_int(&r, i, 9) != 0 };
	return OK;
}

enum err voucher_kind_put(struct db *db, const struct voucher_kind_row *row)
{
	return db_run(db, NULL, "INSERT INTO voucher_kind (id, code, name, name_en, face_minor, valid_days, keeps_rest,"
		" refund) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->id), db_text(row->code),
		db_text(row->name), db_text(row->name_en), db_int(row->face_minor), db_int(row->valid_days),
		db_int(row->keeps_rest), db_int(row->refund));
}

enum err voucher_kind_update(struct db *db, const struct voucher_kind_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE voucher_kind SET name = $2, name_en = $3, valid_days = $4,"
		" active = $5, version = version + 1 WHERE id = $1 AND version = $6", db_int(row->id),
		db_text(row->name), db_text(row->name_en), db_int(row->valid_days), db_int(!row->disabled),
		db_int(row->version));

	return moved(e, changed);
}

#define VOUCHER_COLUMNS "SELECT v.serial, v.kind_id, v.face_minor, v.state, v.terminal_id, v.sold_id, v.last_day," \
	" coalesce(k.name, ''), coalesce(k.name_en, ''), coalesce(k.keeps_rest, 0), coalesce(k.valid_days, 0)," \
	" coalesce(k.refund, 0)" \
	" FROM voucher v LEFT JOIN voucher_kind k ON k.id = v.kind_id"

static struct voucher_row voucher_of(const struct db_rows *r, int i)
{
	return (struct voucher_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), (int)row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5), (int32_t)row_int(r, i, 6), row_text(r, i, 7), row_text(r, i, 8),
		row_int(r, i, 9) != 0, row_int(r, i, 10), row_int(r, i, 11) != 0 };
}

enum err voucher_get(struct db *db, struct arena *a, int64_t serial, struct voucher_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, VOUCHER_COLUMNS " WHERE v.serial = $1", db_int(serial));

	if (e == OK)
		*out = voucher_of(&r, 0);
	return e;
}

enum err voucher_put(struct db *db, int64_t serial, int64_t kind_id, int64_t face_minor)
{
	return db_run(db, NULL, "INSERT INTO voucher (serial, kind_id, face_minor, state, terminal_id)"
		" VALUES ($1, $2, $3, $4, 0)", db_int(serial), db_int(kind_id), db_int(face_minor),
		db_int(VOUCHER_STOCK));
}

enum err voucher_hand(struct db *db, int64_t from, int64_t to, int64_t terminal_id, int64_t *handed)
{
	return db_run(db, handed, "UPDATE voucher SET terminal_id = $3 WHERE serial BETWEEN $1 AND $2 AND state = $4",
		db_int(from), db_int(to), db_int(terminal_id), db_int(VOUCHER_STOCK));
}

enum err voucher_move(struct db *db, int64_t serial, int from, int to)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE voucher SET state = $3 WHERE serial = $1 AND state = $2",
		db_int(serial), db_int(from), db_int(to));

	return moved(e, changed);
}

enum err voucher_sell(struct db *db, int64_t serial, int64_t terminal_id, int64_t sold_id, int64_t face_minor,
	int32_t last_day)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE voucher SET state = $4, sold_id = $3, last_day = $5, face_minor = $7"
		" WHERE serial = $1 AND terminal_id = $2 AND state = $6 AND face_minor >= $7", db_int(serial),
		db_int(terminal_id), db_int(sold_id), db_int(VOUCHER_SOLD), db_int(last_day), db_int(VOUCHER_STOCK),
		db_int(face_minor));

	return moved(e, changed);
}

enum err voucher_state_set(struct db *db, const struct voucher_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE voucher SET state = $2, sold_id = $3, last_day = $4, face_minor = $5"
		" WHERE serial = $1", db_int(row->serial), db_int(row->state), db_int(row->sold_id),
		db_int(row->last_day), db_int(row->face_minor));

	return moved(e, changed);
}

enum err vouchers_after(struct db *db, struct arena *a, int64_t after, int state, int limit, struct voucher_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, VOUCHER_COLUMNS " WHERE v.serial > $1 AND ($2 = 0 OR v.state = $2)"
		" ORDER BY v.serial LIMIT $3", db_int(after), db_int(state), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = voucher_of(&r, i);
	return OK;
}

enum err vouchers_past(struct db *db, struct arena *a, int32_t day, int limit, int64_t **serials, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT serial FROM voucher WHERE state = $1 AND last_day > 0"
		" AND last_day < $2 ORDER BY last_day, serial LIMIT $3", db_int(VOUCHER_SOLD), db_int(day),
		db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*serials = arena_array(a, (size_t)r.count, sizeof **serials);
	for (int i = 0; i < r.count; i++)
		(*serials)[i] = row_int(&r, i, 0);
	return OK;
}

enum err voucher_move_put(struct db *db, const struct voucher_move_row *row)
{
	return db_run(db, NULL, "INSERT INTO voucher_move (id, from_serial, to_serial, what, at_ms, staff_id,"
		" approver_id, terminal_id, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", db_int(row->id),
		db_int(row->from), db_int(row->to), db_text(row->what), db_int(row->at_ms), db_int(row->staff_id),
		db_some(row->approver_id), db_int(row->terminal_id), db_text(row->note));
}

#define MOVE_COLUMNS "SELECT id, from_serial, to_serial, what, at_ms, staff_id, approver_id, terminal_id, note" \
	" FROM voucher_move"

static void moves_of(const struct db_rows *r, struct arena *a, struct voucher_move_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct voucher_move_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2),
			row_text(r, i, 3), row_int(r, i, 4), row_int(r, i, 5), row_int(r, i, 6),
			row_int(r, i, 7), row_text(r, i, 8) };
}

enum err voucher_moves(struct db *db, struct arena *a, int64_t serial, struct voucher_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, MOVE_COLUMNS " WHERE to_serial >= $1 AND from_serial <= $1 ORDER BY id"
		" LIMIT 1000", db_int(serial));

	if (e == OK)
		moves_of(&r, a, list, n);
	return e;
}

enum err voucher_moves_newest(struct db *db, struct arena *a, int limit, struct voucher_move_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, MOVE_COLUMNS " ORDER BY id DESC LIMIT $1", db_int(limit));

	if (e == OK)
		moves_of(&r, a, list, n);
	return e;
}

/* --- accounts of customers --------------------------------------------------------------------- */

#define HOUSE_COLUMNS "SELECT h.id, h.name, h.phone, h.limit_minor, h.terms_days, h.persons, h.active, h.version," \
	" coalesce(b.amount, 0) FROM house_account h LEFT JOIN balance b ON b.account = 31 AND b.holder_id = h.id" \
	" AND b.unit = 1" /* ACCOUNT_HOUSE, UNIT_MONEY */

static struct house_row house_of(const struct db_rows *r, int i)
{
	return (struct house_row){ row_int(r, i, 0), row_text(r, i, 1), row_text(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_text(r, i, 5), row_int(r, i, 6) == 0, row_int(r, i, 7), row_int(r, i, 8) };
}

enum err house_get(struct db *db, struct arena *a, int64_t id, struct house_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, HOUSE_COLUMNS " WHERE h.id = $1", db_int(id));

	if (e == OK)
		*out = house_of(&r, 0);
	return e;
}

enum err house_list(struct db *db, struct arena *a, struct house_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, HOUSE_COLUMNS " ORDER BY h.id LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = house_of(&r, i);
	return OK;
}

enum err house_put(struct db *db, const struct house_row *row)
{
	return db_run(db, NULL, "INSERT INTO house_account (id, name, phone, limit_minor, terms_days, persons)"
		" VALUES ($1, $2, $3, $4, $5, $6)", db_int(row->id), db_text(row->name), db_text(row->phone),
		db_int(row->limit_minor), db_int(row->terms_days), db_text(row->persons));
}

enum err house_update(struct db *db, const struct house_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE house_account SET name = $2, phone = $3, limit_minor = $4,"
		" terms_days = $5, persons = $6, active = $7, version = version + 1 WHERE id = $1 AND version = $8",
		db_int(row->id), db_text(row->name), db_text(row->phone), db_int(row->limit_minor),
		db_int(row->terms_days), db_text(row->persons), db_int(!row->disabled), db_int(row->version));

	return moved(e, changed);
}

enum err house_guard(struct db *db, int64_t id, int64_t amount_minor, bool beyond)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE house_account SET active = 1 WHERE id = $1 AND active = 1 AND"
		" ($3 = 1 OR limit_minor >= $2 + coalesce((SELECT amount FROM balance WHERE account = $4"
		" AND holder_id = $1 AND unit = $5), 0))", db_int(id), db_int(amount_minor), db_int(beyond),
		db_int(ACCOUNT_HOUSE), db_int(UNIT_MONEY));

	return e == OK && changed != 1 ? ERR_REFUSED : e;
}

/* --- orders ------------------------------------------------------------------------------------ */

#define ORDER_COLUMNS "SELECT o.id, o.at_ms, o.staff_id, o.terminal_id, o.customer, o.note, o.total_minor," \
	" o.wanted_day, -coalesce(b.amount, 0) FROM customer_order o LEFT JOIN balance b ON b.account = 32" \
	" AND b.holder_id = o.id AND b.unit = 1" /* ACCOUNT_ORDER, UNIT_MONEY */

static struct order_row order_of(const struct db_rows *r, int i)
{
	return (struct order_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_text(r, i, 4), row_text(r, i, 5), row_int(r, i, 6), (int32_t)row_int(r, i, 7), row_int(r, i, 8) };
}

enum err order_get(struct db *db, struct arena *a, int64_t id, struct order_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, ORDER_COLUMNS " WHERE o.id = $1", db_int(id));

	if (e == OK)
		*out = order_of(&r, 0);
	return e;
}

enum err order_put(struct db *db, const struct order_row *row)
{
	return db_run(db, NULL, "INSERT INTO customer_order (id, at_ms, staff_id, terminal_id, customer, note,"
		" total_minor, wanted_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", db_int(row->id),
		db_int(row->at_ms), db_int(row->staff_id), db_int(row->terminal_id), db_text(row->customer),
		db_text(row->note), db_int(row->total_minor), db_int(row->wanted_day));
}

enum err orders_open(struct db *db, struct arena *a, struct order_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, ORDER_COLUMNS " WHERE b.amount < 0 ORDER BY o.id LIMIT 10000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = order_of(&r, i);
	return OK;
}

/* Its number is also that of deposits whose order is not on file any more. */
enum err order_next(struct db *db, struct arena *a, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT coalesce(max(id), 1000) + 1 FROM (SELECT id FROM customer_order UNION"
		" ALL"
		" SELECT holder_id FROM balance WHERE account = 32) o");

	if (e == OK)
		*id = row_int(&r, 0, 0);
	return e;
}

/* --- rates ------------------------------------------------------------------------------------- */

static struct rate_row rate_of(const struct db_rows *r, int i)
{
	return (struct rate_row){ row_text(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_text(r, i, 4), row_int(r, i, 5) };
}

enum err rate_put(struct db *db, const struct rate_row *row)
{
	return db_run(db, NULL, "INSERT INTO currency_rate (currency, from_at_ms, numerator, denominator, source,"
		" staff_id) VALUES ($1, $2, $3, $4, $5, $6)", db_text(row->currency), db_int(row->from_at_ms),
		db_int(row->numerator), db_int(row->denominator), db_text(row->source), db_int(row->staff_id));
}

enum err rate_at(struct db *db, struct arena *a, const char *currency, int64_t at_ms, struct rate_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT currency, from_at_ms, numerator, denominator, source, staff_id"
		" FROM currency_rate WHERE currency = $1 AND from_at_ms <= $2 ORDER BY from_at_ms DESC LIMIT 1",
		db_text(currency), db_int(at_ms));

	if (e == OK)
		*out = rate_of(&r, 0);
	return e;
}

enum err rates_list(struct db *db, struct arena *a, struct rate_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT currency, from_at_ms, numerator, denominator, source, staff_id"
		" FROM currency_rate ORDER BY currency, from_at_ms DESC LIMIT 1000");

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = rate_of(&r, i);
	return OK;
}

/* --- cheques ----------------------------------------------------------------------------------- */

static struct cheque_row cheque_of(const struct db_rows *r, int i)
{
	return (struct cheque_row){ row_int(r, i, 0), (int)row_int(r, i, 1), row_text(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5) };
}

enum err cheque_put(struct db *db, const struct cheque_row *row)
{
	return db_run(db, NULL, "INSERT INTO cheque (id, state, number, amount_minor, taken_at_ms, changed_at_ms)"
		" VALUES ($1, $2, $3, $4, $5, $6)", db_int(row->id), db_int(row->state), db_text(row->number),
		db_int(row->amount_minor), db_int(row->taken_at_ms), db_int(row->changed_at_ms));
}

enum err cheque_get(struct db *db, struct arena *a, int64_t id, struct cheque_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id, state, number, amount_minor, taken_at_ms, changed_at_ms FROM cheque"
		" WHERE id = $1", db_int(id));

	if (e == OK)
		*out = cheque_of(&r, 0);
	return e;
}

enum err cheque_move(struct db *db, int64_t id, int from, int to, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE cheque SET state = $3, changed_at_ms = $4 WHERE id = $1"
		" AND state = $2", db_int(id), db_int(from), db_int(to), db_int(at_ms));

	return moved(e, changed);
}

enum err cheques_list(struct db *db, struct arena *a, bool all, struct cheque_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, state, number, amount_minor, taken_at_ms, changed_at_ms FROM"
		" cheque"
		" WHERE $1 = 1 OR state <> $2 ORDER BY id LIMIT 1000", db_int(all), db_int(CHEQUE_CLEARED));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = cheque_of(&r, i);
	return OK;
}

/* --- payments asked outside -------------------------------------------------------------------- */

#define INTENT_COLUMNS "SELECT id, basket_id, terminal_id, shift_id, staff_id, tender_id, amount_minor, code, state," \
	" reference, begun_at_ms, changed_at_ms, (SELECT count(*) FROM pay_back b WHERE b.id = pay_intent.id" \
	" AND b.state = 1) FROM pay_intent"

static struct intent_row intent_of(const struct db_rows *r, int i)
{
	return (struct intent_row){ row_int(r, i, 0), row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5), row_int(r, i, 6), row_text(r, i, 7), (int)row_int(r, i, 8),
		row_text(r, i, 9), row_int(r, i, 10), row_int(r, i, 11), row_int(r, i, 12) != 0 };
}

enum err intent_put(struct db *db, const struct intent_row *row)
{
	return db_run(db, NULL, "INSERT INTO pay_intent (id, basket_id, terminal_id, shift_id, staff_id, tender_id,"
		" amount_minor, code, state, reference, begun_at_ms, changed_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7,"
		" $8, $9, $10, $11, $11)", db_int(row->id), db_int(row->basket_id), db_int(row->terminal_id),
		db_int(row->shift_id), db_int(row->staff_id), db_int(row->tender_id), db_int(row->amount_minor),
		db_text(row->code), db_int(row->state), db_text(row->reference), db_int(row->begun_at_ms));
}

enum err intent_move(struct db *db, int64_t id, int to, const char *reference, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE pay_intent SET state = $2, reference = $3, changed_at_ms = $4"
		" WHERE id = $1 AND state < $5", db_int(id), db_int(to), db_text(reference), db_int(at_ms),
		db_int(INTENT_TAKEN));

	return moved(e, changed);
}

/* An id is younger than its basket's: the walk begins there. */
enum err intent_taken(struct db *db, struct arena *a, int64_t basket_id, int64_t tender_id, const char *reference,
	struct intent_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, INTENT_COLUMNS " WHERE id > $1 AND basket_id = $1 AND tender_id = $2"
		" AND reference = $3 AND state = $4 ORDER BY id LIMIT 1", db_int(basket_id), db_int(tender_id),
		db_text(reference), db_int(INTENT_TAKEN));

	if (e == OK)
		*out = intent_of(&r, 0);
	return e;
}

enum err intent_paid(struct db *db, struct arena *a, int64_t tender_id, const char *reference, int64_t least_minor,
	struct intent_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, INTENT_COLUMNS " WHERE reference = $2 AND tender_id = $1 AND state = 3"
		" AND amount_minor >= $3 ORDER BY id DESC LIMIT 1", db_int(tender_id), db_text(reference),
		db_int(least_minor));

	if (e == OK)
		*out = intent_of(&r, 0);
	return e;
}

enum err intent_reopen(struct db *db, int64_t id, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE pay_intent SET state = $2, changed_at_ms = $3 WHERE id = $1"
		" AND state = $4", db_int(id), db_int(INTENT_UNKNOWN), db_int(at_ms), db_int(INTENT_TAKEN));

	return moved(e, changed);
}

enum err intents_open(struct db *db, struct arena *a, int64_t basket_id, int64_t terminal_id, struct intent_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, INTENT_COLUMNS " WHERE state < 3 AND ($1 = 0 OR basket_id = $1)"
		" AND ($2 = 0 OR terminal_id = $2) ORDER BY id LIMIT 1000", db_int(basket_id), db_int(terminal_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = intent_of(&r, i);
	return OK;
}

/* --- what a provider is to give back ------------------------------------------------------------ */

#define PAYBACK_COLUMNS "SELECT id, kind, intent_id, document_id, terminal_id, staff_id, tender_id, amount_minor," \
	" reference, state, answer, at_ms, changed_at_ms FROM pay_back"

static struct payback_row payback_of(const struct db_rows *r, int i)
{
	return (struct payback_row){ row_int(r, i, 0), (int)row_int(r, i, 1), row_int(r, i, 2), row_int(r, i, 3),
		row_int(r, i, 4), row_int(r, i, 5), row_int(r, i, 6), row_int(r, i, 7), row_text(r, i, 8),
		(int)row_int(r, i, 9), row_text(r, i, 10), row_int(r, i, 11), row_int(r, i, 12) };
}

static void paybacks_of(const struct db_rows *r, struct arena *a, struct payback_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = payback_of(r, i);
}

enum err payback_put(struct db *db, const struct payback_row *row)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "INSERT INTO pay_back (id, kind, intent_id, document_id, terminal_id,"
		" staff_id, tender_id, amount_minor, reference, state, answer, at_ms, changed_at_ms) VALUES ($1, $2,"
		" $3, $4, $5, $6, $7, $8, $9, $10, '', $11, $11) ON CONFLICT (id) DO UPDATE SET document_id ="
		" excluded.document_id, reference = excluded.reference, state = excluded.state, answer = '',"
		" changed_at_ms = excluded.changed_at_ms WHERE pay_back.state = $12", db_int(row->id),
		db_int(row->kind), db_int(row->intent_id), db_int(row->document_id), db_int(row->terminal_id),
		db_int(row->staff_id), db_int(row->tender_id), db_int(row->amount_minor), db_text(row->reference),
		db_int(PAYBACK_OWED), db_int(row->at_ms), db_int(PAYBACK_DROPPED));

	return e == OK && !changed ? ERR_EXISTS : e;
}

enum err payback_get(struct db *db, struct arena *a, int64_t id, struct payback_row *out)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, PAYBACK_COLUMNS " WHERE id = $1", db_int(id));

	if (e == OK)
		*out = payback_of(&r, 0);
	return e;
}

enum err payback_move(struct db *db, int64_t id, int to, const char *answer, int64_t at_ms)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "UPDATE pay_back SET state = $2, answer = $3, changed_at_ms = $4"
		" WHERE id = $1 AND state < $5 AND state <> $2", db_int(id), db_int(to), db_text(answer), db_int(at_ms),
		db_int(PAYBACK_GIVEN));

	return moved(e, changed);
}

enum err payback_state_set(struct db *db, int64_t id, int state, const char *answer, int64_t at_ms)
{
	return db_run(db, NULL, "UPDATE pay_back SET state = $2, answer = $3, changed_at_ms = $4 WHERE id = $1",
		db_int(id), db_int(state), db_text(answer), db_int(at_ms));
}

enum err paybacks_open(struct db *db, struct arena *a, int64_t terminal_id, struct payback_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PAYBACK_COLUMNS " WHERE state < 3 AND ($1 = 0 OR terminal_id = $1)"
		" ORDER BY id LIMIT 1000", db_int(terminal_id));

	if (e == OK)
		paybacks_of(&r, a, list, n);
	return e;
}

enum err paybacks_due(struct db *db, struct arena *a, int64_t terminal_id, int limit, struct payback_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PAYBACK_COLUMNS " WHERE terminal_id = $1 AND state < 3 AND state = $3"
		" AND NOT EXISTS (SELECT 1 FROM pay_intent i WHERE i.id = pay_back.id AND i.state < 3)"
		" ORDER BY id LIMIT $2", db_int(terminal_id), db_int(limit), db_int(PAYBACK_OWED));

	if (e == OK)
		paybacks_of(&r, a, list, n);
	return e;
}

enum err paybacks_newest(struct db *db, struct arena *a, int limit, struct payback_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PAYBACK_COLUMNS " ORDER BY id DESC LIMIT $1", db_int(limit));

	if (e == OK)
		paybacks_of(&r, a, list, n);
	return e;
}

enum err paybacks_after(struct db *db, struct arena *a, int64_t after, int limit, struct payback_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, PAYBACK_COLUMNS " WHERE id > $1 ORDER BY id LIMIT $2", db_int(after),
		db_int(limit));

	if (e == OK)
		paybacks_of(&r, a, list, n);
	return e;
}

/* --- corrected payments ------------------------------------------------------------------------ */

enum err corrections_of(struct db *db, struct arena *a, int64_t sale_id, struct correction_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.n, s.tender_id, t.kind, s.reference FROM document d"
		" JOIN sale_tender s ON s.document_id = d.id JOIN tender t ON t.id = s.tender_id"
		" WHERE d.original_id = $1 AND d.kind = $2 AND s.n > $3 ORDER BY d.id LIMIT 100", db_int(sale_id),
		db_int(DOC_CORRECTION), db_int(CORRECTED_ROWS));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct correction_row){ (int)row_int(&r, i, 0), row_int(&r, i, 1),
			(int)row_int(&r, i, 2), row_text(&r, i, 3) };
	return OK;
}

/* --- the ledger of one holder ------------------------------------------------------------------ */

enum err holder_postings(struct db *db, struct arena *a, int64_t account, int64_t holder_id, int64_t after_id,
	int limit,
	struct holder_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT p.document_id, d.kind, t.code, d.series, d.running, d.at_ms,"
		" d.business_day, p.amount FROM posting p JOIN document d ON d.id = p.document_id JOIN terminal t"
		" ON t.id = d.terminal_id WHERE p.account = $1 AND p.account BETWEEN 30 AND 39 AND p.holder_id = $2"
		" AND p.unit = $3 AND p.document_id > $4 ORDER BY p.document_id LIMIT $5", db_int(account),
		db_int(holder_id), db_int(UNIT_MONEY), db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct holder_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1),
			doc_number_text(a, row_text(&r, i, 2), row_int(&r, i, 3), row_int(&r, i, 4)),
			row_int(&r, i, 5), (int32_t)row_int(&r, i, 6), row_int(&r, i, 7) };
	return OK;
}
