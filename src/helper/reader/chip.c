/* chip.c - libnfc, held at arm's length. Its functions that list or watch cards by themselves swallow errors or differ
 * from card to card, so only select, deselect and transceive are used: one card is looked for, put to sleep, and looked
 * for again, which finds a second one; the field is switched off before each look, on which all of them wake up. */
#include "chip_int.h"

#include <nfc/nfc.h>
#include <stdlib.h>
#include <string.h>

#define CARD_MS 300          /* a card answers within milliseconds, and writes within ten */
#define BLOCK_BYTES 16       /* of a MIFARE Classic card; also what one READ of an NTAG gives */
#define SECTOR_BLOCKS 4

/* Commands of cards. */
enum { READ = 0x30, WRITE_PAGE = 0xA2, WRITE_BLOCK = 0xA0, GET_VERSION = 0x60, AUTH_A = 0x60, AUTH_B = 0x61 };

struct chip {
	nfc_context *context;
	nfc_device *device;
	int failed; /* libnfc's number of what went wrong */
};

struct chip *chip_open(const char *connect)
{
	struct chip *c = calloc(1, sizeof *c);
	nfc_connstring where = "";

	if (!c)
		abort();
	snprintf(where, sizeof where, "%s", connect);
	nfc_init(&c->context);
	c->device = c->context ? nfc_open(c->context, where) : NULL;
	/* Without the second a look that finds nothing waits for ever. */
	if (c->device && nfc_initiator_init(c->device) == 0 &&
	    nfc_device_set_property_bool(c->device, NP_INFINITE_SELECT, false) == 0)
		return c;
	chip_close(c);
	return NULL;
}

void chip_close(struct chip *c)
{
	if (c->device)
		nfc_close(c->device);
	if (c->context)
		nfc_exit(c->context);
	free(c);
}

enum device_state chip_trouble(const struct chip *c, const char **detail)
{
	*detail = nfc_strerror(c->device);
	return c->failed == NFC_ETIMEOUT ? DEVICE_STUCK : DEVICE_NOISE;
}

/* --- looking ------------------------------------------------------------------------------- */

/* A card may have said something wrong, or have left in the middle of a word; the chip is well. */
static bool about_a_card(int bad)
{
	return bad == NFC_ERFTRANS || bad == NFC_ETGRELEASED || bad == NFC_EMFCAUTHFAIL;
}

/* False: the chip fails. */
static bool works(struct chip *c, int answer)
{
	if (answer >= 0 || about_a_card(answer))
		return true;
	c->failed = answer;
	return false;
}

static bool wake_all(struct chip *c)
{
	return works(c, nfc_device_set_property_bool(c->device, NP_ACTIVATE_FIELD, false)) &&
	       works(c, nfc_device_set_property_bool(c->device, NP_ACTIVATE_FIELD, true));
}

static struct chip_card card_of(const nfc_target *t, char type)
{
	const nfc_iso14443a_info *a = &t->nti.nai;
	struct chip_card card = { .type = type,
		.n = type == 'B' ? sizeof t->nti.nbi.abtPupi : sizeof t->nti.nfi.abtId };

	if (type == 'A') {
		card.n = a->szUidLen < NFC_UID_MAX ? a->szUidLen : NFC_UID_MAX;
		memcpy(card.uid, a->abtUid, card.n);
		memcpy(card.atqa, a->abtAtqa, sizeof card.atqa);
		card.sak = a->btSak;
	} else {
		memcpy(card.uid, type == 'B' ? t->nti.nbi.abtPupi : t->nti.nfi.abtId, card.n);
	}
	return card;
}

/* The next card of a type that is awake. 1 found, 0 none, -1 the chip fails. */
static int next(struct chip *c, char type, struct chip_card *card)
{
	const nfc_modulation how = { type == 'A' ? NMT_ISO14443A : type == 'B' ? NMT_ISO14443B : NMT_FELICA,
		type == 'F' ? NBR_212 : NBR_106 };
	nfc_target target;
	int found;

	memset(&target, 0, sizeof target);
	found = nfc_initiator_select_passive_target(c->device, how, NULL, 0, &target);
	if (!works(c, found))
		return -1;
	if (found <= 0)
		return 0;
	*card = card_of(&target, type);
	return card->n > 0;
}

/* Of type A it finds a second one; of the others one is enough, for they do not go to sleep. */
int chip_look(struct chip *c, struct chip_card *card)
{
	static const char types[] = "AABF";
	struct chip_card one;
	int count = 0, found;

	if (!wake_all(c))
		return -1;
	for (const char *type = types; *type && count < 2; type++) {
		if (type == types + 1 && !count)
			continue;
		found = next(c, *type, &one);
		if (found < 0)
			return -1;
		if (!found || (count && one.n == card->n && memcmp(one.uid, card->uid, one.n) == 0))
			continue;
		if (!count++)
			*card = one;
		if (!works(c, nfc_initiator_deselect_target(c->device)))
			return -1;
	}
	return count;
}

/* --- reading and writing ------------------------------------------------------------------- */

/* What the card answers, at most `most` bytes; -1: it does not, or the chip fails. */
static int say(struct chip *c, const unsigned char *bytes, size_t n, unsigned char *answer, size_t most)
{
	int got = nfc_initiator_transceive_bytes(c->device, bytes, n, answer, most, CARD_MS);

	works(c, got);
	return got < 0 ? -1 : got;
}

static bool read_block(struct chip *c, int place, unsigned char block[BLOCK_BYTES])
{
	const unsigned char command[] = { READ, (unsigned char)place };
	unsigned char answer[NFC_BYTES_MAX];

	if (say(c, command, sizeof command, answer, sizeof answer) != BLOCK_BYTES)
		return false;
	memcpy(block, answer, BLOCK_BYTES);
	return true;
}

