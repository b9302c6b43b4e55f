/* bench_shop.h - a till on one of the stores that maker_tool made, and the articles in it. */
#ifndef BENCH_SHOP_H
#define BENCH_SHOP_H

#include "bench.h"

#include "model/code.h"
#include "service/said.h"
#include "service/shop.h"
#include "service/till.h"

#define BENCH_ARTICLE_ID INT64_C(1000000000) /* of article 0; the others follow */

static inline int64_t bench_price(int article)
{
	return 150 + article % 997 * 10;
}

/* The GTIN-13 of article 0, 1, 2 ...: no code of the demo shop begins like it. */
static inline int64_t bench_key(int article)
{
	char digits[16];

	snprintf(digits, sizeof digits, "4711%08d", article);
	return code_key(CODE_GTIN, strtoll(digits, NULL, 10) * 10 + gtin_check_digit(digits, 12));
}

static inline char *bench_code(struct arena *a, int article)
{
	return arena_printf(a, "%013lld", (long long)bench_key(article));
}

/* --- a till ------------------------------------------------------------------------------------- */

struct bench_files { char url[800]; struct shop_config conf; };

static inline void bench_files(struct bench_files *f, const char *store, const char *terminal)
{
	snprintf(f->url, sizeof f->url, "sqlite:%s", store);
	f->conf = (struct shop_config){ .store_url = f->url, .terminal = terminal, .receipt_dir = "data/receipts" };
}

struct bench_till {
	struct bench_files files;
	struct arena a, shop_arena;
	struct shop *sh;
	struct till *t;
	struct said said;
	uint64_t random;
	int articles;
};

/* One act; ends the program when it is refused. Answers how long it took. */
static inline int64_t bench_act(struct bench_till *b, enum action act, const char *arg)
{
	int64_t from, ns;
	enum err e;

	arena_clear(&b->a);
	from = now_ns();
	e = till_do(b->t, act, arg, &b->a, &b->said);
	ns = now_ns() - from;
	if (e != OK) {
		fprintf(stderr, "%s %s: %s: %s\n", action_table[act].name, arg, err_name(e),
			said_text(&b->a, &b->said));
		exit(1);
	}
	return ns;
}

/* Opens the store at a terminal, signs on, opens a shift when none is open. */
static inline void bench_open(struct bench_till *b, const char *store, const char *terminal)
{
	const char *why = "";

	memset(b, 0, sizeof *b);
	b->random = strtoull(terminal, NULL, 10) * UINT64_C(0x9E3779B97F4A7C15) | 1;
	b->articles = env_int("BENCH_ARTICLES", 1000000);
	bench_files(&b->files, store, terminal);
	if (shop_open(&b->shop_arena, &b->files.conf, &b->sh, &why) != OK) {
		fprintf(stderr, "%s: %s\n", store, why);
		exit(1);
	}
	MUST(till_open(b->sh, &b->t) == OK);
	bench_act(b, ACT_SIGN_ON, "1008 2468");
	if (till_view(b->t)->phase == TILL_NO_SHIFT)
		bench_act(b, ACT_SHIFT_OPEN, "500");
}

static inline void bench_close(struct bench_till *b)
{
	till_close(b->t);
	shop_close(b->sh);
	arena_release(&b->a);
	arena_release(&b->shop_arena);
}

/* Any article's number, every one as likely. */
static inline int bench_any(struct bench_till *b)
{
	b->random ^= b->random << 13;
	b->random ^= b->random >> 7;
	b->random ^= b->random << 17;
	return (int)((b->random >> 11) % (uint64_t)b->articles);
}

static inline int64_t bench_scan(struct bench_till *b, int article)
{
	char code[16];

	snprintf(code, sizeof code, "%013lld", (long long)bench_key(article));
	return bench_act(b, ACT_SCAN, code);
}

#endif
