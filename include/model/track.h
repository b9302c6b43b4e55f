/* track.h - what a stripe reader sends. ISO/IEC 7811 (characters and LRC of the tracks), ISO/IEC 7813 (tracks 1 and 2
 * of payment cards), ISO/IEC 4909 (track 3), ISO/IEC 7812 (issuer numbers, Luhn's check digit).
 *
 * A reader sends one, two or three tracks, each from its start sentinel (% track 1, ; track 2, + ! # or ; track 3) to
 * its end sentinel ?, perhaps with the LRC behind it. A payment card is told by an issuer's range and the check digit;
 * who is told so forgets the text at once. What looks like one but was misread, or is the end of one that a slow line
 * tore, is treated no better. */
#ifndef MODEL_TRACK_H
#define MODEL_TRACK_H

#include <stdbool.h>
#include <stddef.h>

#define TRACK_TEXT_MAX 256 /* bytes of all tracks together */
#define TRACK_KEY_MAX 64

enum track_kind {
	TRACK_NONE, /* no track: a code, or anything */
	TRACK_BAD,  /* a stripe that was misread, or says nothing */
	TRACK_BANK, /* a payment card */
	TRACK_SHOP  /* another card: it has a lookup key */
};

/* key (TRACK_KEY_MAX + 1 bytes) is filled for TRACK_SHOP only: the digits of track 2 before its separator, else of
 * track 3, else what track 1 begins with; without blanks. */
enum track_kind track_read(const char *text, size_t n, char *key);
/* A number that a payment card could have: 12 to 19 digits, a right check digit, an issuer's range. */
bool track_pan(const char *digits, size_t n);

#endif
