/* pinyin.h - how a Chinese name may be typed with Latin letters.
 *
 * Readings are toneless Hanyu Pinyin with ü as v (lv, nve), from the Unicode Character Database
 * (data/pinyin). A character has every reading that modern dictionaries give it, the usual one
 * first: 行 is xing, hang, heng. Many rare characters have none and match by their own text.
 *
 * One rule decides what finds a name: walking along some stretch of the name, each character may
 * be typed as itself, as the first letter of one of its readings, or as one of its readings in
 * full; the last one may be cut short. So 可口可乐330ml is found by kkkl330, kekoukele, koukel, ke口 and
 * l330ml. Spaces and most punctuation count on neither side (pinyin_ignored).
 *
 * Names and queries given here are search keys (utf8_key of base/utf8.h): folded, UTF-8. */
#ifndef MODEL_PINYIN_H
#define MODEL_PINYIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/pinyin_table.h"

#define PINYIN_QUERY_MAX 60 /* characters of a query that count */
#define PINYIN_LIST_MAX 512 /* more syllables than the table has */

/* The readings of a character: how many, and their syllable numbers (valid for ever). */
int pinyin_readings(uint32_t cp, const uint16_t **syllables);
/* The letters of a syllable number given by pinyin_readings. */
const char *pinyin_syllable(uint16_t number);
/* Bit 0 for a ... bit 25 for z: the first letters of all readings; 0 when there are none. */
uint32_t pinyin_initials(uint32_t cp);
/* Spaces, brackets, dashes, quotes and the like. Not . % * / + & # @, which tell articles apart
 * (1.5l, 250ml*12). */
bool pinyin_ignored(uint32_t cp);

/* A query made ready. Bit p of a mask stands for "the first p characters of the query are used
 * up"; bit `count` for all of them. */
struct pinyin_query {
	int count;                       /* characters that count, 1 .. PINYIN_QUERY_MAX */
	uint32_t typed[PINYIN_QUERY_MAX];
	uint64_t ascii[128];             /* where this character is typed */
	uint64_t whole[PINYIN_LIST_MAX]; /* where this syllable is typed in full */
	uint64_t cut[PINYIN_LIST_MAX];   /* from where all the rest begins this syllable */
};

/* ERR_INVALID when nothing in the key counts, or more than PINYIN_QUERY_MAX characters do. */
enum err pinyin_query_init(struct pinyin_query *q, const char *key) MUST_CHECK;
/* Bit `count`: once it is in a state, the query is found. */
static inline uint64_t pinyin_done(const struct pinyin_query *q)
{
	return UINT64_C(1) << q->count;
}
/* The states reached from these by the next character of the name. Setting bit 0 before a
 * step lets the stretch begin there. */
uint64_t pinyin_step(const struct pinyin_query *q, uint64_t states, uint32_t cp);
/* All states from which this character can go on. */
uint64_t pinyin_takes(const struct pinyin_query *q, uint32_t cp);
/* Does the query find this name? */
bool pinyin_found(const struct pinyin_query *q, const char *name_key);
/* The same for one look: false also when the query has nothing that counts or is too long. */
bool pinyin_match(const char *name_key, const char *typed_key);
/* And from its first character on. */
bool pinyin_begins(const char *name_key, const char *typed_key);

#endif
