/* wallet_test.c - principal and bonus, what a top-up gives, the limits of the shop, the first day and the law: by
 * example, at each boundary and on both sides of it. */
#include "model/member/wallet.h"

#include "../t.h"
#include "model/money.h"

#define TODAY 20261121
#define YUAN INT64_C(100)

/* --- splits ------------------------------------------------------------------------------------ */

static void check_split(enum bonus_order order, int64_t principal, int64_t bonus, int64_t amount, int64_t want)
{
	struct wallet out;

	if (CHECK(wallet_split(&(struct wallet){ principal, bonus }, amount, order, &out))) {
		CHECK_INT(out.bonus_minor, want);
		CHECK_INT(out.principal_minor, amount - want);
	}
}

TEST(bonus_goes_in_proportion_rounded_down)
{
	check_split(BONUS_SHARE, 10000, 2000, 6000, 1000);
	check_split(BONUS_SHARE, 10000, 2000, 6005, 1000); /* 1000.83 */
	check_split(BONUS_SHARE, 10000, 2000, 6006, 1001);
	check_split(BONUS_SHARE, 10000, 2000, 12000, 2000);
	check_split(BONUS_SHARE, 1, 2, 1, 0);
	check_split(BONUS_SHARE, 1, 2, 2, 1);
	check_split(BONUS_SHARE, 0, 500, 300, 300);
	check_split(BONUS_SHARE, 500, 0, 300, 0);
	check_split(BONUS_SHARE, 0, 0, 0, 0);
	check_split(BONUS_SHARE, MONEY_MAX / 2, MONEY_MAX / 2, MONEY_MAX, MONEY_MAX / 2);
}

TEST(or_after_or_before_the_principal)
{
	check_split(BONUS_AFTER, 10000, 2000, 9999, 0);
	check_split(BONUS_AFTER, 10000, 2000, 10000, 0);
	check_split(BONUS_AFTER, 10000, 2000, 10001, 1);
	check_split(BONUS_AFTER, 10000, 2000, 12000, 2000);
	check_split(BONUS_BEFORE, 10000, 2000, 1999, 1999);
	check_split(BONUS_BEFORE, 10000, 2000, 2000, 2000);
	check_split(BONUS_BEFORE, 10000, 2000, 2001, 2000);
	CHECK_STR(bonus_order_name[BONUS_SHARE], "share");
	CHECK_STR(bonus_order_name[BONUS_AFTER], "after");
	CHECK_STR(bonus_order_name[BONUS_BEFORE], "before");
}

TEST(not_a_cent_more_than_there_is)
{
	const struct wallet has = { 10000, 2000 };
	struct wallet out = { 7, 7 };

	for (int order = 0; order < BONUS_ORDERS; order++) {
		CHECK(wallet_split(&has, 12000, order, &out));
		CHECK(out.principal_minor == 10000 && out.bonus_minor == 2000);
		CHECK(!wallet_split(&has, 12001, order, &out));
	}
}

TEST(what_comes_back_is_split_alike)
{
	const struct wallet spent = { 5000, 1000 };
	struct wallet gave = { 0, 0 }, out;

	wallet_back(&spent, &gave, 3, &out); /* 2.5 and 0.5: the tie to the principal */
	CHECK(out.principal_minor == 3 && out.bonus_minor == 0);
	gave = out;
	wallet_back(&spent, &gave, 3000, &out);
	CHECK(out.principal_minor == 2497 && out.bonus_minor == 500);
	gave = (struct wallet){ 2500, 500 };
	wallet_back(&spent, &gave, 6000, &out);
	CHECK(out.principal_minor == 2500 && out.bonus_minor == 500);
}

