/* sell.c - see sell_int.h. */
#include "sell_int.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "model/refund.h"
#include "../money/money_int.h"
#include "../shop/post_int.h"
#include "store/document_store.h"
#include "store/value_store.h"

void sell_begin(struct shop *sh, struct open_basket *ob)
{
	sell_release(ob);
	ob->row = (struct basket_row){ .id = shop_new_id(sh), .terminal_id = sh->terminal_id,
		.staff_id = sh->staff.id, .state = BASKET_OPEN, .note = "", .customer = "",
		.created_at_ms = clock_now_ms() };
	ob->row.sale_id = shop_new_id(sh);
	ob->row.return_id = shop_new_id(sh);
	ob->now.id = ob->row.id;
}

void sell_release(struct open_basket *ob)
{
	arena_release(&ob->lines[0]);
	arena_release(&ob->lines[1]);
	arena_release(&ob->texts);
	memset(ob, 0, sizeof *ob);
}

int64_t sell_due(const struct open_basket *ob)
{
	return ob->now.due_minor - ob->now.refund_minor;
}

int64_t sell_original_id(const struct basket *b)
{
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].flags & LINE_RETURN)
			return b->lines[i].original_id;
	return 0;
}

bool sell_has_returns(const struct basket *b)
{
	return sell_original_id(b) != 0;
}

bool sell_has_empties(const struct basket *b)
{
	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].flags & LINE_EMPTY)
			return true;
	return false;
}

/* --- loading --------------------------------------------------------------------------------- */

enum err sell_original(struct shop *sh, struct arena *a, int64_t id, struct document *out,
	int64_t before_milli[LINES_MAX + 1])
{
	enum err e = document_load(sh->db, a, id, out);

	if (e == OK)
		e = returned_list(sh->db, a, id, before_milli, LINES_MAX + 1);
	if (e == OK && out->kind == DOC_SALE && !(document_in_range(out) && document_agrees(out)))
		e = ERR_CORRUPT;
	return e;
}

/* A returned line's figures are a share of the sale it comes from; rows keep only which and how many. */
static enum err figure_return(struct shop *sh, struct arena *a, struct line *l)
{
	struct document sale;
	int64_t before[LINES_MAX + 1];
	struct line figured;
	enum err e = sell_original(sh, a, l->original_id, &sale, before);

	if (e != OK)
		return e;
	for (int i = 0; i < sale.line_count; i++) {
		const struct line *sold = &sale.lines[i];

		if (sold->line_no != l->original_line)
			continue;
		/* Another till was quicker: what is left of the line comes back here, if anything is. */
		if (before[sold->line_no] + l->qty_milli > sold->qty_milli)
			l->qty_milli = sold->qty_milli - before[sold->line_no];
		if (l->qty_milli <= 0)
			return ERR_STALE;
		refund_line(sold, before[sold->line_no], l->qty_milli, &figured);
		l->amount_minor = figured.amount_minor;
		l->discount_minor = figured.discount_minor;
		l->paid_minor = figured.paid_minor;
		l->tax_minor = figured.tax_minor;
		l->tax_bp = sold->tax_bp;
		return OK;
	}
	return ERR_CORRUPT;
}

static enum err figure_empty(struct line *l)
{
	l->amount_minor = l->discount_minor = l->paid_minor = l->tax_minor = 0;
	if (!line_in_range(l))
		return ERR_CORRUPT;
	empty_line(l);
	return OK;
}

static bool hand_in_range(int kind, int64_t value)
{
	int64_t most = kind == HAND_PERCENT ? 10000 : MONEY_MAX;

	return kind >= HAND_NONE && kind <= HAND_TARGET && value >= 0 && value <= most;
}

/* What goes with a line that is gone is gone, too; it never stands before it. */
static bool has_parent(const struct line *lines, int n, const struct line *l)
{
	if (!(l->flags & LINE_LINKED))
		return true;
	for (int i = 0; i < n; i++)
		if (lines[i].line_no == l->parent_line)
			return true;
	return false;
}

