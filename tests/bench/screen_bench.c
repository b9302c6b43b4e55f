/* screen_bench.c - the till as a cashier meets it: the program itself behind a pty, keys and scans written to it, and
 * the time until its first or its last answering byte:
 *   screen_bench PROGRAM FOLDER STORE
 * From start to the first whole picture, memory, a key's echo and what it finds, a scan until it is durable and shown,
 * and the bytes it takes on the wire. Each scan is followed by a raw flush and an echo through a pty. */
#include "bench.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>

#include "bench_shop.h"

#define ROUNDS 5
#define STARTS 10         /* of one round */
#define TYPED 20          /* keys of one text */
#define TEXTS 2           /* of one round */
#define ECHO_BYTES 30     /* an answer with more shows what was found, too */
#define ECHO_STEPS 4      /* the echo is told for the first so many keys, and the rest */
#define LINES 200
#define PACE_NS (100 * MS)  /* a person's: quicker digits are taken for a scan */
#define SCAN_PACE_NS (500 * MS)
#define PACED_LINES 40
#define FRAME_NS (16 * MS)
#define SERIAL_PACE_NS (40 * MS)
#define KEY_GAP_NS (4 * MS) /* of a scanner that is a keyboard */
#define QUIET_MS 25       /* no byte for so long: it has answered */
#define FIRST_QUIET_MS 60
#define AFTER_NS (5 * MS) /* what comes so long after the last byte is another picture: a total's large figures */
#define PATIENCE_MS 5000
#define ANSWER_MAX 65536
#define STX '\002'

struct session {
	int fd;
	pid_t pid;
	int bytes;               /* of the last answer */
	int64_t first_ns;        /* when its first byte came */
	int64_t shown_ns;        /* when the last of its first picture came: of a scan, the line and the total */
	int64_t sent_ns;         /* when the last keys were written */
	int64_t all_bytes;       /* of every answer, those that nobody waited for too */
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
	*s = (struct session){ .bytes = 0 };
	s->pid = forkpty(&s->fd, NULL, NULL, &size);
	MUST(s->pid >= 0);
}

/* Reads until nothing came for quiet_ms; answers when the last byte came. */
static int64_t answered(struct session *s, int quiet_ms)
{
	char bytes[ANSWER_MAX];
	int64_t last = 0, at;

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
		at = now_ns();
		if (!s->bytes)
			s->first_ns = s->shown_ns = at;
		else if (s->shown_ns == last && at - last < AFTER_NS)
			s->shown_ns = at;
		last = at;
		s->bytes += (int)n;
		s->all_bytes += n;
	}
}

/* Reads what came after the last answer, such as large figures that follow a scan. */
static void drain(struct session *s)
{
	char bytes[ANSWER_MAX];
	struct pollfd p = { .fd = s->fd, .events = POLLIN };

	while (poll(&p, 1, 0) > 0) {
		ssize_t n = read(s->fd, bytes, sizeof bytes);

		MUST(n > 0);
		s->all_bytes += n;
	}
}

static int64_t type(struct session *s, const char *keys, size_t n)
{
	drain(s);
	s->sent_ns = now_ns();
	MUST(write(s->fd, keys, n) == (ssize_t)n);
	return answered(s, QUIET_MS) - s->sent_ns;
}

static int64_t type_text(struct session *s, const char *keys)
{
	return type(s, keys, strlen(keys));
}

/* How a scanner's code comes: between prefix and suffix, as a burst of keys, key by key, or on a serial line through
 * the helper. */
enum wire { PREFIXED, BURST, KEYS, SERIAL };

static int line_fd = -1;     /* the scanner's end of its line */
static int64_t line_free_ns; /* when the line takes the next code: more than thirty a second wait in it */

static int64_t scan(struct session *s, int article, enum wire wire)
{
	char keys[32];
	const char *lead = wire == PREFIXED ? "\002" : "";
	int n = snprintf(keys, sizeof keys, "%s%013lld\r", lead, (long long)bench_key(article)), at = 0;

	drain(s);
	if (wire == SERIAL) {
		sleep_until(line_free_ns);
		drain(s);
		line_free_ns = now_ns() + SERIAL_PACE_NS;
		s->sent_ns = now_ns();
		MUST(write(line_fd, keys, (size_t)n) == n);
		return answered(s, QUIET_MS) - s->sent_ns;
	}
	for (; wire == KEYS && at < n - 1; at++) {
		MUST(write(s->fd, keys + at, 1) == 1);
		sleep_until(now_ns() + KEY_GAP_NS);
	}
	if (wire == KEYS) { /* what its first key brought belongs to this scan */
		int64_t before = s->all_bytes, ns;

		drain(s);
		before = s->all_bytes - before;
		ns = type(s, keys + at, (size_t)(n - at));
		s->bytes += (int)before;
		return ns;
	}
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

static struct echo echo;

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
	struct rounds till = { 0 }, nothing = { 0 }, echoes = { 0 };
	struct figure t, n, e;
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
			sample_add(&echoes.now, echo_once(&echo));
		}
		round_end(&echoes);
		round_end(&till);
		round_end(&nothing);
	}
	t = figure_of(&till);
	n = figure_of(&nothing);
	e = figure_of(&echoes);
	row_times("start -> first whole picture", t, n.p50, n.p99, must_here("<= 8 ms", 8 * MS, e.p50),
		t.p50 <= time_here(8 * MS, e.p50));
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

