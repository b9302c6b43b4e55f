/* outside.h - who is asked whether a payment by card or QR pay was taken. Without a provider a person asks: he looks at
 * the terminal's slip. An answer may be lost, late or doubled: the payment has an id, is on file before it is asked
 * for, and ends once. */
#ifndef SERVICE_OUTSIDE_H
#define SERVICE_OUTSIDE_H

#include "service/shop.h"

enum pay_answer {
	PAY_UNKNOWN = 0, PAY_TAKEN,
	PAY_REFUSED,
	PAY_WAITING,  /* it is under way: the provider's `news` tells when to query */
	PAY_REVERSED, /* not taken, or taken back; it never will be taken */
	PAY_UNSENT    /* the provider was never reached: nothing was charged */
};
#define PAY_REFERENCE_MAX 65
/* text: a reference of what was taken, or why it was refused; "" none. The same id asked again is the same payment. */
struct pay_provider {
	/* Asks for a payment. code: the customer's payment code, "" none. */
	enum pay_answer (*charge)(void *ctx, int64_t id, int64_t amount_minor, const char *code,
		char text[PAY_REFERENCE_MAX]);
	/* What became of it; charges nothing. */
	enum pay_answer (*query)(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX]);
	/* Takes it back, whether it was taken or not. PAY_TAKEN: it was, and cannot be. NULL: nothing can. */
	enum pay_answer (*reverse)(void *ctx, int64_t id, char text[PAY_REFERENCE_MAX]);
	/* Gives back part of a payment that was taken (its id and reference), under an id of its own; the same id is
	 * the same giving back. PAY_REVERSED: given, PAY_REFUSED: it will not be. NULL: nothing can. */
	enum pay_answer (*refund)(void *ctx, int64_t id, int64_t payment_id, int64_t amount_minor,
		const char *reference, char text[PAY_REFERENCE_MAX]);
	/* Whether a query would say something new, or nobody asked since this program began. NULL: nobody knows. */
	bool (*news)(void *ctx, int64_t id);
	void *ctx;
};
/* Lives as long as the shop; NULL: a person looks. */
void shop_pay_provider(struct shop *sh, const struct pay_provider *p);

#endif
