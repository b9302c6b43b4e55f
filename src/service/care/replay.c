/* replay.c - store recover: what the journals have after a backup is put back link by link.
 * Whether a record belongs to this store's life is told by its link alone: it is the digest over
 * the link before and all of the record. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "../cash/day_sums_int.h"
#include "care_int.h"
#include "model/value.h"
#include "../member/coupons_int.h"
#include "../member/draws_int.h"
#include "../member/gifts_int.h"
#include "../member/uses_int.h"
#include "../member/levels_int.h"
#include "../member/lots_int.h"
#include "../member/member_int.h"
#include "../money/money_int.h"
#include "../shop/post_int.h"
#include "../till/invoice_int.h"
#include "service/journal.h"
#include "service/keys.h"
#include "service/link.h"
#include "store/basket_store.h"
#include "store/care_store.h"
#include "store/cash_store.h"
#include "store/lot_store.h"
#include "store/member_store.h"
#include "store/shift_store.h"
#include "store/staff_store.h"
#include "store/trade_store.h"

/* A record of a journal that the store does not have. */
struct candidate {
	struct journal_link link;
	int64_t series;       /* of its file */
	int64_t at_ms;
};

/* A terminal's chain as far as it was put back. */
struct track {
	int64_t terminal_id;
	struct terminal_row row;
	char link[SEAL_HEX];
	struct candidate *list;
	int count, room, next; /* list[next] is the one to put back now; next == count: none */
	int64_t after_gap;     /* links that are missing before it */
	bool blocked;          /* it returns goods of a sale that is not back yet */
	struct care_terminal *told;
};

struct replay {
	struct repair *r;
	struct arena work;     /* of one link */
	struct track *tracks;
	int track_count, key_count;
	int64_t cash_id, done, total;
};

/* --- reading the journals --------------------------------------------------------------------- */

static enum err find_track(struct replay *p, int64_t terminal_id, struct track **out)
{
	struct repair *r = p->r;
	struct track *t;
	enum err e;

	for (int i = 0; i < p->track_count; i++)
		if (p->tracks[i].terminal_id == terminal_id) {
			*out = &p->tracks[i];
			return OK;
		}
	t = *out = &p->tracks[p->track_count];
	t->terminal_id = terminal_id;
	e = terminal_by_id(r->sh->db, r->arena, terminal_id, &t->row);
	if (e == ERR_NOTFOUND) { /* made after the backup */
		t->row = (struct terminal_row){ .id = terminal_id, .series = 1, .chain_link = "",
			.code = arena_printf(r->arena, "%02lld", (long long)terminal_id) };
		t->row.name = t->row.code;
		e = terminal_put(r->sh->db, &t->row);
	}
	snprintf(t->link, sizeof t->link, "%s", t->row.chain_link);
	t->told = &r->report->terminals[p->track_count++];
	t->told->code = t->row.code;
	return e;
}

static void add_candidate(struct replay *p, struct track *t, const struct journal_link *link,
	int64_t series)
{
	struct candidate *c;

	if (link->seal.seq <= t->row.chain_seq)
		return; /* the backup has it */
	if (t->count == t->room) {
		int room = t->room ? t->room * 2 : 256;
		struct candidate *list = arena_array(p->r->arena, (size_t)room, sizeof *list);

		if (t->count)
			memcpy(list, t->list, (size_t)t->count * sizeof *list);
		t->list = list;
		t->room = room;
	}
	c = &t->list[t->count++];
	*c = (struct candidate){ .link = *link, .series = series };
	c->at_ms = link->has_document ? link->document.at_ms : link->audit_count
		? link->audits[0].at_ms : 0;
	p->total++;
}

/* What comes after a gap is kept without proof: so its figures must at least be such as a till makes. */
static bool believable(const struct replay *p, const struct journal_link *link)
{
	return link->seal.seq < INT64_MAX && link->seal.key_n >= 1
		&& link->seal.key_n <= p->r->sh->keys.seal_count
		&& (!link->has_document || (document_in_range(&link->document)
			&& day_valid(link->document.business_day)));
}

static enum err read_journal(struct replay *p, const char *path, int64_t terminal_id,
	int64_t series)
{
	struct journal_reader reader;
	struct journal_link link;
	struct track *t;
	enum err e = find_track(p, terminal_id, &t);

	if (e == OK)
		e = journal_open(&reader, path);
	if (e != OK)
		return e;
	while ((e = journal_next(&reader, p->r->arena, &link)) == OK)
		if (!believable(p, &link))
			p->r->report->damaged++;
		else if (link.seal.terminal_id == terminal_id)
			add_candidate(p, t, &link, series);
	p->r->report->damaged += reader.damaged;
	journal_close(&reader);
	return e == ERR_NOTFOUND ? OK : e;
}

