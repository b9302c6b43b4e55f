/* member_import_put.c - what of a file of members is written: in batches, each one transaction. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../office/office_int.h"
#include "../shop/post_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "lots_int.h"
#include "member_file_int.h"
#include "levels_int.h"
#include "model/money.h"
#include "store/member_store.h"
#include "store/wallet_store.h"

#define OPENING_MEMBERS 100 /* in one document */
#define FIRST_CODE INT64_C(10000001)
#define LAST_CODE INT64_C(89999999)

struct batch {
	struct member_import *im;
	const int *order;         /* rows, who brought others before them */
	int from, to;
	int64_t next_code;
	struct audit_row *audit;
	int audit_count;
	struct document last;     /* that was posted; id 0 none */
};

static void on_record(struct batch *b, const char *action, int64_t member_id, const char *detail)
{
	b->audit[b->audit_count++] = (struct audit_row){ .action = action, .subject_id = member_id, .detail = detail };
}

/* --- codes --------------------------------------------------------------------------------------------- */

static enum err begin_codes(struct shop *sh, struct batch *b)
{
	const char *last;
	enum err e = member_code_last(sh->db, &b->im->scratch, &last);

	b->next_code = e == OK ? strtoll(last, NULL, 10) + 1 : FIRST_CODE;
	return e == ERR_NOTFOUND ? OK : e;
}

/* The next that is neither on file nor another's in this file. */
static enum err give_code(struct batch *b, struct member_in *in)
{
	const char *code;

	do {
		if (b->next_code > LAST_CODE)
			return say(b->im->said, ERR_REFUSED, MSG_VALUE_BAD, _("A member's code"),
				_("none is free: give one"));
		code = arena_printf(b->im->arena, "%" PRId64, b->next_code++);
	} while (map_get(&b->im->codes, code, -1) >= 0);
	in->row.code = code;
	return OK;
}

/* --- one row ------------------------------------------------------------------------------------------- */

static enum err put_person(struct shop *sh, struct batch *b, struct member_in *in)
{
	struct arena *a = &b->im->scratch;
	const char *names;
	enum err e = OK;

	if (in->act == MROW_NEW) {
		if (in->numbered)
			e = give_code(b, in);
		if (e == OK)
			e = member_put_new(sh, a, &in->row, &in->own);
		on_record(b, "member-open", in->row.id, member_open_detail(a, &in->row));
		return e;
	}
	names = member_changed_names(a, in->was, &in->row, &in->own);
	if (!*names)
		return OK;
	on_record(b, "member-edit", in->row.id, names);
	return member_put_change(sh, a, in->was, &in->row, &in->own);
}

static enum err put_row(struct shop *sh, struct batch *b, struct member_in *in)
{
	enum err e = put_person(sh, b, in);

	if (e == OK && in->card) {
		e = card_giving_put(sh, in->card);
		on_record(b, "card-issue", in->row.id, card_giving_detail(in->card));
	}
	return e;
}

static enum err put_levels(struct shop *sh, const struct batch *b)
{
	enum err e = OK;

	for (int i = b->from; e == OK && i < b->to; i++) {
		const struct member_in *in = &b->im->rows[b->order[i]];
		struct member_level_row row = { .member_id = in->row.id, .way = LEVEL_BY_HAND,
			.from_day = shop_business_day(sh), .until_day = in->level_until, .note = _("Import") };

		if (in->act == MROW_REFUSED || in->act == MROW_SAME || !in->with_level)
			continue;
		row.level_id = in->level->id;
		row.rank = in->level->rank;
		e = level_enter(sh, &b->im->scratch, &row);
	}
	return e;
}

/* --- what they bring ------------------------------------------------------------------------------------ */

static bool brings(const struct member_in *in)
{
	return (in->act == MROW_NEW || in->act == MROW_UPDATE) &&
		(in->opening.principal_minor || in->opening.bonus_minor);
}

static enum err give(struct shop *sh, struct lots_act *lots, const struct member_in *in)
{
	bool moved = false;
	/* Somebody may have paid in, or this file been imported, since it was checked. */
	enum err e = in->was ? wallet_moved(sh->db, in->row.id, &moved) : OK;

	if (e == OK && moved)
		return ERR_STALE;
	if (e == OK && in->opening.principal_minor)
		e = lots_give(sh, lots, ACCOUNT_PRINCIPAL, in->row.id, lots->day, 0, false,
			in->opening.principal_minor);
	if (e == OK && in->opening.bonus_minor)
		e = lots_give(sh, lots, ACCOUNT_BONUS, in->row.id, lots->day, 0, false, in->opening.bonus_minor);
	return e;
}

/* One document of so many members from *at on: what they have is owed to them, against what was taken over. */
static enum err put_opening(struct shop *sh, struct batch *b, int *at)
{
	struct arena *a = &b->im->scratch;
	struct ledger ledger = { NULL, 0, 0 };
	struct document *d = &b->last;
	struct lots_act lots;
	struct audit_row row = { .action = "opening", .approver_id = b->im->approver.id };
	enum err e = OK;
	int n = 0;

