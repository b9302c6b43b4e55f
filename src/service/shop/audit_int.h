/* audit_int.h - how links of the chain are made, and made again by store check. */
#ifndef SERVICE_AUDIT_INT_H
#define SERVICE_AUDIT_INT_H

#include "model/document.h"
#include "shop_int.h"
#include "store/document_store.h"

/* The digest of a link: begin, then the document if it seals one (its rows in the order in which the store gives
 * them back), then its audit rows in order, then seal_end. */
void chain_begin(struct seal *s, const struct shop_keys *keys, int key_n, const char *before, int64_t terminal_id,
	int64_t seq);
void chain_document(struct seal *s, const struct document *d, const char *content);
void chain_audit(struct seal *s, const struct audit_store_row *r);

struct chain_link { struct seal_row row; char link[SEAL_HEX]; };
/* In a transaction: takes the next place in this terminal's chain (and for a document, d not NULL, its number:
 * series, running, terminal_code and link of *d are filled), stores the audit rows, computes the link. */
enum err chain_prepare(struct shop *sh, struct arena *a, struct document *d, const char *content,
	const struct audit_row *rows, int n, struct chain_link *out) MUST_CHECK;
/* The seal itself: after it nothing can be added to the document. */
enum err chain_close(struct shop *sh, const struct chain_link *link) MUST_CHECK;

#endif
