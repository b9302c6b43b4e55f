/* decode.h - bytes from a terminal to events: UTF-8, the escape sequences of keys, bracketed paste
 * and the keyboard wedge. It holds no terminal and reads no clock: bytes and time are given.
 *
 * What it promises
 * - A byte that is no UTF-8 costs one key U+FFFD; the next key is right again.
 * - ESC alone is the key Esc after esc_ms without another byte; a sequence split by less is still
 *   one key. Esc followed at once by a character is two keys: "Esc 1" typed over a slow line is
 *   never Alt-1. Unknown sequences are swallowed whole. CSI and SS3 forms are known in the
 *   dialects of xterm, tmux, screen, rxvt, PuTTY (keypad), linux, vt100 and vt220.
 * - Between ESC[200~ and ESC[201~ everything is text: a CR in it is a space, never Enter.
 * - LF right after CR is swallowed (a scanner that sends CR LF presses Enter once).
 * - Wedge: bytes from wedge_prefix to wedge_suffix become one EVENT_SCAN; if the suffix does not
 *   come within 500 ms they are dropped, for half a code is the wrong article. With wedge_timing,
 *   WEDGE_KEYS or more characters, each within WEDGE_GAP_MS of the one before and ended by Enter
 *   (or the suffix), become one EVENT_SCAN too. The first character of such a run may already
 *   have gone out as a key so that typing echoes at once: EVENT_SCAN's code is the number of keys
 *   to take back (screen.h does it). From the second on they are held until the run ends. What
 *   begins as a stripe does (stripe_begins) may pause for WEDGE_STRIPE_MS: a slow line tears what a
 *   reader sends, and no piece of a card is to be shown or taken for a code.
 * - What a scan says is told by base/scan.h. What was scanned is wiped from here: it may have been a card. */
#ifndef TUI_DECODE_H
#define TUI_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/event.h"

#define WEDGE_KEYS 6
#define WEDGE_GAP_MS 50
#define WEDGE_STRIPE_MS 200
#define WEDGE_LOST_MS 500  /* a prefixed scan or a paste without its end */
#define DECODE_INPUT_MAX 4096

struct decode_config {
	int wedge_prefix; /* byte that opens a scan, 0 none */
	int wedge_suffix; /* byte that ends it, 0 means CR */
	bool wedge_timing;
	int esc_ms;
};

/* hold may be set at any time; the rest is private. */
struct decoder {
	struct decode_config config;
	bool hold;                 /* single keys act (a numbered menu): hold the first of a run too */
	int mode;
	bool stalled;              /* the queue was full */
	bool after_cr;
	char in[DECODE_INPUT_MAX]; /* not decoded yet */
	size_t in_len;
	int64_t in_ms;             /* when the last of them came */
	char run[EVENT_TEXT_MAX];  /* characters in a row that may turn out to be a scan */
	size_t run_len, run_off;   /* bytes before run_off went out as keys */
	int run_keys, run_sent;
	int64_t run_ms;
	char text[EVENT_TEXT_MAX]; /* a paste or a prefixed scan being gathered */
	size_t text_len;
};

void decode_init(struct decoder *d, const struct decode_config *config);
/* Bytes that can be taken by decode_feed now. */
size_t decode_room(const struct decoder *d);
/* Adds n <= decode_room() bytes that arrived at now_ms (monotonic), then decodes. n may be 0: time
 * has passed. Stops when the queue is full and goes on at the next call: nothing is lost. */
void decode_feed(struct decoder *d, const char *bytes, size_t n, int64_t now_ms,
	struct event_queue *q);
/* Whether a text is, or begins, what a stripe reader sends as keys: %B4, %4, ;4. */
bool stripe_begins(const char *text, size_t n);
/* Milliseconds until decode_feed must be called again even if nothing arrives; -1 never. */
int decode_timeout_ms(const struct decoder *d, int64_t now_ms);

#endif
