/* cardkey.c - see cardkey.h. */
#include "model/member/cardkey.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/member/member.h"

#define CHIP "uid:"
#define NUMBER "num:"
#define PREFIX 4
#define CHIP_BYTES_MIN 4 /* ISO 14443-3: 4, 7 or 10; 15693 and FeliCa: 8; EM4100: 5 */
#define CHIP_BYTES_MAX 10
#define EM_DIGITS 10
#define WIEGAND_DIGITS 8
#define FACILITY_MOST 255
#define WIEGAND_MOST 65535

const char *const card_layout_name[LAYOUTS] = { "off", "10d", "8d", "8h", "10h" };

bool card_key_is_chip(const char *key)
{
	return strncmp(key, CHIP, PREFIX) == 0;
}

char *card_number_key(struct arena *a, const char *number)
{
	return arena_printf(a, NUMBER "%s", number);
}

/* Hex of whole bytes, as many as a chip's number has, in capitals; NULL: it is none. */
static char *chip_hex(struct arena *a, const char *text)
{
	size_t n = strlen(text);
	char *hex = arena_strdup(a, text);

	if (n % 2 || n / 2 < CHIP_BYTES_MIN || n / 2 > CHIP_BYTES_MAX ||
		text[strspn(text, "0123456789ABCDEFabcdef")])
		return NULL;
	for (char *p = hex; *p; p++)
		if (*p >= 'a')
			*p = (char)(*p - 'a' + 'A');
	return hex;
}

/* What a reader of 125 kHz cards said, as the bytes of the chip; NULL: it says no such number. */
static char *chip_of(struct arena *a, const char *text, enum card_layout layout)
{
	size_t n = strlen(text);
	bool digits = text[strspn(text, "0123456789")] == '\0';
	uint64_t v = digits ? strtoull(text, NULL, 10) : 0;

	switch (layout) {
	case LAYOUT_10D:
		return digits && n == EM_DIGITS && v <= UINT32_MAX ? arena_printf(a, "%08" PRIX64, v) : NULL;
	case LAYOUT_8D:
		if (!digits || n != WIEGAND_DIGITS || v / 100000 > FACILITY_MOST || v % 100000 > WIEGAND_MOST)
			return NULL;
		return arena_printf(a, "%08" PRIX64, v / 100000 << 16 | v % 100000);
	case LAYOUT_8H: case LAYOUT_10H:
		return n == (layout == LAYOUT_8H ? 8u : 10u) ? chip_hex(a, text) : NULL;
	case LAYOUT_OFF: case LAYOUTS:
		break;
	}
	return NULL;
}

int card_keys(struct arena *a, const char *text, enum card_layout layout, const char *keys[CARD_KEYS_MAX])
{
	const char *bare = utf8_narrow(a, text), *chip;
	int n = 0;

	if (strlen(bare) > CARD_KEY_MAX)
		return 0;
	if (strncmp(bare, CHIP, PREFIX) == 0) {
		chip = chip_hex(a, bare + PREFIX);
		if (chip)
			keys[n++] = arena_printf(a, CHIP "%s", chip);
		return n;
	}
	if (strncmp(bare, NUMBER, PREFIX) == 0)
		bare += PREFIX;
	if (card_number_valid(bare, false))
		keys[n++] = card_number_key(a, bare);
	chip = chip_of(a, bare, layout);
	if (!chip && n == 0)
		chip = chip_hex(a, bare);
	if (chip)
		keys[n++] = arena_printf(a, CHIP "%s", chip);
	return n;
}
