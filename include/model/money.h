/* money.h - money, quantity and rates as whole numbers. Money is int64_t minor units and its name
 * ends in _minor; a quantity is thousandths (_milli); a rate is basis points (_bp). Amounts are
 * bounded by MONEY_MAX at the edge and asserted inside; products use 128 bits. Every division
 * names its rounding. */
#ifndef MODEL_MONEY_H
#define MODEL_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define MONEY_MAX INT64_C(10000000000000) /* 10^13 minor units, either sign */
#define QTY_MAX INT64_C(1000000000)       /* a million pieces, in thousandths */
#define QTY_ONE INT64_C(1000)
#define CHANGE_MAX_BP INT64_C(100000000)  /* ten thousand times as much; beyond that nobody reads a percentage */

enum rounding {
	ROUND_HALF_AWAY, /* half away from zero: prices, tax, discounts */
	ROUND_ZERO,      /* towards zero */
	ROUND_UP         /* away from zero */
};

/* a * b / c with 128 bits between, c > 0. The result must fit MONEY_MAX * 1000 (asserted). */
int64_t mul_div(int64_t a, int64_t b, int64_t c, enum rounding how);
/* 10^n, 0 <= n <= 18. */
int64_t power_of_ten(int n);
/* Price times quantity, half away from zero, once per line; more than any amount is MONEY_MAX + 1, either sign. */
int64_t line_amount(int64_t price_minor, int64_t qty_milli);
/* How far `now` lies above `before` > 0, in basis points of that, towards zero; CHANGE_MAX_BP at most, either sign. */
int64_t money_change_bp(int64_t now_minor, int64_t before_minor);

/* Shares `total` over n weights (>= 0, not all 0) in proportion, by largest remainder, ties to the
 * earlier one; the parts always sum to the total; the sign of total is kept. All weights 0: all
 * goes to part 0. */
void money_share(int64_t total, const int64_t *weights, int n, int64_t *parts);
/* What each of n parts gives next of a total that grows: its share of `total` less what it `gave` before, never below
 * 0; where that is too much in all, because a share need not grow with the whole, later parts give less. The sum of
 * the weights >= total >= the sum of what was given; at the whole each part has given its weight. */
void money_share_next(int64_t total, const int64_t *weights, const int64_t *gave, int n, int64_t *parts);
/* What belongs to k of n units of `total`: half away from zero; k = n gives all of it. n > 0 and
 * 0 <= k <= n. */
int64_t money_part(int64_t total, int64_t k, int64_t n);

/* Tax inside a gross amount: round half away (gross * r / (10000 + r)); and on top of a net one. */
int64_t tax_in_gross(int64_t gross_minor, int64_t rate_bp);
int64_t tax_on_net(int64_t net_minor, int64_t rate_bp);

/* What cash can pay; never rounds up against the customer unless the mode says half-up. */
enum cash_rounding {
	CASH_EXACT, CASH_DROP_FEN, CASH_DROP_JIAO, CASH_HALF_JIAO, CASH_HALF_YUAN, CASH_NICKEL,
	CASH_ROUNDINGS
};
/* "exact" "drop-fen" ...: setting values. */
extern const char *const cash_rounding_name[CASH_ROUNDINGS];
/* amount >= 0; for a refund call it with the amount paid back. A step finer than the currency
 * changes nothing. */
int64_t cash_round(int64_t amount_minor, enum cash_rounding mode);

/* "63.50", "-1.00": as many decimals as the currency has, no thousands mark. */
char *money_text(struct arena *a, int64_t minor);
/* A typed amount: digits with an optional point and at most the currency's decimals ("9.9", "100",
 * ".5", "5."), full-width digits allowed; ERR_INVALID otherwise or above MONEY_MAX. No sign, no
 * spaces. */
enum err money_parse(const char *s, int64_t *minor) MUST_CHECK;
/* Decimals of the shop's currency, 0..3; 2 unless set at start. */
void money_set_exponent(int decimals);
int money_exponent(void);

/* A number of so many decimals (0..6) as a whole one of its last place: digits with an optional point and at most so
 * many behind it, full-width ones allowed, no sign; ERR_INVALID otherwise or above max (at most 10^15). And back,
 * without zeros at its end: "1.258", "-0.5", "2". */
enum err decimal_parse(const char *s, int decimals, int64_t max, int64_t *out) MUST_CHECK;
char *decimal_text(struct arena *a, int64_t value, int decimals);
/* "2", "1.258": up to three decimals, none when whole. */
char *qty_text(struct arena *a, int64_t qty_milli);
enum err qty_parse(const char *s, int64_t *qty_milli) MUST_CHECK; /* > 0 */
/* A percentage "5", "12.5" as basis points 0..10000. */
enum err percent_parse(const char *s, int64_t *bp) MUST_CHECK;

#endif
