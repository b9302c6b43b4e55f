/* bench.h - what the bench programs share: the clock, samples and their percentiles, the floors that the machine
 * itself sets (a flush of 1 KiB, an echo through a pty, a key in memory behind a lock), and the table's row. Times
 * are nanoseconds. A figure is taken in several rounds; what is told is the median of the rounds. Times are printed and
 * never asserted. */
#ifndef BENCH_H
#define BENCH_H

#include <fcntl.h>
#include <inttypes.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define US INT64_C(1000)
#define MS INT64_C(1000000)
#define SECOND INT64_C(1000000000)

/* Ends the program where something that must work does not: a bench of what failed says nothing. */
#define MUST(cond) ((cond) ? (void)0 : bench_die(#cond, __FILE__, __LINE__))

static inline void bench_die(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: not true: %s\n", file, line, what);
	exit(1);
}

static inline int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

static inline void sleep_until(int64_t ns)
{
	struct timespec t = { .tv_sec = ns / SECOND, .tv_nsec = ns % SECOND };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

/* --- samples ------------------------------------------------------------------------------------ */

struct samples { int64_t *list; int n, room; };

static inline void sample_add(struct samples *s, int64_t ns)
{
	if (s->n == s->room) {
		s->room = s->room ? s->room * 2 : 1024;
		s->list = realloc(s->list, (size_t)s->room * sizeof *s->list);
		MUST(s->list);
	}
	s->list[s->n++] = ns;
}

static inline int sample_order(const void *left, const void *right)
{
	int64_t l = *(const int64_t *)left, r = *(const int64_t *)right;

	return (l > r) - (l < r);
}

/* The value that so many of a thousand do not pass; 0 where there is none. */
static inline int64_t sample_at(struct samples *s, int per_mille)
{
	int64_t at = ((int64_t)s->n * per_mille + 999) / 1000 - 1;

	if (s->n == 0)
		return 0;
	qsort(s->list, (size_t)s->n, sizeof *s->list, sample_order);
	return s->list[at < 0 ? 0 : at];
}

/* p50, p99 and the worst of every round, and the medians of these. */
#define ROUNDS_MAX 64
struct figure { int64_t p50, p99, worst; };
struct rounds { struct samples now; struct samples p50, p99, worst; };

static inline void round_end(struct rounds *r)
{
	if (r->now.n) {
		sample_add(&r->p50, sample_at(&r->now, 500));
		sample_add(&r->p99, sample_at(&r->now, 990));
		sample_add(&r->worst, sample_at(&r->now, 1000));
	}
	r->now.n = 0;
}

static inline struct figure figure_of(struct rounds *r)
{
	round_end(r);
	return (struct figure){ sample_at(&r->p50, 500), sample_at(&r->p99, 500), sample_at(&r->worst, 1000) };
}

/* --- floors ------------------------------------------------------------------------------------- */

/* One flush as a log that is written over and over sees it: 1 KiB into a file that has its size already. */
#define FLUSH_BYTES 1024
#define FLUSH_FILE (4 * 1024 * 1024)
struct flusher { int fd; off_t at; };

static inline struct flusher flusher_open(const char *folder)
{
	struct flusher f = { -1, 0 };
	char path[700];
	static char zero[65536];

	snprintf(path, sizeof path, "%s/flush-XXXXXX", folder);
	f.fd = mkstemp(path);
	MUST(f.fd >= 0);
	unlink(path);
	for (off_t at = 0; at < FLUSH_FILE; at += (off_t)sizeof zero)
		MUST(pwrite(f.fd, zero, sizeof zero, at) == (ssize_t)sizeof zero);
	MUST(fsync(f.fd) == 0);
	return f;
}

static inline int64_t flush_once(struct flusher *f)
{
	char bytes[FLUSH_BYTES];
	int64_t from = now_ns();

	memset(bytes, (int)(from & 0x7f), sizeof bytes);
	MUST(pwrite(f->fd, bytes, sizeof bytes, f->at) == (ssize_t)sizeof bytes);
	MUST(fdatasync(f->fd) == 0);
	f->at = (f->at + FLUSH_BYTES) % FLUSH_FILE;
	return now_ns() - from;
}

/* A process behind a pty that gives back what it is given: no program on a terminal can be faster. */
struct echo { int fd; pid_t pid; };

static inline struct echo echo_start(void)
{
	struct echo e;
	struct termios raw;
	char c;

	e.pid = forkpty(&e.fd, NULL, NULL, NULL);
	MUST(e.pid >= 0);
	if (e.pid == 0) {
		tcgetattr(0, &raw);
		cfmakeraw(&raw);
		tcsetattr(0, TCSANOW, &raw);
		if (write(1, "!", 1) != 1)
			_exit(1);
		while (read(0, &c, 1) == 1)
			if (write(1, &c, 1) != 1)
				break;
		_exit(0);
	}
	MUST(read(e.fd, &c, 1) == 1);
	return e;
}

static inline int64_t echo_once(struct echo *e)
{
	char c = 'x';
	int64_t from = now_ns();

	MUST(write(e->fd, &c, 1) == 1);
	MUST(read(e->fd, &c, 1) == 1);
	return now_ns() - from;
}

/* What must be reached in time alone was written down on a machine whose echo takes 53 us. A slower one has as much
 * longer as its echo, measured beside the row, takes; a quicker one has no less. */
#define ECHO_WRITTEN (53 * US)

static inline int64_t time_here(int64_t ns, int64_t echo)
{
	return echo > ECHO_WRITTEN ? ns * echo / ECHO_WRITTEN : ns;
}

static inline void echo_stop(struct echo *e)
{
	close(e->fd);
	kill(e->pid, SIGKILL);
	waitpid(e->pid, NULL, 0);
}

/* The least that reading one article of a file that others write asks: its key found in a table in memory, between
 * a lock and its release, by which readers and writers of a shared file keep apart. */
struct shelf { int fd; uint32_t mask; int64_t *keys; };

static inline uint32_t shelf_slot(const struct shelf *s, int64_t key)
{
	uint32_t at = (uint32_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & s->mask;

	while (s->keys[at] && s->keys[at] != key)
		at = (at + 1) & s->mask;
	return at;
}

/* key_of gives the key, above 0, of each of n. */
static inline struct shelf shelf_make(const char *folder, int n, int64_t (*key_of)(int))
{
	struct shelf s = { -1, 1, NULL };
	char path[700];

	snprintf(path, sizeof path, "%s/shelf-XXXXXX", folder);
	s.fd = mkstemp(path);
	MUST(s.fd >= 0);
	unlink(path);
	while (s.mask < (uint32_t)n * 2)
		s.mask = s.mask << 1 | 1;
	s.keys = calloc((size_t)s.mask + 1, sizeof *s.keys);
	MUST(s.keys);
	for (int i = 0; i < n; i++)
		s.keys[shelf_slot(&s, key_of(i))] = key_of(i);
	return s;
}

static inline int64_t shelf_once(struct shelf *s, int64_t key)
{
	struct flock lock = { .l_type = F_RDLCK, .l_start = 0, .l_len = 1 };
	int64_t from = now_ns();

	MUST(fcntl(s->fd, F_SETLK, &lock) == 0);
	MUST(s->keys[shelf_slot(s, key)] == key);
	lock.l_type = F_UNLCK;
	MUST(fcntl(s->fd, F_SETLK, &lock) == 0);
	return now_ns() - from;
}

static inline void shelf_free(struct shelf *s)
{
	close(s->fd);
	free(s->keys);
}

/* --- the table ------------------------------------------------------------------------------------ */

/* "0.123 ms", "12.3 us": three figures that count, whatever the size. One of a few texts that take turns. */
static inline const char *time_text(int64_t ns)
{
	static char turns[16][48];
	static unsigned turn;
	char *text = turns[turn++ % 16];

	if (ns < 10 * US)
		snprintf(text, sizeof turns[0], "%" PRId64 ".%02" PRId64 " us", ns / US, ns % US / 10);
	else if (ns < MS)
		snprintf(text, sizeof turns[0], "%" PRId64 ".%" PRId64 " us", ns / US, ns % US / 100);
	else if (ns < SECOND)
		snprintf(text, sizeof turns[0], "%" PRId64 ".%02" PRId64 " ms", ns / MS, ns % MS / (10 * US));
	else
		snprintf(text, sizeof turns[0], "%" PRId64 ".%02" PRId64 " s", ns / SECOND, ns % SECOND / (10 * MS));
	return text;
}

/* "3.4", of two figures of one unit. */
static inline const char *ratio_text(int64_t ours, int64_t limit)
{
	static char turns[8][48];
	static unsigned turn;
	char *text = turns[turn++ % 8];
	int64_t tenths = limit > 0 ? (ours * 10 + limit / 2) / limit : 0;

	snprintf(text, sizeof turns[0], "%" PRId64 ".%" PRId64, tenths / 10, tenths % 10);
	return text;
}

/* A row: what; ours; the limit measured beside it, or ""; how often it fits into ours, or ""; what must be reached,
 * or ""; is it. */
static inline void row(const char *what, const char *ours, const char *limit, const char *ratio, const char *must,
	bool met)
{
	printf("%-46s %-24s %-22s %-13s %-28s %s\n", what, ours, limit, ratio, must,
		!*must ? "" : met ? "met" : "MISSED");
	fflush(stdout);
}

static inline const char *pair(const char *a, const char *b)
{
	static char turns[8][96];
	static unsigned turn;
	char *text = turns[turn++ % 8];

	snprintf(text, sizeof turns[0], "%s / %s", a, b);
	return text;
}

/* Times against a floor: p50 and p99 of ours, and how often the floor's p50 fits into them. */
static inline void row_times(const char *what, struct figure ours, int64_t floor50, int64_t floor99, const char *must,
	bool met)
{
	row(what, pair(time_text(ours.p50), time_text(ours.p99)), pair(time_text(floor50), time_text(floor99)),
		pair(ratio_text(ours.p50, floor50), ratio_text(ours.p99, floor50)), must, met);
}

/* What must be reached in time alone, as written and as it is here. */
static inline const char *must_here(const char *written, int64_t ns, int64_t echo)
{
	static char turns[4][64];
	static unsigned turn;
	char *text = turns[turn++ % 4];

	snprintf(text, sizeof turns[0], "%s, here %s", written, time_text(time_here(ns, echo)));
	return text;
}

/* How many of something, from the environment, so that a small machine can take a small bench. */
static inline int env_int(const char *name, int otherwise)
{
	const char *text = getenv(name);

	return text && *text ? (int)strtol(text, NULL, 10) : otherwise;
}

#endif
