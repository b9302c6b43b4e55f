/* keys_fuzz.c - bytes of a keyboard line, cut into reads at times: events are clean text, nothing
 * runs over, and after a rest Enter is Enter again. The first byte is the configuration; then each
 * read is a byte of time (5 ms), a byte of length, and its bytes. */
#include "fuzz.h"

#include "tui/decode.h"
#include "tui/key.h"

static void check_event(const struct event *e)
{
	char name[KEY_NAME_MAX], text[EVENT_TEXT_MAX];
	size_t i, n = strlen(e->text);

	MUST(e->kind == EVENT_KEY || e->kind == EVENT_PASTE || e->kind == EVENT_SCAN);
	MUST(e->kind == EVENT_KEY ? e->code > 0 && n == 0 : n > 0);
	MUST(strlen(key_text(e->kind == EVENT_KEY ? e->code : 'x', name)) < KEY_NAME_MAX);
	for (i = 0; i <= n; i++) /* GS stays in a scan, nothing else does */
		text[i] = e->kind == EVENT_SCAN && e->text[i] == 0x1D ? ' ' : e->text[i];
	MUST(fuzz_is_clean(text));
}

static void take_all(struct event_queue *q)
{
	struct event e;

	while (event_take(q, &e))
		check_event(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct event_queue q;
	struct decode_config config = { .esc_ms = 25 };
	struct decoder d;
	struct event e;
	int64_t now_ms = 1000;
	int i;

	if (!q.ring)
		event_queue_init(&q);
	if (size) {
		config.wedge_timing = data[0] & 1;
		config.wedge_prefix = data[0] & 2 ? 2 : 0;
		config.wedge_suffix = data[0] & 4 ? 3 : 0;
		data++;
		size--;
	}
	decode_init(&d, &config);
	d.hold = config.wedge_timing && config.wedge_prefix;
	while (size > 2) {
		size_t n = data[1] < size - 2 ? data[1] : size - 2;

		now_ms += data[0] * 5;
		if (n > decode_room(&d))
			n = decode_room(&d);
		decode_feed(&d, (const char *)data + 2, n, now_ms, &q);
		MUST(decode_timeout_ms(&d, now_ms) <= WEDGE_LOST_MS);
		take_all(&q);
		data += 2 + n;
		size -= 2 + n;
	}
	for (i = 0; i < 8; i++) {
		decode_feed(&d, "", 0, now_ms += 1000, &q);
		take_all(&q);
	}
	MUST(decode_timeout_ms(&d, now_ms) == -1);
	decode_feed(&d, "\r", 1, now_ms + 1000, &q);
	MUST(event_take(&q, &e) && e.kind == EVENT_KEY && e.code == TKEY_ENTER);
	MUST(!event_take(&q, &e));
	return 0;
}
