/* kill.c - processes are killed at any moment (P2): busy tills of one store at random, and a till alone inside a system
 * call that strace picks. What they acknowledged is there, the others go on, numbers have no gap. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "campaign.h"
#include "kill.h"
#include "ops.h"
#include "store/db.h"

#define BUSY_LEAST 4
#define BUSY_MOST 8
#define ROUND_KILLS 50        /* then all stop and everything is looked at */
#define STALL_LIMIT_MS 20000  /* a till that does nothing for so long hangs */

/* --- a busy till -------------------------------------------------------------------------------------- */

/* What the tills and the one who kills them share. */
struct shared {
	volatile int stop;
	volatile int64_t acts[BUSY_MOST + 1]; /* done so far, by till */
	volatile int failed[BUSY_MOST + 1];
};

struct busy {
	struct world *w;
	struct shared *shared;
	int till, log;
	bool manages;                /* does the office's work, too */
	uint64_t seed, drawn;
	char last[40];               /* number of the last receipt */
};

static uint64_t draw(struct busy *b, uint64_t n)
{
	return campaign_draw(b->seed, b->drawn++) % n;
}

static const struct till_view *view_of(const struct busy *b)
{
	return till_view(b->w->seat[b->till].t);
}

/* What was tried and what was acknowledged, in a file that survives. */
static void note(struct busy *b, const char *fmt, ...)
{
	char line[120];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	if (write(b->log, line, (size_t)n) != n)
		_exit(4);
}

/* A line; only what a rule refuses may fail. */
static bool does(struct busy *b, const char *fmt, ...)
{
	char text[200], line[220];
	va_list ap;
	enum err e;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	snprintf(line, sizeof line, "%d: %s", b->till, text);
	e = world_do(b->w, line);
	b->shared->acts[b->till]++;
	if (e != OK && world_store_failed(b->w, b->till)) {
		printf("# %s: %s\n", line, err_name(e));
		b->shared->failed[b->till]++;
		exit(3);
	}
	return e == OK;
}

static void pay(struct busy *b, const char *how)
{
	note(b, "T %" PRId64 "\n", view_of(b)->basket->id);
	if (does(b, "%s", how) && view_of(b)->done.shown) {
		snprintf(b->last, sizeof b->last, "%s", view_of(b)->done.number);
		note(b, "A %s %" PRId64 "\n", b->last, view_of(b)->done.total_minor);
	} else {
		note(b, "R\n");
	}
}

static void scan_some(struct busy *b)
{
	static const char *const codes[] = { COOKIES, FINGERS, CHIPS };

	for (uint64_t i = draw(b, 3); i < 3; i++)
		does(b, "scan %s", codes[draw(b, 3)]);
}

static void sell(struct busy *b)
{
	static const char *const ways[] = { "cash", "cash 300", "~pay; tender 2 2.50 SLIP; cash",
		"bill-discount 3 1; approve 2001 331827; cash" };

	scan_some(b);
	pay(b, ways[draw(b, 4)]);
}

static void take_back(struct busy *b)
{
	if (b->last[0] && does(b, "scan %s; return-line %d; back", b->last, 1 + (int)draw(b, 2)))
		pay(b, "cash; reason 1");
}

static void hold_or_recall(struct busy *b)
{
	if (view_of(b)->held_count > 2 || (view_of(b)->held_count && draw(b, 2))) {
		if (does(b, "recall %d", 1 + (int)draw(b, 3)))
			pay(b, "cash");
		return;
	}
	scan_some(b);
	does(b, "hold");
}

static void drop(struct busy *b)
{
	scan_some(b);
	does(b, "void-line 1");
	does(b, "cancel 1");
}

/* What the office changes while the others sell. */
static void manage(struct busy *b)
{
	switch (draw(b, 8)) {
	case 0: does(b, "!price " FINGERS " 5.%02d", (int)draw(b, 100)); break;
	case 1: does(b, "!price " COOKIES " 39.%02d", (int)draw(b, 100)); break;
	case 2: does(b, "!setting receipt.columns %d", draw(b, 2) ? 32 : 48); break;
	case 3: does(b, "!import"); break;
	case 4: does(b, "!staff 1%03d 2580", (int)draw(b, 1000)); break;
	case 5: does(b, "!department %d 13", 50 + (int)draw(b, 50)); break;
	case 6: does(b, "!limit cashier cancel-minor %d", 50000 + (int)draw(b, 1000)); break;
	default: does(b, "!rotate"); break;
	}
}

