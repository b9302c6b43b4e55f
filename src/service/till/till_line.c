/* till_line.c - an article becomes a line of the basket: what it costs, how much of it, what is asked before it stands
 * there. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "service/articles.h"
#include "../shop/post_int.h"
#include "till_goods_int.h"
#include "till_line_int.h"

/* --- what it is called, and what it costs -------------------------------------------------------- */

enum err line_article(struct shop *sh, struct arena *a, const char *code, struct article *out)
{
	enum err e = article_find(sh, a, code, out);

	if (e == OK && out->pack_milli != QTY_ONE)
		out->name = arena_printf(a, "%s*%s", out->name, qty_text(a, out->pack_milli));
	return e;
}

int64_t line_file_price(const struct article *a)
{
	if (a->pack_price_minor >= 0)
		return a->pack_price_minor;
	return a->price_minor < 0 ? -1 : line_amount(a->price_minor, a->pack_milli);
}

static unsigned line_flags(const struct article *a)
{
	unsigned flags = 0;

	if (a->flags & ARTICLE_WEIGHED)
		flags |= LINE_WEIGHED;
	if (a->flags & ARTICLE_NO_DISCOUNT)
		flags |= LINE_NO_DISCOUNT;
	if (a->flags & ARTICLE_NO_POINTS)
		flags |= LINE_NO_POINTS;
	if (a->flags & ARTICLE_NO_OVERRIDE)
		flags |= LINE_NO_OVERRIDE;
	return flags;
}

const char *line_price_words(struct call *c, const struct line *l)
{
	return arena_printf(c->a, "price %s", money(c, l->price_minor));
}

const struct sell_act *line_approval(struct call *c, const struct line *l, const char *what)
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

static enum err line_price(struct call *c, const struct adding *add, struct line *l)
{
	const struct article *a = &add->article;
	int64_t price = line_file_price(a), typed = add->price_minor >= 0 ? add->price_minor : c->price_minor;
	enum err e;

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
	/* The amount that a scale printed is the price, whoever buys. */
	if ((a->flags & ARTICLE_DEPOSIT) || (add->has_scale && add->scale.has_amount))
		return OK;
	e = sell_line_price(c->sh, &c->t->ob.row, l);
	return e == OK ? OK : failed(c, e);
}

/* --- how much of it ---------------------------------------------------------------------------- */

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
	[WEIGH_OVERLOAD] = MSG_SCALE_OVERLOAD, [WEIGH_TWO] = MSG_SCALE_TWO,
};

/* Asks for the weight; the customer's display shows what is weighed. */
static enum err ask_weight(struct call *c, const struct article *a, const struct line *l, enum message id)
{
	struct till *t = c->t;
	enum err e = ask(c, NEED_WEIGHT, id, a->name, a->unit);

	t->weighed.name = arena_strdup(&t->asked_arena, a->name);
	t->weighed.unit = arena_strdup(&t->asked_arena, a->unit);
	t->weighed.price_minor = l->price_minor;
	t->weighed.tare_milli = a->tare_milli;
	return e;
}

/* The weight of the scale, or one typed by who may. */
static enum err weigh_line(struct call *c, const struct article *a, struct line *l)
{
	enum weigh_state state;
	const struct weigh *w = weighing_now(&c->t->scales, clock_mono_ms(), &state, NULL);
	struct scale_reading net = weigh_net(&w->now, a->tare_milli);

	if (l->qty_milli) {
		c->by_hand = true;
		return need_permission(c, PERM_WEIGHT_BY_HAND);
	}
	if (!c->by_scale)
		return ask_weight(c, a, l, w->present ? MSG_PUT_ON_SCALE : MSG_NEEDS_WEIGHT);
	if (state == WEIGH_SOLD && !c->confirmed)
		return ask(c, NEED_CONFIRM, MSG_SCALE_SAME, a->name, qty_text(c->a, net.weight_milli));
	if (state != WEIGH_READY && state != WEIGH_SOLD) {
		c->by_scale = false;
		return ask_weight(c, a, l, scale_refusals[state]);
	}
	if (net.weight_milli <= 0) {
		c->by_scale = false;
		return ask_weight(c, a, l, MSG_SCALE_PACKING);
	}
	l->qty_milli = weigh_quantity(a->unit, net.weight_milli);
	return OK;
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
		return l->qty_milli <= QTY_MAX ? OK : refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
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

/* --- the line ---------------------------------------------------------------------------------- */

/* What the code says of its date: goods past it are sold as the shop wants it. */
static enum err within_its_date(struct call *c, const struct adding *add)
{
	const char *choice = setting_text(c->sh, SET_PAST_DATE), *day;
	int32_t last = gs1_last_day(&add->gs1);

	if (!last || last >= shop_business_day(c->sh) || strcmp(choice, "sell") == 0)
		return OK;
	day = day_text(c->a, last);
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
	enum err e;

	*l = (struct line){ .article_id = a->id, .department_id = a->department_id, .code = a->code, .name = a->name,
		.unit = a->unit, .pack_milli = a->pack_milli, .flags = line_flags(a) };
	goods_taxed(c->sh, a->tax_rate_id, l);
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

/* --- into the basket --------------------------------------------------------------------------- */

enum err large_line(struct call *c, const struct line *l)
{
	int64_t large_minor = setting_int(c->sh, SET_LARGE_LINE);
	int64_t amount = l->has_fixed_amount ? l->fixed_amount_minor : line_amount(l->price_minor, l->qty_milli);

	if (amount > MONEY_MAX)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	if (!large_minor || amount <= large_minor || c->confirmed)
		return OK;
	return ask(c, NEED_CONFIRM, MSG_LARGE_LINE, l->name, money(c, amount));
}

/* The new line joins the one that it repeats, or stands alone. Answers with its number. */
static int place_line(struct call *c, const struct line *l, bool alone)
{
	struct basket *draft = sell_draft(&c->t->ob);
	bool joins = !alone && strcmp(c->sh->setting[SET_MERGE], "yes") == 0;
	struct line *joined = joins ? basket_merge_line(draft, l) : NULL;

	if (joined) {
		joined->qty_milli += l->qty_milli;
		return joined->line_no;
	}
	draft->lines[draft->line_count] = *l;
	draft->lines[draft->line_count].line_no = basket_next_line_no(draft);
	return draft->lines[draft->line_count++].line_no;
}

enum err line_store(struct call *c, const struct line *l, const struct beside *with)
{
	struct till *t = c->t;
	int line_no, more = with->deposit ? 2 : 1;
	enum err e;

	if (t->ob.now.line_count + more > LINES_MAX || basket_next_line_no(&t->ob.now) + more - 1 > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	if ((e = large_line(c, l)) != OK || (e = goods_age(c, l)) != OK)
		return e;
	line_no = place_line(c, l, with->alone);
	if (with->deposit && !basket_child(t->ob.draft, line_no))
		goods_place_deposit(t->ob.draft, with->deposit, line_no);
	if ((l->price_source == PRICE_OVERRIDE || l->price_source == PRICE_TYPED) && (e = goods_loss(c, l->name)) != OK)
		return e;
	goods_age_seen(c);
	e = stored(c, sell_put_line(c->sh, &t->ob, line_no, line_approval(c, l, line_price_words(c, l)), with->fix));
	if (e != OK)
		return e;
	till_forget_done(t);
	t->last_line_no = line_no;
	till_drop_prefix(t);
	t->paying = false;
	return goods_told(c, MSG_LINE_ADDED, l->name, NULL);
}
