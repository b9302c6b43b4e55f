/* nfc_codec.c - zhanggui-reader's lines as zhanggui-wires passes them on. It asks a reader that says nothing whether it
 * lives: libnfc may hang in a driver. */
#include "device/codec.h"
#include "device/nfc.h"

#include <string.h>

#define ASK_MS 2000      /* a silent reader is asked after so long */
#define SILENCE_MS 6000  /* a chip that does not answer keeps libnfc for less, in all that is tried about it */

struct nfc_state {
	struct helperline_reader lines;
	char record;               /* of the options */
	bool greeted, over;
	int64_t heard_ms, asked_ms; /* 0: not yet; no question is open */
};

static void put(const struct codec_out *out, struct sbuf *text)
{
	out->write(out->ctx, text->data, text->len);
	sbuf_release(text);
}

static void greet(struct nfc_state *s, const struct codec_out *out)
{
	struct sbuf text = SBUF_INIT;

	s->greeted = true;
	if (s->record == 'n')
		return;
	helperline_put(&text, "record", s->record == 'p' ? "pages" : "sector", NULL);
	put(out, &text);
}

/* Its number as a key; what it carries is told before it. */
static void take_card(const struct helperline *l, const struct codec_out *out)
{
	unsigned char uid[NFC_UID_MAX], record[NFC_BYTES_MAX];
	char key[NFC_KEY_TEXT];
	size_t n, record_n = 0;
	bool known = l->count >= 3 && nfc_unhex(l->words[2], uid, sizeof uid, &n) && n;

	if (!known || (l->count == 6 && !nfc_unhex(l->words[5], record, sizeof record, &record_n)))
		return;
	if (record_n)
		out->read(out->ctx, "record", l->words[2], l->words[5]);
	nfc_key(uid, n, key);
	out->read(out->ctx, "card", key, NULL);
}

static void take_answer(const struct helperline *l, const struct codec_out *out)
{
	unsigned char bytes[NFC_BYTES_MAX];
	struct sbuf end = SBUF_INIT;
	int64_t id;
	size_t n;

	if (!helperline_int(l->words[1], &id) || nfc_end_of(l->words[2]) == NFC_END_COUNT ||
	    !nfc_unhex(l->words[3], bytes, sizeof bytes, &n))
		return;
	sbuf_printf(&end, "%s%s%s", l->words[2], n ? " " : "", l->words[3]);
	out->read(out->ctx, "answer", l->words[1], sbuf_text(&end));
	sbuf_release(&end);
}

static void take(struct nfc_state *s, const struct helperline *l, const struct codec_out *out)
{
	const char *verb = l->words[0];

	if (!s->greeted) {
		if (helperline_is_hello(l, NFC_HELPER))
			greet(s, out);
		else
			s->over = true;
	} else if (strcmp(verb, "state") == 0 && l->count == 3) {
		if (device_state_of(l->words[1]) != DEVICE_STATE_COUNT)
			out->state(out->ctx, device_state_of(l->words[1]), l->words[2]);
	} else if (strcmp(verb, "card") == 0) {
		take_card(l, out);
	} else if (strcmp(verb, "answer") == 0 && l->count == 4) {
		take_answer(l, out);
	} else if (strcmp(verb, "random") == 0 || strcmp(verb, "two") == 0 || strcmp(verb, "left") == 0) {
		out->read(out->ctx, verb, NULL, NULL);
	}
}

static void mind(struct nfc_state *s, int64_t now_ms, const struct codec_out *out)
{
	struct sbuf text = SBUF_INIT;

	if (s->asked_ms && now_ms - s->asked_ms >= SILENCE_MS) {
		s->over = true;
		out->state(out->ctx, DEVICE_STUCK, "the reader's program does not answer");
	} else if (!s->asked_ms && now_ms - s->heard_ms >= ASK_MS) {
		s->asked_ms = now_ms;
		helperline_put(&text, "ping", "1", NULL);
		put(out, &text);
	}
}

static void feed(void *state, const unsigned char *bytes, size_t n, int64_t now_ms, const struct codec_out *out)
{
	struct nfc_state *s = state;
	struct helperline l;

	if (s->over)
		return;
	if (!s->heard_ms)
		s->heard_ms = now_ms;
	if (!n) {
		mind(s, now_ms, out);
		return;
	}
	helperline_feed(&s->lines, bytes, n);
	while (!s->over && helperline_next(&s->lines, &l)) {
		s->heard_ms = now_ms;
		s->asked_ms = 0;
		take(s, &l, out);
	}
	if (s->over)
		out->state(out->ctx, DEVICE_NO_HELPER, "it is another program, or of another version");
}

static int64_t due_ms(const void *state)
{
	const struct nfc_state *s = state;

	if (s->over || !s->heard_ms)
		return -1;
	return s->asked_ms ? s->asked_ms + SILENCE_MS : s->heard_ms + ASK_MS;
}

static void init(void *state, const struct device_options *options)
{
	struct nfc_state *s = state;

	s->lines = (struct helperline_reader)HELPERLINE_READER_INIT;
	s->record = options->record;
}

static void end(void *state)
{
	helperline_release(&((struct nfc_state *)state)->lines);
}

#define CODEC(word) \
	extern const struct codec codec_reader_##word; \
	const struct codec codec_reader_##word = { .kind = DEVICE_READER, .protocol = #word, \
		.size = sizeof(struct nfc_state), .tells_ready = true, .init = init, .feed = feed, .due_ms = due_ms, \
		.end = end };

CODEC(pn532)
CODEC(pn53x)
CODEC(acr122)
