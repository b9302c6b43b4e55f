/* points.h - what a sale earns in points, and what points pay.
 *
 * Earned: of each line what is paid after all discounts, less its share of what was paid with points, at the rate of
 * its goods, times what the member's level and the day give. A line keeps its points unrounded, in ten-thousandths; a
 * bill earns the whole points of their sum. A return leaves the whole points of what is kept, so it takes back the
 * difference: any sequence of part returns that ends in a full one takes back all. */
#ifndef MODEL_MEMBER_POINTS_H
#define MODEL_MEMBER_POINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/line.h"
#include "model/scope.h"

#define POINTS_MAX INT64_C(1000000000000) /* of one line, one bill, one payment */
#define POINTS_PART INT64_C(10000)        /* unrounded points are so many to a point */
#define POINTS_RATE_MAX INT64_C(1000000)
#define MULTIPLE_ONE_BP INT64_C(10000)    /* once */
#define MULTIPLE_MAX_BP INT64_C(1000000)  /* a hundred times */

/* --- earning ----------------------------------------------------------------------------------- */

/* So many points (0 .. POINTS_RATE_MAX; 0: such goods earn none) for so much money (> 0). */
struct points_rate { enum goods_scope scope; int64_t target_id; int32_t from_day; int64_t points, per_minor; };
/* The rate for goods on a day (scope.h); NULL: none holds, they earn nothing. */
const struct points_rate *points_pick(const struct points_rate *rates, int n, const struct scope_goods *goods,
	int32_t day);

/* Several multiples at once (level, birthday, member day ...): only the highest, what each adds to once, or one times
 * the other. Twice and twice are 2, 3, 4. At most MULTIPLE_MAX_BP, never below 0. */
enum points_mode { POINTS_HIGHEST, POINTS_ADDED, POINTS_MULTIPLIED, POINTS_MODES };
extern const char *const points_mode_name[POINTS_MODES]; /* "max" "sum" "product": setting values */
int64_t points_multiple_bp(enum points_mode mode, const int64_t *multiples_bp, int n);

/* Who holds more earns more: the highest step that is reached, at least `held`, in any order; none: once. */
struct points_step { int64_t held, multiple_bp; };
int64_t points_step_bp(const struct points_step *steps, int n, int64_t held);

/* What each line earns for: 0 where it is marked so, is a deposit or comes back. What was paid with points (at most
 * what all lines sold come to) is shared over all lines sold, also those that earn nothing. */
void points_bases(const struct line *lines, int n, int64_t points_paid_minor, int64_t *bases_minor);

struct points_terms {
	const struct points_rate *rates;
	int rate_count;
	int32_t day;
	int64_t multiple_bp, step_bp;
	bool earns_nothing;    /* a bought card, a member whose cheque has not cleared */
};
/* The unrounded points of each line, half away from zero; at most POINTS_MAX a line. goods: of the lines, in their
 * order. */
void points_lines(const struct line *lines, const struct scope_goods *goods, int n, int64_t points_paid_minor,
	const struct points_terms *terms, int64_t *unrounded);
/* Whole points of a sum, at most POINTS_MAX. */
int64_t points_whole(const int64_t *unrounded, int n);

/* A line of a sale and what came back of it up to now. */
struct points_line { int64_t unrounded, sold_milli, back_milli; };
/* What the member keeps for what he kept; before a return less after it is what the return takes back. */
int64_t points_kept(const struct points_line *lines, int n);

/* --- from when until when ---------------------------------------------------------------------- */

enum points_end { POINTS_NEVER_END, POINTS_DAYS, POINTS_MONTHS, POINTS_YEARS_END /* with the n-th year, 0 this one */,
	POINTS_ENDS };
extern const char *const points_end_name[POINTS_ENDS]; /* "never" "days" "months" "year-end": setting values */
/* The first day on which what is earned on `day` can be spent. */
int32_t points_from_day(int32_t day, int pending_days);
/* The last one; 0 for ever. A period begins the day after: twelve months from 21 November end with 21 November. */
int32_t points_until_day(int32_t day, enum points_end end, int n);

/* --- spending ---------------------------------------------------------------------------------- */

/* So many points are worth so much money; at most POINTS_PRICE_MAX of the one for one of the other, so that no product
 * outgrows the figures of a till. */
#define POINTS_PRICE_MAX INT64_C(999)
struct points_price { int64_t points, minor; };
bool points_price_sound(const struct points_price *price);
/* What an amount costs in points, rounded up; what points are worth, rounded down. */
int64_t points_for(const struct points_price *price, int64_t amount_minor);
int64_t points_worth_minor(const struct points_price *price, int64_t points);
/* How often points suffice for what costs so many: 250 points for two vouchers of 100. */
int64_t points_times(int64_t points, int64_t each);
/* What a payment by points says as its reference: whose they are and how many, "ID+POINTS"; "ID": none. */
char *points_text(struct arena *a, int64_t member_id, int64_t points);
bool points_read(const char *reference, int64_t *member_id, int64_t *points);
/* The same of a part of that payment, cut off. */
char *points_part(struct arena *a, const char *reference, int64_t whole_minor, int64_t part_minor);
/* Of the points of a payment what goes back once so much of its amount has come back in all. */
int64_t points_back(int64_t points, int64_t amount_minor, int64_t back_minor);

/* When points can be spent, or earned more than once. Days 0: from ever, for ever. Bits 1 << 1 .. 12 of months,
 * 1 << 1 .. 7 of weekdays (Monday is 1), 1 << 1 .. 31 of days of the month; 0: all of them. */
struct points_window { int32_t from_day, until_day; unsigned months, weekdays, month_days; };
/* Whether one of them is open; without any, always. */
bool points_open(const struct points_window *windows, int n, int32_t day);
/* "months=6,12 weekdays=7 days=8,18,28 from=20261201 until=20261231", several apart by ';'. How many, -1: it is none
 * such. */
#define POINTS_WINDOWS_MAX 10
int points_windows_read(const char *text, struct points_window windows[POINTS_WINDOWS_MAX]);
/* Adds the bits of "6,7", of 1 .. most, to what is there; false: it is none such. */
bool points_bits_read(const char *text, int most, unsigned *bits);

struct points_limits {
	struct points_price price;
	int64_t min_held;      /* who has fewer may not pay with points */
	int64_t bill_max_bp;   /* of what the bill comes to, rounded down; 0 no limit */
	int64_t bill_max_minor; /* 0 no limit */
	int64_t step_minor;    /* an amount is so much, or a multiple of it; 0 any */
	const struct points_window *windows;
	int window_count;
};
/* A bill: what it comes to, what it was paid with points so far, and what the member could spend before it. */
struct points_bill { int64_t due_minor, before_minor, before_points, usable; int32_t day; };
enum points_refusal { POINTS_ALLOWED = 0, POINTS_CLOSED, POINTS_TOO_FEW, POINTS_BILL_LIMIT, POINTS_NOT_ENOUGH,
	POINTS_STEP };
/* The most that can be paid with points now, 0 where nothing can. */
int64_t points_most_minor(const struct points_limits *limits, const struct points_bill *bill);
/* Whether an amount (> 0) can be; the first reason why not. */
enum points_refusal points_refused(const struct points_limits *limits, const struct points_bill *bill,
	int64_t amount_minor);

#endif
