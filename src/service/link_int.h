/* link_int.h - one link of a chain with all that it seals: as the store has it, and its digest made again. */
#ifndef SERVICE_LINK_INT_H
#define SERVICE_LINK_INT_H

#include "service/journal.h"
#include "shop_int.h"

/* What a seal's row seals: a document (has_document) and audit rows, or those alone. */
enum err link_load(struct db *db, struct arena *a, const struct seal_row *seal, struct journal_link *out) MUST_CHECK;
/* What the link must be when `before` stood before it. The key must be there: key_n in 1..keys->seal_count. */
void link_digest(const struct shop_keys *keys, const char *before, const struct journal_link *l, char link[SEAL_HEX]);

#endif
