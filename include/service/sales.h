/* sales.h - what was sold over days and months, to look at: by day, month, hour, department, category, article or
 * cashier, beside the same days of a week or a year before. Needs the right `reports`. Amounts are what customers had
 * to pay for goods and deposits, less what came back and was paid for empties: in each view the same sum, and that of
 * the Z reports before rounding. */
#ifndef SERVICE_SALES_H
#define SERVICE_SALES_H

#include "service/shop.h"

struct table; /* model/table.h */

enum sales_by {
	SALES_BY_DAY, SALES_BY_MONTH, SALES_BY_HOUR, SALES_BY_DEPARTMENT, SALES_BY_CATEGORY, SALES_BY_ARTICLE,
	SALES_BY_CASHIER, SALES_BYS
};
/* "day" "month" ...: stable; and what a row is of (N_()). */
extern const char *const sales_by_name[SALES_BYS], *const sales_by_words[SALES_BYS];
extern const char *const sales_weekday_words[7]; /* N_(); Monday 0 */
/* Whether its rows count pieces: one receipt may stand in several of them. Else they count receipts. */
bool sales_of_goods(enum sales_by by);
/* With what it is compared: the days a week before, or the same days of the year before. */
enum sales_before { SALES_ALONE, SALES_WEEK_BEFORE, SALES_YEAR_BEFORE, SALES_BEFORES };
extern const char *const sales_before_name[SALES_BEFORES]; /* "none" "week" "year" */

struct sales_row {
	int64_t key;             /* day, month (yyyymm), hour; 0 of what has no code */
	const char *code, *name; /* as a person reads them */
	int64_t times;           /* receipts; of articles and categories lines; 0 of departments */
	int64_t qty_milli;       /* pieces; 0 where they are not counted */
	int64_t amount_minor, before_minor;
};
struct sales {
	enum sales_by by;
	enum sales_before before;
	int32_t from, to, before_from, before_to;
	struct sales_row *list;  /* days, months, hours in their order; all else the largest first */
	int count;
	struct sales_row all;
};
/* Days of the calendar, both included; at most SALES_DAYS_MAX. */
#define SALES_DAYS_MAX 1100
enum err sales_report(struct shop *sh, struct arena *a, enum sales_by by, enum sales_before before, int32_t from,
	int32_t to, struct sales *out, struct said *said) MUST_CHECK;

/* Weekday (Monday 0) by hour of the clock. */
struct sales_heat { int64_t times[7][24], amount_minor[7][24], most_minor; };
enum err sales_heat(struct shop *sh, struct arena *a, int32_t from, int32_t to, struct sales_heat *out,
	struct said *said) MUST_CHECK;

/* The same as tables for a file (service/pages.h), in the language now in force; of the hours those with any sale. */
struct table *sales_table(struct arena *a, const struct sales *s);
struct table *sales_heat_table(struct arena *a, const struct sales_heat *heat, int32_t from, int32_t to);

#endif
