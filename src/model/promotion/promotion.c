/* promotion.c - the few choices that the flags leave are all tried, each on a copy of what is left of the lines. */
#include "model/promotion/promotion.h"

#include <assert.h>
#include <string.h>

#include "model/money.h"

/* One way to give them: what is left of the lines, and who took what of it. */
struct trial {
	const struct offers *offers;
	const struct line *lines;
	int n;
	struct arena *arena;
	bool coupons;             /* without what lets no coupon stand beside it */
	bool no_order, no_shy;    /* without any offer of the order; without coupons that let none stand beside them */
	int64_t *left;            /* by line */
	struct promotion result;
	int room;
};

static bool tried(const struct trial *t, int offer, enum discount_stage stage)
{
	const struct offer *o = &t->offers->list[offer];

	if (o->stage != stage || (t->coupons && (o->flags & OFFER_NO_COUPON)))
		return false;
	return stage == STAGE_COUPON ? !(t->no_shy && (o->flags & OFFER_NO_ORDER)) : !t->no_order;
}

static bool set_by_hand(const struct line *l)
{
	return l->discount_kind != HAND_NONE || l->price_source == PRICE_OVERRIDE;
}

static bool in_scope(const struct offer *o, const struct line *l)
{
	switch (o->scope) {
	case SCOPE_DEPARTMENT:
		return l->department_id == o->target_id;
	case SCOPE_ARTICLE:
		return l->article_id == o->target_id;
	case SCOPE_CATEGORY:
		for (int i = 0; i < o->category_count; i++)
			if (o->categories[i] == l->category_id)
				return true;
		return false;
	default:
		return true;
	}
}

bool promotion_for(const struct offer *o, const struct line *l)
{
	if ((l->flags & (LINE_RETURN | LINE_NO_DISCOUNT | LINE_DEPOSIT | LINE_VALUE)) || !in_scope(o, l))
		return false;
	if (o->stage == STAGE_ORDER_PROMOTION && set_by_hand(l))
		return false;
	return !(o->flags & OFFER_REGULAR_ONLY) || l->price_source == PRICE_REGULAR
		|| l->price_source == PRICE_PACK || l->price_source == PRICE_LABEL;
}

/* What an offer would take off what is left now; parts by line. */
static int64_t takes(const struct trial *t, const struct offer *o, int64_t *parts, struct offer_result *why)
{
	int64_t weights[LINES_MAX], base = 0, off;
	bool any = false;

	for (int i = 0; i < t->n; i++) {
		bool is_for = promotion_for(o, &t->lines[i]);

		weights[i] = is_for ? t->left[i] : 0;
		base += weights[i];
		any = any || is_for;
	}
	*why = (struct offer_result){ .skipped = OFFER_TAKEN };
	if (!any || base == 0) {
		why->skipped = OFFER_NO_LINES;
		return 0;
	}
	if (base < o->threshold_minor) {
		*why = (struct offer_result){ .skipped = OFFER_BELOW, .missing_minor = o->threshold_minor - base };
		return 0;
	}
	off = o->kind == OFFER_PERCENT ? mul_div(base, o->value, 10000, ROUND_HALF_AWAY) : o->value;
	if (o->cap_minor && off > o->cap_minor)
		off = o->cap_minor;
	if (off > base)
		off = base;
	money_share(off, weights, t->n, parts);
	return off;
}

static void add_row(struct trial *t, struct offer_row row)
{
	if (t->result.row_count == t->room) {
		struct offer_row *rows;

		t->room = t->room ? t->room * 2 : 32;
		rows = arena_array(t->arena, (size_t)t->room, sizeof *rows);
		if (t->result.row_count)
			memcpy(rows, t->result.rows, (size_t)t->result.row_count * sizeof *rows);
		t->result.rows = rows;
	}
	t->result.rows[t->result.row_count++] = row;
}

static void give(struct trial *t, int offer)
{
	struct offer_result *r = &t->result.results[offer];
	int64_t parts[LINES_MAX];

	r->amount_minor = takes(t, &t->offers->list[offer], parts, r);
	for (int i = 0; r->amount_minor && i < t->n; i++) {
		if (!parts[i])
			continue;
		t->left[i] -= parts[i];
		add_row(t, (struct offer_row){ i, offer, parts[i] });
	}
	t->result.amount_minor += r->amount_minor;
}

static bool before(const struct offer *a, const struct offer *b)
{
	return a->priority != b->priority ? a->priority > b->priority : a->id < b->id;
}

/* Of a stage: the best one alone; -1 none takes anything. Every result says what became of it. */
static int best_of(struct trial *t, enum discount_stage stage)
{
	int64_t parts[LINES_MAX], most = 0;
	int best = -1;

	for (int i = 0; i < t->offers->count; i++) {
		const struct offer *o = &t->offers->list[i];
		int64_t off;

		if (!tried(t, i, stage))
			continue;
		off = takes(t, o, parts, &t->result.results[i]);
		if (off > most || (off && off == most && before(o, &t->offers->list[best]))) {
			best = i;
			most = off;
		}
	}
	return best;
}

