/* till_uses.c - uses of packages at the till: a line at 0.00 that a package of the member pays for. Whether there are
 * as many is asked here first and decided in the transaction (member/uses_trade.c). */
#include "../member/trade_int.h"
#include "../member/uses_int.h"
#include "base/tr.h"
#include "model/money.h"
#include "service/articles.h"
#include "till_goods_int.h"
#include "till_line_int.h"

/* How many uses of an article the basket takes, and how many of its packages bring. */
static int64_t taken(const struct basket *b, int64_t article_id)
{
	int64_t n = 0;

	for (int i = 0; i < b->line_count; i++)
		if (b->lines[i].price_source == PRICE_USES && b->lines[i].article_id == article_id
			&& !(b->lines[i].flags & LINE_RETURN))
			n += b->lines[i].qty_milli / QTY_ONE;
	return n;
}

static int64_t coming(const struct shop *sh, const struct basket *b, int64_t article_id)
{
	int64_t n = 0;

	for (int i = 0; i < b->line_count; i++) {
		const struct uses_kind_row *kind = b->lines[i].flags & LINE_RETURN ? NULL
			: uses_kind_sold(sh, b->lines[i].article_id);

		if (kind && uses_kind_pays(kind, article_id))
			n += (kind->day_max && kind->day_max < kind->times ? kind->day_max : kind->times)
				* (b->lines[i].qty_milli / QTY_ONE);
	}
	return n;
}

/* What is left of an article for who buys, with what the basket brings and takes; below 0: too few. */
static enum err left_of(struct call *c, int64_t article_id, int64_t *left)
{
	const struct basket *b = &c->t->ob.now;
	struct uses_row *rows;
	struct uses_package *list;
	int32_t day = shop_business_day(c->sh);
	int n = 0;
	enum err e = uses_read(c->sh, c->a, c->t->ob.row.member_id, article_id, day, &rows, &list, &n);

	*left = coming(c->sh, b, article_id) - taken(b, article_id);
	for (int i = 0; e == OK && i < n; i++)
		*left += list[i].article_id ? uses_left(&list[i], day) : 0;
	return e;
}

/* Whether so many more can be taken. */
static enum err lets(struct call *c, int64_t article_id, const char *name, int64_t more)
{
	int64_t left = 0;
	enum err e = left_of(c, article_id, &left);

	if (e != OK)
		return failed(c, e);
	if (left >= more)
		return OK;
	e = uses_lets(c->sh, c->a, c->t->ob.row.member_id, article_id, name, taken(&c->t->ob.now, article_id) + more,
		c->said);
	return e == OK || e == ERR_REFUSED ? e : failed(c, e);
}

static enum err told(struct call *c, int64_t article_id, const char *name)
{
	int64_t left = 0;
	enum err e = left_of(c, article_id, &left);

	return e == OK ? done(c, MSG_USE_LINE, name, arena_printf(c->a, "%lld", (long long)left)) : failed(c, e);
}

/* The article of a line that stands there already. */
static enum err use_for_line(struct call *c)
{
	struct till *t = c->t;
	const char *name;
	struct line *l;
	enum err e;

	l = pick_line(c, sell_draft(&t->ob), CALL_WORDS_MAX, &e);
	if (!l)
		return e;
	name = arena_strdup(c->a, l->name);
	if (!line_can_use(l))
		return refuse(c, MSG_USES_NOT_FOR, name, NULL);
	if ((e = lets(c, l->article_id, name, l->qty_milli / QTY_ONE)) != OK)
		return e;
	line_use(l);
	if ((e = stored(c, sell_put_line(c->sh, &t->ob, l->line_no, NULL, NULL))) != OK)
		return e;
	return told(c, basket_line(&t->ob.now, t->last_line_no)->article_id, name);
}

static enum err use_of_code(struct call *c)
{
	struct adding add = { .price_minor = -1 };
	struct line l, deposit;
	int64_t count = 1;
	enum err e = article_find(c->sh, c->a, c->word[0], &add.article), with;

	if (e != OK)
		return e == ERR_NOTFOUND ? refuse(c, MSG_NOT_FOUND, arena_strdup(c->a, c->word[0]), NULL)
			: failed(c, e);
	if (c->words > 1 && (qty_parse(c->word[1], &add.qty_milli) != OK || add.qty_milli <= 0
		|| add.qty_milli % QTY_ONE))
		return refuse(c, MSG_QTY_WHOLE, add.article.name, NULL);
	count = add.qty_milli ? add.qty_milli / QTY_ONE : 1;
	if ((e = lets(c, add.article.id, add.article.name, count)) != OK)
		return e;
	if ((e = line_of_article(c, &add, &l)) != OK)
		return e;
	if (!line_can_use(&l))
		return refuse(c, MSG_USES_NOT_FOR, l.name, NULL);
	with = goods_deposit(c, &add.article, &deposit);
	if (with != OK && with != ERR_NOTFOUND)
		return with;
	line_use(&l);
	e = line_store(c, &l, &(struct beside){ .deposit = with == OK ? &deposit : NULL });
	return e == OK ? told(c, l.article_id, l.name) : e;
}

enum err act_use(struct call *c)
{
	enum err e;

	if (c->t->ob.payment_count)
		return refuse(c, MSG_PAYMENT_TAKEN, NULL, NULL);
	if (!c->t->ob.row.member_id)
		return refuse(c, MSG_USES_WHOSE, NULL, NULL);
	if ((e = member_may_pay(c, c->t->ob.row.member_id)) != OK)
		return e;
	return c->words ? use_of_code(c) : use_for_line(c);
}

enum err uses_fit(struct call *c)
{
	const struct basket *b = &c->t->ob.now;
	enum err e = OK;

	for (int i = 0; e == OK && i < b->line_count; i++) {
		const struct line *l = &b->lines[i];
		bool uses = l->price_source == PRICE_USES;

		if (l->flags & LINE_RETURN || (!uses && !uses_kind_sold(c->sh, l->article_id)))
			continue;
		if (!c->t->ob.row.member_id)
			return refuse(c, MSG_USES_WHOSE, NULL, NULL);
		e = uses ? lets(c, l->article_id, l->name, 0) : OK;
	}
	return e;
}

enum err uses_gone_allowed(struct call *c, int64_t sale_id)
{
	const char *what;
	enum err e = packages_spent(c->sh, c->a, sale_id, &what);

	if (e != OK)
		return failed(c, e);
	if (!*what || c->approver.id)
		return OK;
	return ask_approval(c, (struct wanted){ .perm = PERM_RETURN }, arena_printf(c->a,
		_("%s (%s of this sale was used)"), _(action_table[c->act == ACT_VOID ? ACT_VOID : ACT_RETURN].words),
		what));
}
