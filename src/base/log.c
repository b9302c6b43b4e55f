/* log.c - one write() an entry, so that lines of several processes never mix. */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/sbuf.h"
#include "base/utf8.h"

static int log_fd = STDERR_FILENO;
static enum log_level log_least = LOG_INFO;
static char log_who[64] = "zhanggui";

void log_open(const char *path, const char *who, enum log_level least)
{
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640) : -1;

	if (log_fd != STDERR_FILENO)
		close(log_fd);
	log_fd = fd >= 0 ? fd : STDERR_FILENO;
	log_least = least;
	snprintf(log_who, sizeof log_who, "%s", who);
}

void log_write(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	struct arena a = ARENA_INIT;
	struct sbuf line = SBUF_INIT;
	int saved = errno;
	const char *text;
	va_list ap;

	if (level < log_least)
		return;
	va_start(ap, fmt);
	/* A name from outside must not be able to forge a second entry or move a terminal's cursor. */
	text = utf8_clean(&a, arena_vprintf(&a, fmt, ap));
	va_end(ap);
	sbuf_printf(&line, "%s %s %s %s\n", clock_iso(&a, clock_now_ms()), names[level], log_who, text);
	while (write(log_fd, line.data, line.len) < 0 && errno == EINTR)
		continue;
	sbuf_release(&line);
	arena_release(&a);
	errno = saved;
}
