/* hours.c - see hours.h. */
#include "model/hours.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *const clock_kind_name[CLOCK_KINDS] = {
	[CLOCK_NONE] = "none", [CLOCK_IN] = "in", [CLOCK_OUT] = "out", [CLOCK_BREAK] = "break", [CLOCK_BACK] = "back",
};

enum clock_kind clock_kind_find(const char *name)
{
	for (int k = CLOCK_IN; k < CLOCK_KINDS; k++)
		if (strcmp(clock_kind_name[k], name) == 0)
			return (enum clock_kind)k;
	return CLOCK_NONE;
}

static bool at_work(enum clock_kind last)
{
	return last == CLOCK_IN || last == CLOCK_BACK;
}

bool clock_follows(enum clock_kind last, enum clock_kind next)
{
	switch (next) {
	case CLOCK_IN:
		return last == CLOCK_NONE || last == CLOCK_OUT;
	case CLOCK_OUT:
		return at_work(last) || last == CLOCK_BREAK;
	case CLOCK_BREAK:
		return at_work(last);
	case CLOCK_BACK:
		return last == CLOCK_BREAK;
	default:
		return false;
	}
}

enum clock_kind clock_likely(enum clock_kind last)
{
	return at_work(last) ? CLOCK_OUT : last == CLOCK_BREAK ? CLOCK_BACK : CLOCK_IN;
}

/* --- stretches ------------------------------------------------------------------------------- */

/* The stretch under way takes one event; false: it is over, or was never begun, and the event is not its own. */
struct stretch { struct hours_span span; enum clock_kind last; int64_t break_from_ms; };

static void end_break(struct stretch *s, int64_t at_ms)
{
	if (s->last == CLOCK_BREAK)
		s->span.break_ms += at_ms - s->break_from_ms;
}

static bool take(struct stretch *s, const struct clock_event *e)
{
	if (!clock_follows(s->last, e->kind))
		return false;
	end_break(s, e->at_ms);
	if (e->kind == CLOCK_IN)
		s->span.from_ms = e->at_ms;
	if (e->kind == CLOCK_BREAK)
		s->break_from_ms = e->at_ms;
	if (e->kind == CLOCK_OUT)
		s->span.until_ms = e->at_ms;
	s->last = e->kind;
	return true;
}

int hours_spans(const struct clock_event *events, int n, struct hours_span *spans, int max)
{
	struct stretch s = { .last = CLOCK_NONE };
	int count = 0;

	for (int i = 0; i < n && count < max; i++) {
		if (!take(&s, &events[i])) {
			/* A second coming without a going, or a going without a coming: both are shown. */
			if (s.last != CLOCK_NONE) {
				s.span.odd = true;
				spans[count++] = s.span;
			}
			s = (struct stretch){ .span = { .from_ms = events[i].at_ms, .odd = events[i].kind != CLOCK_IN },
				.last = events[i].kind };
			s.break_from_ms = events[i].at_ms;
		}
		if (s.last == CLOCK_OUT) {
			if (count < max)
				spans[count++] = s.span;
			s = (struct stretch){ .last = CLOCK_NONE };
		}
	}
	if (s.last != CLOCK_NONE && count < max)
		spans[count++] = s.span;
	return count;
}

int64_t hours_worked_ms(const struct hours_span *span)
{
	return span->until_ms && !span->odd ? span->until_ms - span->from_ms - span->break_ms : 0;
}

/* --- corrections ----------------------------------------------------------------------------- */

void clock_correction_write(const struct clock_correction *c, char out[CLOCK_CORRECTION_MAX])
{
	snprintf(out, CLOCK_CORRECTION_MAX, "%s %" PRId64 " %" PRId64 " %d", clock_kind_name[c->kind], c->at_ms,
		c->seal_id, c->n);
}

bool clock_correction_read(const char *text, struct clock_correction *c)
{
	char name[8];

	if (sscanf(text, "%7s %" SCNd64 " %" SCNd64 " %d", name, &c->at_ms, &c->seal_id, &c->n) != 4)
		return false;
	c->kind = clock_kind_find(name);
	return c->kind != CLOCK_NONE || strcmp(name, clock_kind_name[CLOCK_NONE]) == 0;
}
