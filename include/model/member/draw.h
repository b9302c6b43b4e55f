/* draw.h - prize draws: what a number wins by the weights of the prizes. Fair is: everybody can prove afterwards that
 * nobody chose. A day's numbers come from one secret whose digest is told before the first of them, and which is shown
 * when the day is over (service/draws.h). */
#ifndef MODEL_MEMBER_DRAW_H
#define MODEL_MEMBER_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/seal.h"

enum draw_state { DRAW_MADE = 1, DRAW_OPEN, DRAW_ENDED, DRAW_STATES };
extern const char *const draw_state_name[DRAW_STATES]; /* "made" "open" "ended": stable */
enum prize_kind { PRIZE_NOTHING = 1, PRIZE_POINTS, PRIZE_COUPON, PRIZE_ARTICLE, PRIZE_KINDS };
extern const char *const prize_kind_name[PRIZE_KINDS]; /* "nothing" "points" "coupon" "article": stable */

#define PRIZES_MAX 50
#define PRIZE_WEIGHT_MAX 1000000
/* No prize of a draw is worth more than 50,000 yuan: Interim Provisions on Regulating Promotional Activities (SAMR
 * order 32 of 2020), article 17. */
#define DRAW_PRIZE_MOST_MINOR 5000000

/* The prize that a number hits, 0 .. n-1, each as likely as its weight: what is left of 2^64 beyond the last whole
 * sum of weights would favour the first ones, so such a number hits none (-1), and the next one is tried. */
int draw_hit(uint64_t number, const int64_t *weight, int n);
/* How likely, in basis points, rounded half up. */
int64_t draw_odds_bp(const int64_t *weight, int n, int prize);

/* What is told of a secret beforehand. */
void draw_promise(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, char out[SEAL_HEX]);
/* The number of a day's n-th play (1 ..), at its first try, second ..: the first 8 bytes of a digest under the secret,
 * the most significant first. */
uint64_t draw_number(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, int64_t n, int try);
/* What the n-th play hits, after as many tries as it takes. */
int draw_nth(const unsigned char secret[SEAL_KEY_BYTES], const char *code, int32_t day, int64_t n,
	const int64_t *weight, int prizes);

/* What a member's next play of a day costs, who has had so many: points, 0 it is free, -1 there is none. */
struct draw_rule { int64_t free_a_day, points, most_a_day; };
int64_t draw_cost(const struct draw_rule *r, int64_t had);

#endif
