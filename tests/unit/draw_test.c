/* draw_test.c - which prize a number falls on, budgets, how often a day; and that the choice is fair, by a chi-square
 * test with a fixed key. */
#include "model/member/draw.h"

#include "../t.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))
#define TICKETS 60000

static const unsigned char key[SEAL_KEY_BYTES] = "a key of the tests", other[SEAL_KEY_BYTES] = "another";

TEST(a_number_falls_on_one_prize)
{
	static const struct draw_prize prizes[] = { { 1, 1, -1 }, { 2, 0, -1 }, { 3, 9, -1 }, { 4, 90, -1 } };
	static const int64_t numbers[] = { 0, 1, 9, 10, 99 };
	static const int wanted[] = { 0, 2, 2, 3, 3 };

	CHECK_INT(draw_total(prizes, 4), 100);
	for (int i = 0; i < COUNT(numbers); i++)
		CHECK_INT(draw_prize_of(prizes, 4, numbers[i], DRAW_NOTHING), wanted[i]);
}

TEST(a_prize_that_is_used_up_leaves_the_odds_of_the_others)
{
	struct draw_prize prizes[] = { { 1, 1, 1 }, { 2, 9, 0 }, { 3, 90, -1 } };

	CHECK_INT(draw_prize_of(prizes, 3, 0, DRAW_NOTHING), 0); /* the last one */
	CHECK_INT(draw_prize_of(prizes, 3, 1, DRAW_NOTHING), DRAW_NOTHING);
	CHECK_INT(draw_prize_of(prizes, 3, 9, 2), 2);
	CHECK_INT(draw_prize_of(prizes, 3, 10, 0), 2);
	prizes[0].budget = 0;
	CHECK_INT(draw_prize_of(prizes, 3, 0, 2), 2);
	prizes[2].budget = 0;
	CHECK_INT(draw_prize_of(prizes, 3, 0, 2), DRAW_NOTHING);
}

TEST(odds_that_can_be_drawn_by)
{
	struct draw_prize prizes[DRAW_PRIZES_MAX + 1] = { { 1, 0, -1 } };

	CHECK(!draw_sound(prizes, 1));
	CHECK(!draw_sound(prizes, 0));
	prizes[0].weight = DRAW_WEIGHT_MAX;
	CHECK(draw_sound(prizes, 1));
	CHECK(draw_sound(prizes, DRAW_PRIZES_MAX));
	CHECK(!draw_sound(prizes, DRAW_PRIZES_MAX + 1));
	prizes[0].weight++;
	CHECK(!draw_sound(prizes, 1));
	prizes[0].weight = 1;
	prizes[1].weight = -1;
	CHECK(!draw_sound(prizes, 2));
}

TEST(the_first_draw_is_free_the_second_five_points_and_there_is_no_third)
{
	const struct draw_terms wheel = { 1, 2, 5 }, none_free = { 0, 1, 5 }, endless = { 2, 0, 7 };
	const struct draw_terms closed = { 3, 2, 0 };

	CHECK_INT(draw_points(&wheel, 0), 0);
	CHECK_INT(draw_points(&wheel, 1), 5);
	CHECK_INT(draw_points(&wheel, 2), DRAW_NOT_OFFERED);
	CHECK_INT(draw_points(&wheel, 3), DRAW_NOT_OFFERED);
	CHECK_INT(draw_points(&none_free, 0), 5);
	CHECK_INT(draw_points(&none_free, 1), DRAW_NOT_OFFERED);
	CHECK_INT(draw_points(&endless, 1), 0);
	CHECK_INT(draw_points(&endless, 2), 7);
	CHECK_INT(draw_points(&endless, 1000), 7);
	CHECK_INT(draw_points(&closed, 1), 0);
	CHECK_INT(draw_points(&closed, 2), DRAW_NOT_OFFERED);
}