static int by_place(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->link.seal.seq != y->link.seal.seq)
		return x->link.seal.seq < y->link.seal.seq ? -1 : 1;
	return x->series < y->series ? 1 : x->series > y->series ? -1 : 0;
}

static enum err read_folder(struct replay *p, const char *dir)
{
	struct dirent **names;
	int n = scandir(dir, &names, NULL, alphasort), files = 0;
	enum err e = OK;

	if (n < 0)
		return ERR_NOTFOUND;
	p->tracks = arena_array(p->r->arena, (size_t)n, sizeof *p->tracks);
	p->r->report->terminals = arena_array(p->r->arena, (size_t)n,
		sizeof *p->r->report->terminals);
	for (int i = 0; i < n; i++) {
		int64_t terminal_id, series;
		int month;

		if (e == OK && journal_name_parse(names[i]->d_name, &terminal_id, &series,
			&month)) {
			e = read_journal(p, arena_printf(p->r->arena, "%s/%s", dir,
				names[i]->d_name), terminal_id,
				series);
			files++;
		}
		free(names[i]);
	}
	free(names);
	for (int i = 0; i < p->track_count; i++)
		if (p->tracks[i].count > 1)
			qsort(p->tracks[i].list, (size_t)p->tracks[i].count,
				sizeof *p->tracks[i].list, by_place);
	p->r->report->terminal_count = p->track_count;
	return e == OK && !files ? ERR_NOTFOUND : e;
}

/* --- which record comes next ------------------------------------------------------------------ */

static bool fits(const struct replay *p, const struct track *t, const struct candidate *c)
{
	char link[SEAL_HEX];

	if (c->link.seal.key_n < 1 || c->link.seal.key_n > p->r->sh->keys.seal_count)
		return false;
	link_digest(&p->r->sh->keys, t->link, &c->link, link);
	return strcmp(link, c->link.seal.link) == 0;
}

/* The record for the place after the last one: the one that fits. Where none does, records were
 * lost; what comes after the gap cannot be proved against what was before it, but is better
 * kept, unless an earlier life of the store wrote it (its file has an older series). */
static void find_next(struct replay *p, struct track *t)
{
	int64_t wanted = t->row.chain_seq + 1;
	int i = t->next;

	t->after_gap = 0;
	t->blocked = false;
	for (; i < t->count && t->list[i].link.seal.seq <= wanted; i++)
		if (t->list[i].link.seal.seq == wanted && fits(p, t, &t->list[i])) {
			t->next = i;
			return;
		}
	while (i < t->count && t->list[i].series < t->row.series)
		i++;
	t->next = i;
	if (i < t->count)
		t->after_gap = t->list[i].link.seal.seq - wanted;
}

/* Among all terminals the oldest, so that a sale comes before its return. */
static struct track *oldest(struct replay *p)
{
	struct track *best = NULL;

	for (int i = 0; i < p->track_count; i++) {
		struct track *t = &p->tracks[i];

		if (t->next < t->count && !t->blocked
			&& (!best || t->list[t->next].at_ms < best->list[best->next].at_ms))
			best = t;
	}
	return best;
}

/* --- putting one link back -------------------------------------------------------------------- */

/* A means of payment that the backup does not know. */
static enum err put_tender(struct replay *p, const struct payment *paid)
{
	struct db *db = p->r->sh->db;
	struct foreign notes = { .currency = "" };
	bool there = true;
	enum err e = care_has_tender(db, paid->tender_id, &there);

	if (e != OK || there)
		return e;
	if (paid->kind == TENDER_FOREIGN && !foreign_read(paid->reference, &notes))
		return ERR_REFUSED;
	p->r->report->stubs++;
	return care_tender_stub(db, paid->tender_id, arena_printf(&p->work, "r%lld", (long long)paid->tender_id),
		paid->kind, notes.currency);
}

static enum err put_department(struct replay *p, const struct line *l)
{
	bool there = true;
	enum err e = l->department_id ? care_has_department(p->r->sh->db, l->department_id, &there) : OK;

	if (e != OK || there)
		return e;
	p->r->report->stubs++;
	return care_department_stub(p->r->sh->db, l->department_id, arena_printf(&p->work, "r%lld",
		(long long)l->department_id), l->tax_rate_id);
}

