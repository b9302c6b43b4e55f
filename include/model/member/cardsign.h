/* cardsign.h - what a shop writes on a chip card so that a copy of it on another chip is known: the card's number, and
 * a keyed digest over that number and the number that the chip was made with, which cannot be copied along. It is no
 * secret and protects no value by itself: balances are in the store.
 *
 * The record, version 1, 48 bytes: twelve pages of an NTAG or Ultralight from page 4 on, or the three data blocks of a
 * sector of a MIFARE Classic card:
 *   0  "ZG"    2  version (1)    3  length of the number    4  the number, filled up with zeros (24)
 *  28  zeros (4)    32  the digest (BLAKE2b, keyed, its first 16 bytes) */
#ifndef MODEL_MEMBER_CARDSIGN_H
#define MODEL_MEMBER_CARDSIGN_H

#include <stddef.h>

#include "base/err.h"
#include "base/seal.h"

#define CARDSIGN_BYTES 48
#define CARDSIGN_NUMBER_MAX 24 /* bytes of a card's number */
#define CARDSIGN_SECTOR 1      /* of a MIFARE Classic card: sector 0 is its maker's */

enum cardsign {
	CARDSIGN_NONE,   /* no record of ours */
	CARDSIGN_GOOD,   /* ours, made for this chip */
	CARDSIGN_FALSE,  /* one that this shop did not make for this chip: a copy, or another shop's */
	CARDSIGN_NEWER   /* of a version that we do not know */
};

/* uid is the chip's number as its key has it, behind "uid:". ERR_INVALID: no such number of a card. */
enum err cardsign_make(const unsigned char key[SEAL_KEY_BYTES], const char *uid, const char *number,
	unsigned char record[CARDSIGN_BYTES]) MUST_CHECK;
/* number (CARDSIGN_NUMBER_MAX + 1 bytes) is filled for CARDSIGN_GOOD and CARDSIGN_FALSE, there with what it claims. */
enum cardsign cardsign_check(const unsigned char key[SEAL_KEY_BYTES], const char *uid, const unsigned char *record,
	size_t n, char *number);

#endif
