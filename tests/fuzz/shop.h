/* shop.h - for targets that need a shop: a test store made at the first input, in a folder of TMPDIR, its clock
 * stopped, the manager signed on and a shift open. What inputs did to it stays; every so often all is checked, and
 * before it has grown so large that this is slow another shop takes its place. */
#ifndef FUZZ_SHOP_H
#define FUZZ_SHOP_H

#include "fuzz.h"

#include <ftw.h>

#include "base/clock.h"
#include "service/check.h"
#include "service/init.h"
#include "service/said.h"
#include "service/till.h"

#define SHOP_NOON_MS INT64_C(1795233600000) /* 2026-11-21 12:00 in Shanghai */
#define SHOP_CHECK_EVERY 500                /* inputs */
#define SHOP_CHECKS 10                      /* then it is given up */

struct fuzz_shop {
	struct arena mem, a;     /* a: of one input */
	char folder[200], files[5][300];
	struct shop_config conf;
	struct shop *sh;
	struct till *t;
	int64_t inputs;
};

/* One act; what is said of it is clean, and no act breaks the store. */
static inline enum err fuzz_act(struct fuzz_shop *s, enum action act, const char *arg)
{
	struct said said = { MSG_NONE, { NULL, NULL } };
	enum err e = till_do(s->t, act, arg, &s->a, &said);

	MUST(e != ERR_IO && e != ERR_CORRUPT && e != ERR_UNKNOWN);
	MUST(fuzz_is_clean(said_text(&s->a, &said)));
	return e;
}

static inline void fuzz_found(void *ctx, const struct finding *f)
{
	fprintf(stderr, "%s\n", finding_text(ctx, f));
}

static inline void fuzz_sound(struct fuzz_shop *s)
{
	const struct check_request request = { .found = fuzz_found, .ctx = &s->a };
	struct check_result result;
	const char *why = "";

	MUST(check_store(&s->a, &s->conf, &request, &result, &why) == OK);
	MUST(result.wrong == 0);
}

static inline void fuzz_shop_make(struct fuzz_shop *s)
{
	static const char *const names[] = { "shop.db", "keys", "journal", "cache", "heads" };
	const struct init_request request = { .kind = INIT_TEST };
	const char *in = getenv("TMPDIR"), *why = "";

	snprintf(s->folder, sizeof s->folder, "%s/zhanggui-fuzz-XXXXXX", in ? in : "/tmp");
	MUST(mkdtemp(s->folder));
	for (int i = 0; i < 5; i++)
		snprintf(s->files[i], sizeof s->files[i], "%s%s/%s", i ? "" : "sqlite:", s->folder, names[i]);
	s->conf = (struct shop_config){ .store_url = s->files[0], .terminal = "01", .key_file = s->files[1],
		.journal_dir = s->files[2], .cache_dir = s->files[3], .heads_file = s->files[4],
		.receipt_dir = "data/receipts" };
	setenv("ZHANGGUI_DATADIR", "data", 0);
	clock_freeze(SHOP_NOON_MS);
	if (init_store(&s->mem, &s->conf, &request, &why) != OK || shop_open(&s->mem, &s->conf, &s->sh, &why) != OK) {
		fprintf(stderr, "%s\n", why);
		abort();
	}
	MUST(till_open(s->sh, &s->t) == OK);
}

static inline int fuzz_remove(const char *path, const struct stat *st, int what, struct FTW *at)
{
	(void)st, (void)what, (void)at;
	return remove(path);
}

static inline void fuzz_shop_end(struct fuzz_shop *s)
{
	till_close(s->t);
	shop_close(s->sh);
	arena_clear(&s->mem);
	MUST(nftw(s->folder, fuzz_remove, 8, FTW_DEPTH | FTW_PHYS) == 0);
	s->sh = NULL;
}

/* The shop as the input before left it. */
static inline struct fuzz_shop *fuzz_shop_kept(void)
{
	static struct fuzz_shop shop;

	if (!shop.sh)
		fuzz_shop_make(&shop);
	arena_clear(&shop.a);
	return &shop;
}

/* The shop with nobody waiting for an answer, the basket empty, a shift open. */
static inline struct fuzz_shop *fuzz_shop(void)
{
	struct fuzz_shop *s = fuzz_shop_kept();

	if (++s->inputs % SHOP_CHECK_EVERY == 0)
		fuzz_sound(s);
	if (s->inputs % (SHOP_CHECK_EVERY * SHOP_CHECKS) == 0) {
		fuzz_shop_end(s);
		s = fuzz_shop_kept();
	}
	if (!shop_staff(s->sh)->id || strcmp(shop_staff(s->sh)->number, "3001") != 0)
		MUST(fuzz_act(s, ACT_SIGN_ON, "3001 615902") == OK);
	for (int i = 0; i < 10 && till_view(s->t)->need != NEED_NOTHING; i++)
		(void)fuzz_act(s, ACT_BACK, "");
	if (till_view(s->t)->basket->line_count) {
		(void)fuzz_act(s, ACT_CANCEL, "");
		(void)fuzz_act(s, ACT_REASON, "1");
	}
	if (till_view(s->t)->phase == TILL_NO_SHIFT)
		MUST(fuzz_act(s, ACT_SHIFT_OPEN, "100") == OK);
	return s;
}

#endif
