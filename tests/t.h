/* t.h - the test harness. A test file is some TEST(name) { ... } and T_MAIN; it prints TAP
 * (https://testanything.org), one line a test, and answers 1 when one failed.
 * Checks print where and what, go on, and give true or false: `if (!CHECK(p)) return;`.
 * Random numbers come from one seed, which is printed; SEED=n replays. TEST=name runs that test alone. */
#ifndef T_H
#define T_H

#include <ftw.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define T_MAX 400     /* tests in one file */
#define T_SHOWN_MAX 10 /* failed checks shown of one test */

static struct { const char *name; void (*run)(void); } t_tests[T_MAX];
static int t_count, t_bad;
static const char *t_why_skip;

/* Defines a test; they run in the order of the file. */
#define TEST(id) \
	static void id(void); \
	__attribute__((constructor)) static void t_add_##id(void) { t_add(#id, id); } \
	static void id(void)
#define T_MAIN int main(void) { return t_run(); }

#define CHECK(cond) t_check((cond) ? true : false, __FILE__, __LINE__, #cond)
#define CHECK_INT(got, want) t_check_int((int64_t)(got), (int64_t)(want), __FILE__, __LINE__, #got)
#define CHECK_STR(got, want) t_check_str((got), (want), __FILE__, __LINE__, #got)

static inline void t_add(const char *name, void (*run)(void))
{
	if (t_count == T_MAX)
		abort();
	t_tests[t_count].name = name;
	t_tests[t_count++].run = run;
}

static inline bool t_fails(const char *file, int line)
{
	if (++t_bad <= T_SHOWN_MAX)
		printf("# %s:%d: ", file, line);
	return t_bad <= T_SHOWN_MAX;
}

static inline bool t_check(bool ok, const char *file, int line, const char *what)
{
	if (!ok && t_fails(file, line))
		printf("not true: %s\n", what);
	return ok;
}

static inline bool t_check_int(int64_t got, int64_t want, const char *file, int line, const char *what)
{
	if (got != want && t_fails(file, line))
		printf("%s is %" PRId64 ", wanted %" PRId64 "\n", what, got, want);
	return got == want;
}

/* One line however the text looks, so that it stays a TAP comment. */
static inline void t_quote(const char *s)
{
	for (putchar(s ? '"' : '-'); s && *s; s++)
		if ((unsigned char)*s < 0x20 || *s == '"' || *s == '\\' || *s == 0x7F)
			printf("\\x%02x", (unsigned char)*s);
		else
			putchar(*s);
	putchar(s ? '"' : '-');
}

static inline bool t_check_str(const char *got, const char *want, const char *file, int line, const char *what)
{
	bool ok = got == want || (got && want && strcmp(got, want) == 0);

	if (!ok && t_fails(file, line)) {
		printf("%s is ", what);
		t_quote(got);
		printf(", wanted ");
		t_quote(want);
		putchar('\n');
	}
	return ok;
}

/* The test now running cannot be judged here; return after it. */
static inline void t_skip(const char *why)
{
	t_why_skip = why;
}

static inline int t_run(void)
{
	const char *only = getenv("TEST");
	int i, failed = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%d\n", t_count);
	for (i = 0; i < t_count; i++) {
		t_bad = 0;
		t_why_skip = NULL;
		if (only && strcmp(only, t_tests[i].name) != 0)
			t_skip("not asked for");
		else
			t_tests[i].run();
		if (t_bad > T_SHOWN_MAX)
			printf("# ... and %d more\n", t_bad - T_SHOWN_MAX);
		failed += t_bad != 0;
		printf("%s %d - %s%s%s\n", t_bad ? "not ok" : "ok", i + 1, t_tests[i].name,
		       !t_bad && t_why_skip ? " # SKIP " : "", !t_bad && t_why_skip ? t_why_skip : "");
	}
	return failed != 0;
}

static uint64_t t_state;

/* The seed of this run: SEED of the environment, else a new one. Printed once. */
static inline uint64_t t_seed(void)
{
	static uint64_t seed;
	const char *asked = getenv("SEED");

	if (seed)
		return seed;
	if (asked && *asked)
		seed = strtoull(asked, NULL, 10);
	else if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
		abort();
	seed = seed ? seed : 1;
	t_state = seed;
	printf("# SEED=%" PRIu64 "\n", seed);
	return seed;
}

/* Splitmix64 (Steele, Lea, Flood 2014). */
static inline uint64_t t_next(void)
{
	uint64_t z;

	t_seed();
	z = t_state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* 0 .. n-1; n > 0. */
static inline uint64_t t_rand(uint64_t n)
{
	return t_next() % n;
}

/* lo .. hi, both included. */
static inline int64_t t_range(int64_t lo, int64_t hi)
{
	uint64_t span = (uint64_t)hi - (uint64_t)lo + 1;

	return (int64_t)((uint64_t)lo + (span ? t_rand(span) : t_next()));
}

static char t_dir[512];
static pid_t t_dir_owner;

static inline int t_remove(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void t_tmpdir_remove(void)
{
	if (getpid() == t_dir_owner) /* not a forked child */
		nftw(t_dir, t_remove, 16, FTW_DEPTH | FTW_PHYS);
}

/* A private folder, the same for the whole program, removed at its end. */
static inline const char *t_tmpdir(void)
{
	const char *tmp = getenv("TMPDIR");

	if (t_dir[0])
		return t_dir;
	snprintf(t_dir, sizeof t_dir, "%s/zhanggui-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(t_dir))
		abort();
	t_dir_owner = getpid();
	atexit(t_tmpdir_remove);
	return t_dir;
}

/* A file with that text. */
static inline bool t_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "we");
	bool ok = f && fputs(text, f) >= 0;

	return f && fclose(f) == 0 && ok;
}

/* A file of the build that this program is of, by its name there; the last four stay. */
static inline const char *t_built(const char *name)
{
	static char path[4][4200];
	static int turn;
	char *p = path[turn = (turn + 1) % 4];
	ssize_t n = readlink("/proc/self/exe", p, 4000);

	if (n < 0)
		abort();
	p[n] = '\0';
	for (int i = 0; i < 3; i++) /* tests/FOLDER/PROGRAM */
		*strrchr(p, '/') = '\0';
	snprintf(p + strlen(p), sizeof path[0] - strlen(p), "/%s", name);
	return p;
}

#endif
