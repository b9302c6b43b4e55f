/* wallet_test.c - a random life of stored value beside a plain one: whatever is spent and comes back, in whichever
 * order, each part holds what it should, nothing falls below zero, and a full return restores both parts. */
#include "model/member/wallet.h"

#include "any_amount.h"
#include "model/money.h"

#define LIVES 3000
#define ACTS 60
#define SPENDINGS 60

struct spending { struct wallet spent, gave; int64_t back_minor; };

/* A cent at a time: the next one is bonus when more bonus than so would be too little spent. */
static int64_t slow_bonus(const struct wallet *has, int64_t amount, enum bonus_order order)
{
	int64_t bonus = 0, principal = 0;

	for (int64_t spent = 1; spent <= amount; spent++) {
		bool take;

		if (order == BONUS_AFTER)
			take = principal == has->principal_minor;
		else if (order == BONUS_BEFORE)
			take = bonus < has->bonus_minor;
		else
			take = (bonus + 1) * (has->principal_minor + has->bonus_minor) <= spent * has->bonus_minor;
		bonus += take;
		principal += !take;
	}
	return bonus;
}

/* Of so much that came back: the principal's share, half a cent for it. */
static int64_t slow_back(const struct wallet *spent, int64_t back)
{
	int64_t all = spent->principal_minor + spent->bonus_minor, principal = 0;

	while (all && (principal * 2 + 1) * all <= back * spent->principal_minor * 2)
		principal++;
	return principal;
}

static bool spend(struct wallet *has, struct spending *s, enum bonus_order order)
{
	int64_t all = has->principal_minor + has->bonus_minor, amount = t_rand(6) ? t_range(0, all) : all;

	*s = (struct spending){ 0 };
	if (!CHECK(!wallet_split(has, all + 1, order, &s->spent))
		|| !CHECK(wallet_split(has, amount, order, &s->spent)))
		return false;
	if (!CHECK_INT(s->spent.principal_minor + s->spent.bonus_minor, amount)
		|| !CHECK_INT(s->spent.bonus_minor, slow_bonus(has, amount, order)))
		return false;
	has->principal_minor -= s->spent.principal_minor;
	has->bonus_minor -= s->spent.bonus_minor;
	return CHECK(has->principal_minor >= 0 && has->bonus_minor >= 0);
}

static bool bring_back(struct wallet *has, struct spending *s, bool all)
{
	int64_t whole = s->spent.principal_minor + s->spent.bonus_minor;
	struct wallet out;

	s->back_minor = all ? whole : t_range(s->back_minor, whole);
	wallet_back(&s->spent, &s->gave, s->back_minor, &out);
	s->gave.principal_minor += out.principal_minor;
	s->gave.bonus_minor += out.bonus_minor;
	has->principal_minor += out.principal_minor;
	has->bonus_minor += out.bonus_minor;
	return CHECK(out.principal_minor >= 0 && out.bonus_minor >= 0)
		&& CHECK_INT(s->gave.principal_minor, slow_back(&s->spent, s->back_minor))
		&& CHECK_INT(s->gave.principal_minor + s->gave.bonus_minor, s->back_minor);
}

TEST(both_parts_hold_what_a_plain_model_says)
{
	for (int life = 0; life < LIVES; life++) {
		struct wallet has = { 0, 0 }, paid_in = { 0, 0 };
		struct spending list[SPENDINGS];
		enum bonus_order order = (enum bonus_order)t_rand(BONUS_ORDERS);
		int n = 0;

		for (int i = 0; i < ACTS; i++) {
			struct wallet in = { any_amount(3000), any_amount(900) };

			switch (t_rand(3)) {
			case 0:
				has.principal_minor += in.principal_minor;
				has.bonus_minor += in.bonus_minor;
				paid_in.principal_minor += in.principal_minor;
				paid_in.bonus_minor += in.bonus_minor;
				break;
			case 1:
				if (!spend(&has, &list[n++], order))
					return;
				break;
			default:
				if (n && !bring_back(&has, &list[t_rand((uint64_t)n)], false))
					return;
			}
		}
		for (int i = 0; i < n; i++)
			if (!bring_back(&has, &list[i], true))
				return;
		if (!CHECK_INT(has.principal_minor, paid_in.principal_minor)
			|| !CHECK_INT(has.bonus_minor, paid_in.bonus_minor))
			return;
	}
}

