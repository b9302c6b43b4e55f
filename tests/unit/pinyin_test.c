/* pinyin_test.c - readings of characters and what finds a name, by examples of the trade. */
#include "model/pinyin.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "../t.h"

static bool finds(const char *typed, const char *name)
{
	struct arena a = ARENA_INIT;
	bool found = pinyin_match(utf8_key(&a, name), utf8_key(&a, typed));

	arena_release(&a);
	if (!found)
		printf("# %s does not find %s\n", typed, name);
	return found;
}

/* A quiet "does not find", for the cases where that is wanted. */
static bool misses(const char *typed, const char *name)
{
	struct arena a = ARENA_INIT;
	bool found = pinyin_match(utf8_key(&a, name), utf8_key(&a, typed));

	arena_release(&a);
	return !found;
}

/* All readings of a character, in order: "xing hang heng". */
static const char *readings(const char *character)
{
	static char text[200];
	const uint16_t *list;
	uint32_t cp;
	int n;

	utf8_decode(character, strlen(character), &cp);
	n = pinyin_readings(cp, &list);
	text[0] = '\0';
	for (int i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
			 pinyin_syllable(list[i]));
	return text;
}

TEST(usual_reading_comes_first)
{
	CHECK_STR(readings("行"), "xing hang heng");
	CHECK_STR(readings("单"), "dan chan shan");
	CHECK_STR(readings("吕"), "lv");
	CHECK_STR(readings("略"), "lve");
	CHECK_STR(readings("女"), "nv");
	CHECK_STR(readings("可"), "ke");
	CHECK_STR(readings("𠮷"), "");
	CHECK_STR(readings("k"), "");
	CHECK_STR(readings("、"), "");
}

TEST(a_name_may_begin_as_typed)
{
	CHECK(pinyin_begins("异常", "yc"));
	CHECK(pinyin_begins("异常", "yichang"));
	CHECK(pinyin_begins("异常", "异c"));
	CHECK(pinyin_begins("x report", "xrep"));
	CHECK(!pinyin_begins("作废上一单", "yc")); /* found, but not from its first character */
	CHECK(pinyin_match("作废上一单", "yc"));
	CHECK(!pinyin_begins("异常", "c"));
	CHECK(!pinyin_begins("异", "yc"));
	CHECK(!pinyin_begins("", "y"));
	CHECK(!pinyin_begins("异常", ""));
}

TEST(initials_are_those_of_all_readings)
{
	CHECK_INT(pinyin_initials(0x884C), 1 << ('x' - 'a') | 1 << ('h' - 'a'));
	CHECK_INT(pinyin_initials('a'), 0);
	CHECK_INT(pinyin_initials(0x20BB7), 0);
	for (uint32_t cp = 0; cp < 0x40000; cp++) {
		const uint16_t *list;
		uint32_t mask = 0;
		int n = pinyin_readings(cp, &list);

		for (int i = 0; i < n; i++)
			mask |= UINT32_C(1) << (pinyin_syllable(list[i])[0] - 'a');
		if (!CHECK_INT(pinyin_initials(cp), mask))
			return;
	}
}

TEST(syllables_are_plain_letters_and_different)
{
	CHECK(pinyin_syllable_count > 400 && pinyin_syllable_count < PINYIN_LIST_MAX);
	for (int i = 1; i <= pinyin_syllable_count; i++) {
		const char *s = pinyin_syllable((uint16_t)i);

		CHECK_INT(strspn(s, "abcdefghijklmnopqrstuvwxyz"), strlen(s));
		CHECK(*s && strlen(s) <= PINYIN_SYLLABLE_MAX);
		for (int j = 1; j < i; j++)
			CHECK(strcmp(s, pinyin_syllable((uint16_t)j)) != 0);
	}
}

TEST(code_points_past_every_table_have_no_reading)
{
	static const uint32_t far[] = { 0x323B0, 0x33FFF, 0xE0000, 0x10FFFF, 0x110000, UINT32_MAX };

	for (size_t i = 0; i < sizeof far / sizeof *far; i++)
		CHECK_INT(pinyin_initials(far[i]), 0);
}