static bool write_at(struct chip *c, unsigned char verb, int place, const unsigned char *bytes, size_t n)
{
	unsigned char command[2 + BLOCK_BYTES] = { verb, (unsigned char)place }, answer[NFC_BYTES_MAX];

	memcpy(command + 2, bytes, n);
	return say(c, command, 2 + n, answer, sizeof answer) >= 0;
}

static bool read_pages(struct chip *c, int place, size_t n, unsigned char *bytes)
{
	unsigned char block[BLOCK_BYTES];

	for (size_t at = 0; at < n; at += BLOCK_BYTES) {
		if (!read_block(c, place + (int)(at / NFC_PAGE_BYTES), block))
			return false;
		memcpy(bytes + at, block, n - at < BLOCK_BYTES ? n - at : BLOCK_BYTES);
	}
	return true;
}

/* What was written is read again: a card that left in the middle of it must not count. */
static bool write_pages(struct chip *c, const struct nfc_request *r)
{
	unsigned char again[NFC_BYTES_MAX];

	for (size_t at = 0; at < r->n; at += NFC_PAGE_BYTES)
		if (!write_at(c, WRITE_PAGE, r->place + (int)(at / NFC_PAGE_BYTES), r->bytes + at, NFC_PAGE_BYTES))
			return false;
	return read_pages(c, r->place, r->n, again) && memcmp(again, r->bytes, r->n) == 0;
}

static bool unlock(struct chip *c, const struct chip_card *card, const struct nfc_request *r)
{
	unsigned char command[2 + NFC_KEY_BYTES + 4], answer[NFC_BYTES_MAX];
	int got;

	if (card->n < 4)
		return false;
	command[0] = r->key_kind == 'B' ? AUTH_B : AUTH_A;
	command[1] = (unsigned char)(r->place * SECTOR_BLOCKS);
	memcpy(command + 2, r->key, NFC_KEY_BYTES);
	memcpy(command + 2 + NFC_KEY_BYTES, card->uid + card->n - 4, 4);
	got = say(c, command, sizeof command, answer, sizeof answer);
	explicit_bzero(command, sizeof command);
	return got >= 0;
}

static bool read_sector(struct chip *c, const struct nfc_request *r, unsigned char bytes[NFC_SECTOR_BYTES])
{
	for (size_t i = 0; i < NFC_SECTOR_BYTES / BLOCK_BYTES; i++)
		if (!read_block(c, r->place * SECTOR_BLOCKS + (int)i, bytes + i * BLOCK_BYTES))
			return false;
	return true;
}

static bool write_sector(struct chip *c, const struct nfc_request *r)
{
	unsigned char again[NFC_SECTOR_BYTES];

	for (size_t i = 0; i < NFC_SECTOR_BYTES / BLOCK_BYTES; i++)
		if (!write_at(c, WRITE_BLOCK, r->place * SECTOR_BLOCKS + (int)i, r->bytes + i * BLOCK_BYTES,
			BLOCK_BYTES))
			return false;
	return read_sector(c, r, again) && memcmp(again, r->bytes, sizeof again) == 0;
}

/* Of one byte, which the chip takes for the beginning of a key's proof unless it hands it through. */
static bool read_version(struct chip *c, unsigned char *bytes, size_t *n)
{
	const unsigned char command = GET_VERSION;
	unsigned char answer[NFC_BYTES_MAX];
	int got = -1;

	if (works(c, nfc_device_set_property_bool(c->device, NP_EASY_FRAMING, false)))
		got = say(c, &command, 1, answer, sizeof answer);
	if (!works(c, nfc_device_set_property_bool(c->device, NP_EASY_FRAMING, true)) || got != 8)
		return false;
	memcpy(bytes, answer, (size_t)got);
	*n = (size_t)got;
	return true;
}

static bool do_it(struct chip *c, const struct chip_card *card, const struct nfc_request *r, unsigned char *bytes,
	size_t *n)
{
	switch (r->verb) {
	case NFC_VERSION:
		return read_version(c, bytes, n);
	case NFC_PAGES:
		*n = (size_t)r->count * NFC_PAGE_BYTES;
		return read_pages(c, r->place, *n, bytes);
	case NFC_SET_PAGES:
		return write_pages(c, r);
	case NFC_SECTOR:
		*n = NFC_SECTOR_BYTES;
		return unlock(c, card, r) && read_sector(c, r, bytes);
	case NFC_SET_SECTOR:
		return unlock(c, card, r) && write_sector(c, r);
	default:
		return true;
	}
}

/* The card sleeps since it was looked for: it is called by its name. */
static bool call(struct chip *c, const struct chip_card *card)
{
	const nfc_modulation how = { NMT_ISO14443A, NBR_106 };
	nfc_target target;
	int found;

	memset(&target, 0, sizeof target);
	found = wake_all(c) ? nfc_initiator_select_passive_target(c->device, how, card->uid, card->n, &target) : 0;
	return works(c, found) && found > 0;
}

enum nfc_end chip_do(struct chip *c, const struct chip_card *card, const struct nfc_request *r, unsigned char *bytes,
	size_t *n)
{
	bool done;

	*n = 0;
	c->failed = 0;
	if (r->verb == NFC_PRESENT)
		return NFC_DONE;
	if (card->type != 'A')
		return NFC_REFUSED;
	done = call(c, card) && do_it(c, card, r, bytes, n);
	if (!done)
		*n = 0;
	return done ? NFC_DONE : c->failed ? NFC_DOWN : NFC_LEFT;
}
