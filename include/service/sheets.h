/* sheets.h - figures of the office as tables for people (model/table.h): looked at on a screen, written into a file,
 * and the same by command. Words are in the language now in force; tables live in the arena. */
#ifndef SERVICE_SHEETS_H
#define SERVICE_SHEETS_H

#include "service/money.h"
#include "service/report.h"
#include "service/shop.h"

struct table; /* model/table.h */

/* What moved on a customer's account, with the balance before, after and by age. */
struct table *sheet_statement(struct arena *a, const struct house_sheet *s);
/* Through whose hands a voucher went. */
struct table *sheet_voucher(struct arena *a, const struct voucher_sheet *v);
/* The figures of a shift: of one that is open without what its drawer should hold. */
enum err sheet_shift(struct shop *sh, struct arena *a, int64_t shift_id, struct table **out) MUST_CHECK;
/* The counts of a shift's drawer. */
enum err sheet_counts(struct shop *sh, struct arena *a, int64_t shift_id, struct table **out) MUST_CHECK;
/* All figures of the days from one to another, added up, and by the hour; how many business days they are, and how many
 * of them are not closed. ERR_INVALID with a sentence: no such days, or too many (SALES_DAYS_MAX). Needs the right
 * `reports`. */
enum err report_period(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct totals *all,
	struct hour_figures hours[24], int *days, int *open, struct said *said) MUST_CHECK;
enum err sheet_period(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said) MUST_CHECK;
/* Over and short by person. Needs the right `cash-book`, as all that follow. */
enum err sheet_variances(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said) MUST_CHECK;
/* What was moved in cash without a sale. */
enum err sheet_slips(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct table **out,
	struct said *said) MUST_CHECK;

/* Slips of bottle machines, one by one, and by machine and day. Need the right `reports`. */
enum err sheet_bottle_slips(struct shop *sh, struct arena *a, const char *machine, int32_t from, int32_t to,
	struct table **out, struct said *said) MUST_CHECK;
enum err sheet_bottle_machines(struct shop *sh, struct arena *a, enum slips_by by, int32_t from, int32_t to,
	struct table **out, struct said *said) MUST_CHECK;

#endif