/* A member whose opening is lost: what he bought is his all the same. */
static enum err put_member(struct replay *p, const struct document *d)
{
	struct member is, m = { .id = d->member_id, .state = MEMBER_ACTIVE, .name = "", .phone = "", .email = "",
		.address = "", .postcode = "", .note = "", .id_sealed = "", .id_digest = "",
		.from_day = d->business_day, .opened_at_ms = d->at_ms };
	enum err e = member_get(p->r->sh->db, &p->work, d->member_id, &is);

	if (e != ERR_NOTFOUND)
		return e;
	m.code = m.name = arena_printf(&p->work, "r%lld", (long long)d->member_id);
	p->r->report->stubs++;
	return member_insert(p->r->sh->db, &m, d->at_ms);
}

/* Articles, departments, people and means of payment that the backup does not know: what the document tells of them. */
static enum err put_stubs(struct replay *p, const struct journal_link *l)
{
	struct db *db = p->r->sh->db;
	const struct document *d = &l->document;
	bool there = true;
	enum err e = care_has_staff(db, d->staff_id, &there);

	if (e == OK && !there) {
		e = care_staff_stub(db, d->staff_id, arena_printf(&p->work, "r%lld",
			(long long)d->staff_id));
		p->r->report->stubs++;
	}
	if (e == OK && d->member_id)
		e = put_member(p, d);
	for (int i = 0; e == OK && i < d->line_count; i++) {
		const struct line *sold = &d->lines[i];

		e = put_department(p, sold);
		if (e == OK && sold->article_id)
			e = care_has_article(db, sold->article_id, &there);
		if (e != OK || !sold->article_id || there)
			continue;
		e = care_article_stub(db, sold->article_id, arena_printf(&p->work, "r%lld",
			(long long)sold->article_id), sold->name, sold->unit, sold->department_id,
				sold->tax_rate_id);
		p->r->report->stubs++;
	}
	for (int i = 0; e == OK && i < d->payment_count; i++)
		e = put_tender(p, &d->payments[i]);
	return e;
}

static enum err put_keys(struct replay *p, int64_t key_n, int64_t at_ms)
{
	enum err e = OK;

	while (e == OK && p->key_count < key_n) {
		char digest[SEAL_HEX];

		keys_digest(p->r->sh->keys.seal[p->key_count], digest);
		e = seal_key_put(p->r->sh->db, &(struct seal_key_row){ ++p->key_count, digest,
			at_ms });
	}
	return e;
}

static enum err put_shift(struct replay *p, const struct document *d, const char *content)
{
	struct db *db = p->r->sh->db;
	struct shift_row row = { .id = d->shift_id, .terminal_id = d->terminal_id,
		.staff_id = d->staff_id,
		.opened_at_ms = d->at_ms, .opened_day = d->business_day,
			.float_minor = d->total_minor,
		.drawer_staff_id = strcmp(content, OWN_FLOAT_CONTENT) == 0 ? d->staff_id : 0 };
	bool there = false;
	enum err e;

	if (d->kind == DOC_CASH_UP)
		return care_shift_state(db, d->shift_id, SHIFT_CLOSED, d->at_ms, d->staff_id);
	if (d->kind != DOC_FLOAT)
		return OK;
	e = care_has_shift(db, d->shift_id, &there);
	return e == OK && !there ? shift_insert(db, &row) : e;
}

static enum err put_returned(struct replay *p, const struct document *d)
{
	struct document sale;
	enum err e = d->original_id ? document_load(p->r->sh->db, &p->work, d->original_id, &sale)
		: OK;

	for (int i = 0; e == OK && d->original_id && i < d->line_count; i++)
		for (int k = 0; e == OK && k < sale.line_count; k++)
			if (sale.lines[k].line_no == d->lines[i].original_line)
				e = returned_add(p->r->sh->db, sale.id, sale.lines[k].line_no,
					sale.lines[k].qty_milli,
					d->lines[i].qty_milli);
	return e;
}

static enum err put_document(struct replay *p, const struct journal_link *l)
{
	const struct document *d = &l->document;
	struct db *db = p->r->sh->db;
	enum err e = put_stubs(p, l);

	if (e == OK)
		e = day_open(db, d->business_day, d->at_ms);
	if (e == OK) /* the chains are not in order of time: the day may be closed already */
		e = day_sums_drop(db, d->business_day);
	if (e == OK)
		e = put_shift(p, d, l->content);
	if (e == OK)
		e = post_rows(db, &p->work, d, l->content);
	if (e == OK)
		e = put_returned(p, d);
	if (e == OK)
		e = money_replay(db, &p->work, d);
	if (e == OK)
		e = slips_replay(db, d);
	return e == OK ? care_basket_ended(db, d->id) : e;
}

