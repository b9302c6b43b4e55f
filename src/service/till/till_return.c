/* till_return.c - goods back, voids, and the acts that open the drawer or print again. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "jobs_int.h"
#include "model/cash.h"
#include "model/refund.h"
#include "../shop/post_int.h"
#include "service/invoice.h"
#include "store/cash_store.h"
#include "store/document_store.h"
#include "store/job_store.h"
#include "till_goods_int.h"

#define HOUR_MS 3600000

/* --- the opened receipt ------------------------------------------------------------------------- */

void till_close_receipt(struct till *t)
{
	t->receipt_sale = (struct document){ 0 };
	t->receipt_left = NULL;
	t->view.receipt = (struct till_receipt){ 0 };
	arena_clear(&t->receipt_arena);
}

static struct line *line_coming_back(const struct basket *b, int64_t sale_id, int line_no)
{
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].original_id == sale_id && b->lines[i].original_line == line_no)
			return &b->lines[i];
	return NULL;
}

/* What of each line may still come back: sold, less what came back before, less what is in this basket. */
enum err till_count_left(struct till *t)
{
	int64_t before[LINES_MAX + 1];
	const struct document *sale = &t->receipt_sale;
	enum err e = sale->id ? returned_list(t->sh->db, &t->receipt_arena, sale->id, before, LINES_MAX + 1) : OK;

	if (e != OK || !sale->id)
		return e;
	t->receipt_left = arena_array(&t->receipt_arena, (size_t)sale->line_count, sizeof *t->receipt_left);
	for (int i = 0; i < sale->line_count; i++) {
		const struct line *l = &sale->lines[i], *back = line_coming_back(&t->ob.now, sale->id, l->line_no);

		t->receipt_left[i] = l->qty_milli - before[l->line_no] - (back ? back->qty_milli : 0);
	}
	return OK;
}

static bool nothing_left(const struct till *t)
{
	for (int i = 0; i < t->receipt_sale.line_count; i++)
		if (t->receipt_left[i] > 0)
			return false;
	return true;
}

static bool other_receipt_in_basket(const struct basket *b, int64_t sale_id)
{
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].original_id && b->lines[i].original_id != sale_id)
			return true;
	return false;
}

/* Opens the receipt of that number for returns. */
static enum err open_receipt(struct call *c, const char *text)
{
	struct till *t = c->t;
	struct doc_number number;
	int64_t id;
	int64_t before[LINES_MAX + 1];
	const char *shown, *reference;
	bool made;
	enum err e;

	text = invoice_scanned(c->sh, c->a, text);
	if (!doc_number_read(text, &number))
		return refuse(c, MSG_NO_RECEIPT, text, NULL);
	e = document_id_by_number(c->sh->db, c->a, number.terminal, number.series, number.running, &id);
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NO_RECEIPT, text, NULL);
	if (e == OK && other_receipt_in_basket(&t->ob.now, id))
		return refuse(c, MSG_BASKET_NOT_EMPTY, NULL, NULL);
	till_close_receipt(t);
	if (e == OK)
		e = sell_original(c->sh, &t->receipt_arena, id, &t->receipt_sale, before);
	if (e == OK && t->receipt_sale.kind != DOC_SALE) {
		till_close_receipt(t);
		return refuse(c, MSG_NOT_RETURNABLE, text, NULL);
	}
	if (e == OK)
		e = till_count_left(t);
	if (e != OK)
		return failed(c, e);
	shown = doc_number_text(&t->receipt_arena, number.terminal, number.series, number.running);
	if (nothing_left(t) && !sell_has_returns(&t->ob.now)) {
		till_close_receipt(t);
		return refuse(c, MSG_ALL_RETURNED, text, NULL);
	}
	e = invoice_made(c->sh, &t->receipt_arena, id, &made, &reference);
	if (e != OK)
		return failed(c, e);
	t->view.receipt.number = shown;
	t->paying = false;
	till_forget_done(t);
	return made ? done(c, MSG_FOR_RETURN_INVOICED, shown, NULL)
		: done(c, MSG_FOR_RETURN, shown, NULL);
}

enum err act_return(struct call *c)
{
	return c->words ? open_receipt(c, c->word[0]) : refuse(c, MSG_NO_RECEIPT, "", NULL);
}

/* --- lines coming back ---------------------------------------------------------------------------- */

