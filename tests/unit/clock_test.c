/* clock_test.c - days, zones, the business day, and times written and read back. */
#include <time.h>

#include "base/clock.h"
#include "../t.h"

static struct arena a = ARENA_INIT;

static int64_t parsed(const char *s)
{
	int64_t at_ms = -1;

	CHECK_INT(clock_parse(s, &at_ms), OK);
	return at_ms;
}

TEST(days_agree_with_the_c_library)
{
	int i;

	for (i = 0; i < 50000; i++) {
		int32_t days = (int32_t)t_range(day_from_civil(1, 1, 1), day_from_civil(9999, 12, 31));
		time_t t = (time_t)days * 86400;
		int year, month, day;
		int32_t number;
		struct tm tm;

		day_to_civil(days, &year, &month, &day);
		number = year * 10000 + month * 100 + day;
		CHECK(gmtime_r(&t, &tm) != NULL);
		CHECK_INT(year, tm.tm_year + 1900);
		CHECK_INT(month, tm.tm_mon + 1);
		CHECK_INT(day, tm.tm_mday);
		CHECK_INT(day_from_civil(year, month, day), timegm(&tm) / 86400);
		CHECK(day_valid(number));
		CHECK_INT(day_weekday(number), tm.tm_wday ? tm.tm_wday : 7);
	}
}

TEST(adding_days_and_back)
{
	int i;

	CHECK_INT(day_add(20280228, 1), 20280229);
	CHECK_INT(day_add(20270228, 1), 20270301);
	CHECK_INT(day_add(21000228, 1), 21000301);
	CHECK_INT(day_add(20261231, 1), 20270101);
	CHECK_INT(day_add(20260101, -1), 20251231);
	CHECK_INT(day_add(20261121, -30), 20261022);
	CHECK_INT(day_add_months(20261121, 12), 20271121);
	CHECK_INT(day_add_months(20270131, 1), 20270228);
	CHECK_INT(day_add_months(20280131, 1), 20280229);
	CHECK_INT(day_add_months(20261231, 1), 20270131);
	CHECK_INT(day_add_months(20260131, -1), 20251231);
	CHECK_INT(day_add_months(20260331, -13), 20250228);
	CHECK_INT(day_add_months(20261121, 0), 20261121);
	for (i = 0; i < 20000; i++) {
		int32_t d = day_add(20000101, (int)t_range(-100000, 100000));
		int n = (int)t_range(-10000, 10000);

		CHECK_INT(day_add(day_add(d, n), -n), d);
		CHECK_INT((day_weekday(d) - 1 + (n % 7 + 7)) % 7 + 1, day_weekday(day_add(d, n)));
	}
}

TEST(days_of_no_calendar_are_refused)
{
	static const int32_t bad[] = { 0, -20260101, 20260229, 20261301, 20260001, 20260100, 20260432, 21000229,
				       101, 999999999 };
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!day_valid(bad[i]));
	CHECK(day_valid(20280229));
	CHECK(day_valid(20000229));
	CHECK(day_valid(10101));
	CHECK(day_valid(99991231));
}

TEST(an_unknown_zone_is_refused_and_the_zone_before_stays)
{
	static const char *const bad[] = { "", "Asia/Nowhere", "/etc/passwd", "../../../etc/localtime", "Asia",
					   "UTC+8 ", "zone.tab" };
	int64_t at = INT64_C(1795257727000);
	size_t i;

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK_INT(clock_set_zone(bad[i]), ERR_INVALID);
		CHECK_INT(clock_zone_offset_s(at), 28800);
	}
	CHECK_INT(clock_set_zone(NULL), ERR_INVALID);
}

TEST(a_file_that_is_no_zone_table_is_refused)
{
	char path[600];

	snprintf(path, sizeof path, "%s/Fake", t_tmpdir());
	if (!CHECK(t_write(path, "no zone at all")))
		return;
	setenv("TZDIR", t_tmpdir(), 1);
	CHECK_INT(clock_set_zone("Fake"), ERR_INVALID);
	unsetenv("TZDIR");
}

TEST(shanghai)
{
	struct civil c;

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	CHECK_INT(parsed("2026-11-21T18:42:07+08:00"), INT64_C(1795257727000));
	CHECK_STR(clock_iso(&a, INT64_C(1795257727000)), "2026-11-21T18:42:07+08:00");
	CHECK_STR(clock_text(&a, INT64_C(1795257727999)), "2026-11-21 18:42:07");
	c = clock_local(INT64_C(1795257727045));
	CHECK_INT(c.hour, 18);
	CHECK_INT(c.ms, 45);
	c = clock_local(-1); /* a millisecond before 1970-01-01 UTC */
	CHECK_INT(c.year, 1970);
	CHECK_INT(c.hour, 7);
	CHECK_INT(c.second, 59);
	CHECK_INT(c.ms, 999);
	arena_clear(&a);
}

