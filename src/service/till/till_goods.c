/* till_goods.c - what the till asks because of the goods: how old the buyer is, whether it may be sold at this hour,
 * whether a price can be right, whether the shop loses by it; deposits that go with an article, and empties that come
 * back; carrier bags. */
#include "till_goods_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tr.h"
#include "model/goods.h"
#include "../shop/post_int.h"
#include "service/articles.h"
#include "store/shift_store.h"

/* --- what a line takes along from its article ---------------------------------------------------- */

void goods_taxed(const struct shop *sh, int64_t tax_rate_id, struct line *l)
{
	const struct tax_rate *tax = shop_tax_rate(sh, tax_rate_id);

	l->tax_rate_id = tax_rate_id;
	l->tax_bp = tax ? tax->rate_bp : 0;
	if (tax && !tax->included)
		l->flags |= LINE_TAX_EXCLUDED;
}

static int64_t floor_of(const struct shop *sh, const struct article *a, const struct category_rules *r,
	const struct line *l)
{
	int64_t margin_bp = r->margin_bp >= 0 ? r->margin_bp : setting_int(sh, SET_MIN_MARGIN), least;

	if (strcmp(sh->setting[SET_PRICE_GUARD], "off") == 0 || a->cost_minor <= 0 ||
		(__int128)a->cost_minor * a->pack_milli > (__int128)MONEY_MAX * QTY_ONE / 10)
		return 0;
	least = price_floor(mul_div(a->cost_minor, a->pack_milli, QTY_ONE, ROUND_UP), margin_bp);
	/* What the office itself asks for it is nobody's loss at the till. */
	if (l->price_source != PRICE_TYPED && l->list_price_minor < least)
		return l->list_price_minor;
	return least;
}

void goods_line(const struct shop *sh, const struct article *a, struct line *l)
{
	struct category_rules r = shop_category_rules(sh, a->category_id);

	l->category_id = a->category_id;
	l->supplier_id = a->supplier_id;
	if (a->supplier_id)
		l->flags |= LINE_SUPPLIED;
	if (a->flags & ARTICLE_DEPOSIT)
		l->flags |= LINE_DEPOSIT | LINE_NO_DISCOUNT | LINE_NO_POINTS | LINE_NO_OVERRIDE;
	l->age_min = a->age_min ? a->age_min : r.age_min;
	l->floor_minor = a->flags & ARTICLE_DEPOSIT ? 0 : floor_of(sh, a, &r, l);
}

/* --- what may not be sold now ---------------------------------------------------------------------- */

/* Who was turned away is on record with the goods and the hour, and nothing about the person. */
static enum err note_refusal(struct call *c, int64_t article_id, const char *detail)
{
	const struct audit_row row = { .action = "refusal", .subject_id = article_id, .detail = detail };
	enum err e = audit_one(c->sh, &row);

	return e == OK ? OK : failed(c, e);
}

enum err goods_hours(struct call *c, const struct article *a)
{
	struct category_rules r = shop_category_rules(c->sh, a->category_id);
	struct moment now = shop_moment(c->sh);
	const char *hours;
	enum err e;

	if (!minute_within(now.minute, r.ban_from_minute, r.ban_until_minute))
		return OK;
	hours = arena_printf(c->a, "%02d:%02d-%02d:%02d", r.ban_from_minute / 60, r.ban_from_minute % 60,
		r.ban_until_minute / 60, r.ban_until_minute % 60);
	e = note_refusal(c, a->id, arena_printf(c->a, "hours %s", hours));
	return e == OK ? refuse(c, MSG_HOURS_BANNED, a->name, hours) : e;
}

/* --- age ------------------------------------------------------------------------------------------- */

static enum err ask_age(struct call *c, const char *name, int64_t article_id, int64_t years)
{
	c->age_article_id = article_id;
	c->age_asked = years;
	return ask(c, NEED_AGE, strcmp(c->sh->setting[SET_AGE_CHECK], "either") == 0 ? MSG_NEEDS_AGE
		: MSG_NEEDS_BIRTHDATE, name, arena_printf(c->a, "%lld", (long long)years));
}

enum err goods_age(struct call *c, const struct line *l)
{
	if (l->age_min <= c->t->ob.row.age_seen || l->age_min <= c->age_seen)
		return OK;
	return ask_age(c, l->name, l->article_id, l->age_min);
}

