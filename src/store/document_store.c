/* document_store.c - see document_store.h. */
#include "store/document_store.h"

#include "model/code.h"

#define SLICE 500 /* documents in one read that others do not wait for */

enum err document_insert(struct db *db, const struct document *d, const char *content)
{
	return db_run(db, NULL, "INSERT INTO document (id, kind, terminal_id, series, running, staff_id, approver_id,"
		" shift_id, business_day, at_ms, original_id, partner_id, reason_id, total_minor, discount_minor,"
		" tax_minor, rounding_minor, content, member_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
		" $12, $13, $14, $15, $16, $17, $18, $19)",
		db_int(d->id), db_int(d->kind), db_int(d->terminal_id), db_int(d->series), db_int(d->running),
		db_int(d->staff_id), db_some(d->approver_id), db_some(d->shift_id), db_int(d->business_day),
		db_int(d->at_ms), db_some(d->original_id), db_some(d->partner_id), db_some(d->reason_id),
		db_int(d->total_minor), db_int(d->discount_minor), db_int(d->tax_minor), db_int(d->rounding_minor),
		db_text(content), db_some(d->member_id));
}

enum err document_line_insert(struct db *db, int64_t document_id, const struct line *l)
{
	return db_run(db, NULL, "INSERT INTO sale_line (document_id, line_no, article_id, department_id, tax_rate_id,"
		" code, name, unit, qty_milli, pack_milli, list_price_minor, price_minor, price_source, amount_minor,"
		" discount_minor, paid_minor, tax_bp, tax_minor, flags, original_line, reason_id, approver_id,"
		" parent_line, supplier_id, seller_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
		" $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)",
		db_int(document_id), db_int(l->line_no), db_some(l->article_id), db_int(l->department_id),
		db_int(l->tax_rate_id), db_text(l->code), db_text(l->name), db_text(l->unit), db_int(l->qty_milli),
		db_int(l->pack_milli), db_int(l->list_price_minor), db_int(l->price_minor), db_int(l->price_source),
		db_int(l->amount_minor), db_int(l->discount_minor), db_int(l->paid_minor), db_int(l->tax_bp),
		db_int(l->tax_minor), db_int(l->flags), db_some(l->original_line), db_some(l->reason_id),
		db_some(l->approver_id), db_some(l->parent_line), db_some(l->supplier_id),
		db_some(l->seller_id));
}

enum err document_discount_insert(struct db *db, int64_t document_id, int n, const struct discount *d)
{
	return db_run(db, NULL, "INSERT INTO sale_discount (document_id, line_no, n, stage, rule_id, amount_minor, why)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)",
		db_int(document_id), db_int(d->line_no), db_int(n), db_int(d->stage), db_int(d->rule_id),
		db_int(d->amount_minor), db_text(d->why ? d->why : ""));
}

enum err document_tender_insert(struct db *db, int64_t document_id, const struct payment *p)
{
	return db_run(db, NULL, "INSERT INTO sale_tender (document_id, n, tender_id, amount_minor, rounding_minor,"
		" given_minor, change_minor, reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		db_int(document_id), db_int(p->n), db_int(p->tender_id), db_int(p->amount_minor),
		db_int(p->rounding_minor), db_int(p->given_minor), db_int(p->change_minor),
		db_text(p->reference ? p->reference : ""));
}

enum err posting_insert(struct db *db, int64_t document_id, int n, const struct posting *p)
{
	return db_run(db, NULL, "INSERT INTO posting (document_id, n, account, holder_id, unit, amount)"
		" VALUES ($1, $2, $3, $4, $5, $6)",
		db_int(document_id), db_int(n), db_int(p->account), db_int(p->holder_id), db_int(p->unit),
		db_int(p->amount));
}

enum err document_note_insert(struct db *db, int64_t document_id, const struct document_note *note)
{
	return db_run(db, NULL, "INSERT INTO document_note (document_id, line_no, note) VALUES ($1, $2, $3)",
		db_int(document_id), db_int(note->line_no), db_text(note->text));
}

