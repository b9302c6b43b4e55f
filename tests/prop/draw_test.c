/* draw_test.c - a number falls on the prize that a drum with a ball for each weight would give, while budgets run
 * out, too. */
#include "model/member/draw.h"

#include "../t.h"

#define ROUNDS 3000
#define PRIZES 6
#define BALLS (PRIZES * 20)

TEST(a_drum_gives_the_same)
{
	unsigned char key[SEAL_KEY_BYTES];

	for (int i = 0; i < SEAL_KEY_BYTES; i++)
		key[i] = (unsigned char)t_rand(256);
	for (int round = 0; round < ROUNDS; round++) {
		struct draw_prize prizes[PRIZES];
		int n = (int)t_range(1, PRIZES), consolation = (int)t_range(-1, n - 1), drum[BALLS], balls = 0;
		int64_t left[PRIZES];

		for (int i = 0; i < n; i++) {
			prizes[i] = (struct draw_prize){ i, t_range(0, 20), t_rand(3) ? t_range(0, 5) : -1 };
			left[i] = prizes[i].budget;
			for (int64_t k = 0; k < prizes[i].weight; k++)
				drum[balls++] = i;
		}
		if (!CHECK(draw_sound(prizes, n) == (balls > 0)))
			return;
		for (int64_t serial = 0; serial < 40 && balls; serial++) {
			int64_t number = draw_number(key, round, serial, balls);
			int prize = draw_prize_of(prizes, n, number, consolation), wanted = drum[number];

			if (left[wanted] == 0)
				wanted = consolation >= 0 && left[consolation] ? consolation : DRAW_NOTHING;
			if (!CHECK_INT(prize, wanted))
				return;
			if (prize != DRAW_NOTHING && prizes[prize].budget > 0) {
				prizes[prize].budget--;
				left[prize]--;
			}
		}
	}
}

T_MAIN
