/* uses_test.c - packages of uses: which goes first, its first and last day, how many a day, what comes back. */
#include "model/member/uses.h"

#include "../t.h"
#include "base/arena.h"

#define TODAY 20261121
#define SUIT 70
#define SHOES 71

static struct uses_package pack(int64_t id, int32_t until_day, int64_t rest)
{
	return (struct uses_package){ .id = id, .article_id = SUIT, .from_day = 20260101, .until_day = until_day,
		.bought = 10, .rest = rest };
}

static void check_take(const struct uses_package *list, int n, int32_t day, int64_t count, enum uses_refusal want,
	const char *takes)
{
	static struct arena a = ARENA_INIT;
	struct uses_take taken[8];
	char *text = arena_strdup(&a, "");
	int k = -1;

	CHECK_INT(uses_take(list, n, SUIT, day, count, taken, &k), want);
	for (int i = 0; i < k; i++)
		text = arena_printf(&a, "%s%s%d:%lld", text, i ? " " : "", taken[i].package, (long long)taken[i].count);
	CHECK_STR(text, takes);
}

TEST(what_ends_first_is_used_first)
{
	struct uses_package list[] = { pack(1, 0, 10), pack(2, 20271231, 2), pack(3, 20261231, 1), pack(5, 20271231, 4),
		pack(4, 20271231, 3) };

	check_take(list, 5, TODAY, 1, USES_ALLOWED, "2:1");
	check_take(list, 5, TODAY, 5, USES_ALLOWED, "2:1 1:2 4:2");
	check_take(list, 5, TODAY, 20, USES_ALLOWED, "2:1 1:2 4:3 3:4 0:10");
	check_take(list, 5, TODAY, 21, USES_TOO_FEW, "");
	list[2].article_id = SHOES;
	check_take(list, 5, TODAY, 1, USES_ALLOWED, "1:1");
	check_take(list, 0, TODAY, 1, USES_NO_PACKAGE, "");
}

TEST(usable_from_its_first_day_to_its_last)
{
	struct uses_package p = pack(1, TODAY, 5);

	CHECK_INT(uses_left(&p, TODAY), 5);
	CHECK_INT(uses_left(&p, 20261122), 0);
	CHECK_INT(uses_left(&p, 20260101), 5);
	CHECK_INT(uses_left(&p, 20251231), 0);
	check_take(&p, 1, 20261122, 1, USES_ENDED, "");
	check_take(&p, 1, 20251231, 1, USES_EARLY, "");
	p.held = true;
	check_take(&p, 1, TODAY, 1, USES_UNCLEARED, "");
	p.rest = 0;
	check_take(&p, 1, TODAY, 1, USES_NO_PACKAGE, "");
}

TEST(the_nearest_reason_is_told)
{
	struct uses_package list[] = { pack(1, 20261120, 5), pack(2, 0, 5), pack(3, 0, 5) };

	list[1].held = true;
	list[2].from_day = 20261122;
	check_take(list, 3, TODAY, 1, USES_UNCLEARED, "");
	list[1].rest = 0;
	check_take(list, 3, TODAY, 1, USES_EARLY, "");
	list[2].rest = 0;
	check_take(list, 3, TODAY, 1, USES_ENDED, "");
}

TEST(so_many_a_day)
{
	struct uses_package list[] = { pack(1, 0, 5), pack(2, 0, 5) };

	list[0].day_max = 2;
	list[0].used_today = 1;
	CHECK_INT(uses_left(&list[0], TODAY), 1);
	check_take(list, 1, TODAY, 1, USES_ALLOWED, "0:1");
	check_take(list, 1, TODAY, 2, USES_DAY_MAX, "");
	check_take(list, 2, TODAY, 2, USES_ALLOWED, "0:1 1:1");
	list[0].used_today = 2;
	check_take(list, 1, TODAY, 1, USES_DAY_MAX, "");
	check_take(list, 1, TODAY, 6, USES_TOO_FEW, "");
	list[0].used_today = 3; /* the limit was lowered since */
	CHECK_INT(uses_left(&list[0], TODAY), 0);
}

TEST(a_use_comes_back_to_its_package)
{
	struct uses_package p = pack(1, TODAY, 0);
	int32_t grace;

	CHECK(uses_back(&p, TODAY, 0, &grace) && grace == 0);
	CHECK(!uses_back(&p, 20261122, 0, &grace) && grace == 0);
	CHECK(uses_back(&p, 20261122, 7, &grace) && grace == 20261128);
	CHECK(uses_back(&p, 20261128, 7, &grace) && grace == 20261128);
	CHECK(!uses_back(&p, 20261129, 7, &grace));
	p.grace_day = 20261128;
	p.rest = 1;
	CHECK_INT(uses_left(&p, 20261128), 1);
	CHECK_INT(uses_left(&p, 20261129), 0);
	CHECK(!uses_back(&p, 20261129, 7, &grace) && grace == 20261128); /* counted from the end it was sold with */
	p = pack(1, 0, 0);
	CHECK(uses_back(&p, 99990101, 0, &grace) && grace == 0);
}

TEST(what_unused_uses_are_worth)
{
	CHECK_INT(uses_worth_minor(10000, 3, 0, 1), 3333);
	CHECK_INT(uses_worth_minor(10000, 3, 1, 1), 3334);
	CHECK_INT(uses_worth_minor(10000, 3, 2, 1), 3333);
	CHECK_INT(uses_worth_minor(10000, 3, 0, 3), 10000);
	CHECK_INT(uses_worth_minor(10000, 3, 3, 0), 0);
}

TEST(what_cannot_be_so)
{
	struct uses_package p = pack(1, TODAY, 10);

	CHECK(uses_package_sound(&p));
	p.rest = 11;
	CHECK(!uses_package_sound(&p));
	p.rest = -1;
	CHECK(!uses_package_sound(&p));
	p = pack(1, 20251231, 10);
	CHECK(!uses_package_sound(&p));
	p = pack(1, 20261131, 10);
	CHECK(!uses_package_sound(&p));
	p = pack(1, TODAY, 10);
	p.bought = USES_MAX;
	CHECK(uses_package_sound(&p));
	p.bought++;
	CHECK(!uses_package_sound(&p));
	p = pack(1, TODAY, 10);
	p.grace_day = TODAY;
	CHECK(!uses_package_sound(&p));
	p.grace_day = 20261122;
	CHECK(uses_package_sound(&p));
	p.until_day = 0;
	CHECK(!uses_package_sound(&p));
	p = pack(1, TODAY, 10);
	p.day_max = -1;
	CHECK(!uses_package_sound(&p));
	p = pack(1, TODAY, 10);
	p.article_id = 0;
	CHECK(!uses_package_sound(&p));
	p = pack(1, TODAY, 0);
	p.bought = 0;
	CHECK(!uses_package_sound(&p));
}

T_MAIN