TEST(what_is_paid_out_bit_by_bit_lets_all_bonus_lapse)
{
	for (int round = 0; round < LIVES; round++) {
		struct wallet has = { any_amount(MONEY_MAX), any_amount(MONEY_MAX / 10) }, out;

		while (has.principal_minor > 0) {
			int64_t part = t_rand(3) ? t_range(0, has.principal_minor) : has.principal_minor;

			wallet_pay_out(&has, part, &out);
			if (!CHECK_INT(out.principal_minor, part)
				|| !CHECK(out.bonus_minor >= 0 && out.bonus_minor <= has.bonus_minor)
				|| !CHECK((__int128)out.bonus_minor * has.principal_minor * 2 >=
					(__int128)has.bonus_minor * part * 2 - has.principal_minor))
				return;
			has.principal_minor -= out.principal_minor;
			has.bonus_minor -= out.bonus_minor;
		}
		wallet_pay_out(&has, 0, &out);
		if (!CHECK_INT(out.bonus_minor, has.bonus_minor))
			return;
	}
}

/* The tiers by trying all of them, step by step. */
static int64_t slow_bonus_of(const struct bonus_rule *rule, int64_t amount)
{
	int64_t bonus = 0;

	for (;;) {
		int best = -1;
		int64_t times = 1, base = amount;

		for (int i = 0; i < rule->tier_count; i++)
			if (amount >= rule->tiers[i].from_minor
				&& (best < 0 || rule->tiers[i].from_minor > rule->tiers[best].from_minor))
				best = i;
		if (best < 0)
			break;
		if (rule->mode == BONUS_EACH)
			for (times = 0, base = 0; base + rule->tiers[best].from_minor <= amount; times++)
				base += rule->tiers[best].from_minor;
		bonus += times * rule->tiers[best].bonus_minor + (base * rule->tiers[best].bonus_bp + 5000) / 10000;
		amount -= base;
	}
	return rule->max_minor && bonus > rule->max_minor ? rule->max_minor : bonus;
}

TEST(a_top_up_gives_what_its_tiers_say)
{
	for (int round = 0; round < LIVES * 4; round++) {
		struct bonus_tier tiers[4];
		struct bonus_rule rule = { (enum bonus_mode)t_rand(BONUS_MODES), tiers, (int)t_rand(5),
			t_rand(2) ? any_amount(100000) : 0 };
		int64_t amount = any_amount(1000000);

		for (int i = 0; i < rule.tier_count; i++)
			tiers[i] = (struct bonus_tier){ 1000 * (i * 7 % 5 + 1) + any_amount(999), any_amount(30000),
				t_rand(2) ? t_range(0, 3000) : 0 };
		if (!CHECK_INT(wallet_bonus(&rule, amount), slow_bonus_of(&rule, amount)))
			return;
	}
}

TEST(the_first_day_ends_where_a_cent_more_would_break_it)
{
	for (int round = 0; round < LIVES * 4; round++) {
		struct first_day rules = { t_rand(2) ? t_range(1, 10000) : 0, t_rand(2) ? t_range(1, 10000) : 0 };
		int64_t opening = any_amount(1000000), most = first_day_most_minor(&rules, opening);

		for (int64_t spent = most > 0 ? most - 1 : 0; spent <= most + 1 && most < MONEY_MAX; spent++) {
			bool ok = (!rules.below_bp || spent * 10000 < opening * rules.below_bp)
				&& (!rules.up_to_bp || spent * 10000 <= opening * rules.up_to_bp);

			if (spent > 0 && !CHECK(ok == (spent <= most)))
				return;
		}
		if (!CHECK((most == MONEY_MAX) == (!rules.below_bp && !rules.up_to_bp)))
			return;
	}
}

T_MAIN