TEST(every_reading_finds)
{
	CHECK(finds("yh", "银行"));
	CHECK(finds("yinhang", "银行"));
	CHECK(finds("yx", "银行"));
	CHECK(finds("sxx", "单雄信"));
	CHECK(finds("dxx", "单雄信"));
	CHECK(finds("shanxiongxin", "单雄信"));
	CHECK(finds("danxiongxin", "单雄信"));
	CHECK(finds("cq", "重庆"));
	CHECK(finds("chongqing", "重庆"));
	CHECK(finds("zhongqing", "重庆"));
	CHECK(finds("xm", "厦门"));
	CHECK(finds("zengguofan", "曾国藩"));
	CHECK(finds("lv", "吕"));
	CHECK(finds("lvse", "绿色"));
	CHECK(misses("lu", "吕"));
	CHECK(misses("yb", "银行"));
}

TEST(a_character_without_reading_is_its_own_text)
{
	CHECK(finds("𠮷", "𠮷野家"));
	CHECK(finds("𠮷yj", "𠮷野家"));
	CHECK(finds("𠮷yejia", "𠮷野家"));
	CHECK(finds("yj", "𠮷野家"));
	CHECK(misses("jyj", "𠮷野家"));
}

TEST(digits_and_latin_letters_stand_for_themselves)
{
	CHECK(finds("kkkl330ml", "可口可乐330ml"));
	CHECK(finds("KKKL330ML", "可口可乐330mL"));
	CHECK(finds("kekoukele330", "可口可乐330ml"));
	CHECK(finds("kl330", "可口可乐 330ml"));
	CHECK(finds("可乐330", "可口可乐 (330ml)"));
	CHECK(finds("330ml*24", "可口可乐３３０ｍｌ*24"));
	CHECK(misses("kkkl500", "可口可乐330ml"));
	CHECK(misses("15l", "冰红茶1.5L"));
}

TEST(a_stretch_may_begin_anywhere_and_end_in_a_cut_syllable)
{
	CHECK(finds("hongc", "冰红茶"));
	CHECK(finds("hongcha", "冰红茶"));
	CHECK(finds("bingho", "冰红茶"));
	CHECK(misses("ingh", "冰红茶"));
	CHECK(finds("bhcha", "冰红茶"));
	CHECK(finds("冰hc", "冰红茶"));
	CHECK(misses("binghocha", "冰红茶"));
	CHECK(misses("bc", "冰红茶"));
	CHECK(misses("hongchaa", "冰红茶"));
}

TEST(marks_count_on_neither_side)
{
	CHECK(finds("dm·b", "大·明 白"));
	CHECK(misses("hfs(散)", "红富士苹果(散)"));
	CHECK(finds("苹果散", "红富士苹果（散）"));
	CHECK(misses("()", "红富士苹果(散)"));
	CHECK(misses("", "红富士苹果"));
	CHECK(misses("a", ""));
}

TEST(a_query_has_a_limit)
{
	char text[PINYIN_QUERY_MAX + 2];
	struct pinyin_query q;

	memset(text, 'a', sizeof text);
	text[PINYIN_QUERY_MAX] = '\0';
	CHECK_INT(pinyin_query_init(&q, text), OK);
	CHECK_INT(q.count, PINYIN_QUERY_MAX);
	CHECK(pinyin_found(&q, text));
	text[PINYIN_QUERY_MAX] = 'a';
	text[PINYIN_QUERY_MAX + 1] = '\0';
	CHECK_INT(pinyin_query_init(&q, text), ERR_INVALID);
	CHECK_INT(pinyin_query_init(&q, " -"), ERR_INVALID);
}

TEST(what_a_character_takes_agrees_with_its_steps)
{
	static const char *const typed[] = { "xingh", "hanghang", "x行", "lve", "zhuangzhuang" };
	static const uint32_t names[] = { 0x884C, 0x7565, 0x88C5, 'x', 0x20BB7 };

	for (size_t t = 0; t < sizeof typed / sizeof *typed; t++) {
		struct pinyin_query q;

		if (!CHECK_INT(pinyin_query_init(&q, typed[t]), OK))
			return;
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			for (int p = 0; p < q.count; p++) {
				bool takes = pinyin_takes(&q, names[i]) >> p & 1;

				CHECK(takes == (pinyin_step(&q, UINT64_C(1) << p, names[i]) != 0));
			}
		}
	}
}

T_MAIN
