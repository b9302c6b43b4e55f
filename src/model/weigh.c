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
