/* fuzz.h - for the targets of libFuzzer: an input as a text, and what must hold of the answer.
 * A target is tests/fuzz/NAME_fuzz.c, its first inputs are tests/fuzz/corpus/NAME/. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(cond) \
	do { \
		if (!(cond)) { \
			fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #cond); \
			abort(); \
		} \
	} while (0)

/* The bytes up to the first NUL in memory of exactly that size, so that reading past it is seen.
 * The caller frees it. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, 0, size) : NULL;
	size_t n = end ? (size_t)(end - data) : size;
	char *text = malloc(n + 1);

	if (!text)
		abort();
	if (n)
		memcpy(text, data, n);
	text[n] = '\0';
	return text;
}

/* Valid UTF-8 without control characters. */
static inline bool fuzz_is_clean(const char *s)
{
	const char *end = s + strlen(s);
	size_t used;

	if (!utf8_valid(s, (size_t)(end - s)))
		return false;
	for (; s < end; s += used) {
		uint32_t cp;

		used = utf8_decode(s, (size_t)(end - s), &cp);
		if (cp < 0x20 || (cp >= 0x7F && cp <= 0x9F))
			return false;
	}
	return true;
}

#endif
