/* plu_test.c - the files of label scales, byte by byte, and what does not fit into them. */
#include "model/plu.h"

#include <stdlib.h>
#include <string.h>

#include "../t.h"

#define ZEROS63 "000000000000000000000000000000000000000000000000000000000000000"

static const struct plu apples = { .number = 102, .code = 102, .name = "红富士苹果(散)", .price_minor = 900,
	.label_kind = 2, .label_prefix = 21 };

static const char *record(const char *layout, const struct plu *p, enum plu_fit want)
{
	static char text[600];
	struct sbuf out = SBUF_INIT;

	CHECK_INT(plu_put(&out, plu_layout_find(layout), p), want);
	snprintf(text, sizeof text, "%s", sbuf_text(&out));
	sbuf_release(&out);
	return text;
}

TEST(layouts_have_names)
{
	CHECK(plu_layout_find("dahua") && plu_layout_find("dingjian") && plu_layout_find("csv"));
	CHECK(!plu_layout_find("x"));
}

/* A record as one was seen on the wire of a Dahua TM-A30, the name by places of GB 2312. */
TEST(dahua)
{
	struct plu p = apples;

	p.number = 17;
	p.code = 4525925;
	p.price_minor = 500;
	CHECK_STR(record("dahua", &p, PLU_FITS), "!0V0017A4525925000500" ZEROS63
		"B" "2676" "2427" "4231" "3827" "2591" "0308" "4102" "0309" "000C000D000E\r\n");
	p.name = "Tea 1$~";
	CHECK_STR(record("dahua", &p, PLU_FITS), "!0V0017A4525925000500" ZEROS63
		"B" "0352" "0369" "0365" "0101" "0317" "0171" "0111" "000C000D000E\r\n");
	p.name = "喆é"; /* in GBK, but not in GB 2312; in it, among the vowels */
	CHECK_STR(record("dahua", &p, PLU_FITS), "!0V0017A4525925000500" ZEROS63 "B" "0331" "0806" "000C000D000E\r\n");
}

TEST(dingjian)
{
	struct plu p = apples;

	CHECK_STR(record("dingjian", &p, PLU_FITS), "102\t\xba\xec\xb8\xbb\xca\xbf\xc6\xbb\xb9\xfb(\xc9\xa2)"
		"\t102\t102\t2\t900\t4\t21\t0\t0\t0\t0\t0\t0\t0\t0\t0\r\n");
	p.label_kind = 94;
	p.name = "\xf0\xa0\xae\xb7\t\033x";
	CHECK_STR(record("dingjian", &p, PLU_FITS),
		"102\t? x\t102\t102\t94\t900\t4\t21\t0\t0\t0\t0\t0\t0\t0\t0\t0\r\n");
}

TEST(csv)
{
	struct plu p = apples;

	CHECK_STR(record("csv", &p, PLU_FITS),
		"102,00102,\xba\xec\xb8\xbb\xca\xbf\xc6\xbb\xb9\xfb(\xc9\xa2),9.00,kg,0\r\n");
	p.name = "a,\"b\"";
	CHECK_STR(record("csv", &p, PLU_FITS), "102,00102,\"a,\"\"b\"\"\",9.00,kg,0\r\n");
}

/* The digits from a place on, as the scale reads them. */
static int digits_at(const char *text, size_t at, int n)
{
	char part[12];

	snprintf(part, sizeof part, "%.*s", n, strlen(text) > at ? text + at : "");
	return (int)strtol(part, NULL, 10);
}

/* The number in a cell, from 0. */
static int cell(const char *text, int i)
{
	while (i-- && text)
		text = strchr(text, '\t') ? strchr(text, '\t') + 1 : NULL;
	return text ? (int)strtol(text, NULL, 10) : -1;
}

/* Read back where each scale looks for it: nothing else moves. */
TEST(the_tare_is_read_back)
{
	static const int tares[] = { 0, 1, 25, 9999 };
	struct plu p = apples;

	for (size_t i = 0; i < sizeof tares / sizeof *tares; i++) {
		const char *text;

		p.tare_milli = tares[i];
		text = record("dahua", &p, PLU_FITS);
		CHECK_INT(digits_at(text, 21, 9) + digits_at(text, 30, 9) + digits_at(text, 39, 9), 0);
		CHECK_INT(digits_at(text, 15, 6), 900);
		CHECK_INT(digits_at(text, 48, 5), tares[i]);
		CHECK_INT(digits_at(text, 53, 9) + digits_at(text, 62, 9) + digits_at(text, 71, 9), 0);
		CHECK(text[84] == 'B');
		text = record("dingjian", &p, PLU_FITS);
		CHECK_INT(cell(text, 5), 900);
		CHECK_INT(cell(text, 8), tares[i]);
		CHECK_INT(cell(text, 7), 21);
		CHECK_INT(cell(text, 9), 0);
	}
	p.tare_milli = 25;
	CHECK(strstr(record("csv", &p, PLU_FITS), ",9.00,kg,0.025\r\n") != NULL);
}

/* At the limit, and one beyond. */
TEST(what_does_not_fit)
{
	struct plu p = apples;

	p.price_minor = 999999;
	CHECK(strstr(record("dahua", &p, PLU_FITS), "A0000102999999") != NULL);
	p.price_minor++;
	CHECK_STR(record("dahua", &p, PLU_PRICE_TOO_HIGH), "");
	p = apples;
	p.code = 999999;
	CHECK(*record("dingjian", &p, PLU_FITS));
	p.code++;
	CHECK_STR(record("dingjian", &p, PLU_CODE_TOO_LONG), "");
}

/* 36 bytes: 18 characters, or 17 and one byte to spare. */
TEST(names_are_cut_between_characters)
{
	struct plu p = apples;

	p.name = "一二三四五六七八九十一二三四五六七八";
	CHECK_INT(strcspn(strchr(record("dingjian", &p, PLU_FITS), '\t') + 1, "\t"), 36);
	p.name = "一二三四五六七八九十一二三四五六七八九";
	CHECK_INT(strcspn(strchr(record("dingjian", &p, PLU_NAME_CUT), '\t') + 1, "\t"), 36);
	p.name = "a一二三四五六七八九十一二三四五六七八";
	CHECK_INT(strcspn(strchr(record("dingjian", &p, PLU_NAME_CUT), '\t') + 1, "\t"), 35);
}

TEST(labels)
{
	CHECK_INT(plu_label_kind(true, false), 2);
	CHECK_INT(plu_label_kind(false, true), 7);
	CHECK_INT(plu_label_kind(true, true), 94);
}

T_MAIN
