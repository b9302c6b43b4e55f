/* campaign_tool.c - runs one fault campaign for as long as one likes (tests/sweep does all of them):
 *   campaign_tool list                     their names, and what each needs
 *   campaign_tool NAME [SECONDS [CASES]]   a line of figures at the end; SEED= of the environment is honoured, and
 *                                          OP=: one operation alone
 *   campaign_tool NAME CASE                a case that was printed, alone
 *   campaign_tool NAME every               each operation at each point where it may fail, once
 * Ends with 1 when a case was bad, 2 when it could not be run. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../t.h"
#include "campaign.h"
#include "kill.h"

static int list(void)
{
	for (int i = 0; i < campaign_count; i++)
		printf("%s\t%s\t%s\n", campaigns[i].name, campaigns[i].lacks, campaigns[i].what);
	return 0;
}

int main(int argc, char **argv)
{
	struct campaign_plan plan = { 0 };
	struct campaign_tally tally = { 0 };
	const struct campaign *c;

	if (argc == 5 && strcmp(argv[1], "--lines") == 0)
		return kill_lines(argv[2], argv[3], argv[4]);
	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return list();
	c = argc > 1 ? campaign_find(argv[1]) : NULL;
	if (!c || argc > 4) {
		fprintf(stderr, "usage: campaign_tool list | NAME [SECONDS [CASES]] | NAME CASE\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc > 2 && strcmp(argv[2], "every") == 0)
		plan.every = true;
	else if (argc > 2 && argv[2][strspn(argv[2], "0123456789")])
		plan.replay = argv[2];
	else if (argc > 2)
		plan.seconds = strtoll(argv[2], NULL, 10);
	plan.cases = argc > 3 ? strtoll(argv[3], NULL, 10) : plan.seconds || plan.every ? 0 : 1000;
	plan.seed = t_seed();
	(void)campaign_clock_s();
	if (!c->run(&plan, &tally))
		return 2;
	return campaign_tell(c, &plan, &tally) ? 0 : 1;
}
