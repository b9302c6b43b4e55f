/* reprice_test.c - rules by which many prices change: what they say, their roundings and endings, their limits. */
#include "../t.h"

#include "model/money.h"
#include "model/reprice.h"

static int64_t by(const char *rule, const char *ending, int64_t price_minor, int64_t cost_minor)
{
	struct reprice r = { 0 };

	if (!reprice_read(rule, &r) || !reprice_ending(ending, &r))
		return -99;
	return reprice(&r, price_minor, cost_minor);
}

TEST(rules)
{
	CHECK_INT(by("+5%", "", 1000, 0), 1050);
	CHECK_INT(by("-10%", "", 999, 0), 899);     /* 899.1 */
	CHECK_INT(by("+2.5%", "", 180, 0), 185);    /* 184.5, half away */
	CHECK_INT(by("+0.50", "", 680, 0), 730);
	CHECK_INT(by("-1", "", 680, 0), 580);
	CHECK_INT(by("=9.90", "", -1, 0), 990);
	CHECK_INT(by("m25", "", 100, 75), 100);
	CHECK_INT(by("m25%", "", 100, 76), 102);    /* 101.33, upwards so that the margin is reached */
}

TEST(endings)
{
	CHECK_INT(by("+0", "9", 344, 0), 349);      /* as near as 339: the higher */
	CHECK_INT(by("+0", "9", 343, 0), 339);
	CHECK_INT(by("+0", "90", 1000, 0), 990);
	CHECK_INT(by("+0", "00", 1049, 0), 1000);
	CHECK_INT(by("+0", "00", 1050, 0), 1100);
	CHECK_INT(by("+0", "99", 20, 0), 99);       /* never below 0 */
	CHECK_INT(by("+0", "0000", 20, 0), 10000);
	CHECK_INT(by("+0", "9", 349, 0), 349);
}

TEST(what_cannot_be_said)
{
	CHECK_INT(by("+5%", "", -1, 100), -1);
	CHECK_INT(by("m25", "", 500, 0), -1);
	CHECK_INT(by("-7", "", 680, 0), -1);
	CHECK_INT(by("-100%", "", 680, 0), -1);
	CHECK_INT(by("+1", "", MONEY_MAX, 0), -1);
	CHECK_INT(by("m99.99", "", 1, MONEY_MAX / 10000), MONEY_MAX);
	CHECK_INT(by("m99.99", "", 1, MONEY_MAX / 10000 + 1), -1);
	CHECK_INT(by("m99.99", "", 1, MONEY_MAX), -1);
	CHECK_INT(by("m100", "", 1, 1), -99);
	CHECK_INT(by("5%", "", 1, 1), -99);
	CHECK_INT(by("", "", 1, 1), -99);
	CHECK_INT(by("+", "", 1, 1), -99);
	CHECK_INT(by("+1", "12345", 1, 1), -99);
	CHECK_INT(by("+1", "x", 1, 1), -99);
}

TEST(margins)
{
	int64_t bp = 0;

	CHECK(margin_bp(100, 75, &bp));
	CHECK_INT(bp, 2500);
	CHECK(margin_bp(1, MONEY_MAX, &bp)); /* a cost typed in the wrong field */
	CHECK_INT(bp, -CHANGE_MAX_BP);
	CHECK(margin_bp(100, 130, &bp));
	CHECK_INT(bp, -3000);
	CHECK(!margin_bp(0, 75, &bp));
	CHECK(!margin_bp(100, 0, &bp));
}

T_MAIN
