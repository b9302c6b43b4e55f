/* helperline_test.c - the line protocol to helpers: words there and back, whatever the pieces, and garbage. */
#include "base/sbuf.h"
#include "device/helperline.h"
#include "device/printer.h"
#include "../t.h"

static void feed(struct helperline_reader *r, const char *text)
{
	helperline_feed(r, text, strlen(text));
}

TEST(words_come_back_as_they_went)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline line;
	struct sbuf out = SBUF_INIT;
	char number[HELPERLINE_NUMBER];

	helperline_put(&out, "hello", "zhanggui-printer", helperline_number(number, HELPERLINE_PROTOCOL), "0.1", NULL);
	CHECK_STR(sbuf_text(&out), "hello zhanggui-printer 1 0.1\n");
	sbuf_clear(&out);
	helperline_put(&out, "a", "", "two words\n", "\\s\t\r", "中文 \x01\x7f", "\\e", NULL);
	CHECK_STR(sbuf_text(&out), "a \\e two\\swords\\n \\\\s\\t\\r 中文\\s\\x01\\x7f \\\\e\n");
	helperline_feed(&r, out.data, out.len);
	if (CHECK(helperline_next(&r, &line)) && CHECK_INT(line.count, 6)) {
		CHECK_STR(line.words[1], "");
		CHECK_STR(line.words[2], "two words\n");
		CHECK_STR(line.words[3], "\\s\t\r");
		CHECK_STR(line.words[4], "中文 \x01\x7f");
		CHECK_STR(line.words[5], "\\e");
	}
	CHECK(!helperline_next(&r, &line));
	helperline_release(&r);
	sbuf_release(&out);
}

TEST(garbage_is_dropped_line_by_line)
{
	static const char *const bad[] = { "", " a", "a ", "a  b", "a\\", "a \\q", "a \\x0", "a \\x00", "a \\xZZ",
		"a\tb", "a\r", "\x1b[31m", "a \\eb", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17" };
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline line;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		feed(&r, bad[i]);
		feed(&r, "\ngood 1\n");
		if (!CHECK(helperline_next(&r, &line)) || !CHECK_STR(line.words[0], "good"))
			printf("# after \"%s\"\n", bad[i]);
		CHECK_INT(r.garbage, i + 1);
		CHECK(!helperline_next(&r, &line));
	}
	helperline_feed(&r, "a\0b\nlast\n", 9);
	CHECK(helperline_next(&r, &line) && strcmp(line.words[0], "last") == 0);
	feed(&r, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
	CHECK(helperline_next(&r, &line) && line.count == HELPERLINE_WORDS);
	helperline_release(&r);
}

TEST(a_line_has_a_longest_length)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct helperline line;
	char *block = malloc(HELPERLINE_MAX + 2);
	int i;

	memset(block, 'x', HELPERLINE_MAX);
	strcpy(block + HELPERLINE_MAX, "\n");
	feed(&r, block);
	CHECK(helperline_next(&r, &line) && strlen(line.words[0]) == HELPERLINE_MAX);
	feed(&r, "x");
	feed(&r, block);
	feed(&r, "next\n");
	CHECK(helperline_next(&r, &line) && strcmp(line.words[0], "next") == 0);
	CHECK_INT(r.garbage, 1);
	block[HELPERLINE_MAX] = 0;
	for (i = 0; i < 20; i++) { /* an endless line must not fill the memory */
		feed(&r, block);
		CHECK(!helperline_next(&r, &line));
	}
	CHECK(r.bytes.cap < (size_t)HELPERLINE_MAX * 8);
	feed(&r, "\nafter it\n");
	CHECK(helperline_next(&r, &line) && strcmp(line.words[0], "after") == 0);
	CHECK_INT(r.garbage, 2);
	free(block);
	helperline_release(&r);
}

/* Any words, cut into any pieces, between any garbage lines, arrive in order and unchanged. */
TEST(any_words_in_any_pieces)
{
	struct helperline_reader r = HELPERLINE_READER_INIT;
	struct sbuf out = SBUF_INIT;
	struct helperline line;
	char words[200][3][20];
	int i, k, m, next = 0;
	size_t at = 0;

	t_seed();
	for (i = 0; i < 200; i++) {
		for (k = 0; k < 3; k++) {
			m = (int)t_range(0, 19);
			words[i][k][m] = 0;
			while (m)
				words[i][k][--m] = t_rand(3) ? (char)t_range(1, 127) : (char)t_range(-128, -1);
		}
		helperline_put(&out, words[i][0], words[i][1], words[i][2], NULL);
		if (!t_rand(4))
			sbuf_puts(&out, t_rand(2) ? "\\bad line\n" : "  \x02\n");
	}
	while (at < out.len) {
		size_t n = (size_t)t_range(1, 60);

		n = n > out.len - at ? out.len - at : n;
		helperline_feed(&r, out.data + at, n);
		at += n;
		while (helperline_next(&r, &line)) {
			if (!CHECK_INT(line.count, 3) || !CHECK(next < 200))
				return;
			for (k = 0; k < 3; k++)
				CHECK_STR(line.words[k], words[next][k]);
			next++;
		}
	}
	CHECK_INT(next, 200);
	helperline_release(&r);
	sbuf_release(&out);
}