/* Not before the line stands in the basket: a question may come between that is left, and then a customer. */
void goods_age_seen(struct call *c)
{
	if (c->age_seen > c->t->ob.row.age_seen)
		c->t->ob.row.age_seen = c->age_seen;
}

enum err goods_age_of_basket(struct call *c)
{
	struct open_basket *ob = &c->t->ob;
	const struct line *oldest = NULL;
	enum err e;

	for (int i = 0; i < ob->now.line_count; i++) {
		const struct line *l = &ob->now.lines[i];

		if (!(l->flags & LINE_RETURN) && l->age_min > ob->row.age_seen &&
			(!oldest || l->age_min > oldest->age_min))
			oldest = l;
	}
	if (!oldest)
		return OK;
	if (c->age_seen < oldest->age_min)
		return ask_age(c, oldest->name, oldest->article_id, oldest->age_min);
	e = sell_age(c->sh, ob, c->age_seen);
	return e == OK ? OK : failed(c, e);
}

static enum err turned_away(struct call *c, const struct call *asked)
{
	char *years = arena_printf(c->a, "%lld", (long long)asked->age_asked);
	enum err e = note_refusal(c, asked->age_article_id, arena_printf(c->a, "age %s", years));

	till_drop_pending(c->t);
	return e == OK ? refuse(c, MSG_AGE_REFUSED, years, NULL) : e;
}

/* "" he is clearly older, "0" he is not old enough, else a birthdate. What is kept is the age that was asked for. */
enum err goods_age_answer(struct call *c, struct call *with)
{
	struct civil now = clock_local(clock_now_ms());
	int32_t today = now.year * 10000 + now.month * 100 + now.day, born;

	if (strcmp(c->arg, "0") == 0)
		return turned_away(c, with);
	if (!*c->arg && strcmp(c->sh->setting[SET_AGE_CHECK], "either") == 0) {
		with->age_seen = with->age_asked;
		return OK;
	}
	if (!birthdate_read(c->arg, today, &born))
		return refuse(c, MSG_BIRTHDATE_BAD, NULL, NULL);
	if (age_on(born, today) < with->age_asked)
		return turned_away(c, with);
	with->age_seen = with->age_asked;
	return OK;
}

/* --- prices that cannot be right --------------------------------------------------------------------- */

static enum err beyond(struct call *c, const struct article *a, int64_t minor, int64_t least_minor, int64_t most_minor)
{
	const char *bounds = arena_printf(c->a, "%s-%s", least_minor ? money(c, least_minor) : "",
		most_minor ? money(c, most_minor) : "");

	if (!price_outside(minor, least_minor, most_minor) || shop_may(c->sh, PERM_PRICE_BOUNDS) ||
		c->approver.may[PERM_PRICE_BOUNDS])
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_PRICE_BOUNDS },
		arena_printf(c->a, "%s %s (%s)", a->name, money(c, minor), bounds));
}

enum err goods_bounds(struct call *c, const struct article *a, const struct scale_code *label, const struct line *l)
{
	enum err e = OK;

	if (label && label->has_amount) {
		e = beyond(c, a, label->amount_minor, a->label_min_minor, a->label_max_minor);
		if (e == OK && label->has_qty)
			e = beyond(c, a, mul_div(label->amount_minor, QTY_ONE, label->qty_milli, ROUND_HALF_AWAY),
				a->price_min_minor, a->price_max_minor);
	} else if (l->price_source == PRICE_TYPED || l->price_source == PRICE_OVERRIDE) {
		e = beyond(c, a, mul_div(l->price_minor, QTY_ONE, l->pack_milli, ROUND_HALF_AWAY), a->price_min_minor,
			a->price_max_minor);
	}
	return e;
}

/* --- prices by which the shop loses ------------------------------------------------------------------- */

/* `loss_minor` more than the basket lost before the act. */
static enum err loss_allowed(struct call *c, const char *name, int64_t loss_minor)
{
	const char *guard = c->sh->setting[SET_PRICE_GUARD];

