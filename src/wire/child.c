/* child.c - minds one helper program. It is spawned in a session of its own, so that no library in it can
 * ask for a password on the till's terminal, with nothing open but one socket as its standard input and
 * output (a socket, because writing to one whose other end died can be told not to raise SIGPIPE); what it
 * says on its standard error goes nowhere, for the terminal belongs to the screen. */
#include "child_int.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"

#define SILENCE_MS 15000
#define PAUSE_FIRST_MS 500
#define PAUSE_MOST_MS 60000   /* between two starts of a program that keeps dying */
#define JOIN_PAUSE_MOST_MS 4000 /* a line that comes back is wanted at once, and a try costs nothing */
#define LONG_LIFE_MS 60000    /* after such a life the pauses begin anew */
#define PING_MS 5000          /* a silent helper is asked after so long */
#define KILL_PATIENCE_MS 50
#define OUT_MOST (8 << 20)    /* bytes it has not taken: it hangs */

void child_init(struct child *c, const char *name, const char *path, int64_t silence_ms, int64_t pause_ms)
{
	*c = (struct child){ .name = name, .fd = -1, .silence_ms = silence_ms ? silence_ms : SILENCE_MS,
		.first_pause_ms = pause_ms ? pause_ms : PAUSE_FIRST_MS, .most_pause_ms = PAUSE_MOST_MS };
	c->pause_ms = c->first_pause_ms;
	if (!path)
		return;
	c->path = strdup(path);
	if (!c->path)
		abort();
}

void child_init_joined(struct child *c, const char *name, const char *socket, int64_t silence_ms, int64_t pause_ms)
{
	child_init(c, name, socket, silence_ms, pause_ms);
	c->joined = true;
	c->most_pause_ms = JOIN_PAUSE_MOST_MS;
}

int child_spawn(const char *path, char *const argv[], int socket, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t all, none;
	int bad;

	sigfillset(&all);
	sigemptyset(&none);
	if (posix_spawn_file_actions_init(&files) || posix_spawnattr_init(&how))
		abort();
	bad = posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
	bad = bad ? bad : posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
	bad = bad ? bad : posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	bad = bad ? bad : posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	bad = bad ? bad : posix_spawnattr_setsigdefault(&how, &all);
	bad = bad ? bad : posix_spawnattr_setsigmask(&how, &none);
	bad = bad ? bad : posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK |
						   POSIX_SPAWN_SETSID);
	bad = bad ? bad : posix_spawn(pid, path, &files, &how, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return bad;
}

bool child_ends(int ends[2])
{
	int i, high;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return false;
	for (i = 0; i < 2; i++) {
		if (ends[i] > STDERR_FILENO)
			continue;
		high = fcntl(ends[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(ends[i]);
		ends[i] = high;
	}
	return ends[0] >= 0 && ends[1] >= 0;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Forgets the process and sets the time of the next start. */
static void bury(struct child *c, int64_t now)
{
	close_end(&c->fd);
	helperline_release(&c->lines);
	sbuf_clear(&c->out);
	c->out_taken = 0;
	if (now - c->started_ms > LONG_LIFE_MS || (c->joined && c->greeted))
		c->pause_ms = c->first_pause_ms;
	c->restart_ms = now + c->pause_ms;
	if (!c->joined || c->greeted) /* a line that is down is no news at each try */
		log_write(LOG_WARN, "%s is gone: %s", c->name, c->trouble);
	c->pause_ms = c->pause_ms * 2 < c->most_pause_ms ? c->pause_ms * 2 : c->most_pause_ms;
	c->pid = 0;
	c->runs = false;
}

/* Starts it. 0, or what went wrong. */
static int begin(struct child *c, const char *path)
{
	int ends[2] = { -1, -1 }, bad;
	char *argv[] = { strdup(c->name), NULL };

	if (!argv[0])
		abort();
	bad = child_ends(ends) ? child_spawn(path, argv, ends[1], &c->pid) : errno;
	free(argv[0]);
	close_end(&ends[1]);
	c->fd = ends[0];
	return bad;
}

/* Joins the one that listens there. A socket of this machine answers at once, or has no room: neither waits. */
static int join(struct child *c)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct ucred peer;
	socklen_t size = sizeof peer;

	assert(c->path);
	if (strlen(c->path) >= sizeof address.sun_path)
		return ENAMETOOLONG;
	memcpy(address.sun_path, c->path, strlen(c->path));
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&address, sizeof address) ||
	    getsockopt(c->fd, SOL_SOCKET, SO_PEERCRED, &peer, &size))
		return errno;
	return peer.uid == geteuid() || peer.uid == 0 ? 0 : EPERM;
}

static enum child_news start(struct child *c, int64_t now)
{
	int bad;
	char buf[PATH_MAX];
	const char *path = c->path ? c->path : program_path(c->name, buf);

	c->started_ms = c->heard_ms = now;
	c->asked_ms = 0;
	c->greeted = c->killed = false;
	c->runs = true;
	bad = c->joined ? join(c) : begin(c, path);
	if (bad) {
		snprintf(c->trouble, sizeof c->trouble, "%.60s: %s", path, strerror(bad));
		bury(c, now);
		return CHILD_GONE;
	}
	fcntl(c->fd, F_SETFL, O_NONBLOCK);
	return CHILD_QUIET;
}

