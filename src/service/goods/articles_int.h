/* articles_int.h - what lookups, import and export of articles share. */
#ifndef SERVICE_ARTICLES_INT_H
#define SERVICE_ARTICLES_INT_H

#include "service/articles.h"
#include "../shop/shop_int.h"
#include "store/article_store.h"

/* A code row as people see it. */
struct article_code article_code_of(struct arena *a, const struct code_row *row);
/* How a code is stored: a key, or with key -1 its text. False when it cannot be one (empty, too long). */
bool article_code_key(struct arena *a, const char *text, struct code_row *out);
/* In a transaction: a price from `from_ms` on, up to the next one planned; the one in force ends then. until_ms 0:
 * no end of its own. */
enum err article_price_in_tx(struct shop *sh, int64_t article_id, int64_t level, int64_t price_minor, int64_t from_ms,
	int64_t until_ms) MUST_CHECK;

struct said;
/* Reads the rules that an edit names into the article; ERR_INVALID, ERR_NOTFOUND, ERR_REFUSED with a sentence. */
enum err article_rules_read(struct shop *sh, struct arena *a, const struct article_edit *edit, struct article *article,
	struct said *said) MUST_CHECK;
/* A supplier by code or name, cleaned; NULL none. */
const struct supplier_row *article_supplier_named(const struct shop *sh, const char *text);
/* The same; ERR_NOTFOUND with a sentence. */
enum err article_supplier(struct shop *sh, struct arena *a, const char *text, int64_t *id,
	struct said *said) MUST_CHECK;

#endif
