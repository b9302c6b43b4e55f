/* consents_int.h - what the record says of consents. */
#ifndef SERVICE_CONSENTS_INT_H
#define SERVICE_CONSENTS_INT_H

#include "../shop/shop_int.h"
#include "model/member/consent.h"

struct audit_store_row;
/* False: the row is about none. */
bool consent_told(const struct audit_store_row *r, struct consent *out);
/* For recovery: what he said stands again, unless he was forgotten. */
enum err consent_replay(struct shop *sh, struct arena *a, const struct audit_store_row *r) MUST_CHECK;

#endif
