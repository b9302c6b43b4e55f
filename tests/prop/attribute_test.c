/* attribute_test.c - whatever is typed, its normal form is its own; numbers and lists stand in the order that counting
 * says; bytes of any kind end in a value that fits or in a reason. */
#include "model/member/attribute.h"

#include "../t.h"
#include "base/utf8.h"

#define ROUNDS 20000
#define CHOICES 8

static struct arena arena = ARENA_INIT;
static const char *const colours[CHOICES] = { "red", "Green", "blue", "黑", "white", "dark red", "灰", "light Blue" };

static struct attribute any_attribute(void)
{
	return (struct attribute){ .kind = (enum attribute_kind)t_range(ATTRIBUTE_TEXT, ATTRIBUTE_LIST),
		.required = t_rand(2), .decimals = (int)t_rand(ATTRIBUTE_DECIMALS_MAX + 1),
		.length_max = (int)t_rand(30),
		.choices = colours, .choice_count = CHOICES };
}

/* Pieces of which people's values are made, and bytes that nobody types. */
static const char *any_text(void)
{
	static const char *const pieces[] = { "1", "23", "-", ".", "2026", "-11-", "21", "red", "dark", " ", ";", ",",
		"黑", "、", "Yes", "no", "否", "\xff", "\x1b[", "\t", "1" };
	const char *s = "";

	for (uint64_t n = t_rand(6); n > 0; n--)
		s = arena_printf(&arena, "%s%s", s, pieces[t_rand(sizeof pieces / sizeof *pieces)]);
	return s;
}

TEST(a_normal_form_is_its_own)
{
	int taken = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct attribute def = any_attribute();
		const char *value, *again, *typed = any_text();

		if (attribute_parse(&arena, &def, typed, &value) == ATTRIBUTE_OK) {
			taken++;
			if (!CHECK_INT(attribute_parse(&arena, &def, value, &again), ATTRIBUTE_OK)
				|| !CHECK_STR(again, value) || !CHECK(utf8_valid(value, strlen(value)))
				|| !CHECK(!*value == !*attribute_key(&arena, &def, value))
				|| !CHECK_INT(attribute_compare(&arena, &def, value, again), 0)
				|| !CHECK(!def.required || *value))
				return;
		}
		arena_clear(&arena);
	}
	CHECK(taken > ROUNDS / 20);
}

TEST(numbers_stand_by_size)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct attribute def = { .kind = ATTRIBUTE_NUMBER, .decimals = (int)t_rand(4) };
		int64_t v[2], unit = 1;
		const char *value[2];
		int order;

		for (int i = 0; i < def.decimals; i++)
			unit *= 10;
		for (int i = 0; i < 2; i++) {
			const char *typed;

			v[i] = t_range(-t_range(1, ATTRIBUTE_NUMBER_MAX), t_rand(2) ? 99 : ATTRIBUTE_NUMBER_MAX);
			typed = arena_printf(&arena, "%s%lld.%0*lld", v[i] < 0 ? "-" : "",
				(long long)((v[i] < 0 ? -v[i] : v[i]) / unit), def.decimals ? def.decimals : 1,
				(long long)((v[i] < 0 ? -v[i] : v[i]) % unit));
			if (!def.decimals)
				typed = arena_strndup(&arena, typed, strlen(typed) - 2);
			if (!CHECK_INT(attribute_parse(&arena, &def, typed, &value[i]), ATTRIBUTE_OK))
				return;
		}
		order = attribute_compare(&arena, &def, value[0], value[1]);
		if (!CHECK((order < 0) == (v[0] < v[1]) && (order == 0) == (v[0] == v[1])))
			return;
		arena_clear(&arena);
	}
}

/* Sets of choices as bits: parsed from any order, they contain each other as the bits do. */
TEST(lists_are_sets)
{
	const struct attribute def = { .kind = ATTRIBUTE_LIST, .choices = colours, .choice_count = CHOICES };

	for (int round = 0; round < ROUNDS; round++) {
		unsigned bits[2] = { (unsigned)t_rand(256), (unsigned)t_rand(256) };
		const char *value[2];

		if (t_rand(2))
			bits[1] &= bits[0];
		for (int i = 0; i < 2; i++) {
			const char *typed = "";
			int first = (int)t_rand(CHOICES);

			for (int k = 0; k < CHOICES; k++)
				if (bits[i] >> (first + k) % CHOICES & 1)
					typed = arena_printf(&arena, "%s%s%s", typed, t_rand(2) ? "; " : ",",
						colours[(first + k) % CHOICES]);
			if (!CHECK_INT(attribute_parse(&arena, &def, typed, &value[i]), ATTRIBUTE_OK))
				return;
		}
		if (!CHECK((strcmp(value[0], value[1]) == 0) == (bits[0] == bits[1])))
			return;
		if (bits[0] && !CHECK(attribute_matches(&arena, &def, value[0], ATTRIBUTE_CONTAINS, value[1]) ==
			((bits[0] & bits[1]) == bits[1])))
			return;
		arena_clear(&arena);
	}
}

T_MAIN