static enum err load_coupons(struct shop *sh, struct open_basket *ob)
{
	struct coupon_row *list;
	int n = 0;
	enum err e = basket_coupons(sh->db, &ob->texts, ob->row.id, &list, &n);

	if (e == OK && n > BASKET_COUPONS_MAX)
		return ERR_CORRUPT;
	if (e == OK && n)
		memcpy(ob->coupons, list, (size_t)n * sizeof *list);
	ob->coupon_count = e == OK ? n : 0;
	return e;
}

static enum err load_lines(struct shop *sh, struct open_basket *ob)
{
	struct arena *a = &ob->texts;
	struct line *lines;
	int n, kept = 0;
	enum err e = basket_lines(sh->db, a, ob->row.id, &lines, &n);

	for (int i = 0; e == OK && i < n; i++) {
		const struct tax_rate *tax = shop_tax_rate(sh, lines[i].tax_rate_id);

		lines[i].tax_bp = tax ? tax->rate_bp : 0;
		if (lines[i].flags & LINE_EMPTY)
			e = figure_empty(&lines[i]);
		else if (lines[i].flags & LINE_RETURN)
			e = figure_return(sh, a, &lines[i]);
		if (e == OK && !(line_in_range(&lines[i]) && hand_in_range(
			lines[i].discount_kind, lines[i].discount_value)))
			e = ERR_CORRUPT;
		if (e == ERR_STALE)
			e = OK;
		else if (has_parent(lines, kept, &lines[i]))
			lines[kept++] = lines[i];
	}
	if (e == OK && !(hand_in_range((int)ob->row.discount_kind, ob->row.discount_value)
		&& hand_in_range(HAND_PERCENT, ob->row.buyer_bp)))
		e = ERR_CORRUPT;
	if (e != OK)
		return e;
	ob->now = (struct basket){ .id = ob->row.id, .lines = lines, .line_count = kept,
		.bill_discount_kind = ob->row.discount_kind, .bill_discount_value = ob->row.discount_value,
		.staff_discount_bp = ob->row.buyer_bp, .seller_id = ob->row.seller_staff_id };
	e = load_coupons(sh, ob);
	if (e == OK)
		e = sell_offers(sh, ob, &ob->row, &ob->now.offers);
	return e == OK ? basket_price(&ob->now, &ob->lines[ob->current]) : e;
}

enum err sell_read(struct shop *sh, struct open_basket *ob, const struct basket_row *row)
{
	enum err e;

	sell_release(ob);
	ob->row = *row;
	ob->row.note = arena_strdup(&ob->texts, row->note);
	ob->row.customer = arena_strdup(&ob->texts, row->customer);
	ob->age_stored = row->age_seen;
	ob->stored = true;
	e = load_lines(sh, ob);
	if (e == OK)
		e = basket_tenders(sh->db, &ob->texts, row->id, ob->payments, &ob->payment_count);
	for (int i = 0; e == OK && i < ob->payment_count; i++) {
		const struct tender *t = shop_tender(sh, ob->payments[i].tender_id);

		if (!t)
			return ERR_CORRUPT;
		ob->payments[i].kind = t->kind;
		if (t->kind == TENDER_CARD || t->kind == TENDER_QR)
			ob->payments[i].change_minor = ob->payments[i].given_minor - ob->payments[i].amount_minor;
	}
	return e;
}

/* The basket that is open stays when the store fails in the middle. */
static enum err read_whole(struct shop *sh, struct open_basket *ob, const struct basket_row *row)
{
	struct open_basket fresh = { 0 };
	enum err e = sell_read(sh, &fresh, row);

	if (e != OK) {
		sell_release(&fresh);
		return e;
	}
	sell_release(ob);
	*ob = fresh;
	return OK;
}

enum err sell_load(struct shop *sh, struct open_basket *ob)
{
	struct arena a = ARENA_INIT;
	struct basket_row row;
	enum err e = basket_open_of(sh->db, &a, sh->terminal_id, sh->staff.id, &row);

