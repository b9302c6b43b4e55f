/* decode.c - bytes from a terminal to events, as a machine that waits for what is missing and gives
 * up on it by time. The terminals' dialects overlap without contradiction, so one set of tables
 * serves them all and TERM is not asked: over ssh and tmux it is often wrong. */
#include "tui/decode.h"

#include <stdlib.h>
#include <string.h>

#include "base/sbuf.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "tui/key.h"

#define ESC 0x1B
#define GS SCAN_GS
#define DEL 0x7F
#define CSI_MAX 32    /* longer is noise */
#define CSI_MS 250    /* no person types ESC [ within esc_ms: it may wait longer than a lone ESC */
#define UTF8_MS 100

enum mode { MODE_KEYS, MODE_PASTE, MODE_SCAN, MODE_SCAN_TOO_LONG };

/* What one step took: bytes > 0, or these. */
enum { STEP_WAIT = 0, STEP_FULL = -1 };

/* Last letters of CSI and SS3 sequences. */
static const struct { char last; int32_t code; } letters[] = {
	{ 'A', TKEY_UP }, { 'B', TKEY_DOWN }, { 'C', TKEY_RIGHT }, { 'D', TKEY_LEFT },
	{ 'F', TKEY_END }, { 'H', TKEY_HOME }, { 'Z', TKEY_BACKTAB },
	{ 'P', TKEY_F1 }, { 'Q', TKEY_F2 }, { 'R', TKEY_F3 }, { 'S', TKEY_F4 },
};

/* The keypad in application mode (SS3), as PuTTY and the VT series send it even for digits. */
static const unsigned char keypad[][2] = {
	{ 'j', '*' }, { 'k', '+' }, { 'l', ',' }, { 'm', '-' }, { 'n', '.' }, { 'o', '/' },
	{ 'p', '0' }, { 'q', '1' }, { 'r', '2' }, { 's', '3' }, { 't', '4' }, { 'u', '5' },
	{ 'v', '6' }, { 'w', '7' }, { 'x', '8' }, { 'y', '9' }, { 'X', '=' },
};

