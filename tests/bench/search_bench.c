/* search_bench.c - search as you type over 1,000,000 made-up names: building the arena, opening it,
 * and finding the first 20, for 1 to 7 letters typed (initials, full pinyin, letters that fit nothing,
 * Chinese characters). Beside it, on the same queries in the same minute: memmem over a plain text
 * of the same names (the name, its initials and its pinyin by the usual readings only), which is
 * what one would write first, and the time to read the tape once, which is the floor.
 *   search_bench [NAMES] [SEED] */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "model/pinyin.h"
#include "model/search.h"

#define REPEATS 5       /* of each query; the median counts */
#define QUERIES 60      /* of each length and kind */
#define LETTERS_MAX 7
#define QUERY_MAX 64
#define NAME_MAX_BYTES 200

static const char brand[] =
	"茗山清泉谷晨露橙乡北原牧场味稻金穗老灶头海渔家小满脆雪岭柔云洁安净邦皓齿沐语长乐"
	"重庆单行厦曾朝阳银都会相少石和合盛参调藏宝福康源达永吉美佳优良乐嘉华瑞丰泰兴隆顺"
	"利新鲜绿红白黑青江河湖林森田野春夏秋冬东南西中天地风光明月星日云雨竹梅兰菊松柏桃"
	"李杏";
static const char *const kinds[] = {
	"原味", "香辣", "五香", "草莓", "巧克力", "有机", "无糖", "低脂", "特级", "精选",
	"家庭装", "儿童", "老", "鲜", "手工", "蜂蜜", "柠檬", "茉莉", "麻辣", "烧烤", "番茄",
	"黄瓜", "海苔", "奶油", "芝麻", "薄荷", "去屑", "柔顺", "强力", "便携", "加厚", "纯棉",
	"不锈钢", "迷你", "进口", "高钙", "浓香", "清香"
};
static const char *const goods[] = {
	"冰红茶", "绿茶", "乌龙茶", "可乐", "汽水", "橙汁", "纯牛奶", "酸奶", "豆奶", "矿泉水",
	"啤酒", "白酒", "葡萄酒", "黄酒", "方便面", "挂面", "粉丝", "大米", "面粉", "小米",
	"花生油", "大豆油", "酱油", "陈醋", "料酒", "蚝油", "豆瓣酱", "辣椒酱", "食用盐",
	"白砂糖", "味精", "鸡精", "花椒", "八角", "榨菜", "腐乳", "薯片", "饼干", "威化", "曲奇",
	"瓜子", "花生", "开心果", "核桃", "果冻", "布丁", "牛肉干", "豆腐干", "话梅", "山楂片",
	"葡萄干", "红枣", "口香糖", "奶糖", "巧克力", "火腿肠", "午餐肉", "罐头", "水饺", "汤圆",
	"冰淇淋", "雪糕", "鱼丸", "馒头", "面包", "蛋糕", "月饼", "粽子", "苹果", "香蕉", "橙子",
	"西瓜", "土豆", "番茄", "五花肉", "鸡翅", "牛腩", "带鱼", "虾仁", "鸡蛋", "洗发水",
	"沐浴露", "香皂", "牙膏", "牙刷", "洗面奶", "面霜", "卫生巾", "抽纸", "卷纸", "湿巾",
	"纸尿裤", "洗衣液", "洗衣粉", "洗洁精", "洁厕液", "蚊香", "垃圾袋", "保鲜膜", "筷子",
	"保温杯", "炒锅", "菜刀", "砧板", "毛巾", "拖鞋", "雨伞", "电池", "灯泡", "插线板",
	"中性笔", "笔记本", "胶带"
};
static const char *const specs[] = {
	"500ml", "330ml", "250ml", "1L", "1.5L", "2L", "550ml", "250ml*12", "100g", "75g", "200g",
	"400g", "454g", "500g", "1kg", "2.5kg", "5kg", "10包", "24支", "6枚", "12片", "40粒",
	"100抽*10", "30cm", "(大)", "(中)", "(小)", "礼盒", "袋装", "瓶装", "桶装", "散装", ""
};

#define PICK(list) (list)[random_below(sizeof(list) / sizeof *(list))]

static uint64_t state = 1;

static uint64_t random_below(uint64_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % n;
}

static void make_name(char name[NAME_MAX_BYTES])
{
	size_t chars = (sizeof brand - 1) / 3;

	snprintf(name, NAME_MAX_BYTES, "%.3s%.3s%s%s%s", brand + random_below(chars) * 3,
		 brand + random_below(chars) * 3, PICK(kinds), PICK(goods), PICK(specs));
}

/* --- the rival: plain text, usual readings -------------------------------------------------- */

