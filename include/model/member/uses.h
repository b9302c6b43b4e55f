/* uses.h - packages of uses of an article (count cards): bought or given at one time, good from a day until a day. A
 * use is a line of a sale at 0.00; what is used goes off the packages that end first. */
#ifndef MODEL_MEMBER_USES_H
#define MODEL_MEMBER_USES_H

#include <stdbool.h>
#include <stdint.h>

#define USES_MAX INT64_C(1000000) /* of one package */

struct uses_package {
	int64_t id, article_id;
	int32_t from_day, until_day;   /* its last day; 0 never ends */
	int32_t grace_day;             /* the last day of what came back after that; 0 nothing did */
	int64_t bought, rest;          /* 0 <= rest <= bought <= USES_MAX */
	int64_t day_max, used_today;   /* at most so many a day, 0 as many as there are; today's less what came back */
	bool held;                     /* its cheque has not cleared */
};
/* The last day on which it is good; 0: without end. */
int32_t uses_last_day(const struct uses_package *p);
bool uses_package_sound(const struct uses_package *p);
/* How many uses it lets have on a day. */
int64_t uses_left(const struct uses_package *p, int32_t day);

/* Why an article cannot be used so often, by the packages a member has; of several reasons the one that is nearest to a
 * yes. Days and cheques are told only where there is a package with uses left. */
enum uses_refusal {
	USES_ALLOWED = 0, USES_NO_PACKAGE /* of that article, or all used up */, USES_ENDED, USES_EARLY, USES_UNCLEARED,
	USES_DAY_MAX, USES_TOO_FEW
};
/* package: its place in the list. */
struct uses_take { int package; int64_t count; };
/* Takes `count` > 0 uses of an article, of the packages that end first, of those the older one. takes: room for n;
 * *taken says how many. Refused: nothing is taken. */
enum uses_refusal uses_take(const struct uses_package *list, int n, int64_t article_id, int32_t day, int64_t count,
	struct uses_take *takes, int *taken);

/* Uses given back by the return of a sale go to the packages they were of. To one that has ended (what was left of it
 * has lapsed) they come back void, unless it ended at most grace_days before: then they can be used until the end of
 * those, its grace_day from then on. The answer: whether they are of any use. */
bool uses_back(const struct uses_package *p, int32_t day, int grace_days, int32_t *grace_day);

/* What is paid back for unused uses of a package that cost so much: `back` of those bought came back before (paid for),
 * `count` more do now. All of them give all of the price. */
int64_t uses_worth_minor(int64_t price_minor, int64_t bought, int64_t back, int64_t count);

#endif
