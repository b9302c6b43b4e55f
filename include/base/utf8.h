/* utf8.h - text from people and from outside: decoding, cleaning, widths, keys for search.
 * Widths are those of the C library's wcwidth(), which ncurses uses too; a character it does not
 * know is shown as U+FFFD. No function here reads past the NUL or past `n`. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Decodes one character at s (n bytes left, n > 0); stores its code point and returns the bytes
 * used, at least 1. A byte that starts nothing valid gives U+FFFD and is used alone. Overlong
 * forms, surrogates and values over U+10FFFF are invalid. */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes cp to out (4 bytes room), returns the length. */
size_t utf8_encode(uint32_t cp, char out[4]);
bool utf8_valid(const char *s, size_t n);

/* Text fit to be kept, shown and printed: NFC, invalid bytes as U+FFFD, control characters (C0,
 * DEL, C1) and bidi or zero-width formatting characters dropped, TAB and newlines as one space, ends trimmed.
 * Used at input and again at output (terminal, printer). */
char *utf8_clean(struct arena *a, const char *s);
/* How one character passes there: as itself, as ' ', or not at all (0). */
uint32_t utf8_fit(uint32_t cp);
/* A key to compare and search by: NFKC, case folded, accents kept, spaces squeezed. */
char *utf8_key(struct arena *a, const char *s);
/* Full-width digits, letters and marks as ASCII (NFKC), spaces trimmed: for typed codes. */
char *utf8_narrow(struct arena *a, const char *s);

/* Columns of one character (0, 1 or 2) and of a text. */
int utf8_cp_width(uint32_t cp);
int utf8_width(const char *s);
/* Bytes of the longest prefix that needs at most `cols` columns; never half a character.
 * *used receives the columns it takes (may be NULL). */
size_t utf8_clip(const char *s, int cols, int *used);
/* Characters in s. */
size_t utf8_len(const char *s);

/* The two bytes of a character in GBK; false when GBK lacks it (ASCII is not looked for here). */
bool utf8_cp_gbk(uint32_t cp, char out[2]);
/* GB18030 (or GBK) bytes to UTF-8; ERR_INVALID when a byte sequence is not in the charset. */
enum err utf8_from_gb18030(struct arena *a, const char *s, size_t n, char **out, size_t *out_n) MUST_CHECK;

#endif
