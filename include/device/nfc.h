/* nfc.h - what zhanggui-wires and zhanggui-reader say to each other (lines of device/helperline.h). The second holds
 * one reader of contactless cards by libnfc and dies with it: a card that is put together badly may kill it.
 *
 * To the reader:
 *   record none|pages|sector    read what a card carries, too, each time one comes (model/member/cardsign.h)
 *   VERB ID UID ...             a request; ID is the asker's number of it, UID the card that it is about
 *     present ID UID            whether it lies there
 *     version ID UID            what an NTAG or Ultralight says of itself (GET_VERSION), 8 bytes
 *     pages ID UID PAGE COUNT   pages of 4 bytes of an NTAG or Ultralight
 *     set-pages ID UID PAGE HEX
 *     sector ID UID SECTOR KIND KEY        the three data blocks of a MIFARE Classic sector, by key A or B
 *     set-sector ID UID SECTOR KIND KEY HEX
 *   ping N
 * From it:
 *   hello zhanggui-reader PROTOCOL VERSION
 *   state STATE DETAIL          a word of DEVICE_STATES: ready; gone; busy; denied; wrong (no chip answers there);
 *                               stuck (the chip fell silent); noise (what it says is no answer)
 *   card A UID ATQA SAK RECORD  a card came, alone. RECORD: what it carries, "" when nothing was read
 *   card B PUPI, card F IDM
 *   random UID                  one came whose number is another one each time (a phone): no key
 *   two                         more than one lie there: none of them is told
 *   left                        nothing lies there any more
 *   answer ID END HEX           a request's end, a word of NFC_ENDS
 *   pong N
 * Bytes are upper-case hexadecimal. */
#ifndef DEVICE_NFC_H
#define DEVICE_NFC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sbuf.h"
#include "device/helperline.h"

#define NFC_HELPER "zhanggui-reader"
#define NFC_UID_MAX 10       /* bytes: 4, 7 or 10 of ISO 14443 A, 4 of B, 8 of FeliCa */
#define NFC_PAGE_BYTES 4
#define NFC_PAGES_MAX 16     /* of one request */
#define NFC_BYTES_MAX ((size_t)NFC_PAGES_MAX * NFC_PAGE_BYTES)
#define NFC_USER_PAGE 4      /* the first page that is nobody's: before it are the UID and the locks */
#define NFC_PAGE_LAST 255
#define NFC_SECTOR_BYTES 48  /* data blocks of a sector; the fourth holds its keys */
#define NFC_SECTOR_LAST 31   /* from 32 on sectors are larger; sector 0 is the maker's and is only read */
#define NFC_KEY_BYTES 6
#define NFC_KEY_TEXT 32      /* "uid:" and a number */
#define NFC_CONNECT_MAX 300  /* of libnfc's own words for where a reader is */

/* How a request ends. */
#define NFC_ENDS(X) \
	X(NFC_DONE, "done")       /* with its bytes, if it asked for some */ \
	X(NFC_LEFT, "left")       /* the card is not there, or left meanwhile */ \
	X(NFC_OTHER, "other")     /* another card lies there, or a second one */ \
	X(NFC_REFUSED, "refused") /* the card does not do it: a wrong key, a locked or missing page */ \
	X(NFC_DOWN, "down")       /* the reader fails */ \
	X(NFC_BAD, "bad")         /* no such request */

enum nfc_end {
#define X(id, word) id,
	NFC_ENDS(X)
#undef X
	NFC_END_COUNT
};
const char *nfc_end_word(enum nfc_end end);
enum nfc_end nfc_end_of(const char *word); /* NFC_END_COUNT: there is none */

enum nfc_verb { NFC_PRESENT, NFC_VERSION, NFC_PAGES, NFC_SET_PAGES, NFC_SECTOR, NFC_SET_SECTOR, NFC_VERB_COUNT };

struct nfc_request {
	enum nfc_verb verb;
	int64_t id;
	unsigned char uid[NFC_UID_MAX];
	size_t uid_n;
	int place;                        /* page or sector */
	int count;                        /* pages to read */
	char key_kind;                    /* 'A' or 'B' */
	unsigned char key[NFC_KEY_BYTES];
	unsigned char bytes[NFC_BYTES_MAX];
	size_t n;                         /* of the bytes to write */
};

/* False: it is none, or asks for what there is not or nobody may write. out->id is set when that much is right. */
bool nfc_request_read(const struct helperline *l, struct nfc_request *out);
void nfc_request_put(struct sbuf *out, const struct nfc_request *r);

/* Upper-case; out has 2n + 1 bytes. */
void nfc_hex(const unsigned char *bytes, size_t n, char *out);
/* At most `most` bytes; false: no hexadecimal of whole bytes, or more. */
bool nfc_unhex(const char *hex, unsigned char *bytes, size_t most, size_t *n);

/* A number that means nothing the next time: 4 bytes that begin with 08 (ISO/IEC 14443-3, 6.5.4). */
bool nfc_random(const unsigned char *uid, size_t n);
/* The key that a card is looked up by. */
void nfc_key(const unsigned char *uid, size_t n, char key[NFC_KEY_TEXT]);

/* What libnfc calls the reader of that protocol (model/device_protocol.def) at that path, in which no link is left.
 * False: libnfc has no words for it. A path with ':' is such a one, for it takes it apart there. */
bool nfc_connect(const char *protocol, const char *path, char out[NFC_CONNECT_MAX]);

#endif