TEST(bonus_is_never_paid_out)
{
	struct wallet out;

	wallet_pay_out(&(struct wallet){ 10000, 2000 }, 10000, &out);
	CHECK(out.principal_minor == 10000 && out.bonus_minor == 2000);
	wallet_pay_out(&(struct wallet){ 10000, 2000 }, 5000, &out);
	CHECK(out.principal_minor == 5000 && out.bonus_minor == 1000);
	wallet_pay_out(&(struct wallet){ 10000, 2001 }, 5000, &out); /* 1000.5 */
	CHECK_INT(out.bonus_minor, 1001);
	wallet_pay_out(&(struct wallet){ 0, 500 }, 0, &out);
	CHECK(out.principal_minor == 0 && out.bonus_minor == 500);
}

/* --- what a top-up gives ----------------------------------------------------------------------- */

static const struct bonus_tier tiers[] = {
	{ 100000, 20000, 0 }, { 20000, 0, 500 }, { 50000, 8000, 0 }
};

TEST(the_best_tier_that_is_reached)
{
	const struct bonus_rule rule = { BONUS_BEST, tiers, 3, 0 };

	CHECK_INT(wallet_bonus(&rule, 0), 0);
	CHECK_INT(wallet_bonus(&rule, 19999), 0);
	CHECK_INT(wallet_bonus(&rule, 20000), 1000); /* 5 % */
	CHECK_INT(wallet_bonus(&rule, 20009), 1000); /* 1000.45 */
	CHECK_INT(wallet_bonus(&rule, 20010), 1001); /* 1000.5 */
	CHECK_INT(wallet_bonus(&rule, 49999), 2500);
	CHECK_INT(wallet_bonus(&rule, 50000), 8000);
	CHECK_INT(wallet_bonus(&rule, 99999), 8000);
	CHECK_INT(wallet_bonus(&rule, 100000), 20000);
	CHECK_INT(wallet_bonus(&rule, 300000), 20000);
	CHECK_INT(wallet_bonus(&(struct bonus_rule){ BONUS_BEST, NULL, 0, 0 }, 300000), 0);
}

TEST(each_full_step)
{
	const struct bonus_tier one = { 50000, 8000, 0 };
	struct bonus_rule rule = { BONUS_EACH, &one, 1, 0 };

	CHECK_INT(wallet_bonus(&rule, 49999), 0);
	CHECK_INT(wallet_bonus(&rule, 50000), 8000);
	CHECK_INT(wallet_bonus(&rule, 99999), 8000);
	CHECK_INT(wallet_bonus(&rule, 100000), 16000);
	rule.tiers = tiers;
	rule.tier_count = 3;
	CHECK_INT(wallet_bonus(&rule, 270000), 49000); /* twice 1000, once 500, once 5 % of 200 */
	CHECK_INT(wallet_bonus(&rule, 269999), 48000);
	CHECK_STR(bonus_mode_name[BONUS_BEST], "best");
	CHECK_STR(bonus_mode_name[BONUS_EACH], "each");
}

TEST(a_bonus_has_its_limit)
{
	const struct bonus_tier much = { 1, MONEY_MAX, 10000000 };
	struct bonus_rule rule = { BONUS_EACH, tiers, 3, 16000 };

	CHECK_INT(wallet_bonus(&rule, 100000), 16000);
	CHECK_INT(wallet_bonus(&rule, 50000), 8000);
	rule.max_minor = 20000;
	CHECK_INT(wallet_bonus(&rule, 100000), 20000);
	rule = (struct bonus_rule){ BONUS_EACH, &much, 1, 0 };
	CHECK_INT(wallet_bonus(&rule, MONEY_MAX), MONEY_MAX);
	rule.max_minor = INT64_MAX;
	CHECK_INT(wallet_bonus(&rule, MONEY_MAX), MONEY_MAX);
}

