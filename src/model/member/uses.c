/* uses.c - see uses.h. */
#include "model/member/uses.h"

#include <assert.h>

#include "base/clock.h"
#include "model/money.h"

bool uses_package_sound(const struct uses_package *p)
{
	return p->article_id > 0 && p->bought > 0 && p->bought <= USES_MAX && p->rest >= 0 && p->rest <= p->bought
		&& p->day_max >= 0 && day_valid(p->from_day)
		&& (!p->until_day || (day_valid(p->until_day) && p->until_day >= p->from_day))
		&& (!p->grace_day || (p->until_day && p->grace_day > p->until_day));
}

int32_t uses_last_day(const struct uses_package *p)
{
	return p->grace_day ? p->grace_day : p->until_day;
}

/* Why none of it can be used on a day, apart from the day's limit. */
static enum uses_refusal refused(const struct uses_package *p, int64_t article_id, int32_t day)
{
	if (p->article_id != article_id || p->rest <= 0)
		return USES_NO_PACKAGE;
	if (uses_last_day(p) && day > uses_last_day(p))
		return USES_ENDED;
	if (day < p->from_day)
		return USES_EARLY;
	return p->held ? USES_UNCLEARED : USES_ALLOWED;
}

int64_t uses_left(const struct uses_package *p, int32_t day)
{
	int64_t most = p->rest;

	if (refused(p, p->article_id, day))
		return 0;
	if (p->day_max && p->day_max - p->used_today < most)
		most = p->day_max - p->used_today;
	return most > 0 ? most : 0;
}

/* Whether one goes before another. */
static bool before(const struct uses_package *a, const struct uses_package *b)
{
	int32_t end = uses_last_day(a), other = uses_last_day(b);

	if (end != other)
		return end && (!other || end < other);
	return a->id < b->id;
}

/* The one that goes after `last` (-1: the first) of those that let use any; -1 none. */
static int next_package(const struct uses_package *list, int n, int64_t article_id, int32_t day, int last)
{
	int best = -1;

	for (int i = 0; i < n; i++)
		if (list[i].article_id == article_id && uses_left(&list[i], day) > 0
			&& (last < 0 || before(&list[last], &list[i])) && (best < 0 || before(&list[i], &list[best])))
			best = i;
	return best;
}

enum uses_refusal uses_take(const struct uses_package *list, int n, int64_t article_id, int32_t day, int64_t count,
	struct uses_take *takes, int *taken)
{
	enum uses_refusal nearest = USES_NO_PACKAGE;
	int64_t open = count, rest = 0;

	assert(count > 0);
	*taken = 0;
	for (int i = 0; i < n; i++) {
		enum uses_refusal why = refused(&list[i], article_id, day);

		if (why == USES_ALLOWED)
			rest += list[i].rest;
		else if (why > nearest)
			nearest = why;
	}
	for (int i = -1; open > 0 && (i = next_package(list, n, article_id, day, i)) >= 0;) {
		int64_t left = uses_left(&list[i], day), part = left < open ? left : open;

		takes[(*taken)++] = (struct uses_take){ i, part };
		open -= part;
	}
	if (open == 0)
		return USES_ALLOWED;
	*taken = 0;
	return rest >= count ? USES_DAY_MAX : rest > 0 ? USES_TOO_FEW : nearest;
}

bool uses_back(const struct uses_package *p, int32_t day, int grace_days, int32_t *grace_day)
{
	assert(grace_days >= 0);
	*grace_day = p->grace_day;
	if (!p->until_day || day <= p->until_day)
		return true;
	if (day > day_add(p->until_day, grace_days))
		return false;
	*grace_day = day_add(p->until_day, grace_days);
	return true;
}

int64_t uses_worth_minor(int64_t price_minor, int64_t bought, int64_t back, int64_t count)
{
	return money_part(price_minor, back + count, bought) - money_part(price_minor, back, bought);
}
