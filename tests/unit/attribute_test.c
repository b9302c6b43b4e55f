/* attribute_test.c - attributes of a shop's own: what each kind takes, its normal form and limits, order and search. */
#include "model/member/attribute.h"

#include "../t.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static struct arena arena = ARENA_INIT;
static const char *const skins[] = { "Dry", "oily", "敏感", "Very Dry" };
static const struct attribute text = { .kind = ATTRIBUTE_TEXT }, whole = { .kind = ATTRIBUTE_NUMBER },
	tenths = { .kind = ATTRIBUTE_NUMBER, .decimals = 2, .min = -500, .max = 10000 },
	date = { .kind = ATTRIBUTE_DATE }, yes_no = { .kind = ATTRIBUTE_YES_NO },
	choice = { .kind = ATTRIBUTE_CHOICE, .choices = skins, .choice_count = 4 },
	list = { .kind = ATTRIBUTE_LIST, .choices = skins, .choice_count = 4 };

static void check_value(const struct attribute *def, const char *typed, const char *want)
{
	const char *value, *again;

	if (!CHECK_INT(attribute_parse(&arena, def, typed, &value), ATTRIBUTE_OK) || !CHECK_STR(value, want))
		printf("# %s\n", typed);
	if (CHECK_INT(attribute_parse(&arena, def, value, &again), ATTRIBUTE_OK))
		CHECK_STR(again, value);
}

static void check_fault(const struct attribute *def, const char *typed, enum attribute_fault want)
{
	const char *value;

	if (!CHECK_INT(attribute_parse(&arena, def, typed, &value), want))
		printf("# %s\n", typed);
}

TEST(each_kind_and_each_test_has_a_name_of_its_own)
{
	for (int i = ATTRIBUTE_TEXT; i < ATTRIBUTE_KINDS; i++)
		for (int k = 0; k < i; k++)
			CHECK(strcmp(attribute_kind_name[i], attribute_kind_name[k]) != 0);
	for (int i = ATTRIBUTE_EQUAL; i < ATTRIBUTE_TESTS; i++)
		for (int k = 0; k < i; k++)
			CHECK(strcmp(attribute_test_name[i], attribute_test_name[k]) != 0);
}

TEST(texts)
{
	struct attribute three = { .kind = ATTRIBUTE_TEXT, .length_max = 3 };
	char long_text[ATTRIBUTE_TEXT_MAX + 2];

	check_value(&text, "  likes\ttea \x1b ", "likes tea");
	check_value(&text, "", "");
	check_value(&three, "喝绿茶", "喝绿茶");
	check_fault(&three, "喝绿茶吗", ATTRIBUTE_TOO_LONG);
	memset(long_text, 'x', sizeof long_text);
	long_text[ATTRIBUTE_TEXT_MAX + 1] = '\0';
	check_fault(&text, long_text, ATTRIBUTE_TOO_LONG);
	long_text[ATTRIBUTE_TEXT_MAX] = '\0';
	check_value(&text, long_text, long_text);
}

TEST(numbers)
{
	check_value(&whole, " 007 ", "7");
	check_value(&whole, "-0", "0");
	check_value(&whole, "+12", "12");
	check_value(&whole, "-12", "-12");
	check_value(&whole, "1000000000000000", "1000000000000000");
	check_fault(&whole, "1000000000000001", ATTRIBUTE_NO_NUMBER);
	check_fault(&whole, "1.5", ATTRIBUTE_NO_NUMBER);
	check_fault(&whole, "twelve", ATTRIBUTE_NO_NUMBER);
	check_fault(&whole, "-", ATTRIBUTE_NO_NUMBER);
	check_fault(&whole, "--1", ATTRIBUTE_NO_NUMBER);
	check_fault(&whole, "1 2", ATTRIBUTE_NO_NUMBER);
	check_value(&tenths, "12.5", "12.5");
	check_value(&tenths, "12.50", "12.5");
	check_value(&tenths, "-0.05", "-0.05");
	check_value(&tenths, "-5", "-5");
	check_value(&tenths, "100", "100");
	check_fault(&tenths, "-5.01", ATTRIBUTE_TOO_SMALL);
	check_fault(&tenths, "100.01", ATTRIBUTE_TOO_LARGE);
	check_fault(&tenths, "1.005", ATTRIBUTE_NO_NUMBER);
	check_fault(&(struct attribute){ .kind = ATTRIBUTE_NUMBER, .decimals = 6 }, "999999999999999.9",
		ATTRIBUTE_NO_NUMBER);
}