/* So many of a sold line come back in the draft, in the place of those of it that do already. */
static struct line *bring_back(struct basket *draft, int64_t sale_id, const struct line *sold, int64_t before_milli,
	int64_t qty_milli)
{
	struct line *l = line_coming_back(draft, sale_id, sold->line_no);
	int line_no = l ? l->line_no : basket_next_line_no(draft);

	if (!l)
		l = &draft->lines[draft->line_count++];
	refund_line(sold, before_milli, qty_milli, l);
	l->line_no = line_no;
	l->original_id = sale_id;
	l->original_line = sold->line_no;
	l->reason_id = l->approver_id = 0;
	l->discount_kind = HAND_NONE;
	return l;
}

/* What went with a sold line comes back with it, in its share: rounded down until all of the line is back. */
static void put_back_deposit(struct basket *draft, const struct document *sale, const struct line *sold,
	int64_t before_milli, int64_t qty_milli, int parent_line)
{
	const struct line *with = NULL;
	struct line *l;
	int64_t before, after;

	for (int i = 0; i < sale->line_count; i++)
		if ((sale->lines[i].flags & LINE_LINKED) && sale->lines[i].parent_line == sold->line_no)
			with = &sale->lines[i];
	if (!with)
		return;
	before = mul_div(with->qty_milli / QTY_ONE, before_milli, sold->qty_milli, ROUND_ZERO) * QTY_ONE;
	after = mul_div(with->qty_milli / QTY_ONE, before_milli + qty_milli, sold->qty_milli, ROUND_ZERO) * QTY_ONE;
	l = line_coming_back(draft, sale->id, with->line_no);
	if (after > before)
		bring_back(draft, sale->id, with, before, after - before)->parent_line = parent_line;
	else if (l)
		basket_take_out(draft, l);
}

/* Line `i` of the receipt comes back with qty in all (what is in the basket already included). */
static enum err put_back(struct call *c, const struct document *sale, int i, int64_t before_milli, int64_t qty_milli)
{
	struct till *t = c->t;
	struct basket *draft = sell_draft(&t->ob);
	const struct line *sold = &sale->lines[i];
	int line_no;
	enum err e;

	/* What was taken could come to more than is due then. */
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (sell_has_empties(&t->ob.now))
		return refuse(c, MSG_EMPTIES_ALONE, NULL, NULL);
	if (!line_coming_back(draft, sale->id, sold->line_no) &&
		(draft->line_count + 1 >= LINES_MAX || basket_next_line_no(draft) >= LINES_MAX))
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	line_no = bring_back(draft, sale->id, sold, before_milli, qty_milli)->line_no;
	put_back_deposit(draft, sale, sold, before_milli, qty_milli, line_no);
	e = sell_put_line(c->sh, &t->ob, line_no, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	t->last_line_no = line_no;
	e = till_count_left(t);
	return e == OK ? done(c, MSG_LINE_CHANGED, sold->name, qty_text(c->a, qty_milli)) : failed(c, e);
}

static enum err more_back(struct call *c, int i, int64_t qty_milli)
{
	struct till *t = c->t;
	const struct line *sold = &t->receipt_sale.lines[i];
	const struct line *back = line_coming_back(&t->ob.now, t->receipt_sale.id, sold->line_no);
	int64_t in_basket = back ? back->qty_milli : 0, left = t->receipt_left[i];
	bool whole = sold->flags & LINE_LABEL;

	if (sold->flags & LINE_LINKED)
		return refuse(c, MSG_DEPOSIT_FOLLOWS, sold->name, NULL);
	if (left <= 0)
		return refuse(c, MSG_RETURN_TOO_MUCH, "0", sold->name);
	if (!qty_milli)
		qty_milli = whole || (sold->flags & LINE_WEIGHED) ? left : QTY_ONE;
	if (whole && qty_milli != left)
		return refuse(c, MSG_RETURN_WHOLE, sold->name, NULL);
	if (!(sold->flags & LINE_WEIGHED) && qty_milli % QTY_ONE)
		return refuse(c, MSG_QTY_WHOLE, sold->name, NULL);
	if (qty_milli > left)
		return refuse(c, MSG_RETURN_TOO_MUCH, qty_text(c->a, left), sold->name);
	return put_back(c, &t->receipt_sale, i, sold->qty_milli - left - in_basket, in_basket + qty_milli);
}

enum err return_article(struct call *c, const struct article *article, int64_t qty_milli)
{
	struct till *t = c->t;
	int on_receipt = -1;

