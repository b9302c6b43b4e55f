/* moved.c - see moved_int.h. Read in small steps, so that no read holds the store up. */
#include "moved_int.h"

#include <stdlib.h>
#include <string.h>

#include "lots_int.h"
#include "store/document_store.h"
#include "store/member_store.h"

#define SLICE 500

/* --- all of it, by document ----------------------------------------------------------------------------- */

/* A sale has its id since its basket began: what came first is told by the time. */
static int by_time(const void *x, const void *y)
{
	const struct moved_by *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	return a->document_id < b->document_id ? -1 : a->document_id > b->document_id;
}

/* Behind those that were read before; room for as many more as there are is made when it runs out. */
struct gathered { char *rows; int count, room; };

static void add(struct arena *a, struct gathered *g, const void *list, int n, size_t row_bytes)
{
	if (!g->rows || g->count + n > g->room) {
		char *rows;

		g->room = 2 * (g->count + n);
		rows = arena_array(a, (size_t)g->room, row_bytes);
		if (g->count)
			memcpy(rows, g->rows, (size_t)g->count * row_bytes);
		g->rows = rows;
	}
	memcpy(g->rows + (size_t)g->count * row_bytes, list, (size_t)n * row_bytes);
	g->count += n;
}

enum err moved_all(struct shop *sh, struct arena *a, const struct moved_kind *kind, int64_t member_id, void **rows,
	int *count)
{
	struct gathered g = { NULL, 0, 0 };
	int64_t after = 0;
	enum err e;
	int n;

	do {
		void *list;

		n = 0;
		e = kind->read(sh->db, a, member_id, after, SLICE, &list, &n);
		if (e != OK || !n)
			break;
		add(a, &g, list, n, kind->row_bytes);
		after = ((const struct moved_by *)(const void *)(g.rows + (size_t)(g.count - 1) * kind->row_bytes))
			->document_id;
	} while (n == SLICE);
	if (g.count > 1)
		qsort(g.rows, (size_t)g.count, kind->row_bytes, by_time);
	*rows = g.rows;
	*count = g.count;
	return e;
}

/* --- newest first ---------------------------------------------------------------------------------------- */

#define FIRST_SLICE 64 /* a page needs no more; each that follows is twice as large */

struct moved_stream {
	enum account account;
	int part;
	int64_t member_id;
	struct lot_moved_row *rows;
	int count, at, slice;
	struct moved_before before;
	bool ended;
};

static enum err begin_stream(struct moved_reader *r, const struct moved_part *part, int nth, int64_t member_id,
	const struct moved_mark *from)
{
	int64_t balance = 0;
	enum err e = from ? OK : balance_get(r->sh->db, r->a, part->account, member_id, lots_unit(part->account),
		&balance);

	r->has[nth] -= balance; /* what he has is owed */
	r->streams[r->stream_count++] = (struct moved_stream){ .account = part->account, .part = nth,
		.member_id = member_id, .slice = FIRST_SLICE, .before = from ? from->before : MOVED_NEWEST };
	return e;
}

enum err moved_begin(struct moved_reader *r, struct shop *sh, struct arena *a, const struct moved_part *parts, int n,
	int64_t member_id, const struct moved_mark *from)
{
	int64_t *whose = NULL;
	int count = 0;
	enum err e = members_with(sh->db, a, member_id, &whose, &count);

	*r = (struct moved_reader){ .sh = sh, .a = a, .parts = parts, .part_count = n };
	r->streams = arena_array(a, (size_t)n * (size_t)count, sizeof *r->streams);
	for (int i = 0; e == OK && i < n; i++) {
		r->has[i] = from ? from->has[i] : 0;
		for (int k = 0; e == OK && k < (parts[i].merged ? count : 1); k++)
			e = begin_stream(r, &parts[i], i, whose[k], from);
	}
	return e;
}

static enum err fill(struct moved_reader *r, struct moved_stream *s)
{
	enum err e;

	if (s->at < s->count || s->ended)
		return OK;
	s->at = 0;
	e = lot_moved_before(r->sh->db, r->a, s->account, s->member_id, s->before, s->slice, &s->rows, &s->count);
	if (e != OK)
		return e;
	s->ended = s->count < s->slice;
	s->slice = s->slice < SLICE ? 2 * s->slice : SLICE;
	if (s->count)
		s->before = (struct moved_before){ s->rows[s->count - 1].by.at_ms,
			s->rows[s->count - 1].by.document_id };
	return OK;
}

