/* chip_int.h - one reader of contactless cards by libnfc: opened, asked what lies on it, and made to read and write a
 * card. Every call comes back within a second or two, also from a chip that is dead, unless a driver hangs. */
#ifndef HELPER_READER_CHIP_INT_H
#define HELPER_READER_CHIP_INT_H

#include <stdbool.h>
#include <stddef.h>

#include "device/nfc.h"
#include "model/device.h"

struct chip_card {
	char type;                      /* 'A', 'B', 'F' */
	unsigned char uid[NFC_UID_MAX];
	size_t n;
	unsigned char atqa[2], sak;     /* of type A */
};

struct chip;
/* connect is libnfc's. NULL: no chip that it knows answers there. */
struct chip *chip_open(const char *connect);
void chip_close(struct chip *c);

/* What lies in the field: 0, 1, or 2 for two and more; the first of them is in *card. -1: the chip fails. */
int chip_look(struct chip *c, struct chip_card *card);
/* Does what is asked of the card that chip_look found last; what it answers goes to bytes (NFC_BYTES_MAX). NFC_LEFT
 * also stands for a card that said no: who asks looks again. NFC_DOWN: the chip fails. */
enum nfc_end chip_do(struct chip *c, const struct chip_card *card, const struct nfc_request *r, unsigned char *bytes,
	size_t *n);
/* How the chip fails, once it did: DEVICE_STUCK it is silent, DEVICE_NOISE what it says is no answer. */
enum device_state chip_trouble(const struct chip *c, const char **detail);

#endif
