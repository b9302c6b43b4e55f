/* print_test.c - from the wire to the paper through the real helper and a real CUPS server of our own
 * (tests/sim/cups.sh), and everything that may go wrong on the way: printer down, out of paper, queue stopped,
 * server stopped, absent or dead, helper killed, stopped, missing or not ours. What must hold always:
 * no job is printed twice, no drawer pulse comes late, and wire_pump never makes a key wait.
 * Run from the top of the tree; the helper is the one beside this build, or $ZHANGGUI_PRINTER. */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "device/escpos.h"
#include "device/printer.h"
#include "wire/wire.h"
#include "../t.h"

#define PATIENCE_MS 15000
#define KEY_MS 200 /* no key waits longer (PROMISES P9) */
#define ROWS 80

/* --- a store of rows in memory ------------------------------------------------------------------- */

enum state { WAITING = 1, SENT, ENDED };
struct row {
	int64_t id, deadline_ms;
	const char *queue;
	struct paper_line line;
	enum state state;
	enum wire_end end;
	int sent;      /* how often it left the house: sent and not put back */
	char note[160];
};
struct bench {
	struct row rows[ROWS];
	int count;
	int64_t last_id;
	char health[32];
	int refuse;    /* so many calls are answered ERR_BUSY */
	struct wire *wire;
	int64_t slowest_ms;
};

static struct row *row_of(struct bench *b, int64_t id)
{
	int i;

	for (i = 0; i < b->count; i++)
		if (b->rows[i].id == id)
			return &b->rows[i];
	abort();
}

static enum err next(void *ctx, struct arena *a, enum wire_line line, struct wire_job *out)
{
	struct bench *b = ctx;
	int i;

	(void)a;
	for (i = 0; line == WIRE_RECEIPT && i < b->count; i++) {
		struct row *r = &b->rows[i];

		if (r->state == WAITING && r->deadline_ms && r->deadline_ms < clock_now_ms()) {
			r->state = ENDED;
			r->end = WIRE_EXPIRED;
		}
		if (r->state != WAITING)
			continue;
		*out = (struct wire_job){ .id = r->id, .queue = r->queue, .deadline_ms = r->deadline_ms,
			.paper = { 32, &r->line, 1 } };
		return OK;
	}
	return ERR_NOTFOUND;
}

static bool busy(struct bench *b)
{
	b->refuse -= b->refuse > 0;
	return b->refuse > 0;
}

static enum err sent(void *ctx, int64_t id, const char *outside)
{
	struct row *r = row_of(ctx, id);

	if (busy(ctx))
		return ERR_BUSY;
	CHECK_INT(r->state, WAITING);
	CHECK(strstr(outside, "zhanggui-") != NULL);
	r->state = SENT;
	r->sent++;
	return OK;
}

static enum err ended(void *ctx, int64_t id, enum wire_end end, const char *note)
{
	struct row *r = row_of(ctx, id);

	if (busy(ctx))
		return ERR_BUSY;
	CHECK_INT(r->state, SENT);
	r->state = end == WIRE_PUT_BACK ? WAITING : ENDED;
	r->sent -= end == WIRE_PUT_BACK;
	r->end = end;
	snprintf(r->note, sizeof r->note, "%s", note);
	return OK;
}

static enum err health(void *ctx, const char *device, const char *state, const char *detail)
{
	struct bench *b = ctx;

	(void)detail;
	if (busy(ctx))
		return ERR_BUSY;
	CHECK_STR(device, "printer");
	snprintf(b->health, sizeof b->health, "%s", state);
	return OK;
}

/* --- server, helper, bench --------------------------------------------------------------------------- */

static char cups_dir[PATH_MAX];
static bool cups_running;

static int cups(const char *verb, const char *rest)
{
	char line[PATH_MAX * 2];

	snprintf(line, sizeof line, "tests/sim/cups.sh %s %s %s", verb, cups_dir, rest);
	return system(line);
}

static pid_t cups_pid(void)
{
	char path[PATH_MAX + 8];
	int pid = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/pid", cups_dir);
	f = fopen(path, "r");
	if (f && fscanf(f, "%d", &pid) != 1)
		pid = 0;
	if (f)
		fclose(f);
	return pid;
}

static void cups_end(void)
{
	if (getpid() == t_dir_owner && cups_running)
		cups("stop", "");
}