static void add_moved(struct lot_moved *sum, const struct lot_moved *m)
{
	sum->came += m->came;
	sum->spent += m->spent;
	sum->ended += m->ended;
	sum->handed += m->handed;
}

/* Where a stream stands; NULL at its end. */
static const struct lot_moved_row *row_of(const struct moved_stream *s)
{
	return s->rows && s->at < s->count ? &s->rows[s->at] : NULL;
}

enum err moved_next(struct moved_reader *r, struct moved_entry *out)
{
	const struct moved_by *newest = NULL;
	enum err e = OK;

	for (int i = 0; e == OK && i < r->stream_count; i++) {
		struct moved_stream *s = &r->streams[i];

		e = fill(r, s);
		if (e == OK && row_of(s) && (!newest || by_time(&row_of(s)->by, newest) > 0))
			newest = &row_of(s)->by;
	}
	if (e != OK)
		return e;
	if (!newest)
		return ERR_NOTFOUND;
	*out = (struct moved_entry){ .by = *newest };
	for (int i = 0; i < r->part_count; i++)
		out->after[i] = r->has[i];
	for (int i = 0; i < r->stream_count; i++) {
		struct moved_stream *s = &r->streams[i];
		const struct lot_moved_row *row = row_of(s);

		if (!row || row->by.document_id != out->by.document_id)
			continue;
		add_moved(&out->moved[s->part], &row->moved);
		r->has[s->part] -= lot_moved_sum(&row->moved);
		s->at++;
	}
	return OK;
}

/* Whether it may be of a day, or later. */
static bool within(const struct moved_by *by, int32_t from, int64_t from_ms)
{
	return by->day >= from || by->at_ms >= from_ms;
}

static bool told(const struct moved_reader *r, const struct moved_entry *e)
{
	for (int i = 0; i < r->part_count; i++) {
		const struct lot_moved *m = &e->moved[i];

		if (lot_moved_sum(m) || (!r->parts[i].net && (m->came || m->spent || m->ended || m->handed)))
			return true;
	}
	return false;
}

static void reverse(struct moved_entry *list, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct moved_entry e = list[i];

		list[i] = list[n - 1 - i];
		list[n - 1 - i] = e;
	}
}

/* Figures after each, for one of another day may have come between two of these. */
static void add_up(struct moved_list *l, int parts)
{
	for (int p = 0; p < parts; p++) {
		int64_t sum = l->closing[p];

		for (int i = l->count - 1; i >= 0; i--) {
			l->list[i].after[p] = sum;
			sum -= lot_moved_sum(&l->list[i].moved[p]);
		}
		l->opening[p] = sum;
	}
}

enum err moved_days(struct moved_reader *r, int32_t from, int32_t to, int limit, struct moved_list *out)
{
	const int64_t from_ms = moved_from_ms(from);
	struct moved_entry e;
	int room = 0;
	enum err err;

	*out = (struct moved_list){ .count = 0 };
	memcpy(out->closing, r->has, sizeof out->closing);
	while ((err = moved_next(r, &e)) == OK && within(&e.by, from, from_ms)) {
		if (e.by.day > to)
			for (int p = 0; p < r->part_count; p++)
				out->closing[p] -= lot_moved_sum(&e.moved[p]);
		if (e.by.day < from || e.by.day > to || !told(r, &e))
			continue;
		if (limit && out->count == limit) {
			out->more = true;
			break;
		}
		if (out->count == room) {
			struct moved_entry *list = arena_array(r->a, (size_t)(room = room ? 2 * room : FIRST_SLICE),
				sizeof *list);

			if (out->count)
				memcpy(list, out->list, (size_t)out->count * sizeof *list);
			out->list = list;
		}
		out->list[out->count++] = e;
	}
	if (err != OK && err != ERR_NOTFOUND)
		return err;
	if (out->count) {
		const struct moved_by *last = &out->list[out->count - 1].by;

		out->earlier.before = (struct moved_before){ last->at_ms, last->document_id };
		reverse(out->list, out->count);
	}
	add_up(out, r->part_count);
	memcpy(out->earlier.has, out->opening, sizeof out->earlier.has);
	return OK;
}
