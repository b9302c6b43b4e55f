/* promotion_test.c - any offers on any lines: against a plain model that tries each choice by itself, and what holds
 * whatever they are. */
#include <string.h>

#include "any_basket.h"

#define ROUNDS 30000
#define LINES 6
#define OFFERS 5

static struct arena arena = ARENA_INIT;

static struct offer any_offer(int64_t id)
{
	struct offer o = { .id = id, .stage = t_rand(2) ? STAGE_ORDER_PROMOTION : STAGE_COUPON,
		.kind = t_rand(2) ? OFFER_PERCENT : OFFER_AMOUNT, .flags = (unsigned)t_rand(8),
		.priority = (int)t_rand(3), .why = "" };

	if (o.stage == STAGE_COUPON)
		o.flags &= ~(unsigned)OFFER_NO_COUPON;
	o.value = o.kind == OFFER_PERCENT ? t_range(1, 10000) : any_price() + 1;
	o.threshold_minor = t_rand(2) ? any_price() : 0;
	o.cap_minor = t_rand(3) ? 0 : any_price() + 1;
	return o;
}

/* What one offer takes of what is left; that is gone then. */
static int64_t take(const struct offer *o, const struct line *lines, int n, int64_t *left, bool keep)
{
	int64_t base = 0, off, parts[LINES], weights[LINES];

	for (int i = 0; i < n; i++) {
		weights[i] = promotion_for(o, &lines[i]) ? left[i] : 0;
		base += weights[i];
	}
	if (base == 0 || base < o->threshold_minor)
		return 0;
	off = o->kind == OFFER_AMOUNT ? o->value : (2 * base * o->value + 10000) / 20000;
	off = o->cap_minor && off > o->cap_minor ? o->cap_minor : off;
	off = off > base ? base : off;
	money_share(off, weights, n, parts);
	for (int i = 0; keep && i < n; i++)
		left[i] -= parts[i];
	return off;
}

static int rank(const struct offer *a, const struct offer *b)
{
	return a->priority != b->priority ? b->priority - a->priority : a->id < b->id ? -1 : 1;
}

/* A stage of offers sorted by rank. no_coupon: whether the one that was chosen lets none stand beside it. */
static int64_t stage(const struct offer *list, int count, enum discount_stage at, bool coupons,
	const struct line *lines, int n, int64_t *left, bool *no_coupon)
{
	int64_t all = 0, most = 0, stacked[LINES];
	int best = -1;

	*no_coupon = false;
	memcpy(stacked, left, sizeof stacked);
	for (int i = 0; i < count; i++) {
		int64_t off;

		if (list[i].stage != at || (coupons && (list[i].flags & OFFER_NO_COUPON)))
			continue;
		off = take(&list[i], lines, n, left, false);
		if (off > most) {
			most = off;
			best = i;
		}
		off = list[i].flags & OFFER_STACKS ? take(&list[i], lines, n, stacked, true) : 0;
		all += off;
		*no_coupon |= off && (list[i].flags & OFFER_NO_COUPON);
	}
	if (all > most) {
		memcpy(left, stacked, sizeof stacked);
		return all;
	}
	*no_coupon = best >= 0 && (list[best].flags & OFFER_NO_COUPON);
	return best >= 0 ? take(&list[best], lines, n, left, true) : 0;
}

static int64_t plain(const struct offer *list, int count, const struct line *lines, int n)
{
	int64_t left[LINES], start[LINES] = { 0 }, order, both;
	bool no_coupon, other;

	for (int i = 0; i < n; i++)
		start[i] = lines[i].amount_minor - lines[i].discount_minor;
	memcpy(left, start, sizeof left);
	order = stage(list, count, STAGE_ORDER_PROMOTION, false, lines, n, left, &no_coupon);
	if (!no_coupon)
		return order + stage(list, count, STAGE_COUPON, false, lines, n, left, &other);
	memcpy(left, start, sizeof left);
	both = stage(list, count, STAGE_ORDER_PROMOTION, true, lines, n, left, &other);
	both += stage(list, count, STAGE_COUPON, true, lines, n, left, &other);
	return both > order ? both : order;
}

static void by_rank(struct offer *list, int n)
{
	for (int i = 1; i < n; i++)
		for (int k = i; k > 0 && rank(&list[k], &list[k - 1]) < 0; k--) {
			struct offer t = list[k];

			list[k] = list[k - 1];
			list[k - 1] = t;
		}
}

static bool results_agree(const struct promotion *p, const struct offer *list, int count)
{
	for (int i = 0; i < count; i++) {
		const struct offer_result *r = &p->results[i];
		int64_t rows = 0;

		for (int k = 0; k < p->row_count; k++)
			rows += p->rows[k].offer == i ? p->rows[k].amount_minor : 0;
		if (!CHECK_INT(rows, r->amount_minor) || !CHECK_INT(r->skipped == OFFER_TAKEN, rows > 0)
		    || !CHECK_INT(r->skipped == OFFER_BELOW, r->missing_minor > 0)
		    || (list[i].cap_minor && !CHECK(rows <= list[i].cap_minor)))
			return false;
	}
	return true;
}

TEST(as_a_plain_model_prices_them)
{
	struct offer offers[OFFERS] = { { 0 } }, sorted[OFFERS];
	struct line lines[LINES];
	struct promotion p;

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES);
		int count = (int)t_range(1, OFFERS);

		for (int i = 0; i < count; i++)
			offers[i] = any_offer(count - i);
		memcpy(sorted, offers, sizeof offers);
		by_rank(sorted, count);
		b.bill_discount_kind = HAND_NONE;
		if (!CHECK_INT(basket_price(&b, &arena), OK))
			return;
		promotion_price(&(struct offers){ offers, count }, lines, b.line_count, &arena, &p);
		if (!CHECK_INT(p.amount_minor, plain(sorted, count, lines, b.line_count))
		    || !results_agree(&p, offers, count))
			return;
		arena_clear(&arena);
	}
}

/* With one more offer that stands beside all others nobody pays more, as long as nothing has a threshold. */
TEST(an_offer_more_never_costs)
{
	struct offer offers[OFFERS + 1];
	struct line lines[LINES];
	struct promotion with, without;

	for (int round = 0; round < ROUNDS; round++) {
		struct basket b = any_basket(lines, LINES);

		for (int i = 0; i <= OFFERS; i++) {
			offers[i] = any_offer(i + 1);
			offers[i].stage = STAGE_COUPON;
			offers[i].flags = OFFER_STACKS;
			offers[i].kind = OFFER_AMOUNT;
			offers[i].threshold_minor = offers[i].cap_minor = 0;
			if (offers[i].value > 10000)
				offers[i].value = 10000;
		}
		b.bill_discount_kind = HAND_NONE;
		if (!CHECK_INT(basket_price(&b, &arena), OK))
			return;
		promotion_price(&(struct offers){ offers, OFFERS }, lines, b.line_count, &arena, &without);
		promotion_price(&(struct offers){ offers, OFFERS + 1 }, lines, b.line_count, &arena, &with);
		if (!CHECK(with.amount_minor >= without.amount_minor))
			return;
		arena_clear(&arena);
	}
}

T_MAIN
