/* level_rise.c - how members come to their levels: lifted by a sale, they and whoever introduced them; undone by a
 * return; looked at again on the day of review. What counts is read in the transaction that gives it. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "levels_int.h"
#include "trade_int.h"
#include "store/document_store.h"
#include "store/member_store.h"

/* --- his book --------------------------------------------------------------------------------------- */

enum err level_book(struct shop *sh, struct arena *a, int64_t member_id, struct level_book *out)
{
	enum err e = member_levels(sh->db, a, member_id, &out->rows, &out->n);

	if (e != OK)
		return e;
	out->list = arena_array(a, (size_t)out->n + 1, sizeof *out->list);
	for (int i = 0; i < out->n; i++)
		out->list[i] = (struct level_entry){ out->rows[i].document_id, out->rows[i].rank,
			out->rows[i].from_day, out->rows[i].until_day, out->rows[i].undone_by != 0 };
	return OK;
}

const struct member_level_row *level_book_now(const struct level_book *b, int32_t day)
{
	int i = level_entry_on(b->list, b->n, day);

	return i >= 0 ? &b->rows[i] : NULL;
}

int32_t level_next_review(const struct shop *sh, const struct member_level_row *row)
{
	int64_t months = setting_int(sh, SET_LEVEL_MONTHS);

	if (!row->level_id)
		return 0;
	if (row->way == LEVEL_BY_HAND)
		return row->until_day ? day_add(row->until_day, 1) : 0;
	return months ? level_review_day(row->from_day, (int)months) : 0;
}

static const char *code_of(const struct shop *sh, int64_t level_id)
{
	const struct level *l = level_by_id(sh, level_id);

	return l ? l->code : "-";
}

enum err level_enter(struct shop *sh, struct arena *a, struct member_level_row *row)
{
	int32_t review = level_next_review(sh, row);
	const struct audit_row audit = { .action = "level", .subject_id = row->member_id, .reason_id = row->reason_id,
		.detail = arena_printf(a, "%s %lld %lld %d %s %lld %d %d %d", code_of(sh, row->level_id),
		(long long)(row->id = shop_new_id(sh)), (long long)row->level_id, row->rank, level_way_name[row->way],
		(long long)row->document_id, (int)row->from_day, (int)row->until_day, (int)review) };
	enum err e;

	row->staff_id = sh->staff.id;
	row->at_ms = sh->tx_at_ms;
	e = member_level_insert(sh->db, row);
	if (e == OK)
		e = member_level_set(sh->db, row->member_id, row->level_id, review);
	return e == OK ? audit_in_tx(sh, &audit, 1) : e;
}

/* --- what counts ------------------------------------------------------------------------------------ */

/* The first day of the longest window that ends on a day. */
static int32_t windows_from(const struct shop *sh, int32_t day, bool *points)
{
	int32_t from = day;

	*points = false;
	for (int i = 0; i < sh->level_count; i++)
		for (int k = 0; k < sh->levels[i].condition_count; k++) {
			const struct level_condition *c = &sh->levels[i].conditions[k];
			int32_t first = c->window == LEVEL_YEAR ? day / 10000 * 10000 + 101
				: c->window == LEVEL_DAYS ? day_add(day, -c->n) : day;

			*points = *points || c->measure == LEVEL_POINTS;
			if (first < from)
				from = first;
		}
	return from;
}

static enum err add_points(struct shop *sh, struct arena *a, int64_t member_id, struct level_facts *f,
	struct level_day *days)
{
	struct points_day *list;
	int n = 0;
	enum err e = member_points_days(sh->db, a, member_id, &list, &n);

	for (int i = 0; e == OK && i < n; i++) {
		f->life.points += list[i].points;
		for (int k = 0; k < f->day_count; k++)
			if (days[k].day == list[i].day)
				days[k].sum.points = list[i].points;
	}
	return e;
}

enum err level_facts(struct shop *sh, struct arena *a, int64_t member_id, int32_t day, int32_t from_day,
	struct level_facts *out)
{
	bool points;
	struct bought_row *rows, life = { 0 };
	struct level_day *days;
	enum err e = member_bought_days(sh->db, a, member_id, windows_from(sh, from_day, &points), day, &rows,
		&out->day_count);

	if (e == OK)
		e = member_bought(sh->db, a, member_id, &life);
	if (e == ERR_NOTFOUND)
		e = OK;
	if (e != OK)
		return e;
	days = arena_array(a, (size_t)out->day_count + 1, sizeof *days);
	for (int i = 0; i < out->day_count; i++)
		days[i] = (struct level_day){ rows[i].day, { rows[i].amount_minor - rows[i].returned_minor,
			rows[i].visits, 0 } };
	out->day = day;
	out->days = days;
	out->life = (struct level_sum){ life.amount_minor - life.returned_minor, life.visits, 0 };
	e = members_introduced(sh->db, a, member_id, &out->introduced, out->introduced_rank);
	for (int rank = LEVELS_MAX - 1; rank >= 1; rank--)
		out->introduced_rank[rank] += out->introduced_rank[rank + 1];
	return e == OK && points ? add_points(sh, a, member_id, out, days) : e;
}

