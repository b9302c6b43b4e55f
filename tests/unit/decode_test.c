/* decode_test.c - bytes of a keyboard to events: the terminals' dialects, noise, paste, wedge. */
#include "tui/decode.h"

#include "../t.h"
#include "base/utf8.h"
#include "tui/key.h"

static struct decoder d;
static struct event_queue q;
static struct event e;
static char heard[4096]; /* events in words, "F1 a scan:690/0 " */

static void start_with(struct decode_config config)
{
	if (!config.esc_ms)
		config.esc_ms = 25;
	if (!q.ring)
		event_queue_init(&q);
	while (event_take(&q, &e))
		;
	decode_init(&d, &config);
	heard[0] = '\0';
}

static void start(void)
{
	start_with((struct decode_config){ 0 });
}

static void hear(void)
{
	char name[KEY_NAME_MAX], *at = heard + strlen(heard);
	size_t room = sizeof heard - strlen(heard);

	while (event_take(&q, &e)) {
		int n = e.kind == EVENT_KEY ? snprintf(at, room, "%s ", key_text(e.code, name)) :
			e.kind == EVENT_SCAN ? snprintf(at, room, "scan:%s/%d ", e.text, (int)e.code) :
			snprintf(at, room, "paste:%s ", e.text);

		if (n < 0 || (size_t)n >= room)
			return;
		at += n;
		room -= (size_t)n;
	}
}

static void feed_n(const char *bytes, size_t n, int64_t at_ms)
{
	decode_feed(&d, bytes, n, at_ms, &q);
	hear();
}

static void feed(const char *bytes, int64_t at_ms)
{
	feed_n(bytes, strlen(bytes), at_ms);
}

/* What a burst of bytes means, with all waiting done. */
static const char *meaning(const char *bytes)
{
	start();
	feed(bytes, 1000);
	feed("", 3000);
	feed("", 5000);
	return heard;
}

TEST(dialects_of_terminals)
{
	CHECK_STR(meaning("\033[A\033OA\033[B\033[C\033[D"), "Up Up Down Right Left ");
	CHECK_STR(meaning("\033OP\033[11~\033[[A"), "F1 F1 F1 ");
	CHECK_STR(meaning("\033[[E\033[15~\033[24~\033[34~"), "F5 F5 F12 F20 ");
	CHECK_STR(meaning("\033[H\033[1~\033[7~\033OH"), "Home Home Home Home ");
	CHECK_STR(meaning("\033[F\033[4~\033[8~\033OF"), "End End End End ");
	CHECK_STR(meaning("\033[5~\033[6~\033[2~\033[3~"), "PgUp PgDn Ins Del ");
	CHECK_STR(meaning("\033[Z\t"), "Shift-Tab Tab ");
	CHECK_STR(meaning("\177\b\r"), "Backspace Backspace Enter ");
	CHECK_STR(meaning("\033[1;5A\033[3;2~\033[1;2P\033[24;6~"), "Ctrl-Up Shift-Del Shift-F1 Ctrl-Shift-F12 ");
	CHECK_STR(meaning("\033[3^\033[3$\033Oa"), "Ctrl-Del Shift-Del Ctrl-Up ");
	CHECK_STR(meaning("\030\001"), "Ctrl-X Ctrl-A ");
}

TEST(keypad_in_application_mode)
{
	CHECK_STR(meaning("\033Op\033Oy\033Oj\033Ok\033Om\033On\033Oo\033OM"), "0 9 * + - . / Enter ");
}

TEST(escape_alone_and_with_what_follows)
{
	CHECK_STR(meaning("\033"), "Esc ");
	CHECK_STR(meaning("\0331"), "Esc 1 ");
	CHECK_STR(meaning("\033\033"), "Esc Esc ");
	CHECK_STR(meaning("\033O"), "Esc O ");
	CHECK_STR(meaning("\033\r"), "Esc Enter ");
	CHECK_STR(meaning("\033\033[A"), "Esc Up ");
}