/* Whoever has the key finds the same years later, with any BLAKE2b: these were worked out with another one. */
TEST(a_ticket_is_worth_the_same_for_ever)
{
	static const int64_t numbers[] = { 344802, 924276, 168911, 123725 };

	for (int i = 0; i < COUNT(numbers); i++)
		CHECK_INT(draw_number(key, 77, 1000 + i, 1000000), numbers[i]);
	/* Where all seven numbers of a digest are passed over, once with a number of the next, too. */
	CHECK_INT(draw_number(key, 6, 15, (INT64_C(1) << 35) + 1), 1770231337);
	CHECK_INT(draw_number(key, 6, 17256, DRAW_PRIZES_MAX * DRAW_WEIGHT_MAX), 24626421584);
	CHECK(draw_number(key, 77, 1000, 1000000) != draw_number(key, 78, 1000, 1000000));
	CHECK(draw_number(key, 77, 1000, 1000000) != draw_number(other, 77, 1000, 1000000));
	CHECK_INT(draw_number(key, 77, 1000, 1), 0);
}

/* The sum of (seen - wanted)^2 / wanted, in thousandths; the seeds are fixed, so the test is no dice. */
static int64_t chi_square_milli(const int64_t *seen, const int64_t *weights, int n, int64_t tickets)
{
	int64_t total = 0, sum = 0;

	for (int i = 0; i < n; i++)
		total += weights[i];
	for (int i = 0; i < n; i++) {
		__int128 off = (__int128)seen[i] * total - (__int128)tickets * weights[i];

		sum += (int64_t)(off * off * 1000 / ((__int128)tickets * weights[i] * total));
	}
	return sum;
}

static int64_t chi_square_of(const int64_t *weights, int n, int64_t draw_id)
{
	struct draw_prize prizes[DRAW_PRIZES_MAX];
	int64_t seen[DRAW_PRIZES_MAX] = { 0 };

	for (int i = 0; i < n; i++)
		prizes[i] = (struct draw_prize){ i, weights[i], -1 };
	for (int64_t serial = 1; serial <= TICKETS; serial++) {
		int64_t number = draw_number(key, draw_id, serial, draw_total(prizes, n));

		seen[draw_prize_of(prizes, n, number, DRAW_NOTHING)]++;
	}
	return chi_square_milli(seen, weights, n, TICKETS);
}

/* Below the 99.9 % point of the chi-square distribution: 27.877 for 9 degrees of freedom, 16.266 for 3. */
TEST(the_choice_is_fair)
{
	static const int64_t even[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, odds[] = { 1, 9, 90, 900 };

	for (int64_t draw_id = 1; draw_id <= 3; draw_id++) {
		CHECK(chi_square_of(even, COUNT(even), draw_id) < 27877);
		CHECK(chi_square_of(odds, COUNT(odds), draw_id) < 16266);
		CHECK(chi_square_of(even, COUNT(even), draw_id) > 0);
	}
}

/* Neither does what one ticket won say anything of the next: pairs are as even as they should be. */
TEST(one_ticket_says_nothing_of_the_next)
{
	int64_t seen[9] = { 0 };
	static const int64_t weights[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };

	for (int64_t serial = 0; serial < TICKETS; serial++)
		seen[draw_number(key, 5, serial * 2, 3) * 3 + draw_number(key, 5, serial * 2 + 1, 3)]++;
	CHECK(chi_square_milli(seen, weights, 9, TICKETS) < 26125); /* 8 degrees of freedom */
}

/* Where the total does not divide 2^36, a plain rest would make the small numbers twice as likely. */
TEST(large_totals_do_not_lean)
{
	const int64_t total = DRAW_PRIZES_MAX * DRAW_WEIGHT_MAX;
	static const int64_t weights[4] = { 1, 1, 1, 1 };
	int64_t seen[4] = { 0 };

	for (int64_t serial = 0; serial < TICKETS; serial++) {
		int64_t number = draw_number(key, 6, serial, total);

		if (!CHECK(number >= 0 && number < total))
			return;
		seen[number / (total / 4)]++;
	}
	CHECK(chi_square_milli(seen, weights, 4, TICKETS) < 16266);
}

T_MAIN