enum err balance_add(struct db *db, const struct posting *p)
{
	return db_run(db, NULL, "INSERT INTO balance (account, holder_id, unit, amount) VALUES ($1, $2, $3, $4)"
		" ON CONFLICT (account, holder_id, unit) DO UPDATE SET amount = balance.amount + excluded.amount",
		db_int(p->account), db_int(p->holder_id), db_int(p->unit), db_int(p->amount));
}

enum err balance_get(struct db *db, struct arena *a, enum account account, int64_t holder_id,
	enum ledger_unit unit, int64_t *amount)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT amount FROM balance WHERE account = $1 AND holder_id = $2"
		" AND unit = $3", db_int(account), db_int(holder_id), db_int(unit));

	if (e == OK)
		*amount = r.count ? row_int(&r, 0, 0) : 0;
	return e;
}

enum err returned_add(struct db *db, int64_t document_id, int line_no, int64_t sold_milli, int64_t qty_milli)
{
	int64_t changed = 0;
	enum err e = db_run(db, &changed, "INSERT INTO returned (document_id, line_no, sold_milli, returned_milli)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (document_id, line_no) DO UPDATE"
		" SET returned_milli = returned.returned_milli + excluded.returned_milli"
		" WHERE returned.returned_milli + excluded.returned_milli <= returned.sold_milli",
		db_int(document_id), db_int(line_no), db_int(sold_milli), db_int(qty_milli));

	return e == OK && changed != 1 ? ERR_REFUSED : e;
}

enum err seal_insert(struct db *db, const struct seal_row *row)
{
	return db_run(db, NULL, "INSERT INTO seal (id, terminal_id, seq, key_n, link) VALUES ($1, $2, $3, $4, $5)",
		db_int(row->id), db_int(row->terminal_id), db_int(row->seq), db_int(row->key_n), db_text(row->link));
}

enum err audit_insert(struct db *db, const struct audit_store_row *row)
{
	return db_run(db, NULL, "INSERT INTO audit (seal_id, n, at_ms, terminal_id, staff_id, approver_id, action,"
		" subject_id, reason_id, amount_minor, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		db_int(row->seal_id), db_int(row->n), db_int(row->at_ms), db_int(row->terminal_id),
		db_int(row->staff_id), db_some(row->approver_id), db_text(row->action), db_int(row->subject_id),
		db_some(row->reason_id), db_int(row->amount_minor), db_text(row->detail ? row->detail : ""));
}

enum err document_content(struct db *db, struct arena *a, int64_t id, const char **content, const char **number)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT d.content, t.code, d.series, d.running FROM document d"
		" JOIN terminal t ON t.id = d.terminal_id WHERE d.id = $1", db_int(id));

	if (e == OK) {
		*content = row_text(&r, 0, 0);
		*number = doc_number_text(a, row_text(&r, 0, 1), row_int(&r, 0, 2), row_int(&r, 0, 3));
	}
	return e;
}

enum err document_newest(struct db *db, struct arena *a, int64_t *at_ms)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT at_ms FROM document ORDER BY id DESC LIMIT 1");

	if (e == OK)
		*at_ms = row_int(&r, 0, 0);
	return e;
}

