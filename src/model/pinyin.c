/* pinyin.c - readings of characters, and the walk of a typed query along a name.
 *
 * The walk is a set of states kept as bits of one word, so all readings, all beginnings and all
 * ways to cut a query into syllables are tried at once and none can be forgotten. */
#include "model/pinyin.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/utf8.h"

static const uint16_t *list_of(uint32_t cp)
{
	uint32_t page = cp / PINYIN_PAGE;

	if (page >= (uint32_t)pinyin_page_count)
		return pinyin_sets;
	return pinyin_sets + pinyin_cells[pinyin_pages[page]][cp % PINYIN_PAGE];
}

int pinyin_readings(uint32_t cp, const uint16_t **syllables)
{
	const uint16_t *list = list_of(cp);
	int n = 0;

	while (list[n])
		n++;
	*syllables = list;
	return n;
}

const char *pinyin_syllable(uint16_t number)
{
	assert(number > 0 && number <= pinyin_syllable_count);
	return pinyin_syllables[number];
}

uint32_t pinyin_initials(uint32_t cp)
{
	uint32_t mask = 0;

	for (const uint16_t *s = list_of(cp); *s; s++)
		mask |= UINT32_C(1) << (pinyin_syllables[*s][0] - 'a');
	return mask;
}

bool pinyin_ignored(uint32_t cp)
{
	if (cp < 0x80)
		return cp < 0x20 || cp == 0x7F || (cp && strchr(" !\"$'(),-:;<=>?[\\]^_`{|}~", (int)cp));
	return cp == 0xB7                        /* middle dot of foreign names */
		|| (cp >= 0x2010 && cp <= 0x205E) /* dashes, quotes, bullets */
		|| (cp >= 0x3000 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x301F) || cp == 0x30FB;
}

/* Letters that a syllable and the query share from position `from` on. */
static int common(const struct pinyin_query *q, int from, const char *syllable)
{
	int n = 0;

	while (syllable[n] && from + n < q->count && q->typed[from + n] == (unsigned char)syllable[n])
		n++;
	return n;
}

enum err pinyin_query_init(struct pinyin_query *q, const char *key)
{
	size_t left = strlen(key);

	memset(q, 0, sizeof(*q));
	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(key, left, &cp);

		key += used;
		left -= used;
		if (pinyin_ignored(cp))
			continue;
		if (q->count == PINYIN_QUERY_MAX)
			return ERR_INVALID;
		if (cp < 128)
			q->ascii[cp] |= UINT64_C(1) << q->count;
		q->typed[q->count++] = cp;
	}
	assert(pinyin_syllable_count < PINYIN_LIST_MAX);
	for (int s = 1; s <= pinyin_syllable_count; s++) {
		for (int from = 0; from < q->count; from++) {
			int n = common(q, from, pinyin_syllables[s]);

			if (n && !pinyin_syllables[s][n])
				q->whole[s] |= UINT64_C(1) << from;
			if (n && from + n == q->count)
				q->cut[s] |= UINT64_C(1) << from;
		}
	}
	return q->count ? OK : ERR_INVALID;
}

/* Where the character itself is typed. */
static uint64_t own(const struct pinyin_query *q, uint32_t cp)
{
	uint64_t at = 0;

	if (cp < 128)
		return q->ascii[cp];
	for (int i = 0; i < q->count; i++)
		at |= (uint64_t)(q->typed[i] == cp) << i;
	return at;
}

uint64_t pinyin_step(const struct pinyin_query *q, uint64_t states, uint32_t cp)
{
	uint64_t next = (states & own(q, cp)) << 1;

	for (const uint16_t *s = list_of(cp); *s; s++) {
		const char *syllable = pinyin_syllables[*s];

		next |= (states & q->ascii[(unsigned char)syllable[0]]) << 1;
		if (states & q->whole[*s])
			next |= (states & q->whole[*s]) << strlen(syllable);
		if (states & q->cut[*s])
			next |= pinyin_done(q);
	}
	return next;
}

uint64_t pinyin_takes(const struct pinyin_query *q, uint32_t cp)
{
	uint64_t from = own(q, cp);

	for (const uint16_t *s = list_of(cp); *s; s++)
		from |= q->ascii[(unsigned char)pinyin_syllables[*s][0]] | q->whole[*s] | q->cut[*s];
	return from;
}

/* anywhere: the stretch may begin at any character, else only at the first. */
static bool walk(const struct pinyin_query *q, const char *name_key, bool anywhere)
{
	size_t left = strlen(name_key);
	uint64_t states = 1;

	while (left && states && !(states & pinyin_done(q))) {
		uint32_t cp;
		size_t used = utf8_decode(name_key, left, &cp);

		name_key += used;
		left -= used;
		if (!pinyin_ignored(cp))
			states = pinyin_step(q, states, cp) | (anywhere ? 1 : 0);
	}
	return (states & pinyin_done(q)) != 0;
}

bool pinyin_found(const struct pinyin_query *q, const char *name_key)
{
	return walk(q, name_key, true);
}

bool pinyin_match(const char *name_key, const char *typed_key)
{
	struct pinyin_query q;

	return pinyin_query_init(&q, typed_key) == OK && walk(&q, name_key, true);
}

bool pinyin_begins(const char *name_key, const char *typed_key)
{
	struct pinyin_query q;

	return pinyin_query_init(&q, typed_key) == OK && walk(&q, name_key, false);
}
