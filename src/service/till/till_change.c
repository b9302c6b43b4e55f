/* till_change.c - changes of lines that stand in the basket: quantity, price, discounts of line and bill, void. What
 * was allowed by hand is looked at again where it weighs more. */
#include <string.h>

#include "base/tr.h"
#include "model/money.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "till_goods_int.h"
#include "till_line_int.h"

/* --- what is off ------------------------------------------------------------------------------- */

/* How far a price set by hand lies below the one on file, in basis points, rounded against the cashier. */
static int64_t price_down_bp(int64_t list_minor, int64_t price_minor)
{
	if (list_minor <= price_minor || list_minor <= 0)
		return 0;
	return mul_div(list_minor - price_minor, 10000, list_minor, ROUND_UP);
}

/* How much of `base` a discount by hand is, in basis points, rounded against the cashier. */
static int64_t discount_bp(int kind, int64_t value, int64_t base_minor)
{
	int64_t off = kind == HAND_AMOUNT ? value : base_minor - value;

	if (kind == HAND_PERCENT)
		return value;
	if (kind == HAND_NONE || off <= 0 || base_minor <= 0)
		return 0;
	return off >= base_minor ? 10000 : mul_div(off, 10000, base_minor, ROUND_UP);
}

/* The same of a line: of what it costs at the price that it has now. */
static int64_t line_discount_bp(const struct line *l)
{
	return discount_bp(l->discount_kind, l->discount_value,
		l->has_fixed_amount ? l->fixed_amount_minor : line_amount(l->price_minor, l->qty_milli));
}

/* A price or discount by hand was allowed for so many; for more of them, or where it takes more off now, it is
 * looked at again. */
static enum err still_allowed(struct call *c, const struct line *was, struct line *l)
{
	enum err e = OK;

	if (l->qty_milli <= was->qty_milli && line_discount_bp(l) <= line_discount_bp(was))
		return OK;
	if (l->price_source == PRICE_OVERRIDE)
		e = need_limit(c, LIMIT_PRICE_DOWN, price_down_bp(l->list_price_minor, l->price_minor));
	if (e == OK)
		e = need_limit(c, LIMIT_DISCOUNT_LINE, line_discount_bp(l));
	if (e == OK && c->approver.id)
		l->approver_id = approved_by(c);
	return e;
}

/* The line of the draft as it is now: what it is told to be, and how the record has it. */
static enum err store_changed(struct call *c, const struct line *l, const char *what, const char *on_record)
{
	int line_no = l->line_no;
	const char *name = arena_strdup(c->a, l->name);
	enum err e = goods_loss(c, name);

	if (e == OK)
		e = stored(c, sell_put_line(c->sh, &c->t->ob, line_no, line_approval(c, l, on_record), NULL));
	if (e != OK)
		return e;
	c->t->last_line_no = line_no;
	return goods_told(c, MSG_LINE_CHANGED, name, what);
}

/* --- quantity ---------------------------------------------------------------------------------- */

enum err line_set_quantity(struct call *c, int line_no, int64_t qty_milli)
{
	struct till *t = c->t;
	struct basket *draft = sell_draft(&t->ob);
	struct line *l = basket_line(draft, line_no);
	enum err e;

	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (l->flags & LINE_LABEL)
		return refuse(c, MSG_QTY_FIXED, NULL, NULL);
	if (l->flags & LINE_LINKED)
		return refuse(c, MSG_DEPOSIT_FOLLOWS, l->name, NULL);
	if (qty_milli <= 0 || qty_milli > QTY_MAX)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	if (!(l->flags & LINE_WEIGHED) && qty_milli % QTY_ONE)
		return refuse(c, MSG_QTY_WHOLE, l->name, NULL);
	if (l->flags & LINE_EMPTY)
		return empties_set_quantity(c, line_no, qty_milli);
	if (l->flags & LINE_RETURN)
		return return_set_quantity(c, line_no, qty_milli);
	c->by_hand = l->flags & LINE_WEIGHED;
	if (c->by_hand && (e = need_permission(c, PERM_WEIGHT_BY_HAND)) != OK)
		return e;
	if (qty_milli > setting_int(c->sh, SET_LARGE_QTY) * QTY_ONE && setting_int(c->sh, SET_LARGE_QTY) &&
		!c->confirmed)
		return ask(c, NEED_CONFIRM, MSG_LARGE_QTY, qty_text(c->a, qty_milli), NULL);
	l->qty_milli = qty_milli;
	if ((e = large_line(c, l)) != OK)
		return e;
	if ((e = still_allowed(c, basket_line(&t->ob.now, line_no), l)) != OK)
		return e;
	return store_changed(c, l, qty_text(c->a, qty_milli), "quantity");
}