static void other(struct busy *b)
{
	static const char *const acts[] = { "void-last 1; approve 2001 331827", "no-sale 1; approve 2001 331827",
		"reprint 1", "!idle", "!reopen", "!print; !printed", "x-report; approve 2001 331827" };

	does(b, "%s", acts[draw(b, 7)]);
}

/* The log's last word: a payment that was tried and never answered. Its basket is there, or it was posted. */
static void settle_last_try(struct busy *b)
{
	char text[200];
	off_t size = lseek(b->log, 0, SEEK_END);
	off_t from = size > (off_t)sizeof text - 1 ? size - (off_t)sizeof text + 1 : 0;
	ssize_t n = pread(b->log, text, sizeof text - 1, from);
	char *last;

	text[n > 0 ? n - 1 : 0] = '\0'; /* without the last line end */
	last = strrchr(text, '\n');
	last = last ? last + 1 : text;
	if (*last == 'T')
		note(b, strtoll(last + 2, NULL, 10) == view_of(b)->basket->id ? "U\n" : "D\n");
}

static void be_busy(struct busy *b)
{
	static void (*const deeds[])(struct busy *) = { sell, sell, sell, sell, take_back, hold_or_recall, drop,
		other };

	if (!world_open(b->w, b->till)) {
		printf("# till %d does not open: %s\n", b->till, err_name(b->w->seat[b->till].err));
		b->shared->failed[b->till]++;
		exit(3);
	}
	settle_last_try(b);
	if (view_of(b)->phase == TILL_NO_SHIFT)
		does(b, "shift-open 200");
	if (view_of(b)->basket->line_count)
		pay(b, "cash; reason 1");
	while (!b->shared->stop) {
		if (view_of(b)->basket->line_count)
			does(b, "cancel 1; approve 2001 331827");
		if (b->manages && draw(b, 2))
			manage(b);
		else
			deeds[draw(b, sizeof deeds / sizeof deeds[0])](b);
	}
	world_close(b->w, b->till);
	exit(0);
}

/* --- who kills them -------------------------------------------------------------------------------------- */

struct killing {
	struct world w;
	struct shared *shared;
	int tills;
	pid_t pid[BUSY_MOST + 1];
	uint64_t seed;
	struct campaign_tally *tally;
};

static void log_name(const struct killing *k, int till, char *out, size_t size)
{
	snprintf(out, size, "%s/acknowledged-%d", k->w.dir, till);
}

static void start(struct killing *k, int till, uint64_t seed)
{
	char path[700];

	fflush(stdout);
	k->pid[till] = fork();
	if (k->pid[till] != 0)
		return;
	world_child();
	log_name(k, till, path, sizeof path);
	be_busy(&(struct busy){ .w = &k->w, .shared = k->shared, .till = till, .seed = seed,
		.manages = till == k->tills,
		.log = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600) });
}

static void wait_us(int64_t us)
{
	nanosleep(&(struct timespec){ .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 }, NULL);
}

/* Kills one at a moment that the seed draws, and starts it again. */
static void kill_one(struct killing *k, uint64_t n)
{
	uint64_t drawn = campaign_draw(k->seed, n);
	int till = (int)(drawn % (uint64_t)k->tills) + 1, status;

	wait_us((int64_t)(drawn / 16 % 12000));
	kill(k->pid[till], SIGKILL);
	if (waitpid(k->pid[till], &status, 0) == k->pid[till] && !WIFSIGNALED(status))
		k->shared->failed[till]++;
	start(k, till, drawn);
	k->tally->cases++;
}

/* All of them do something, or one hangs. */
static bool all_go_on(struct killing *k)
{
	int64_t before[BUSY_MOST + 1], since = clock_mono_ms();

	for (int i = 1; i <= k->tills; i++)
		before[i] = k->shared->acts[i];
	for (int i = 1; i <= k->tills;) {
		if (k->shared->acts[i] > before[i] || k->shared->failed[i])
			i++;
		else if (clock_mono_ms() - since > STALL_LIMIT_MS) {
			printf("# till %d hangs\n", i);
			return false;
		} else
			wait_us(1000);
	}
	return true;
}