/* One text typed key by key: when each key's echo came, and when what it finds stood there. */
static void type_slowly(struct session *s, const char *keys, struct rounds *first, struct rounds *more,
	struct rounds *found, struct floors *floors)
{
	for (int i = 0; i < TYPED; i++) {
		char key[2] = { keys[i % (int)strlen(keys)] };
		int64_t from = now_ns(), shown = type_text(s, key);

		sample_add(i < ECHO_STEPS ? &first->now : &more->now, s->first_ns - from);
		if (s->bytes > ECHO_BYTES)
			sample_add(&found->now, shown);
		sample_floors(floors);
		sleep_until(now_ns() + PACE_NS);
	}
	type_text(s, "\033");
}

/* Long numbers and pinyin. From the fifth digit on what begins like it is looked up and shown, too. */
static void rows_of_keys(const char *what, const char *keys)
{
	struct rounds first = { 0 }, more = { 0 }, found = { 0 };
	struct floors floors = { 0 };
	struct figure f, m, e;
	struct session s;
	char name[80];

	session_start(&s, 24, 80);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < TEXTS; i++)
			type_slowly(&s, keys, &first, &more, &found, &floors);
		round_end(&first);
		round_end(&more);
		round_end(&found);
		round_end(&floors.echo);
	}
	session_stop(&s);
	f = figure_of(&first);
	m = figure_of(&more);
	e = figure_of(&floors.echo);
	snprintf(name, sizeof name, "%s key -> echo, the first %d", what, ECHO_STEPS);
	row_times(name, f, e.p50, e.p99, "<= 4 x", f.p50 <= 4 * e.p50);
	snprintf(name, sizeof name, "%s key -> echo, to the %dth", what, TYPED);
	row_times(name, m, e.p50, e.p99, "<= 4 x", m.p50 <= 4 * e.p50);
	f = figure_of(&found);
	snprintf(name, sizeof name, "  and what begins like it shown");
	row_times(name, f, e.p50, e.p99, must_here("<= 16 ms", FRAME_NS, e.p50),
		f.p50 <= time_here(FRAME_NS, e.p50));
}

static struct bench_till any;

static void pay_cash(struct session *s)
{
	type_text(s, "\r");
	type_text(s, "\r");
}

static void row_bytes(const char *what, struct samples *bytes, int64_t mean, int most)
{
	char ours[64], must[64];

	snprintf(ours, sizeof ours, "%" PRId64 " / %" PRId64, sample_at(bytes, 500), sample_at(bytes, 990));
	snprintf(must, sizeof must, "<= %d bytes", most);
	row(what, ours, "52", ratio_text(sample_at(bytes, 500), 52), must, sample_at(bytes, 500) <= most);
	printf("#   %" PRId64 " bytes on average, with page flips and the large figures of the total\n", mean);
}

