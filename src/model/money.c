/* money.c - the arithmetic everything else stands on: products in 128 bits, rounding by name, and
 * the one function that shares an amount. */
#include "model/money.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

static int currency_decimals = 2;

const char *const cash_rounding_name[CASH_ROUNDINGS] = {
	[CASH_EXACT] = "exact",
	[CASH_DROP_FEN] = "drop-fen",
	[CASH_DROP_JIAO] = "drop-jiao",
	[CASH_HALF_JIAO] = "half-jiao",
	[CASH_HALF_YUAN] = "half-yuan",
	[CASH_NICKEL] = "nickel",
};

int64_t mul_div(int64_t a, int64_t b, int64_t c, enum rounding how)
{
	__int128 product = (__int128)a * b, quotient, rest;
	int away = product < 0 ? -1 : 1;

	assert(c > 0);
	quotient = product / c;
	rest = product % c * away;
	if ((how == ROUND_HALF_AWAY && rest * 2 >= c) || (how == ROUND_UP && rest > 0))
		quotient += away;
	assert(quotient <= (__int128)MONEY_MAX * 1000 && quotient >= -(__int128)MONEY_MAX * 1000);
	return (int64_t)quotient;
}

int64_t line_amount(int64_t price_minor, int64_t qty_milli)
{
	__int128 product = (__int128)price_minor * qty_milli, most = (__int128)MONEY_MAX * QTY_ONE;

	if (product > most || product < -most)
		return product > 0 ? MONEY_MAX + 1 : -MONEY_MAX - 1;
	return mul_div(price_minor, qty_milli, QTY_ONE, ROUND_HALF_AWAY);
}

int64_t money_change_bp(int64_t now_minor, int64_t before_minor)
{
	__int128 bp;

	assert(before_minor > 0);
	bp = ((__int128)now_minor - before_minor) * 10000 / before_minor;
	return bp > CHANGE_MAX_BP ? CHANGE_MAX_BP : bp < -CHANGE_MAX_BP ? -CHANGE_MAX_BP : (int64_t)bp;
}

/* The value of which fewer than k entries are larger, but not fewer than k are at least as large:
 * the k-th largest. Found by halving the range [0, top], so that no second array is needed. */
