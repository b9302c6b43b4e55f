/* sell_split.c - one basket becomes two, two become one. Lines keep who gave what on them; a discount on the bill was
 * given for another bill than either of them is now, and goes. */
#include <string.h>

#include "../shop/post_int.h"
#include "base/clock.h"
#include "sell_int.h"
#include "store/value_store.h"

/* Two notes on one basket. */
#define NOTES_JOINT "; "

/* --- split ----------------------------------------------------------------------------------- */

struct splitting {
	struct open_basket *ob;
	const struct line *off;
	int n;
	const struct sell_act *act;
	struct basket_row part, left; /* the new basket; the old one without a discount on the bill */
	int64_t held_no;
};

/* What leaves the old basket, by lines or by a part of one. */
static enum err take_off(struct shop *sh, const struct splitting *s)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < s->n; i++) {
		const struct line *stays = basket_line(s->ob->draft, s->off[i].line_no);

		e = stays ? basket_line_put(sh->db, s->ob->row.id, stays)
			: basket_line_delete(sh->db, s->ob->row.id, s->off[i].line_no);
	}
	if (e == OK && s->ob->row.discount_kind)
		e = basket_discount_set(sh->db, &s->left);
	return e;
}

static enum err split_body(struct shop *sh, void *arg)
{
	struct splitting *s = arg;
	struct arena a = ARENA_INIT;
	enum err e = take_off(sh, s);

	if (e == OK)
		e = basket_insert(sh->db, &s->part);
	for (int i = 0; e == OK && i < s->n; i++) {
		struct line l = s->off[i];

		l.line_no = i + 1;
		for (int k = 0; k < i && (l.flags & LINE_LINKED); k++)
			if (s->off[k].line_no == s->off[i].parent_line)
				l.parent_line = k + 1;
		e = basket_line_put(sh->db, s->part.id, &l);
	}
	if (e == OK)
		e = basket_hold(sh->db, &a, s->part.id, s->part.note, sh->tx_at_ms, &s->held_no);
	if (e == OK)
		e = audit_in_tx(sh, &s->act->row, 1);
	arena_release(&a);
	return e;
}

static void without_discount(struct basket_row *row)
{
	row->discount_kind = HAND_NONE;
	row->discount_value = row->discount_reason_id = row->discount_approver_id = row->discount_approved_minor = 0;
}

enum err sell_split(struct shop *sh, struct open_basket *ob, const struct line *off, int n, const struct sell_act *act,
	int64_t *held_no)
{
	struct splitting s = { .ob = ob, .off = off, .n = n, .act = act, .part = ob->row, .left = ob->row };
	enum err e;

	without_discount(&s.part);
	without_discount(&s.left);
	s.part.id = shop_new_id(sh);
	s.part.sale_id = shop_new_id(sh);
	s.part.return_id = shop_new_id(sh);
	s.part.created_at_ms = clock_now_ms();
	ob->draft->bill_discount_kind = HAND_NONE;
	ob->draft->bill_discount_value = 0;
	e = basket_price(ob->draft, &ob->lines[!ob->current]);
	if (e == OK)
		e = shop_tx(sh, split_body, &s);
	if (e != OK)
		return e;
	*held_no = s.held_no;
	ob->row = s.left;
	ob->now = *ob->draft;
	ob->current = !ob->current;
	return OK;
}

/* --- merge ----------------------------------------------------------------------------------- */

struct merging { int64_t into_id, from_id; const struct sell_act *act; };

/* Both as one, to see that a till can hold it. */
static enum err fits(const struct open_basket *into, const struct open_basket *from)
{
	struct arena a = ARENA_INIT;
	struct basket all = into->now;
	enum err e = ERR_REFUSED;

	all.line_count += from->now.line_count;
	all.bill_discount_kind = HAND_NONE;
	if (all.line_count <= LINES_MAX) {
		all.lines = arena_array(&a, (size_t)all.line_count, sizeof *all.lines);
		memcpy(all.lines, into->now.lines, (size_t)into->now.line_count * sizeof *all.lines);
		memcpy(all.lines + into->now.line_count, from->now.lines,
			(size_t)from->now.line_count * sizeof *all.lines);
		e = basket_price(&all, &a);
	}
	arena_release(&a);
	return sell_has_returns(&from->now) || sell_has_empties(&from->now) ? ERR_REFUSED : e;
}

