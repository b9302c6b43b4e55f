/* event.h - what comes in from outside, in one queue that the poll loop fills: keys, scans, cards,
 * timers, lines of helpers, "the store changed". A scan is an event of its own, never keystrokes. */
#ifndef BASE_EVENT_H
#define BASE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum event_kind {
	EVENT_NONE = 0,
	EVENT_KEY,     /* code: a character's code point or TKEY_... of tui/key.h */
	EVENT_PASTE,   /* text: pasted text, newlines as spaces */
	EVENT_SCAN,    /* text: what a scanner read (base/scan.h); code: tui/decode.h, else 0 */
	EVENT_CARD,    /* code: CARD_KEY, and text: its lookup key; or what else was swiped, and no text */
	EVENT_READ,    /* text: what another device read, "NAME KIND VALUE..." (wire/wires.h) */
	EVENT_TICK,    /* a second has passed */
	EVENT_RESIZE,
	EVENT_STORE,   /* another process changed the store */
	EVENT_DEVICE,  /* a device's health changed; text: its name */
	EVENT_PAYMENT, /* of a payment asked for outside something is known */
	EVENT_HANGUP   /* the terminal is gone */
};

enum card_kind {
	CARD_KEY = 0,
	CARD_BANK,     /* a payment card: nothing of it was kept */
	CARD_BAD,      /* it could not be read */
	CARD_RANDOM,   /* its number is another one each time: a phone in a card's place */
	CARD_TWO       /* more than one lie on the reader */
};

#define EVENT_TEXT_MAX 1024
#define EVENT_QUEUE_MAX 512

struct event {
	enum event_kind kind;
	int32_t code;
	int64_t at_ms; /* monotonic */
	char text[EVENT_TEXT_MAX];
};

struct event_queue {
	struct event *ring; /* EVENT_QUEUE_MAX entries, made by event_queue_init */
	int first, count;
};

void event_queue_init(struct event_queue *q);
void event_queue_release(struct event_queue *q);
/* False when the queue is full: the caller must not read on (nothing is dropped silently). Text
 * (NULL is "") beyond EVENT_TEXT_MAX - 1 bytes is cut at a character; at_ms is now. */
bool event_put(struct event_queue *q, enum event_kind kind, int32_t code, const char *text);
/* Nothing of the event stays in the queue. */
bool event_take(struct event_queue *q, struct event *out);

#endif
