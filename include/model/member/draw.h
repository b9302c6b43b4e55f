/* draw.h - prize draws: odds as whole numbers, a choice that nobody can steer and anybody with the shop's key can check
 * afterwards, budgets, how often a day and for how many points.
 *
 * The choice is a keyed digest (BLAKE2b) of the draw's id and the serial of the ticket, read as a number below the sum
 * of all weights, each as likely as the other. The same draw, serial, key and prizes give the same prize for ever. */
#ifndef MODEL_MEMBER_DRAW_H
#define MODEL_MEMBER_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/seal.h"

#define DRAW_PRIZES_MAX 50
#define DRAW_WEIGHT_MAX INT64_C(1000000000) /* of one prize */
#define DRAW_NOTHING (-1)

/* Its odds are weight (>= 0) out of the sum of all. budget: how many are left to win; below 0 without end. */
struct draw_prize { int64_t id, weight, budget; };
/* Whether odds can be drawn by: 1 .. DRAW_PRIZES_MAX prizes, weights within their bounds, not all 0. */
bool draw_sound(const struct draw_prize *prizes, int n);
/* The sum of all weights: with them the odds as they are posted. */
int64_t draw_total(const struct draw_prize *prizes, int n);

/* The number of a ticket, 0 .. total - 1, each as likely. total > 0. */
int64_t draw_number(const unsigned char key[SEAL_KEY_BYTES], int64_t draw_id, int64_t serial, int64_t total);
/* The prize that a number falls on, by the weights in their order; then, where its budget is used up, the consolation
 * (a place in the list), or DRAW_NOTHING where there is none or it is used up too. So nobody's odds change because
 * others were lucky. */
int draw_prize_of(const struct draw_prize *prizes, int n, int64_t number, int consolation);

/* How often a member may draw a day, and for how many points from which on. */
struct draw_terms { int free_a_day, most_a_day /* 0 without end */; int64_t points; };
/* What the next draw costs in points after so many today; DRAW_NOT_OFFERED: not today. */
#define DRAW_NOT_OFFERED (-1)
int64_t draw_points(const struct draw_terms *t, int drawn_today);

#endif
