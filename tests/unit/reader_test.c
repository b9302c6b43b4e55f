/* reader_test.c - codes and cards out of the bytes of a serial line and the events of an input device: in whatever
 * pieces they come, by prefix, suffix or silence, in three layouts. */
#include <linux/input.h>

#include "base/sbuf.h"
#include "device/codec.h"
#include "../t.h"

static const struct codec *codec;
static void *state;
static struct sbuf heard;
static int64_t now_ms;

static void on_read(void *ctx, const char *kind, const char *value, const char *more)
{
	(void)ctx, (void)more;
	sbuf_printf(&heard, "%s:%s ", kind, value ? value : "");
}

static void on_write(void *ctx, const void *bytes, size_t n)
{
	(void)ctx, (void)bytes, (void)n;
	CHECK(!"a reader asks its device nothing");
}

static void on_state(void *ctx, enum device_state s, const char *detail)
{
	(void)ctx, (void)detail;
	if (s != DEVICE_READY)
		sbuf_printf(&heard, "%s ", device_state_word(s));
}

static const struct codec_out out = { NULL, on_read, on_write, on_state };

static void open_reader(enum device_kind kind, const char *protocol, const char *options)
{
	struct arena a = ARENA_INIT;
	struct device_options o;
	const char *why = "";

	CHECK_INT(device_options_read(&a, options, &o, &why), OK);
	codec = codec_find(kind, protocol);
	state = calloc(1, codec->size);
	codec->init(state, &o);
	sbuf_clear(&heard);
	now_ms = 1000;
	arena_release(&a);
}

static void close_reader(void)
{
	free(state);
	sbuf_release(&heard);
}

static void feed(const char *bytes)
{
	codec->feed(state, (const unsigned char *)bytes, strlen(bytes), now_ms, &out);
}

/* So much time without a byte. */
static void silence(int ms)
{
	now_ms += ms;
	codec->feed(state, NULL, 0, now_ms, &out);
}

TEST(suffix_ends_a_code)
{
	open_reader(DEVICE_SCANNER, "serial", "");
	feed("69012345");
	CHECK_INT(codec->due_ms(state), 1500);
	feed("67892\r\n]E0690\r");
	CHECK_STR(sbuf_text(&heard), "scan:6901234567892 scan:690 ");
	CHECK_INT(codec->due_ms(state), -1);
	feed("12");
	silence(499);
	feed("34\r");
	silence(499);
	feed("lost");
	silence(500);
	feed("5\r");
	CHECK_STR(sbuf_text(&heard), "scan:6901234567892 scan:690 scan:1234 scan:5 ");
	close_reader();
}

TEST(prefix_and_suffix_of_several_bytes)
{
	open_reader(DEVICE_SCANNER, "serial", "prefix=7e7e21 suffix=crlf");
	feed("x~~~!1\r2\r\ny~~!3\r\n");
	CHECK_STR(sbuf_text(&heard), "scan:12 scan:3 ");
	close_reader();
}

TEST(silence_ends_a_code)
{
	open_reader(DEVICE_SCANNER, "serial", "suffix=none gap=20");
	feed("12");
	silence(19);
	feed("3");
	silence(20);
	feed("4");
	silence(20);
	CHECK_STR(sbuf_text(&heard), "scan:123 scan:4 ");
	close_reader();
}

TEST(a_code_has_a_most)
{
	char code[1003];

	open_reader(DEVICE_SCANNER, "serial", "");
	memset(code, '7', sizeof code);
	code[1000] = '\r';
	code[1001] = '\0';
	feed(code);
	CHECK_INT(heard.len, 1000 + strlen("scan: "));
	sbuf_clear(&heard);
	code[1000] = '7';
	code[1001] = '\r';
	code[1002] = '\0';
	feed(code);
	for (int i = 0; i < 3; i++) { /* far more than it keeps, and its end is still known */
		code[1001] = '7';
		feed(code);
	}
	feed("\r9\r");
	CHECK_STR(sbuf_text(&heard), "scan:9 ");
	close_reader();
}

