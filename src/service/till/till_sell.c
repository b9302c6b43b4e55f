/* till_sell.c - acts on the basket: entry line, scans, lines, discounts, departments, hold, recall, cancel. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/entry.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "till_goods_int.h"

/* --- finding what a code means ------------------------------------------------------------------ */

static bool all_digits(const char *s)
{
	return *s && strspn(s, "0123456789") == strlen(s);
}

/* A code of a label scale whose item is on file; the printed figures come with it. */
static bool find_scale(struct shop *sh, struct arena *a, const char *code, struct scale_code *sc,
	struct article *out)
{
	return all_digits(code) && scale_code_read(sh->scale_patterns, sh->scale_pattern_count, code, sc) &&
		article_by_key(sh, a, code_key(CODE_SCALE, sc->item), out) == OK;
}

/* A code of fields: its GTIN is looked up, and a weight or an amount in it is as if a label scale had printed it. */
static bool read_fields(struct shop *sh, const char *code, struct gs1 *g, struct scale_code *sc)
{
	if (!gs1_read(code, shop_business_day(sh), g))
		return false;
	*sc = (struct scale_code){ .has_amount = g->has_amount && g->amount_minor > 0,
		.has_qty = g->has_weight && g->weight_milli > 0, .amount_minor = g->amount_minor,
		.qty_milli = g->weight_milli };
	return true;
}

/* What a code means: the article, and what it says beside. */
static enum err find_code(struct shop *sh, struct arena *a, const char *code, struct adding *add)
{
	enum err e;

	if (read_fields(sh, code, &add->gs1, &add->scale)) {
		e = article_find(sh, a, add->gs1.gtin, &add->article);
		if (e == ERR_NOTFOUND && *code == '0' && article_find(sh, a, code, &add->article) == OK) {
			add->gs1 = (struct gs1){ .gtin = "" }; /* an own code that only looks like fields */
			return OK;
		}
		add->has_scale = e == OK && (add->article.flags & ARTICLE_WEIGHED) != 0 &&
			(add->scale.has_amount || add->scale.has_qty);
		return e;
	}
	add->has_scale = find_scale(sh, a, code, &add->scale, &add->article);
	return add->has_scale ? OK : article_find(sh, a, code, &add->article);
}

enum err till_article(struct shop *sh, struct arena *a, const char *code, struct article *out)
{
	struct scale_code sc;
	struct gs1 g;

	if (read_fields(sh, code, &g, &sc))
		return article_find(sh, a, g.gtin, out);
	if (find_scale(sh, a, code, &sc, out))
		return OK;
	return article_find(sh, a, code, out);
}

/* --- one more line ------------------------------------------------------------------------------ */

/* The price of what the code names; -1 none on file. A pack dearer than any amount comes out dearer than
 * any amount, so that no basket takes it. */
static int64_t file_price(const struct article *a)
{
	if (a->pack_price_minor >= 0)
		return a->pack_price_minor;
	if ((__int128)a->price_minor * a->pack_milli > (__int128)MONEY_MAX * QTY_ONE)
		return MONEY_MAX + 1;
	return a->price_minor < 0 ? -1 : mul_div(a->price_minor, a->pack_milli, QTY_ONE, ROUND_HALF_AWAY);
}

static unsigned line_flags(struct shop *sh, const struct article *a)
{
	const struct tax_rate *tax = shop_tax_rate(sh, a->tax_rate_id);
	unsigned flags = 0;

	if (a->flags & ARTICLE_WEIGHED)
		flags |= LINE_WEIGHED;
	if (a->flags & ARTICLE_NO_DISCOUNT)
		flags |= LINE_NO_DISCOUNT;
	if (a->flags & ARTICLE_NO_POINTS)
		flags |= LINE_NO_POINTS;
	if (a->flags & ARTICLE_NO_OVERRIDE)
		flags |= LINE_NO_OVERRIDE;
	if (tax && !tax->included)
		flags |= LINE_TAX_EXCLUDED;
	return flags;
}

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

/* What a second person approved goes on record with the change itself: the line keeps only the last one. So does a
 * weight that no scale told. */
