/* utf8.c - decoding, cleaning, keys and widths of text. Normal forms are utf8proc's, widths the
 * C library's: the two differ in several hundred characters, and the terminal follows the latter. */
#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/sbuf.h"

/* What the first byte promises: length, its payload bits, and the least value of that length. */
static size_t lead(unsigned char c, uint32_t *bits, uint32_t *least)
{
	if (c >= 0xC2 && c <= 0xDF) {
		*bits = c & 0x1Fu;
		*least = 0x80;
		return 2;
	}
	if ((c & 0xF0) == 0xE0) {
		*bits = c & 0x0Fu;
		*least = 0x800;
		return 3;
	}
	if (c >= 0xF0 && c <= 0xF4) {
		*bits = c & 0x07u;
		*least = 0x10000;
		return 4;
	}
	return 0;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t v, least;
	size_t len, i;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	*cp = UTF8_REPLACEMENT;
	len = lead(p[0], &v, &least);
	if (!len || len > n)
		return 1;
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 1;
		v = v << 6 | (p[i] & 0x3Fu);
	}
	if (v < least || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return 1;
	*cp = v;
	return len;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = UTF8_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

bool utf8_valid(const char *s, size_t n)
{
	uint32_t cp;
	size_t used;

	for (; n; s += used, n -= used) {
		used = utf8_decode(s, n, &cp);
		if (cp == UTF8_REPLACEMENT && used == 1)
			return false;
	}
	return true;
}

/* NFC or NFKC by utf8proc of text that is valid, into the arena. */
static char *normal(struct arena *a, const char *s, unsigned more)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_option_t how = (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | more);
	char *copy;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &mapped, how) < 0)
		abort();
	copy = arena_strdup(a, (const char *)mapped);
	free(mapped);
	return copy;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= 0x80 && utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ZS);
}

uint32_t utf8_fit(uint32_t cp)
{
	if (cp == '\t' || cp == '\n' || cp == '\r')
		return ' ';
	if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
		return 0;
	if (cp < 0x80)
		return cp;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CF:
		return 0;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return ' ';
	default:
		return cp;
	}
}

/* Spaces off both ends, in place; with squeeze, every run of spaces inside becomes one ' '. */
static char *trim(char *s, bool squeeze)
{
	char *out = s, *end = s; /* end: after the last character that is no space */
	const char *p = s;
	size_t left = strlen(s);
	bool gap = false;

	while (left) {
		uint32_t cp;
		size_t used = utf8_decode(p, left, &cp);

		if (!is_space(cp)) {
			if (squeeze && gap && end != s)
				*end++ = ' ';
			if (squeeze)
				out = end;
			memmove(out, p, used);
			end = out += used;
			gap = false;
		} else {
			gap = true;
			if (!squeeze && end != s) {
				memmove(out, p, used);
				out += used;
			}
		}
		p += used;
		left -= used;
	}
	*end = '\0';
	return s;
}

char *utf8_clean(struct arena *a, const char *s)
{
	size_t left = s ? strlen(s) : 0;
	struct sbuf kept = SBUF_INIT;
	bool space = false; /* the last character kept stands for TABs or newlines */
	char *clean;

	while (left) {
		char bytes[4];
		uint32_t cp, as;
		size_t used = utf8_decode(s, left, &cp);

		as = utf8_fit(cp);
		if (as && !(space && as == ' ' && cp != ' '))
			sbuf_add(&kept, bytes, utf8_encode(as, bytes));
		if (as)
			space = as == ' ';
		s += used;
		left -= used;
	}
	clean = trim(normal(a, sbuf_text(&kept), 0), false);
	sbuf_release(&kept);
	return clean;
}

char *utf8_key(struct arena *a, const char *s)
{
	return trim(normal(a, utf8_clean(a, s), UTF8PROC_COMPAT | UTF8PROC_CASEFOLD), true);
}

char *utf8_narrow(struct arena *a, const char *s)
{
	return trim(normal(a, utf8_clean(a, s), UTF8PROC_COMPAT), false);
}

/* wcwidth() knows nothing but ASCII in the "C" locale, so widths are asked in a locale of our own:
 * they are then the same in a test that never called setlocale(). */
int utf8_cp_width(uint32_t cp)
{
	static locale_t utf8;
	locale_t before;
	int w;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (!utf8) {
		utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
		if (!utf8)
			abort();
	}
	before = uselocale(utf8);
	w = wcwidth((wchar_t)cp);
	uselocale(before);
	return w < 0 ? 1 : w; /* shown as U+FFFD */
}

size_t utf8_clip(const char *s, int cols, int *used)
{
	size_t left = strlen(s), at = 0;
	int width = 0;

	while (left) {
		uint32_t cp;
		size_t bytes = utf8_decode(s + at, left, &cp);
		int w = utf8_cp_width(cp);

		if (w > cols - width)
			break;
		width += w;
		at += bytes;
		left -= bytes;
	}
	if (used)
		*used = width;
	return at;
}

int utf8_width(const char *s)
{
	size_t left = strlen(s);
	int width = 0;

	while (left) {
		uint32_t cp;
		size_t bytes = utf8_decode(s, left, &cp);

		width += utf8_cp_width(cp);
		s += bytes;
		left -= bytes;
	}
	return width;
}

size_t utf8_len(const char *s)
{
	size_t left = strlen(s), count = 0;

	while (left) {
		uint32_t cp;
		size_t bytes = utf8_decode(s, left, &cp);

		s += bytes;
		left -= bytes;
		count++;
	}
	return count;
}

/* The converter is made once: a name has many characters. */
bool utf8_cp_gbk(uint32_t cp, char out[2])
{
	static iconv_t conv = (iconv_t)-1;
	char in[4], *from = in, *to = out;
	size_t in_left = utf8_encode(cp, in), out_left = 2;

	if (conv == (iconv_t)-1)
		conv = iconv_open("GBK", "UTF-8");
	if (conv == (iconv_t)-1)
		return false;
	iconv(conv, NULL, NULL, NULL, NULL);
	if (iconv(conv, &from, &in_left, &to, &out_left) == (size_t)-1 || out_left)
		return false;
	return (unsigned char)out[0] >= 0x81;
}

/* All of it, or ERR_INVALID. */
static enum err convert(iconv_t conv, char *in, size_t n, struct sbuf *text)
{
	size_t done = 0;

	while (n && done != (size_t)-2) {
		char chunk[4096], *to = chunk;
		size_t room = sizeof chunk;

		done = iconv(conv, &in, &n, &to, &room);
		sbuf_add(text, chunk, sizeof chunk - room);
		if (done == (size_t)-1 && errno != E2BIG)
			return ERR_INVALID;
	}
	return OK;
}

enum err utf8_from_gb18030(struct arena *a, const char *s, size_t n, char **out, size_t *out_n)
{
	iconv_t conv = iconv_open("UTF-8", "GB18030");
	struct sbuf text = SBUF_INIT;
	char *in = arena_alloc(a, n + 1); /* iconv wants a pointer to bytes that are not const */
	enum err err;

	if (conv == (iconv_t)-1)
		return ERR_IO;
	if (n)
		memcpy(in, s, n);
	err = convert(conv, in, n, &text);
	iconv_close(conv);
	if (!err) {
		*out_n = text.len;
		*out = arena_alloc(a, text.len + 1);
		if (text.len)
			memcpy(*out, text.data, text.len);
	}
	sbuf_release(&text);
	return err;
}