/* The lines go over; numbers that were taken out leave gaps, which are used when there is no room behind. */
static enum err bring_lines(struct shop *sh, const struct open_basket *into, const struct open_basket *from)
{
	bool behind = basket_next_line_no(&into->now) + from->now.line_count - 1 <= LINES_MAX;
	int no = behind ? basket_next_line_no(&into->now) : 1;
	int became[LINES_MAX + 1] = { 0 }; /* by the number that it had */
	enum err e = OK;

	for (int i = 0; e == OK && i < from->now.line_count; i++) {
		struct line l = from->now.lines[i];

		sell_take_over_line(&l, into->row.staff_id, from->row.staff_id);
		if ((e = sell_line_price(sh, &into->row, &l)) != OK)
			break;
		while (basket_line(&into->now, no))
			no++;
		l.line_no = became[l.line_no] = no++;
		if (l.flags & LINE_LINKED)
			l.parent_line = became[l.parent_line];
		e = basket_line_put(sh->db, into->row.id, &l);
	}
	return e;
}

static enum err bring_texts(struct shop *sh, struct arena *a, const struct basket_row *into,
	const struct basket_row *from)
{
	const char *note = !*from->note || strcmp(into->note, from->note) == 0 ? into->note : !*into->note ? from->note
		: arena_printf(a, "%s" NOTES_JOINT "%s", into->note, from->note);

	if (!*from->note && !*from->customer)
		return OK;
	return basket_texts_set(sh->db, into->id, note, *into->customer ? into->customer : from->customer);
}

/* What a payment was asked for outside stays as it was asked for. */
static enum err nothing_asked(struct shop *sh, struct arena *a, const struct merging *m)
{
	struct intent_row *list;
	int of_into = 0, of_from = 0;
	enum err e = intents_open(sh->db, a, m->into_id, 0, &list, &of_into);

	if (e == OK)
		e = intents_open(sh->db, a, m->from_id, 0, &list, &of_from);
	return e == OK && of_into + of_from ? ERR_REFUSED : e;
}

static enum err merge_them(struct shop *sh, struct arena *a, const struct merging *m, struct open_basket *into,
	struct open_basket *from)
{
	struct basket_row row, other = { 0 };
	enum err e = basket_get(sh->db, a, m->into_id, &row);

	if (e == OK)
		e = basket_get(sh->db, a, m->from_id, &other);
	if (e == OK && (other.state != BASKET_HELD || (row.state != BASKET_HELD &&
		(row.terminal_id != sh->terminal_id || row.staff_id != sh->staff.id))))
		e = ERR_STALE;
	if (e == OK)
		e = sell_read(sh, into, &row);
	if (e == OK)
		e = sell_read(sh, from, &other);
	if (e == OK)
		e = nothing_asked(sh, a, m);
	if (e == OK)
		e = fits(into, from);
	if (e == OK)
		e = bring_lines(sh, into, from);
	if (e == OK)
		e = bring_texts(sh, a, &into->row, &from->row);
	if (e == OK && into->row.discount_kind) {
		without_discount(&into->row);
		e = basket_discount_set(sh->db, &into->row);
	}
	if (e == OK)
		e = basket_delete_held(sh->db, from->row.id);
	return e == OK ? audit_in_tx(sh, &m->act->row, 1) : e;
}

static enum err merge_body(struct shop *sh, void *arg)
{
	struct arena a = ARENA_INIT;
	struct open_basket into = { 0 }, from = { 0 };
	enum err e = merge_them(sh, &a, arg, &into, &from);

	sell_release(&into);
	sell_release(&from);
	arena_release(&a);
	return e == ERR_NOTFOUND ? ERR_STALE : e;
}

enum err sell_merge(struct shop *sh, struct open_basket *ob, int64_t into_id, int64_t from_id,
	const struct sell_act *act)
{
	struct merging m = { into_id ? into_id : ob->row.id, from_id, act };
	enum err e = shop_tx(sh, merge_body, &m);

	return e == OK && !into_id ? sell_load(sh, ob) : e;
}
