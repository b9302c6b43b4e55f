/* restore_test.c - a restore that is killed at any moment: there is a store at every moment, the
 * old one or the new one, and it is sound; what was begun does not stand in the way of the next
 * try. RESTORES=n (or ns, seconds) asks for more rounds. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "../day.h"
#include "longer.h"
#include "service/care.h"

static void nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static enum err put_back(const struct shop_config *conf, const char *backup)
{
	const struct check_request request = { .found = nothing };
	const struct care_source source = { backup, NULL, true, false };
	struct care_report report;
	struct arena a = ARENA_INIT;
	const char *why = "";
	enum err e = care_restore(&a, conf, &source, &request, &report, &why);

	if (e != OK)
		printf("# restore: %s\n", why ? why : err_name(e));
	arena_release(&a);
	return e;
}

/* Documents of the store that is there now; -1: it is not sound, or not there. */
static int64_t documents(const struct shop_config *conf)
{
	struct checked k = check_with(conf, NULL);

	if (k.result.wrong)
		printf("# %s\n", k.text);
	return k.result.wrong ? -1 : k.result.documents;
}

static void remove_asides(const char *folder)
{
	char command[800];

	snprintf(command, sizeof command, "rm -f '%s'/kill.db.2*", folder);
	CHECK_INT(system(command), 0);
}

TEST(a_killed_restore_leaves_a_store)
{
	struct trade tr;
	struct check_request request = { .found = nothing };
	struct check_result result;
	char url[700], backup[720];
	const char *why = "";
	int64_t before, after, start, takes_us;
	int64_t rounds = 0, old = 0, new = 0;
	struct longer l = longer_begin("RESTORES", 40, 40);

	snprintf(url, sizeof url, "sqlite:%s/kill.db", t_tmpdir());
	snprintf(backup, sizeof backup, "%s/backup.db", t_tmpdir());
	if (!trade_init(&tr, url, "01") || !trade_open(&tr) || !day_begin(&tr))
		return;
	CHECK_INT(care_backup(tr.sh, &tr.a, backup, &request, &result, &why), OK);
	trade_close(&tr);
	start = clock_mono_us();
	CHECK_INT(put_back(&tr.conf, backup), OK);
	takes_us = clock_mono_us() - start;
	for (; longer_goes_on(&l, rounds); rounds++) {
		int64_t wait_us = (int64_t)t_rand((uint64_t)takes_us * 2 + 1);
		struct timespec delay = { .tv_sec = wait_us / 1000000, .tv_nsec = wait_us % 1000000 * 1000 };
		pid_t child;

		if (!trade_open(&tr) || !does(&tr, "sign-on 1008 2468") || !does(&tr,
			"scan " FINGERS) ||
			!does(&tr, "cash"))
			return;
		trade_close(&tr);
		before = documents(&tr.conf);
		fflush(stdout);
		child = fork();
		if (child == 0)
			_exit(put_back(&tr.conf, backup) == OK ? 0 : 1);
		nanosleep(&delay, NULL);
		CHECK_INT(kill(child, SIGKILL), 0);
		CHECK_INT(waitpid(child, NULL, 0), child);
		after = documents(&tr.conf);
		if (!CHECK(after == before || after == 1))
			break;
		old += after == before;
		new += after == 1;
		/* How long one takes changes with what else the machine does: about half of them shall be cut off. */
		takes_us = after == before ? takes_us * 5 / 4 + 1 : takes_us * 4 / 5;
		remove_asides(t_tmpdir());
	}
	printf("# %" PRId64 " rounds: %" PRId64 " times the old store, %" PRId64 " times the new one\n",
		rounds, old, new);
	longer_tell(&l, "restore", rounds, rounds - old - new);
	CHECK(old > 0 && new > 0);
	CHECK_INT(put_back(&tr.conf, backup), OK);
	CHECK_INT(documents(&tr.conf), 1);
	arena_release(&tr.a);
}

T_MAIN