static const struct sell_act *approval(struct call *c, const struct line *l, const char *what)
{
	struct sell_act *act;

	if (!c->approver.id && !c->by_hand)
		return NULL;
	act = arena_new(c->a, struct sell_act);
	*act = (struct sell_act){ .row = { .action = c->by_hand ? "weight-by-hand" : "approval",
		.subject_id = c->t->ob.row.id, .approver_id = c->approver.id, .reason_id = c->reason_id,
		.detail = arena_printf(c->a, "%s code %s qty %s", what, l->code, qty_text(c->a, l->qty_milli)) } };
	return act;
}

static const char *price_words(struct call *c, const struct line *l)
{
	return arena_printf(c->a, "price %s", money(c, l->price_minor));
}

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

static enum err line_price(struct call *c, const struct adding *add, struct line *l)
{
	const struct article *a = &add->article;
	int64_t price = file_price(a), typed = add->price_minor >= 0 ? add->price_minor : c->price_minor;

	l->list_price_minor = l->price_minor = price;
	l->price_source = a->window_id ? PRICE_WINDOW : a->pack_milli != QTY_ONE ? PRICE_PACK
		: a->price_level ? PRICE_LEVEL : PRICE_REGULAR;
	if ((a->flags & ARTICLE_OPEN_PRICE) || price < 0) {
		if (typed < 0 && add->has_scale && add->scale.has_amount)
			typed = 0;
		if (typed < 0 && !(a->flags & ARTICLE_OPEN_PRICE))
			return refuse(c, MSG_NO_PRICE, a->name, NULL);
		if (typed < 0)
			return ask(c, NEED_PRICE, MSG_NEEDS_PRICE, a->name, NULL);
		l->list_price_minor = l->price_minor = typed;
		l->price_source = PRICE_TYPED;
		return OK;
	}
	if (typed >= 0 && typed != price)
		return price_by_hand(c, l, typed, CALL_WORDS_MAX);
	return OK;
}

/* A label's amount is the price; its quantity is for stock only. */
static void line_of_label(const struct adding *add, struct line *l)
{
	const struct scale_code *sc = &add->scale;

	l->flags |= LINE_LABEL;
	l->qty_milli = sc->has_qty ? sc->qty_milli : QTY_ONE;
	if (!sc->has_amount)
		return;
	l->has_fixed_amount = true;
	l->fixed_amount_minor = sc->amount_minor;
	l->price_source = PRICE_LABEL;
	if (!sc->has_qty && l->price_minor > 0)
		l->qty_milli = mul_div(sc->amount_minor, QTY_ONE, l->price_minor, ROUND_HALF_AWAY);
	if (l->qty_milli <= 0)
		l->qty_milli = QTY_ONE;
}

/* Why the scale's weight cannot be taken now. */
static const enum message scale_refusals[WEIGH_STATES] = {
	[WEIGH_ABSENT] = MSG_NEEDS_WEIGHT, [WEIGH_SILENT] = MSG_SCALE_SILENT, [WEIGH_EMPTY] = MSG_SCALE_EMPTY,
	[WEIGH_MOVING] = MSG_SCALE_MOVING, [WEIGH_BELOW_ZERO] = MSG_SCALE_BELOW_ZERO,
	[WEIGH_OVERLOAD] = MSG_SCALE_OVERLOAD,
};

/* Asks for the weight; the customer's display shows what is weighed. */
static enum err ask_weight(struct call *c, const struct article *a, const struct line *l, enum message id)
{
	struct till *t = c->t;
	enum err e = ask(c, NEED_WEIGHT, id, a->name, a->unit);

	t->weighed.name = arena_strdup(&t->asked_arena, a->name);
	t->weighed.unit = arena_strdup(&t->asked_arena, a->unit);
	t->weighed.price_minor = l->price_minor;
	return e;
}

/* The weight of the scale, or one typed by who may. */
static enum err weigh_line(struct call *c, const struct article *a, struct line *l)
{
	struct weigh *w = &c->t->weigh;
	enum weigh_state state = weigh_look(w, clock_mono_ms());

	if (l->qty_milli) {
		c->by_hand = true;
		return need_permission(c, PERM_WEIGHT_BY_HAND);
	}
	if (!c->by_scale)
		return ask_weight(c, a, l, w->present ? MSG_PUT_ON_SCALE : MSG_NEEDS_WEIGHT);
	if (state == WEIGH_SOLD && !c->confirmed)
		return ask(c, NEED_CONFIRM, MSG_SCALE_SAME, a->name, qty_text(c->a, w->now.weight_milli));
	if (state != WEIGH_READY && state != WEIGH_SOLD) {
		c->by_scale = false;
		return ask_weight(c, a, l, scale_refusals[state]);
	}
	l->qty_milli = weigh_quantity(a->unit, w->now.weight_milli);
	return OK;
}

