/* printed_int.h - what becomes of an order of labels that came out of the printer. */
#ifndef SERVICE_PRINTED_INT_H
#define SERVICE_PRINTED_INT_H

#include "../shop/shop_int.h"

/* In a transaction: remembers what its tags said. */
enum err labels_printed_in_tx(struct shop *sh, struct arena *a, const char *body) MUST_CHECK;

#endif