	if (loss_minor <= 0 || strcmp(guard, "off") == 0)
		return OK;
	c->loss_minor = loss_minor;
	if (strcmp(guard, "refuse") == 0)
		return refuse(c, MSG_BELOW_COST, name, money(c, loss_minor));
	if (strcmp(guard, "warn") == 0 || shop_may(c->sh, PERM_BELOW_COST) || c->approver.may[PERM_BELOW_COST])
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_BELOW_COST },
		arena_printf(c->a, _("%s, %s below what it must bring,"), name, money(c, loss_minor)));
}

enum err goods_loss(struct call *c, const char *name)
{
	struct open_basket *ob = &c->t->ob;

	if (strcmp(c->sh->setting[SET_PRICE_GUARD], "off") == 0 || basket_price(ob->draft, c->a) != OK)
		return OK; /* what cannot be priced is refused when it is to be stored */
	return loss_allowed(c, name, basket_shortfall(ob->draft, false) - basket_shortfall(&ob->now, false));
}

enum err goods_bill_loss(struct call *c, const struct basket_row *row)
{
	struct basket *draft;

	if (row->discount_kind == HAND_NONE || strcmp(c->sh->setting[SET_PRICE_GUARD], "off") == 0)
		return OK;
	draft = sell_draft(&c->t->ob);
	draft->bill_discount_kind = row->discount_kind;
	draft->bill_discount_value = row->discount_value;
	if (basket_price(draft, c->a) != OK)
		return OK;
	return loss_allowed(c, _(action_table[ACT_BILL_DISCOUNT].words),
		basket_shortfall(draft, true) - basket_shortfall(draft, false));
}

enum err goods_told(struct call *c, enum message id, const char *arg1, const char *arg2)
{
	if (c->loss_minor && strcmp(c->sh->setting[SET_PRICE_GUARD], "warn") == 0)
		return done(c, MSG_SOLD_AT_LOSS, arg1, money(c, c->loss_minor));
	return done(c, id, arg1, arg2);
}

/* --- deposits ------------------------------------------------------------------------------------------ */

enum err goods_deposit_line(struct call *c, const struct article *d, struct line *l)
{
	if (d->price_minor < 0 || d->price_minor > MONEY_MAX)
		return refuse(c, MSG_NO_PRICE, d->name, NULL);
	*l = (struct line){ .article_id = d->id, .department_id = d->department_id, .code = d->code, .name = d->name,
		.unit = d->unit, .pack_milli = QTY_ONE, .list_price_minor = d->price_minor,
		.price_minor = d->price_minor, .price_source = PRICE_REGULAR,
		.flags = LINE_DEPOSIT | LINE_NO_DISCOUNT | LINE_NO_POINTS | LINE_NO_OVERRIDE };
	goods_taxed(c->sh, d->tax_rate_id, l);
	if (d->supplier_id)
		l->flags |= LINE_SUPPLIED;
	l->supplier_id = d->supplier_id;
	return OK;
}

enum err goods_deposit(struct call *c, const struct article *a, struct line *l)
{
	struct article deposit;
	enum err e;

	if (!a->deposit_id)
		return ERR_NOTFOUND;
	e = article_get(c->sh, c->a, a->deposit_id, &deposit);
	if (e != OK)
		return failed(c, e == ERR_NOTFOUND ? ERR_CORRUPT : e);
	if ((e = goods_deposit_line(c, &deposit, l)) != OK)
		return e;
	l->flags |= LINE_LINKED;
	return OK;
}

void goods_place_deposit(struct basket *draft, const struct line *deposit, int line_no)
{
	struct line *was = basket_child(draft, line_no), *l = was;
	int no = was ? was->line_no : basket_next_line_no(draft);

	if (was && !deposit)
		basket_take_out(draft, was);
	if (!deposit)
		return;
	if (!was)
		l = &draft->lines[draft->line_count++];
	*l = *deposit;
	l->line_no = no;
	l->parent_line = line_no;
	l->qty_milli = deposit_qty(basket_line(draft, line_no));
}

/* --- empties ------------------------------------------------------------------------------------------- */

static struct line *empty_of(const struct basket *b, const struct line *l)
{
	for (int i = 0; i < b->line_count; i++)
		if ((b->lines[i].flags & LINE_EMPTY) && !line_is_slip(&b->lines[i]) &&
			b->lines[i].article_id == l->article_id &&
			b->lines[i].price_minor == l->price_minor)
			return &b->lines[i];
	return NULL;
}

