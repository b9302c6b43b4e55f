/* weigh_test.c - when a weight on the counter may be sold, and once. */
#include "model/weigh.h"
#include "../t.h"

#define NOW 5000

static struct weigh scale;

static enum weigh_state put(int64_t weight_milli, bool stable)
{
	const struct scale_reading r = { .weight_milli = weight_milli, .stable = stable };

	weigh_put(&scale, &r, NOW);
	return weigh_look(&scale, NOW);
}

static void begin(void)
{
	scale = (struct weigh){ 0 };
	weigh_present(&scale, true);
}

TEST(only_a_steady_weight_above_zero)
{
	const struct scale_reading over = { .overload = true };

	scale = (struct weigh){ 0 };
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_ABSENT);
	weigh_present(&scale, true);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_SILENT);
	CHECK_INT(put(0, true), WEIGH_EMPTY);
	CHECK_INT(put(520, false), WEIGH_MOVING);
	CHECK_INT(put(520, true), WEIGH_READY);
	CHECK_INT(put(-5, true), WEIGH_BELOW_ZERO);
	weigh_put(&scale, &over, NOW);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_OVERLOAD);
}

TEST(an_old_reading_is_none)
{
	begin();
	put(520, true);
	CHECK_INT(weigh_look(&scale, NOW + WEIGH_FRESH_MS), WEIGH_READY);
	CHECK_INT(weigh_look(&scale, NOW + WEIGH_FRESH_MS + 1), WEIGH_SILENT);
}

TEST(goods_are_sold_once)
{
	begin();
	put(520, true);
	weigh_take(&scale);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_SOLD);
	CHECK_INT(put(520, true), WEIGH_SOLD);
	CHECK_INT(put(520 + WEIGH_CHANGE_MILLI, true), WEIGH_SOLD);
	CHECK_INT(put(520 - WEIGH_CHANGE_MILLI, true), WEIGH_SOLD);
	CHECK_INT(put(0, false), WEIGH_MOVING); /* somebody leans on it */
	CHECK_INT(put(520, true), WEIGH_SOLD);
	CHECK_INT(put(0, true), WEIGH_EMPTY);
	CHECK_INT(put(520, true), WEIGH_READY);
}

TEST(other_goods_are_told_by_their_weight)
{
	begin();
	put(520, true);
	weigh_take(&scale);
	CHECK_INT(put(520 + WEIGH_CHANGE_MILLI + 1, true), WEIGH_READY);
	weigh_take(&scale);
	CHECK_INT(put(520, true), WEIGH_READY);
}

TEST(a_scale_that_comes_back_begins_anew)
{
	begin();
	put(520, true);
	weigh_take(&scale);
	weigh_present(&scale, true);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_SOLD);
	weigh_present(&scale, false);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_ABSENT);
	weigh_present(&scale, true);
	CHECK_INT(weigh_look(&scale, NOW), WEIGH_SILENT);
}

TEST(a_reading_is_one_word)
{
	struct scale_reading r = { .weight_milli = -520, .tare_milli = 20, .stable = true }, back;
	char text[WEIGH_TEXT_MAX];

	CHECK_STR(weigh_text(text, &r), "-520 20 stable");
	CHECK(weigh_read(text, &back) && back.weight_milli == -520 && back.tare_milli == 20 && back.stable);
	CHECK(weigh_read("0 0 overload", &back) && back.overload && !back.stable);
	CHECK(weigh_read("1000000000 1000000000 moving", &back) && !back.stable);
	CHECK(!weigh_read("1000000001 0 moving", &back));
	CHECK(!weigh_read("1 -1 moving", &back));
	CHECK(!weigh_read("1 1000000001 moving", &back));
	CHECK(!weigh_read("", &back) && !weigh_read("5", &back) && !weigh_read("5 0", &back));
	CHECK(!weigh_read("5 0 stable ", &back) && !weigh_read("x 0 stable", &back));
}

TEST(units_that_are_weights)
{
	CHECK_INT(weigh_quantity("kg", 520), 520);
	CHECK_INT(weigh_quantity("KG", 520), 520);
	CHECK_INT(weigh_quantity("公斤", 520), 520);
	CHECK_INT(weigh_quantity("斤", 520), 1040);
	CHECK_INT(weigh_quantity("500g", 520), 1040);
	CHECK_INT(weigh_quantity("100g", 520), 5200);
	CHECK_INT(weigh_quantity("两", 520), 10400);
	CHECK_INT(weigh_quantity("g", 520), 520000);
	CHECK_INT(weigh_quantity("", 520), 520);
}

T_MAIN