static void stop_all(struct killing *k)
{
	int status;

	k->shared->stop = 1;
	for (int i = 1; i <= k->tills; i++)
		if (waitpid(k->pid[i], &status, 0) != k->pid[i] || !WIFEXITED(status) || WEXITSTATUS(status))
			k->shared->failed[i]++;
}

static bool receipt_is_there(struct db *db, const char *number, int64_t total)
{
	struct arena a = ARENA_INIT;
	struct db_rows r;
	char code[16];
	int64_t series, running;
	bool ok = sscanf(number, "%15[^-]-%" SCNd64 "-%" SCNd64, code, &series, &running) == 3 &&
		db_one(db, &a, &r, "SELECT d.total_minor FROM document d JOIN terminal t ON t.id = d.terminal_id"
		" WHERE t.code = $1 AND d.series = $2 AND d.running = $3", db_text(code), db_int(series),
		db_int(running)) == OK && row_int(&r, 0, 0) == total;

	world_lost += !ok;
	if (!ok)
		printf("# receipt %s over %" PRId64 " was acknowledged and is gone\n", number, total);
	arena_release(&a);
	return ok;
}

/* Everything in the logs of the tills is in the store. */
static bool acknowledged_is_there(struct killing *k)
{
	struct arena a = ARENA_INIT;
	struct db *db = NULL;
	const char *why = "";
	bool ok = db_open(&a, k->w.url, 0, &db, &why) == OK;

	for (int till = 1; ok && till <= k->tills; till++) {
		char path[700], line[120], number[40];
		int64_t total;
		FILE *f;

		log_name(k, till, path, sizeof path);
		f = fopen(path, "re");
		while (ok && f && fgets(line, sizeof line, f)) {
			k->tally->done += line[0] == 'D';
			k->tally->undone += line[0] == 'U';
			if (sscanf(line, "A %39s %" SCNd64, number, &total) == 2)
				ok = receipt_is_there(db, number, total);
		}
		if (f)
			fclose(f);
	}
	db_close(db);
	arena_release(&a);
	return ok;
}

static bool kill_round(struct killing *k, int kills)
{
	bool ok;

	world_name(&k->w, NULL);
	ok = world_make(&k->w);
	world_close_all(&k->w);
	world_forget(&k->w);
	k->w.torn_most = kills;
	k->w.who[k->tills] = "3001 615902";
	clock_freeze(-1);
	memset(k->shared, 0, sizeof *k->shared);
	for (int i = 1; ok && i <= k->tills; i++)
		start(k, i, campaign_draw(k->seed, 1000000 + (uint64_t)i));
	for (int n = 0; ok && n < kills; n++)
		kill_one(k, (uint64_t)n);
	ok = ok && all_go_on(k);
	stop_all(k);
	for (int i = 1; i <= k->tills; i++)
		ok = ok && !k->shared->failed[i];
	ok = ok && world_sound(&k->w) && world_journals_complete(&k->w) && acknowledged_is_there(k);
	world_end(&k->w);
	return ok;
}

bool kill_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	struct killing k = { .tally = tally };

	k.shared = mmap(NULL, sizeof *k.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (k.shared == MAP_FAILED)
		return false;
	for (uint64_t round = 0; campaign_goes_on(plan, tally); round++) {
		int kills = plan->cases && plan->cases < ROUND_KILLS ? (int)plan->cases : ROUND_KILLS;

		k.seed = campaign_seed(plan, round);
		k.tills = BUSY_LEAST + (int)(k.seed % (BUSY_MOST - BUSY_LEAST + 1));
		if (!kill_round(&k, kills)) {
			printf("# replay (moments differ): campaign_tool kill seed:%" PRIu64 "\n", k.seed);
			tally->bad++;
		}
		if (plan->replay)
			break;
	}
	munmap(k.shared, sizeof *k.shared);
	return true;
}

/* --- inside a system call --------------------------------------------------------------------------------- */

static const char *const calls[] = { "pwrite64", "fdatasync", "ftruncate", "semtimedop", "semop", "fcntl", "write",
	"unlink", "openat", "pread64", "mmap", "fsync" };