TEST(what_is_no_text)
{
	open_reader(DEVICE_SCANNER, "serial", "");
	feed("\001\r\377\377\r\033[2J\r");
	CHECK_STR(sbuf_text(&heard), "noise ");
	feed("\0026\003\r");
	CHECK_STR(sbuf_text(&heard), "noise scan:6 ");
	feed("\001\r\001\r");
	CHECK_STR(sbuf_text(&heard), "noise scan:6 "); /* a few are no news */
	close_reader();
}

TEST(cards)
{
	open_reader(DEVICE_STRIPE, "serial", "");
	feed(";1008000123=99?\r;4111111111111111=2812101?\r%E?\r00 0483 7261\r");
	CHECK_STR(sbuf_text(&heard), "card:1008000123 bank: bad: card:0004837261 ");
	close_reader();
	open_reader(DEVICE_SCANNER, "serial", "");
	feed("%B4111111111111111^X^2812101?\r0004837261\r");
	CHECK_STR(sbuf_text(&heard), "bank: scan:0004837261 ");
	close_reader();
}

/* --- input devices ------------------------------------------------------------------------- */

static void event(int type, int code, int value)
{
	const struct input_event e = { .type = (unsigned short)type, .code = (unsigned short)code, .value = value };
	const unsigned char *bytes = (const unsigned char *)&e;

	codec->feed(state, bytes, 7, now_ms, &out);
	codec->feed(state, bytes + 7, sizeof e - 7, now_ms, &out);
}

static void stroke(int code)
{
	event(EV_KEY, code, 1);
	event(EV_SYN, SYN_REPORT, 0);
	event(EV_KEY, code, 2); /* a repeat is no second key */
	event(EV_KEY, code, 0);
}

static void with(int held, int code)
{
	event(EV_KEY, held, 1);
	stroke(code);
	event(EV_KEY, held, 0);
}

static void type(const char *layout, void (*keys)(void), const char *wanted)
{
	char options[40];

	snprintf(options, sizeof options, "layout=%s", layout);
	open_reader(DEVICE_SCANNER, "keys", options);
	keys();
	stroke(KEY_ENTER);
	CHECK_STR(sbuf_text(&heard), wanted);
	close_reader();
}

static void letters_and_digits(void)
{
	with(KEY_LEFTSHIFT, KEY_A);
	stroke(KEY_Z);
	stroke(KEY_Y);
	stroke(KEY_1);
	with(KEY_RIGHTSHIFT, KEY_7);
	stroke(KEY_KP5);
	stroke(KEY_MINUS);
}

static void held_keys(void)
{
	stroke(KEY_CAPSLOCK);
	stroke(KEY_B);
	with(KEY_LEFTSHIFT, KEY_B);
	stroke(KEY_CAPSLOCK);
	stroke(KEY_B);
	with(KEY_LEFTCTRL, KEY_RIGHTBRACE); /* GS */
	event(EV_KEY, KEY_LEFTALT, 1); /* 0126: a tilde */
	stroke(KEY_KP1);
	stroke(KEY_KP2);
	stroke(KEY_KP6);
	event(EV_KEY, KEY_LEFTALT, 0);
}

static void third_level(void)
{
	with(KEY_RIGHTALT, KEY_Q);
	with(KEY_RIGHTALT, KEY_7);
	with(KEY_RIGHTALT, KEY_1); /* nothing stands there */
	stroke(KEY_SPACE);
	stroke(KEY_102ND);
}

static void half(void)
{
	stroke(KEY_1);
	event(EV_SYN, SYN_DROPPED, 0);
	stroke(KEY_2);
}

TEST(keys_in_three_layouts)
{
	type("us", letters_and_digits, "scan:Azy1&5- ");
	type("de", letters_and_digits, "scan:Ayz1/5ß ");
	type("fr", letters_and_digits, "scan:Qwy&75) ");
	type("us", held_keys, "scan:Bbb\035~ ");
	type("de", third_level, "scan:@{ < ");
	type("us", half, "scan:2 ");
}

T_MAIN
