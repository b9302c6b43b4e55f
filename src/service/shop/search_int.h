/* search_int.h - what is searched: each sort of records has an arena of its own, a file in the cache folder. */
#ifndef SERVICE_SEARCH_INT_H
#define SERVICE_SEARCH_INT_H

#include "model/search.h"
#include "service/search.h"
#include "shop_int.h"

struct search_source {
	const char *file;
	/* Adds every record; *state is that of the names, read before the first of them. */
	enum err (*fill)(struct shop *sh, struct search_builder *b, uint64_t *state);
	/* Whether an arena of this state, of this store, can still be used. */
	enum err (*fits)(struct shop *sh, uint64_t state, bool *yes);
};
/* One for each enum search_of: articles in goods/article_search.c, members in member/member_search.c. */
extern const struct search_source article_search_source, member_search_source;

/* The mapped arena's state; search_open went before. */
uint64_t search_state(const struct shop *sh, enum search_of which);
/* Ids that the arena finds; answers how many. */
int search_mapped(const struct shop *sh, struct arena *a, enum search_of which, const char *text, int max,
	int64_t *ids);

#endif