	if (e == OK)
		e = read_whole(sh, ob, &row);
	else if (e == ERR_NOTFOUND) {
		sell_begin(sh, ob);
		e = OK;
	}
	arena_release(&a);
	return e;
}

/* --- one change ------------------------------------------------------------------------------ */

struct basket *sell_draft(struct open_basket *ob)
{
	return sell_draft_for(ob, 1);
}

struct basket *sell_draft_for(struct open_basket *ob, int n)
{
	struct arena *a = &ob->lines[!ob->current];
	struct basket *draft;

	arena_clear(a);
	draft = arena_new(a, struct basket);
	*draft = ob->now;
	draft->lines = arena_array(a, (size_t)ob->now.line_count + (size_t)n + 1, sizeof *draft->lines);
	if (ob->now.line_count)
		memcpy(draft->lines, ob->now.lines, (size_t)ob->now.line_count * sizeof *draft->lines);
	ob->draft = draft;
	return draft;
}

struct change {
	struct open_basket *ob;
	int put_line, drop_line;     /* line numbers; 0 none; the same: its row is made anew */
	int put_newest;              /* so many lines at the end of the draft */
	int put_child, drop_child;   /* what goes with them; 0 none */
	const struct sell_why *why;  /* of goods that come back with these lines; NULL: none do */
	bool ask_again;              /* reason and approval of the return were of other goods */
	struct basket_row *discount; /* what was approved is filled in when it is known */
	const struct basket_row *member; /* who buys from now on: prices are his */
	const struct sell_act *act;
	const struct fix_sale *fix;
	const struct order_row *order;
};

/* Who buys, and the lines that cost him something else than the one before. */
static enum err put_member(struct shop *sh, const struct change *c)
{
	const struct open_basket *ob = c->ob;
	enum err e = basket_member_set(sh->db, c->member);

	for (int i = 0; e == OK && i < ob->draft->line_count; i++) {
		const struct line *l = &ob->draft->lines[i], *was = &ob->now.lines[i];

		if (l->price_minor != was->price_minor || l->price_source != was->price_source)
			e = basket_line_put(sh->db, ob->row.id, l);
	}
	return e;
}

static enum err change_body(struct shop *sh, void *arg)
{
	struct change *c = arg;
	struct open_basket *ob = c->ob;
	enum err e = OK;

	if (!ob->stored)
		e = basket_insert(sh->db, &ob->row);
	for (int i = 0; e == OK && !ob->stored && i < ob->coupon_count; i++)
		e = basket_coupon_put(sh->db, ob->row.id, ob->coupons[i].id);
	if (e == OK && c->drop_line)
		e = basket_line_delete(sh->db, ob->row.id, c->drop_line);
	if (e == OK && c->put_line)
		e = basket_line_put(sh->db, ob->row.id, basket_line(c->ob->draft, c->put_line));
	if (e == OK && c->drop_child)
		e = basket_line_delete(sh->db, ob->row.id, c->drop_child);
	if (e == OK && c->put_child)
		e = basket_line_put(sh->db, ob->row.id, basket_line(c->ob->draft, c->put_child));
	for (int i = ob->draft->line_count - c->put_newest; e == OK && i < ob->draft->line_count; i++)
		e = basket_line_put(sh->db, ob->row.id, &ob->draft->lines[i]);
	if (e == OK && ob->row.age_seen > ob->age_stored)
		e = basket_age_set(sh->db, ob->row.id, ob->row.age_seen);
	if (e == OK && ob->draft->line_count == 0)
		e = basket_delete(sh->db, ob->row.id, sh->terminal_id);
	if (e == OK && c->discount)
		e = basket_discount_set(sh->db, c->discount);
	if (e == OK && c->member)
		e = put_member(sh, c);
	if (e == OK && (c->ask_again || c->why))
		e = basket_return_set(sh->db, ob->row.id, c->why ? c->why->approver_id : 0,
			c->why ? c->why->reason_id : 0);
	if (e == OK && c->act)
		e = post_act(sh, c->act->shift_id, c->act->measure, c->act->amount_minor, &c->act->row);
	if (e == OK && c->fix)
		e = fix_sold(sh->db, c->fix->id, c->fix->department_id, c->fix->price_minor);
	if (e == OK && c->order)
		e = order_put(sh->db, c->order);
	return e;
}

