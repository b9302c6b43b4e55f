/* campaign_test.h - a short run of a fault campaign as a test: one program each, so that they run side by side.
 * CAMPAIGN(name, program, cases) is a whole test program; where the program that it needs is missing it is skipped.
 * CASES=n of the environment asks for so many. */
#ifndef TESTS_CRASH_CAMPAIGN_TEST_H
#define TESTS_CRASH_CAMPAIGN_TEST_H

#include "../t.h"
#include "campaign.h"

static inline void campaign_check(const char *name, const char *needs, int64_t cases)
{
	const char *asked = getenv("CASES");
	const struct campaign_plan plan = { .seed = t_seed(), .cases = asked ? strtoll(asked, NULL, 10) : cases };
	const struct campaign *c = campaign_find(name);
	struct campaign_tally tally = { 0 };

	(void)campaign_clock_s();
	if (*needs && system(needs) != 0) {
		t_skip("a program that it needs is not installed");
		return;
	}
	if (!CHECK(c && c->run(&plan, &tally)))
		return;
	printf("# ");
	CHECK(campaign_tell(c, &plan, &tally));
}

#define CAMPAIGN(test, name, needs, cases) \
	TEST(test) { campaign_check(name, needs, cases); } \
	T_MAIN

#endif
