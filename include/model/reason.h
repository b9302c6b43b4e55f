/* reason.h - what a person is asked a reason for. The reasons themselves are rows, one digit
 * each. */
#ifndef MODEL_REASON_H
#define MODEL_REASON_H

enum reason_kind {
	REASON_NONE = 0, REASON_LINE_VOID, REASON_CANCEL, REASON_PRICE, REASON_DISCOUNT, REASON_RETURN,
	REASON_VOID, REASON_NO_SALE, REASON_REPRINT,
	REASON_MONEY_OUT = 30, REASON_TENDER_CORRECT, REASON_VOUCHER,
	REASON_PAY_IN = 40, REASON_PAY_OUT, /* what kind of income or expense it is: each has an account */
	REASON_REOPEN_DAY,
	REASON_MEMBER = 50, /* why a member is frozen, or free again */
	REASON_CARD = 51,   /* why a blank card is void */
	REASON_KINDS = 100 /* beyond every one of them; numbers between may be free */
};

#endif
