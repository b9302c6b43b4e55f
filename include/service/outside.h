/* outside.h - who is asked whether a payment by card or QR pay was taken. Without a provider a person asks: he looks at
 * the terminal's slip. An answer may be lost, late or doubled: the payment has an id, is on file before it is asked
 * for, and ends once. */
#ifndef SERVICE_OUTSIDE_H
#define SERVICE_OUTSIDE_H

#include "service/shop.h"

enum pay_answer { PAY_UNKNOWN = 0, PAY_TAKEN, PAY_REFUSED };
#define PAY_REFERENCE_MAX 64
struct pay_provider {
	/* Asks for a payment. The same id asked again is the same payment. code: the customer's payment code, ""
	   none. */
	enum pay_answer (*charge)(void *ctx, int64_t id, int64_t amount_minor, const char *code,
		char reference[PAY_REFERENCE_MAX]);
	/* What became of it; charges nothing. */
	enum pay_answer (*query)(void *ctx, int64_t id, char reference[PAY_REFERENCE_MAX]);
	void *ctx;
};
/* Lives as long as the shop; NULL: a person looks. */
void shop_pay_provider(struct shop *sh, const struct pay_provider *p);

#endif
