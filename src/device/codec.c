/* codec.c - which codec speaks which protocol. */
#include "device/codec.h"

#include <string.h>

/* Each stands at the end of its own file. */
extern const struct codec codec_scanner_serial, codec_stripe_serial, codec_scanner_keys, codec_stripe_keys;
extern const struct codec codec_scale_acs, codec_scale_os2x, codec_scale_toledo, codec_scale_st;
extern const struct codec codec_reader_pn532, codec_reader_pn53x, codec_reader_acr122;

static const struct codec *const codecs[] = {
	&codec_scanner_serial, &codec_stripe_serial, &codec_scanner_keys, &codec_stripe_keys,
	&codec_scale_acs, &codec_scale_os2x, &codec_scale_toledo, &codec_scale_st,
	&codec_reader_pn532, &codec_reader_pn53x, &codec_reader_acr122,
};

/* A display is only written to: what it says back is not read. */
static void hears_nothing(void *state, const unsigned char *bytes, size_t n, int64_t now_ms,
	const struct codec_out *out)
{
	(void)state, (void)bytes, (void)n, (void)now_ms, (void)out;
}

static void nothing_to_set(void *state, const struct device_options *options)
{
	(void)state, (void)options;
}

static const struct codec written_to = { .kind = DEVICE_DISPLAY, .protocol = "", .size = 1,
	.init = nothing_to_set, .feed = hears_nothing };

const struct codec *codec_find(enum device_kind kind, const char *protocol)
{
	for (size_t i = 0; i < sizeof codecs / sizeof codecs[0]; i++)
		if (codecs[i]->kind == kind && strcmp(codecs[i]->protocol, protocol) == 0)
			return codecs[i];
	return kind == DEVICE_DISPLAY && device_protocol_find(kind, protocol) ? &written_to : NULL;
}
