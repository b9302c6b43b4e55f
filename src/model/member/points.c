/* points.c - see points.h. What a line earned is kept as one number, so a return needs neither the rates nor the levels
 * of the day of the sale: it takes the share of what came back, by the rule of all returns. */
#include "model/member/points.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/member/wallet.h"
#include "model/money.h"

const char *const points_mode_name[POINTS_MODES] = {
	[POINTS_HIGHEST] = "max", [POINTS_ADDED] = "sum", [POINTS_MULTIPLIED] = "product",
};

const char *const points_end_name[POINTS_ENDS] = {
	[POINTS_NEVER_END] = "never", [POINTS_DAYS] = "days", [POINTS_MONTHS] = "months",
	[POINTS_YEARS_END] = "year-end",
};

/* --- earning ----------------------------------------------------------------------------------- */

const struct points_rate *points_pick(const struct points_rate *rates, int n, const struct scope_goods *goods,
	int32_t day)
{
	const struct points_rate *found = NULL;
	struct scope_found best = { 0 };

	for (int i = 0; i < n; i++)
		if (scope_better(&best, rates[i].scope, rates[i].target_id, rates[i].from_day, goods, day))
			found = &rates[i];
	return found;
}

static int64_t between(int64_t least, int64_t v, int64_t most)
{
	return v < least ? least : v > most ? most : v;
}

int64_t points_multiple_bp(enum points_mode mode, const int64_t *multiples_bp, int n)
{
	int64_t bp = n ? between(0, multiples_bp[0], MULTIPLE_MAX_BP) : MULTIPLE_ONE_BP;

	for (int i = 1; i < n; i++) {
		int64_t more = between(0, multiples_bp[i], MULTIPLE_MAX_BP);

		if (mode == POINTS_HIGHEST)
			bp = more > bp ? more : bp;
		else if (mode == POINTS_ADDED)
			bp += more - MULTIPLE_ONE_BP;
		else
			bp = between(0, mul_div(bp, more, MULTIPLE_ONE_BP, ROUND_HALF_AWAY), MULTIPLE_MAX_BP);
	}
	return between(0, bp, MULTIPLE_MAX_BP);
}

int64_t points_step_bp(const struct points_step *steps, int n, int64_t held)
{
	const struct points_step *best = NULL;

	for (int i = 0; i < n; i++)
		if (held >= steps[i].held && (!best || steps[i].held > best->held))
			best = &steps[i];
	return best ? between(0, best->multiple_bp, MULTIPLE_MAX_BP) : MULTIPLE_ONE_BP;
}

void points_bases(const struct line *lines, int n, int64_t points_paid_minor, int64_t *bases_minor)
{
	int64_t weights[LINES_MAX];

	assert(n <= LINES_MAX);
	for (int i = 0; i < n; i++)
		weights[i] = lines[i].flags & LINE_RETURN ? 0 : lines[i].paid_minor;
	if (n > 0)
		money_share(points_paid_minor, weights, n, bases_minor);
	for (int i = 0; i < n; i++) {
		assert(bases_minor[i] <= weights[i]);
		bases_minor[i] = weights[i] - bases_minor[i];
		if (lines[i].flags & (LINE_NO_POINTS | LINE_DEPOSIT))
			bases_minor[i] = 0;
	}
}

/* Each factor is bounded, so the product stays below 10^36: 128 bits hold 10^38. */
static int64_t unrounded_of(int64_t base_minor, const struct points_rate *r, int64_t multiple_bp, int64_t step_bp)
{
	__int128 product = (__int128)base_minor * between(0, r->points, POINTS_RATE_MAX) * multiple_bp * step_bp;
	__int128 whole = (__int128)r->per_minor * MULTIPLE_ONE_BP * MULTIPLE_ONE_BP / POINTS_PART;
	__int128 points;

	assert(base_minor >= 0 && base_minor <= MONEY_MAX && r->per_minor > 0);
	assert(multiple_bp >= 0 && multiple_bp <= MULTIPLE_MAX_BP && step_bp >= 0 && step_bp <= MULTIPLE_MAX_BP);
	points = (product * 2 + whole) / (whole * 2);
	return points < POINTS_MAX * POINTS_PART ? (int64_t)points : POINTS_MAX * POINTS_PART;
}

