/* nfc.c - requests to a reader of contactless cards as words, and the numbers of its cards as keys. */
#include "device/nfc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ends[] = {
#define X(id, word) [id] = (word),
	NFC_ENDS(X)
#undef X
};

/* Words behind the verb: ID and UID of all, and what else. */
static const struct { const char *word; int words; } verbs[] = {
	[NFC_PRESENT] = { "present", 2 },
	[NFC_VERSION] = { "version", 2 },
	[NFC_PAGES] = { "pages", 4 },
	[NFC_SET_PAGES] = { "set-pages", 4 },
	[NFC_SECTOR] = { "sector", 5 },
	[NFC_SET_SECTOR] = { "set-sector", 6 },
};

const char *nfc_end_word(enum nfc_end end)
{
	return ends[end];
}

enum nfc_end nfc_end_of(const char *word)
{
	enum nfc_end end = NFC_DONE;

	while (end < NFC_END_COUNT && strcmp(ends[end], word) != 0)
		end++;
	return end;
}

/* --- hexadecimal --------------------------------------------------------------------------- */

void nfc_hex(const unsigned char *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < n; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

bool nfc_unhex(const char *hex, unsigned char *bytes, size_t most, size_t *n)
{
	size_t len = strlen(hex);

	if (len % 2 || len / 2 > most || strspn(hex, "0123456789ABCDEF") != len)
		return false;
	for (size_t i = 0; i < len / 2; i++)
		bytes[i] = (unsigned char)strtoul((char[]){ hex[i * 2], hex[i * 2 + 1], '\0' }, NULL, 16);
	*n = len / 2;
	return true;
}

/* --- requests ------------------------------------------------------------------------------ */

static bool read_place(const char *word, int64_t least, int64_t most, int *out)
{
	int64_t v;

	if (!helperline_int(word, &v) || v < least || v > most)
		return false;
	*out = (int)v;
	return true;
}

static bool read_key(char *const *words, struct nfc_request *r)
{
	size_t n;

	if ((words[0][0] != 'A' && words[0][0] != 'B') || words[0][1])
		return false;
	r->key_kind = words[0][0];
	return nfc_unhex(words[1], r->key, sizeof r->key, &n) && n == sizeof r->key;
}

/* What stands behind ID and UID. */
static bool read_rest(char *const *words, struct nfc_request *r)
{
	switch (r->verb) {
	case NFC_PAGES:
		return read_place(words[0], 0, NFC_PAGE_LAST, &r->place) &&
		       read_place(words[1], 1, NFC_PAGES_MAX, &r->count) &&
		       r->place + r->count <= NFC_PAGE_LAST + 1;
	case NFC_SET_PAGES:
		return read_place(words[0], NFC_USER_PAGE, NFC_PAGE_LAST, &r->place) &&
		       nfc_unhex(words[1], r->bytes, sizeof r->bytes, &r->n) && r->n && r->n % NFC_PAGE_BYTES == 0 &&
		       r->place + (int)(r->n / NFC_PAGE_BYTES) <= NFC_PAGE_LAST + 1;
	case NFC_SECTOR:
		return read_place(words[0], 0, NFC_SECTOR_LAST, &r->place) && read_key(words + 1, r);
	case NFC_SET_SECTOR:
		return read_place(words[0], 1, NFC_SECTOR_LAST, &r->place) && read_key(words + 1, r) &&
		       nfc_unhex(words[3], r->bytes, sizeof r->bytes, &r->n) && r->n == NFC_SECTOR_BYTES;
	default:
		return true;
	}
}

bool nfc_request_read(const struct helperline *l, struct nfc_request *out)
{
	memset(out, 0, sizeof *out);
	while (out->verb < NFC_VERB_COUNT && strcmp(verbs[out->verb].word, l->words[0]) != 0)
		out->verb++;
	if (l->count < 2 || !helperline_int(l->words[1], &out->id))
		return false;
	return out->verb < NFC_VERB_COUNT && l->count == 1 + verbs[out->verb].words &&
	       nfc_unhex(l->words[2], out->uid, sizeof out->uid, &out->uid_n) && out->uid_n &&
	       read_rest(l->words + 3, out);
}

void nfc_request_put(struct sbuf *out, const struct nfc_request *r)
{
	char id[HELPERLINE_NUMBER], place[HELPERLINE_NUMBER], count[HELPERLINE_NUMBER];
	char uid[NFC_UID_MAX * 2 + 1], key[NFC_KEY_BYTES * 2 + 1], bytes[NFC_BYTES_MAX * 2 + 1];
	const char kind[2] = { r->key_kind }, *verb = verbs[r->verb].word;
	const char *n = helperline_number(id, r->id), *at = helperline_number(place, r->place);

	nfc_hex(r->uid, r->uid_n, uid);
	nfc_hex(r->key, sizeof r->key, key);
	nfc_hex(r->bytes, r->n, bytes);
	if (r->verb == NFC_PAGES)
		helperline_put(out, verb, n, uid, at, helperline_number(count, r->count), NULL);
	else if (r->verb == NFC_SET_PAGES)
		helperline_put(out, verb, n, uid, at, bytes, NULL);
	else if (r->verb == NFC_SECTOR)
		helperline_put(out, verb, n, uid, at, kind, key, NULL);
	else if (r->verb == NFC_SET_SECTOR)
		helperline_put(out, verb, n, uid, at, kind, key, bytes, NULL);
	else
		helperline_put(out, verb, n, uid, NULL);
}

/* --- numbers and places -------------------------------------------------------------------- */

bool nfc_random(const unsigned char *uid, size_t n)
{
	return n == 4 && uid[0] == 0x08;
}

void nfc_key(const unsigned char *uid, size_t n, char key[NFC_KEY_TEXT])
{
	static const char head[] = "uid:";

	memcpy(key, head, sizeof head);
	nfc_hex(uid, n, key + sizeof head - 1);
}

bool nfc_connect(const char *protocol, const char *path, char out[NFC_CONNECT_MAX])
{
	static const struct { const char *protocol, *driver; bool usb; } drivers[] = {
		{ "pn532", "pn532_uart", false }, { "pn53x", "pn53x_usb", true }, { "acr122", "acr122_usb", true },
	};
	const char *name = strrchr(path, '/'), *bus = name;
	size_t i = 0;

	while (i < sizeof drivers / sizeof drivers[0] && strcmp(drivers[i].protocol, protocol) != 0)
		i++;
	if (i == sizeof drivers / sizeof drivers[0] || strchr(path, ':') || !name)
		return false;
	if (!drivers[i].usb)
		return snprintf(out, NFC_CONNECT_MAX, "%s:%s", drivers[i].driver, path) < NFC_CONNECT_MAX;
	/* /dev/bus/usb/001/005 is the fifth device of the first bus. */
	while (bus > path && bus[-1] != '/')
		bus--;
	return name - bus == 3 && strlen(name + 1) == 3 &&
	       snprintf(out, NFC_CONNECT_MAX, "%s:%.3s:%s", drivers[i].driver, bus, name + 1) < NFC_CONNECT_MAX;
}
