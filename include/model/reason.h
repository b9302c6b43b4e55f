/* reason.h - what a person is asked a reason for. The reasons themselves are rows, one digit
 * each. */
#ifndef MODEL_REASON_H
#define MODEL_REASON_H

enum reason_kind {
	REASON_NONE = 0, REASON_LINE_VOID, REASON_CANCEL, REASON_PRICE, REASON_DISCOUNT, REASON_RETURN,
	REASON_VOID, REASON_NO_SALE, REASON_REPRINT, REASON_KINDS
};

#endif