/* Of a deposit there is as much as of what it is charged with: one a piece, one a weighed line. Its number; 0: nothing
 * goes with the line. */
static int follow(struct basket *draft, const struct line *l)
{
	struct line *child = basket_child(draft, l->line_no);

	if (!child)
		return 0;
	if (!(l->flags & LINE_RETURN))
		child->qty_milli = deposit_qty(l);
	return child->line_no;
}

static enum err change(struct shop *sh, struct change *c)
{
	struct open_basket *ob = c->ob;
	const struct line *l = c->put_line ? basket_line(ob->draft, c->put_line) :
		c->drop_line ? basket_line(&ob->now, c->drop_line) : NULL;
	enum err e;

	if (c->put_line)
		c->put_child = follow(ob->draft, basket_line(ob->draft, c->put_line));
	if (c->put_child && basket_line(ob->draft, c->put_child)->qty_milli > QTY_MAX)
		return ERR_REFUSED;
	e = basket_price(c->ob->draft, &ob->lines[!ob->current]);

	if (c->discount)
		c->discount->discount_approved_minor = c->discount->discount_approver_id ? discounts_sum(
			ob->draft->discounts, ob->draft->discount_count, 0, STAGE_BILL_HAND) : 0;
	c->ask_again = (ob->row.reason_id || ob->row.approver_id) && ((l && (l->flags & LINE_RETURN)) || c->put_newest);
	if (e == OK)
		e = shop_tx(sh, change_body, c);
	if (e != OK) {
		ob->row.age_seen = ob->age_stored;
		return e;
	}
	ob->age_stored = ob->row.age_seen;
	if (c->ask_again)
		ob->row.approver_id = ob->row.reason_id = 0;
	if (c->why) {
		ob->row.approver_id = c->why->approver_id;
		ob->row.reason_id = c->why->reason_id;
	}
	ob->stored = true;
	ob->now = *c->ob->draft;
	ob->current = !ob->current;
	return OK;
}

static void keep_texts(struct open_basket *ob, struct line *l)
{
	l->code = arena_strdup(&ob->texts, l->code);
	l->name = arena_strdup(&ob->texts, l->name);
	l->unit = arena_strdup(&ob->texts, l->unit);
	l->note = l->note ? arena_strdup(&ob->texts, l->note) : NULL;
}

enum err sell_with(struct open_basket *ob, const struct line *l, struct basket *was)
{
	struct basket *draft = sell_draft(ob);
	enum err e;

	draft->lines[draft->line_count] = *l;
	keep_texts(ob, &draft->lines[draft->line_count++]);
	if ((e = basket_price(draft, &ob->lines[!ob->current])) != OK)
		return e;
	*was = ob->now;
	ob->now = *draft;
	ob->current = !ob->current;
	return OK;
}

void sell_without(struct open_basket *ob, const struct basket *was)
{
	ob->now = *was;
	ob->current = !ob->current;
}

/* What is new in the basket is credited to whom the basket is. */
static void credit(const struct open_basket *ob, struct line *l)
{
	if (line_credited(l))
		line_credit(l, ob->row.seller_staff_id);
}

enum err sell_put_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act,
	const struct fix_sale *fix)
{
	struct change c = { .ob = ob, .put_line = line_no, .act = act, .fix = fix };

	const struct line *was = basket_line(&ob->now, line_no), *child_was = basket_child(&ob->now, line_no);
	struct line *l = basket_line(ob->draft, line_no), *child = basket_child(ob->draft, line_no);

	if (child && !basket_line(&ob->now, child->line_no))
		keep_texts(ob, child);
	if (child_was && !child)
		c.drop_child = child_was->line_no;
	/* A line figured anew brings texts along, which live no longer than what it was made from. */
	if (!was || l->code != was->code || l->name != was->name || l->unit != was->unit ||
		l->note != was->note)
		keep_texts(ob, l);
	if (!was)
		credit(ob, l);
	return change(sh, &c);
}