enum err act_qty(struct call *c)
{
	int64_t qty;
	enum err e;
	struct line *l;

	if (c->words < 1)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (qty_parse(c->word[0], &qty) != OK)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	l = pick_line(c, &c->t->ob.now, 1, &e);
	return l ? line_set_quantity(c, l->line_no, qty) : e;
}

enum err act_line_void(struct call *c)
{
	struct till *t = c->t;
	struct basket *draft = sell_draft(&t->ob);
	enum err e;
	const struct line *l = pick_line(c, draft, 0, &e);
	struct sell_act act = { .shift_id = t->shift.id, .measure = MEASURE_LINE_VOID,
		.row = { .action = "line-void", .subject_id = t->ob.row.id, .approver_id = approved_by(c) } };
	const char *name;

	if (!l)
		return e;
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (l->flags & LINE_LINKED)
		return refuse(c, MSG_DEPOSIT_FOLLOWS, l->name, NULL);
	name = arena_strdup(c->a, l->name);
	act.amount_minor = act.row.amount_minor = l->paid_minor;
	act.row.detail = arena_printf(c->a, "line %d code %s qty %s", l->line_no, l->code, qty_text(c->a,
		l->qty_milli));
	e = sell_drop_line(c->sh, &t->ob, l->line_no, &act);
	if (e != OK)
		return failed(c, e);
	t->last_line_no = basket_last_line_no(&t->ob.now);
	if ((e = till_count_left(t)) != OK)
		return failed(c, e);
	return done(c, MSG_LINE_REMOVED, name, NULL);
}

/* --- price ------------------------------------------------------------------------------------- */

enum err price_by_hand(struct call *c, struct line *l, int64_t price_minor, int reason_word)
{
	enum err e;

	if (l->flags & LINE_NO_OVERRIDE)
		return refuse(c, MSG_NO_OVERRIDE, l->name, NULL);
	if ((e = need_permission(c, PERM_PRICE)) != OK)
		return e;
	if ((e = need_reason(c, reason_word, REASON_PRICE)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_PRICE_DOWN, price_down_bp(l->list_price_minor, price_minor))) != OK)
		return e;
	l->price_minor = price_minor;
	l->price_source = PRICE_OVERRIDE;
	/* An amount off weighs more on a smaller price. */
	if ((e = need_limit(c, LIMIT_DISCOUNT_LINE, line_discount_bp(l))) != OK)
		return e;
	l->reason_id = c->reason_id;
	if (c->approver.id || !l->discount_kind)
		l->approver_id = approved_by(c);
	return OK;
}

static enum err bounds_of_line(struct call *c, const struct line *l)
{
	struct article a;
	enum err e = l->article_id ? article_get(c->sh, c->a, l->article_id, &a) : ERR_NOTFOUND;

	if (e == OK)
		return goods_bounds(c, &a, NULL, l);
	return e == ERR_NOTFOUND ? OK : failed(c, e);
}

enum err act_price(struct call *c)
{
	int64_t price;
	struct line *l;
	enum err e;

	if (c->words < 1 || money_parse(c->word[0], &price) != OK)
		return refuse(c, MSG_AMOUNT_BAD, c->arg, NULL);
	l = pick_line(c, sell_draft(&c->t->ob), 1, &e);
	if (!l)
		return e;
	if (c->t->ob.payment_count || (l->flags & (LINE_RETURN | LINE_LABEL)))
		return refuse(c, c->t->ob.payment_count ? MSG_PAYMENT_TAKEN : MSG_NO_OVERRIDE, l->name, NULL);
	if ((e = price_by_hand(c, l, price, 2)) != OK || (e = large_line(c, l)) != OK)
		return e;
	if ((e = bounds_of_line(c, l)) != OK)
		return e;
	return store_changed(c, l, money(c, price), line_price_words(c, l));
}

/* --- discounts --------------------------------------------------------------------------------- */

/* "10" percent, "-5.00" off, "=9.90" shall be. False: cannot be read. "0" takes the discount away. */
static bool read_discount(const char *s, int *kind, int64_t *value)
{
	if (*s == '-' || *s == '=') {
		*kind = *s == '-' ? HAND_AMOUNT : HAND_TARGET;
		if (money_parse(s + 1, value) != OK)
			return false;
		if (*kind == HAND_AMOUNT && *value == 0)
			*kind = HAND_NONE;
		return true;
	}
	*kind = HAND_PERCENT;
	if (percent_parse(s, value) != OK)
		return false;
	if (*value == 0)
		*kind = HAND_NONE;
	return true;
}