/* --- lifted ----------------------------------------------------------------------------------------- */

struct rising {
	struct shop *sh;
	struct arena *a;
	const struct document *d;
	struct level_steps steps;
	bool by_referral;         /* some level is reached by whom one introduced */
	struct member_level_row rows[LEVEL_CHAIN_MAX + 1]; /* what they become, in their order */
	int n;
};

static void rising_begin(struct rising *r, struct shop *sh, struct arena *a, const struct document *d)
{
	r->sh = sh;
	r->a = a;
	r->d = d;
	r->by_referral = false;
	r->n = 0;
	level_steps(sh, &r->steps);
	for (int i = 0; i < r->steps.n; i++)
		for (int k = 0; k < r->steps.list[i].condition_count; k++)
			r->by_referral = r->by_referral || r->steps.list[i].conditions[k].measure >= LEVEL_INTRODUCED;
}

/* A level that only so many can have is none when they do. */
static enum err leave_out_full(struct rising *r)
{
	int kept = 0;
	enum err e = OK;

	for (int i = 0; e == OK && i < r->steps.n; i++) {
		const struct level *l = level_by_rank(r->sh, r->steps.list[i].rank);
		int64_t people = 0;

		if (l->people_max)
			e = level_people(r->sh->db, l->id, &people);
		if (!l->people_max || people < l->people_max)
			r->steps.list[kept++] = r->steps.list[i];
	}
	r->steps.n = kept;
	return e;
}

static void becomes(struct rising *r, int64_t member_id, int rank, enum level_way way)
{
	r->rows[r->n++] = (struct member_level_row){ .member_id = member_id, .rank = rank, .way = way,
		.level_id = level_by_rank(r->sh, rank)->id, .document_id = r->d->id, .from_day = r->d->business_day,
		.note = "" };
}

static enum err rank_of(struct rising *r, int64_t member_id, int *rank)
{
	struct level_book book;
	enum err e = level_book(r->sh, r->a, member_id, &book);

	if (e == OK)
		*rank = level_on(book.list, book.n, r->d->business_day);
	return e;
}

/* Whoever introduced him rises with it, and so on, until somebody does not. */
static enum err rise_referrers(struct rising *r, int64_t member_id, struct level_change change)
{
	struct level_chain chain = { .count = 0 };
	struct level_link link;
	struct member m;
	enum err e = OK;

	while (e == OK && level_chain_next(&chain, member_id)) {
		e = member_get(r->sh->db, r->a, member_id, &m);
		if (e != OK || !m.referrer_id)
			break;
		member_id = m.referrer_id;
		e = level_facts(r->sh, r->a, member_id, r->d->business_day, r->d->business_day, &link.facts);
		if (e == OK)
			e = rank_of(r, member_id, &link.rank);
		if (e != OK || !level_cascade(r->steps.list, r->steps.n, &change, &link, 1))
			break;
		becomes(r, member_id, link.rank_after, LEVEL_BY_REFERRAL);
		change = (struct level_change){ link.facts.life.visits > 0, link.facts.life.visits > 0, link.rank,
			link.rank_after };
	}
	return e;
}

static enum err rise(struct rising *r)
{
	struct level_change change = { true, true, 0, 0 };
	struct level_facts facts;
	int64_t who = r->d->member_id;
	enum err e = leave_out_full(r);

	if (e == OK)
		e = rank_of(r, who, &change.rank_before);
	if (e == OK)
		e = level_facts(r->sh, r->a, who, r->d->business_day, r->d->business_day, &facts);
	if (e != OK)
		return e;
	change.rank = level_reached(r->steps.list, r->steps.n, &facts);
	if (change.rank > change.rank_before)
		becomes(r, who, change.rank, LEVEL_BY_SALE);
	else
		change.rank = change.rank_before;
	if (r->by_referral)
		e = rise_referrers(r, who, change);
	for (int i = 0; e == OK && i < r->n; i++)
		e = level_enter(r->sh, r->a, &r->rows[i]);
	return e;
}

/* --- undone ----------------------------------------------------------------------------------------- */

/* What the sale gave him goes, and he has what is left in his book. */
static enum err undo_entries(struct rising *r, const struct level_book *book, int64_t member_id)
{
	const struct member_level_row *now = level_book_now(book, r->d->business_day);
	int64_t level_id = now ? now->level_id : 0;
	int32_t review = now ? level_next_review(r->sh, now) : 0;
	enum err e = member_level_set(r->sh->db, member_id, level_id, review);

	for (int i = 0; e == OK && i < book->n; i++) {
		const struct audit_row audit = { .action = "level-undo", .subject_id = member_id,
			.detail = arena_printf(r->a, "%s %lld %lld %lld %d", code_of(r->sh, book->rows[i].level_id),
			(long long)book->rows[i].id, (long long)r->d->id, (long long)level_id, (int)review) };

		if (!book->list[i].undone || book->rows[i].undone_by)
			continue;
		e = member_level_undo(r->sh->db, book->rows[i].id, r->d->id);
		if (e == OK)
			e = audit_in_tx(r->sh, &audit, 1);
	}
	return e;
}