void points_lines(const struct line *lines, const struct scope_goods *goods, int n, int64_t points_paid_minor,
	const struct points_terms *terms, int64_t *unrounded)
{
	points_bases(lines, n, points_paid_minor, unrounded);
	for (int i = 0; i < n; i++) {
		const struct points_rate *r = points_pick(terms->rates, terms->rate_count, &goods[i], terms->day);

		unrounded[i] = r && !terms->earns_nothing ?
			unrounded_of(unrounded[i], r, terms->multiple_bp, terms->step_bp) : 0;
	}
}

static int64_t whole_points(__int128 sum)
{
	sum /= POINTS_PART;
	return sum < POINTS_MAX ? (int64_t)sum : POINTS_MAX;
}

int64_t points_whole(const int64_t *unrounded, int n)
{
	__int128 sum = 0;

	for (int i = 0; i < n; i++)
		sum += unrounded[i];
	return whole_points(sum);
}

int64_t points_kept(const struct points_line *lines, int n)
{
	__int128 sum = 0;

	for (int i = 0; i < n; i++)
		sum += lines[i].unrounded - money_part(lines[i].unrounded, lines[i].back_milli, lines[i].sold_milli);
	return whole_points(sum);
}

/* --- from when until when ---------------------------------------------------------------------- */

int32_t points_from_day(int32_t day, int pending_days)
{
	assert(pending_days >= 0);
	return day_add(day, pending_days);
}

int32_t points_until_day(int32_t day, enum points_end end, int n)
{
	assert(n >= 0);
	switch (end) {
	case POINTS_DAYS:
		return day_add(day, n);
	case POINTS_MONTHS:
		return day_add_months(day, n);
	case POINTS_YEARS_END:
		return (day / 10000 + n) * 10000 + 1231;
	case POINTS_NEVER_END:
	case POINTS_ENDS:
		break;
	}
	return 0;
}

/* --- spending ---------------------------------------------------------------------------------- */

bool points_price_sound(const struct points_price *price)
{
	return price->points > 0 && price->minor > 0 && price->points <= POINTS_MAX && price->minor <= MONEY_MAX
		&& price->points <= price->minor * POINTS_PRICE_MAX && price->minor <= price->points * POINTS_PRICE_MAX;
}

int64_t points_for(const struct points_price *price, int64_t amount_minor)
{
	return mul_div(amount_minor, price->points, price->minor, ROUND_UP);
}

int64_t points_worth_minor(const struct points_price *price, int64_t points)
{
	return mul_div(points, price->minor, price->points, ROUND_ZERO);
}

int64_t points_times(int64_t points, int64_t each)
{
	assert(each > 0);
	return points > 0 ? points / each : 0;
}

char *points_text(struct arena *a, int64_t member_id, int64_t points)
{
	return stored_text(a, member_id, points);
}

bool points_read(const char *reference, int64_t *member_id, int64_t *points)
{
	return stored_read(reference, member_id, points) && *points <= POINTS_MAX;
}

char *points_part(struct arena *a, const char *reference, int64_t whole_minor, int64_t part_minor)
{
	return stored_part(a, reference, whole_minor, part_minor);
}

int64_t points_back(int64_t points, int64_t amount_minor, int64_t back_minor)
{
	return money_part(points, back_minor, amount_minor);
}

static bool window_open(const struct points_window *w, int32_t day)
{
	return (!w->from_day || day >= w->from_day) && (!w->until_day || day <= w->until_day)
		&& (!w->months || w->months >> (day / 100 % 100) & 1)
		&& (!w->weekdays || w->weekdays >> day_weekday(day) & 1)
		&& (!w->month_days || w->month_days >> (day % 100) & 1);
}

