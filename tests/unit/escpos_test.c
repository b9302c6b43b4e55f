/* escpos_test.c - papers as ESC/POS bytes: goldens command by command, and no byte that the data chose. */
#include "base/sbuf.h"
#include "device/escpos.h"
#include "../t.h"

#define INIT "1b 40 1b 52 00 1c 26 "
#define BYTES_MAX 4000

/* Bytes as hex, printable ASCII as itself after a dot: "1b .@". */
static const char *shown(const struct sbuf *b)
{
	static char text[BYTES_MAX * 3 + 1];
	size_t i, n = b->len < BYTES_MAX ? b->len : BYTES_MAX;

	for (i = 0; i < n; i++)
		snprintf(text + i * 3, 4, "%02x ", (unsigned char)b->data[i]);
	text[i * 3] = 0;
	return text;
}

static void check_bytes(struct paper_line *lines, int count, int columns, const char *want)
{
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	struct paper p = { columns, lines, count };

	escpos_encode(&out, &a, &p, NULL, NULL);
	CHECK_STR(shown(&out), want);
	sbuf_release(&out);
	arena_release(&a);
}

#define LINES(columns, want, ...) do { \
	struct paper_line lines_[] = { __VA_ARGS__ }; \
	check_bytes(lines_, (int)(sizeof lines_ / sizeof lines_[0]), (columns), INIT want); \
} while (0)
#define TEXT(s) { .kind = PAPER_TEXT, .text = (s) }
#define CODE(s) { .kind = PAPER_CODE128, .text = (s) }
#define QR(s) { .kind = PAPER_QR, .text = (s) }

TEST(text_is_gbk)
{
	LINES(32, "61 20 62 0a ", TEXT("a b"));
	LINES(32, "d5 c6 b9 f1 b3 ac ca d0 31 0a ", TEXT("掌柜超市1"));
	LINES(32, "e9 46 86 b4 0a ", TEXT("镕喆"));
	LINES(32, "20 20 a3 a4 33 2e 35 30 0a ", TEXT("  ¥3.50"));
	LINES(32, "2d 2d 2d 0a ", { .kind = PAPER_RULE, .text = "---" });
	LINES(32, "0a 0a ", { .kind = PAPER_FEED, .text = "" }, { .kind = PAPER_FEED, .text = "" });
}

/* A character printed wider than it was measured takes the room from the next gap. */
TEST(wide_marks_take_their_room_from_gaps)
{
	LINES(32, "a3 a4 31 20 20 78 20 79 0a ", TEXT("¥1   x y"));
	LINES(32, "a3 a4 a3 a4 20 78 20 20 79 0a ", TEXT("¥¥  x   y")); /* the first gap cannot give both */
	LINES(32, "a1 ad 20 78 0a ", TEXT("… x"));
}

TEST(styles_are_set_and_taken_back)
{
	LINES(32, "1b 61 01 1d 21 11 1c 21 0c 41 0a 1b 61 00 1d 21 00 1c 21 00 1b 45 01 42 0a 1b 45 00 43 0a ",
	      { .kind = PAPER_TEXT, .big = true, .centred = true, .text = "A" },
	      { .kind = PAPER_TEXT, .bold = true, .text = "B" }, TEXT("C"));
	LINES(32, "1d 21 11 1c 21 0c 41 0a 1d 21 00 1c 21 00 0a 1d 56 42 00 ",
	      { .kind = PAPER_TEXT, .big = true, .text = "A" }, { .kind = PAPER_FEED, .text = "" },
	      { .kind = PAPER_CUT, .text = "" });
}

TEST(a_drawer_pulse)
{
	LINES(32, "1b 70 00 19 fa ", { .kind = PAPER_DRAWER, .text = NULL });
}

#define BARCODE(dots) "1b 61 01 1c 2e 1d 68 50 1d 77 0" #dots " 1d 48 02 1d 6b 49 "