#define CALLS ((int)(sizeof calls / sizeof calls[0]))

struct inside {
	const struct op *op;
	struct world w;
	struct history h;
	int64_t begins_at_ms;
	int64_t counted[CALLS];
	char tool[600], kept[700], live[700], acked[700];
	struct campaign_tally *tally;
};

/* A store and the log that its till left behind. */
static bool copy_store(const char *from, const char *to)
{
	char command[5200];

	snprintf(command, sizeof command, "cp '%s' '%s' && { [ ! -e '%s-wal' ] || cp '%s-wal' '%s-wal'; }", from, to,
		from,
		from, to);
	return system(command) == 0;
}

static bool put_back(struct inside *k)
{
	static const char *const tails[] = { "-wal", "-shm", "-journal", ".turnstile" };
	char path[800];

	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
		snprintf(path, sizeof path, "%s%s", k->live, tails[i]);
		unlink(path);
	}
	unlink(k->acked);
	snprintf(path, sizeof path, "%s/b1", k->w.dir);
	unlink(path);
	snprintf(path, sizeof path, "%s/b1.again", k->w.dir);
	unlink(path);
	world_forget(&k->w);
	clock_freeze(k->begins_at_ms);
	return copy_store(k->kept, k->live);
}

/* What campaign_tool does when it is run as the till that is killed. */
int kill_lines(const char *dir, const char *name, const char *begins_at_ms)
{
	const struct op *op = op_find(name);
	struct world w;
	struct history h;
	char path[700];
	int acked;

	if (!op)
		return 2;
	world_enter(&w, dir, NULL);
	w.who[1] = op->who;
	clock_freeze(strtoll(begins_at_ms, NULL, 10));
	snprintf(path, sizeof path, "%s/acked", dir);
	acked = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	history_lines(&h, op, 0);
	for (int i = 0; i < h.lines; i++)
		if (world_do(&w, h.line[i]) != OK || write(acked, "+", 1) != 1)
			return 1;
	world_end(&w);
	return 0;
}

