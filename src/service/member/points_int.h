/* points_int.h - points behind points.h: what papers ask. */
#ifndef SERVICE_POINTS_INT_H
#define SERVICE_POINTS_INT_H

#include "../shop/shop_int.h"
#include "model/document.h"
#include "service/points.h"

/* The bill's part of the record of a sale: what each of its lines earned, unrounded. "points=1:25000,2:300" */
#define POINTS_TOLD "points="

/* Whether today is a birthday, as the shop counts it: the day, its week, its month. */
bool points_birthday(const struct shop *sh, const struct birthday *b, int32_t day);

/* What a sale would earn: its member, day, lines and payments are filled. Before its payments are taken: what he holds
 * is all there. */
enum err points_foreseen(struct shop *sh, struct arena *a, struct document *sale, int64_t *points) MUST_CHECK;

/* --- points as money (points_pay.c) ------------------------------------------------------------------- */

/* What the settings of the shop let; the windows are those of the limits. */
struct points_paying { struct points_limits limits; struct points_window windows[POINTS_WINDOWS_MAX]; };
void points_limits_now(const struct shop *sh, struct points_paying *out);
enum err points_usable_now(struct shop *sh, struct arena *a, int64_t member_id, int64_t *usable) MUST_CHECK;
/* Whether the bill can be paid so much with points; ERR_REFUSED says why not. */
enum err points_lets(const struct shop *sh, struct arena *a, const struct points_bill *bill, int64_t amount_minor,
	struct said *said) MUST_CHECK;
int64_t points_cost(const struct shop *sh, int64_t amount_minor);

struct member_trade;
/* Of the sale: the points its payments take; how many. */
enum err points_take_payments(struct shop *sh, struct member_trade *t, int64_t *taken) MUST_CHECK;
/* What of it was paid with points, now or for what it was exchanged for: that earns none. */
enum err points_paid_minor(struct shop *sh, struct member_trade *t, int64_t *minor) MUST_CHECK;
/* Of the return: what its payments give back. */
enum err points_give_payments(struct shop *sh, struct member_trade *t) MUST_CHECK;
struct lots_act;
/* Points that come today and can be spent from a day on, until the setting ends them. */
enum err points_give_new(struct shop *sh, struct lots_act *act, int64_t member_id, int32_t from_day,
	int64_t points) MUST_CHECK;

#endif