/* What was scanned: the bottle itself, or what was sold in it. */
static enum err find_empty(struct call *c, const char *code, struct article *out)
{
	struct article found;
	enum err e = article_find(c->sh, c->a, code, &found);

	if (e == OK && !(found.flags & ARTICLE_DEPOSIT) && !found.deposit_id)
		return refuse(c, MSG_NO_DEPOSIT, found.name, NULL);
	if (e == OK && !(found.flags & ARTICLE_DEPOSIT))
		e = article_get(c->sh, c->a, found.deposit_id, &found);
	*out = found;
	if (e == ERR_NOTFOUND)
		return refuse(c, MSG_NOT_FOUND, code, NULL);
	return e == OK ? OK : failed(c, e);
}

enum err goods_put_empty(struct call *c, struct line *l)
{
	struct till *t = c->t;
	enum err e;

	if (l->qty_milli > QTY_MAX || line_amount(l->price_minor, l->qty_milli) > MONEY_MAX)
		return refuse(c, MSG_AMOUNT_TOO_BIG, NULL, NULL);
	empty_line(l);
	e = stored(c, sell_put_line(c->sh, &t->ob, l->line_no, NULL, NULL));
	if (e != OK)
		return e;
	till_forget_done(t);
	t->last_line_no = l->line_no;
	t->prefix_qty_milli = 0;
	return done(c, MSG_LINE_CHANGED, arena_strdup(c->a, l->name), qty_text(c->a, l->qty_milli));
}

enum err act_empties(struct call *c)
{
	struct till *t = c->t;
	struct article article;
	struct basket *draft;
	struct line l, *joined;
	int64_t qty = t->prefix_qty_milli ? t->prefix_qty_milli : QTY_ONE;
	enum err e;

	if (!c->words)
		return refuse(c, MSG_ARGUMENT_BAD, _(action_table[c->act].words), _(action_table[c->act].args));
	if (c->words > 1 && qty_parse(c->word[1], &qty) != OK)
		return refuse(c, MSG_QTY_BAD, qty_text(c->a, QTY_MAX), NULL);
	if (t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (t->receipt_sale.id || sell_has_returns(&t->ob.now))
		return refuse(c, MSG_EMPTIES_ALONE, NULL, NULL);
	if ((e = find_empty(c, c->word[0], &article)) != OK)
		return e;
	if (qty % QTY_ONE || qty > QTY_MAX)
		return refuse(c, MSG_QTY_WHOLE, article.name, NULL);
	if ((e = goods_deposit_line(c, &article, &l)) != OK)
		return e;
	l.flags |= LINE_RETURN | LINE_EMPTY;
	draft = sell_draft(&t->ob);
	joined = empty_of(draft, &l);
	if (joined) {
		joined->qty_milli += qty;
		return goods_put_empty(c, joined);
	}
	if (draft->line_count >= LINES_MAX || basket_next_line_no(draft) > LINES_MAX)
		return refuse(c, MSG_BASKET_FULL, "999", NULL);
	l.qty_milli = qty;
	l.line_no = basket_next_line_no(draft);
	draft->lines[draft->line_count] = l;
	return goods_put_empty(c, &draft->lines[draft->line_count++]);
}

enum err empties_set_quantity(struct call *c, int line_no, int64_t qty_milli)
{
	struct line *l = basket_line(sell_draft(&c->t->ob), line_no);

	l->qty_milli = qty_milli;
	return goods_put_empty(c, l);
}

/* Many small papers are one large one: what this shift paid out for empties before counts, too. */
enum err empties_allowed(struct call *c)
{
	struct till *t = c->t;
	struct shift_total_row *rows;
	int64_t now = t->ob.now.refund_minor, before = 0;
	bool counted = false;
	int n = 0;
	enum err e = shift_totals(c->sh->db, c->a, t->shift.id, &rows, &n);