enum err large_line(struct call *c, const struct line *l)
{
	int64_t large_minor = setting_int(c->sh, SET_LARGE_LINE);
	int64_t amount = l->has_fixed_amount ? l->fixed_amount_minor
		: l->price_minor <= MONEY_MAX ? line_amount(l->price_minor, l->qty_milli) : 0;

	if (!large_minor || amount <= large_minor || c->confirmed)
		return OK;
	return ask(c, NEED_CONFIRM, MSG_LARGE_LINE, l->name, money(c, amount));
}

/* As much as the money buys: never more, by the piece whole ones only. */
static enum err quantity_worth(struct call *c, const struct adding *add, struct line *l)
{
	int64_t qty;

	if (add->has_scale || l->price_minor <= 0)
		return refuse(c, MSG_QTY_FIXED, NULL, NULL);
	qty = (int64_t)((__int128)add->worth_minor * QTY_ONE / l->price_minor);
	if (!(l->flags & LINE_WEIGHED))
		qty -= qty % QTY_ONE;
	if (qty <= 0)
		return refuse(c, MSG_WORTH_SMALL, l->name, money(c, l->price_minor));
	l->qty_milli = qty;
	return OK;
}

static enum err line_quantity(struct call *c, const struct adding *add, struct line *l)
{
	const struct article *a = &add->article;
	int64_t large = setting_int(c->sh, SET_LARGE_QTY) * QTY_ONE;
	enum err e;

	if (add->has_scale && !add->worth_minor) {
		line_of_label(add, l);
		return OK;
	}
	l->qty_milli = add->qty_milli ? add->qty_milli : c->qty_milli;
	if (add->worth_minor && (e = quantity_worth(c, add, l)) != OK)
		return e;
	if ((a->flags & ARTICLE_WEIGHED) && (e = weigh_line(c, a, l)) != OK)
		return e;
	if (!l->qty_milli)
		l->qty_milli = QTY_ONE;
	if (l->qty_milli > QTY_MAX)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	if (!(a->flags & ARTICLE_WEIGHED) && l->qty_milli % QTY_ONE)
		return refuse(c, MSG_QTY_WHOLE, a->name, NULL);
	if (large && l->qty_milli > large && !c->confirmed)
		return ask(c, NEED_CONFIRM, MSG_LARGE_QTY, qty_text(c->a, l->qty_milli), NULL);
	return OK;
}

/* The new line joins the one that it repeats, or stands alone. Answers with its number. */
static int place_line(struct call *c, const struct line *l)
{
	struct basket *draft = sell_draft(&c->t->ob);
	struct line *joined = strcmp(c->sh->setting[SET_MERGE], "yes") == 0 ? basket_merge_line(draft, l) : NULL;

	if (joined && joined->qty_milli + l->qty_milli <= QTY_MAX) {
		joined->qty_milli += l->qty_milli;
		return joined->line_no;
	}
	draft->lines[draft->line_count] = *l;
	draft->lines[draft->line_count].line_no = basket_next_line_no(draft);
	return draft->lines[draft->line_count++].line_no;
}

