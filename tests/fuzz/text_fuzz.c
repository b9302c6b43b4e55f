/* text_fuzz.c - any bytes: what is kept, shown and searched by is clean and stays so, and no cut
 * goes through a character. */
#include "fuzz.h"

#include <locale.h>

static void check_decoding(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		uint32_t cp;
		char back[4];
		size_t used = utf8_decode(s, (size_t)(end - s), &cp);

		MUST(used >= 1 && used <= 4 && used <= (size_t)(end - s));
		MUST(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF));
		if (cp != UTF8_REPLACEMENT)
			MUST(utf8_encode(cp, back) == used && memcmp(back, s, used) == 0);
		s += used;
	}
}

static void check_cuts(const char *s)
{
	int width = utf8_width(s);

	MUST(width >= 0);
	for (int cols = 0; cols <= width + 1; cols += 1 + cols / 8) {
		int used = -1;
		size_t n = utf8_clip(s, cols, &used);

		MUST(n <= strlen(s) && used >= 0 && used <= cols);
		MUST(cols < width || n == strlen(s));
		MUST(utf8_valid(s, n) && utf8_valid(s + n, strlen(s + n)));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct arena a = ARENA_INIT;
	char *text = fuzz_text(data, size), *clean, *out;
	size_t out_n;

	if (!ready)
		ready = setlocale(LC_CTYPE, "C.UTF-8") != NULL;
	check_decoding(text, strlen(text));
	clean = utf8_clean(&a, text);
	MUST(fuzz_is_clean(clean));
	MUST(strcmp(utf8_clean(&a, clean), clean) == 0);
	check_decoding(clean, strlen(clean));
	MUST(utf8_len(clean) <= strlen(clean));
	check_cuts(clean);
	out = utf8_key(&a, text);
	MUST(utf8_valid(out, strlen(out)));
	MUST(strcmp(utf8_key(&a, text), out) == 0);
	out = utf8_narrow(&a, text);
	MUST(utf8_valid(out, strlen(out)));
	MUST(strcmp(utf8_narrow(&a, out), out) == 0);
	if (utf8_from_gb18030(&a, text, strlen(text), &out, &out_n) == OK)
		MUST(utf8_valid(out, out_n));
	free(text);
	arena_release(&a);
	return 0;
}
