/* utf8_test.c - text from outside: hostile bytes, cleaning, keys, widths, GB18030. */
#include <wchar.h>

#include "base/utf8.h"
#include "../t.h"

static struct arena a = ARENA_INIT;

/* Code points of s, with '!' for a byte that was replaced, as hex: "61 ! 4e00". */
static const char *decoded(const char *s, size_t n)
{
	static char out[1024];
	char *to = out;

	*to = '\0';
	while (n) {
		uint32_t cp;
		size_t used = utf8_decode(s, n, &cp);

		if (cp == UTF8_REPLACEMENT && used == 1)
			to += sprintf(to, "%s!", to == out ? "" : " ");
		else
			to += sprintf(to, "%s%x", to == out ? "" : " ", (unsigned)cp);
		s += used;
		n -= used;
	}
	return out;
}

TEST(hostile_bytes_are_replaced_one_by_one)
{
	static const struct { const char *bytes, *want; } cases[] = {
		{ "a", "61" },
		{ "\xC3\xA9\xE4\xB8\x80\xF0\xA0\xAE\xB7", "e9 4e00 20bb7" },
		{ "\xC0\x80", "! !" },                 /* overlong NUL */
		{ "\xC1\xBF", "! !" },                 /* overlong DEL */
		{ "\xE0\x80\xAF", "! ! !" },           /* overlong '/' in three bytes */
		{ "\xE0\x9F\xBF", "! ! !" },           /* the largest overlong form of three */
		{ "\xE0\xA0\x80", "800" },
		{ "\xF0\x80\x80\xAF", "! ! ! !" },
		{ "\xF0\x8F\xBF\xBF", "! ! ! !" },
		{ "\xF0\x90\x80\x80", "10000" },
		{ "\xED\x9F\xBF", "d7ff" },
		{ "\xED\xA0\x80", "! ! !" },           /* surrogates */
		{ "\xED\xBF\xBF", "! ! !" },
		{ "\xEE\x80\x80", "e000" },
		{ "\xF4\x8F\xBF\xBF", "10ffff" },
		{ "\xF4\x90\x80\x80", "! ! ! !" },     /* above U+10FFFF */
		{ "\xF8\x88\x80\x80\x80", "! ! ! ! !" },
		{ "\xFE\xFF", "! !" },
		{ "\x80\xBF", "! !" },                 /* continuation without a start */
		{ "\xE4\xB8", "! !" },                 /* cut at the end */
		{ "\xE4\xB8\x41", "! ! 41" },          /* cut by another character, which stays */
		{ "\xF0\xA0\xAE\xE4\xB8\x80", "! ! ! 4e00" },
		{ "\xEF\xBF\xBD", "fffd" },            /* U+FFFD itself is valid */
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t n = strlen(cases[i].bytes);

		CHECK_STR(decoded(cases[i].bytes, n), cases[i].want);
		CHECK_INT(utf8_valid(cases[i].bytes, n), strchr(cases[i].want, '!') == NULL);
	}
}

TEST(a_character_is_not_read_beyond_its_bytes)
{
	uint32_t cp = 0;

	CHECK_INT(utf8_decode("一", 2, &cp), 1);
	CHECK_INT(cp, UTF8_REPLACEMENT);
	CHECK(!utf8_valid("a一", 3));
	CHECK(utf8_valid("a一", 4));
}

TEST(every_code_point_comes_back)
{
	uint32_t cp;

	for (cp = 0; cp <= 0x10FFFF; cp++) {
		char bytes[4];
		size_t n = utf8_encode(cp, bytes);
		uint32_t got;
		bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;

		if (!CHECK(utf8_decode(bytes, n, &got) == n && got == (surrogate ? UTF8_REPLACEMENT : cp)))
			return;
	}
}