TEST(escape_waits_its_time_and_no_longer)
{
	start();
	feed("\033", 1000);
	CHECK_STR(heard, "");
	CHECK_INT(decode_timeout_ms(&d, 1000), 25);
	feed("", 1024);
	CHECK_STR(heard, "");
	feed("", 1025);
	CHECK_STR(heard, "Esc ");
	CHECK_INT(decode_timeout_ms(&d, 1025), -1);
}

TEST(a_sequence_split_by_15_ms_is_one_key)
{
	start();
	feed("\033", 1000);
	feed("[", 1015);
	feed("A", 1115);
	CHECK_STR(heard, "Up ");
}

TEST(unknown_sequences_are_swallowed_whole)
{
	CHECK_STR(meaning("\033[99~\033[?1;2c\033[200;300;400Xa\033[Ib\033Oqz"), "a b 1 z ");
	CHECK_STR(meaning("\033[12"), "");
	/* broken off by a control character: that one counts */
	CHECK_STR(meaning("\033[12\rx"), "Enter x ");
}

TEST(one_bad_byte_costs_one_key)
{
	char name[KEY_NAME_MAX];

	CHECK_STR(meaning("\xC4\xE3\r"), "? ? Enter ");
	CHECK_STR(key_text(UTF8_REPLACEMENT, name), "?");
	CHECK(!key_printable(UTF8_REPLACEMENT));
	CHECK_STR(meaning("中\xFF文"), "中 ? 文 ");
	CHECK_STR(meaning("\xE4\xBD"), "? ? ");
}

TEST(a_character_split_between_reads)
{
	start();
	feed("\xE4", 1000);
	feed("\xBD", 1040);
	feed("\xA0", 1080);
	CHECK_STR(heard, "你 ");
}

TEST(paste_is_text_and_never_enter)
{
	CHECK_STR(meaning("\033[200~12\r\n3\t4\033[201~\r"), "paste:12 3 4 Enter ");
	CHECK_STR(meaning("\033[200~a\033[31mb\x01\033[201~"), "paste:a[31mb ");
	CHECK_STR(meaning("\033[200~\033[201~x"), "x ");
	/* its end lost on the way: what was there is pasted after a while */
	CHECK_STR(meaning("\033[200~abc"), "paste:abc ");
}

TEST(a_paste_longer_than_an_event_comes_in_pieces)
{
	int i, total = 0;

	start();
	decode_feed(&d, "\033[200~", 6, 1000, &q);
	for (i = 0; i < 1000; i++)
		decode_feed(&d, "你", 3, 1000, &q);
	decode_feed(&d, "\033[201~", 6, 1000, &q);
	while (event_take(&q, &e)) {
		CHECK_INT(e.kind, EVENT_PASTE);
		CHECK(utf8_valid(e.text, strlen(e.text)));
		total += (int)strlen(e.text);
	}
	CHECK_INT(total, 3000);
}

TEST(cr_lf_is_one_enter)
{
	CHECK_STR(meaning("a\r\nb\n"), "a Enter b Enter ");
}

static const struct decode_config timing = { .wedge_timing = true };

TEST(a_burst_is_a_scan)
{
	start_with(timing);
	feed("6901234567892\r", 1000);
	CHECK_STR(heard, "scan:6901234567892/0 ");
	feed("\n", 1001);
	CHECK_STR(heard, "scan:6901234567892/0 ");
	CHECK_INT(decode_timeout_ms(&d, 1001), -1);
}

TEST(a_slow_scanner_shows_one_digit_and_takes_it_back)
{
	const char *code = "6901234567892";
	int i;

	start_with(timing);
	for (i = 0; code[i]; i++)
		feed_n(code + i, 1, 1000 + i * 5);
	CHECK_STR(heard, "6 ");
	feed("\r", 1070);
	CHECK_STR(heard, "6 scan:6901234567892/1 ");
}

