/* event.c - a ring of events. */
#include "base/event.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

void event_queue_init(struct event_queue *q)
{
	q->ring = calloc(EVENT_QUEUE_MAX, sizeof *q->ring);
	if (!q->ring)
		abort();
	q->first = 0;
	q->count = 0;
}

void event_queue_release(struct event_queue *q)
{
	free(q->ring);
	q->ring = NULL;
	q->first = 0;
	q->count = 0;
}

/* The bytes of text that fit, never half a character. */
static size_t fitting(const char *text)
{
	size_t n = strnlen(text, EVENT_TEXT_MAX + 4), at = 0; /* the last character whole */
	uint32_t cp;

	if (n < EVENT_TEXT_MAX)
		return n;
	for (;;) {
		size_t used = utf8_decode(text + at, n - at, &cp);

		if (at + used > EVENT_TEXT_MAX - 1)
			return at;
		at += used;
	}
}

bool event_put(struct event_queue *q, enum event_kind kind, int32_t code, const char *text)
{
	struct event *e;
	size_t n;

	if (q->count == EVENT_QUEUE_MAX)
		return false;
	e = &q->ring[(q->first + q->count) % EVENT_QUEUE_MAX];
	n = text ? fitting(text) : 0;
	e->kind = kind;
	e->code = code;
	e->at_ms = clock_mono_ms();
	if (n)
		memcpy(e->text, text, n);
	e->text[n] = '\0';
	q->count++;
	return true;
}

bool event_take(struct event_queue *q, struct event *out)
{
	struct event *e;
	size_t n;

	if (q->count == 0)
		return false;
	e = &q->ring[q->first];
	n = strlen(e->text) + 1;
	out->kind = e->kind;
	out->code = e->code;
	out->at_ms = e->at_ms;
	memcpy(out->text, e->text, n);
	/* It may have been a PIN, or a card. */
	explicit_bzero(e->text, n);
	e->code = 0;
	q->first = (q->first + 1) % EVENT_QUEUE_MAX;
	q->count--;
	return true;
}
