/* article_store.h - articles, their codes and prices, and the categories they hang in. Texts live in the caller's
 * arena. A price holds from from_at_ms (included) until until_at_ms (not included). */
#ifndef STORE_ARTICLE_STORE_H
#define STORE_ARTICLE_STORE_H

#include <stdbool.h>

#include "model/article.h"
#include "store/db.h"

/* Levels 0 (regular) to this one hold for everybody, those above for members. */
#define PRICE_LEVEL_PUBLIC 1
#define PRICE_FOREVER_MS INT64_MAX

/* One article as it is sold at a time: with the lowest public price then in force, and as the code found it. One
 * statement each; ERR_NOTFOUND. */
enum err article_at_key(struct db *db, struct arena *a, int64_t key, int64_t at_ms,
	struct article *out) MUST_CHECK;
enum err article_at_alias(struct db *db, struct arena *a, const char *code, int64_t at_ms,
	struct article *out) MUST_CHECK;
enum err article_at_number(struct db *db, struct arena *a, const char *number, int64_t at_ms,
	struct article *out) MUST_CHECK;
enum err article_at_id(struct db *db, struct arena *a, int64_t id, int64_t at_ms,
	struct article *out) MUST_CHECK;

/* The ids of the first ones by number. */
enum err articles_first(struct db *db, struct arena *a, int limit, int64_t **ids, int *n) MUST_CHECK;

/* A new article: all but version, prices and codes; ERR_EXISTS when the number is taken. */
enum err article_insert(struct db *db, const struct article *row) MUST_CHECK;
/* Changes all but id and number where the version is still row->version; ERR_STALE otherwise. */
enum err article_update(struct db *db, const struct article *row) MUST_CHECK;
/* The highest number of exactly six digits from 100000 on, or ERR_NOTFOUND: numbers given by the program go on from
 * it. */
enum err article_number_last(struct db *db, struct arena *a, const char **number) MUST_CHECK;
enum err article_count(struct db *db, int64_t *n) MUST_CHECK;
/* The newest revision of any article, 0 none: it moves when a name, number or code changed. */
enum err article_revision_last(struct db *db, int64_t *id) MUST_CHECK;

/* A code is a key (model/code.h), or with key < 0 the text of an alias. */
struct code_row {
	int64_t key;
	const char *alias;
	int64_t article_id, pack_milli;
	int64_t price_minor; /* of the pack; -1: none of its own */
	const char *unit;    /* how the pack is called; "" or NULL: as the single */
};
enum err code_insert(struct db *db, const struct code_row *row) MUST_CHECK; /* ERR_EXISTS: taken, by whomever */
/* Changes pack and price of a code of the same article; ERR_NOTFOUND. */
enum err code_update(struct db *db, const struct code_row *row) MUST_CHECK;
enum err code_delete(struct db *db, int64_t key, const char *alias) MUST_CHECK;
enum err codes_of(struct db *db, struct arena *a, int64_t article_id, struct code_row **list, int *n) MUST_CHECK;

struct price_row { int64_t level, from_at_ms, until_at_ms, price_minor; };
/* The price in force at a level; ERR_NOTFOUND. */
enum err price_at(struct db *db, struct arena *a, int64_t article_id, int64_t level, int64_t at_ms,
	struct price_row *out) MUST_CHECK;
/* The lowest of what members pay up to this level, of all levels above PRICE_LEVEL_PUBLIC; ERR_NOTFOUND: none. */
enum err price_of_members(struct db *db, int64_t article_id, int64_t level, int64_t at_ms, int64_t *minor) MUST_CHECK;
/* All of an article, newest first; at most 1,000. */
enum err prices_of(struct db *db, struct arena *a, int64_t article_id, struct price_row **list, int *n) MUST_CHECK;
/* The first later price of this level begins then; PRICE_FOREVER_MS when there is none. */
enum err price_next(struct db *db, int64_t article_id, int64_t level, int64_t after_ms,
	int64_t *from_at_ms) MUST_CHECK;
/* The price in force at a time ends then. */
enum err price_end(struct db *db, int64_t article_id, int64_t level, int64_t at_ms) MUST_CHECK;
/* The same, and one that would begin then is none. */
enum err price_none(struct db *db, int64_t article_id, int64_t level, int64_t at_ms) MUST_CHECK;
/* A new price; one that begins at the same moment is replaced. */
enum err price_put(struct db *db, int64_t article_id, const struct price_row *row) MUST_CHECK;

#define CATEGORY_DEPTH_MAX 32 /* a circle in the tree ends here */
struct category_row {
	int64_t id, parent_id; /* 0: at the top */
	const char *code, *name, *name_en;
	int64_t version;
	struct category_rules rules;
};
enum err categories_list(struct db *db, struct arena *a, struct category_row **list, int *n) MUST_CHECK;
/* The category at the top of the tree under which one hangs; one that is not listed is its own. */
int64_t category_top(const struct category_row *list, int n, int64_t id);
/* ERR_EXISTS where the code is taken. */
enum err category_put(struct db *db, const struct category_row *row) MUST_CHECK;
/* Changes all but id and code where the version is still row->version; ERR_STALE otherwise. */
enum err category_update(struct db *db, const struct category_row *row) MUST_CHECK;

/* Every article in order of id, with its codes and its regular price at a time; fn must not use the db, and what
 * it is given lives during the call. Read in slices: what others change meanwhile is seen or not. An article has at
 * most ARTICLE_CODES_MAX codes here, the rest are left out. */
#define ARTICLE_CODES_MAX 64
struct article_full {
	struct article article;
	const char *deposit_number; /* "" none */
	int64_t member_minor;       /* what every member pays, of level 2; -1: no price of its own */
	const struct code_row *codes;
	int code_count;
};
typedef enum err (*article_fn)(void *ctx, const struct article_full *row);
enum err articles_each(struct db *db, int64_t at_ms, article_fn fn, void *ctx) MUST_CHECK;
/* How often each article stood on a document with an id from `from_id` on, in order of article id. */
typedef enum err (*sold_fn)(void *ctx, int64_t article_id, int64_t times);
enum err articles_sold_each(struct db *db, int64_t from_id, sold_fn fn, void *ctx) MUST_CHECK;

#endif