TEST(where_one_key_acts_the_first_digit_is_held)
{
	start_with(timing);
	d.hold = true;
	feed("6", 1000);
	CHECK_STR(heard, "");
	CHECK_INT(decode_timeout_ms(&d, 1000), WEDGE_GAP_MS + 1);
	feed("901234", 1010);
	feed("\r", 1020);
	CHECK_STR(heard, "scan:6901234/0 ");
	heard[0] = '\0';
	feed("2", 2000);
	feed("", 2051);
	CHECK_STR(heard, "2 ");
}

/* Over a slow line the pieces come apart: still one card, and nothing of it was a key. */
TEST(a_torn_stripe_is_one_scan)
{
	start_with(timing);
	feed("%B41", 1000);
	feed("11111111111111^X?", 1190);
	CHECK_STR(heard, "");
	feed("\r", 1380);
	CHECK_STR(heard, "scan:%B4111111111111111^X?/0 ");
	start_with(timing); /* by single characters: the sentinel alone was a key */
	feed(";", 1000);
	feed("7", 1150);
	feed("7001", 1300);
	feed("?", 1400);
	CHECK_INT(decode_timeout_ms(&d, 1400), WEDGE_STRIPE_MS + 1);
	feed("\r", 1500);
	CHECK_STR(heard, "Semicolon scan:;77001?/1 ");
	start_with(timing); /* a person's sign and letter wait no longer than others */
	feed("50", 1000);
	feed("%", 1100);
	feed("o", 1301);
	CHECK_STR(heard, "5 0 % o ");
	feed("f", 1351);
	CHECK_INT(decode_timeout_ms(&d, 1351), WEDGE_GAP_MS + 1);
}

TEST(typing_is_no_scan)
{
	const char *typed = "1234567";
	int i;

	start_with(timing);
	for (i = 0; typed[i]; i++)
		feed_n(typed + i, 1, 1000 + i * 80);
	feed("\r", 1600);
	CHECK_STR(heard, "1 2 3 4 5 6 7 Enter ");
	start_with(timing); /* five at once are too few, six after a pause come too late */
	feed("12345\r", 1000);
	CHECK_STR(heard, "1 2 3 4 5 Enter ");
	start_with(timing);
	feed("123456", 1000);
	feed("\r", 1051);
	CHECK_STR(heard, "1 2 3 4 5 6 Enter ");
}

TEST(a_fast_pair_of_digits_is_held_no_longer_than_the_gap)
{
	start_with(timing);
	feed("1", 1000);
	CHECK_STR(heard, "1 ");
	feed("2", 1030);
	CHECK_STR(heard, "1 ");
	CHECK_INT(decode_timeout_ms(&d, 1030), WEDGE_GAP_MS + 1);
	feed("", 1081);
	CHECK_STR(heard, "1 2 ");
	start_with(timing); /* another key comes after what was held */
	feed("12\033[A", 1000);
	CHECK_STR(heard, "1 2 Up ");
}

TEST(without_timing_every_burst_is_keys)
{
	start();
	feed("123456\r", 1000);
	CHECK_STR(heard, "1 2 3 4 5 6 Enter ");
}

TEST(prefix_and_suffix)
{
	start_with((struct decode_config){ .wedge_prefix = 2, .wedge_suffix = 3 });
	feed("1\002690\003\002", 1000);
	feed("691", 1400);
	feed("\003\r", 1800);
	CHECK_STR(heard, "1 scan:690/0 scan:691/0 Enter ");
	heard[0] = '\0';
	feed("\002692", 3000); /* the end never comes: half a code is dropped */
	CHECK_INT(decode_timeout_ms(&d, 3000), WEDGE_LOST_MS);
	feed("", 3500);
	feed("1", 3501);
	CHECK_STR(heard, "1 ");
}

TEST(text_of_a_scan)
{
	const struct decode_config stx = { .wedge_prefix = 2 };

	start_with(stx);
	feed("\002]E06901234567892\r", 1000);
	feed("\002]C1" "0109501101\03510ABC\r", 1000);
	feed("\002]X\r", 1000);
	feed("\002 12\0013 \r", 1000);
	feed("\002\xB0\xD7\xBE\xC6\r", 1000); /* GBK */
	feed("\002白酒\r", 1000);
	feed("\002\r", 1000);
	CHECK_STR(heard, "scan:6901234567892/0 scan:\0350109501101\03510ABC/0 scan:]X/0 scan:123/0 "
		"scan:白酒/0 scan:白酒/0 ");
}

