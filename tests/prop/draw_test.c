/* draw_test.c - a number hits the prize that a drum with a ball for each weight would give, and every rest of the
 * weights is as likely as the others. */
#include "model/member/draw.h"

#include "../t.h"

#define ROUNDS 3000
#define PRIZES 6
#define BALLS (PRIZES * 20)

TEST(a_drum_gives_the_same)
{
	for (int round = 0; round < ROUNDS; round++) {
		int n = (int)t_range(1, PRIZES), drum[BALLS], balls = 0;
		int64_t weight[PRIZES], bp = 0;

		for (int i = 0; i < n; i++) {
			weight[i] = t_range(1, 20);
			for (int64_t k = 0; k < weight[i]; k++)
				drum[balls++] = i;
		}
		for (int i = 0; i < n; i++)
			bp += draw_odds_bp(weight, n, i);
		CHECK(bp >= 10000 - n && bp <= 10000 + n);
		for (int i = 0; i < 40; i++) {
			uint64_t number = (uint64_t)t_rand(UINT32_MAX) << 32 | (uint64_t)t_rand(UINT32_MAX);
			uint64_t whole = UINT64_MAX - UINT64_MAX % (uint64_t)balls;
			int hit = draw_hit(i % 8 ? number : whole - 1 + (uint64_t)t_rand(2), weight, n);

			number = i % 8 ? number : whole;
			if (i % 8 && number < whole && !CHECK_INT(hit, drum[number % (uint64_t)balls]))
				return;
			if (i % 8 == 0 && !CHECK(hit == -1 || hit == drum[balls - 1]))
				return;
		}
	}
}

T_MAIN