/* What a single-reading index would hold of a name: "name initials pinyin", one line. */
static void plain_line(struct sbuf *initials, struct sbuf *full, const char *key)
{
	for (size_t left = strlen(key); left;) {
		const uint16_t *list;
		uint32_t cp;
		size_t used = utf8_decode(key, left, &cp);

		if (pinyin_readings(cp, &list)) {
			sbuf_putc(initials, pinyin_syllable(list[0])[0]);
			sbuf_puts(full, pinyin_syllable(list[0]));
		} else if (!pinyin_ignored(cp)) {
			sbuf_add(initials, key, used);
			sbuf_add(full, key, used);
		}
		key += used;
		left -= used;
	}
}

static void plain_add(struct sbuf *plain, struct arena *a, const char *name)
{
	struct sbuf initials = SBUF_INIT, full = SBUF_INIT;
	const char *key = utf8_key(a, name);

	plain_line(&initials, &full, key);
	sbuf_printf(plain, "%s\t%s\t%s\n", key, sbuf_text(&initials), sbuf_text(&full));
	sbuf_release(&initials);
	sbuf_release(&full);
	arena_clear(a);
}

static int plain_find(const struct sbuf *plain, const char *typed)
{
	const char *at = plain->data, *end = plain->data + plain->len;
	int hits = 0;

	while (hits < SEARCH_HITS && (at = memmem(at, (size_t)(end - at), typed, strlen(typed)))) {
		hits++;
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			break;
	}
	return hits;
}

/* --- queries -------------------------------------------------------------------------------- */

enum query_kind { INITIALS, FULL, NOISE, CHINESE, KINDS };
static const char *const kind_name[KINDS] = { "initials", "pinyin", "noise", "chinese" };

/* A query of so many characters; for the first two kinds a stretch of some name, any reading. */
static void make_query(char query[QUERY_MAX], enum query_kind kind, int letters)
{
	char name[NAME_MAX_BYTES];
	size_t skip, n = 0, bytes;
	const char *at = name;
	uint32_t cp;

	query[0] = '\0';
	if (kind == NOISE) {
		for (int i = 0; i < letters; i++)
			query[i] = "abcdefghjklmnopqrstwxyz"[random_below(23)];
		query[letters] = '\0';
		return;
	}
	make_name(name);
	for (skip = random_below(3); skip; skip--)
		at += utf8_decode(at, strlen(at), &cp);
	while (*at && (kind == CHINESE ? utf8_len(query) : n) < (size_t)letters) {
		const uint16_t *list;
		int readings;

		bytes = utf8_decode(at, strlen(at), &cp);
		readings = pinyin_readings(cp, &list);
		if (kind == CHINESE || !readings)
			n += (size_t)snprintf(query + n, QUERY_MAX - n, "%.*s", (int)bytes, at);
		else if (kind == INITIALS)
			query[n++] = pinyin_syllable(list[random_below((uint64_t)readings)])[0];
		else
			n += (size_t)snprintf(query + n, QUERY_MAX - n, "%s",
					      pinyin_syllable(list[random_below((uint64_t)readings)]));
		query[n] = '\0';
		at += bytes;
	}
	if (kind != CHINESE && n > (size_t)letters)
		query[letters] = '\0';
}

/* --- measuring ------------------------------------------------------------------------------ */

static int by_value(const void *left, const void *right)
{
	int64_t l = *(const int64_t *)left, r = *(const int64_t *)right;

	return (l > r) - (l < r);
}

static int64_t at_percent(int64_t *values, int count, int percent)
{
	int i = (count * percent + 99) / 100 - 1;

	qsort(values, (size_t)count, sizeof *values, by_value);
	return values[i < 0 ? 0 : i];
}

static volatile int sink; /* so that the rival's work is not left out as useless */

static void measure(const struct search_arena *s, const struct sbuf *plain, const char *query, int64_t *ours,
		    int64_t *rival, int *hits)
{
	int64_t mine[REPEATS], theirs[REPEATS], ids[SEARCH_HITS];
	struct arena scratch = ARENA_INIT;

	for (int i = 0; i < REPEATS; i++) {
		int64_t from = clock_mono_us(), between;

		arena_clear(&scratch);
		*hits = search_find(s, &scratch, query, SEARCH_HITS, ids);
		between = clock_mono_us();
		sink += plain_find(plain, query);
		mine[i] = between - from;
		theirs[i] = clock_mono_us() - between;
	}
	*ours = at_percent(mine, REPEATS, 50);
	*rival = at_percent(theirs, REPEATS, 50);
	arena_release(&scratch);
}

