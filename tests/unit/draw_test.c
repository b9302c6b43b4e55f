/* draw_test.c - prize draws: what a number hits, how often each prize comes, and the promise of a day worked out a
 * second time from what the manual says. */
#include <sodium.h>
#include <string.h>

#include "../t.h"
#include "model/member/draw.h"

TEST(a_number_hits_by_weight_alone)
{
	static const int64_t weight[] = { 1, 5, 94 };
	uint64_t beyond = UINT64_MAX - UINT64_MAX % 100; /* from there on the first ones would be likelier */

	CHECK_INT(draw_hit(0, weight, 3), 0);
	CHECK_INT(draw_hit(1, weight, 3), 1);
	CHECK_INT(draw_hit(5, weight, 3), 1);
	CHECK_INT(draw_hit(6, weight, 3), 2);
	CHECK_INT(draw_hit(99, weight, 3), 2);
	CHECK_INT(draw_hit(100, weight, 3), 0);
	CHECK_INT(draw_hit(beyond - 1, weight, 3), 2);
	CHECK_INT(draw_hit(beyond, weight, 3), -1);
	CHECK_INT(draw_hit(UINT64_MAX, weight, 3), -1);
	CHECK_INT(draw_hit(7, weight, 0), -1);
}

TEST(odds_are_told_in_hundredths_of_a_percent)
{
	static const int64_t weight[] = { 1, 2, 3 };

	CHECK_INT(draw_odds_bp(weight, 3, 0), 1667);
	CHECK_INT(draw_odds_bp(weight, 3, 1), 3333);
	CHECK_INT(draw_odds_bp(weight, 3, 2), 5000);
	CHECK_INT(draw_odds_bp(weight, 0, 0), 0);
}

TEST(a_day_costs_nothing_then_points_then_ends)
{
	const struct draw_rule wheel = { 1, 5, 3 }, free_alone = { 2, 0, 2 };

	CHECK_INT(draw_cost(&wheel, 0), 0);
	CHECK_INT(draw_cost(&wheel, 1), 5);
	CHECK_INT(draw_cost(&wheel, 2), 5);
	CHECK_INT(draw_cost(&wheel, 3), -1);
	CHECK_INT(draw_cost(&free_alone, 1), 0);
	CHECK_INT(draw_cost(&free_alone, 2), -1);
}

#define PLAYS 60000
static const unsigned char key[SEAL_KEY_BYTES] = "a secret of the tests";

/* The sum of (seen - wanted)^2 / wanted, in thousandths; the secret is a given one, so the test is no dice. */
static int64_t chi_square_milli(const int64_t *seen, const int64_t *weight, int n)
{
	int64_t total = 0, sum = 0;

	for (int i = 0; i < n; i++)
		total += weight[i];
	for (int i = 0; i < n; i++) {
		int64_t off = seen[i] * total - PLAYS * weight[i];

		sum += (int64_t)((__int128)off * off * 1000 / (PLAYS * weight[i] * total));
	}
	return sum;
}

static int64_t chi_square_of(const int64_t *weight, int n, int32_t day)
{
	int64_t seen[PRIZES_MAX] = { 0 };

	for (int64_t i = 1; i <= PLAYS; i++) {
		int hit = draw_nth(key, "WHEEL", day, i, weight, n);

		if (!CHECK(hit >= 0 && hit < n))
			return -1;
		seen[hit]++;
	}
	return chi_square_milli(seen, weight, n);
}

/* Below the 99.9 % point of the chi-square distribution: 27.877 for 9 degrees of freedom, 16.266 for 3. */
TEST(each_prize_comes_as_often_as_its_weight_says)
{
	static const int64_t even[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, odds[] = { 1, 9, 90, 900 };

	for (int32_t day = 20261121; day <= 20261123; day++) {
		CHECK(chi_square_of(even, 10, day) < 27877);
		CHECK(chi_square_of(odds, 4, day) < 16266);
		CHECK(chi_square_of(even, 10, day) > 0);
	}
}

/* What one play won says nothing of the next: pairs are as even as they should be. */
TEST(one_play_says_nothing_of_the_next)
{
	static const int64_t weight[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	int64_t seen[9] = { 0 };

	for (int64_t i = 1; i <= PLAYS; i++)
		seen[draw_nth(key, "WHEEL", 20261121, i * 2, weight, 3) * 3 +
			draw_nth(key, "WHEEL", 20261121, i * 2 + 1, weight, 3)]++;
	CHECK(chi_square_milli(seen, weight, 9) < 26125); /* 8 degrees of freedom */
}

static size_t put_head(unsigned char *at, char kind, uint64_t v)
{
	*at = (unsigned char)kind;
	for (int i = 0; i < 8; i++)
		at[1 + i] = (unsigned char)(v >> (8 * i));
	return 9;
}

/* As zhanggui-member(7) has it: BLAKE2b of 32 bytes under the secret, of the code, the day, the play and the try. */
TEST(a_number_is_what_the_manual_says)
{
	unsigned char secret[SEAL_KEY_BYTES] = { 3, 1, 4, 1, 5 }, bytes[64], digest[32];
	char promise[SEAL_HEX], wanted[SEAL_HEX];
	uint64_t number = 0;
	size_t n = put_head(bytes, 't', 5);

	memcpy(bytes + n, "WHEEL", 5);
	n += 5;
	n += put_head(bytes + n, 'i', 20261121);
	CHECK_INT(crypto_generichash(digest, sizeof digest, bytes, n, secret, sizeof secret), 0);
	seal_hex(digest, sizeof digest, wanted);
	draw_promise(secret, "WHEEL", 20261121, promise);
	CHECK_STR(promise, wanted);
	n += put_head(bytes + n, 'i', 17);
	n += put_head(bytes + n, 'i', 2);
	CHECK_INT(crypto_generichash(digest, sizeof digest, bytes, n, secret, sizeof secret), 0);
	for (int i = 0; i < 8; i++)
		number = number << 8 | digest[i];
	CHECK(draw_number(secret, "WHEEL", 20261121, 17, 2) == number);
}

T_MAIN
