/* search_int.h - how a search arena lies in memory; for search.c and search_build.c only. */
#ifndef SRC_MODEL_SEARCH_INT_H
#define SRC_MODEL_SEARCH_INT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum section {
	SECTION_POINTS, /* uint32_t: code point of each code; code 0 is the end of a text */
	SECTION_TAPE,   /* uint16_t: codes of all names and aliases, each closed by 0; then TAPE_PAD zeros */
	SECTION_STARTS, /* uint32_t: where each record begins on the tape */
	SECTION_IDS,    /* int64_t */
	SECTION_KEYS,   /* uint64_t: first 8 bytes of each number (search_key) */
	SECTION_OWNERS, /* uint32_t: record of each number */
	SECTION_RESTS,  /* uint32_t: where a number goes on in SECTION_TEXT, or 0 */
	SECTION_TEXT,   /* rests of numbers, each closed by NUL; the first byte is NUL */
	SECTION_COUNT
};

/* Bytes of one element of each section. */
static const size_t search_element[SECTION_COUNT] = { 4, 2, 4, 8, 8, 4, 4, 1 };

#define SEARCH_MARK "zgsearch"
#define SEARCH_MARK_BYTES 8
#define SEARCH_BLOCK 8                /* characters of the tape looked at together */
#define TAPE_PAD (SEARCH_BLOCK + 1)   /* so that a look at the last block needs no care */

struct search_header {
	char mark[SEARCH_MARK_BYTES];
	uint64_t checksum; /* over all bytes after it */
	uint32_t version;
	uint32_t sections;
	uint64_t length; /* of the whole arena, a multiple of 8 */
	uint64_t generation;
	uint64_t leads[4]; /* bit n % 64 of word n / 64: some number begins with byte n */
	struct { uint64_t at, count; } section[SECTION_COUNT]; /* offset from the start; elements */
};

/* The checksum that the header of this arena should have; its length is at least a header's. */
uint64_t search_checksum(const struct search_header *h);

/* The first 8 bytes of a text, the first in the highest place, zeros where there are fewer. */
static inline uint64_t search_key(const char *text)
{
	uint64_t key = 0;

	for (int i = 0; i < 8; i++) {
		key = key << 8 | (unsigned char)*text;
		text += *text != '\0';
	}
	return key;
}

#endif
