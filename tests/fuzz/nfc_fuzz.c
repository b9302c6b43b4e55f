/* nfc_fuzz.c - whatever the reader of chip cards says, or a client asks of it: what goes on to the till is keys and
 * words, the same however the bytes are cut; a request that is taken is within its limits, and written again the same;
 * a record that nobody signed is not good. */
#include "fuzz.h"

#include <string.h>

#include "device/codec.h"
#include "device/nfc.h"
#include "model/member/cardsign.h"

#define HEX "0123456789ABCDEF"

static void on_read(void *ctx, const char *kind, const char *value, const char *more)
{
	static const char *const kinds[] = { "card", "record", "answer", "random", "two", "left", NULL };
	int i = 0;

	while (kinds[i] && strcmp(kinds[i], kind) != 0)
		i++;
	MUST(kinds[i] && (value || i > 2));
	if (i == 0)
		MUST(strncmp(value, "uid:", 4) == 0 && value[4] && strspn(value + 4, HEX) == strlen(value + 4) &&
		     strlen(value) < NFC_KEY_TEXT);
	if (i == 1)
		MUST(strspn(value, HEX) == strlen(value) && strspn(more, HEX) == strlen(more) &&
		     strlen(more) <= NFC_BYTES_MAX * 2);
	sbuf_printf(ctx, "%s %s %s\n", kind, value ? value : "", more ? more : "");
}

static void on_write(void *ctx, const void *bytes, size_t n)
{
	MUST(n > 0);
	sbuf_add(ctx, bytes, n);
}

static void on_state(void *ctx, enum device_state s, const char *detail)
{
	MUST(s < DEVICE_STATE_COUNT);
	sbuf_printf(ctx, "%s %s\n", device_state_word(s), detail);
}

static void hear(const uint8_t *data, size_t size, size_t step, struct sbuf *heard)
{
	static const unsigned char hello[] = "hello zhanggui-reader 1 fuzz\n";
	const struct codec *codec = codec_find(DEVICE_READER, "pn532");
	const struct codec_out out = { heard, on_read, on_write, on_state };
	struct device_options options = { .record = 'p' };
	void *state = calloc(1, codec->size);

	MUST(state);
	codec->init(state, &options);
	codec->feed(state, NULL, 0, 1000, &out);
	if (size % 8)
		codec->feed(state, hello, sizeof hello - 1, 1000, &out);
	for (size_t at = 0; at < size; at += step)
		codec->feed(state, data + at, size - at < step ? size - at : step, 1001, &out);
	codec->feed(state, NULL, 0, 4000, &out);
	codec->feed(state, NULL, 0, 20000, &out);
	MUST(codec->due_ms(state) == -1); /* asked, silent, given up */
	codec->end(state);
	free(state);
}

static void check_request(const struct helperline *l)
{
	struct helperline_reader again = HELPERLINE_READER_INIT;
	struct sbuf line = SBUF_INIT;
	struct nfc_request r, same;
	struct helperline second;

	if (!nfc_request_read(l, &r))
		return;
	MUST(r.uid_n && r.uid_n <= NFC_UID_MAX && r.place >= 0 && r.place <= NFC_PAGE_LAST && r.n <= NFC_BYTES_MAX);
	MUST((r.verb != NFC_SET_PAGES || r.place >= NFC_USER_PAGE) && (r.verb != NFC_SET_SECTOR || r.place > 0));
	MUST(r.count <= NFC_PAGES_MAX);
	nfc_request_put(&line, &r);
	helperline_feed(&again, line.data, line.len);
	MUST(helperline_next(&again, &second) && nfc_request_read(&second, &same) && !memcmp(&r, &same, sizeof r));
	helperline_release(&again);
	sbuf_release(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char key[SEAL_KEY_BYTES] = "a key that no input has seen yet";
	struct sbuf whole = SBUF_INIT, pieces = SBUF_INIT;
	struct helperline_reader lines = HELPERLINE_READER_INIT;
	struct helperline l;
	char number[CARDSIGN_NUMBER_MAX + 1];

	hear(data, size, size + 1, &whole);
	hear(data, size, 1 + size % 7, &pieces);
	MUST(strcmp(sbuf_text(&whole), sbuf_text(&pieces)) == 0);
	helperline_feed(&lines, data, size);
	while (helperline_next(&lines, &l))
		check_request(&l);
	helperline_release(&lines);
	MUST(cardsign_check(key, "04A2B3C4D5E6F7", data, size, number) != CARDSIGN_GOOD);
	MUST(strlen(number) <= CARDSIGN_NUMBER_MAX);
	sbuf_release(&whole);
	sbuf_release(&pieces);
	return 0;
}
