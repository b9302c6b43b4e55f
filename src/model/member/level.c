/* level.c - see level.h. */
#include "model/member/level.h"

#include <assert.h>

#include "base/clock.h"

const char *const level_measure_name[LEVEL_MEASURES] = {
	"none", [LEVEL_AMOUNT] = "amount", [LEVEL_VISITS] = "visits", [LEVEL_POINTS] = "points",
	[LEVEL_INTRODUCED] = "introduced", [LEVEL_INTRODUCED_RANK] = "introduced-rank",
};

const char *const level_window_name[LEVEL_WINDOWS] = {
	"none", [LEVEL_DAY] = "day", [LEVEL_DAYS] = "days", [LEVEL_YEAR] = "year", [LEVEL_LIFE] = "life",
};

const char *const level_way_name[LEVEL_WAYS] = {
	"none", [LEVEL_BY_SALE] = "sale", [LEVEL_BY_REFERRAL] = "referral", [LEVEL_BY_HAND] = "hand",
	[LEVEL_BY_REVIEW] = "review", [LEVEL_BY_RETURN] = "return",
};

/* --- what counts ------------------------------------------------------------------------------- */

static int32_t first_day(const struct level_condition *c, int32_t day)
{
	switch (c->window) {
	case LEVEL_DAYS:
		return day_add(day, -c->n);
	case LEVEL_YEAR:
		return day / 10000 * 10000 + 101;
	default:
		return day;
	}
}

static int64_t part_of(const struct level_sum *sum, enum level_measure measure)
{
	return measure == LEVEL_AMOUNT ? sum->amount_minor : measure == LEVEL_VISITS ? sum->visits : sum->points;
}

int64_t level_value(const struct level_facts *f, const struct level_condition *c)
{
	int64_t value = 0;
	int32_t from;

	if (c->measure == LEVEL_INTRODUCED)
		return f->introduced;
	if (c->measure == LEVEL_INTRODUCED_RANK) {
		assert(c->rank >= 1 && c->rank <= LEVELS_MAX);
		return f->introduced_rank[c->rank];
	}
	if (c->window == LEVEL_LIFE)
		return part_of(&f->life, c->measure);
	from = first_day(c, f->day);
	for (int i = 0; i < f->day_count; i++)
		if (f->days[i].day >= from && f->days[i].day <= f->day)
			value += part_of(&f->days[i].sum, c->measure);
	return value;
}

bool level_met(const struct level_facts *f, const struct level_step *step)
{
	int met = 0;

	for (int i = 0; i < step->condition_count; i++)
		met += level_value(f, &step->conditions[i]) >= step->conditions[i].at_least;
	return step->all ? met && met == step->condition_count : met;
}

int level_reached(const struct level_step *steps, int n, const struct level_facts *f)
{
	int rank = 0;

	for (int i = 0; i < n; i++)
		if (steps[i].rank > rank && level_met(f, &steps[i]))
			rank = steps[i].rank;
	return rank;
}

int level_reached_since(const struct level_step *steps, int n, const struct level_facts *f, int32_t from_day)
{
	struct level_facts then = *f;
	int best = level_reached(steps, n, f);

	for (int i = 0; i < f->day_count; i++) {
		int rank;

		if (f->days[i].day < from_day || f->days[i].day > f->day)
			continue;
		then.day = f->days[i].day;
		rank = level_reached(steps, n, &then);
		if (rank > best)
			best = rank;
	}
	return best;
}

/* --- how it came, and how it goes ---------------------------------------------------------------- */

int level_entry_on(const struct level_entry *list, int n, int32_t day)
{
	for (int i = n - 1; i >= 0; i--)
		if (!list[i].undone && list[i].from_day <= day && (!list[i].until_day || day <= list[i].until_day))
			return i;
	return -1;
}

int level_on(const struct level_entry *list, int n, int32_t day)
{
	int i = level_entry_on(list, n, day);

	return i >= 0 ? list[i].rank : 0;
}

bool level_undo(struct level_entry *list, int n, int64_t document_id, int still)
{
	bool found = false;

	assert(document_id);
	for (int i = 0; i < n; i++)
		if (list[i].document_id == document_id && !list[i].undone && list[i].rank > still)
			found = list[i].undone = true;
	return found;
}

int level_review(const struct level_step *steps, int n, int rank, int reached, bool one_step)
{
	int below = 0;

	for (int i = 0; i < n; i++)
		if (steps[i].rank < rank && steps[i].rank > below)
			below = steps[i].rank;
	return one_step && reached < below ? below : reached;
}

int32_t level_review_day(int32_t day, int months)
{
	return day_add_months(day, months);
}

/* --- the cascade ------------------------------------------------------------------------------- */

bool level_chain_next(struct level_chain *c, int64_t member_id)
{
	if (!member_id || c->count == LEVEL_CHAIN_MAX)
		return false;
	for (int i = 0; i < c->count; i++)
		if (c->seen[i] == member_id)
			return false;
	c->seen[c->count++] = member_id;
	return true;
}

/* One of those he introduced has changed: who has not bought counts nowhere. */
static void count_change(struct level_facts *f, const struct level_change *c)
{
	f->introduced += c->bought - c->bought_before;
	for (int rank = 1; rank <= LEVELS_MAX; rank++)
		f->introduced_rank[rank] += (c->bought && c->rank >= rank) -
			(c->bought_before && c->rank_before >= rank);
}

int level_cascade(const struct level_step *steps, int n, const struct level_change *change, struct level_link *links,
	int count)
{
	struct level_change c = *change;
	int risen = 0;

	for (int i = 0; i < count; i++)
		links[i].rank_after = links[i].rank;
	for (; risen < count; risen++) {
		struct level_link *l = &links[risen];
		int reached;

		count_change(&l->facts, &c);
		reached = level_reached(steps, n, &l->facts);
		if (reached <= l->rank)
			break;
		l->rank_after = reached;
		c.bought_before = c.bought = l->facts.life.visits > 0;
		c.rank_before = l->rank;
		c.rank = reached;
	}
	return risen;
}
