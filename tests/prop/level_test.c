/* level_test.c - random purchases and returns against a model that looks at every single one; random families of who
 * introduced whom, in which cascades must come to what counting everybody anew comes to. */
#include "model/member/level.h"

#include "../t.h"
#include "base/clock.h"

#define ROUNDS 20000
#define SALES 12
#define FAMILIES 2000
#define PEOPLE 40
#define RANKS 3
#define TODAY 20260301

/* --- windows ----------------------------------------------------------------------------------- */

struct sale { int32_t day; int64_t paid, back; };

static int64_t slow_value(const struct sale *sales, int n, const struct level_condition *c, int32_t today)
{
	int64_t value = 0;

	for (int i = 0; i < n; i++) {
		int32_t ago = days_between(sales[i].day, today);
		bool in = c->window == LEVEL_LIFE || (ago >= 0 && (c->window == LEVEL_DAY ? ago == 0 :
			c->window == LEVEL_DAYS ? ago <= c->n : sales[i].day / 10000 == today / 10000));

		if (in)
			value += c->measure == LEVEL_AMOUNT ? sales[i].paid - sales[i].back :
				c->measure == LEVEL_VISITS ? sales[i].back < sales[i].paid :
				(sales[i].paid - sales[i].back) * 2;
	}
	return value;
}

static struct level_facts facts_of(const struct sale *sales, int n, struct level_day *days)
{
	struct level_facts f = { .day = TODAY, .days = days };

	for (int i = 0; i < n; i++) {
		const struct sale *s = &sales[i];
		struct level_sum sum = { s->paid - s->back, s->back < s->paid, (s->paid - s->back) * 2 };
		int k = 0;

		while (k < f.day_count && days[k].day != s->day)
			k++;
		if (k == f.day_count)
			days[f.day_count++] = (struct level_day){ .day = s->day };
		days[k].sum.amount_minor += sum.amount_minor;
		days[k].sum.visits += sum.visits;
		days[k].sum.points += sum.points;
		f.life.amount_minor += sum.amount_minor;
		f.life.visits += sum.visits;
		f.life.points += sum.points;
	}
	return f;
}

static struct level_condition any_condition(void)
{
	return (struct level_condition){ (enum level_measure)t_range(LEVEL_AMOUNT, LEVEL_POINTS),
		(enum level_window)t_range(LEVEL_DAY, LEVEL_LIFE), (int)t_range(1, 60), 0, t_range(1, 200) };
}

static bool slow_met(const struct level_step *s, const struct sale *sales, int n, int32_t today)
{
	bool one = false, all = s->condition_count > 0;

	for (int i = 0; i < s->condition_count; i++) {
		bool met = slow_value(sales, n, &s->conditions[i], today) >= s->conditions[i].at_least;

		one = one || met;
		all = all && met;
	}
	return s->all ? all : one;
}

TEST(what_is_reached_is_what_every_single_sale_says)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct level_condition conditions[RANKS * 2];
		struct level_step steps[RANKS];
		struct sale sales[SALES];
		struct level_day days[SALES];
		struct level_facts f;
		int n = (int)t_rand(SALES + 1), best = 0, since = 0;
		int32_t from = day_add(TODAY, -(int)t_rand(20));

		for (int i = 0; i < n; i++) {
			int ago = (int)t_rand(t_rand(2) ? 5 : 90);

			sales[i] = (struct sale){ day_add(TODAY, -ago), t_range(1, 100), 0 };
			sales[i].back = t_rand(3) ? 0 : t_range(0, sales[i].paid);
		}
		f = facts_of(sales, n, days);
		for (int i = 0; i < RANKS; i++) {
			conditions[i * 2] = any_condition();
			conditions[i * 2 + 1] = any_condition();
			steps[i] = (struct level_step){ i + 1, t_rand(2), &conditions[i * 2], (int)t_rand(3) };
			CHECK_INT(level_value(&f, &conditions[i * 2]), slow_value(sales, n, &conditions[i * 2], TODAY));
			if (slow_met(&steps[i], sales, n, TODAY))
				best = i + 1;
			for (int32_t day = from; day <= TODAY; day = day_add(day, 1))
				for (int k = 0; k < n; k++) /* on days with a sale, and today */
					if ((day == sales[k].day || day == TODAY) && slow_met(&steps[i], sales, n, day))
						since = i + 1;
			if (n == 0 && slow_met(&steps[i], sales, n, TODAY))
				since = i + 1;
		}
		if (!CHECK_INT(level_reached(steps, RANKS, &f), best)
			|| !CHECK_INT(level_reached_since(steps, RANKS, &f, from), since))
			return;
	}
}

