/* staff_sale_int.h - staff who buy at a discount: how much is left to them in a month, and what is on record of it. */
#ifndef SERVICE_STAFF_SALE_INT_H
#define SERVICE_STAFF_SALE_INT_H

#include "../shop/shop_int.h"

/* What somebody may still buy so in the month of a time, by the clock of the shop; *limited: there is a limit. */
enum err staff_sale_left(struct shop *sh, struct arena *a, int64_t staff_id, int64_t at_ms, bool *limited,
	int64_t *left_minor) MUST_CHECK;
/* In the transaction that posts: ERR_DENIED when the sale is more than is left, so that two tills at once do not
 * sell more than one may. */
enum err staff_sale_guard(struct shop *sh, struct arena *a, int64_t staff_id, int64_t total_minor) MUST_CHECK;
/* Who bought at the staff discount in a sale; 0: a customer. */
enum err staff_sale_buyer(struct shop *sh, struct arena *a, int64_t sale_id, int64_t *staff_id) MUST_CHECK;

#endif