static void row_scans(const char *what, int rows, int cols, enum wire wire, int bytes_most)
{
	struct rounds r = { 0 };
	struct floors floors = { 0 };
	struct samples bytes = { 0 };
	struct figure f, raw, e;
	struct session s;
	int64_t sum = 0;

	write_conf(wire == PREFIXED);
	session_start(&s, rows, cols);
	for (int round = 0; round < ROUNDS; round++) {
		int64_t before = s.all_bytes;

		for (int i = 0; i < LINES; i++) {
			scan(&s, bench_any(&any), wire);
			sample_add(&r.now, s.shown_ns - s.sent_ns);
			sample_add(&bytes, s.bytes);
			sample_floors(&floors);
		}
		sum += s.all_bytes - before;
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
	printf("#   worst of all %s; the flush's worst %s; the total's large figures may follow by 200 ms\n",
	       time_text(f.worst), time_text(raw.worst));
	row_bytes("  bytes on the wire for it", &bytes, sum / (ROUNDS * LINES), bytes_most);
}

/* Scans as a person makes them: only the bytes count, and the large figures follow each. */
static void row_paced(const char *what, int rows, int cols, enum wire wire, int bytes_most)
{
	struct samples bytes = { 0 };
	struct session s;
	int64_t before;

	write_conf(wire == PREFIXED);
	session_start(&s, rows, cols);
	before = s.all_bytes;
	for (int i = 0; i < PACED_LINES; i++) {
		scan(&s, bench_any(&any), wire);
		sample_add(&bytes, s.bytes);
		sleep_until(now_ns() + SCAN_PACE_NS);
	}
	drain(&s);
	row_bytes(what, &bytes, (s.all_bytes - before) / PACED_LINES, bytes_most);
	pay_cash(&s);
	session_stop(&s);
}

/* --- with devices -------------------------------------------------------------------------------------- */

#define SCALE_EVERY_MS 100 /* a scale tells its weight ten times a second, also while nobody weighs */

static const struct attached { const char *name, *kind, *protocol; } counter[] = {
	{ "scanner", "scanner", "serial" }, { "hand", "scanner", "serial" }, { "card", "stripe", "serial" },
	{ "scale", "scale", "st" }, { "display", "display", "cd5220" },
};
#define ATTACHED (int)(sizeof counter / sizeof counter[0])

static int counter_fd[ATTACHED]; /* the devices' ends of their lines */

static void as_manager(const char *words)
{
	char command[2000];

	snprintf(command, sizeof command, "echo 615902 | '%s' --store '%s' --as 3001 --pin-fd 0 %s >/dev/null", program,
		 store_url, words);
	MUST(system(command) == 0);
}

/* What stands on the counter beside the scanner that scans: the display reads, the scale tells that it is empty. */
static pid_t counter_lives(void)
{
	static const char empty[] = "ST,GS,+  0.000kg\r\n";
	int64_t tell_ns = now_ns();
	pid_t pid = fork();

	MUST(pid >= 0);
	while (pid == 0) {
		struct pollfd p = { .fd = counter_fd[ATTACHED - 1], .events = POLLIN };
		char bytes[ANSWER_MAX];

		if (poll(&p, 1, SCALE_EVERY_MS) > 0 && read(p.fd, bytes, sizeof bytes) < 0)
			_exit(1);
		if (now_ns() < tell_ns)
			continue;
		tell_ns = now_ns() + SCALE_EVERY_MS * MS;
		if (write(counter_fd[ATTACHED - 2], empty, strlen(empty)) < 0)
			_exit(1);
	}
	return pid;
}

static void attach_all(void)
{
	char words[700];

	for (int i = 0; i < ATTACHED; i++) {
		char path[128];
		int held;

		MUST(openpty(&counter_fd[i], &held, path, NULL, NULL) == 0);
		close(held);
		snprintf(words, sizeof words, "device add %s %s %s local:%s --till 02", counter[i].name,
			counter[i].kind, counter[i].protocol, path);
		as_manager(words);
	}
	snprintf(words, sizeof words, "setting set receipt.queue 'file:%s/receipts' --till 02", folder);
	as_manager(words);
	line_fd = counter_fd[0];
}

static void detach_all(void)
{
	char words[100];

	for (int i = 0; i < ATTACHED; i++) {
		snprintf(words, sizeof words, "device remove %s --till 02", counter[i].name);
		as_manager(words);
		close(counter_fd[i]);
	}
	as_manager("setting set receipt.queue '' --till 02");
}

/* Two scanners, a stripe reader, a scale, a customer display and a printer with its drawer. */
static void rows_with_devices(void)
{
	pid_t pid;

	attach_all();
	pid = counter_lives();
	rows_of_keys("every device on, digit", "17");
	row_scans("scan on a serial line -> stored and shown", 24, 80, SERIAL, 90);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	detach_all();
}

int main(int argc, char **argv)
{
	/* It waits for the terminal's end: what that still holds can be lost when it is closed. */
	if (argc == 2 && strcmp(argv[1], "hello") == 0)
		return write(1, "!", 1) == 1 && read(0, &(char){ 0 }, 1) <= 0 ? 0 : 1;
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
	rows_of_keys("digit", "17");
	rows_of_keys("letter", "qqwlc");
	row_scans("scan -> stored and shown, 80x24, prefixed", 24, 80, PREFIXED, 90);
	row_scans("scan -> stored and shown, 80x24, bare wedge", 24, 80, BURST, 110);
	row_scans("scan -> stored and shown, 40x16, prefixed", 16, 40, PREFIXED, 75);
	row_paced("bytes of a scan, 80x24, a person's pace", 24, 80, PREFIXED, 90);
	row_paced("bytes of a scan, 80x24, a keyboard's pace", 24, 80, KEYS, 110);
	rows_with_devices();
	echo_stop(&echo);
	return 0;
}