/* --- families ---------------------------------------------------------------------------------- */

static const struct level_condition three[] = { { LEVEL_INTRODUCED, LEVEL_LIFE, 0, 0, 2 },
	{ LEVEL_INTRODUCED_RANK, LEVEL_LIFE, 0, 1, 2 }, { LEVEL_INTRODUCED_RANK, LEVEL_LIFE, 0, 2, 1 } };
static const struct level_step ladder[] = { { 1, false, &three[0], 1 }, { 2, false, &three[1], 1 },
	{ 3, false, &three[2], 1 } };

/* People are numbered from 1; referrer 0 none. */
struct person { int referrer, rank; bool bought; };

static void count(const struct person *people, int id, struct level_facts *f)
{
	*f = (struct level_facts){ .day = TODAY };
	f->life.visits = people[id].bought;
	for (int i = 1; i <= PEOPLE; i++)
		if (people[i].referrer == id && people[i].bought) {
			f->introduced++;
			for (int rank = 1; rank <= people[i].rank; rank++)
				f->introduced_rank[rank]++;
		}
}

/* Everybody anew until nobody rises any more. */
static void settle(struct person *people)
{
	for (bool again = true; again;) {
		again = false;
		for (int id = 1; id <= PEOPLE; id++) {
			struct level_facts f;
			int rank;

			count(people, id, &f);
			rank = level_reached(ladder, RANKS, &f);
			if (rank > people[id].rank) {
				people[id].rank = rank;
				again = true;
			}
		}
	}
}

/* Somebody buys for the first time, as a service would do it. */
static bool buys(struct person *people, int id)
{
	const struct level_change change = { false, true, people[id].rank, people[id].rank };
	struct level_link links[LEVEL_CHAIN_MAX];
	struct level_chain chain = { .count = 0 };
	int n = 0, risen;

	level_chain_next(&chain, id);
	for (int up = people[id].referrer; level_chain_next(&chain, up); up = people[up].referrer) {
		links[n].rank = people[up].rank;
		count(people, up, &links[n++].facts);
	}
	people[id].bought = true;
	risen = level_cascade(ladder, RANKS, &change, links, n);
	for (int i = 0; i < n; i++) {
		if (!CHECK((i < risen) == (links[i].rank_after > links[i].rank)))
			return false;
		people[chain.seen[i + 1]].rank = links[i].rank_after;
	}
	return true;
}

static bool family(bool circles)
{
	struct person people[PEOPLE + 1] = { 0 }, whole[PEOPLE + 1];

	for (int id = 1; id <= PEOPLE; id++)
		people[id].referrer = (int)t_rand(circles ? PEOPLE + 1 : (uint64_t)id);
	for (int i = 0; i < PEOPLE * 2; i++) {
		int id = (int)t_range(1, PEOPLE);

		if (people[id].bought)
			continue;
		memcpy(whole, people, sizeof people);
		whole[id].bought = true;
		settle(whole);
		if (!buys(people, id))
			return false;
		for (int k = 1; k <= PEOPLE; k++)
			if (!CHECK(circles ? people[k].rank <= whole[k].rank : people[k].rank == whole[k].rank))
				return false;
	}
	return true;
}

TEST(a_cascade_comes_to_what_counting_everybody_comes_to)
{
	for (int i = 0; i < FAMILIES; i++)
		if (!family(false))
			return;
}

TEST(circles_end)
{
	for (int i = 0; i < FAMILIES / 4; i++)
		if (!family(true))
			return;
}

T_MAIN
