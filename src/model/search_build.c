/* search_build.c - packing names and numbers into a search arena. Items are gathered as they come
 * and laid out by popularity at the end, so the store may stream them in any order. */
#include "model/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/pinyin.h"
#include "search_int.h"

/* A record while it is being gathered: its stretches of the builder's tape and numbers. */
struct gathered {
	int64_t popularity, id;
	size_t tape, symbols, numbers, number_bytes;
};

void search_build_init(struct search_builder *b)
{
	static const uint32_t end = 0;

	memset(b, 0, sizeof *b);
	sbuf_add(&b->chars, &end, sizeof end);
}

void search_build_release(struct search_builder *b)
{
	sbuf_release(&b->records);
	sbuf_release(&b->tape);
	sbuf_release(&b->numbers);
	sbuf_release(&b->chars);
	arena_release(&b->scratch);
	arena_release(&b->pages);
	memset(b, 0, sizeof *b);
}

static uint16_t code_of(struct search_builder *b, uint32_t cp)
{
	uint16_t **page = &b->codes[cp / SEARCH_PAGE], *code;
	size_t known = b->chars.len / sizeof cp;

	if (!*page)
		*page = arena_array(&b->pages, SEARCH_PAGE, sizeof **page);
	code = &(*page)[cp % SEARCH_PAGE];
	if (!*code && known <= SEARCH_CHARS_MAX) {
		*code = (uint16_t)known;
		sbuf_add(&b->chars, &cp, sizeof cp);
	}
	return *code;
}

/* A text and its end on the tape. */
static void add_text(struct search_builder *b, const char *text)
{
	static const uint16_t end = 0;
	const char *key = utf8_key(&b->scratch, text);
	size_t left = strlen(key);

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(key, left, &cp);
		uint16_t code;

		key += used;
		left -= used;
		if (pinyin_ignored(cp))
			continue;
		code = code_of(b, cp);
		sbuf_add(&b->tape, &code, sizeof code);
	}
	sbuf_add(&b->tape, &end, sizeof end);
}

/* The numbers of an item, each with its NUL. */
static void add_numbers(struct search_builder *b, const char *numbers)
{
	const char *key = utf8_key(&b->scratch, numbers);

	while (*key) {
		size_t n = strcspn(key, " ");

		sbuf_add(&b->numbers, key, n);
		sbuf_putc(&b->numbers, '\0');
		key += n + (key[n] == ' ');
	}
}

void search_build_add(struct search_builder *b, const struct search_item *item)
{
	struct gathered g = {
		.popularity = item->popularity,
		.id = item->id,
		.tape = b->tape.len / sizeof(uint16_t),
		.numbers = b->numbers.len,
	};

	add_text(b, item->name);
	if (item->alias && *item->alias)
		add_text(b, item->alias);
	if (item->numbers && *item->numbers)
		add_numbers(b, item->numbers);
	g.symbols = b->tape.len / sizeof(uint16_t) - g.tape;
	g.number_bytes = b->numbers.len - g.numbers;
	sbuf_add(&b->records, &g, sizeof g);
	arena_clear(&b->scratch);
}

static int more_popular(const void *left, const void *right)
{
	const struct gathered *l = left, *r = right;

	if (l->popularity != r->popularity)
		return l->popularity > r->popularity ? -1 : 1;
	return (l->id > r->id) - (l->id < r->id);
}

/* How many numbers there are, and how many bytes of them lie past the eighth. */
static size_t count_numbers(const struct sbuf *numbers, size_t *rest_bytes)
{
	size_t count = 0, at = 0;

	*rest_bytes = 1; /* offset 0 means "no rest" */
	while (at < numbers->len) {
		size_t n = strlen(numbers->data + at);

		*rest_bytes += n > 8 ? n - 8 + 1 : 0;
		at += n + 1;
		count++;
	}
	return count;
}

static struct search_header *lay_out(const struct search_builder *b, uint64_t generation)
{
	size_t records = b->records.len / sizeof(struct gathered), at = sizeof(struct search_header);
	size_t rest_bytes, numbers = count_numbers(&b->numbers, &rest_bytes);
	size_t count[SECTION_COUNT] = {
		[SECTION_POINTS] = b->chars.len / sizeof(uint32_t),
		[SECTION_TAPE] = b->tape.len / sizeof(uint16_t) + TAPE_PAD,
		[SECTION_STARTS] = records,
		[SECTION_IDS] = records,
		[SECTION_KEYS] = numbers,
		[SECTION_OWNERS] = numbers,
		[SECTION_RESTS] = numbers,
		[SECTION_TEXT] = rest_bytes,
	};
	struct search_header h = { .version = SEARCH_VERSION, .sections = SECTION_COUNT,
		.generation = generation };
	struct search_header *whole;

	assert(count[SECTION_TAPE] < UINT32_MAX && rest_bytes < UINT32_MAX);
	memcpy(h.mark, SEARCH_MARK, SEARCH_MARK_BYTES);
	for (int i = 0; i < SECTION_COUNT; i++) {
		h.section[i].at = at;
		h.section[i].count = count[i];
		at += (count[i] * search_element[i] + 7) / 8 * 8;
	}
	h.length = at;
	whole = calloc(1, at);
	if (!whole)
		abort();
	*whole = h;
	return whole;
}

static void *place(struct search_header *h, enum section which)
{
	return (char *)h + h->section[which].at;
}

static void fill(struct search_header *h, const struct search_builder *b)
{
	const struct gathered *g = (const void *)b->records.data;
	uint16_t *tape = place(h, SECTION_TAPE);
	uint32_t *starts = place(h, SECTION_STARTS), *owners = place(h, SECTION_OWNERS);
	uint32_t *rests = place(h, SECTION_RESTS);
	int64_t *ids = place(h, SECTION_IDS);
	uint64_t *keys = place(h, SECTION_KEYS);
	char *text = place(h, SECTION_TEXT);
	size_t symbols = 0, numbers = 0, rest = 1;

	for (size_t i = 0; i < h->section[SECTION_IDS].count; i++, g++) {
		starts[i] = (uint32_t)symbols;
		ids[i] = g->id;
		memcpy(tape + symbols, b->tape.data + g->tape * sizeof *tape,
		       g->symbols * sizeof *tape);
		symbols += g->symbols;
		for (size_t at = 0; at < g->number_bytes;) {
			const char *number = b->numbers.data + g->numbers + at;
			size_t n = strlen(number);

			owners[numbers] = (uint32_t)i;
			keys[numbers] = search_key(number);
			h->leads[keys[numbers] >> 62] |= UINT64_C(1) << (keys[numbers] >> 56) % 64;
			if (n > 8) {
				rests[numbers] = (uint32_t)rest;
				memcpy(text + rest, number + 8, n - 8 + 1);
				rest += n - 8 + 1;
			}
			numbers++;
			at += n + 1;
		}
	}
	memcpy(place(h, SECTION_POINTS), b->chars.data, b->chars.len);
}

void *search_build_end(struct search_builder *b, uint64_t generation, size_t *bytes)
{
	struct search_header *h;

	if (b->records.len)
		qsort(b->records.data, b->records.len / sizeof(struct gathered),
		      sizeof(struct gathered), more_popular);
	h = lay_out(b, generation);
	fill(h, b);
	h->checksum = search_checksum(h);
	*bytes = h->length;
	search_build_release(b);
	search_build_init(b);
	return h;
}