/* The server with queue `receipt` in mode ok; false (and the test is skipped) where there is none. */
static bool have_cups(void)
{
	static bool tried;
	char server[PATH_MAX + 16];

	if (!tried) {
		tried = true;
		snprintf(cups_dir, sizeof cups_dir, "%s/cups", t_tmpdir());
		snprintf(server, sizeof server, "%d", (int)getpid());
		setenv("OWNER", server, 1);
		atexit(cups_end);
		cups_running = cups("start", "receipt") == 0;
		snprintf(server, sizeof server, "%s/cups.sock", cups_dir);
		setenv("CUPS_SERVER", server, 1);
	}
	if (!cups_running)
		t_skip("no CUPS server could be started");
	else
		cups("mode", "receipt ok");
	return cups_running;
}

static const char *helper_path(void)
{
	return getenv("ZHANGGUI_PRINTER") ? getenv("ZHANGGUI_PRINTER") : t_built("zhanggui-printer");
}

static struct wire_store store_of(struct bench *b)
{
	return (struct wire_store){ .ctx = b, .next = next, .sent = sent, .ended = ended, .health = health };
}

static void begin(struct bench *b, const char *queue, const char *program, int64_t silence_ms)
{
	static int64_t first_id;
	struct wire_store store = store_of(b);
	struct wire_config conf = { .queues = { queue }, .helper = program ? program : helper_path(),
		.silence_ms = silence_ms, .pause_ms = 50 };

	memset(b, 0, sizeof *b);
	first_id += 1000; /* the server keeps its history: no test shares an id with another */
	b->last_id = first_id;
	b->wire = wire_open(&store, &conf);
}

static void step(struct bench *b)
{
	struct pollfd fds[WIRE_FDS];
	int ms = wire_timeout_ms(b->wire);
	int64_t began;

	poll(fds, (nfds_t)wire_fds(b->wire, fds), ms < 20 ? ms : 20);
	began = clock_mono_ms();
	wire_pump(b->wire);
	if (clock_mono_ms() - began > b->slowest_ms)
		b->slowest_ms = clock_mono_ms() - began;
}

/* Goes on until something is true; a failed check when it does not become so in time. */
#define UNTIL(b, cond) do { \
	int64_t until_ = clock_mono_ms() + PATIENCE_MS; \
	while (!(cond) && clock_mono_ms() < until_) \
		step(b); \
	CHECK(cond); \
} while (0)

static void go_on(struct bench *b, int ms)
{
	int64_t until = clock_mono_ms() + ms;

	while (clock_mono_ms() < until)
		step(b);
}

static bool in(const struct bench *b, const char *state)
{
	return strcmp(b->health, state) == 0;
}

static bool all_ended(const struct bench *b)
{
	int i;

	for (i = 0; i < b->count; i++)
		if (b->rows[i].state != ENDED)
			return false;
	return true;
}

static struct row *add(struct bench *b, const char *queue)
{
	struct row *r = &b->rows[b->count++];
	static char texts[ROWS][40];

	*r = (struct row){ .id = ++b->last_id, .queue = queue, .state = WAITING };
	snprintf(texts[r - b->rows], sizeof texts[0], "小票 <%" PRId64 ">", r->id);
	r->line = (struct paper_line){ .kind = PAPER_TEXT, .text = texts[r - b->rows] };
	if (b->wire)
		wire_poke(b->wire);
	return r;
}

static struct row *add_pulse(struct bench *b, int64_t left_ms)
{
	struct row *r = add(b, "receipt");

	r->line = (struct paper_line){ .kind = PAPER_DRAWER, .text = "" };
	r->deadline_ms = clock_now_ms() + left_ms;
	return r;
}

static void encode(const struct row *r, struct sbuf *out)
{
	struct arena a = ARENA_INIT;
	struct paper_line line = r->line;
	struct paper p = { 32, &line, 1 };

	escpos_encode(out, &a, &p, NULL, NULL);
	arena_release(&a);
}

