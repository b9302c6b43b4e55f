/* busy_test.c - checks and backups while tills sell: nothing is found that is not there, nothing
 * is missed, and no sale waits for them. */
#include <signal.h>
#include <sys/wait.h>

#include "../day.h"
#include "pg.h"
#include "service/care.h"

/* A till that sells until it is told to stop; its code is the number of sales, at most 250. */
static int sell_on(const struct trade *first, const char *terminal, const char *staff, int pipe_fd)
{
	struct trade tr;
	int sales = 0;

	clock_freeze(-1);
	if (!trade_join(&tr, first, terminal) || !does_with(&tr, "sign-on", staff) || !does(&tr,
		"shift-open 100"))
		return 0;
	while (sales < 250) {
		does(&tr, "scan " FINGERS);
		does(&tr, "scan " CHIPS);
		does(&tr, "cash 20");
		if (++sales % 10 == 0) {
			does_with(&tr, "return", last_number(&tr));
			does(&tr, "return-line 1");
			asked(&tr, "cash", "reason 1");
		}
		if (sales == 1 && write(pipe_fd, "x", 1) != 1)
			break;
		if (t_bad)
			return 0;
	}
	trade_close(&tr);
	return sales;
}

static void wait_for_sales(int fd)
{
	char bytes[2];

	for (int i = 0; i < 2; i++)
		CHECK_INT(read(fd, bytes, 1), 1);
}

/* Nothing of the store is open here while the tills are forked: SQLite keeps its locks per
 * process. */
BOTH(nothing_is_found_while_tills_sell)
{
	struct trade first;
	int ready[2], status, checks = 0, running = 2, sold = 0;
	pid_t tills[2];

	if (!trade_init(&first, url, "01"))
		return;
	CHECK_INT(pipe(ready), 0);
	fflush(stdout);
	for (int i = 0; i < 2; i++) {
		tills[i] = fork();
		if (tills[i] == 0)
			_exit(sell_on(&first, i ? "02" : "01", i ? "1009 13579" : "1008 2468",
				ready[1]));
	}
	wait_for_sales(ready[0]);
	clock_freeze(-1);
	while (running > 0) {
		pid_t ended = waitpid(-1, &status, WNOHANG);

		if (ended > 0) {
			running--;
			CHECK(WIFEXITED(status) && WEXITSTATUS(status) > 0);
			sold += WEXITSTATUS(status);
			continue;
		}
		checks++;
		if (!sound(&first.conf))
			break;
	}
	printf("# %d checks while %d sales were rung\n", checks, sold);
	CHECK(checks >= 2);
	sound(&first.conf);
	arena_release(&first.shop_arena);
	close(ready[0]);
	close(ready[1]);
	clock_freeze(NOON_MS);
}

TEST(backups_while_a_till_sells_are_sound)
{
	struct trade first, office;
	int ready[2], status, n = 0;
	struct check_request request = { .found = checked_found };
	struct arena a = ARENA_INIT;
	bool running = true;
	pid_t till;

	if (!trade_init(&first, sqlite_new_store(), "01"))
		return;
	CHECK_INT(pipe(ready), 0);
	fflush(stdout);
	till = fork();
	if (till == 0)
		_exit(sell_on(&first, "01", "1008 2468", ready[1]));
	clock_freeze(-1);
	CHECK_INT(read(ready[0], &status, 1), 1);
	if (!trade_join(&office, &first, "02"))
		return;
	while (running && n < 40) {
		char file[760];
		struct checked k = { 0 };
		struct check_result result;
		const char *why = "";

		request.ctx = &k;
		snprintf(file, sizeof file, "%s/busy%d.db", t_tmpdir(), ++n);
		if (!CHECK_INT(care_backup(office.sh, &a, file, &request, &result, &why), OK))
			printf("# %s %s\n", why, k.text);
		unlink(file);
		running = waitpid(till, &status, WNOHANG) == 0;
	}
	if (running)
		CHECK_INT(waitpid(till, &status, 0), till);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) > 0);
	printf("# %d backups while %d sales were rung\n", n, WEXITSTATUS(status));
	trade_close(&office);
	sound(&first.conf);
	arena_release(&first.shop_arena);
	arena_release(&a);
	close(ready[0]);
	close(ready[1]);
	clock_freeze(NOON_MS);
}

T_MAIN
