/* search.c - the search arena: checking what was mapped, and the scan.
 *
 * Names lie on one tape as 16-bit codes of their characters, most popular first, so a scan may stop
 * at the last hit wanted. For each query a small table says of every code how far it brings the
 * query as first character and from where it can go on as second; neighbours that agree are looked
 * at with their successor, and only what still agrees is walked character by character. So every
 * reading, every beginning and every cut cost one and the same pass over the tape, in plain C: about
 * one and a half cycles a character, because the table fits the first-level cache. */
#include "model/search.h"

#include <stddef.h>
#include <string.h>

#include "base/utf8.h"
#include "model/pinyin.h"
#include "search_int.h"

/* --- opening ------------------------------------------------------------------------------- */

static inline uint64_t mixed(uint64_t lane, const unsigned char *eight)
{
	uint64_t word;

	memcpy(&word, eight, sizeof word);
	lane = (lane ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return lane ^ lane >> 32;
}

/* Four lanes, because one multiplication must not wait for the last. */
uint64_t search_checksum(const struct search_header *h)
{
	const unsigned char *p = (const unsigned char *)&h->version;
	size_t n = h->length - offsetof(struct search_header, version);
	uint64_t lane[4] = { 1, 2, 3, 4 }, sum = n;

	for (; n >= 32; p += 32, n -= 32) {
		lane[0] = mixed(lane[0], p);
		lane[1] = mixed(lane[1], p + 8);
		lane[2] = mixed(lane[2], p + 16);
		lane[3] = mixed(lane[3], p + 24);
	}
	for (; n; p += 8, n -= 8)
		lane[0] = mixed(lane[0], p);
	for (int i = 0; i < 4; i++)
		sum = mixed(sum, (const unsigned char *)&lane[i]);
	return sum;
}

static bool sections_fit(const struct search_header *h)
{
	for (int i = 0; i < SECTION_COUNT; i++) {
		uint64_t at = h->section[i].at, count = h->section[i].count;

		if (at % 8 || at < sizeof *h || at > h->length || count > (h->length - at) / search_element[i])
			return false;
		if (count >= UINT32_MAX)
			return false;
	}
	return h->section[SECTION_IDS].count == h->section[SECTION_STARTS].count
		&& h->section[SECTION_OWNERS].count == h->section[SECTION_KEYS].count
		&& h->section[SECTION_RESTS].count == h->section[SECTION_KEYS].count
		&& h->section[SECTION_POINTS].count <= SEARCH_CHARS_MAX + 1
		&& h->section[SECTION_POINTS].count && h->section[SECTION_TAPE].count >= TAPE_PAD
		&& h->section[SECTION_TEXT].count;
}

enum err search_arena_open(struct search_arena *s, const void *bytes, size_t n)
{
	const struct search_header *h = bytes;
	const char *base = bytes;

	memset(s, 0, sizeof *s);
	if ((uintptr_t)bytes % 8 || n < sizeof *h || memcmp(h->mark, SEARCH_MARK, SEARCH_MARK_BYTES) != 0)
		return ERR_CORRUPT;
	if (h->version != SEARCH_VERSION || h->sections != SECTION_COUNT || h->length != n || n % 8)
		return ERR_CORRUPT;
	if (h->checksum != search_checksum(h))
		return ERR_CORRUPT;
	if (!sections_fit(h))
		return ERR_CORRUPT;
	s->generation = h->generation;
	memcpy(s->leads, h->leads, sizeof s->leads);
	s->records = (uint32_t)h->section[SECTION_IDS].count;
	s->chars = (uint32_t)h->section[SECTION_POINTS].count;
	s->numbers = (uint32_t)h->section[SECTION_KEYS].count;
	s->symbols = h->section[SECTION_TAPE].count - TAPE_PAD;
	s->text_bytes = h->section[SECTION_TEXT].count;
	s->points = (const void *)(base + h->section[SECTION_POINTS].at);
	s->tape = (const void *)(base + h->section[SECTION_TAPE].at);
	s->starts = (const void *)(base + h->section[SECTION_STARTS].at);
	s->ids = (const void *)(base + h->section[SECTION_IDS].at);
	s->keys = (const void *)(base + h->section[SECTION_KEYS].at);
	s->owners = (const void *)(base + h->section[SECTION_OWNERS].at);
	s->rests = (const void *)(base + h->section[SECTION_RESTS].at);
	s->text = base + h->section[SECTION_TEXT].at;
	/* Walks end here however false the rest might be. */
	for (int i = 0; i < TAPE_PAD; i++)
		if (s->tape[s->symbols + i] != 0)
			return ERR_CORRUPT;
	if (s->text[s->text_bytes - 1] != '\0')
		return ERR_CORRUPT;
	return OK;
}

/* --- names --------------------------------------------------------------------------------- */

#define CODES 65536
#define LONGEST PINYIN_SYLLABLE_MAX /* characters of a query that one character can use up */
#define DONE 0x80u                  /* in a pair: the first character uses up the query */
#define TRIPLE_DONE 0x8000u         /* the same after two characters */

/* What a query needs to know of each code. `pair`, low byte: bit p-1 when as first character it
 * uses up p characters of the query, DONE when all; high byte: bit p-1 when it can go on after p
 * characters, and DONE, for then it does not matter what follows. `triple` is the same one
 * character later: bit p-2 of the low half when as second it gets to p, of the high half when as
 * third it can go on from p. */
struct filter {
	uint16_t pair[CODES];
	uint32_t triple[CODES];
};

static struct filter *make_filter(const struct search_arena *s, struct arena *scratch,
				  const struct pinyin_query *q)
{
	const uint64_t one = (UINT64_C(1) << LONGEST) - 1, two = (UINT64_C(1) << (2 * LONGEST - 1)) - 1;
	struct filter *f = arena_new(scratch, struct filter);

	f->pair[0] = DONE << 8;
	f->triple[0] = TRIPLE_DONE << 16;
	for (uint32_t code = 1; code < s->chars; code++) {
		uint64_t takes = pinyin_takes(q, s->points[code]);
		uint64_t first = pinyin_step(q, 1, s->points[code]);
		uint64_t second = takes & one << 1 ? pinyin_step(q, takes & one << 1, s->points[code]) : 0;
		bool done = first & pinyin_done(q), done2 = second & pinyin_done(q);

		first &= ~pinyin_done(q);
		second &= ~pinyin_done(q);
		f->pair[code] = (uint16_t)((first >> 1 & one) | (done ? DONE : 0) |
					   (takes >> 1 & one) << 8 | DONE << 8);
		f->triple[code] = (uint32_t)((second >> 2 & two) | (done2 ? TRIPLE_DONE : 0) |
					     (takes >> 2 & two) << 16 | TRIPLE_DONE << 16);
	}
	return f;
}

/* Can the second character here go on where the first one brings the query? */
static inline unsigned agree(const struct filter *f, const uint16_t *tape)
{
	return f->pair[tape[0]] & (unsigned)f->pair[tape[1]] >> 8;
}

/* Does any pair of the block agree? Written out, because nine of ten blocks end here. */
static inline unsigned any_agree(const struct filter *f, const uint16_t *t)
{
	return agree(f, t) | agree(f, t + 1) | agree(f, t + 2) | agree(f, t + 3) |
		agree(f, t + 4) | agree(f, t + 5) | agree(f, t + 6) | agree(f, t + 7);
}

/* Bit i: the three characters from place i on agree, or the query is used up before. */
static inline unsigned promising(const struct filter *f, const uint16_t *tape)
{
	unsigned places = 0;

	for (int i = 0; i < SEARCH_BLOCK; i++, tape++) {
		unsigned pair = agree(f, tape), triple = f->triple[tape[1]] & f->triple[tape[2]] >> 16;

		places |= (unsigned)((pair & DONE) != 0 || ((pair != 0) & (triple != 0))) << i;
	}
	return places;
}

/* The first place from `at` on that is worth a walk; `end` when there is none. */
static size_t next_candidate(const struct filter *f, const uint16_t *tape, size_t at, size_t end)
{
	for (; at < end; at += SEARCH_BLOCK) {
		unsigned places = any_agree(f, tape + at) ? promising(f, tape + at) : 0;

		if (places)
			return at + (size_t)__builtin_ctz(places);
	}
	return end;
}

static bool walk(const struct search_arena *s, const struct pinyin_query *q, size_t at)
{
	uint64_t states = 1;

	while (states && !(states & pinyin_done(q))) {
		uint16_t code = s->tape[at++];

		if (!code || code >= s->chars)
			return false;
		states = pinyin_step(q, states, s->points[code]);
	}
	return states != 0;
}

/* The record that a place of the tape belongs to. */
static uint32_t record_at(const struct search_arena *s, size_t at)
{
	uint32_t low = 0, high = s->records;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (s->starts[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static int find_names(const struct search_arena *s, struct arena *scratch, const char *key, int max,
		      uint32_t *hits)
{
	size_t at = 0, end = s->symbols;
	const struct filter *f;
	struct pinyin_query q;
	int count = 0;

	if (!s->records || pinyin_query_init(&q, key) != OK)
		return 0;
	f = make_filter(s, scratch, &q);
	while (count < max && (at = next_candidate(f, s->tape, at, end)) < end) {
		uint32_t record;

		if (!walk(s, &q, at++))
			continue;
		record = record_at(s, at - 1);
		hits[count++] = record;
		if (record + 1 == s->records)
			break;
		at = s->starts[record + 1];
	}
	return count;
}

/* --- numbers ------------------------------------------------------------------------------- */

static int find_numbers(const struct search_arena *s, const char *key, int max, uint32_t *hits)
{
	size_t n = strlen(key);
	uint64_t mask = n >= 8 ? UINT64_MAX : ~(UINT64_MAX >> n * 8), want = search_key(key);
	int count = 0;

	/* Most queries are letters and most numbers digits: those need not be looked at. */
	if (!n || !(s->leads[want >> 62] >> (want >> 56) % 64 & 1))
		return 0;
	for (uint32_t i = 0; i < s->numbers && count < max; i++) {
		if ((s->keys[i] & mask) != want || s->owners[i] >= s->records)
			continue;
		if (n > 8 && (!s->rests[i] || s->rests[i] >= s->text_bytes ||
			      strncmp(s->text + s->rests[i], key + 8, n - 8) != 0))
			continue;
		if (!count || hits[count - 1] != s->owners[i])
			hits[count++] = s->owners[i];
	}
	return count;
}

int search_find(const struct search_arena *s, struct arena *scratch, const char *typed, int max, int64_t *ids)
{
	const char *key = utf8_key(scratch, typed);
	uint32_t *by_name = arena_array(scratch, (size_t)max, sizeof *by_name);
	uint32_t *by_number = arena_array(scratch, (size_t)max, sizeof *by_number);
	int names = find_names(s, scratch, key, max, by_name);
	int numbers = find_numbers(s, key, max, by_number);
	int count = 0;

	for (int i = 0, j = 0; count < max && (i < names || j < numbers);) {
		uint32_t name = i < names ? by_name[i] : UINT32_MAX;
		uint32_t number = j < numbers ? by_number[j] : UINT32_MAX;

		i += name <= number;
		j += number <= name;
		ids[count++] = s->ids[name < number ? name : number];
	}
	return count;
}
