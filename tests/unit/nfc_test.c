/* nfc_test.c - the lines between zhanggui-wires and the reader of chip cards: requests at their limits, cards as keys,
 * what libnfc is told, and a reader that is silent, strange or another program. */
#include "device/nfc.h"

#include "device/codec.h"
#include "../t.h"

static const struct codec *codec;
static void *state;
static struct sbuf heard, said;
static int64_t now_ms;

static void on_read(void *ctx, const char *kind, const char *value, const char *more)
{
	(void)ctx;
	sbuf_puts(&heard, kind);
	sbuf_printf(&heard, "%s%s", value ? ":" : "", value ? value : "");
	sbuf_printf(&heard, "%s%s ", more ? "," : "", more ? more : "");
}

static void on_write(void *ctx, const void *bytes, size_t n)
{
	(void)ctx;
	sbuf_add(&said, bytes, n);
}

static void on_state(void *ctx, enum device_state s, const char *detail)
{
	(void)ctx, (void)detail;
	sbuf_printf(&heard, "%s ", device_state_word(s));
}

static const struct codec_out out = { NULL, on_read, on_write, on_state };

static void feed(const char *bytes)
{
	codec->feed(state, (const unsigned char *)bytes, strlen(bytes), now_ms, &out);
}

static void silence(int ms)
{
	now_ms += ms;
	codec->feed(state, NULL, 0, now_ms, &out);
}

static void open_reader(const char *options)
{
	struct arena a = ARENA_INIT;
	struct device_options o;
	const char *why = "";

	CHECK_INT(device_options_read(&a, options, &o, &why), OK);
	codec = codec_find(DEVICE_READER, "pn532");
	state = calloc(1, codec->size);
	codec->init(state, &o);
	sbuf_clear(&heard);
	sbuf_clear(&said);
	now_ms = 1000;
	silence(0);
	arena_release(&a);
}

static void close_reader(void)
{
	codec->end(state);
	free(state);
	sbuf_release(&heard);
	sbuf_release(&said);
}

#define HELLO "hello zhanggui-reader 1 x\n"
#define RECORD "5A4701"

TEST(cards_become_keys)
{
	open_reader("");
	feed(HELLO "state ready \\e\ncard A 04A2B3C4D5E6F7 0044 00 \\e\nleft\ncard B 11223344\ncar");
	feed("d F 0102030405060708\nrandom 08112233\ntwo\ncard A 11223344 0004 08 " RECORD "\n");
	CHECK_STR(sbuf_text(&heard), "ready card:uid:04A2B3C4D5E6F7 left card:uid:11223344 card:uid:0102030405060708 "
		"random two record:11223344," RECORD " card:uid:11223344 ");
	CHECK_STR(sbuf_text(&said), "");
	close_reader();
}

TEST(what_is_no_card_is_none)
{
	open_reader("");
	feed("card A 04A2B3C4D5E6F7 0044 00 \\e\n"); /* before it greeted it is another program */
	CHECK_STR(sbuf_text(&heard), "no-helper ");
	feed(HELLO "card B 11223344\n");
	CHECK_STR(sbuf_text(&heard), "no-helper ");
	CHECK_INT(codec->due_ms(state), -1);
	close_reader();
	open_reader("");
	feed(HELLO "card A\ncard A \\e 0044 00 \\e\ncard A 04a2 0044 00 \\e\n"
		"card A 0102030405060708090A0B 0044 00 \\e\n"
		"card A 11223344 0004 08 XX\nstate strange \\e\nanswer 1 done\nanswer x done \\e\nanswer 1 maybe \\e\n"
		"answer 1 done 1\nanything else\n\n\x01\n");
	CHECK_STR(sbuf_text(&heard), "");
	close_reader();
}

TEST(it_is_told_what_to_read)
{
	open_reader("record=pages");
	feed(HELLO);
	CHECK_STR(sbuf_text(&said), "record pages\n");
	close_reader();
	open_reader("record=sector");
	feed(HELLO);
	CHECK_STR(sbuf_text(&said), "record sector\n");
	close_reader();
}

TEST(a_silent_one_is_asked_and_then_given_up)
{
	open_reader("");
	feed(HELLO);
	CHECK_INT(codec->due_ms(state), 3000);
	silence(1999);
	CHECK_STR(sbuf_text(&said), "");
	silence(1);
	CHECK_STR(sbuf_text(&said), "ping 1\n");
	CHECK_INT(codec->due_ms(state), 9000);
	silence(5999);
	feed("pong 1\n");
	silence(2000);
	CHECK_STR(sbuf_text(&said), "ping 1\nping 1\n");
	silence(5999);
	CHECK_STR(sbuf_text(&heard), "");
	silence(1);
	CHECK_STR(sbuf_text(&heard), "stuck ");
	silence(10000);
	CHECK_STR(sbuf_text(&heard), "stuck ");
	close_reader();
}

