/* sums_test.c - sums under rising keys, as one text and back. */
#include "model/sums.h"

#include "base/arena.h"
#include "../t.h"

static struct arena a;

static void there_and_back(const struct sum_row *list, int n)
{
	struct sum_row *got;
	int count;

	if (!CHECK(sums_read(&a, sums_write(&a, list, n), &got, &count)) || !CHECK_INT(count, n))
		return;
	for (int i = 0; i < n; i++) {
		CHECK_INT(got[i].key, list[i].key);
		CHECK_INT(got[i].times, list[i].times);
		CHECK_INT(got[i].qty_milli, list[i].qty_milli);
		CHECK_INT(got[i].amount_minor, list[i].amount_minor);
	}
}

TEST(keys_are_steps)
{
	const struct sum_row rows[] = { { 1203, 4, 4000, 7960 }, { 1208, 1, -1000, -450 }, { 1209, 0, 0, 0 } };

	CHECK_STR(sums_write(&a, rows, 3), "1203 4 4000 7960;5 1 -1000 -450;1 0 0 0;");
	CHECK_STR(sums_write(&a, rows, 0), "");
	there_and_back(rows, 3);
	there_and_back(rows, 0);
}

TEST(the_ends_of_what_fits)
{
	const struct sum_row rows[] = { { -INT64_MAX, INT64_MAX, -INT64_MAX, 1 }, { 0, 1, 1, 1 },
		{ INT64_MAX, 0, INT64_MAX, -INT64_MAX } };

	there_and_back(rows, 3);
}

TEST(what_no_day_wrote_is_refused)
{
	static const char *const bad[] = { "much", "1", "1 2 3", "1 2 3 4", "1 2 3 4;5", "1 2 3 4;0 1 1 1;",
		"1 2 3 4;-1 1 1 1;", "1 2 3 4 5;", "1  2 3 4;", " 1 2 3 4;", "1 2 3 4; ", "01 2 3 4;", "-0 2 3 4;",
		"+1 2 3 4;", "1 2 3 9223372036854775808;", "1 2 3 99999999999999999999;", "-;", ";", "1 - 3 4;",
		"9223372036854775807 1 1 1;1 1 1 1;", "1 2 3 4;1 2 3 4;1 2" };
	struct sum_row *list;
	int n;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(!sums_read(&a, bad[i], &list, &n)))
			printf("# \"%s\"\n", bad[i]);
	CHECK(sums_read(&a, "1 2 3 4;1 2 3 4;", &list, &n) && n == 2);
	arena_release(&a);
}

T_MAIN