enum err sell_put_order(struct shop *sh, struct open_basket *ob, int line_no, const struct order_row *order)
{
	struct change c = { .ob = ob, .put_line = line_no, .order = order };

	keep_texts(ob, basket_line(ob->draft, line_no));
	return change(sh, &c);
}

enum err sell_put_lines(struct shop *sh, struct open_basket *ob, int n, const struct sell_why *why,
	const struct sell_act *act)
{
	struct change c = { .ob = ob, .put_newest = n, .why = why, .act = act };

	for (int i = ob->draft->line_count - n; i < ob->draft->line_count; i++) {
		keep_texts(ob, &ob->draft->lines[i]);
		credit(ob, &ob->draft->lines[i]);
	}
	return change(sh, &c);
}

enum err sell_swap_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act)
{
	const struct line *was = basket_child(&ob->now, line_no);
	struct line *child = basket_child(ob->draft, line_no), *l = basket_line(ob->draft, line_no);
	struct change c = { .ob = ob, .put_line = line_no, .drop_line = line_no, .act = act,
		.drop_child = was ? was->line_no : 0 };

	if (child)
		keep_texts(ob, child);
	keep_texts(ob, l);
	if (line_credited(l))
		line_credit(l, basket_line(&ob->now, line_no)->seller_id);
	return change(sh, &c);
}

enum err sell_drop_line(struct shop *sh, struct open_basket *ob, int line_no, const struct sell_act *act)
{
	const struct line *child = basket_child(&ob->now, line_no);
	struct change c = { .ob = ob, .drop_line = line_no, .drop_child = child ? child->line_no : 0, .act = act };
	enum err e;

	basket_take_out(ob->draft, basket_line(ob->draft, line_no));
	if (child)
		basket_take_out(ob->draft, basket_line(ob->draft, c.drop_child));
	e = change(sh, &c);
	if (e == OK && ob->now.line_count == 0)
		sell_begin(sh, ob);
	return e;
}

enum err sell_bill_discount(struct shop *sh, struct open_basket *ob, const struct basket_row *row,
	const struct sell_act *act)
{
	struct basket_row put = *row;
	struct change c = { .ob = ob, .discount = &put, .act = act };
	enum err e;

	ob->draft->bill_discount_kind = row->discount_kind;
	ob->draft->bill_discount_value = row->discount_value;
	ob->draft->staff_discount_bp = row->buyer_bp;
	e = sell_offers(sh, ob, row, &ob->draft->offers);
	if (e == OK)
		e = change(sh, &c);
	if (e == OK)
		ob->row = put;
	return e;
}

enum err sell_member(struct shop *sh, struct open_basket *ob, int64_t member_id, const struct basket_level *level)
{
	struct basket *draft = sell_draft(ob);
	struct basket_row put = ob->row;
	struct change c = { .ob = ob, .member = &put };
	enum err e = OK;

	put.member_id = member_id;
	put.level = *level;
	e = sell_offers(sh, ob, &put, &draft->offers);
	for (int i = 0; e == OK && i < draft->line_count; i++)
		e = sell_line_price(sh, &put, &draft->lines[i]);
	if (e == OK && ob->stored)
		e = change(sh, &c);
	if (e != OK)
		return e;
	ob->now.offers = draft->offers;
	ob->row = put;
	return OK;
}

/* --- coupons --------------------------------------------------------------------------------- */

struct coupon_change { const struct open_basket *ob; int64_t put_id, drop_id; bool drop; };

static enum err coupon_body(struct shop *sh, void *arg)
{
	const struct coupon_change *c = arg;

	return c->drop ? basket_coupon_drop(sh->db, c->ob->row.id, c->drop_id)
		: basket_coupon_put(sh->db, c->ob->row.id, c->put_id);
}

/* The draft with the coupons that the basket has now. */
static enum err change_coupons(struct shop *sh, struct open_basket *ob, struct coupon_change *c)
{
	struct basket *draft = sell_draft(ob);
	enum err e = sell_offers(sh, ob, &ob->row, &draft->offers);

