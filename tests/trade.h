/* trade.h - a till to test with: a test store made from the demo shop's data, and acts by name. */
#ifndef TESTS_TRADE_H
#define TESTS_TRADE_H

#include "../include/base/clock.h"
#include "../include/service/init.h"
#include "../include/service/said.h"
#include "../include/service/till.h"
#include "t.h"

#define NOON_MS INT64_C(1795233600000) /* 2026-11-21 12:00 in Shanghai */

struct trade {
	struct arena a;          /* of the last act */
	struct arena shop_arena;
	struct shop_config conf;
	char files[5][760];
	struct shop *sh;
	struct till *t;
	enum err err;            /* of the last act */
	struct said said;
};

/* Names the shop's files in a folder of the test; the store is at url. */
static inline void trade_config(struct trade *tr, const char *url, const char *terminal)
{
	static int n;

	n++;
	snprintf(tr->files[0], sizeof tr->files[0], "%s/k%d.keys", t_tmpdir(), n);
	snprintf(tr->files[1], sizeof tr->files[1], "%s/k%d.journal", t_tmpdir(), n);
	snprintf(tr->files[2], sizeof tr->files[2], "%s/k%d.cache", t_tmpdir(), n);
	snprintf(tr->files[3], sizeof tr->files[3], "%s", url);
	snprintf(tr->files[4], sizeof tr->files[4], "%s/k%d.heads", t_tmpdir(), n);
	tr->conf = (struct shop_config){ .store_url = tr->files[3], .terminal = terminal, .key_file = tr->files[0],
		.journal_dir = tr->files[1], .cache_dir = tr->files[2], .receipt_dir = "data/receipts",
		.heads_file = tr->files[4] };
}

static inline bool trade_init(struct trade *tr, const char *url, const char *terminal)
{
	const struct init_request request = { .kind = INIT_TEST };
	const char *why = "";

	memset(tr, 0, sizeof *tr);
	clock_freeze(NOON_MS);
	setenv("ZHANGGUI_DATADIR", "data", 0);
	trade_config(tr, url, terminal);
	if (init_store(&tr->shop_arena, &tr->conf, &request, &why) == OK)
		return true;
	printf("# store init: %s\n", why);
	return CHECK(!"store init");
}

static inline bool trade_open(struct trade *tr)
{
	const char *why = "";

	if (shop_open(&tr->shop_arena, &tr->conf, &tr->sh, &why) != OK) {
		printf("# shop_open: %s\n", why);
		return CHECK(!"shop_open");
	}
	return CHECK(till_open(tr->sh, &tr->t) == OK);
}

static inline void trade_close(struct trade *tr)
{
	till_close(tr->t);
	shop_close(tr->sh);
	tr->t = NULL;
	tr->sh = NULL;
	arena_release(&tr->a);
	arena_release(&tr->shop_arena);
}

/* A second till of the same shop. */
static inline bool trade_join(struct trade *tr, const struct trade *first, const char *terminal)
{
	memset(tr, 0, sizeof *tr);
	tr->conf = first->conf;
	tr->conf.terminal = terminal;
	return trade_open(tr);
}

/* One act: "cash 100". The clock moves on by a second. */
static inline enum err act(struct trade *tr, const char *line)
{
	char name[64];
	size_t n = strcspn(line, " ");

	arena_clear(&tr->a);
	if (clock_frozen())
		clock_freeze(clock_now_ms() + 1000);
	snprintf(name, sizeof name, "%.*s", (int)n, line);
	tr->err = till_do(tr->t, action_find(name), line[n] ? line + n + 1 : "", &tr->a, &tr->said);
	shop_idle(tr->sh);
	return tr->err;
}

/* An act that must do, or the test fails and says what the till said. */
static inline bool does(struct trade *tr, const char *line)
{
	if (act(tr, line) == OK)
		return true;
	printf("# %s: %s: %s\n", line, err_name(tr->err), said_text(&tr->a, &tr->said));
	return CHECK(!"the act was refused");
}

/* An act that must be refused with this message. */
static inline bool refuses(struct trade *tr, const char *line, const char *message)
{
	act(tr, line);
	return CHECK(tr->err != OK) & CHECK_STR(said_name(&tr->said), message);
}

static inline const struct till_view *view(struct trade *tr)
{
	return till_view(tr->t);
}

#endif
