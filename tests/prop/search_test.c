/* search_test.c - the search arena against a slow, plain matcher, on random small shops whose names
 * are full of characters with several readings. */
#include "model/search.h"

#include "base/utf8.h"
#include "model/pinyin.h"
#include "../t.h"

#define ITEMS_MAX 40
#define QUERIES 60
#define TEXT_MAX 300

struct shop {
	struct search_item items[ITEMS_MAX];
	char name[ITEMS_MAX][TEXT_MAX], alias[ITEMS_MAX][TEXT_MAX], numbers[ITEMS_MAX][TEXT_MAX];
	int count;
};

/* --- the plain matcher --------------------------------------------------------------------- */

struct points { uint32_t at[TEXT_MAX]; int count; };

static struct points points_of(const char *text)
{
	struct arena a = ARENA_INIT;
	struct points p = { .count = 0 };
	const char *key = utf8_key(&a, text);

	for (size_t left = strlen(key); left;) {
		uint32_t cp;
		size_t used = utf8_decode(key, left, &cp);

		if (!pinyin_ignored(cp))
			p.at[p.count++] = cp;
		key += used;
		left -= used;
	}
	arena_release(&a);
	return p;
}

static bool goes(const struct points *name, int i, const struct points *typed, int j)
{
	const uint16_t *list;
	int n;

	if (j == typed->count)
		return true;
	if (i == name->count)
		return false;
	if (name->at[i] == typed->at[j] && goes(name, i + 1, typed, j + 1))
		return true;
	n = pinyin_readings(name->at[i], &list);
	for (int k = 0; k < n; k++) {
		const char *s = pinyin_syllable(list[k]);
		int len = (int)strlen(s), same = 0;

		while (same < len && j + same < typed->count && typed->at[j + same] == (unsigned char)s[same])
			same++;
		if (same && j + same == typed->count)
			return true;
		if (same && goes(name, i + 1, typed, j + 1))
			return true;
		if (same == len && goes(name, i + 1, typed, j + len))
			return true;
	}
	return false;
}

static bool plain_text(const char *text, const char *query)
{
	struct points name = points_of(text), typed = points_of(query);

	for (int i = 0; typed.count && i < name.count; i++)
		if (goes(&name, i, &typed, 0))
			return true;
	return false;
}

static bool plain_number(const char *numbers, const char *query)
{
	struct arena a = ARENA_INIT;
	const char *all = arena_printf(&a, " %s", utf8_key(&a, numbers));
	const char *key = utf8_key(&a, query);
	bool found = *key && !strchr(key, ' ') && strstr(all, arena_printf(&a, " %s", key));

	arena_release(&a);
	return found;
}

static int plain_find(const struct shop *s, const char *query, int max, int64_t *ids)
{
	bool done[ITEMS_MAX] = { false };
	int count = 0;

	while (count < max) {
		int best = -1;

		for (int i = 0; i < s->count; i++) {
			const struct search_item *it = &s->items[i];

			if (done[i] || !(plain_text(it->name, query) || plain_text(it->alias, query) ||
					 plain_number(it->numbers, query)))
				continue;
			if (best < 0 || it->popularity > s->items[best].popularity ||
			    (it->popularity == s->items[best].popularity && it->id < s->items[best].id))
				best = i;
		}
		if (best < 0)
			break;
		done[best] = true;
		ids[count++] = s->items[best].id;
	}
	return count;
}

/* --- random shops and queries -------------------------------------------------------------- */

/* Polyphones, their neighbours, characters without a reading, Latin, digits, marks. */
static const char *const alphabet[] = {
	"行", "重", "长", "乐", "单", "曾", "厦", "银", "庆", "音", "雄", "信", "绿", "略", "女", "吕", "西", "安",
	"先", "啊", "嗯", "朝", "阳", "红", "茶", "可", "口", "奶", "双", "装", "𠮷", "㐂", "野", "A", "b", "x", "X",
	"ü", "3", "0", "5", "ml", "*", ".", " ", "(", ")", "·", "Ｋ", "％", "ß",
};

static void put(char *text, const char *more)
{
	if (strlen(text) + strlen(more) < TEXT_MAX / 4)
		strcat(text, more);
}

static void random_text(char *text, int longest)
{
	text[0] = '\0';
	for (int n = (int)t_rand((uint64_t)longest + 1); n > 0; n--)
		put(text, alphabet[t_rand(sizeof alphabet / sizeof *alphabet)]);
}

static void random_shop(struct shop *s)
{
	s->count = (int)t_rand(ITEMS_MAX + 1);
	for (int i = 0; i < s->count; i++) {
		random_text(s->name[i], 9);
		random_text(s->alias[i], t_rand(3) ? 0 : 5);
		s->numbers[i][0] = '\0';
		for (int n = (int)t_rand(3); n > 0; n--)
			snprintf(s->numbers[i] + strlen(s->numbers[i]), 30, "%s%" PRIu64, *s->numbers[i] ? " " : "",
				 t_rand(2) ? t_rand(1000) : UINT64_C(6900000000000) + t_rand(4) * 10000 + t_rand(3));
		s->items[i] = (struct search_item){ .id = i * 7 + 1, .popularity = (int64_t)t_rand(6) - 2,
			.name = s->name[i], .alias = s->alias[i], .numbers = s->numbers[i] };
	}
}

