/* draw.c - see draw.h. A digest holds seven numbers of 36 bits. The first is taken that lies below the largest multiple
 * of the total that 36 bits hold: so no rest is more likely than another. If none does, the next digest is asked; each
 * number is taken at least every other time, so that happens to one ticket in 128 at most. */
#include "model/member/draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_HEX 9
#define CHUNK_NUMBERS (INT64_C(1) << (CHUNK_HEX * 4))

_Static_assert(DRAW_PRIZES_MAX * DRAW_WEIGHT_MAX <= CHUNK_NUMBERS, "a number reaches every weight");

bool draw_sound(const struct draw_prize *prizes, int n)
{
	if (n < 1 || n > DRAW_PRIZES_MAX)
		return false;
	for (int i = 0; i < n; i++)
		if (prizes[i].weight < 0 || prizes[i].weight > DRAW_WEIGHT_MAX)
			return false;
	return draw_total(prizes, n) > 0;
}

int64_t draw_total(const struct draw_prize *prizes, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += prizes[i].weight;
	return sum;
}

static void digest(const unsigned char key[SEAL_KEY_BYTES], int64_t draw_id, int64_t serial, int turn,
	char hex[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, key);
	seal_text(&s, "draw");
	seal_int(&s, draw_id);
	seal_int(&s, serial);
	seal_int(&s, turn);
	seal_end(&s, hex);
}

int64_t draw_number(const unsigned char key[SEAL_KEY_BYTES], int64_t draw_id, int64_t serial, int64_t total)
{
	assert(total > 0 && total <= DRAW_PRIZES_MAX * DRAW_WEIGHT_MAX);
	for (int turn = 0;; turn++) {
		char hex[SEAL_HEX];

		digest(key, draw_id, serial, turn, hex);
		for (int at = 0; at + CHUNK_HEX < SEAL_HEX; at += CHUNK_HEX) {
			char chunk[CHUNK_HEX + 1] = "";
			int64_t number;

			memcpy(chunk, hex + at, CHUNK_HEX);
			number = strtoll(chunk, NULL, 16);
			if (number < CHUNK_NUMBERS - CHUNK_NUMBERS % total)
				return number % total;
		}
	}
}

int draw_prize_of(const struct draw_prize *prizes, int n, int64_t number, int consolation)
{
	int i = 0;

	assert(number >= 0 && number < draw_total(prizes, n) && consolation < n);
	for (; number >= prizes[i].weight; i++)
		number -= prizes[i].weight;
	if (prizes[i].budget)
		return i;
	return consolation >= 0 && prizes[consolation].budget ? consolation : DRAW_NOTHING;
}

int64_t draw_points(const struct draw_terms *t, int drawn_today)
{
	if (t->most_a_day && drawn_today >= t->most_a_day)
		return DRAW_NOT_OFFERED;
	return drawn_today < t->free_a_day ? 0 : t->points;
}
