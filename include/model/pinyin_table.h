/* pinyin_table.h - the shape of the readings table that data/pinyin/table.awk makes at build time.
 * Only model/pinyin.c reads it; everybody else asks model/pinyin.h. */
#ifndef MODEL_PINYIN_TABLE_H
#define MODEL_PINYIN_TABLE_H

#include <stdint.h>

#define PINYIN_SYLLABLE_MAX 6 /* letters: "zhuang" */
#define PINYIN_PAGE 64        /* code points in a page; table.awk knows it too */

extern const int pinyin_syllable_count; /* syllables are numbered from 1 */
extern const int pinyin_page_count;
extern const char pinyin_syllables[][PINYIN_SYLLABLE_MAX + 1];
/* Lists of syllable numbers one after another, each closed by 0; entry 0 is the empty list. */
extern const uint16_t pinyin_sets[];
/* Code point / PINYIN_PAGE gives the row in pinyin_cells; row 0 has no readings. */
extern const uint16_t pinyin_pages[];
/* Where the character's list begins in pinyin_sets. */
extern const uint16_t pinyin_cells[][PINYIN_PAGE];

#endif