	if (e == OK)
		e = basket_price(draft, &ob->lines[!ob->current]);
	if (e == OK && ob->stored)
		e = shop_tx(sh, coupon_body, c);
	if (e != OK)
		return e;
	ob->now = *draft;
	ob->current = !ob->current;
	return OK;
}

enum err sell_put_coupon(struct shop *sh, struct open_basket *ob, const struct coupon_row *row)
{
	struct coupon_change c = { .ob = ob, .put_id = row->id };
	struct coupon_row keep = *row;
	enum err e;

	if (ob->coupon_count == BASKET_COUPONS_MAX)
		return ERR_REFUSED;
	keep.code = arena_strdup(&ob->texts, row->code);
	keep.kind = arena_strdup(&ob->texts, row->kind);
	keep.kind_en = arena_strdup(&ob->texts, row->kind_en);
	ob->coupons[ob->coupon_count++] = keep;
	e = change_coupons(sh, ob, &c);
	ob->coupon_count -= e != OK;
	return e;
}

enum err sell_drop_coupon(struct shop *sh, struct open_basket *ob, int i)
{
	struct coupon_row was[BASKET_COUPONS_MAX];
	struct coupon_change c = { .ob = ob, .drop = true, .drop_id = i < 0 ? 0 : ob->coupons[i].id };
	int count = ob->coupon_count;
	enum err e;

	memcpy(was, ob->coupons, sizeof was);
	if (i >= 0)
		memmove(&ob->coupons[i], &ob->coupons[i + 1], (size_t)(count - i - 1) * sizeof *ob->coupons);
	ob->coupon_count = i < 0 ? 0 : count - 1;
	e = change_coupons(sh, ob, &c);
	if (e != OK) {
		memcpy(ob->coupons, was, sizeof was);
		ob->coupon_count = count;
	}
	return e;
}

/* --- payments, reasons ----------------------------------------------------------------------- */

struct pay_change {
	struct open_basket *ob;
	const struct payment *add;
	int drop_n;
	const struct audit_row *row; /* of a dropped one */
	const struct intent_row *intent;
	int64_t approver_id, reason_id;
};

/* What a provider took goes back to it. */
static enum err drop_audited(struct shop *sh, const struct pay_change *c)
{
	struct audit_row rows[2] = { *c->row };
	struct arena a = ARENA_INIT;
	enum err e = OK;

	if (c->intent) {
		e = intent_reopen(sh->db, c->intent->id, sh->tx_at_ms);
		if (e == OK)
			e = payback_reverse(sh, &a, c->intent, 0, &rows[1]);
	}
	if (e == OK)
		e = audit_in_tx(sh, rows, c->intent ? 2 : 1);
	arena_release(&a);
	return e;
}

static enum err pay_body(struct shop *sh, void *arg)
{
	struct pay_change *c = arg;

	if (c->add)
		return basket_tender_put(sh->db, c->ob->row.id, c->add, sh->tx_at_ms);
	if (c->drop_n) {
		enum err e = basket_tender_delete(sh->db, c->ob->row.id, c->drop_n);

		return e == OK ? drop_audited(sh, c) : e;
	}
	return basket_return_set(sh->db, c->ob->row.id, c->approver_id, c->reason_id);
}

enum err sell_return_reason(struct shop *sh, struct open_basket *ob, int64_t approver_id, int64_t reason_id)
{
	struct pay_change c = { .ob = ob, .approver_id = approver_id, .reason_id = reason_id };
	enum err e = shop_tx(sh, pay_body, &c);

	if (e == OK) {
		ob->row.approver_id = approver_id;
		ob->row.reason_id = reason_id;
	}
	return e;
}

static enum err age_body(struct shop *sh, void *arg)
{
	const struct open_basket *ob = arg;

	return basket_age_set(sh->db, ob->row.id, ob->row.age_seen);
}

enum err sell_age(struct shop *sh, struct open_basket *ob, int64_t age)
{
	enum err e;

