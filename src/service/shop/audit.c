/* audit.c - one chain per terminal: every link is a keyed digest over the link before and what it seals, so that an
 * edit, a deletion or an insertion shows. A cut tail shows against heads kept elsewhere. */
#include "audit_int.h"
#include "base/clock.h"
#include "store/document_store.h"
#include "store/master_store.h"

void chain_begin(struct seal *s, const struct shop_keys *keys, int key_n, const char *before, int64_t terminal_id,
	int64_t seq)
{
	seal_begin(s, keys->seal[key_n - 1]);
	seal_text(s, before);
	seal_int(s, terminal_id);
	seal_int(s, seq);
}

static void chain_line(struct seal *s, const struct line *l)
{
	const int64_t figures[] = { l->line_no, l->article_id, l->department_id, l->tax_rate_id, l->qty_milli,
		l->pack_milli, l->list_price_minor, l->price_minor, l->price_source, l->amount_minor,
		l->discount_minor, l->paid_minor, l->tax_bp, l->tax_minor, l->flags, l->original_line, l->reason_id,
		l->approver_id };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		seal_int(s, figures[i]);
	seal_text(s, l->code);
	seal_text(s, l->name);
	seal_text(s, l->unit);
	/* The flags, which are sealed before, say whether these follow: older lines have none. */
	if (l->flags & LINE_LINKED)
		seal_int(s, l->parent_line);
	if (l->flags & LINE_SUPPLIED)
		seal_int(s, l->supplier_id);
	if (l->flags & LINE_SOLD_BY)
		seal_int(s, l->seller_id);
}

static void chain_payment(struct seal *s, const struct payment *p)
{
	const int64_t figures[] = { p->n, p->tender_id, p->amount_minor, p->rounding_minor, p->given_minor,
		p->change_minor };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		seal_int(s, figures[i]);
	seal_text(s, p->reference ? p->reference : "");
}

void chain_document(struct seal *s, const struct document *d, const char *content)
{
	const int64_t header[] = { d->id, d->kind, d->terminal_id, d->series, d->running, d->staff_id,
		d->approver_id, d->shift_id, d->business_day, d->at_ms, d->original_id, d->partner_id, d->reason_id,
		d->total_minor, d->discount_minor, d->tax_minor, d->rounding_minor, d->line_count, d->discount_count,
		d->payment_count, d->posting_count };

	for (size_t i = 0; i < sizeof header / sizeof *header; i++)
		seal_int(s, header[i]);
	seal_text(s, content);
	for (int i = 0; i < d->line_count; i++)
		chain_line(s, &d->lines[i]);
	for (int i = 0; i < d->discount_count; i++) {
		seal_int(s, d->discounts[i].line_no);
		seal_int(s, d->discounts[i].stage);
		seal_int(s, d->discounts[i].rule_id);
		seal_int(s, d->discounts[i].amount_minor);
		seal_text(s, d->discounts[i].why ? d->discounts[i].why : "");
	}
	for (int i = 0; i < d->payment_count; i++)
		chain_payment(s, &d->payments[i]);
	for (int i = 0; i < d->posting_count; i++) {
		seal_int(s, d->postings[i].account);
		seal_int(s, d->postings[i].holder_id);
		seal_int(s, d->postings[i].unit);
		seal_int(s, d->postings[i].amount);
	}
	if (d->member_id) { /* older documents have none, and stay as they are */
		seal_text(s, "member");
		seal_int(s, d->member_id);
	}
}

void chain_audit(struct seal *s, const struct audit_store_row *r)
{
	const int64_t figures[] = { r->n, r->at_ms, r->terminal_id, r->staff_id, r->approver_id, r->subject_id,
		r->reason_id, r->amount_minor };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		seal_int(s, figures[i]);
	seal_text(s, r->action);
	seal_text(s, r->detail ? r->detail : "");
}

/* The audit rows of one link, stored and added to its digest. */
static enum err put_rows(struct shop *sh, struct seal *s, int64_t seal_id, int64_t at_ms,
	const struct audit_row *rows, int n)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < n; i++) {
		struct audit_store_row row = { .seal_id = seal_id, .n = i + 1, .at_ms = at_ms,
			.terminal_id = sh->terminal_id, .staff_id = sh->staff.id, .approver_id = rows[i].approver_id,
			.action = rows[i].action, .subject_id = rows[i].subject_id, .reason_id = rows[i].reason_id,
			.amount_minor = rows[i].amount_minor, .detail = rows[i].detail };

		e = audit_insert(sh->db, &row);
		chain_audit(s, &row);
	}
	return e;
}

enum err chain_prepare(struct shop *sh, struct arena *a, struct document *d, const char *content,
	const struct audit_row *rows, int n, struct chain_link *out)
{
	struct terminal_row terminal;
	struct seal s;
	enum err e = terminal_by_id(sh->db, a, sh->terminal_id, &terminal);

	if (e != OK)
		return e;
	out->row = (struct seal_row){ .id = d ? d->id : shop_new_id(sh), .terminal_id = sh->terminal_id,
		.seq = terminal.chain_seq + 1, .key_n = sh->keys.seal_count, .link = out->link };
	chain_begin(&s, &sh->keys, sh->keys.seal_count, terminal.chain_link, sh->terminal_id, out->row.seq);
	if (d) {
		d->series = terminal.series;
		d->running = ++terminal.running;
		d->terminal_code = terminal.code;
		chain_document(&s, d, content);
	}
	e = put_rows(sh, &s, out->row.id, d ? d->at_ms : sh->tx_at_ms, rows, n);
	seal_end(&s, out->link);
	if (e == OK)
		e = terminal_chain_set(sh->db, sh->terminal_id, terminal.running, out->row.seq, out->link);
	if (d)
		d->link = arena_strdup(a, out->link);
	return e;
}

enum err chain_close(struct shop *sh, const struct chain_link *link)
{
	sh->journal_due = true;
	return seal_insert(sh->db, &link->row);
}

enum err audit_in_tx(struct shop *sh, const struct audit_row *rows, int n)
{
	struct arena a = ARENA_INIT;
	struct chain_link link;
	enum err e = chain_prepare(sh, &a, NULL, NULL, rows, n, &link);

	if (e == OK)
		e = chain_close(sh, &link);
	arena_release(&a);
	return e;
}

static enum err audit_body(struct shop *sh, void *arg)
{
	return audit_in_tx(sh, arg, 1);
}

enum err audit_one(struct shop *sh, const struct audit_row *row)
{
	struct audit_row copy = *row;

	return shop_tx(sh, audit_body, &copy);
}

enum err revision_in_tx(struct shop *sh, const char *table, int64_t row_id, const char *was, const char *becomes)
{
	const struct revision_row row = { .id = shop_new_id(sh), .table_name = table, .row_id = row_id,
		.at_ms = sh->tx_at_ms, .effective_at_ms = sh->tx_at_ms, .staff_id = sh->staff.id, .was = was,
			.becomes = becomes };

	return revision_put(sh->db, &row);
}
