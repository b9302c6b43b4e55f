/* turnstile_test.c - the gate round every commit: fair, free when its holder is killed, and found again
 * when the kernel, an administrator or a reboot took its parts away. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>

#include "../../src/store/turnstile_int.h"
#include "base/clock.h"
#include "../t.h"

static const char *store(void)
{
	static char path[600];
	static int n;

	snprintf(path, sizeof(path), "%s/gate%d", t_tmpdir(), ++n);
	return path;
}

static bool attach(struct turnstile *t, const char *path)
{
	enum err e = turnstile_open(t, path);

	if (!CHECK_INT(e, OK))
		printf("# %s\n", t->error);
	return e == OK;
}

/* As the last one it gives the set back. */
static void detach(struct turnstile *t)
{
	(void)turnstile_last(t);
	turnstile_close(t);
}

static enum err enter(struct turnstile *t, int64_t patience_ms)
{
	return turnstile_enter(t, 3, patience_ms, NULL, NULL);
}

static bool set_exists(int set)
{
	struct semid_ds ds;

	return semctl(set, 0, IPC_STAT, &ds) == 0;
}

/* --- turns --------------------------------------------------------------------------------- */

enum { RIVALS = 4, TURNS = 4000 };
struct shared { _Atomic int ready, turns[RIVALS], total; };

/* Takes turns until all together had enough; each holds it for about 100 microseconds. */
static int take_turns(const char *path, struct shared *s, int me)
{
	struct turnstile t;

	if (turnstile_open(&t, path))
		return 1;
	s->ready++;
	while (s->ready < RIVALS)
		usleep(100);
	while (s->total < TURNS) {
		int64_t until;

		if (turnstile_enter(&t, me, 10000, NULL, NULL))
			return 1;
		s->turns[me]++;
		s->total++;
		for (until = clock_mono_us() + 100; clock_mono_us() < until;)
			continue;
		turnstile_leave(&t);
	}
	detach(&t);
	return 0;
}

TEST(turns_are_fair)
{
	struct shared *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		-1, 0);
	const char *path = store();
	int least = TURNS, most = 0, bad = 0;

	for (int i = 0; i < RIVALS; i++)
		if (fork() == 0)
			_exit(take_turns(path, s, i));
	for (int i = 0, status; i < RIVALS; i++)
		bad += wait(&status) < 0 || status != 0;
	CHECK_INT(bad, 0);
	for (int i = 0; i < RIVALS; i++) {
		least = s->turns[i] < least ? s->turns[i] : least;
		most = s->turns[i] > most ? s->turns[i] : most;
	}
	printf("# turns: least %d, most %d\n", least, most);
	CHECK(least > 0 && most * 10 <= least * 12);
	munmap(s, sizeof(*s));
}

TEST(one_is_inside_at_a_time)
{
	const char *path = store();
	struct turnstile a, b;

	if (!attach(&a, path) || !attach(&b, path))
		return;
	CHECK_INT(enter(&a, 1000), OK);
	CHECK_INT(enter(&b, 30), ERR_BUSY);
	turnstile_leave(&a);
	CHECK_INT(enter(&b, 1000), OK);
	CHECK_INT(enter(&a, 0), ERR_BUSY);
	turnstile_leave(&b);
	CHECK_INT(enter(&a, 0), OK);
	turnstile_close(&a); /* leaves first */
	CHECK_INT(enter(&b, 0), OK);
	detach(&b);
}

struct waits { int times; int64_t waited_ms; int terminal, pid; };

static void note(void *ctx, int64_t waited_ms, int terminal, int pid)
{
	struct waits *w = ctx;

	*w = (struct waits){ w->times + 1, waited_ms, terminal, pid };
}

TEST(who_waits_hears_of_the_holder)
{
	const char *path = store();
	struct turnstile a, b;
	struct waits w = { 0 };

	if (!attach(&a, path) || !attach(&b, path))
		return;
	CHECK_INT(turnstile_enter(&a, 17, 1000, NULL, NULL), OK);
	CHECK_INT(turnstile_enter(&b, 18, 150, note, &w), ERR_BUSY);
	CHECK(w.times >= 2 && w.times <= 8);
	CHECK(w.waited_ms >= 60 && w.waited_ms < 5000);
	CHECK_INT(w.terminal, 17);
	CHECK_INT(w.pid, getpid());
	detach(&a);
	detach(&b);
}