	for (int i = 0; i < t->receipt_sale.line_count; i++) {
		const struct line *l = &t->receipt_sale.lines[i];

		if (l->article_id != article->id || l->pack_milli != article->pack_milli || (l->flags & LINE_LINKED))
			continue;
		on_receipt = i;
		if (t->receipt_left[i] > 0)
			break;
	}
	if (on_receipt < 0)
		return refuse(c, MSG_NO_LINE_IN_RECEIPT, article->name, NULL);
	return more_back(c, on_receipt, qty_milli);
}

enum err act_return_line(struct call *c)
{
	struct till *t = c->t;
	int64_t qty = 0;
	long no = c->words ? strtol(c->word[0], NULL, 10) : 0;

	if (!t->receipt_sale.id)
		return refuse(c, MSG_NO_RETURN_OPEN, NULL, NULL);
	if (c->words > 1 && qty_parse(c->word[1], &qty) != OK)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	for (int i = 0; i < t->receipt_sale.line_count; i++)
		if (t->receipt_sale.lines[i].line_no == no)
			return more_back(c, i, qty);
	return refuse(c, MSG_NO_LINE, c->words ? c->word[0] : "", NULL);
}

/* All that is left of the receipt, as lines of the draft; what the whole return then comes to. */
static int64_t put_all_back(const struct till *t, struct basket *draft)
{
	const struct document *sale = &t->receipt_sale;
	int64_t refund_minor = 0;

	for (int i = 0; i < sale->line_count; i++) {
		const struct line *sold = &sale->lines[i], *parent;
		struct line *l = line_coming_back(draft, sale->id, sold->line_no);
		int64_t qty = t->receipt_left[i] + (l ? l->qty_milli : 0);

		if (qty <= 0)
			continue;
		l = bring_back(draft, sale->id, sold, sold->qty_milli - qty, qty);
		parent = sold->flags & LINE_LINKED ? line_coming_back(draft, sale->id, sold->parent_line) : NULL;
		if (parent)
			l->parent_line = parent->line_no;
		refund_minor += l->paid_minor;
	}
	return refund_minor;
}

/* The receipt named by the first word, else the one that is open; *reason is the word of the reason. */
static enum err whole_receipt(struct call *c, int *reason)
{
	struct doc_number number;
	enum err e = OK;

	*reason = c->words && doc_number_read(c->word[0], &number) ? 1 : 0;
	if (*reason || !c->t->receipt_sale.id)
		e = open_receipt(c, c->words ? c->word[0] : "");
	if (e == OK && c->t->ob.payment_count)
		e = refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (e == OK && sell_has_empties(&c->t->ob.now))
		e = refuse(c, MSG_EMPTIES_ALONE, NULL, NULL);
	return e;
}

enum err act_return_all(struct call *c)
{
	struct till *t = c->t;
	struct basket *draft;
	int64_t refund_minor;
	const char *number;
	int reason;
	enum err e = whole_receipt(c, &reason);

	if (e != OK)
		return e;
	draft = sell_draft_for(&t->ob, t->receipt_sale.line_count);
	refund_minor = put_all_back(t, draft);
	if (draft->line_count > LINES_MAX || basket_next_line_no(draft) > LINES_MAX + 1)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	/* What the shift itself sold it may void; a receipt of another shift is older than anybody's memory of it. */
	if (t->receipt_sale.shift_id != t->shift.id && (e = need_permission(c, PERM_VOID)) != OK)
		return e;
	if ((e = need_reason(c, reason, REASON_RETURN)) != OK)
		return e;
	if ((e = refund_allowed(c, t->receipt_sale.id, refund_minor)) != OK)
		return e;
	number = arena_strdup(c->a, t->view.receipt.number);
	e = sell_put_lines(c->sh, &t->ob, draft->line_count,
		&(struct sell_why){ approved_by(c), c->reason_id }, NULL);
	if (e != OK)
		return failed(c, e);
	till_basket_changed(t);
	t->paying = true;
	return done(c, MSG_RETURN_ALL, number, money(c, refund_minor));
}

enum err return_set_quantity(struct call *c, int line_no, int64_t qty_milli)
{
	struct arena *a = c->a;
	const struct line *l = basket_line(&c->t->ob.now, line_no);
	struct document sale;
	int64_t before[LINES_MAX + 1];
	enum err e = sell_original(c->sh, a, l->original_id, &sale, before);