TEST(numbers)
{
	static const int64_t good[] = { 0, 1, -1, 42, INT64_MAX, INT64_MIN, -9000000000 };
	static const char *const bad[] = { "", "-", "1x", " 1", "+1", "9223372036854775808",
		"-9223372036854775809", "1.0" };
	char text[HELPERLINE_NUMBER];
	int64_t v;
	size_t i;

	for (i = 0; i < sizeof good / sizeof good[0]; i++)
		CHECK(helperline_int(helperline_number(text, good[i]), &v) && v == good[i]);
	CHECK_STR(helperline_number(text, INT64_MIN), "-9223372036854775808");
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!helperline_int(bad[i], &v));
}

/* Vectors of RFC 4648 section 10, and bytes of every value. */
TEST(base64)
{
	static const char *const vectors[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" } };
	static const char *const bad[] = { "Z", "Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zm-v", "Zg==Zg==" };
	struct arena a = ARENA_INIT;
	unsigned char bytes[256], *back;
	size_t i, n;

	for (i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		CHECK_STR(helperline_base64(&a, vectors[i][0], strlen(vectors[i][0])), vectors[i][1]);
		CHECK_INT(helperline_unbase64(&a, vectors[i][1], &back, &n), OK);
		CHECK(n == strlen(vectors[i][0]) && memcmp(back, vectors[i][0], n) == 0);
	}
	for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (!CHECK_INT(helperline_unbase64(&a, bad[i], &back, &n), ERR_INVALID))
			printf("# %s\n", bad[i]);
	for (i = 0; i < 256; i++)
		bytes[i] = (unsigned char)i;
	for (i = 0; i <= 256; i++) {
		CHECK_INT(helperline_unbase64(&a, helperline_base64(&a, bytes, i), &back, &n), OK);
		CHECK(n == i && memcmp(back, bytes, n) == 0);
	}
	arena_release(&a);
}

TEST(a_paper_is_packed_and_unpacked)
{
	static struct paper_line lines[] = {
		{ PAPER_TEXT, true, false, true, "店 name" }, { PAPER_RULE, false, false, false, "----" },
		{ PAPER_TEXT, false, true, false, "" }, { PAPER_CODE128, false, false, false, "03-1" },
		{ PAPER_QR, false, false, false, "x" }, { PAPER_FEED, false, false, false, "" },
		{ PAPER_CUT, false, false, false, NULL }, { PAPER_DRAWER, false, false, false, "a\nb" } };
	struct paper p = { 32, lines, 8 }, back;
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	int i;

	printer_pack(&out, &p);
	CHECK_INT(printer_unpack(&a, sbuf_text(&out), 32, &back), OK);
	if (CHECK_INT(back.count, 8)) {
		for (i = 0; i < 6; i++) {
			CHECK(back.lines[i].kind == lines[i].kind && back.lines[i].big == lines[i].big);
			CHECK(back.lines[i].bold == lines[i].bold && back.lines[i].centred == lines[i].centred);
			CHECK_STR(back.lines[i].text, lines[i].text);
		}
		CHECK_STR(back.lines[6].text, "");
		CHECK_STR(back.lines[7].text, "a b");
	}
	CHECK_INT(printer_unpack(&a, "", 32, &back), OK);
	CHECK_INT(printer_unpack(&a, "T0a", 32, &back), ERR_INVALID);
	CHECK_INT(printer_unpack(&a, "X0a\n", 32, &back), ERR_INVALID);
	CHECK_INT(printer_unpack(&a, "T8a\n", 32, &back), ERR_INVALID);
	CHECK_INT(printer_unpack(&a, "T\n", 32, &back), ERR_INVALID);
	CHECK_INT(printer_unpack(&a, "\n", 32, &back), ERR_INVALID);
	CHECK_INT(printer_unpack(&a, "T0a\n", 4, &back), ERR_INVALID);
	sbuf_release(&out);
	arena_release(&a);
}

TEST(words_of_states_and_fates)
{
	int i;

	for (i = 0; i < PRINTER_STATE_COUNT; i++)
		CHECK_INT(printer_state_of(printer_state_word((enum printer_state)i)), i);
	for (i = 0; i < FATE_COUNT; i++)
		CHECK_INT(printer_fate_of(printer_fate_word((enum printer_fate)i)), i);
	CHECK_INT(printer_state_of("Ready"), PRINTER_STATE_COUNT);
	CHECK_INT(printer_fate_of(""), FATE_COUNT);
	CHECK(printer_fate_final(FATE_DONE) && printer_fate_final(FATE_UNKNOWN) && !printer_fate_final(FATE_SENT));
}

T_MAIN
