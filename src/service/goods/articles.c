/* articles.c - articles found, shown and priced. */
#include "service/articles.h"

#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "../office/office_int.h"
#include "service/master.h"

const char *const article_code_kind_name[] = {
	[ARTICLE_CODE_GTIN] = "gtin", [ARTICLE_CODE_PLU] = "plu", [ARTICLE_CODE_SCALE] = "scale",
	[ARTICLE_CODE_ALIAS] = "alias",
};

/* --- prices by the hour -------------------------------------------------------------------- */

/* The regular price: what was found, unless that is a special one. */
static enum err regular_price(struct shop *sh, struct arena *a, const struct article *art, int64_t found_minor,
	int64_t *minor)
{
	struct price_row row;
	enum err e = OK;

	*minor = found_minor;
	if (art->price_level == PRICE_LEVEL_REGULAR)
		return OK;
	e = price_at(sh->db, a, art->id, PRICE_LEVEL_REGULAR, clock_now_ms(), &row);
	if (e == OK)
		*minor = row.price_minor;
	return e == ERR_NOTFOUND ? OK : e;
}

/* The lowest that applies: a price by the hour takes the place of a dearer one, of the single and of the pack. */
static enum err price_now(struct shop *sh, struct arena *a, struct article *art)
{
	const struct price_window *w = NULL;
	struct moment at;
	int64_t found = art->price_minor, regular = -1, pack_minor = art->pack_price_minor;
	enum err e = OK;

	if (sh->window_count == 0 || art->price_minor < 0 || (art->flags & ARTICLE_OPEN_PRICE))
		return OK;
	at = shop_moment(sh);
	while (e == OK && (w = shop_window_next(sh, art, &at, w))) {
		int64_t single = w->price_minor, pack;

		if (w->off_bp && regular < 0)
			e = regular_price(sh, a, art, found, &regular);
		if (w->off_bp)
			single = price_off(regular, w->off_bp);
		pack = w->off_bp ? price_off(pack_minor > 0 ? pack_minor : 0, w->off_bp)
			: mul_div(single, art->pack_milli, QTY_ONE, ROUND_HALF_AWAY);
		if (single < art->price_minor) {
			art->price_minor = single;
			art->window_id = w->id;
		}
		if (pack_minor >= 0 && pack < art->pack_price_minor) {
			art->pack_price_minor = pack;
			art->window_id = w->id;
		}
	}
	return e;
}

/* --- lookups ------------------------------------------------------------------------------- */

static enum err by_alias(struct shop *sh, struct arena *a, const char *text, struct article *out)
{
	enum err e = article_at_alias(sh->db, a, text, clock_now_ms(), out);

	return e == OK ? price_now(sh, a, out) : e;
}

enum err article_by_code(struct shop *sh, struct arena *a, const char *code, struct article *out)
{
	struct code_try tries[CODE_TRIES_MAX];
	int n = code_tries(a, code, tries);
	enum err e = ERR_NOTFOUND;

	for (int i = 0; i < n && e == ERR_NOTFOUND; i++)
		e = tries[i].key < 0 ? by_alias(sh, a, tries[i].text, out) : article_by_key(sh, a, tries[i].key, out);
	return e;
}

enum err article_by_number(struct shop *sh, struct arena *a, const char *number, struct article *out)
{
	enum err e = article_at_number(sh->db, a, number, clock_now_ms(), out);

	return e == OK ? price_now(sh, a, out) : e;
}

enum err article_by_key(struct shop *sh, struct arena *a, int64_t key, struct article *out)
{
	enum err e = article_at_key(sh->db, a, key, clock_now_ms(), out);

	if (e != OK)
		return e;
	out->code = code_text(a, key);
	return price_now(sh, a, out);
}

enum err article_get(struct shop *sh, struct arena *a, int64_t id, struct article *out)
{
	enum err e = article_at_id(sh->db, a, id, clock_now_ms(), out);

	return e == OK ? price_now(sh, a, out) : e;
}

enum err article_find(struct shop *sh, struct arena *a, const char *text, struct article *out)
{
	const char *code = utf8_narrow(a, text);
	enum err e = article_by_code(sh, a, code, out);

	return e == ERR_NOTFOUND ? article_by_number(sh, a, code, out) : e;
}

enum err articles_count(struct shop *sh, int64_t *n)
{
	return article_count(sh->db, n);
}

