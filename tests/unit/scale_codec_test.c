/* scale_codec_test.c - a scale as the helper reads it: what is told, how often, and in which pieces it came. */
#include "device/codec.h"
#include "../t.h"

extern const struct codec codec_scale_acs, codec_scale_st;

static char told[4000];
static enum device_state state;

static void note_read(void *ctx, const char *kind, const char *value, const char *more)
{
	(void)ctx;
	CHECK(more == NULL);
	snprintf(told + strlen(told), sizeof told - strlen(told), "%s %s|", kind, value);
}

static void note_state(void *ctx, enum device_state s, const char *detail)
{
	(void)ctx;
	(void)detail;
	state = s;
}

static void note_write(void *ctx, const void *bytes, size_t n)
{
	(void)ctx;
	(void)bytes;
	CHECK_INT(n, 0);
}

static const struct codec_out out = { NULL, note_read, note_write, note_state };
static unsigned char memory[2000];

static void begin(const struct codec *c)
{
	const struct device_options options = { .speed = 9600 };

	CHECK(c->size <= sizeof memory);
	memset(memory, 0, sizeof memory);
	c->init(memory, &options);
	told[0] = '\0';
	state = DEVICE_OFF;
}

static void feed(const struct codec *c, const char *text, int64_t now_ms)
{
	c->feed(memory, (const unsigned char *)text, strlen(text), now_ms, &out);
}

TEST(a_change_is_told_at_once_and_rest_twice_a_second)
{
	const struct codec *c = &codec_scale_st;

	begin(c);
	feed(c, "ST,GS,+0.520,kg\r\n", 1000);
	feed(c, "ST,GS,+0.520,kg\r\n", 1050);
	feed(c, "ST,GS,+0.520,kg\r\nST,GS,+0.520,kg\r\n", 1100);
	CHECK_STR(told, "weight 520 0 moving|weight 520 0 stable|");
	CHECK_INT(state, DEVICE_READY);
	feed(c, "ST,GS,+0.520,kg\r\n", 1549);
	CHECK_STR(told, "weight 520 0 moving|weight 520 0 stable|");
	feed(c, "ST,GS,+0.520,kg\r\n", 1550);
	CHECK_STR(told, "weight 520 0 moving|weight 520 0 stable|weight 520 0 stable|");
	feed(c, "OL,GS,+     ,kg\r\n", 1551);
	CHECK_STR(strrchr(told, 'w'), "weight 0 0 overload|");
}

/* The speed is another one: whatever frames there seem to be, none is good. */
TEST(noise_is_told_as_noise_until_it_ends)
{
	const struct codec *c = &codec_scale_acs;

	begin(c);
	for (int i = 0; i < 7; i++)
		feed(c, "\xf0\x80\n\r", 1000);
	CHECK_INT(state, DEVICE_OFF);
	feed(c, "\xf0\x80\n\r", 1000);
	CHECK_INT(state, DEVICE_NOISE);
	feed(c, "  520\n\r", 1100);
	CHECK_INT(state, DEVICE_READY);
}

TEST(pieces_do_not_matter)
{
	static const char stream[] = "20\n\r  520\n\r  520\n\r  5x0\n\r  520\n\r  520\n\r  520\n\r 1258\n\r";
	const struct codec *c = &codec_scale_acs;
	char whole[sizeof told];

	begin(c);
	feed(c, stream, 1000);
	memcpy(whole, told, sizeof whole);
	CHECK(strstr(whole, "weight 520 0 stable|weight 1258 0 moving|") != NULL);
	for (int round = 0; round < 200; round++) {
		size_t at = 0;

		begin(c);
		while (at < sizeof stream - 1) {
			size_t n = 1 + (size_t)t_rand(9);

			if (n > sizeof stream - 1 - at)
				n = sizeof stream - 1 - at;
			c->feed(memory, (const unsigned char *)stream + at, n, 1000, &out);
			at += n;
		}
		if (!CHECK_STR(told, whole))
			return;
	}
}

T_MAIN