/* CSI number ~ */
static const struct { int number; int32_t code; } numbers[] = {
	{ 1, TKEY_HOME }, { 2, TKEY_INSERT }, { 3, TKEY_DELETE }, { 4, TKEY_END },
	{ 5, TKEY_PAGE_UP }, { 6, TKEY_PAGE_DOWN }, { 7, TKEY_HOME }, { 8, TKEY_END },
	{ 11, TKEY_F1 }, { 12, TKEY_F2 }, { 13, TKEY_F3 }, { 14, TKEY_F4 }, { 15, TKEY_F5 },
	{ 17, TKEY_F6 }, { 18, TKEY_F7 }, { 19, TKEY_F8 }, { 20, TKEY_F9 }, { 21, TKEY_F10 },
	{ 23, TKEY_F11 }, { 24, TKEY_F12 }, { 25, TKEY_F13 }, { 26, TKEY_F14 }, { 28, TKEY_F15 },
	{ 29, TKEY_F16 }, { 31, TKEY_F17 }, { 32, TKEY_F18 }, { 33, TKEY_F19 }, { 34, TKEY_F20 },
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

#define PASTE_BEGIN 200
static const char paste_end[] = "\033[201~";

void decode_init(struct decoder *d, const struct decode_config *config)
{
	memset(d, 0, sizeof *d);
	d->config = *config;
	if (!d->config.wedge_suffix)
		d->config.wedge_suffix = '\r';
}

size_t decode_room(const struct decoder *d)
{
	return sizeof d->in - d->in_len;
}

static bool put_key(struct event_queue *q, int32_t code)
{
	return event_put(q, EVENT_KEY, code, "");
}

bool stripe_begins(const char *text, size_t n)
{
	size_t at = n > 1 && text[0] == '%' && text[1] == 'B' ? 2 : 1;

	return n > at && (text[0] == '%' || text[0] == ';') && text[at] >= '0' && text[at] <= '9';
}

/* How long the next character of the run may take. What may still become a stripe is held for as long. */
static int gap_ms(const struct decoder *d)
{
	bool may_be = d->run_len == 1 ? d->run[0] == '%' || d->run[0] == ';' :
		d->run_len == 2 && d->run[0] == '%' && d->run[1] == 'B';

	return may_be || stripe_begins(d->run, d->run_len) ? WEDGE_STRIPE_MS : WEDGE_GAP_MS;
}

/* Sends the held characters of a run as keys and ends the run. False when the queue is full. */
static bool run_flush(struct decoder *d, struct event_queue *q)
{
	while (d->run_off < d->run_len) {
		uint32_t cp;
		size_t n = utf8_decode(d->run + d->run_off, d->run_len - d->run_off, &cp);

		if (!put_key(q, (int32_t)cp))
			return false;
		d->run_off += n;
	}
	explicit_bzero(d->run, d->run_len);
	d->run_len = d->run_off = 0;
	d->run_keys = d->run_sent = 0;
	return true;
}

static bool put_scan(struct event_queue *q, const char *raw, size_t n, int sent)
{
	struct sbuf text = SBUF_INIT;
	bool done = true;

	scan_text(raw, n, &text);
	if (text.len) {
		done = event_put(q, EVENT_SCAN, sent, sbuf_text(&text));
		explicit_bzero(text.data, text.len); /* it may have been a card */
	}
	sbuf_release(&text);
	return done;
}

/* Whether n bytes are the beginning of a character that is not all there yet. */
static bool utf8_begun(const unsigned char *p, size_t n)
{
	size_t want = p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : p[0] >= 0xE0 && p[0] < 0xF0 ? 3 :
		p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : 1;
	size_t i;

	for (i = 1; i < n && i < want; i++)
		if ((p[i] & 0xC0) != 0x80)
			return false;
	return n < want;
}

/* A character, alone or in a run. */
static int step_char(struct decoder *d, const char *p, size_t n, bool expired,
	struct event_queue *q)
{
	uint32_t cp;
	size_t used;

	if (!expired && utf8_begun((const unsigned char *)p, n))
		return STEP_WAIT;
	used = utf8_decode(p, n, &cp);
	if (!d->config.wedge_timing)
		return put_key(q, (int32_t)cp) ? (int)used : STEP_FULL;
	if (d->run_keys && (d->in_ms - d->run_ms > gap_ms(d) ||
			d->run_len + used >= sizeof d->run) && !run_flush(d, q))
		return STEP_FULL;
	if (!d->run_keys && used == n && !d->hold) {
		if (!put_key(q, (int32_t)cp))
			return STEP_FULL;
		d->run_off = used;
		d->run_sent = 1;
	}
	memcpy(d->run + d->run_len, p, used);
	d->run_len += used;
	d->run_keys++;
	d->run_ms = d->in_ms;
	return (int)used;
}

/* What ends a run: Enter or the suffix. */
static int step_end(struct decoder *d, int32_t code, struct event_queue *q)
{
	if (d->run_keys >= WEDGE_KEYS && d->in_ms - d->run_ms <= gap_ms(d)) {
		if (!put_scan(q, d->run, d->run_len, d->run_sent))
			return STEP_FULL;
		d->run_off = d->run_len;
		return run_flush(d, q) ? 1 : STEP_FULL;
	}
	return run_flush(d, q) && put_key(q, code) ? 1 : STEP_FULL;
}

/* The key of a CSI sequence's parameters and last byte; 0 unknown. */
static int32_t csi_key(const char *params, char last)
{
	int32_t code = 0, bits = 0;
	int number, mod = 1;
	char *end;
	size_t i;

	number = (int)strtol(params, &end, 10);
	if (*end == ';')
		mod = (int)strtol(end + 1, NULL, 10);
	if (last == '~' || last == '$' || last == '^' || last == '@') {
		for (i = 0; i < COUNT(numbers); i++)
			if (numbers[i].number == number)
				code = numbers[i].code;
		bits = last == '$' ? TKEY_SHIFT : last == '^' ? TKEY_CTRL : last == '@' ?
			TKEY_SHIFT | TKEY_CTRL : 0;
	} else {
		for (i = 0; i < COUNT(letters); i++)
			if (letters[i].last == last)
				code = letters[i].code;
	}
	if (code && mod >= 2 && mod <= 8) /* xterm: 1 + Shift 1, Alt 2, Ctrl 4 */
		bits |= ((mod - 1) & 1 ? TKEY_SHIFT : 0) | ((mod - 1) & 2 ? TKEY_ALT : 0) |
			((mod - 1) & 4 ? TKEY_CTRL : 0);
	return code ? code | bits : 0;
}

/* p: ESC [ ... */
static int step_csi(struct decoder *d, const char *p, size_t n, bool expired,
	struct event_queue *q)
{
	char params[CSI_MAX];
	size_t i = 2;
	int32_t code;

	if (n > 2 && p[2] == '[') { /* linux console: ESC [ [ A ... E are F1 ... F5 */
		if (n == 3)
			return expired ? 3 : STEP_WAIT;
		if (p[3] >= 'A' && p[3] <= 'E' && !put_key(q, TKEY_F1 + p[3] - 'A'))
			return STEP_FULL;
		return p[3] >= 'A' && p[3] <= 'E' ? 4 : 3;
	}
	while (i < n && i < CSI_MAX && p[i] >= 0x20 && p[i] < 0x40 && p[i] != '$')
		i++;
	if (i == n && i < CSI_MAX)
		return expired ? (int)n : STEP_WAIT;
	/* Too long, or broken off by a byte that cannot be in it: that byte starts anew. */
	if (i == CSI_MAX || (p[i] != '$' && (p[i] < 0x40 || p[i] == DEL)))
		return (int)i;
	memcpy(params, p + 2, i - 2);
	params[i - 2] = '\0';
	if (p[i] == '~' && strtol(params, NULL, 10) == PASTE_BEGIN) {
		d->mode = MODE_PASTE;
		d->text_len = 0;
		return (int)i + 1;
	}
	code = csi_key(params, p[i]);
	return !code || put_key(q, code) ? (int)i + 1 : STEP_FULL;
}

/* p: ESC O x */
static int step_ss3(const char *p, struct event_queue *q)
{
	int32_t code = 0, last = (unsigned char)p[2];
	size_t i;

	for (i = 0; i < COUNT(keypad); i++)
		if (keypad[i][0] == last)
			code = keypad[i][1];
	for (i = 0; i < COUNT(letters); i++)
		if (letters[i].last == last)
			code = letters[i].code;
	if (last == 'M')
		code = TKEY_ENTER;
	if (last >= 'a' && last <= 'd') /* rxvt: Ctrl with an arrow */
		code = (TKEY_UP + last - 'a') | TKEY_CTRL;
	return !code || put_key(q, code) ? 3 : STEP_FULL;
}

static int step_escape(struct decoder *d, const char *p, size_t n, bool expired,
	struct event_queue *q)
{
	if (!run_flush(d, q))
		return STEP_FULL;
	if (n > 1 && p[1] == '[' && (n > 2 || !expired))
		return step_csi(d, p, n, expired, q);
	if (n > 2 && p[1] == 'O' && p[2] > ' ' && p[2] < DEL)
		return step_ss3(p, q);
	if (!expired && (n == 1 || p[1] == '[' || (n == 2 && p[1] == 'O')))
		return STEP_WAIT;
	return put_key(q, TKEY_ESC) ? 1 : STEP_FULL;
}

static int step_key(struct decoder *d, const char *p, size_t n, bool expired,
	struct event_queue *q)
{
	unsigned char c = (unsigned char)p[0];
	bool lf_of_cr = d->after_cr && c == '\n';
	int32_t code = c;

	d->after_cr = false;
	if (lf_of_cr)
		return 1;
	if (d->config.wedge_prefix && c == (unsigned char)d->config.wedge_prefix) {
		if (!run_flush(d, q))
			return STEP_FULL;
		d->mode = MODE_SCAN;
		d->text_len = 0;
		return 1;
	}
	if (c == ESC)
		return step_escape(d, p, n, expired, q);
	if (c >= ' ' && c != DEL && c != (unsigned char)d->config.wedge_suffix)
		return step_char(d, p, n, expired, q);
	if (c == GS && d->run_keys) /* GS1 codes hold it between fields */
		return step_char(d, p, n, expired, q);
	if (c == '\r' || c == '\n')
		code = TKEY_ENTER;
	else if (c == '\t')
		code = TKEY_TAB;
	else if (c == '\b' || c == DEL)
		code = TKEY_BACKSPACE;
	if (code == TKEY_ENTER || c == (unsigned char)d->config.wedge_suffix) {
		int took = step_end(d, code, q);

		d->after_cr = took > 0 && c == '\r';
		return took;
	}
	return run_flush(d, q) && (c == 0 || put_key(q, code)) ? 1 : STEP_FULL;
}

static bool paste_flush(struct decoder *d, struct event_queue *q)
{
	d->text[d->text_len] = '\0';
	if (d->text_len && !event_put(q, EVENT_PASTE, 0, d->text))
		return false;
	d->text_len = 0;
	return true;
}

static int step_paste(struct decoder *d, const char *p, size_t n, bool expired,
	struct event_queue *q)
{
	size_t end = sizeof paste_end - 1, used;
	uint32_t cp;

	if (p[0] == ESC && memcmp(p, paste_end, n < end ? n : end) == 0) {
		if (n < end && !expired)
			return STEP_WAIT;
		if (!paste_flush(d, q))
			return STEP_FULL;
		d->mode = MODE_KEYS;
		return n < end ? (int)n : (int)end;
	}
	if (!expired && utf8_begun((const unsigned char *)p, n))
		return STEP_WAIT;
	used = utf8_decode(p, n, &cp);
	if (d->after_cr && cp == '\n')
		cp = 0;
	d->after_cr = cp == '\r';
	cp = utf8_fit(cp);
	if (d->text_len + 4 >= sizeof d->text && !paste_flush(d, q))
		return STEP_FULL;
	if (cp)
		d->text_len += utf8_encode(cp, d->text + d->text_len);
	return (int)used;
}

static int step_scan(struct decoder *d, const char *p, struct event_queue *q)
{
	if ((unsigned char)p[0] == (unsigned char)d->config.wedge_suffix) {
		if (d->mode == MODE_SCAN && !put_scan(q, d->text, d->text_len, 0))
			return STEP_FULL;
		explicit_bzero(d->text, d->text_len);
		d->mode = MODE_KEYS;
		d->after_cr = p[0] == '\r';
		return 1;
	}
	if (d->text_len + 1 >= sizeof d->text)
		d->mode = MODE_SCAN_TOO_LONG;
	else
		d->text[d->text_len++] = p[0];
	return 1;
}

/* How long what stands in `in` may wait for the rest. */
static int patience_ms(const struct decoder *d)
{
	if (d->stalled)
		return 0;
	if (d->mode != MODE_KEYS)
		return WEDGE_LOST_MS;
	if (d->in[0] != ESC)
		return UTF8_MS;
	return d->in_len > 1 && d->in[1] == '[' ? CSI_MS : d->config.esc_ms;
}

static void decode_all(struct decoder *d, bool expired, struct event_queue *q)
{
	size_t at = 0;
	int took = 1;

	d->stalled = false;
	while (at < d->in_len) {
		const char *p = d->in + at;
		size_t n = d->in_len - at;

		if (d->mode == MODE_PASTE)
			took = step_paste(d, p, n, expired, q);
		else if (d->mode == MODE_KEYS)
			took = step_key(d, p, n, expired, q);
		else
			took = step_scan(d, p, q);
		if (took <= 0)
			break;
		at += (size_t)took;
		expired = false; /* it was about the oldest bytes; the rest may wait its own time */
	}
	d->stalled = at < d->in_len && took == STEP_FULL;
	if (at)
		memmove(d->in, d->in + at, d->in_len - at);
	d->in_len -= at;
	explicit_bzero(d->in + d->in_len, at);
}

void decode_feed(struct decoder *d, const char *bytes, size_t n, int64_t now_ms,
	struct event_queue *q)
{
	bool expired = d->in_len && n == 0 && now_ms - d->in_ms >= patience_ms(d);

	if (n) {
		memcpy(d->in + d->in_len, bytes, n);
		d->in_len += n;
		d->in_ms = now_ms;
	}
	decode_all(d, expired && !d->stalled, q);
	if (d->in_len == 0 && d->mode != MODE_KEYS && now_ms - d->in_ms >= WEDGE_LOST_MS) {
		if (d->mode != MODE_PASTE || paste_flush(d, q))
			d->mode = MODE_KEYS;
	}
	if (d->run_off < d->run_len && now_ms - d->run_ms > gap_ms(d) && !run_flush(d, q))
		d->stalled = true;
}

static int sooner(int a_ms, int64_t b_ms)
{
	if (b_ms < 0)
		b_ms = 0;
	return a_ms < 0 || b_ms < a_ms ? (int)b_ms : a_ms;
}

int decode_timeout_ms(const struct decoder *d, int64_t now_ms)
{
	int ms = -1;

	if (d->in_len || d->mode != MODE_KEYS)
		ms = sooner(ms, d->in_ms + patience_ms(d) - now_ms);
	if (d->run_off < d->run_len)
		ms = sooner(ms, d->run_ms + gap_ms(d) + 1 - now_ms);
	return ms;
}