/* --- what can be taken away ---------------------------------------------------------------- */

/* A child that is inside until it is told to leave, or killed. */
struct inside { pid_t pid; int tell, set; };

static struct inside child_inside(const char *path)
{
	int up[2], down[2];
	struct inside in = { 0 };

	if (!CHECK(pipe(up) == 0 && pipe(down) == 0))
		return in;
	in.pid = fork();
	if (in.pid == 0) {
		struct turnstile t;
		char byte;

		close(up[0]);
		close(down[1]);
		if (turnstile_open(&t, path) || turnstile_enter(&t, 9, 1000, NULL, NULL) ||
			write(up[1], &t.set, sizeof(t.set)) != (ssize_t)sizeof(t.set))
			_exit(1);
		_exit(read(down[0], &byte, 1) == 1 ? (turnstile_leave(&t), 0) : 1);
	}
	close(up[1]);
	close(down[0]);
	in.tell = down[1];
	CHECK_INT(read(up[0], &in.set, sizeof(in.set)), sizeof(in.set));
	close(up[0]);
	return in;
}

static void end_child(struct inside *in)
{
	close(in->tell);
	CHECK_INT(waitpid(in->pid, NULL, 0), in->pid);
}

TEST(a_killed_holder_frees_it)
{
	const char *path = store();
	struct inside in = child_inside(path);
	struct turnstile t;

	if (!attach(&t, path))
		return;
	CHECK_INT(enter(&t, 20), ERR_BUSY);
	CHECK_INT(kill(in.pid, SIGKILL), 0);
	CHECK_INT(enter(&t, 5000), OK);
	end_child(&in);
	detach(&t);
}

TEST(a_set_that_vanished_is_made_anew)
{
	const char *path = store();
	struct turnstile a, b;

	if (!attach(&a, path) || !attach(&b, path))
		return;
	CHECK_INT(semctl(a.set, 0, IPC_RMID), 0); /* as logind does at the last logout */
	CHECK_INT(enter(&a, 1000), OK);
	CHECK_INT(enter(&b, 30), ERR_BUSY);
	CHECK_INT(a.set, b.set);
	turnstile_leave(&a);
	CHECK_INT(enter(&b, 1000), OK);
	detach(&b);
	detach(&a);
}

TEST(nobody_enters_beside_the_holder_of_a_vanished_set)
{
	const char *path = store();
	struct inside in = child_inside(path);
	struct turnstile t;
	int64_t start;

	if (!attach(&t, path))
		return;
	CHECK_INT(semctl(in.set, 0, IPC_RMID), 0);
	start = clock_mono_ms();
	if (fork() == 0) { /* lets the holder leave a while later */
		usleep(200000);
		_exit(write(in.tell, "x", 1) != 1);
	}
	CHECK_INT(enter(&t, 10000), OK);
	CHECK(clock_mono_ms() - start >= 190);
	end_child(&in);
	(void)wait(NULL);
	detach(&t);
}

TEST(a_dead_holder_of_a_vanished_set_is_not_waited_for)
{
	const char *path = store();
	struct inside in = child_inside(path);
	struct turnstile t;

	if (!attach(&t, path))
		return;
	CHECK_INT(semctl(in.set, 0, IPC_RMID), 0);
	CHECK_INT(kill(in.pid, SIGKILL), 0);
	end_child(&in);
	CHECK_INT(enter(&t, 1000), OK);
	detach(&t);
}

static int open_file(const char *path)
{
	char name[640];

	snprintf(name, sizeof(name), "%s.turnstile", path);
	return open(name, O_RDWR | O_CLOEXEC);
}

/* Writes over the file where the kernel's boot and namespace stand. */
static void pretend_other_world(const char *path)
{
	int fd = open_file(path);

	CHECK_INT(pwrite(fd, "another boot", 12, 18), 12);
	close(fd);
}

TEST(after_a_reboot_the_set_is_made_anew)
{
	const char *path = store();
	struct turnstile a;
	int old;

	if (!attach(&a, path))
		return;
	old = a.set;
	CHECK_INT(close(a.fd), 0); /* as if the machine had stopped: nobody gave it back */
	free(a.path);
	pretend_other_world(path);
	if (!attach(&a, path))
		return;
	CHECK(a.set != old);
	CHECK_INT(enter(&a, 100), OK);
	detach(&a);
	CHECK_INT(semctl(old, 0, IPC_RMID), 0);
}