TEST(a_scan_too_long_is_dropped_whole)
{
	int i;

	start_with((struct decode_config){ .wedge_prefix = 2 });
	feed("\002", 1000);
	for (i = 0; i < EVENT_TEXT_MAX; i++)
		feed("7", 1000);
	feed("\r8", 1000);
	CHECK_STR(heard, "8 ");
}

TEST(a_full_queue_loses_nothing)
{
	char bytes[DECODE_INPUT_MAX];
	int i, keys = 0, rounds = 0;

	start();
	memset(bytes, 'k', sizeof bytes);
	CHECK_INT(decode_room(&d), sizeof bytes);
	decode_feed(&d, bytes, sizeof bytes, 1000, &q);
	CHECK_INT(q.count, EVENT_QUEUE_MAX);
	CHECK_INT(decode_timeout_ms(&d, 1000), 0);
	while (q.count && rounds++ < 100) {
		for (i = q.count; i > 0; i--)
			keys += event_take(&q, &e);
		decode_feed(&d, "", 0, 1000, &q);
	}
	CHECK_INT(keys, sizeof bytes);
}

/* However reads cut a stream that came at one time, the events are the same. */
TEST(cuts_do_not_matter)
{
	static const char *const pieces[] = { "\033[A", "\033OP", "\033[24~", "你", "\r", "a", "\177",
		"\033[200~x\ry\033[201~", "𠮷", "\033[[B", "\002690\r", "\t" };
	int round, i;

	for (round = 0; round < 300; round++) {
		char stream[512] = "", whole[sizeof heard];
		size_t at, n;

		for (i = 0; i < 12; i++)
			strcat(stream, pieces[t_rand(sizeof pieces / sizeof pieces[0])]);
		start_with((struct decode_config){ .wedge_prefix = 2 });
		feed(stream, 1000);
		feed("", 9000);
		strcpy(whole, heard);
		start_with((struct decode_config){ .wedge_prefix = 2 });
		for (at = 0; at < strlen(stream); at += n) {
			n = 1 + t_rand(4);
			if (n > strlen(stream) - at)
				n = strlen(stream) - at;
			feed_n(stream + at, n, 1000);
		}
		feed("", 9000);
		if (!CHECK_STR(heard, whole))
			return;
	}
}

/* Random bytes at random times: nothing but clean events, and after a rest Enter is Enter. */
TEST(noise)
{
	int round, i;

	for (round = 0; round < 2000; round++) {
		struct decode_config config = { .wedge_timing = t_rand(2), .esc_ms = 25,
			.wedge_prefix = t_rand(2) ? 2 : 0 };
		int64_t now = 1000;

		start_with(config);
		for (i = 0; i < 20; i++) {
			char bytes[40];
			size_t n = t_rand(sizeof bytes), j;

			for (j = 0; j < n; j++)
				bytes[j] = (char)(t_rand(3) ? t_rand(256) : (uint64_t)"\033[O~\r1\002"[t_rand(7)]);
			now += t_range(0, 60);
			decode_feed(&d, bytes, n, now, &q);
			while (event_take(&q, &e)) {
				const char *c;

				CHECK(e.kind == EVENT_KEY || utf8_valid(e.text, strlen(e.text)));
				for (c = e.text; *c; c++)
					CHECK((unsigned char)*c >= ' ' || *c == 0x1D);
			}
		}
		decode_feed(&d, "", 0, now + 2000, &q);
		decode_feed(&d, "", 0, now + 4000, &q);
		decode_feed(&d, "", 0, now + 6000, &q);
		hear();
		heard[0] = '\0';
		feed("\r", now + 9000);
		if (!CHECK_STR(heard, "Enter "))
			return;
	}
}

T_MAIN