TEST(summer_time)
{
	CHECK_INT(clock_set_zone("Europe/Berlin"), OK);
	CHECK_STR(clock_iso(&a, parsed("2026-03-29T00:59:59Z")), "2026-03-29T01:59:59+01:00");
	CHECK_STR(clock_iso(&a, parsed("2026-03-29T01:00:00Z")), "2026-03-29T03:00:00+02:00");
	/* Skipped in spring, twice in autumn: the first of the two. */
	CHECK_STR(clock_iso(&a, parsed("2026-03-29 02:30")), "2026-03-29T03:30:00+02:00");
	CHECK_STR(clock_iso(&a, parsed("2026-10-25 02:30")), "2026-10-25T02:30:00+02:00");
	CHECK_STR(clock_iso(&a, parsed("2026-10-25T01:30:00Z")), "2026-10-25T02:30:00+01:00");
	CHECK_STR(clock_iso(&a, parsed("2026-10-25 03:00")), "2026-10-25T03:00:00+01:00");
	CHECK_INT(clock_set_zone("America/St_Johns"), OK);
	CHECK_STR(clock_iso(&a, parsed("2026-01-01T00:00:00Z")), "2025-12-31T20:30:00-03:30");
	arena_clear(&a);
}

TEST(the_business_day_begins_at_the_cut_over)
{
	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	CHECK_INT(day_business(parsed("2026-11-21 23:59:59"), 0), 20261121);
	CHECK_INT(day_business(parsed("2026-11-22 00:00:00"), 0), 20261122);
	CHECK_INT(day_business(parsed("2026-11-22 03:59:59"), 4), 20261121);
	CHECK_INT(day_business(parsed("2026-11-22 04:00:00"), 4), 20261122);
	CHECK_INT(day_business(parsed("2027-01-01 11:59:59"), 12), 20261231);
	CHECK_INT(day_business(parsed("2027-01-01 12:00:00"), 12), 20270101);
	CHECK_INT(day_business(parsed("2028-03-01 01:00:00"), 4), 20280229);
}

TEST(times_written_are_read_back)
{
	static const char *const zones[] = { "Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "UTC" };
	int i;

	for (i = 0; i < 20000; i++) {
		int64_t at = t_range(0, INT64_C(4102444800)) * 1000;
		char *ms = arena_printf(&a, "%" PRId64, at);

		CHECK_INT(clock_set_zone(zones[t_rand(4)]), OK);
		CHECK_INT(parsed(clock_iso(&a, at)), at);
		if (strlen(ms) != 8)
			CHECK_INT(parsed(ms), at);
		arena_clear(&a);
	}
	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	for (i = 0; i < 5000; i++) {
		int64_t at = t_range(INT64_C(1000000000), INT64_C(4102444800)) * 1000;

		CHECK_INT(parsed(clock_text(&a, at)), at);
		arena_clear(&a);
	}
}

TEST(forms_of_a_time)
{
	int64_t noon = INT64_C(1795233600000); /* 2026-11-21T12:00:00+08:00 */

	CHECK_INT(clock_set_zone("Asia/Shanghai"), OK);
	CHECK_INT(parsed("2026-11-21T12:00:00"), noon);
	CHECK_INT(parsed("2026-11-21 12:00"), noon);
	CHECK_INT(parsed("2026-11-21T04:00:00Z"), noon);
	CHECK_INT(parsed("2026-11-21T12:00:00+0800"), noon);
	CHECK_INT(parsed("2026-11-20T23:30:00.25-04:30"), noon + 250);
	CHECK_INT(parsed("2026-11-21"), noon - 12 * 3600000);
	CHECK_INT(parsed("20261121"), noon - 12 * 3600000);
	CHECK_INT(parsed("1795233600000"), noon);
	CHECK_INT(parsed("0"), 0);
	CHECK_INT(parsed("-1000"), -1000);
}

TEST(what_is_no_time_is_refused)
{
	static const char *const bad[] = {
		"", " ", "-", "today", "2026-11", "2026-13-01", "2026-02-29", "2026-11-21 24:00", "2026-11-21 12",
		"2026-11-21 12:60", "2026-11-21 12:00:60", "2026-11-21T12:00:00+24:00", "2026-11-21T12:00:00+08:0",
		"2026-11-21T12:00:00 ", "2026-11-21x", "2026-11-21T", "26-11-21", "20261321", "12x",
		"99999999999999999999999", "-99999999999999999999999", "2026-11-21T12:00:00.", "2026/11/21",
	};
	int64_t at = 7;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!CHECK_INT(clock_parse(bad[i], &at), ERR_INVALID))
			printf("# it was \"%s\"\n", bad[i]);
}

TEST(the_clock_stands_when_frozen)
{
	int64_t mono = clock_mono_us();

	clock_freeze(INT64_C(1795257727000));
	CHECK(clock_frozen());
	CHECK_INT(clock_now_ms(), INT64_C(1795257727000));
	clock_freeze(-1);
	CHECK(!clock_frozen());
	CHECK(llabs(clock_now_ms() - (int64_t)time(NULL) * 1000) < 5000);
	CHECK(clock_mono_us() >= mono);
	arena_release(&a);
}

/* What a damaged store says of a time must not end the program that shows it. */
TEST(a_time_beyond_the_calendar_is_shown_as_its_end)
{
	CHECK_INT(clock_set_zone("UTC"), OK);
	CHECK_STR(clock_text(&a, INT64_MIN), "0001-01-01 00:00:00");
	CHECK_STR(clock_iso(&a, INT64_MAX), "9999-12-31T23:59:59+00:00");
	CHECK_INT(day_business(INT64_MAX, 4), 99991231);
	arena_clear(&a);
}

T_MAIN