/* deposit: what goes with the line; NULL nothing. */
static enum err store_line(struct call *c, const struct line *l, const struct line *deposit,
	const struct fix_sale *fix)
{
	struct till *t = c->t;
	int line_no, more = deposit ? 2 : 1;
	enum err e;

	if (t->ob.now.line_count + more > LINES_MAX || basket_next_line_no(&t->ob.now) + more - 1 > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	if ((e = large_line(c, l)) != OK || (e = goods_age(c, l)) != OK)
		return e;
	line_no = place_line(c, l);
	if (deposit && !basket_child(t->ob.draft, line_no))
		goods_place_deposit(t->ob.draft, deposit, line_no);
	if ((l->price_source == PRICE_OVERRIDE || l->price_source == PRICE_TYPED) && (e = goods_loss(c, l->name)) != OK)
		return e;
	e = sell_put_line(c->sh, &t->ob, line_no, approval(c, l, price_words(c, l)), fix);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	till_forget_done(t);
	t->last_line_no = line_no;
	t->prefix_qty_milli = 0;
	t->prefix_price_minor = -1;
	t->prefix_worth_minor = 0;
	t->paying = false;
	return goods_told(c, MSG_LINE_ADDED, l->name, NULL);
}

/* What the code says of its date: goods past it are sold as the shop wants it. */
static enum err within_its_date(struct call *c, const struct adding *add)
{
	const char *choice = setting_text(c->sh, SET_PAST_DATE), *day;
	int32_t last = gs1_last_day(&add->gs1);

	if (!last || last >= shop_business_day(c->sh) || strcmp(choice, "sell") == 0)
		return OK;
	day = arena_printf(c->a, "%04d-%02d-%02d", last / 10000, last / 100 % 100, last % 100);
	if (strcmp(choice, "refuse") == 0)
		return refuse(c, MSG_PAST_DATE, add->article.name, day);
	return need_permission_for(c, PERM_PAST_DATE, arena_printf(c->a, _("%s, past its date %s,"),
		add->article.name, day));
}

/* Batch and date as GS1 writes them, where the shop keeps them on the line: whoever calls a batch back finds it. */
static const char *batch_note(struct call *c, const struct gs1 *g)
{
	const char *batch, *day;

	if (strcmp(setting_text(c->sh, SET_KEEP_BATCH), "yes") != 0)
		return NULL;
	batch = *g->batch ? arena_printf(c->a, "(10)%s", g->batch) : "";
	day = g->expiry_day ? arena_printf(c->a, "(17)%06d", g->expiry_day % 1000000) : "";
	return *batch || *day ? arena_printf(c->a, "%s%s", batch, day) : NULL;
}

enum err line_of_article(struct call *c, const struct adding *add, struct line *l)
{
	const struct article *a = &add->article;
	const struct tax_rate *tax = shop_tax_rate(c->sh, a->tax_rate_id);
	enum err e;

	*l = (struct line){ .article_id = a->id, .department_id = a->department_id, .tax_rate_id = a->tax_rate_id,
		.code = a->code, .name = a->name, .unit = a->unit, .pack_milli = a->pack_milli,
		.flags = line_flags(c->sh, a), .tax_bp = tax ? tax->rate_bp : 0 };
	if (a->flags & ARTICLE_STOPPED)
		return refuse(c, MSG_STOPPED, a->name, NULL);
	if ((e = goods_hours(c, a)) != OK)
		return e;
	if ((e = within_its_date(c, add)) != OK || (e = line_price(c, add, l)) != OK)
		return e;
	if (c->approver.may[PERM_PAST_DATE])
		l->approver_id = approved_by(c);
	l->note = batch_note(c, &add->gs1);
	if ((e = line_quantity(c, add, l)) != OK)
		return e;
	if ((e = goods_bounds(c, a, add->has_scale ? &add->scale : NULL, l)) != OK)
		return e;
	goods_line(c->sh, a, l);
	if (c->approver.id && (l->flags & LINE_LABEL))
		l->approver_id = approved_by(c);
	return OK;
}

static enum err add_article(struct call *c, const struct adding *add)
{
	struct line l, deposit;
	enum err e = line_of_article(c, add, &l), with = e == OK ? goods_deposit(c, &add->article, &deposit) : e;

	if (with != OK && with != ERR_NOTFOUND)
		return with;
	e = store_line(c, &l, with == OK ? &deposit : NULL, NULL);
	if (e == OK && c->by_scale)
		weigh_take(&c->t->weigh);
	return e;
}

/* --- codes nobody knows -------------------------------------------------------------------------- */

static enum err fix_body(struct shop *sh, void *arg)
{
	return fix_insert(sh->db, arg);
}

static enum err unknown_code(struct call *c, const char *code, int64_t qty_milli)
{
	struct till *t = c->t;
	struct fix_row row = { .id = shop_new_id(c->sh), .price_minor = -1, .staff_id = c->sh->staff.id,
		.terminal_id = c->sh->terminal_id, .at_ms = clock_now_ms() };
	enum err e;

	/* It is kept, and stands on the line and the receipt. */
	row.code = code = utf8_clean(c->a, code);
	if (!*code || strlen(code) >= sizeof t->unknown_code)
		return refuse(c, MSG_ENTRY_BAD, code, NULL);
	if ((e = shop_tx(c->sh, fix_body, &row)) != OK)
		return failed(c, e);
	snprintf(t->unknown_code, sizeof t->unknown_code, "%s", code);
	t->unknown_fix_id = row.id;
	t->unknown_qty_milli = qty_milli;
	return ask(c, NEED_DEPARTMENT, MSG_UNKNOWN_CODE, code, NULL);
}

/* What stands before a code, from the entry line or kept from it. */
struct before { int64_t qty_milli, price_minor, worth_minor; };
static const struct before nothing_before = { .price_minor = -1 };

static struct before before_of(const struct entry *en)
{
	return (struct before){ .qty_milli = en->has_qty ? en->qty_milli : 0,
		.price_minor = en->has_price ? en->price_minor : -1,
		.worth_minor = en->has_worth ? en->worth_minor : 0 };
}

static enum err add_code(struct call *c, const char *code, struct before said, bool typed_text)
{
	const struct till *t = c->t;
	struct adding add = { .worth_minor = said.worth_minor ? said.worth_minor : t->prefix_worth_minor,
		.qty_milli = said.qty_milli ? said.qty_milli : t->prefix_qty_milli,
		.price_minor = said.price_minor >= 0 ? said.price_minor : t->prefix_price_minor };
	enum err e;

	e = find_code(c->sh, c->a, code, &add);
	if (*add.gs1.gtin) /* from here on it is its article's code */
		code = arena_strdup(c->a, add.gs1.gtin);
	else if (strlen(code) >= CODE_TEXT_MAX)
		return refuse(c, MSG_ENTRY_BAD, code, NULL);
	if (e == ERR_NOTFOUND && typed_text)
		return refuse(c, MSG_NOT_FOUND, code, NULL);
	if (e == ERR_NOTFOUND && is_voucher(c, code))
		return run_as(c, ACT_SELL_VOUCHER, code);
	if (e == ERR_NOTFOUND)
		return unknown_code(c, code, add.qty_milli);
	if (e != OK)
		return failed(c, e);
	if (c->t->receipt_sale.id)
		return return_article(c, &add.article, add.qty_milli);
	return add_article(c, &add);
}

/* --- the entry line and scans -------------------------------------------------------------------- */

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

static enum err set_quantity(struct call *c, int line_no, int64_t qty_milli)
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
	if ((e = goods_loss(c, l->name)) != OK)
		return e;
	e = sell_put_line(c->sh, &t->ob, line_no, approval(c, l, "quantity"), NULL);
	if (e == ERR_REFUSED)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	t->last_line_no = line_no;
	return goods_told(c, MSG_LINE_CHANGED, l->name, qty_text(c->a, qty_milli));
}