static enum err load_header(struct db *db, struct arena *a, int64_t id, struct document *d)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT d.id, d.kind, d.terminal_id, t.code, d.series, d.running, d.staff_id,"
		" d.approver_id, s.number, s.name, d.shift_id, d.business_day, d.at_ms, d.original_id, d.partner_id,"
		" d.reason_id, d.total_minor, d.discount_minor, d.tax_minor, d.rounding_minor, l.link,"
		" CASE WHEN EXISTS (SELECT 1 FROM document_note n WHERE n.document_id = d.id) THEN 1 ELSE 0 END,"
		" d.member_id FROM document d JOIN terminal t ON t.id = d.terminal_id"
		" LEFT JOIN staff s ON s.id = d.staff_id LEFT JOIN seal l ON l.id = d.id WHERE d.id = $1", db_int(id));

	if (e != OK)
		return e;
	*d = (struct document){ .id = row_int(&r, 0, 0), .kind = (enum document_kind)row_int(&r, 0, 1),
		.terminal_id = row_int(&r, 0, 2), .terminal_code = row_text(&r, 0, 3), .series = row_int(&r, 0, 4),
		.running = row_int(&r, 0, 5), .staff_id = row_int(&r, 0, 6), .approver_id = row_int(&r, 0, 7),
		.staff_number = row_text(&r, 0, 8), .staff_name = row_text(&r, 0, 9), .shift_id = row_int(&r, 0, 10),
		.business_day = (int32_t)row_int(&r, 0, 11), .at_ms = row_int(&r, 0, 12),
		.original_id = row_int(&r, 0, 13), .partner_id = row_int(&r, 0, 14), .reason_id = row_int(&r, 0, 15),
		.total_minor = row_int(&r, 0, 16), .discount_minor = row_int(&r, 0, 17),
		.tax_minor = row_int(&r, 0, 18), .rounding_minor = row_int(&r, 0, 19), .link = row_text(&r, 0, 20),
		.note_count = (int)row_int(&r, 0, 21), .member_id = row_int(&r, 0, 22) };
	return OK;
}

/* Asked for only where the header says that there are some. */
static enum err load_notes(struct db *db, struct arena *a, struct document *d)
{
	struct db_rows r;
	enum err e;

	if (!d->note_count)
		return OK;
	e = db_query(db, a, &r, "SELECT line_no, note FROM document_note"
		" WHERE document_id = $1 ORDER BY line_no LIMIT 1001", db_int(d->id));
	if (e != OK)
		return e;
	d->note_count = r.count;
	d->notes = arena_array(a, (size_t)r.count, sizeof *d->notes);
	for (int i = 0; i < r.count; i++)
		d->notes[i] = (struct document_note){ (int)row_int(&r, i, 0), row_text(&r, i, 1) };
	return OK;
}

static enum err load_lines(struct db *db, struct arena *a, struct document *d)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT line_no, article_id, department_id, tax_rate_id, code, name, unit,"
		" qty_milli, pack_milli, list_price_minor, price_minor, price_source, amount_minor, discount_minor,"
		" paid_minor, tax_bp, tax_minor, flags, original_line, reason_id, approver_id, parent_line,"
		" supplier_id, seller_id FROM sale_line WHERE document_id = $1 ORDER BY line_no LIMIT 1000",
		db_int(d->id));

	if (e != OK)
		return e;
	d->line_count = r.count;
	d->lines = arena_array(a, (size_t)r.count, sizeof *d->lines);
	for (int i = 0; i < r.count; i++)
		d->lines[i] = (struct line){ .line_no = (int)row_int(&r, i, 0), .article_id = row_int(&r, i, 1),
			.department_id = row_int(&r, i, 2), .tax_rate_id = row_int(&r, i, 3),
			.code = row_text(&r, i, 4), .name = row_text(&r, i, 5), .unit = row_text(&r, i, 6),
			.qty_milli = row_int(&r, i, 7), .pack_milli = row_int(&r, i, 8),
			.list_price_minor = row_int(&r, i, 9), .price_minor = row_int(&r, i, 10),
			.price_source = (int)row_int(&r, i, 11), .amount_minor = row_int(&r, i, 12),
			.discount_minor = row_int(&r, i, 13), .paid_minor = row_int(&r, i, 14),
			.tax_bp = row_int(&r, i, 15), .tax_minor = row_int(&r, i, 16),
			.flags = (unsigned)row_int(&r, i, 17), .original_line = (int)row_int(&r, i, 18),
			.reason_id = row_int(&r, i, 19), .approver_id = row_int(&r, i, 20),
			.parent_line = (int)row_int(&r, i, 21), .supplier_id = row_int(&r, i, 22),
			.seller_id = row_int(&r, i, 23),
			.original_id = row_null(&r, i, 18) ? 0 : d->original_id };
	return OK;
}

