/* id_test.c - ids grow whatever the clock does, and say when and where they were made. */
#include "base/clock.h"
#include "base/id.h"
#include "../t.h"

#define NOW INT64_C(1795257727000)

TEST(an_id_says_when_and_where)
{
	struct id_maker m = { 0, 12345 };
	int64_t id;

	clock_freeze(NOW);
	id = id_next(&m);
	CHECK_INT(id_time_ms(id), NOW);
	CHECK_INT(id_terminal(id), 12345);
	CHECK_INT(id, (NOW - ID_EPOCH_MS) << 22 | INT64_C(12345) << 7);
	clock_freeze(-1);
}

TEST(more_than_128_ids_in_one_millisecond_borrow_from_the_next)
{
	struct id_maker m = { 0, 7 };
	int64_t before = 0, id = 0;
	int i;

	clock_freeze(NOW);
	for (i = 0; i < 1000; i++) {
		id = id_next(&m);
		CHECK(id > before);
		CHECK_INT(id_terminal(id), 7);
		CHECK_INT(id_time_ms(id), NOW + i / 128);
		before = id;
	}
	clock_freeze(-1);
}

TEST(a_clock_that_jumps_does_not_matter)
{
	struct id_maker m = { 0, (int)t_range(0, ID_TERMINAL_MAX) };
	int64_t at = NOW, before = 0;
	int i;

	for (i = 0; i < 100000; i++) {
		int64_t id;

		at += t_rand(10) ? t_range(0, 3) : t_range(-100000, 1000);
		if (t_rand(10000) == 0)
			at = ID_EPOCH_MS - 5000; /* a dead battery */
		clock_freeze(at);
		id = id_next(&m);
		if (!CHECK(id > before) || !CHECK_INT(id_terminal(id), m.terminal))
			return;
		before = id;
	}
	clock_freeze(-1);
}

/* 41 bits end in 2089: a clock beyond that is wrong, and ids go on. */
TEST(a_clock_beyond_all_ids_does_not_matter)
{
	struct id_maker m = { 0, 7 };
	int64_t before, id;

	clock_freeze(NOW);
	before = id_next(&m);
	clock_freeze(INT64_C(4102444799000)); /* 2099-12-31 */
	for (int i = 0; i < 1000; i++) {
		id = id_next(&m);
		CHECK(id > before && id_terminal(id) == 7);
		before = id;
	}
	CHECK(id_time_ms(before) < NOW + 10);
	clock_freeze(NOW + 1000);
	CHECK_INT(id_time_ms(id_next(&m)), NOW + 1000);
	m = (struct id_maker){ 0, 7 };
	clock_freeze(INT64_C(4102444799000));
	CHECK(id_next(&m) > 0);
	clock_freeze(-1);
}

TEST(the_first_id_of_a_time)
{
	struct id_maker m = { 0, 0 };
	const int64_t last_ms = ID_EPOCH_MS + (INT64_C(1) << 41) - 1;

	clock_freeze(NOW);
	CHECK_INT(id_first(NOW), id_next(&m));
	clock_freeze(-1);
	CHECK_INT(id_first(ID_EPOCH_MS), 0);
	CHECK_INT(id_first(-1), 0);
	CHECK_INT(id_first(INT64_MIN + ID_EPOCH_MS), 0);
	CHECK_INT(id_first(ID_EPOCH_MS + 1), 1 << 22);
	CHECK_INT(id_time_ms(id_first(last_ms)), last_ms);
	CHECK_INT(id_first(last_ms + 1), id_first(last_ms));
	CHECK_INT(id_first(INT64_MAX), id_first(last_ms));
}

TEST(a_maker_goes_on_from_the_store)
{
	struct id_maker m = { 0, 3 }, next;
	int64_t last;

	clock_freeze(NOW + 60000);
	last = id_next(&m);
	clock_freeze(NOW); /* restarted with a clock a minute behind */
	next = (struct id_maker){ last, 3 };
	CHECK(id_next(&next) > last);
	CHECK_INT(id_terminal(next.last), 3);
	/* Highest id of another terminal: larger all the same, and its own terminal in it. */
	next = (struct id_maker){ last, 1 };
	CHECK(id_next(&next) > last);
	CHECK_INT(id_terminal(next.last), 1);
	clock_freeze(-1);
}

TEST(two_terminals_never_make_the_same)
{
	struct id_maker one = { 0, 1 }, two = { 0, 2 };
	int64_t ids[2][500];
	int i, k;

	clock_freeze(NOW);
	for (i = 0; i < 500; i++) {
		ids[0][i] = id_next(&one);
		ids[1][i] = id_next(&two);
	}
	for (i = 0; i < 500; i++)
		for (k = 0; k < 500; k++)
			CHECK(ids[0][i] != ids[1][k]);
	clock_freeze(-1);
}

TEST(terminals_at_the_limit)
{
	struct id_maker low = { 0, 0 }, high = { 0, ID_TERMINAL_MAX };

	CHECK_INT(id_terminal(id_next(&low)), 0);
	CHECK_INT(id_terminal(id_next(&high)), ID_TERMINAL_MAX);
	CHECK(low.last > 0 && high.last > 0);
}

T_MAIN