	ob->row.age_seen = age;
	e = shop_tx(sh, age_body, ob);
	if (e == OK)
		ob->age_stored = age;
	else
		ob->row.age_seen = ob->age_stored;
	return e;
}

enum err sell_add_payment(struct shop *sh, struct open_basket *ob, const struct payment *p)
{
	struct payment keep = *p;
	struct pay_change c = { .ob = ob, .add = &keep };
	enum err e;

	if (ob->payment_count == PAYMENTS_MAX)
		return ERR_REFUSED;
	keep.n = ob->payment_count ? ob->payments[ob->payment_count - 1].n + 1 : 1;
	keep.reference = arena_strdup(&ob->texts, p->reference);
	e = shop_tx(sh, pay_body, &c);
	if (e == OK)
		ob->payments[ob->payment_count++] = keep;
	return e;
}

enum err sell_drop_payment(struct shop *sh, struct open_basket *ob, int index, const struct audit_row *row,
	const struct intent_row *intent)
{
	struct pay_change c = { .ob = ob, .drop_n = ob->payments[index].n, .row = row, .intent = intent };
	enum err e = shop_tx(sh, pay_body, &c);

	if (e == OK)
		memmove(&ob->payments[index], &ob->payments[index + 1],
			(size_t)(--ob->payment_count - index) * sizeof *ob->payments);
	return e;
}

/* --- notes ------------------------------------------------------------------------------------- */

struct texts { int64_t id; const char *note, *customer; };

static enum err texts_body(struct shop *sh, void *arg)
{
	const struct texts *t = arg;

	return basket_texts_set(sh->db, t->id, t->note, t->customer);
}

enum err sell_texts(struct shop *sh, struct open_basket *ob, const char *note, const char *customer)
{
	struct texts t = { ob->row.id, note, customer };
	enum err e = ob->stored ? shop_tx(sh, texts_body, &t) : OK;

	if (e == OK) {
		ob->row.note = arena_strdup(&ob->texts, note);
		ob->row.customer = arena_strdup(&ob->texts, customer);
	}
	return e;
}

/* --- who is credited ------------------------------------------------------------------------------ */

struct crediting { int64_t basket_id, staff_id; int line_no; };

static enum err seller_body(struct shop *sh, void *arg)
{
	const struct crediting *c = arg;

	return c->line_no ? basket_line_seller_set(sh->db, c->basket_id, c->line_no, c->staff_id)
		: basket_seller_set(sh->db, c->basket_id, c->staff_id);
}

enum err sell_seller(struct shop *sh, struct open_basket *ob, int line_no, int64_t staff_id)
{
	struct crediting c = { ob->row.id, staff_id, line_no };
	enum err e = ob->stored ? shop_tx(sh, seller_body, &c) : OK;

	if (e != OK)
		return e;
	if (!line_no)
		ob->row.seller_staff_id = ob->now.seller_id = staff_id;
	for (int i = 0; i < ob->now.line_count; i++) {
		struct line *l = &ob->now.lines[i];

		if (line_no ? l->line_no == line_no : staff_id && !l->seller_id && line_credited(l))
			line_credit(l, staff_id);
	}
	return OK;
}

/* --- hold, recall, cancel -------------------------------------------------------------------- */

struct move { struct open_basket *ob; int64_t id, held_no; const struct holding *how; const struct sell_act *act; };

/* Where a held one goes from here, on record. */
static enum err place_held(struct shop *sh, int64_t id, const struct holding *how)
{
	enum err e = OK;

	if (how->to_terminal_id)
		e = basket_send(sh->db, id, how->to_terminal_id, sh->terminal_id);
	if (e == OK && how->deferred_shift_id)
		e = basket_defer(sh->db, id, how->deferred_shift_id);
	if (e == OK && how->act)
		e = audit_in_tx(sh, &how->act->row, 1);
	return e;
}

static enum err hold_body(struct shop *sh, void *arg)
{
	struct move *m = arg;
	struct arena a = ARENA_INIT;
	enum err e = basket_hold(sh->db, &a, m->ob->row.id, m->how->note, sh->tx_at_ms, &m->held_no);