TEST(limits_of_a_top_up)
{
	const struct wallet_limits limits = { 500000, 50000, 300000 }, none = { 0 };
	const struct wallet has = { 150000, 20000 };

	CHECK_INT(wallet_top_up_refused(&limits, &has, 49999, 0), WALLET_TOP_UP_MIN);
	CHECK_INT(wallet_top_up_refused(&limits, &has, 50000, 0), WALLET_ALLOWED);
	CHECK_INT(wallet_top_up_refused(&limits, &has, 300000, 30000), WALLET_ALLOWED); /* 5,000.00 in all */
	CHECK_INT(wallet_top_up_refused(&limits, &has, 300000, 30001), WALLET_BALANCE_MAX);
	CHECK_INT(wallet_top_up_refused(&limits, &has, 300001, 0), WALLET_TOP_UP_MAX);
	CHECK_INT(wallet_top_up_refused(&none, &has, 1, 0), WALLET_ALLOWED);
	CHECK_INT(wallet_top_up_refused(&none, &has, MONEY_MAX - 170000, 0), WALLET_ALLOWED);
	CHECK_INT(wallet_top_up_refused(&none, &has, MONEY_MAX - 170000, 1), WALLET_BALANCE_MAX);
}

/* --- the first day ----------------------------------------------------------------------------- */

TEST(less_than_half_or_up_to_sixty_percent)
{
	const struct first_day half = { 5000, 0 }, sixty = { 0, 6000 }, both = { 5000, 6000 }, none = { 0, 0 };

	CHECK_INT(first_day_most_minor(&half, 1000 * YUAN), 49999);
	CHECK_INT(first_day_most_minor(&sixty, 1000 * YUAN), 60000);
	CHECK_INT(first_day_most_minor(&both, 1000 * YUAN), 49999);
	CHECK_INT(first_day_most_minor(&none, 1000 * YUAN), MONEY_MAX);
	CHECK_INT(first_day_most_minor(&half, 1001), 500); /* 500 is less than 500.5 */
	CHECK_INT(first_day_most_minor(&half, 999), 499);
	CHECK_INT(first_day_most_minor(&sixty, 999), 599); /* 599.4 */
	CHECK_INT(first_day_most_minor(&half, 1), 0);
	CHECK_INT(first_day_most_minor(&half, 0), 0);
	CHECK_INT(first_day_most_minor(&(struct first_day){ 9000, 6000 }, 1000), 600);
}

TEST(opened_with_1000_today)
{
	struct wallet_facts f = { { 100000, 20000 }, 0, TODAY, 100000, 0 };
	const struct first_day half = { 5000, 0 }, sixty = { 0, 6000 }, none = { 0, 0 };

	CHECK_INT(wallet_spend_refused(&f, &half, TODAY, 49999), WALLET_ALLOWED);
	CHECK_INT(wallet_spend_refused(&f, &half, TODAY, 50000), WALLET_FIRST_DAY);
	CHECK_INT(wallet_spend_refused(&f, &sixty, TODAY, 60000), WALLET_ALLOWED);
	CHECK_INT(wallet_spend_refused(&f, &sixty, TODAY, 60001), WALLET_FIRST_DAY);
	CHECK_INT(wallet_spend_refused(&f, &half, 20261122, 120000), WALLET_ALLOWED); /* the next day free */
	CHECK_INT(wallet_spend_refused(&f, &none, TODAY, 120000), WALLET_ALLOWED);
	CHECK_INT(wallet_most_minor(&f, &half, TODAY), 49999);
	CHECK_INT(wallet_most_minor(&f, &half, 20261122), 120000);
	f.spent_today_minor = 20000; /* and nothing came back */
	CHECK_INT(wallet_spend_refused(&f, &half, TODAY, 29999), WALLET_ALLOWED);
	CHECK_INT(wallet_spend_refused(&f, &half, TODAY, 30000), WALLET_FIRST_DAY);
	f.spent_today_minor = 70000;
	CHECK_INT(wallet_most_minor(&f, &half, TODAY), 0);
	CHECK_INT(wallet_spend_refused(&f, &half, TODAY, 1), WALLET_FIRST_DAY);
	f.spent_today_minor = 0;
	f.has = (struct wallet){ 100, 0 };
	CHECK_INT(wallet_most_minor(&f, &half, TODAY), 100);
}

