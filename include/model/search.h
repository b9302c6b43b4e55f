/* search.h - names found while they are typed, among a million, within one frame.
 *
 * What can be found is packed into one block of bytes (the search arena) that holds only offsets,
 * no pointers: it can be written to a file and mapped by every terminal. It is made whole from
 * all records and never changed; a file is replaced by rename, so that no reader's map shrinks.
 * A missing or false one is rebuilt from the store: a cache, in the byte order of its machine.
 *
 * A query finds a record when
 *   - the rule of model/pinyin.h leads along its name or its alias: any part of it as written, by
 *     initials, by full pinyin of every reading, or by a mixture; or
 *   - one of its numbers begins with the query.
 * Both sides are folded by utf8_key, so case and width do not count. */
#ifndef MODEL_SEARCH_H
#define MODEL_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/sbuf.h"

#define SEARCH_VERSION 1       /* of the layout; another version is refused and rebuilt */
#define SEARCH_HITS 20         /* what a screen shows; what is left out is less popular */
#define SEARCH_CHARS_MAX 65535 /* different characters; later ones match nothing (a shop has 5,000) */

/* --- building ------------------------------------------------------------------------------ */

struct search_item {
	int64_t id;
	int64_t popularity;   /* larger comes first; then the smaller id */
	const char *name;
	const char *alias;    /* a second text to find it by, as the English name; NULL for none */
	const char *numbers;  /* article number, barcodes, separated by spaces; NULL for none */
};

#define SEARCH_PAGE 1024 /* code points */

/* Heap-owned; no field is for the caller. */
struct search_builder {
	struct sbuf records, tape, numbers; /* in the order added */
	struct sbuf chars;                  /* code point of each code */
	uint16_t *codes[0x110000 / SEARCH_PAGE]; /* code of each code point, 0 not met yet; NULL: none of the page */
	struct arena scratch, pages;
};

void search_build_init(struct search_builder *b);
/* Nothing of the item is kept; the texts may go after the call. */
void search_build_add(struct search_builder *b, const struct search_item *item);
/* The arena's bytes, in memory from malloc that is the caller's to free. `generation` is the caller's
 * number for the state of the names. The builder is empty afterwards and may be used again. */
void *search_build_end(struct search_builder *b, uint64_t generation, size_t *bytes);
void search_build_release(struct search_builder *b);

/* --- searching ----------------------------------------------------------------------------- */

/* An open arena: a view of bytes that must stay where they are; any number of views may share them.
 * All but `generation` and `records` is for search.c. */
struct search_arena {
	uint64_t generation;
	uint32_t records, chars, numbers;
	size_t symbols, text_bytes;
	const uint32_t *points;  /* code point of each code; code 0 ends a text */
	uint64_t leads[4];       /* first bytes that numbers have, as bits */
	const uint16_t *tape;    /* all names and aliases as codes, in order of popularity */
	const uint32_t *starts;  /* where each record begins on the tape */
	const int64_t *ids;
	const uint64_t *keys;    /* first 8 bytes of each number, the first in the highest place */
	const uint32_t *owners;  /* record of each number, never decreasing */
	const uint32_t *rests;   /* where a number goes on in text; 0 when it has at most 8 bytes */
	const char *text;
};

/* Checks everything before anything is believed: mark, version, length, checksum, sections.
 * ERR_CORRUPT when the bytes are no whole arena of this version. `bytes` must be aligned to 8. */
enum err search_arena_open(struct search_arena *s, const void *bytes, size_t n) MUST_CHECK;

/* Ids of the first `max` records that the typed text finds, most popular first; answers how many.
 * 0 for an empty query and one of only ignored marks. Scratch receives about 400 KB. */
int search_find(const struct search_arena *s, struct arena *scratch, const char *typed, int max,
		int64_t *ids);

#endif
