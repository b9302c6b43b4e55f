/* reader.h - what the shop writes on a chip card, and reads of it, through a reader of the counter (kind `reader`): one
 * job at a time, of the card that lies there. Nothing waits: the job sends what it asks, and is handed the events of
 * the wires until it has ended. A card that leaves in the middle is an end like any other.
 *
 * A card is tapped: EVENT_CARD "uid:HEX"; with the device's option record= what it carries comes just before it, as
 * EVENT_READ "NAME record UID HEX" (reader_record). Staff and members are looked up by that key. */
#ifndef WIRE_READER_H
#define WIRE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/event.h"
#include "device/nfc.h"
#include "wire/wires.h"

/* How what is written lies on the card. */
enum reader_place { READER_PAGES, READER_SECTOR };

struct reader_job {
	char device[DEVICE_NAME_MAX + 1];
	struct nfc_request request;
	enum nfc_end end;
	bool over;
	unsigned char bytes[NFC_BYTES_MAX]; /* what was read */
	size_t n;
	int64_t until_ms;                   /* monotonic: without an answer until then it is NFC_DOWN */
};

/* Writes a record (model/member/cardsign.h) on the card of that key, and reads it again. */
void reader_write(struct reader_job *j, struct wires *w, const char *device, const char *key, enum reader_place place,
	const unsigned char *record, size_t n);
/* Reads one. */
void reader_read(struct reader_job *j, struct wires *w, const char *device, const char *key, enum reader_place place,
	size_t n);
/* Any request to the card of that key; verb, place and the rest of it are filled in. */
void reader_ask(struct reader_job *j, struct wires *w, const char *device, const char *key,
	const struct nfc_request *request);
/* To be called with each event, and with NULL when time has passed. True: the job is over, j->end says how. */
bool reader_event(struct reader_job *j, const struct event *e);

/* The record of an event "NAME record UID HEX", whose card comes next. False: it is another event. */
bool reader_record(const struct event *e, char key[NFC_KEY_TEXT], unsigned char bytes[NFC_BYTES_MAX], size_t *n);

#endif