static enum err change_last(struct call *c, const struct entry *en)
{
	struct till *t = c->t;
	const struct line *l = t->last_line_no ? basket_line(&t->ob.now, t->last_line_no) : NULL;
	int64_t qty;

	if (!l)
		return refuse(c, MSG_NO_LAST_LINE, NULL, NULL);
	qty = en->kind == ENTRY_ADJUST ? l->qty_milli + en->qty_milli : en->qty_milli;
	if (en->kind == ENTRY_ADJUST && qty == 0)
		return run_as(c, ACT_LINE_VOID, "");
	return set_quantity(c, l->line_no, qty);
}

static enum err keep_prefix(struct call *c, const struct entry *en)
{
	if (en->has_qty)
		c->t->prefix_qty_milli = en->qty_milli;
	if (en->has_price)
		c->t->prefix_price_minor = en->price_minor;
	if (en->has_worth)
		c->t->prefix_worth_minor = en->worth_minor;
	return done(c, MSG_PREFIX_KEPT, c->arg, NULL);
}

enum err act_enter(struct call *c)
{
	struct entry en;

	if (c->t->paying)
		return run_as(c, ACT_CASH, c->arg);
	entry_parse(c->a, c->arg, &en);
	switch (en.kind) {
	case ENTRY_EMPTY:
		return run_as(c, ACT_PAY, "");
	case ENTRY_PREFIX:
		return keep_prefix(c, &en);
	case ENTRY_ADJUST: case ENTRY_SET_QTY:
		return change_last(c, &en);
	case ENTRY_CODE:
		return add_code(c, en.code, before_of(&en), false);
	case ENTRY_SEARCH:
		return add_code(c, en.code, before_of(&en), true);
	case ENTRY_BAD:
		break;
	}
	return refuse(c, MSG_ENTRY_BAD, c->arg, NULL);
}

enum err act_scan(struct call *c)
{
	struct doc_number number;

