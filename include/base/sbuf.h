/* sbuf.h - a growing byte string, always NUL-terminated, heap-owned. It may hold what must not stay in memory: where it
 * grows, its old place is wiped; who is done with such a text wipes it before it is cleared or released. */
#ifndef BASE_SBUF_H
#define BASE_SBUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

struct sbuf {
	char *data; /* NUL-terminated; "" while empty, never NULL after the first append */
	size_t len; /* bytes without the NUL */
	size_t cap;
};

#define SBUF_INIT { NULL, 0, 0 }

void sbuf_add(struct sbuf *b, const void *bytes, size_t n);
void sbuf_puts(struct sbuf *b, const char *s);
void sbuf_putc(struct sbuf *b, char c);
void sbuf_printf(struct sbuf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void sbuf_vprintf(struct sbuf *b, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* The text so far; "" when nothing was added. Valid until the next append. */
const char *sbuf_text(const struct sbuf *b);
void sbuf_clear(struct sbuf *b);   /* empty, memory kept */
void sbuf_release(struct sbuf *b); /* empty, memory freed */

#endif
