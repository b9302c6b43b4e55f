/* helperline.h - the line protocol between the program and its helpers, over their standard input and output.
 *
 * A message is one line of words with one space between them, ended by a newline. A word is UTF-8 or
 * any bytes but NUL; what would break the line is escaped: `\s` space, `\n` newline, `\r`, `\t`, `\\`,
 * `\xHH` for other control bytes, and `\e` alone for the empty word. Bytes (with NUL) travel as base64
 * (RFC 4648). A helper's first line is `hello NAME PROTOCOL VERSION`. `ping N` is answered by `pong N`.
 *
 * The reader takes any bytes in any pieces and hands out only whole lines that are well formed; the
 * rest (too long, bad escape, NUL, control byte, empty, too many words) is dropped line by line and counted. */
#ifndef DEVICE_HELPERLINE_H
#define DEVICE_HELPERLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sbuf.h"

#define HELPERLINE_MAX (1 << 20)  /* bytes of a line without its newline */
#define HELPERLINE_WORDS 16
#define HELPERLINE_PROTOCOL 1     /* raised when an old helper could misunderstand a new program */

struct helperline { char *words[HELPERLINE_WORDS]; int count; }; /* words[0] is the verb; count >= 1 */

struct helperline_reader {
	struct sbuf bytes; /* what was fed and not yet handed out */
	size_t taken;      /* bytes at its start that are handed out */
	size_t scanned;    /* bytes known to hold no newline */
	bool skipping;     /* inside a line that was too long */
	int garbage;       /* lines dropped so far */
};

#define HELPERLINE_READER_INIT { SBUF_INIT, 0, 0, false, 0 }

void helperline_feed(struct helperline_reader *r, const void *bytes, size_t n);
/* The next well-formed line; its words live in the reader until the next feed or next. False: feed more. */
bool helperline_next(struct helperline_reader *r, struct helperline *out);
void helperline_release(struct helperline_reader *r);

/* Appends one line: the words up to a NULL. */
void helperline_put(struct sbuf *out, ...) __attribute__((sentinel));

/* What a helper says first, and whether it is this helper, of a protocol that we speak. */
void helperline_put_hello(struct sbuf *out, const char *name, const char *version);
bool helperline_is_hello(const struct helperline *line, const char *name);

/* A whole word as a decimal number; false when it is not one or does not fit. */
bool helperline_int(const char *word, int64_t *value);
/* Room for any int64_t as text: `helperline_number(buf, n)` writes it and gives buf back. */
#define HELPERLINE_NUMBER 24
const char *helperline_number(char buf[HELPERLINE_NUMBER], int64_t value);

char *helperline_base64(struct arena *a, const void *bytes, size_t n);
/* ERR_INVALID when the text is not base64 with its padding. */
enum err helperline_unbase64(struct arena *a, const char *text, unsigned char **bytes, size_t *n) MUST_CHECK;

#endif
