/* weigh.c - when a weight may be sold. */
#include "model/weigh.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void weigh_present(struct weigh *w, bool present)
{
	if (w->present != present)
		*w = (struct weigh){ .present = present };
}

void weigh_put(struct weigh *w, const struct scale_reading *r, int64_t now_ms)
{
	int64_t off = r->weight_milli - w->sold_milli;

	w->present = true;
	w->now = *r;
	w->at_ms = now_ms;
	/* While the goods are lifted off, the reading runs through every weight: only one at rest counts. */
	if (r->overload || !r->stable)
		return;
	if (r->weight_milli <= 0 || off > WEIGH_CHANGE_MILLI || off < -WEIGH_CHANGE_MILLI)
		w->sold_milli = 0;
}

enum weigh_state weigh_look(const struct weigh *w, int64_t now_ms)
{
	if (!w->present)
		return WEIGH_ABSENT;
	if (!w->at_ms || now_ms - w->at_ms > WEIGH_FRESH_MS)
		return WEIGH_SILENT;
	if (w->now.overload)
		return WEIGH_OVERLOAD;
	if (!w->now.stable)
		return WEIGH_MOVING;
	if (w->now.weight_milli == 0)
		return WEIGH_EMPTY;
	if (w->now.weight_milli < 0)
		return WEIGH_BELOW_ZERO;
	return w->sold_milli ? WEIGH_SOLD : WEIGH_READY;
}

void weigh_take(struct weigh *w)
{
	w->sold_milli = w->now.weight_milli;
}

struct scale_reading weigh_net(const struct scale_reading *r, int64_t tare_milli)
{
	struct scale_reading net = *r;

	if (r->tare_milli || r->weight_milli <= 0)
		return net;
	net.weight_milli -= tare_milli;
	net.tare_milli = tare_milli;
	return net;
}

/* --- several ---------------------------------------------------------------------------------- */

static int place_of(const struct weighing *w, const char *name)
{
	int i = 0;

	while (i < w->count && strcmp(w->list[i].name, name) != 0)
		i++;
	return i;
}

void weighing_set(struct weighing *w, const char *const *names, int n)
{
	struct weighing was = *w;

	*w = (struct weighing){ .count = n < DEVICES_MAX ? n : DEVICES_MAX };
	for (int i = 0; i < w->count; i++) {
		int before = place_of(&was, names[i]);

		if (before < was.count)
			w->list[i] = was.list[before];
		snprintf(w->list[i].name, sizeof w->list[i].name, "%s", names[i]);
		weigh_present(&w->list[i].scale, true);
	}
}

void weighing_put(struct weighing *w, const char *name, const struct scale_reading *r, int64_t now_ms)
{
	int i = place_of(w, name);

	if (i < w->count)
		weigh_put(&w->list[i].scale, r, now_ms);
}

#define GOODS 5 /* the rank of a scale with goods on it that were not sold */

/* How much a scale is the one that counts. */
static int rank(const struct weigh *w, enum weigh_state state)
{
	switch (state) {
	case WEIGH_READY:
	case WEIGH_OVERLOAD:
		return GOODS;
	case WEIGH_MOVING:
		return w->now.weight_milli > 0 ? GOODS : 3;
	case WEIGH_SOLD:
		return 4;
	case WEIGH_BELOW_ZERO:
		return 2;
	case WEIGH_EMPTY:
		return 1;
	default:
		return 0;
	}
}

static int which(const struct weighing *w, int64_t now_ms, enum weigh_state *state)
{
	int best = 0, most = -1;
	bool two = false;

	*state = w->count ? WEIGH_SILENT : WEIGH_ABSENT;
	for (int i = 0; i < w->count; i++) {
		enum weigh_state its = weigh_look(&w->list[i].scale, now_ms);
		int r = rank(&w->list[i].scale, its);

		two |= r == GOODS && most == GOODS;
		if (r <= most)
			continue;
		best = i;
		most = r;
		*state = its;
	}
	if (two)
		*state = WEIGH_TWO;
	return best;
}

const struct weigh *weighing_now(const struct weighing *w, int64_t now_ms, enum weigh_state *state, const char **name)
{
	int i = which(w, now_ms, state);

	if (name)
		*name = w->list[i].name;
	return &w->list[i].scale;
}

void weighing_take(struct weighing *w, int64_t now_ms)
{
	enum weigh_state state;

	weigh_take(&w->list[which(w, now_ms, &state)].scale);
}

/* --- as text ---------------------------------------------------------------------------------- */

static const char *rest_word(const struct scale_reading *r)
{
	return r->overload ? "overload" : r->stable ? "stable" : "moving";
}

const char *weigh_text(char text[WEIGH_TEXT_MAX], const struct scale_reading *r)
{
	snprintf(text, WEIGH_TEXT_MAX, "%" PRId64 " %" PRId64 " %s", r->weight_milli, r->tare_milli, rest_word(r));
	return text;
}

bool weigh_read(const char *text, struct scale_reading *out)
{
	char *tare, *word;
	struct scale_reading r = { .weight_milli = strtoll(text, &tare, 10) };

	if (tare == text || *tare != ' ')
		return false;
	r.tare_milli = strtoll(tare, &word, 10);
	r.overload = strcmp(word, " overload") == 0;
	r.stable = strcmp(word, " stable") == 0;
	if (!r.overload && !r.stable && strcmp(word, " moving") != 0)
		return false;
	if (llabs(r.weight_milli) > WEIGHT_MAX_MILLI || r.tare_milli < 0 || r.tare_milli > WEIGHT_MAX_MILLI)
		return false;
	*out = r;
	return true;
}

/* --- units ------------------------------------------------------------------------------------ */

/* Units by which goods are sold by weight, and how many of them a kilogram has. */
static const struct { const char *unit; int per_kg; } units[] = {
	{ "kg", 1 }, { "公斤", 1 }, { "千克", 1 }, { "斤", 2 }, { "市斤", 2 }, { "500g", 2 }, { "500克", 2 },
	{ "100g", 10 }, { "100克", 10 }, { "两", 20 }, { "50g", 20 }, { "50克", 20 }, { "g", 1000 }, { "克", 1000 },
};

int64_t weigh_quantity(const char *unit, int64_t weight_milli)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcasecmp(units[i].unit, unit) == 0)
			return weight_milli * units[i].per_kg;
	return weight_milli;
}
