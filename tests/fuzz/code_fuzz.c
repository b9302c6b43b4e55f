/* code_fuzz.c - whatever is scanned: at most so many lookups, each a key that can be kept, and the
 * printed form of a number finds that number. */
#include "fuzz.h"

#include "model/code.h"

static bool finds(struct arena *a, const char *text, int64_t key)
{
	struct code_try tries[CODE_TRIES_MAX];
	int n = code_tries(a, text, tries);

	for (int i = 0; i < n; i++)
		if (tries[i].key == key)
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size), upca[13];
	struct code_try tries[CODE_TRIES_MAX];
	int n = code_tries(&a, text, tries);

	MUST(n >= 0 && n <= CODE_TRIES_MAX);
	MUST((n == 0) == (!*text || strlen(text) > CODE_TEXT_MAX));
	for (int i = 0; i < n; i++) {
		MUST(strcmp(tries[i].text, text) == 0);
		MUST(tries[i].key < 3 * CODE_KIND_UNIT);
		if (tries[i].key >= 0)
			MUST(finds(&a, code_text(&a, tries[i].key), tries[i].key));
	}
	if (gtin_valid(text))
		MUST(finds(&a, text, strtoll(text, NULL, 10)));
	if (upce_expand(text, upca)) {
		MUST(strlen(upca) == 12 && gtin_valid(upca));
		MUST(finds(&a, text, strtoll(upca, NULL, 10)));
	}
	if (pay_code_kind(text) != PAY_CODE_NONE)
		MUST(strlen(text) >= 16 && strlen(text) <= 24 && !text[strspn(text, "0123456789")]);
	free(text);
	arena_release(&a);
	return 0;
}
