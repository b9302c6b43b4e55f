/* draw.c - see draw.h. */
#include "model/member/draw.h"

#include <stdlib.h>

const char *const draw_state_name[DRAW_STATES] = {
	[DRAW_MADE] = "made", [DRAW_OPEN] = "open", [DRAW_ENDED] = "ended",
};
const char *const prize_kind_name[PRIZE_KINDS] = {
	[PRIZE_NOTHING] = "nothing", [PRIZE_POINTS] = "points", [PRIZE_COUPON] = "coupon", [PRIZE_ARTICLE] = "article",
};

static uint64_t sum_of(const int64_t *weight, int n)
{
	uint64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += (uint64_t)weight[i];
	return sum;
}

int draw_hit(uint64_t number, const int64_t *weight, int n)
{
	uint64_t sum = sum_of(weight, n), at;

	if (!sum || number >= UINT64_MAX - UINT64_MAX % sum)
		return -1;
	at = number % sum;
	for (int i = 0; i < n; i++) {
		if (at < (uint64_t)weight[i])
			return i;
		at -= (uint64_t)weight[i];
	}
	return -1;
}

int64_t draw_odds_bp(const int64_t *weight, int n, int prize)
{
	int64_t sum = (int64_t)sum_of(weight, n);

	return sum ? (weight[prize] * 20000 + sum) / (2 * sum) : 0;
}

void draw_promise(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, char out[SEAL_HEX])
{
	struct seal s;

	seal_begin(&s, secret);
	seal_text(&s, code);
	seal_int(&s, day);
	seal_end(&s, out);
}

uint64_t draw_number(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, int64_t n, int try)
{
	char hex[SEAL_HEX];
	struct seal s;

	seal_begin(&s, secret);
	seal_text(&s, code);
	seal_int(&s, day);
	seal_int(&s, n);
	seal_int(&s, try);
	seal_end(&s, hex);
	hex[16] = '\0';
	return strtoull(hex, NULL, 16);
}

int draw_nth(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, int64_t n,
	const int64_t *weight, int prizes)
{
	int hit = -1;

	for (int try = 1; hit < 0 && sum_of(weight, prizes); try++)
		hit = draw_hit(draw_number(secret, code, day, n, try), weight, prizes);
	return hit;
}

int64_t draw_cost(const struct draw_rule *r, int64_t had)
{
	if (had >= r->most_a_day)
		return -1;
	if (had < r->free_a_day)
		return 0;
	return r->points ? r->points : -1;
}