static enum err load_discounts(struct db *db, struct arena *a, struct document *d)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT line_no, stage, rule_id, amount_minor, why FROM sale_discount"
		" WHERE document_id = $1 ORDER BY n LIMIT 5000", db_int(d->id));

	if (e != OK)
		return e;
	d->discount_count = r.count;
	d->discounts = arena_array(a, (size_t)r.count, sizeof *d->discounts);
	for (int i = 0; i < r.count; i++)
		d->discounts[i] = (struct discount){ (int)row_int(&r, i, 0), (int)row_int(&r, i, 1),
			row_int(&r, i, 2), row_int(&r, i, 3), row_text(&r, i, 4) };
	return OK;
}

static enum err load_payments(struct db *db, struct arena *a, struct document *d)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT s.n, s.tender_id, t.kind, s.amount_minor, s.rounding_minor,"
		" s.given_minor, s.change_minor, s.reference FROM sale_tender s JOIN tender t ON t.id = s.tender_id"
		" WHERE s.document_id = $1 ORDER BY s.n LIMIT 100", db_int(d->id));

	if (e != OK)
		return e;
	d->payment_count = r.count;
	d->payments = arena_array(a, (size_t)r.count, sizeof *d->payments);
	for (int i = 0; i < r.count; i++)
		d->payments[i] = (struct payment){ .n = (int)row_int(&r, i, 0), .tender_id = row_int(&r, i, 1),
			.kind = (enum tender_kind)row_int(&r, i, 2), .amount_minor = row_int(&r, i, 3),
			.rounding_minor = row_int(&r, i, 4), .given_minor = row_int(&r, i, 5),
			.change_minor = row_int(&r, i, 6), .reference = row_text(&r, i, 7) };
	return OK;
}

static enum err load_postings(struct db *db, struct arena *a, struct document *d)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT account, holder_id, unit, amount FROM posting WHERE document_id = $1"
		" ORDER BY n LIMIT 5000", db_int(d->id));

	if (e != OK)
		return e;
	d->posting_count = r.count;
	d->postings = arena_array(a, (size_t)r.count, sizeof *d->postings);
	for (int i = 0; i < r.count; i++)
		d->postings[i] = (struct posting){ (enum account)row_int(&r, i, 0), row_int(&r, i, 1),
			(enum ledger_unit)row_int(&r, i, 2), row_int(&r, i, 3) };
	return OK;
}

enum err document_load(struct db *db, struct arena *a, int64_t id, struct document *out)
{
	enum err e = load_header(db, a, id, out);

	if (e == OK)
		e = load_lines(db, a, out);
	if (e == OK)
		e = load_discounts(db, a, out);
	if (e == OK)
		e = load_payments(db, a, out);
	if (e == OK)
		e = load_postings(db, a, out);
	if (e == OK)
		out->own_drawer = document_drawer_read(out);
	if (e == OK)
		e = load_notes(db, a, out);
	return e;
}

enum err document_id_by_number(struct db *db, struct arena *a, const char *terminal_code, int64_t series,
	int64_t running, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT d.id FROM document d JOIN terminal t ON t.id = d.terminal_id"
		" WHERE t.code = $1 AND d.series = $2 AND d.running = $3",
		db_text(terminal_code), db_int(series), db_int(running));

	if (e == OK)
		*id = row_int(&r, 0, 0);
	return e;
}

enum err document_last(struct db *db, struct arena *a, int64_t terminal_id, int64_t shift_id, int64_t *id,
	int *kind)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id, kind, shift_id FROM document WHERE terminal_id = $1"
		" ORDER BY series DESC, running DESC LIMIT 1", db_int(terminal_id));

	if (e == OK && row_int(&r, 0, 2) != shift_id)
		return ERR_NOTFOUND;
	if (e == OK) {
		*id = row_int(&r, 0, 0);
		*kind = (int)row_int(&r, 0, 1);
	}
	return e;
}

