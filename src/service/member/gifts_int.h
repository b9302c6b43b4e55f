/* gifts_int.h - what papers, recovery and store check ask of gifts. */
#ifndef SERVICE_GIFTS_INT_H
#define SERVICE_GIFTS_INT_H

#include "../shop/shop_int.h"
#include "service/gifts.h"

struct audit_store_row;
/* What an audit row says of a gift; false: nothing. */
bool gift_told(const struct audit_store_row *r, struct gift_move_row *out);
/* It is made again. */
enum err gift_replay(struct db *db, const struct audit_store_row *r) MUST_CHECK;
/* What the article of a gift is called. */
enum err gift_named(struct shop *sh, struct arena *a, const struct gift_row *row, struct gift_info *out) MUST_CHECK;

#endif
