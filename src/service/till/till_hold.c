/* till_hold.c - a basket is put aside, taken back, cancelled; the lists of baskets. */
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "../shop/post_int.h"
#include "till_int.h"

/* --- hold, recall, cancel ---------------------------------------------------------------------- */

enum err act_hold(struct call *c)
{
	struct till *t = c->t;
	struct holding how = { .note = utf8_clean(c->a, c->arg) };
	int64_t held_no = 0;
	enum err e;

	if (t->ob.now.line_count == 0)
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (t->view.held_count >= setting_int(c->sh, SET_HELD_LIMIT))
		return refuse(c, MSG_HELD_FULL, setting_text(c->sh, SET_HELD_LIMIT), NULL);
	if (!*how.note)
		how.note = t->ob.row.note;
	e = sell_hold(c->sh, &t->ob, &how, &held_no);
	if (e != OK)
		return failed(c, e);
	till_basket_changed(t);
	return done(c, MSG_HELD, arena_printf(c->a, "%d", (int)held_no), NULL);
}

enum err find_held(struct call *c, int word, struct basket_row *out)
{
	struct basket_row *list;
	bool named = word < c->words;
	int n, held = 0, found = -1;
	enum err e = baskets_list(c->sh->db, c->a, &list, &n);

	if (e != OK)
		return failed(c, e);
	for (int i = 0; i < n; i++) {
		if (list[i].state != BASKET_HELD)
			continue;
		held++;
		if (!named || strtol(c->word[word], NULL, 10) == list[i].held_no)
			found = i;
	}
	if (found >= 0 && !named && held > 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (found < 0)
		return refuse(c, MSG_NO_HELD, named ? c->word[word] : "", NULL);
	*out = list[found];
	return OK;
}

/* Who takes back what somebody else began reads whose it was. */
static enum err told_recalled(struct call *c, const struct basket_row *row)
{
	const char *no = arena_printf(c->a, "%d", (int)row->held_no);

	if (row->staff_id != c->sh->staff.id || row->sent_by_terminal_id)
		return done(c, MSG_RECALLED_OF, no, arena_printf(c->a, "%s %s", row->sent_by_terminal_id
			? row->sent_by_code : row->terminal_code, row->staff_name));
	return done(c, MSG_RECALLED, no, NULL);
}

/* Of a basket that came from another till or shift it stays known who began it, where. */
static const struct sell_act *recall_act(struct call *c, const struct basket_row *row)
{
	struct sell_act *act = arena_new(c->a, struct sell_act);

	act->row = (struct audit_row){ .action = "recall", .subject_id = row->id, .detail = arena_printf(c->a,
		"held %d of staff %lld begun by %lld at %lld%s", (int)row->held_no, (long long)row->staff_id,
		(long long)(row->began_staff_id ? row->began_staff_id : row->staff_id),
		(long long)(row->began_terminal_id ? row->began_terminal_id : row->terminal_id),
		row->deferred_shift_id ? " deferred" : "") };
	return act;
}

enum err act_recall(struct call *c)
{
	struct till *t = c->t;
	struct basket_row row;
	enum err e;

	if (t->ob.now.line_count)
		return refuse(c, MSG_BASKET_NOT_EMPTY, NULL, NULL);
	if ((e = find_held(c, 0, &row)) != OK)
		return e;
	e = sell_recall(c->sh, &t->ob, row.id, row.sent_by_terminal_id || row.deferred_shift_id
		? recall_act(c, &row) : NULL);
	if (e == ERR_STALE)
		return refuse(c, MSG_NO_HELD, c->words ? c->word[0] : "", NULL);
	if (e != OK)
		return failed(c, e);
	till_forget_done(t);
	till_basket_changed(t);
	return told_recalled(c, &row);
}

/* Money taken by card or code stays taken outside: such a basket leaves a numbered document. */
static bool money_taken_outside(const struct open_basket *ob)
{
	for (int i = 0; i < ob->payment_count; i++)
		if (ob->payments[i].kind == TENDER_CARD || ob->payments[i].kind == TENDER_QR)
			return true;
	return false;
}

enum err act_cancel(struct call *c)
{
	struct till *t = c->t;
	struct sell_act act = { .shift_id = t->shift.id, .measure = MEASURE_CANCEL,
		.row = { .action = "cancel", .subject_id = t->ob.row.id } };
	struct document dropped;
	const char *amount;
	bool goes_back = false;
	enum err e;