/* A count is its audit row and a row of its own. */
static enum err put_count(struct replay *p, const struct audit_store_row *r)
{
	struct count_row *before, row = { .shift_id = r->subject_id, .tender_id = p->cash_id,
		.counted_minor = r->amount_minor, .staff_id = r->staff_id, .at_ms = r->at_ms };
	int n = 0;
	enum err e = shift_counts(p->r->sh->db, &p->work, r->subject_id, &before, &n);

	row.attempt = n + 1;
	if (e == OK)
		e = shift_count_insert(p->r->sh->db, &row);
	return e == OK ? care_shift_state(p->r->sh->db, r->subject_id, SHIFT_COUNTED, 0, 0) : e;
}

/* Acts that are counted in the figures of the shift that is open then. */
static enum err put_figure(struct replay *p, const struct audit_store_row *r, enum measure m)
{
	const struct total t = { .measure = m, .times = 1, .amount_minor = r->amount_minor };
	struct shift_row shift;
	struct day_row day;
	enum err e = shift_open_of(p->r->sh->db, &p->work, r->terminal_id, r->staff_id, &shift);

	if (e == OK)
		e = day_last(p->r->sh->db, &p->work, &day);
	if (e == OK)
		e = shift_total_add(p->r->sh->db, shift.id, day.day, &t);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err put_reopening(struct db *db, int32_t day)
{
	enum err e = cash_day_reopen(db, day);

	return e == OK ? day_sums_drop(db, day) : e;
}

static enum err put_act(struct replay *p, const struct audit_store_row *r)
{
	enum measure m = check_act(r->action);
	enum err e = audit_insert(p->r->sh->db, r);

	if (e == OK && m)
		e = put_figure(p, r, m);
	/* What was split or merged after the backup is not what the backup has: sold again it would be. */
	if (e == OK && (m == MEASURE_CANCEL || strcmp(r->action, "split") == 0 || strcmp(r->action, "merge") == 0))
		e = care_basket_ended(p->r->sh->db, r->subject_id);
	if (e == OK && strcmp(r->action, "day-close") == 0)
		e = day_close(p->r->sh->db, (int32_t)r->subject_id, r->at_ms, r->staff_id);
	if (e == OK && strcmp(r->action, "day-reopen") == 0)
		e = put_reopening(p->r->sh->db, (int32_t)r->subject_id);
	if (e == OK && strcmp(r->action, "count") == 0)
		e = put_count(p, r);
	if (e == OK && strcmp(r->action, "script-revoke") == 0) {
		e = script_key_revoke(p->r->sh->db, r->subject_id, r->at_ms);
		e = e == ERR_STALE ? OK : e; /* made after the backup: it is not there */
	}
	if (e == OK && strncmp(r->action, "voucher-", 8) == 0)
		e = money_replay_act(p->r->sh, &p->work, r);
	if (e == OK)
		e = lots_replay(p->r->sh->db, r);
	if (e == OK && strncmp(r->action, "member-", 7) == 0)
		e = member_replay(p->r->sh, &p->work, r);
	if (e == OK && strncmp(r->action, "card-", 5) == 0)
		e = card_replay(p->r->sh, &p->work, r);
	if (e == OK)
		e = level_replay(p->r->sh, &p->work, r);
	if (e == OK && strncmp(r->action, "coupon-", 7) == 0)
		e = coupon_replay(p->r->sh, &p->work, r);
	if (e == OK)
		e = gift_replay(p->r->sh->db, r);
	if (e == OK)
		e = draw_replay(p->r->sh->db, &p->work, r);
	if (e == OK)
		e = uses_replay(p->r->sh->db, r);
	if (e == OK && strncmp(r->action, "payback", 7) == 0)
		e = payback_replay(p->r->sh->db, &p->work, r);
	if (e == OK && strcmp(r->action, "payment-asked") == 0)
		e = outcome_replay(p->r->sh->db, r);
	if (e == OK && strncmp(r->action, "invoice-", 8) == 0)
		e = invoice_replay(p->r->sh, r);
	if (e == OK && strcmp(r->action, "count-left") == 0)
		e = care_shift_state(p->r->sh->db, r->subject_id, SHIFT_OPEN, 0, 0);
	return e;
}

static enum err put_link(struct replay *p, const struct track *t, const struct candidate *c)
{
	const struct journal_link *l = &c->link;
	struct db *db = p->r->sh->db;
	int64_t series = t->row.series, running = t->row.running;
	enum err e = put_keys(p, l->seal.key_n, c->at_ms);