enum err document_last_sale(struct db *db, struct arena *a, int64_t terminal_id, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE terminal_id = $1 AND kind = 1"
		" ORDER BY series DESC, running DESC LIMIT 1", db_int(terminal_id));

	if (e == OK)
		*id = row_int(&r, 0, 0);
	return e;
}

enum err document_last_receipt(struct db *db, struct arena *a, int64_t terminal_id, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE terminal_id = $1 AND (kind < 4 OR kind = 50)"
		" ORDER BY series DESC, running DESC LIMIT 1", db_int(terminal_id));

	if (e == OK)
		*id = row_int(&r, 0, 0);
	return e;
}

enum err document_cash_up(struct db *db, struct arena *a, int64_t shift_id, int64_t *id)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT id FROM document WHERE shift_id = $1 AND kind = 5"
		" ORDER BY id DESC LIMIT 1", db_int(shift_id));

	if (e == OK)
		*id = row_int(&r, 0, 0);
	return e;
}

enum err returned_list(struct db *db, struct arena *a, int64_t document_id, int64_t *by_line_no, int max)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT line_no, returned_milli FROM returned WHERE document_id = $1"
		" ORDER BY line_no LIMIT 1000", db_int(document_id));

	for (int i = 0; i < max; i++)
		by_line_no[i] = 0;
	for (int i = 0; e == OK && i < r.count; i++)
		if (row_int(&r, i, 0) >= 0 && row_int(&r, i, 0) < max)
			by_line_no[row_int(&r, i, 0)] = row_int(&r, i, 1);
	return e;
}

enum err document_gave(struct db *db, struct arena *a, int64_t original_id, struct payment **gave, int *n,
	int64_t *paid_back_minor)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT t.n - t.n % $2 + t.n % $3, sum(t.amount_minor), sum(t.given_minor)"
		" FROM document d JOIN sale_tender t ON t.document_id = d.id WHERE d.original_id = $1"
		" AND d.kind IN (2, 3) GROUP BY 1 LIMIT 1000", db_int(original_id), db_int(ORIGIN_ROWS),
		db_int(EXCHANGE_ROWS));

	*paid_back_minor = 0;
	*n = e == OK ? r.count : 0;
	*gave = arena_array(a, (size_t)*n, sizeof **gave);
	for (int i = 0; i < *n; i++) {
		(*gave)[i] = (struct payment){ .n = (int)row_int(&r, i, 0), .amount_minor = row_int(&r, i, 1),
			.given_minor = row_int(&r, i, 2), .reference = "" };
		*paid_back_minor += row_int(&r, i, 1);
	}
	return e;
}

enum err document_returns(struct db *db, struct arena *a, int64_t original_id, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id FROM document WHERE original_id = $1 AND kind IN ($2, $3)"
		" ORDER BY id LIMIT 10000", db_int(original_id), db_int(DOC_RETURN), db_int(DOC_VOID));

	*n = e == OK ? r.count : 0;
	*ids = arena_array(a, (size_t)*n, sizeof **ids);
	for (int i = 0; i < *n; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return e;
}

enum err document_reference_used(struct db *db, struct arena *a, int64_t tender_id, const char *reference,
	int64_t since_id, bool *used)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT 1 FROM sale_tender s JOIN document d ON d.id = s.document_id"
		" WHERE s.reference = $3 AND s.reference <> '' AND s.tender_id = $2 AND s.document_id >= $1"
		" AND (d.original_id IS NULL OR (d.kind = $4 AND s.given_minor > 0)) LIMIT 1",
		db_int(since_id), db_int(tender_id), db_text(reference), db_int(DOC_CORRECTION));

	if (e == OK)
		*used = r.count > 0;
	return e;
}

#define ROW_COLUMNS "d.id, d.kind, t.code, d.series, d.running, s.name, d.at_ms, d.total_minor, d.business_day"
#define ROW_FROM " FROM document d JOIN terminal t ON t.id = d.terminal_id LEFT JOIN staff s ON s.id = d.staff_id"
/* Whether a tender stands among its payments; the id 0 asks for none. */
#define ROW_PAID_BY(id) " AND (" id " = 0 OR EXISTS (SELECT 1 FROM sale_tender p WHERE p.document_id = d.id" \
	" AND p.tender_id = " id "))"