/* "-5%", "-5.00", "=9.90": as it was typed, with its sign. */
static const char *discount_words(struct call *c, int kind, const char *typed)
{
	return kind == HAND_PERCENT ? arena_printf(c->a, "-%s%%", typed) : typed;
}

enum err act_discount(struct call *c)
{
	int kind;
	int64_t value;
	struct line *l;
	enum err e;

	if (c->words < 1 || !read_discount(c->word[0], &kind, &value))
		return refuse(c, MSG_DISCOUNT_BAD, NULL, NULL);
	l = pick_line(c, sell_draft(&c->t->ob), 1, &e);
	if (!l)
		return e;
	if (c->t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (l->flags & (LINE_NO_DISCOUNT | LINE_RETURN))
		return refuse(c, MSG_NO_DISCOUNT, l->name, NULL);
	if (kind != HAND_NONE && (e = need_reason(c, 2, REASON_DISCOUNT)) != OK)
		return e;
	l->discount_kind = kind;
	l->discount_value = value;
	if ((e = need_limit(c, LIMIT_DISCOUNT_LINE, line_discount_bp(l))) != OK)
		return e;
	/* Reason and approver of a price set before stay, unless this act has its own. */
	if (kind != HAND_NONE || l->price_source != PRICE_OVERRIDE)
		l->reason_id = kind == HAND_NONE ? 0 : c->reason_id;
	if (c->approver.id || l->price_source != PRICE_OVERRIDE)
		l->approver_id = approved_by(c);
	return store_changed(c, l, discount_words(c, kind, c->word[0]),
		arena_printf(c->a, "discount %s", c->word[0]));
}

static int64_t without_bill_discount(const struct basket *b)
{
	return b->due_minor + discounts_sum(b->discounts, b->discount_count, 0, STAGE_BILL_HAND);
}

/* Of the goods alone: nothing comes off a deposit. */
static int64_t bill_discount_bp(const struct basket *b, const struct basket_row *row)
{
	int64_t deposits = basket_deposits(b), base = without_bill_discount(b) - deposits, value = row->discount_value;

	if (row->discount_kind == HAND_TARGET)
		value = value > deposits ? value - deposits : 0;
	return discount_bp(row->discount_kind, value, base);
}

/* Stores the discount on the bill; that it was approved goes on record with it. */
static enum err put_bill_discount(struct call *c, struct basket_row *row)
{
	struct till *t = c->t;
	const struct sell_act act = { .row = { .action = "approval", .subject_id = row->id,
		.approver_id = c->approver.id, .reason_id = row->discount_reason_id, .detail = arena_printf(c->a,
		"bill-discount of %s", money(c, without_bill_discount(&t->ob.now))) } };
	enum err e;

	row->discount_approver_id = approved_by(c);
	sell_draft(&t->ob);
	e = sell_bill_discount(c->sh, &t->ob, row, c->approver.id ? &act : NULL);
	return e == OK ? OK : failed(c, e);
}

enum err bill_discount_allowed(struct call *c)
{
	const struct open_basket *ob = &c->t->ob;
	int64_t all = without_bill_discount(&ob->now);
	struct basket_row row = ob->row;
	enum err e;

	if (row.discount_approver_id && all - ob->now.due_minor <= row.discount_approved_minor)
		return OK;
	e = need_limit(c, LIMIT_DISCOUNT_BILL, bill_discount_bp(&ob->now, &row));
	if (e == OK)
		e = goods_bill_loss(c, &row);
	return e != OK || !c->approver.id || !row.discount_kind ? e : put_bill_discount(c, &row);
}

enum err act_bill_discount(struct call *c)
{
	struct till *t = c->t;
	struct basket_row row = t->ob.row;
	enum err e;

	if (c->words < 1 || !read_discount(c->word[0], &row.discount_kind, &row.discount_value))
		return refuse(c, MSG_DISCOUNT_BAD, NULL, NULL);
	if (t->ob.now.line_count == 0)
		return refuse(c, MSG_BASKET_EMPTY, NULL, NULL);
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (row.discount_kind != HAND_NONE && (e = need_reason(c, 1, REASON_DISCOUNT)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_DISCOUNT_BILL, bill_discount_bp(&t->ob.now, &row))) != OK)
		return e;
	if ((e = goods_bill_loss(c, &row)) != OK)
		return e;
	row.discount_reason_id = c->reason_id;
	e = put_bill_discount(c, &row);
	return e == OK ? goods_told(c, MSG_LINE_CHANGED, _(action_table[c->act].words),
		discount_words(c, row.discount_kind, c->word[0])) : e;
}