TEST(code128_packs_digits)
{
	/* 03-1- in set B, 000045 as three symbols of set C */
	LINES(32, BARCODE(2) "0c 7b 42 30 33 2d 31 2d 7b 43 00 00 2d 0a 1c 26 ", CODE("03-1-000045"));
	LINES(48, BARCODE(3) "0c 7b 42 30 33 2d 31 2d 7b 43 00 00 2d 0a 1c 26 ", CODE("03-1-000045"));
	LINES(32, BARCODE(3) "04 7b 43 0c 22 0a 1c 26 ", CODE("1234"));
	LINES(32, BARCODE(3) "07 7b 43 0c 22 7b 42 35 0a 1c 26 ", CODE("12345"));
	LINES(32, BARCODE(3) "08 7b 42 61 31 7b 43 17 2d 0a 1c 26 ", CODE("a12345"));
	LINES(32, BARCODE(3) "04 7b 42 7b 7b 0a 1c 26 ", CODE("{"));
	LINES(32, BARCODE(3) "05 7b 42 31 32 33 0a 1c 26 ", CODE("123"));
}

TEST(codes_that_cannot_be_are_text)
{
	LINES(32, "1b 61 01 d6 d0 0a ", CODE("中"));
	LINES(16, "1b 61 01 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 0a ", CODE("abcdefghijklmnop"));
	LINES(32, "1b 61 01 61 62 0a ", QR("a\x1b""b"));
}

TEST(qr)
{
	LINES(32, "1b 61 01 1c 2e 1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 03 00 31 45 31 "
	      "1d 28 6b 07 00 31 50 30 30 33 2d 31 1d 28 6b 03 00 31 51 30 1c 26 ", QR("03-1"));
}

TEST(limits_of_codes)
{
	char qr[ESCPOS_QR_MAX + 2], code[ESCPOS_CODE128_MAX + 2];
	struct paper_line line = { .kind = PAPER_QR, .text = qr };
	struct paper p = { 96, &line, 1 };
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	int beyond;

	for (beyond = 0; beyond < 2; beyond++) {
		memset(qr, '7', sizeof qr);
		qr[ESCPOS_QR_MAX + beyond] = 0;
		line = (struct paper_line){ .kind = PAPER_QR, .text = qr };
		sbuf_clear(&out);
		escpos_encode(&out, &a, &p, NULL, NULL);
		CHECK_INT(memmem(out.data, out.len, "\x1d(k", 3) == NULL, beyond);
		memset(code, '7', sizeof code);
		code[ESCPOS_CODE128_MAX + beyond] = 0;
		line = (struct paper_line){ .kind = PAPER_CODE128, .text = code };
		sbuf_clear(&out);
		escpos_encode(&out, &a, &p, NULL, NULL);
		CHECK_INT(memmem(out.data, out.len, "\x1dkI", 3) == NULL, beyond);
	}
	sbuf_release(&out);
	arena_release(&a);
}

/* A line that GBK lacks: as '?' without a rasteriser, as a bitmap with one. */
struct asked { int times; char text[64]; int columns; bool can; };

static bool draw(void *ctx, struct arena *a, const struct paper_line *line, int columns, struct escpos_bitmap *out)
{
	struct asked *asked = ctx;

	asked->times++;
	snprintf(asked->text, sizeof asked->text, "%s", line->text);
	asked->columns = columns;
	*out = (struct escpos_bitmap){ 16, 2, (unsigned char *)arena_strdup(a, "\xAA\x01\x80\x55") };
	return asked->can;
}