/* --- codes --------------------------------------------------------------------------------- */

bool article_code_key(struct arena *a, const char *text, struct code_row *out)
{
	struct code_try tries[CODE_TRIES_MAX];

	if (code_tries(a, text, tries) == 0)
		return false;
	out->key = tries[0].key;
	out->alias = tries[0].text;
	return true;
}

/* A GTIN whose shortest form would be read as another code (8 digits that are a UPC-E as well) is written with
 * 13 digits. */
static const char *gtin_text(struct arena *a, int64_t key)
{
	char *text = code_text(a, key);
	struct code_row back;

	if (article_code_key(a, text, &back) && back.key == key)
		return text;
	return arena_printf(a, "%013lld", (long long)(key % CODE_KIND_UNIT));
}

struct article_code article_code_of(struct arena *a, const struct code_row *row)
{
	struct article_code out = { ARTICLE_CODE_ALIAS, row->alias, row->pack_milli, row->price_minor,
		row->unit ? row->unit : "" };

	if (row->key < 0)
		return out;
	switch ((enum code_kind)(row->key / CODE_KIND_UNIT)) {
	case CODE_GTIN: out.kind = ARTICLE_CODE_GTIN; break;
	case CODE_PLU: out.kind = ARTICLE_CODE_PLU; break;
	case CODE_SCALE: out.kind = ARTICLE_CODE_SCALE; break;
	}
	out.code = out.kind == ARTICLE_CODE_GTIN ? gtin_text(a, row->key) : code_text(a, row->key);
	return out;
}

/* --- the sheet ----------------------------------------------------------------------------- */

enum err categories_all(struct shop *sh, struct arena *a, struct category **list, int *n)
{
	struct category_row *rows;
	enum err e = categories_list(sh->db, a, &rows, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; i < *n; i++)
		(*list)[i] = (struct category){ rows[i].id, rows[i].parent_id, rows[i].code, rows[i].name,
			rows[i].name_en, rows[i].rules };
	return OK;
}

static const struct category *category_by_id(const struct category *list, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}


static enum err load_category(struct shop *sh, struct arena *a, struct article_sheet *out)
{
	struct category *list;
	const struct category *c;
	int n;
	enum err e = categories_all(sh, a, &list, &n);

	out->category_path = "";
	if (e != OK)
		return e;
	c = category_by_id(list, n, out->article.category_id);
	if (c)
		out->category = *c;
	for (int depth = 0; c && depth < CATEGORY_DEPTH_MAX; depth++) {
		out->category_path = depth ? arena_printf(a, "%s/%s", c->name, out->category_path) : c->name;
		c = category_by_id(list, n, c->parent_id);
	}
	return OK;
}

static enum err load_codes(struct shop *sh, struct arena *a, struct article_sheet *out)
{
	struct code_row *rows;
	enum err e = codes_of(sh->db, a, out->article.id, &rows, &out->code_count);

	if (e != OK)
		return e;
	out->codes = arena_array(a, (size_t)out->code_count, sizeof *out->codes);
	for (int i = 0; i < out->code_count; i++)
		out->codes[i] = article_code_of(a, &rows[i]);
	return OK;
}

static enum err load_prices(struct shop *sh, struct arena *a, struct article_sheet *out)
{
	struct price_row *rows;
	enum err e = prices_of(sh->db, a, out->article.id, &rows, &out->price_count);

	if (e != OK)
		return e;
	out->prices = arena_array(a, (size_t)out->price_count, sizeof *out->prices);
	for (int i = 0; i < out->price_count; i++)
		out->prices[i] = (struct article_price){ rows[i].level, rows[i].price_minor, rows[i].from_at_ms,
			rows[i].until_at_ms };
	return OK;
}

static enum err load_sheet(struct shop *sh, struct arena *a, enum err e, struct article_sheet *out)
{
	if (e == OK) /* the single, whatever pack the code names */
		e = article_get(sh, a, out->article.id, &out->article);
	if (e == OK)
		e = load_category(sh, a, out);
	if (e == OK)
		e = load_codes(sh, a, out);
	return e == OK ? load_prices(sh, a, out) : e;
}

enum err article_sheet(struct shop *sh, struct arena *a, const char *text, struct article_sheet *out)
{
	*out = (struct article_sheet){ .category_path = "" };
	return load_sheet(sh, a, article_find(sh, a, text, &out->article), out);
}