	if (e != OK)
		return failed(c, e);
	for (int i = 0; i < sale.line_count; i++) {
		int64_t left = sale.lines[i].qty_milli - before[sale.lines[i].line_no];

		if (sale.lines[i].line_no != l->original_line)
			continue;
		if (qty_milli > left)
			return refuse(c, MSG_RETURN_TOO_MUCH, qty_text(a, left), l->name);
		return put_back(c, &sale, i, before[l->original_line], qty_milli);
	}
	return failed(c, ERR_CORRUPT);
}

/* --- void of the last sale ------------------------------------------------------------------------ */

/* The last sale of the shift, if it may be voided. */
static enum err find_last_sale(struct call *c, struct document *sale)
{
	int64_t id;
	int kind;
	enum err e = document_last(c->sh->db, c->a, c->sh->terminal_id, c->t->shift.id, &id, &kind);

	if (e == ERR_NOTFOUND || (e == OK && kind != DOC_SALE))
		return refuse(c, MSG_NOTHING_TO_VOID, NULL, NULL);
	if (e == OK)
		e = document_load(c->sh->db, c->a, id, sale);
	if (e != OK)
		return failed(c, e);
	return sale->partner_id ? refuse(c, MSG_NOTHING_TO_VOID, NULL, NULL) : OK;
}

static enum err told_voided(struct call *c, const struct document *d, bool again)
{
	struct till_done *v = &c->t->view.done;

	*v = (struct till_done){ .shown = true, .kind = DOC_VOID, .lines = d->lines, .line_count = d->line_count,
		.total_minor = d->total_minor, .rounding_minor = d->rounding_minor,
		.number = doc_number_text(&c->t->done_arena, d->terminal_code, d->series, d->running) };
	for (int i = 0; i < d->payment_count; i++)
		v->change_minor += d->payments[i].given_minor;
	if (again)
		return done(c, MSG_ALREADY_DONE, v->number, NULL);
	return done(c, MSG_VOIDED, v->number, money(c, v->change_minor));
}

/* Voids the sale whose void is under way. */
static enum err void_it(struct call *c)
{
	struct till *t = c->t;
	struct document voided = { 0 };
	struct said why = { 0 };
	enum err e;

	till_forget_done(t);
	e = sell_void(c->sh, t->void_sale_id, t->void_id, t->shift.id, c->reason_id, approved_by(c), &t->done_arena,
		&voided, &why);
	switch (e) {
	case OK:
		till_drawer_changed(t, &voided);
		return told_voided(c, &voided, false);
	case ERR_EXISTS:
		return told_voided(c, &voided, true);
	case ERR_UNKNOWN:
		return ask_retry(c);
	case ERR_STALE:
		return refuse(c, MSG_NOTHING_TO_VOID, NULL, NULL);
	case ERR_REFUSED:
		if (why.id)
			return refuse(c, why.id, why.arg[0], why.arg[1]);
		return refuse(c, MSG_DAY_CLOSED, day_text(c->a, shop_business_day(c->sh)), NULL);
	default:
		return c->retry ? ask_retry(c) : failed(c, e);
	}
}

enum err act_void(struct call *c)
{
	struct till *t = c->t;
	struct document sale = { 0 };
	enum err e;

	if (c->retry)
		return void_it(c);
	if (t->ob.now.line_count)
		return refuse(c, MSG_BASKET_NOT_EMPTY, NULL, NULL);
	if ((e = day_allowed(c)) != OK)
		return e;
	if ((e = find_last_sale(c, &sale)) != OK)
		return e;
	if ((e = need_reason(c, 0, REASON_VOID)) != OK)
		return e;
	if ((e = account_lets(c, &sale, sale.total_minor)) != OK || (e = coupon_gift_allowed(c, sale.id)) != OK
		|| (e = uses_gone_allowed(c, sale.id)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_REFUND, sale.total_minor)) != OK)
		return e;
	t->void_id = shop_new_id(c->sh);
	t->void_sale_id = sale.id;
	return void_it(c);
}

