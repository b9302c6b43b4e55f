/* display_test.c - customer displays as bytes: goldens of each command set, and no byte that a name chose. */
#include "device/display.h"
#include "../t.h"

#define BYTES_MAX 400

static const char *shown(const struct sbuf *b)
{
	static char text[BYTES_MAX * 4 + 1];
	size_t at = 0;

	for (size_t i = 0; i < b->len && i < BYTES_MAX; i++) {
		unsigned char c = (unsigned char)b->data[i];

		at += (size_t)snprintf(text + at, sizeof text - at, c >= 0x20 && c < 0x7F ? "%c" : "\\%02x", c);
	}
	text[at] = 0;
	return text;
}

static const struct customer_face sample = { .line = { "可口可乐330ml   2.50", "          合计 12.50" },
	.has_figure = true, .figure_minor = 250, .lamp = LAMP_PRICE };

static void check_bytes(enum display_set set, const struct customer_face *f, bool chinese, const char *want)
{
	struct sbuf out = SBUF_INIT;

	display_show(&out, set, f, CUSTOMER_COLUMNS, chinese);
	CHECK_STR(shown(&out), want);
	sbuf_release(&out);
}

TEST(names_are_found)
{
	CHECK_INT(display_set_find("cd5220"), DISPLAY_CD5220);
	CHECK_INT(display_set_find("led8"), DISPLAY_LED8);
	CHECK_INT(display_set_find("x"), DISPLAY_SETS);
}

TEST(each_set_has_its_commands)
{
	check_bytes(DISPLAY_CD5220, &sample, true, "\\1bQA\\bf\\c9\\bf\\da\\bf\\c9\\c0\\d6330ml   2.50\\0d"
		"\\1bQB          \\ba\\cf\\bc\\c6 12.50\\0d");
	check_bytes(DISPLAY_EPSON, &sample, true, "\\1f$\\01\\01\\bf\\c9\\bf\\da\\bf\\c9\\c0\\d6330ml   2.50"
		"\\1f$\\01\\02          \\ba\\cf\\bc\\c6 12.50");
	check_bytes(DISPLAY_UTC, &sample, true, "\\1buA\\bf\\c9\\bf\\da\\bf\\c9\\c0\\d6330ml   2.50\\0d"
		"\\1buB          \\ba\\cf\\bc\\c6 12.50\\0d");
	check_bytes(DISPLAY_LED8, &sample, false, "\\1bs1\\1bQA2.50\\0d");
}

TEST(a_display_is_begun)
{
	struct sbuf out = SBUF_INIT;

	display_begin(&out, DISPLAY_CD5220);
	CHECK_STR(shown(&out), "\\1b@\\0c");
	sbuf_release(&out);
}

TEST(what_a_display_lacks)
{
	struct customer_face f = { .line = { "\xf0\xa0\xae\xb7野家", "a" } };

	check_bytes(DISPLAY_CD5220, &f, true, "\\1bQA??\\d2\\b0\\bc\\d2              \\0d"
		"\\1bQBa                   \\0d");
	check_bytes(DISPLAY_CD5220, &f, false, "\\1bQA???                 \\0d\\1bQBa                   \\0d");
}

/* Too long a line is cut at a character, a control character is no character. */
TEST(lines_end_where_the_display_ends)
{
	struct customer_face f = { .line = { "1234567890123456789汉字", "\033QB\r\f12" } };

	check_bytes(DISPLAY_CD5220, &f, true, "\\1bQA1234567890123456789?\\0d\\1bQBQB 12               \\0d");
}

TEST(digits_fit_or_are_dashes)
{
	struct customer_face f = { .has_figure = true, .figure_minor = 99999999, .lamp = LAMP_TOTAL };

	check_bytes(DISPLAY_LED8, &f, false, "\\1bs2\\1bQA999999.99\\0d");
	f.figure_minor = 100000000;
	check_bytes(DISPLAY_LED8, &f, false, "\\1bs2\\1bQA--------\\0d");
	f.figure_minor = -9999999;
	check_bytes(DISPLAY_LED8, &f, false, "\\1bs2\\1bQA-99999.99\\0d");
	f.figure_minor = -99999999;
	check_bytes(DISPLAY_LED8, &f, false, "\\1bs2\\1bQA--------\\0d");
	f.has_figure = false;
	f.lamp = LAMP_NONE;
	check_bytes(DISPLAY_LED8, &f, false, "\\1bs0\\0c");
}

T_MAIN