/* How many printed files are exactly this job's bytes. */
static int prints(const struct row *r)
{
	struct sbuf want = SBUF_INIT;
	char line[PATH_MAX * 2], path[PATH_MAX], bytes[4096];
	FILE *list, *f;
	int n = 0;

	encode(r, &want);
	snprintf(line, sizeof line, "tests/sim/cups.sh printed %s receipt", cups_dir);
	list = popen(line, "r");
	while (list && fgets(path, sizeof path, list)) {
		size_t got;

		path[strcspn(path, "\n")] = 0;
		f = fopen(path, "r");
		got = f ? fread(bytes, 1, sizeof bytes, f) : 0;
		n += got == want.len && memcmp(bytes, want.data, got) == 0;
		if (f)
			fclose(f);
	}
	if (list)
		pclose(list);
	sbuf_release(&want);
	return n;
}

/* What holds at the end of every test. */
static void end(struct bench *b)
{
	int i;

	CHECK(b->slowest_ms < KEY_MS);
	for (i = 0; i < b->count; i++)
		CHECK(b->rows[i].sent <= 1);
	wire_close(b->wire);
	for (i = 0; i < b->count; i++) {
		struct row *r = &b->rows[i];

		if (cups_running && strcmp(r->queue, "receipt") == 0 && r->line.kind == PAPER_TEXT)
			CHECK(prints(r) <= 1);
	}
}

/* The helper is our only child while nothing else runs. */
static pid_t helper_pid(void)
{
	char path[64];
	FILE *f;
	int pid = 0;

	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	f = fopen(path, "r");
	if (f && fscanf(f, "%d", &pid) != 1)
		pid = 0;
	if (f)
		fclose(f);
	CHECK(pid > 0);
	return pid;
}

static void signal_helper(int sig)
{
	pid_t pid = helper_pid();

	if (pid > 0)
		kill(pid, sig);
}

static int files_of_pulses(void)
{
	struct row pulse = { .line = { .kind = PAPER_DRAWER, .text = "" } };

	return prints(&pulse);
}

/* --- without a spooler ----------------------------------------------------------------------------- */

TEST(a_file_is_a_queue)
{
	struct bench b;
	struct sbuf want = SBUF_INIT;
	char queue[PATH_MAX + 8], got[4096];
	size_t n;
	FILE *f;
	int i;

	snprintf(queue, sizeof queue, "file:%s/paper", t_tmpdir());
	begin(&b, queue, NULL, 0);
	for (i = 0; i < 5; i++)
		encode(add(&b, queue), &want);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	for (i = 0; i < 5; i++)
		CHECK_INT(b.rows[i].end, WIRE_DONE);
	f = fopen(queue + 5, "r");
	n = f ? fread(got, 1, sizeof got, f) : 0;
	CHECK(n == want.len && memcmp(got, want.data, n) == 0); /* all of it, in order */
	if (f)
		fclose(f);
	end(&b);
	sbuf_release(&want);
}

TEST(a_file_that_cannot_be_written_keeps_the_job_waiting)
{
	struct bench b;
	char queue[PATH_MAX + 20], folder[PATH_MAX + 8];

	snprintf(folder, sizeof folder, "%s/later", t_tmpdir());
	snprintf(queue, sizeof queue, "file:%s/paper", folder);
	begin(&b, queue, NULL, 0);
	add(&b, queue);
	UNTIL(&b, in(&b, "offline"));
	go_on(&b, 100);
	CHECK(!all_ended(&b));
	CHECK_INT(mkdir(folder, 0700), 0);
	UNTIL(&b, all_ended(&b));
	CHECK_INT(b.rows[0].end, WIRE_DONE);
	end(&b);
}