/* --- drawer and copies ---------------------------------------------------------------------------- */

struct privileged { int64_t shift_id; enum measure measure; struct audit_row row; int64_t document_id;
	const char *template; };

static enum err privileged_body(struct shop *sh, void *arg)
{
	const struct privileged *p = arg;
	int64_t copies = 0;
	enum err e = post_act(sh, p->shift_id, p->measure, p->row.amount_minor, &p->row);

	if (e == OK && p->measure == MEASURE_NO_SALE)
		return jobs_drawer(sh);
	if (e == OK)
		e = job_copies(sh->db, p->document_id, &copies);
	if (e == OK)
		e = jobs_paper(sh, p->document_id, p->template, NULL, (int)copies + 1);
	return e;
}

/* Who opens the drawer again and again is asked for a second person, whatever he may do alone. */
static enum err not_too_often(struct call *c)
{
	int64_t limit = setting_int(c->sh, SET_NO_SALE_LIMIT);
	int n = 0;
	enum err e;

	if (limit == 0 || c->approver.id)
		return OK;
	e = cash_acts_since(c->sh->db, "no-sale", c->sh->staff.id, clock_now_ms() - HOUR_MS, &n);
	if (e != OK)
		return failed(c, e);
	if (n < limit)
		return OK;
	if (c->sh->staff.script)
		return refuse(c, MSG_SCRIPT_ALONE, _(action_table[c->act].words), NULL);
	c->t->wanted = (struct wanted){ .perm = PERM_NO_SALE };
	return ask(c, NEED_APPROVAL, MSG_TOO_MANY_NO_SALES, arena_printf(c->a, "%d", n), NULL);
}

enum err act_no_sale(struct call *c)
{
	struct privileged p = { .shift_id = c->t->shift.id, .measure = MEASURE_NO_SALE,
		.row = { .action = "no-sale", .detail = "" } };
	enum err e = need_reason(c, 0, REASON_NO_SALE);

	if (e == OK)
		e = not_too_often(c);
	if (e != OK)
		return e;
	p.row.reason_id = c->reason_id;
	p.row.approver_id = approved_by(c);
	e = shop_tx(c->sh, privileged_body, &p);
	return e == OK ? done(c, MSG_DRAWER_OPENED, NULL, NULL) : failed(c, e);
}

/* The receipt named by word 0, else the newest of this terminal. */
static enum err find_receipt(struct call *c, struct doc_number *number, struct document *d)
{
	int64_t id;
	enum err e;

	if (c->words && doc_number_read(c->word[0], number)) {
		e = document_id_by_number(c->sh->db, c->a, number->terminal, number->series, number->running, &id);
		if (e == OK)
			e = document_load(c->sh->db, c->a, id, d);
	} else {
		e = document_last_receipt(c->sh->db, c->a, c->sh->terminal_id, &id);
		if (e == OK)
			e = document_load(c->sh->db, c->a, id, d);
	}
	if (e == ERR_NOTFOUND || (e == OK && !document_is_trade(d->kind) && !cash_is(d->kind)))
		return refuse(c, MSG_NO_RECEIPT, c->words ? c->word[0] : "", NULL);
	return e == OK ? OK : failed(c, e);
}

enum err act_reprint(struct call *c)
{
	struct doc_number number;
	struct document d = { 0 };
	bool named = c->words && doc_number_read(c->word[0], &number);
	struct privileged p = { .shift_id = c->t->shift.id, .measure = MEASURE_REPRINT,
		.row = { .action = "reprint", .detail = "" } };
	enum err e = find_receipt(c, &number, &d);

	if (e != OK)
		return e;
	if ((e = need_reason(c, named ? 1 : 0, REASON_REPRINT)) != OK)
		return e;
	p.document_id = p.row.subject_id = d.id;
	p.template = d.kind == DOC_SALE ? "sale" : cash_is(d.kind) ? "cash" : "return";
	p.row.reason_id = c->reason_id;
	p.row.approver_id = approved_by(c);
	e = shop_tx(c->sh, privileged_body, &p);
	return e == OK ? done(c, *jobs_queue(c->sh, JOB_AT_RECEIPT) ? MSG_COPY_PRINTED : MSG_COPY_UNPRINTED,
		doc_number_text(c->a, d.terminal_code, d.series, d.running), NULL) : failed(c, e);
}