bool points_open(const struct points_window *windows, int n, int32_t day)
{
	bool open = n == 0;

	for (int i = 0; i < n; i++)
		open = open || window_open(&windows[i], day);
	return open;
}

bool points_bits_read(const char *text, int most, unsigned *bits)
{
	do {
		char *end;
		long n = strtol(text, &end, 10);

		if (end == text || n < 1 || n > most || (*end && (*end != ',' || !end[1])))
			return false;
		*bits |= 1u << n;
		text = *end ? end + 1 : end;
	} while (*text);
	return true;
}

/* One word of a window. */
static bool window_word(const char *word, struct points_window *w)
{
	static const struct { const char *name; int most; size_t offset; } lists[] = {
		{ "months=", 12, offsetof(struct points_window, months) },
		{ "weekdays=", 7, offsetof(struct points_window, weekdays) },
		{ "days=", 31, offsetof(struct points_window, month_days) },
	};
	static const struct { const char *name; size_t offset; } ends[] = {
		{ "from=", offsetof(struct points_window, from_day) },
		{ "until=", offsetof(struct points_window, until_day) },
	};

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		if (strncmp(word, lists[i].name, strlen(lists[i].name)) == 0)
			return points_bits_read(word + strlen(lists[i].name), lists[i].most,
				(unsigned *)(void *)((char *)w + lists[i].offset));
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (strncmp(word, ends[i].name, strlen(ends[i].name)) == 0)
			return clock_parse_day(word + strlen(ends[i].name),
				(int32_t *)(void *)((char *)w + ends[i].offset));
	return false;
}

int points_windows_read(const char *text, struct points_window windows[POINTS_WINDOWS_MAX])
{
	struct arena a = ARENA_INIT;
	char *copy = arena_strdup(&a, text), *save = NULL, *inner = NULL;
	bool ok = true;
	int n = 0;

	for (char *one = strtok_r(copy, ";", &save); ok && one; one = strtok_r(NULL, ";", &save)) {
		struct points_window w = { 0 };
		int words = 0;

		for (char *word = strtok_r(one, " ", &inner); ok && word; word = strtok_r(NULL, " ", &inner), words++)
			ok = window_word(word, &w);
		ok = ok && n < POINTS_WINDOWS_MAX && words;
		if (ok)
			windows[n++] = w;
	}
	arena_release(&a);
	return ok ? n : -1;
}

/* What the bill may still be paid with points, whatever the member has. */
static int64_t bill_room(const struct points_limits *l, const struct points_bill *b)
{
	int64_t most = b->due_minor;

	if (l->bill_max_bp)
		most = between(0, mul_div(b->due_minor, l->bill_max_bp, 10000, ROUND_ZERO), most);
	if (l->bill_max_minor)
		most = between(0, l->bill_max_minor, most);
	return most > b->before_minor ? most - b->before_minor : 0;
}

static int64_t points_left(const struct points_bill *b)
{
	return b->usable > b->before_points ? b->usable - b->before_points : 0;
}

int64_t points_most_minor(const struct points_limits *limits, const struct points_bill *bill)
{
	int64_t room = bill_room(limits, bill), left = points_left(bill);

	if (!points_open(limits->windows, limits->window_count, bill->day) || bill->usable < limits->min_held)
		return 0;
	room = between(0, points_worth_minor(&limits->price, left), room);
	return limits->step_minor ? room - room % limits->step_minor : room;
}

enum points_refusal points_refused(const struct points_limits *limits, const struct points_bill *bill,
	int64_t amount_minor)
{
	assert(amount_minor > 0);
	if (!points_open(limits->windows, limits->window_count, bill->day))
		return POINTS_CLOSED;
	if (bill->usable < limits->min_held)
		return POINTS_TOO_FEW;
	if (amount_minor > bill_room(limits, bill))
		return POINTS_BILL_LIMIT;
	if (points_for(&limits->price, amount_minor) > points_left(bill))
		return POINTS_NOT_ENOUGH;
	if (limits->step_minor && amount_minor % limits->step_minor)
		return POINTS_STEP;
	return POINTS_ALLOWED;
}

