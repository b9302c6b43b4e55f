/* printed.c - see printed_int.h. */
#include "printed_int.h"

#include "model/tag.h"
#include "store/label_store.h"

enum err labels_printed_in_tx(struct shop *sh, struct arena *a, const char *body)
{
	struct tag_order o;
	enum err e = tag_order_unpack(a, body, &o);

	for (int i = 0; e == OK && i < o.count; i++) {
		const struct tag *t = &o.tags[i];
		const struct tag_printed_row row = { t->article_id, t->version, tag_mark(a, t), o.at_ms, sh->tx_at_ms };

		if (t->article_id) /* else a test */
			e = tag_printed_put(sh->db, &row);
	}
	return e;
}