TEST(dates)
{
	struct attribute year = { .kind = ATTRIBUTE_DATE, .min = 20260101, .max = 20261231 };

	check_value(&date, "2026-11-21", "2026-11-21");
	check_value(&date, "20261121", "2026-11-21");
	check_value(&date, "20261121", "2026-11-21");
	check_fault(&date, "2026-11-31", ATTRIBUTE_NO_DATE);
	check_fault(&date, "21.11.2026", ATTRIBUTE_NO_DATE);
	check_fault(&date, "tomorrow", ATTRIBUTE_NO_DATE);
	check_value(&year, "2026-01-01", "2026-01-01");
	check_value(&year, "2026-12-31", "2026-12-31");
	check_fault(&year, "2025-12-31", ATTRIBUTE_TOO_SMALL);
	check_fault(&year, "2027-01-01", ATTRIBUTE_TOO_LARGE);
}

TEST(choices_and_lists)
{
	check_value(&choice, "dry", "Dry");
	check_value(&choice, " VERY  dry ", "Very Dry");
	check_value(&choice, "敏感", "敏感");
	check_fault(&choice, "dry; oily", ATTRIBUTE_NO_CHOICE);
	check_fault(&choice, "ver", ATTRIBUTE_NO_CHOICE);
	check_value(&list, "dry", "Dry");
	check_value(&list, "very dry;敏感,dry", "Dry; 敏感; Very Dry"); /* in the order of the choices */
	check_value(&list, "敏感、oily;dry,dry", "Dry; oily; 敏感"); /* each once */
	check_value(&list, ";;", "");
	check_fault(&list, "dry; wet", ATTRIBUTE_NO_CHOICE);
}

TEST(yes_and_no)
{
	static const char *const yes[] = { "yes", "Y", "1", "TRUE", "是", "有" };
	static const char *const no[] = { "no", "N", "0", "false", "否", "无" };

	for (int i = 0; i < COUNT(yes); i++) {
		check_value(&yes_no, yes[i], "yes");
		check_value(&yes_no, no[i], "no");
	}
	check_fault(&yes_no, "perhaps", ATTRIBUTE_NOT_YES_NO);
	check_fault(&yes_no, "2", ATTRIBUTE_NOT_YES_NO);
}

TEST(what_must_be_there)
{
	for (int kind = ATTRIBUTE_TEXT; kind < ATTRIBUTE_KINDS; kind++) {
		struct attribute def = { .kind = (enum attribute_kind)kind, .choices = skins, .choice_count = 4 };

		check_value(&def, " \t ", "");
		def.required = true;
		check_fault(&def, "", ATTRIBUTE_MISSING);
		check_fault(&def, " \t ", ATTRIBUTE_MISSING);
	}
	check_fault(&(struct attribute){ .kind = ATTRIBUTE_LIST, .required = true, .choices = skins,
		.choice_count = 4 }, ";", ATTRIBUTE_MISSING);
}

TEST(definitions_that_can_be_meant)
{
	static const char *const same[] = { "Dry", "dry " }, *const twice[] = { "dry", "DRY" }, *const none[] = { "" };
	static const char *const marked[] = { "dry;oily" }, *const marked_zh[] = { "干、油" };
	const struct attribute *good[] = { &text, &whole, &tenths, &date, &yes_no, &choice, &list };
	const struct attribute bad[] = {
		{ .kind = 0 }, { .kind = ATTRIBUTE_KINDS },
		{ .kind = ATTRIBUTE_TEXT, .length_max = ATTRIBUTE_TEXT_MAX + 1 },
		{ .kind = ATTRIBUTE_TEXT, .length_max = -1 }, { .kind = ATTRIBUTE_NUMBER, .min = 2, .max = 1 },
		{ .kind = ATTRIBUTE_NUMBER, .decimals = ATTRIBUTE_DECIMALS_MAX + 1 },
		{ .kind = ATTRIBUTE_NUMBER, .max = ATTRIBUTE_NUMBER_MAX + 1 },
		{ .kind = ATTRIBUTE_NUMBER, .min = -ATTRIBUTE_NUMBER_MAX - 1 },
		{ .kind = ATTRIBUTE_DATE, .min = 1, .max = 20261231 }, { .kind = ATTRIBUTE_CHOICE },
		{ .kind = ATTRIBUTE_LIST }, { .kind = ATTRIBUTE_CHOICE, .choices = same, .choice_count = 2 },
		{ .kind = ATTRIBUTE_CHOICE, .choices = twice, .choice_count = 2 },
		{ .kind = ATTRIBUTE_CHOICE, .choices = none, .choice_count = 1 },
		{ .kind = ATTRIBUTE_LIST, .choices = marked, .choice_count = 1 },
		{ .kind = ATTRIBUTE_LIST, .choices = marked_zh, .choice_count = 1 },
		{ .kind = ATTRIBUTE_LIST, .choices = skins, .choice_count = ATTRIBUTE_CHOICES_MAX + 1 },
	};

	for (int i = 0; i < COUNT(good); i++)
		CHECK(attribute_sound(&arena, good[i]));
	for (int i = 0; i < COUNT(bad); i++)
		if (!CHECK(!attribute_sound(&arena, &bad[i])))
			printf("# definition %d\n", i);
}