static void kill_for(struct child *c, const char *why)
{
	if (c->killed)
		return;
	snprintf(c->trouble, sizeof c->trouble, "%s", why);
	if (c->joined)
		close_end(&c->fd);
	else
		kill(c->pid, SIGKILL);
	c->killed = true;
}

/* Its end is closed; is the process over, too? One that closed its output but lives is killed. */
static enum child_news reap(struct child *c, int64_t now)
{
	int status = 0;
	pid_t pid = c->joined ? -1 : waitpid(c->pid, &status, WNOHANG);

	if (pid == 0) {
		close_end(&c->fd);
		kill_for(c, "it closed its output");
		return CHILD_QUIET;
	}
	if (!c->killed && c->joined)
		snprintf(c->trouble, sizeof c->trouble, "the line is down");
	else if (!c->killed)
		snprintf(c->trouble, sizeof c->trouble, pid > 0 && WIFSIGNALED(status) ? "signal %d" : "exit %d",
			 pid > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : pid > 0 ? WEXITSTATUS(status) : -1);
	bury(c, now);
	return CHILD_GONE;
}

void child_send(struct child *c)
{
	while (c->fd >= 0 && c->out_taken < c->out.len) {
		ssize_t n = send(c->fd, c->out.data + c->out_taken, c->out.len - c->out_taken, MSG_NOSIGNAL);

		if (n < 0)
			break; /* full, or gone: reading tells */
		c->out_taken += (size_t)n;
	}
	if (c->out_taken == c->out.len) {
		sbuf_clear(&c->out);
		c->out_taken = 0;
	} else if (c->out.len - c->out_taken > OUT_MOST) {
		kill_for(c, "it does not take what it is told");
	}
}

void child_sent_away(struct child *c)
{
	c->greeted = false;
}

/* Silence is asked about once; a question that stays open too long, or no greeting, is the end. */
static void mind_silence(struct child *c, int64_t now)
{
	int64_t since = !c->greeted ? c->started_ms : c->asked_ms;

	if (since && now - since >= c->silence_ms) {
		kill_for(c, "it does not answer");
	} else if (c->greeted && !c->asked_ms && now - c->heard_ms >= PING_MS) {
		helperline_put(&c->out, "ping", "1", NULL);
		c->asked_ms = now;
	}
}

static enum child_news take_line(struct child *c, const struct helperline *line, int64_t now)
{
	c->heard_ms = now;
	c->asked_ms = 0;
	if (c->killed)
		return CHILD_QUIET; /* what a killed one said before it died would come after CHILD_GONE's orders */
	if (c->greeted)
		return strcmp(line->words[0], "pong") == 0 ? CHILD_QUIET : CHILD_LINE;
	if (helperline_is_hello(line, c->name)) {
		c->greeted = true;
		return CHILD_READY;
	}
	kill_for(c, "it is another program, or of another version");
	return CHILD_QUIET;
}

enum child_news child_step(struct child *c, struct helperline *line)
{
	static char buf[1 << 16];
	int64_t now = clock_mono_ms();
	enum child_news news;
	ssize_t n;

	if (!c->runs)
		return now >= c->restart_ms ? start(c, now) : CHILD_QUIET;
	if (c->fd < 0)
		return reap(c, now);
	for (;;) {
		while (helperline_next(&c->lines, line)) {
			news = take_line(c, line, now);
			if (news != CHILD_QUIET)
				return news;
		}
		n = read(c->fd, buf, sizeof buf);
		if (n <= 0)
			break;
		helperline_feed(&c->lines, buf, (size_t)n);
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		return reap(c, now);
	mind_silence(c, now);
	child_send(c);
	return CHILD_QUIET;
}

struct sbuf *child_out(struct child *c)
{
	return &c->out;
}

int child_fds(const struct child *c, struct pollfd *fds)
{
	if (c->fd < 0)
		return 0;
	*fds = (struct pollfd){ .fd = c->fd, .events = POLLIN };
	if (c->out.len > c->out_taken)
		fds->events |= POLLOUT;
	return 1;
}

int64_t child_due_ms(const struct child *c)
{
	if (!c->runs)
		return c->restart_ms;
	if (c->fd < 0 || c->killed)
		return clock_mono_ms() + (c->joined ? 0 : 50); /* not yet over */
	if (!c->greeted)
		return c->started_ms + c->silence_ms;
	return c->asked_ms ? c->asked_ms + c->silence_ms : c->heard_ms + PING_MS;
}

/* Waits for its end, but not longer than until then: a process in the kernel's hands cannot be killed. */
static bool over_by(const struct child *c, int64_t until_ms)
{
	pid_t pid;

	while ((pid = waitpid(c->pid, NULL, WNOHANG)) == 0 && clock_mono_ms() < until_ms)
		poll(NULL, 0, 1);
	return pid != 0;
}

void child_release(struct child *c, int patience_ms)
{
	int64_t until = clock_mono_ms() + patience_ms;

	if (c->fd >= 0)
		shutdown(c->fd, SHUT_WR);
	if (c->pid && !over_by(c, until)) {
		kill(c->pid, SIGKILL);
		over_by(c, clock_mono_ms() + KILL_PATIENCE_MS);
	}
	close_end(&c->fd);
	helperline_release(&c->lines);
	sbuf_release(&c->out);
	free(c->path);
	*c = (struct child){ .fd = -1 };
}