/* Random bytes of an exact allocation: a read past its end is seen by the address sanitizer. */
TEST(random_bytes_never_mislead)
{
	int round;

	for (round = 0; round < 20000; round++) {
		size_t n = t_rand(24), at = 0, i;
		char *s = malloc(n + 1), *clean, *again;
		int used;

		for (i = 0; i < n; i++)
			s[i] = (char)(t_rand(3) ? 0x80 + t_rand(0x80) : 1 + t_rand(0x7F));
		s[n] = '\0';
		while (at < n) {
			uint32_t cp;
			size_t step = utf8_decode(s + at, n - at, &cp);

			CHECK(step >= 1 && step <= n - at && cp <= 0x10FFFF);
			at += step;
		}
		clean = utf8_clean(&a, s);
		again = utf8_clean(&a, clean);
		CHECK(utf8_valid(clean, strlen(clean)));
		CHECK_STR(again, clean);
		CHECK(utf8_clip(s, 7, &used) <= n && used <= 7);
		CHECK(utf8_len(s) <= n);
		free(s);
		arena_clear(&a);
	}
}

TEST(clean_drops_what_could_mislead)
{
	static const struct { const char *dirty, *want; } cases[] = {
		{ "  abc \t\r\n", "abc" },
		{ "a\tb", "a b" },
		{ "a\t\r\n\tb", "a b" },
		{ "a  b", "a  b" },
		{ "\xE3\x80\x80王芳\xE3\x80\x80", "王芳" },        /* ideographic spaces at the ends */
		{ "王\033[31m芳", "王[31m芳" },                    /* ESC gone, its text harmless */
		{ "a\x07\x08\x7F" "b", "ab" },
		{ "a\xC2\x85\xC2\x9B" "31mb", "a31mb" },           /* C1: NEL and CSI */
		{ "abc\xE2\x80\xAE" "fdp.exe", "abcfdp.exe" },     /* right-to-left override */
		{ "\xE2\x81\xA6x\xE2\x81\xA9", "x" },              /* isolates */
		{ "\xE2\x80\x8E\xE2\x80\x8F\xD8\x9Cy", "y" },      /* LRM, RLM, ALM */
		{ "zero\xE2\x80\x8Bwidth\xEF\xBB\xBF", "zerowidth" },
		{ "a\xE2\x80\xA8" "b\xE2\x80\xA9" "c", "a b c" },  /* line and paragraph separator */
		{ "e\xCC\x81", "\xC3\xA9" },                       /* NFC */
		{ "bad\xFF!", "bad\xEF\xBF\xBD!" },
		{ "＝Ａ", "＝Ａ" },                                /* NFC keeps full-width forms */
		{ "", "" },
		{ " \t ", "" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		CHECK_STR(utf8_clean(&a, cases[i].dirty), cases[i].want);
	CHECK_STR(utf8_clean(&a, NULL), "");
	arena_clear(&a);
}

TEST(keys_fold_case_and_width_but_keep_accents)
{
	CHECK_STR(utf8_key(&a, "  Coca\t  COLA "), "coca cola");
	CHECK_STR(utf8_key(&a, "ＡＢＣ１２３　①"), "abc123 1");
	CHECK_STR(utf8_key(&a, "Crème BRÛLÉE"), "crème brûlée");
	CHECK(strcmp(utf8_key(&a, "creme"), utf8_key(&a, "crème")) != 0);
	CHECK_STR(utf8_key(&a, "STRASSE"), utf8_key(&a, "straße"));
	CHECK_STR(utf8_key(&a, "e\xCC\x81"), utf8_key(&a, "É"));
	CHECK_STR(utf8_key(&a, "王芳"), "王芳");
	arena_clear(&a);
}

TEST(narrow_makes_typed_codes_ascii)
{
	CHECK_STR(utf8_narrow(&a, "　６９０１２３－Ａ　"), "690123-A");
	CHECK_STR(utf8_narrow(&a, "３＊６９０"), "3*690");
	CHECK_STR(utf8_narrow(&a, "AbC"), "AbC");
	arena_clear(&a);
}

/* utf8_key is a fixed point: what was made once and stored compares equal to what is made again. */
TEST(key_of_a_key_is_the_key)
{
	int round, i;

	for (round = 0; round < 20000; round++) {
		char s[64], *at = s;
		const char *key;

		for (i = 0; i < 6; i++)
			at += utf8_encode((uint32_t)(t_rand(4) ? t_range(0x20, 0x33FF) : t_range(0x3400, 0x2FFFF)), at);
		*at = '\0';
		key = utf8_key(&a, s);
		if (!CHECK_STR(utf8_key(&a, key), key))
			return;
		arena_clear(&a);
	}
}

TEST(widths_are_those_of_the_terminal)
{
	CHECK_INT(utf8_width(""), 0);
	CHECK_INT(utf8_width("abc"), 3);
	CHECK_INT(utf8_width("掌柜"), 4);
	CHECK_INT(utf8_width("𠮷野家"), 6);
	CHECK_INT(utf8_width("e\xCC\x81"), 1);
	CHECK_INT(utf8_width("￥12.50"), 7);
	CHECK_INT(utf8_width("¥12.50"), 6);
	CHECK_INT(utf8_width("\xFF\xFE"), 2);
	CHECK_INT(utf8_cp_width(0x4E00), 2);
	CHECK_INT(utf8_cp_width(0x0301), 0);
	CHECK_INT(utf8_cp_width(0x1B), 1); /* shown as U+FFFD */
	CHECK_INT(utf8_len("掌柜 a𠮷"), 5);
}

TEST(clipping_never_halves_a_character)
{
	int used = -1;

	CHECK_INT(utf8_clip("掌柜超市", 5, &used), 6);
	CHECK_INT(used, 4);
	CHECK_INT(utf8_clip("掌柜超市", 1, &used), 0);
	CHECK_INT(used, 0);
	CHECK_INT(utf8_clip("掌柜超市", 8, NULL), 12);
	CHECK_INT(utf8_clip("a掌", 2, &used), 1);
	CHECK_INT(used, 1);
	CHECK_INT(utf8_clip("e\xCC\x81x", 1, &used), 3); /* the accent goes with its letter */
	CHECK_INT(utf8_clip("abc", 0, &used), 0);
	CHECK_INT(utf8_clip("abc", -3, &used), 0);
	CHECK_INT(used, 0);
}

TEST(gb18030_is_read)
{
	char *out = NULL;
	size_t n = 0;

	CHECK_INT(utf8_from_gb18030(&a, "\xD5\xC6\xB9\xF1 A", 6, &out, &n), OK);
	CHECK_STR(out, "掌柜 A");
	CHECK_INT(n, 8);
	/* Four-byte forms: the sign of the yuan in Latin-1 and a character beyond the first plane. */
	CHECK_INT(utf8_from_gb18030(&a, "\x81\x30\x84\x36\x95\x34\xB0\x31", 8, &out, &n), OK);
	CHECK_STR(out, "\xC2\xA5\xF0\xA0\xAE\x9F");
	CHECK_INT(utf8_from_gb18030(&a, "", 0, &out, &n), OK);
	CHECK_STR(out, "");
	CHECK_INT(n, 0);
	CHECK_INT(utf8_from_gb18030(&a, "ok\xFF\xFFno", 6, &out, &n), ERR_INVALID);
	CHECK_INT(utf8_from_gb18030(&a, "cut\xD5", 4, &out, &n), ERR_INVALID);
	arena_release(&a);
}

/* Longer than one conversion chunk, with a character across its end. */
TEST(long_gb18030_is_whole)
{
	enum { CHARS = 5000 };
	char *gb = malloc(CHARS * 2 + 1), *out = NULL;
	size_t i, n = 0;

	gb[0] = 'x';
	for (i = 0; i < CHARS; i++)
		memcpy(gb + 1 + i * 2, "\xB9\xF1", 2);
	CHECK_INT(utf8_from_gb18030(&a, gb, CHARS * 2 + 1, &out, &n), OK);
	CHECK_INT(n, CHARS * 3 + 1);
	CHECK_INT(utf8_len(out), CHARS + 1);
	CHECK_STR(out + 1 + (CHARS - 1) * 3, "柜");
	free(gb);
	arena_release(&a);
}

T_MAIN
