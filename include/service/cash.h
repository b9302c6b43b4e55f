/* cash.h - the cash office: what moved without a sale, what safe, bags and bank hold. The acts themselves are acts of
 * the till (service/action.def). What a drawer should hold is not told here: it is counted unseen. */
#ifndef SERVICE_CASH_H
#define SERVICE_CASH_H

#include "model/document.h"
#include "service/shop.h"

struct cash_slip {
	int64_t id;
	enum document_kind kind;
	const char *number, *staff, *approver;   /* approver "" nobody */
	const char *reason, *reason_en;          /* "" none */
	const char *reference;                   /* of the voucher or bag, "" none */
	int32_t day;
	int64_t at_ms, amount_minor;
	bool banked;                             /* a bag that the bank has */
	const char *banked_by;                   /* by which document; "" none */
};
#define CASH_SLIPS_MAX 1000
/* Slips from a business day to another, newest first; bags_only: bags alone, of any day where from is 0. */
enum err cash_slips(struct shop *sh, struct arena *a, int32_t from, int32_t to, bool bags_only,
	struct cash_slip **list, int *n) MUST_CHECK;

struct cash_holdings { int64_t safe_minor, transit_minor, bank_minor; int bags; };
/* What the books say lies in the safe, in bags under way, and went to the bank. */
enum err cash_holdings(struct shop *sh, struct arena *a, struct cash_holdings *out) MUST_CHECK;

#endif
