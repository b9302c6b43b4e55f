/* wallet.c - see wallet.h. */
#include "model/member/wallet.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "model/money.h"

#define YUAN INT64_C(100)

const char *const bonus_order_name[BONUS_ORDERS] = {
	[BONUS_SHARE] = "share", [BONUS_AFTER] = "after", [BONUS_BEFORE] = "before",
};

const char *const bonus_mode_name[BONUS_MODES] = { [BONUS_BEST] = "best", [BONUS_EACH] = "each" };

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* --- spending and what comes back -------------------------------------------------------------- */

bool wallet_split(const struct wallet *has, int64_t amount_minor, enum bonus_order order, struct wallet *out)
{
	int64_t all = has->principal_minor + has->bonus_minor;

	assert(has->principal_minor >= 0 && has->bonus_minor >= 0 && amount_minor >= 0);
	if (amount_minor > all)
		return false;
	if (order == BONUS_AFTER)
		out->bonus_minor = amount_minor - least(amount_minor, has->principal_minor);
	else if (order == BONUS_BEFORE)
		out->bonus_minor = least(amount_minor, has->bonus_minor);
	else
		out->bonus_minor = all ? mul_div(amount_minor, has->bonus_minor, all, ROUND_ZERO) : 0;
	out->principal_minor = amount_minor - out->bonus_minor;
	return true;
}

void wallet_back(const struct wallet *spent, const struct wallet *gave, int64_t back_minor, struct wallet *out)
{
	const int64_t weights[] = { spent->principal_minor, spent->bonus_minor };
	const int64_t before[] = { gave->principal_minor, gave->bonus_minor };
	int64_t parts[2];

	money_share_next(back_minor, weights, before, 2, parts);
	*out = (struct wallet){ parts[0], parts[1] };
}

void wallet_pay_out(const struct wallet *has, int64_t principal_minor, struct wallet *out)
{
	assert(principal_minor >= 0 && principal_minor <= has->principal_minor);
	out->principal_minor = principal_minor;
	out->bonus_minor = has->principal_minor ?
		money_part(has->bonus_minor, principal_minor, has->principal_minor) : has->bonus_minor;
}

#define REFERENCE_DIGITS_MAX 19 /* of an id, from July 2027 on */

char *stored_text(struct arena *a, int64_t member_id, int64_t bonus_minor)
{
	if (!bonus_minor)
		return arena_printf(a, "%" PRId64, member_id);
	return arena_printf(a, "%" PRId64 "+%" PRId64, member_id, bonus_minor);
}

/* A number of digits alone, above 0. */
static const char *digits(const char *text, int64_t *out)
{
	size_t n = strspn(text, "0123456789");

	errno = 0;
	*out = n && n <= REFERENCE_DIGITS_MAX ? strtoll(text, NULL, 10) : 0;
	return *out > 0 && !errno ? text + n : NULL;
}

bool stored_read(const char *reference, int64_t *member_id, int64_t *bonus_minor)
{
	const char *rest = digits(reference, member_id);

	*bonus_minor = 0;
	if (rest && *rest == '+')
		rest = digits(rest + 1, bonus_minor);
	return rest && !*rest && *bonus_minor <= MONEY_MAX;
}

char *stored_part(struct arena *a, const char *reference, int64_t whole_minor, int64_t part_minor)
{
	int64_t member_id, bonus;

	if (!stored_read(reference, &member_id, &bonus) || part_minor > whole_minor || whole_minor <= 0)
		assert(!"a part of a payment by stored value");
	return stored_text(a, member_id, mul_div(bonus, part_minor, whole_minor, ROUND_ZERO));
}

/* --- top-up ------------------------------------------------------------------------------------ */

/* The highest tier up to an amount; NULL none. */
static const struct bonus_tier *tier_of(const struct bonus_rule *rule, int64_t amount_minor)
{
	const struct bonus_tier *best = NULL;

	for (int i = 0; i < rule->tier_count; i++) {
		const struct bonus_tier *t = &rule->tiers[i];

		assert(t->from_minor > 0 && t->bonus_minor >= 0 && t->bonus_bp >= 0);
		if (t->from_minor <= amount_minor && (!best || t->from_minor > best->from_minor))
			best = t;
	}
	return best;
}

int64_t wallet_bonus(const struct bonus_rule *rule, int64_t amount_minor)
{
	int64_t most = rule->max_minor ? least(rule->max_minor, MONEY_MAX) : MONEY_MAX;
	const struct bonus_tier *t;
	__int128 bonus = 0;

	assert(amount_minor >= 0 && amount_minor <= MONEY_MAX);
	while ((t = tier_of(rule, amount_minor)) != NULL) {
		int64_t times = rule->mode == BONUS_EACH ? amount_minor / t->from_minor : 1;
		int64_t base_minor = rule->mode == BONUS_EACH ? times * t->from_minor : amount_minor;

		bonus += (__int128)times * t->bonus_minor;
		bonus += ((__int128)base_minor * t->bonus_bp + 5000) / 10000;
		amount_minor -= base_minor;
	}
	return bonus < most ? (int64_t)bonus : most;
}