	if (c->t->paying && is_voucher(c, c->arg))
		return pay_by_voucher(c, c->arg);
	if (c->t->paying && pay_code_kind(c->arg) != PAY_CODE_NONE)
		return pay_by_code(c, c->arg);
	if (doc_number_read(c->arg, &number))
		return run_as(c, ACT_RETURN, c->arg);
	return add_code(c, c->arg, nothing_before, false);
}

enum err act_add_item(struct call *c)
{
	return c->words ? add_code(c, c->word[0], nothing_before, false) : refuse(c, MSG_ARGUMENT_BAD,
		_(action_table[c->act].words), _(action_table[c->act].args));
}

enum err act_price_check(struct call *c)
{
	struct article a;
	enum err e = till_article(c->sh, c->a, c->arg, &a);

	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOT_FOUND, c->arg, NULL);
	if (e != OK)
		return failed(c, e);
	if (file_price(&a) > MONEY_MAX)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (file_price(&a) < 0)
		return refuse(c, MSG_NO_PRICE, a.name, NULL);
	snprintf(c->t->checked.name, sizeof c->t->checked.name, "%s", a.name);
	c->t->checked.price_minor = file_price(&a);
	return done(c, MSG_PRICE_IS, a.name, money(c, file_price(&a)));
}

/* --- acts on a line ------------------------------------------------------------------------------ */

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
	return l ? set_quantity(c, l->line_no, qty) : e;
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

static enum err store_changed(struct call *c, const struct line *l, const char *what, const char *on_record)
{
	int line_no = l->line_no;
	const char *name = arena_strdup(c->a, l->name);
	enum err e = goods_loss(c, name);

	if (e != OK)
		return e;
	e = sell_put_line(c->sh, &c->t->ob, line_no, approval(c, l, on_record), NULL);

	if (e == ERR_REFUSED)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (e != OK)
		return failed(c, e);
	c->t->last_line_no = line_no;
	return goods_told(c, MSG_LINE_CHANGED, name, what);
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
	return store_changed(c, l, money(c, price), price_words(c, l));
}

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

/* --- departments ---------------------------------------------------------------------------------- */

enum err act_department(struct call *c)
{
	struct till *t = c->t;
	bool unknown = c->unknown;
	const struct department *d = c->words ? shop_department_by_code(c->sh, c->word[0]) : NULL;
	const struct tax_rate *tax = d ? shop_tax_rate(c->sh, d->tax_rate_id) : NULL;
	struct line l = { .qty_milli = QTY_ONE, .pack_milli = QTY_ONE, .price_source = PRICE_TYPED,
		.flags = LINE_DEPARTMENT, .unit = "" };
	struct fix_sale fix = { .id = t->unknown_fix_id };
	enum err e;

	if (!d)
		return refuse(c, MSG_NO_DEPARTMENT, c->words ? c->word[0] : "", NULL);
	if (c->words < 2 || money_parse(c->word[1], &l.price_minor) != OK || l.price_minor == 0)
		return refuse(c, MSG_AMOUNT_BAD, c->words < 2 ? "" : c->word[1], NULL);
	if (c->words > 2 && qty_parse(c->word[2], &l.qty_milli) != OK)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	if (c->words <= 2 && unknown && t->unknown_qty_milli)
		l.qty_milli = t->unknown_qty_milli;
	l.department_id = d->id;
	l.tax_rate_id = d->tax_rate_id;
	l.tax_bp = tax ? tax->rate_bp : 0;
	if (tax && !tax->included)
		l.flags |= LINE_TAX_EXCLUDED;
	l.list_price_minor = l.price_minor;
	l.code = unknown ? arena_strdup(c->a, t->unknown_code) : "";
	l.name = d->name;
	till_drop_pending(t);
	fix.department_id = d->id;
	fix.price_minor = l.price_minor;
	e = store_line(c, &l, NULL, unknown ? &fix : NULL);
	return e == OK && unknown ? done(c, MSG_DEPARTMENT_SOLD, l.code, NULL) : e;
}

/* --- hold, recall, cancel ------------------------------------------------------------------------- */

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
		e = sell_abandon(c->sh, &t->ob, &act, c->a, &dropped);
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
		return done(c, MSG_ABANDONED, doc_number_text(c->a, dropped.terminal_code, dropped.series,
			dropped.running), NULL);
	return done(c, MSG_CANCELLED, amount, NULL);
}

/* --- lists ---------------------------------------------------------------------------------------- */

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
