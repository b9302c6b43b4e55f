/* track_fuzz.c - whatever a stripe reader sends: a payment card's number never comes out as a key. */
#include "fuzz.h"

#include "model/track.h"

static bool empty(const char key[TRACK_KEY_MAX + 1])
{
	for (int i = 0; i <= TRACK_KEY_MAX; i++)
		if (key[i])
			return false;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char key[TRACK_KEY_MAX + 1] = "", again[TRACK_KEY_MAX + 1] = "";
	char *text = fuzz_text(data, size);
	size_t n = strlen(text);
	enum track_kind kind = track_read(text, n, key);

	MUST(kind == track_read(text, n, again) && strcmp(key, again) == 0);
	MUST(kind == TRACK_SHOP || empty(key));
	if (kind == TRACK_SHOP) {
		MUST(*key && strlen(key) <= TRACK_KEY_MAX && !strchr(key, ' '));
		MUST(!track_pan(key, strlen(key)));
		MUST(strpbrk(text, "%;+!#") == text && strchr(text, '?'));
	}
	if (n > TRACK_TEXT_MAX)
		MUST(kind == TRACK_NONE);
	free(text);
	return 0;
}
