/* scale_line_test.c - what counter scales send, frame by frame, with what goes wrong on a line. */
#include "device/scale.h"
#include "../t.h"

/* Feeds bytes; the last reading, and how many there were. */
static struct scale_reader reader;
static struct scale_reading last;

static int feed(const char *bytes, size_t n)
{
	int readings = 0;

	for (size_t i = 0; i < n; i++)
		readings += scale_byte(&reader, (unsigned char)bytes[i], &last);
	return readings;
}
#define FEED(text) feed(text, sizeof(text) - 1)

static void begin(enum scale_protocol p)
{
	scale_reader_init(&reader, p);
	memset(&last, 0, sizeof last);
}

TEST(names_are_found)
{
	CHECK_INT(scale_protocol_find("acs"), SCALE_ACS);
	CHECK_INT(scale_protocol_find("st"), SCALE_TEXT);
	CHECK_INT(scale_protocol_find("none"), SCALE_PROTOCOLS);
	CHECK(!scale_protocol_table[SCALE_ACS].zero);
	CHECK_STR(scale_protocol_table[SCALE_OS2X].zero, "<ZK>\t");
	CHECK_STR(scale_protocol_table[SCALE_TOLEDO].zero, "Z");
}

TEST(acs_tells_grams_and_rests_when_it_repeats)
{
	begin(SCALE_ACS);
	CHECK_INT(FEED("  520\n\r"), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK(!last.stable);
	CHECK_INT(FEED("  520\n\r  520\n\r"), 2);
	CHECK(last.stable);
	FEED("  525\n\r");
	CHECK(!last.stable);
	FEED("15000\n\r");
	CHECK_INT(last.weight_milli, 15000);
	FEED("     \n\r     \n\r     \n\r");
	CHECK(last.stable);
	CHECK_INT(last.weight_milli, 0);
	FEED("-  50\n\r");
	CHECK_INT(last.weight_milli, -50);
	CHECK_INT(reader.garbage, 0);
}

TEST(acs_drops_what_is_no_frame)
{
	begin(SCALE_ACS);
	CHECK_INT(FEED("20\n\r"), 0); /* switched on in the middle of one */
	CHECK_INT(FEED("\n\r\n\r"), 0);
	CHECK_INT(FEED("  5x0\n\r  5-0\n\r   520\n\r"), 0);
	CHECK_INT(reader.garbage, 4);
	CHECK_INT(FEED("  520\n\r  520\n\r  5\377\n\r  520\n\r"), 3);
	CHECK(!last.stable); /* noise between: at rest is proved anew */
	for (int i = 0; i < SCALE_FRAME_MAX * 3; i++)
		CHECK_INT(feed("7", 1), 0);
	CHECK_INT(FEED("\n\r  520\n\r"), 1);
	CHECK_INT(last.weight_milli, 520);
}

TEST(os2x_says_whether_it_rests)
{
	begin(SCALE_OS2X);
	CHECK_INT(FEED("\002S  0.520kg\003"), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK(!last.stable); /* said once */
	FEED("\002S  0.520kg\003");
	CHECK(last.stable);
	FEED("\002U  0.700kg\003\002U  0.700kg\003\002U  0.700kg\003");
	CHECK(!last.stable);
	CHECK_INT(last.weight_milli, 700);
	FEED("\002S- 0.105kg\003\002S- 0.105kg\003");
	CHECK(last.stable);
	CHECK_INT(last.weight_milli, -105);
	CHECK_INT(FEED("\002S    520 g\003"), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(FEED("\002S ------kg\003"), 1);
	CHECK(last.overload);
	CHECK_INT(last.weight_milli, 0);
}

/* The maker's own bytes before the status, and a check byte of any value behind the unit. */
TEST(os2x_bears_what_stands_around)
{
	begin(SCALE_OS2X);
	CHECK_INT(FEED("\001\002S  1.258kg\002\003\004"), 1);
	CHECK_INT(last.weight_milli, 1258);
	CHECK_INT(FEED("\001\002S  1.258kg\003\003\004"), 1);
	CHECK_INT(FEED("\001\002S  1.258kg\147\003\004"), 1); /* a 'g' */
	CHECK_INT(last.weight_milli, 1258);
	CHECK(last.stable);
	CHECK_INT(FEED("\202\323\040\040\261.258\353g\003"), 1); /* the eighth bit is noise */
	CHECK_INT(last.weight_milli, 1258);
	CHECK_INT(FEED("\002S  1.2\002S  1.258kg\003"), 1);
	CHECK_INT(last.weight_milli, 1258);
	CHECK(!last.stable);
	CHECK_INT(FEED("\002S  1.258lb\003\002X  1.258kg\003\002S 1.2.8kg\003"), 0);
	CHECK_INT(FEED("\002S  1.258kgabcdefgh\003"), 0); /* no end where one must be */
}

/* The status bytes say 5 (three decimals), kilograms. */
#define TOLEDO(b, weight, tare) "\002\065" b "\040" weight tare "\r"

TEST(toledo_with_and_without_checksum)
{
	begin(SCALE_TOLEDO);
	CHECK_INT(FEED(TOLEDO("\060", "  0520", "  0000")), 0); /* a checksum may follow */
	CHECK_INT(FEED(TOLEDO("\060", "  0520", "  0000")), 1); /* none: the next one begins */
	CHECK_INT(last.weight_milli, 520);
	CHECK(!last.stable);
	CHECK_INT(FEED(TOLEDO("\061", "001500", "000020")), 1);
	CHECK(last.stable);
	FEED("\002");
	CHECK_INT(last.weight_milli, 1500);
	CHECK_INT(last.tare_milli, 20);
}

static int feed_summed(const char *frame)
{
	char bytes[18];
	unsigned sum = 0;

	memcpy(bytes, frame, 17);
	for (int i = 0; i < 17; i++)
		sum += (unsigned char)bytes[i];
	bytes[17] = (char)(0x80 - (sum & 0x7F));
	return feed(bytes, sizeof bytes);
}

TEST(toledo_judges_a_checksum)
{
	begin(SCALE_TOLEDO);
	CHECK_INT(feed_summed(TOLEDO("\060", "000520", "000000")), 1);
	CHECK_INT(feed_summed(TOLEDO("\060", "000520", "000000")), 1);
	CHECK(last.stable);
	FEED(TOLEDO("\060", "000920", "000000"));
	CHECK_INT(FEED("\101"), 0);
	CHECK_INT(reader.garbage, 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(feed_summed(TOLEDO("\072", "000105", "000000")), 1); /* below zero, moving */
	CHECK_INT(last.weight_milli, -105);
	CHECK(!last.stable);
	CHECK_INT(feed_summed(TOLEDO("\064", "000105", "000000")), 1);
	CHECK(last.overload);
	CHECK_INT(feed_summed(TOLEDO("\040", "000105", "000000")), 0); /* pounds */
	CHECK_INT(feed_summed("\002\062\060\040000015000000\r"), 1);  /* no decimals: 15 kg */
	CHECK_INT(last.weight_milli, 15000);
	CHECK_INT(feed_summed("\002\060\060\040000015000000\r"), 1);  /* two zeros follow */
	CHECK_INT(last.weight_milli, 1500000);
	CHECK_INT(feed_summed("\002\062\060\041000520000000\r"), 1);  /* grams */
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(feed_summed("\002\066\060\040005205000000\r"), 1);  /* a tenth of a gram, rounded half away */
	CHECK_INT(last.weight_milli, 521);
}

/* A frame torn in the middle takes none with it that follows. */
TEST(toledo_finds_the_next_frame)
{
	begin(SCALE_TOLEDO);
	CHECK_INT(FEED("0000\r\002\065\060"), 0);
	CHECK_INT(feed_summed(TOLEDO("\060", "000520", "000000")), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(feed("\002\065\060\040" "0052", 8), 0);
	CHECK_INT(feed_summed(TOLEDO("\060", "000530", "000000")), 1);
	CHECK_INT(last.weight_milli, 530);
	CHECK(!last.stable);
}

TEST(text_lines)
{
	begin(SCALE_TEXT);
	CHECK_INT(FEED("ST,GS,+0.520,kg\r\n"), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(FEED("ST,GS,+  0.520kg\r\n"), 1);
	CHECK(last.stable);
	FEED("US,GS,+  0.525kg\r\nUS,GS,+  0.525kg\r\n");
	CHECK(!last.stable);
	CHECK_INT(FEED("ST,NT,-  0.020 kg\r\n"), 1);
	CHECK_INT(last.weight_milli, -20);
	CHECK_INT(FEED("ST,TR,+  0.020kg\r\n"), 0);
	CHECK_INT(FEED("ST,NT,+  0.500kg\r\n"), 1);
	CHECK_INT(last.tare_milli, 20);
	CHECK_INT(FEED("ST,+00520   g\r\n"), 1);
	CHECK_INT(last.weight_milli, 520);
	CHECK_INT(FEED("OL,GS,+       \r\n"), 1);
	CHECK(last.overload && !last.stable);
	CHECK_INT(reader.garbage, 0);
	CHECK_INT(FEED("US,GS,+  0.525lb\r\nXX,GS,+  0.525kg\r\nST,GS,+kg\r\nST\r\nST,GS,+9999999999kg\r\n"), 0);
	CHECK_INT(reader.garbage, 5);
}

/* A stretch in which nothing is found counts, too: otherwise a wrong speed would be silence. */
TEST(noise_without_any_frame_is_counted)
{
	for (int p = 0; p < SCALE_PROTOCOLS; p++) {
		begin((enum scale_protocol)p);
		for (int i = 0; i < SCALE_FRAME_MAX * 10; i++)
			CHECK_INT(feed("\xe7", 1), 0);
		CHECK(reader.garbage >= 10);
	}
}

T_MAIN
