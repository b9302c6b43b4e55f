/* till_split.c - baskets that part, join, go to another till, or stay for the next shift. What was approved for one
 * basket is good for no other: lines take who gave what on them along, and a discount on the bill goes. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "../shop/post_int.h"
#include "store/master_store.h"
#include "till_int.h"

/* --- split ------------------------------------------------------------------------------------- */

/* What is to go: lines of the basket with their quantities. */
struct going { struct line *list; int count; };

static bool goes_already(const struct going *g, int line_no)
{
	for (int i = 0; i < g->count; i++)
		if (g->list[i].line_no == line_no)
			return true;
	return false;
}

/* A discount of so much, or down to so much, is shared like the goods; the rest stays with what stays. */
static void share_discount(struct line *stays, struct line *goes)
{
	int64_t weights[2] = { goes->qty_milli, stays->qty_milli }, parts[2];

	if (goes->discount_kind != HAND_AMOUNT && goes->discount_kind != HAND_TARGET)
		return;
	money_share(goes->discount_value, weights, 2, parts);
	goes->discount_value = parts[0];
	stays->discount_value = parts[1];
}

/* What goes with a line goes with it, as many of it. */
static void take_child(struct basket *draft, struct going *g, const struct line *goes)
{
	struct line *child = basket_child(draft, goes->line_no), *with;

	if (!child)
		return;
	with = &g->list[g->count++];
	*with = *child;
	with->qty_milli = deposit_qty(goes);
	if (with->qty_milli < child->qty_milli)
		child->qty_milli -= with->qty_milli;
	else
		basket_take_out(draft, child);
}

/* Takes so much of a line off the draft, all of it when qty is 0. */
static enum err take_line(struct call *c, struct basket *draft, struct going *g, long line_no, int64_t qty_milli)
{
	struct line *l = line_no > 0 && line_no <= LINES_MAX ? basket_line(draft, (int)line_no) : NULL, *goes;

	if (!l || goes_already(g, (int)line_no))
		return refuse(c, MSG_NO_LINE, arena_printf(c->a, "%ld", line_no), NULL);
	if (qty_milli > l->qty_milli)
		return refuse(c, MSG_SPLIT_MORE, arena_printf(c->a, "%ld", line_no), qty_text(c->a, l->qty_milli));
	if (qty_milli && qty_milli < l->qty_milli && ((l->flags & (LINE_LABEL | LINE_WEIGHED)) || l->has_fixed_amount))
		return refuse(c, MSG_SPLIT_WHOLE, l->name, NULL);
	if (qty_milli % QTY_ONE && !(l->flags & LINE_WEIGHED))
		return refuse(c, MSG_QTY_WHOLE, l->name, NULL);
	if (l->flags & LINE_LINKED)
		return refuse(c, MSG_DEPOSIT_FOLLOWS, l->name, NULL);
	goes = &g->list[g->count++];
	*goes = *l;
	if (qty_milli && qty_milli < l->qty_milli) {
		goes->qty_milli = qty_milli;
		l->qty_milli -= qty_milli;
		share_discount(l, goes);
	} else {
		basket_take_out(draft, l);
	}
	take_child(draft, g, goes);
	return OK;
}

/* "2", "3-5", "1*4": a line, lines, so many of a line. */
static enum err take_word(struct call *c, struct basket *draft, struct going *g, const char *word)
{
	const char *star = strchr(word, '*');
	int64_t qty = 0;
	char *end;
	long from, to;
	enum err e = OK;

	if (star && qty_parse(arena_strndup(c->a, word, (size_t)(star - word)), &qty) != OK)
		return refuse(c, MSG_SPLIT_BAD, word, NULL);
	from = to = strtol(star ? star + 1 : word, &end, 10);
	if (*end == '-' && !star)
		to = strtol(end + 1, &end, 10);
	if (*end || from < 1 || to < from || to > LINES_MAX)
		return refuse(c, MSG_SPLIT_BAD, word, NULL);
	for (long no = from; e == OK && no <= to; no++)
		if (from == to || (basket_line(draft, (int)no) && !(basket_line(draft, (int)no)->flags & LINE_LINKED)))
			e = take_line(c, draft, g, no, qty);
	return e;
}

/* Money is taken for a basket as it stands, and what comes back is paid out of one. */
static enum err may_part(struct call *c)
{
	const struct open_basket *ob = &c->t->ob;

	if (ob->now.line_count == 0)
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if (ob->payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	return OK;
}

static enum err room_for_held(struct call *c)
{
	if (c->t->view.held_count >= setting_int(c->sh, SET_HELD_LIMIT))
		return refuse(c, MSG_HELD_FULL, setting_text(c->sh, SET_HELD_LIMIT), NULL);
	return OK;
}

enum err act_split(struct call *c)
{
	struct till *t = c->t;
	bool discount = t->ob.row.discount_kind != HAND_NONE;
	struct sell_act act = { .row = { .action = "split", .subject_id = t->ob.row.id,
		.detail = arena_printf(c->a, "lines %s", c->arg) } };
	struct going g = { 0 };
	struct basket *draft;
	int64_t held_no = 0;
	enum err e;

