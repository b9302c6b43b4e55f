/* cardkey_fuzz.c - whatever a reader of cards says or a person types: the keys that it may mean are well made, no two
 * are the same, each of them stands for itself whatever the layout, and a number of a 125 kHz card is the one chip that
 * its digits say. */
#include "fuzz.h"

#include <inttypes.h>

#include "model/member/cardkey.h"
#include "model/member/member.h"

#define HEX "0123456789ABCDEF"
#define DIGITS "0123456789"

/* The chip as a person would find it: digit by digit, the facility before the number. */
static uint64_t chip_of(const char *digits, enum card_layout layout)
{
	uint64_t high = 0, low = 0;

	for (int i = 0; digits[i]; i++)
		if (layout == LAYOUT_8D && i < 3)
			high = high * 10 + (uint64_t)(digits[i] - '0');
		else
			low = low * 10 + (uint64_t)(digits[i] - '0');
	return high * 65536 + low;
}

static void check_key(struct arena *a, const char *key)
{
	bool chip = card_key_is_chip(key);
	size_t n = strlen(key + 4);

	MUST(strncmp(key, chip ? "uid:" : "num:", 4) == 0 && n && n <= CARD_KEY_MAX);
	MUST(!chip || (n % 2 == 0 && n >= 8 && n <= 20 && strspn(key + 4, HEX) == n));
	MUST(chip || card_number_valid(key + 4, false));
	for (int l = 0; l < LAYOUTS && n + 4 <= CARD_KEY_MAX; l++) {
		const char *again[CARD_KEYS_MAX];
		int count = card_keys(a, key, (enum card_layout)l, again);

		MUST(count >= 1 && strcmp(again[0], key) == 0 && (!chip || count == 1));
	}
}

static void check_digits(const char *text, enum card_layout layout, const char *key)
{
	size_t n = strlen(text), wanted = layout == LAYOUT_10D ? 10 : 8;
	char chip[24];

	if ((layout != LAYOUT_10D && layout != LAYOUT_8D) || n != wanted || strspn(text, DIGITS) != n)
		return;
	snprintf(chip, sizeof chip, "uid:%08" PRIX64, chip_of(text, layout));
	MUST(strcmp(key, chip) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);

	for (int l = 0; l < LAYOUTS; l++) {
		const char *keys[CARD_KEYS_MAX];
		int n = card_keys(&a, text, (enum card_layout)l, keys);

		MUST(n >= 0 && n <= CARD_KEYS_MAX);
		for (int i = 0; i < n; i++) {
			check_key(&a, keys[i]);
			MUST(!i || strcmp(keys[i], keys[0]) != 0);
			if (i && card_key_is_chip(keys[i]))
				check_digits(text, (enum card_layout)l, keys[i]);
		}
	}
	free(text);
	arena_release(&a);
	return 0;
}
