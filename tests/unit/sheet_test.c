/* sheet_test.c - the recovery sheet: what is typed from it is the keys, and no single mistake
 * passes. */
#include "../../src/service/shop/shop_int.h"
#include "../t.h"
#include "service/keycare.h"
#include "service/keys.h"

static struct arena mem;

static struct shop_keys some_keys(int seals)
{
	struct shop_keys keys;

	keys_make(&keys);
	while (keys.seal_count < seals)
		seal_random(keys.seal[keys.seal_count++], SEAL_KEY_BYTES);
	return keys;
}

static bool same(const struct shop_keys *a, const struct shop_keys *b)
{
	return a->seal_count == b->seal_count && memcmp(a->pepper, b->pepper, sizeof a->pepper) == 0
		&& memcmp(a->seal, b->seal, (size_t)a->seal_count * SEAL_KEY_BYTES) == 0;
}

TEST(a_sheet_gives_the_keys_back)
{
	for (int seals = 1; seals <= SHOP_KEYS_MAX; seals += 7) {
		struct shop_keys keys = some_keys(seals), back;
		const char *why = "";
		char *text = sheet_text(&mem, &keys, "掌柜超市", 0);

		if (!CHECK(sheet_parse(&mem, text, &back, &why) == OK))
			printf("# %s\n", why);
		CHECK(same(&keys, &back));
	}
}

/* Upper case, no groups, dashes, and letters that look like digits. */
TEST(typing_habits_do_not_matter)
{
	struct shop_keys keys = some_keys(2), back;
	char *text = sheet_text(&mem, &keys, "shop", 0);
	char *typed = arena_alloc(&mem, 2 * strlen(text) + 1), *to = typed;
	const char *why = "";

	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		size_t len = strcspn(line, "\n"), name = strcspn(line, " ") + 2;

		for (size_t i = 0; i < len; i++) {
			char c = line[i];

			if (i > name && c == ' ')
				c = '-';
			else if (i > name && (c == '0' || c == '1'))
				c = c == '0' ? 'O' : 'l';
			else if (i > name && c >= 'a' && c <= 'f')
				c = (char)(c - 'a' + 'A');
			*to++ = c;
		}
		*to++ = '\r';
		*to++ = '\n';
	}
	if (!CHECK(sheet_parse(&mem, typed, &back, &why) == OK))
		printf("# %s\n", why);
	CHECK(same(&keys, &back));
}

/* Each digit changed, each line left out, two lines exchanged. */
TEST(no_single_mistake_passes)
{
	struct shop_keys keys = some_keys(2), back;
	char *text = sheet_text(&mem, &keys, "shop", 0);
	const char *first = strstr(text, "pepper"), *why;
	int tried = 0;

	for (char *s = text + (first - text); *s; s++) {
		char was = *s;

		if (!strchr("0123456789abcdef", was))
			continue;
		*s = was == '7' ? '8' : '7';
		CHECK(sheet_parse(&mem, text, &back, &why) == ERR_INVALID);
		CHECK_INT(back.seal_count, 0);
		*s = was;
		tried++;
	}
	CHECK(tried > 6 * 36);
	for (const char *line = first; *line; line = strchr(line, '\n') + 1) {
		size_t len = strcspn(line, "\n") + 1;
		char *less = arena_printf(&mem, "%.*s%s", (int)(line - text), text, line + len);
		char *twice = arena_printf(&mem, "%.*s%s", (int)(line - text) + (int)len, text,
			line);

		CHECK(sheet_parse(&mem, less, &back, &why) == ERR_INVALID);
		CHECK(sheet_parse(&mem, twice, &back, &why) == ERR_INVALID);
	}
	CHECK(sheet_parse(&mem, text, &back, &why) == OK);
	CHECK(sheet_parse(&mem, "", &back, &why) == ERR_INVALID);
}

/* A line of one sheet in another is found at the end. */
TEST(two_sheets_do_not_mix)
{
	struct shop_keys keys = some_keys(1), other = some_keys(1), back;
	char *text = sheet_text(&mem, &keys, "shop", 0), *more = sheet_text(&mem, &other, "shop",
		0);
	const char *why;
	size_t at = (size_t)(strstr(text, "seal.1 b") - text);

	memcpy(text + at, strstr(more, "seal.1 b"), strcspn(text + at, "\n"));
	CHECK(sheet_parse(&mem, text, &back, &why) == ERR_INVALID);
	arena_release(&mem);
}

T_MAIN
