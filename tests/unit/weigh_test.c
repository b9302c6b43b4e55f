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

/* --- several -------------------------------------------------------------------------------------- */

static struct weighing scales;

static void put_at(const char *name, int64_t weight_milli, bool stable)
{
	const struct scale_reading r = { .weight_milli = weight_milli, .stable = stable };

	weighing_put(&scales, name, &r, NOW);
}

static void counts(const char *name, enum weigh_state state)
{
	enum weigh_state its;
	const char *is;

	weighing_now(&scales, NOW, &its, &is);
	CHECK_STR(is, name);
	CHECK_INT(its, state);
}

TEST(of_several_scales_the_one_with_goods_counts)
{
	static const char *const names[] = { "floor", "table", "third" };

	scales = (struct weighing){ .count = 0 };
	counts("", WEIGH_ABSENT);
	put_at("floor", 520, true); /* nobody set it up */
	counts("", WEIGH_ABSENT);
	weighing_set(&scales, names, 2);
	counts("floor", WEIGH_SILENT);
	put_at("table", 0, true);
	counts("table", WEIGH_EMPTY);
	put_at("floor", -20, true);
	counts("floor", WEIGH_BELOW_ZERO);
	put_at("table", 300, false);
	counts("table", WEIGH_MOVING);
	put_at("floor", 10, false);
	counts("floor", WEIGH_TWO);
	put_at("floor", 0, true);
	put_at("table", 300, true);
	counts("table", WEIGH_READY);
	weighing_take(&scales, NOW);
	counts("table", WEIGH_SOLD);
	put_at("floor", 900, true); /* the next goods, while those stand there */
	counts("floor", WEIGH_READY);
	weighing_set(&scales, names, 3);
	counts("floor", WEIGH_READY);
	put_at("third", 1, true);
	counts("floor", WEIGH_TWO);
	weighing_set(&scales, names + 1, 2); /* the first was taken away: what stood on the others is known */
	counts("third", WEIGH_READY);
	put_at("third", 0, true);
	counts("table", WEIGH_SOLD);
	weighing_set(&scales, NULL, 0);
	counts("", WEIGH_ABSENT);
}

TEST(as_many_scales_as_devices)
{
	char name[DEVICES_MAX + 1][DEVICE_NAME_MAX + 1];
	const char *names[DEVICES_MAX + 1];

	for (int i = 0; i <= DEVICES_MAX; i++) {
		snprintf(name[i], sizeof name[i], "s%d", i);
		names[i] = name[i];
	}
	weighing_set(&scales, names, DEVICES_MAX + 1);
	CHECK_INT(scales.count, DEVICES_MAX);
	put_at(names[DEVICES_MAX], 500, true);
	counts("s0", WEIGH_SILENT);
	put_at(names[DEVICES_MAX - 1], 500, true);
	counts(names[DEVICES_MAX - 1], WEIGH_READY);
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