/* Runs the till under strace; `inject` is NULL to count the calls into a file. */
static int run_till(struct inside *k, const char *call, int64_t when, const char *out)
{
	char inject[100], trace[60], at[32];
	int status;
	pid_t pid;

	snprintf(trace, sizeof trace, "trace=%s", call);
	snprintf(inject, sizeof inject, "inject=%s:signal=SIGKILL:when=%" PRId64, call, when);
	snprintf(at, sizeof at, "%" PRId64, k->begins_at_ms);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		/* What it says was injected is no news. */
		int null = open("/dev/null", O_WRONLY);

		world_child();
		dup2(null, STDERR_FILENO);
		dup2(null, STDOUT_FILENO);
		setenv("ASAN_OPTIONS", "detect_leaks=0", 1); /* it looks for leaks as a tracer, too */
		execlp("strace", "strace", "-qq", "-o", out, "-e", trace, "-e", when ? inject : trace, k->tool,
			"--lines",
			k->w.dir, k->op->name, at, (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

static int64_t count_lines(const char *path)
{
	FILE *f = fopen(path, "re");
	int64_t n = 0;
	int c;

	while (f && (c = getc(f)) != EOF)
		n += c == '\n';
	if (f)
		fclose(f);
	return n;
}

static int acked_lines(const struct inside *k)
{
	struct stat st;

	return stat(k->acked, &st) == 0 ? (int)st.st_size : 0;
}

/* Counts how often each call is made when nothing goes wrong. */
static bool count_calls(struct inside *k)
{
	char trace[700];

	snprintf(trace, sizeof trace, "%s/trace", k->w.dir);
	for (int i = 0; i < CALLS; i++) {
		if (!put_back(k))
			return false;
		if (run_till(k, calls[i], 0, trace) != 0 || acked_lines(k) != k->h.lines) {
			printf("# %s does not run under strace\n", k->op->name);
			return false;
		}
		k->counted[i] = count_lines(trace);
	}
	return true;
}

static bool look_after_death(struct inside *k)
{
	int line = acked_lines(k);
	struct standing s;

	/* The other till goes on before anybody opens the dead one's again. */
	if (world_do(&k->w, "4: sign-on 1011 864200") != OK) {
		printf("# another till does not go on: %s\n", err_name(k->w.seat[4].err));
		return false;
	}
	if (!world_open(&k->w, world_till_of(k->h.line[line < k->h.lines ? line : 0]))) {
		printf("# the till does not open again\n");
		return false;
	}
	s = history_standing(&k->h, &k->w, line, false);
	if (s.told) {
		k->tally->done += s.done;
		k->tally->undone += !s.done;
	}
	return s.place >= 0 && world_sound(&k->w) && world_does_all(&k->w, "!orphans") &&
		person_goes_on(&k->w, &k->h, line, s.place) && world_sound(&k->w);
}

static bool kill_inside(struct inside *k, int call, int64_t when)
{
	int status;
	bool ok = put_back(k) && world_open(&k->w, 4);

	k->w.torn_most = 1;
	status = run_till(k, calls[call], when, "/dev/null");
	k->tally->cases++;
	ok = ok && status >= 0 && look_after_death(k);
	world_close_all(&k->w);
	if (!ok)
		printf("# replay: campaign_tool syscall %s:%d:%" PRId64 "\n", k->op->name, call, when);
	return ok;
}

static bool prepare_inside(struct inside *k)
{
	char exe[512] = "";
	bool ok;

	if (readlink("/proc/self/exe", exe, sizeof exe - 1) < 0)
		return false;
	snprintf(k->tool, sizeof k->tool, "%s/campaign_tool", dirname(exe));
	world_name(&k->w, NULL);
	snprintf(k->live, sizeof k->live, "%s/s.db", k->w.dir);
	snprintf(k->kept, sizeof k->kept, "%s/kept.db", k->w.dir);
	snprintf(k->acked, sizeof k->acked, "%s/acked", k->w.dir);
	ok = op_prepare(&k->w, k->op) && copy_store(k->live, k->kept);
	k->begins_at_ms = clock_now_ms();
	ok = ok && history_make(&k->h, &k->w, k->op, 0);
	world_close_all(&k->w);
	return ok && count_calls(k);
}

/* A few of the calls of one operation. */
static bool sweep_inside(struct inside *k, const struct campaign_plan *plan, uint64_t seed, int64_t cases)
{
	for (int64_t n = 0; n < cases && campaign_goes_on(plan, k->tally); n++) {
		uint64_t drawn = campaign_draw(seed, (uint64_t)n);
		int call = (int)(drawn % CALLS);

		for (int i = 0; !k->counted[call] && i < CALLS; i++)
			call = (call + 1) % CALLS;
		k->tally->bad += !kill_inside(k, call, (int64_t)(drawn / CALLS % (uint64_t)k->counted[call]) + 1);
	}
	return true;
}

bool syscall_run(const struct campaign_plan *plan, struct campaign_tally *tally)
{
	static const char *const under[] = { "sale-cash", "scan", "return-part", "exchange", "hold", "checkpoint",
		"z-report", "void-last", "part-payment", "backup", "shift-open", "print", "rotate", "scripts",
		"import", "vouchers-new", "voucher-back", "refund-voucher", "orders-new", "cheque-way", "dollars-back",
		"asked-outside", "correct", "empties", "slips", "safe", "pay-in-out", "day-end", "split", "merge",
		"return-all" };
	const int n = (int)(sizeof under / sizeof under[0]);

	for (uint64_t turn = plan->seed; campaign_goes_on(plan, tally); turn++) {
		struct inside k = { .op = op_find(under[turn % (uint64_t)n]), .tally = tally };
		char name[64];
		int64_t when;
		int call;
		bool ok;

		if (!plan->replay && !campaign_wants(under[turn % (uint64_t)n]))
			continue;
		if (plan->replay && sscanf(plan->replay, "%63[^:]:%d:%" SCNd64, name, &call, &when) == 3)
			k.op = op_find(name);
		ok = k.op && prepare_inside(&k);
		if (ok && plan->replay)
			tally->bad += !kill_inside(&k, call, when);
		else if (ok)
			ok = sweep_inside(&k, plan, campaign_draw(plan->seed, turn), 30);
		history_release(&k.h);
		world_end(&k.w);
		if (!ok || plan->replay)
			return ok;
	}
	return true;
}
