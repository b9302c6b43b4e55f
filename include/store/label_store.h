/* label_store.h - what price tags say beside the article, which were printed, and which articles want one. */
#ifndef STORE_LABEL_STORE_H
#define STORE_LABEL_STORE_H

#include "store/db.h"

struct tag_words_row { int64_t article_id; const char *origin, *grade; int64_t version; };
/* Empty texts and version 0 where there is no row. */
enum err tag_words_get(struct db *db, struct arena *a, int64_t article_id, struct tag_words_row *out) MUST_CHECK;
enum err tag_words_put(struct db *db, const struct tag_words_row *row) MUST_CHECK;

struct tag_printed_row { int64_t article_id, version; const char *mark; int64_t at_ms, printed_at_ms; };
/* mark "" and times 0 where there is none. */
enum err tag_printed_get(struct db *db, struct arena *a, int64_t article_id, struct tag_printed_row *out) MUST_CHECK;
/* A later print takes the place of an earlier one, never the other way round. */
enum err tag_printed_put(struct db *db, const struct tag_printed_row *row) MUST_CHECK;

/* Articles that may be sold, by number, at most `limit`: */
/* in a category and all under it, */
enum err tag_articles_of_category(struct db *db, struct arena *a, int64_t category_id, int64_t limit, int64_t **ids,
	int *n) MUST_CHECK;
/* for which a price began or ended after one time and up to another, */
enum err tag_articles_priced(struct db *db, struct arena *a, int64_t after_ms, int64_t until_ms, int64_t limit,
	int64_t **ids, int *n) MUST_CHECK;
/* for whose tag that holds since it was printed, or which were changed themselves, */
enum err tag_articles_changed(struct db *db, struct arena *a, int64_t until_ms, int64_t limit, int64_t **ids,
	int *n) MUST_CHECK;
/* that never had one. */
enum err tag_articles_unprinted(struct db *db, struct arena *a, int64_t limit, int64_t **ids, int *n) MUST_CHECK;

#endif