	if (e != OK)
		return failed(c, e);
	for (int i = 0; i < n; i++)
		if (rows[i].total.measure == MEASURE_EMPTIES)
			before += rows[i].total.amount_minor;
	for (int i = 0; i < t->ob.now.line_count; i++)
		counted = counted || ((t->ob.now.lines[i].flags & LINE_EMPTY) && !line_is_slip(&t->ob.now.lines[i]));
	/* What a machine counted comes off any bill; money is paid out by who may. */
	if ((counted || sell_due(&t->ob) < 0) && (e = need_permission(c, PERM_EMPTIES)) != OK)
		return e;
	if ((e = need_limit(c, LIMIT_EMPTIES, now)) != OK)
		return e;
	return need_limit(c, LIMIT_EMPTIES_SHIFT, before + now);
}

/* --- carrier bags -------------------------------------------------------------------------------------- */

/* The codes of the setting, at most as many as digits choose; how many. */
static int bag_codes(struct call *c, const char *codes[QUICK_KEYS])
{
	char *text = arena_strdup(c->a, c->sh->setting[SET_BAGS]), *save = NULL;
	int n = 0;

	for (char *w = strtok_r(text, " ", &save); w && n < QUICK_KEYS; w = strtok_r(NULL, " ", &save))
		codes[n++] = w;
	return n;
}

/* "1 small 0.20  2 medium 0.30": what a digit chooses. */
static const char *bag_list(struct call *c, const char *const *codes, int n)
{
	char *list = arena_strdup(c->a, "");

	for (int i = 0; i < n; i++) {
		struct article a;

		if (article_find(c->sh, c->a, codes[i], &a) == OK)
			list = arena_printf(c->a, "%s%s%d %s %s", list, *list ? "  " : "", i + 1,
				tr_name(a.name, a.name_en),
				a.price_minor >= 0 ? money(c, a.price_minor) : "");
	}
	return list;
}

/* Which of n bags a digit chooses; 0: none, told. */
static int bag_chosen(struct call *c, const char *digit, int n)
{
	long chosen = strtol(digit, NULL, 10);

	if (chosen >= 1 && chosen <= n)
		return (int)chosen;
	(void)refuse(c, MSG_NO_SHOPBAG, digit, arena_printf(c->a, "%d", n));
	return 0;
}

enum err act_carrier(struct call *c)
{
	const char *codes[QUICK_KEYS];
	int n = bag_codes(c, codes), chosen = n == 1 ? 1 : 0;

	if (n == 0)
		return refuse(c, MSG_NO_SHOPBAGS, NULL, NULL);
	if (c->words && (chosen = bag_chosen(c, c->word[0], n)) == 0)
		return ERR_REFUSED;
	if (!chosen)
		return ask(c, NEED_BAG, MSG_NEEDS_SHOPBAG, bag_list(c, codes, n), NULL);
	return run_as(c, ACT_ADD_ARTICLE, codes[chosen - 1]);
}

static bool has_bag(struct call *c, const char *const *codes, int n)
{
	const struct basket *b = &c->t->ob.now;

	for (int i = 0; i < n; i++) {
		struct article a;

		if (article_find(c->sh, c->a, codes[i], &a) != OK)
			continue;
		for (int k = 0; k < b->line_count; k++)
			if (b->lines[k].article_id == a.id)
				return true;
	}
	return false;
}

enum err goods_bag_asked(struct call *c)
{
	const char *codes[QUICK_KEYS];
	int n;

	if (c->bag_answered || strcmp(c->sh->setting[SET_BAG_ASK], "yes") != 0 || c->t->ob.payment_count)
		return OK;
	if (c->t->bag_basket_id == c->t->ob.row.id)
		return OK;
	n = bag_codes(c, codes);
	if (n == 0 || has_bag(c, codes, n))
		return OK;
	return ask(c, NEED_BAG, MSG_NEEDS_SHOPBAG, bag_list(c, codes, n), NULL);
}

/* Nothing or 0: no bag; the act that waits goes on. A digit: that bag is added, and the act that waited is left. */
enum err goods_bag_answer(struct call *c, struct call *with)
{
	const char *codes[QUICK_KEYS];
	bool none = !*c->arg || strcmp(c->arg, "0") == 0, waits = with->act != ACT_CARRIER;

	if (!none && !bag_chosen(c, c->arg, bag_codes(c, codes)))
		return ERR_REFUSED;
	c->t->bag_basket_id = c->t->ob.row.id;
	with->bag_answered = true;
	if (none && waits)
		return OK;
	till_drop_pending(c->t);
	return none ? done(c, MSG_NONE, NULL, NULL) : run_as(c, ACT_CARRIER, c->arg);
}
