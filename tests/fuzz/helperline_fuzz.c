/* helperline_fuzz.c - whatever a helper (or who pretends to be one) says: lines come out whole and the same however
 * the bytes are cut, and a packed paper is refused or one that packs to the same text. */
#include "fuzz.h"

#include "device/helperline.h"
#include "device/printer.h"

/* All words of all lines, fed in pieces of `step` bytes, each ended by a NUL and each line by a newline. */
static void read_all(const uint8_t *data, size_t size, size_t step, struct sbuf *out)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline line;

	for (size_t at = 0; at < size; at += step) {
		helperline_feed(&r, data + at, size - at < step ? size - at : step);
		while (helperline_next(&r, &line)) {
			MUST(line.count >= 1 && line.count <= HELPERLINE_WORDS);
			for (int i = 0; i < line.count; i++)
				sbuf_add(out, line.words[i], strlen(line.words[i]) + 1);
			sbuf_putc(out, '\n');
		}
	}
	helperline_release(&r);
}

static void check_paper(const char *text)
{
	struct arena a = ARENA_INIT;
	struct sbuf again = SBUF_INIT;
	struct paper p;

	if (printer_unpack(&a, text, 32, &p) == OK) {
		printer_pack(&again, &p);
		MUST(strcmp(sbuf_text(&again), text) == 0);
	}
	sbuf_release(&again);
	arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sbuf whole = SBUF_INIT, pieces = SBUF_INIT;
	char *text = fuzz_text(data, size);
	struct arena a = ARENA_INIT;
	unsigned char *bytes;
	size_t n;

	read_all(data, size, size + 1, &whole);
	read_all(data, size, 1 + size % 7, &pieces);
	MUST(whole.len == pieces.len && (!whole.len || memcmp(whole.data, pieces.data, whole.len) == 0));
	check_paper(text);
	if (helperline_unbase64(&a, text, &bytes, &n) == OK)
		MUST(n <= strlen(text));
	free(text);
	arena_release(&a);
	sbuf_release(&whole);
	sbuf_release(&pieces);
	return 0;
}