TEST(a_store_in_use_from_another_container_is_refused)
{
	const char *path = store();
	struct turnstile a, b;

	if (!attach(&a, path))
		return;
	pretend_other_world(path);
	CHECK_INT(turnstile_open(&b, path), ERR_IO);
	CHECK(strstr(b.error, "container") != NULL);
	detach(&b);
	CHECK_INT(semctl(a.set, 0, IPC_RMID), 0);
	detach(&a);
}

TEST(a_file_that_was_removed_or_spoilt_is_made_anew)
{
	const char *path = store();
	char name[640];
	struct turnstile a, b;
	int fd;

	snprintf(name, sizeof(name), "%s.turnstile", path);
	if (!attach(&a, path))
		return;
	CHECK_INT(unlink(name), 0);
	CHECK_INT(enter(&a, 1000), OK);
	if (!attach(&b, path))
		return;
	CHECK_INT(enter(&b, 30), ERR_BUSY);
	turnstile_leave(&a);
	fd = open_file(path);
	CHECK_INT(ftruncate(fd, 3), 0);
	close(fd);
	CHECK_INT(enter(&b, 1000), OK);
	CHECK_INT(enter(&a, 30), ERR_BUSY);
	detach(&b);
	detach(&a);
}

/* --- coming and going ---------------------------------------------------------------------- */

/* A store that was read-only for a while must not lock its owner out of the turnstile afterwards. */
TEST(a_read_only_store_leaves_a_turnstile_that_can_be_used)
{
	const char *path = store();
	struct turnstile t;
	struct stat st;
	char file[620];
	int fd = open(path, O_WRONLY | O_CREAT, 0444);

	if (!CHECK(fd >= 0))
		return;
	close(fd);
	CHECK(chmod(path, 0444) == 0);
	snprintf(file, sizeof file, "%s.turnstile", path);
	if (!attach(&t, path))
		return;
	CHECK(stat(file, &st) == 0 && (st.st_mode & 0777) == 0644);
	CHECK_INT(enter(&t, 1000), OK);
	turnstile_leave(&t);
	detach(&t);
}

TEST(the_last_one_gives_the_set_back)
{
	const char *path = store();
	struct turnstile a, b;

	if (!attach(&a, path) || !attach(&b, path))
		return;
	CHECK_INT(a.set, b.set);
	CHECK(!turnstile_last(&a));
	turnstile_close(&a);
	CHECK(set_exists(b.set));
	CHECK(turnstile_last(&b));
	CHECK(set_exists(b.set));
	a.set = b.set;
	turnstile_close(&b);
	CHECK(!set_exists(a.set));
	turnstile_close(&b); /* closed already: nothing happens */
	if (attach(&a, path))
		detach(&a);
}

/* A store that is given up takes its set with it, also when nobody closed it well: the kernel has only so many. */
TEST(a_set_goes_with_its_store)
{
	const char *path = store();
	struct turnstile killed, other;
	char file[640];

	snprintf(file, sizeof(file), "%s.turnstile", path);
	if (!attach(&killed, path))
		return;
	other.set = killed.set;
	turnstile_close(&killed);
	CHECK(set_exists(other.set));
	turnstile_remove(path);
	CHECK(!set_exists(other.set));
	CHECK(access(file, F_OK) != 0);
	turnstile_remove(path); /* there is none: nothing happens */
	CHECK(access(file, F_OK) != 0);
}

/* Who stands at it still keeps it. */
TEST(a_set_in_use_stays)
{
	const char *path = store();
	struct turnstile t;

	if (!attach(&t, path))
		return;
	turnstile_remove(path);
	CHECK(set_exists(t.set));
	CHECK_INT(semctl(t.set, 0, IPC_RMID), 0);
	turnstile_close(&t);
}

TEST(a_helper_does_not_inherit_it)
{
	struct turnstile t;

	if (!attach(&t, store()))
		return;
	CHECK(fcntl(t.fd, F_GETFD) & FD_CLOEXEC);
	detach(&t);
}

T_MAIN
