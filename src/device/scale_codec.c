/* scale_codec.c - scales behind a serial line, as zhanggui-wires reads them: a reading is told when it changed, and now
 * and then while it stays, so that the till knows that the scale is alive. */
#include "device/codec.h"
#include "device/scale.h"

#define TELL_MS 500   /* an unchanged reading is told so often */
#define NOISE_MOST 8  /* so many frames dropped in a row mean another speed or protocol */

struct scale_state {
	struct scale_reader reader;
	struct scale_reading told;
	int64_t told_ms;   /* 0: nothing yet */
	int garbage;       /* of the reader, at its last reading */
};

static bool same(const struct scale_reading *a, const struct scale_reading *b)
{
	return a->weight_milli == b->weight_milli && a->tare_milli == b->tare_milli && a->stable == b->stable &&
		a->overload == b->overload;
}

static void tell(struct scale_state *s, const struct scale_reading *r, int64_t now_ms, const struct codec_out *out)
{
	char text[WEIGH_TEXT_MAX];

	s->garbage = s->reader.garbage;
	if (s->told_ms && same(r, &s->told) && now_ms - s->told_ms < TELL_MS)
		return;
	s->told = *r;
	s->told_ms = now_ms;
	out->read(out->ctx, "weight", weigh_text(text, r), NULL);
	out->state(out->ctx, DEVICE_READY, "");
}

static void feed(void *state, const unsigned char *bytes, size_t n, int64_t now_ms, const struct codec_out *out)
{
	struct scale_state *s = state;
	struct scale_reading r;

	for (size_t i = 0; i < n; i++)
		if (scale_byte(&s->reader, bytes[i], &r))
			tell(s, &r, now_ms, out);
	if (s->reader.garbage - s->garbage >= NOISE_MOST) {
		s->garbage = s->reader.garbage;
		out->state(out->ctx, DEVICE_NOISE, "");
	}
}

#define CODEC(word, id) \
	static void init_##word(void *state, const struct device_options *options) \
	{ \
		(void)options; \
		scale_reader_init(&((struct scale_state *)state)->reader, id); \
	} \
	extern const struct codec codec_scale_##word; \
	const struct codec codec_scale_##word = { .kind = DEVICE_SCALE, .protocol = #word, \
		.size = sizeof(struct scale_state), .init = init_##word, .feed = feed };

CODEC(acs, SCALE_ACS)
CODEC(os2x, SCALE_OS2X)
CODEC(toledo, SCALE_TOLEDO)
CODEC(st, SCALE_TEXT)