TEST(as_many_choices_as_there_may_be)
{
	const char *many[ATTRIBUTE_CHOICES_MAX];
	struct attribute def = { .kind = ATTRIBUTE_LIST, .choices = many, .choice_count = ATTRIBUTE_CHOICES_MAX };

	for (int i = 0; i < ATTRIBUTE_CHOICES_MAX; i++)
		many[i] = arena_printf(&arena, "c%d", i);
	CHECK(attribute_sound(&arena, &def));
	check_value(&def, "c99, c0", "c0; c99");
	CHECK_STR(attribute_key(&arena, &def, "c0; c99"), "0099");
}

/* --- order and search -------------------------------------------------------------------------- */

static int order(const struct attribute *def, const char *x, const char *y)
{
	int there = attribute_compare(&arena, def, x, y), back = attribute_compare(&arena, def, y, x);

	CHECK((there < 0) == (back > 0) && (there == 0) == (back == 0));
	return there < 0 ? -1 : there > 0;
}

TEST(values_stand_in_the_order_people_expect)
{
	CHECK_INT(order(&whole, "9", "10"), -1);
	CHECK_INT(order(&whole, "-10", "-9"), -1);
	CHECK_INT(order(&whole, "-1", "0"), -1);
	CHECK_INT(order(&whole, "-1000000000000000", "1000000000000000"), -1);
	CHECK_INT(order(&tenths, "1.5", "1.25"), 1);
	CHECK_INT(order(&tenths, "1.5", "1.5"), 0);
	CHECK_INT(order(&text, "apple", "Banana"), -1);
	CHECK_INT(order(&text, "APPLE", "apple"), 0);
	CHECK_INT(order(&date, "2026-02-01", "2026-01-31"), 1);
	CHECK_INT(order(&choice, "oily", "Dry"), 1); /* by their place */
	CHECK_INT(order(&choice, "Very Dry", "Dry"), 1);
	CHECK_INT(order(&list, "Dry; oily", "Dry"), 1);
	CHECK_INT(order(&list, "Dry; Very Dry", "oily"), -1);
	CHECK_INT(order(&yes_no, "no", "yes"), -1);
	CHECK_INT(order(&text, "", "zebra"), 1); /* none last */
	CHECK_INT(order(&text, "", ""), 0);
	CHECK_INT(order(&choice, "gone since", "Dry"), 1);
}

static bool matches(const struct attribute *def, const char *value, enum attribute_test test, const char *wanted)
{
	return attribute_matches(&arena, def, value, test, wanted);
}

TEST(searches)
{
	CHECK(matches(&whole, "10", ATTRIBUTE_AT_LEAST, "10") && matches(&whole, "10", ATTRIBUTE_AT_LEAST, "9"));
	CHECK(!matches(&whole, "9", ATTRIBUTE_AT_LEAST, "10"));
	CHECK(matches(&whole, "10", ATTRIBUTE_AT_MOST, "10") && !matches(&whole, "11", ATTRIBUTE_AT_MOST, "10"));
	CHECK(matches(&whole, "10", ATTRIBUTE_EQUAL, "10") && !matches(&whole, "10", ATTRIBUTE_DIFFERENT, "10"));
	CHECK(!matches(&whole, "10", ATTRIBUTE_EQUAL, "11") && matches(&whole, "10", ATTRIBUTE_DIFFERENT, "11"));
	CHECK(matches(&date, "2026-11-21", ATTRIBUTE_AT_MOST, "2026-11-21"));
	CHECK(matches(&text, "Likes Green Tea", ATTRIBUTE_CONTAINS, "green t"));
	CHECK(!matches(&text, "Likes Green Tea", ATTRIBUTE_CONTAINS, "black"));
	CHECK(matches(&text, "TEA", ATTRIBUTE_EQUAL, "tea"));
	CHECK(matches(&list, "Dry; 敏感", ATTRIBUTE_CONTAINS, "敏感"));
	CHECK(matches(&list, "Dry; 敏感", ATTRIBUTE_CONTAINS, "Dry; 敏感"));
	CHECK(!matches(&list, "Dry; 敏感", ATTRIBUTE_CONTAINS, "Dry; oily"));
	CHECK(!matches(&list, "Very Dry", ATTRIBUTE_CONTAINS, "Dry")); /* a choice, not its letters */
	CHECK(matches(&choice, "oily", ATTRIBUTE_AT_LEAST, "Dry"));
	CHECK(!matches(&choice, "Dry", ATTRIBUTE_AT_LEAST, "oily"));
}