TEST(answers_go_through)
{
	open_reader("");
	feed(HELLO "answer 7 done 00FF\nanswer 8 left \\e\nanswer -9 refused \\e\n");
	CHECK_STR(sbuf_text(&heard), "answer:7,done 00FF answer:8,left answer:-9,refused ");
	close_reader();
}

/* --- requests ------------------------------------------------------------------------------ */

static bool reads(const char *line, struct nfc_request *r)
{
	struct helperline_reader lines = HELPERLINE_READER_INIT;
	struct helperline l;
	bool good;

	helperline_feed(&lines, line, strlen(line));
	helperline_feed(&lines, "\n", 1);
	good = helperline_next(&lines, &l) && nfc_request_read(&l, r);
	helperline_release(&lines);
	return good;
}

#define UID "04A2B3C4D5E6F7"
#define KEY "FFFFFFFFFFFF"
#define BLOCKS "000000000000000000000000000000000000000000000000" "000000000000000000000000000000000000000000000000"

TEST(requests_as_they_are_written)
{
	static const char *const lines[] = { "present 1 " UID, "version 2 11223344", "pages 3 " UID " 4 12",
		"pages 3 " UID " 255 1", "pages 3 " UID " 240 16", "set-pages 4 " UID " 4 01020304",
		"set-pages 4 " UID " 255 01020304", "sector 5 11223344 0 A " KEY, "sector 5 11223344 31 B " KEY,
		"set-sector 6 11223344 1 A " KEY " " BLOCKS, "present 9223372036854775807 0102030405060708090A" };
	struct nfc_request r;

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct sbuf again = SBUF_INIT;

		if (!CHECK(reads(lines[i], &r)))
			printf("# %s\n", lines[i]);
		nfc_request_put(&again, &r);
		CHECK(strncmp(sbuf_text(&again), lines[i], strlen(lines[i])) == 0 && again.len == strlen(lines[i]) + 1);
		sbuf_release(&again);
	}
}

TEST(requests_that_are_none)
{
	static const char *const lines[] = { "present", "present 1", "present 1 \\e", "present x " UID,
		"present 1 04a2b3c4", "present 1 0102030405060708090A0B", "present 1 " UID " 4", "pages 3 " UID,
		"pages 3 " UID " 4", "pages 3 " UID " 4 0", "pages 3 " UID " 4 17", "pages 3 " UID " 256 1",
		"pages 3 " UID " -1 1", "pages 3 " UID " 255 2", "set-pages 4 " UID " 3 01020304",
		"set-pages 4 " UID " 4 \\e", "set-pages 4 " UID " 4 010203", "set-pages 4 " UID " 255 0102030405060708",
		"sector 5 11223344 32 A " KEY, "sector 5 11223344 1 C " KEY, "sector 5 11223344 1 A FFFF",
		"set-sector 6 11223344 0 A " KEY " " BLOCKS, "set-sector 6 11223344 1 A " KEY " 00", "erase 1 " UID };
	struct nfc_request r;

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (!CHECK(!reads(lines[i], &r)))
			printf("# %s\n", lines[i]);
	CHECK(!reads("pages 77 " UID " 4 0", &r));
	CHECK_INT(r.id, 77); /* so that its asker is told */
}

TEST(numbers_that_mean_nothing)
{
	CHECK(nfc_random((const unsigned char *)"\x08\x11\x22\x33", 4));
	CHECK(!nfc_random((const unsigned char *)"\x09\x11\x22\x33", 4));
	CHECK(!nfc_random((const unsigned char *)"\x08\x11\x22\x33\x44\x55\x66", 7));
}

TEST(what_libnfc_is_told)
{
	char where[NFC_CONNECT_MAX], longest[NFC_CONNECT_MAX + 20];

	CHECK(nfc_connect("pn532", "/dev/ttyUSB0", where));
	CHECK_STR(where, "pn532_uart:/dev/ttyUSB0");
	CHECK(nfc_connect("acr122", "/dev/bus/usb/001/005", where));
	CHECK_STR(where, "acr122_usb:001:005");
	CHECK(nfc_connect("pn53x", "/dev/bus/usb/012/123", where));
	CHECK_STR(where, "pn53x_usb:012:123");
	CHECK(!nfc_connect("acr122", "/dev/ttyUSB0", where));
	CHECK(!nfc_connect("acr122", "/dev/bus/usb/1/5", where));
	CHECK(!nfc_connect("pn532", "/dev/serial/by-path/pci-0000:00:14.0-usb", where));
	CHECK(!nfc_connect("mfrc522", "/dev/ttyUSB0", where));
	memset(longest, 'x', sizeof longest);
	longest[0] = '/';
	longest[NFC_CONNECT_MAX - strlen("pn532_uart:")] = '\0';
	CHECK(!nfc_connect("pn532", longest, where));
	longest[NFC_CONNECT_MAX - strlen("pn532_uart:") - 1] = '\0';
	CHECK(nfc_connect("pn532", longest, where));
}

T_MAIN
