/* weigh.h - the scale on the counter as the trade sees it: what it reads, and when that may be sold.
 *
 * Only a steady weight above zero is sold. The goods of one placing are sold once: until the plate was
 * empty, or shows clearly another weight, the same goods are sold again only after a question. */
#ifndef MODEL_WEIGH_H
#define MODEL_WEIGH_H

#include <stdbool.h>
#include <stdint.h>

#include "model/device.h"

#define WEIGHT_MAX_MILLI 1000000000LL /* a thousand tons: no counter has such a scale */
#define WEIGH_FRESH_MS 2000  /* a reading older than this is no reading */
#define WEIGH_CHANGE_MILLI 20 /* other goods: so many grams more or less than what was sold */

/* One reading of a scale. */
struct scale_reading {
	int64_t weight_milli; /* thousandths of a kilogram, less the tare; below 0: the plate was relieved of it */
	int64_t tare_milli;   /* taken off; 0 when the scale does not tell */
	bool stable;          /* has come to rest */
	bool overload;        /* more than it can weigh; the weight means nothing then */
};

enum weigh_state {
	WEIGH_ABSENT,     /* no scale stands here */
	WEIGH_SILENT,     /* it tells nothing */
	WEIGH_EMPTY, WEIGH_MOVING, WEIGH_BELOW_ZERO, WEIGH_OVERLOAD,
	WEIGH_SOLD,       /* steady, but these goods were sold already */
	WEIGH_READY,
	WEIGH_TWO,        /* goods lie on more than one scale: nobody can say which are meant */
	WEIGH_STATES
};

struct weigh {
	bool present;
	struct scale_reading now;
	int64_t at_ms;       /* monotonic, of the last reading; 0 none yet */
	int64_t sold_milli;  /* what was sold and still stands there; 0 nothing */
};

/* A scale is there, or gone; what it told before is forgotten. */
void weigh_present(struct weigh *w, bool present);
void weigh_put(struct weigh *w, const struct scale_reading *r, int64_t now_ms);
enum weigh_state weigh_look(const struct weigh *w, int64_t now_ms);
/* What stands there was sold. */
void weigh_take(struct weigh *w);

/* The reading without a packing of that weight; one whose tare the scale itself took off stays as it is. */
struct scale_reading weigh_net(const struct scale_reading *r, int64_t tare_milli);

/* The scales of one till. That one counts on which goods lie that were not sold yet; without such, one that holds what
 * was sold, else one that stands below zero, else an empty one. */
struct weighing {
	struct { char name[DEVICE_NAME_MAX + 1]; struct weigh scale; } list[DEVICES_MAX];
	int count;
};
/* These are there, and no others; what one told that was there before stays known. */
void weighing_set(struct weighing *w, const char *const *names, int n);
/* A reading of one; of one that nobody set it is none. */
void weighing_put(struct weighing *w, const char *name, const struct scale_reading *r, int64_t now_ms);
/* The one that counts, and its state; of no scale at all WEIGH_ABSENT. *name (NULL: not asked) lives in w. */
const struct weigh *weighing_now(const struct weighing *w, int64_t now_ms, enum weigh_state *state,
	const char **name);

/* What stands on the one that counts was sold. */
void weighing_take(struct weighing *w, int64_t now_ms);

/* A reading as one word of text and back ("520 0 stable"); false: it is none. */
#define WEIGH_TEXT_MAX 48
const char *weigh_text(char text[WEIGH_TEXT_MAX], const struct scale_reading *r);
bool weigh_read(const char *text, struct scale_reading *out);

/* How much of a unit a weight is: kg as it is, jin (half a kilogram) twice as many, and so on; what is no weight
 * counts as kilograms. All factors are whole, so nothing is rounded. */
int64_t weigh_quantity(const char *unit, int64_t weight_milli);

#endif
