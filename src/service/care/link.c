/* link.c - see link.h. */
#include "service/link.h"

#include "../shop/audit_int.h"
#include "store/check_store.h"

enum err link_load(struct db *db, struct arena *a, const struct seal_row *seal,
	struct journal_link *out)
{
	enum err e;

	*out = (struct journal_link){ .seal = *seal };
	e = check_content(db, a, seal->id, &out->content);
	out->has_document = e == OK;
	if (e == OK)
		e = document_load(db, a, seal->id, &out->document);
	else if (e == ERR_NOTFOUND)
		e = OK;
	if (e == OK)
		e = audit_rows_of(db, a, seal->id, &out->audits, &out->audit_count);
	return e;
}

void link_digest(const struct shop_keys *keys, const char *before, const struct journal_link *l,
	char link[SEAL_HEX])
{
	struct seal s;

	chain_begin(&s, keys, (int)l->seal.key_n, before, l->seal.terminal_id, l->seal.seq);
	if (l->has_document)
		chain_document(&s, &l->document, l->content);
	for (int i = 0; i < l->audit_count; i++)
		chain_audit(&s, &l->audits[i]);
	seal_end(&s, link);
}