enum wallet_refusal wallet_top_up_refused(const struct wallet_limits *limits, const struct wallet *has,
	int64_t amount_minor, int64_t bonus_minor)
{
	int64_t most = limits->balance_max_minor ? limits->balance_max_minor : MONEY_MAX;

	assert(amount_minor > 0 && bonus_minor >= 0);
	if (amount_minor < limits->top_up_min_minor)
		return WALLET_TOP_UP_MIN;
	if (limits->top_up_max_minor && amount_minor > limits->top_up_max_minor)
		return WALLET_TOP_UP_MAX;
	if (has->principal_minor + has->bonus_minor + amount_minor + bonus_minor > most)
		return WALLET_BALANCE_MAX;
	return WALLET_ALLOWED;
}

/* --- the first day ----------------------------------------------------------------------------- */

int64_t first_day_most_minor(const struct first_day *rules, int64_t opening_minor)
{
	int64_t most = MONEY_MAX;

	if (rules->below_bp)
		most = mul_div(opening_minor, rules->below_bp, 10000, ROUND_UP) - 1;
	if (rules->up_to_bp)
		most = least(most, mul_div(opening_minor, rules->up_to_bp, 10000, ROUND_ZERO));
	return most > 0 ? most : 0;
}

/* What the first day still lets spend. */
static int64_t first_day_room(const struct wallet_facts *f, const struct first_day *rules, int32_t day)
{
	int64_t most;

	if (day != f->opened_day || (!rules->below_bp && !rules->up_to_bp))
		return MONEY_MAX;
	most = first_day_most_minor(rules, f->opening_minor);
	return most > f->spent_today_minor ? most - f->spent_today_minor : 0;
}

int64_t wallet_most_minor(const struct wallet_facts *f, const struct first_day *rules, int32_t day)
{
	return least(f->has.principal_minor + f->has.bonus_minor, first_day_room(f, rules, day));
}

enum wallet_refusal wallet_spend_refused(const struct wallet_facts *f, const struct first_day *rules, int32_t day,
	int64_t amount_minor)
{
	int64_t all = f->has.principal_minor + f->has.bonus_minor;

	assert(amount_minor > 0);
	if (amount_minor > all)
		return amount_minor > all + f->held_minor ? WALLET_NOT_ENOUGH : WALLET_UNCLEARED;
	return amount_minor > first_day_room(f, rules, day) ? WALLET_FIRST_DAY : WALLET_ALLOWED;
}

/* --- the law ----------------------------------------------------------------------------------- */

#define ORDER_9 \
	.balance_max_minor = { 5000 * YUAN, 1000 * YUAN }, .identity_from_minor = { 1, 10000 * YUAN }, \
	.transfer_company_minor = 5000 * YUAN, .transfer_person_minor = 50000 * YUAN, .months = { 0, 36 }

const struct wallet_law wallet_law_shipped[] = {
	{ .from_day = 20121101, ORDER_9 },
	{ .from_day = 20250501, ORDER_9, .refund_days = 7 },
};
const int wallet_law_shipped_count = (int)(sizeof wallet_law_shipped / sizeof *wallet_law_shipped);

const struct wallet_law *wallet_law_on(const struct wallet_law *list, int n, int32_t day)
{
	const struct wallet_law *found = NULL;

	for (int i = 0; i < n; i++)
		if (list[i].from_day <= day && (!found || list[i].from_day > found->from_day))
			found = &list[i];
	return found;
}

static bool reached(int64_t from_minor, int64_t amount_minor)
{
	return from_minor && amount_minor >= from_minor;
}

bool wallet_identity_needed(const struct wallet_law *law, enum wallet_holder holder, int64_t amount_minor)
{
	return reached(law->identity_from_minor[holder], amount_minor);
}

bool wallet_transfer_needed(const struct wallet_law *law, bool company, int64_t amount_minor)
{
	return reached(company ? law->transfer_company_minor : law->transfer_person_minor, amount_minor);
}

int32_t wallet_until_day(const struct wallet_law *law, enum wallet_holder holder, int32_t opened_day)
{
	return law->months[holder] ? day_add_months(opened_day, law->months[holder]) : 0;
}

bool wallet_refund_due(const struct wallet_law *law, int32_t paid_day, int32_t day)
{
	return law->refund_days && day >= paid_day && days_between(paid_day, day) <= law->refund_days;
}
