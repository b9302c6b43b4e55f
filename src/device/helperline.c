/* helperline.c - lines between the program and its helpers. A helper may die in the middle of a word or
 * a library may print to the wrong descriptor: so a line counts only when all of it is as we write it. */
#include "device/helperline.h"

#include <stdarg.h>
#include <string.h>

/* Escapes of one letter; everything else below a space travels as \xHH. */
static const struct { char byte, letter; } escapes[] = {
	{ ' ', 's' }, { '\n', 'n' }, { '\r', 'r' }, { '\t', 't' }, { '\\', '\\' }
};
#define ESCAPES (sizeof escapes / sizeof escapes[0])

static const char hex_digits[] = "0123456789abcdef";
static const char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Position of c in a string of digits; -1 when it is none of them. */
static int digit(const char *digits, char c)
{
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* One word, unescaped in place, up to a space or the end (both NUL afterwards). Answers where the next
 * word starts, NULL when the word is not well formed. */
static char *take_word(char *s, char *end)
{
	char *out = s;
	size_t i;

	if (end - s >= 2 && s[0] == '\\' && s[1] == 'e' && (s + 2 == end || s[2] == ' ')) {
		*s = 0;
		return s + 3;
	}
	for (; s < end && *s != ' '; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7F)
			return NULL;
		if (*s != '\\') {
			*out++ = *s;
			continue;
		}
		if (++s == end)
			return NULL;
		for (i = 0; i < ESCAPES && escapes[i].letter != *s; i++)
			;
		if (i < ESCAPES) {
			*out++ = escapes[i].byte;
		} else {
			int high = *s == 'x' && end - s > 2 ? digit(hex_digits, s[1]) : -1;
			int low = high >= 0 ? digit(hex_digits, s[2]) : -1;

			if (low < 0 || high + low == 0)
				return NULL;
			*out++ = (char)(high << 4 | low);
			s += 2;
		}
	}
	*out = 0;
	return s + 1;
}

/* A line's words; false when it is not well formed. `end` is writable: the newline's place. */
static bool take_line(char *s, char *end, struct helperline *out)
{
	out->count = 0;
	do {
		char *word = s;

		if (s >= end || *s == ' ' || out->count == HELPERLINE_WORDS)
			return false;
		s = take_word(s, end);
		if (!s)
			return false;
		out->words[out->count++] = word;
	} while (s <= end);
	return true;
}

void helperline_feed(struct helperline_reader *r, const void *bytes, size_t n)
{
	if (r->taken) {
		r->bytes.len -= r->taken;
		memmove(r->bytes.data, r->bytes.data + r->taken, r->bytes.len + 1);
		r->scanned -= r->taken;
		r->taken = 0;
	}
	sbuf_add(&r->bytes, bytes, n);
}

bool helperline_next(struct helperline_reader *r, struct helperline *out)
{
	while (r->bytes.data) {
		size_t left = r->bytes.len - r->scanned;
		char *from = r->bytes.data + r->scanned, *start = r->bytes.data + r->taken;
		char *newline = left ? memchr(from, '\n', left) : NULL;
		bool good;

		if (!newline) {
			r->scanned = r->bytes.len;
			if (r->bytes.len - r->taken > HELPERLINE_MAX) {
				r->garbage += !r->skipping;
				r->skipping = true;
				r->taken = r->scanned;
			}
			return false;
		}
		r->taken = r->scanned = (size_t)(newline + 1 - r->bytes.data);
		if (r->skipping) {
			r->skipping = false;
			continue;
		}
		good = newline - start <= HELPERLINE_MAX && take_line(start, newline, out);
		if (good)
			return true;
		r->garbage++;
	}
	return false;
}

void helperline_release(struct helperline_reader *r)
{
	sbuf_release(&r->bytes);
	*r = (struct helperline_reader)HELPERLINE_READER_INIT;
}