enum err article_sheet_of(struct shop *sh, struct arena *a, const char *number, struct article_sheet *out)
{
	*out = (struct article_sheet){ .category_path = "" };
	return load_sheet(sh, a, article_by_number(sh, a, number, &out->article), out);
}

enum err articles_page(struct shop *sh, struct arena *a, int limit, struct article **list, int *n)
{
	int64_t *ids;
	enum err e = articles_first(sh->db, a, limit, &ids, n);

	if (e != OK)
		return e;
	*list = arena_array(a, (size_t)*n, sizeof **list);
	for (int i = 0; e == OK && i < *n; i++)
		e = article_get(sh, a, ids[i], &(*list)[i]);
	return e;
}

/* --- prices -------------------------------------------------------------------------------- */

enum err article_price_in_tx(struct shop *sh, int64_t article_id, int64_t level, int64_t price_minor, int64_t from_ms,
	int64_t until_ms)
{
	struct price_row row = { .level = level, .from_at_ms = from_ms, .price_minor = price_minor };
	enum err e = price_next(sh->db, article_id, level, from_ms, &row.until_at_ms);

	if (until_ms && until_ms < row.until_at_ms)
		row.until_at_ms = until_ms;
	if (e == OK)
		e = price_end(sh->db, article_id, level, from_ms);
	return e == OK ? price_put(sh->db, article_id, &row) : e;
}

struct pricing { struct price_order order; struct article article; struct arena *arena; };

static enum err price_body(struct shop *sh, void *arg)
{
	const struct pricing *p = arg;
	struct arena *a = p->arena;
	struct price_row was;
	enum err e = price_at(sh->db, a, p->article.id, p->order.level, p->order.from_ms, &was);
	const char *before = e == OK ? money_text(a, was.price_minor) : NULL;
	const struct change changes[] = {
		{ "price", before, money_text(a, p->order.price_minor) },
		{ "level", NULL, arena_printf(a, "%d", (int)p->order.level) },
		{ "from", NULL, clock_iso(a, p->order.from_ms) },
	};

	if (e == OK || e == ERR_NOTFOUND)
		e = article_price_in_tx(sh, p->article.id, p->order.level, p->order.price_minor, p->order.from_ms,
					p->order.until_ms);
	if (e == OK)
		e = office_revise(sh, "price", p->article.id, changes, 3);
	if (e == OK) {
		const struct audit_row row = { .action = "price", .subject_id = p->article.id,
			.amount_minor = p->order.price_minor, .detail = p->article.number };

		e = audit_in_tx(sh, &row, 1);
	}
	return e;
}

static enum err check_order(struct arena *a, const struct price_order *o, struct said *said)
{
	if (o->price_minor <= 0 || o->price_minor > MONEY_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A price"), money_text(a, o->price_minor));
	if (o->level < 0 || o->level > PRICE_LEVEL_MAX)
		return say(said, ERR_INVALID, MSG_VALUE_BAD, _("A price level"), arena_printf(a, "%d", (int)o->level));
	if (o->from_ms < clock_now_ms())
		return say(said, ERR_REFUSED, MSG_PRICE_PAST, NULL, NULL);
	if (o->until_ms && (o->level != PRICE_LEVEL_SPECIAL || o->until_ms <= o->from_ms))
		return say(said, ERR_REFUSED, MSG_PRICE_UNTIL, NULL, NULL);
	return OK;
}

enum err article_price_set(struct shop *sh, struct arena *a, const struct price_order *order, struct said *said)
{
	struct pricing p = { .order = *order, .arena = a };
	enum err e = office_need(sh, PERM_PRICES, said);

	if (!p.order.from_ms)
		p.order.from_ms = clock_now_ms();
	if (e == OK)
		e = check_order(a, &p.order, said);
	if (e == OK)
		e = article_find(sh, a, order->article, &p.article);
	if (e == ERR_NOTFOUND)
		return say(said, e, MSG_NOT_FOUND, arena_printf(a, _("article %s"), order->article), NULL);
	if (e == OK)
		e = shop_tx(sh, price_body, &p);
	if (e != OK)
		return office_answer(said, e, p.article.number);
	return say(said, OK, MSG_PRICE_SET, p.article.name, money_text(a, order->price_minor));
}