	if (e == OK)
		e = place_held(sh, m->ob->row.id, m->how);
	arena_release(&a);
	return e;
}

enum err sell_hold(struct shop *sh, struct open_basket *ob, const struct holding *how, int64_t *held_no)
{
	struct move m = { .ob = ob, .how = how };
	enum err e = shop_tx(sh, hold_body, &m);

	if (e == OK) {
		*held_no = m.held_no;
		sell_begin(sh, ob);
	}
	return e;
}

static enum err move_held_body(struct shop *sh, void *arg)
{
	const struct move *m = arg;

	return place_held(sh, m->id, m->how);
}

enum err sell_move_held(struct shop *sh, int64_t id, const struct holding *how)
{
	struct move m = { .id = id, .how = how };

	return shop_tx(sh, move_held_body, &m);
}

/* What `giver` put up and `approver` approved, sold by somebody else: who then stands beside the seller. */
static int64_t second_person(int64_t seller_id, int64_t giver_id, int64_t approver_id)
{
	if (!approver_id)
		return giver_id;
	return approver_id == seller_id ? 0 : approver_id;
}

bool sell_take_over_line(struct line *l, int64_t seller_id, int64_t giver_id)
{
	if (seller_id == giver_id || (l->price_source != PRICE_OVERRIDE && !l->discount_kind))
		return false;
	l->approver_id = second_person(seller_id, giver_id, l->approver_id);
	return true;
}

/* Prices and discounts by hand keep the one who gave them, and nobody stands there as his own second person. */
static enum err take_over(struct shop *sh, struct arena *a, const struct basket_row *row)
{
	struct basket_row bill = *row;
	struct line *lines;
	int n = 0;
	enum err e = basket_lines(sh->db, a, row->id, &lines, &n);

	for (int i = 0; e == OK && i < n; i++)
		if (sell_take_over_line(&lines[i], sh->staff.id, row->staff_id))
			e = basket_line_put(sh->db, row->id, &lines[i]);
	bill.discount_approver_id = second_person(sh->staff.id, row->staff_id, row->discount_approver_id);
	if (e == OK && row->discount_kind)
		e = basket_discount_set(sh->db, &bill);
	return e;
}

static enum err recall_body(struct shop *sh, void *arg)
{
	const struct move *m = arg;
	struct arena a = ARENA_INIT;
	struct basket_row row;
	enum err e = basket_get(sh->db, &a, m->id, &row);

	if (e == OK)
		e = basket_recall(sh->db, m->id, sh->terminal_id, sh->staff.id);
	/* Who pays out says why, within his own limit or with his own second person. */
	if (e == OK && (row.reason_id || row.approver_id))
		e = basket_return_set(sh->db, m->id, 0, 0);
	if (e == OK && row.staff_id != sh->staff.id)
		e = take_over(sh, &a, &row);
	if (e == OK && m->act)
		e = audit_in_tx(sh, &m->act->row, 1);
	arena_release(&a);
	return e == ERR_NOTFOUND ? ERR_STALE : e;
}

enum err sell_recall(struct shop *sh, struct open_basket *ob, int64_t id, const struct sell_act *act)
{
	struct move m = { .ob = ob, .id = id, .act = act };
	enum err e = shop_tx(sh, recall_body, &m);

	return e == OK ? sell_load(sh, ob) : e;
}

static enum err cancel_body(struct shop *sh, void *arg)
{
	const struct move *m = arg;
	enum err e = basket_delete(sh->db, m->ob->row.id, sh->terminal_id);

	if (e == OK)
		e = post_act(sh, m->act->shift_id, m->act->measure, m->act->amount_minor, &m->act->row);
	return e;
}

enum err sell_cancel(struct shop *sh, struct open_basket *ob, const struct sell_act *act)
{
	struct move m = { .ob = ob, .act = act };
	enum err e = ob->stored ? shop_tx(sh, cancel_body, &m) : OK;

	if (e == OK)
		sell_begin(sh, ob);
	return e;
}