static void rows_of(const struct db_rows *r, struct arena *a, struct document_row **list, int *n)
{
	*n = r->count;
	*list = arena_array(a, (size_t)r->count, sizeof **list);
	for (int i = 0; i < r->count; i++)
		(*list)[i] = (struct document_row){ row_int(r, i, 0), (int)row_int(r, i, 1), row_text(r, i, 2),
			row_int(r, i, 3), row_int(r, i, 4), row_text(r, i, 5), row_int(r, i, 6), row_int(r, i, 7),
			(int32_t)row_int(r, i, 8) };
}

enum err documents_page(struct db *db, struct arena *a, int64_t before_id, int limit, struct document_row **list,
	int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " ROW_COLUMNS ROW_FROM " WHERE d.id < $1 AND d.kind < 4"
		" ORDER BY d.id DESC LIMIT $2", db_int(before_id ? before_id : INT64_MAX), db_int(limit));

	if (e == OK)
		rows_of(&r, a, list, n);
	return e;
}

enum err documents_matching(struct db *db, struct arena *a, const struct document_filter *f, int64_t before_id,
	int limit, struct document_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " ROW_COLUMNS ROW_FROM " WHERE d.id < $1 AND d.id >= $2 AND d.kind < 4"
		" AND d.business_day >= $3 AND d.business_day <= $4 AND ($5 = 0 OR d.kind = $5)"
		" AND d.total_minor >= $6 AND d.total_minor <= $7"
		" AND ($8 = '' OR t.code = $8) AND ($9 = '' OR s.number = $9)"
		ROW_PAID_BY("$10")
		" AND ($11 = '' OR EXISTS (SELECT 1 FROM sale_line l WHERE l.document_id = d.id AND l.code = $11))"
		" ORDER BY d.id DESC LIMIT $12",
		db_int(before_id ? before_id : INT64_MAX), db_int(f->from_id), db_int(f->from),
		db_int(f->to ? f->to : INT32_MAX), db_int(f->kind), db_int(f->least_minor),
		db_int(f->most_minor ? f->most_minor : INT64_MAX), db_text(f->terminal), db_text(f->staff),
		db_int(f->tender_id), db_text(f->code), db_int(limit));

	if (e == OK)
		rows_of(&r, a, list, n);
	return e;
}

enum err documents_between(struct db *db, struct arena *a, int64_t lo_id, int64_t hi_id, int32_t day,
	int64_t amount_minor, int64_t tender_id, int limit, struct document_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT " ROW_COLUMNS ROW_FROM " WHERE d.id >= $1 AND d.id < $2 AND d.kind < 4"
		" AND ($3 = 0 OR d.business_day = $3)"
		" AND ($4 < 0 OR d.total_minor = $4 OR d.total_minor - d.rounding_minor = $4)" ROW_PAID_BY("$5")
		" ORDER BY d.id DESC LIMIT $6",
		db_int(lo_id), db_int(hi_id), db_int(day), db_int(amount_minor), db_int(tender_id), db_int(limit));

	if (e == OK)
		rows_of(&r, a, list, n);
	return e;
}

/* Every terminal has begun few series, and a number in one of them is found by its index; CROSS JOIN keeps SQLite
 * from reading all documents in their order instead. */
enum err documents_numbered(struct db *db, struct arena *a, int64_t before_id, int64_t running, int64_t tender_id,
	int limit, struct document_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "WITH RECURSIVE began (series) AS (SELECT CAST(1 AS BIGINT) UNION ALL"
		" SELECT series + 1 FROM began WHERE series < (SELECT max(series) FROM terminal))"
		" SELECT " ROW_COLUMNS " FROM terminal t CROSS JOIN began b CROSS JOIN document d"
		" LEFT JOIN staff s ON s.id = d.staff_id"
		" WHERE d.terminal_id = t.id AND d.series = b.series AND d.running = $2 AND d.id < $1 AND d.kind < 4"
		ROW_PAID_BY("$3") " ORDER BY d.id DESC LIMIT $4",
		db_int(before_id ? before_id : INT64_MAX), db_int(running), db_int(tender_id), db_int(limit));

	if (e == OK)
		rows_of(&r, a, list, n);
	return e;
}