/* Three times in ms: the median, the 99th of a hundred, the worst. */
static void print_times(int64_t *us, int count)
{
	static const int percent[] = { 50, 99, 100 };

	for (int i = 0; i < 3; i++) {
		int64_t t = at_percent(us, count, percent[i]);

		printf(" %3" PRId64 ".%03" PRId64, t / 1000, t % 1000);
	}
	printf("  ");
}

static void print_row(int letters, int64_t *ours, int64_t *rival, int count, int few, const char *worst)
{
	printf("%7d %8d %6d", letters, count, few);
	print_times(ours, count);
	print_times(rival, count);
	printf(" %s\n", worst);
}

/* Answers the slowest of ours. */
static int64_t run_queries(const struct search_arena *s, const struct sbuf *plain)
{
	int64_t slowest_of_all = 0;

	printf("# in ms                  ours, budget 16            memmem; few: under %d hits\n", SEARCH_HITS);
	printf("letters  queries    few     p50     p99   worst       p50     p99   worst   our worst\n");
	for (int letters = 1; letters <= LETTERS_MAX; letters++) {
		int64_t ours[QUERIES * KINDS], rival[QUERIES * KINDS], slowest = -1;
		char worst[QUERY_MAX + 32] = "";
		int count = 0, few = 0;

		for (int i = 0; i < QUERIES * KINDS; i++) {
			enum query_kind kind = (enum query_kind)(i % KINDS);
			char query[QUERY_MAX];
			int hits;

			make_query(query, kind, letters);
			measure(s, plain, query, &ours[count], &rival[count], &hits);
			few += hits < SEARCH_HITS;
			if (ours[count] > slowest) {
				slowest = ours[count];
				snprintf(worst, sizeof worst, "%s (%s)", query, kind_name[kind]);
			}
			count++;
		}
		print_row(letters, ours, rival, count, few, worst);
		if (slowest > slowest_of_all)
			slowest_of_all = slowest;
	}
	return slowest_of_all;
}

/* Reading the tape once: no scan that looks at every name can be faster. */
static int64_t floor_us(const struct search_arena *s)
{
	const uint64_t *words = (const void *)s->tape;
	volatile uint64_t keep;
	int64_t us[REPEATS];

	for (int i = 0; i < REPEATS; i++) {
		int64_t from = clock_mono_us();
		uint64_t sum = 0;

		for (size_t w = 0; w < s->symbols / 4; w++)
			sum += words[w];
		keep = sum;
		(void)keep;
		us[i] = clock_mono_us() - from;
	}
	return at_percent(us, REPEATS, 50);
}

static void *build(int names, struct sbuf *plain, size_t *bytes)
{
	struct search_builder b;
	struct arena scratch = ARENA_INIT;
	int64_t us = 0, from;
	void *packed;

	search_build_init(&b);
	for (int i = 0; i < names; i++) {
		char name[NAME_MAX_BYTES], numbers[40];
		struct search_item item = { .id = i + 1, .name = name, .numbers = numbers,
			.popularity = (int64_t)random_below(1000000) };

		make_name(name);
		snprintf(numbers, sizeof numbers, "%07d 69%011" PRIu64, i,
			 random_below(UINT64_C(100000000000)));
		from = clock_mono_us();
		search_build_add(&b, &item);
		us += clock_mono_us() - from;
		plain_add(plain, &scratch, name);
	}
	from = clock_mono_us();
	packed = search_build_end(&b, 1, bytes);
	us += clock_mono_us() - from;
	printf("# %d names built in %" PRId64 " ms, %zu bytes (%zu a name)\n", names, us / 1000, *bytes,
	       *bytes / (size_t)names);
	search_build_release(&b);
	arena_release(&scratch);
	return packed;
}

int main(int argc, char **argv)
{
	int names = argc > 1 ? atoi(argv[1]) : 1000000;
	struct sbuf plain = SBUF_INIT;
	struct search_arena s;
	int64_t from, once, worst;
	char what[80];
	size_t bytes;
	void *packed;

	state = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 20261121;
	if (names < 1)
		return 2;
	packed = build(names, &plain, &bytes);
	from = clock_mono_us();
	if (search_arena_open(&s, packed, bytes) != OK)
		return 1;
	printf("# opened (all bytes checked) in %" PRId64 " us; %u characters, %zu symbols; ",
	       clock_mono_us() - from, s.chars - 1, s.symbols);
	once = floor_us(&s);
	printf("the tape read once: %" PRId64 " us\n", once);
	worst = run_queries(&s, &plain);
	snprintf(what, sizeof what, "search as you type, %d names, worst", names);
	row(what, time_text(worst * US), time_text(once * US), ratio_text(worst, once), "<= 16 ms, a frame",
	    worst * US <= 16 * MS);
	sbuf_release(&plain);
	free(packed);
	return 0;
}
