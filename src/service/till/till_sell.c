/* till_sell.c - what is entered and scanned: what a code means, the entry line, prices asked for, departments. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "model/entry.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "service/invoice.h"
#include "till_goods_int.h"
#include "till_line_int.h"

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
		e = line_article(sh, a, add->gs1.gtin, &add->article);
		if (e == ERR_NOTFOUND && *code == '0' && line_article(sh, a, code, &add->article) == OK) {
			add->gs1 = (struct gs1){ .gtin = "" }; /* an own code that only looks like fields */
			return OK;
		}
		add->has_scale = e == OK && (add->article.flags & ARTICLE_WEIGHED) != 0 &&
			(add->scale.has_amount || add->scale.has_qty);
		return e;
	}
	add->has_scale = find_scale(sh, a, code, &add->scale, &add->article);
	return add->has_scale ? OK : line_article(sh, a, code, &add->article);
}

enum err till_article(struct shop *sh, struct arena *a, const char *code, struct article *out)
{
	struct adding found = { .price_minor = -1 };
	enum err e = find_code(sh, a, code, &found);

	if (e == OK)
		*out = found.article;
	return e;
}

static enum err add_article(struct call *c, const struct adding *add)
{
	struct line l, deposit;
	enum err e = line_of_article(c, add, &l), with = e == OK ? goods_deposit(c, &add->article, &deposit) : e;

	if (with != OK && with != ERR_NOTFOUND)
		return with;
	e = line_store(c, &l, &(struct beside){ .deposit = with == OK ? &deposit : NULL });
	if (e == OK && c->by_scale)
		weighing_take(&c->t->scales, clock_mono_ms());
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
	const char *scanned = code;
	struct adding add = { .worth_minor = said.worth_minor ? said.worth_minor : t->prefix_worth_minor,
		.qty_milli = said.qty_milli ? said.qty_milli : t->prefix_qty_milli,
		.price_minor = said.price_minor >= 0 ? said.price_minor : t->prefix_price_minor };
	enum err e;

	e = find_code(c->sh, c->a, code, &add);
	if (*add.gs1.gtin) /* from here on it is its article's code */
		code = arena_strdup(c->a, add.gs1.gtin);
	else if (strlen(code) >= CODE_TEXT_MAX)
		return refuse(c, MSG_ENTRY_BAD, code, NULL);
	if (e == ERR_NOTFOUND && is_slip(c, scanned))
		return run_as(c, ACT_BOTTLE_SLIP, scanned);
	if (e == ERR_NOTFOUND && coupon_scanned(c, scanned))
		return run_as(c, ACT_COUPON, scanned);
	if (e == ERR_NOTFOUND && typed_text)
		return refuse(c, MSG_NOT_FOUND, code, NULL);
	if (e == ERR_NOTFOUND && is_voucher(c, code))
		return run_as(c, sell_due(&t->ob) < 0 ? ACT_REFUND_VOUCHER : ACT_SELL_VOUCHER, code);
	if (e == ERR_NOTFOUND && member_card_scanned(c, scanned))
		return run_as(c, ACT_MEMBER, scanned);
	if (e == ERR_NOTFOUND && t->paying)
		return refuse(c, MSG_UNKNOWN_PAYING, code, NULL);
	if (e == ERR_NOTFOUND)
		return unknown_code(c, code, add.qty_milli);
	if (e != OK)
		return failed(c, e);
	if (c->t->receipt_sale.id)
		return return_article(c, &add.article, add.qty_milli);
	return add_article(c, &add);
}

/* --- the entry line and scans -------------------------------------------------------------------- */

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
	return line_set_quantity(c, l->line_no, qty);
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
	const char *receipt = invoice_scanned(c->sh, c->a, c->arg);
	struct doc_number number;

	if (c->t->paying && is_voucher(c, c->arg))
		return pay_by_voucher(c, c->arg);
	if (c->t->paying && pay_code_kind(c->arg) != PAY_CODE_NONE)
		return pay_by_code(c, c->arg);
	if (doc_number_read(receipt, &number))
		return run_as(c, ACT_RETURN, receipt);
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
	if (line_file_price(&a) > MONEY_MAX)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (line_file_price(&a) < 0)
		return refuse(c, MSG_NO_PRICE, a.name, NULL);
	snprintf(c->t->checked.name, sizeof c->t->checked.name, "%s", a.name);
	c->t->checked.price_minor = line_file_price(&a);
	return done(c, MSG_PRICE_IS, a.name, money(c, line_file_price(&a)));
}

/* --- departments ---------------------------------------------------------------------------------- */

enum err act_department(struct call *c)
{
	struct till *t = c->t;
	bool unknown = c->unknown;
	const struct department *d = c->words ? shop_department_by_code(c->sh, c->word[0]) : NULL;
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
	goods_taxed(c->sh, d->tax_rate_id, &l);
	l.list_price_minor = l.price_minor;
	l.code = unknown ? arena_strdup(c->a, t->unknown_code) : "";
	l.name = d->name;
	till_drop_pending(t);
	fix.department_id = d->id;
	fix.price_minor = l.price_minor;
	e = line_store(c, &l, &(struct beside){ .fix = unknown ? &fix : NULL });
	return e == OK && unknown ? done(c, MSG_DEPARTMENT_SOLD, l.code, NULL) : e;
}