static int64_t kth_largest(const int64_t *list, int n, int64_t k, int64_t top)
{
	int64_t low = 0, high = top;

	while (low < high) {
		int64_t middle = low + (high - low) / 2, larger = 0;

		for (int i = 0; i < n; i++)
			larger += list[i] > middle;
		if (larger < k)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Shares total >= 0 by weights whose sum is `sum` > 0. parts first holds the remainders, from which
 * the smallest one that still earns a unit is found, then the parts. */
static void share_up(__int128 total, const int64_t *weights, int n, int64_t sum, int64_t *parts)
{
	__int128 whole = 0;
	int64_t left, least = sum, ties = 0;

	for (int i = 0; i < n; i++) {
		parts[i] = (int64_t)(total * weights[i] % sum);
		whole += total * weights[i] / sum;
	}
	left = (int64_t)(total - whole);
	if (left > 0) {
		least = kth_largest(parts, n, left, sum - 1);
		ties = left;
		for (int i = 0; i < n; i++)
			ties -= parts[i] > least;
	}
	for (int i = 0; i < n; i++) {
		bool extra = parts[i] > least || (parts[i] == least && ties-- > 0);

		parts[i] = (int64_t)(total * weights[i] / sum) + extra;
	}
}

void money_share(int64_t total, const int64_t *weights, int n, int64_t *parts)
{
	__int128 sum = 0;

	assert(n > 0);
	for (int i = 0; i < n; i++) {
		assert(weights[i] >= 0);
		sum += weights[i];
		parts[i] = 0;
	}
	assert(sum <= INT64_MAX);
	if (sum == 0) {
		parts[0] = total;
		return;
	}
	share_up(total < 0 ? -(__int128)total : total, weights, n, (int64_t)sum, parts);
	for (int i = 0; total < 0 && i < n; i++)
		parts[i] = -parts[i];
}

void money_share_next(int64_t total, const int64_t *weights, const int64_t *gave, int n, int64_t *parts)
{
	int64_t next = total, excess = 0, whole = 0;

	money_share(total, weights, n, parts);
	for (int i = 0; i < n; i++) {
		whole += weights[i];
		next -= gave[i];
		parts[i] = parts[i] > gave[i] ? parts[i] - gave[i] : 0;
		excess += parts[i];
	}
	assert(total <= whole && next >= 0);
	excess -= next;
	for (int i = n - 1; excess > 0; i--) {
		int64_t less = parts[i] < excess ? parts[i] : excess;

		parts[i] -= less;
		excess -= less;
	}
}

int64_t money_part(int64_t total, int64_t k, int64_t n)
{
	assert(n > 0 && k >= 0 && k <= n);
	return mul_div(total, k, n, ROUND_HALF_AWAY);
}

int64_t tax_in_gross(int64_t gross_minor, int64_t rate_bp)
{
	return mul_div(gross_minor, rate_bp, 10000 + rate_bp, ROUND_HALF_AWAY);
}

int64_t tax_on_net(int64_t net_minor, int64_t rate_bp)
{
	return mul_div(net_minor, rate_bp, 10000, ROUND_HALF_AWAY);
}

int64_t power_of_ten(int n)
{
	int64_t v = 1;

	assert(n >= 0 && n <= 18);
	while (n-- > 0)
		v *= 10;
	return v;
}

/* A mode is a step, named as a fraction of the main unit, and whether it rounds to the nearest
 * step or drops. A step finer than the currency's smallest unit changes nothing. */
int64_t cash_round(int64_t amount_minor, enum cash_rounding mode)
{
	static const struct { int fraction; bool nearest; } modes[CASH_ROUNDINGS] = {
		[CASH_EXACT] = { 0, false },
		[CASH_DROP_FEN] = { 10, false },
		[CASH_DROP_JIAO] = { 1, false },
		[CASH_HALF_JIAO] = { 10, true },
		[CASH_HALF_YUAN] = { 1, true },
		[CASH_NICKEL] = { 20, true },
	};
	int64_t step;

	assert(amount_minor >= 0 && mode >= 0 && mode < CASH_ROUNDINGS);
	if (!modes[mode].fraction)
		return amount_minor;
	step = power_of_ten(currency_decimals) / modes[mode].fraction;
	if (step < 2)
		return amount_minor;
	if (modes[mode].nearest)
		amount_minor += step / 2;
	return amount_minor - amount_minor % step;
}

void money_set_exponent(int decimals)
{
	assert(decimals >= 0 && decimals <= 3);
	currency_decimals = decimals;
}

int money_exponent(void)
{
	return currency_decimals;
}

/* With so many decimals. */
static char *fixed_text(struct arena *a, int64_t value, int decimals)
{
	int64_t unit = power_of_ten(decimals);
	const char *sign = value < 0 ? "-" : "";
	int64_t whole = value / unit, rest = value % unit;

	if (whole < 0)
		whole = -whole;
	if (rest < 0)
		rest = -rest;
	if (!decimals)
		return arena_printf(a, "%s%" PRId64, sign, whole);
	return arena_printf(a, "%s%" PRId64 ".%0*" PRId64, sign, whole, decimals, rest);
}

char *money_text(struct arena *a, int64_t minor)
{
	return fixed_text(a, minor, currency_decimals);
}

/* A digit's value, '.' for a point, -1 for anything else. Full-width forms count as themselves,
 * other compatibility forms (superscripts, circled digits) do not: nobody types an amount with
 * them. */
static int number_char(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0xFF10 && cp <= 0xFF19)
		return (int)(cp - 0xFF10);
	return cp == '.' || cp == 0xFF0E ? '.' : -1;
}

enum err decimal_parse(const char *s, int decimals, int64_t max, int64_t *out)
{
	int64_t value = 0;
	int digits = 0, after = -1; /* after: digits seen behind the point, -1 before it */

	for (size_t used; *s; s += used) {
		uint32_t cp;
		int c;

		used = utf8_decode(s, strlen(s), &cp);
		c = number_char(cp);
		if (c < 0 || (c == '.' && after >= 0))
			return ERR_INVALID;
		if (c == '.') {
			after = 0;
			continue;
		}
		if (after >= 0 && ++after > decimals)
			return ERR_INVALID;
		value = value * 10 + c;
		digits++;
		if (value > max)
			return ERR_INVALID;
	}
	if (!digits)
		return ERR_INVALID;
	for (after = after < 0 ? 0 : after; after < decimals; after++) {
		value *= 10;
		if (value > max)
			return ERR_INVALID;
	}
	*out = value;
	return OK;
}

enum err money_parse(const char *s, int64_t *minor)
{
	return decimal_parse(s, currency_decimals, MONEY_MAX, minor);
}

char *decimal_text(struct arena *a, int64_t value, int decimals)
{
	for (; decimals > 0 && value % 10 == 0; decimals--)
		value /= 10;
	return fixed_text(a, value, decimals);
}

char *qty_text(struct arena *a, int64_t qty_milli)
{
	return decimal_text(a, qty_milli, 3);
}

enum err qty_parse(const char *s, int64_t *qty_milli)
{
	int64_t value;

	if (decimal_parse(s, 3, QTY_MAX, &value) || value == 0)
		return ERR_INVALID;
	*qty_milli = value;
	return OK;
}

enum err percent_parse(const char *s, int64_t *bp)
{
	return decimal_parse(s, 2, 10000, bp);
}