/* One character of a name the way a cashier might type it. */
static void put_typed(char *text, const char *character, size_t n)
{
	const uint16_t *list;
	char piece[8];
	uint32_t cp;
	int readings;

	utf8_decode(character, n, &cp);
	readings = pinyin_readings(cp, &list);
	snprintf(piece, sizeof piece, "%.*s", (int)n, character);
	if (readings && t_rand(5)) {
		snprintf(piece, sizeof piece, "%s", pinyin_syllable(list[t_rand((uint64_t)readings)]));
		if (t_rand(2))
			piece[1] = '\0';
	}
	put(text, piece);
}

static void random_query(const struct shop *s, char *text)
{
	const char *name;
	uint32_t cp;

	text[0] = '\0';
	if (!s->count || t_rand(5) == 0) {
		for (int n = (int)t_rand(5); n > 0; n--)
			put(text, (char[]){ "acghilnsvxz3"[t_rand(12)], '\0' });
		return;
	}
	if (t_rand(6) == 0) {
		snprintf(text, TEXT_MAX, "%.*s", (int)t_rand(15), s->items[t_rand((uint64_t)s->count)].numbers);
		return;
	}
	name = s->items[t_rand((uint64_t)s->count)].name;
	for (uint64_t skip = t_rand(4); skip && *name; skip--)
		name += utf8_decode(name, strlen(name), &cp);
	for (uint64_t take = t_rand(7); take && *name; take--) {
		size_t n = utf8_decode(name, strlen(name), &cp);

		put_typed(text, name, n);
		name += n;
	}
	if (*text && t_rand(3) == 0)
		text[utf8_len(text) == strlen(text) ? t_rand(strlen(text)) : strlen(text)] = '\0';
}

static void *pack(const struct shop *s, size_t *bytes)
{
	struct search_builder b;
	void *arena;

	search_build_init(&b);
	for (int i = 0; i < s->count; i++)
		search_build_add(&b, &s->items[i]);
	arena = search_build_end(&b, 1, bytes);
	search_build_release(&b);
	return arena;
}

static bool same_answer(const struct shop *s, const struct search_arena *arena, struct arena *scratch,
			const char *query, int max, int64_t counts[2])
{
	int64_t got[ITEMS_MAX + 1], want[ITEMS_MAX + 1];
	int n = search_find(arena, scratch, query, max, got), wanted = plain_find(s, query, max, want);
	bool same = CHECK_INT(n, wanted);

	counts[n > 0]++;
	for (int i = 0; same && i < n; i++)
		same = CHECK_INT(got[i], want[i]);
	if (!same)
		printf("# query \"%s\", at most %d, of %d names\n", query, max, s->count);
	return same;
}

TEST(finds_what_the_plain_matcher_finds)
{
	static struct shop s;
	struct arena scratch = ARENA_INIT;
	int64_t counts[2] = { 0, 0 }; /* queries that found nothing, something */

	for (int round = 0; round < 150; round++) {
		struct search_arena arena;
		size_t bytes;
		void *packed;

		random_shop(&s);
		packed = pack(&s, &bytes);
		if (!CHECK_INT(search_arena_open(&arena, packed, bytes), OK))
			return;
		CHECK_INT(arena.records, s.count);
		for (int i = 0; i < QUERIES; i++) {
			char query[TEXT_MAX];

			random_query(&s, query);
			arena_clear(&scratch);
			if (!same_answer(&s, &arena, &scratch, query, 1 + (int)t_rand(SEARCH_HITS), counts))
				return;
		}
		free(packed);
	}
	/* The comparison means something only if both happen often. */
	CHECK(counts[0] > 500 && counts[1] > 2000);
	arena_release(&scratch);
}

/* Whatever stretch of a name somebody types as it is written, finds it. */
TEST(every_part_of_a_name_finds_it)
{
	static struct shop s;
	struct arena scratch = ARENA_INIT;

	for (int round = 0; round < 300; round++) {
		struct search_arena arena;
		struct points part;
		char name[TEXT_MAX], query[TEXT_MAX];
		uint32_t cp;
		size_t bytes, from, to;
		int64_t id;
		void *packed;

		random_text(name, 12);
		s.items[0] = (struct search_item){ .id = 9, .name = name };
		s.count = 1;
		packed = pack(&s, &bytes);
		if (!CHECK_INT(search_arena_open(&arena, packed, bytes), OK))
			return;
		for (from = 0; name[from] && t_rand(4); from += utf8_decode(name + from, strlen(name + from), &cp))
			;
		for (to = from; name[to] && t_rand(6); to += utf8_decode(name + to, strlen(name + to), &cp))
			;
		snprintf(query, sizeof query, "%.*s", (int)(to - from), name + from);
		part = points_of(query);
		if (!CHECK_INT(search_find(&arena, &scratch, query, SEARCH_HITS, &id), part.count > 0))
			printf("# \"%s\" in \"%s\"\n", query, name);
		free(packed);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
}

T_MAIN
