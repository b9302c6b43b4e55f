/* labels_int.h - the sizes of labels, read from their files. */
#ifndef SERVICE_LABELS_INT_H
#define SERVICE_LABELS_INT_H

#include "../shop/shop_int.h"
#include "service/labels.h"

/* One size by its code; ERR_NOTFOUND with a sentence. */
enum err labels_size(struct shop *sh, struct arena *a, const char *code, struct tag_size *out,
	struct said *said) MUST_CHECK;
/* Packs an order for one tag that is of no article: whether the printer prints what it should. */
enum err labels_test(struct shop *sh, struct arena *a, struct sbuf *out, struct said *said) MUST_CHECK;

#endif
