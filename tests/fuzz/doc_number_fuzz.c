/* doc_number_fuzz.c - a text that reads as a receipt's number is that number, printed again. */
#include "fuzz.h"

#include "model/code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size);
	struct doc_number n, again;

	if (doc_number_read(text, &n)) {
		const char *printed = doc_number_text(&a, n.terminal, n.series, n.running);

		MUST(n.series > 0 && n.running > 0);
		MUST(n.terminal[0] && strncmp(text, n.terminal, strlen(n.terminal)) == 0);
		MUST(doc_number_read(printed, &again));
		MUST(strcmp(again.terminal, n.terminal) == 0);
		MUST(again.series == n.series && again.running == n.running);
	}
	free(text);
	arena_release(&a);
	return 0;
}