TEST(what_gbk_lacks_is_drawn)
{
	struct paper_line lines[] = { { .kind = PAPER_TEXT, .centred = true, .text = "店" }, TEXT("𠮷野家 1.00"),
		TEXT("b") };
	struct paper p = { 32, lines, 3 };
	struct arena a = ARENA_INIT;
	struct sbuf out = SBUF_INIT;
	struct asked asked = { .can = true };

	escpos_encode(&out, &a, &p, draw, &asked);
	CHECK_STR(shown(&out), INIT "1b 61 01 b5 ea 0a 1b 61 00 1d 76 30 00 02 00 02 00 aa 01 80 55 62 0a ");
	CHECK_INT(asked.times, 1);
	CHECK_STR(asked.text, "𠮷野家 1.00");
	CHECK_INT(asked.columns, 32);
	asked.can = false;
	sbuf_clear(&out);
	escpos_encode(&out, &a, &p, draw, &asked);
	CHECK_STR(shown(&out), INIT "1b 61 01 b5 ea 0a 1b 61 00 3f 3f d2 b0 bc d2 20 31 2e 30 30 0a 62 0a ");
	/* so full of wide marks that it does not fit: drawn, too */
	asked = (struct asked){ .can = true };
	lines[1].text = "……………… abcdefghijklmnopqrstu 123";
	sbuf_clear(&out);
	escpos_encode(&out, &a, &p, draw, &asked);
	CHECK_INT(asked.times, 1);
	sbuf_release(&out);
	arena_release(&a);
}

/* Reads the bytes as a printer would; false when it meets one that no command of ours explains. */
static bool explained(const unsigned char *s, size_t n)
{
	static const struct { const char *start; size_t start_n, n; } commands[] = {
		{ "\x1b@", 2, 2 }, { "\x1bR\0", 3, 3 }, { "\x1c&", 2, 2 }, { "\x1c.", 2, 2 }, { "\x1b" "a", 2, 3 },
		{ "\x1d!", 2, 3 }, { "\x1c!", 2, 3 }, { "\x1b" "E", 2, 3 }, { "\x1dh", 2, 3 }, { "\x1dw", 2, 3 },
		{ "\x1dH", 2, 3 }, { "\x1dV\x42\0", 4, 4 }, { "\x1bp\0\x19\xfa", 5, 5 }, { "\n", 1, 1 } };
	size_t at = 0, i;

	while (at < n) {
		size_t left = n - at, take = 0;

		for (i = 0; !take && i < sizeof commands / sizeof commands[0]; i++)
			if (left >= commands[i].n && memcmp(s + at, commands[i].start, commands[i].start_n) == 0)
				take = commands[i].n;
		if (!take && left > 4 && memcmp(s + at, "\x1dkI", 3) == 0)
			take = 4u + s[at + 3];
		if (!take && left > 5 && memcmp(s + at, "\x1d(k", 3) == 0)
			take = 5u + s[at + 3] + s[at + 4] * 256u;
		if (!take && s[at] >= 0x20 && s[at] < 0x7F)
			take = 1;
		if (!take && left > 1 && s[at] >= 0x81 && s[at] < 0xFF && s[at + 1] >= 0x40 && s[at + 1] != 0x7F)
			take = 2;
		if (!take || take > left)
			return false;
		at += take;
	}
	return true;
}

TEST(no_byte_of_the_data_is_a_command)
{
	static const char *const bits[] = { "\x1b", "\x1d", "\x1c", "p", "\x10\x04", "\x9b", "@", "(k", "\xff",
		"\xe4", "柜", "\xc2\x9b", "3", "\n", "\x7f", "{C", "é", "\xe2\x80\xae" };
	struct arena a = ARENA_INIT;
	int round, i;

	t_seed();
	for (round = 0; round < 2000; round++) {
		struct paper_line lines[6];
		struct paper p = { t_rand(2) ? 32 : 48, lines, 6 };
		struct sbuf out = SBUF_INIT;

		for (i = 0; i < 6; i++) {
			int k, n = (int)t_range(0, 30);
			char *text = arena_alloc(&a, (size_t)n * 4 + 1), *at = text;

			for (k = 0; k < n; k++)
				at = stpcpy(at, bits[t_rand(sizeof bits / sizeof bits[0])]);
			lines[i] = (struct paper_line){ .kind = (enum paper_kind)t_rand(7), .big = t_rand(2),
				.bold = t_rand(2), .centred = t_rand(2), .text = text };
		}
		escpos_encode(&out, &a, &p, NULL, NULL);
		if (!CHECK(explained((unsigned char *)out.data, out.len))) {
			printf("# %s\n", shown(&out));
			break;
		}
		sbuf_release(&out);
		arena_clear(&a);
	}
	arena_release(&a);
}

T_MAIN
