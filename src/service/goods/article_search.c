/* article_search.c - articles as they are searched: by names, numbers and codes, what sells most first. */
#include "../shop/search_int.h"
#include "articles_int.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/sbuf.h"
#include "service/till.h"

#include <string.h>

#define POPULAR_DAYS 30 /* sales of these days order the hits */

struct popularity { int64_t article_id, times; };
struct making {
	struct search_builder *builder;
	struct sbuf sold;              /* struct popularity, in order of article */
	size_t at;                     /* the next of them */
	struct arena arena;
};

static enum err keep_sold(void *ctx, int64_t article_id, int64_t times)
{
	struct making *m = ctx;
	const struct popularity p = { article_id, times };

	sbuf_add(&m->sold, &p, sizeof p);
	return OK;
}

/* Articles come in the order of their ids too. */
static int64_t popularity_of(struct making *m, int64_t article_id)
{
	struct popularity p;

	for (; m->at < m->sold.len; m->at += sizeof p) {
		memcpy(&p, m->sold.data + m->at, sizeof p);
		if (p.article_id >= article_id)
			return p.article_id == article_id ? p.times : 0;
	}
	return 0;
}

static enum err add_article(void *ctx, const struct article_full *row)
{
	struct making *m = ctx;
	struct sbuf numbers = SBUF_INIT;

	sbuf_puts(&numbers, row->article.number);
	for (int i = 0; i < row->code_count; i++)
		sbuf_printf(&numbers, " %s", article_code_of(&m->arena, &row->codes[i]).code);
	search_build_add(m->builder, &(struct search_item){ .id = row->article.id,
		.popularity = popularity_of(m, row->article.id), .name = row->article.name,
		.alias = row->article.name_en, .numbers = sbuf_text(&numbers) });
	sbuf_release(&numbers);
	arena_clear(&m->arena);
	return OK;
}

static enum err fill(struct shop *sh, struct search_builder *b, uint64_t *state)
{
	struct making m = { .builder = b, .sold = SBUF_INIT };
	int64_t newest = 0;
	enum err e = article_revision_last(sh->db, &newest);

	*state = (uint64_t)newest;
	if (e == OK)
		e = articles_sold_each(sh->db, id_first(clock_now_ms() - POPULAR_DAYS * DAY_MS), keep_sold, &m);
	if (e == OK)
		e = articles_each(sh->db, clock_now_ms(), add_article, &m);
	sbuf_release(&m.sold);
	arena_release(&m.arena);
	return e;
}

static enum err fits(struct shop *sh, uint64_t state, bool *yes)
{
	int64_t newest = 0;
	enum err e = article_revision_last(sh->db, &newest);

	*yes = state == (uint64_t)newest;
	return e;
}

const struct search_source article_search_source = { "articles.search", fill, fits };

enum err till_find(struct shop *sh, struct arena *a, const char *text, struct article *list, int *n)
{
	int64_t ids[FIND_MAX];
	int found;
	enum err e = search_open(sh, SEARCH_ARTICLES);

	*n = 0;
	if (e != OK)
		return shop_fail(sh, e, "search");
	found = search_mapped(sh, a, SEARCH_ARTICLES, text, FIND_MAX, ids);
	for (int i = 0; i < found; i++) {
		e = article_get(sh, a, ids[i], &list[*n]);
		if (e == OK)
			++*n;
		else if (e != ERR_NOTFOUND) /* the arena may be older than the store */
			return e;
	}
	return OK;
}
