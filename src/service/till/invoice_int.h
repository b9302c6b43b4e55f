/* invoice_int.h - what recovery asks of invoices. */
#ifndef SERVICE_INVOICE_INT_H
#define SERVICE_INVOICE_INT_H

#include "../shop/shop_int.h"
#include "service/invoice.h"

struct audit_store_row;
/* What an audit row says of an invoice is put back; the receipt is there. */
enum err invoice_replay(struct shop *sh, const struct audit_store_row *r) MUST_CHECK;

#endif
