/* cardkey.h - the one key by which a card is found, whatever was used to read it. Keys are texts: "uid:04A2B3C4D5E6F7"
 * for chips and 125 kHz cards (ISO 14443, ISO 15693, FeliCa, EM4100: their number in capital hex, as the air has it),
 * "num:6217001234567890" for what is printed, on a stripe, a barcode or a QR code. Pure: what is read or typed goes in,
 * the keys to try come out. */
#ifndef MODEL_MEMBER_CARDKEY_H
#define MODEL_MEMBER_CARDKEY_H

#include <stdbool.h>

#include "base/arena.h"

#define CARD_KEY_MAX 64
#define CARD_KEYS_MAX 3

/* How the shop's readers of 125 kHz cards tell the number: as ten decimal digits of all four bytes, as eight of three
 * and five (the card prints "123,45678"), as hex of four or five bytes; off: digits are never such a card. */
enum card_layout { LAYOUT_OFF, LAYOUT_10D, LAYOUT_8D, LAYOUT_8H, LAYOUT_10H, LAYOUTS };
extern const char *const card_layout_name[LAYOUTS];

/* The keys that a text read from a card, or typed as its number, may mean, in the order to try them; texts live in the
 * arena. "uid:..." and "num:..." stand for themselves. Answers how many; 0: it is none of a card's. */
int card_keys(struct arena *a, const char *text, enum card_layout layout, const char *keys[CARD_KEYS_MAX]);
/* The key of a printed number. */
char *card_number_key(struct arena *a, const char *number);
/* Whether a key is a chip's. */
bool card_key_is_chip(const char *key);

#endif
