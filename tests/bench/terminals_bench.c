/* terminals_bench.c - many tills on one store, each a process of its own:
 *   terminals_bench FOLDER STORE
 * Eight that sell without pause, then thirty-two that scan three times a second; every eighth scan is followed by
 * payment. What is told is one act, from the key to its commit, waiting for its turn included. */
#include "bench.h"

#include <stdatomic.h>
#include <sys/mman.h>

#include "bench_shop.h"

#define TILLS_MAX 32
#define SAMPLES_MAX 40000 /* of one till in one round */
#define BASKET 8
#define FLUSHES 500

struct shared {
	_Atomic int open, done;
	_Atomic int64_t begin_ns; /* 0: not yet */
	int n[TILLS_MAX];
	int64_t ns[TILLS_MAX][SAMPLES_MAX];
};
static struct shared *shared;

/* One kind of trouble: so many tills for so long; every_ns 0: without pause. */
struct trouble { int tills, rounds; int64_t last_ns, every_ns; };

static void keep(int till, int64_t ns)
{
	if (shared->n[till] < SAMPLES_MAX)
		shared->ns[till][shared->n[till]++] = ns;
}

static void sell(struct bench_till *b, int till, const struct trouble *t)
{
	int64_t begin = shared->begin_ns, at = begin + (t->every_ns ? t->every_ns * till / t->tills : 0);

	for (int i = 1; now_ns() < begin + t->last_ns; i++) {
		if (t->every_ns)
			sleep_until(at);
		at += t->every_ns;
		keep(till, bench_scan(b, bench_any(b)));
		shop_idle(b->sh);
		if (i % BASKET)
			continue;
		keep(till, bench_act(b, ACT_CASH, ""));
		shop_idle(b->sh);
	}
}

static void be_a_till(const char *store, int till, const struct trouble *t)
{
	struct bench_till b;
	char code[16];

	snprintf(code, sizeof code, "%02d", till + 1);
	bench_open(&b, store, code);
	if (till_view(b.t)->basket->line_count)
		bench_act(&b, ACT_CASH, "");
	shared->open++;
	while (!shared->begin_ns)
		usleep(1000);
	sleep_until(shared->begin_ns);
	sell(&b, till, t);
	/* The last to close takes a checkpoint, and that is not what is measured. */
	shared->done++;
	while (shared->done < t->tills)
		usleep(1000);
	bench_close(&b);
	_exit(0);
}

static void one_round(const char *store, const struct trouble *t)
{
	pid_t pid[TILLS_MAX];

	memset(shared, 0, offsetof(struct shared, ns));
	for (int i = 0; i < t->tills; i++) {
		pid[i] = fork();
		MUST(pid[i] >= 0);
		if (pid[i] == 0)
			be_a_till(store, i, t);
	}
	while (shared->open < t->tills) {
		int status;

		MUST(waitpid(-1, &status, WNOHANG) == 0);
		usleep(1000);
	}
	shared->begin_ns = now_ns() + 100 * MS;
	for (int i = 0; i < t->tills; i++) {
		int status;

		MUST(waitpid(pid[i], &status, 0) == pid[i] && status == 0);
	}
}

struct outcome { struct samples p50, p99, p999, worst, number; };

static void add_round(struct outcome *o, const struct trouble *t)
{
	struct samples all = { 0 };

	for (int i = 0; i < t->tills; i++)
		for (int k = 0; k < shared->n[i]; k++)
			sample_add(&all, shared->ns[i][k]);
	sample_add(&o->number, all.n);
	sample_add(&o->p50, sample_at(&all, 500));
	sample_add(&o->p99, sample_at(&all, 990));
	sample_add(&o->p999, sample_at(&all, 999));
	sample_add(&o->worst, sample_at(&all, 1000));
	free(all.list);
}

static void row_of(const char *what, const char *store, const struct trouble *t, struct flusher *f, const char *must,
		   int64_t limit)
{
	struct outcome o = { 0 };
	struct rounds flush = { 0 };
	struct figure raw;
	int64_t p999;

	for (int r = 0; r < t->rounds; r++) {
		one_round(store, t);
		add_round(&o, t);
		for (int i = 0; i < FLUSHES; i++)
			sample_add(&flush.now, flush_once(f));
		round_end(&flush);
	}
	raw = figure_of(&flush);
	p999 = sample_at(&o.p999, 500);
	row(what, pair(time_text(sample_at(&o.p50, 500)), time_text(p999)),
	    pair(time_text(raw.p50), time_text(raw.p99)),
	    pair(ratio_text(sample_at(&o.p50, 500), raw.p50), ratio_text(p999, raw.p50)), must, p999 <= limit);
	printf("#   %" PRId64 " acts a round, %" PRId64 " a second; p99 %s, worst of all rounds %s\n",
	       sample_at(&o.number, 500), sample_at(&o.number, 500) * SECOND / t->last_ns,
	       time_text(sample_at(&o.p99, 500)), time_text(sample_at(&o.worst, 1000)));
	fflush(stdout);
}

int main(int argc, char **argv)
{
	const struct trouble saturated = { 8, 5, 4 * SECOND, 0 };
	const struct trouble busy = { 32, 5, 8 * SECOND, SECOND / 3 };
	struct flusher f;

	if (argc != 3)
		return 2;
	f = flusher_open(argv[1]);
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	MUST(shared != MAP_FAILED);
	row_of("8 tills without pause: an act, p50 / p99.9", argv[2], &saturated, &f, "p99.9 <= 30 ms", 30 * MS);
	row_of("32 tills, 3 scans a second, p50 / p99.9", argv[2], &busy, &f, "p99.9 <= 15 ms", 15 * MS);
	return 0;
}