TEST(a_fifo_that_nobody_reads_blocks_nothing)
{
	struct bench b;
	char queue[PATH_MAX + 8], got[4096];
	struct sbuf want = SBUF_INIT;
	ssize_t n;
	int fd;

	snprintf(queue, sizeof queue, "file:%s/fifo", t_tmpdir());
	CHECK_INT(mkfifo(queue + 5, 0600), 0);
	begin(&b, queue, NULL, 0);
	encode(add(&b, queue), &want);
	go_on(&b, 300);
	CHECK(!all_ended(&b));
	fd = open(queue + 5, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	UNTIL(&b, all_ended(&b));
	CHECK_INT(b.rows[0].end, WIRE_DONE);
	n = read(fd, got, sizeof got);
	CHECK(n == (ssize_t)want.len && memcmp(got, want.data, want.len) == 0);
	close(fd);
	sbuf_release(&want);
	end(&b);
}

TEST(no_printer_no_helper_and_strangers)
{
	struct bench b;

	begin(&b, "", NULL, 0);
	CHECK_STR(b.health, "none");
	add(&b, "");
	go_on(&b, 100);
	CHECK_INT(b.rows[0].state, WAITING);
	end(&b);
	begin(&b, "receipt", "/nonexistent/zhanggui-printer", 0);
	UNTIL(&b, in(&b, "no-helper"));
	end(&b);
	begin(&b, "receipt", "/bin/true", 0);
	add(&b, "receipt");
	UNTIL(&b, in(&b, "no-helper"));
	CHECK_INT(b.rows[0].state, WAITING);
	end(&b);
	begin(&b, "receipt", "/usr/bin/yes", 0); /* speaks without end, but not our language */
	UNTIL(&b, in(&b, "no-helper"));
	end(&b);
	begin(&b, "receipt", "/bin/cat", 200); /* says nothing at all */
	UNTIL(&b, in(&b, "no-helper"));
	end(&b);
}

TEST(a_busy_store_is_asked_again)
{
	struct bench b;
	char queue[PATH_MAX + 8];
	int i;

	snprintf(queue, sizeof queue, "file:%s/busy", t_tmpdir());
	begin(&b, queue, NULL, 0);
	b.refuse = 4;
	for (i = 0; i < 3; i++)
		add(&b, queue);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	for (i = 0; i < 3; i++)
		CHECK_INT(b.rows[i].end, WIRE_DONE);
	end(&b);
}

TEST(a_helper_that_hangs_is_killed_and_its_job_is_unknown)
{
	struct bench b;
	char queue[PATH_MAX + 8];
	struct row *r;
	pid_t first;

	snprintf(queue, sizeof queue, "file:%s/hang", t_tmpdir());
	begin(&b, queue, NULL, 300);
	UNTIL(&b, in(&b, "ready"));
	first = helper_pid();
	signal_helper(SIGSTOP);
	r = add(&b, queue);
	UNTIL(&b, r->state == SENT);
	UNTIL(&b, r->state == ENDED); /* silence is noticed, another helper asked */
	CHECK_INT(r->end, WIRE_UNKNOWN);
	CHECK(helper_pid() != first);
	CHECK(access(queue + 5, F_OK) != 0);
	r = add(&b, queue);
	UNTIL(&b, r->state == ENDED && in(&b, "ready"));
	CHECK_INT(r->end, WIRE_DONE);
	end(&b);
}

TEST(a_pulse_past_its_deadline_is_not_sent)
{
	struct bench b;
	char queue[PATH_MAX + 8];
	struct row *r;

	snprintf(queue, sizeof queue, "file:%s/late", t_tmpdir());
	begin(&b, queue, NULL, 0);
	r = add_pulse(&b, -1);
	r->queue = queue;
	UNTIL(&b, all_ended(&b));
	CHECK_INT(r->end, WIRE_EXPIRED);
	CHECK_INT(r->sent, 0);
	end(&b);
}

/* --- with CUPS ----------------------------------------------------------------------------------------- */

TEST(receipts_are_printed_byte_for_byte)
{
	struct bench b;
	int i;

	if (!have_cups())
		return;
	begin(&b, "receipt", NULL, 0);
	for (i = 0; i < 5; i++)
		add(&b, "receipt");
	add_pulse(&b, 5000);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	for (i = 0; i < 6; i++) {
		CHECK_INT(b.rows[i].end, WIRE_DONE);
		CHECK_INT(prints(&b.rows[i]), 1);
	}
	end(&b);
}

TEST(printer_down_then_up)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	cups("mode", "receipt down");
	begin(&b, "receipt", NULL, 0);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "offline"));
	CHECK_INT(r->state, SENT);
	cups("mode", "receipt ok");
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK_INT(r->end, WIRE_DONE);
	CHECK_INT(prints(r), 1);
	end(&b);
}

TEST(paper_out_and_in_again)
{
	struct bench b;
	int i;

	if (!have_cups())
		return;
	cups("mode", "receipt media-empty");
	begin(&b, "receipt", NULL, 0);
	for (i = 0; i < 3; i++)
		add(&b, "receipt");
	UNTIL(&b, in(&b, "paper-out") && b.rows[2].state == SENT);
	CHECK_INT(prints(&b.rows[0]), 0);
	cups("mode", "receipt ok");
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	for (i = 0; i < 3; i++)
		CHECK_INT(prints(&b.rows[i]), 1);
	end(&b);
}