/* Those that stack, one after the other; each sees what the one before left. */
static void give_stack(struct trial *t, enum discount_stage stage)
{
	bool done[OFFERS_MAX] = { false };

	for (;;) {
		int next = -1;

		for (int i = 0; i < t->offers->count; i++) {
			const struct offer *o = &t->offers->list[i];

			if (tried(t, i, stage) && (o->flags & OFFER_STACKS) && !done[i]
			    && (next < 0 || before(o, &t->offers->list[next])))
				next = i;
		}
		if (next < 0)
			return;
		done[next] = true;
		give(t, next);
	}
}

static struct trial trial_of(const struct trial *from)
{
	struct trial t = *from;
	size_t offers = (size_t)from->offers->count;

	t.left = arena_array(t.arena, (size_t)t.n + 1, sizeof *t.left);
	memcpy(t.left, from->left, (size_t)t.n * sizeof *t.left);
	t.result.results = arena_array(t.arena, offers + 1, sizeof *t.result.results);
	memcpy(t.result.results, from->result.results, offers * sizeof *t.result.results);
	t.result.rows = arena_array(t.arena, (size_t)from->result.row_count + 1, sizeof *t.result.rows);
	if (from->result.row_count)
		memcpy(t.result.rows, from->result.rows, (size_t)from->result.row_count * sizeof *t.result.rows);
	t.room = from->result.row_count;
	return t;
}

/* The best one of a stage alone, or all that stack, whichever takes more; the others are beaten. */
static struct trial give_stage(const struct trial *from, enum discount_stage stage)
{
	struct trial alone = trial_of(from), stack = trial_of(from), *chosen;
	int best = best_of(&alone, stage);

	if (best >= 0)
		give(&alone, best);
	give_stack(&stack, stage);
	chosen = stack.result.amount_minor > alone.result.amount_minor ? &stack : &alone;
	for (int i = 0; i < from->offers->count; i++) {
		struct offer_result *r = &chosen->result.results[i];

		if (!tried(from, i, stage))
			continue;
		if (chosen == &stack && !(from->offers->list[i].flags & OFFER_STACKS)) {
			*r = alone.result.results[i];
			r->amount_minor = 0;
		}
		if (r->skipped == OFFER_TAKEN && !r->amount_minor)
			r->skipped = OFFER_BEATEN;
	}
	return *chosen;
}

static void exclude(struct trial *t, enum discount_stage stage, unsigned flags)
{
	for (int i = 0; i < t->offers->count; i++) {
		const struct offer *o = &t->offers->list[i];

		if (o->stage == stage && (o->flags & flags) == flags)
			t->result.results[i] = (struct offer_result){ .skipped = OFFER_EXCLUDED };
	}
}

static bool lets_no_coupon(const struct trial *t)
{
	for (int i = 0; i < t->result.row_count; i++)
		if (t->offers->list[t->result.rows[i].offer].flags & OFFER_NO_COUPON)
			return true;
	return false;
}

/* The best of the order with what stands beside it, or the coupons with what else there is. */
static struct trial choose(const struct trial *start)
{
	struct trial order = give_stage(start, STAGE_ORDER_PROMOTION), both;

	if (!lets_no_coupon(&order))
		return give_stage(&order, STAGE_COUPON);
	both = *start;
	both.coupons = true;
	both = give_stage(&both, STAGE_ORDER_PROMOTION);
	both = give_stage(&both, STAGE_COUPON);
	if (both.result.amount_minor > order.result.amount_minor) {
		exclude(&both, STAGE_ORDER_PROMOTION, OFFER_NO_COUPON);
		return both;
	}
	exclude(&order, STAGE_COUPON, 0);
	return order;
}

/* Whether there is an offer of a stage with these flags. */
static bool has_offer(const struct offers *offers, enum discount_stage stage, unsigned flags)
{
	for (int i = 0; i < offers->count; i++)
		if (offers->list[i].stage == stage && (offers->list[i].flags & flags) == flags)
			return true;
	return false;
}

void promotion_price(const struct offers *offers, const struct line *lines, int n, struct arena *a,
	struct promotion *out)
{
	struct trial start = { .offers = offers, .lines = lines, .n = n, .arena = a }, chosen, alone;

	*out = (struct promotion){ NULL, NULL, 0, 0 };
	assert(offers->count <= OFFERS_MAX && n <= LINES_MAX);
	if (!offers->count)
		return;
	start.left = arena_array(a, (size_t)n + 1, sizeof *start.left);
	start.result.results = arena_array(a, (size_t)offers->count, sizeof *start.result.results);
	for (int i = 0; i < n; i++)
		start.left[i] = lines[i].amount_minor - lines[i].discount_minor;
	start.no_shy = has_offer(offers, STAGE_COUPON, OFFER_NO_ORDER) && has_offer(offers, STAGE_ORDER_PROMOTION, 0);
	chosen = choose(&start);
	if (start.no_shy) {
		alone = start;
		alone.no_shy = false;
		alone.no_order = true;
		alone = give_stage(&alone, STAGE_COUPON);
		if (alone.result.amount_minor > chosen.result.amount_minor) {
			exclude(&alone, STAGE_ORDER_PROMOTION, 0);
			chosen = alone;
		} else {
			exclude(&chosen, STAGE_COUPON, OFFER_NO_ORDER);
		}
	}
	*out = chosen.result;
}