/* A member whom the sale lifted: what it reached and what is not reached without what came back is undone. */
static enum err undo_of(struct rising *r, int64_t member_id, int32_t since)
{
	struct level_book book;
	struct level_facts facts;
	int still = 0;
	enum err e = level_book(r->sh, r->a, member_id, &book);

	if (e == OK)
		e = level_facts(r->sh, r->a, member_id, r->d->business_day, since, &facts);
	if (e != OK)
		return e;
	still = level_reached_since(r->steps.list, r->steps.n, &facts, since);
	if (!level_undo(book.list, book.n, r->d->original_id, still))
		return OK;
	e = undo_entries(r, &book, member_id);
	if (e != OK || still <= level_on(book.list, book.n, r->d->business_day))
		return e;
	r->rows[0] = (struct member_level_row){ .member_id = member_id, .rank = still, .way = LEVEL_BY_RETURN,
		.level_id = level_by_rank(r->sh, still)->id, .document_id = r->d->original_id, .from_day = since,
		.note = "" };
	return level_enter(r->sh, r->a, &r->rows[0]);
}

/* From the one who bought upwards: each sees what those before him have become. */
static enum err undo(struct rising *r)
{
	struct member_level_row *list;
	int n = 0;
	enum err e = member_levels_of(r->sh->db, r->a, r->d->original_id, &list, &n);

	for (int i = 0; e == OK && i < n; i++)
		e = undo_of(r, list[i].member_id, list[i].from_day);
	return e;
}

bool levels_move(const struct shop *sh, const struct document *d)
{
	return d->member_id && sh->level_count;
}

enum err levels_after_trade(struct shop *sh, struct member_trade *t)
{
	struct rising *r = arena_new(t->a, struct rising);

	rising_begin(r, sh, t->a, t->d);
	if (t->sale)
		return undo(r);
	return r->steps.n ? rise(r) : OK;
}

/* --- recovery --------------------------------------------------------------------------------------- */

bool level_told(const char *action, const char *detail, int64_t subject_id, struct level_told *out)
{
	char way[20] = "";
	long long id, level = 0, document = 0;
	int from = 0, until = 0, review = 0;
	struct member_level_row *row = &out->row;

	*out = (struct level_told){ .row = { .member_id = subject_id, .note = "" } };
	if (strcmp(action, "level-undo") == 0) {
		if (sscanf(detail, "%*s %lld %lld %lld %d", &id, &document, &level, &review) != 4)
			return false;
		row->undone_by = document;
	} else if (strcmp(action, "level") == 0) {
		if (sscanf(detail, "%*s %lld %lld %d %19s %lld %d %d %d", &id, &level, &row->rank, way, &document,
			&from, &until, &review) != 8)
			return false;
		row->level_id = level;
		row->document_id = document;
		row->from_day = from;
		row->until_day = until;
		row->way = name_index(level_way_name, LEVEL_WAYS, way);
		if (row->way < LEVEL_BY_SALE || row->rank < 0 || row->rank > LEVELS_MAX)
			return false;
	} else {
		return false;
	}
	row->id = id;
	out->level_id = level;
	out->review_day = review;
	return true;
}

static enum err has_level(struct shop *sh, struct arena *a, int64_t id, bool *there)
{
	struct level *list;
	int n = 0;
	enum err e = id ? levels_list(sh->db, a, &list, &n) : OK;

	*there = !id;
	for (int i = 0; e == OK && i < n; i++)
		*there = *there || list[i].id == id;
	return e;
}

static enum err has_document(struct shop *sh, struct arena *a, int64_t id, bool *there)
{
	const char *content, *number;
	enum err e = id ? document_content(sh->db, a, id, &content, &number) : OK;

	*there = e == OK;
	return e == ERR_NOTFOUND ? OK : e;
}

/* A level, member or sale that is not in the store any more takes the entry with it. */
enum err level_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r)
{
	struct level_told t;
	struct member is;
	bool level = false, document = false;
	enum err e;

	if (!level_told(r->action, r->detail, r->subject_id, &t))
		return OK;
	e = member_get(sh->db, a, t.row.member_id, &is);
	if (e != OK)
		return e == ERR_NOTFOUND ? OK : e;
	e = has_level(sh, a, t.row.undone_by ? t.level_id : t.row.level_id, &level);
	if (e == OK)
		e = has_document(sh, a, t.row.undone_by ? t.row.undone_by : t.row.document_id, &document);
	if (e != OK || !level || !document)
		return e;
	t.row.staff_id = r->staff_id;
	t.row.reason_id = r->reason_id;
	t.row.at_ms = r->at_ms;
	e = t.row.undone_by ? member_level_undo(sh->db, t.row.id, t.row.undone_by)
		: member_level_insert(sh->db, &t.row);
	if (e == ERR_STALE)
		return OK;
	return e == OK ? member_level_set(sh->db, t.row.member_id, t.level_id, t.review_day) : e;
}
