/* hours_test.c - what may follow what at the time clock, and the hours that come of it. */
#include "model/hours.h"

#include "../t.h"

#define HOUR INT64_C(3600000)

TEST(what_may_follow)
{
	CHECK(clock_follows(CLOCK_NONE, CLOCK_IN) && clock_follows(CLOCK_OUT, CLOCK_IN));
	CHECK(!clock_follows(CLOCK_IN, CLOCK_IN) && !clock_follows(CLOCK_BREAK, CLOCK_IN));
	CHECK(clock_follows(CLOCK_IN, CLOCK_OUT) && clock_follows(CLOCK_BREAK, CLOCK_OUT));
	CHECK(!clock_follows(CLOCK_NONE, CLOCK_OUT) && !clock_follows(CLOCK_OUT, CLOCK_OUT));
	CHECK(clock_follows(CLOCK_BACK, CLOCK_BREAK) && !clock_follows(CLOCK_OUT, CLOCK_BREAK));
	CHECK(clock_follows(CLOCK_BREAK, CLOCK_BACK) && !clock_follows(CLOCK_IN, CLOCK_BACK));
	CHECK(!clock_follows(CLOCK_IN, CLOCK_NONE));
	CHECK_INT(clock_likely(CLOCK_NONE), CLOCK_IN);
	CHECK_INT(clock_likely(CLOCK_BACK), CLOCK_OUT);
	CHECK_INT(clock_likely(CLOCK_BREAK), CLOCK_BACK);
	for (int k = CLOCK_IN; k < CLOCK_KINDS; k++)
		CHECK_INT(clock_kind_find(clock_kind_name[k]), k);
	CHECK_INT(clock_kind_find("none"), CLOCK_NONE);
	CHECK_INT(clock_kind_find("home"), CLOCK_NONE);
}

TEST(a_day_with_a_break)
{
	const struct clock_event day[] = { { 8 * HOUR, CLOCK_IN }, { 12 * HOUR, CLOCK_BREAK },
		{ 13 * HOUR, CLOCK_BACK },
		{ 17 * HOUR, CLOCK_OUT }, { 18 * HOUR, CLOCK_IN } };
	struct hours_span s[5];

	CHECK_INT(hours_spans(day, 5, s, 5), 2);
	CHECK_INT(s[0].from_ms, 8 * HOUR);
	CHECK_INT(s[0].until_ms, 17 * HOUR);
	CHECK_INT(s[0].break_ms, HOUR);
	CHECK_INT(hours_worked_ms(&s[0]), 8 * HOUR);
	CHECK_INT(s[1].from_ms, 18 * HOUR);
	CHECK_INT(s[1].until_ms, 0);
	CHECK(!s[1].odd && hours_worked_ms(&s[1]) == 0);
}

TEST(who_goes_home_from_a_break_worked_until_it)
{
	const struct clock_event day[] = { { 8 * HOUR, CLOCK_IN }, { 12 * HOUR, CLOCK_BREAK },
		{ 13 * HOUR, CLOCK_OUT } };
	struct hours_span s[3];

	CHECK_INT(hours_spans(day, 3, s, 3), 1);
	CHECK_INT(hours_worked_ms(&s[0]), 4 * HOUR);
}

TEST(what_does_not_fit_is_shown_and_not_paid)
{
	const struct clock_event forgot[] = { { 8 * HOUR, CLOCK_IN }, { 32 * HOUR, CLOCK_IN },
		{ 40 * HOUR, CLOCK_OUT } };
	const struct clock_event lone[] = { { 17 * HOUR, CLOCK_OUT } };
	struct hours_span s[3];

	CHECK_INT(hours_spans(forgot, 3, s, 3), 2);
	CHECK(s[0].odd && s[0].until_ms == 0 && hours_worked_ms(&s[0]) == 0);
	CHECK(!s[1].odd && hours_worked_ms(&s[1]) == 8 * HOUR);
	CHECK_INT(hours_spans(lone, 1, s, 3), 1);
	CHECK(s[0].odd && hours_worked_ms(&s[0]) == 0);
	CHECK_INT(hours_spans(forgot, 3, s, 1), 1);
}

TEST(a_correction_reads_as_it_was_written)
{
	const struct clock_correction c = { CLOCK_BREAK, INT64_C(1790000000123), INT64_C(918273645546372), 2 };
	char text[CLOCK_CORRECTION_MAX];
	struct clock_correction back;

	clock_correction_write(&c, text);
	CHECK_STR(text, "break 1790000000123 918273645546372 2");
	CHECK(clock_correction_read(text, &back));
	CHECK(back.kind == c.kind && back.at_ms == c.at_ms && back.seal_id == c.seal_id && back.n == c.n);
	CHECK(clock_correction_read("none 5 6 1", &back) && back.kind == CLOCK_NONE);
	CHECK(!clock_correction_read("home 5 6 1", &back));
	CHECK(!clock_correction_read("in 5 6", &back));
	CHECK(!clock_correction_read("", &back));
}

T_MAIN
