/* plus.c - the goods for label scales: gathered, put in order, given their places, written. */
#include "service/plus.h"

#include <stdlib.h>
#include <string.h>

#include "articles_int.h"
#include "base/clock.h"
#include "base/tr.h"
#include "model/weigh.h"
#include "../office/office_int.h"
#include "service/import.h"

struct item {
	struct plu plu;
	bool priced;
};

struct gathering {
	struct arena *a;
	struct item *items;
	int count, room;
};

static void add_item(struct gathering *g, const struct article *a, const char *code)
{
	struct item *grown;

	if (g->count == g->room) {
		g->room = g->room ? g->room * 2 : 256;
		grown = arena_array(g->a, (size_t)g->room, sizeof *grown);
		if (g->count)
			memcpy(grown, g->items, (size_t)g->count * sizeof *grown);
		g->items = grown;
	}
	g->items[g->count].priced = a->price_minor >= 0 && !(a->flags & ARTICLE_OPEN_PRICE);
	/* A label scale reckons in kilograms: of ten times 100 g, twice a jin. */
	g->items[g->count].plu = (struct plu){ .code = strtoll(code, NULL, 10), .tare_milli = a->tare_milli,
		.name = arena_strdup(g->a, a->name),
		.price_minor = a->price_minor < 0 || a->price_minor > MONEY_MAX / QTY_ONE ? a->price_minor
			: weigh_quantity(a->unit, a->price_minor) };
	g->count++;
}

static enum err gather(void *ctx, const struct article_full *row)
{
	struct gathering *g = ctx;

	if ((row->article.flags & ARTICLE_STOPPED) || !(row->article.flags & ARTICLE_WEIGHED))
		return OK;
	for (int i = 0; i < row->code_count; i++) {
		struct article_code code = article_code_of(g->a, &row->codes[i]);

		if (code.kind == ARTICLE_CODE_SCALE)
			add_item(g, &row->article, code.code);
	}
	return OK;
}

static int by_code(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->plu.code < y->plu.code ? -1 : x->plu.code > y->plu.code;
}

/* Whether an item has this code. */
static bool is_code(const struct gathering *g, int64_t code)
{
	const struct item wanted = { .plu = { .code = code } };

	return bsearch(&wanted, g->items, (size_t)g->count, sizeof *g->items, by_code) != NULL;
}

/* A code that is a place of the scale keeps it, so that the scale's own keys stay right; others fill from the end. */
static void give_places(struct gathering *g, int places)
{
	int next = places;

	for (int i = 0; i < g->count; i++) {
		struct plu *p = &g->items[i].plu;

		if (p->code >= 1 && p->code <= places) {
			p->number = (int)p->code;
			continue;
		}
		while (next > 0 && is_code(g, next))
			next--;
		p->number = next > 0 ? next-- : 0;
	}
}

/* What begins the codes of the shop's labels, and what they carry: of the first pattern. */
static void label_of_shop(const struct shop *sh, int *kind, int *prefix)
{
	const char *mask = sh->scale_pattern_count ? sh->scale_patterns[0].mask : "";

	*prefix = (int)strtol(mask, NULL, 10);
	*kind = plu_label_kind(strchr(mask, 'P') != NULL, strchr(mask, 'W') != NULL);
}

/* Why an item cannot go to the scale; MSG_NONE: it can, as far as this tells. */
static enum message obstacle(const struct item *it)
{
	if (!it->priced)
		return MSG_PLU_NO_PRICE;
	return it->plu.number ? MSG_NONE : MSG_PLU_FULL;
}

static enum message put_item(struct sbuf *out, const struct plu_layout *layout, const struct item *it)
{
	enum message problem = obstacle(it);

	if (problem != MSG_NONE)
		return problem;
	switch (plu_put(out, layout, &it->plu)) {
	case PLU_NAME_CUT:
		return MSG_PLU_NAME_CUT;
	case PLU_CODE_TOO_LONG:
		return MSG_PLU_CODE_LONG;
	case PLU_PRICE_TOO_HIGH:
		return MSG_PLU_PRICE_HIGH;
	default:
		return MSG_NONE;
	}
}

enum err plus_export(struct shop *sh, struct arena *a, const struct plu_layout *layout, struct sbuf *out,
	void (*tell)(void *ctx, const struct said *said), void *ctx, struct plus_report *report)
{
	struct gathering g = { .a = a };
	struct said said;
	enum err e = office_need(sh, PERM_EXPORT, &said);

	*report = (struct plus_report){ 0 };
	if (e == OK)
		e = articles_each(sh->db, clock_now_ms(), gather, &g);
	if (e != OK)
		return e;
	if (g.count)
		qsort(g.items, (size_t)g.count, sizeof *g.items, by_code);
	give_places(&g, layout->numbers);
	sbuf_puts(out, layout->head);
	for (int i = 0; i < g.count; i++) {
		struct item *it = &g.items[i];
		enum message problem;

		label_of_shop(sh, &it->plu.label_kind, &it->plu.label_prefix);
		problem = put_item(out, layout, it);
		if (problem == MSG_NONE || problem == MSG_PLU_NAME_CUT)
			report->written++;
		else
			report->left_out++;
		if (problem != MSG_NONE)
			tell(ctx, &(struct said){ problem, { arena_printf(a, "%05lld %s", (long long)it->plu.code,
				it->plu.name), layout->name } });
	}
	return OK;
}
