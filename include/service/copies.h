/* copies.h - papers that the office orders at the printer of a till, beside copies of receipts (service/report.h).
 * Each needs its right and is on record; where that till has no printer it is refused with a sentence. */
#ifndef SERVICE_COPIES_H
#define SERVICE_COPIES_H

#include "service/shop.h"

/* The Z report of a closed shift, marked as a copy. The right `reprint`. */
enum err copy_of_shift(struct shop *sh, struct arena *a, int64_t shift_id, const char *terminal,
	struct said *said) MUST_CHECK;
/* The figures of a business day. The right `reports`. */
enum err paper_day(struct shop *sh, struct arena *a, int32_t day, const char *terminal, struct said *said) MUST_CHECK;
/* The statement of a customer's account. The right `house-accounts`. */
enum err paper_statement(struct shop *sh, struct arena *a, const char *number, int32_t from, int32_t to,
	const char *terminal, struct said *said) MUST_CHECK;

#endif