TEST(a_stopped_queue_is_started_again)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	cups("mode", "receipt stop");
	begin(&b, "receipt", NULL, 0);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "stopped"));
	CHECK_INT(r->state, SENT);
	cups("mode", "receipt ok");
	CHECK_INT(system("PATH=$PATH:/usr/sbin cupsenable receipt"), 0);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK_INT(prints(r), 1);
	end(&b);
}

TEST(a_job_cancelled_in_the_spooler_failed)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	cups("mode", "receipt media-empty");
	begin(&b, "receipt", NULL, 0);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "paper-out"));
	CHECK_INT(system("PATH=$PATH:/usr/sbin cancel -a receipt"), 0);
	UNTIL(&b, r->state == ENDED);
	CHECK_INT(r->end, WIRE_FAILED);
	end(&b);
}

TEST(a_queue_nobody_knows)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	begin(&b, "nosuch", NULL, 0);
	r = add(&b, "nosuch");
	UNTIL(&b, in(&b, "unknown-queue"));
	go_on(&b, 200);
	CHECK_INT(r->state, WAITING);
	r->queue = "receipt"; /* the setting is mended */
	wire_watch(b.wire, WIRE_RECEIPT, "receipt");
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK_INT(prints(r), 1);
	end(&b);
}

TEST(a_server_that_hangs)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	begin(&b, "receipt", NULL, 0);
	UNTIL(&b, in(&b, "ready"));
	kill(cups_pid(), SIGSTOP);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "no-cups"));
	add_pulse(&b, 500);
	go_on(&b, 600);
	kill(cups_pid(), SIGCONT);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK(r->end == WIRE_DONE || r->end == WIRE_UNKNOWN);
	CHECK(r->end != WIRE_DONE || prints(r) == 1);
	CHECK_INT(b.rows[1].end, WIRE_EXPIRED);
	end(&b);
}

TEST(a_server_that_is_not_there)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	CHECK_INT(cups("stop", ""), 0);
	begin(&b, "receipt", NULL, 0);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "no-cups"));
	go_on(&b, 200);
	CHECK_INT(r->state, WAITING);
	CHECK_INT(cups("restart", ""), 0);
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK_INT(r->end, WIRE_DONE);
	CHECK_INT(prints(r), 1);
	end(&b);
}

/* The spooler has the job when the helper dies: the next helper finds it there by its title. */
TEST(helper_killed_with_its_job_in_the_spooler)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	cups("mode", "receipt media-empty");
	begin(&b, "receipt", NULL, 0);
	r = add(&b, "receipt");
	UNTIL(&b, in(&b, "paper-out"));
	CHECK_INT(r->state, SENT);
	signal_helper(SIGKILL);
	UNTIL(&b, in(&b, "no-helper"));
	UNTIL(&b, in(&b, "paper-out"));
	CHECK_INT(r->state, SENT);
	cups("mode", "receipt ok");
	UNTIL(&b, all_ended(&b));
	CHECK_INT(r->end, WIRE_DONE);
	CHECK_INT(prints(r), 1);
	end(&b);
}

/* It dies before the spooler had the job: nobody can know that, so it is unknown and never sent again. */
TEST(helper_killed_between_sent_and_confirmed)
{
	struct bench b;
	struct row *r;

	if (!have_cups())
		return;
	begin(&b, "receipt", NULL, 0);
	UNTIL(&b, in(&b, "ready"));
	signal_helper(SIGSTOP);
	r = add(&b, "receipt");
	UNTIL(&b, r->state == SENT);
	signal_helper(SIGKILL);
	UNTIL(&b, all_ended(&b));
	CHECK_INT(r->end, WIRE_UNKNOWN);
	CHECK_INT(r->sent, 1);
	CHECK_INT(prints(r), 0);
	end(&b);
}

/* --- drawer ---------------------------------------------------------------------------------------------- */

TEST(no_pulse_while_the_printer_is_not_ready)
{
	struct bench b;
	struct row *receipt, *pulse;
	int before;

	if (!have_cups())
		return;
	before = files_of_pulses();
	cups("mode", "receipt media-empty");
	begin(&b, "receipt", NULL, 0);
	receipt = add(&b, "receipt");
	UNTIL(&b, in(&b, "paper-out"));
	pulse = add_pulse(&b, 400);
	UNTIL(&b, pulse->state == ENDED);
	CHECK_INT(pulse->end, WIRE_EXPIRED);
	cups("mode", "receipt ok");
	UNTIL(&b, all_ended(&b) && in(&b, "ready"));
	CHECK_INT(prints(receipt), 1);
	CHECK_INT(files_of_pulses(), before);
	end(&b);
}

