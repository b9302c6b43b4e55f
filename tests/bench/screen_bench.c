/* screen_bench.c - the till as a cashier meets it: the program itself behind a pty, keys and scans written to it, and
 * the time until its last answering byte:
 *   screen_bench PROGRAM FOLDER STORE
 * From start to the first whole picture, memory, a digit's echo, a scan until it is durable and shown, and the bytes
 * it takes on the wire. Each scan is followed by a raw flush and an echo through a pty. */
#include "bench.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>

#include "bench_shop.h"

#define ROUNDS 5
#define STARTS 10         /* of one round */
#define DIGITS 64
#define LINES 200
#define PACE_NS (100 * MS)  /* a person's: quicker digits are taken for a scan */
#define QUIET_MS 25       /* no byte for so long: it has answered */
#define FIRST_QUIET_MS 60
#define PATIENCE_MS 5000
#define ANSWER_MAX 65536
#define STX '\002'

struct session {
	int fd;
	pid_t pid;
	int bytes;               /* of the last answer */
};

static const char *program, *folder;
static char store_url[700];
static char conf_path[700];

/* --- the program behind a pty ---------------------------------------------------------------------- */

/* At a till without a printer, so that no helper runs beside it. */
static void become(void)
{
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "zh_CN", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	execl(program, program, "--conf", conf_path, "--store", store_url, "--terminal", "02", "till", (char *)NULL);
	_exit(127);
}

static void session_fork(struct session *s, int rows, int cols)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	fflush(stdout);
	s->bytes = 0;
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	MUST(s->pid >= 0);
}

/* Reads until nothing came for quiet_ms; answers when the last byte came. */
static int64_t answered(struct session *s, int quiet_ms)
{
	char bytes[ANSWER_MAX];
	int64_t last = 0;

	s->bytes = 0;
	for (;;) {
		struct pollfd p = { .fd = s->fd, .events = POLLIN };
		int wait = s->bytes ? quiet_ms : PATIENCE_MS, ready = poll(&p, 1, wait);
		ssize_t n;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready == 0 && s->bytes)
			return last;
		MUST(ready > 0);
		n = read(s->fd, bytes, sizeof bytes);
		if (n < 0 && errno == EIO)
			return last;
		MUST(n > 0);
		last = now_ns();
		s->bytes += (int)n;
	}
}

static int64_t type(struct session *s, const char *keys, size_t n)
{
	int64_t from = now_ns();

	MUST(write(s->fd, keys, n) == (ssize_t)n);
	return answered(s, QUIET_MS) - from;
}

static int64_t type_text(struct session *s, const char *keys)
{
	return type(s, keys, strlen(keys));
}

static int64_t scan(struct session *s, int article, bool prefix)
{
	char keys[32];
	int n = snprintf(keys, sizeof keys, "%s%013lld\r", prefix ? "\002" : "", (long long)bench_key(article));

	return type(s, keys, (size_t)n);
}

static void session_stop(struct session *s)
{
	close(s->fd);
	kill(s->pid, SIGHUP);
	waitpid(s->pid, NULL, 0);
}

static void session_start(struct session *s, int rows, int cols)
{
	session_fork(s, rows, cols);
	if (s->pid == 0)
		become();
	answered(s, FIRST_QUIET_MS);
	type_text(s, "1008\r");
	type_text(s, "2468\r");
}

static void write_conf(bool prefix)
{
	FILE *f;

	snprintf(conf_path, sizeof conf_path, "%s/screen_bench.conf", folder);
	f = fopen(conf_path, "w");
	MUST(f);
	if (prefix)
		fprintf(f, "[scanner]\nprefix = %d\n", STX);
	MUST(fclose(f) == 0);
}

/* --- start and size ---------------------------------------------------------------------------------- */

/* What the loader alone costs: this program links what the till links, and says one byte. */
static int64_t start_of_nothing(const char *self)
{
	struct session s;
	int64_t from = now_ns(), ns;
	char c;

	session_fork(&s, 24, 80);
	if (s.pid == 0) {
		execl(self, self, "hello", (char *)NULL);
		_exit(127);
	}
	MUST(read(s.fd, &c, 1) == 1);
	ns = now_ns() - from;
	session_stop(&s);
	return ns;
}

static int64_t start_of_till(struct session *s)
{
	int64_t from = now_ns();

	session_fork(s, 24, 80);
	if (s->pid == 0)
		become();
	return answered(s, FIRST_QUIET_MS) - from;
}