	if (e == OK && l->has_document) {
		e = put_document(p, l);
		series = l->document.series;
		running = l->document.running;
	}
	for (int i = 0; e == OK && i < l->audit_count; i++)
		e = put_act(p, &l->audits[i]);
	if (e == OK && l->has_document)
		e = lot_moved_keep(db, l->seal.id);
	if (e == OK)
		e = seal_insert(db, &l->seal);
	if (e == OK)
		e = care_terminal_set(db, t->terminal_id, series, running, l->seal.seq,
			l->seal.link);
	return e;
}

static enum err put_in_tx(struct replay *p, const struct track *t, const struct candidate *c)
{
	int keys = p->key_count;
	enum err e = db_begin(p->r->sh->db);

	if (e != OK)
		return e;
	e = put_link(p, t, c);
	if (e == OK)
		return db_commit(p->r->sh->db);
	log_write(LOG_WARN, "recover: %s#%lld: %s", t->row.code, (long long)c->link.seal.seq,
		db_error(p->r->sh->db));
	db_rollback(p->r->sh->db);
	p->key_count = keys;
	return e;
}

/* --- all of them ------------------------------------------------------------------------------ */

/* Goes past a record, put back or not; what comes after it is proved against it. */
static void pass(struct replay *p, struct track *t, bool put)
{
	const struct candidate *c = &t->list[t->next];

	t->told->missing += t->after_gap;
	if (!put)
		t->told->refused++;
	else if (c->link.has_document)
		t->told->documents++;
	else
		t->told->acts++;
	t->row.chain_seq = c->link.seal.seq;
	if (put && c->link.has_document) {
		t->row.series = c->link.document.series;
		t->row.running = c->link.document.running;
	}
	snprintf(t->link, sizeof t->link, "%s", c->link.seal.link);
	t->next++;
	find_next(p, t);
	for (int i = 0; put && i < p->track_count; i++)
		p->tracks[i].blocked = false;
	if (p->r->request->progress)
		p->r->request->progress(p->r->request->ctx, ++p->done, p->total);
}

/* The document that must be back before this link: the sale of a return, the receipt of an invoice; 0 none. */
static int64_t needed_before(const struct journal_link *l)
{
	if (l->has_document)
		return l->document.original_id;
	return l->audit_count && strncmp(l->audits[0].action, "invoice-", 8) == 0 ? l->audits[0].subject_id : 0;
}

static enum err one_step(struct replay *p, struct track *t)
{
	const struct candidate *c = &t->list[t->next];
	int64_t needed = needed_before(&c->link);
	bool there = true;
	enum err e = OK;

	if (needed)
		e = care_has_document(p->r->sh->db, needed, &there);
	if (e != OK)
		return e;
	if (!there) {
		t->blocked = true;
		return OK;
	}
	e = put_in_tx(p, t, c);
	arena_clear(&p->work);
	if (e != OK && e != ERR_REFUSED && e != ERR_EXISTS && e != ERR_NOTFOUND && e != ERR_STALE)
		return e;
	pass(p, t, e == OK);
	return OK;
}

static enum err steps(struct replay *p)
{
	struct track *t;
	enum err e = OK;

	for (int i = 0; i < p->track_count; i++)
		find_next(p, &p->tracks[i]);
	while (e == OK) {
		while (e == OK && (t = oldest(p)))
			e = one_step(p, t);
		if (e != OK)
			break;
		/* What still waits for its sale waits in vain: one is left out, then the others
		 * get their turn. */
		for (int i = 0; !t && i < p->track_count; i++)
			if (p->tracks[i].blocked)
				t = &p->tracks[i];
		if (!t)
			break;
		pass(p, t, false);
	}
	return e;
}

static enum err find_cash(struct replay *p)
{
	struct tender_row *tenders;
	int n = 0;
	enum err e = tenders_list(p->r->sh->db, p->r->arena, &tenders, &n);

	for (int i = 0; i < n; i++)
		if (tenders[i].kind == TENDER_CASH && !p->cash_id)
			p->cash_id = tenders[i].id;
	return e;
}

enum err journal_replay(struct repair *r, const char *dir)
{
	struct replay p = { .r = r };
	struct seal_key_row *keys;
	enum err e = seal_keys_list(r->sh->db, r->arena, &keys, &p.key_count);

	if (e == OK)
		e = find_cash(&p);
	if (e == OK)
		e = read_folder(&p, dir);
	if (e == OK)
		e = steps(&p);
	if (e == OK)
		e = day_sums_catch_up(r->sh->db, DAY_SUMS_ALL);
	arena_release(&p.work);
	return e;
}
