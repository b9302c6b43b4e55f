/* day.h - the end of a business day: what is still open, closing it, and opening it again by two persons. */
#ifndef SERVICE_DAY_H
#define SERVICE_DAY_H

#include "service/shop.h"

enum day_open_kind { DAY_OPEN_SHIFT, DAY_OPEN_PAYMENT, DAY_OPEN_BASKET, DAY_OPEN_JOB, DAY_OPEN_SAFE,
	DAY_OPEN_UNKNOWN, DAY_OPEN_PAYBACK, DAY_OPEN_KINDS };
extern const char *const day_open_name[DAY_OPEN_KINDS]; /* "shift" "payment" "basket" ... */
struct day_open {
	enum day_open_kind kind;
	const char *terminal, *staff;  /* "" none */
	int64_t amount_minor;          /* of a payment; else 0 */
	int count;
	bool must;                     /* it keeps the day from being closed, whoever wants it */
};
/* What is open before a day is closed: shifts, payments outside whose outcome nobody knows, what a provider is to give
 * back, baskets that money was taken for, other baskets, papers that were not printed, the safe if nobody counted it
 * that day. */
enum err day_open_list(struct shop *sh, struct arena *a, int32_t day, struct day_open **list, int *n) MUST_CHECK;
/* Business days, newest first. */
struct day_info { int32_t day; bool closed; int64_t closed_at_ms; const char *closed_by; int reopened; };
enum err day_all(struct shop *sh, struct arena *a, int limit, struct day_info **list, int *n) MUST_CHECK;
/* Refused while something is open; anyway: by the right day-force, what need not keep it from being closed. */
enum err day_end(struct shop *sh, struct arena *a, int32_t day, bool anyway, struct said *said) MUST_CHECK;
/* Opens a closed day again: a second person and a reason (its digit) are needed. Never when it was exported to
 * accounting, nor (setting day.reopen) when a later day is closed. */
enum err day_reopen(struct shop *sh, struct arena *a, int32_t day, const char *reason, const char *second,
	const char *pin, struct said *said) MUST_CHECK;
/* The same in two steps, for who asks for reason and second person himself: whether it may be opened at all; opened, by
 * whom it was approved. Day 0: the last one closed. */
enum err day_may_reopen(struct shop *sh, struct arena *a, int32_t *day, struct said *said) MUST_CHECK;
enum err day_reopen_approved(struct shop *sh, struct arena *a, int32_t day, int64_t reason_id, int64_t approver_id,
	struct said *said) MUST_CHECK;
/* How often a day was opened again. */
enum err day_reopened(struct shop *sh, struct arena *a, int32_t day, int *times) MUST_CHECK;

#endif
