/* reader_fuzz.c - what arrives on the line of a scanner or stripe reader, or from an input device: the first byte
 * chooses the codec and how its line is set. In whatever pieces it comes, the same is read; what is read is text. */
#include "fuzz.h"

#include "base/sbuf.h"
#include "base/utf8.h"
#include "device/codec.h"
#include "model/track.h"

static const char *const options[] = { "", "suffix=crlf", "prefix=stx suffix=etx", "suffix=none gap=20",
	"layout=de", "layout=fr prefix=7e21 suffix=lf" };
static const struct { enum device_kind kind; const char *protocol; } codecs[] = {
	{ DEVICE_SCANNER, "serial" }, { DEVICE_STRIPE, "serial" },
	{ DEVICE_SCANNER, "keys" }, { DEVICE_STRIPE, "keys" },
};

static void on_read(void *ctx, const char *kind, const char *value, const char *more)
{
	struct sbuf *out = ctx;

	MUST(!more && (strcmp(kind, "scan") == 0 || strcmp(kind, "card") == 0) == (value && *value));
	if (value) {
		MUST(utf8_valid(value, strlen(value)));
		for (const char *s = value; *s; s++)
			MUST(((unsigned char)*s >= ' ' || *s == 0x1D) && *s != 0x7F);
	}
	if (strcmp(kind, "card") == 0)
		MUST(strlen(value) <= TRACK_KEY_MAX && !strchr(value, ' '));
	sbuf_printf(out, "%s %s\n", kind, value ? value : "");
}

static void on_write(void *ctx, const void *bytes, size_t n)
{
	(void)ctx, (void)bytes, (void)n;
	abort(); /* a reader asks its device nothing */
}

static void on_state(void *ctx, enum device_state state, const char *detail)
{
	(void)ctx;
	MUST((state == DEVICE_READY || state == DEVICE_NOISE) && !*detail);
}

/* All of it in pieces of `step`, then a silence that ends whatever waits. */
static void run(const struct codec *codec, const struct device_options *o, const uint8_t *data, size_t size,
	size_t step, struct sbuf *heard)
{
	const struct codec_out out = { heard, on_read, on_write, on_state };
	void *state = calloc(1, codec->size);

	codec->init(state, o);
	for (size_t at = 0; at < size; at += step)
		codec->feed(state, data + at, size - at < step ? size - at : step, 1000, &out);
	codec->feed(state, NULL, 0, 10000, &out);
	MUST(codec->due_ms(state) == -1);
	free(state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sbuf whole = SBUF_INIT, pieces = SBUF_INIT;
	struct arena a = ARENA_INIT;
	struct device_options o;
	const struct codec *codec;
	const char *why;

	if (!size)
		return 0;
	codec = codec_find(codecs[data[0] % 4].kind, codecs[data[0] % 4].protocol);
	MUST(codec && device_options_read(&a, options[data[0] / 4 % 6], &o, &why) == OK);
	run(codec, &o, data + 1, size - 1, size, &whole);
	run(codec, &o, data + 1, size - 1, 1 + size % 5, &pieces);
	MUST(strcmp(sbuf_text(&whole), sbuf_text(&pieces)) == 0);
	sbuf_release(&whole);
	sbuf_release(&pieces);
	arena_release(&a);
	return 0;
}
