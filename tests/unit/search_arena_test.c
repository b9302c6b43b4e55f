/* search_arena_test.c - the search arena as a file: refused when anything is wrong with it, the same
 * wherever it lies, shared by processes; and its order, limits and examples. */
#include "model/search.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/utf8.h"
#include "model/pinyin.h"
#include "../t.h"

static const struct search_item shelf[] = {
	{ 1, 50, "可口可乐330ml", "Cola 330ml can", "030046 6901234567892" },
	{ 2, 90, "银行卡套", NULL, "LB000001" },
	{ 3, 70, "可可颗粒面包", "Cocoa bread", "070017" },
	{ 4, 70, "单雄信酒", "", "080001" },
	{ 5, INT64_MIN, "重庆小面", NULL, "" },
	{ 6, INT64_MAX, "牛奶250ml*12", NULL, "6920000000005 000017" },
};
#define SHELF (sizeof shelf / sizeof *shelf)

static void *pack(const struct search_item *items, size_t count, uint64_t generation, size_t *bytes)
{
	struct search_builder b;
	void *packed;

	search_build_init(&b);
	for (size_t i = 0; i < count; i++)
		search_build_add(&b, &items[i]);
	packed = search_build_end(&b, generation, bytes);
	search_build_release(&b);
	return packed;
}

