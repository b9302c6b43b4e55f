/* reader.c - codes and cards of a serial line. A payment card is told and wiped here, in the process of its port:
 * nothing of it goes any further. */
#include "reader_int.h"

#include <string.h>

#include "base/sbuf.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "model/track.h"

#define STX 0x02
#define ETX 0x03
#define BAD_MOST 2 /* more of them in a row: it is told that nothing can be read */

void reader_init(struct reader *r, enum device_kind kind, const struct device_options *o)
{
	r->kind = kind;
	r->bad = 0;
	frame_init(&r->frame, o);
}

/* Control characters that stand in codes: the separators of ISO/IEC 15434, its end mark, and white space. */
static bool control_fits(unsigned char c)
{
	return c == 0x04 || (c >= 0x1C && c <= 0x1F) || c == '\t' || c == '\r' || c == '\n';
}

/* Whether the bytes are text at all: at a wrong speed, or with noise on the line, they are not. */
static bool is_text(const unsigned char *bytes, size_t n)
{
	struct arena a = ARENA_INIT;
	bool text = true;
	char *read;
	size_t used;

	for (size_t i = 0; i < n; i++)
		if ((bytes[i] < ' ' && !control_fits(bytes[i])) || bytes[i] == 0x7F)
			return false;
	if (!utf8_valid((const char *)bytes, n))
		text = utf8_from_gb18030(&a, (const char *)bytes, n, &read, &used) == OK;
	arena_release(&a);
	return text;
}

static void bad_frame(struct reader *r, const struct codec_out *out)
{
	if (++r->bad > BAD_MOST)
		out->state(out->ctx, DEVICE_NOISE, "");
}

/* A card that is no stripe (a tag's number on a serial line): without blanks, as it stands in the store. */
static void tell_tag(char *text, const struct codec_out *out)
{
	char *to = text;

	for (char *s = text; *s; s++)
		if (*s != ' ' && *s != SCAN_GS)
			*to++ = *s;
	*to = '\0';
	if (*text && strlen(text) <= TRACK_KEY_MAX)
		out->read(out->ctx, "card", text, NULL);
}

static void tell(struct reader *r, struct sbuf *text, const struct codec_out *out)
{
	char key[TRACK_KEY_MAX + 1];

	switch (track_read(text->data, text->len, key)) {
	case TRACK_BANK:
		out->read(out->ctx, "bank", NULL, NULL);
		break;
	case TRACK_BAD:
		out->read(out->ctx, "bad", NULL, NULL);
		break;
	case TRACK_SHOP:
		out->read(out->ctx, "card", key, NULL);
		break;
	case TRACK_NONE:
		if (r->kind == DEVICE_STRIPE)
			tell_tag(text->data, out);
		else
			out->read(out->ctx, "scan", text->data, NULL);
	}
	explicit_bzero(key, sizeof key);
}

static void take(struct reader *r, const struct codec_out *out)
{
	struct frame *f = &r->frame;
	struct sbuf text = SBUF_INIT;
	size_t from = f->n && f->bytes[0] == STX, n = f->n - from;

	n -= n && f->bytes[from + n - 1] == ETX;
	if (!is_text(f->bytes + from, n)) {
		bad_frame(r, out);
	} else {
		scan_text(f->bytes + from, n, &text);
		if (text.len) {
			r->bad = 0;
			out->state(out->ctx, DEVICE_READY, "");
			tell(r, &text, out);
			explicit_bzero(text.data, text.cap);
		}
	}
	sbuf_release(&text);
	frame_clear(f);
}

static void news(struct reader *r, enum frame_news what, const struct codec_out *out)
{
	if (what == FRAME_WHOLE)
		take(r, out);
	else if (what == FRAME_LOST)
		bad_frame(r, out);
}

void reader_byte(struct reader *r, unsigned char c, int64_t now_ms, const struct codec_out *out)
{
	news(r, frame_byte(&r->frame, c, now_ms), out);
}

void reader_idle(struct reader *r, int64_t now_ms, const struct codec_out *out)
{
	news(r, frame_idle(&r->frame, now_ms), out);
}

int64_t reader_due_ms(const struct reader *r)
{
	return frame_due_ms(&r->frame);
}

/* --- the codecs of serial lines ------------------------------------------------------------ */

static void init_scanner(void *state, const struct device_options *o)
{
	reader_init(state, DEVICE_SCANNER, o);
}

static void init_stripe(void *state, const struct device_options *o)
{
	reader_init(state, DEVICE_STRIPE, o);
}

static void feed(void *state, const unsigned char *bytes, size_t n, int64_t now_ms, const struct codec_out *out)
{
	reader_idle(state, now_ms, out);
	for (size_t i = 0; i < n; i++)
		reader_byte(state, bytes[i], now_ms, out);
}

static int64_t due_ms(const void *state)
{
	return reader_due_ms(state);
}

extern const struct codec codec_scanner_serial, codec_stripe_serial;
const struct codec codec_scanner_serial = { .kind = DEVICE_SCANNER, .protocol = "serial", .size = sizeof(struct reader),
	.init = init_scanner, .feed = feed, .due_ms = due_ms };
const struct codec codec_stripe_serial = { .kind = DEVICE_STRIPE, .protocol = "serial", .size = sizeof(struct reader),
	.init = init_stripe, .feed = feed, .due_ms = due_ms };
