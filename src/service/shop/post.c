/* post.c - see post_int.h. The order of the statements is the order that the guards want: the document's rows first,
 * its seal last; from then on nothing can be added. */
#include "post_int.h"

#include <stdlib.h>
#include <string.h>

#include "audit_int.h"
#include "base/clock.h"
#include "store/document_store.h"
#include "store/lot_store.h"
#include "store/master_store.h"
#include "store/member_store.h"
#include "store/shift_store.h"

void post_header(struct shop *sh, struct document *d, enum document_kind kind, int64_t id, int64_t shift_id)
{
	*d = (struct document){ .id = id, .kind = kind, .terminal_id = sh->terminal_id,
		.terminal_code = sh->terminal_code, .staff_id = sh->staff.id, .staff_number = sh->staff.number,
		.staff_name = sh->staff.name, .shift_id = shift_id, .business_day = shop_business_day(sh),
		.own_drawer = shift_id && shift_id == sh->own_shift_id, .at_ms = clock_now_ms() };
}

enum err post_asked(struct shop *sh, struct arena *a, int64_t id, const char *content)
{
	const char *before, *number;
	enum err e = document_content(sh->db, a, id, &before, &number);

	if (e == ERR_NOTFOUND)
		return OK;
	if (e != OK)
		return e;
	return strcmp(before, content) == 0 ? ERR_EXISTS : ERR_INVALID;
}

/* Most documents fall on the day of the one before: then the day is known to be there, but may be closed. */
static enum err day_takes(struct shop *sh, struct arena *a, const struct document *d)
{
	struct day_row day;
	enum err e = OK;

	if (d->business_day != sh->last_day)
		e = day_open(sh->db, d->business_day, d->at_ms);
	if (e == OK)
		e = day_get(sh->db, a, d->business_day, &day);
	if (e == OK && day.closed)
		return ERR_REFUSED;
	return e;
}

static enum err put_lines(struct db *db, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->line_count; i++)
		e = document_line_insert(db, d->id, &d->lines[i]);
	for (int i = 0; e == OK && i < d->discount_count; i++)
		e = document_discount_insert(db, d->id, i + 1, &d->discounts[i]);
	for (int i = 0; e == OK && i < d->payment_count; i++)
		e = document_tender_insert(db, d->id, &d->payments[i]);
	for (int i = 0; e == OK && i < d->note_count; i++)
		e = document_note_insert(db, d->id, &d->notes[i]);
	return e;
}

static enum err put_ledger(struct db *db, const struct document *d)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < d->posting_count; i++) {
		e = posting_insert(db, d->id, i + 1, &d->postings[i]);
		if (e == OK && account_is_held(d->postings[i].account))
			e = balance_add(db, &d->postings[i]);
	}
	return e;
}

static enum err put_figures(struct db *db, struct arena *a, const struct document *d)
{
	struct totals t = { 0 };
	enum err e = OK;

	totals_document(&t, a, d);
	for (int i = 0; e == OK && i < t.count; i++)
		e = shift_total_add(db, d->shift_id, d->business_day, &t.list[i]);
	return e;
}

/* What a member bought, by day and in all. */
static enum err put_member(struct db *db, const struct document *d)
{
	struct bought_from from;
	struct bought_row row;
	enum err e = d->member_id ? member_bought_from(db, d, &from) : OK;

	return e == OK && d->member_id && member_bought_of(d, &from, &row) ? member_bought_add(db, &row) : e;
}

enum err post_rows(struct db *db, struct arena *a, const struct document *d, const char *content)
{
	enum err e = document_insert(db, d, content);

	if (e == OK)
		e = put_lines(db, d);
	if (e == OK)
		e = put_ledger(db, d);
	if (e == OK)
		e = put_member(db, d);
	return e == OK ? put_figures(db, a, d) : e;
}

static int by_n(const void *a, const void *b)
{
	return ((const struct payment *)a)->n - ((const struct payment *)b)->n;
}

/* As the store gives the rows back: the link is made of them in this order, and made again by store check. */
static void stored_order(struct document *d)
{
	if (d->payment_count > 1)
		qsort(d->payments, (size_t)d->payment_count, sizeof *d->payments, by_n);
}

enum err post_document(struct shop *sh, struct arena *a, struct document *d, const char *content,
	const struct audit_row *rows, int n)
{
	struct chain_link link;
	bool closed;
	enum err e = post_asked(sh, a, d->id, content);

	stored_order(d);
	if (e == OK)
		e = day_takes(sh, a, d);
	closed = e == ERR_REFUSED;
	if (e == OK)
		e = chain_prepare(sh, a, d, content, rows, n, &link);
	if (e == OK)
		e = post_rows(sh->db, a, d, content);
	if (e == OK)
		e = lot_moved_keep(sh->db, d->id);
	if (e == OK)
		e = chain_close(sh, &link);
	/* The day takes it, so what refuses is a guard of the store: no person's doing. */
	return e == ERR_REFUSED && !closed ? ERR_CORRUPT : e;
}

void post_committed(struct shop *sh, const struct document *d)
{
	if (d->business_day > sh->last_day)
		sh->last_day = d->business_day;
	sh->last_posted_ms = d->at_ms;
}

enum err post_act(struct shop *sh, int64_t shift_id, enum measure m, int64_t amount_minor,
	const struct audit_row *row)
{
	const struct total t = { .measure = m, .times = 1, .amount_minor = amount_minor };
	enum err e = audit_in_tx(sh, row, 1);

	if (e == OK && shift_id)
		e = shift_total_add(sh->db, shift_id, shop_business_day(sh), &t);
	return e;
}