static void put_word(struct sbuf *out, const char *word)
{
	size_t i;

	if (!*word)
		sbuf_puts(out, "\\e");
	for (; *word; word++) {
		unsigned char c = (unsigned char)*word;

		for (i = 0; i < ESCAPES && escapes[i].byte != *word; i++)
			;
		if (i < ESCAPES) {
			sbuf_putc(out, '\\');
			sbuf_putc(out, escapes[i].letter);
		} else if (c < ' ' || c == 0x7F) {
			sbuf_printf(out, "\\x%c%c", hex_digits[c >> 4], hex_digits[c & 15]);
		} else {
			sbuf_putc(out, *word);
		}
	}
}

void helperline_put(struct sbuf *out, ...)
{
	const char *word;
	bool first = true;
	va_list ap;

	va_start(ap, out);
	while ((word = va_arg(ap, const char *))) {
		if (!first)
			sbuf_putc(out, ' ');
		put_word(out, word);
		first = false;
	}
	va_end(ap);
	sbuf_putc(out, '\n');
}

bool helperline_int(const char *word, int64_t *value)
{
	bool minus = *word == '-';
	const char *s = word + minus;
	int64_t v = 0;

	if (!*s)
		return false;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		/* Built downwards: the least number has no positive twin. */
		if (__builtin_mul_overflow(v, INT64_C(10), &v) || __builtin_sub_overflow(v, *s - '0', &v))
			return false;
	}
	if (!minus && v == INT64_MIN)
		return false;
	*value = minus ? v : -v;
	return true;
}

const char *helperline_number(char buf[HELPERLINE_NUMBER], int64_t value)
{
	uint64_t v = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char *s = buf + HELPERLINE_NUMBER - 1;

	for (*s = 0; v || !*s; v /= 10)
		*--s = (char)('0' + v % 10);
	if (value < 0)
		*--s = '-';
	return s;
}

void helperline_put_hello(struct sbuf *out, const char *name, const char *version)
{
	char protocol[HELPERLINE_NUMBER];

	helperline_put(out, "hello", name, helperline_number(protocol, HELPERLINE_PROTOCOL), version, NULL);
}

bool helperline_is_hello(const struct helperline *line, const char *name)
{
	int64_t protocol;

	return line->count == 4 && strcmp(line->words[0], "hello") == 0 && strcmp(line->words[1], name) == 0 &&
	       helperline_int(line->words[2], &protocol) && protocol == HELPERLINE_PROTOCOL;
}

char *helperline_base64(struct arena *a, const void *bytes, size_t n)
{
	const unsigned char *in = bytes;
	char *text = arena_alloc(a, (n + 2) / 3 * 4 + 1), *out = text;
	size_t i;

	for (i = 0; i < n; i += 3) {
		unsigned second = i + 1 < n ? in[i + 1] : 0, third = i + 2 < n ? in[i + 2] : 0;
		unsigned v = (unsigned)in[i] << 16 | second << 8 | third;

		*out++ = base64_digits[v >> 18];
		*out++ = base64_digits[v >> 12 & 63];
		*out++ = i + 1 < n ? base64_digits[v >> 6 & 63] : '=';
		*out++ = i + 2 < n ? base64_digits[v & 63] : '=';
	}
	return text;
}

enum err helperline_unbase64(struct arena *a, const char *text, unsigned char **bytes, size_t *n)
{
	size_t len = strlen(text), pad = 0, i;
	unsigned char *out = arena_alloc(a, len / 4 * 3 + 1);

	if (len % 4)
		return ERR_INVALID;
	while (pad < 2 && pad < len && text[len - 1 - pad] == '=')
		pad++;
	*bytes = out;
	*n = len / 4 * 3 - pad;
	for (i = 0; i < len; i += 4) {
		unsigned v = 0;
		size_t k;

		for (k = 0; k < 4; k++) {
			int d = i + k >= len - pad ? 0 : digit(base64_digits, text[i + k]);

			if (d < 0)
				return ERR_INVALID;
			v = v << 6 | (unsigned)d;
		}
		*out++ = (unsigned char)(v >> 16);
		if (i + 4 < len || pad < 2)
			*out++ = (unsigned char)(v >> 8);
		if (i + 4 < len || pad < 1)
			*out++ = (unsigned char)v;
	}
	return OK;
}