/* The ids found, as "3 1". */
static const char *found(const struct search_arena *s, const char *typed, int max)
{
	static char text[400];
	struct arena scratch = ARENA_INIT;
	int64_t ids[SEARCH_HITS];
	int n = search_find(s, &scratch, typed, max, ids);

	text[0] = '\0';
	for (int i = 0; i < n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%" PRId64, i ? " " : "", ids[i]);
	arena_release(&scratch);
	return text;
}

TEST(examples)
{
	struct search_arena s;
	size_t bytes;
	void *packed = pack(shelf, SHELF, 1, &bytes);

	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_INT(s.records, SHELF);
	CHECK_STR(found(&s, "kkkl", 20), "3 1");
	CHECK_STR(found(&s, "kkkl330", 20), "1");
	CHECK_STR(found(&s, "kekoukele", 20), "1");
	CHECK_STR(found(&s, "可乐", 20), "1");
	CHECK_STR(found(&s, "COLA", 20), "1");
	CHECK_STR(found(&s, "yh", 20), "2");
	CHECK_STR(found(&s, "sxx", 20), "4");
	CHECK_STR(found(&s, "dxxj", 20), "4");
	CHECK_STR(found(&s, "chongq", 20), "5");
	CHECK_STR(found(&s, "zhongqing", 20), "5");
	CHECK_STR(found(&s, "6901234", 20), "1");
	CHECK_STR(found(&s, "69012345678", 20), "1");
	CHECK_STR(found(&s, "69012345679", 20), "");
	CHECK_STR(found(&s, "lb0", 20), "2");
	CHECK_STR(found(&s, "0", 20), "6 3 4 1"); /* numbers and names; article 6 once */
	CHECK_STR(found(&s, "", 20), "");
	CHECK_STR(found(&s, " - ", 20), "");
	free(packed);
}

TEST(the_longest_syllables_in_a_row)
{
	static const struct search_item item = { .id = 8, .name = "双装床红茶" };
	struct search_arena s;
	size_t bytes;
	void *packed = pack(&item, 1, 1, &bytes);

	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_STR(found(&s, "shuangzhuangchuanghongcha", 20), "8");
	CHECK_STR(found(&s, "shuangzhuangch", 20), "8");
	CHECK_STR(found(&s, "shuangzhuangx", 20), "");
	free(packed);
}

TEST(popular_first_then_the_smaller_id_and_no_more_than_asked)
{
	struct search_arena s;
	size_t bytes;
	void *packed = pack(shelf, SHELF, 1, &bytes);

	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_STR(found(&s, "k", 20), "2 3 1");
	CHECK_STR(found(&s, "k", 2), "2 3");
	CHECK_STR(found(&s, "k", 1), "2");
	CHECK_STR(found(&s, "k", 0), "");
	CHECK_STR(found(&s, "x", 20), "2 4 5"); /* 行, 雄, 小 */
	CHECK_STR(found(&s, "m", 20), "6 3 1 5");
	free(packed);
}

TEST(an_empty_shop_finds_nothing)
{
	struct search_arena s;
	size_t bytes;
	void *packed = pack(shelf, 0, 7, &bytes);

	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_INT(s.generation, 7);
	CHECK_INT(s.records, 0);
	CHECK_STR(found(&s, "k", 20), "");
	CHECK_STR(found(&s, "0", 20), "");
	free(packed);
}

TEST(every_false_byte_is_noticed)
{
	struct search_arena s;
	size_t bytes;
	unsigned char *packed = pack(shelf, SHELF, 1, &bytes);

	CHECK_INT(search_arena_open(&s, packed, bytes), OK);
	for (size_t i = 0; i < bytes; i++) {
		packed[i] ^= (unsigned char)(1 << t_rand(8));
		if (!CHECK_INT(search_arena_open(&s, packed, bytes), ERR_CORRUPT))
			printf("# byte %zu of %zu\n", i, bytes);
		free(packed);
		packed = pack(shelf, SHELF, 1, &bytes);
	}
	free(packed);
}

TEST(a_cut_or_longer_or_crooked_file_is_refused)
{
	struct search_arena s;
	size_t bytes;
	char *packed = pack(shelf, SHELF, 1, &bytes), *copy;

	for (size_t n = 0; n < bytes; n++) {
		copy = malloc(n + 1);
		memcpy(copy, packed, n);
		CHECK_INT(search_arena_open(&s, copy, n), ERR_CORRUPT);
		free(copy);
	}
	copy = calloc(1, bytes + 16);
	memcpy(copy, packed, bytes);
	CHECK_INT(search_arena_open(&s, copy, bytes + 8), ERR_CORRUPT);
	memmove(copy + 4, packed, bytes);
	CHECK_INT(search_arena_open(&s, copy + 4, bytes), ERR_CORRUPT);
	memmove(copy + 8, packed, bytes);
	CHECK_INT(search_arena_open(&s, copy + 8, bytes), OK); /* wherever it lies */
	CHECK_STR(found(&s, "kkkl", 20), "3 1");
	free(copy);
	free(packed);
}

TEST(packing_is_repeatable_and_needs_no_order)
{
	struct search_item other[SHELF];
	size_t bytes, others;
	void *packed = pack(shelf, SHELF, 3, &bytes), *again;
	struct search_arena s;

	again = pack(shelf, SHELF, 3, &others);
	CHECK(bytes == others && memcmp(packed, again, bytes) == 0);
	free(again);
	for (size_t i = 0; i < SHELF; i++)
		other[i] = shelf[SHELF - 1 - i];
	again = pack(other, SHELF, 3, &others);
	if (CHECK_INT(search_arena_open(&s, again, others), OK))
		CHECK_STR(found(&s, "kkkl", 20), "3 1");
	free(again);
	free(packed);
}

/* As a till does it: the file is mapped read-only; another process finds the same in it. */
TEST(a_mapped_file_serves_several_processes)
{
	char path[600];
	size_t bytes;
	void *packed = pack(shelf, SHELF, 9, &bytes), *map;
	struct search_arena s;
	int fd, status = -1;
	pid_t child;

	snprintf(path, sizeof path, "%s/search", t_tmpdir());
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (!CHECK(fd >= 0 && write(fd, packed, bytes) == (ssize_t)bytes))
		return;
	map = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (!CHECK(map != MAP_FAILED) || !CHECK_INT(search_arena_open(&s, map, bytes), OK))
		return;
	CHECK_INT(s.generation, 9);
	CHECK_STR(found(&s, "kkkl", 20), "3 1");
	child = fork();
	if (child == 0)
		_exit(strcmp(found(&s, "sxx", 20), "4") != 0);
	CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
	munmap(map, bytes);
	free(packed);
}

TEST(a_query_of_the_greatest_length)
{
	char name[PINYIN_QUERY_MAX + 2];
	struct search_item item = { .id = 1, .name = name };
	struct search_arena s;
	size_t bytes;
	void *packed;

	memset(name, 'q', sizeof name);
	name[PINYIN_QUERY_MAX + 1] = '\0';
	packed = pack(&item, 1, 1, &bytes);
	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_STR(found(&s, name + 1, 20), "1");
	CHECK_STR(found(&s, name, 20), ""); /* one more than counts */
	free(packed);
}

/* One name for each of more characters than codes: all but the last few are found by themselves. */
TEST(more_characters_than_there_are_codes)
{
	static const struct { uint32_t first, last; } ranges[] = {
		{ 0x4E00, 0x9FFF }, { 0x3400, 0x4DBF }, { 0x20000, 0x2A6DF } };
	struct search_builder b;
	struct search_arena s;
	char name[5] = "", last_in[5] = "", first_out[5] = "";
	int64_t count = 0;
	size_t bytes;
	void *packed;

	search_build_init(&b);
	for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
		for (uint32_t cp = ranges[r].first; cp <= ranges[r].last && count <= SEARCH_CHARS_MAX; cp++) {
			struct search_item item = { .id = ++count, .name = name };

			name[utf8_encode(cp, name)] = '\0';
			search_build_add(&b, &item);
			memcpy(count == SEARCH_CHARS_MAX ? last_in : first_out, name, sizeof name);
		}
	}
	packed = search_build_end(&b, 1, &bytes);
	search_build_release(&b);
	CHECK_INT(count, SEARCH_CHARS_MAX + 1);
	if (!CHECK_INT(search_arena_open(&s, packed, bytes), OK))
		return;
	CHECK_STR(found(&s, last_in, 20), "65535");
	CHECK_STR(found(&s, first_out, 20), "");
	CHECK_STR(found(&s, "一", 20), "1");
	free(packed);
}

/* The builder can be used again, and nothing of the first arena is left in it. */
TEST(a_builder_starts_anew)
{
	struct search_builder b;
	struct search_arena s;
	size_t bytes;
	void *packed;

	search_build_init(&b);
	search_build_add(&b, &shelf[0]);
	free(search_build_end(&b, 1, &bytes));
	search_build_add(&b, &shelf[1]);
	packed = search_build_end(&b, 2, &bytes);
	if (CHECK_INT(search_arena_open(&s, packed, bytes), OK)) {
		CHECK_INT(s.generation, 2);
		CHECK_INT(s.records, 1);
		CHECK_STR(found(&s, "k", 20), "2");
	}
	search_build_release(&b);
	free(packed);
}

T_MAIN
