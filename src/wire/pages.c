/* pages.c - a document through zhanggui-pages into a file: the program is started for one document, gets it on its
 * input, and says by its exit status whether the file is there. A program that hangs is killed. */
#include "wire/pages.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/program.h"
#include "child_int.h"

#define PAGES_HELPER "zhanggui-pages"
#define PATIENCE_MS 120000 /* the longest table takes some seconds */
#define ANSWER_MAX 400     /* bytes of what it says when it fails */

/* All of it, unless the program dies or hangs. */
static void give(int fd, const char *bytes, size_t n, int64_t until_ms)
{
	struct pollfd room = { .fd = fd, .events = POLLOUT };

	while (n && clock_mono_ms() < until_ms) {
		ssize_t took = send(fd, bytes, n, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (took < 0 && errno != EAGAIN && errno != EINTR)
			return;
		if (took < 0)
			poll(&room, 1, 100);
		bytes += took > 0 ? took : 0;
		n -= took > 0 ? (size_t)took : 0;
	}
}

/* What it says, until it closes its output. */
static void hear(int fd, char answer[ANSWER_MAX], int64_t until_ms)
{
	struct pollfd in = { .fd = fd, .events = POLLIN };
	size_t have = 0;
	ssize_t n = 1;

	while (n > 0 && clock_mono_ms() < until_ms) {
		if (poll(&in, 1, 100) <= 0)
			continue;
		n = read(fd, answer + have, ANSWER_MAX - 1 - have);
		have += n > 0 ? (size_t)n : 0;
		if (have == ANSWER_MAX - 1)
			break;
	}
	answer[have] = '\0';
}

static enum err ended(pid_t pid, int64_t until_ms, const char *answer)
{
	int status = 0;
	pid_t got;

	while ((got = waitpid(pid, &status, WNOHANG)) == 0 && clock_mono_ms() < until_ms)
		poll(NULL, 0, 1);
	if (got == 0) {
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
	}
	if (got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return OK;
	log_write(LOG_ERROR, "%s failed (status %d): %s", PAGES_HELPER, status, answer);
	return ERR_DEVICE;
}

enum err wire_pages(const char *format, const char *document, const char *path)
{
	int64_t until = clock_mono_ms() + PATIENCE_MS;
	char buf[PATH_MAX], answer[ANSWER_MAX] = "";
	const char *program = program_path(PAGES_HELPER, buf);
	char *argv[] = { strdup(PAGES_HELPER), strdup(format), strdup(path), NULL };
	int ends[2] = { -1, -1 }, bad;
	pid_t pid = 0;
	enum err e;

	if (!argv[0] || !argv[1] || !argv[2])
		abort();
	bad = child_ends(ends) ? child_spawn(program, argv, ends[1], &pid) : errno;
	for (char **word = argv; *word; word++)
		free(*word);
	if (ends[1] >= 0)
		close(ends[1]);
	if (!bad) {
		give(ends[0], document, strlen(document), until);
		shutdown(ends[0], SHUT_WR);
		hear(ends[0], answer, until);
		e = ended(pid, until, answer);
	} else {
		log_write(LOG_ERROR, "%s: %s", program, strerror(bad));
		e = ERR_DEVICE;
	}
	if (ends[0] >= 0)
		close(ends[0]);
	return e;
}