#define CODE_SLICE 40000 /* documents that one look walks over: some 40 ms */

enum err documents_with_code(struct db *db, struct arena *a, int64_t before_id, const char *code, int64_t tender_id,
	int limit, struct document_row **list, int *n, int64_t *walked_to)
{
	struct db_rows r;
	enum err e = db_one(db, a, &r, "SELECT coalesce(min(id), 0) FROM (SELECT id FROM document WHERE id < $1"
		" ORDER BY id DESC LIMIT $2) AS slice", db_int(before_id ? before_id : INT64_MAX),
		db_int(CODE_SLICE));

	*n = 0;
	if (e != OK)
		return e;
	*walked_to = row_int(&r, 0, 0);
	e = db_query(db, a, &r, "SELECT " ROW_COLUMNS ROW_FROM " WHERE d.id < $1 AND d.id >= $4 AND EXISTS (SELECT 1"
		" FROM sale_line l WHERE l.document_id = d.id AND l.code = $2)" ROW_PAID_BY("$5")
		" ORDER BY d.id DESC LIMIT $3",
		db_int(before_id ? before_id : INT64_MAX), db_text(code), db_int(limit), db_int(*walked_to),
		db_int(tender_id));

	if (e == OK)
		rows_of(&r, a, list, n);
	return e;
}

enum err document_ids_after(struct db *db, struct arena *a, int64_t after_id, int limit, int64_t **ids, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id FROM document WHERE id > $1 ORDER BY id LIMIT $2",
		db_int(after_id), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*ids = arena_array(a, (size_t)r.count, sizeof **ids);
	for (int i = 0; i < r.count; i++)
		(*ids)[i] = row_int(&r, i, 0);
	return OK;
}

enum err seals_after(struct db *db, struct arena *a, int64_t terminal_id, int64_t after_seq, int limit,
	struct seal_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT id, terminal_id, seq, key_n, link FROM seal WHERE terminal_id = $1"
		" AND seq > $2 ORDER BY seq LIMIT $3", db_int(terminal_id), db_int(after_seq), db_int(limit));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct seal_row){ row_int(&r, i, 0), row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_text(&r, i, 4) };
	return OK;
}

enum err audit_rows_of(struct db *db, struct arena *a, int64_t seal_id, struct audit_store_row **list, int *n)
{
	struct db_rows r;
	enum err e = db_query(db, a, &r, "SELECT seal_id, n, at_ms, terminal_id, staff_id, approver_id, action,"
		" subject_id, reason_id, amount_minor, detail FROM audit WHERE seal_id = $1 ORDER BY n LIMIT 1000",
		db_int(seal_id));

	if (e != OK)
		return e;
	*n = r.count;
	*list = arena_array(a, (size_t)r.count, sizeof **list);
	for (int i = 0; i < r.count; i++)
		(*list)[i] = (struct audit_store_row){ row_int(&r, i, 0), (int)row_int(&r, i, 1), row_int(&r, i, 2),
			row_int(&r, i, 3), row_int(&r, i, 4), row_int(&r, i, 5), row_text(&r, i, 6),
			row_int(&r, i, 7), row_int(&r, i, 8), row_int(&r, i, 9), row_text(&r, i, 10) };
	return OK;
}

enum err documents_slice(struct db *db, int64_t after_id, int64_t *last_id)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	enum err e = db_one(db, &a, &r, "SELECT max(x.id) FROM (SELECT id FROM document WHERE id > $1 ORDER BY id"
		" LIMIT $2) x", db_int(after_id), db_int(SLICE));

	if (e == OK)
		*last_id = row_null(&r, 0, 0) ? after_id : row_int(&r, 0, 0);
	arena_release(&a);
	return e;
}
