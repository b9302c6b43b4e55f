/* link.h - one link of a chain with all that it seals: as the store has it, and its digest made
 * again. */
#ifndef SERVICE_LINK_H
#define SERVICE_LINK_H

#include <stdbool.h>

#include "base/seal.h"
#include "model/document.h"
#include "store/document_store.h"

struct shop_keys;

/* All that a link holds. */
struct journal_link {
	struct seal_row seal;
	bool has_document;
	struct document document;
	const char *content;
	struct audit_store_row *audits;
	int audit_count;
};

/* What a seal's row seals: a document (has_document) and audit rows, or those alone. */
enum err link_load(struct db *db, struct arena *a, const struct seal_row *seal,
	struct journal_link *out) MUST_CHECK;
/* What the link must be when `before` stood before it. Its key must be among the keys. */
void link_digest(const struct shop_keys *keys, const char *before, const struct journal_link *l,
	char link[SEAL_HEX]);

#endif