TEST(a_pulse_that_got_stuck_is_taken_back)
{
	struct bench b;
	struct row *r;
	int before;

	if (!have_cups())
		return;
	before = files_of_pulses();
	cups("mode", "receipt slow"); /* looks ready, and takes a second */
	begin(&b, "receipt", NULL, 0);
	UNTIL(&b, in(&b, "ready"));
	r = add_pulse(&b, 400);
	UNTIL(&b, r->state == ENDED);
	CHECK(r->end == WIRE_UNKNOWN || r->end == WIRE_EXPIRED);
	add(&b, "receipt"); /* the pulse was before it in the queue: when this is printed, that was not */
	UNTIL(&b, all_ended(&b));
	CHECK_INT(files_of_pulses(), before);
	end(&b);
}

TEST(a_dead_helper_leaves_no_pulse_behind)
{
	struct bench b;
	struct row *r;
	int before;

	if (!have_cups())
		return;
	before = files_of_pulses();
	begin(&b, "receipt", NULL, 0);
	UNTIL(&b, in(&b, "ready"));
	cups("mode", "receipt media-empty");
	r = add_pulse(&b, 1000);
	UNTIL(&b, in(&b, "paper-out"));
	signal_helper(SIGKILL);
	UNTIL(&b, r->state == ENDED);
	CHECK(r->end == WIRE_UNKNOWN || r->end == WIRE_EXPIRED);
	cups("mode", "receipt ok");
	add(&b, "receipt");
	UNTIL(&b, all_ended(&b));
	CHECK_INT(files_of_pulses(), before);
	end(&b);
}

/* --- all together ------------------------------------------------------------------------------------------ */

static void misfortune(struct bench *b, int which)
{
	static const char *const modes[] = { "receipt ok", "receipt down", "receipt media-empty", "receipt ok" };

	switch (which) {
	case 0:
	case 1:
	case 2:
	case 3:
		cups("mode", modes[which]);
		break;
	case 4:
		UNTIL(b, !in(b, "no-helper"));
		signal_helper(SIGKILL);
		break;
	case 5:
		UNTIL(b, !in(b, "no-helper"));
		signal_helper(SIGSTOP); /* the wire kills it by its silence */
		break;
	case 6:
		kill(cups_pid(), SIGSTOP);
		go_on(b, (int)t_range(0, 1500));
		kill(cups_pid(), SIGCONT);
		break;
	case 7:
		add_pulse(b, (int64_t)t_range(1, 800));
		break;
	}
}

TEST(any_misfortune_in_any_order)
{
	struct bench b;
	int i, done = 0, pulses = 0, before;

	if (!have_cups())
		return;
	t_seed();
	before = files_of_pulses();
	begin(&b, "receipt", NULL, 400);
	for (i = 0; i < 30; i++) {
		add(&b, "receipt");
		go_on(&b, (int)t_range(0, 120));
		misfortune(&b, (int)t_range(0, 7));
		go_on(&b, (int)t_range(0, 120));
	}
	cups("mode", "receipt ok");
	UNTIL(&b, all_ended(&b));
	UNTIL(&b, in(&b, "ready"));
	for (i = 0; i < b.count; i++) {
		struct row *r = &b.rows[i];

		pulses += r->line.kind == PAPER_DRAWER && (r->end == WIRE_DONE || r->end == WIRE_UNKNOWN);
		if (r->line.kind == PAPER_DRAWER)
			continue;
		done += r->end == WIRE_DONE;
		if (r->end != WIRE_DONE)
			printf("# %" PRId64 " %s, %d printed\n", r->id, r->note, prints(r));
		CHECK(r->end == WIRE_DONE || r->end == WIRE_UNKNOWN);
		CHECK(r->end != WIRE_DONE || prints(r) == 1);
	}
	CHECK(done > 0);
	CHECK(files_of_pulses() - before <= pulses);
	printf("# %d of %d receipts known to be printed\n", done, b.count);
	end(&b);
}

T_MAIN