	if (!t->ob.stored || (t->ob.now.line_count == 0 && t->ob.payment_count == 0))
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if ((e = outside_settled(c)) != OK)
		return e;
	if ((e = need_reason(c, 0, REASON_CANCEL)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_CANCEL, t->ob.now.due_minor)) != OK)
		return e;
	if (money_taken_outside(&t->ob) && (e = day_allowed(c)) != OK)
		return e;
	amount = money(c, t->ob.now.due_minor);
	act.amount_minor = act.row.amount_minor = t->ob.now.due_minor;
	act.row.reason_id = c->reason_id;
	act.row.approver_id = approved_by(c);
	act.row.detail = arena_printf(c->a, "lines %d", t->ob.now.line_count);
	if (money_taken_outside(&t->ob)) {
		e = sell_abandon(c->sh, &t->ob, &act, c->a, &dropped, &goes_back);
		if (e == OK)
			sell_begin(c->sh, &t->ob);
	} else {
		e = sell_cancel(c->sh, &t->ob, &act);
		dropped.id = 0;
	}
	if (e != OK)
		return failed(c, e);
	t->paying = false;
	till_basket_changed(t);
	if (dropped.id)
		return done(c, goes_back ? MSG_ABANDONED_BACK : MSG_ABANDONED, doc_number_text(c->a,
			dropped.terminal_code, dropped.series, dropped.running), NULL);
	return done(c, MSG_CANCELLED, amount, NULL);
}

/* --- lists ------------------------------------------------------------------------------------- */

static enum err basket_amount(struct shop *sh, const struct basket_row *row, int64_t *amount, int *lines)
{
	struct open_basket ob = { 0 };
	enum err e = sell_read(sh, &ob, row);

	if (e == OK) {
		*amount = sell_due(&ob);
		*lines = ob.now.line_count;
	}
	sell_release(&ob);
	return e == ERR_STALE ? OK : e;
}

static enum err list_baskets(struct shop *sh, struct arena *a, bool all, struct held_basket **list, int *n)
{
	struct basket_row *rows;
	int count;
	enum err e = baskets_list(sh->db, a, &rows, &count);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)count, sizeof **list);
	*n = 0;
	for (int i = 0; e == OK && i < count; i++) {
		struct held_basket *h = &(*list)[*n];

		if (!all && rows[i].state == BASKET_OPEN && rows[i].terminal_id == sh->terminal_id &&
			rows[i].staff_id == sh->staff.id)
			continue;
		*h = (struct held_basket){ .id = rows[i].id, .held_no = (int)rows[i].held_no,
			.staff = rows[i].staff_name, .terminal = rows[i].terminal_code, .note = rows[i].note,
			.customer = rows[i].customer, .sent_by = rows[i].sent_by_code,
			.began = rows[i].began_staff_id != rows[i].staff_id ? rows[i].began_name : "",
			.held_at_ms = rows[i].state == BASKET_HELD ? rows[i].held_at_ms : rows[i].created_at_ms,
			.held = rows[i].state == BASKET_HELD, .deferred = rows[i].deferred_shift_id != 0 };
		e = basket_amount(sh, &rows[i], &h->amount_minor, &h->lines);
		if (e == OK && h->lines)
			++*n;
	}
	return e;
}

enum err till_held(struct shop *sh, struct arena *a, struct held_basket **list, int *n)
{
	return list_baskets(sh, a, false, list, n);
}

enum err till_baskets(struct shop *sh, struct arena *a, struct held_basket **list, int *n)
{
	return list_baskets(sh, a, true, list, n);
}