TEST(who_has_no_value_has_no_other_one)
{
	for (int test = ATTRIBUTE_EQUAL; test < ATTRIBUTE_TESTS; test++) {
		CHECK(matches(&text, "", test, "x") == (test == ATTRIBUTE_EMPTY));
		CHECK(!matches(&text, "y", test, "x") == (test == ATTRIBUTE_EQUAL || test == ATTRIBUTE_AT_MOST
			|| test == ATTRIBUTE_CONTAINS || test == ATTRIBUTE_EMPTY));
	}
	CHECK(matches(&text, "y", ATTRIBUTE_GIVEN, ""));
	CHECK(!matches(&choice, "gone since", ATTRIBUTE_DIFFERENT, "Dry"));
}

TEST(which_tests_fit_which_kind)
{
	CHECK(attribute_test_fits(ATTRIBUTE_NUMBER, ATTRIBUTE_AT_LEAST));
	CHECK(attribute_test_fits(ATTRIBUTE_DATE, ATTRIBUTE_AT_MOST));
	CHECK(attribute_test_fits(ATTRIBUTE_CHOICE, ATTRIBUTE_AT_LEAST));
	CHECK(!attribute_test_fits(ATTRIBUTE_TEXT, ATTRIBUTE_AT_LEAST));
	CHECK(!attribute_test_fits(ATTRIBUTE_YES_NO, ATTRIBUTE_AT_MOST));
	CHECK(!attribute_test_fits(ATTRIBUTE_LIST, ATTRIBUTE_AT_MOST));
	CHECK(attribute_test_fits(ATTRIBUTE_TEXT, ATTRIBUTE_CONTAINS));
	CHECK(attribute_test_fits(ATTRIBUTE_LIST, ATTRIBUTE_CONTAINS));
	CHECK(!attribute_test_fits(ATTRIBUTE_NUMBER, ATTRIBUTE_CONTAINS));
	for (int kind = ATTRIBUTE_TEXT; kind < ATTRIBUTE_KINDS; kind++)
		CHECK(attribute_test_fits(kind, ATTRIBUTE_EQUAL) && attribute_test_fits(kind, ATTRIBUTE_EMPTY));
}

TEST(choices_are_told_as_one_text_and_back)
{
	struct arena a = ARENA_INIT;
	struct attribute d = { .kind = ATTRIBUTE_CHOICE };

	attribute_choices(&a, " dry;oily、 mixed skin ,;", &d);
	CHECK_INT(d.choice_count, 3);
	CHECK_STR(attribute_choices_text(&a, &d), "dry; oily; mixed skin");
	CHECK(attribute_sound(&a, &d));
	attribute_choices(&a, "dry; DRY", &d);
	CHECK(!attribute_sound(&a, &d));
	attribute_choices(&a, "", &d);
	CHECK(d.choice_count == 0 && !attribute_sound(&a, &d));
	arena_release(&a);
}

TEST(one_of_two_limits_may_be_left_open)
{
	struct arena a = ARENA_INIT;
	struct attribute size = { .kind = ATTRIBUTE_NUMBER, .decimals = 1 }, day = { .kind = ATTRIBUTE_DATE };
	const int64_t nothing = 0, born = 20000229;
	const char *value;
	int64_t limit;

	attribute_limits(&size, &nothing, NULL); /* from 0 on */
	CHECK_INT(attribute_parse(&a, &size, "-0.1", &value), ATTRIBUTE_TOO_SMALL);
	CHECK_INT(attribute_parse(&a, &size, "0", &value), ATTRIBUTE_OK);
	CHECK_INT(attribute_parse(&a, &size, "99999999999999.9", &value), ATTRIBUTE_OK);
	CHECK(!attribute_unlimited(&size, size.min) && attribute_unlimited(&size, size.max));
	attribute_limits(&size, NULL, NULL);
	CHECK(attribute_unlimited(&size, size.min));
	CHECK_INT(attribute_parse(&a, &size, "-0.1", &value), ATTRIBUTE_OK);
	CHECK_INT(attribute_limit_parse(&size, "-3.5", &limit), OK);
	CHECK_INT(limit, -35);
	CHECK_INT(attribute_limit_parse(&size, "3.55", &limit), ERR_INVALID);
	attribute_limits(&day, NULL, &born);
	CHECK(attribute_sound(&a, &day));
	CHECK_INT(attribute_parse(&a, &day, "2000-02-29", &value), ATTRIBUTE_OK);
	CHECK_INT(attribute_parse(&a, &day, "2000-03-01", &value), ATTRIBUTE_TOO_LARGE);
	CHECK_INT(attribute_limit_parse(&day, "2000-02-30", &limit), ERR_INVALID);
	CHECK_STR(attribute_limit_text(&a, &day, day.max), "2000-02-29");
	arena_release(&a);
}

T_MAIN