/* A figure of /proc/PID/smaps_rollup, in KiB. */
static long memory_kib(pid_t pid, const char *name)
{
	char path[64], line[256];
	long kib = -1;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	f = fopen(path, "r");
	MUST(f);
	while (fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			kib = strtol(line + strlen(name) + 1, NULL, 10);
	fclose(f);
	return kib;
}

static void rows_of_start(const char *self)
{
	struct rounds till = { 0 }, nothing = { 0 };
	struct figure t, n;
	long rss = 0, dirty = 0;
	char ours[64];

	for (int r = 0; r < ROUNDS; r++) {
		for (int i = 0; i < STARTS; i++) {
			struct session s;

			sample_add(&till.now, start_of_till(&s));
			rss = memory_kib(s.pid, "Rss:");
			dirty = memory_kib(s.pid, "Private_Dirty:");
			session_stop(&s);
			sample_add(&nothing.now, start_of_nothing(self));
		}
		round_end(&till);
		round_end(&nothing);
	}
	t = figure_of(&till);
	n = figure_of(&nothing);
	row_times("start -> first whole picture", t, n.p50, n.p99, "<= 8 ms", t.p50 <= 8 * MS);
	snprintf(ours, sizeof ours, "%ld.%ld / %ld.%ld MB", rss / 1024, rss % 1024 * 10 / 1024, dirty / 1024,
		 dirty % 1024 * 10 / 1024);
	row("memory idle: RSS / private dirty", ours, "", "", "<= 10 / <= 5 MB", rss <= 10240 && dirty <= 5120);
}

/* --- keys and scans ------------------------------------------------------------------------------------ */

static struct flusher flusher;
static struct echo echo;

struct floors { struct rounds flush, echo; };

static void sample_floors(struct floors *f)
{
	sample_add(&f->flush.now, flush_once(&flusher));
	sample_add(&f->echo.now, echo_once(&echo));
}

/* A number of eight digits, time and again: the first four are echoed alone, from the fifth on what begins like it is
 * looked up and shown too. */
static void rows_of_digits(void)
{
	struct rounds few = { 0 }, more = { 0 };
	struct floors floors = { 0 };
	struct figure f, m, e;
	struct session s;

	session_start(&s, 24, 80);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < DIGITS; i++) {
			struct rounds *r = i % 8 < 4 ? &few : &more;

			sample_add(&r->now, type_text(&s, i % 2 ? "1" : "7"));
			sample_floors(&floors);
			sleep_until(now_ns() + PACE_NS);
			if (i % 8 == 7)
				type_text(&s, "\033");
		}
		round_end(&few);
		round_end(&more);
		round_end(&floors.echo);
	}
	session_stop(&s);
	f = figure_of(&few);
	m = figure_of(&more);
	e = figure_of(&floors.echo);
	row_times("digit key -> shown, the first four", f, e.p50, e.p99, "<= 4 x", f.p50 <= 4 * e.p50);
	row_times("digit key -> shown with what begins like it", m, e.p50, e.p99, "<= 4 x", m.p50 <= 4 * e.p50);
}

static struct bench_till any;

static void pay_cash(struct session *s)
{
	type_text(s, "\r");
	type_text(s, "\r");
}

static void row_scans(const char *what, int rows, int cols, bool prefix, int bytes_most)
{
	struct rounds r = { 0 };
	struct floors floors = { 0 };
	struct samples bytes = { 0 };
	struct figure f, raw, e;
	struct session s;
	char ours[64], must[64];

	write_conf(prefix);
	session_start(&s, rows, cols);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < LINES; i++) {
			sample_add(&r.now, scan(&s, bench_any(&any), prefix));
			sample_add(&bytes, s.bytes);
			sample_floors(&floors);
		}
		round_end(&r);
		round_end(&floors.flush);
		round_end(&floors.echo);
		pay_cash(&s);
	}
	session_stop(&s);
	f = figure_of(&r);
	raw = figure_of(&floors.flush);
	e = figure_of(&floors.echo);
	row_times(what, f, raw.p50 + e.p50, raw.p99 + e.p99, "<= 4 x, p99 40 x and 20 ms",
		  f.p50 <= 4 * (raw.p50 + e.p50) && f.p99 <= 40 * (raw.p50 + e.p50) && f.worst <= 20 * MS);
	printf("#   worst of all %s; the flush's worst %s\n", time_text(f.worst), time_text(raw.worst));
	snprintf(ours, sizeof ours, "%" PRId64 " / %" PRId64, sample_at(&bytes, 500), sample_at(&bytes, 990));
	snprintf(must, sizeof must, "<= %d bytes", bytes_most);
	row("  bytes on the wire for it", ours, "52", ratio_text(sample_at(&bytes, 500), 52), must,
	    sample_at(&bytes, 500) <= bytes_most);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "hello") == 0)
		return write(1, "!", 1) == 1 ? 0 : 1;
	if (argc != 4)
		return 2;
	program = argv[1];
	folder = argv[2];
	snprintf(store_url, sizeof store_url, "sqlite:%s", argv[3]);
	any = (struct bench_till){ .random = 88172645463325252u, .articles = env_int("BENCH_ARTICLES", 1000000) };
	flusher = flusher_open(folder);
	echo = echo_start();
	write_conf(false);
	rows_of_start(argv[0]);
	rows_of_digits();
	row_scans("scan -> stored and shown, 80x24, prefixed", 24, 80, true, 90);
	row_scans("scan -> stored and shown, 80x24, bare wedge", 24, 80, false, 110);
	row_scans("scan -> stored and shown, 40x16, prefixed", 16, 40, true, 75);
	echo_stop(&echo);
	return 0;
}