TEST(nothing_of_a_cheque_before_it_clears)
{
	const struct wallet_facts f = { { 5000, 1000 }, 10000, 20261101, 0, 0 };
	const struct first_day none = { 0, 0 };

	CHECK_INT(wallet_spend_refused(&f, &none, TODAY, 6000), WALLET_ALLOWED);
	CHECK_INT(wallet_spend_refused(&f, &none, TODAY, 6001), WALLET_UNCLEARED);
	CHECK_INT(wallet_spend_refused(&f, &none, TODAY, 16000), WALLET_UNCLEARED);
	CHECK_INT(wallet_spend_refused(&f, &none, TODAY, 16001), WALLET_NOT_ENOUGH);
	CHECK_INT(wallet_most_minor(&f, &none, TODAY), 6000);
}

/* --- the law ----------------------------------------------------------------------------------- */

static const struct wallet_law *law(int32_t day)
{
	return wallet_law_on(wallet_law_shipped, wallet_law_shipped_count, day);
}

TEST(the_law_of_its_day)
{
	CHECK(!law(20121031));
	CHECK(law(20121101) && law(20250430) == law(20121101));
	CHECK(law(20250501) != law(20250430) && law(TODAY) == law(20250501));
	CHECK_INT(law(TODAY)->balance_max_minor[HOLDER_NAMED], 5000 * YUAN);
	CHECK_INT(law(TODAY)->balance_max_minor[HOLDER_BEARER], 1000 * YUAN);
}

TEST(who_must_say_who_he_is)
{
	CHECK(wallet_identity_needed(law(TODAY), HOLDER_NAMED, 1));
	CHECK(!wallet_identity_needed(law(TODAY), HOLDER_BEARER, 10000 * YUAN - 1));
	CHECK(wallet_identity_needed(law(TODAY), HOLDER_BEARER, 10000 * YUAN));
	CHECK(!wallet_identity_needed(&(struct wallet_law){ 0 }, HOLDER_NAMED, MONEY_MAX));
	CHECK(!wallet_transfer_needed(law(TODAY), true, 5000 * YUAN - 1));
	CHECK(wallet_transfer_needed(law(TODAY), true, 5000 * YUAN));
	CHECK(!wallet_transfer_needed(law(TODAY), false, 50000 * YUAN - 1));
	CHECK(wallet_transfer_needed(law(TODAY), false, 50000 * YUAN));
}

TEST(a_named_card_does_not_end_and_a_bearers_not_before_three_years)
{
	CHECK_INT(wallet_until_day(law(TODAY), HOLDER_NAMED, TODAY), 0);
	CHECK_INT(wallet_until_day(law(TODAY), HOLDER_BEARER, TODAY), 20291121);
}

TEST(seven_days_to_ask_for_it_back)
{
	CHECK(wallet_refund_due(law(TODAY), TODAY, TODAY));
	CHECK(wallet_refund_due(law(TODAY), TODAY, 20261128));
	CHECK(!wallet_refund_due(law(TODAY), TODAY, 20261129));
	CHECK(!wallet_refund_due(law(TODAY), TODAY, 20261120));
	CHECK(!wallet_refund_due(law(20250430), 20250430, 20250430)); /* before it was law */
}

/* The ids of members have nineteen digits from July 2027 on. */
TEST(a_reference_names_any_member)
{
	int64_t id = 0, bonus = 0;

	CHECK(stored_read("999999999999999999+5", &id, &bonus) && id == INT64_C(999999999999999999) && bonus == 5);
	CHECK(stored_read("1000000000000000000+5", &id, &bonus) && id == INT64_C(1000000000000000000) && bonus == 5);
	CHECK(stored_read("9223372036854775807", &id, &bonus) && id == INT64_MAX && bonus == 0);
	CHECK(!stored_read("9223372036854775808", &id, &bonus));
	CHECK(!stored_read("10000000000000000000", &id, &bonus));
	CHECK(!stored_read("0", &id, &bonus) && !stored_read("", &id, &bonus) && !stored_read("1+0", &id, &bonus));
	CHECK(!stored_read("1+9223372036854775808", &id, &bonus) && !stored_read("1 ", &id, &bonus));
}

T_MAIN
