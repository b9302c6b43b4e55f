/* worker.c - the process that looks after a store when no till is open. It ends at SIGTERM or
 * SIGINT, between two steps. */
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/tr.h"
#include "cmd/cmd.h"
#include "service/jobs.h"
#include "service/worker.h"
#include "wire/wire.h"

#define STEP_MS 5000
#define LOG_LARGE (INT64_C(64) << 20)

static void tell_step(struct cmd *c, const struct worker_done *d)
{
	static const struct out_column columns[] = {
		{ "heads", N_("Heads noted"), OUT_YES }, { "backup", N_("Backup"), OUT_STRING },
		{ "removed", N_("Old backups removed"), OUT_NUMBER }, { "trouble", N_("Trouble"),
			OUT_STRING }, { "prices", N_("Price batch ended"), OUT_STRING },
		{ "coupons", N_("Coupons given"), OUT_NUMBER }
	};

	out_record(c->out, "worker", columns, COUNT(columns));
	out_int(c->out, d->heads);
	if (d->backup)
		out_text(c->out, d->backup);
	else
		out_null(c->out);
	out_int(c->out, d->backups_removed);
	if (d->trouble)
		out_text(c->out, d->trouble);
	else
		out_null(c->out);
	if (d->prices)
		out_text(c->out, d->prices);
	else
		out_null(c->out);
	out_int(c->out, d->coupons);
}

static void log_step(const struct worker_done *d)
{
	if (d->backup)
		log_write(LOG_INFO, "backup %s; %lld old ones removed", d->backup,
			(long long)d->backups_removed);
	if (d->prices)
		log_write(LOG_INFO, "price batch %s was cut off and is ended", d->prices);
	if (d->coupons)
		log_write(LOG_INFO, "%lld coupons given by the calendar", (long long)d->coupons);
	if (d->trouble)
		log_write(LOG_ERROR, "%s", d->trouble);
}

/* Said once a run: who rotates the log is the machine's business. */
static void mind_log(const struct cmd *c)
{
	struct stat st;

	if (stat(c->front->log_path, &st) == 0 && st.st_size > LOG_LARGE)
		log_write(LOG_WARN, "this log has %lld MiB: let logrotate(8) turn it, with"
			" copytruncate",
			(long long)(st.st_size >> 20));
}

/* Until the next step, minding the office's label printer. False when it is time to end. */
static bool wait_a_while(int signals, struct wire *w)
{
	struct pollfd fds[1 + WIRE_FDS] = { { .fd = signals, .events = POLLIN } };
	int64_t until = clock_mono_ms() + STEP_MS, left;

	while ((left = until - clock_mono_ms()) > 0) {
		int wanted = wire_timeout_ms(w);

		poll(fds, 1 + (nfds_t)wire_fds(w, fds + 1), wanted < left ? wanted : (int)left);
		if (fds[0].revents)
			return false;
		wire_pump(w);
	}
	return true;
}

static enum err work(struct cmd *c, struct worker *w, int signals)
{
	struct wire_store store = wire_shop_store(c->shop);
	struct wire_config conf = { .helper = NULL };
	struct arena a = ARENA_INIT;
	struct wire *labels;
	int orphans;
	enum err e;

	mind_log(c);
	if (jobs_orphans(c->shop, &orphans) != OK)
		log_write(LOG_WARN, "what became of labels sent earlier could not be looked at");
	wire_shop_queues(c->shop, &conf);
	labels = wire_open(&store, &conf);
	do {
		struct worker_done done;

		arena_clear(&a);
		e = worker_step(w, &a, false, &done);
		log_step(&done);
		(void)shop_tick(c->shop);
		shop_idle(c->shop);
	} while ((e == OK || e == ERR_BUSY) && wait_a_while(signals, labels));
	wire_close(labels);
	arena_release(&a);
	return e == ERR_BUSY ? OK : e;
}

static enum exit_code run_once(struct cmd *c, struct worker *w)
{
	struct worker_done done;
	enum err e = worker_step(w, c->arena, true, &done);

	if (e != OK)
		return cmd_fail(c, e, NULL);
	tell_step(c, &done);
	return done.trouble ? EXIT_STORE : EXIT_DONE;
}

static enum exit_code run_on(struct cmd *c, struct worker *w)
{
	sigset_t ends;
	int signals;
	enum err e;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	log_write(LOG_INFO, "the worker begins");
	signals = signalfd(-1, &ends, SFD_CLOEXEC);
	e = work(c, w, signals);
	close(signals);
	if (e == ERR_STALE)
		return cmd_fail(c, ERR_REFUSED, &(struct said){ MSG_WORKER_LOST, { NULL, NULL } });
	return e == OK ? EXIT_DONE : cmd_fail(c, e, NULL);
}

enum exit_code cmd_worker_run(struct cmd *c)
{
	const char *holder = "";
	struct worker *w;
	enum exit_code code;
	enum err e = worker_open(c->shop, c->arena, &w, &holder);

	if (e == ERR_BUSY)
		return cmd_fail(c, ERR_REFUSED, &(struct said){ MSG_WORKER_BUSY, { holder,
			NULL } });
	if (e != OK)
		return cmd_fail(c, e, NULL);
	code = cmd_flag(c, "once") ? run_once(c, w) : run_on(c, w);
	worker_close(w);
	return code;
}
