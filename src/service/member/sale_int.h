/* sale_int.h - a sale, or what comes back of it, as what members have moves with it: in its transaction, before the
 * document is posted. */
#ifndef SERVICE_MEMBER_SALE_INT_H
#define SERVICE_MEMBER_SALE_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"

struct member_sale {
	struct arena *a;
	struct document *d;              /* complete but for its number */
	const struct document *sale;     /* of a return or void: what it brings back, NULL of a sale */
	const int64_t *before_milli;     /* by line of the sale: what of it came back before */
	struct audit_row *rows;          /* that are sealed with it */
	int count, room;
	struct said *why;                /* ERR_REFUSED */
};
/* One more row of the record, to be filled. */
struct audit_row *member_sale_row(struct member_sale *s);
/* With that document all of the sale is back. */
bool member_sale_whole(const struct member_sale *s);
/* What of the sale's goods the customer keeps after it. */
int64_t member_sale_kept_minor(const struct member_sale *s);

#endif