	post_header(sh, d, DOC_OPENING, shop_new_id(sh), 0);
	d->approver_id = row.approver_id;
	lots = (struct lots_act){ .a = a, .document_id = d->id, .day = d->business_day, .ledger = &ledger };
	for (; e == OK && *at < b->to && n < OPENING_MEMBERS; ++*at) {
		const struct member_in *in = &b->im->rows[b->order[*at]];

		if (!brings(in))
			continue;
		e = give(sh, &lots, in);
		d->total_minor += in->opening.principal_minor + in->opening.bonus_minor;
		n++;
	}
	if (e != OK || !n)
		return e;
	ledger_post(&ledger, a, ACCOUNT_OPENING, 0, UNIT_MONEY, d->total_minor);
	d->postings = ledger.list;
	d->posting_count = ledger.count;
	row.subject_id = d->id;
	row.amount_minor = d->total_minor;
	row.detail = lots_detail(&lots, "");
	return post_document(sh, a, d, "opening", &row, 1);
}

static enum err put_openings(struct shop *sh, struct batch *b)
{
	enum err e = OK;
	int at = b->from;

	b->last.id = 0;
	while (e == OK && at < b->to) {
		while (at < b->to && !brings(&b->im->rows[b->order[at]]))
			at++;
		if (at < b->to)
			e = put_opening(sh, b, &at);
	}
	return e;
}

/* --- a batch --------------------------------------------------------------------------------------------- */

static enum err batch_body(struct shop *sh, void *arg)
{
	struct batch *b = arg;
	struct member_import *im = b->im;
	enum err e;

	arena_clear(&im->scratch);
	b->audit = arena_array(&im->scratch, (size_t)(b->to - b->from) * 2 + 1, sizeof *b->audit);
	b->audit_count = 0;
	e = begin_codes(sh, b);
	for (int i = b->from; e == OK && i < b->to; i++) {
		struct member_in *in = &im->rows[b->order[i]];

		if (in->act == MROW_NEW || in->act == MROW_UPDATE)
			e = put_row(sh, b, in);
	}
	on_record(b, "member-import", 0, arena_printf(&im->scratch, "rows=%d", b->to - b->from));
	if (e == OK)
		e = audit_in_tx(sh, b->audit, b->audit_count);
	if (e == OK)
		e = put_levels(sh, b);
	return e == OK ? put_openings(sh, b) : e;
}

static void count_rows(struct member_import *im, const struct batch *b)
{
	struct member_import_report *r = im->report;

	for (int i = b->from; i < b->to; i++) {
		const struct member_in *in = &im->rows[b->order[i]];

		if (in->act == MROW_REFUSED)
			continue;
		r->created += in->act == MROW_NEW;
		r->updated += in->act == MROW_UPDATE;
		r->unchanged += in->act == MROW_SAME;
		r->cards += in->card != NULL;
		r->levels += in->with_level;
		r->principal_minor += in->opening.principal_minor;
		r->bonus_minor += in->opening.bonus_minor;
	}
}

/* Who brought others is written before them. A chain that comes back was refused. */
static const int *in_turn(struct member_import *im)
{
	size_t all = (size_t)im->row_count;
	int *order = arena_array(im->arena, all, sizeof *order), *chain = arena_array(im->arena, all, sizeof *chain);
	bool *done = arena_array(im->arena, all, sizeof *done);
	int n = 0;

	for (int i = 0; i < im->row_count; i++) {
		int length = 0;

		for (int at = i; at >= 0 && !done[at]; at = im->rows[at].referrer_line) {
			chain[length++] = at;
			done[at] = true;
		}
		while (length)
			order[n++] = chain[--length];
	}
	return order;
}

enum err member_import_put(struct member_import *im)
{
	struct batch b = { .im = im, .order = in_turn(im) };

	for (; b.from < im->row_count; b.from = b.to) {
		enum err e = OK;

		b.to = im->row_count - b.from < MEMBER_BATCH ? im->row_count : b.from + MEMBER_BATCH;
		b.last.id = 0;
		if (!im->options->dry_run)
			e = shop_tx(im->sh, batch_body, &b);
		if (e == ERR_EXISTS || e == ERR_STALE || e == ERR_NOTFOUND)
			return say(im->said, e, MSG_MEMBERS_STOPPED, arena_printf(im->arena, "%" PRId64,
				im->report->created + im->report->updated), NULL);
		if (e == ERR_REFUSED && !im->said->id)
			return say(im->said, e, MSG_DAY_CLOSED, day_text(im->arena, b.last.business_day), NULL);
		if (e != OK)
			return e;
		if (b.last.id)
			post_committed(im->sh, &b.last);
		count_rows(im, &b);
		if (im->options->progress)
			im->options->progress(im->options->ctx, (int64_t)im->row_count + b.to,
				im->row_count * INT64_C(2));
	}
	return OK;
}
