/* gs1_test.c - element strings and Digital Link addresses. The GTINs are those of GS1's own examples. */
#include "model/gs1.h"

#include "model/money.h"

#include "../t.h"

#define TODAY 20261121
#define G "09501101530003"

static struct gs1 g;

static bool reads(const char *text)
{
	bool read = gs1_read(text, TODAY, &g);

	if (read)
		CHECK_STR(g.gtin, G);
	else
		CHECK_STR(g.gtin, "");
	return read;
}

TEST(element_strings)
{
	CHECK(reads("\035" "01" G "10ABC123\03517271231"));
	CHECK_STR(g.batch, "ABC123");
	CHECK_INT(g.expiry_day, 20271231);
	CHECK(reads("\035" "17271231" "01" G "3103001258" "21SN7\0353922000998"));
	CHECK_INT(g.weight_milli, 1258);
	CHECK_INT(g.amount_minor, 998);
	CHECK_STR(g.serial, "SN7");
	CHECK(reads("\035" "02" G "3712"));
	CHECK_INT(g.count_milli, 12000);
	CHECK(reads("\035" "01" G "91anything at all\0359912"));
	CHECK(reads("\035" "01" G "\035" "10X")); /* a separator where none need be */
	CHECK(reads("01" G "15270100")); /* the last day of the month */
	CHECK_INT(g.best_before_day, 20270131);
	CHECK(reads("01" G));
	CHECK(reads("(01)" G "(10)A-1(17)271231"));
	CHECK_STR(g.batch, "A-1");
}

TEST(years_of_two_digits)
{
	CHECK(reads("01" G "17761231"));
	CHECK_INT(g.expiry_day, 20761231);
	CHECK(reads("01" G "17771231"));
	CHECK_INT(g.expiry_day, 19771231);
	CHECK(gs1_read("01" G "17491231", 19991231, &g));
	CHECK_INT(g.expiry_day, 20491231);
	CHECK(reads("01" G "11280200"));
	CHECK_INT(g.made_day, 20280229);
}

TEST(decimals_are_rounded_half_away)
{
	CHECK(reads("01" G "3104012345"));
	CHECK_INT(g.weight_milli, 1235); /* 1.2345 kg */
	CHECK(reads("01" G "3100000002"));
	CHECK_INT(g.weight_milli, 2000);
	CHECK(reads("01" G "39231005"));
	CHECK_INT(g.amount_minor, 101); /* 1.005 */
	CHECK(!reads("01" G "39291005"));
}

TEST(an_amount_beyond_money_is_none)
{
	CHECK(reads("01" G "392210000000000000")); /* MONEY_MAX */
	CHECK_INT(g.amount_minor, MONEY_MAX);
	CHECK(!reads("01" G "392210000000000001"));
	CHECK(reads("01" G "3923100000000000000"));
	CHECK(!reads("01" G "3923100000000000001"));
	CHECK(!reads("01" G "3920999999999999999"));
	CHECK(!reads("(01)" G "(3922)999999999999999"));
	CHECK(!reads("https://example.org/01/" G "?3920=100000000000001"));
}

TEST(addresses)
{
	CHECK(reads("https://id.gs1.org/01/" G "/10/AB%2FC?17=271231&3103=000500&linkType=x"));
	CHECK_STR(g.batch, "AB/C");
	CHECK_INT(g.expiry_day, 20271231);
	CHECK_INT(g.weight_milli, 500);
	CHECK(reads("HTTPS://EXAMPLE.ORG/a/b/01/" G));
	CHECK(reads("https://example.org/01/9501101530003?utm=1#x")); /* 13 digits */
	CHECK(!reads("https://example.org/?x=/01/" G));
	CHECK(!reads("https://example.org/01/09501101530004"));
	CHECK(!reads("https://example.org/01/" G "?17=271331"));
	CHECK(!reads("https://example.org/01/" G "/10/%0a"));
	CHECK(!reads("https://example.org/01/" G "/10/%1"));
	CHECK(!reads("https://qr.alipay.com/fkx00000abcdefgh"));
}

TEST(what_is_none)
{
	CHECK(!reads(""));
	CHECK(!reads("6901234567892"));
	CHECK(!reads("01" "09501101530004"));            /* check digit */
	CHECK(!reads("01" G "17271301"));                /* month 13 */
	CHECK(!reads("01" G "17270230"));
	CHECK(!reads("01" G "1727"));                    /* too short */
	CHECK(!reads("01" G "10"));
	CHECK(!reads("01" G "10123456789012345678901")); /* 21 characters */
	CHECK(!reads("01" G "5512"));                    /* no such identifier */
	CHECK(!reads("\035" "10ABC\03517271231"));       /* names no article */
	CHECK(!reads("0112345678901234567"));            /* e-CNY: no GTIN in it */
	CHECK(!reads("(01)" G "(10)"));
	CHECK(!reads("(01" G));
	CHECK(!reads("(1)" G));
}

TEST(the_last_day)
{
	CHECK(reads("01" G "17271231"));
	CHECK_INT(gs1_last_day(&g), 20271231);
	CHECK(reads("01" G "17271231" "16271130"));
	CHECK_INT(gs1_last_day(&g), 20271130);
	CHECK(reads("01" G "16271130"));
	CHECK_INT(gs1_last_day(&g), 20271130);
	CHECK(reads("01" G "15271130"));
	CHECK_INT(gs1_last_day(&g), 0); /* best before: it may still be sold */
}

T_MAIN
