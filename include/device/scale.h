/* scale.h - what the scales of a counter say on their serial line, byte by byte, and what they obey.
 *
 * A reader takes the bytes in any pieces; noise and torn frames are dropped and counted, and the next whole frame is
 * read again. Few of these lines carry a checksum: so a reading is stable only when the scale says so (where it
 * can) and the frames before it said the same weight. What is not in kilograms or grams is dropped, too. */
#ifndef DEVICE_SCALE_H
#define DEVICE_SCALE_H

#include <stdbool.h>

#include "model/weigh.h"

#define SCALE_FRAME_MAX 48

enum scale_protocol {
	SCALE_ACS,     /* Dahua ACS: five characters of grams, blanks for zeros, LF CR, endless */
	SCALE_OS2X,    /* Dingjian OS2X: STX ... S or U, sign, weight, kg ... ETX, seven bits */
	SCALE_TOLEDO,  /* Mettler-Toledo continuous: STX, three status bytes, weight, tare, CR, checksum or none */
	SCALE_TEXT,    /* lines such as ST,GS,+0.520,kg */
	SCALE_PROTOCOLS
};
struct scale_protocol_entry {
	const char *name;        /* as in the table of devices */
	const char *zero, *tare; /* the bytes that ask for it; NULL: only by the scale's own keys */
	int alike;               /* so many frames with one weight are a weight at rest */
};
extern const struct scale_protocol_entry scale_protocol_table[SCALE_PROTOCOLS];
/* SCALE_PROTOCOLS when there is none of that name. */
enum scale_protocol scale_protocol_find(const char *name);

struct scale_reader {
	enum scale_protocol protocol;
	unsigned char frame[SCALE_FRAME_MAX];
	int len;
	bool open;        /* inside a frame */
	bool skipping;    /* inside one that was too long */
	int64_t tare_milli;
	int64_t last_milli;
	int alike;        /* frames in a row with last_milli */
	int since;        /* bytes since the last whole frame */
	int garbage;      /* frames dropped so far, and stretches without one */
};

void scale_reader_init(struct scale_reader *r, enum scale_protocol protocol);
/* One byte more; true when it completes a reading. */
bool scale_byte(struct scale_reader *r, unsigned char byte, struct scale_reading *out);

#endif