	if (c->words < 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if ((e = may_part(c)) != OK || (e = room_for_held(c)) != OK)
		return e;
	if (sell_has_returns(&t->ob.now) || sell_has_empties(&t->ob.now))
		return refuse(c, MSG_SPLIT_RETURNS, NULL, NULL);
	g.list = arena_array(c->a, (size_t)t->ob.now.line_count, sizeof *g.list);
	draft = sell_draft(&t->ob);
	for (int i = 0; i < c->words; i++)
		if ((e = take_word(c, draft, &g, c->word[i])) != OK)
			return e;
	if (draft->line_count == 0)
		return refuse(c, MSG_SPLIT_ALL, NULL, NULL);
	act.row.amount_minor = t->ob.now.due_minor;
	e = sell_split(c->sh, &t->ob, g.list, g.count, &act, &held_no);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	till_basket_changed(t);
	return done(c, discount ? MSG_SPLIT_ANEW : MSG_SPLIT_OFF, arena_printf(c->a, "%d", (int)held_no), NULL);
}

/* --- merge ------------------------------------------------------------------------------------- */

enum err act_merge(struct call *c)
{
	struct till *t = c->t;
	struct basket_row into = { 0 }, from;
	bool both_held = c->words > 1, discount;
	struct sell_act act = { .row = { .action = "merge" } };
	enum err e;

	if (both_held)
		e = find_held(c, 0, &into);
	else
		e = may_part(c);
	if (e != OK || (e = find_held(c, both_held, &from)) != OK)
		return e;
	if (from.id == into.id)
		return refuse(c, MSG_MERGE_SAME, NULL, NULL);
	discount = both_held ? into.discount_kind || from.discount_kind
		: t->ob.row.discount_kind || from.discount_kind;
	act.row.subject_id = from.id;
	act.row.detail = arena_printf(c->a, "held %d of staff %lld into %lld", (int)from.held_no,
		(long long)from.staff_id, (long long)(both_held ? into.id : t->ob.row.id));
	e = sell_merge(c->sh, &t->ob, into.id, from.id, &act);
	if (e == ERR_STALE)
		return refuse(c, MSG_NO_HELD, both_held ? c->word[1] : c->words ? c->word[0] : "", NULL);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_MERGE_NOT, arena_printf(c->a, "%d", (int)from.held_no), NULL);
	if (e != OK)
		return failed(c, e);
	if (!both_held)
		till_basket_changed(t);
	return done(c, discount ? MSG_MERGED_ANEW : MSG_MERGED, arena_printf(c->a, "%d", (int)from.held_no), NULL);
}

/* --- send, defer ------------------------------------------------------------------------------- */

/* The open basket is put aside so, or a held one (word i) moved so; *held_no is its number. */
static enum err put_aside(struct call *c, int word, struct holding *how, struct audit_row *row, int64_t *held_no)
{
	struct till *t = c->t;
	bool named = word < c->words;
	struct basket_row held;
	enum err e;

	/* With nothing open the only held one is meant. */
	named = named || t->ob.now.line_count == 0;
	e = named ? find_held(c, word, &held) : may_part(c);

	if (e == OK && !named)
		e = room_for_held(c);
	if (e != OK)
		return e;
	if (named && how->deferred_shift_id && held.terminal_id != c->sh->terminal_id)
		return refuse(c, MSG_HELD_ELSEWHERE, arena_printf(c->a, "%d", (int)held.held_no), held.terminal_code);
	row->subject_id = named ? held.id : t->ob.row.id;
	row->amount_minor = named ? 0 : t->ob.now.due_minor;
	how->note = t->ob.row.note;
	*held_no = named ? held.held_no : 0;
	e = named ? sell_move_held(c->sh, held.id, how) : sell_hold(c->sh, &t->ob, how, held_no);
	if (e == ERR_STALE && named)
		return refuse(c, MSG_NO_HELD, word < c->words ? c->word[word] : "", NULL);
	if (e != OK)
		return failed(c, e);
	if (!named)
		till_basket_changed(t);
	return OK;
}

enum err act_send(struct call *c)
{
	struct terminal_row to;
	struct sell_act act = { .row = { .action = "send" } };
	struct holding how = { .act = &act };
	int64_t held_no;
	enum err e;

	if (c->words < 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	e = terminal_by_code(c->sh->db, c->a, c->word[0], &to);
	if (e != OK && e != ERR_NOTFOUND)
		return failed(c, e);
	if (e == ERR_NOTFOUND || to.id == c->sh->terminal_id || to.id == SHOP_OFFICE_TERMINAL)
		return refuse(c, MSG_NO_TERMINAL, c->word[0], NULL);
	how.to_terminal_id = to.id;
	act.row.approver_id = approved_by(c);
	act.row.detail = arena_printf(c->a, "to %s", to.code);
	e = put_aside(c, 1, &how, &act.row, &held_no);
	return e == OK ? done(c, MSG_SENT, to.code, arena_printf(c->a, "%d", (int)held_no)) : e;
}

enum err act_defer(struct call *c)
{
	struct sell_act act = { .row = { .action = "defer", .detail = "" } };
	struct holding how = { .act = &act, .deferred_shift_id = c->t->shift.id };
	int64_t held_no;
	enum err e;

	act.row.approver_id = approved_by(c);
	e = put_aside(c, 0, &how, &act.row, &held_no);
	return e == OK ? done(c, MSG_DEFERRED, arena_printf(c->a, "%d", (int)held_no), NULL) : e;
}
